//! Full verification: the project's own scripts, run by npm where the project is.
//!
//! `node_modules` and `dist` stay: they are what the user's first commands would make. Nothing else
//! is left in the project; the test report goes to a temporary directory. Every step runs in the
//! sandbox.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::environment::Environment;
use super::history::Obeyed;
use super::process::{self, End, Job, Line, Ran};
use super::report::Report;
use super::room::{LARGEST_FILE, Room};
use super::toolchain::{self, Toolchain};
use super::{Check, Error, Outcome, counted};
use crate::event::{Event, Reporter};
use crate::interrupt::Interrupt;
use crate::sandbox::{Network, Sandbox};
use crate::untrusted;

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

/// How shells and npm tell that a file became too large.
const TOO_LARGE: i32 = 128 + 25;

/// What programs say when the system refuses them something.
const REFUSALS: [&str; 9] = [
    "EACCES",
    "EPERM",
    "EROFS",
    "EAI_AGAIN",
    "ENETUNREACH",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Network is unreachable",
];

/// What is told when the sandbox may be the reason.
const REFUSED: &str = "something was refused, perhaps by the sandbox: a step may change only its project, read \
                       only that and the toolchain, and, unless it installs, reach only servers of its own";

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

    /// Returns whom it may talk to: the installation to the registry, tests to servers of their own.
    pub(super) fn network(&self) -> Network {
        match self.script {
            None => Network::Open,
            Some(_) if self.name == TESTS_STEP => Network::Loopback,
            Some(_) => Network::None,
        }
    }
}

/// Returns the sandbox of this machine. With `allow_unsandboxed` it is no error that there is none.
///
/// # Errors
/// Says why there is none.
pub fn sandbox(allow_unsandboxed: bool) -> Result<Option<Sandbox>, Error> {
    let helper = std::env::current_exe().map_err(Error::Program)?;
    match Sandbox::find(&helper) {
        Ok(sandbox) => Ok(Some(sandbox)),
        Err(_) if allow_unsandboxed => Ok(None),
        Err(lacks) => Err(Error::NoSandbox { lacks }),
    }
}

/// Runs steps in the project at `directory`, up to and with the first that is red. The first of
/// them are `done` already and not run again; `keep` gets each new one as soon as it ended.
///
/// # Errors
/// Says which program is missing, or that the work was interrupted. A red step is no error.
pub fn full(
    steps: &[Step],
    directory: &Path,
    sandbox: Option<&Sandbox>,
    done: Vec<Check>,
    reporter: &mut dyn Reporter,
    keep: &mut dyn FnMut(&Check),
    interrupt: &Interrupt,
) -> Result<Vec<Check>, Error> {
    let environment = Environment::inherited();
    let toolchain = Toolchain::find(&environment, interrupt)?;
    let room = Room::new(directory, toolchain, &environment, sandbox)?;
    reporter.report(&Event::Sandboxed {
        tier: tier(sandbox),
        closes: sandbox.map(|sandbox| sandbox.tier().words()),
    });
    run(&room, steps, done, reporter, keep, interrupt)
}

/// Returns the name of a sandbox's tier; `none` where there is no sandbox.
pub fn tier(sandbox: Option<&Sandbox>) -> &'static str {
    sandbox.map_or("none", |sandbox| sandbox.tier().name())
}

/// Returns the version of Node that full verification would use.
///
/// # Errors
/// Says what is missing.
pub fn node_version(interrupt: &Interrupt) -> Result<String, Error> {
    let node = toolchain::node(&Environment::inherited(), interrupt)?;
    Ok(node.version)
}

fn run(
    room: &Room<'_>,
    steps: &[Step],
    done: Vec<Check>,
    reporter: &mut dyn Reporter,
    keep: &mut dyn FnMut(&Check),
    interrupt: &Interrupt,
) -> Result<Vec<Check>, Error> {
    let mut checks = done;
    for step in steps.iter().skip(checks.len()) {
        if !super::green(&checks) {
            checks.push(Check::not_run(step.name));
            continue;
        }
        reporter.report(&Event::CheckStarted {
            check: step.name,
            limit: Some(step.limit),
        });
        let start = Instant::now();
        let obeyed = Obeyed::of(room.project());
        let mut check = check(step, room, std::iter::empty(), interrupt)?;
        if let Some(changed) = obeyed.changed(room.project()) {
            check = disobeyed(check, room.project(), &changed);
        }
        if room.sandbox().is_some() && seems_refused(&check) {
            check.problems.push(REFUSED.to_owned());
        }
        reporter.report(&check.finished(start.elapsed()));
        keep(&check);
        checks.push(check);
    }
    Ok(checks)
}

