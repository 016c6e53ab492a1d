//! A file of lines that all processes of the user add to, and that each reads on from where it was.
//!
//! # Design
//! Whoever holds the lock of a file that stays beside it reads what is new, decides, and adds its
//! lines in one go: that takes a few calls of the system, whatever is in the file. Whoever is killed
//! leaves no lock and, at worst, a last line without its end, which the next one cuts off. Nothing
//! waits for the disk but a file that takes the place of another: a machine that loses its power may
//! lose the last lines. A file is known by its first line, which no other file of that name has.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::Error;
use super::atomic::private_folder;

/// The longest first line, in bytes.
const LONGEST_NAME: usize = 128;

/// A file of lines, as far as this process has read it.
#[derive(Debug)]
pub struct SharedLog {
    path: PathBuf,
    /// The file that is locked, once it was needed.
    lock: Option<File>,
    /// The first line of the file that was read.
    name: Vec<u8>,
    /// How far it was read, in bytes: to the end of a line.
    read: u64,
}

/// What is new in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Lines that were added to what was read before.
    More(Vec<u8>),
    /// Another file than the one that was read before; nothing where there is none. Something that
    /// has no line at all is given whole: it is no file of lines.
    All(Vec<u8>),
}

impl SharedLog {
    /// Returns a file of which nothing was read yet; it need not be there.
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            lock: None,
            name: Vec::new(),
            read: 0,
        }
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of the file that is locked.
    pub fn lock_path(&self) -> PathBuf {
        self.path.with_extension("lock")
    }

    /// Takes the lock, unless somebody else has it.
    pub fn try_lock(&mut self) -> Result<Option<Locked<'_>>, Error> {
        let path = self.lock_path();
        let lock = match self.lock.take() {
            Some(lock) => lock,
            None => open_private(&path)?,
        };
        let locked = lock.try_lock();
        self.lock = Some(lock);
        match locked {
            Ok(()) => Ok(Some(Locked(self))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io("lock", &path)(error)),
        }
    }

    /// Reads what is new, whether somebody has the lock or not: whole lines only.
    pub fn news(&mut self) -> Result<News, Error> {
        let failed = || Error::io("read", &self.path);
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.name.clear();
                self.read = 0;
                return Ok(News::All(Vec::new()));
            }
            Err(error) => return Err(failed()(error)),
        };
        let same = self.is_known(&mut file).map_err(failed())?;
        let from = if same { self.read } else { 0 };
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(from))
            .and_then(|_| file.read_to_end(&mut bytes))
            .map_err(failed())?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        if same || end.is_some() {
            bytes.truncate(end.map_or(0, |end| end + 1));
        }
        self.read = from + bytes.len() as u64;
        if same {
            return Ok(News::More(bytes));
        }
        self.name = first_line(&bytes);
        Ok(News::All(bytes))
    }

    /// Returns whether a file is the one that was read before, and no shorter.
    fn is_known(&self, file: &mut File) -> io::Result<bool> {
        if self.name.is_empty() || file.metadata()?.len() < self.read {
            return Ok(false);
        }
        let mut name = vec![0; self.name.len()];
        file.read_exact(&mut name)?;
        Ok(name == self.name)
    }
}

/// Returns the first line, unless it is too long for one.
fn first_line(bytes: &[u8]) -> Vec<u8> {
    let line = bytes.split_inclusive(|byte| *byte == b'\n').next();
    let line = line.filter(|line| line.len() <= LONGEST_NAME);
    line.unwrap_or_default().to_vec()
}

/// The file with its lock, which is let go with this.
#[derive(Debug)]
pub struct Locked<'l>(&'l mut SharedLog);

