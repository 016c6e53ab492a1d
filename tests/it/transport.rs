//! Single requests against a provider on loopback: what ends them, what they tell, what they hide.

use std::time::Duration;

use samocoder::llm::dialect::{Dialect, JsonMode, Manner, Shape};
use samocoder::llm::failure::Class;
use samocoder::llm::prompt::{Bounds, Prompt};
use samocoder::llm::reply::Piece;
use samocoder::llm::transport::{Outcome, Patience, Request, Transport};
use samocoder::secret::Secret;
use serde_json::{Value, json as value};

use crate::provider_server::{Do, ProviderServer, json, send, stream};

const QUICK: Patience = Patience {
    connect: Duration::from_millis(500),
    headers: Duration::from_millis(500),
    first_word: Duration::from_millis(500),
    word: Duration::from_millis(500),
    silence: Duration::from_millis(500),
};

const HELLO: &str = concat!(
    "data: {\"choices\":[{\"delta\":{\"content\":\"Привет, \"},\"finish_reason\":null}]}\n\n",
    ": keep-alive\r\n\r\n",
    "data: {\"choices\":[{\"delta\":{\"content\":\"мир\"},\"finish_reason\":\"stop\"}]}\r\n\r\n",
    "data: [DONE]\n\n",
);

async fn ask(base: &str, dialect: Dialect) -> (Outcome, String) {
    ask_with(QUICK, base, dialect).await
}

async fn ask_with(patience: Patience, base: &str, dialect: Dialect) -> (Outcome, String) {
    let prompt = Prompt::question("hi", 100);
    let manner = Manner::default();
    let shape = Shape {
        model: "m",
        provider: "mine",
        max_output: 100,
        stream: true,
        json: JsonMode::Prompt,
        effort: None,
        thoughtless: false,
        manner: &manner,
    };
    let key = Secret::key("test-key-0123456789").unwrap();
    let request = Request {
        dialect,
        base_url: base,
        version: Some("2026-10-21"),
        key: Some(&key),
        body: &dialect.encode(&prompt, shape),
        bounds: Bounds {
            most_calls: usize::MAX,
            ..prompt.bounds()
        },
        stream: true,
        patience,
    };
    let mut heard = String::new();
    let transport = Transport::new().unwrap();
    let outcome = transport
        .send(&request, &mut |piece| heard.push_str(piece.text()))
        .await;
    (outcome, heard)
}

async fn outcome(answer: Vec<Do>) -> (Outcome, String) {
    let server = ProviderServer::start(vec![answer]).await;
    ask(&server.base, Dialect::OpenAi).await
}

fn class(outcome: &Outcome) -> Class {
    outcome.result.as_ref().unwrap_err().class
}

#[tokio::test]
async fn a_stream_is_heard_and_returned_however_it_is_cut_into_packets() {
    for size in [1, 3, 7, 4096] {
        let mut steps = vec![stream()];
        for chunk in HELLO.as_bytes().chunks(size) {
            steps.push(Do::Send(chunk.to_vec()));
            steps.push(Do::Pause(Duration::from_micros(50)));
        }
        let (outcome, heard) = outcome(steps).await;
        assert_eq!(heard, "Привет, мир", "{size}");
        assert_eq!(outcome.result.unwrap().text, "Привет, мир");
    }
}

#[tokio::test]
async fn calls_are_heard_and_returned_however_they_are_cut_into_packets() {
    let streams = [
        (Dialect::OpenAi, include_str!("../wire/openai_tools.sse")),
        (
            Dialect::Anthropic,
            include_str!("../wire/anthropic_tools.sse"),
        ),
    ];
    for (dialect, text) in streams {
        for size in [1, 3, 7, 4096] {
            let mut steps = vec![stream()];
            for chunk in text.as_bytes().chunks(size) {
                steps.push(Do::Send(chunk.to_vec()));
                steps.push(Do::Pause(Duration::from_micros(50)));
            }
            let server = ProviderServer::start(vec![steps]).await;
            let (outcome, heard) = ask_with(Patience::SHORT, &server.base, dialect).await;
            let reply = outcome.result.unwrap();
            let calls: Vec<(&str, Value)> = reply
                .calls
                .iter()
                .map(|it| {
                    let arguments = serde_json::from_str(&it.arguments).unwrap();
                    (it.name.as_str(), arguments)
                })
                .collect();
            let weather = ("weather", value!({ "city": "Рига" }));
            let expected = [weather, ("clock", value!({}))];
            assert_eq!(calls, expected, "{dialect:?} {size}");
            let pieces = reply.pieces();
            let whole: String = pieces.iter().map(Piece::text).collect();
            assert_eq!(heard, whole, "{dialect:?} {size}");
        }
    }
}

