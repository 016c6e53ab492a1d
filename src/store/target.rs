//! Targets: where the project or the archive will appear, looked at before any work.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::places::absolute;
use super::run::SUFFIX;
use super::{Error, Obstacle};

/// Whether something may be written over: `--force`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Nothing that exists is touched.
    No,
    /// A project may be written into a directory that is not empty, an archive may be replaced.
    Yes,
}

/// Where something will appear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    name: String,
    force: Force,
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    EmptyDirectory,
    Directory,
    File,
    DeadLink,
}

impl Target {
    /// Checks that a project may appear at `path`: nothing is there, or an empty directory, or
    /// with `force` any directory.
    pub fn directory(path: &Path, force: Force) -> Result<Self, Error> {
        let target = Self::new(path, force)?;
        target.check_directory()?;
        Ok(target)
    }

    /// Checks that an archive may appear at `path`: nothing is there, or with `force` a file.
    pub fn archive(path: &Path, force: Force) -> Result<Self, Error> {
        let target = Self::new(path, force)?;
        let obstacle = match look(&target.path)? {
            Found::Nothing => return Ok(target),
            Found::File if force == Force::Yes => return Ok(target),
            Found::File => Obstacle::OldFile,
            Found::EmptyDirectory | Found::Directory => Obstacle::DirectoryForFile,
            Found::DeadLink => Obstacle::Link,
        };
        Err(target.obstructed(obstacle))
    }

    /// Returns a target whatever is there, for the rest of a delivery that was interrupted.
    pub fn again(path: &Path, force: Force) -> Result<Self, Error> {
        Self::new(path, force)
    }

    /// Returns its path from the root.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns its last name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the directory that it is in.
    pub fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// Returns whether something may be written over.
    pub fn force(&self) -> Force {
        self.force
    }

    /// Returns where the work for it happens.
    pub fn run_folder(&self) -> PathBuf {
        self.parent().join(format!(".{}{SUFFIX}", self.name))
    }

    /// Returns what is there now, if a project may appear there.
    pub(super) fn check_directory(&self) -> Result<Found, Error> {
        let found = look(&self.path)?;
        let obstacle = match found {
            Found::Nothing | Found::EmptyDirectory => return Ok(found),
            Found::Directory if self.force == Force::Yes => return Ok(found),
            Found::Directory => Obstacle::Directory,
            Found::File => Obstacle::File,
            Found::DeadLink => Obstacle::Link,
        };
        Err(self.obstructed(obstacle))
    }

    pub(super) fn obstructed(&self, obstacle: Obstacle) -> Error {
        let path = self.path.clone();
        Error::TargetExists { path, obstacle }
    }

    /// A link to something stands for what it leads to.
    fn new(path: &Path, force: Force) -> Result<Self, Error> {
        let given = absolute(path)?;
        let is_link = fs::symlink_metadata(&given).is_ok_and(|found| found.is_symlink());
        let path = match fs::canonicalize(&given) {
            Ok(real) if is_link => real,
            Ok(_) | Err(_) => given,
        };
        let Some(name) = path.file_name() else {
            return Err(Error::NoName { path });
        };
        match name.to_str() {
            Some(name) => Ok(Self {
                name: name.to_owned(),
                force,
                path,
            }),
            None => Err(Error::Name { path }),
        }
    }
}

fn look(path: &Path) -> Result<Found, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {
            let mut entries = fs::read_dir(path).map_err(Error::io("read", path))?;
            Ok(match entries.next() {
                None => Found::EmptyDirectory,
                Some(_) => Found::Directory,
            })
        }
        // Links that lead somewhere were followed when the target was made.
        Ok(found) if found.is_symlink() => Ok(Found::DeadLink),
        Ok(_) => Ok(Found::File),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            check_ancestors(path)?;
            Ok(Found::Nothing)
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            check_ancestors(path)?;
            Err(Error::io("read", path)(error))
        }
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Checks that the nearest thing above that exists is a directory.
fn check_ancestors(path: &Path) -> Result<(), Error> {
    for ancestor in path.ancestors().skip(1) {
        match fs::metadata(ancestor) {
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) => {
                let path = ancestor.to_path_buf();
                return Err(Error::NotADirectory { path });
            }
            Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_way_is_told_before_any_work() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::create_dir_all(at("full/x")).unwrap();
        fs::create_dir(at("empty")).unwrap();
        fs::write(at("file"), "").unwrap();
        let target = |name: &str, force| Target::directory(&at(name), force);
        assert_eq!(target("new", Force::No).unwrap().name(), "new");
        assert_eq!(
            target("мои дела/список", Force::No).unwrap().name(),
            "список"
        );
        target("empty/", Force::No).unwrap();
        target("full", Force::Yes).unwrap();
        for (name, force, says) in [
            ("full", Force::No, "exists and is not empty"),
            ("file", Force::Yes, "exists and is not a directory"),
        ] {
            let error = target(name, force).unwrap_err();
            assert!(error.to_string().ends_with(says), "{error}");
            assert_eq!(error.status().code(), 5);
        }
        let error = target("file/below", Force::No).unwrap_err();
        assert!(
            error.to_string().ends_with("file` is not a directory"),
            "{error}"
        );
        let error = Target::directory(Path::new("/"), Force::Yes).unwrap_err();
        assert!(matches!(error, Error::NoName { .. }));
    }

    #[test]
    fn an_archive_replaces_a_file_only_when_told() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.zip");
        Target::archive(&path, Force::No).unwrap();
        fs::write(&path, "").unwrap();
        let error = Target::archive(&path, Force::No).unwrap_err();
        assert!(error.hint().unwrap().contains("--force"));
        Target::archive(&path, Force::Yes).unwrap();
        assert!(Target::archive(directory.path(), Force::Yes).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_unless_they_lead_nowhere() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        fs::create_dir(root.join("real")).unwrap();
        symlink("real", root.join("link")).unwrap();
        symlink("nothing", root.join("dead")).unwrap();
        let target = Target::directory(&root.join("link"), Force::No).unwrap();
        assert_eq!(target.path(), root.join("real"));
        for force in [Force::No, Force::Yes] {
            let error = Target::directory(&root.join("dead"), force).unwrap_err();
            assert!(error.to_string().ends_with("leads nowhere"), "{error}");
        }
    }
}
