//! What happened: the events that core code emits and the trait of whoever tells them.
//!
//! Core code never prints. It calls [`Reporter::report`]; `ui` decides what a person, a script or
//! nobody gets to see.

use std::path::PathBuf;
use std::time::Duration;

use crate::exit::Exit;
use crate::spec::Requirement;
use crate::stage::Stage;

/// Something that happened while samocoder worked.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A stage began.
    StageStarted {
        /// Which one.
        stage: Stage,
    },
    /// A stage ended well.
    StageFinished {
        /// Which one.
        stage: Stage,
        /// How many entities, files or tests it made.
        made: usize,
    },
    /// What runs from now on is closed in, or not.
    Sandboxed {
        /// The name of the sandbox's tier; `none` where nothing closes it in.
        tier: &'static str,
        /// What the sandbox closes in, in words.
        closes: Option<&'static str>,
    },
    /// A check of the verification began.
    CheckStarted {
        /// Its name, such as `types`.
        check: &'static str,
        /// After how long it is stopped; nothing for checks in this process.
        limit: Option<Duration>,
    },
    /// A check of the verification ended.
    CheckFinished {
        /// Its name, such as `types`.
        check: &'static str,
        /// Whether it passed.
        passed: bool,
        /// How long it took.
        elapsed: Duration,
        /// What was counted, such as `42 tests`; empty when nothing was.
        detail: String,
    },
    /// A run goes on that an earlier process did not finish.
    Resumed {
        /// The last stage or check that it finished; nothing if none was.
        after: Option<&'static str>,
    },
    /// A file of the user's was in the way and was kept under another name.
    KeptAside {
        /// The name that it had.
        path: PathBuf,
        /// The name that it has now.
        kept: PathBuf,
    },
    /// The project has no history, and why.
    NoHistory {
        /// Whether it has a repository at least, which holds no commit.
        repository: bool,
        /// Why.
        reason: String,
    },
    /// The work is over, whatever came of it.
    Finished(Box<Finished>),
}

/// What came of a command that works: `new` or `verify`.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The code that the process ends with.
    pub exit: Exit,
    /// Where the project is.
    pub target: PathBuf,
    /// What was made; nothing when a project was only checked.
    pub made: Option<Made>,
    /// How much was verified: `none`, `quick` or `full`.
    pub level: &'static str,
    /// The checks that ran or should have run, in order.
    pub checks: Vec<CheckResult>,
    /// What was asked for and is not covered.
    pub uncovered: Vec<Requirement>,
    /// The commands to type next.
    pub next: Vec<String>,
}

/// What a project consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The app's title.
    pub title: String,
    /// What the app keeps: the plural label of each entity and the labels of what it keeps of one.
    pub entities: Vec<(String, Vec<String>)>,
    /// The number of files, with the tests.
    pub files: usize,
    /// The number of test files.
    pub tests: usize,
}

/// How one check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckResult {
    /// Its name, such as `types`.
    pub name: &'static str,
    /// How it ended: `passed`, `failed` or `not_run`.
    pub outcome: &'static str,
    /// What was counted, such as `42 tests`.
    pub detail: String,
    /// What is wrong, as `path:line:column: message` where there is a place.
    pub problems: Vec<String>,
    /// The end of what a failed command printed.
    pub output: String,
}

/// Whoever tells events: to a person, to a script, or to nobody.
pub trait Reporter {
    /// Tells one event.
    fn report(&mut self, event: &Event);
}
