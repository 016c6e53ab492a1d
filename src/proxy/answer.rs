//! Answers as clients of `OpenAI` read them: whole, and in pieces.

use serde_json::{Map, Value, json};

use crate::llm::chain::Answered;
use crate::llm::reply::{End, Piece, Reply, Usage};

/// Returns a whole answer.
pub(super) fn whole(name: &str, created: i64, answered: &Answered) -> Value {
    let reply = &answered.reply;
    let mut document = Map::new();
    let mut set = |name: &str, value: Value| {
        document.insert(name.to_owned(), value);
    };
    set("id", name.into());
    set("object", "chat.completion".into());
    set("created", created.into());
    set("model", model(&answered.provider, &answered.model).into());
    let choice = json!({
        "index": 0,
        "message": message(reply),
        "logprobs": null,
        "finish_reason": reason(reply),
    });
    set("choices", json!([choice]));
    // There are no words for what is not known.
    if let Some(used) = reply.usage {
        set("usage", usage(used));
    }
    document.into()
}

fn message(reply: &Reply) -> Value {
    let calls = reply.calls.iter().map(|call| {
        let function = json!({ "name": call.name, "arguments": call.arguments });
        json!({ "id": call.id, "type": "function", "function": function })
    });
    let calls: Vec<Value> = calls.collect();
    if calls.is_empty() {
        return json!({ "role": "assistant", "content": reply.text, "refusal": null });
    }
    let text = Some(&reply.text).filter(|text| !text.is_empty());
    json!({ "role": "assistant", "content": text, "refusal": null, "tool_calls": calls })
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

    /// Returns the event of a piece.
    pub(super) fn piece(&mut self, piece: &Piece) -> String {
        let (field, value) = match piece {
            Piece::Text(text) => ("content", json!(text)),
            Piece::Call { index, id, name } => {
                let function = json!({ "name": name, "arguments": "" });
                let call =
                    json!({ "index": index, "id": id, "type": "function", "function": function });
                ("tool_calls", json!([call]))
            }
            Piece::Arguments { index, text } => {
                let call = json!({ "index": index, "function": { "arguments": text } });
                ("tool_calls", json!([call]))
            }
        };
        let mut delta = Map::new();
        if !std::mem::replace(&mut self.begun, true) {
            delta.insert("role".to_owned(), "assistant".into());
            delta.insert("content".to_owned(), Value::Null);
        }
        delta.insert(field.to_owned(), value);
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": null });
        self.event(&json!([choice]), &Value::Null)
    }

    /// Returns the events that end an answer; `with_usage` tells what was used.
    pub(super) fn end(&self, answered: &Answered, with_usage: bool) -> String {
        let reason = reason(&answered.reply);
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

fn reason(reply: &Reply) -> &'static str {
    match reply.end {
        End::Truncated => "length",
        End::Complete if !reply.calls.is_empty() => "tool_calls",
        End::Complete | End::Stopped => "stop",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::tool::ToolCall;

    fn of(reply: Reply) -> Value {
        let answered = Answered {
            reply,
            provider: "groq".to_owned(),
            model: "m".to_owned(),
            cost: None,
            before: Vec::new(),
        };
        whole("chatcmpl-1", 7, &answered)
    }

    #[test]
    fn an_answer_tells_what_is_known_of_it() {
        let call = ToolCall {
            id: "a".to_owned(),
            name: "f".to_owned(),
            arguments: "{}".to_owned(),
        };
        let calls = Reply {
            calls: vec![call],
            usage: Some(Usage::default()),
            ..Reply::default()
        };
        for (reply, reason, content, fields) in [
            (Reply::default(), "stop", json!(""), 5),
            (calls.clone(), "tool_calls", Value::Null, 6),
            (
                Reply {
                    end: End::Truncated,
                    text: "x".to_owned(),
                    ..calls
                },
                "length",
                json!("x"),
                6,
            ),
            (
                Reply {
                    end: End::Stopped,
                    ..Reply::default()
                },
                "stop",
                json!(""),
                5,
            ),
        ] {
            let called = !reply.calls.is_empty();
            let document = of(reply);
            let choice = &document["choices"][0];
            assert_eq!(choice["finish_reason"], reason, "{document}");
            let message = &choice["message"];
            assert_eq!(message["content"], content, "{document}");
            assert_eq!(message.get("tool_calls").is_some(), called, "{document}");
            assert_eq!(document.as_object().unwrap().len(), fields, "{document}");
        }
    }
}
