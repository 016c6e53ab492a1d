//! What a model thought before it called tools, as its provider sealed it.
//!
//! Such a model goes on when it gets its thoughts back with what came of its calls, to the byte. Without
//! them some think anew, which costs, and some refuse to go on. Nobody else can read them.

use serde_json::Value;

/// What a model thought before it called tools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thoughts {
    /// The provider that sealed it.
    pub provider: String,
    /// The model.
    pub model: String,
    /// What is given back, as its dialect has it.
    pub sealed: Value,
}
