//! Calls that go wrong on their way: names twice, parts that are lost, out of place or too many.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::llm::reply::{End, Reply};
use crate::llm::tool::{Called, Tool, ToolCall, ToolChoice, Tools};

fn called(id: &str, arguments: &str, result: &str) -> Called {
    Called {
        call: ToolCall {
            id: id.to_owned(),
            name: "f".to_owned(),
            arguments: arguments.to_owned(),
        },
        result: result.to_owned(),
    }
}

fn talk(turns: Vec<Vec<Called>>) -> Prompt {
    let mut prompt = Prompt::question("hi", 100);
    let turns = turns.into_iter().map(|calls| Message::Called {
        text: String::new(),
        calls,
        thoughts: None,
    });
    prompt.messages.extend(turns);
    prompt
}

/// Returns the names of the calls of a request, each with what came of it.
fn told(dialect: Dialect, prompt: &Prompt) -> Vec<(String, String)> {
    let manner = Manner::default();
    let body = dialect.encode(prompt, shape(&manner, JsonMode::Prompt));
    let turns = body["messages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (mut calls, mut results) = (Vec::new(), Vec::new());
    for turn in turns {
        let made = turn["tool_calls"].as_array().into_iter().flatten();
        calls.extend(made.map(|it| text(&it["id"])));
        if turn["role"] == "tool" {
            results.push((text(&turn["tool_call_id"]), text(&turn["content"])));
        }
        for block in turn["content"].as_array().into_iter().flatten() {
            match text_at(block, "/type") {
                Some("tool_use") => calls.push(text(&block["id"])),
                Some("tool_result") => {
                    results.push((text(&block["tool_use_id"]), text(&block["content"])));
                }
                _ => {}
            }
        }
    }
    let names: Vec<&String> = results.iter().map(|(id, _)| id).collect();
    assert_eq!(names, calls.iter().collect::<Vec<_>>());
    results
}

#[test]
fn no_two_calls_of_a_conversation_have_one_name() {
    let turns = vec![
        vec![called("call_0", "{}", "a"), called("", "{}", "b")],
        vec![called("call_0", "{}", "c"), called("", "{}", "d")],
        vec![called("é", "{}", "e"), called("é", "{}", "f")],
        vec![called("call_0", "{}", "g"), called("call_0", "{}", "h")],
    ];
    for dialect in [Dialect::OpenAi, Dialect::Anthropic] {
        let all = told(dialect, &talk(turns.clone()));
        let names: BTreeSet<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(names.len(), 8, "{all:?}");
        assert!(names.iter().all(|name| (1..=40).contains(&name.len())));
        let results: String = all.iter().map(|(_, result)| result.as_str()).collect();
        assert_eq!(results, "abcdefgh");
        assert_eq!(all[0].0, "call_0", "the first one keeps it");
        // What was said before is said with the same bytes, so that it is found in a cache.
        let before = told(dialect, &talk(turns[..2].to_vec()));
        assert_eq!(before, all[..4]);
    }
}

#[test]
fn many_calls_of_one_name_are_told_in_no_time() {
    let calls = |count: usize| vec![vec![called("call_0", "{}", ""); count]];
    let all = told(Dialect::OpenAi, &talk(calls(20_000)));
    let names: BTreeSet<&String> = all.iter().map(|(id, _)| id).collect();
    assert_eq!(names.len(), 20_000);
}

#[test]
fn arguments_of_a_history_are_objects_in_each_dialect() {
    for (arguments, expected) in [
        ("{\"b\": 1,  \"a\":2}", "{\"b\": 1,  \"a\":2}"),
        ("", "{}"),
        (" ", "{}"),
        ("null", "{}"),
        ("[6]", "{\"arguments\":[6]}"),
        ("{\"a\":", "{\"arguments\":\"{\\\"a\\\":\"}"),
    ] {
        let prompt = talk(vec![vec![called("a", arguments, "x")]]);
        let manner = Manner::default();
        let body = Dialect::OpenAi.encode(&prompt, shape(&manner, JsonMode::Prompt));
        let place = "/messages/1/tool_calls/0/function/arguments";
        assert_eq!(text_at(&body, place), Some(expected));
        let body = Dialect::Anthropic.encode(&prompt, shape(&manner, JsonMode::Prompt));
        let object: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(
            body.pointer("/messages/1/content/0/input"),
            Some(&object),
            "{arguments}"
        );
    }
}

#[test]
fn a_blank_text_is_no_block_beside_results() {
    let mut prompt = talk(vec![vec![called("a", "{}", "x")]]);
    prompt
        .messages
        .extend([Message::User(" \n".to_owned()), Message::User("y".into())]);
    let manner = Manner::default();
    let body = Dialect::Anthropic.encode(&prompt, shape(&manner, JsonMode::Prompt));
    let blocks = body.pointer("/messages/2/content").unwrap();
    let kinds = blocks.as_array().unwrap().iter();
    let kinds: Vec<&str> = kinds.filter_map(|it| text_at(it, "/type")).collect();
    assert_eq!(kinds, ["tool_result", "text"], "{body}");
}

/// Hears parts of calls in events of their own, and the end of them.
fn heard(parts: &[Value]) -> (Vec<Piece>, Result<Reply, Failure>) {
    let events = parts.iter().map(|part| {
        let end = part.get("finish_reason").cloned().unwrap_or_default();
        let delta = part
            .get("index")
            .or(part.get("function"))
            .map_or_else(|| json!({}), |_| json!({ "tool_calls": [part] }));
        json!({ "choices": [{ "delta": delta, "finish_reason": end }] }).to_string()
    });
    listen(Dialect::OpenAi, FREE, events)
}

fn listen(
    dialect: Dialect,
    bounds: Bounds<'_>,
    events: impl IntoIterator<Item = String>,
) -> (Vec<Piece>, Result<Reply, Failure>) {
    let mut reader = dialect.reader(bounds);
    let mut pieces = Vec::new();
    for event in events {
        match reader.event(&event, NOW) {
            Ok(more) => pieces.extend(more),
            Err(failure) => return (pieces, Err(failure)),
        }
    }
    (pieces, reader.finish())
}

fn end() -> Value {
    json!({ "finish_reason": "tool_calls" })
}

/// Returns the names and the arguments of calls, which are also those that were passed on.
fn calls(parts: &[Value]) -> Vec<(String, String)> {
    let (pieces, reply) = heard(parts);
    let calls = reply.unwrap().calls;
    let mut said: Vec<(String, String)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Call { id, .. } => said.push((id, String::new())),
            Piece::Arguments { index, text } => said[index].1.push_str(&text),
            Piece::Text(text) => panic!("{text}"),
        }
    }
    let calls: Vec<_> = calls.into_iter().map(|it| (it.id, it.arguments)).collect();
    assert_eq!(said, calls);
    calls
}

