//! Answers as clients of `OpenAI` read them: whole, and in pieces.

use serde_json::{Value, json};

use crate::llm::chain::Answered;
use crate::llm::reply::{End, Usage};

/// Returns a whole answer.
pub(super) fn whole(name: &str, created: i64, answered: &Answered) -> Value {
    let reply = &answered.reply;
    json!({
        "id": name,
        "object": "chat.completion",
        "created": created,
        "model": model(&answered.provider, &answered.model),
        "choices": [{
            "index": 0,
            "message": { "role": "assistant", "content": reply.text, "refusal": null },
            "logprobs": null,
            "finish_reason": reason(reply.end),
        }],
        "usage": reply.usage.map(usage),
    })
}

/// An answer in pieces.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    name: String,
    created: i64,
    /// Who answers.
    pub(super) model: String,
    /// Whether the first piece was made.
    begun: bool,
}

impl Pieces {
    /// Returns an answer of a model of which nothing was said yet.
    pub(super) fn new(name: String, created: i64, model: String) -> Self {
        Self {
            name,
            created,
            model,
            begun: false,
        }
    }

    /// Returns the event of a piece of text.
    pub(super) fn text(&mut self, text: &str) -> String {
        let mut delta = json!({ "content": text });
        if !std::mem::replace(&mut self.begun, true) {
            delta = json!({ "role": "assistant", "content": text });
        }
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": null });
        self.event(&json!([choice]), &Value::Null)
    }

    /// Returns the events that end an answer; `with_usage` tells what was used.
    pub(super) fn end(&self, answered: &Answered, with_usage: bool) -> String {
        let reason = reason(answered.reply.end);
        let choice = json!({ "index": 0, "delta": {}, "finish_reason": reason });
        let mut events = self.event(&json!([choice]), &Value::Null);
        if let Some(used) = answered.reply.usage.filter(|_| with_usage) {
            events.push_str(&self.event(&json!([]), &usage(used)));
        }
        events + "data: [DONE]\n\n"
    }

    fn event(&self, choices: &Value, usage: &Value) -> String {
        let mut document = json!({
            "id": self.name,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "choices": choices,
        });
        if let (Value::Object(_), Some(map)) = (usage, document.as_object_mut()) {
            map.insert("usage".to_owned(), usage.clone());
        }
        format!("data: {document}\n\n")
    }
}

/// Returns the name of who answered.
pub(super) fn model(provider: &str, model: &str) -> String {
    format!("{provider}/{model}")
}

fn reason(end: End) -> &'static str {
    match end {
        End::Complete => "stop",
        End::Truncated => "length",
    }
}

fn usage(usage: Usage) -> Value {
    json!({
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.input + usage.output,
        "prompt_tokens_details": { "cached_tokens": usage.cache_read },
        "completion_tokens_details": { "reasoning_tokens": usage.reasoning },
    })
}
