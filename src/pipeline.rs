//! The pipeline: the four stages in order, each from the artifacts before it, with an event before
//! and after.
//!
//! Stages are functions, one file each. They hold no state and print nothing. What becomes of the
//! artifacts between stages is the caller's: it gets each one before the next stage starts.

use serde::{Deserialize, Serialize};

use crate::architecture::Architecture;
use crate::change::ChangeSet;
use crate::event::{ChangeEvent, Desk, Event, ModelEvent};
use crate::idea::Idea;
use crate::llm::call::Llm;
use crate::spec::{Requirement, Spec};
use crate::stage::Stage;
use crate::template::Template;
use crate::tree::{self, Project, SourceTree, TestTree};
use crate::{builtin, template};

mod analysis;
mod change;
mod prompt;
mod quote;
mod reply;

use analysis::Refined;
use change::Planned;
pub use change::{Accepted, Outcome, Terms, Trial, Verdict, Workshop, ratchet};
pub use quote::{Asked, Quote, Quoted, quote};

/// Where a run starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// From an idea, with the analysis stage.
    Idea(Idea),
    /// From a spec, without it.
    Spec(Box<Spec>),
}

/// What stages of an earlier process made of the same start.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// What rules made of the start, before models were asked.
    pub draft: Option<Spec>,
    /// What analysis made.
    pub spec: Option<Spec>,
    /// What architecture made.
    pub plan: Option<Architecture>,
    /// What code made.
    pub source: Option<SourceTree>,
    /// What tests made.
    pub tests: Option<TestTree>,
}

/// An artifact that a stage made.
#[derive(Clone, Copy, Debug)]
pub enum Artifact<'a> {
    /// What analysis made.
    Spec(&'a Spec),
    /// What architecture made.
    Architecture(&'a Architecture),
    /// What code made.
    Source(&'a SourceTree),
    /// What tests made.
    Tests(&'a TestTree),
}

/// Who does the stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// Models where one can be asked, and rules and templates.
    Auto,
    /// Rules and templates.
    #[default]
    Builtin,
    /// Models, or the run says that it could not be done.
    Model,
}

/// What a model made of a stage can't be used.
#[derive(Debug, thiserror::Error)]
#[error("what models made of the {} stage can't be used:\n{reason}", stage.name())]
pub struct Unusable {
    /// The stage.
    pub stage: Stage,
    /// What is wrong with it.
    pub reason: String,
}

/// The models that help, and whether the stages must be theirs.
pub struct Helpers<'a, L> {
    /// Who is asked.
    pub llm: &'a L,
    /// Whether a stage of theirs that fails ends the run.
    pub insist: bool,
    /// Says why they may not add code to the project, where nothing can prove it.
    pub adds: &'a dyn Fn() -> Result<(), String>,
}

impl<L: std::fmt::Debug> std::fmt::Debug for Helpers<'_, L> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Helpers");
        shown.field("llm", self.llm).field("insist", &self.insist);
        shown.finish_non_exhaustive()
    }
}

/// Makes the spec by rules: from an idea, or from a spec that needs only its coverage computed.
///
/// # Errors
/// When the idea has nothing that could be understood.
pub fn draft(start: Start, template: &Template) -> Result<Spec, builtin::Error> {
    analysis::by_rules(start, template)
}

/// The analysis stage; `draft` is what rules made of the same start, if that was done.
///
/// # Errors
/// When the idea has nothing that could be understood, or a model must help and can't.
pub async fn analysis<L: Llm, E: From<builtin::Error> + From<Unusable> + From<L::Fatal>>(
    start: Start,
    draft: Option<Spec>,
    template: &Template,
    helpers: Option<&Helpers<'_, L>>,
    desk: &Desk<'_>,
) -> Result<Spec, E> {
    let stage = Stage::Analysis;
    desk.report(&Event::StageStarted { stage });
    let idea = match &start {
        Start::Idea(idea) => Some(idea.clone()),
        Start::Spec(_) => None,
    };
    let mut spec = match draft {
        Some(draft) => draft,
        None => analysis::by_rules(start, template)?,
    };
    if let (Some(idea), Some(helpers)) = (idea, helpers) {
        let refined = analysis::refine(&idea, &spec, template, helpers.llm).await?;
        let why = match refined {
            Refined::Spec(refined) => {
                spec = *refined;
                None
            }
            Refined::NoAnswer(why) => Some(why.words().to_owned()),
            Refined::Unusable(reason) if helpers.insist => {
                return Err(Unusable { stage, reason }.into());
            }
            Refined::Unusable(reason) => Some(format!(
                "its spec can't be used: {}",
                reason.trim_start_matches("- ")
            )),
        };
        if let Some(why) = why {
            desk.report(&Event::Model(ModelEvent::FellBack { stage, why }));
        }
    }
    desk.report(&Event::StageFinished {
        stage,
        made: spec.entities.len(),
    });
    Ok(spec)
}