fn pairs(calls: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = calls.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    pairs.collect()
}

#[test]
fn parts_find_their_calls_wherever_they_stand() {
    let begin = |id: &str, text: &str| json!({ "index": 0, "id": id, "function": { "name": "f", "arguments": text } });
    let more =
        |id: &str, text: &str| json!({ "index": 0, "id": id, "function": { "arguments": text } });
    let all = calls(&[
        begin("A", "{\"a\""),
        begin("B", "{\"b\""),
        more("A", ":1}"),
        more("B", ":2}"),
        end(),
    ]);
    assert_eq!(pairs(&all), [("A", "{\"a\":1}"), ("B", "{\"b\":2}")]);
    // The first part of each is without its place, and the others are not.
    let begin = |id: &str| json!({ "id": id, "function": { "name": "f", "arguments": "" } });
    let more =
        |place: u64, text: &str| json!({ "index": place, "function": { "arguments": text } });
    let all = calls(&[
        begin("A"),
        begin("B"),
        more(1, "{\"b\""),
        more(0, "{\"a\""),
        more(1, ":2}"),
        more(0, ":1}"),
        end(),
    ]);
    assert_eq!(pairs(&all), [("A", "{\"a\":1}"), ("B", "{\"b\":2}")]);
    let all = calls(&[begin("A"), more(7, "{\"a\""), more(7, ":1}"), end()]);
    assert_eq!(pairs(&all), [("A", "{\"a\":1}")]);
    // Nothing but the end of its arguments tells a nameless call from the next one.
    let part = |text: &str| json!({ "function": { "name": "f", "arguments": text } });
    let all = calls(&[part("{\"a\":\"}"), part("\\\"{\"}"), part("{}"), end()]);
    let texts: Vec<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["{\"a\":\"}\\\"{\"}", "{}"]);
}

