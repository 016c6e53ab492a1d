//! What is asked of a model, whoever answers.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::schema::Schema;
use super::thought::Thoughts;
use super::tool::{Called, Tool, ToolChoice, Tools};

/// A question to a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// The instructions; the same bytes for many prompts, so that providers can cache them.
    pub system: String,
    /// What was said, in turn; the first message is the user's.
    pub messages: Vec<Message>,
    /// What kind of answer is wanted.
    pub answer: Answer,
    /// The tools that the model may call.
    pub tools: Option<Tools>,
    /// Texts at which the answer stops; it holds none of them.
    pub stop: Vec<String>,
    /// The most tokens that the answer may have, those of its reasoning among them.
    pub max_output: u32,
    /// How much the model may think; its own default when left out.
    pub effort: Option<Effort>,
    /// A name that prompts with the same beginning share, for the caches of providers.
    pub cache_key: Option<String>,
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Of the one who asks.
    User(String),
    /// Of the model.
    Assistant(String),
    /// Of the model, with what came of the calls that it made.
    Called {
        /// What it said.
        text: String,
        /// Its calls.
        calls: Vec<Called>,
        /// What it thought before, where that is known.
        thoughts: Option<Arc<Thoughts>>,
    },
}

/// What an answer is kept to here, whatever its provider does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds<'a> {
    /// Texts at which it stops.
    pub stop: &'a [String],
    /// How many of its calls count, the first ones.
    pub most_calls: usize,
    /// The tools that it may call.
    pub tools: &'a [Tool],
    /// The tool whose arguments are the answer.
    pub answers: Option<&'a str>,
}

/// What kind of answer is wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Words.
    Text,
    /// A JSON document.
    Json {
        /// A name for the schema, of letters, digits, `_` and `-`.
        name: String,
        /// The JSON Schema that the document must satisfy.
        schema: Schema,
    },
}

/// How much a model may think before it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// Not at all.
    None,
    /// A little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
}

impl Effort {
    /// Returns the name that every dialect uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Prompt {
    /// Returns a prompt that asks one question in words.
    pub fn question(text: impl Into<String>, max_output: u32) -> Self {
        Self {
            system: String::new(),
            messages: vec![Message::User(text.into())],
            answer: Answer::Text,
            tools: None,
            stop: Vec::new(),
            max_output,
            effort: None,
            cache_key: None,
        }
    }

    /// Returns the SHA-256 of what is asked in words, whoever is asked.
    pub fn fingerprint(&self) -> String {
        let messages = self.messages.iter().map(|message| match message {
            Message::User(text) => json!(["user", text]),
            Message::Assistant(text) => json!(["assistant", text]),
            Message::Called { .. } => json!(["called", format!("{message:?}")]),
        });
        let messages: Vec<_> = messages.collect();
        let answer = match &self.answer {
            Answer::Text => json!("text"),
            Answer::Json { name, schema } => json!([name, schema.value()]),
        };
        let effort = self.effort.map(Effort::name);
        let asked = json!([
            self.system,
            messages,
            answer,
            self.stop,
            self.max_output,
            effort,
            self.tools.as_ref().map(|tools| format!("{tools:?}")),
        ]);
        let digest = Sha256::digest(asked.to_string().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns what an answer is kept to.
    pub fn bounds(&self) -> Bounds<'_> {
        let most_calls = match &self.tools {
            // Nobody waits for a call.
            None => 0,
            Some(tools) if *tools.choice() == ToolChoice::Never => 0,
            Some(tools) if !tools.parallel() => 1,
            Some(_) => usize::MAX,
        };
        Bounds {
            stop: &self.stop,
            most_calls,
            tools: self.tools.as_ref().map_or(&[], Tools::list),
            answers: None,
        }
    }
}
