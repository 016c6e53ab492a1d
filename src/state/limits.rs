//! The books of limits and money for all processes of the user.
//!
//! Nothing here stops the work. Where the state folder can't be used, or a newer samocoder made the
//! file, this process keeps its own books and says so: limits may then be passed by several
//! processes together.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::accounts::Accounts;
use super::learned;
use super::usage::{self, Spending};
use crate::llm::books::Books;
use crate::llm::catalog::Model;
use crate::llm::chain::{Learned, Memory};
use crate::llm::gate::{Shelf, Spent};
use crate::llm::ledger::Now;

mod file;

use file::{BooksFile, Outcome, Trouble};

/// The pauses after which something is noted that can't be noted at once. Then it is kept for the
/// next change: who waits longer does not feel Ctrl-C.
const PAUSES: [u64; 9] = [1, 1, 2, 4, 8, 16, 32, 64, 128];

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

    fn account(&mut self, provider: &str, paid: bool) {
        if let Some((folder, address)) = self.folder.as_deref().zip(self.addresses.get(provider)) {
            let kept = Accounts::keep(folder, provider, address, paid);
            // What could not be kept is told again.
            kept.unwrap_or_default();
        }
    }

    fn trouble(&self) -> Option<String> {
        self.trouble.as_ref().map(ToString::to_string)
    }
}

#[cfg(test)]
mod tests;
