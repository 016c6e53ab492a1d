//! The turns of a conversation that a client sends, with each call beside its result.

use std::collections::{BTreeMap, VecDeque};

use serde::Deserialize;
use serde_json::Value;

use super::Refusal;
use crate::llm::prompt::{Message, Prompt};
use crate::llm::tool::{Called, ToolCall, check_name};

/// One message.
#[derive(Deserialize)]
pub(super) struct Turn {
    role: String,
    content: Option<Content>,
    tool_calls: Option<Vec<Call>>,
    tool_call_id: Option<String>,
    function_call: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "`content` has to be a text or a list of parts")]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Deserialize)]
struct Part {
    r#type: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Call {
    id: String,
    function: Option<Function>,
}

#[derive(Deserialize)]
struct Function {
    name: String,
    arguments: String,
}

/// Calls that wait for their results.
struct Open {
    text: String,
    calls: Vec<(ToolCall, Option<String>)>,
    /// The places of those that have no result, by their names, which need not be their own.
    waiting: BTreeMap<String, VecDeque<usize>>,
}

/// Returns the instructions and the turns.
pub(super) fn conversation(turns: Vec<Turn>) -> Result<Prompt, Refusal> {
    let mut system = Vec::new();
    let mut messages = Vec::new();
    let mut open: Option<Open> = None;
    for (place, turn) in turns.into_iter().enumerate() {
        let text = turn.content.map_or_else(|| Ok(String::new()), text)?;
        let role = turn.role.as_str();
        if matches!(role, "system" | "developer") {
            system.push(text);
            continue;
        }
        if role == "tool" {
            let id = turn.tool_call_id.unwrap_or_default();
            answer(open.as_mut(), &id, text)?;
            continue;
        }
        if let Some(open) = open.take() {
            messages.push(open.close()?);
        }
        match role {
            "user" => messages.push(Message::User(text)),
            "assistant" if turn.function_call.is_some_and(|it| !it.is_null()) => {
                return Err(Refusal::not_had("function_call"));
            }
            "assistant" => match turn.tool_calls.filter(|calls| !calls.is_empty()) {
                None => messages.push(Message::Assistant(text)),
                Some(calls) => {
                    open = Some(Open::new(text, calls, place)?);
                }
            },
            role => {
                return Err(Refusal::wrong(format!(
                    "messages of `{role}` are not known"
                )));
            }
        }
    }
    if let Some(open) = open {
        messages.push(open.close()?);
    }
    if !messages.iter().any(|it| matches!(it, Message::User(_))) {
        return Err(Refusal::wrong("messages: nothing is asked".to_owned()));
    }
    Ok(Prompt {
        system: system.join("\n\n"),
        messages,
        ..Prompt::question("", 0)
    })
}

fn call(call: Call) -> Result<ToolCall, Refusal> {
    let Function { name, arguments } = call.function.ok_or_else(|| {
        let id = &call.id;
        Refusal::wrong(format!("messages: the call `{id}` is none of a function"))
    })?;
    Ok(ToolCall {
        id: call.id,
        name,
        arguments,
    })
}

/// Puts a result beside its call.
fn answer(open: Option<&mut Open>, id: &str, result: String) -> Result<(), Refusal> {
    let nothing = || {
        Refusal::wrong(format!(
            "messages: there is no call `{id}` before its result"
        ))
    };
    let open = open.ok_or_else(nothing)?;
    let place = open.waiting.get_mut(id).and_then(VecDeque::pop_front);
    let call = place.and_then(|place| open.calls.get_mut(place));
    let (_, place) = call.ok_or_else(nothing)?;
    *place = Some(result);
    Ok(())
}

impl Open {
    /// Returns the calls of the message at a place; fails where one can be none of a model that
    /// anybody knows: a provider would refuse the whole conversation, and not say why.
    fn new(text: String, calls: Vec<Call>, place: usize) -> Result<Self, Refusal> {
        let mut open = Self {
            text,
            calls: Vec::new(),
            waiting: BTreeMap::new(),
        };
        for (index, made) in calls.into_iter().enumerate() {
            let call = call(made)?;
            check_name(&call.name).map_err(|fault| {
                Refusal::wrong(format!("messages[{place}].tool_calls[{index}]: {fault}"))
            })?;
            open.waiting
                .entry(call.id.clone())
                .or_default()
                .push_back(index);
            open.calls.push((call, None));
        }
        Ok(open)
    }

    /// Returns the calls with their results; fails where one is missing.
    fn close(self) -> Result<Message, Refusal> {
        let text = self.text;
        let closed = self.calls.into_iter().map(|(call, result)| match result {
            Some(result) => Ok(Called { call, result }),
            None => Err(Refusal::wrong(format!(
                "messages: the call `{}` has no result",
                call.id
            ))),
        });
        let calls = closed.collect::<Result<_, _>>()?;
        Ok(Message::Called {
            text,
            calls,
            thoughts: None,
        })
    }
}

fn text(content: Content) -> Result<String, Refusal> {
    match content {
        Content::Text(text) => Ok(text),
        Content::Parts(parts) => parts
            .into_iter()
            .map(|part| match (part.r#type.as_str(), part.text) {
                ("text", Some(text)) => Ok(text),
                (other, _) => Err(Refusal::wrong(format!(
                    "messages: content of the type `{other}` can't be passed on"
                ))),
            })
            .collect(),
    }
}
