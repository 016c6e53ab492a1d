//! The idea: what the user typed, before anything was understood.

use serde::{Deserialize, Serialize};

use crate::spec::Language;

/// The version of the idea's format.
pub const FORMAT: u32 = 1;

/// A sentence or more that says what the app is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Idea {
    /// The version of this artifact's format.
    pub format: u32,
    /// The words, as they were typed.
    pub text: String,
    /// The language of the interface; that of the words when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl Idea {
    /// Returns an idea in its own language.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            format: FORMAT,
            text: text.into(),
            language: None,
        }
    }
}
