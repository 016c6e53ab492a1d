//! Full verification: the project's own scripts, run by npm where the project is.
//!
//! `node_modules` and `dist` stay: they are what the user's first commands would make. Nothing else
//! is left in the project; the test report goes to a temporary directory.

use std::path::Path;
use std::time::{Duration, Instant};

use super::environment::Environment;
use super::process::{self, End, Line, Ran};
use super::report::Report;
use super::{Check, Error, counted, node};
use crate::event::{Event, Reporter};
use crate::interrupt::Interrupt;

/// One step of full verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name of its check.
    pub name: &'static str,
    /// The script of `package.json` that it runs; nothing for the installation.
    pub script: Option<&'static str>,
    /// After how long it is stopped.
    pub limit: Duration,
}

/// All steps, in order.
pub const STEPS: [Step; 6] = [
    Step::new("install", None, INSTALL),
    Step::new("format", Some("format:check"), FORMAT),
    Step::new("lint", Some("lint"), LINT),
    Step::new("types", Some("typecheck"), TYPES),
    Step::new(TESTS_STEP, Some("test"), TESTS),
    Step::new("build", Some("build"), BUILD),
];

const INSTALL: Duration = Duration::from_mins(5);
const FORMAT: Duration = Duration::from_mins(1);
const LINT: Duration = Duration::from_mins(1);
const TYPES: Duration = Duration::from_mins(2);
const TESTS: Duration = Duration::from_mins(15);
const BUILD: Duration = Duration::from_mins(2);

/// The step whose result is counted.
const TESTS_STEP: &str = "tests";

impl Step {
    const fn new(name: &'static str, script: Option<&'static str>, limit: Duration) -> Self {
        Self {
            name,
            script,
            limit,
        }
    }
}

/// Runs all steps in the project at `directory`, up to and with the first that is red.
///
/// # Errors
/// Says which program is missing, or that the work was interrupted. A red step is no error.
pub fn full(
    directory: &Path,
    reporter: &mut dyn Reporter,
    interrupt: &Interrupt,
) -> Result<Vec<Check>, Error> {
    run(
        directory,
        &Environment::inherited(),
        &STEPS,
        reporter,
        interrupt,
    )
}

/// Returns the version of Node that full verification would use.
///
/// # Errors
/// Says what is missing.
pub fn node_version(interrupt: &Interrupt) -> Result<String, Error> {
    node::node_version(Path::new("."), &Environment::inherited(), interrupt)
}

fn run(
    directory: &Path,
    environment: &Environment,
    steps: &[Step],
    reporter: &mut dyn Reporter,
    interrupt: &Interrupt,
) -> Result<Vec<Check>, Error> {
    node::check(directory, environment, interrupt)?;
    let mut checks: Vec<Check> = Vec::new();
    for step in steps {
        if !super::green(&checks) {
            checks.push(Check::not_run(step.name));
            continue;
        }
        reporter.report(&Event::CheckStarted {
            check: step.name,
            limit: Some(step.limit),
        });
        let start = Instant::now();
        let check = check(step, directory, environment, interrupt)?;
        reporter.report(&check.finished(start.elapsed()));
        checks.push(check);
    }
    Ok(checks)
}

fn check(
    step: &Step,
    directory: &Path,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<Check, Error> {
    let run = |line: &Line| process::run(line, directory, environment, step.limit, interrupt);
    match step.script {
        None => {
            let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            Ok(judged(step, &run(&Line::new(node::NPM, flags))?))
        }
        Some(script) if step.name == TESTS_STEP => {
            let temporary = tempfile::tempdir().map_err(Error::Temporary)?;
            let file = temporary.path().join("report.json");
            let line = Line::new(
                node::NPM,
                [
                    "run".to_owned(),
                    script.to_owned(),
                    "--".to_owned(),
                    // The first tells people what failed, the second tells us.
                    "--reporter=default".to_owned(),
                    "--reporter=json".to_owned(),
                    format!("--outputFile.json={}", file.display()),
                ],
            );
            let ran = run(&line)?;
            let report = std::fs::read_to_string(&file).ok();
            Ok(counted_tests(step, &ran, report.as_deref(), directory))
        }
        Some(script) => Ok(judged(step, &run(&Line::new(node::NPM, ["run", script]))?)),
    }
}

/// A step passed if its command says so.
fn judged(step: &Step, ran: &Ran) -> Check {
    let problems = if ran.succeeded() {
        Vec::new()
    } else {
        vec![ending(step, ran)]
    };
    with_output(Check::of(step.name, String::new(), problems), ran)
}

/// The tests passed if the command says so, there are some, and none failed or was skipped.
fn counted_tests(step: &Step, ran: &Ran, report: Option<&str>, directory: &Path) -> Check {
    let report = report.map(Report::parse);
    let (detail, mut problems) = match &report {
        Some(Ok(report)) => {
            let directory = directory.canonicalize();
            let directory = directory.as_deref().unwrap_or(Path::new(""));
            (counted(report.total(), "test"), report.problems(directory))
        }
        Some(Err(_)) | None => (
            String::new(),
            vec!["the run left no report: the script `test` must be one run of vitest".to_owned()],
        ),
    };
    if !ran.succeeded() {
        if !matches!(report, Some(Ok(_))) {
            problems.clear();
        }
        problems.push(ending(step, ran));
    }
    with_output(Check::of(step.name, detail, problems), ran)
}

fn ending(step: &Step, ran: &Ran) -> String {
    let command = step
        .script
        .map_or_else(|| "npm ci".to_owned(), |script| format!("npm run {script}"));
    match ran.end {
        End::TimedOut => format!("`{command}` took longer than {} s", step.limit.as_secs()),
        End::Exited(status) => match status.code() {
            Some(code) => format!("`{command}` ended with code {code}"),
            None => format!("`{command}` was ended by a signal"),
        },
    }
}

fn with_output(mut check: Check, ran: &Ran) -> Check {
    if !check.passed() {
        check.output.clone_from(&ran.output);
    }
    check
}

#[cfg(test)]
mod tests;
