//! Where changes are tried out: behind it are the project on the disk, its tools and the sandbox.

use std::future::Future;

use serde::{Deserialize, Serialize};

use crate::path::ProjectPath;
use crate::tree::Files;
use crate::verify::Check;

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub enum Trial<'a> {
    /// These tests alone, which have to be red, each file of them.
    Alone(&'a [ProjectPath]),
    /// These tests alone, of which a file has to be red, because something is broken.
    Broken(&'a [ProjectPath]),
    /// Everything, which has to be green: format, lint, types, tests, build.
    Whole,
}

/// What a trial has shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All is green.
    Green {
        /// The changed files as the project's formatter wrote them.
        files: Files,
        /// What the checks saw.
        checks: Vec<Check>,
        /// When, in milliseconds since 1970.
        at: i64,
    },
    /// Something is red.
    Red {
        /// The first check that is, such as `types`.
        check: String,
        /// What is wrong, each with its place; the same for the same files.
        problems: Vec<String>,
    },
}

/// Whoever tries changes out.
pub trait Workshop {
    /// Why nothing can go on.
    type Fatal;

    /// Tries the project with these files, of which `changed` differ from what was accepted. What was
    /// tried before under the same name with the same files is not tried again.
    fn run(
        &self,
        name: &str,
        trial: Trial<'_>,
        files: &Files,
        changed: &Files,
    ) -> impl Future<Output = Result<Verdict, Self::Fatal>>;
}