/// The architecture stage; models plan what is to be added for the requirements of an idea that
/// rules can't cover.
///
/// # Errors
/// When the template is broken, or a model must help and can't.
pub async fn architecture<L: Llm, E: From<template::Error> + From<L::Fatal>>(
    idea: Option<&Idea>,
    spec: &Spec,
    template: &Template,
    helpers: Option<&Helpers<'_, L>>,
    desk: &Desk<'_>,
) -> Result<Architecture, E> {
    let stage = Stage::Architecture;
    desk.report(&Event::StageStarted { stage });
    let mut plan = template.plan(spec)?;
    let mut whole = spec.clone();
    add_left_out(&mut whole, &plan);
    if let (Some(idea), Some(helpers)) = (idea, helpers)
        && whole.uncovered().next().is_some()
    {
        plan.changes = changes(idea, &whole, &plan, template, helpers, desk).await?;
    }
    desk.report(&Event::StageFinished {
        stage: Stage::Architecture,
        made: plan.files.len(),
    });
    Ok(plan)
}

/// Asks for the change sets of everything that a spec does not cover; tells why there are none.
async fn changes<L: Llm>(
    idea: &Idea,
    spec: &Spec,
    plan: &Architecture,
    template: &Template,
    helpers: &Helpers<'_, L>,
    desk: &Desk<'_>,
) -> Result<Vec<ChangeSet>, L::Fatal> {
    let why = match (helpers.adds)() {
        Err(why) => why,
        Ok(()) => match change::plan(&idea.text, spec, plan, template, helpers.llm).await? {
            Planned::Sets(sets) => {
                let planned = |it: &&Requirement| sets.iter().any(|set| set.requirement == it.id);
                let planned = spec.requirements.iter().filter(planned);
                let requirements = planned.map(|it| (it.id.clone(), it.text.clone()));
                let requirements = requirements.collect();
                desk.report(&Event::Change(ChangeEvent::Planned { requirements }));
                return Ok(sets);
            }
            Planned::NoAnswer(why) => why.words().to_owned(),
            Planned::Unusable(why) => format!("the plan can't be used: {why}"),
        },
    };
    desk.report(&Event::Change(ChangeEvent::NotPlanned { why }));
    Ok(Vec::new())
}

/// Adds what the template had to leave out to the spec's requirements; where the idea's own words
/// already ask for it, they are what is not covered.
pub fn add_left_out(spec: &mut Spec, plan: &Architecture) {
    for left_out in &plan.left_out {
        let mut asked = false;
        for requirement in &mut spec.requirements {
            if left_out.feature.is_some() && requirement.feature == left_out.feature {
                asked = true;
                if requirement.covered == Some(true) {
                    requirement.covered = Some(false);
                    requirement.by = None;
                    requirement.reason.clone_from(&left_out.reason);
                }
            }
        }
        if !asked {
            let id = format!("R{}", spec.requirements.len() + 1);
            spec.requirements.push(Requirement {
                id,
                ..left_out.clone()
            });
        }
    }
}

/// The code stage.
///
/// # Errors
/// When the template is broken.
pub fn code(
    spec: &Spec,
    plan: &Architecture,
    template: &Template,
    desk: &Desk<'_>,
) -> Result<SourceTree, template::Error> {
    desk.report(&Event::StageStarted { stage: Stage::Code });
    let files = template.render(spec, plan, |file| !file.test)?;
    desk.report(&Event::StageFinished {
        stage: Stage::Code,
        made: files.len(),
    });
    Ok(SourceTree {
        format: tree::FORMAT,
        files,
    })
}

/// The tests stage.
///
/// # Errors
/// When the template is broken.
pub fn tests(
    spec: &Spec,
    plan: &Architecture,
    template: &Template,
    desk: &Desk<'_>,
) -> Result<TestTree, template::Error> {
    desk.report(&Event::StageStarted {
        stage: Stage::Tests,
    });
    let files = template.render(spec, plan, |file| file.test)?;
    desk.report(&Event::StageFinished {
        stage: Stage::Tests,
        made: files.len(),
    });
    Ok(TestTree {
        format: tree::FORMAT,
        files,
    })
}

/// Runs the stages that have not `made` their artifact yet; `keep` gets every new one before the
/// next stage starts.
///
/// # Errors
/// When a stage can't make its artifact, or `keep` refuses one.
pub async fn run<L, E>(
    start: Start,
    made: Made,
    template: &Template,
    helpers: Option<&Helpers<'_, L>>,
    desk: &Desk<'_>,
    keep: &mut dyn FnMut(Artifact<'_>) -> Result<(), E>,
) -> Result<(Project, Architecture), E>
where
    L: Llm,
    E: From<builtin::Error> + From<template::Error> + From<Unusable> + From<L::Fatal>,
{
    let idea = match &start {
        Start::Idea(idea) => Some(idea.clone()),
        Start::Spec(_) => None,
    };
    let spec = if let Some(spec) = made.spec {
        spec
    } else {
        let spec = analysis::<L, E>(start, made.draft, template, helpers, desk).await?;
        keep(Artifact::Spec(&spec))?;
        spec
    };
    let plan = if let Some(plan) = made.plan {
        plan
    } else {
        let plan = architecture::<L, E>(idea.as_ref(), &spec, template, helpers, desk).await?;
        keep(Artifact::Architecture(&plan))?;
        plan
    };
    let source = if let Some(source) = made.source {
        source
    } else {
        let source = code(&spec, &plan, template, desk)?;
        keep(Artifact::Source(&source))?;
        source
    };
    let tests = if let Some(tests) = made.tests {
        tests
    } else {
        let tests = tests(&spec, &plan, template, desk)?;
        keep(Artifact::Tests(&tests))?;
        tests
    };
    Ok((
        Project {
            format: tree::FORMAT,
            spec,
            source,
            tests,
        },
        plan,
    ))
}
