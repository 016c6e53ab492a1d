//! The work on a run, from wherever it is to the delivery of its project: what `new` begins and
//! `resume` goes on with.
//!
//! Everything happens in the run folder; the target appears by one rename when the project is there
//! and checked. A project that turned out red is delivered too, with the code and the receipt that
//! say so. A run that is interrupted keeps its folder.

use std::cell::{Cell, RefCell};

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::history::History;
use super::seen::{self, Seen, texts};
use super::{additions, chain, outcome, recorded, wait};
use crate::architecture::Architecture;
use crate::cli::ModelArgs;
use crate::error::Error;
use crate::event::{Desk, Event, Finished, Made, Reporter as _};
use crate::exit::Exit;
use crate::interrupt::{Interrupt, Interrupted};
use crate::models::{Models, Source};
use crate::path::ProjectPath;
use crate::pipeline::{self, Artifact, Engine, Helpers, Start};
use crate::run::{Begun, Delivery, Recording, Run};
use crate::settings::Settings;
use crate::spec::{Spec, file};
use crate::state::{self, Ended, Runs};
use crate::store::{self, Target};
use crate::template::Template;
use crate::tree::{Files, Project};
use crate::ui::{Ui, shell_word};
use crate::verify::{self, Check, Level, Receipt};

/// What `.samocoder/run.json` keeps of a run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RunRecord {
    /// The version of its format.
    pub(super) format: u32,
    /// The run.
    pub(super) id: String,
    /// The code that it ended with.
    pub(super) code: u8,
    /// How long processes were at work on it.
    pub(super) elapsed_ms: i64,
    /// What models cost, in US dollars.
    #[serde(default)]
    pub(super) usd: f64,
}

impl RunRecord {
    fn of(run: &Run, exit: Exit) -> Self {
        Self {
            format: 1,
            id: run.begun().id.clone(),
            code: exit.code(),
            elapsed_ms: run.worked_ms(),
            usd: run.progress().spent(),
        }
    }
}

/// What work on a run needs besides the run.
pub(super) struct Work {
    pub(super) target: Target,
    pub(super) template: Template,
    /// Whether checks may run where there is no sandbox.
    pub(super) allow_unsandboxed: bool,
    /// Where the runs of this machine are listed.
    pub(super) runs: Runs,
    /// Whether this process began the run; then nothing is lost with it but what was paid for.
    pub(super) begun_here: bool,
    /// What rules made of the start, if that was done.
    pub(super) draft: Option<Spec>,
    /// Who answers for models, if anybody is asked.
    pub(super) source: Option<Source>,
    /// Whether it was told who can be asked.
    pub(super) joined: Cell<bool>,
}

/// Returns who answers for models in a run that has cost so much before: a recording, or the chain
/// that it began with.
pub(super) fn source(
    begun: &Begun,
    args: &ModelArgs,
    recording: Option<Recording>,
    target: &Target,
    spent: f64,
    settings: &Settings,
    ui: &Ui,
) -> Result<Option<Source>, Error> {
    if let Some(recording) = recording {
        return Ok(Some(Source::Recording(Box::new(recording))));
    }
    match (&begun.start, begun.engine) {
        (Start::Spec(_), _) | (_, Engine::Builtin) => Ok(None),
        (Start::Idea(_), Engine::Auto | Engine::Model) => {
            let chain = chain::of_run(args, target.path(), spent, settings, ui)?;
            chain::needed(chain, begun.models.insists)
        }
    }
}

/// A project that was checked.
struct Checked {
    project: Project,
    seen: Seen,
    exit: Exit,
    /// What the project's history will hold.
    history: Option<History>,
}

