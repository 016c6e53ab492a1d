//! What models think before they call tools: it goes back to them as it came, and to nobody else.

use serde_json::json;

use super::*;
use crate::llm::reply::Reply;
use crate::llm::thought::Thoughts;
use crate::llm::tool::Called;

fn listen(dialect: Dialect, events: &[Value]) -> Reply {
    let mut reader = dialect.reader(FREE);
    for event in events {
        reader.event(&event.to_string(), NOW).unwrap();
    }
    reader.finish().unwrap()
}

/// Returns the turn with the calls of an answer, as it goes back to somebody.
fn given_back(dialect: Dialect, reply: Reply, provider: &str, thoughtless: bool) -> Value {
    let mut prompt = Prompt::question("hi", 100);
    let thoughts = Thoughts {
        provider: "mine".to_owned(),
        model: "m".to_owned(),
        sealed: reply.sealed.unwrap(),
    };
    let calls = reply.calls.into_iter().map(|call| Called {
        call,
        result: "x".to_owned(),
    });
    prompt.messages.push(Message::Called {
        text: reply.text,
        calls: calls.collect(),
        thoughts: Some(Arc::new(thoughts)),
    });
    let manner = Manner::default();
    let shape = Shape {
        provider,
        thoughtless,
        ..shape(&manner, JsonMode::Prompt)
    };
    dialect.encode(&prompt, shape)["messages"][1].clone()
}

fn anthropic() -> Reply {
    let begin = |index: u8, block: Value| json!({ "type": "content_block_start", "index": index, "content_block": block });
    let more = |index: u8, delta: Value| json!({ "type": "content_block_delta", "index": index, "delta": delta });
    listen(
        Dialect::Anthropic,
        &[
            begin(
                0,
                json!({ "type": "thinking", "thinking": "", "signature": "" }),
            ),
            more(0, json!({ "type": "thinking_delta", "thinking": "h" })),
            more(0, json!({ "type": "thinking_delta", "thinking": "m" })),
            more(0, json!({ "type": "signature_delta", "signature": "EqQB" })),
            begin(1, json!({ "type": "redacted_thinking", "data": "Ab" })),
            // A server that seals nothing gets nothing back.
            begin(2, json!({ "type": "thinking", "thinking": "unsealed" })),
            begin(3, json!({ "type": "text", "text": "So:" })),
            begin(
                4,
                json!({ "type": "tool_use", "id": "a", "name": "f", "input": {} }),
            ),
            json!({ "type": "message_delta", "delta": { "stop_reason": "tool_use" } }),
        ],
    )
}

#[test]
fn signed_thoughts_stand_before_the_calls_that_came_of_them() {
    let turn = given_back(Dialect::Anthropic, anthropic(), "mine", false);
    assert_eq!(
        turn["content"],
        json!([
            { "type": "thinking", "thinking": "hm", "signature": "EqQB" },
            { "type": "redacted_thinking", "data": "Ab" },
            { "type": "text", "text": "So:" },
            { "type": "tool_use", "id": "a", "name": "f", "input": {} },
        ])
    );
    // At once it is the same.
    let mut content = turn["content"].clone();
    content[0]["signature"] = json!("EqQB");
    let whole = json!({ "content": content, "stop_reason": "tool_use" });
    let whole = Dialect::Anthropic.decode(&whole.to_string(), FREE, NOW);
    assert_eq!(whole.unwrap().sealed, anthropic().sealed);
}

#[test]
fn thoughts_are_nobody_else_s_and_none_where_there_are_none() {
    for (provider, thoughtless) in [("other", false), ("mine", true)] {
        let turn = given_back(Dialect::Anthropic, anthropic(), provider, thoughtless);
        assert_eq!(turn["content"][0]["type"], "text", "{turn}");
    }
    let turn = given_back(Dialect::OpenAi, openai(), "other", false);
    assert!(turn.get("reasoning_details").is_none());
    assert!(turn["tool_calls"][1].get("extra_content").is_none());
    // Without calls nobody waits for anything.
    let end = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" } });
    let block = json!({ "type": "thinking", "thinking": "hm", "signature": "E" });
    let reply = listen(
        Dialect::Anthropic,
        &[
            json!({ "type": "content_block_start", "index": 0, "content_block": block }),
            json!({ "type": "content_block_delta", "index": 1, "delta": { "text": "hi" } }),
            end,
        ],
    );
    assert_eq!(reply.sealed, None);
}

fn openai() -> Reply {
    let detail =
        |value: Value| json!({ "choices": [{ "delta": { "reasoning_details": [value] } }] });
    let call = |index: u8, sealed: Value| {
        let id = index.to_string();
        let call = json!({ "index": index, "id": id, "function": { "name": "f", "arguments": "{}" }, "extra_content": sealed });
        json!({ "choices": [{ "delta": { "tool_calls": [call] } }] })
    };
    listen(
        Dialect::OpenAi,
        &[
            detail(json!({ "type": "reasoning.text", "text": "h", "signature": null, "index": 0 })),
            detail(json!({ "type": "reasoning.text", "text": "m", "index": 0 })),
            detail(json!({ "type": "reasoning.text", "signature": "EqQB", "index": 0 })),
            detail(json!({ "type": "reasoning.encrypted", "data": "Ab", "id": "r1", "index": 1 })),
            call(0, Value::Null),
            call(1, json!({ "google": { "thought_signature": "CiQ" } })),
            json!({ "choices": [{ "delta": {}, "finish_reason": "tool_calls" }] }),
        ],
    )
}

#[test]
fn details_and_signatures_of_calls_go_back_as_they_came() {
    let turn = given_back(Dialect::OpenAi, openai(), "mine", false);
    assert_eq!(
        turn["reasoning_details"],
        json!([
            { "type": "reasoning.text", "text": "hm", "signature": "EqQB", "index": 0 },
            { "type": "reasoning.encrypted", "data": "Ab", "id": "r1", "index": 1 },
        ])
    );
    assert!(turn["tool_calls"][0].get("extra_content").is_none());
    assert_eq!(
        turn["tool_calls"][1]["extra_content"],
        json!({ "google": { "thought_signature": "CiQ" } })
    );
}

#[test]
fn thoughts_without_end_are_not_kept() {
    let text = "x".repeat(600_000);
    let detail = json!({ "choices": [{ "delta": { "reasoning_details": [{ "type": "reasoning.text", "text": text, "index": 0 }] } }] });
    let call = json!({ "index": 0, "id": "a", "function": { "name": "f", "arguments": "{}" } });
    let call = json!({ "choices": [{ "delta": { "tool_calls": [call] }, "finish_reason": "tool_calls" }] });
    let one = listen(Dialect::OpenAi, &[detail.clone(), call.clone()]);
    assert!(one.sealed.is_some());
    let two = listen(Dialect::OpenAi, &[detail.clone(), detail, call]);
    assert_eq!((two.sealed, two.calls.len()), (None, 1));
}
