//! The chain against providers on loopback: who answers in the end, and with how many requests.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use samocoder::llm::catalog::{Catalog, Limits, Provider, Role};
use samocoder::llm::chain::{Budget, Chain, Notice, Target, Verdict};
use samocoder::llm::gate::{Keeper, Own};
use samocoder::llm::prompt::Prompt;
use samocoder::llm::transport::Transport;
use samocoder::secret::Secret;

use crate::provider_server::{Do, ProviderServer, json, send, stream};

/// The default chain.
const PROVIDERS: [&str; 4] = ["openrouter", "groq", "openai", "anthropic"];

pub(crate) fn good(provider: &str) -> Vec<Do> {
    let text = if provider == "anthropic" {
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"yes\"}}\n\n\
         data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}\n\n"
    } else {
        "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}\n\n"
    };
    vec![stream(), send(text)]
}

/// A fault, how many requests it takes to see it, and whether another model of the provider is
/// asked before the next provider.
fn faults() -> Vec<(&'static str, Vec<Do>, usize)> {
    let error = |status: u16, body: &str| json(status, "retry-after: 0\r\n", body);
    vec![
        ("401", error(401, r#"{"error":{"message":"no"}}"#), 1),
        ("402", error(402, r#"{"error":{"message":"pay"}}"#), 1),
        ("403", error(403, r#"{"error":{"message":"no"}}"#), 1),
        (
            "429 without credit",
            error(
                429,
                r#"{"error":{"message":"x","type":"insufficient_quota"}}"#,
            ),
            1,
        ),
        (
            "429 of the day",
            error(429, r#"{"error":{"message":"free-models-per-day"}}"#),
            1,
        ),
        (
            "429 of the minute",
            error(429, r#"{"error":{"message":"slow"}}"#),
            3,
        ),
        ("500", error(500, ""), 3),
        ("502 page", error(502, "<html>"), 3),
        ("503", error(503, ""), 3),
        (
            "529",
            error(529, r#"{"error":{"type":"overloaded_error"}}"#),
            3,
        ),
        (
            "404 of a model",
            error(404, r#"{"error":{"code":"model_not_found"}}"#),
            1,
        ),
        ("404 page", error(404, "<html>"), 1),
        ("408", error(408, ""), 3),
        (
            "413",
            error(413, r#"{"error":{"message":"body too large"}}"#),
            1,
        ),
        (
            "400 of the context",
            error(400, r#"{"error":{"code":"context_length_exceeded"}}"#),
            1,
        ),
        ("307", error(307, ""), 2),
    ]
}

/// Faults of answers that began well.
fn broken_answers() -> Vec<(&'static str, Vec<Do>, usize)> {
    let answer = |body: &str| json(200, "", body);
    vec![
        ("empty 200", answer(""), 3),
        ("page 200", answer("<html>"), 3),
        (
            "error inside 200",
            answer(r#"{"error":{"code":502,"message":"x"}}"#),
            3,
        ),
        (
            "error first in a stream",
            vec![
                stream(),
                send("data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n"),
            ],
            3,
        ),
        ("nothing in a stream", vec![stream()], 1),
        (
            "cut",
            vec![
                stream(),
                send(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"ye\"}}],\"type\":\"content_block_delta\",\"delta\":{\"text\":\"ye\"}}\n\n",
                ),
            ],
            1,
        ),
        ("closed", vec![], 3),
    ]
}

pub(crate) fn chain(servers: &[ProviderServer]) -> Chain {
    let bases: Vec<&str> = servers.iter().map(|it| it.base.as_str()).collect();
    chain_at(&bases)
}

fn chain_at(bases: &[&str]) -> Chain {
    let catalog = Catalog::embedded();
    let targets = PROVIDERS.iter().zip(bases).map(|(name, base)| {
        // Without limits, whose pace is not what is tested here.
        let provider = Provider {
            limits: Limits::default(),
            free_limits: None,
            ..catalog.provider(name).unwrap().clone()
        };
        // One model, so that the number of requests tells of the provider.
        let models = catalog
            .models(name, Role::General)
            .take(1)
            .cloned()
            .collect();
        Target {
            provider: Arc::new(provider),
            base_url: (*base).to_owned(),
            key: Some(Secret::key("test-key-0123456789").unwrap()),
            models,
        }
    });
    let budget = Budget {
        requests: 20,
        ..Budget::default()
    };
    let gate = Keeper::new(Own::default(), samocoder::state::now);
    Chain::new(
        targets.collect(),
        Transport::new().unwrap(),
        budget,
        Box::new(gate),
    )
}

#[tokio::test]
async fn whatever_fails_wherever_the_next_one_answers() {
    for (fault, answer, requests) in faults().into_iter().chain(broken_answers()) {
        for position in 0..3 {
            let mut servers = Vec::new();
            for (index, name) in PROVIDERS.iter().enumerate() {
                let answer = if index <= position {
                    answer.clone()
                } else {
                    good(name)
                };
                servers.push(ProviderServer::start(vec![answer]).await);
            }
            let chain = chain(&servers);
            let mut heard = String::new();
            let prompt = Prompt::question("hi", 100);
            let answered = chain
                .ask(&prompt, Role::General, &mut |notice| {
                    if let Notice::Heard(text) = notice {
                        heard.push_str(text);
                    }
                })
                .await
                .unwrap_or_else(|error| panic!("{fault} at {position}: {error:?}"));
            assert_eq!(answered.provider, PROVIDERS[position + 1], "{fault}");
            assert_eq!(answered.reply.text, "yes", "{fault}");
            let counts: Vec<usize> = servers.iter().map(|server| server.seen().len()).collect();
            let expected: Vec<usize> = (0..4)
                .map(|index| match index {
                    _ if index <= position => requests,
                    _ if index == position + 1 => 1,
                    _ => 0,
                })
                .collect();
            assert_eq!(counts, expected, "{fault} at {position}");
        }
    }
}

/// An address at which nobody listens.
fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A server that does not know encryption.
fn unencrypted() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            stream
                .unwrap()
                .write_all(b"HTTP/1.1 400 X\r\n\r\n")
                .unwrap_or_default();
        }
    });
    base
}

#[tokio::test]
async fn whoever_can_t_be_reached_costs_no_time() {
    let groq = ProviderServer::start(vec![good("groq")]).await;
    for (base, most) in [
        (nobody(), Some(Duration::from_millis(500))),
        (unencrypted(), Some(Duration::from_millis(500))),
        // How long it takes to learn that there is no such name is the network's.
        ("https://nothing.invalid".to_owned(), None),
    ] {
        let chain = chain_at(&[&base, &groq.base]);
        let start = Instant::now();
        let prompt = Prompt::question("hi", 100);
        let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
        assert_eq!(answered.unwrap().provider, "groq", "{base}");
        let time = start.elapsed();
        assert!(most.is_none_or(|most| time < most), "{base}: {time:?}");
        // Where there is nobody else it is asked once more, and told.
        if most.is_some() {
            let alone = chain_at(&[&base]);
            let unanswered = alone.ask(&prompt, Role::General, &mut |_| {}).await;
            let unanswered = unanswered.unwrap_err();
            assert_eq!(unanswered.tried.len(), 2, "{unanswered}");
            assert_eq!(unanswered.verdict(), Verdict::Later);
        }
    }
}

#[tokio::test]
async fn a_refusal_is_put_to_one_other_and_no_more() {
    let refusal = json(
        400,
        "",
        r#"{"error":{"message":"no","code":"content_policy_violation"}}"#,
    );
    let mut servers = Vec::new();
    for _ in PROVIDERS {
        servers.push(ProviderServer::start(vec![refusal.clone()]).await);
    }
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    let unanswered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(unanswered.unwrap_err().verdict(), Verdict::Refused);
    let counts: Vec<usize> = servers.iter().map(|server| server.seen().len()).collect();
    assert_eq!(counts, [1, 1, 0, 0]);
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_is_left_after_one_wait() {
    let servers = [
        ProviderServer::start(vec![vec![Do::Hang]]).await,
        ProviderServer::start(vec![vec![stream(), Do::Hang]]).await,
        ProviderServer::start(vec![good("openai")]).await,
    ];
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    let start = tokio::time::Instant::now();
    let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(answered.unwrap().provider, "openai");
    // Half a minute for the headers of the one, a minute for the first word of the other.
    let time = start.elapsed().as_secs();
    assert!((89..=92).contains(&time), "{time}");
    // They are not asked again before the others.
    let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(answered.unwrap().provider, "openai");
    let counts: Vec<usize> = servers.iter().map(|server| server.seen().len()).collect();
    assert_eq!(counts, [1, 1, 2]);
}

#[tokio::test]
async fn when_all_fail_for_one_reason_it_is_told() {
    let mut servers = Vec::new();
    for _ in PROVIDERS {
        servers.push(ProviderServer::start(vec![json(401, "", "{}")]).await);
    }
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    let error = chain
        .ask(&prompt, Role::General, &mut |_| {})
        .await
        .unwrap_err();
    assert_eq!(error.verdict(), Verdict::Settings);
    // A second call asks nobody again.
    drop(chain.ask(&prompt, Role::General, &mut |_| {}).await);
    assert!(servers.iter().all(|server| server.seen().len() == 1));
}

#[tokio::test]
async fn a_refused_parameter_is_left_out_from_then_on() {
    let refusal = r#"{"error":{"message":"Your organization must be verified to stream this model.","param":"stream","code":"unsupported_value"}}"#;
    let whole = r#"{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}]}"#;
    let server = ProviderServer::start(vec![json(400, "", refusal), json(200, "", whole)]).await;
    let servers = vec![
        server.clone(),
        server.clone(),
        server.clone(),
        server.clone(),
    ];
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    for _ in 0..2 {
        let answered = chain
            .ask(&prompt, Role::General, &mut |_| {})
            .await
            .unwrap();
        assert_eq!(answered.provider, "openrouter");
    }
    let streams: Vec<bool> = server
        .seen()
        .iter()
        .map(|it| it.body.contains("\"stream\":true"))
        .collect();
    assert_eq!(streams, [true, false, false]);
}

#[tokio::test]
async fn what_everybody_would_refuse_is_asked_once() {
    let mut servers = Vec::new();
    for _ in PROVIDERS {
        servers.push(
            ProviderServer::start(vec![json(
                400,
                "",
                r#"{"error":{"message":"messages is required"}}"#,
            )])
            .await,
        );
    }
    let chain = chain(&servers);
    let error = chain
        .ask(&Prompt::question("hi", 100), Role::General, &mut |_| {})
        .await
        .unwrap_err();
    assert_eq!(error.verdict(), Verdict::Bug);
    let counts: Vec<usize> = servers.iter().map(|server| server.seen().len()).collect();
    assert_eq!(counts, [1, 0, 0, 0]);
}

#[tokio::test]
async fn whoever_was_out_of_order_is_asked_after_the_others() {
    let broken = ProviderServer::start(vec![json(503, "retry-after: 0\r\n", "")]).await;
    let fine = ProviderServer::start(vec![good("groq")]).await;
    let servers = vec![broken.clone(), fine.clone()];
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    for _ in 0..3 {
        let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
        assert_eq!(answered.unwrap().provider, "groq");
    }
    assert_eq!((broken.seen().len(), fine.seen().len()), (3, 3));
}

#[tokio::test]
async fn a_broken_answer_is_asked_for_again_where_nobody_else_is() {
    let cut = vec![
        stream(),
        send("data: {\"choices\":[{\"delta\":{\"content\":\"ye\"}}]}\n\n"),
    ];
    let server = ProviderServer::start(vec![cut, good("openrouter")]).await;
    let chain = chain(std::slice::from_ref(&server));
    let prompt = Prompt::question("hi", 100);
    let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(answered.unwrap().reply.text, "yes");
    assert_eq!(server.seen().len(), 2);
}
