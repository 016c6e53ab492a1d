//! What happened: the events that core code emits and the trait of whoever tells them.
//!
//! Core code never prints. It calls [`Reporter::report`]; `ui` decides what a person, a script or
//! nobody gets to see.

use std::path::PathBuf;
use std::time::Duration;

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
    /// A file of the user's was in the way and was kept under another name.
    KeptAside {
        /// The name that it had.
        path: PathBuf,
        /// The name that it has now.
        kept: PathBuf,
    },
    /// Something that the user should know and that stopped nothing.
    Warning {
        /// One sentence.
        message: String,
    },
}

/// Whoever tells events: to a person, to a script, or to nobody.
pub trait Reporter {
    /// Tells one event.
    fn report(&mut self, event: &Event);
}
