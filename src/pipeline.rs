//! The pipeline: the four stages in order, each from the artifacts before it, with an event before
//! and after.
//!
//! Stages are functions, one file each. They hold no state and print nothing. What becomes of the
//! artifacts between stages is the caller's: it gets each one before the next stage starts.

use serde::{Deserialize, Serialize};

use crate::architecture::Architecture;
use crate::event::{Event, Reporter};
use crate::idea::Idea;
use crate::spec::Spec;
use crate::stage::Stage;
use crate::template::Template;
use crate::tree::{self, Project, SourceTree, TestTree};
use crate::{builtin, template};

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

/// The analysis stage: an idea, or a spec that needs only its coverage computed.
///
/// # Errors
/// When the idea has nothing that could be understood.
pub fn analysis(
    start: Start,
    template: &Template,
    reporter: &mut dyn Reporter,
) -> Result<Spec, builtin::Error> {
    reporter.report(&Event::StageStarted {
        stage: Stage::Analysis,
    });
    let spec = match start {
        Start::Idea(idea) => builtin::analyse(&idea, template.features())?,
        Start::Spec(mut spec) => {
            builtin::assess(&mut spec, template.features());
            *spec
        }
    };
    reporter.report(&Event::StageFinished {
        stage: Stage::Analysis,
        made: spec.entities.len(),
    });
    Ok(spec)
}

/// The architecture stage.
///
/// # Errors
/// When the template is broken.
pub fn architecture(
    spec: &Spec,
    template: &Template,
    reporter: &mut dyn Reporter,
) -> Result<Architecture, template::Error> {
    reporter.report(&Event::StageStarted {
        stage: Stage::Architecture,
    });
    let plan = template.plan(spec)?;
    reporter.report(&Event::StageFinished {
        stage: Stage::Architecture,
        made: plan.files.len(),
    });
    Ok(plan)
}

/// The code stage.
///
/// # Errors
/// When the template is broken.
pub fn code(
    spec: &Spec,
    plan: &Architecture,
    template: &Template,
    reporter: &mut dyn Reporter,
) -> Result<SourceTree, template::Error> {
    reporter.report(&Event::StageStarted { stage: Stage::Code });
    let files = template.render(spec, plan, |file| !file.test)?;
    reporter.report(&Event::StageFinished {
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
    reporter: &mut dyn Reporter,
) -> Result<TestTree, template::Error> {
    reporter.report(&Event::StageStarted {
        stage: Stage::Tests,
    });
    let files = template.render(spec, plan, |file| file.test)?;
    reporter.report(&Event::StageFinished {
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
pub fn run<E: From<builtin::Error> + From<template::Error>>(
    start: Start,
    made: Made,
    template: &Template,
    reporter: &mut dyn Reporter,
    keep: &mut dyn FnMut(Artifact<'_>) -> Result<(), E>,
) -> Result<(Project, Architecture), E> {
    let spec = if let Some(spec) = made.spec {
        spec
    } else {
        let spec = analysis(start, template, reporter)?;
        keep(Artifact::Spec(&spec))?;
        spec
    };
    let plan = if let Some(plan) = made.plan {
        plan
    } else {
        let plan = architecture(&spec, template, reporter)?;
        keep(Artifact::Architecture(&plan))?;
        plan
    };
    let source = if let Some(source) = made.source {
        source
    } else {
        let source = code(&spec, &plan, template, reporter)?;
        keep(Artifact::Source(&source))?;
        source
    };
    let tests = if let Some(tests) = made.tests {
        tests
    } else {
        let tests = tests(&spec, &plan, template, reporter)?;
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
