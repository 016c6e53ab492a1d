//! Tools, calls and stops: what providers are sent of them, and what is read of their answers.

use proptest::prelude::*;
use serde_json::{Map, json};

use super::*;
use crate::llm::reply::{End, Reply};
use crate::llm::tool::{Called, Tool, ToolCall, ToolChoice, Tools};

fn object(schema: &Value) -> Map<String, Value> {
    schema.as_object().unwrap().clone()
}

/// A tool of each kind.
fn list() -> Vec<Tool> {
    let city = json!({
        "type": "object",
        "properties": { "city": { "type": "string", "minLength": 1 } },
        "required": ["city"],
        "additionalProperties": false,
    });
    let either = json!({ "oneOf": [{ "required": ["zone"] }, { "required": ["city"] }] });
    let tool = |name: &str, description: Option<&str>, parameters, strict| Tool {
        name: name.to_owned(),
        description: description.map(str::to_owned),
        parameters,
        strict,
    };
    vec![
        tool("weather", Some("Tells the weather."), object(&city), true),
        tool("clock", None, object(&either), false),
        tool("dice", None, Tool::no_parameters(), false),
    ]
}

fn tools(choice: ToolChoice, parallel: bool) -> Tools {
    Tools::new(list(), choice, parallel).unwrap()
}

fn call(id: &str, name: &str, arguments: &str) -> ToolCall {
    ToolCall {
        id: id.to_owned(),
        name: name.to_owned(),
        arguments: arguments.to_owned(),
    }
}

/// A conversation in which everything was called that can be called, by models of several providers.
pub(super) fn talk() -> Prompt {
    let called = |id: &str, name: &str, arguments: &str, result: &str| Called {
        call: call(id, name, arguments),
        result: result.to_owned(),
    };
    let mut prompt = Prompt::question("What's the weather in Riga?", 100);
    prompt.messages.extend([
        Message::Called {
            text: "Looking it up.".to_owned(),
            calls: vec![
                called("toolu_01", "weather", "{\"city\":\"Riga\"}", "rain"),
                called("functions.clock:1", "clock", "", ""),
            ],
            thoughts: None,
        },
        Message::Called {
            text: String::new(),
            calls: vec![
                called(&"x".repeat(70), "weather", "{\"city\":", "what?"),
                called("call_a", "dice", "[6]", "4"),
            ],
            thoughts: None,
        },
        Message::User("And?".to_owned()),
        Message::Assistant("  ".to_owned()),
        Message::User("Well?".to_owned()),
    ]);
    prompt
}

/// Every way in which tools can be asked for, and texts to stop at.
pub(super) fn prompts() -> Vec<Prompt> {
    let choices = || {
        [
            ToolChoice::Auto,
            ToolChoice::Never,
            ToolChoice::Required,
            ToolChoice::Named("clock".to_owned()),
        ]
    };
    let mut prompts = vec![talk()];
    for parallel in [true, false] {
        prompts.extend(choices().map(|choice| Prompt {
            tools: Some(tools(choice, parallel)),
            stop: vec!["\n".to_owned(), "END".to_owned()],
            ..talk()
        }));
    }
    prompts
}

fn pretty(body: &Value) -> String {
    serde_json::to_string_pretty(body).unwrap()
}

#[test]
fn tools_calls_and_results_are_told_in_each_dialect() {
    let manner = Manner::default();
    let prompt = Prompt {
        tools: Some(tools(ToolChoice::Named("clock".to_owned()), false)),
        stop: vec!["\n".to_owned(), "END".to_owned()],
        ..talk()
    };
    let shape = Shape {
        stream: false,
        effort: None,
        ..shape(&manner, JsonMode::Prompt)
    };
    let openai = Dialect::OpenAi.encode(&prompt, shape);
    insta::assert_snapshot!("tools_openai", pretty(&openai));
    let anthropic = Dialect::Anthropic.encode(&prompt, shape);
    insta::assert_snapshot!("tools_anthropic", pretty(&anthropic));
}

#[test]
fn whether_tools_are_called_is_told_in_each_dialect() {
    let manner = Manner::default();
    let mut lines = Vec::new();
    for prompt in prompts() {
        for dialect in [Dialect::OpenAi, Dialect::Anthropic] {
            let body = dialect.encode(&prompt, shape(&manner, JsonMode::Prompt));
            let told = ["tool_choice", "parallel_tool_calls"].map(|it| body[it].to_string());
            let count = body["tools"].as_array().map_or(0, Vec::len);
            let wanted = prompt.tools.as_ref().map(|it| (it.choice(), it.parallel()));
            lines.push(format!(
                "{dialect:?} {wanted:?}: {count} tools, {}",
                told.join(", ")
            ));
        }
    }
    insta::assert_snapshot!("choices", lines.join("\n"));
}

