//! The file of the books: lines in the state folder that are only added to.
//!
//! # Format
//! `limits.jsonl` begins with `{"format":1,"name":…}`, then come the books as they were when the file
//! was made, then a line for each thing that happened since. A file that has grown is made anew.
//! What can't be read of a damaged file is left out; then, the money of the day is what
//! `usage.jsonl` knows of it, if that is more.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::llm::books::{Books, Line};
use crate::state::{day_before, now, spendings};
use crate::store::{self, News, SharedLog};

/// The format that is written.
const FORMAT: u32 = 1;
/// How much a file may grow before it is made anew, in bytes: a process reads all of it once.
pub(super) const GROWTH: u64 = 32 << 10;

/// The first line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: u32,
    /// What no other file was called.
    name: String,
}

/// Why the books are not kept as they should be.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("limits are kept for this process alone: {0}{cause}", cause = cause(.0))]
    Alone(store::Error),
    #[error(
        "limits are kept for this process alone: `{}` is of a newer samocoder (format {format})",
        path.display()
    )]
    Newer { path: PathBuf, format: u32 },
    #[error(
        "`{}` was damaged: what could be read of it holds, and the money of the day is what \
         `usage` knows of it; it is kept as `{}`",
        path.display(),
        copy.display()
    )]
    Damaged { path: PathBuf, copy: PathBuf },
}

fn cause(error: &store::Error) -> String {
    let cause = std::error::Error::source(error).map(|it| format!(": {it}"));
    cause.unwrap_or_default()
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Alone(error)
    }
}

/// The file of the books.
#[derive(Debug)]
pub(super) struct BooksFile {
    folder: PathBuf,
    log: SharedLog,
    /// How long it was when it was made, in bytes.
    begun: u64,
    /// Whether something in it could not be read.
    damaged: bool,
}

/// How a change ended.
pub(super) enum Outcome {
    /// Somebody else has the file.
    Busy,
    /// It was made.
    Changed,
    /// It was made, and the file is a new one: the old one was damaged.
    Mended(Trouble),
}

impl BooksFile {
    /// Returns the file in a folder; it need not be there.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            log: SharedLog::new(folder.join("limits.jsonl")),
            begun: 0,
            damaged: false,
        }
    }

    /// Brings the books to what everybody did, and writes down what the work notes in them.
    pub(super) fn change(
        &mut self,
        books: &mut Books,
        work: impl FnOnce(&mut Books),
    ) -> Result<Outcome, Trouble> {
        let path = self.log.path().to_owned();
        let Some(mut locked) = self.log.try_lock()? else {
            return Ok(Outcome::Busy);
        };
        let read = take_in(&locked.news()?, books, &path)?;
        self.begun = read.begun.unwrap_or(self.begun);
        self.damaged |= read.damaged;
        if self.damaged {
            remember_money(&self.folder, books);
        }
        work(books);
        let lines = books.unwritten();
        let begins = locked.length() == 0 && !lines.is_empty();
        if begins || self.damaged || locked.length() > self.begun + GROWTH {
            let copy = self.damaged.then(|| locked.set_aside()).transpose()?;
            let bytes = whole(books);
            locked.replace(&bytes)?;
            self.begun = bytes.len() as u64;
            self.damaged = false;
            if let Some(copy) = copy {
                return Ok(Outcome::Mended(Trouble::Damaged { path, copy }));
            }
        } else if !lines.is_empty() {
            locked.add(&text(&lines))?;
        }
        Ok(Outcome::Changed)
    }

    /// Brings the books to what everybody did.
    pub(super) fn look(&mut self, books: &mut Books) -> Result<(), Trouble> {
        let news = self.log.news()?;
        let read = take_in(&news, books, self.log.path())?;
        self.begun = read.begun.unwrap_or(self.begun);
        self.damaged |= read.damaged;
        if self.damaged {
            self.remember_money(books);
        }
        Ok(())
    }

    /// Takes the money of the day from what calls are known to have cost.
    pub(super) fn remember_money(&self, books: &mut Books) {
        remember_money(&self.folder, books);
    }
}

/// Takes the money of the day from what calls are known to have cost.
fn remember_money(folder: &Path, books: &mut Books) {
    let now = now();
    let today = day_before(now, 0);
    let known = spendings(folder).unwrap_or_default();
    let of_today = known.iter().filter(|it| it.day() == today);
    books.come_to(now);
    books.spent_at_least(of_today.map(|it| it.usd).sum());
}

/// What was read.
#[derive(Default)]
struct Read {
    /// How long the file was when it was made, if it is another one.
    begun: Option<u64>,
    damaged: bool,
}

/// Lets happen in the books what is new in the file.
fn take_in(news: &News, books: &mut Books, path: &Path) -> Result<Read, Trouble> {
    let mut read = Read::default();
    let lines = match news {
        News::More(lines) => lines.as_slice(),
        News::All(file) => {
            let (header, rest) = cut(file);
            let (snapshot, lines) = cut(rest);
            match serde_json::from_slice(header) {
                Ok(Header { format, .. }) if format > FORMAT => {
                    let path = path.to_owned();
                    return Err(Trouble::Newer { path, format });
                }
                Ok(Header { .. }) => {}
                Err(_) => read.damaged = !file.is_empty(),
            }
            let begun = serde_json::from_slice(snapshot);
            read.damaged |= begun.is_err() && !file.is_empty();
            read.begun = Some((header.len() + snapshot.len()) as u64);
            books.turn_to(begun.unwrap_or_default());
            lines
        }
    };
    for line in lines.split(|byte| *byte == b'\n') {
        match serde_json::from_slice::<Line>(line) {
            Ok(line) => books.apply(&line),
            Err(_) => read.damaged |= !line.is_empty(),
        }
    }
    Ok(read)
}

/// Cuts off the first line.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    bytes.split_at(end.map_or(bytes.len(), |end| end + 1))
}

/// Returns a file that begins with these books.
fn whole(books: &Books) -> Vec<u8> {
    let name = format!("{}-{}", now().wall, std::process::id());
    let header = Header {
        format: FORMAT,
        name,
    };
    let mut bytes = json(&header);
    bytes.extend(json(books));
    bytes
}

fn text(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(json).collect()
}

/// Returns a line of JSON.
fn json(value: impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(&value).unwrap_or_default();
    line.push(b'\n');
    line
}