/// Returns a check that is red because its step changed what git obeys.
fn disobeyed(check: Check, project: &Path, changed: &Path) -> Check {
    let told = format!(
        "it changed `{}`, which git obeys: look at that before you use git here",
        changed.strip_prefix(project).unwrap_or(changed).display()
    );
    Check {
        outcome: Outcome::Failed,
        problems: check.problems.into_iter().chain([told]).collect(),
        ..check
    }
}

fn seems_refused(check: &Check) -> bool {
    let told = |text: &String| REFUSALS.iter().any(|refusal| text.contains(refusal));
    !check.passed() && (told(&check.output) || check.problems.iter().any(told))
}

/// Runs one step; the words follow those of its script.
pub(super) fn check(
    step: &Step,
    room: &Room<'_>,
    words: impl Iterator<Item = String>,
    interrupt: &Interrupt,
) -> Result<Check, Error> {
    match step.script {
        None => {
            let strangers = room.strangers();
            if !strangers.is_empty() {
                return Ok(Check::of(step.name, String::new(), strangers));
            }
            let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            let line = Line::new(toolchain::NPM, flags);
            Ok(judged(step, &ran(step, room, &line, interrupt)?))
        }
        Some(_) if step.name == TESTS_STEP => {
            let ran = tested(step, room, words, interrupt)?;
            let report = untrusted::read(&report_of(room)).ok();
            let report = report.as_deref();
            Ok(counted_tests(step, &ran, report, room.project()))
        }
        Some(script) => {
            let mut words = words.peekable();
            let rest = words.peek().map(|_| "--".to_owned());
            let start = ["run", script].map(str::to_owned);
            let line = Line::new(toolchain::NPM, start.into_iter().chain(rest).chain(words));
            Ok(judged(step, &ran(step, room, &line, interrupt)?))
        }
    }
}

/// Runs the tests, all of them or those that the words name, and leaves a report.
pub(super) fn tested(
    step: &Step,
    room: &Room<'_>,
    words: impl Iterator<Item = String>,
    interrupt: &Interrupt,
) -> Result<Ran, Error> {
    let start = [
        "run".to_owned(),
        step.script.unwrap_or_default().to_owned(),
        "--".to_owned(),
        // The first tells people what failed, the second tells us.
        "--reporter=default".to_owned(),
        "--reporter=json".to_owned(),
        format!("--outputFile.json={}", report_of(room).display()),
    ];
    let line = Line::new(toolchain::NPM, start.into_iter().chain(words));
    ran(step, room, &line, interrupt)
}

/// Returns where the report of the tests is.
pub(super) fn report_of(room: &Room<'_>) -> PathBuf {
    room.private("report.json")
}

/// Runs a command on the terms of a step.
pub(super) fn ran(
    step: &Step,
    room: &Room<'_>,
    line: &Line,
    interrupt: &Interrupt,
) -> Result<Ran, Error> {
    let terms = room.terms(step);
    let job = Job {
        line,
        directory: room.directory(),
        environment: &terms.environment,
        limit: step.limit,
        closed: room.sandbox().map(|sandbox| (sandbox, &terms.policy)),
        watched: &terms.policy.write,
    };
    process::run(&job, interrupt)
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
        Some(Ok(report)) => (counted(report.total(), "test"), report.problems(directory)),
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
        End::Grew(excess) => {
            let written = gib(excess.written);
            format!("`{command}` was stopped: it filled the disk with {written} GiB")
        }
        End::Exited(status) => match status.code() {
            Some(TOO_LARGE) => {
                let most = gib(LARGEST_FILE);
                format!("`{command}` was stopped: it wrote a file of more than {most} GiB")
            }
            Some(code) => format!("`{command}` ended with code {code}"),
            None => format!("`{command}` was ended by a signal"),
        },
    }
}

/// Returns bytes in the unit of disks.
fn gib(bytes: u64) -> String {
    let tenths = bytes / (1 << 30) * 10 + bytes % (1 << 30) * 10 / (1 << 30);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn with_output(mut check: Check, ran: &Ran) -> Check {
    if !check.passed() {
        check.output.clone_from(&ran.output);
    }
    check
}

#[cfg(test)]
mod tests;
