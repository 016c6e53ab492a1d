//! The four stages of the pipeline, their order and their names.

use serde::{Deserialize, Serialize};

/// A stage of the pipeline, in the order in which the stages run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Makes the spec from the idea.
    Analysis,
    /// Plans the files, the API and the tests from the spec.
    Architecture,
    /// Writes the source tree.
    Code,
    /// Writes the test tree.
    Tests,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 4] = [Self::Analysis, Self::Architecture, Self::Code, Self::Tests];

    /// Returns the name that reports and artifacts use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Analysis => "analysis",
            Self::Architecture => "architecture",
            Self::Code => "code",
            Self::Tests => "tests",
        }
    }
}
