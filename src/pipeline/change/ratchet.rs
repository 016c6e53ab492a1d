//! The green ratchet: change sets are written at the same time and tried one after the other; the
//! project only ever moves from one green state to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;

use futures_util::future::{Either, LocalBoxFuture, join_all, select};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::gate::{Gate, Passed, Stuck};
use super::prompts::Brief;
use super::workshop::{Trial, Verdict, Workshop};
use super::write::{Authors, Order, Unwritten, Wanted, Written};
use crate::change::{ChangeSet, ChangedFile};
use crate::event::{ChangeEvent, Desk, Event};
use crate::llm::call::{Llm, NoAnswer};
use crate::path::ProjectPath;
use crate::spec::Spec;
use crate::template::Guide;
use crate::tree::Files;
use crate::verify::{self, Check};

/// A set of so few files is one author's work.
const FEW: usize = 5;

/// What a ratchet keeps to.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How many calls may be under way at the same time.
    pub jobs: usize,
    /// How often a change set may be repaired.
    pub repairs: u32,
    /// When nothing new is begun any more.
    pub deadline: Option<Instant>,
}

/// A change set that is part of the project now.
#[derive(Debug)]
pub struct Accepted {
    /// The requirement, such as `R4`.
    pub requirement: String,
    /// Its words.
    pub text: String,
    /// The code.
    pub code: Files,
    /// The tests.
    pub tests: Files,
    /// What the checks saw.
    pub checks: Vec<Check>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// What came of all change sets.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Those that are part of the project now, in their order.
    pub accepted: Vec<Accepted>,
    /// The requirements of the others, and why.
    pub refused: Vec<(String, String)>,
    /// Why models did not answer, where they did not.
    pub unanswered: BTreeSet<NoAnswer>,
}

/// Why a change set is not part of the project.
enum Refusal {
    /// Nobody answered.
    NoAnswer(NoAnswer),
    /// In words.
    Because(String),
}

/// What the authors of a set wrote.
struct Work {
    tests: Files,
    code: Written,
}

/// Everything that all sets have in common.
struct Ratchet<'a, 'd, L, W> {
    authors: Authors<'a, L>,
    workshop: &'a W,
    spec: &'a Spec,
    guide: &'a Guide,
    terms: Terms,
    desk: &'a Desk<'d>,
}

/// Tries the change sets of a plan on a project that is green.
///
/// # Errors
/// When the journal or the project's tools fail; that nobody answers is none.
pub async fn ratchet<L: Llm, W: Workshop<Fatal = L::Fatal>>(
    sets: &[ChangeSet],
    spec: &Spec,
    base: Files,
    guide: &Guide,
    (llm, workshop): (&L, &W),
    terms: Terms,
    desk: &Desk<'_>,
) -> Result<Outcome, L::Fatal> {
    let jobs = Semaphore::new(terms.jobs.max(1));
    let ratchet = Ratchet {
        authors: Authors { llm, jobs: &jobs },
        workshop,
        spec,
        guide,
        terms,
        desk,
    };
    ratchet.turn(sets, base).await
}

/// How far a ratchet has come.
struct Turned {
    /// The project as it was accepted last.
    project: Files,
    /// The requirements that are decided, and whether they are part of the project.
    decided: BTreeMap<String, bool>,
    outcome: Outcome,
}

impl<L: Llm, W: Workshop<Fatal = L::Fatal>> Ratchet<'_, '_, L, W> {
    async fn turn(&self, sets: &[ChangeSet], base: Files) -> Result<Outcome, L::Fatal> {
        let mut turned = Turned {
            project: base.clone(),
            decided: BTreeMap::new(),
            outcome: Outcome::default(),
        };
        let mut writing: FuturesUnordered<LocalBoxFuture<'_, _>> = FuturesUnordered::new();
        let mut begun = BTreeSet::new();
        let mut written = BTreeMap::new();
        for (index, set) in sets.iter().enumerate() {
            // Whatever can be written by now is.
            for (other, set) in sets.iter().enumerate().skip(index) {
                let ready = set.needs.iter().all(|it| turned.decided.contains_key(it));
                if ready && begun.insert(other) {
                    let base = turned.seen_by(set, &base);
                    let lacks = set
                        .needs
                        .iter()
                        .any(|it| turned.decided.get(it) == Some(&false));
                    writing.push(Box::pin(async move {
                        let work = self.write(set, &base, lacks).await;
                        (other, base, work)
                    }));
                }
            }
            while !written.contains_key(&index) {
                let Some((other, base, work)) = writing.next().await else {
                    break;
                };
                written.insert(other, (base, work?));
            }
            let Some((base, work)) = written.remove(&index) else {
                continue;
            };
            let passed = match work {
                Ok(work) => {
                    let gate = self.gate(set, &base, &work, &turned.project);
                    self.meanwhile(gate, &mut writing, &mut written).await?
                }
                Err(refusal) => Err(refusal),
            };
            self.settle(set, passed, &mut turned);
        }
        Ok(turned.outcome)
    }

