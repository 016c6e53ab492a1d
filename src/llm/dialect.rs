//! The wire protocols: from a prompt to JSON, and from JSON to a reply.
//!
//! Two of them cover every provider: `openai` (chat completions) and `anthropic` (messages). How
//! providers that speak the same protocol differ is data, [`Manner`].

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::failure::{Class, Failure};
use super::prompt::{Answer, Bounds, Effort, Prompt};
use super::reply::{Piece, Reply};
use super::schema::Schema;
use super::thought::Thoughts;

mod anthropic;
mod calls;
mod draft;
mod openai;
mod schema;
mod sealed;

use draft::Draft;

/// A wire protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Chat completions, as `OpenAI` defined them.
    OpenAi,
    /// Messages, as Anthropic defined them.
    Anthropic,
}

/// A prompt as one model gets it: what was adapted to the model and the provider.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// The provider's name of the model.
    pub model: &'a str,
    /// Who is asked.
    pub provider: &'a str,
    /// The most tokens of the answer.
    pub max_output: u32,
    /// Whether the answer comes in pieces.
    pub stream: bool,
    /// How JSON is asked for, when the prompt asks for JSON.
    pub json: JsonMode,
    /// How much the model may think, when it can be told.
    pub effort: Option<Effort>,
    /// Whether it is told not to think, where a dialect has words for that.
    pub thoughtless: bool,
    /// The provider's ways.
    pub manner: &'a Manner,
}

/// How JSON is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonMode {
    /// By the prompt alone.
    Prompt,
    /// As any JSON object.
    Object,
    /// By the schema.
    Schema,
    /// As the arguments of a tool that has to be called.
    Tool,
}

/// How providers that speak the same dialect differ.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manner {
    /// The name of the parameter that caps the answer.
    pub cap: String,
    /// Whether it must be asked to tell the tokens of a streamed answer.
    pub stream_usage: bool,
    /// Whether it takes `prompt_cache_key`, and is told not to store what it is asked.
    pub caches_by_key: bool,
    /// Whether it forwards requests, and is told to do so only where every parameter is understood.
    pub forwards: bool,
    /// Whether reasoning that is not asked for has to be declined.
    pub declines_reasoning: bool,
    /// Whether how much a model thinks is told by `reasoning.effort` instead of `reasoning_effort`.
    pub nested_effort: bool,
    /// Whether an answer that must satisfy a schema can come in pieces.
    pub schema_streams: bool,
    /// Whether an answer that must satisfy a schema may call tools instead.
    pub schema_with_tools: bool,
    /// Whether its models can be told where to stop.
    pub stops: bool,
    /// Whether a schema is told in words as well, because it may be ignored otherwise.
    pub says_schema: bool,
    /// Whether a document is asked for as the arguments of a tool: more servers keep to those than to
    /// a schema of the answer.
    pub schema_by_tool: bool,
    /// The version of the protocol that is asked for.
    pub version: Option<String>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            cap: "max_completion_tokens".to_owned(),
            stream_usage: false,
            caches_by_key: false,
            forwards: false,
            declines_reasoning: false,
            nested_effort: false,
            schema_streams: true,
            schema_with_tools: true,
            stops: true,
            says_schema: false,
            schema_by_tool: false,
            version: None,
        }
    }
}

impl Shape<'_> {
    /// Returns what was thought before calls, if it was thought by the one who is asked.
    fn own<'t>(&self, thoughts: Option<&'t Arc<Thoughts>>) -> Option<&'t Value> {
        let own = |it: &&Arc<Thoughts>| it.provider == self.provider && it.model == self.model;
        let thoughts = thoughts.filter(own).filter(|_| !self.thoughtless);
        thoughts.map(|it| &it.sealed)
    }

    /// Returns the name and the schema of the document that is asked for as the arguments of a tool.
    pub fn by_tool<'p>(&self, prompt: &'p Prompt) -> Option<(&'p str, &'p Schema)> {
        match &prompt.answer {
            Answer::Json { name, schema } if self.json == JsonMode::Tool => Some((name, schema)),
            Answer::Json { .. } | Answer::Text => None,
        }
    }
}

