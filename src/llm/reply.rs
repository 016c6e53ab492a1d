//! What a model answered, and what it used.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tool::ToolCall;

/// A whole answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// The text, without the model's reasoning.
    pub text: String,
    /// The tools that it calls.
    pub calls: Vec<ToolCall>,
    /// What was thought before the calls, as the provider sealed it.
    pub sealed: Option<Value>,
    /// Why it ends where it ends.
    pub end: End,
    /// The tokens that were used, as far as the provider told.
    pub usage: Option<Usage>,
    /// What the provider says that it costs, in US dollars.
    pub cost: Option<f64>,
    /// The model that answered, when the provider named one.
    pub model: Option<String>,
    /// The provider's own name for the request, for its support.
    pub request_id: Option<String>,
}

/// Why an answer ends where it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The model was done, or waits for what comes of its calls.
    #[default]
    Complete,
    /// A text came at which the answer was to stop: no more of it was heard.
    Stopped,
    /// The cap on its output was reached: the text is cut.
    Truncated,
}

/// The tokens of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Those of the prompt, the cached ones among them.
    pub input: u64,
    /// Those of the prompt that were read from a cache.
    pub cache_read: u64,
    /// Those of the prompt that were written to a cache.
    pub cache_write: u64,
    /// Those of the answer, the reasoning among them.
    pub output: u64,
    /// Those that the model spent on reasoning.
    pub reasoning: u64,
}

/// A piece of an answer that comes in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// More text.
    Text(String),
    /// Another call begins.
    Call {
        /// Its place among the calls of the answer.
        index: usize,
        /// Its name, by which its result is told.
        id: String,
        /// The tool.
        name: String,
    },
    /// More of the arguments of a call.
    Arguments {
        /// The place of the call.
        index: usize,
        /// What is added to them.
        text: String,
    },
}

impl Piece {
    /// Returns what the model wrote in it.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Arguments { text, .. } => text,
            Self::Call { name, .. } => name,
        }
    }
}

impl Reply {
    /// Returns it in pieces, as if it had come so.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if !self.text.is_empty() {
            pieces.push(Piece::Text(self.text.clone()));
        }
        for (
            index,
            ToolCall {
                id,
                name,
                arguments,
            },
        ) in self.calls.iter().enumerate()
        {
            pieces.push(Piece::Call {
                index,
                id: id.clone(),
                name: name.clone(),
            });
            pieces.push(Piece::Arguments {
                index,
                text: arguments.clone(),
            });
        }
        pieces
    }

    /// Returns how much the model wrote, in characters.
    pub fn length(&self) -> usize {
        let calls = self.calls.iter();
        let calls = calls.map(|it| it.name.chars().count() + it.arguments.chars().count());
        self.text.chars().count() + calls.sum::<usize>()
    }
}
