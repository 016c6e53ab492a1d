//! Verification: seeing that a project works, and writing down what was seen.
//!
//! [`quick()`] looks at the files in memory and takes milliseconds; [`full()`] runs the project's own
//! scripts with npm. Both answer with [`Check`]s, and the [`Receipt`] keeps them. What is red says
//! where, so that a person or a repair can start from the message alone.

use std::time::Duration;

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::event::Event;

mod bench;
mod capture;
mod environment;
mod error;
mod full;
#[cfg(unix)]
mod growth;
#[cfg(not(unix))]
#[path = "verify/growth/unknown.rs"]
mod growth;
mod guard;
mod history;
mod mutant;
mod origin;
mod process;
mod quick;
mod receipt;
mod report;
mod room;
mod toolchain;

pub use bench::{Bench, Tried};
pub use error::Error;
pub use full::{STEPS, full, node_version, sandbox, tier};
pub use guard::guard;
pub use mutant::broken;
pub use quick::quick;
pub use receipt::{Checked, Contents, FORMAT, Receipt, Template, fingerprint, seal, sealed};

/// The most problems that a check lists; a broken project says the same thing many times.
const MAX_PROBLEMS: usize = 50;

/// How much is verified: `--verify`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing.
    None,
    /// What can be seen without Node: syntax, imports, data files, the lock file.
    Quick,
    /// All of that, and install, format, lint, types, tests and build.
    Full,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed.
    Failed,
    /// An earlier check failed, so it was not run.
    NotRun,
}

/// What one check saw. Those of full verification can be kept and read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name, such as `types`.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// What was counted, such as `42 tests`; the same for the same files, so without any time.
    pub detail: String,
    /// What is wrong, as `path:line:column: message` where there is a place.
    pub problems: Vec<String>,
    /// The end of what a failed command printed; empty for checks in this process.
    pub output: String,
}

impl Check {
    /// Returns a check that passed if there is no problem.
    fn of(name: &'static str, detail: String, problems: Vec<String>) -> Self {
        let outcome = if problems.is_empty() {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        Self {
            name,
            outcome,
            detail,
            problems: bounded(problems),
            output: String::new(),
        }
    }

    /// Returns a check that was left out because an earlier one failed.
    fn not_run(name: &'static str) -> Self {
        Self {
            name,
            outcome: Outcome::NotRun,
            detail: String::new(),
            problems: Vec::new(),
            output: String::new(),
        }
    }

    /// Returns whether it ran and found nothing wrong.
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }

    /// Returns the event that tells of its end.
    pub fn finished(&self, elapsed: Duration) -> Event {
        Event::CheckFinished {
            check: self.name,
            passed: self.passed(),
            elapsed,
            detail: self.detail.clone(),
        }
    }
}

impl<'de> Deserialize<'de> for Check {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Kept {
            name: String,
            outcome: Outcome,
            detail: String,
            problems: Vec<String>,
            output: String,
        }
        let kept = Kept::deserialize(deserializer)?;
        let step = STEPS.iter().find(|step| step.name == kept.name);
        let unknown = || D::Error::custom(format!("there is no check `{}`", kept.name));
        Ok(Self {
            name: step.ok_or_else(unknown)?.name,
            outcome: kept.outcome,
            detail: kept.detail,
            problems: kept.problems,
            output: kept.output,
        })
    }
}

/// Returns whether every check passed.
pub fn green(checks: &[Check]) -> bool {
    checks.iter().all(Check::passed)
}

fn bounded(mut problems: Vec<String>) -> Vec<String> {
    let left = problems.len().saturating_sub(MAX_PROBLEMS);
    if left > 0 {
        problems.truncate(MAX_PROBLEMS);
        problems.push(format!("… and {left} more"));
    }
    problems
}

/// Returns a count and its noun: `1 file`, `2 files`.
fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_problems_is_cut_and_says_so() {
        let problems = (0..120).map(|n| n.to_string()).collect();
        let check = Check::of("syntax", String::new(), problems);
        assert_eq!(check.problems.len(), MAX_PROBLEMS + 1);
        assert_eq!(check.problems.last().unwrap(), "… and 70 more");
        assert!(!green(&[check]));
    }

    #[test]
    fn a_check_that_was_not_run_is_not_green() {
        assert!(!green(&[Check::not_run("build")]));
    }
}
