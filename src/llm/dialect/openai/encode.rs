//! From a prompt to a request for a chat completion.

use serde_json::{Map, Value, json};

use crate::llm::dialect::calls::{Names, arguments};
use crate::llm::dialect::schema::{self, Subset};
use crate::llm::dialect::{JsonMode, Shape, instructions};
use crate::llm::prompt::{Answer, Message, Prompt};
use crate::llm::tool::{Called, Tool, ToolChoice, Tools};

/// The longest name of a call, in characters: those of others may be longer, and a conversation that
/// moves on to somebody who refuses them would end (BerriAI/litellm #11392, vercel/ai #5171).
const LONGEST_ID: usize = 40;

/// Returns the body of the request.
pub(in crate::llm::dialect) fn encode(prompt: &Prompt, shape: Shape<'_>) -> Value {
    let manner = shape.manner;
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        body.insert(name.to_owned(), value);
    };
    set("model", shape.model.into());
    set("messages", messages(prompt, shape).into());
    set(&manner.cap, shape.max_output.into());
    if let Some(tools) = &prompt.tools {
        set("tools", tools.list().iter().map(tool).collect());
        if let Some(choice) = choice(tools) {
            set("tool_choice", choice);
        }
        // Whoever forwards finds nobody who knows them all; an answer is kept to them anyway.
        if !tools.parallel() && !manner.forwards {
            set("parallel_tool_calls", false.into());
        }
    }
    if !prompt.stop.is_empty() && manner.stops && !manner.forwards {
        set("stop", prompt.stop.clone().into());
    }
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
            JsonMode::Prompt | JsonMode::Tool => {}
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
    Value::Object(body)
}

fn messages(prompt: &Prompt, shape: Shape<'_>) -> Vec<Value> {
    let system = instructions(prompt, shape);
    let mut names = Names::new(|id| (1..=LONGEST_ID).contains(&id.len()));
    let mut messages = Vec::new();
    if !system.is_empty() {
        messages.push(json!({ "role": "system", "content": system }));
    }
    for message in &prompt.messages {
        match message {
            Message::User(text) => messages.push(json!({ "role": "user", "content": text })),
            Message::Assistant(text) => {
                messages.push(json!({ "role": "assistant", "content": text }));
            }
            Message::Called {
                text,
                calls,
                thoughts,
            } => {
                let sealed = shape.own(thoughts.as_ref());
                messages.extend(called(text, calls, &names.of(calls), sealed));
            }
        }
    }
    messages
}

/// Returns the messages of calls and of what came of them, with what was sealed before.
fn called(text: &str, calls: &[Called], names: &[String], sealed: Option<&Value>) -> Vec<Value> {
    let of = |name: &str| sealed.and_then(|it| it.get(name)).and_then(Value::as_array);
    let mut of_calls = of("calls").into_iter().flatten();
    let made = calls.iter().zip(names).map(|(it, id)| {
        let function = json!({ "name": it.call.name, "arguments": arguments(&it.call) });
        let mut call = Map::new();
        call.insert("id".to_owned(), id.as_str().into());
        call.insert("type".to_owned(), "function".into());
        call.insert("function".to_owned(), function);
        if let Some(sealed) = of_calls.next().filter(|it| !it.is_null()) {
            call.insert("extra_content".to_owned(), sealed.clone());
        }
        Value::Object(call)
    });
    let text = Some(text).filter(|text| !text.is_empty());
    let mut turn = Map::new();
    turn.insert("role".to_owned(), "assistant".into());
    turn.insert("content".to_owned(), text.into());
    turn.insert("tool_calls".to_owned(), made.collect());
    if let Some(details) = of("reasoning_details").filter(|it| !it.is_empty()) {
        turn.insert("reasoning_details".to_owned(), details.clone().into());
    }
    let results = calls.iter().zip(names);
    let results =
        results.map(|(it, id)| json!({ "role": "tool", "tool_call_id": id, "content": it.result }));
    std::iter::once(turn.into()).chain(results).collect()
}

fn tool(tool: &Tool) -> Value {
    let mut function = Map::new();
    function.insert("name".to_owned(), tool.name.as_str().into());
    if let Some(description) = &tool.description {
        function.insert("description".to_owned(), description.as_str().into());
    }
    function.insert("parameters".to_owned(), tool.parameters.clone().into());
    if tool.strict {
        function.insert("strict".to_owned(), true.into());
    }
    json!({ "type": "function", "function": function })
}

/// Returns which tools are called, unless that is left to the model, which not every server can be
/// told.
fn choice(tools: &Tools) -> Option<Value> {
    match tools.choice() {
        ToolChoice::Auto => None,
        ToolChoice::Never => Some("none".into()),
        ToolChoice::Required => Some("required".into()),
        ToolChoice::Named(name) => {
            Some(json!({ "type": "function", "function": { "name": name } }))
        }
    }
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
