//! The books of limits and money for all processes of the user: a file of lines in the state folder.
//!
//! # Format
//! `limits.jsonl` begins with `{"format":1,"name":…}`, then come the books as they were when the file
//! was made, then a line for each thing that happened since. A file that has grown is made anew.
//!
//! Nothing here stops the work. Where the folder can't be used, or a newer samocoder made the file,
//! this process keeps its own books and says so: limits may then be passed by several processes
//! together. What can't be read of a damaged file is left out; then, the money of the day is what
//! `usage.jsonl` knows of it, if that is more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::usage::{self, Spending};
use super::{day_before, learned, now, spendings};
use crate::llm::books::{Books, Line};
use crate::llm::catalog::Model;
use crate::llm::chain::{Learned, Memory};
use crate::llm::gate::{Shelf, Spent};
use crate::llm::ledger::Now;
use crate::store::{self, News, SharedLog};

/// The format that is written.
const FORMAT: u32 = 1;
/// How much a file may grow before it is made anew, in bytes: a process reads all of it once.
const GROWTH: u64 = 32 << 10;
/// The pauses after which something is noted that can't be noted at once. Then it is kept for the
/// next change: who waits longer does not feel Ctrl-C.
const PAUSES: [u64; 9] = [1, 1, 2, 4, 8, 16, 32, 64, 128];

/// The first line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: u32,
    /// What no other file was called.
    name: String,
}

/// The books in the state folder.
#[derive(Debug)]
pub struct Shared {
    folder: Option<PathBuf>,
    project: Option<String>,
    /// Where providers are, by their names: another address is another provider.
    addresses: BTreeMap<String, String>,
    books: Books,
    /// The file, while it can be used.
    file: Option<BooksFile>,
    trouble: Option<Trouble>,
}

/// Why the books are not kept as they should be.
#[derive(Debug, thiserror::Error)]
enum Trouble {
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

impl Shared {
    /// Returns the books in a folder, or those of this process alone where there is none.
    /// What is spent is noted for the project, if there is one.
    pub fn new(folder: Option<PathBuf>, project: Option<String>) -> Self {
        Self {
            file: folder.as_deref().map(BooksFile::new),
            folder,
            project,
            addresses: BTreeMap::new(),
            books: Books::default(),
            trouble: None,
        }
    }

    /// Keeps what is learned of providers at these addresses, and knows it again.
    #[must_use]
    pub fn learning(mut self, addresses: BTreeMap<String, String>) -> Self {
        self.addresses = addresses;
        self
    }

    /// Goes on without the file, with what is known.
    fn alone(&mut self, trouble: Trouble) {
        if let (Trouble::Newer { .. }, Some(file)) = (&trouble, &self.file) {
            file.remember_money(&mut self.books);
        }
        self.file = None;
        self.trouble = Some(trouble);
    }
}

impl Shelf for Shared {
    fn change<T>(&mut self, change: impl FnOnce(&mut Books) -> T) -> Option<T> {
        let (mut change, mut value) = (Some(change), None);
        if let Some(file) = &mut self.file {
            let work = |books: &mut Books| value = change.take().map(|change| change(books));
            match file.change(&mut self.books, work) {
                Ok(Outcome::Busy) => return None,
                Ok(Outcome::Changed) => {}
                Ok(Outcome::Mended(trouble)) => self.trouble = Some(trouble),
                Err(trouble) => self.alone(trouble),
            }
        }
        if let Some(change) = change {
            value = Some(change(&mut self.books));
        }
        if self.file.is_none() {
            self.books.forget_lines();
        }
        value
    }

    fn note(&mut self, note: impl FnOnce(&mut Books)) {
        let mut note = Some(note);
        let mut write = |books: &mut Books| {
            if let Some(note) = note.take() {
                note(books);
            }
        };
        for pause in PAUSES {
            if self.change(&mut write).is_some() {
                return;
            }
            thread::sleep(Duration::from_millis(pause));
        }
        write(&mut self.books);
    }

    fn look(&mut self) -> &mut Books {
        if let Some(Err(trouble)) = self.file.as_mut().map(|file| file.look(&mut self.books)) {
            self.alone(trouble);
        }
        &mut self.books
    }

    fn record(&mut self, now: Now, spent: &Spent) {
        let Some(folder) = &self.folder else {
            return;
        };
        let spending = Spending::new(now, spent, self.project.clone());
        if let Err(error) = usage::append(folder, &spending) {
            self.trouble.get_or_insert(Trouble::Alone(error));
        }
    }

    fn recall(&mut self, now: Now) -> Memory {
        learned::recall(self.folder.as_deref(), &self.addresses, now)
    }