    /// Waits for a gate while others go on writing.
    async fn meanwhile<T>(
        &self,
        gate: impl Future<Output = Result<T, L::Fatal>>,
        writing: &mut FuturesUnordered<LocalBoxFuture<'_, Finished<L::Fatal>>>,
        written: &mut BTreeMap<usize, (Files, Result<Work, Refusal>)>,
    ) -> Result<T, L::Fatal> {
        let mut gate = pin!(gate);
        loop {
            if writing.is_empty() {
                return gate.await;
            }
            match select(gate.as_mut(), writing.next()).await {
                Either::Left((passed, _)) => return passed,
                Either::Right((Some((other, base, work)), _)) => {
                    written.insert(other, (base, work?));
                }
                Either::Right((None, _)) => {}
            }
        }
    }

    /// Takes up what passed, and tells what came of a set.
    fn settle(&self, set: &ChangeSet, passed: Result<Passed, Refusal>, turned: &mut Turned) {
        let requirement = set.requirement.clone();
        let text = self.text(set).to_owned();
        turned.decided.insert(requirement.clone(), passed.is_ok());
        match passed {
            Ok(Passed { files, checks, at }) => {
                turned.project.extend(files.clone());
                let is_test = |path: &ProjectPath| set.tests.iter().any(|it| it.path == *path);
                let (tests, code): (Files, Files) =
                    files.into_iter().partition(|(path, _)| is_test(path));
                self.report(ChangeEvent::Accepted {
                    requirement: requirement.clone(),
                    text: text.clone(),
                    files: code.len() + tests.len(),
                });
                turned.outcome.accepted.push(Accepted {
                    requirement,
                    text,
                    code,
                    tests,
                    checks,
                    at,
                });
            }
            Err(refusal) => {
                let why = match refusal {
                    Refusal::NoAnswer(why) => {
                        turned.outcome.unanswered.insert(why);
                        why.words().to_owned()
                    }
                    Refusal::Because(why) => why,
                };
                self.report(ChangeEvent::RolledBack {
                    requirement: requirement.clone(),
                    text,
                    why: why.clone(),
                });
                turned.outcome.refused.push((requirement, why));
            }
        }
    }

