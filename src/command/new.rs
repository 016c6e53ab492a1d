//! `samocoder new`: an idea or a spec becomes a project in a directory or a ZIP.
//!
//! As soon as the project's name is known, a run begins in its folder beside the target; what
//! becomes of it is in [`super::work`].

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::work::{self, Work};
use super::{config, input, outcome, plan, recorded};
use crate::cli::{Engine, MinEngine, NewArgs, VerifyLevel};
use crate::error::Error;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::llm::wait::duration;
use crate::models::Unhelped;
use crate::pipeline;
use crate::run::{Begun, Delivery, Models, Progress, Run};
use crate::settings::value::Value;
use crate::settings::{Settings, load};
use crate::state;
use crate::store::{self, Force, RunFolder, Target};
use crate::template::Template;
use crate::tree::sha256;
use crate::ui::{Ui, shell_word};
use crate::verify::Level;

/// Makes a project.
pub(super) fn run(args: &NewArgs, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let at = state::now().wall;
    let template = Template::embedded(&args.source.template)?;
    if let Some(output) = &args.output {
        target(args, output)?;
    }
    check_engine(args)?;
    let deadline_ms = args.deadline.as_deref().map(deadline).transpose()?;
    if let Some(record) = &args.record {
        recorded::check(record, args.force)?;
    }
    let replayed = args.replay.as_deref();
    let replayed = replayed.map(|path| recorded::read(path, template.name()));
    let replayed = replayed.transpose()?;
    let given = match &replayed {
        Some((recording, _)) if args.source.idea.is_none() => input::Given {
            start: recording.start.clone(),
            run: recording.settings.clone(),
        },
        Some(_) | None => input::start(&args.source)?,
    };
    let draft = pipeline::draft(given.start.clone(), &template)?;
    interrupt.check()?;
    let output = args.output.as_deref().unwrap_or(Path::new(&draft.name));
    let target = target(args, output)?;
    let (recording, bytes) = replayed.unzip();
    if args.record.as_deref().map(absolute).as_deref() == Some(target.path()) {
        let (flag, expects) = ("--record", "another place than that of the project");
        return Err(Error::Flag { flag, expects });
    }
    let begun = Begun {
        id: id(&draft.name)?,
        samocoder: env!("CARGO_PKG_VERSION").to_owned(),
        at,
        start: given.start,
        settings: given.run,
        template: template.name().to_owned(),
        target: target.name().to_owned(),
        delivery: delivery(args, output).0,
        force: args.force,
        level: level(args.verify),
        strict: args.source.strict,
        git: git(args, settings)?,
        engine: plan::engine(args.source.engine),
        models: models(args, deadline_ms, bytes.as_deref()),
    };
    let source = work::source(&begun, &args.models, recording, &target, 0.0, settings, ui)?;
    refuse_unfinished(&target, args.force)?;
    let run = begin(begun, &target, bytes.as_deref())?;
    let work = Work {
        target,
        template,
        allow_unsandboxed: args.allow_unsandboxed,
        runs: state::Runs::of(settings.environment.state_dir()),
        begun_here: true,
        draft: Some(draft),
        source,
        joined: Cell::new(false),
    };
    work.go_on(run, ui, &interrupt)
}

/// Begins a run, with the recording that it repeats.
fn begin(begun: Begun, target: &Target, recording: Option<&[u8]>) -> Result<Run, Error> {
    let run = Run::begin(RunFolder::start(target)?, begun, || state::now().wall)?;
    if let Some(bytes) = recording
        && let Err(error) = run.keep_bytes(bytes)
    {
        // The error that ended the run matters more than one of tidying up.
        run.discard().unwrap_or_default();
        return Err(error.into());
    }
    Ok(run)
}

/// Returns how models are reached, as it was typed.
fn models(args: &NewArgs, deadline_ms: Option<i64>, recording: Option<&[u8]>) -> Models {
    Models {
        chain: args.models.chain.clone(),
        free: args.models.free,
        max_usd: args.models.max_usd.clone(),
        max_wait: args.models.max_wait.clone(),
        deadline_ms,
        jobs: args.jobs.into(),
        repairs: args.repairs.into(),
        insists: args.min_engine == MinEngine::Model || args.source.engine == Engine::Model,
        record: args.record.as_deref().map(absolute),
        replay: recording.map(sha256),
    }
}

