//! What the machine must have for the tests that run generated code for real.
//!
//! Under `CI=true` a missing tool fails the test; elsewhere the test says that it was left out and
//! why, so that nobody takes its silence for a pass.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Returns whether all `programs` are there; the test ends without them.
pub(crate) fn has(test: &str, programs: &[&str]) -> bool {
    let missing: Vec<_> = programs
        .iter()
        .filter(|program| find(program).is_none())
        .collect();
    if missing.is_empty() {
        return true;
    }
    let ci = std::env::var("CI").is_ok_and(|value| value == "true");
    let missing = missing.into_iter().copied().collect::<Vec<_>>().join(", ");
    assert!(!ci, "{test}: these must be installed in CI: {missing}");
    #[expect(clippy::print_stderr, reason = "a test that is left out must say so")]
    {
        eprintln!("{test}: left out, because these are not installed: {missing}");
    }
    false
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Waits until no other test keeps the whole machine busy: a browser and hundreds of generated tests
/// at the same time would wait for each other until one of them gives up.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a program to its end and returns what it printed; fails the test when it fails.
#[track_caller]
pub(crate) fn run(directory: &Path, program: &str, arguments: &[&str]) -> String {
    run_with(directory, program, arguments, &[])
}

/// Runs a program as [`run`] does, with more variables in its environment.
#[track_caller]
pub(crate) fn run_with(
    directory: &Path,
    program: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> String {
    let output = Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(directory)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} {arguments:?} in {}:\n{text}",
        directory.display()
    );
    text
}

/// A directory that survives from one test run to the next, for installed packages.
pub(crate) fn cache(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

/// Installs the packages of a lock file once and returns their `node_modules`.
pub(crate) fn packages(name: &str, manifest: &str, lock: &str) -> PathBuf {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap();
    let directory = cache(name);
    let done = directory.join("installed-lock.json");
    if std::fs::read_to_string(&done).ok().as_deref() != Some(lock) {
        std::fs::write(directory.join("package.json"), manifest).unwrap();
        std::fs::write(directory.join("package-lock.json"), lock).unwrap();
        run(
            &directory,
            "npm",
            &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        );
        std::fs::write(done, lock).unwrap();
    }
    directory.join("node_modules")
}

/// Installs the clients and servers of others that are packages of npm; returns their `node_modules`.
pub(crate) fn clients() -> PathBuf {
    let manifest = include_str!("../clients/package.json");
    let lock = include_str!("../clients/package-lock.json");
    packages("clients", manifest, lock)
}

/// Installs Python packages once, in an environment of their own, and returns its programs.
pub(crate) fn python(name: &str, requirements: &str) -> PathBuf {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = cache(name);
    let done = directory.join("installed.txt");
    let programs = directory.join("bin");
    if std::fs::read_to_string(&done).ok().as_deref() != Some(requirements) {
        run(&directory, "python3", &["-m", "venv", "--clear", "."]);
        let pip = programs.join("pip");
        let pip = pip.to_str().unwrap();
        let quietly = ["install", "--quiet", "--disable-pip-version-check"];
        let arguments = quietly.into_iter().chain(requirements.split_whitespace());
        run(&directory, pip, &arguments.collect::<Vec<_>>());
        std::fs::write(done, requirements).unwrap();
    }
    programs
}
