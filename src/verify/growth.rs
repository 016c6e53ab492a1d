//! What a running command writes to disks: it is stopped before it fills one.
//!
//! Asking a disk for its free space costs next to nothing and is done often. Only when it lost more
//! than a command may write are the command's own folders looked through, and the files without a
//! name that its processes have open, for others write too.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use walkdir::WalkDir;

#[cfg(target_os = "linux")]
mod unlinked;
#[cfg(not(target_os = "linux"))]
#[path = "growth/linked.rs"]
mod unlinked;

/// The most that a command may write; less where less than twice as much is free.
const MOST: u64 = 4 << 30;

/// How often free space is asked for.
const OFTEN: Duration = Duration::from_millis(100);

/// How long folders are not looked through again: it takes a while where there are many files.
const SELDOM: Duration = Duration::from_secs(2);

/// Bytes that a command wrote and may not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Excess {
    /// How many it wrote.
    pub(super) written: u64,
}

/// Watches the folders that a command may write.
pub(super) struct Growth {
    folders: Vec<Folder>,
    next: Instant,
}

struct Folder {
    path: PathBuf,
    /// The bytes that were free on its disk.
    free: u64,
    /// The bytes that may be written there.
    most: u64,
    /// Files that changed since, by the clock of the disk, were changed by the command.
    since: (i64, i64),
}

impl Growth {
    /// Watches folders from now on.
    pub(super) fn of(folders: &[PathBuf]) -> Self {
        Self::bounded(folders, MOST)
    }

    /// Watches folders from now on, of which each may get `most` bytes.
    pub(super) fn bounded(folders: &[PathBuf], most: u64) -> Self {
        let folders = folders.iter().filter_map(|path| {
            let free = free(path)?;
            let most = most.min(free / 2);
            let since = now(path)?;
            Some(Folder {
                path: path.clone(),
                free,
                most,
                since,
            })
        });
        Self {
            folders: folders.collect(),
            next: Instant::now(),
        }
    }

    /// Returns what a command and all that it started wrote beyond what they may.
    pub(super) fn excess(&mut self, command: u32) -> Option<Excess> {
        let now = Instant::now();
        if now < self.next {
            return None;
        }
        self.next = now + OFTEN;
        let most = self.folders.iter().filter_map(Folder::overdrawn).min()?;
        self.next = Instant::now() + SELDOM;
        let shown: u64 = self.folders.iter().map(Folder::written).sum();
        let written = shown + unlinked::bytes(command);
        (written > most).then_some(Excess { written })
    }
}

impl Folder {
    /// Returns what may be written to the disk, if it lost more than that, to whomever.
    fn overdrawn(&self) -> Option<u64> {
        let lost = self.free.saturating_sub(free(&self.path)?);
        (lost > self.most).then_some(self.most)
    }

    /// Returns how many bytes those files take that changed since.
    fn written(&self) -> u64 {
        written(&self.path, self.since)
    }
}

/// Returns the bytes that are free for users on the disk of a folder.
fn free(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Returns the time on the clock of a folder's disk.
fn now(folder: &Path) -> Option<(i64, i64)> {
    let file = tempfile::tempfile_in(folder).ok()?;
    let data = file.metadata().ok()?;
    Some((data.ctime(), data.ctime_nsec()))
}

/// Returns how many bytes those files take that changed since.
fn written(folder: &Path, since: (i64, i64)) -> u64 {
    // What is gone or unreadable by now is not counted.
    let data = WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::symlink_metadata(entry.path()).ok());
    data.filter(|data| data.is_file() && (data.ctime(), data.ctime_nsec()) >= since)
        .map(|data| data.blocks() * 512)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test fills its folder")]
    fn fill(folder: &Path, name: &str, bytes: usize) {
        use std::io::Write as _;
        let mut file = fs::File::create(folder.join(name)).unwrap();
        file.write_all(&vec![1; bytes]).unwrap();
        file.sync_all().unwrap();
    }

    #[test]
    fn only_what_was_written_since_counts() {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), "before", 3 << 20);
        // Times of files are some milliseconds coarse.
        std::thread::sleep(Duration::from_millis(50));
        let since = now(folder.path()).unwrap();
        assert_eq!(written(folder.path(), since), 0);
        fill(folder.path(), "since", 2 << 20);
        let bytes = written(folder.path(), since);
        assert!((2 << 20..3 << 20).contains(&bytes), "{bytes}");
    }

    #[test]
    fn a_command_may_not_write_more_than_half_of_what_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let growth = Growth::bounded(&[folder.path().to_owned()], u64::MAX);
        let watched = &growth.folders[0];
        assert_eq!(watched.most, watched.free / 2);
    }
}