#[test]
fn a_name_that_an_answer_has_already_is_given_to_no_other_call() {
    let call = |place: u64| json!({ "index": place, "id": "x", "function": { "name": "f", "arguments": "{}" } });
    let all = calls(&[call(0), call(1), call(2), end()]);
    let names: BTreeSet<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!((names.len(), all[0].0.as_str()), (3, "x"), "{all:?}");
}

#[test]
fn arguments_that_are_no_object_are_the_client_s_to_judge() {
    let call = json!({ "index": 0, "id": "A", "function": { "name": "f", "arguments": [1, 2] } });
    assert_eq!(pairs(&calls(&[call, end()])), [("A", "[1,2]")]);
}

#[test]
fn nothing_is_added_to_a_call_that_was_passed_on_as_done() {
    let begin = json!({ "index": 0, "id": "A", "function": { "name": "f", "arguments": "" } });
    let late = json!({ "index": 0, "function": { "arguments": "{\"a\":1}" } });
    let other = json!({ "index": 1, "id": "B", "function": { "name": "f", "arguments": "{}" } });
    for after in [late.clone(), other] {
        let (_, reply) = heard(&[begin.clone(), end(), after]);
        assert_eq!(reply.unwrap_err().class, Class::StreamCut);
    }
    // An end that says nothing is none.
    let mut events = [begin, late];
    for event in &mut events {
        event["finish_reason"] = json!("");
    }
    let all = calls(&[&events[..], &[end()]].concat());
    assert_eq!(pairs(&all), [("A", "{\"a\":1}")]);
}

#[test]
fn what_is_wrong_with_calls_is_no_answer() {
    let call = |place: usize, name: &str| json!({ "index": place, "id": place.to_string(), "function": { "name": name } });
    let many: Vec<Value> = (0..129).map(|place| call(place, "f")).collect();
    let (pieces, reply) = heard(&many);
    assert_eq!(pieces.len(), 128);
    let failure = reply.unwrap_err();
    assert_eq!(failure.class, Class::BadOutput);
    assert!(failure.message.contains("more than 128 calls"));
    for name in ["we ather", "f.g", "é", &"x".repeat(65)] {
        let (pieces, reply) = heard(&[call(0, name), end()]);
        let failure = reply.unwrap_err();
        assert_eq!((failure.class, pieces.len()), (Class::BadOutput, 0));
        assert!(failure.message.contains("is no name of a tool"), "{name}");
    }
}

/// The events of an answer of each dialect that calls a tool, with some words before.
fn streams() -> [(Dialect, Vec<String>); 2] {
    let openai = [
        json!({ "choices": [{ "delta": { "content": "So:" } }] }),
        json!({ "choices": [{ "delta": { "tool_calls": [{ "index": 0, "id": "A", "function": { "name": "f", "arguments": "{\"a\":" } }] } }] }),
        json!({ "choices": [{ "delta": { "tool_calls": [{ "index": 0, "function": { "arguments": "[1," } }] } }] }),
        json!({ "choices": [{ "delta": { "tool_calls": [{ "index": 0, "function": { "arguments": "2]}" } }] } }] }),
        json!({ "choices": [{ "delta": {}, "finish_reason": "tool_calls" }] }),
    ];
    let delta = |text: &str| json!({ "type": "content_block_delta", "index": 1, "delta": { "type": "input_json_delta", "partial_json": text } });
    let anthropic = [
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "So:" } }),
        json!({ "type": "content_block_start", "index": 1, "content_block": { "type": "tool_use", "id": "A", "name": "f", "input": {} } }),
        delta("{\"a\":[1,"),
        delta("2]}"),
        json!({ "type": "message_delta", "delta": { "stop_reason": "tool_use" } }),
    ];
    [
        (Dialect::OpenAi, openai.map(|it| it.to_string()).to_vec()),
        (
            Dialect::Anthropic,
            anthropic.map(|it| it.to_string()).to_vec(),
        ),
    ]
}

