//! Tools through the proxy: calls out, results back, over providers of both dialects and from one to
//! the other.

use serde_json::{Value, json};

use super::{KEY, Proxy, beside, question};
use crate::chaos;
use crate::machine;
use crate::provider_server::{self, Do, ProviderServer, send, stream};
use crate::samocoder::Samocoder;

pub(super) const OPENAI: &str = include_str!("../../wire/openai_tools.sse");
pub(super) const ANTHROPIC: &str = include_str!("../../wire/anthropic_tools.sse");

/// A place where Groq and then Anthropic are asked.
pub(super) fn both(groq: &ProviderServer, anthropic: &ProviderServer) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq,anthropic")
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("SAMOCODER_ANTHROPIC_BASE_URL", &anthropic.base)
        .env("SAMOCODER_KEYCHAIN", "false")
        .env("GROQ_API_KEY", KEY)
        .env("ANTHROPIC_API_KEY", KEY)
}

/// An answer in pieces as it was written down.
pub(super) fn told(text: &str) -> Vec<Do> {
    vec![stream(), send(text)]
}

/// The last answer of a conversation, of both dialects.
pub(super) fn rain() -> Vec<Do> {
    let events = [
        json!({ "choices": [{ "delta": { "content": "It rains." } }],
                "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "It rains." } }),
        json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }], "usage": { "prompt_tokens": 90, "completion_tokens": 3 },
                "type": "message_delta", "delta": { "stop_reason": "end_turn" } }),
    ];
    told(&events.map(|it| format!("data: {it}\n\n")).concat())
}

/// aimock, which somebody else wrote, plays three providers: it calls both tools, and answers when it
/// has a result.
#[test]
fn somebody_else_s_idea_of_the_protocols_is_understood() {
    if !machine::has("proxy", &["node", "npm"]) {
        return;
    }
    let city = json!({ "city": "Рига" }).to_string();
    let calls =
        json!([{ "name": "weather", "arguments": city }, { "name": "clock", "arguments": "{}" }]);
    let fixtures = json!({ "fixtures": [
        { "match": { "hasToolResult": false }, "response": { "toolCalls": calls } },
        { "match": { "hasToolResult": true }, "response": { "content": "It rains." } },
    ] });
    let server = chaos::aimock("tools.json", &fixtures.to_string());
    for provider in ["openrouter", "openai", "anthropic"] {
        let home = chaos::user(provider, &server, &server);
        let proxy = Proxy::at(home, &["--chain", provider]);
        let whole = proxy.ask(&with_tools()).json();
        let (message, reason, _) = ask_in_pieces(&proxy, &with_tools());
        for (message, reason) in [
            (
                &whole["choices"][0]["message"],
                &whole["choices"][0]["finish_reason"],
            ),
            (&message, &reason),
        ] {
            assert_eq!(reason, "tool_calls", "{provider}");
            assert_eq!(names(message), expected(), "{provider}");
            let next = answered(with_tools(), message);
            let answer = proxy.ask(&next).json();
            assert_eq!(
                answer["choices"][0]["message"]["content"], "It rains.",
                "{provider}"
            );
            let (answer, reason, _) = ask_in_pieces(&proxy, &next);
            assert_eq!(
                (&answer["content"], &reason),
                (&json!("It rains."), &json!("stop"))
            );
        }
    }
}

/// What the tools are called with.
fn expected() -> [(&'static str, Value); 2] {
    [("weather", json!({ "city": "Рига" })), ("clock", json!({}))]
}

fn with_tools() -> Value {
    let mut question = question();
    let tool = |name: &str, parameters: Value| json!({ "type": "function", "function": { "name": name, "parameters": parameters } });
    let city = json!({ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] });
    question["tools"] = json!([tool("weather", city), tool("clock", json!({}))]);
    question
}

/// Adds what a model called, and what came of it.
fn answered(mut question: Value, message: &Value) -> Value {
    let results = message["tool_calls"].as_array().unwrap().iter().map(|call| {
        let name = call["function"]["name"].as_str().unwrap();
        json!({ "role": "tool", "tool_call_id": call["id"], "content": format!("{name}: done") })
    });
    let turns: Vec<Value> = std::iter::once(message.clone()).chain(results).collect();
    let messages = question["messages"].as_array_mut().unwrap();
    messages.extend(turns);
    question
}