impl Dialect {
    /// Returns the path of a question, after the base address.
    pub fn path(self) -> &'static str {
        match self {
            Self::OpenAi => "/chat/completions",
            Self::Anthropic => "/v1/messages",
        }
    }

    /// Returns the body of the request.
    pub fn encode(self, prompt: &Prompt, shape: Shape<'_>) -> Value {
        match self {
            Self::OpenAi => openai::encode(prompt, shape),
            Self::Anthropic => anthropic::encode(prompt, shape),
        }
    }

    /// Reads the body of an answer with the status 200 that came at once.
    pub fn decode(self, body: &str, bounds: Bounds<'_>, now: Duration) -> Result<Reply, Failure> {
        let mut draft = self.draft(bounds);
        match self {
            Self::OpenAi => openai::decode(body, &mut draft, now)?,
            Self::Anthropic => anthropic::decode(body, &mut draft, now)?,
        }
        draft.finish()
    }

    /// Returns an answer of which nothing was heard.
    fn draft(self, bounds: Bounds<'_>) -> Draft<'_> {
        match self {
            Self::OpenAi => Draft::new(bounds, false),
            Self::Anthropic => Draft::new(bounds, true),
        }
    }

    /// Returns a reader of an answer that comes in pieces.
    pub fn reader(self, bounds: Bounds<'_>) -> Reader<'_> {
        Reader {
            draft: self.draft(bounds),
            broken: 0,
            dialect: self,
        }
    }
}

/// Reads an answer that comes in pieces.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    draft: Draft<'a>,
    /// How many events could not be read.
    broken: u8,
    dialect: Dialect,
}

/// The events that may be unreadable before the answer counts as cut.
const MOST_BROKEN: u8 = 3;

impl Reader<'_> {
    /// Reads the data of one event. One without a piece is a sign of life: reasoning, a ping, the
    /// start of something.
    pub fn event(&mut self, data: &str, now: Duration) -> Result<Vec<Piece>, Failure> {
        let data = data.trim();
        if data.is_empty() || data == "[DONE]" {
            return Ok(Vec::new());
        }
        let Ok(event) = serde_json::from_str::<Value>(data) else {
            self.broken += 1;
            self.draft.lose();
            return if self.broken < MOST_BROKEN {
                Ok(Vec::new())
            } else {
                Err(cut("the answer holds lines that are no JSON"))
            };
        };
        match self.dialect {
            Dialect::OpenAi => openai::event(&event, &mut self.draft, now)?,
            Dialect::Anthropic => anthropic::event(&event, &mut self.draft, now)?,
        }
        Ok(self.draft.take())
    }

    /// Returns how many characters were read until now.
    pub fn length(&self) -> usize {
        self.draft.length()
    }

    /// Returns whether the answer stopped where it was to stop, so that the rest is not worth reading.
    pub fn is_stopped(&self) -> bool {
        self.draft.is_stopped()
    }

    /// Ends the reading; without a word of the model that it is done, the answer is cut, even when
    /// it looks complete.
    pub fn finish(mut self) -> Result<Reply, Failure> {
        if self.is_stopped() {
            // What was used is told at the end, which nobody listened to.
            self.draft.reply.usage = None;
        }
        self.draft.finish()
    }
}

fn cut(message: &str) -> Failure {
    Failure::new(Class::StreamCut, message)
}

/// Returns the text at a place of a document.
fn text_at<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    value.pointer(pointer).and_then(Value::as_str)
}

/// Returns the count at a place of a document, 0 where there is none.
fn count_at(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or(0)
}

/// Returns the instructions of a prompt, with the schema in words where it can't be said otherwise.
fn instructions(prompt: &Prompt, shape: Shape<'_>) -> String {
    let Answer::Json { schema, .. } = &prompt.answer else {
        return prompt.system.clone();
    };
    let told = matches!(shape.json, JsonMode::Schema | JsonMode::Tool);
    if told && !shape.manner.says_schema {
        return prompt.system.clone();
    }
    let blank = if prompt.system.is_empty() { "" } else { "\n\n" };
    format!(
        "{}{blank}Answer with one JSON document and nothing else. It must satisfy this JSON Schema:\n{}",
        prompt.system,
        schema.value()
    )
}

#[cfg(test)]
mod tests;
