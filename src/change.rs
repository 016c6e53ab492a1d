//! Change sets: what models add to a project beyond what rules can do, one set for each requirement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::path::ProjectPath;

/// What is added and edited for one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSet {
    /// The requirement, such as `R4`.
    pub requirement: String,
    /// What it does for the user of the application.
    pub purpose: String,
    /// The files that it adds or edits.
    pub files: Vec<ChangedFile>,
    /// The tests that prove it, all of them new files.
    pub tests: Vec<ChangedFile>,
    /// The requirements whose change sets it builds on.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A file of a change set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedFile {
    /// Where it is in the project.
    pub path: ProjectPath,
    /// What it is for, or what changes in it; of a test what it proves.
    pub purpose: String,
    /// What it exports, as declarations without bodies.
    #[serde(default)]
    pub interface: String,
    /// The project's files that it imports from.
    #[serde(default)]
    pub uses: Vec<ProjectPath>,
}