/// Asks in pieces; returns the message that they make, why it ends, and the events.
fn ask_in_pieces(proxy: &Proxy, question: &Value) -> (Value, Value, Vec<Value>) {
    let mut question = question.clone();
    question["stream"] = json!(true);
    let reply = proxy.ask(&question);
    assert_eq!(reply.status, 200, "{reply:?}");
    let data = reply
        .body
        .lines()
        .filter_map(|it| it.strip_prefix("data: "));
    let events = data.filter(|it| *it != "[DONE]");
    let events: Vec<Value> = events.map(|it| serde_json::from_str(it).unwrap()).collect();
    let (mut text, mut calls, mut reason) = (String::new(), Vec::<Value>::new(), Value::Null);
    for choice in events.iter().map(|it| &it["choices"][0]) {
        let delta = &choice["delta"];
        text.push_str(delta["content"].as_str().unwrap_or_default());
        for part in delta["tool_calls"].as_array().into_iter().flatten() {
            let index = usize::try_from(part["index"].as_u64().unwrap()).unwrap();
            if index == calls.len() {
                calls.push(part.clone());
                calls[index].as_object_mut().unwrap().shift_remove("index");
            } else {
                let before = calls[index]["function"]["arguments"].as_str().unwrap();
                let more = part["function"]["arguments"].as_str().unwrap();
                calls[index]["function"]["arguments"] = json!(format!("{before}{more}"));
            }
        }
        if !choice["finish_reason"].is_null() {
            reason = choice["finish_reason"].clone();
        }
    }
    let mut message = json!({ "role": "assistant", "content": text });
    if !calls.is_empty() {
        message["tool_calls"] = json!(calls);
    }
    (message, reason, events)
}

fn names(message: &Value) -> Vec<(&str, Value)> {
    let calls = message["tool_calls"].as_array().unwrap().iter();
    let calls = calls.map(|call| {
        assert_eq!(call["type"], "function");
        let function = &call["function"];
        let arguments = serde_json::from_str(function["arguments"].as_str().unwrap());
        (function["name"].as_str().unwrap(), arguments.unwrap())
    });
    calls.collect()
}

