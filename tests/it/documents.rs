//! Questions whose answers are documents: whatever a model makes of the schema, what comes out
//! satisfies it, or somebody else is asked.

use std::sync::Arc;

use samocoder::llm::catalog::Role;
use samocoder::llm::chain::{Answered, Notice, Unanswered};
use samocoder::llm::failure::Class;
use samocoder::llm::prompt::{Answer, Prompt};
use samocoder::llm::reply::End;
use samocoder::llm::schema::Schema;
use samocoder::llm::transport::Transport;
use serde_json::{Value, json};

use crate::chain::{chain, of, target};
use crate::provider_server::{self, Do, ProviderServer, send, stream};

/// A question whose answer is a name and, if it likes, a number of stars.
fn question() -> Prompt {
    let schema = json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "stars": { "type": "integer", "minimum": 1, "maximum": 5 },
        },
        "required": ["name"],
        "additionalProperties": false,
    });
    let answer = Answer::Json {
        name: "film".to_owned(),
        schema: Schema::new(schema).unwrap(),
    };
    Prompt {
        answer,
        ..Prompt::question("which film?", 1000)
    }
}

/// An answer that came at once.
fn says(text: &str, end: &str) -> Vec<Do> {
    let body = json!({
        "choices": [{ "message": { "content": text }, "finish_reason": end }],
        "usage": { "prompt_tokens": 10, "completion_tokens": 5 },
    });
    provider_server::json(200, "", &body.to_string())
}

fn refuses(message: &str) -> Vec<Do> {
    let body = json!({ "error": { "message": message } });
    provider_server::json(400, "", &body.to_string())
}

/// Asks the first two providers of the default chain.
async fn ask(
    first: Vec<Vec<Do>>,
    second: Vec<Vec<Do>>,
) -> (Result<Answered, Unanswered>, [Vec<Value>; 2]) {
    let servers = [
        ProviderServer::start(first).await,
        ProviderServer::start(second).await,
    ];
    let answered = chain(&servers)
        .ask(&question(), Role::General, &mut |_| {})
        .await;
    let bodies = servers.map(|server| {
        let seen = server.seen().into_iter();
        seen.map(|it| serde_json::from_str(&it.body).unwrap())
            .collect()
    });
    (answered, bodies)
}

fn failures(answered: &Answered) -> Vec<(Class, bool)> {
    let failures = answered.before.iter().filter_map(|notice| match notice {
        Notice::Failed { failure, lost, .. } => Some((failure.class, *lost > 0)),
        Notice::Asked { .. }
        | Notice::Heard(_)
        | Notice::Skipped { .. }
        | Notice::Waiting { .. }
        | Notice::Busy => None,
    });
    failures.collect()
}

