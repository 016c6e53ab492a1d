//! What all processes of the user share: the logs of limits and the money of the day, in locked
//! files of the state folder.
//!
//! Where the folder can't be used, this process keeps its own logs and says so once: limits may then
//! be passed by several processes together, which is no reason to do nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clocks for limits and money"
)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::llm::gate::{Own, Shelf, Spent};
use crate::llm::ledger::{Ledger, Now};
use crate::llm::purse::Purse;
use crate::store;

mod models;
mod usage;

pub use models::{Fresh, List};
pub use usage::{Spending, day_after, day_before, spendings};

/// How long a lock is waited for. It is held for less than a millisecond, unless its holder gets no
/// turn on a busy machine: passing a limit then would be worse than waiting.
const PATIENCE: Duration = Duration::from_secs(30);

/// The name of the purse's file, which no provider can have.
const PURSE: &str = "_purse";

/// Returns the file of a log.
fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join("limits").join(format!("{name}.json"))
}

/// The logs in the state folder.
#[derive(Debug)]
pub struct Shared {
    folder: Option<PathBuf>,
    project: Option<String>,
    own: Own,
    trouble: Option<store::Error>,
}

impl Shared {
    /// Returns the logs in a folder, or those of this process alone where there is none.
    /// What is spent is noted for the project, if there is one.
    pub fn new(folder: Option<PathBuf>, project: Option<String>) -> Self {
        Self {
            folder,
            project,
            own: Own::default(),
            trouble: None,
        }
    }

    /// Returns the log of a scope, to be looked at only.
    pub fn ledger_as_it_is(&self, scope: &str) -> Ledger {
        self.read(scope)
    }

    /// Returns the purse of the day, to be looked at only.
    pub fn purse_as_it_is(&self) -> Purse {
        self.read(PURSE)
    }

    fn read<D: DeserializeOwned + Default>(&self, name: &str) -> D {
        let path = self.folder.as_ref().map(|folder| file(folder, name));
        let bytes = path.and_then(|path| std::fs::read(path).ok());
        let data = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        data.unwrap_or_default()
    }

    /// Changes a file, and gives the change back when the file can't be used. What can't be read
    /// begins anew.
    fn change<D, T, F>(&mut self, name: &str, change: F) -> Result<T, F>
    where
        D: DeserializeOwned + Serialize + Default,
        F: FnOnce(&mut D) -> T,
    {
        let Some(folder) = self.folder.as_ref().filter(|_| self.trouble.is_none()) else {
            return Err(change);
        };
        let (mut change, mut value) = (Some(change), None);
        let path = file(folder, name);
        let changed = store::change_shared(&path, PATIENCE, |bytes| {
            let mut data: D = serde_json::from_slice(bytes).unwrap_or_default();
            value = change.take().map(|change| change(&mut data));
            (serde_json::to_vec(&data).ok(), ())
        });
        self.trouble = changed.err();
        match (value, change) {
            (Some(value), _) => Ok(value),
            (None, Some(change)) => Err(change),
            (None, None) => taken_without_a_value(),
        }
    }
}

#[expect(
    clippy::panic,
    reason = "a change that was taken gave its value in the same line"
)]
fn taken_without_a_value<T>() -> T {
    panic!("a change was taken and gave nothing")
}

impl Shelf for Shared {
    fn ledger<T>(&mut self, scope: &str, change: impl FnOnce(&mut Ledger) -> T) -> T {
        self.change(scope, change)
            .unwrap_or_else(|change| self.own.ledger(scope, change))
    }

    fn purse<T>(&mut self, change: impl FnOnce(&mut Purse) -> T) -> T {
        self.change(PURSE, change)
            .unwrap_or_else(|change| self.own.purse(change))
    }

    fn record(&mut self, now: &Now, spent: &Spent) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.trouble.is_none()) else {
            return;
        };
        let spending = Spending::new(now, spent, self.project.clone());
        self.trouble = usage::append(folder, &spending).err();
    }

    fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.as_ref()?;
        let cause = std::error::Error::source(trouble).map(|it| format!(": {it}"));
        let cause = cause.unwrap_or_default();
        Some(format!(
            "limits are kept for this process alone: {trouble}{cause}"
        ))
    }
}

/// Returns the moment.
pub fn now() -> Now {
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let wall = wall.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX));
    Now {
        steady: steady(wall),
        wall,
        boot: boot().to_owned(),
    }
}

/// Returns the milliseconds since the machine was started, which all processes of it see alike; the
/// time of day where the system does not say.
#[cfg(unix)]
fn steady(_wall: i64) -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

#[cfg(not(unix))]
fn steady(wall: i64) -> i64 {
    wall
}

/// Returns what tells one start of the machine from another, where the system says.
fn boot() -> &'static str {
    static BOOT: OnceLock<String> = OnceLock::new();
    BOOT.get_or_init(|| {
        let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
        text.map_or_else(|_| "?".to_owned(), |text| text.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::catalog::Limits;

    const ONE: Limits = Limits {
        minute: Some(1),
        hour: None,
        day: None,
        tokens_minute: None,
    };

    fn fits(shelf: &mut Shared) -> bool {
        shelf.ledger("groq", |ledger| ledger.admit(&now(), ONE, 0).is_ok())
    }

    #[test]
    fn processes_see_what_others_sent() {
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path().to_owned());
        assert!(fits(&mut Shared::new(path.clone(), None)));
        assert!(!fits(&mut Shared::new(path, None)));
    }

    #[test]
    fn a_damaged_file_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path().to_owned());
        assert!(fits(&mut Shared::new(path.clone(), None)));
        std::fs::write(folder.path().join("limits/groq.json"), "{\"sent\":[[").unwrap();
        assert!(fits(&mut Shared::new(path.clone(), None)));
        assert!(!fits(&mut Shared::new(path, None)));
    }

    #[test]
    fn without_a_folder_the_process_keeps_its_own_and_says_so() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut shelf = Shared::new(Some(file.path().join("inside")), None);
        assert!(fits(&mut shelf) && !fits(&mut shelf));
        let trouble = shelf.trouble().unwrap();
        assert!(
            trouble.starts_with("limits are kept for this process alone"),
            "{trouble}"
        );
        let mut nowhere = Shared::new(None, None);
        assert!(fits(&mut nowhere) && !fits(&mut nowhere));
        assert_eq!(nowhere.trouble(), None);
    }
}
