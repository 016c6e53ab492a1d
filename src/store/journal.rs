//! The journal of a run: what was done, in order, each record on the disk before it counts.
//!
//! # Format
//! A file of lines. Each is a sum, a space and a JSON object; the sum is the first 16 hexadecimal
//! digits of the SHA-256 of the object's text. The first object is `{"journal":1}`, the version of
//! the format; the others are records, whose `kind` says what they tell.
//!
//! A last line that has no end or another sum was being written when the process ended: what it
//! tells did not happen, and the next writer cuts it off. A line before it that has another sum is
//! damage, and nothing after it can be relied on. Within a version, kinds and keys may be added that
//! an older reader can do without; what it can't do without is a new version, which it refuses.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Error;
use super::atomic::flush_folder;
use crate::tree::sha256;

/// The version of the format.
pub const FORMAT: u32 = 1;

/// How many digits of a sum are kept.
const DIGITS: usize = 16;

/// A journal that is written by this process alone.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Its length up to and with the last whole record, in bytes.
    length: u64,
}

#[derive(Serialize, Deserialize)]
struct Head {
    journal: u32,
}

impl Journal {
    /// Starts a journal where there is none.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let failed = || Error::io("create", path);
        let mut options = File::options();
        let file = options.append(true).create_new(true).open(path);
        let mut journal = Self {
            path: path.to_path_buf(),
            file: file.map_err(failed())?,
            length: 0,
        };
        journal.append(&Head { journal: FORMAT })?;
        flush_folder(path)?;
        Ok(journal)
    }

    /// Goes on with a journal; returns its records too.
    pub fn open<R: DeserializeOwned>(path: &Path) -> Result<(Self, Vec<R>), Error> {
        let (records, length) = read(path)?;
        let failed = || Error::io("write", path);
        let file = File::options().append(true).open(path).map_err(failed())?;
        file.set_len(length).map_err(failed())?;
        let path = path.to_path_buf();
        let mut journal = Self { path, file, length };
        if length == 0 {
            journal.append(&Head { journal: FORMAT })?;
        }
        Ok((journal, records))
    }

    /// Adds a record. When this returns it is on the disk; when it fails nothing was added.
    pub fn append<R: Serialize + ?Sized>(&mut self, record: &R) -> Result<(), Error> {
        let text = serde_json::to_string(record).map_err(|source| Error::Artifact {
            path: self.path.clone(),
            source,
        })?;
        let line = format!("{} {text}\n", sum(&text));
        let written = self.file.write_all(line.as_bytes());
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            // A part of it may be there; the error matters more than whether it can be cut off,
            // for a reader takes it for a torn record too.
            self.file.set_len(self.length).unwrap_or_default();
            return Err(Error::io("write", &self.path)(error));
        }
        self.length += line.len() as u64;
        Ok(())
    }
}

/// Returns the records of a journal, whoever writes it.
pub fn records<R: DeserializeOwned>(path: &Path) -> Result<Vec<R>, Error> {
    Ok(read(path)?.0)
}

/// Returns the whole records and where they end.
fn read<R: DeserializeOwned>(path: &Path) -> Result<(Vec<R>, u64), Error> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    let mut records = Vec::new();
    let mut length = 0;
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let Some(text) = whole(line) else {
            let rest = bytes.get(length + line.len()..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            return Err(Error::Damaged {
                path: path.to_path_buf(),
                line: index + 1,
            });
        };
        let wrong = |source| Error::Artifact {
            path: path.to_path_buf(),
            source,
        };
        if index == 0 {
            let head: Head = serde_json::from_str(text).map_err(wrong)?;
            if head.journal > FORMAT {
                return Err(Error::JournalFormat {
                    path: path.to_path_buf(),
                    found: head.journal,
                });
            }
        } else {
            records.push(serde_json::from_str(text).map_err(wrong)?);
        }
        length += line.len();
    }
    Ok((records, length as u64))
}

/// Returns the object of a line that is whole.
fn whole(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (found, text) = line.split_once(' ')?;
    (found == sum(text)).then_some(text)
}

fn sum(text: &str) -> String {
    let mut sum = sha256(text.as_bytes());
    sum.truncate(DIGITS);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Record {
        Made {
            what: String,
        },
        Done,
        #[serde(other)]
        Unknown,
    }

    fn made(what: &str) -> Record {
        let what = what.to_owned();
        Record::Made { what }
    }

    fn written(records: &[Record]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let mut journal = Journal::create(&path).unwrap();
        for record in records {
            journal.append(record).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn a_journal_cut_anywhere_holds_what_was_whole_and_goes_on() {
        let all = [made("книга"), made("b"), Record::Done];
        let (_folder, path) = written(&all);
        let bytes = fs::read(&path).unwrap();
        let ends: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
        for cut in 0..=bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end < cut).count();
            let expected = &all[..whole.saturating_sub(1)];
            assert_eq!(records::<Record>(&path).unwrap(), expected, "{cut}");
            let (mut journal, found) = Journal::open::<Record>(&path).unwrap();
            assert_eq!(found, expected);
            journal.append(&made("later")).unwrap();
            let after = records::<Record>(&path).unwrap();
            assert_eq!(after.split_last().unwrap(), (&made("later"), expected));
        }
    }

    #[test]
    fn a_changed_byte_is_damage_unless_it_is_in_the_last_record() {
        let all = [made("a"), made("b"), Record::Done];
        let (_folder, path) = written(&all);
        let bytes = fs::read(&path).unwrap();
        let last = bytes[..bytes.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n');
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&path, changed).unwrap();
            let found = records::<Record>(&path);
            if at > last.unwrap() {
                assert_eq!(found.unwrap(), &all[..2]);
            } else if bytes[at] == b'\n' {
                // Two lines are one now, and it has another sum.
                assert!(found.is_err() || at == last.unwrap(), "{at}");
            } else {
                let error = found.unwrap_err();
                assert!(matches!(error, Error::Damaged { .. }), "{at}: {error}");
            }
        }
    }

    /// What version 1 wrote once, with what a later writer of version 1 may add to it.
    #[test]
    fn what_was_written_once_is_read_for_ever() {
        let line = |text: &str| format!("{} {text}\n", sum(text));
        let old = "3ea7b8299a8f4e1d {\"journal\":1}\n";
        assert_eq!(old, line("{\"journal\":1}"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let later = line(r#"{"kind":"praised","by":"x"}"#)
            + &line(r#"{"kind":"made","what":"a","how":"well"}"#);
        fs::write(&path, old.to_owned() + &later).unwrap();
        let found = records::<Record>(&path).unwrap();
        assert_eq!(found, [Record::Unknown, made("a")]);

        let newer = line("{\"journal\":2}") + &line("[1]");
        fs::write(&path, &newer).unwrap();
        let error = Journal::open::<Record>(&path).unwrap_err();
        assert_eq!(error.status().code(), 3);
        assert!(error.to_string().contains("format 2"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }
}