/// Refuses what only models can do where nobody asks them.
fn check_engine(args: &NewArgs) -> Result<(), Error> {
    let expects = match (args.source.engine, args.min_engine, &args.replay) {
        (Engine::Builtin, _, Some(_)) => "`auto` or `model` with `--replay`",
        (Engine::Builtin, MinEngine::Model, None) => "`auto` or `model` with `--min-engine model`",
        (Engine::Builtin, MinEngine::Builtin, None) | (Engine::Auto | Engine::Model, _, _) => {
            return Ok(());
        }
    };
    let flag = "--engine";
    Err(Error::Flag { flag, expects })
}

/// Reads how long a run may take, in milliseconds.
pub(super) fn deadline(text: &str) -> Result<i64, Error> {
    let time = duration(text).filter(|time| !time.is_zero());
    let time = time.and_then(|time| i64::try_from(time.as_millis()).ok());
    time.ok_or(Error::Flag {
        flag: "--deadline",
        expects: "a time such as `90s` or `10m`",
    })
}

/// Refuses to throw away answers that were paid for in a run that was not finished.
fn refuse_unfinished(target: &Target, force: bool) -> Result<(), Error> {
    let folder = target.run_folder();
    if force || !store::is_run_folder(&folder) || store::is_held(&folder) {
        return Ok(());
    }
    // What can't be read has nothing that could be gone on with.
    let progress = Progress::of(&folder).ok().flatten();
    match progress.filter(Progress::has_asked) {
        Some(progress) => {
            let word = shell_word(&outcome::shown(target.path()).display().to_string());
            Err(Unhelped::Unfinished {
                target: outcome::shown(target.path()),
                resume: format!("samocoder resume {word}"),
                remove: format!("samocoder runs remove {}", progress.begun.id),
            }
            .into())
        }
        None => Ok(()),
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns what a run is called on this machine: after its project, and unlike any other.
fn id(name: &str) -> Result<String, Error> {
    let mut bytes = [0; 3];
    getrandom::fill(&mut bytes).map_err(|source| Error::Random { source })?;
    let [a, b, c] = bytes;
    Ok(format!("{name}-{a:02x}{b:02x}{c:02x}"))
}

/// Returns whether the project is to become a repository.
fn git(args: &NewArgs, settings: &Settings) -> Result<bool, Error> {
    let flag = || ("git", "--no-git", Value::Flag(false));
    let flags = args.no_git.then(flag).into_iter().collect();
    let layers = load::layers(&settings.environment, flags, &config::here()?)?;
    let git = layers.get("git").map(|entry| &entry.value);
    Ok(git == Some(&Value::Flag(true)))
}

fn level(level: VerifyLevel) -> Level {
    match level {
        VerifyLevel::None => Level::None,
        VerifyLevel::Quick => Level::Quick,
        VerifyLevel::Full => Level::Full,
    }
}

/// Returns what kind of thing is asked for at a path, and the path that it gets.
fn delivery(args: &NewArgs, output: &Path) -> (Delivery, PathBuf) {
    let is_zip = output
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    if is_zip {
        (Delivery::Zip, output.to_owned())
    } else if args.zip {
        let mut name = output.file_name().unwrap_or_default().to_owned();
        name.push(".zip");
        (Delivery::Zip, output.with_file_name(name))
    } else {
        (Delivery::Directory, output.to_owned())
    }
}

/// Checks that the project may appear where it should.
fn target(args: &NewArgs, output: &Path) -> Result<Target, Error> {
    let force = if args.force { Force::Yes } else { Force::No };
    Ok(match delivery(args, output) {
        (Delivery::Directory, path) => Target::directory(&path, force)?,
        (Delivery::Zip, path) => Target::archive(&path, force)?,
    })
}
