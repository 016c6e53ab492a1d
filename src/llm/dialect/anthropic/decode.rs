//! From a message, whole or in pieces, to a reply.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::llm::dialect::draft::{Draft, Part};
use crate::llm::dialect::{count_at, text_at};
use crate::llm::failure::{Class, Failure, classify};
use crate::llm::reply::{End, Usage};

/// Reads an answer that came at once.
pub(in crate::llm::dialect) fn decode(
    body: &str,
    draft: &mut Draft<'_>,
    now: Duration,
) -> Result<(), Failure> {
    let unreadable = || Failure::new(Class::Overloaded, "the answer is no message");
    let body: Value = serde_json::from_str(body).map_err(|_| unreadable())?;
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let blocks = body.get("content").and_then(Value::as_array);
    let blocks = blocks.ok_or_else(unreadable)?;
    let reason = text_at(&body, "/stop_reason").ok_or_else(unreadable)?;
    let end = end(reason, &body, draft)?;
    draft.reply.usage = body.get("usage").map(|it| usage(it, Usage::default()));
    draft.reply.model = text_at(&body, "/model").map(str::to_owned);
    draft.reply.request_id = text_at(&body, "/id").map(str::to_owned);
    for (place, block) in (0..).zip(blocks) {
        begin(block, place, draft, now)?;
    }
    draft.end(end, now);
    Ok(())
}

/// Reads one event of a stream.
pub(in crate::llm::dialect) fn event(
    event: &Value,
    draft: &mut Draft<'_>,
    now: Duration,
) -> Result<(), Failure> {
    let reply = &mut draft.reply;
    let place = || event.get("index").and_then(Value::as_u64);
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
        Some("content_block_start") => {
            let block = event.get("content_block").unwrap_or(&Value::Null);
            begin(block, place().unwrap_or(0), draft, now)?;
        }
        Some("content_block_delta") => {
            draft.text(text_at(event, "/delta/text").unwrap_or_default());
            for name in ["thinking", "signature"] {
                if let Some(text) = event.pointer(&format!("/delta/{name}")) {
                    let mut part = Map::new();
                    part.insert("type".to_owned(), "thinking".into());
                    part.insert(name.to_owned(), text.clone());
                    draft.sealed.add(place(), &part);
                }
            }
            if let Some(arguments) = text_at(event, "/delta/partial_json") {
                let part = Part {
                    place: place(),
                    arguments,
                    ..Part::default()
                };
                draft.call(part, now)?;
            }
        }
        Some("message_delta") => {
            if let Some(told) = event.get("usage") {
                reply.usage = Some(usage(told, reply.usage.unwrap_or_default()));
            }
            if let Some(reason) = text_at(event, "/delta/stop_reason") {
                let delta = event.get("delta").unwrap_or(&Value::Null);
                let end = end(reason, delta, draft)?;
                draft.end(end, now);
            }
        }
        Some(_) | None => {}
    }
    Ok(())
}

/// Reads a block, or the beginning of one.
fn begin(block: &Value, place: u64, draft: &mut Draft<'_>, now: Duration) -> Result<(), Failure> {
    match text_at(block, "/type") {
        Some("text") => {
            draft.text(text_at(block, "/text").unwrap_or_default());
            Ok(())
        }
        Some("thinking" | "redacted_thinking") => {
            if let Some(block) = block.as_object() {
                draft.sealed.add(Some(place), block);
            }
            Ok(())
        }
        Some("tool_use") => {
            // The input of one that comes in pieces is empty here.
            let input = match block.get("input") {
                Some(Value::Object(input)) if input.is_empty() => None,
                Some(input @ (Value::Object(_) | Value::Array(_))) => Some(input.to_string()),
                Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {
                    None
                }
            };
            let part = Part {
                place: Some(place),
                id: text_at(block, "/id").unwrap_or_default(),
                name: text_at(block, "/name").unwrap_or_default(),
                arguments: input.as_deref().unwrap_or_default(),
            };
            draft.call(part, now)
        }
        Some(_) | None => Ok(()),
    }
}

fn end(reason: &str, at: &Value, draft: &mut Draft<'_>) -> Result<End, Failure> {
    match reason {
        "tool_use" => {
            draft.wait();
            Ok(End::Complete)
        }
        "stop_sequence" => Ok(End::Stopped),
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
