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

/// The most new files that are broken to see whether the tests notice.
const MOST_BROKEN: usize = 6;

/// The check that new files are broken for.
const UNNOTICED: &str = "mutants";

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

/// What is judged.
#[derive(Clone)]
struct Candidate {
    code: Files,
    tests: Files,
    /// The provider that wrote at it last.
    provider: String,
}

/// What a repair is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The code.
    Code,
    /// The tests: they are red by themselves, or notice nothing.
    Tests,
}

impl<L: Llm, W: Workshop<Fatal = L::Fatal>> Gate<'_, '_, L, W> {
    /// Judges what was written, and has it repaired until it passes or nothing helps.
    pub(super) async fn pass(&self, written: &Written) -> Result<Result<Passed, Stuck>, L::Fatal> {
        let id = &self.brief.set.requirement;
        let (code, mut wrong) = written.on(self.brief.base, self.project);
        let tests = self.tests.clone();
        let provider = written.provider.clone();
        let mut candidate = Candidate {
            code,
            tests,
            provider,
        };
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
            let problem = first.unwrap_or_default().to_owned();
            if repair == self.repairs {
                return Ok(Err(Stuck::Red { check, problem }));
            }
            repair += 1;
            self.desk.report(&Event::Change(ChangeEvent::Red {
                requirement: id.clone(),
                check: check.clone(),
                problem,
                repair,
                repairs: self.repairs,
            }));
            let fault = candidate.fault(&check, &problems, repair);
            let shown = candidate.shown(problems);
            let repaired = match fault {
                Fault::Code => self.code_repaired(repair, &candidate, &shown).await?,
                Fault::Tests => self.tests_repaired(repair, &candidate, &shown).await?,
            };
            match repaired {
                Ok(repaired) => candidate = repaired,
                Err(Unwritten::Unusable(why)) => wrong = vec![why],
                Err(why @ Unwritten::NoAnswer(_)) => return Ok(Err(Stuck::Unwritten(why))),
            }
        }
    }

    /// Judges a candidate: in this process first, then with the project's own tools, and then what its
    /// tests are worth.
    async fn judge(&self, name: &str, candidate: &Candidate) -> Result<Verdict, L::Fatal> {
        let mut changed = candidate.code.clone();
        changed.extend(candidate.tests.clone());
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
        let verdict = self.workshop.run(name, whole, &files, &changed).await?;
        let Verdict::Green { files: proven, .. } = &verdict else {
            return Ok(verdict);
        };
        files.extend(proven.clone());
        let unnoticed = self.unnoticed(name, &files, proven).await?;
        Ok(unnoticed.unwrap_or(verdict))
    }

    /// Breaks each new file in turn; says of which of them the tests notice nothing.
    async fn unnoticed(
        &self,
        name: &str,
        files: &Files,
        proven: &Files,
    ) -> Result<Option<Verdict>, L::Fatal> {
        let set = self.brief.set;
        let tests: Vec<ProjectPath> = set.tests.iter().map(|it| it.path.clone()).collect();
        let added = proven
            .iter()
            .filter(|(path, _)| !self.project.contains_key(*path) && !tests.contains(path));
        let broken = added.filter_map(|(path, text)| Some((path, verify::broken(path, text)?)));
        let mut problems = Vec::new();
        for (number, (path, text)) in broken.take(MOST_BROKEN).enumerate() {
            let name = format!("{name} broken {number}");
            let mut files = files.clone();
            let changed = Files::from([(path.clone(), text)]);
            files.extend(changed.clone());
            let trial = Trial::Broken(&tests);
            let verdict = self.workshop.run(&name, trial, &files, &changed).await?;
            if matches!(verdict, Verdict::Red { .. }) {
                problems.push(format!(
                    "{path}:1:1: the tests stay green when its functions do nothing; test what they do"
                ));
            }
        }
        Ok((!problems.is_empty()).then(|| red(UNNOTICED, problems)))
    }

    /// Asks for code in which the problems are gone.
    async fn code_repaired(
        &self,
        repair: u32,
        candidate: &Candidate,
        problems: &[String],
    ) -> Result<Result<Candidate, Unwritten>, L::Fatal> {
        let set = self.brief.set;
        let Candidate { code, tests, .. } = candidate;
        let prompt = self.brief.repair(code, tests, problems);
        let paths: Vec<ProjectPath> = set.files.iter().map(|it| it.path.clone()).collect();
        let order = Order {
            step: &format!("{} repair {repair}", set.requirement),
            set,
            wanted: &paths,
            most: Wanted::Some,
            beyond: candidate.beyond(repair),
        };
        let written = self.authors.write(order, prompt, code).await?;
        Ok(written.map(|written| {
            let mut repaired = candidate.clone();
            // Every edit was applied to these texts when it came.
            repaired.code.extend(written.on(code, code).0);
            repaired.provider = written.provider;
            repaired
        }))
    }

    /// Asks for tests in which the problems are gone, and which are red without the change too.
    async fn tests_repaired(
        &self,
        repair: u32,
        candidate: &Candidate,
        problems: &[String],
    ) -> Result<Result<Candidate, Unwritten>, L::Fatal> {
        let set = self.brief.set;
        let tests = &candidate.tests;
        let prompt = self.brief.tests_again(tests, &problems.join("\n"));
        let paths: Vec<ProjectPath> = tests.keys().cloned().collect();
        let order = Order {
            step: &format!("{} repair {repair}", set.requirement),
            set,
            wanted: &paths,
            most: Wanted::Some,
            beyond: candidate.beyond(repair),
        };
        let mut repaired = candidate.clone();
        match self.authors.write(order, prompt, tests).await? {
            Ok(written) => {
                repaired.tests.extend(written.on(tests, tests).0);
                repaired.provider = written.provider;
            }
            Err(why) => return Ok(Err(why)),
        }
        let mut files = self.project.clone();
        files.extend(repaired.tests.clone());
        let name = format!("{} {repair} tests", set.requirement);
        let alone = Trial::Alone(&paths);
        let verdict = self.workshop.run(&name, alone, &files, &repaired.tests);
        Ok(match verdict.await? {
            Verdict::Green { .. } => Ok(repaired),
            Verdict::Red { problems, .. } => Err(Unwritten::Unusable(problems.join("\n"))),
        })
    }
}

impl Candidate {
    /// Returns the provider whose next better one is to be asked: the same may try once more, and then
    /// it goes up the chain.
    fn beyond(&self, repair: u32) -> Option<&str> {
        (repair > 1).then_some(self.provider.as_str())
    }

    /// Says what has to be repaired: the tests where they notice nothing, and where a tool blames them
    /// alone; but types fit or not, so those of the code come first.
    fn fault(&self, check: &str, problems: &[String], repair: u32) -> Fault {
        let blames_tests = problems.iter().all(|problem| {
            let path = problem.split(':').next().unwrap_or_default();
            self.tests.keys().any(|test| test.as_str() == path)
        });
        match check {
            UNNOTICED => Fault::Tests,
            "guard" | "syntax" | "lint" if blames_tests => Fault::Tests,
            "types" if blames_tests && repair > 1 => Fault::Tests,
            _ => Fault::Code,
        }
    }

    /// Returns the problems with the lines that they speak of.
    fn shown(&self, problems: Vec<String>) -> Vec<String> {
        let left = problems.len().saturating_sub(MOST_PROBLEMS);
        let problems = problems.into_iter().take(MOST_PROBLEMS);
        let mut shown: Vec<String> = problems
            .map(|problem| {
                let lines = lines_of(&problem, &self.code, &self.tests);
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
