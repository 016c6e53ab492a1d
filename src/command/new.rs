//! `samocoder new`: an idea or a spec becomes a project in a directory or a ZIP.
//!
//! Everything happens in a run folder beside the target; the target appears by one rename when the
//! project is there and checked. A project that turned out red is delivered too, with the code and
//! the receipt that say so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::{input, outcome, plan};
use crate::architecture::Architecture;
use crate::cli::{NewArgs, VerifyLevel};
use crate::error::Error;
use crate::event::{Event, Finished, Made, Reporter as _};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::path::ProjectPath;
use crate::pipeline::{self, Artifact, Start};
use crate::spec::{Spec, file};
use crate::store::{self, Force, RunFolder, Target};
use crate::template::Template;
use crate::tree::Project;
use crate::ui::{Ui, shell_word};
use crate::verify::{self, Check, Level, Receipt};

/// What `.samocoder/run.json` keeps of a run.
#[derive(Debug, Serialize)]
struct RunRecord {
    format: u32,
    code: u8,
    elapsed_ms: u128,
}

/// What kind of thing appears at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delivery {
    Directory,
    Zip,
}

/// Makes a project.
pub(super) fn run(args: &NewArgs, ui: &mut Ui) -> Result<Exit, Error> {
    let started = Instant::now();
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let template = Template::embedded(&args.source.template)?;
    if let Some(output) = &args.output {
        target(args, output)?;
    }
    let input::Given { start, run } = input::start(&args.source)?;
    let mut folder = None;
    let (project, plan) = make(args, start, &template, ui, &interrupt, &mut folder)?;
    let Some((folder, target)) = folder else {
        return Err(Error::NoIdea);
    };
    let work = Work {
        args,
        project,
        run,
        plan,
        folder,
        target,
        started,
    };
    work.finish(ui, &interrupt)
}

/// Runs the stages; the run folder is made as soon as the project's name is known.
fn make(
    args: &NewArgs,
    start: Start,
    template: &Template,
    ui: &mut Ui,
    interrupt: &Interrupt,
    folder: &mut Option<(RunFolder, Target)>,
) -> Result<(Project, Architecture), Error> {
    let idea = match &start {
        Start::Idea(idea) => Some(idea.clone()),
        Start::Spec(_) => None,
    };
    let mut keep = |artifact: Artifact<'_>| -> Result<(), Error> {
        if let Artifact::Spec(spec) = artifact {
            let target = match &args.output {
                Some(output) => target(args, output)?,
                None => target(args, Path::new(&spec.name))?,
            };
            let made = RunFolder::start(&target)?;
            if let Some(idea) = &idea {
                made.save("idea", idea)?;
            }
            *folder = Some((made, target));
        }
        if let Some((folder, _)) = folder {
            match artifact {
                Artifact::Spec(spec) => folder.save("spec", spec)?,
                Artifact::Architecture(plan) => folder.save("architecture", plan)?,
                Artifact::Source(tree) => folder.save("source", tree)?,
                Artifact::Tests(tree) => folder.save("tests", tree)?,
            }
        }
        Ok(interrupt.check()?)
    };
    let made = pipeline::run(start, template, ui, &mut keep);
    if made.is_err()
        && let Some((folder, _)) = folder.take()
    {
        // The error that ended the run matters more than one of tidying up.
        folder.discard().unwrap_or_default();
    }
    made
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

/// A project that was rendered and is to be written, checked and delivered.
struct Work<'a> {
    args: &'a NewArgs,
    project: Project,
    /// What its spec file says of runs.
    run: String,
    plan: Architecture,
    folder: RunFolder,
    target: Target,
    started: Instant,
}