#[test]
fn a_model_that_can_t_be_told_where_to_stop_is_not() {
    let prompt = Prompt {
        stop: vec!["END".to_owned()],
        ..Prompt::question("hi", 100)
    };
    for (dialect, name) in [
        (Dialect::OpenAi, "stop"),
        (Dialect::Anthropic, "stop_sequences"),
    ] {
        for stops in [true, false] {
            let manner = Manner {
                stops,
                ..Manner::default()
            };
            let body = dialect.encode(&prompt, shape(&manner, JsonMode::Prompt));
            assert_eq!(body.get(name).is_some(), stops, "{body}");
        }
    }
}

/// Reads what came at once.
fn at_once(dialect: Dialect, body: &Value) -> Result<Reply, Failure> {
    dialect.decode(&body.to_string(), FREE, NOW)
}

#[test]
fn calls_that_come_at_once_are_read() {
    let completion = |message: Value| json!({ "id": "c1", "model": "m", "choices": [{ "message": message, "finish_reason": "tool_calls" }] });
    let message = json!({ "role": "assistant", "content": null, "tool_calls": [
        { "id": "call_a", "type": "function", "function": { "name": "weather", "arguments": "{\"city\":\"Riga\"}" } },
        // Broken arguments are the client's to judge, as they came.
        { "id": "call_b", "type": "function", "function": { "name": "weather", "arguments": "{\"city\":" } },
        { "id": "call_c", "type": "function", "function": { "name": "dice", "arguments": "" } },
        // Some servers give no names, and the document in place of its text.
        { "function": { "name": "weather", "arguments": { "city": "Riga" } } },
    ] });
    let reply = at_once(Dialect::OpenAi, &completion(message)).unwrap();
    let made = reply.calls.last().unwrap().id.clone();
    assert!(made.starts_with("call_") && made.ends_with("_3"), "{made}");
    assert_eq!(
        reply.calls,
        [
            call("call_a", "weather", "{\"city\":\"Riga\"}"),
            call("call_b", "weather", "{\"city\":"),
            call("call_c", "dice", "{}"),
            call(&made, "weather", "{\"city\":\"Riga\"}"),
        ]
    );
    assert_eq!((reply.text.as_str(), reply.end), ("", End::Complete));
    let reply = at_once(
        Dialect::Anthropic,
        &json!({ "id": "m1", "stop_reason": "tool_use", "content": [
            { "type": "text", "text": "Looking." },
            { "type": "tool_use", "id": "toolu_01", "name": "weather", "input": { "city": "Riga" } },
            { "type": "tool_use", "id": "toolu_02", "name": "dice", "input": {} },
        ] }),
    );
    let reply = reply.unwrap();
    assert_eq!(
        (reply.text.as_str(), reply.calls.as_slice()),
        (
            "Looking.",
            [
                call("toolu_01", "weather", "{\"city\":\"Riga\"}"),
                call("toolu_02", "dice", "{}"),
            ]
            .as_slice()
        )
    );
    let nameless = json!({ "tool_calls": [{ "id": "a", "function": { "arguments": "{}" } }] });
    let failure = at_once(Dialect::OpenAi, &completion(nameless)).unwrap_err();
    assert_eq!(failure.class, Class::BadOutput);
}

/// Puts pieces together again.
fn together(pieces: &[Piece]) -> (String, Vec<ToolCall>) {
    let (mut said, mut calls) = (String::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Text(text) => said.push_str(text),
            Piece::Call { index, id, name } => {
                assert_eq!(*index, calls.len());
                calls.push(call(id, name, ""));
            }
            Piece::Arguments { index, text } => calls[*index].arguments.push_str(text),
        }
    }
    (said, calls)
}

#[test]
fn what_is_passed_on_is_what_is_returned() {
    for file in files("sse") {
        let name = stem(&file);
        let stream = std::fs::read_to_string(&file).unwrap();
        let mut reader = of(&name).reader(FREE);
        let mut pieces = Vec::new();
        let mut failed = false;
        for line in stream.lines().filter_map(|it| it.strip_prefix("data: ")) {
            match reader.event(line, NOW) {
                Ok(more) => pieces.extend(more),
                Err(_) => failed = true,
            }
        }
        if let Ok(reply) = reader.finish()
            && !failed
        {
            assert_eq!(
                together(&pieces),
                (reply.text.clone(), reply.calls.clone()),
                "{name}"
            );
            assert_eq!(
                together(&reply.pieces()),
                (reply.text, reply.calls),
                "{name}"
            );
        }
    }
}

