//! The gate: what stands between what models wrote and the project. The cheapest checks come first,
//! and what is red goes back with the exact words of whoever refused it.

use super::prompts::Brief;
use super::workshop::{Trial, Verdict, Workshop};
use super::write::{Authors, Order, Unwritten, Wanted, Written};
use crate::event::{ChangeEvent, Desk, Event};
use crate::llm::call::Llm;
use crate::path::ProjectPath;
use crate::tree::Files;
use crate::verify::{self, Check};

/// The most problems that go back, and the most characters of each.
const MOST_PROBLEMS: usize = 12;
const LONGEST_PROBLEM: usize = 1500;

/// The most lines on each side of a line that a problem speaks of.
const AROUND: usize = 2;

/// A change set that passed the gate.
#[derive(Debug)]
pub(super) struct Passed {
    /// Its code and tests as they are now.
    pub(super) files: Files,
    /// What the checks saw.
    pub(super) checks: Vec<Check>,
    /// When, in milliseconds since 1970.
    pub(super) at: i64,
}

/// Why a change set did not pass.
#[derive(Debug)]
pub(super) enum Stuck {
    /// Nobody answered.
    Unwritten(Unwritten),
    /// It is still red after all repairs.
    Red {
        /// The check that is.
        check: String,
        /// The first thing that is wrong.
        problem: String,
    },
}

/// Everything that a change set is judged with.
pub(super) struct Gate<'a, 'd, L, W> {
    pub(super) brief: &'a Brief<'a>,
    pub(super) authors: &'a Authors<'a, L>,
    pub(super) workshop: &'a W,
    /// The project as it was accepted last.
    pub(super) project: &'a Files,
    pub(super) tests: &'a Files,
    pub(super) repairs: u32,
    pub(super) desk: &'a Desk<'d>,
}

impl<L: Llm, W: Workshop<Fatal = L::Fatal>> Gate<'_, '_, L, W> {
    /// Judges what was written, and has it repaired until it passes or nothing helps.
    pub(super) async fn pass(&self, written: &Written) -> Result<Result<Passed, Stuck>, L::Fatal> {
        let id = &self.brief.set.requirement;
        let seen = self.brief.base;
        let (mut candidate, mut wrong) = written.on(seen, self.project);
        let mut repair = 0;
        loop {
            let verdict = if wrong.is_empty() {
                self.judge(&format!("{id} {repair}"), &candidate).await?
            } else {
                red("edits", std::mem::take(&mut wrong))
            };
            let (check, problems) = match verdict {
                Verdict::Green { files, checks, at } => {
                    return Ok(Ok(Passed { files, checks, at }));
                }
                Verdict::Red { check, problems } => (check, problems),
            };
            let first = problems.first().and_then(|it| it.lines().next());
            let first = first.unwrap_or_default().to_owned();
            if repair == self.repairs {
                let problem = first;
                return Ok(Err(Stuck::Red { check, problem }));
            }
            repair += 1;
            self.desk.report(&Event::Change(ChangeEvent::Red {
                requirement: id.clone(),
                check: check.clone(),
                problem: first,
                repair,
                repairs: self.repairs,
            }));
            let shown = self.shown(&candidate, problems);
            match self.repaired(repair, &candidate, &shown).await? {
                Ok(repaired) => candidate = repaired,
                Err(Unwritten::Unusable(why)) => wrong = vec![why],
                Err(why @ Unwritten::NoAnswer(_)) => return Ok(Err(Stuck::Unwritten(why))),
            }
        }
    }

    /// Judges a candidate: in this process first, then with the project's own tools.
    async fn judge(&self, name: &str, candidate: &Files) -> Result<Verdict, L::Fatal> {
        let mut changed = candidate.clone();
        changed.extend(self.tests.clone());
        let refused = verify::guard(self.project, &changed, self.brief.requirement);
        if !refused.is_empty() {
            return Ok(red("guard", refused));
        }
        let mut files = self.project.clone();
        files.extend(changed.clone());
        if let Some(verdict) = at_a_glance(&files) {
            return Ok(verdict);
        }
        let whole = Trial::Whole;
        self.workshop.run(name, whole, &files, &changed).await
    }

    /// Asks for a candidate in which the problems are gone.
    async fn repaired(
        &self,
        repair: u32,
        candidate: &Files,
        problems: &[String],
    ) -> Result<Result<Files, Unwritten>, L::Fatal> {
        let set = self.brief.set;
        let step = format!("{} repair {repair}", set.requirement);
        let prompt = self.brief.repair(candidate, self.tests, problems);
        let paths: Vec<ProjectPath> = set.files.iter().map(|it| it.path.clone()).collect();
        let order = Order {
            step: &step,
            set,
            wanted: &paths,
            most: Wanted::Some,
        };
        let written = self.authors.write(order, prompt, candidate).await?;
        Ok(written.map(|written| {
            let mut repaired = candidate.clone();
            // Every edit was applied to these texts when it came.
            repaired.extend(written.on(candidate, candidate).0);
            repaired
        }))
    }

    /// Returns the problems with the lines that they speak of.
    fn shown(&self, candidate: &Files, problems: Vec<String>) -> Vec<String> {
        let left = problems.len().saturating_sub(MOST_PROBLEMS);
        let problems = problems.into_iter().take(MOST_PROBLEMS);
        let mut shown: Vec<String> = problems
            .map(|problem| {
                let lines = lines_of(&problem, candidate, self.tests);
                let problem: String = problem.chars().take(LONGEST_PROBLEM).collect();
                format!("{problem}{lines}")
            })
            .collect();
        if left > 0 {
            shown.push(format!("… and {left} more"));
        }
        shown
    }
}

/// Returns what is wrong as far as it can be seen without running anything.
fn at_a_glance(files: &Files) -> Option<Verdict> {
    let texts = files.iter().map(|(path, text)| (path, text.as_str()));
    let checks = verify::quick(&texts.collect());
    let check = checks.into_iter().find(|check| !check.passed())?;
    Some(red(check.name, check.problems))
}

fn red(check: &str, problems: Vec<String>) -> Verdict {
    Verdict::Red {
        check: check.to_owned(),
        problems,
    }
}

/// Returns the lines around the place that a problem begins with.
fn lines_of(problem: &str, candidate: &Files, tests: &Files) -> String {
    let mut parts = problem.splitn(3, ':');
    let path = parts.next().and_then(|path| ProjectPath::parse(path).ok());
    let line = parts.next().and_then(|line| line.parse::<usize>().ok());
    let (Some(path), Some(line)) = (path, line) else {
        return String::new();
    };
    let Some(text) = candidate.get(&path).or_else(|| tests.get(&path)) else {
        return String::new();
    };
    let first = line.saturating_sub(AROUND + 1);
    let lines = text.lines().enumerate().skip(first).take(2 * AROUND + 1);
    lines
        .map(|(index, line)| format!("\n  {} | {line}", index + 1))
        .collect()
}