impl Work {
    /// Goes on with a run to its end.
    pub(super) fn go_on(
        &self,
        mut run: Run,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<Exit, Error> {
        let (folder, target) = (run.folder().path(), self.target.path());
        self.runs
            .begun(&run.begun().id, run.begun().at, folder, target);
        let checked = self
            .make(&mut run, ui, interrupt)
            .and_then(|(project, plan)| self.check(&mut run, project, &plan, ui, interrupt))
            .and_then(|mut checked| {
                let history = checked.history.take();
                History::settle(history, &run, ui, interrupt).map(|()| checked)
            });
        match checked {
            Ok(checked) => self.deliver(run, checked, ui),
            Err(Error::Interrupted(signal)) => Err(self.stopped(signal)),
            Err(error) => {
                // What models said would be no better for going on.
                let lost = error.status() == Exit::Unusable;
                self.failed(run, !lost, ui);
                Err(error)
            }
        }
    }

    /// Removes a run of this process that failed, unless it can go on with what was paid for.
    fn failed(&self, run: Run, goes_on: bool, ui: &Ui) {
        if goes_on && run.progress().has_asked() {
            let resume = self.resume_command();
            ui.notices(&[format!("what models answered is kept: `{resume}` goes on")]);
        } else if self.begun_here {
            self.runs.removed(&run.begun().id);
            // The error that ended the run matters more than one of tidying up.
            run.discard().unwrap_or_default();
        }
    }

    fn resume_command(&self) -> String {
        let target = outcome::shown(self.target.path());
        format!(
            "samocoder resume {}",
            shell_word(&target.display().to_string())
        )
    }

    fn stopped(&self, signal: Interrupted) -> Error {
        Error::Stopped {
            signal,
            resume: self.resume_command(),
        }
    }

    /// Runs the stages that are missing.
    fn make(
        &self,
        run: &mut Run,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<(Project, Architecture), Error> {
        let begun = run.begun();
        let (start, insist) = (begun.start.clone(), begun.models.insists);
        let left = additions::left(run).map(|left| Instant::now() + left);
        let level = begun.level;
        let adds = || self.adds(level, interrupt);
        let made = pipeline::Made {
            draft: self.draft.clone(),
            ..run.made()?
        };
        let run = RefCell::new(run);
        let desk = Desk::new(ui);
        let models = self
            .source
            .as_ref()
            .map(|source| Models::new(source, Some(&run), &desk, left, insist, &self.joined));
        let helpers = models.as_ref().map(|llm| Helpers {
            llm,
            insist,
            adds: &adds,
        });
        let mut keep = |artifact: Artifact<'_>| -> Result<(), Error> {
            run.borrow_mut().keep(artifact)?;
            Ok(interrupt.check()?)
        };
        let helpers = helpers.as_ref();
        let stages = pipeline::run(start, made, &self.template, helpers, &desk, &mut keep);
        wait::until_interrupted(interrupt, stages)
    }

    /// Writes the project, checks it, has added what models add, and writes down what was seen.
    fn check(
        &self,
        run: &mut Run,
        mut project: Project,
        plan: &Architecture,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<Checked, Error> {
        let toml = file::to_toml(&project.spec) + &run.begun().settings;
        pipeline::add_left_out(&mut project.spec, plan);
        let mut files: Files = project.source.files.clone();
        files.extend(project.tests.files.clone());
        files.insert(spec_path()?, toml);
        let mut history = self.history(run, &files, ui)?;
        let base = store::base(&texts(&files))?;
        let adds = !plan.changes.is_empty();
        let mut seen = self.see(run, &files, adds, ui, interrupt)?;
        let mut code = None;
        if adds && seen.is_whole() {
            let outcome = self.additions(run, &project, plan, files.clone(), ui, interrupt)?;
            for accepted in &outcome.accepted {
                additions::take_up(&mut project, accepted);
                files.extend(accepted.code.clone());
                files.extend(accepted.tests.clone());
                seen.again(&accepted.checks);
                if let Some(history) = &mut history {
                    history.commit(accepted);
                }
            }
            code = additions::exit(&outcome, run.begun().models.insists);
            seen.glance(&files);
        }
        if adds {
            run.folder().place_files(&files)?;
        }
        let exit = seen.exit(run, code, project.spec.uncovered().next().is_some());
        let mut receipt = receipt(seen.level, &seen.checks, &project, plan);
        receipt.files = seen::contents(&files);
        let tier = run.progress().tier.clone();
        receipt.sandbox = tier.filter(|_| seen.level == Level::Full);
        let record = RunRecord::of(run, exit);
        let receipt = receipt.to_json()?;
        run.folder().write_own(&base, &receipt, &record)?;
        if let Some(history) = &mut history {
            history.add(store::own_files(&base, &receipt));
        }
        Ok(Checked {
            project,
            seen,
            exit,
            history,
        })
    }

    /// Begins the history of a project that is to have one.
    fn history(&self, run: &Run, files: &Files, ui: &mut Ui) -> Result<Option<History>, Error> {
        if !run.begun().git || run.begun().delivery == Delivery::Zip {
            return Ok(None);
        }
        let files = files.iter();
        let files = files.map(|(path, text)| (path.as_str().to_owned(), text.clone().into_bytes()));
        History::begin(run, self.target.path(), files.collect(), ui)
    }

    fn deliver(&self, mut run: Run, checked: Checked, ui: &mut Ui) -> Result<Exit, Error> {
        let zip = run.begun().delivery == Delivery::Zip;
        let root = checked.project.spec.name.clone();
        if let Err(error) = recorded::write(&run) {
            self.failed(run, true, ui);
            return Err(error);
        }
        let delivered = run.delivering(checked.exit.code()).and_then(|()| {
            if zip {
                let entries = store::archive_entries(&run.folder().project())?;
                store::save_archive(&self.target, entries, &root, Some(run.folder()))
            } else {
                run.folder().deliver(&self.target, ui).map(|_| ())
            }
        });
        if let Err(error) = delivered {
            self.failed(run, true, ui);
            return Err(error.into());
        }
        let finished = self.finished(&run, &checked);
        self.runs.ended(&run.begun().id, ended(&run, &checked));
        run.delivered()?;
        ui.report(&Event::Finished(Box::new(finished)));
        match checked.seen.failure {
            Some(error) => Err(error),
            None => Ok(checked.exit),
        }
    }

    fn finished(&self, run: &Run, checked: &Checked) -> Finished {
        let spec = &checked.project.spec;
        let target = outcome::shown(self.target.path());
        let place = shell_word(&target.display().to_string());
        let command = "npm install && npm run dev".to_owned();
        let next = match run.begun().delivery {
            Delivery::Zip => vec![format!("unzip {place} && cd {}", spec.name), command],
            Delivery::Directory => vec![format!("cd {place}"), command],
        };
        Finished {
            exit: checked.exit,
            target,
            made: Some(made(&checked.project)),
            level: outcome::level_name(checked.seen.told(run)),
            checks: outcome::results(&checked.seen.checks),
            uncovered: spec.uncovered().cloned().collect(),
            next,
        }
    }
}

/// Returns the receipt of a project, but for its files and the sandbox.
fn receipt(level: Level, checks: &[Check], project: &Project, plan: &Architecture) -> Receipt {
    let template = verify::Template {
        name: plan.template.name.clone(),
        version: plan.template.version.clone(),
    };
    let mut receipt = Receipt::new(template, level, checks);
    receipt.coverage.clone_from(&project.spec.requirements);
    receipt.sealed = verify::seal(&project.tests.files);
    receipt
}

/// Returns what the list of runs keeps of the end.
fn ended(run: &Run, checked: &Checked) -> Ended {
    let asked = &checked.project.spec.requirements;
    let files = checked.project.files();
    Ended {
        at: state::now().wall,
        code: checked.exit.code(),
        covered: asked.iter().filter(|it| it.covered == Some(true)).count(),
        asked: asked.len(),
        bytes: files.values().map(|text| text.len() as u64).sum(),
        usd: run.progress().spent(),
    }
}

fn made(project: &Project) -> Made {
    let Spec {
        title, entities, ..
    } = &project.spec;
    let labels = |entity: &crate::spec::Entity| {
        let fields = entity.fields.iter().map(|field| field.label.clone());
        fields
            .chain(
                entity
                    .relations
                    .iter()
                    .map(|relation| relation.label.clone()),
            )
            .collect()
    };
    Made {
        title: title.clone(),
        entities: entities
            .iter()
            .map(|it| (it.label_plural.clone(), labels(it)))
            .collect(),
        files: project.source.files.len() + project.tests.files.len(),
        tests: project.tests.files.len(),
    }
}

/// Returns the path of the spec in a project.
fn spec_path() -> Result<ProjectPath, Error> {
    let file = "samocoder.toml";
    ProjectPath::parse(file).map_err(|source| {
        crate::template::Error::Path {
            file: file.to_owned(),
            source,
        }
        .into()
    })
}
