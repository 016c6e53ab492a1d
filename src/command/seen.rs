//! What was seen of a project: the checks of a run, as far as they were made, and what they amount to.

use std::collections::BTreeMap;
use std::path::Path;

use super::outcome;
use super::work::Work;
use crate::error::Error;
use crate::event::{ChangeEvent, Event, Reporter as _};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::path::ProjectPath;
use crate::run::Run;
use crate::store;
use crate::tree::Files;
use crate::ui::Ui;
use crate::verify::{self, Check, Level};

/// What was seen of a project.
pub(super) struct Seen {
    /// How much of it.
    pub(super) level: Level,
    /// What the checks saw.
    pub(super) checks: Vec<Check>,
    /// Why verification could not be done, for want of Node or of a sandbox.
    pub(super) failure: Option<Error>,
}

impl Seen {
    /// Returns whether everything was checked and is green.
    pub(super) fn is_whole(&self) -> bool {
        self.level == Level::Full && self.failure.is_none() && verify::green(&self.checks)
    }

    /// Takes up what the checks saw after a change.
    pub(super) fn again(&mut self, checks: &[Check]) {
        for check in checks {
            if let Some(known) = self.checks.iter_mut().find(|it| it.name == check.name) {
                known.clone_from(check);
            }
        }
    }

    /// Looks at the files once more without running anything.
    pub(super) fn glance(&mut self, files: &Files) {
        self.again(&verify::quick(&texts(files)));
    }

    /// Returns the code that a run ends with; `models` is the one for want of what they did not answer.
    pub(super) fn exit(&self, run: &Run, models: Option<Exit>, uncovered: bool) -> Exit {
        if let Some(failure) = &self.failure {
            return failure.status();
        }
        let ran_out = run.progress().ran_out() || models == Some(Exit::Budget);
        let exit = outcome::exit(&self.checks, ran_out, run.begun().strict && uncovered);
        match (exit, models) {
            (Exit::Done | Exit::Uncovered, Some(models)) => models,
            _ => exit,
        }
    }

    /// Returns how much is told to have been verified: what was asked for, or more.
    pub(super) fn told(&self, run: &Run) -> Level {
        self.level.max(run.begun().level)
    }
}

impl Work {
    /// Writes the project and checks it, unless an earlier process did; where models are to add to it,
    /// everything is checked.
    pub(super) fn see(
        &self,
        run: &mut Run,
        files: &Files,
        adds: bool,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<Seen, Error> {
        let asked = run.begun().level;
        let level = if adds { Level::Full } else { asked };
        let mut checks = match level {
            Level::None => Vec::new(),
            Level::Quick | Level::Full => outcome::quick(&texts(files), ui),
        };
        // What is there now may be what is being tried.
        if !(adds && is_checked(run)) {
            write(run, files, level)?;
        }
        interrupt.check()?;
        let glance = checks.clone();
        let mut failure = None;
        if level == Level::Full && verify::green(&checks) {
            match self.full(run, ui, interrupt) {
                Ok(more) => checks.extend(more),
                Err(Error::Verify(verify::Error::Interrupted(signal))) => {
                    return Err(signal.into());
                }
                Err(error @ Error::Verify(_)) => failure = Some(error),
                Err(error) => return Err(error),
            }
        }
        if level > asked && verify::green(&glance) && (failure.is_some() || !verify::green(&checks))
        {
            let red = checks.iter().find(|check| !check.passed());
            let why = red.map_or_else(
                || {
                    failure
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default()
                },
                |check| format!("`{}` is red before anything is added", check.name),
            );
            ui.report(&Event::Change(ChangeEvent::NotPlanned { why }));
            return Ok(Seen {
                level: asked,
                checks: glance,
                failure: None,
            });
        }
        let level = if failure.is_some() {
            Level::Quick
        } else {
            level
        };
        Ok(Seen {
            level,
            checks,
            failure,
        })
    }

    /// Runs those of the project's own scripts that were not run yet, and says what all of them said.
    fn full(&self, run: &mut Run, ui: &mut Ui, interrupt: &Interrupt) -> Result<Vec<Check>, Error> {
        let done = run.progress().checks.clone();
        if done.len() == verify::STEPS.len()
            || !verify::green(&done) && run.progress().delivering.is_some()
        {
            return Ok(done);
        }
        let sandbox = verify::sandbox(self.allow_unsandboxed)?;
        let sandbox = sandbox.as_ref();
        let tier = verify::tier(sandbox);
        let project = run.folder().project();
        let mut failed = None;
        let mut keep = |check: &Check| {
            if failed.is_none() {
                failed = run.checked(check, tier).err();
            }
        };
        let steps = &verify::STEPS;
        let checks = verify::full(steps, &project, sandbox, done, ui, &mut keep, interrupt)?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(checks),
        }
    }
}

/// Returns whether everything was checked before models began to add to it.
fn is_checked(run: &Run) -> bool {
    let checks = &run.progress().checks;
    checks.len() == verify::STEPS.len() && verify::green(checks)
}

/// Writes the project, unless an earlier process did.
fn write(run: &mut Run, files: &Files, level: Level) -> Result<(), Error> {
    if is_written(&run.folder().project(), &contents(files)) {
        return Ok(());
    }
    // What was moved away by a delivery was checked before it.
    if level == Level::Full && run.progress().delivering.is_none() {
        run.rewritten()?;
    }
    Ok(run.folder().write_project(&texts(files))?)
}

/// Returns whether exactly these files are in a project's directory.
fn is_written(project: &Path, contents: &verify::Contents) -> bool {
    let found = store::read_project(project);
    found.is_ok_and(|found| verify::fingerprint(found.files()) == *contents)
}

/// Returns what tells a project's files from others.
pub(super) fn contents(files: &Files) -> verify::Contents {
    let files = files.iter();
    verify::fingerprint(files.map(|(path, text)| (path, text.as_bytes())))
}

/// Returns files as those take them who only look.
pub(super) fn texts(files: &Files) -> BTreeMap<&ProjectPath, &str> {
    let texts = files.iter().map(|(path, text)| (path, text.as_str()));
    texts.collect()
}
