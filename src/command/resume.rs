//! `samocoder resume`: goes on with a run that was interrupted.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::work::{self, RunRecord, Work};
use super::{chain, new, outcome};
use crate::cli::{ModelArgs, ResumeArgs};
use crate::error::Error;
use crate::event::{Event, Finished, Reporter as _};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::models::Unhelped;
use crate::run::{Recording, Run};
use crate::settings::Settings;
use crate::state::{self, Runs};
use crate::store::{self, Target};
use crate::template::Template;
use crate::ui::Ui;

/// Goes on with a run.
pub(super) fn run(args: &ResumeArgs, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let runs = Runs::of(settings.environment.state_dir());
    let named = args.run.clone();
    let none = || Error::NoRun {
        named: named.clone(),
    };
    let folder = match &args.run {
        Some(named) => find(named, &runs)?,
        None => last(&runs)?,
    };
    let folder = folder.ok_or_else(none)?;
    let deadline_ms = args.deadline.as_deref().map(new::deadline).transpose()?;
    chain::flags(&ModelArgs {
        max_usd: args.max_usd.clone(),
        ..ModelArgs::default()
    })?;
    let mut run = Run::resume(&folder, || state::now().wall)?.ok_or_else(none)?;
    let target = run.target()?;
    let after = run.progress().last_step();
    let again = run.again().to_vec();
    ui.report(&Event::Resumed { after, again });
    if let Some(exit) = arrived(&run, &target) {
        return finish(run, &target, exit, ui);
    }
    run.extend(args.max_usd.clone(), deadline_ms)?;
    let begun = run.begun();
    let (max_usd, before) = run.progress().max_usd();
    let recording = match &begun.models.replay {
        Some(hash) => Some(recording(&run, hash)?),
        None => None,
    };
    let asks = run.progress().delivering.is_none();
    let models = ModelArgs {
        chain: begun.models.chain.clone(),
        free: begun.models.free,
        max_usd: max_usd.map(str::to_owned),
        max_wait: begun.models.max_wait.clone(),
        key_stdin: args.key_stdin.clone(),
    };
    let spent = run.progress().spent_before() - before;
    let source = if asks {
        work::source(begun, &models, recording, &target, spent, settings, ui)?
    } else {
        None
    };
    let work = Work {
        draft: None,
        source,
        joined: Cell::new(false),
        template: Template::embedded(&begun.template)?,
        target,
        allow_unsandboxed: args.allow_unsandboxed,
        runs,
        begun_here: false,
    };
    work.go_on(run, ui, &interrupt)
}

/// Reads the recording that a run repeats.
fn recording(run: &Run, hash: &str) -> Result<Recording, Error> {
    let recording = Recording::parse(&run.bytes(hash)?).map_err(|source| Unhelped::Recording {
        path: run.folder().path().to_owned(),
        source,
    })?;
    Ok(recording)
}

/// Returns the run folder that is meant by its own path, by the place of its project or by the
/// run's name.
pub(super) fn find(named: &str, runs: &Runs) -> Result<Option<PathBuf>, Error> {
    let path = Path::new(named);
    if store::is_run_folder(path) {
        return Ok(Some(path.to_path_buf()));
    }
    if !named.is_empty()
        && let Ok(folder) = store::run_folder_of(path)
    {
        if store::is_run_folder(&folder) {
            return Ok(Some(folder));
        }
        store::remove_emptied(&folder);
    }
    let listed = runs.all()?.into_iter().find(|run| run.id == named);
    let folder = listed.map(|run| run.folder);
    Ok(folder.filter(|folder| store::is_run_folder(folder)))
}

/// Returns the folder of the last run that was interrupted.
fn last(runs: &Runs) -> Result<Option<PathBuf>, Error> {
    let mut folders = runs.all()?.into_iter().rev().map(|run| run.folder);
    let left = |folder: &PathBuf| store::is_run_folder(folder) && !store::is_held(folder);
    Ok(folders.find(left))
}

/// Returns how a run ended whose project is at its target already.
fn arrived(run: &Run, target: &Target) -> Option<Exit> {
    let progress = run.progress();
    let moved = || {
        let record = store::read_run(target.path()).ok().flatten()?;
        let record: RunRecord = serde_json::from_str(&record).ok()?;
        (record.id == run.begun().id).then_some(())
    };
    let there = progress.delivered || !run.folder().project().exists() && moved().is_some();
    let code = progress.delivering.filter(|_| there)?;
    Exit::from_code(code)
}

/// Ends a run of which nothing but the folder is left.
fn finish(run: Run, target: &Target, exit: Exit, ui: &mut Ui) -> Result<Exit, Error> {
    let finished = Finished {
        exit,
        target: outcome::shown(target.path()),
        made: None,
        level: outcome::level_name(run.begun().level),
        checks: outcome::results(&run.progress().checks),
        uncovered: Vec::new(),
        next: Vec::new(),
    };
    run.delivered()?;
    ui.report(&Event::Finished(Box::new(finished)));
    Ok(exit)
}
