//! Commands of a project: in a process group of their own, with a clean environment, bounded in
//! time and output, and ended as a whole.
//!
//! A command that leaves its group (`setsid`) escapes the end where there is no sandbox to hold it.

#![expect(
    clippy::disallowed_methods,
    reason = "processes are started here and nowhere else"
)]

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use super::capture::Capture;
use super::environment::Environment;
use super::growth::{Excess, Growth};
use crate::group;
use crate::interrupt::Interrupt;
use crate::sandbox::{self, FAILED, Policy, Sandbox};

/// How often a running command is looked at.
const TICK: Duration = Duration::from_millis(15);

/// How long a command may take to end by itself when it is asked to.
const GRACE: Duration = Duration::from_secs(2);

/// How long the sandbox may take to end what is in it.
const LAST: Duration = Duration::from_secs(10);

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
    /// It was stopped because it wrote too much.
    Grew(Excess),
}

/// A command and what it runs in.
pub(super) struct Job<'a> {
    /// The command.
    pub(super) line: &'a Line,
    /// Where it runs.
    pub(super) directory: &'a Path,
    /// Its environment.
    pub(super) environment: &'a Environment,
    /// After how long it is stopped.
    pub(super) limit: Duration,
    /// What closes it in, and how far.
    pub(super) closed: Option<(&'a Sandbox, &'a Policy)>,
    /// The folders that it may not fill.
    pub(super) watched: &'a [PathBuf],
}

impl<'a> Job<'a> {
    /// Returns a job outside of any sandbox.
    pub(super) fn free(
        line: &'a Line,
        directory: &'a Path,
        environment: &'a Environment,
        limit: Duration,
    ) -> Self {
        Self {
            line,
            directory,
            environment,
            limit,
            closed: None,
            watched: &[],
        }
    }

    /// Returns what to start, and what to write to its input.
    fn command(&self) -> (Command, Option<Vec<u8>>) {
        let Line { program, arguments } = self.line;
        let Some((sandbox, policy)) = self.closed else {
            let mut command = Command::new(program);
            command.args(arguments);
            return (command, None);
        };
        let program = [(*program).to_owned()];
        let words: Vec<_> = program.iter().chain(arguments).cloned().collect();
        let (command, order) = sandbox.wrap(policy, &words);
        (command, Some(order))
    }
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

/// Runs a command until it ends, its time is over, it wrote too much or `interrupt` is raised.
pub(super) fn run(job: &Job<'_>, interrupt: &Interrupt) -> Result<Ran, Error> {
    interrupt.check()?;
    let failed = |source| Error::Spawn {
        command: job.line.shown(),
        directory: job.directory.to_path_buf(),
        source,
    };
    let (mut command, order) = job.command();
    let input = order.as_ref().map_or_else(Stdio::null, |_| Stdio::piped());
    command
        .current_dir(job.directory)
        .env_clear()
        .envs(job.environment.variables())
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    group::lead(&mut command);
    let mut growth = Growth::of(job.watched);
    let mut child = command.spawn().map_err(failed)?;
    let output = Output::of(&mut child);
    let mut lifeline = child.stdin.take();
    if let (Some(lifeline), Some(order)) = (&mut lifeline, order) {
        // A helper that ended before it read its order says why itself.
        lifeline.write_all(&order).unwrap_or_default();
    }
    let waited = wait(&mut child, job.limit, &mut growth, interrupt);
    let waited = waited.and_then(|why| end(&mut child, lifeline, why));
    // What the command left running in its group would otherwise outlive the check.
    group::kill(&mut child);
    let status = child.wait().map_err(failed)?;
    let output = output.text();
    let end = match waited.map_err(failed)? {
        Waited::Ended => End::Exited(status),
        Waited::TimedOut => End::TimedOut,
        Waited::Grew(excess) => End::Grew(excess),
        Waited::Interrupted => {
            interrupt.check()?;
            End::TimedOut
        }
    };
    if job.closed.is_some()
        && status.code() == Some(FAILED.into())
        && let Some(reason) = sandbox::complaint(&output)
    {
        let reason = reason.to_owned();
        return Err(Error::SandboxFailed { reason });
    }
    Ok(Ran { end, output })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waited {
    Ended,
    TimedOut,
    Grew(Excess),
    Interrupted,
}

/// Waits until a command ended or has to be ended.
fn wait(
    child: &mut Child,
    limit: Duration,
    growth: &mut Growth,
    interrupt: &Interrupt,
) -> std::io::Result<Waited> {
    let deadline = Instant::now() + limit;
    loop {
        if group::has_ended(child)? {
            return Ok(Waited::Ended);
        }
        if interrupt.check().is_err() {
            return Ok(Waited::Interrupted);
        }
        if Instant::now() >= deadline {
            return Ok(Waited::TimedOut);
        }
        if let Some(excess) = growth.excess(child.id()) {
            return Ok(Waited::Grew(excess));
        }
        thread::sleep(TICK);
    }
}

/// Ends a command that did not end by itself: first asks its group, then cuts the lifeline.
fn end(child: &mut Child, lifeline: Option<ChildStdin>, why: Waited) -> std::io::Result<Waited> {
    if why == Waited::Ended {
        return Ok(why);
    }
    group::ask_to_end(child);
    // What fills a disk does so in its grace too.
    let grace = match why {
        Waited::Grew(_) => Duration::ZERO,
        Waited::Ended | Waited::TimedOut | Waited::Interrupted => GRACE,
    };
    wait_for_end(child, grace)?;
    if let Some(lifeline) = lifeline {
        drop(lifeline);
        wait_for_end(child, LAST)?;
    }
    Ok(why)
}

fn wait_for_end(child: &mut Child, patience: Duration) -> std::io::Result<()> {
    let last = Instant::now() + patience;
    while Instant::now() < last && !group::has_ended(child)? {
        thread::sleep(TICK);
    }
    Ok(())
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
