//! Messages: the dialect of Anthropic.

use std::time::Duration;

use serde_json::{Value, json};

use super::schema::{self, Subset};
use super::{JsonMode, Reader, Shape, count_at, instructions, nonempty, text_at};
use crate::llm::failure::{Class, Failure, classify};
use crate::llm::prompt::{Answer, Effort, Prompt, Speaker};
use crate::llm::reply::{End, Reply, Usage};

/// Returns the body of the request. No sampling parameter is ever sent: they are refused.
pub(super) fn encode(prompt: &Prompt, shape: Shape<'_>) -> Value {
    let messages: Vec<Value> = prompt
        .messages
        .iter()
        .map(|message| {
            let role = match message.speaker {
                Speaker::User => "user",
                Speaker::Assistant => "assistant",
            };
            json!({ "role": role, "content": message.text })
        })
        .collect();
    let mut body = json!({
        "model": shape.model,
        "max_tokens": shape.max_output,
        "messages": messages,
    });
    let mut set = |name: &str, value: Value| {
        if let Some(map) = body.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    let system = instructions(prompt, shape);
    if !system.is_empty() {
        let block = json!({
            "type": "text",
            "text": system,
            "cache_control": { "type": "ephemeral" },
        });
        set("system", json!([block]));
    }
    let output = output(prompt, shape);
    if !output.is_null() {
        set("output_config", output);
    }
    if shape.stream {
        set("stream", true.into());
    }
    body
}

/// Returns how much the model may think and what its answer must satisfy, or nothing.
fn output(prompt: &Prompt, shape: Shape<'_>) -> Value {
    let mut output = serde_json::Map::new();
    match shape.effort {
        Some(effort @ (Effort::Low | Effort::Medium | Effort::High)) => {
            output.insert("effort".to_owned(), effort.name().into());
        }
        Some(Effort::None) | None => {}
    }
    if let (Answer::Json { schema, .. }, JsonMode::Schema) = (&prompt.answer, shape.json) {
        let schema = schema::within(schema.value(), Subset::Unbounded);
        output.insert(
            "format".to_owned(),
            json!({ "type": "json_schema", "schema": schema }),
        );
    }
    if output.is_empty() {
        Value::Null
    } else {
        Value::Object(output)
    }
}

/// Reads an answer that came at once.
pub(super) fn decode(body: &str, now: Duration) -> Result<Reply, Failure> {
    let unreadable = || Failure::new(Class::Overloaded, "the answer is no message");
    let body: Value = serde_json::from_str(body).map_err(|_| unreadable())?;
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let blocks = body.get("content").and_then(Value::as_array);
    let texts = blocks
        .ok_or_else(unreadable)?
        .iter()
        .filter(|block| text_at(block, "/type") == Some("text"))
        .filter_map(|block| text_at(block, "/text"));
    let text: String = texts.collect();
    let reason = text_at(&body, "/stop_reason").ok_or_else(unreadable)?;
    nonempty(Reply {
        text,
        end: end(reason, &body)?,
        usage: body.get("usage").map(|it| usage(it, Usage::default())),
        cost: None,
        model: text_at(&body, "/model").map(str::to_owned),
        request_id: text_at(&body, "/id").map(str::to_owned),
    })
}

/// Reads one event of a stream; returns the text in it.
pub(super) fn event(event: &Value, reader: &mut Reader, now: Duration) -> Result<String, Failure> {
    let reply = &mut reader.reply;
    match text_at(event, "/type") {
        Some("error") => {
            let error = event.get("error").unwrap_or(event);
            return Err(classify::in_band(error, now));
        }
        Some("message_start") => {
            let message = event.get("message").unwrap_or(&Value::Null);
            reply.model = text_at(message, "/model").map(str::to_owned);
            reply.request_id = text_at(message, "/id").map(str::to_owned);
            reply.usage = message.get("usage").map(|it| usage(it, Usage::default()));
        }
        Some("content_block_delta") => {
            return Ok(text_at(event, "/delta/text").unwrap_or_default().to_owned());
        }
        Some("message_delta") => {
            if let Some(told) = event.get("usage") {
                reply.usage = Some(usage(told, reply.usage.unwrap_or_default()));
            }
            if let Some(reason) = text_at(event, "/delta/stop_reason") {
                let delta = event.get("delta").unwrap_or(&Value::Null);
                reply.end = end(reason, delta)?;
                reader.ended = true;
            }
        }
        Some(_) | None => {}
    }
    Ok(String::new())
}

fn end(reason: &str, at: &Value) -> Result<End, Failure> {
    match reason {
        "max_tokens" => Ok(End::Truncated),
        "refusal" => {
            let why = text_at(at, "/stop_details/explanation")
                .or_else(|| text_at(at, "/stop_details/category"));
            let why = why.unwrap_or("the model declined to answer");
            Err(Failure::new(Class::Refused, why))
        }
        "model_context_window_exceeded" => {
            Err(Failure::new(Class::Context, "the model's context is full"))
        }
        _ => Ok(End::Complete),
    }
}

/// Returns the tokens that a document tells of; what it leaves out stays as it was. The counts of a
/// stream's end are those of the whole stream.
fn usage(told: &Value, before: Usage) -> Usage {
    let or = |pointer: &str, before: u64| {
        let told = told.pointer(pointer).and_then(Value::as_u64);
        told.unwrap_or(before)
    };
    let cached = before.cache_read + before.cache_write;
    let fresh = before.input.saturating_sub(cached);
    let cache_read = or("/cache_read_input_tokens", before.cache_read);
    let cache_write = or("/cache_creation_input_tokens", before.cache_write);
    Usage {
        input: or("/input_tokens", fresh) + cache_read + cache_write,
        cache_read,
        cache_write,
        output: or("/output_tokens", before.output),
        reasoning: count_at(told, "/output_tokens_details/thinking_tokens"),
    }
}
