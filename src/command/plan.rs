//! `samocoder plan`: analysis and architecture only; prints the spec.

use super::input;
use crate::architecture::Architecture;
use crate::cli::PlanArgs;
use crate::error::Error;
use crate::event::{Event, Reporter};
use crate::exit::Exit;
use crate::pipeline;
use crate::settings::Settings;
use crate::spec::{Requirement, Spec, file};
use crate::template::Template;
use crate::ui::Ui;

/// Prints the spec of an idea, and what it does not cover.
pub(super) fn run(args: &PlanArgs, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    let template = Template::embedded(&args.source.template)?;
    let input::Given { start, run } = input::start(&args.source)?;
    let mut silent = Silent;
    let mut spec = pipeline::analysis(start, &template, &mut silent)?;
    let plan = pipeline::architecture(&spec, &template, &mut silent)?;
    add_left_out(&mut spec, &plan);
    ui.answer(&if settings.json {
        file::to_json(&spec)
    } else {
        file::to_toml(&spec) + &run
    })?;
    let uncovered: Vec<Requirement> = spec.uncovered().cloned().collect();
    if !uncovered.is_empty() {
        ui.not_covered(&uncovered);
    }
    Ok(if args.source.strict && !uncovered.is_empty() {
        Exit::Uncovered
    } else {
        Exit::Done
    })
}

/// Adds what the template had to leave out to the spec's requirements; where the idea's own words
/// already ask for it, they are what is not covered.
pub(super) fn add_left_out(spec: &mut Spec, plan: &Architecture) {
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

/// A reporter for a command whose answer is the only thing to say.
struct Silent;

impl Reporter for Silent {
    fn report(&mut self, _: &Event) {}
}
