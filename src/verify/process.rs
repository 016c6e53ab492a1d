//! Commands of a project: in a process group of their own, with a clean environment, bounded in
//! time and output, and ended as a whole.
//!
//! A command that leaves its group (`setsid`) escapes the end; only a sandbox can hold it.

#![expect(
    clippy::disallowed_methods,
    reason = "processes are started here and nowhere else"
)]

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use super::capture::Capture;
use super::environment::Environment;
use crate::interrupt::Interrupt;

#[cfg(not(unix))]
#[path = "process/tree.rs"]
mod group;
#[cfg(unix)]
mod group;

/// How often a running command is looked at.
const TICK: Duration = Duration::from_millis(15);

/// How long a command may take to end by itself when it is asked to.
const GRACE: Duration = Duration::from_secs(2);

/// How long output is waited for that a process outside the group still holds open.
const DRAIN: Duration = Duration::from_secs(1);

/// A command with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    program: &'static str,
    arguments: Vec<String>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// By itself.
    Exited(ExitStatus),
    /// It was stopped because its time was over.
    TimedOut,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Ran {
    /// How it ended.
    pub(super) end: End,
    /// What it printed on both streams, bounded, as plain text.
    pub(super) output: String,
}

impl Line {
    /// Returns a command line.
    pub(super) fn new<S: Into<String>>(
        program: &'static str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            program,
            arguments: arguments.into_iter().map(Into::into).collect(),
        }
    }

    /// Returns it as a person would type it.
    pub(super) fn shown(&self) -> String {
        let words = [self.program.to_owned()];
        words
            .into_iter()
            .chain(self.arguments.iter().cloned())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Ran {
    /// Returns whether it ended by itself and said that all is well.
    pub(super) fn succeeded(&self) -> bool {
        matches!(self.end, End::Exited(status) if status.success())
    }
}

/// Runs a command in `directory` until it ends, its time is over or `interrupt` is raised.
pub(super) fn run(
    line: &Line,
    directory: &Path,
    environment: &Environment,
    limit: Duration,
    interrupt: &Interrupt,
) -> Result<Ran, Error> {
    interrupt.check()?;
    let failed = |source| Error::Spawn {
        command: line.shown(),
        directory: directory.to_path_buf(),
        source,
    };
    let mut command = Command::new(line.program);
    command
        .args(&line.arguments)
        .current_dir(directory)
        .env_clear()
        .envs(environment.variables())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    group::lead(&mut command);
    let mut child = command.spawn().map_err(failed)?;
    let output = Output::of(&mut child);
    let waited = wait(&mut child, limit, interrupt);
    // What the command left running in its group would otherwise outlive the check.
    group::kill(&mut child);
    let status = child.wait().map_err(failed)?;
    let output = output.text();
    let end = match waited.map_err(failed)? {
        Waited::Ended => End::Exited(status),
        Waited::TimedOut => End::TimedOut,
        Waited::Interrupted => {
            interrupt.check()?;
            End::TimedOut
        }
    };
    Ok(Ran { end, output })
}

enum Waited {
    Ended,
    TimedOut,
    Interrupted,
}

fn wait(child: &mut Child, limit: Duration, interrupt: &Interrupt) -> std::io::Result<Waited> {
    let deadline = Instant::now() + limit;
    loop {
        if group::has_ended(child)? {
            return Ok(Waited::Ended);
        }
        let why = if interrupt.check().is_err() {
            Waited::Interrupted
        } else if Instant::now() >= deadline {
            Waited::TimedOut
        } else {
            thread::sleep(TICK);
            continue;
        };
        group::ask_to_end(child);
        let last = Instant::now() + GRACE;
        while Instant::now() < last && !group::has_ended(child)? {
            thread::sleep(TICK);
        }
        return Ok(why);
    }
}

/// Both streams of a child, read by a thread each.
struct Output {
    capture: Arc<Mutex<Capture>>,
    ended: mpsc::Receiver<()>,
}

impl Output {
    fn of(child: &mut Child) -> Self {
        let capture = Arc::new(Mutex::new(Capture::default()));
        let (end, ended) = mpsc::channel();
        if let Some(stream) = child.stdout.take() {
            read(stream, Arc::clone(&capture), end.clone());
        }
        if let Some(stream) = child.stderr.take() {
            read(stream, Arc::clone(&capture), end);
        }
        Self { capture, ended }
    }

    /// Returns what was printed. The channel closes when both streams ended.
    fn text(self) -> String {
        let last = Instant::now() + DRAIN;
        loop {
            let left = last.saturating_duration_since(Instant::now());
            if self.ended.recv_timeout(left).is_err() {
                break;
            }
        }
        let capture = self.capture.lock().unwrap_or_else(PoisonError::into_inner);
        capture.text()
    }
}

fn read(
    mut stream: impl Read + Send + 'static,
    capture: Arc<Mutex<Capture>>,
    end: mpsc::Sender<()>,
) {
    thread::spawn(move || {
        let mut buffer = [0; 8 * 1024];
        while let Ok(length @ 1..) = stream.read(&mut buffer) {
            let mut capture = capture.lock().unwrap_or_else(PoisonError::into_inner);
            capture.push(buffer.get(..length).unwrap_or_default());
        }
        drop(end);
    });
}

#[cfg(test)]
mod tests;
