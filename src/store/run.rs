//! Run folders: where a project is made, beside the place where it will appear.
//!
//! The file [`LOCK`] both marks the folder as ours and is locked while a process works in it, so
//! that two runs never mix and a folder left by a killed process is told from a used one. Dropping
//! a run folder only frees the lock: what is in it is for `resume` or for the user to see.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::write_file;
use super::places::absolute;
use super::repository::remove_busy;
use super::{Error, Force, Objects, Target};

/// How the name of a run folder ends.
pub(super) const SUFFIX: &str = ".samocoder-run";

/// The file that is locked, and the mark of a run folder.
const LOCK: &str = "samocoder.lock";

/// The file that says which process holds the lock.
const OWNER: &str = "owner";

/// The file in which everything that was done is written down.
const JOURNAL: &str = "journal.jsonl";

/// The directory of artifacts and replies.
const OBJECTS: &str = "objects";

/// The directory in which the project is made.
const PROJECT: &str = "project";

/// How often a folder that another process is removing is tried again.
const TRIES: usize = 100;

/// The folder in which a run does its work, held by this process.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    lock: File,
    /// Directories above it that were made for it, the outermost first.
    made: Vec<PathBuf>,
}

impl RunFolder {
    /// Starts a run: makes the folder, or takes over and clears one that nobody works in.
    pub fn start(target: &Target) -> Result<Self, Error> {
        let mut made = Vec::new();
        let started = make_parents(target.parent(), &mut made)
            .and_then(|()| acquire(&target.run_folder()))
            .and_then(|lock| {
                let path = target.run_folder();
                clear(&path)?;
                Ok(Self {
                    path,
                    lock,
                    made: Vec::new(),
                })
            });
        match started {
            Ok(folder) => Ok(Self { made, ..folder }),
            Err(error) => {
                remove_empty(&made);
                Err(error)
            }
        }
    }

    /// Takes up what is in a run folder; nothing if there is none at this path.
    pub fn open(path: &Path) -> Result<Option<Self>, Error> {
        let path = absolute(path)?;
        if !is_run_folder(&path) {
            return Ok(None);
        }
        check_owner(&path)?;
        let lock = acquire(&path)?;
        let made = Vec::new();
        Ok(Some(Self { path, lock, made }))
    }

    /// Returns its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the directory in which the project is made.
    pub fn project(&self) -> PathBuf {
        self.path.join(PROJECT)
    }

    /// Returns where the journal of the run is.
    pub fn journal(&self) -> PathBuf {
        journal_of(&self.path)
    }

    /// Returns what is kept of the run under hashes.
    pub fn objects(&self) -> Objects {
        Objects::new(self.path.join(OBJECTS))
    }

    /// Removes the folder with everything in it, and the directories above that were made for it.
    pub fn discard(self) -> Result<(), Error> {
        let Self { path, lock, made } = self;
        clear(&path)?;
        let failed = || Error::io("remove", &path);
        fs::remove_file(path.join(OWNER)).map_err(failed())?;
        // Some systems don't remove a file that is open.
        if cfg!(not(unix)) {
            lock.unlock().map_err(failed())?;
        }
        fs::remove_file(path.join(LOCK)).map_err(failed())?;
        drop(lock);
        // Another run may be waiting for the folder and have it by now, or have removed it.
        match fs::remove_dir(&path).map_err(|error| (error.kind(), error)) {
            Ok(()) | Err((io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound, _)) => {}
            Err((_, error)) => return Err(failed()(error)),
        }
        remove_empty(&made);
        Ok(())
    }
}

/// Returns whether there is a run folder at a path.
pub fn is_run_folder(path: &Path) -> bool {
    path.join(LOCK).is_file()
}

/// Removes a run folder in which nothing is left: its owner was killed while it removed it.
pub fn remove_emptied(folder: &Path) {
    let name = folder.file_name().and_then(|name| name.to_str());
    if name.is_some_and(|name| name.starts_with('.') && name.ends_with(SUFFIX)) {
        // Anything in it keeps it there.
        fs::remove_dir(folder).unwrap_or_default();
    }
}

