//! What calls took and cost: a file with a line for each, which only grows.

use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::llm::gate::Spent;
use crate::llm::ledger::Now;
use crate::store;

/// What one call took and cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spending {
    /// When it ended, in UTC.
    at: String,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// The tokens of the prompt.
    pub input: u64,
    /// The tokens of the answer.
    pub output: u64,
    /// What it cost, in US dollars.
    pub usd: f64,
    /// The folder of the project that it was for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
}

impl Spending {
    pub(super) fn new(now: Now, spent: &Spent, project: Option<String>) -> Self {
        let usage = spent.usage.unwrap_or_default();
        Self {
            at: moment(now).to_string(),
            provider: spent.provider.clone(),
            model: spent.model.clone(),
            input: usage.input,
            output: usage.output,
            usd: spent.usd,
            project,
        }
    }

    /// Returns the day, such as `2026-11-23`, in UTC as the caps of providers count it.
    pub fn day(&self) -> &str {
        self.at.split('T').next().unwrap_or_default()
    }
}

fn moment(now: Now) -> Timestamp {
    Timestamp::from_millisecond(now.wall).unwrap_or_default()
}

/// Returns the day so many days ago.
pub fn day_before(now: Now, days: u32) -> String {
    day(now, -i64::from(days))
}

/// Returns the day in so many days.
pub fn day_after(now: Now, days: u32) -> String {
    day(now, i64::from(days))
}

fn day(now: Now, days: i64) -> String {
    let moment = moment(now).checked_add(SignedDuration::from_hours(24 * days));
    let moment = moment.unwrap_or_default().to_string();
    moment.split('T').next().unwrap_or_default().to_owned()
}

fn path(folder: &Path) -> PathBuf {
    folder.join("usage.jsonl")
}

/// Writes a call down.
pub(super) fn append(folder: &Path, spending: &Spending) -> Result<(), store::Error> {
    let line = serde_json::to_string(spending).unwrap_or_default();
    store::append_line(&path(folder), &line)
}

/// Returns all calls that were written down; a line that was cut off is left out.
pub fn spendings(folder: &Path) -> Result<Vec<Spending>, store::Error> {
    let path = path(folder);
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(source) => {
            return Err(store::Error::Io {
                doing: "read",
                path,
                source,
            });
        }
    };
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    Ok(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Now = Now {
        steady: 0,
        wall: 1_795_383_600_000,
        boot: 1,
    };

    #[test]
    fn what_was_written_is_read_and_a_cut_line_is_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(spendings(folder.path()).unwrap(), []);
        let spent = Spent {
            provider: "groq".to_owned(),
            model: "m".to_owned(),
            usage: None,
            usd: 0.5,
        };
        let spending = Spending::new(NOW, &spent, None);
        append(folder.path(), &spending).unwrap();
        store::append_line(&path(folder.path()), "{\"at\":\"20").unwrap();
        append(folder.path(), &spending).unwrap();
        let read = spendings(folder.path()).unwrap();
        assert_eq!(read, [spending.clone(), spending]);
        assert_eq!(read[0].day(), "2026-11-22");
        assert_eq!(day_before(NOW, 22), "2026-10-31");
        assert_eq!(day_after(NOW, 30), "2026-12-22");
    }
}
