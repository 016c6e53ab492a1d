//! The repository of a project that is being made: beside the project, where no step of the project
//! can write, until it is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::atomic::remove;
use super::{Error, RunFolder};

/// What the name of the folder begins with in which a repository is made. It ends with the number of
/// the process: what a killed one started may still write into its own for a moment.
const FOLDER: &str = "repository-";

/// The directory of a repository.
const REPOSITORY: &str = ".git";

/// How often a directory that something still writes into is tried again.
const TRIES: usize = 200;

/// How long between two tries.
const PAUSE: Duration = Duration::from_millis(5);

impl RunFolder {
    /// Makes an empty directory in which a repository can be made.
    pub fn repository(&self) -> Result<PathBuf, Error> {
        let path = self.path().join(format!("{FOLDER}{}", std::process::id()));
        remove_busy(&path)?;
        fs::create_dir(&path).map_err(Error::io("create", &path))?;
        Ok(path)
    }

    /// Makes the repository in a directory, if there is one, the project's, in place of what steps
    /// of the project may have made there.
    pub fn place_repository(&self, made: Option<&Path>) -> Result<(), Error> {
        let place = self.project().join(REPOSITORY);
        remove_busy(&place)?;
        match made {
            Some(made) => {
                let renamed = fs::rename(made.join(REPOSITORY), &place);
                renamed.map_err(Error::io("create", &place))
            }
            None => Ok(()),
        }
    }
}

/// Removes whatever is at a path, also when a process that is about to end writes into it.
pub(super) fn remove_busy(path: &Path) -> Result<(), Error> {
    let mut left = TRIES;
    loop {
        match remove(path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty && left > 0 => {
                left -= 1;
                thread::sleep(PAUSE);
            }
            Err(error) => return Err(Error::io("remove", path)(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Force, Target};

    #[test]
    fn what_a_step_planted_makes_way_for_what_was_made() {
        let directory = tempfile::tempdir().unwrap();
        let target = Target::directory(&directory.path().join("app"), Force::No).unwrap();
        let run = RunFolder::start(&target).unwrap();
        let planted = run.project().join(".git/hooks/pre-commit");
        let plant = || {
            fs::create_dir_all(planted.parent().unwrap()).unwrap();
            fs::write(&planted, "evil").unwrap();
        };
        plant();
        run.place_repository(None).unwrap();
        assert!(!run.project().join(".git").exists());
        plant();
        let made = run.repository().unwrap();
        fs::create_dir(made.join(".git")).unwrap();
        fs::write(made.join(".git/HEAD"), "ref").unwrap();
        run.place_repository(Some(&made)).unwrap();
        assert!(!planted.exists() && run.project().join(".git/HEAD").exists());
        // A second try begins with nothing of the first.
        fs::write(made.join("left"), "").unwrap();
        assert_eq!(fs::read_dir(run.repository().unwrap()).unwrap().count(), 0);
        #[cfg(unix)]
        {
            fs::remove_dir_all(run.project()).unwrap();
            fs::create_dir(run.project()).unwrap();
            fs::write(directory.path().join("mine"), "x").unwrap();
            std::os::unix::fs::symlink(directory.path(), run.project().join(".git")).unwrap();
            run.place_repository(None).unwrap();
            assert!(directory.path().join("mine").exists());
        }
    }
}