#[tokio::test]
async fn what_a_model_calls_comes_back_to_it_over_each_dialect() {
    for name in ["groq", "anthropic"] {
        let wire = if name == "groq" { OPENAI } else { ANTHROPIC };
        let server = ProviderServer::start(vec![told(wire), rain(), told(wire), rain()]).await;
        let (one, providers) = (server.clone(), server.clone());
        beside(move || {
            let proxy = Proxy::at(both(&one, &one), &["--chain", name]);
            let whole = proxy.ask(&with_tools()).json();
            let choice = &whole["choices"][0];
            assert_eq!(choice["finish_reason"], "tool_calls", "{whole}");
            assert_eq!(names(&choice["message"]), expected());
            let answer = proxy
                .ask(&answered(with_tools(), &choice["message"]))
                .json();
            assert_eq!(answer["choices"][0]["message"]["content"], "It rains.");
            assert_eq!(answer["choices"][0]["finish_reason"], "stop");
            assert!(answer["choices"][0]["message"].get("tool_calls").is_none());

            let (message, reason, events) = ask_in_pieces(&proxy, &with_tools());
            assert_eq!(reason, "tool_calls");
            assert_eq!(names(&message), expected());
            assert_eq!(events[0]["choices"][0]["delta"]["role"], "assistant");
            let (answer, reason, _) = ask_in_pieces(&proxy, &answered(with_tools(), &message));
            assert_eq!(
                (answer["content"].as_str(), reason.as_str()),
                (Some("It rains."), Some("stop"))
            );
        })
        .await;
        for seen in providers.seen().iter().skip(1).step_by(2) {
            let body: Value = serde_json::from_str(&seen.body).unwrap();
            assert_eq!(body["tools"].as_array().unwrap().len(), 2, "{body}");
            let text = body["messages"].to_string();
            assert!(
                text.contains("weather: done") && text.contains("clock: done"),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn a_conversation_with_calls_goes_on_with_whoever_is_left() {
    let error = provider_server::json(401, "", "{}");
    let groq = ProviderServer::start(vec![told(OPENAI), error]).await;
    let anthropic = ProviderServer::start(vec![rain()]).await;
    let (one, other) = (groq.clone(), anthropic.clone());
    beside(move || {
        let proxy = Proxy::at(both(&one, &other), &[]);
        let first = proxy.ask(&with_tools()).json();
        assert_eq!(first["model"], "groq/openai/gpt-oss-20b");
        let message = &first["choices"][0]["message"];
        let (answer, _, events) = ask_in_pieces(&proxy, &answered(with_tools(), message));
        assert_eq!(answer["content"], "It rains.");
        assert_eq!(events[0]["model"], "anthropic/claude-haiku-5-5");
    })
    .await;
    let body: Value = serde_json::from_str(&anthropic.seen()[0].body).unwrap();
    let turns = body["messages"].as_array().unwrap();
    assert_eq!(turns[1]["content"][0]["id"], "call_a", "{body}");
    assert_eq!(turns[1]["content"][0]["input"], json!({ "city": "Рига" }));
    let result =
        json!({ "type": "tool_result", "tool_use_id": "call_a", "content": "weather: done" });
    assert_eq!(turns[2]["content"][0], result);
}

#[tokio::test]
async fn half_a_call_is_never_put_together_with_another() {
    let cut = include_str!("../../wire/openai_tools_cut.sse");
    // Nothing but the name of the tool has come.
    let begun: String = cut.split_inclusive("\n\n").take(2).collect();
    for cut in [cut.to_owned(), begun] {
        let groq = ProviderServer::start(vec![told(&cut)]).await;
        let anthropic = ProviderServer::start(vec![told(ANTHROPIC)]).await;
        let other = anthropic.clone();
        beside(move || {
            let proxy = Proxy::at(both(&groq, &other), &[]);
            let mut streamed = with_tools();
            streamed["stream"] = json!(true);
            let reply = proxy.ask(&streamed);
            assert!(reply.body.contains("\"stream_cut\""), "{reply:?}");
            assert!(!reply.body.contains("toolu_"), "{reply:?}");
            assert!(other.seen().is_empty());
            // Who waits for the whole of it gets the calls of somebody else, all of them.
            let whole = proxy.ask(&with_tools()).json();
            assert_eq!(names(&whole["choices"][0]["message"]).len(), 2, "{whole}");
        })
        .await;
    }
}

#[tokio::test]
async fn whoever_takes_no_tools_is_known_for_it() {
    let refusal = r#"{"error":{"message":"`tool calling` is not supported with this model"}}"#;
    let refusal = || provider_server::json(400, "", refusal);
    let groq = ProviderServer::start(vec![refusal(), rain()]).await;
    let anthropic = ProviderServer::start(vec![told(ANTHROPIC)]).await;
    let (one, other) = (groq.clone(), anthropic.clone());
    beside(move || {
        let proxy = Proxy::at(both(&one, &other), &[]);
        let calls = |reply: &Value| names(&reply["choices"][0]["message"]).len();
        assert_eq!(calls(&proxy.ask(&with_tools()).json()), 2);
        assert_eq!(calls(&proxy.ask(&with_tools()).json()), 2);
        assert_eq!(one.seen().len(), 1);
        // Without tools it is asked as ever.
        let plain = proxy.ask(&question()).json();
        assert_eq!(plain["model"], "groq/openai/gpt-oss-20b");
        // Another process knows it, and says so when nobody is left.
        let state = proxy.home.path("state").display().to_string();
        let home = both(&one, &other).env("SAMOCODER_STATE_DIR", &state);
        let alone = Proxy::at(home, &["--chain", "groq"]);
        let reply = alone.ask(&with_tools());
        let told = reply.json()["error"]["message"].to_string();
        assert_eq!(reply.status, 503, "{reply:?}");
        assert!(told.contains("groq: no tools"), "{told}");
    })
    .await;
    assert_eq!((groq.seen().len(), anthropic.seen().len()), (2, 2));
}

#[tokio::test]
async fn what_a_model_thought_goes_back_to_it_with_the_results() {
    let block = json!({ "type": "thinking", "thinking": "hm", "signature": "EqQB" });
    let begin = json!({ "type": "content_block_start", "index": 7, "content_block": block });
    let thinks = || told(&format!("data: {begin}\n\n{ANTHROPIC}"));
    let groq = ProviderServer::start(vec![rain()]).await;
    let anthropic = ProviderServer::start(vec![thinks(), rain(), thinks(), rain()]).await;
    let (one, other) = (groq.clone(), anthropic.clone());
    beside(move || {
        let proxy = Proxy::at(both(&one, &other), &["--chain", "anthropic"]);
        let whole = proxy.ask(&with_tools()).json();
        assert!(!whole.to_string().contains("EqQB"), "{whole}");
        proxy.ask(&answered(with_tools(), &whole["choices"][0]["message"]));
        let (message, _, _) = ask_in_pieces(&proxy, &with_tools());
        let (answer, _, _) = ask_in_pieces(&proxy, &answered(with_tools(), &message));
        assert_eq!(answer["content"], "It rains.");
    })
    .await;
    for seen in anthropic.seen().iter().skip(1).step_by(2) {
        let body: Value = serde_json::from_str(&seen.body).unwrap();
        assert_eq!(body["messages"][1]["content"][0], block, "{body}");
    }
}
