//! `samocoder new`: an idea or a spec becomes a project in a directory or a ZIP.
//!
//! As soon as the project's name is known, a run begins in its folder beside the target; what
//! becomes of it is in [`super::work`].

use std::path::{Path, PathBuf};

use super::work::Work;
use super::{config, input};
use crate::cli::{NewArgs, VerifyLevel};
use crate::error::Error;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::pipeline::{self, Artifact};
use crate::run::{Begun, Delivery, Run};
use crate::settings::value::Value;
use crate::settings::{Settings, load};
use crate::state;
use crate::store::{Force, RunFolder, Target};
use crate::template::Template;
use crate::ui::Ui;
use crate::verify::Level;

/// Makes a project.
pub(super) fn run(args: &NewArgs, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let at = state::now().wall;
    let template = Template::embedded(&args.source.template)?;
    if let Some(output) = &args.output {
        target(args, output)?;
    }
    let given = input::start(&args.source)?;
    let spec = pipeline::analysis(given.start.clone(), &template, ui)?;
    interrupt.check()?;
    let output = args.output.as_deref().unwrap_or(Path::new(&spec.name));
    let target = target(args, output)?;
    let begun = Begun {
        id: id(&spec.name)?,
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
    };
    let mut run = Run::begin(RunFolder::start(&target)?, begun, || state::now().wall)?;
    let work = Work {
        target,
        template,
        allow_unsandboxed: args.allow_unsandboxed,
        runs: state::Runs::of(settings.environment.state_dir()),
        begun_here: true,
    };
    let kept = run.keep(Artifact::Spec(&spec));
    match kept {
        Ok(()) => work.go_on(run, ui, &interrupt),
        Err(error) => {
            // The error that ended the run matters more than one of tidying up.
            run.discard().unwrap_or_default();
            Err(error.into())
        }
    }
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
