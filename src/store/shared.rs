//! Files that all processes of the user change, one at a time.
//!
//! A change is written beside the file and renamed, under the lock of a file that stays: whoever is
//! killed leaves the state before or after, and never a lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Error;
use super::atomic::private_folder;

/// Changes a file: `change` gets what it holds, nothing when there is none, and returns what it is
/// to hold. The lock is waited for as long as `patience`.
pub fn change_shared<T>(
    path: &Path,
    patience: Duration,
    change: impl FnOnce(&[u8]) -> (Option<Vec<u8>>, T),
) -> Result<T, Error> {
    let _lock = lock(path, patience)?;
    let before = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::io("read", path)(error)),
    };
    let (after, value) = change(&before);
    if let Some(after) = after.filter(|after| *after != before) {
        let new = path.with_extension("new");
        let written = fs::write(&new, after).and_then(|()| fs::rename(&new, path));
        written.map_err(Error::io("write", path))?;
    }
    Ok(value)
}

fn lock(path: &Path, patience: Duration) -> Result<File, Error> {
    let path = path.with_extension("lock");
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path).or_else(|_| {
        private_folder(path.parent().unwrap_or(Path::new(".")))?;
        options.open(&path).map_err(Error::io("open", &path))
    })?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
    }
    // The system gives a lock in turn, which asking for it again and again does not; but it knows no
    // bound. A thread that is left alone lets the lock go as soon as it gets it.
    let (locked, wait) = mpsc::channel();
    thread::spawn(move || drop(locked.send(file.lock().map(|()| file))));
    let locked = wait.recv_timeout(patience);
    let locked = locked.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    locked.map_err(Error::io("lock", &path))
}

/// Adds a line to the end of a file that only its owner can read.
pub fn append_line(path: &Path, line: &str) -> Result<(), Error> {
    use std::io::Write as _;
    private_folder(path.parent().unwrap_or(Path::new(".")))?;
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // One call of the system for a whole line: lines of other processes do not get into it.
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    written.map_err(Error::io("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn count(bytes: &[u8]) -> u32 {
        let text = std::str::from_utf8(bytes).unwrap();
        text.parse().unwrap_or(0)
    }

    #[test]
    fn no_change_is_lost_between_many() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/count.json");
        let add = || {
            for _ in 0..50 {
                let more = |bytes: &[u8]| (Some((count(bytes) + 1).to_string().into()), ());
                change_shared(&path, PATIENCE, more).unwrap();
            }
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(add);
            }
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), "400");
    }

    #[test]
    fn a_lock_that_is_held_is_waited_for_but_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("count.json");
        let _held = lock(&path, PATIENCE).unwrap();
        let start = std::time::Instant::now();
        let error = change_shared(&path, Duration::from_millis(50), |_| (None, ())).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(error.to_string().starts_with("failed to lock"), "{error}");
    }
}