#[tokio::test]
async fn a_wrong_answer_is_sent_back_with_what_is_wrong() {
    let wrong = r#"{"name":"Stalker","stars":9}"#;
    let right = "```json\n{\"name\":\"Stalker\",\"stars\":null}\n```";
    let (answered, [bodies, others]) = ask(
        vec![says(wrong, "stop"), says(right, "stop")],
        vec![says("", "stop")],
    )
    .await;
    let answered = answered.unwrap();
    assert_eq!(answered.reply.text, r#"{"name":"Stalker"}"#);
    assert_eq!(failures(&answered), [(Class::BadOutput, true)]);
    assert_eq!((bodies.len(), others.len()), (2, 0));
    let turns = bodies[1]["messages"].as_array().unwrap();
    let last: Vec<&Value> = turns.iter().rev().take(2).collect();
    assert_eq!(last[1], &json!({ "role": "assistant", "content": wrong }));
    let complaint = last[0]["content"].as_str().unwrap();
    assert!(
        complaint.contains("at `/stars`: 9 is greater"),
        "{complaint}"
    );
}

#[tokio::test]
async fn whoever_is_wrong_twice_is_left() {
    let right = r#"{"name":"Stalker"}"#;
    let (answered, [first, second]) = ask(
        vec![says("I like Stalker.", "stop")],
        vec![says(right, "stop")],
    )
    .await;
    let answered = answered.unwrap();
    assert_eq!(answered.provider, "groq");
    assert_eq!(failures(&answered), [(Class::BadOutput, true); 2]);
    assert_eq!((first.len(), second.len()), (2, 1));
    // What was wrong with the one's answer is no business of the other's.
    assert!(!second[0].to_string().contains("I like Stalker"));
}

#[tokio::test]
async fn what_was_cut_off_is_told_and_not_asked_again() {
    let (answered, [first, second]) = ask(
        vec![says(r#"{"name":"Sta"#, "length")],
        vec![says("", "stop")],
    )
    .await;
    let answered = answered.unwrap();
    assert_eq!(answered.reply.end, End::Truncated);
    assert_eq!((first.len(), second.len()), (1, 0));
}

#[tokio::test]
async fn a_schema_that_is_refused_is_said_in_words_and_still_holds() {
    let (answered, [_, bodies]) = ask(
        vec![provider_server::json(401, "", "{}")],
        vec![
            refuses("response_format: json_schema is not supported"),
            says(r#"{"stars":3}"#, "stop"),
            says(r#"{"name":"Stalker"}"#, "stop"),
        ],
    )
    .await;
    let format = |body: &Value| body["response_format"]["type"].as_str().map(str::to_owned);
    let formats: Vec<_> = bodies.iter().map(format).collect();
    // The schema holds for a whole answer only.
    let streams = |body: &Value| body.get("stream").is_some();
    assert_eq!(
        bodies.iter().map(streams).collect::<Vec<_>>(),
        [false, true, true]
    );
    let named = |name: &str| Some(name.to_owned());
    let expected = [
        named("json_schema"),
        named("json_object"),
        named("json_object"),
    ];
    assert_eq!(formats, expected);
    let answered = answered.unwrap();
    assert_eq!(answered.reply.text, r#"{"name":"Stalker"}"#);
}

#[tokio::test]
async fn nothing_but_a_document_is_an_answer_of_anybody() {
    let wrong = says("I would rather not say.", "stop");
    let (answered, [first, second]) = ask(vec![wrong.clone()], vec![wrong]).await;
    let unanswered = answered.unwrap_err();
    assert!(unanswered.to_string().contains("it is no JSON document"));
    assert_eq!((first.len(), second.len()), (2, 2));
}

/// Asks somebody who imitates Anthropic, whose schemas may be ignored; returns what was sent.
async fn ask_imitator(answers: Vec<Vec<Do>>) -> (Result<Answered, Unanswered>, Vec<Value>) {
    let server = ProviderServer::start(answers).await;
    let mut imitator = target("anthropic", &server.base);
    let provider = Arc::make_mut(&mut imitator.provider);
    (provider.manner.says_schema, provider.manner.schema_by_tool) = (true, true);
    let chain = of(vec![imitator], Transport::new().unwrap(), 8);
    let answered = chain.ask(&question(), Role::General, &mut |_| {}).await;
    let seen = server.seen().into_iter();
    let bodies = seen.map(|it| serde_json::from_str(&it.body).unwrap());
    (answered, bodies.collect())
}

/// A call of the tool that takes the answer, in pieces, with some words before it.
fn calls(arguments: &[&str], end: &str) -> Vec<Do> {
    let begin = |index: u8, block: Value| json!({ "type": "content_block_start", "index": index, "content_block": block });
    let more = |text: &str| json!({ "type": "content_block_delta", "index": 1, "delta": { "type": "input_json_delta", "partial_json": text } });
    let mut events = vec![
        begin(0, json!({ "type": "text", "text": "Here it is: {}" })),
        begin(
            1,
            json!({ "type": "tool_use", "id": "a", "name": "film", "input": {} }),
        ),
    ];
    events.extend(arguments.iter().map(|it| more(it)));
    events.push(json!({ "type": "message_delta", "delta": { "stop_reason": end } }));
    let events = events.iter().map(|it| send(&format!("data: {it}\n\n")));
    std::iter::once(stream()).chain(events).collect()
}

#[tokio::test]
async fn whoever_may_ignore_a_schema_is_given_a_tool_that_takes_the_answer() {
    let (answered, bodies) = ask_imitator(vec![
        calls(&["{\"name\":\"Sta", "lker\",\"stars\":9}"], "tool_use"),
        calls(&["{\"name\":", "\"Stalker\"}"], "tool_use"),
    ])
    .await;
    let answered = answered.unwrap();
    assert_eq!(answered.reply.text, r#"{"name":"Stalker"}"#);
    assert_eq!(
        (answered.reply.calls.len(), answered.reply.end),
        (0, End::Complete)
    );
    // The bounds that the schema has are in the tool as well, and hold here anyway.
    assert_eq!(failures(&answered), [(Class::BadOutput, true)]);
    let body = &bodies[0];
    let choice = json!({ "type": "tool", "name": "film", "disable_parallel_tool_use": true });
    assert_eq!(body["tool_choice"], choice);
    let stars = &body["tools"][0]["input_schema"]["properties"]["stars"];
    assert_eq!(
        stars,
        &json!({ "type": "integer", "minimum": 1, "maximum": 5 })
    );
    assert!(body.get("output_config").is_none(), "{body}");
    assert!(
        body["system"]
            .to_string()
            .contains("must satisfy this JSON Schema")
    );
}

#[tokio::test]
async fn whoever_answers_in_words_beside_the_tool_is_understood() {
    let words =
        r#"{"content":[{"type":"text","text":"{\"name\":\"Stalker\"}"}],"stop_reason":"end_turn"}"#;
    let (answered, bodies) = ask_imitator(vec![provider_server::json(200, "", words)]).await;
    assert_eq!(answered.unwrap().reply.text, r#"{"name":"Stalker"}"#);
    assert_eq!(bodies.len(), 1);
    let cut = calls(&["{\"name\":\"Sta"], "max_tokens");
    let (answered, _) = ask_imitator(vec![cut]).await;
    let reply = answered.unwrap().reply;
    assert_eq!(
        (reply.text.as_str(), reply.end),
        ("{\"name\":\"Sta", End::Truncated)
    );
}

#[tokio::test]
async fn whoever_does_not_take_the_tool_is_asked_without_it() {
    let thinks = include_str!("../wire/anthropic_400_forced_thinking.json");
    let thinks: Value = serde_json::from_str(thinks).unwrap();
    let thinks = thinks["body"]["error"]["message"].as_str().unwrap();
    let words =
        r#"{"content":[{"type":"text","text":"{\"name\":\"Stalker\"}"}],"stop_reason":"end_turn"}"#;
    for refusal in [
        "this model does not support tools",
        "tools.0.custom.input_schema: JSON schema is invalid",
        "tool_choice: Extra inputs are not permitted",
        // Who thinks can't be forced, and is not told to stop thinking for that.
        thinks,
    ] {
        let right = provider_server::json(200, "", words);
        let (answered, bodies) = ask_imitator(vec![refuses(refusal), right]).await;
        let reply = answered.unwrap().reply;
        assert_eq!(reply.text, r#"{"name":"Stalker"}"#, "{refusal}");
        assert_eq!(bodies.len(), 2, "{refusal}");
        let last = &bodies[1];
        assert!(last.get("tools").is_none(), "{last}");
        assert!(last.get("thinking").is_none(), "{last}");
        assert!(last.pointer("/output_config/format").is_some(), "{last}");
    }
}