/// Returns whether a process is at work in a run folder.
pub fn is_held(folder: &Path) -> bool {
    let lock = File::options().write(true).open(folder.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Returns where the run folder of something that appears at a path is, and was.
pub fn run_folder_of(path: &Path) -> Result<PathBuf, Error> {
    Ok(Target::again(path, Force::No)?.run_folder())
}

/// Returns where the journal of the run in a run folder is.
pub fn journal_of(folder: &Path) -> PathBuf {
    folder.join(JOURNAL)
}

/// Checks that a run folder is this user's: what somebody else prepared is not gone on with.
fn check_owner(path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let me = rustix::process::geteuid().as_raw();
        for path in [path.to_path_buf(), path.join(LOCK), journal_of(path)] {
            match fs::symlink_metadata(&path) {
                Ok(found) if found.uid() != me || found.is_symlink() => {
                    return Err(Error::NotYours { path });
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::io("read", &path)(error)),
            }
        }
    }
    Ok(())
}

/// Makes the missing directories of a path and says which.
fn make_parents(directory: &Path, made: &mut Vec<PathBuf>) -> Result<(), Error> {
    let missing = directory.ancestors().take_while(|path| !path.is_dir());
    let missing: Vec<_> = missing.map(Path::to_path_buf).collect();
    for path in missing.into_iter().rev() {
        match fs::create_dir(&path) {
            Ok(()) => made.push(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(error) => return Err(Error::io("create", &path)(error)),
        }
    }
    Ok(())
}

/// Removes directories that were made and are still empty, the innermost first.
fn remove_empty(made: &[PathBuf]) {
    for path in made.iter().rev() {
        // One that someone uses by now stays.
        fs::remove_dir(path).unwrap_or_default();
    }
}

fn acquire(folder: &Path) -> Result<File, Error> {
    for _ in 0..TRIES {
        let is_new = match fs::create_dir(folder) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                check_ours(folder)?;
                false
            }
            Err(error) => return Err(Error::io("create", folder)(error)),
        };
        let path = folder.join(LOCK);
        let mut options = File::options();
        let opened = options.write(true).create(true).truncate(false).open(&path);
        let lock = match opened {
            Ok(lock) => lock,
            // Its owner removed the folder just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::io("create", &path)(error)),
        };
        match lock.try_lock() {
            Ok(()) if is_same(&lock, &path) => {
                let owner = std::process::id().to_string();
                let written = write_file(&folder.join(OWNER), owner.as_bytes());
                // On a full disk nothing is left of a run that could not begin.
                if written.is_err() && is_new {
                    fs::remove_dir_all(folder).unwrap_or_default();
                }
                return written.map(|()| lock);
            }
            // Its owner removed the file before it was locked here.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy(folder)),
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
        }
    }
    Err(busy(folder))
}

fn busy(folder: &Path) -> Error {
    let owner = folder.join(OWNER);
    let text = fs::read_to_string(&owner).ok();
    let since = fs::metadata(&owner).and_then(|found| found.modified()).ok();
    Error::Busy {
        folder: folder.to_path_buf(),
        pid: text.and_then(|text| text.trim().parse().ok()),
        since: since.and_then(|since| since.elapsed().ok()),
    }
}

/// A folder is ours if it has our mark, or nothing at all yet.
fn check_ours(folder: &Path) -> Result<(), Error> {
    let path = || folder.to_path_buf();
    match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => return Err(Error::Foreign { path: path() }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io("read", folder)(error)),
    }
    if folder.join(LOCK).is_file() {
        return Ok(());
    }
    let mut entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::Foreign { path: path() }),
    }
}

/// Removes everything but what holds the lock; the journal last, so that what is left of a run
/// still says that it is over.
fn clear(folder: &Path) -> Result<(), Error> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
        let entry = entry.map_err(Error::io("read", folder))?;
        let name = entry.file_name();
        if name != LOCK && name != OWNER {
            paths.push(entry.path());
        }
    }
    paths.sort_by_key(|path| path.ends_with(JOURNAL));
    for path in paths {
        remove_busy(&path)?;
    }
    Ok(())
}

#[cfg(unix)]
fn is_same(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (lock.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same(_lock: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests;
