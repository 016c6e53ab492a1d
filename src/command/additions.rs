//! What models add to a project that is green: the change sets of a run, from trying them to the
//! project with those that were accepted.

use std::cell::RefCell;
use std::time::Duration;

use tokio::time::Instant;

use super::wait;
use super::work::Work;
use crate::architecture::Architecture;
use crate::error::Error;
use crate::event::Desk;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::llm::call::NoAnswer;
use crate::models::{Models, Source};
use crate::pipeline::{self, Accepted, Outcome, Terms};
use crate::run::Run;
use crate::tree::{Files, Project};
use crate::ui::Ui;
use crate::verify::{self, Bench, Level};
use crate::workshop::RunWorkshop;

/// Who covers what models added.
const MODEL: &str = "model";

impl Work {
    /// Says why models may not add code in a run, if they may not: nothing counts that was not proven.
    pub(super) fn adds(&self, level: Level, interrupt: &Interrupt) -> Result<(), String> {
        if level == Level::None {
            return Err("nothing proves what is added when nothing is verified".to_owned());
        }
        let found = verify::sandbox(self.allow_unsandboxed);
        let found = found.and_then(|_| verify::node_version(interrupt));
        found.map(|_| ()).map_err(|error| error.to_string())
    }

    /// Tries the change sets of a plan on a project that is there, installed and green.
    pub(super) fn additions(
        &self,
        run: &mut Run,
        project: &Project,
        plan: &Architecture,
        base: Files,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<Outcome, Error> {
        let deadline = left(run).map(|left| Instant::now() + left);
        let terms = Terms {
            jobs: run.begun().models.jobs,
            repairs: run.begun().models.repairs,
            deadline,
        };
        let sandbox = verify::sandbox(self.allow_unsandboxed)?;
        let bench = Bench::new(&run.folder().project(), sandbox, interrupt)?;
        let run = RefCell::new(run);
        let desk = Desk::new(ui);
        let nobody = Source::Nobody;
        let source = self.source.as_ref().unwrap_or(&nobody);
        // Whoever does not answer ends no run whose project is green.
        let models = Models::new(source, Some(&run), &desk, deadline, false, &self.joined);
        let workshop = RunWorkshop::new(&run, bench);
        let guide = self.template.guide();
        wait::until_interrupted(interrupt, async {
            let both = (&models, &workshop);
            let (sets, spec) = (&plan.changes, &project.spec);
            let turned = pipeline::ratchet(sets, spec, base, &guide, both, terms, &desk);
            Ok(turned.await?)
        })
    }
}

/// Returns how much of its time a run has left.
pub(super) fn left(run: &Run) -> Option<Duration> {
    let limit = run.progress().deadline_ms()?;
    let left = u64::try_from(limit - run.worked_ms()).unwrap_or_default();
    Some(Duration::from_millis(left))
}

/// Takes up what was accepted into the project.
pub(super) fn take_up(project: &mut Project, accepted: &Accepted) {
    project.source.files.extend(accepted.code.clone());
    project.tests.files.extend(accepted.tests.clone());
    let mut all = project.spec.requirements.iter_mut();
    if let Some(requirement) = all.find(|it| it.id == accepted.requirement) {
        requirement.covered = Some(true);
        requirement.by = Some(MODEL.to_owned());
        requirement.reason = None;
    }
}

/// Returns the code that what models did not answer ends a run with, if it does; `insists` where
/// nobody else will do.
pub(super) fn exit(outcome: &Outcome, insists: bool) -> Option<Exit> {
    let unanswered = |why: &NoAnswer| match why {
        NoAnswer::Budget | NoAnswer::Deadline => Some(Exit::Budget),
        NoAnswer::Unusable => insists.then_some(Exit::Unusable),
        NoAnswer::Settings | NoAnswer::Later => insists.then_some(Exit::NoProvider),
    };
    outcome.unanswered.iter().find_map(unanswered)
}
