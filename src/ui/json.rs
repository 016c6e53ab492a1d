//! The JSON that scripts read: a frozen type of its own, so that internal types can change.
//!
//! One object a line, each with `format` and `event`; the last one is `finished` or `failed`, and
//! its `code` is the process's exit code.

use schemars::JsonSchema;
use serde::Serialize;

use super::{causes, plain_usd};
use crate::error::Error;
use crate::event::{ChangeEvent, CheckResult, Event, Finished, Made, ModelEvent};
use crate::spec::Requirement;

/// The version of this format.
const FORMAT: u32 = 1;

/// One line of what `--json` prints while a command works.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    /// The version of this format.
    format: u32,
    #[serde(flatten)]
    event: LineEvent,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
enum LineEvent {
    /// A stage began.
    StageStarted { stage: &'static str },
    /// A stage ended; `made` counts entities, planned files, files or test files.
    StageFinished { stage: &'static str, made: usize },
    /// A run goes on after this stage or check, which an earlier process finished.
    /// What models were being asked then, `again`, is asked again and may be paid for twice.
    Resumed {
        after: Option<&'static str>,
        again: Vec<String>,
    },
    /// Models will be asked, and the run may cost so much in US dollars.
    ModelsJoin {
        providers: Vec<String>,
        max_usd: f64,
    },
    /// A model is asked.
    ModelAsked {
        step: String,
        provider: String,
        model: String,
    },
    /// A call waits for a limit, or before it tries again.
    ModelWaits {
        step: String,
        provider: String,
        seconds: f64,
    },
    /// A model was asked in vain.
    ModelFailed {
        step: String,
        provider: String,
        model: String,
        why: String,
    },
    /// A model answered.
    ModelAnswered {
        step: String,
        provider: String,
        model: String,
        input_tokens: Option<u64>,
        output_tokens: Option<u64>,
        usd: Option<f64>,
        elapsed_ms: u128,
    },
    /// Nobody answered.
    Unanswered { step: String, tried: Vec<String> },
    /// Rules did a stage that models were to help with.
    FellBack { stage: &'static str, why: String },
    /// Models are to add what rules could not: these requirements.
    ChangesPlanned { requirements: Vec<AskedLine> },
    /// Models add nothing, though something is not covered.
    ChangesNotPlanned { why: String },
    /// What models wrote for a requirement is red, and is repaired.
    ChangeRed {
        requirement: String,
        check: String,
        problem: String,
        repair: u32,
        repairs: u32,
    },
    /// What models wrote for a requirement passed everything and is part of the project.
    ChangeAccepted {
        requirement: String,
        text: String,
        files: usize,
    },
    /// What models wrote for a requirement is no part of the project, and nothing of it is left.
    ChangeRolledBack {
        requirement: String,
        text: String,
        why: String,
    },
    /// What runs from now on is closed in by this tier of the sandbox; by nothing when it is `none`.
    Sandboxed {
        tier: &'static str,
        closes: Option<&'static str>,
    },
    /// A check began; it is stopped after `limit_seconds`.
    CheckStarted {
        check: &'static str,
        limit_seconds: Option<u64>,
    },
    /// A check ended.
    CheckFinished {
        check: &'static str,
        passed: bool,
        elapsed_ms: u128,
        detail: String,
    },
    /// A file of the user's was kept under another name.
    KeptAside { path: String, kept: String },
    /// The project has no repository of git, or one without a commit.
    NoHistory { repository: bool, reason: String },
    /// The command did its work; `code` says how the product fared.
    Finished(Box<FinishedLine>),
    /// The command could not do its work.
    Failed {
        code: u8,
        error: String,
        causes: Vec<String>,
        hint: Option<String>,
    },
}

#[derive(Debug, Serialize, JsonSchema)]
struct AskedLine {
    id: String,
    text: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FinishedLine {
    code: u8,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<MadeLine>,
    level: &'static str,
    checks: Vec<CheckLine>,
    uncovered: Vec<UncoveredLine>,
    next: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MadeLine {
    title: String,
    files: usize,
    tests: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CheckLine {
    name: &'static str,
    outcome: &'static str,
    detail: String,
    problems: Vec<String>,
    output: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct UncoveredLine {
    id: String,
    text: String,
    reason: Option<String>,
}

/// Returns the line of an event.
pub(super) fn event(event: &Event) -> String {
    line(match event {
        Event::StageStarted { stage } => LineEvent::StageStarted {
            stage: stage.name(),
        },
        Event::StageFinished { stage, made } => LineEvent::StageFinished {
            stage: stage.name(),
            made: *made,
        },
        Event::Resumed { after, again } => LineEvent::Resumed {
            after: *after,
            again: again.clone(),
        },
        Event::Sandboxed { tier, closes } => LineEvent::Sandboxed {
            tier,
            closes: *closes,
        },
        Event::CheckStarted { check, limit } => LineEvent::CheckStarted {
            check,
            limit_seconds: limit.map(|limit| limit.as_secs()),
        },
        Event::CheckFinished {
            check,
            passed,
            elapsed,
            detail,
        } => LineEvent::CheckFinished {
            check,
            passed: *passed,
            elapsed_ms: elapsed.as_millis(),
            detail: detail.clone(),
        },
        Event::Model(event) => model(event),
        Event::Change(event) => change(event),
        Event::KeptAside { path, kept } => LineEvent::KeptAside {
            path: path.display().to_string(),
            kept: kept.display().to_string(),
        },
        Event::NoHistory { repository, reason } => LineEvent::NoHistory {
            repository: *repository,
            reason: reason.clone(),
        },
        Event::Finished(finished) => LineEvent::Finished(Box::new(finished_line(finished))),
    })
}

fn model(event: &ModelEvent) -> LineEvent {
    match event {
        ModelEvent::Join { providers, max_usd } => LineEvent::ModelsJoin {
            providers: providers.clone(),
            max_usd: plain_usd(*max_usd),
        },
        ModelEvent::Asked {
            step,
            provider,
            model,
        } => LineEvent::ModelAsked {
            step: step.clone(),
            provider: provider.clone(),
            model: model.clone(),
        },
        ModelEvent::Waits {
            step,
            provider,
            time,
        } => LineEvent::ModelWaits {
            step: step.clone(),
            provider: provider.clone(),
            seconds: time.as_secs_f64(),
        },
        ModelEvent::Failed {
            step,
            provider,
            model,
            why,
        } => LineEvent::ModelFailed {
            step: step.clone(),
            provider: provider.clone(),
            model: model.clone(),
            why: why.clone(),
        },
        ModelEvent::Answered {
            step,
            provider,
            model,
            tokens,
            usd,
            elapsed,
        } => LineEvent::ModelAnswered {
            step: step.clone(),
            provider: provider.clone(),
            model: model.clone(),
            input_tokens: tokens.map(|(input, _)| input),
            output_tokens: tokens.map(|(_, output)| output),
            usd: usd.map(plain_usd),
            elapsed_ms: elapsed.as_millis(),
        },
        ModelEvent::Unanswered { step, tried } => LineEvent::Unanswered {
            step: step.clone(),
            tried: tried.clone(),
        },
        ModelEvent::FellBack { stage, why } => LineEvent::FellBack {
            stage: stage.name(),
            why: why.clone(),
        },
    }
}

fn change(event: &ChangeEvent) -> LineEvent {
    match event.clone() {
        ChangeEvent::Planned { requirements } => LineEvent::ChangesPlanned {
            requirements: requirements
                .into_iter()
                .map(|(id, text)| AskedLine { id, text })
                .collect(),
        },
        ChangeEvent::NotPlanned { why } => LineEvent::ChangesNotPlanned { why },
        ChangeEvent::Red {
            requirement,
            check,
            problem,
            repair,
            repairs,
        } => LineEvent::ChangeRed {
            requirement,
            check,
            problem,
            repair,
            repairs,
        },
        ChangeEvent::Accepted {
            requirement,
            text,
            files,
        } => LineEvent::ChangeAccepted {
            requirement,
            text,
            files,
        },
        ChangeEvent::RolledBack {
            requirement,
            text,
            why,
        } => LineEvent::ChangeRolledBack {
            requirement,
            text,
            why,
        },
    }
}

/// Returns the last line of a command that failed.
pub(super) fn failed(error: &Error) -> String {
    line(LineEvent::Failed {
        code: error.status().code(),
        error: error.to_string(),
        causes: causes(error),
        hint: error.hint(),
    })
}

fn line(event: LineEvent) -> String {
    // These types have only texts as keys, so they always have a JSON form.
    let mut text = serde_json::to_string(&Line {
        format: FORMAT,
        event,
    })
    .unwrap_or_default();
    text.push('\n');
    text
}

fn finished_line(finished: &Finished) -> FinishedLine {
    FinishedLine {
        code: finished.exit.code(),
        target: finished.target.display().to_string(),
        made: finished.made.as_ref().map(made_line),
        level: finished.level,
        checks: finished.checks.iter().map(check_line).collect(),
        uncovered: finished.uncovered.iter().map(uncovered_line).collect(),
        next: finished.next.clone(),
    }
}

fn made_line(made: &Made) -> MadeLine {
    MadeLine {
        title: made.title.clone(),
        files: made.files,
        tests: made.tests,
    }
}

fn check_line(check: &CheckResult) -> CheckLine {
    CheckLine {
        name: check.name,
        outcome: check.outcome,
        detail: check.detail.clone(),
        problems: check.problems.clone(),
        output: check.output.clone(),
    }
}

fn uncovered_line(requirement: &Requirement) -> UncoveredLine {
    UncoveredLine {
        id: requirement.id.clone(),
        text: requirement.text.clone(),
        reason: requirement.reason.clone(),
    }
}
