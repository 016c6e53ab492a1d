//! What came of the checks, for the commands that run them: events, results, the exit code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::event::{CheckResult, Reporter};
use crate::exit::Exit;
use crate::path::ProjectPath;
use crate::verify::{self, Check, Level, Outcome};

/// Runs the quick checks and reports them.
pub(super) fn quick(
    files: &BTreeMap<&ProjectPath, &str>,
    reporter: &mut dyn Reporter,
) -> Vec<Check> {
    let started = Instant::now();
    let checks = verify::quick(files);
    for check in &checks {
        reporter.report(&check.finished(started.elapsed()));
    }
    checks
}

/// Returns the exit code: red checks count before money or time that ran out, and that before what
/// is not covered.
pub(super) fn exit(checks: &[Check], ran_out: bool, uncovered: bool) -> Exit {
    if !verify::green(checks) {
        Exit::Red
    } else if ran_out {
        Exit::Budget
    } else if uncovered {
        Exit::Uncovered
    } else {
        Exit::Done
    }
}

/// Returns the checks as reporters tell them.
pub(super) fn results(checks: &[Check]) -> Vec<CheckResult> {
    let result = |check: &Check| CheckResult {
        name: check.name,
        outcome: match check.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::NotRun => "not_run",
        },
        detail: check.detail.clone(),
        problems: check.problems.clone(),
        output: check.output.clone(),
    };
    checks.iter().map(result).collect()
}

/// Returns the name of a level.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::Quick => "quick",
        Level::Full => "full",
    }
}

/// Returns a path as it is shown: from here when it is below here.
pub(super) fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    let relative = here
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    match relative {
        Some(relative) if relative.as_os_str().is_empty() => PathBuf::from("."),
        Some(relative) => relative,
        None => path.to_owned(),
    }
}
