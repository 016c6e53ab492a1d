//! What was learned of models by asking them: parameters that they don't take, how large a request
//! may be. It is kept for a week: models change, and learning it again costs one request.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{PATIENCE, day_before};
use crate::llm::catalog::Model;
use crate::llm::chain::{Learned, Memory};
use crate::llm::ledger::Now;
use crate::store;

/// The format that is written.
const FORMAT: u32 = 1;
/// For how many days something holds.
const DAYS: u32 = 7;

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Book {
    format: u32,
    models: Vec<Entry>,
}

/// What was learned of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    provider: String,
    /// Where the provider was.
    base_url: String,
    model: String,
    /// The day on which it was learned, in UTC.
    as_of: String,
    learned: Learned,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("learned.json")
}

impl Book {
    /// Reads a file. What can't be read, and what a newer samocoder wrote, is nothing.
    fn read(bytes: &[u8]) -> Self {
        let book: Self = serde_json::from_slice(bytes).unwrap_or_default();
        if book.format == FORMAT {
            book
        } else {
            Self::default()
        }
    }

    /// Forgets what was learned too long ago.
    fn forget(&mut self, now: Now) {
        let oldest = day_before(now, DAYS);
        self.models.retain(|entry| entry.as_of > oldest);
    }
}

/// Returns what was learned of the models of providers at these addresses.
pub(super) fn recall(
    folder: Option<&Path>,
    addresses: &BTreeMap<String, String>,
    now: Now,
) -> Memory {
    let bytes = folder.and_then(|folder| std::fs::read(file(folder)).ok());
    let mut book = Book::read(&bytes.unwrap_or_default());
    book.forget(now);
    let mut memory = Memory::default();
    for entry in book.models {
        if addresses.get(&entry.provider) == Some(&entry.base_url) {
            memory.keep(entry.provider, entry.model, entry.learned);
        }
    }
    memory
}

/// Keeps what was learned of a model of a provider at an address.
pub(super) fn keep(
    folder: &Path,
    address: &str,
    now: Now,
    model: &Model,
    learned: &Learned,
) -> Result<(), store::Error> {
    store::change_shared(&file(folder), PATIENCE, |before| {
        let mut book = Book::read(before);
        book.format = FORMAT;
        book.forget(now);
        let own = |it: &Entry| it.provider == model.provider && it.model == model.id;
        book.models
            .retain(|it| !(own(it) && it.base_url == address));
        book.models.push(Entry {
            provider: model.provider.clone(),
            base_url: address.to_owned(),
            model: model.id.clone(),
            as_of: day_before(now, 0),
            learned: learned.clone(),
        });
        (serde_json::to_vec_pretty(&book).ok(), ())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::catalog::Catalog;

    const DAY: i64 = 86_400_000;

    fn at(day: i64) -> Now {
        Now {
            wall: day * DAY,
            ..Now::default()
        }
    }

    #[test]
    fn what_was_learned_holds_for_a_week_at_its_address() {
        let folder = tempfile::tempdir().unwrap();
        let model = Catalog::embedded().models.first().unwrap();
        let learned: Learned = serde_json::from_str("{\"context\":4096}").unwrap();
        let addresses = |address: &str| BTreeMap::from([(model.provider.clone(), address.into())]);
        let known = |address: &str, day: i64| {
            recall(Some(folder.path()), &addresses(address), at(day)).of(model)
        };
        assert_eq!(known("a", 20_000), Learned::default());
        keep(folder.path(), "a", at(20_000), model, &learned).unwrap();
        keep(folder.path(), "b", at(20_001), model, &Learned::default()).unwrap();
        assert_eq!(known("a", 20_006), learned);
        assert_eq!(known("a", 20_007), Learned::default());
        assert_eq!(known("b", 20_000), Learned::default());
        assert_eq!(learned.words(), ["takes 4096 tokens at most"]);
        for other in ["{", "{\"format\":2,\"models\":[]}"] {
            std::fs::write(file(folder.path()), other).unwrap();
            assert_eq!(known("a", 20_000), Learned::default());
        }
    }
}
