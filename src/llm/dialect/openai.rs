//! Chat completions: the dialect of `OpenAI`, Groq, `OpenRouter` and most local servers.

use std::time::Duration;

use serde_json::{Value, json};

use super::schema::{self, Subset};
use super::{JsonMode, Reader, Shape, count_at, instructions, nonempty, text_at};
use crate::llm::failure::{Class, Failure, classify};
use crate::llm::prompt::{Answer, Prompt, Speaker};
use crate::llm::reply::{End, Reply, Usage};

/// Returns the body of the request.
pub(super) fn encode(prompt: &Prompt, shape: Shape<'_>) -> Value {
    let manner = shape.manner;
    let mut body = json!({
        "model": shape.model,
        "messages": messages(prompt, shape),
    });
    let mut set = |name: &str, value: Value| {
        if let Some(map) = body.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    set(&manner.cap, shape.max_output.into());
    if let Some(effort) = shape.effort {
        if manner.nested_effort {
            set("reasoning", json!({ "effort": effort.name() }));
        } else {
            set("reasoning_effort", effort.name().into());
        }
    }
    if manner.declines_reasoning {
        set("include_reasoning", false.into());
    }
    if let Answer::Json { name, schema } = &prompt.answer {
        match shape.json {
            JsonMode::Schema => set("response_format", by_schema(name, schema.value())),
            JsonMode::Object => set("response_format", json!({ "type": "json_object" })),
            JsonMode::Prompt => {}
        }
    }
    if shape.stream {
        set("stream", true.into());
        if manner.stream_usage {
            set("stream_options", json!({ "include_usage": true }));
        }
    }
    if manner.caches_by_key {
        set("store", false.into());
        if let Some(key) = &prompt.cache_key {
            set("prompt_cache_key", key.as_str().into());
        }
    }
    if manner.forwards {
        set("provider", json!({ "require_parameters": true }));
    }
    body
}

fn messages(prompt: &Prompt, shape: Shape<'_>) -> Vec<Value> {
    let system = instructions(prompt, shape);
    let system = (!system.is_empty()).then(|| json!({ "role": "system", "content": system }));
    let said = prompt.messages.iter().map(|message| {
        let role = match message.speaker {
            Speaker::User => "user",
            Speaker::Assistant => "assistant",
        };
        json!({ "role": role, "content": message.text })
    });
    system.into_iter().chain(said).collect()
}

fn by_schema(name: &str, schema: &Value) -> Value {
    json!({
        "type": "json_schema",
        "json_schema": {
            "name": name,
            "strict": true,
            "schema": schema::within(schema, Subset::Strict),
        },
    })
}

/// Reads an answer that came at once.
pub(super) fn decode(body: &str, now: Duration) -> Result<Reply, Failure> {
    let unreadable = || Failure::new(Class::Overloaded, "the answer is no chat completion");
    let body: Value = serde_json::from_str(body).map_err(|_| unreadable())?;
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let choice = body.pointer("/choices/0").ok_or_else(unreadable)?;
    if let Some(error) = choice.get("error").filter(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    refusal(choice.get("message"))?;
    let text = text_at(choice, "/message/content").unwrap_or_default();
    let reason = text_at(choice, "/finish_reason").ok_or_else(unreadable)?;
    nonempty(Reply {
        text: text.to_owned(),
        end: end(reason)?,
        usage: usage(&body),
        cost: cost(&body),
        model: text_at(&body, "/model").map(str::to_owned),
        request_id: text_at(&body, "/id").map(str::to_owned),
    })
}

/// Reads one event of a stream; returns the text in it.
pub(super) fn event(event: &Value, reader: &mut Reader, now: Duration) -> Result<String, Failure> {
    let error = [
        event.get("error"),
        event.pointer("/choices/0/error"),
        event.pointer("/x_groq/error"),
    ];
    if let Some(error) = error.into_iter().flatten().find(|error| !error.is_null()) {
        return Err(classify::in_band(error, now));
    }
    let reply = &mut reader.reply;
    for (place, pointer) in [(&mut reply.model, "/model"), (&mut reply.request_id, "/id")] {
        if place.is_none() {
            *place = text_at(event, pointer).map(str::to_owned);
        }
    }
    reply.usage = usage(event).or(reply.usage);
    reply.cost = cost(event).or(reply.cost);
    let Some(choice) = event.pointer("/choices/0") else {
        return Ok(String::new());
    };
    refusal(choice.get("delta"))?;
    if let Some(reason) = text_at(choice, "/finish_reason") {
        reply.end = end(reason)?;
        reader.ended = true;
    }
    Ok(text_at(choice, "/delta/content")
        .unwrap_or_default()
        .to_owned())
}

/// Fails when the model declined, which it says beside the content.
fn refusal(message: Option<&Value>) -> Result<(), Failure> {
    match message.and_then(|message| text_at(message, "/refusal")) {
        Some(words) if !words.is_empty() => Err(Failure::new(Class::Refused, words)),
        Some(_) | None => Ok(()),
    }
}

fn end(reason: &str) -> Result<End, Failure> {
    match reason {
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
