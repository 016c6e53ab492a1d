//! From a chat completion that a client asks for to a prompt.
//!
//! What changes the meaning of a request and can't be had of every provider is refused: a client
//! that asks for two answers must not get one. What only tunes it is left out.

use serde::Deserialize;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::llm::catalog::Role;
use crate::llm::chain::Choice;
use crate::llm::prompt::{Answer, Effort, Prompt};
use crate::llm::schema::Schema;

mod conversation;
mod tools;

use conversation::{Turn, conversation};
use tools::{Offered, tools};

/// The most texts at which an answer may stop.
const MOST_STOPS: usize = 4;

/// The names under which the chain chooses a model.
pub(super) const ROLES: [(&str, Role); 3] = [
    ("general", Role::General),
    ("coding", Role::Coding),
    // What many tools call it.
    ("auto", Role::General),
];

/// The most tokens of an answer when the client does not say. Code may be a whole file; everything
/// else is shorter, and what is reserved for it counts for the limits of tokens.
fn max_output(choice: &Choice) -> u32 {
    match choice {
        Choice::Role(Role::Coding)
        | Choice::Beyond {
            role: Role::Coding, ..
        } => 8192,
        Choice::Role(Role::General) | Choice::Beyond { .. } | Choice::Model { .. } => 4096,
    }
}

/// What a client asks for.
#[derive(Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) prompt: Prompt,
    pub(super) choice: Choice,
    /// Whether the answer is to come in pieces.
    pub(super) stream: bool,
    /// Whether a stream ends with what was used.
    pub(super) usage: bool,
}

#[derive(Deserialize)]
struct Body {
    model: String,
    messages: Vec<Turn>,
    max_completion_tokens: Option<u32>,
    max_tokens: Option<u32>,
    stream: Option<bool>,
    stream_options: Option<StreamOptions>,
    response_format: Option<Format>,
    reasoning_effort: Option<String>,
    tools: Option<Vec<Offered>>,
    tool_choice: Option<Value>,
    parallel_tool_calls: Option<bool>,
    stop: Option<Stop>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
struct StreamOptions {
    include_usage: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "`stop` has to be a text or a list of texts")]
enum Stop {
    One(String),
    Some(Vec<String>),
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Format {
    Text,
    JsonObject,
    JsonSchema { json_schema: Named },
}

#[derive(Deserialize)]
struct Named {
    name: String,
    schema: Option<Value>,
}

/// Parameters that change what an answer means, and that not every provider knows.
const NOT_HAD: [&str; 8] = [
    "functions",
    "audio",
    "modalities",
    "logprobs",
    "top_logprobs",
    "logit_bias",
    "prediction",
    "web_search_options",
];

impl Wanted {
    /// Reads the body of a request; `find` knows the models that have names of their own.
    pub(super) fn parse(
        body: &[u8],
        find: impl FnOnce(&str) -> Option<Choice>,
    ) -> Result<Self, Refusal> {
        let body: Body =
            serde_json::from_slice(body).map_err(|error| Refusal::wrong(error.to_string()))?;
        refuse_what_is_not_had(&body)?;
        let role = ROLES.into_iter().find(|(name, _)| *name == body.model);
        let role = role.map(|(_, role)| Choice::Role(role));
        let choice = role.or_else(|| find(&body.model));
        let choice = choice.ok_or_else(|| Refusal::no_model(&body.model))?;
        let usage = body.stream_options.and_then(|it| it.include_usage);
        Ok(Self {
            stream: body.stream.unwrap_or(false),
            usage: usage.unwrap_or(false),
            prompt: Prompt {
                answer: answer(body.response_format)?,
                max_output: body
                    .max_completion_tokens
                    .or(body.max_tokens)
                    .unwrap_or_else(|| max_output(&choice))
                    .max(1),
                effort: body.reasoning_effort.as_deref().and_then(effort),
                tools: tools(
                    body.tools,
                    body.tool_choice.as_ref(),
                    body.parallel_tool_calls,
                )?,
                stop: stop(body.stop)?,
                ..conversation(body.messages)?
            },
            choice,
        })
    }
}

fn refuse_what_is_not_had(body: &Body) -> Result<(), Refusal> {
    let asked = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => true,
    };
    let text_alone = json!(["text"]);
    for name in NOT_HAD {
        let value = body.rest.get(name);
        if value.is_some_and(|value| asked(value) && *value != text_alone) {
            return Err(Refusal::not_had(name));
        }
    }
    match body.rest.get("n") {
        Some(count) if *count != json!(1) && !count.is_null() => Err(Refusal::not_had("n")),
        Some(_) | None => Ok(()),
    }
}