/// Hears texts one after the other, kept to bounds; returns what is passed on of each, and the end.
fn heard(texts: &[&str], stop: &[&str]) -> (Vec<String>, Reply) {
    let stop: Vec<String> = stop.iter().map(|&it| it.to_owned()).collect();
    let bounds = Bounds {
        stop: &stop,
        ..FREE
    };
    let mut reader = Dialect::OpenAi.reader(bounds);
    let mut passed = Vec::new();
    for text in texts {
        let event = json!({ "choices": [{ "delta": { "content": text } }] });
        let pieces = reader.event(&event.to_string(), NOW).unwrap();
        passed.push(pieces.iter().map(Piece::text).collect());
    }
    let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }], "usage": { "prompt_tokens": 1 } });
    let last = reader.event(&end.to_string(), NOW).unwrap();
    passed.push(last.iter().map(Piece::text).collect());
    (passed, reader.finish().unwrap())
}

#[test]
fn an_answer_stops_where_it_is_to_stop_whoever_gives_it() {
    let (passed, reply) = heard(&["one tw", "o EN", "D three", " END"], &["END", "\n"]);
    assert_eq!(passed, ["one tw", "o ", "", "", ""]);
    assert_eq!((reply.text.as_str(), reply.end), ("one two ", End::Stopped));
    assert_eq!(reply.usage, None, "who hangs up is not told");
    // What only began like a stop is passed on as soon as that is known.
    let (passed, reply) = heard(&["E", "E", "NE", "x", "EN"], &["END"]);
    assert_eq!(passed, ["", "E", "EN", "Ex", "", "EN"]);
    assert_eq!((reply.text.as_str(), reply.end), ("EENExEN", End::Complete));
    let (passed, _) = heard(&["д", "аж", "е"], &["ж\u{301}", "жд"]);
    assert_eq!(passed, ["д", "а", "же", ""]);
    let (_, reply) = heard(&["END"], &["END"]);
    assert_eq!((reply.text.as_str(), reply.end), ("", End::Stopped));
    // Who was told where to stop did so before a word.
    let (_, reply) = heard(&[], &["END"]);
    assert_eq!(reply.end, End::Complete);
    let whole = r#"{"choices":[{"message":{"content":"a END b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5}}"#;
    let stop = ["END".to_owned()];
    let bounds = Bounds {
        stop: &stop,
        ..FREE
    };
    let reply = Dialect::OpenAi.decode(whole, bounds, NOW).unwrap();
    assert_eq!(reply.text, "a ");
    assert_eq!(reply.usage.unwrap().input, 5);
}

#[test]
fn one_call_is_one_call_whoever_makes_two() {
    let one = Bounds {
        most_calls: 1,
        ..FREE
    };
    for name in ["openai_tools", "anthropic_tools"] {
        let file = files("sse")
            .into_iter()
            .find(|it| stem(it) == name)
            .unwrap();
        let stream = std::fs::read_to_string(file).unwrap();
        let mut reader = of(name).reader(one);
        let mut pieces = Vec::new();
        for line in stream.lines().filter_map(|it| it.strip_prefix("data: ")) {
            pieces.extend(reader.event(line, NOW).unwrap());
        }
        let reply = reader.finish().unwrap();
        let names: Vec<&str> = reply.calls.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["weather"], "{name}");
        assert_eq!(together(&pieces).1, reply.calls, "{name}");
    }
}

/// Texts of few letters, so that stops come in them.
fn scraps(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[abж\n]{1,4}", count)
}

proptest! {
    #[test]
    fn however_it_comes_an_answer_ends_before_its_first_stop(texts in scraps(0..12), stop in scraps(1..4)) {
        let whole = texts.concat();
        let ends = stop.iter().filter_map(|stop| {
            let at = whole.find(stop.as_str())?;
            Some((at + stop.len(), at))
        });
        let first = ends.min().map(|(_, at)| at);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let stop: Vec<&str> = stop.iter().map(String::as_str).collect();
        let (passed, reply) = heard(&texts, &stop);
        prop_assert_eq!(&passed.concat(), &reply.text);
        prop_assert_eq!(&reply.text, whole.get(..first.unwrap_or(whole.len())).unwrap());
        prop_assert_eq!(reply.end == End::Stopped, first.is_some());
    }
}
