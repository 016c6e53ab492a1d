//! Archives on disk.

use std::path::Path;

use super::atomic::{beside, put};
use super::places::absolute;
use super::read::walk;
use super::{Error, Force, Obstacle, RunFolder, Target};
use crate::export::{self, Content, Entry};

/// Returns what an archive of the project in `directory` holds: its files, its base and its
/// receipt, without what tools made there and what belongs to one machine.
pub fn archive_entries(directory: &Path) -> Result<Vec<Entry<'static>>, Error> {
    let files = walk(&absolute(directory)?)?;
    let entry = |file: super::read::Found| Entry {
        name: file.name,
        content: Content::File(file.path, file.length),
    };
    Ok(files.into_iter().map(entry).collect())
}

/// Writes an archive of `entries`, in a folder named `root`, at `target`. It appears whole; another
/// one that appeared there meanwhile is only replaced with force. It is written in the folder of its
/// run, where a killed process leaves it, or else beside its place.
pub fn save_archive(
    target: &Target,
    entries: Vec<Entry<'_>>,
    root: &str,
    run: Option<&RunFolder>,
) -> Result<(), Error> {
    let path = target.path();
    let parent = target.parent();
    std::fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
    let draft = run.map_or_else(|| path.to_path_buf(), |run| run.path().join("archive"));
    let file = beside(&draft).map_err(Error::io("write", path))?;
    let file = export::write(entries, root, file).map_err(|source| Error::Archive {
        path: path.to_path_buf(),
        source,
    })?;
    if target.force() == Force::No && path.is_file() && is_same(file.path(), path)? {
        return Ok(());
    }
    let put = put(file, path, target.force());
    if target.force() == Force::No && put.as_ref().is_err_and(Error::already_exists) {
        return Err(target.obstructed(Obstacle::OldFile));
    }
    put
}

/// Returns whether two files hold the same bytes.
fn is_same(a: &Path, b: &Path) -> Result<bool, Error> {
    let read = |path: &Path| std::fs::read(path).map_err(Error::io("read", path));
    Ok(read(a)? == read(b)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_archive_of_a_directory_is_the_same_every_time() {
        let directory = tempfile::tempdir().unwrap();
        let project = directory.path().join("сад");
        fs::create_dir_all(project.join("web")).unwrap();
        fs::write(project.join("web/a.ts"), "x").unwrap();
        fs::write(project.join(".env"), "KEY=x").unwrap();
        let save = |name: &str| {
            let path = directory.path().join(name);
            let target = Target::archive(&path, Force::No).unwrap();
            save_archive(&target, archive_entries(&project).unwrap(), "сад", None).unwrap();
            fs::read(path).unwrap()
        };
        assert_eq!(save("a.zip"), save("b.zip"));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
    }

    #[test]
    fn an_archive_that_appeared_meanwhile_is_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.zip");
        let target = Target::archive(&path, Force::No).unwrap();
        fs::write(&path, "mine").unwrap();
        let error = save_archive(&target, Vec::new(), "a", None).unwrap_err();
        assert!(matches!(error, Error::TargetExists { .. }), "{error:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        let target = Target::archive(&path, Force::Yes).unwrap();
        save_archive(&target, Vec::new(), "a", None).unwrap();
        assert_ne!(fs::read_to_string(&path).unwrap_or_default(), "mine");
    }
}
