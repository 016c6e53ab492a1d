//! From a prompt to a request for a message.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::llm::dialect::calls::{Names, input};
use crate::llm::dialect::schema::{self, Subset};
use crate::llm::dialect::{JsonMode, Shape, instructions, text_at};
use crate::llm::prompt::{Answer, Effort, Message, Prompt};
use crate::llm::schema::Schema;
use crate::llm::tool::{Called, Tool, ToolChoice, Tools};

/// The longest name of a call, in characters.
const LONGEST_ID: usize = 64;
/// What must not stand at the root of the schema of arguments.
const NOT_AT_ROOT: [&str; 3] = ["oneOf", "anyOf", "allOf"];

/// Returns the body of the request. No sampling parameter is ever sent: they are refused.
pub(in crate::llm::dialect) fn encode(prompt: &Prompt, shape: Shape<'_>) -> Value {
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        body.insert(name.to_owned(), value);
    };
    set("model", shape.model.into());
    set("max_tokens", shape.max_output.into());
    set("messages", messages(prompt, shape).into());
    let system = instructions(prompt, shape);
    if !system.is_empty() {
        let block = json!({
            "type": "text",
            "text": system,
            "cache_control": { "type": "ephemeral" },
        });
        set("system", json!([block]));
    }
    if let Some(tools) = &prompt.tools {
        set("tools", tools.list().iter().map(tool).collect());
        if let Some(choice) = choice(tools) {
            set("tool_choice", choice);
        }
    } else if let Some((name, schema)) = shape.by_tool(prompt) {
        let mut tools = bygone(prompt, name);
        tools.push(answer(name, schema));
        set("tools", tools.into());
        let alone = json!({ "type": "tool", "name": name, "disable_parallel_tool_use": true });
        set("tool_choice", alone);
    } else {
        let tools = bygone(prompt, "");
        if !tools.is_empty() {
            set("tools", tools.into());
            set("tool_choice", json!({ "type": "none" }));
        }
    }
    let stops = prompt.stop.iter().filter(|stop| !stop.trim().is_empty());
    let stops: Vec<&str> = stops.map(String::as_str).collect();
    if !stops.is_empty() && shape.manner.stops {
        set("stop_sequences", stops.into());
    }
    let output = output(prompt, shape);
    if !output.is_empty() {
        set("output_config", output.into());
    }
    if shape.thoughtless {
        set("thinking", json!({ "type": "disabled" }));
    }
    if shape.stream {
        set("stream", true.into());
    }
    Value::Object(body)
}

/// Returns the turns. Those of one side that follow each other are one, of several blocks: what came
/// of calls and what is asked next come together.
fn messages(prompt: &Prompt, shape: Shape<'_>) -> Vec<Value> {
    let mut turns: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut add = |role, blocks: Vec<Value>| match turns.last_mut() {
        Some((last, before)) if *last == role => before.extend(blocks),
        Some(_) | None => turns.push((role, blocks)),
    };
    let said = |text: &str| json!({ "type": "text", "text": text });
    let mut names = Names::new(fits);
    for message in &prompt.messages {
        match message {
            Message::User(text) => add("user", vec![said(text)]),
            // A turn without a word is refused.
            Message::Assistant(text) if text.trim().is_empty() => {}
            Message::Assistant(text) => add("assistant", vec![said(text)]),
            Message::Called {
                text,
                calls,
                thoughts,
            } => {
                let text = Some(text).filter(|text| !text.trim().is_empty());
                let text = text.map(|text| said(text));
                let names = names.of(calls);
                let made = calls.iter().zip(&names).map(|(it, id)| call(it, id));
                let sealed = shape.own(thoughts.as_ref()).and_then(Value::as_array);
                let sealed = sealed.into_iter().flatten().cloned();
                add("assistant", sealed.chain(text).chain(made).collect());
                let results = calls.iter().zip(&names).map(|(it, id)| result(it, id));
                add("user", results.collect());
            }
        }
    }
    turns.into_iter().map(turn).collect()
}