impl Locked<'_> {
    /// Reads what is new.
    pub fn news(&mut self) -> Result<News, Error> {
        self.0.news()
    }

    /// Returns how long the file is, in bytes, as far as it was read.
    pub fn length(&self) -> u64 {
        self.0.read
    }

    /// Adds whole lines after the last one that was read; what is there of another is cut off.
    pub fn add(&mut self, lines: &[u8]) -> Result<(), Error> {
        let log = &mut *self.0;
        let added = File::options()
            .write(true)
            .open(&log.path)
            .and_then(|mut file| {
                if file.metadata()?.len() > log.read {
                    file.set_len(log.read)?;
                }
                file.seek(SeekFrom::Start(log.read))?;
                file.write_all(lines)
            });
        added.map_err(Error::io("write", &log.path))?;
        log.read += lines.len() as u64;
        Ok(())
    }

    /// Puts a file in place of what is there; its first line must be one that no other had.
    pub fn replace(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let log = &mut *self.0;
        let new = log.path.with_extension("new");
        let mut file = open_private(&new)?;
        let written = file
            .set_len(0)
            .and_then(|()| file.write_all(bytes))
            .and_then(|()| file.sync_data())
            .and_then(|()| fs::rename(&new, &log.path));
        written.map_err(Error::io("write", &log.path))?;
        log.name = first_line(bytes);
        log.read = bytes.len() as u64;
        Ok(())
    }

    /// Keeps a copy of the file beside it, for who wants to know what was wrong with it.
    pub fn set_aside(&self) -> Result<PathBuf, Error> {
        let copy = self.0.path.with_extension("damaged");
        fs::copy(&self.0.path, &copy).map_err(Error::io("write", &copy))?;
        Ok(copy)
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        // A file that is closed lets its lock go as well.
        let lock = self.0.lock.take();
        self.0.lock = lock.filter(|lock| lock.unlock().is_ok());
    }
}

/// Opens a file that only its owner can read, and makes it and its folder where they are missing.
fn open_private(path: &Path) -> Result<File, Error> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).or_else(|_| {
        private_folder(path.parent().unwrap_or(Path::new(".")))?;
        options.open(path).map_err(Error::io("open", path))
    })
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn log(folder: &Path) -> SharedLog {
        SharedLog::new(folder.join("new/lines.jsonl"))
    }

    /// Adds a line, and makes the file where it is missing; returns what was new.
    fn add(log: &mut SharedLog, line: &str) -> News {
        let mut locked = loop {
            if let Some(locked) = log.try_lock().unwrap() {
                break locked;
            }
            thread::yield_now();
        };
        let news = locked.news().unwrap();
        if locked.length() == 0 {
            locked.replace(b"name\n").unwrap();
        }
        locked.add(format!("{line}\n").as_bytes()).unwrap();
        news
    }

    fn more(text: &str) -> News {
        News::More(text.into())
    }

    #[test]
    fn everybody_reads_on_from_where_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (log(folder.path()), log(folder.path()));
        assert_eq!(one.news().unwrap(), News::All(Vec::new()));
        assert!(
            !folder.path().join("new").exists(),
            "looking makes no files"
        );
        add(&mut one, "a");
        assert_eq!(add(&mut other, "b"), News::All("name\na\n".into()));
        assert_eq!(one.news().unwrap(), more("b\n"));
        assert_eq!(add(&mut other, "c"), more(""));
        other
            .try_lock()
            .unwrap()
            .unwrap()
            .replace(b"next\nd\n")
            .unwrap();
        assert_eq!(other.news().unwrap(), more(""));
        assert_eq!(one.news().unwrap(), News::All("next\nd\n".into()));
    }

    #[test]
    fn a_line_without_its_end_is_not_read_and_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = log(folder.path());
        add(&mut log, "a");
        let path = log.path().to_owned();
        fs::write(&path, "name\na\nhalf of a li").unwrap();
        assert_eq!(log.news().unwrap(), more(""));
        add(&mut log, "b");
        assert_eq!(fs::read_to_string(&path).unwrap(), "name\na\nb\n");
    }

    #[test]
    fn no_line_is_lost_between_many() {
        let folder = tempfile::tempdir().unwrap();
        let work = || {
            let mut log = log(folder.path());
            (0..50).for_each(|number| drop(add(&mut log, &number.to_string())));
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(work);
            }
        });
        let text = fs::read_to_string(log(folder.path()).path()).unwrap();
        assert_eq!(text.lines().count(), 1 + 8 * 50);
    }

    #[test]
    fn only_one_has_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (log(folder.path()), log(folder.path()));
        let held = one.try_lock().unwrap().unwrap();
        assert!(other.try_lock().unwrap().is_none());
        drop(held);
        assert!(other.try_lock().unwrap().is_some());
    }
}
