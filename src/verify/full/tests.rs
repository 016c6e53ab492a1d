//! Full verification of tiny packages, with the real npm, and without the sandbox: its helper is the
//! program, which only integration tests have.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::interrupt::Interrupted;
use crate::verify::Outcome::{Failed, NotRun, Passed};

/// Keeps the events that it is told.
#[derive(Default)]
struct Kept(Vec<Event>);

impl Reporter for Kept {
    fn report(&mut self, event: &Event) {
        self.0.push(event.clone());
    }
}

/// A script that takes vitest's arguments and writes its report.
const TEST: &str = "const file = process.argv.find((a) => a.startsWith('--outputFile.json=')).slice(18);\n\
    require('node:fs').writeFileSync(file, process.env.npm_package_config_report);\n";

/// Makes a package without dependencies whose scripts are commands of Node.
#[expect(clippy::disallowed_methods, reason = "a test makes its project")]
fn package(scripts: &[(&str, &str)], report: &str) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let mut all = serde_json::Map::new();
    for name in ["format:check", "lint", "typecheck", "build"] {
        all.insert(name.into(), "node -e 0".into());
    }
    all.insert("test".into(), "node test.cjs".into());
    for (name, line) in scripts {
        all.insert((*name).into(), (*line).into());
    }
    let manifest = serde_json::json!({
        "name": "tiny", "version": "1.0.0", "config": {"report": report}, "scripts": all,
    });
    let lock = serde_json::json!({
        "name": "tiny", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
        "packages": {"": {"name": "tiny", "version": "1.0.0"}},
    });
    let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).unwrap();
    write("package.json", &manifest.to_string());
    write("package-lock.json", &lock.to_string());
    write("test.cjs", TEST);
    directory
}

fn verified(directory: &Path, reporter: &mut Kept) -> Vec<Check> {
    let (done, keep) = (Vec::new(), &mut |_: &Check| {});
    let interrupt = Interrupt::new();
    full(&STEPS, directory, None, done, reporter, keep, &interrupt).unwrap()
}

/// Runs some of the steps.
fn only(project: &Path, steps: &[Step]) -> Vec<Check> {
    let environment = Environment::inherited();
    let interrupt = Interrupt::new();
    let toolchain = Toolchain::find(&environment, &interrupt).unwrap();
    let room = Room::new(project, toolchain, &environment, None).unwrap();
    run(
        &room,
        steps,
        Vec::new(),
        &mut Kept::default(),
        &mut |_| {},
        &interrupt,
    )
    .unwrap()
}

const GREEN: &str = r#"{"numTotalTests":42,"numPassedTests":42,"testResults":[]}"#;

#[test]
fn a_green_project_passes_every_step_and_counts_its_tests() {
    let project = package(&[], GREEN);
    let mut reporter = Kept::default();
    let checks = verified(project.path(), &mut reporter);
    assert!(super::super::green(&checks), "{checks:?}");
    let names: Vec<_> = checks.iter().map(|check| check.name).collect();
    assert_eq!(
        names,
        ["install", "format", "lint", "types", "tests", "build"]
    );
    assert_eq!(checks[4].detail, "42 tests");
    assert_eq!(reporter.0.len(), 13);
    let mut left: Vec<_> = fs::read_dir(project.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "node_modules")
        .collect();
    left.sort();
    assert_eq!(left, ["package-lock.json", "package.json", "test.cjs"]);
}

#[test]
fn the_first_red_step_stops_and_shows_its_output() {
    let lint = "node -e \"console.error('\\u001b[31mbad\\u001b[0m'); process.exit(4)\"";
    let project = package(&[("lint", lint)], GREEN);
    let mut reporter = Kept::default();
    let checks = verified(project.path(), &mut reporter);
    let outcomes: Vec<_> = checks.iter().map(|check| check.outcome).collect();
    assert_eq!(outcomes, [Passed, Passed, Failed, NotRun, NotRun, NotRun]);
    assert_eq!(checks[2].problems, ["`npm run lint` ended with code 4"]);
    assert!(checks[2].output.contains("\nbad\n"), "{}", checks[2].output);
    assert_eq!(reporter.0.len(), 7);
}

#[test]
fn a_run_without_tests_or_report_is_red() {
    for (script, report, problem) in [
        (
            "node test.cjs",
            r#"{"numTotalTests":0}"#,
            "the run found no test",
        ),
        (
            "node test.cjs",
            r#"{"numTotalTests":2,"numPendingTests":1}"#,
            "1 tests were skipped",
        ),
        (
            "node -e 0 --",
            GREEN,
            "the run left no report: the script `test` must be one run of vitest",
        ),
    ] {
        let project = package(&[("test", script)], report);
        let step = [STEPS[4]];
        let checks = only(project.path(), &step);
        assert_eq!(checks[0].problems, [problem]);
    }
}

#[test]
fn a_step_that_takes_too_long_is_stopped() {
    let project = package(
        &[("build", "node -e \"setInterval(() => 0, 1000)\"")],
        GREEN,
    );
    let mut step = STEPS[5];
    step.limit = Duration::from_secs(1);
    let checks = only(project.path(), &[step]);
    assert_eq!(checks[0].problems, ["`npm run build` took longer than 1 s"]);
}

#[test]
fn an_interrupt_ends_it_as_an_error() {
    let project = package(&[], GREEN);
    let interrupt = Interrupt::new();
    interrupt.raise(Interrupted::Keyboard);
    let (done, keep) = (Vec::new(), &mut |_: &Check| {});
    let (directory, reporter) = (project.path(), &mut Kept::default());
    let ended = full(&STEPS, directory, None, done, reporter, keep, &interrupt);
    let error = ended.unwrap_err();
    assert_eq!(error.status().code(), 130);
}
