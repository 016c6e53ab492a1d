//! `samocoder plan`: analysis and architecture only; prints the spec.

use std::cell::Cell;

use super::{chain, input, outcome, wait};
use crate::cli::{self, PlanArgs};
use crate::error::Error;
use crate::event::{Desk, Event, Reporter};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::models::Models;
use crate::pipeline::{self, Engine, Helpers, Start};
use crate::settings::Settings;
use crate::spec::{Requirement, file};
use crate::template::Template;
use crate::ui::Ui;

/// Prints the spec of an idea, and what it does not cover.
pub(super) fn run(args: &PlanArgs, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    let template = Template::embedded(&args.source.template)?;
    let input::Given { start, run } = input::start(&args.source)?;
    let engine = engine(args.source.engine);
    let draft = pipeline::draft(start.clone(), &template)?;
    let source = match (&start, engine) {
        (Start::Spec(_), _) | (_, Engine::Builtin) => None,
        (Start::Idea(_), Engine::Auto | Engine::Model) => {
            let place = std::path::absolute(&draft.name).unwrap_or_default();
            let chain = chain::of_run(&args.models, &place, 0.0, settings, ui)?;
            chain::needed(chain, engine == Engine::Model)?
        }
    };
    let mut teller = Teller { ui };
    let desk = Desk::new(&mut teller);
    let joined = Cell::new(false);
    let models = source
        .as_ref()
        .map(|source| Models::new(source, None, &desk, None, engine == Engine::Model, &joined));
    let helpers = models.as_ref().map(|llm| Helpers {
        llm,
        insist: engine == Engine::Model,
        adds: &|| Ok(()),
    });
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let (mut spec, plan) = wait::until_interrupted(&interrupt, async {
        let drafted = Some(draft);
        let helpers = helpers.as_ref();
        let spec =
            pipeline::analysis::<_, Error>(start, drafted, &template, helpers, &desk).await?;
        // What is to be added is planned when it is made.
        let none = None::<&Helpers<'_, Models<'_, '_>>>;
        let plan = pipeline::architecture::<_, Error>(None, &spec, &template, none, &desk).await?;
        Ok((spec, plan))
    })?;
    let ran_out = models.as_ref().is_some_and(Models::ran_out);
    pipeline::add_left_out(&mut spec, &plan);
    ui.answer(&if settings.json {
        file::to_json(&spec)
    } else {
        file::to_toml(&spec) + &run
    })?;
    let uncovered: Vec<Requirement> = spec.uncovered().cloned().collect();
    if !uncovered.is_empty() {
        ui.not_covered(&uncovered);
    }
    let uncovered = args.source.strict && !uncovered.is_empty();
    Ok(outcome::exit(&[], ran_out, uncovered))
}

/// Returns the engine that was typed.
pub(super) fn engine(typed: cli::Engine) -> Engine {
    match typed {
        cli::Engine::Auto => Engine::Auto,
        cli::Engine::Builtin => Engine::Builtin,
        cli::Engine::Model => Engine::Model,
    }
}

/// A reporter for a command whose answer is the only thing to say to scripts: a person is told what
/// costs time and money.
struct Teller<'u> {
    ui: &'u mut Ui,
}

impl Reporter for Teller<'_> {
    fn report(&mut self, event: &Event) {
        if self.ui.tells_notices() {
            self.ui.report(event);
        }
    }
}