    fn remember(&mut self, now: Now, model: &Model, learned: &Learned) {
        if let Some((folder, address)) = self
            .folder
            .as_deref()
            .zip(self.addresses.get(&model.provider))
        {
            let kept = learned::keep(folder, address, now, model, learned);
            // What could not be kept is learned again.
            kept.unwrap_or_default();
        }
    }

    fn trouble(&self) -> Option<String> {
        self.trouble.as_ref().map(ToString::to_string)
    }
}

/// The file of the books.
#[derive(Debug)]
struct BooksFile {
    folder: PathBuf,
    log: SharedLog,
    /// How long it was when it was made, in bytes.
    begun: u64,
    /// Whether something in it could not be read.
    damaged: bool,
}

/// How a change ended.
enum Outcome {
    /// Somebody else has the file.
    Busy,
    /// It was made.
    Changed,
    /// It was made, and the file is a new one: the old one was damaged.
    Mended(Trouble),
}

impl BooksFile {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            log: SharedLog::new(folder.join("limits.jsonl")),
            begun: 0,
            damaged: false,
        }
    }

    /// Brings the books to what everybody did, and writes down what the work notes in them.
    fn change(
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
    fn look(&mut self, books: &mut Books) -> Result<(), Trouble> {
        let news = self.log.news()?;
        let read = take_in(&news, books, self.log.path())?;
        self.begun = read.begun.unwrap_or(self.begun);
        self.damaged |= read.damaged;
        if self.damaged {
            self.remember_money(books);
        }
        Ok(())
    }

    fn remember_money(&self, books: &mut Books) {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::llm::books::Entry;
    use crate::llm::catalog::Limits;
    use crate::llm::gate::Claim;

    fn claim(minute: u32, usd: f64) -> Claim {
        Claim {
            scope: "groq".to_owned(),
            limits: Limits {
                minute: Some(minute),
                ..Limits::default()
            },
            tokens: 0,
            usd,
            usd_day: 1.0,
        }
    }

    /// Sends a request if that is allowed; returns its number.
    fn sends(shelf: &mut Shared, claim: &Claim) -> Option<u64> {
        let sent = shelf.change(|books| {
            let allowed = books.allow(now(), claim).is_ok();
            allowed.then(|| books.send(now(), claim))
        });
        sent.expect("nobody else is there")
    }

    fn settle(shelf: &mut Shared, number: u64, usd: f64) {
        let entry = Entry::Settled {
            scope: "groq".to_owned(),
            number,
            tokens: None,
            usd,
        };
        shelf.note(|books| books.note(now(), entry));
    }

    /// A folder and the path of the file in it.
    fn folder() -> (tempfile::TempDir, PathBuf, Option<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("limits.jsonl");
        let given = Some(folder.path().to_owned());
        (folder, path, given)
    }

    #[test]
    fn processes_see_what_others_sent_and_spent() {
        let (_folder, _, path) = folder();
        let mut one = Shared::new(path.clone(), None);
        let mut other = Shared::new(path.clone(), None);
        let number = sends(&mut one, &claim(2, 0.7)).unwrap();
        assert_eq!(sends(&mut other, &claim(2, 0.7)), None, "it is too dear");
        settle(&mut one, number, 0.1);
        assert!(sends(&mut other, &claim(2, 0.7)).is_some());
        assert_eq!(sends(&mut one, &claim(2, 0.0)), None, "it has to wait");
        let mut third = Shared::new(path, None);
        let purse = third.look().purse().clone();
        assert!((purse.spent() - 0.1).abs() < 1e-9 && (purse.reserved() - 0.7).abs() < 1e-9);
        assert_eq!(third.trouble(), None);
    }

    #[test]
    fn a_file_that_has_grown_is_made_anew_and_says_the_same() {
        let (_folder, path, given) = folder();
        let mut one = Shared::new(given.clone(), None);
        let mut other = Shared::new(given.clone(), None);
        let (mut largest, mut made) = (0, 0);
        for _ in 0..700 {
            let number = sends(&mut one, &claim(100_000, 0.001)).unwrap();
            settle(&mut other, number, 0.001);
            let length = fs::metadata(&path).unwrap().len();
            made += usize::from(length < largest);
            largest = largest.max(length);
        }
        assert!(made > 1 && largest < 3 * GROWTH, "{made} {largest}");
        let used = |shelf: &mut Shared| (shelf.look().used("groq"), shelf.look().purse().clone());
        let fresh = used(&mut Shared::new(given, None));
        assert_eq!((fresh.0.hour, fresh.0.day), (700, 700));
        assert!((fresh.1.spent() - 0.7).abs() < 1e-6);
        assert_eq!(used(&mut one).0.hour, 700);
        assert_eq!(used(&mut other).1, fresh.1);
    }

    #[test]
    fn a_damaged_file_loses_no_money_and_is_told() {
        let spent = Spent {
            provider: "groq".to_owned(),
            model: "m".to_owned(),
            usage: None,
            usd: 0.6,
        };
        let damages = [
            "",
            "{\"form",
            "\0\0\0\0",
            "{\"format\":1,\"name\":\"x\"}\n{}\nno line\n",
        ];
        for damage in damages {
            let (_folder, path, given) = folder();
            let mut before = Shared::new(given.clone(), None);
            let number = sends(&mut before, &claim(9, 0.7)).unwrap();
            settle(&mut before, number, 0.6);
            before.record(now(), &spent);
            fs::write(&path, damage).unwrap();
            let mut after = Shared::new(given.clone(), None);
            let dear = sends(&mut after, &claim(9, 0.7));
            if damage.is_empty() {
                // Nothing there is no damage: somebody wants to begin anew.
                assert!(dear.is_some() && after.trouble().is_none());
                continue;
            }
            assert_eq!(dear, None, "{damage:?}");
            let trouble = after.trouble().unwrap();
            assert!(trouble.contains("limits.jsonl` was damaged"), "{trouble}");
            assert_eq!(
                fs::read_to_string(path.with_extension("damaged")).unwrap(),
                damage
            );
            let mut next = Shared::new(given, None);
            assert!(sends(&mut next, &claim(9, 0.3)).is_some());
            assert_eq!(next.trouble(), None, "it is told once");
            assert!((next.look().purse().spent() - 0.6).abs() < 1e-9);
        }
    }

    #[test]
    fn a_line_that_can_t_be_read_costs_that_line() {
        let (_folder, path, given) = folder();
        let mut before = Shared::new(given.clone(), None);
        for _ in 0..3 {
            assert!(sends(&mut before, &claim(9, 0.0)).is_some());
        }
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("\"number\":1", "\"num", 1)).unwrap();
        let mut after = Shared::new(given, None);
        assert_eq!(after.look().used("groq").minute, 2);
        assert!(sends(&mut after, &claim(3, 0.0)).is_some());
        assert!(after.trouble().is_some());
        assert_eq!(sends(&mut after, &claim(3, 0.0)), None);
    }

    #[test]
    fn a_newer_file_is_left_as_it_is() {
        let (_folder, path, given) = folder();
        let newer = "{\"format\":2,\"name\":\"x\",\"more\":true}\n[]\n";
        fs::write(&path, newer).unwrap();
        let mut shelf = Shared::new(given, None);
        assert!(sends(&mut shelf, &claim(1, 0.0)).is_some());
        assert_eq!(
            sends(&mut shelf, &claim(1, 0.0)),
            None,
            "its own limits hold"
        );
        let trouble = shelf.trouble().unwrap();
        assert!(
            trouble.ends_with("is of a newer samocoder (format 2)"),
            "{trouble}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }

    #[test]
    fn without_a_folder_the_process_keeps_its_own_and_says_so() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut shelf = Shared::new(Some(file.path().join("inside")), None);
        assert!(sends(&mut shelf, &claim(1, 0.0)).is_some());
        assert_eq!(sends(&mut shelf, &claim(1, 0.0)), None);
        let trouble = shelf.trouble().unwrap();
        let told = "limits are kept for this process alone";
        assert!(trouble.starts_with(told), "{trouble}");
        let mut nowhere = Shared::new(None, None);
        assert!(sends(&mut nowhere, &claim(1, 0.0)).is_some());
        assert_eq!(sends(&mut nowhere, &claim(1, 0.0)), None);
        assert_eq!(nowhere.trouble(), None);
    }

    #[test]
    fn what_can_t_be_noted_now_is_noted_with_the_next_change() {
        let (_folder, path, given) = folder();
        let mut shelf = Shared::new(given.clone(), None);
        let number = sends(&mut shelf, &claim(9, 0.7)).unwrap();
        let mut somebody = SharedLog::new(path);
        let held = somebody.try_lock().unwrap().unwrap();
        settle(&mut shelf, number, 0.1);
        assert!(shelf.change(|_| ()).is_none());
        drop(held);
        let spent = || Shared::new(given.clone(), None).look().purse().spent();
        assert!(spent() < 1e-9);
        assert!(sends(&mut shelf, &claim(9, 0.7)).is_some());
        assert!((spent() - 0.1).abs() < 1e-9);
    }
}
