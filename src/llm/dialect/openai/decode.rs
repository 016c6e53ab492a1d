//! From a chat completion, whole or in pieces, to a reply.

use std::time::Duration;

use serde_json::Value;

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
    let unreadable = || Failure::new(Class::Overloaded, "the answer is no chat completion");
    let body: Value = serde_json::from_str(body).map_err(|_| unreadable())?;
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let choice = body.pointer("/choices/0").ok_or_else(unreadable)?;
    if let Some(error) = choice.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let message = choice.get("message").unwrap_or(&Value::Null);
    refusal(message)?;
    let reason = text_at(choice, "/finish_reason").ok_or_else(unreadable)?;
    let end = end(reason, draft)?;
    draft.reply.usage = usage(&body);
    draft.reply.cost = cost(&body);
    draft.reply.model = text_at(&body, "/model").map(str::to_owned);
    draft.reply.request_id = text_at(&body, "/id").map(str::to_owned);
    think(message, draft);
    draft.text(text_at(message, "/content").unwrap_or_default());
    for (place, call) in (0..).zip(list(message, "tool_calls")) {
        // Here a call is whole, whatever it says of its place.
        add(call, Some(place), draft, now)?;
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
    let error = [
        event.get("error"),
        event.pointer("/choices/0/error"),
        event.pointer("/x_groq/error"),
    ];
    if let Some(error) = error.into_iter().flatten().find(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let reply = &mut draft.reply;
    for (place, pointer) in [(&mut reply.model, "/model"), (&mut reply.request_id, "/id")] {
        if place.is_none() {
            *place = text_at(event, pointer).map(str::to_owned);
        }
    }
    reply.usage = usage(event).or(reply.usage);
    reply.cost = cost(event).or(reply.cost);
    let Some(choice) = event.pointer("/choices/0") else {
        return Ok(());
    };
    let delta = choice.get("delta").unwrap_or(&Value::Null);
    refusal(delta)?;
    think(delta, draft);
    draft.text(text_at(delta, "/content").unwrap_or_default());
    for call in list(delta, "tool_calls") {
        let place = call.get("index").and_then(Value::as_u64);
        add(call, place, draft, now)?;
    }
    // Some servers have an empty one in each event.
    let reason = text_at(choice, "/finish_reason");
    if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
        let end = end(reason, draft)?;
        draft.end(end, now);
    }
    Ok(())
}

fn list<'v>(message: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    let list = message.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// Adds a part of a call. Arguments are a text; some servers give the document itself.
fn add(
    call: &Value,
    place: Option<u64>,
    draft: &mut Draft<'_>,
    now: Duration,
) -> Result<(), Failure> {
    let arguments = match call.pointer("/function/arguments") {
        Some(Value::String(text)) => text.clone(),
        Some(
            document @ (Value::Object(_) | Value::Array(_) | Value::Bool(_) | Value::Number(_)),
        ) => document.to_string(),
        Some(Value::Null) | None => String::new(),
    };
    let part = Part {
        place,
        id: text_at(call, "/id").unwrap_or_default(),
        name: text_at(call, "/function/name").unwrap_or_default(),
        arguments: &arguments,
    };
    draft.call(part, now)?;
    // As Gemini seals what it thought.
    if let Some(sealed) = call.get("extra_content").filter(|it| it.is_object()) {
        draft.seal_call(part, sealed);
    }
    Ok(())
}

/// Keeps what the model thought, as `OpenRouter` seals it.
fn think(message: &Value, draft: &mut Draft<'_>) {
    for detail in list(message, "reasoning_details").filter_map(Value::as_object) {
        let place = detail.get("index").and_then(Value::as_u64);
        draft.sealed.add(place, detail);
    }
}

/// Fails when the model declined, which it says beside the content.
fn refusal(message: &Value) -> Result<(), Failure> {
    match text_at(message, "/refusal") {
        Some(words) if !words.is_empty() => Err(Failure::new(Class::Refused, words)),
        Some(_) | None => Ok(()),
    }
}

fn end(reason: &str, draft: &mut Draft<'_>) -> Result<End, Failure> {
    match reason {
        "tool_calls" | "function_call" => {
            draft.wait();
            Ok(End::Complete)
        }
        "length" => Ok(End::Truncated),
        "content_filter" => Err(Failure::new(Class::Refused, "the answer was filtered")),
        "error" => Err(Failure::new(
            Class::Overloaded,
            "the answer ended with an error",
        )),
        _ => Ok(End::Complete),
    }
}

fn usage(body: &Value) -> Option<Usage> {
    let usage = [body.get("usage"), body.pointer("/x_groq/usage")]
        .into_iter()
        .flatten()
        .find(|usage| usage.is_object())?;
    Some(Usage {
        input: count_at(usage, "/prompt_tokens"),
        cache_read: count_at(usage, "/prompt_tokens_details/cached_tokens"),
        cache_write: count_at(usage, "/prompt_tokens_details/cache_write_tokens"),
        output: count_at(usage, "/completion_tokens"),
        reasoning: count_at(usage, "/completion_tokens_details/reasoning_tokens"),
    })
}

fn cost(body: &Value) -> Option<f64> {
    body.pointer("/usage/cost")?.as_f64()
}
