//! A bench: a project on which changes are tried, with the project's own tools, in the sandbox.
//!
//! What is red is told for whoever repairs it: whole messages with their places, and the same words
//! for the same files, so without times and without the order in which things happened to run.

use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::full::{self, STEPS, Step};
use super::process::Line;
use super::report::Report;
use super::room::Room;
use super::toolchain::Toolchain;
use super::{Check, Error};
use crate::interrupt::Interrupt;
use crate::path::ProjectPath;
use crate::sandbox::Sandbox;
use crate::untrusted;

/// The project's formatter.
const FORMATTER: &str = "node_modules/.bin/prettier";

/// The steps that are run also when one of them is red.
const TOLD_TOGETHER: [&str; 3] = ["format", "lint", "types"];

/// The most lines that are told of output whose form is not known.
const MOST_LINES: usize = 40;

/// A project on which changes are tried.
#[derive(Clone, Debug)]
pub struct Bench {
    directory: PathBuf,
    toolchain: Toolchain,
    environment: Environment,
    sandbox: Option<Sandbox>,
    interrupt: Interrupt,
}

/// What a trial has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// Everything is green; this is what the checks saw.
    Green(Vec<Check>),
    /// A check is red.
    Red {
        /// Its name.
        check: &'static str,
        /// What is wrong, with the places.
        problems: Vec<String>,
    },
}

impl Bench {
    /// Returns a bench for the project at a directory, in which everything is installed.
    ///
    /// # Errors
    /// Says which program is missing.
    pub fn new(
        directory: &Path,
        sandbox: Option<Sandbox>,
        interrupt: &Interrupt,
    ) -> Result<Self, Error> {
        let environment = Environment::inherited();
        Ok(Self {
            directory: directory.to_owned(),
            toolchain: Toolchain::find(&environment, interrupt)?,
            environment,
            sandbox,
            interrupt: interrupt.clone(),
        })
    }

    /// Lets the project's formatter write files.
    ///
    /// # Errors
    /// When the formatter can't be started; what it can't read stays as it is.
    pub fn format(&self, paths: &[ProjectPath]) -> Result<(), Error> {
        let Some(step) = step("format") else {
            return Ok(());
        };
        let words = [FORMATTER, "--write", "--log-level=error", "--"];
        let words = words
            .into_iter()
            .chain(paths.iter().map(ProjectPath::as_str));
        full::ran(
            step,
            &self.room()?,
            &Line::new("node", words),
            &self.interrupt,
        )
        .map(|_| ())
    }

    /// Runs tests alone; says which of their files are green although they may not be.
    ///
    /// # Errors
    /// When they can't be started.
    pub fn green_alone(&self, tests: &[ProjectPath]) -> Result<Vec<String>, Error> {
        let Some(step) = step("tests") else {
            return Ok(Vec::new());
        };
        let room = self.room()?;
        let paths = tests.iter().map(|it| it.as_str().to_owned());
        full::tested(step, &room, paths, &self.interrupt)?;
        let report = report(&room);
        let green = report.map(|report| report.green(room.project()));
        Ok(green.unwrap_or_default())
    }

    /// Runs everything but the installation. The linter and the compiler are told together, as whoever
    /// repairs wants both; what takes longer is run when they are content.
    ///
    /// # Errors
    /// When a step can't be started.
    pub fn whole(&self) -> Result<Tried, Error> {
        let room = self.room()?;
        let mut checks = Vec::new();
        let mut red: Option<(&'static str, Vec<String>)> = None;
        for step in STEPS.iter().filter(|step| step.script.is_some()) {
            if red.is_some() && !TOLD_TOGETHER.contains(&step.name) {
                break;
            }
            let words = plainly(step.name).iter().map(|it| (*it).to_owned());
            let check = full::check(step, &room, words, &self.interrupt)?;
            if !check.passed() {
                let told = problems(&check, &room);
                let red = red.get_or_insert_with(|| (step.name, Vec::new()));
                red.1.extend(told);
            }
            checks.push(check);
        }
        Ok(match red {
            Some((check, problems)) => Tried::Red { check, problems },
            None => Tried::Green(checks),
        })
    }

    fn room(&self) -> Result<Room<'_>, Error> {
        let (directory, toolchain) = (&self.directory, self.toolchain.clone());
        Room::new(
            directory,
            toolchain,
            &self.environment,
            self.sandbox.as_ref(),
        )
    }
}

/// Returns what is wrong for whoever repairs it.
fn problems(check: &Check, room: &Room<'_>) -> Vec<String> {
    let told = match check.name {
        "tests" => report(room).map(|report| report.details(room.project())),
        "types" => Some(compiled(&check.output)),
        _ => None,
    };
    let told = told.filter(|told| !told.is_empty());
    let mut problems = told.unwrap_or_else(|| printed(&check.output, room.project()));
    if problems.is_empty() {
        problems.clone_from(&check.problems);
    }
    problems
}

fn step(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

/// Returns what makes a tool tell its complaints a line each.
fn plainly(step: &str) -> &'static [&'static str] {
    match step {
        "lint" => &["--format=unix"],
        "types" => &["--pretty", "false"],
        _ => &[],
    }
}

fn report(room: &Room<'_>) -> Option<Report> {
    let text = untrusted::read(&full::report_of(room)).ok()?;
    Report::parse(&text).ok()
}

/// Returns what a compiler has said, with places as everybody else writes them.
fn compiled(output: &str) -> Vec<String> {
    let mut problems: Vec<String> = Vec::new();
    for line in output.lines().map(str::trim_end) {
        let place = line.split_once("): error ");
        let place = place.and_then(|(place, said)| Some((place.split_once('(')?, said)));
        match (place, problems.last_mut()) {
            (Some(((path, place), said)), _) => {
                let place = place.replace(',', ":");
                problems.push(format!("{path}:{place}: {said}"));
            }
            // What follows explains it.
            (None, Some(last)) if line.starts_with(' ') => {
                last.push('\n');
                last.push_str(line);
            }
            (None, _) => {}
        }
    }
    problems
}

/// Returns the lines of an output that say the same whenever the same is run.
fn printed(output: &str, project: &Path) -> Vec<String> {
    let project = format!("{}/", project.display());
    let lines = output.lines().map(|line| line.replace(&project, ""));
    let lines = lines.filter(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("> ") && !line.starts_with("npm ") && !is_timed(line)
    });
    lines.take(MOST_LINES).collect()
}

/// Returns whether a line says how long something took.
fn is_timed(line: &str) -> bool {
    let is_time = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let number = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        matches!(word.strip_prefix(number), Some("ms" | "s")) && number.parse::<f64>().is_ok()
    };
    line.split_whitespace().any(is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_is_understood_with_its_explanations() {
        let output = "> vet@0.1.0 typecheck\n> tsc --build --pretty false\n\n\
                      web/src/a.ts(12,5): error TS2322: Type 'string' is not assignable.\n  \
                      Because it is none.\nshared/b.ts(1,1): error TS1005: ';' expected.\n";
        assert_eq!(
            compiled(output),
            [
                "web/src/a.ts:12:5: TS2322: Type 'string' is not assignable.\n  Because it is none.",
                "shared/b.ts:1:1: TS1005: ';' expected."
            ]
        );
    }

    #[test]
    fn an_output_is_told_without_what_differs_each_time() {
        let output =
            "> vet@0.1.0 build\n\n/p/web/src/a.ts: bad\nbuilt in 1.2s\nFinished in 35ms on 2\n";
        assert_eq!(printed(output, Path::new("/p")), ["web/src/a.ts: bad"]);
    }
}