#[test]
fn an_answer_with_calls_of_which_a_line_was_lost_is_cut() {
    for (dialect, events) in streams() {
        let whole = listen(dialect, FREE, events.clone()).1.unwrap();
        assert_eq!(whole.calls[0].arguments, "{\"a\":[1,2]}");
        // Whichever line of the call it is, and also the only one.
        for lost in 1..4 {
            let mut events = events.clone();
            events[lost] = events[lost].replacen(['{', '['], "", 1);
            let failure = listen(dialect, FREE, events).1.unwrap_err();
            assert_eq!(failure.class, Class::StreamCut, "{dialect:?} {lost}");
        }
        let events = [&events[0], "{broken", events.last().unwrap()].map(ToOwned::to_owned);
        let failure = listen(dialect, FREE, events).1.unwrap_err();
        assert_eq!(failure.class, Class::StreamCut, "{dialect:?}");
    }
}

#[test]
fn arguments_that_a_server_answers_for_are_whole_or_cut() {
    let tool = |strict| Tool {
        name: "f".to_owned(),
        description: None,
        parameters: Tool::no_parameters(),
        strict,
    };
    for (dialect, strict, cut) in [
        (Dialect::OpenAi, false, false),
        (Dialect::OpenAi, true, true),
        (Dialect::Anthropic, false, true),
    ] {
        let tools = Tools::new(vec![tool(strict)], ToolChoice::Auto, true);
        let prompt = Prompt {
            tools: Some(tools.unwrap()),
            ..Prompt::question("hi", 100)
        };
        let [openai, anthropic] = streams();
        let (_, mut events) = match dialect {
            Dialect::OpenAi => openai,
            Dialect::Anthropic => anthropic,
        };
        // Nobody notices that it did not come.
        events.remove(3);
        let reply = listen(dialect, prompt.bounds(), events.clone()).1;
        match reply {
            Ok(reply) => assert!(!cut && reply.calls[0].arguments == "{\"a\":[1,"),
            Err(failure) => assert!(cut && failure.class == Class::StreamCut, "{failure:?}"),
        }
        // What the cap on the answer cut off is told to be so.
        let last = events.last_mut().unwrap();
        *last = last.replace("tool_calls", "length");
        *last = last.replace("tool_use", "max_tokens");
        let reply = listen(dialect, prompt.bounds(), events).1.unwrap();
        assert_eq!(reply.end, End::Truncated);
    }
}

#[test]
fn calls_that_nobody_waits_for_are_not_passed_on() {
    let tool = || Tool {
        name: "f".to_owned(),
        description: None,
        parameters: Tool::no_parameters(),
        strict: false,
    };
    let never = Tools::new(vec![tool()], ToolChoice::Never, true).unwrap();
    for tools in [Some(never), None] {
        let prompt = Prompt {
            tools,
            ..Prompt::question("hi", 100)
        };
        for (dialect, mut events) in streams() {
            let (pieces, reply) = listen(dialect, prompt.bounds(), events.clone());
            assert_eq!(pieces, [Piece::Text("So:".to_owned())]);
            let reply = reply.unwrap();
            assert_eq!((reply.text.as_str(), reply.calls.len()), ("So:", 0));
            events.remove(0);
            let failure = listen(dialect, prompt.bounds(), events).1.unwrap_err();
            assert_eq!(failure.class, Class::BadOutput, "nothing else was said");
        }
    }
}

#[test]
fn a_model_that_stopped_where_it_was_told_to_says_so() {
    let stopped = json!({ "id": "m", "stop_reason": "stop_sequence", "stop_sequence": "END",
        "content": [{ "type": "text", "text": "{\"a\":" }], "usage": { "input_tokens": 5, "output_tokens": 2 } });
    let reply = Dialect::Anthropic.decode(&stopped.to_string(), FREE, NOW);
    let reply = reply.unwrap();
    assert_eq!((reply.end, reply.usage.unwrap().input), (End::Stopped, 5));
    let events = [
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "a" } }),
        json!({ "type": "message_delta", "delta": { "stop_reason": "stop_sequence" }, "usage": { "input_tokens": 5, "output_tokens": 2 } }),
    ];
    let reply = listen(Dialect::Anthropic, FREE, events.map(|it| it.to_string())).1;
    let reply = reply.unwrap();
    // It told what was used, and that was heard.
    assert_eq!((reply.end, reply.usage.unwrap().output), (End::Stopped, 2));
}