/// Returns the texts at which an answer stops.
fn stop(stop: Option<Stop>) -> Result<Vec<String>, Refusal> {
    let stops = match stop {
        None => Vec::new(),
        Some(Stop::One(text)) => vec![text],
        Some(Stop::Some(texts)) => texts,
    };
    if stops.len() > MOST_STOPS {
        let most = format!("stop: there may be {MOST_STOPS} texts at most");
        return Err(Refusal::wrong(most));
    }
    if stops.iter().any(String::is_empty) {
        return Err(Refusal::wrong("stop: a text is empty".to_owned()));
    }
    Ok(stops)
}

fn answer(format: Option<Format>) -> Result<Answer, Refusal> {
    let (name, schema) = match format {
        None | Some(Format::Text) => return Ok(Answer::Text),
        Some(Format::JsonObject) => ("answer".to_owned(), None),
        Some(Format::JsonSchema { json_schema }) => (json_schema.name, json_schema.schema),
    };
    let named = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if name.is_empty() || name.len() > 64 || !name.chars().all(named) {
        return Err(Refusal::wrong(
            "response_format: the schema has no usable name".to_owned(),
        ));
    }
    let schema = schema.unwrap_or_else(|| json!({ "type": "object" }));
    let schema =
        Schema::new(schema).map_err(|error| Refusal::wrong(format!("response_format: {error}")))?;
    Ok(Answer::Json { name, schema })
}

