//! The receipt: what was checked and seen, kept in the project as `.samocoder/receipt.json`.
//!
//! It holds no times, and nothing of the machine but how well its sandbox closed in what ran, so that
//! the same project and version give the same bytes. Hashes of sealed tests stand in it one by one, because a changed one must be named;
//! the other files share one hash.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Check, Error, Level, Outcome};
use crate::path::ProjectPath;
use crate::spec::Requirement;
use crate::tree::{Files, sha256};

/// The version of the receipt's format.
pub const FORMAT: u32 = 1;

/// What was checked and seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// The version of this format.
    pub format: u32,
    /// The version of samocoder that wrote it.
    pub samocoder: String,
    /// The template that the project was made from.
    pub template: Template,
    /// How much was verified.
    pub level: Level,
    /// The tier of the sandbox in which the project's own scripts ran, `none` without one; left out
    /// when none ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<String>,
    /// The checks in the order in which they ran.
    pub checks: Vec<Checked>,
    /// What the idea asks for, and whether the project does it.
    pub coverage: Vec<Requirement>,
    /// The tests that no repair may edit, and their SHA-256.
    pub sealed: BTreeMap<ProjectPath, String>,
    /// All files of the project together.
    pub files: Contents,
}

/// The template that a project was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Template {
    /// Its name, such as `react`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One check, without its times and its output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What was counted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// The files of a project as one number and one hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contents {
    /// How many there are.
    pub count: usize,
    /// The SHA-256 over all paths and contents.
    pub sha256: String,
}

impl Receipt {
    /// Returns a receipt of this version of samocoder.
    pub fn new(template: Template, level: Level, checks: &[Check]) -> Self {
        let mut receipt = Self {
            format: FORMAT,
            samocoder: env!("CARGO_PKG_VERSION").to_owned(),
            template,
            level,
            sandbox: None,
            checks: Vec::new(),
            coverage: Vec::new(),
            sealed: BTreeMap::new(),
            files: fingerprint([]),
        };
        receipt.record(level, checks);
        receipt
    }

    /// Replaces the checks by those that ran now; none of them in a sandbox.
    pub fn record(&mut self, level: Level, checks: &[Check]) {
        self.level = level;
        self.sandbox = None;
        self.checks = checks
            .iter()
            .map(|check| Checked {
                name: check.name.to_owned(),
                outcome: check.outcome,
                detail: check.detail.clone(),
            })
            .collect();
    }

    /// Returns the receipt as it stands in the project.
    pub fn to_json(&self) -> Result<String, Error> {
        let mut text = serde_json::to_string_pretty(self).map_err(Error::Receipt)?;
        text.push('\n');
        Ok(text)
    }

    /// Reads a receipt; one of a later format is refused by its number before its shape is looked
    /// at.
    pub fn parse(text: &str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let Head { format } = serde_json::from_str(text).map_err(Error::Receipt)?;
        if format > FORMAT {
            return Err(Error::ReceiptFormat {
                found: format,
                known: FORMAT,
            });
        }
        serde_json::from_str(text).map_err(Error::Receipt)
    }
}

/// Returns the hashes that seal `tests`.
pub fn seal(tests: &Files) -> BTreeMap<ProjectPath, String> {
    tests
        .iter()
        .map(|(path, text)| (path.clone(), sha256(text.as_bytes())))
        .collect()
}

/// Checks that every sealed test is still there and unchanged.
pub fn sealed<'a>(
    seals: &BTreeMap<ProjectPath, String>,
    content: impl Fn(&ProjectPath) -> Option<&'a [u8]>,
) -> Check {
    let problems = seals
        .iter()
        .filter_map(|(path, seal)| match content(path) {
            None => Some(format!("{path}: the sealed test is gone")),
            Some(bytes) if sha256(bytes) != *seal => {
                Some(format!("{path}: the sealed test was changed"))
            }
            Some(_) => None,
        })
        .collect();
    Check::of("sealed", super::counted(seals.len(), "file"), problems)
}

/// Returns the number of files and one hash over all of them: that of the list that
/// `sha256sum` prints for them. They must come in the order of their paths.
pub fn fingerprint<'a>(files: impl IntoIterator<Item = (&'a ProjectPath, &'a [u8])>) -> Contents {
    let lines: Vec<String> = files
        .into_iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes)))
        .collect();
    Contents {
        count: lines.len(),
        sha256: sha256(lines.concat().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ProjectPath {
        ProjectPath::parse(text).unwrap()
    }

    fn receipt() -> Receipt {
        let template = Template {
            name: "react".into(),
            version: "1".into(),
        };
        let checks = [Check::of("syntax", "3 files".into(), Vec::new())];
        let mut receipt = Receipt::new(template, Level::Quick, &checks);
        receipt.sealed = seal(&Files::from([(path("a.test.ts"), "it".into())]));
        receipt
    }

    #[test]
    fn what_is_written_is_read_back() {
        let receipt = receipt();
        let text = receipt.to_json().unwrap();
        assert_eq!(Receipt::parse(&text).unwrap(), receipt);
        assert!(text.contains(r#""outcome": "passed""#), "{text}");
    }

    #[test]
    fn a_later_format_is_refused_by_its_number() {
        let error = Receipt::parse(r#"{"format":9,"new":[]}"#).unwrap_err();
        assert!(
            matches!(error, Error::ReceiptFormat { found: 9, known: 1 }),
            "{error}"
        );
    }

    #[test]
    fn a_changed_or_lost_sealed_test_is_named() {
        let seals = receipt().sealed;
        assert!(sealed(&seals, |_| Some(b"it")).passed());
        let changed = sealed(&seals, |_| Some(b"skip"));
        assert_eq!(changed.problems, ["a.test.ts: the sealed test was changed"]);
        let gone = sealed(&seals, |_| None);
        assert_eq!(gone.problems, ["a.test.ts: the sealed test is gone"]);
    }

    #[test]
    fn moving_a_byte_between_two_files_changes_the_fingerprint() {
        let (a, b) = (path("a"), path("b"));
        let one = fingerprint([(&a, &b"xy"[..]), (&b, &b"z"[..])]);
        let other = fingerprint([(&a, &b"x"[..]), (&b, &b"yz"[..])]);
        assert_ne!(one, other);
        assert_eq!(one.count, 2);
    }
}