    /// Has the tests and the code of a set written.
    async fn write(
        &self,
        set: &ChangeSet,
        base: &Files,
        lacks: bool,
    ) -> Result<Result<Work, Refusal>, L::Fatal> {
        if lacks {
            let why = format!(
                "it builds on {}, which is not there",
                set.needs.join(" and ")
            );
            return Ok(Err(Refusal::Because(why)));
        }
        if self.is_over() {
            return Ok(Err(Refusal::NoAnswer(NoAnswer::Deadline)));
        }
        let brief = self.brief(set, base);
        let tests = match self.tests(&brief).await? {
            Ok(tests) => tests,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let calls = groups(set, base).into_iter().enumerate();
        let calls = calls.map(|(number, files)| self.code(&brief, number, files, &tests));
        let mut code = Written::default();
        for written in join_all(calls).await {
            match written? {
                Ok(written) => code.add(written),
                Err(why) => return Ok(Err(why.into())),
            }
        }
        Ok(Ok(Work { tests, code }))
    }

    /// Has the tests of a set written, until they are red without it.
    async fn tests(&self, brief: &Brief<'_>) -> Result<Result<Files, Refusal>, L::Fatal> {
        let set = brief.set;
        let paths: Vec<ProjectPath> = set.tests.iter().map(|it| it.path.clone()).collect();
        let mut prompt = brief.tests();
        let mut why = String::new();
        for turn in 0..2 {
            let step = format!("{} tests", set.requirement);
            let none = Files::new();
            let order = Order {
                step: &step,
                set,
                wanted: &paths,
                most: Wanted::All,
                beyond: None,
            };
            let written = self.authors.write(order, prompt.clone(), &none);
            let tests = match written.await? {
                Ok(written) => written.files,
                Err(why) => return Ok(Err(why.into())),
            };
            let refused = verify::guard(brief.base, &tests, brief.requirement);
            if !refused.is_empty() {
                why = refused.join("\n");
                prompt = brief.tests_again(&tests, &why);
                continue;
            }
            let mut files = brief.base.clone();
            files.extend(tests.clone());
            let name = format!("{} tests {turn}", set.requirement);
            let alone = Trial::Alone(&paths);
            match self.workshop.run(&name, alone, &files, &tests).await? {
                Verdict::Green { .. } => return Ok(Ok(tests)),
                Verdict::Red { problems, .. } => {
                    why = problems.join("\n");
                    prompt = brief.tests_again(&tests, &why);
                }
            }
        }
        Ok(Err(Refusal::Because(format!(
            "its tests prove nothing: {why}"
        ))))
    }

    async fn code(
        &self,
        brief: &Brief<'_>,
        number: usize,
        files: Vec<&ChangedFile>,
        tests: &Files,
    ) -> Result<Result<Written, Unwritten>, L::Fatal> {
        let step = format!("{} code {}", brief.set.requirement, number + 1);
        let paths: Vec<ProjectPath> = files.iter().map(|it| it.path.clone()).collect();
        let prompt = brief.code(&files, tests);
        let order = Order {
            step: &step,
            set: brief.set,
            wanted: &paths,
            most: Wanted::All,
            beyond: None,
        };
        self.authors.write(order, prompt, brief.base).await
    }

    /// Judges what was written for a set on top of the project.
    async fn gate(
        &self,
        set: &ChangeSet,
        base: &Files,
        work: &Work,
        project: &Files,
    ) -> Result<Result<Passed, Refusal>, L::Fatal> {
        if self.is_over() {
            return Ok(Err(Refusal::NoAnswer(NoAnswer::Deadline)));
        }
        let brief = self.brief(set, base);
        let gate = Gate {
            brief: &brief,
            authors: &self.authors,
            workshop: self.workshop,
            project,
            tests: &work.tests,
            repairs: self.terms.repairs,
            desk: self.desk,
        };
        Ok(gate.pass(&work.code).await?.map_err(Into::into))
    }

    fn brief<'s>(&'s self, set: &'s ChangeSet, base: &'s Files) -> Brief<'s> {
        Brief {
            set,
            requirement: self.text(set),
            language: self.spec.language,
            guide: self.guide,
            base,
        }
    }

    /// Returns the words of a set's requirement.
    fn text(&self, set: &ChangeSet) -> &str {
        let mut all = self.spec.requirements.iter();
        let requirement = all.find(|it| it.id == set.requirement);
        requirement.map_or("", |it| it.text.as_str())
    }

    fn is_over(&self) -> bool {
        let over = |deadline| Instant::now() >= deadline;
        self.terms.deadline.is_some_and(over)
    }

    fn report(&self, event: ChangeEvent) {
        self.desk.report(&Event::Change(event));
    }
}

/// What came of a set's authors: which set, what they saw, what they wrote.
type Finished<E> = (usize, Files, Result<Result<Work, Refusal>, E>);

impl Turned {
    /// Returns the project as the authors of a set see it: the base, and what they build on.
    fn seen_by(&self, set: &ChangeSet, base: &Files) -> Files {
        let mut seen = base.clone();
        for accepted in &self.outcome.accepted {
            if set.needs.contains(&accepted.requirement) {
                seen.extend(accepted.code.clone());
                seen.extend(accepted.tests.clone());
            }
        }
        seen
    }
}

impl From<Unwritten> for Refusal {
    fn from(why: Unwritten) -> Self {
        match why {
            Unwritten::NoAnswer(why) => Self::NoAnswer(why),
            Unwritten::Unusable(why) => {
                Self::Because(format!("what was written can't be used: {why}"))
            }
        }
    }
}

impl From<Stuck> for Refusal {
    fn from(stuck: Stuck) -> Self {
        match stuck {
            Stuck::Unwritten(why) => why.into(),
            Stuck::Red { check, problem } => {
                Self::Because(format!("{check} stayed red: {problem}"))
            }
        }
    }
}

/// Shares out the files of a set: few are one author's work, of many each new one has its own.
fn groups<'s>(set: &'s ChangeSet, base: &Files) -> Vec<Vec<&'s ChangedFile>> {
    if set.files.len() <= FEW {
        return vec![set.files.iter().collect()];
    }
    let edits = |file: &&ChangedFile| base.contains_key(&file.path);
    let (edited, added): (Vec<_>, Vec<_>) = set.files.iter().partition(edits);
    let mut groups: Vec<Vec<&ChangedFile>> = added.into_iter().map(|file| vec![file]).collect();
    if !edited.is_empty() {
        groups.push(edited);
    }
    groups
}