fn effort(name: &str) -> Option<Effort> {
    match name {
        "none" | "minimal" => Some(Effort::None),
        "low" => Some(Effort::Low),
        "medium" => Some(Effort::Medium),
        "high" | "xhigh" | "max" => Some(Effort::High),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::prompt::Message;
    use crate::llm::tool::{Called, Tool, ToolCall, ToolChoice};

    fn parse(body: &Value) -> Result<Wanted, Refusal> {
        let find = |name: &str| {
            let (provider, id) = name.split_once('/')?;
            Some(Choice::Model {
                provider: provider.to_owned(),
                id: id.to_owned(),
            })
        };
        Wanted::parse(body.to_string().as_bytes(), find)
    }

    fn with(name: &str, value: Value) -> Value {
        let mut body =
            json!({ "model": "general", "messages": [{ "role": "user", "content": "hi" }] });
        body[name] = value;
        body
    }

    #[test]
    fn a_conversation_is_passed_on_whole() {
        let wanted = parse(&json!({
            "model": "coding",
            "stream": true,
            "stream_options": { "include_usage": true },
            "max_completion_tokens": 9,
            "temperature": 0.2,
            "reasoning_effort": "low",
            "messages": [
                { "role": "system", "content": "Be brief." },
                { "role": "developer", "content": [{ "type": "text", "text": "In Rust." }] },
                { "role": "user", "content": "a" },
                { "role": "assistant", "content": "b" },
                { "role": "assistant", "content": null },
                { "role": "user", "content": [{ "type": "text", "text": "c" }, { "type": "text", "text": "d" }] },
            ],
        }))
        .unwrap();
        assert_eq!(wanted.prompt.system, "Be brief.\n\nIn Rust.");
        let (user, assistant) = (
            |text: &str| Message::User(text.to_owned()),
            |text: &str| Message::Assistant(text.to_owned()),
        );
        let said = [user("a"), assistant("b"), assistant(""), user("cd")];
        assert_eq!(wanted.prompt.messages, said);
        assert_eq!(wanted.choice, Choice::Role(Role::Coding));
        assert_eq!(wanted.prompt.max_output, 9);
        assert_eq!(wanted.prompt.effort, Some(Effort::Low));
        assert!(wanted.stream && wanted.usage);
    }

    #[test]
    fn tools_calls_and_results_are_passed_on() {
        let city = json!({ "type": "object", "properties": { "city": { "type": "string" } } });
        let wanted = parse(&json!({
            "model": "general",
            "tools": [
                { "type": "function", "function": { "name": "weather", "description": "Tells it.", "parameters": city, "strict": true } },
                { "type": "function", "function": { "name": "clock" } },
            ],
            "tool_choice": { "type": "function", "function": { "name": "clock" } },
            "parallel_tool_calls": false,
            "stop": "END",
            "messages": [
                { "role": "user", "content": "hi" },
                { "role": "assistant", "content": null, "tool_calls": [
                    { "id": "a", "type": "function", "function": { "name": "weather", "arguments": "{" } },
                    { "id": "b", "type": "function", "function": { "name": "clock", "arguments": "" } },
                ] },
                { "role": "tool", "tool_call_id": "b", "content": "noon" },
                { "role": "tool", "tool_call_id": "a", "content": [{ "type": "text", "text": "rain" }] },
                { "role": "assistant", "content": "Rain at noon.", "tool_calls": [] },
                { "role": "user", "content": "And?" },
            ],
        }));
        let prompt = wanted.unwrap().prompt;
        assert_eq!(prompt.stop, ["END"]);
        let tools = prompt.tools.unwrap();
        let strict: Vec<bool> = tools.list().iter().map(|it| it.strict).collect();
        assert_eq!(strict, [true, false]);
        assert_eq!(tools.list()[0].parameters, *city.as_object().unwrap());
        assert_eq!(tools.list()[1].parameters, Tool::no_parameters());
        assert_eq!(*tools.choice(), ToolChoice::Named("clock".to_owned()));
        assert!(!tools.parallel());
        let called = |id: &str, name: &str, arguments: &str, result: &str| Called {
            call: ToolCall {
                id: id.to_owned(),
                name: name.to_owned(),
                arguments: arguments.to_owned(),
            },
            result: result.to_owned(),
        };
        let calls = vec![
            called("a", "weather", "{", "rain"),
            called("b", "clock", "", "noon"),
        ];
        let called = Message::Called {
            text: String::new(),
            calls,
            thoughts: None,
        };
        assert_eq!(prompt.messages[1], called);
        assert_eq!(
            prompt.messages[2],
            Message::Assistant("Rain at noon.".to_owned())
        );
    }

    #[test]
    fn calls_without_results_and_results_without_calls_are_refused() {
        let user = json!({ "role": "user", "content": "hi" });
        let call = json!({ "role": "assistant", "tool_calls": [
            { "id": "a", "type": "function", "function": { "name": "f", "arguments": "{}" } },
        ] });
        let result = json!({ "role": "tool", "tool_call_id": "a", "content": "x" });
        for (turns, says) in [
            (json!([user, call]), "the call `a` has no result"),
            (
                json!([user, call, user, result]),
                "the call `a` has no result",
            ),
            (
                json!([user, result]),
                "there is no call `a` before its result",
            ),
            (
                json!([user, call, result, result]),
                "there is no call `a` before its result",
            ),
            (
                json!([user, { "role": "tool", "content": "x" }]),
                "there is no call `` before its result",
            ),
            (
                json!([user, { "role": "assistant", "tool_calls": [{ "id": "c", "type": "custom", "custom": {} }] }]),
                "the call `c` is none of a function",
            ),
            (
                json!([user, call, result, { "role": "assistant", "tool_calls": [{ "id": "d", "function": { "name": "we ather", "arguments": "{}" } }] }]),
                "messages[3].tool_calls[0]: `we ather` is no name of a tool",
            ),
            (
                json!([user, { "role": "assistant", "function_call": { "name": "f", "arguments": "" } }]),
                "`function_call` can't be passed on",
            ),
        ] {
            let refusal = parse(&with("messages", turns)).unwrap_err();
            let told = refusal.document().to_string();
            assert!(refusal.status() == 400 && told.contains(says), "{told}");
        }
    }

    #[test]
    fn tools_that_can_t_be_passed_on_are_refused_with_a_reason() {
        let tool = |name: &str| json!({ "type": "function", "function": { "name": name } });
        let named = |name: &str| json!({ "type": "function", "function": { "name": name } });
        for (tools, choice, says) in [
            (
                json!([{ "type": "custom", "custom": { "name": "f" } }]),
                json!("auto"),
                "of the type `custom`",
            ),
            (
                json!([{ "type": "function" }]),
                json!("none"),
                "of the type `function`",
            ),
            (
                json!([tool("a b")]),
                json!("auto"),
                "`a b` is no name of a tool",
            ),
            (
                json!([tool("f"), tool("f")]),
                json!("auto"),
                "two tools are named `f`",
            ),
            (
                json!([tool("f")]),
                named("g"),
                "tool_choice: there is no tool `g`",
            ),
            (
                json!([]),
                json!("required"),
                "tool_choice: there is no tool",
            ),
            (
                json!([tool("f")]),
                json!("sometimes"),
                "tool_choice: \\\"sometimes\\\" can't be",
            ),
            (
                json!([tool("f")]),
                json!({ "type": "allowed_tools" }),
                "tool_choice:",
            ),
        ] {
            let mut body = with("tools", tools);
            body["tool_choice"] = choice;
            let refusal = parse(&body).unwrap_err();
            let told = refusal.document().to_string();
            assert!(refusal.status() == 400 && told.contains(says), "{told}");
        }
    }

    #[test]
    fn a_model_is_a_role_or_one_of_a_provider() {
        for (name, role) in ROLES {
            let wanted = parse(&with("model", json!(name))).unwrap();
            assert_eq!(wanted.choice, Choice::Role(role));
        }
        let wanted = parse(&with("model", json!("groq/openai/gpt-oss-20b"))).unwrap();
        let (provider, id) = ("groq".to_owned(), "openai/gpt-oss-20b".to_owned());
        assert_eq!(wanted.choice, Choice::Model { provider, id });
        let refusal = parse(&with("model", json!("gpt-4o"))).unwrap_err();
        assert_eq!(refusal.status(), 404);
    }

    #[test]
    fn what_can_t_be_had_is_refused_by_name() {
        for (name, value) in [
            ("functions", json!([{ "name": "f" }])),
            ("n", json!(2)),
            ("logprobs", json!(true)),
            ("modalities", json!(["text", "audio"])),
        ] {
            let refusal = parse(&with(name, value)).unwrap_err();
            assert!(
                refusal
                    .document()
                    .to_string()
                    .contains(&format!("`{name}`"))
            );
            assert_eq!(refusal.status(), 400);
        }
        for (name, value) in [
            ("tools", json!([])),
            ("n", json!(1)),
            ("stop", Value::Null),
            ("tool_choice", json!("none")),
            ("parallel_tool_calls", json!(false)),
            ("modalities", json!(["text"])),
            ("temperature", json!(0)),
            ("response_format", json!({ "type": "text" })),
        ] {
            parse(&with(name, value)).unwrap();
        }
    }

    #[test]
    fn what_is_wrong_is_refused_with_a_reason() {
        for (name, value) in [
            ("messages", json!("hi")),
            ("messages", json!([])),
            ("messages", json!([{ "role": "system", "content": "hi" }])),
            ("messages", json!([{ "role": "tool", "content": "hi" }])),
            (
                "messages",
                json!([{ "role": "user", "content": [{ "type": "image_url" }] }]),
            ),
            ("max_tokens", json!("9")),
            ("stop", json!(["a", "b", "c", "d", "e"])),
            ("stop", json!(["a", ""])),
            ("stop", json!(7)),
            ("response_format", json!({ "type": "xml" })),
            (
                "response_format",
                json!({ "type": "json_schema", "json_schema": { "name": "a b" } }),
            ),
            (
                "response_format",
                json!({ "type": "json_schema", "json_schema": { "name": "a", "schema": { "type": "x" } } }),
            ),
        ] {
            let body = with(name, value);
            assert_eq!(parse(&body).unwrap_err().status(), 400, "{body}");
        }
        let broken = Wanted::parse(b"{", |_| None);
        assert_eq!(broken.unwrap_err().status(), 400);
    }
}
