//! Which runs there were on this machine: a file with a line for each beginning and each end.
//!
//! It only helps to find runs again. What a run is and how far it came stands in its own folder, so
//! that a list that is lost or can't be written stops nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store;

/// The list of runs.
#[derive(Clone, Debug)]
pub struct Runs {
    path: Option<PathBuf>,
}

/// A run that was listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// What it is called, such as `reading-list-3f9a2c`.
    pub id: String,
    /// When it began, in milliseconds since 1970.
    pub at: i64,
    /// Its run folder.
    pub folder: PathBuf,
    /// Where its project appears.
    pub target: PathBuf,
    /// How it ended, once it did.
    pub ended: Option<Ended>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The code that its process ended with.
    pub code: u8,
    /// What the idea asks for and the project does.
    pub covered: usize,
    /// All that the idea asks for.
    pub asked: usize,
    /// What the delivered project took, in bytes.
    pub bytes: u64,
    /// What models cost, in US dollars, as `run.json` says it.
    #[serde(default)]
    pub usd: f64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    id: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum What {
    Begun {
        at: i64,
        folder: PathBuf,
        target: PathBuf,
    },
    Ended(Ended),
    Removed,
    #[serde(other)]
    Unknown,
}

impl Runs {
    /// Returns the list in a state folder; without one nothing is listed.
    pub fn of(folder: Option<PathBuf>) -> Self {
        let path = folder.map(|folder| folder.join("runs.jsonl"));
        Self { path }
    }

    /// Lists a run that begins, or goes on here.
    pub fn begun(&self, id: &str, at: i64, folder: &Path, target: &Path) {
        let (folder, target) = (folder.to_path_buf(), target.to_path_buf());
        self.add(id, What::Begun { at, folder, target });
    }

    /// Notes how a run ended.
    pub fn ended(&self, id: &str, ended: Ended) {
        self.add(id, What::Ended(ended));
    }

    /// Forgets a run.
    pub fn removed(&self, id: &str) {
        self.add(id, What::Removed);
    }

    fn add(&self, id: &str, what: What) {
        let id = id.to_owned();
        let line = serde_json::to_string(&Line { id, what });
        if let (Some(path), Ok(line)) = (&self.path, line)
            && let Err(error) = store::append_line(path, &line)
        {
            tracing::debug!(%error, "the run is not listed");
        }
    }

    /// Returns the runs, the one that began last at the end; a line that was cut off is left out.
    pub fn all(&self) -> Result<Vec<Listed>, store::Error> {
        let Some(path) = &self.path else {
            return Ok(Vec::new());
        };
        let text = match std::fs::read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => {
                return Err(store::Error::Io {
                    doing: "read",
                    path: path.clone(),
                    source,
                });
            }
        };
        let mut runs: BTreeMap<String, Listed> = BTreeMap::new();
        for line in text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
        {
            note(&mut runs, line);
        }
        let mut runs: Vec<Listed> = runs.into_values().collect();
        runs.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        Ok(runs)
    }
}

fn note(runs: &mut BTreeMap<String, Listed>, line: Line) {
    let Line { id, what } = line;
    match what {
        What::Begun { at, folder, target } => {
            let ended = None;
            let listed = Listed {
                id: id.clone(),
                at,
                folder,
                target,
                ended,
            };
            runs.insert(id, listed);
        }
        What::Ended(ended) => {
            if let Some(run) = runs.get_mut(&id) {
                run.ended = Some(ended);
            }
        }
        What::Removed => {
            runs.remove(&id);
        }
        What::Unknown => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_listed_is_read_and_a_cut_line_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let runs = Runs::of(Some(folder.path().to_path_buf()));
        assert_eq!(runs.all().unwrap(), []);
        let begin = |id: &str, at| runs.begun(id, at, Path::new("/p/.a"), Path::new("/p/a"));
        begin("a-1", 2);
        begin("b-1", 1);
        begin("c-1", 3);
        let ended = Ended {
            at: 9,
            code: 0,
            covered: 2,
            asked: 3,
            bytes: 1000,
            usd: 0.5,
        };
        runs.ended("a-1", ended.clone());
        runs.ended("gone", ended.clone());
        runs.removed("c-1");
        let path = folder.path().join("runs.jsonl");
        store::append_line(&path, "{\"id\":\"d-1\",\"kind\":\"praised\"}").unwrap();
        store::append_line(&path, "{\"id\":\"d-1\",").unwrap();
        let all = runs.all().unwrap();
        let told: Vec<_> = all.iter().map(|it| (it.id.as_str(), &it.ended)).collect();
        assert_eq!(told, [("b-1", &None), ("a-1", &Some(ended))]);
        assert_eq!(Runs::of(None).all().unwrap(), []);
    }
}