#[tokio::test]
async fn a_byte_order_mark_and_junk_do_no_harm() {
    let (result, _) = outcome(vec![stream(), send("\u{feff}"), send(HELLO)]).await;
    assert_eq!(result.result.unwrap().text, "Привет, мир");
    let junk = "data: nonsense\n\nevent: unknown\ndata: {}\n\nid: 1\nretry: x\n\n";
    let (result, _) = outcome(vec![stream(), send(junk), send(HELLO)]).await;
    assert_eq!(result.result.unwrap().text, "Привет, мир");
}

#[tokio::test]
async fn an_answer_at_once_is_taken_where_a_stream_was_asked_for() {
    let body = r#"{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}"#;
    let (outcome, heard) = outcome(json(200, "x-request-id: r1\r\n", body)).await;
    assert_eq!(outcome.result.unwrap().text, "hi");
    assert_eq!(heard, "hi");
    assert_eq!(outcome.headers["x-request-id"], "r1");
}

#[tokio::test]
async fn whatever_breaks_an_answer_has_its_class() {
    let cases: Vec<(&str, Vec<Do>, Class)> = vec![
        ("hang before headers", vec![Do::Hang], Class::Silent),
        (
            "hang after headers",
            vec![stream(), Do::Hang],
            Class::Silent,
        ),
        (
            "hang in the middle",
            vec![
                stream(),
                send(HELLO.split(": keep").next().unwrap()),
                Do::Hang,
            ],
            Class::Silent,
        ),
        ("no answer", vec![], Class::Overloaded),
        ("empty 200", json(200, "", ""), Class::Overloaded),
        ("page", json(200, "", "<html>"), Class::Overloaded),
        (
            "cut",
            vec![stream(), send(HELLO.split(": keep").next().unwrap())],
            Class::StreamCut,
        ),
        (
            "not utf-8",
            vec![stream(), Do::Send(vec![b'd', b'a', 0xff, b'\n', b'\n'])],
            Class::StreamCut,
        ),
        (
            "401",
            json(401, "", r#"{"error":{"message":"no"}}"#),
            Class::Auth,
        ),
        (
            "page 502",
            json(502, "", "<html>bad gateway</html>"),
            Class::Overloaded,
        ),
        (
            "redirect",
            json(307, "location: http://127.0.0.1:1/\r\n", ""),
            Class::WrongAddress,
        ),
    ];
    for (name, steps, expected) in cases {
        let (outcome, _) = outcome(steps).await;
        assert_eq!(class(&outcome), expected, "{name}: {outcome:?}");
    }
}

#[tokio::test]
async fn comments_keep_a_connection_alive_but_not_forever() {
    let mut steps = vec![stream()];
    for _ in 0..12 {
        steps.push(send(": processing\n\n"));
        steps.push(Do::Pause(Duration::from_millis(100)));
    }
    steps.push(send(HELLO));
    let (outcome, _) = outcome(steps).await;
    assert_eq!(class(&outcome), Class::Silent);
}

#[tokio::test]
async fn nobody_there_is_told_without_an_address() {
    let (outcome, _) = ask("http://127.0.0.1:1", Dialect::OpenAi).await;
    let failure = outcome.result.unwrap_err();
    assert_eq!(failure.class, Class::Unreachable);
    assert!(failure.message.contains("refused"), "{}", failure.message);
}

#[tokio::test]
async fn each_dialect_sends_its_key_once_in_its_own_header() {
    let server = ProviderServer::start(vec![json(401, "", "{}")]).await;
    drop(ask(&server.base, Dialect::OpenAi).await);
    drop(ask(&server.base, Dialect::Anthropic).await);
    let seen = server.seen();
    let heads: Vec<String> = seen.iter().map(|it| it.head.to_lowercase()).collect();
    assert!(heads[0].starts_with("post /chat/completions"), "{heads:?}");
    assert!(
        heads[0].contains("authorization: bearer test-key"),
        "{heads:?}"
    );
    assert!(heads[1].starts_with("post /v1/messages"), "{heads:?}");
    assert!(
        heads[1].contains("x-api-key: test-key")
            && heads[1].contains("anthropic-version: 2026-10-21")
    );
    assert!(!heads[1].contains("authorization"), "{heads:?}");
    assert!(seen.iter().all(|it| !it.body.contains("test-key")));
}
