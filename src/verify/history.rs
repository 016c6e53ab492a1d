//! The repository of a project that is verified: a step that could write there could let the user's
//! next `git status` run what it likes, outside of any sandbox.
//!
//! Where the sandbox can keep a folder inside of one that may be changed as it is, no step can write
//! there. Elsewhere it is looked whether one did.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The file or folder of the repository.
const REPOSITORY: &str = ".git";

/// What of a repository names programs that git runs, or other places with such names.
const OBEYED: [&str; 5] = ["config", "config.worktree", "commondir", "hooks", "info"];

/// The longest file of these that is looked into, in bytes.
const LONGEST: u64 = 1 << 20;

/// Returns what no step may change of a project.
pub(super) fn places(project: &Path) -> Vec<PathBuf> {
    let place = project.join(REPOSITORY);
    let there = place.symlink_metadata();
    // What a link leads to is out of reach.
    let there = there.is_ok_and(|found| !found.is_symlink());
    there.then_some(place).into_iter().collect()
}

/// What git obeys in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Obeyed(BTreeMap<PathBuf, Option<Vec<u8>>>);

impl Obeyed {
    /// Reads what git obeys in a project.
    pub(super) fn of(project: &Path) -> Self {
        let place = project.join(REPOSITORY);
        let roots = OBEYED.map(|name| place.join(name));
        // The repository itself may be a file or a link that says where it is.
        let itself = WalkDir::new(&place).max_depth(0).into_iter();
        let below = roots.into_iter().flat_map(WalkDir::new);
        let entries = itself.chain(below).flatten();
        Self(
            entries
                .map(|entry| (entry.path().to_owned(), content(&entry)))
                .collect(),
        )
    }

    /// Returns the first place at which it is another now.
    pub(super) fn changed(&self, project: &Path) -> Option<PathBuf> {
        let now = Self::of(project);
        let both = self.0.keys().chain(now.0.keys());
        let mut changed = both.filter(|path| self.0.get(*path) != now.0.get(*path));
        changed.next().cloned()
    }
}

/// Returns what a file holds, or where a link leads; nothing for a folder.
fn content(entry: &walkdir::DirEntry) -> Option<Vec<u8>> {
    if entry.path_is_symlink() {
        let to = fs::read_link(entry.path()).ok()?;
        return Some(to.into_os_string().into_encoded_bytes());
    }
    let data = entry.metadata().ok().filter(fs::Metadata::is_file)?;
    if data.len() > LONGEST {
        return Some(data.len().to_le_bytes().to_vec());
    }
    fs::read(entry.path()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes its repository")]
    fn what_git_obeys_is_watched_and_nothing_else() {
        let project = tempfile::tempdir().unwrap();
        let at = |name: &str| project.path().join(name);
        assert!(places(project.path()).is_empty());
        let none = Obeyed::of(project.path());
        fs::create_dir_all(at(".git/objects")).unwrap();
        assert_eq!(none.changed(project.path()), Some(at(".git")));
        fs::write(at(".git/config"), "a").unwrap();
        let before = Obeyed::of(project.path());
        fs::write(at(".git/objects/1"), "x").unwrap();
        fs::write(at(".git/index"), "x").unwrap();
        assert_eq!(before.changed(project.path()), None);
        fs::create_dir(at(".git/hooks")).unwrap();
        fs::write(at(".git/hooks/pre-commit"), "x").unwrap();
        assert_eq!(before.changed(project.path()), Some(at(".git/hooks")));
        let before = Obeyed::of(project.path());
        fs::write(at(".git/config"), "b").unwrap();
        assert_eq!(before.changed(project.path()), Some(at(".git/config")));
        fs::remove_dir_all(at(".git")).unwrap();
        fs::write(at(".git"), "gitdir: elsewhere").unwrap();
        assert!(before.changed(project.path()).is_some());
        assert_eq!(places(project.path()), [at(".git")]);
    }
}
