//! What happened: the events that core code emits and the trait of whoever tells them.
//!
//! Core code never prints. It calls [`Reporter::report`]; `ui` decides what a person, a script or
//! nobody gets to see.

use std::cell::RefCell;
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
        /// What models were being asked when it ended, which may be paid for twice.
        again: Vec<String>,
    },
    /// Something about models, which help in this run.
    Model(ModelEvent),
    /// Something about a change set.
    Change(ChangeEvent),
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

/// Something that happened while models helped.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelEvent {
    /// Models will be asked in this run.
    Join {
        /// The providers that can be asked, in this order.
        providers: Vec<String>,
        /// The most that the run may cost, in US dollars; what was spent before counts.
        max_usd: f64,
    },
    /// A model is asked.
    Asked {
        /// What for, such as `analysis`.
        step: String,
        /// The provider's name.
        provider: String,
        /// The model.
        model: String,
    },
    /// A call waits for a limit, or before it tries again.
    Waits {
        /// What for, such as `analysis`.
        step: String,
        /// Who is waited for.
        provider: String,
        /// How long.
        time: Duration,
    },
    /// A model was asked in vain; others may be asked now.
    Failed {
        /// What for, such as `analysis`.
        step: String,
        /// The provider's name.
        provider: String,
        /// The model.
        model: String,
        /// Why, in words.
        why: String,
    },
    /// A model answered.
    Answered {
        /// What for, such as `analysis`.
        step: String,
        /// The provider's name.
        provider: String,
        /// The model.
        model: String,
        /// The tokens of prompt and answer, as far as the provider told.
        tokens: Option<(u64, u64)>,
        /// What it cost, in US dollars, when that is known.
        usd: Option<f64>,
        /// How long it took.
        elapsed: Duration,
    },
    /// Nobody answered.
    Unanswered {
        /// What for, such as `analysis`.
        step: String,
        /// Who was skipped and who failed, in words.
        tried: Vec<String>,
    },
    /// Rules did a stage that models were to help with.
    FellBack {
        /// The stage.
        stage: Stage,
        /// Why, in words.
        why: String,
    },
}

/// Something that happened to the change sets of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeEvent {
    /// Models are to add what rules could not: these requirements, by their ids and words.
    Planned {
        /// The id and the words of each.
        requirements: Vec<(String, String)>,
    },
    /// Nothing is added, though something is not covered.
    NotPlanned {
        /// Why, in words.
        why: String,
    },
    /// What was written is red, and is repaired.
    Red {
        /// The id of the requirement.
        requirement: String,
        /// The check that is red, such as `types`.
        check: String,
        /// The first thing that is wrong.
        problem: String,
        /// Which repair this is.
        repair: u32,
        /// How many there may be.
        repairs: u32,
    },
    /// A change set passed everything and is part of the project.
    Accepted {
        /// The id of the requirement.
        requirement: String,
        /// Its words.
        text: String,
        /// How many files were added or edited.
        files: usize,
    },
    /// A change set is no part of the project, and nothing of it is left.
    RolledBack {
        /// The id of the requirement.
        requirement: String,
        /// Its words.
        text: String,
        /// Why, in words.
        why: String,
    },
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

/// A reporter that several can tell events to at the same time.
pub struct Desk<'r>(RefCell<&'r mut dyn Reporter>);

impl<'r> Desk<'r> {
    /// Returns a desk in front of a reporter.
    pub fn new(reporter: &'r mut dyn Reporter) -> Self {
        Self(RefCell::new(reporter))
    }

    /// Tells one event.
    pub fn report(&self, event: &Event) {
        self.0.borrow_mut().report(event);
    }
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Desk")
    }
}
