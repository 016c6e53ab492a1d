//! The project's history, made by the user's own git beside other work.
//!
//! A project that is made where no repository is gets one, whose commits are the user's. It is made
//! in a folder of its own that no step of the project can write; when it is whole, its directory is
//! renamed into the project. Nothing of the repository above, if there is one, is changed.
//!
//! # Design
//! Objects come from `git fast-import`: one process, one pack, and exactly the bytes that were
//! given, whatever the user's filters, attributes and ignored files say. The index that `read-tree`
//! writes knows no times, so a history is a function of what it is made from: the same files,
//! identity and times give the same bytes. The process starts before the project is checked and gets
//! what is known by then, so that next to nothing is left to do at the end. No git at all, one that
//! fails and one that hangs are the same to the project: it has no history then, and that is told.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::interrupt::Interrupt;

mod command;
mod environment;
mod error;
mod identity;
mod import;
mod make;

pub use environment::Environment;
pub use error::Error;

use command::Leash;

/// How long the rest of the work may take, once everything is known.
const LIMIT: Duration = Duration::from_secs(10);

/// How often an interruption is looked for meanwhile.
const TICK: Duration = Duration::from_millis(20);

/// A commit that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// What it says.
    pub message: String,
    /// When it was made, in milliseconds since 1970.
    pub at: i64,
    /// The files that it adds or replaces, by their paths, and those that it removes.
    pub changes: BTreeMap<String, Option<Vec<u8>>>,
}

/// What became of a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there, with all commits.
    Committed,
    /// It is there without a commit, because git knows nobody who could have made one.
    Empty,
    /// There is none, because the project will be in the work tree of another.
    Enclosed,
}

/// What a repository is made from.
#[derive(Debug)]
pub struct Plan {
    /// An empty directory, in which `.git` appears.
    pub folder: PathBuf,
    /// Where the project will be.
    pub place: PathBuf,
    /// Files that commits are likely to hold, by their paths.
    pub known: BTreeMap<String, Vec<u8>>,
}

/// A repository that is being made. When this is dropped, whatever still runs for it is ended.
#[derive(Debug)]
pub struct Making {
    leash: Arc<Leash>,
    commits: Option<mpsc::Sender<Vec<Commit>>>,
    made: mpsc::Receiver<Result<Made, Error>>,
    thread: Option<JoinHandle<()>>,
}

impl Making {
    /// Begins to make a repository.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn begin(plan: Plan, environment: Environment) -> io::Result<Self> {
        let leash = Arc::new(Leash::default());
        let (commits, given) = mpsc::channel();
        let (end, made) = mpsc::channel();
        let held = Arc::clone(&leash);
        let work = move || {
            let made = make::make(&plan, &environment, &held, &given);
            // Nobody waits for a repository that was given up.
            end.send(made).unwrap_or_default();
        };
        Ok(Self {
            leash,
            commits: Some(commits),
            made,
            thread: Some(thread::Builder::new().name("git".to_owned()).spawn(work)?),
        })
    }

    /// Makes the commits, and waits until the repository is there.
    ///
    /// # Errors
    /// Says why there is none.
    pub fn finish(mut self, commits: Vec<Commit>, interrupt: &Interrupt) -> Result<Made, Error> {
        if let Some(sender) = self.commits.take() {
            // Who has ended already says why below.
            sender.send(commits).unwrap_or_default();
        }
        let deadline = Instant::now() + LIMIT;
        loop {
            match self.made.recv_timeout(TICK) {
                Ok(made) => return made,
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(Error::Ended),
                Err(mpsc::RecvTimeoutError::Timeout) => interrupt.check()?,
            }
            if Instant::now() >= deadline {
                return Err(Error::Slow { limit: LIMIT });
            }
        }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.commits = None;
        self.leash.cut();
        if let Some(thread) = self.thread.take() {
            // What it died of was told where it died.
            thread.join().unwrap_or_default();
        }
    }
}