/// Returns a turn. A text without a word is refused, and left out where something stands beside it.
fn turn((role, mut blocks): (&str, Vec<Value>)) -> Value {
    let blank = |it: &Value| text_at(it, "/text").is_some_and(|text| text.trim().is_empty());
    if !blocks.iter().all(blank) {
        blocks.retain(|it| !blank(it));
    }
    let content = match blocks.as_slice() {
        [only] if text_at(only, "/type") == Some("text") => only.get("text").cloned(),
        _ => None,
    };
    json!({ "role": role, "content": content.unwrap_or_else(|| blocks.into()) })
}

/// Returns whether a name of a call is taken.
fn fits(id: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    (1..=LONGEST_ID).contains(&id.len()) && id.chars().all(plain)
}

fn call(called: &Called, id: &str) -> Value {
    json!({
        "type": "tool_use",
        "id": id,
        "name": called.call.name,
        "input": input(&called.call.arguments),
    })
}

fn result(called: &Called, id: &str) -> Value {
    if called.result.is_empty() {
        return json!({ "type": "tool_result", "tool_use_id": id });
    }
    json!({ "type": "tool_result", "tool_use_id": id, "content": called.result })
}

fn tool(tool: &Tool) -> Value {
    let mut schema = tool.parameters.clone();
    let mut said = Vec::new();
    for name in NOT_AT_ROOT {
        let value = schema.shift_remove(name);
        said.extend(value.map(|it| format!("The input satisfies {name}: {it}")));
    }
    schema.insert("type".to_owned(), "object".into());
    let mut schema = Value::Object(schema);
    if tool.strict {
        schema = schema::within(&schema, Subset::Unbounded);
    }
    let description = tool.description.iter().map(String::as_str);
    let description = description.chain(said.iter().map(String::as_str));
    let description = description.collect::<Vec<_>>().join("\n");
    let mut entry = Map::new();
    entry.insert("name".to_owned(), tool.name.as_str().into());
    if !description.is_empty() {
        entry.insert("description".to_owned(), description.into());
    }
    entry.insert("input_schema".to_owned(), schema);
    if tool.strict {
        entry.insert("strict".to_owned(), true.into());
    }
    entry.into()
}

/// Returns which tools are called, unless that is left to the model altogether.
fn choice(tools: &Tools) -> Option<Value> {
    let alone = !tools.parallel();
    let mut choice = Map::new();
    let mut set = |name: &str, value: Value| choice.insert(name.to_owned(), value);
    match tools.choice() {
        ToolChoice::Auto if !alone => return None,
        ToolChoice::Auto => set("type", "auto".into()),
        ToolChoice::Never => return Some(json!({ "type": "none" })),
        ToolChoice::Required => set("type", "any".into()),
        ToolChoice::Named(name) => {
            set("type", "tool".into());
            set("name", name.as_str().into())
        }
    };
    if alone {
        set("disable_parallel_tool_use", true.into());
    }
    Some(choice.into())
}

/// Returns the tools that were called before, but for one, where none of them may be called any more:
/// a conversation with calls is refused without them.
fn bygone(prompt: &Prompt, but: &str) -> Vec<Value> {
    let calls = prompt.messages.iter().flat_map(|message| match message {
        Message::Called { calls, .. } => calls.as_slice(),
        Message::User(_) | Message::Assistant(_) => &[],
    });
    let names: BTreeSet<&str> = calls.map(|it| it.call.name.as_str()).collect();
    let entry = |name| json!({ "name": name, "input_schema": { "type": "object" } });
    let names = names.into_iter().filter(|name| *name != but);
    names.map(entry).collect()
}

/// Returns the tool whose arguments are the answer.
fn answer(name: &str, schema: &Schema) -> Value {
    tool(&Tool {
        name: name.to_owned(),
        description: Some("Takes your whole answer.".to_owned()),
        parameters: schema.value().as_object().cloned().unwrap_or_default(),
        strict: false,
    })
}

/// Returns how much the model may think and what its answer must satisfy.
fn output(prompt: &Prompt, shape: Shape<'_>) -> Map<String, Value> {
    let mut output = Map::new();
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
    output
}