impl Work<'_> {
    fn finish(mut self, ui: &mut Ui, interrupt: &Interrupt) -> Result<Exit, Error> {
        let toml = file::to_toml(&self.project.spec) + &self.run;
        plan::add_left_out(&mut self.project.spec, &self.plan);
        match self.write_and_check(&toml, ui, interrupt) {
            Ok((checks, failure)) => self.deliver(&checks, failure, ui),
            Err(error) => {
                // The error that ended the run matters more than one of tidying up.
                self.folder.discard().unwrap_or_default();
                Err(error)
            }
        }
    }

    /// Writes the project and checks it. A verification that can't be done, for want of Node, is
    /// returned beside the checks that were.
    fn write_and_check(
        &self,
        toml: &str,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<(Vec<Check>, Option<Error>), Error> {
        let spec_path = spec_path()?;
        let mut files = self.project.files();
        files.insert(&spec_path, toml);
        let mut checks = match self.args.verify {
            VerifyLevel::None => Vec::new(),
            VerifyLevel::Quick | VerifyLevel::Full => outcome::quick(&files, ui),
        };
        let base = store::base(&files)?;
        self.folder.write_project(&files)?;
        interrupt.check()?;
        let mut failure = None;
        let mut tier = None;
        if self.args.verify == VerifyLevel::Full && verify::green(&checks) {
            match self.full(ui, interrupt) {
                Ok((more, name)) => {
                    checks.extend(more);
                    tier = Some(name.to_owned());
                }
                Err(verify::Error::Interrupted(signal)) => return Err(signal.into()),
                Err(error) => failure = Some(error.into()),
            }
        }
        let mut receipt = self.receipt(&files, &checks, failure.is_some());
        receipt.sandbox = tier;
        let exit = self.exit(&checks, failure.as_ref());
        let elapsed_ms = self.started.elapsed().as_millis();
        let run = RunRecord {
            format: 1,
            code: exit.code(),
            elapsed_ms,
        };
        self.folder.write_own(&base, &receipt.to_json()?, &run)?;
        Ok((checks, failure))
    }

    /// Runs the project's own scripts; returns what they said and the tier of the sandbox.
    fn full(
        &self,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<(Vec<Check>, &'static str), verify::Error> {
        let sandbox = verify::sandbox(self.args.allow_unsandboxed)?;
        let sandbox = sandbox.as_ref();
        let project = self.folder.project();
        let checks = verify::full(&verify::STEPS, &project, sandbox, ui, interrupt)?;
        Ok((checks, verify::tier(sandbox)))
    }

    fn receipt(
        &self,
        files: &BTreeMap<&ProjectPath, &str>,
        checks: &[Check],
        only_quick: bool,
    ) -> Receipt {
        let template = verify::Template {
            name: self.plan.template.name.clone(),
            version: self.plan.template.version.clone(),
        };
        let level = if only_quick {
            Level::Quick
        } else {
            self.level()
        };
        let mut receipt = Receipt::new(template, level, checks);
        receipt.coverage.clone_from(&self.project.spec.requirements);
        receipt.sealed = verify::seal(&self.project.tests.files);
        receipt.files =
            verify::fingerprint(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        receipt
    }

    fn level(&self) -> Level {
        match self.args.verify {
            VerifyLevel::None => Level::None,
            VerifyLevel::Quick => Level::Quick,
            VerifyLevel::Full => Level::Full,
        }
    }

    fn exit(&self, checks: &[Check], failure: Option<&Error>) -> Exit {
        let uncovered = self.project.spec.uncovered().next().is_some();
        match failure {
            Some(error) => error.status(),
            None => outcome::exit(checks, self.args.source.strict && uncovered),
        }
    }

    fn deliver(self, checks: &[Check], failure: Option<Error>, ui: &mut Ui) -> Result<Exit, Error> {
        let exit = self.exit(checks, failure.as_ref());
        let zip = match &self.args.output {
            Some(output) => delivery(self.args, output).0 == Delivery::Zip,
            None => self.args.zip,
        };
        let delivered = if zip {
            let entries = store::archive_entries(&self.folder.project())?;
            let root = &self.project.spec.name;
            store::save_archive(&self.target, entries, root)
        } else {
            self.folder.deliver(&self.target, ui).map(|_| ())
        };
        let finished = self.finished(exit, zip, checks);
        let discarded = self.folder.discard();
        delivered?;
        discarded?;
        if let Some(error) = failure {
            ui.report(&Event::Finished(Box::new(finished)));
            return Err(error);
        }
        ui.report(&Event::Finished(Box::new(finished)));
        Ok(exit)
    }

    fn finished(&self, exit: Exit, zip: bool, checks: &[Check]) -> Finished {
        let spec = &self.project.spec;
        let target = outcome::shown(self.target.path());
        let place = shell_word(&target.display().to_string());
        let run = "npm install && npm run dev".to_owned();
        let next = if zip {
            vec![format!("unzip {place} && cd {}", spec.name), run]
        } else {
            vec![format!("cd {place}"), run]
        };
        Finished {
            exit,
            target,
            made: Some(made(&self.project)),
            level: outcome::level_name(self.level()),
            checks: outcome::results(checks),
            uncovered: spec.uncovered().cloned().collect(),
            next,
        }
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
