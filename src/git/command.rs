//! Git as a process: in a group of its own, that can be ended at any time from another thread.

#![expect(
    clippy::disallowed_methods,
    reason = "git is started here and nowhere else"
)]

use std::io::{self, BufWriter, PipeReader, Read as _, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Environment, Error};
use crate::group;

/// How often it is looked whether a process that says no more has ended.
const TICK: Duration = Duration::from_millis(1);

/// The most that is kept of what git says when it fails, in characters.
const SAID: usize = 200;

/// The most that is read of what git says, in bytes.
const LONGEST: u64 = 1 << 20;

/// What is off, whatever the user's settings say: programs of others, signatures, work in the
/// background, and files beside the usual ones.
const OFF: [&str; 7] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.splitIndex=false",
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
];

/// What holds the process that runs now, so that it can be ended.
#[derive(Debug, Default)]
pub(super) struct Leash(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    /// Whether nothing more may be started.
    cut: bool,
    child: Option<Child>,
}

impl Leash {
    /// Ends what runs, and lets nothing more be started.
    pub(super) fn cut(&self) {
        let mut held = self.held();
        held.cut = true;
        if let Some(child) = &mut held.child {
            group::kill(child);
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a process; returns its input if it has one.
    fn start(&self, mut command: Command) -> Result<Option<ChildStdin>, Error> {
        let mut held = self.held();
        if held.cut {
            return Err(Error::Ended);
        }
        group::lead(&mut command);
        let mut child = command.spawn().map_err(|source| {
            if source.kind() == io::ErrorKind::NotFound {
                Error::Missing
            } else {
                Error::Run { source }
            }
        })?;
        let input = child.stdin.take();
        held.child = Some(child);
        Ok(input)
    }

    /// Waits until the process has ended, and ends what it left in its group.
    fn wait(&self) -> io::Result<ExitStatus> {
        loop {
            let mut held = self.held();
            let Some(child) = &mut held.child else {
                return Err(io::ErrorKind::NotFound.into());
            };
            if group::has_ended(child)? {
                group::kill(child);
                let status = child.wait();
                held.child = None;
                return status;
            }
            drop(held);
            thread::sleep(TICK);
        }
    }
}

/// What connects a process with this one.
#[derive(Debug)]
struct Pipes {
    input: Option<ChildStdin>,
    output: PipeReader,
}

/// What is wanted of what a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// What it answers.
    Answer,
    /// Why it fails.
    Errors,
}

/// What git answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The code that it ended with; none if it was ended.
    pub(super) code: Option<i32>,
    /// What it printed.
    pub(super) text: String,
}

/// Git in a directory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Git<'a> {
    /// The directory.
    pub(super) folder: &'a Path,
    /// Its environment.
    pub(super) environment: &'a Environment,
    /// What holds its process.
    pub(super) leash: &'a Leash,
}

/// A process that reads what it has to do.
#[derive(Debug)]
pub(super) struct Started<'a> {
    leash: &'a Leash,
    name: &'static str,
    pipes: Pipes,
}

impl<'a> Git<'a> {
    /// Runs a command that is to do something.
    pub(super) fn run(
        &self,
        options: &[&str],
        name: &'static str,
        arguments: &[&str],
    ) -> Result<(), Error> {
        self.start(options, name, arguments, Stdio::null(), Wanted::Errors)?
            .end()
    }

    /// Runs a command and returns what it answers, however it ended.
    pub(super) fn ask(
        &self,
        options: &[&str],
        name: &'static str,
        arguments: &[&str],
    ) -> Result<Answer, Error> {
        self.start(options, name, arguments, Stdio::null(), Wanted::Answer)?
            .answer()
    }

    /// Starts a command that reads what it has to do.
    pub(super) fn feed(
        &self,
        options: &[&str],
        name: &'static str,
        arguments: &[&str],
    ) -> Result<Started<'a>, Error> {
        self.start(options, name, arguments, Stdio::piped(), Wanted::Errors)
    }

    fn start(
        &self,
        options: &[&str],
        name: &'static str,
        arguments: &[&str],
        input: Stdio,
        wanted: Wanted,
    ) -> Result<Started<'a>, Error> {
        let mut command = Command::new("git");
        for setting in OFF {
            command.args(["-c", setting]);
        }
        command
            .args(options)
            .arg(name)
            .args(arguments)
            .current_dir(self.folder)
            .env_clear()
            .envs(self.environment.variables())
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let (output, end) = io::pipe().map_err(|source| Error::Run { source })?;
        match wanted {
            Wanted::Answer => command.stdout(end),
            Wanted::Errors => command.stderr(end),
        };
        Ok(Started {
            leash: self.leash,
            name,
            pipes: Pipes {
                input: self.leash.start(command)?,
                output,
            },
        })
    }
}

impl Started<'_> {
    /// Returns where it reads what it has to do.
    pub(super) fn input(&mut self) -> Option<impl Write> {
        self.pipes.input.as_mut().map(BufWriter::new)
    }

    /// Waits until it ends, and returns why it failed if it did.
    pub(super) fn end(self) -> Result<(), Error> {
        let command = self.name;
        let answer = self.answer()?;
        if answer.code == Some(0) {
            return Ok(());
        }
        let mut lines = answer.text.lines().filter(|line| !line.is_empty());
        let said = match (lines.next(), answer.code) {
            (Some(line), _) => line.strip_prefix("fatal: ").unwrap_or(line).to_owned(),
            (None, Some(code)) => format!("it ended with code {code}"),
            (None, None) => "it was ended by a signal".to_owned(),
        };
        let said = said.chars().filter(|it| !it.is_control()).take(SAID);
        Err(Error::Failed {
            command,
            said: said.collect(),
        })
    }

    fn answer(self) -> Result<Answer, Error> {
        let Pipes { input, output } = self.pipes;
        drop(input);
        let mut bytes = Vec::new();
        let read = output.take(LONGEST).read_to_end(&mut bytes);
        read.map_err(|source| Error::Run { source })?;
        let status = self.leash.wait().map_err(|source| Error::Run { source })?;
        Ok(Answer {
            code: status.code(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}
