//! Why there is no repository.

use std::io;
use std::time::Duration;

use crate::interrupt::Interrupted;

/// Why there is no repository.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no program.
    #[error("git is not installed")]
    Missing,
    /// The program can't be started, or does not read what it is given.
    #[error("git could not be run: {source}")]
    Run {
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It failed.
    #[error("`git {command}` failed: {said}")]
    Failed {
        /// What it was to do.
        command: &'static str,
        /// What it said.
        said: String,
    },
    /// It did not come to an end.
    #[error("git took longer than {} s", limit.as_secs())]
    Slow {
        /// How long it may take.
        limit: Duration,
    },
    /// The work on it was given up.
    #[error("git was ended")]
    Ended,
    /// The user ended the work.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}
