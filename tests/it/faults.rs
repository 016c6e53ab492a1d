//! The fault matrix: everything that a provider can do wrong, at every place of the chain, in pieces
//! and at once. One row a fault, with what has to come of it; each row is the decision table's, not
//! the code's.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use samocoder::llm::catalog::Role;
use samocoder::llm::chain::{Answered, Chain, Notice, Unanswered, Verdict};
use samocoder::llm::prompt::{Answer, Prompt};
use samocoder::llm::reply::End;
use samocoder::llm::schema::Schema;
use samocoder::llm::transport::Transport;
use serde_json::json;

use crate::chain::{self, PROVIDERS};
use crate::provider_server::{Do, ProviderServer, json as answer, send, stream};
use crate::unreachable;

/// What has to come of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The next provider answers.
    Next,
    /// One other provider is asked, and no third one.
    OneOther,
    /// Nobody else is asked.
    Nobody,
    /// It is no fault: the answer counts.
    Answers(End),
}
use Then::{Answers, Next, Nobody, OneOther};

/// What somebody who can't be reached does.
#[derive(Clone, Copy, Debug)]
enum Way {
    Refused,
    NoName,
    SelfSigned,
    Unencrypted,
    HangsUp,
}

/// How a fault is made.
enum Fault {
    /// There is no way to the provider.
    Unreachable(Way),
    /// The same answer whatever was asked for.
    Status(u16, &'static str, &'static str),
    /// An answer in pieces, then what happens.
    Pieces(Vec<Do>),
    /// An answer at once.
    Whole(String),
    /// These bytes, whatever was asked for.
    Bytes(Vec<Do>),
}
use Fault::{Bytes, Pieces, Status, Unreachable, Whole};

/// A row of the table: the fault, how often a provider with it is asked while there are others, how
/// often when it is the last one, what happens then, and what is told when all have it.
type Row = (&'static str, Fault, usize, usize, Then, Verdict);

/// A part of an answer that both dialects read.
fn piece(text: &str) -> Do {
    let event = json!({
        "choices": [{ "delta": { "content": text } }],
        "type": "content_block_delta", "delta": { "type": "text_delta", "text": text },
    });
    send(&format!("data: {event}\n\n"))
}

/// The end of an answer in pieces, as `OpenAI` and as Anthropic say it.
fn end(openai: &str, anthropic: &str) -> Do {
    let event = json!({
        "choices": [{ "delta": {}, "finish_reason": openai }],
        "type": "message_delta", "delta": { "stop_reason": anthropic },
    });
    send(&format!("data: {event}\n\n"))
}

/// An answer at once that both dialects read.
fn whole(text: &str, openai: &str, anthropic: &str) -> String {
    json!({
        "choices": [{ "message": { "content": text }, "finish_reason": openai }],
        "content": [{ "type": "text", "text": text }], "stop_reason": anthropic,
    })
    .to_string()
}

/// The answer that is wanted.
const YES: &str = r#"{"answer":"yes"}"#;

fn in_pieces(then: Vec<Do>) -> Fault {
    Pieces(std::iter::once(stream()).chain(then).collect())
}

fn good(streams: bool) -> Vec<Do> {
    if streams {
        vec![stream(), piece(YES), end("stop", "end_turn")]
    } else {
        answer(200, "", &whole(YES, "stop", "end_turn"))
    }
}

/// A 200 with another content type.
fn typed(kind: &str, body: &str) -> Vec<Do> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nconnection: close\r\n\r\n");
    vec![send(&head), send(body)]
}

fn text_of(steps: &[Do]) -> String {
    let bytes = steps.iter().flat_map(|step| match step {
        Do::Send(bytes) => bytes.clone(),
        Do::Pause(_) | Do::Hang => Vec::new(),
    });
    String::from_utf8(bytes.collect()).unwrap()
}

/// Faults before an answer begins.
#[rustfmt::skip]
fn refusals() -> Vec<Row> {
    use Verdict::{Bug, Later, Refused, Settings, TooLarge};
    let error = r#"{"error":{"message":"no"}}"#;
    vec![
        ("nobody there",          Unreachable(Way::Refused),     1, 2, Next, Later),
        ("no such name",          Unreachable(Way::NoName),      1, 2, Next, Later),
        ("self-signed",           Unreachable(Way::SelfSigned),  1, 2, Next, Later),
        ("not encrypted",         Unreachable(Way::Unencrypted), 1, 2, Next, Later),
        ("no handshake",          Unreachable(Way::HangsUp),     1, 2, Next, Later),
        ("closed",                Bytes(vec![]),                 3, 3, Next, Later),
        ("204",                   Status(204, "", ""),           2, 2, OneOther, Later),
        ("307",                   Status(307, "location: http://127.0.0.1:1/\r\n", ""), 1, 1, Next, Settings),
        ("400",                   Status(400, "", error),        1, 1, Nobody, Bug),
        ("400 context",           Status(400, "", r#"{"error":{"code":"context_length_exceeded"}}"#), 1, 1, Next, TooLarge),
        ("400 credit",            Status(400, "", r#"{"error":{"message":"Your credit balance is too low"}}"#), 1, 1, Next, Settings),
        ("400 model",             Status(400, "", r#"{"error":{"message":"x is not a valid model ID"}}"#), 1, 1, Next, Settings),
        ("400 parameter",         Status(400, "", r#"{"error":{"code":"unsupported_parameter","param":"store"}}"#), 2, 2, Next, Later),
        ("400 policy",            Status(400, "", r#"{"error":{"code":"content_policy_violation"}}"#), 1, 1, OneOther, Refused),
        ("400 no tools",          Status(400, "", r#"{"error":{"message":"x does not support tools"}}"#), 1, 1, Next, Settings),
        ("400 failed call",       Status(400, "", r#"{"error":{"code":"tool_use_failed"}}"#), 2, 2, Next, Later),
        ("401",                   Status(401, "", error),        1, 1, Next, Settings),
        ("402",                   Status(402, "", error),        1, 1, Next, Settings),
        ("403",                   Status(403, "", error),        1, 1, Next, Settings),
        ("403 blocked",           Status(403, "", r#"{"error":{"message":"Request blocked: prompt injection patterns detected"}}"#), 1, 1, OneOther, Refused),
        ("403 quota",             Status(403, "", r#"{"error":{"code":"insufficient_user_quota"}}"#), 1, 1, Next, Settings),
        ("404 model",             Status(404, "", r#"{"error":{"code":"model_not_found"}}"#), 1, 1, Next, Settings),
        ("404 page",              Status(404, "", "<html>no such model page"), 1, 1, Next, Settings),
        ("404 path",              Status(404, "", r#"{"detail":"Not Found"}"#), 1, 1, Next, Settings),
        ("405",                   Status(405, "", ""),           1, 1, Next, Settings),
        ("408",                   Status(408, "", ""),           3, 3, Next, Later),
        ("409",                   Status(409, "", ""),           3, 3, Next, Later),
        ("413",                   Status(413, "", r#"{"error":{"message":"body too large"}}"#), 1, 1, Next, TooLarge),
        ("413 tier",              Status(413, "", r#"{"error":{"message":"Request too large: Limit 8000, Requested 16030"}}"#), 2, 2, Next, TooLarge),
        ("415",                   Status(415, "", error),        1, 1, Nobody, Bug),
        ("422",                   Status(422, "", error),        1, 1, Nobody, Bug),
        ("429 minute",            Status(429, "", error),        3, 3, Next, Later),
        ("429 day",               Status(429, "", r#"{"error":{"message":"free-models-per-day"}}"#), 1, 1, Next, Later),
        ("429 quota",             Status(429, "", r#"{"error":{"type":"insufficient_quota"}}"#), 1, 1, Next, Settings),
        ("429 spend limit",       Status(429, "", r#"{"error":{"details":{"error_code":"enforced_spend_limit_reached"}}}"#), 1, 1, Next, Settings),
        ("429 shared pool",       Status(429, "", r#"{"error":{"availability":{"code":"capacity_exhausted"}}}"#), 1, 1, Next, Later),
        ("429 tier",              Status(429, "", r#"{"error":{"message":"Request too large: Limit 8000, Requested 16030"}}"#), 2, 2, Next, TooLarge),
        ("498",                   Status(498, "", r#"{"error":{"code":"capacity_exceeded"}}"#), 3, 3, Next, Later),
        ("500",                   Status(500, "", ""),           3, 3, Next, Later),
        ("500 of its own keys",   Status(500, "", r#"{"error":{"message":"authentication backend is down"}}"#), 3, 3, Next, Later),
        ("502 page",              Status(502, "", "<html>bad gateway"), 3, 3, Next, Later),
        ("503",                   Status(503, "", error),        3, 3, Next, Later),
        ("504",                   Status(504, "", error),        3, 3, Next, Later),
        ("524",                   Status(524, "", ""),           3, 3, Next, Later),
        ("529",                   Status(529, "", r#"{"error":{"type":"overloaded_error"}}"#), 3, 3, Next, Later),
    ]
}

/// Faults of answers that began well.
#[rustfmt::skip]
fn broken_answers() -> Vec<Row> {
    use Verdict::{Later, Refused, TooLarge};
    let event = |body: &str| send(&format!("data: {body}\n\n"));
    let overloaded = r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;
    let context = r#"{"type":"error","error":{"message":"longer than the model's maximum context length is 9 tokens"}}"#;
    let late_error = r#"{"error":{"code":502,"message":"x"},"type":"error","choices":[{"delta":{},"finish_reason":"error"}]}"#;
    let good_pieces = || vec![piece(YES), end("stop", "end_turn")];
    let junk = || send("data: {not json\n\n");
    vec![
        ("empty 200",             Whole(String::new()),                         3, 3, Next, Later),
        ("page 200",              Whole("<html>".to_owned()),                   3, 3, Next, Later),
        ("other JSON 200",        Whole("{}".to_owned()),                       3, 3, Next, Later),
        ("error in 200",          Whole(r#"{"error":{"code":502}}"#.to_owned()), 3, 3, Next, Later),
        ("context in 200",        Whole(context.to_owned()),                    1, 1, Next, TooLarge),
        ("empty answer",          Whole(whole("", "stop", "end_turn")),         2, 2, Next, Later),
        ("refusal",               Whole(whole("No.", "content_filter", "refusal")), 1, 1, OneOther, Refused),
        ("truncated",             Whole(whole("{", "length", "max_tokens")),    1, 1, Answers(End::Truncated), Later),
        ("half a body",           Bytes(vec![send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{\"cho")]), 1, 2, Next, Later),
        ("JSON as text",          Bytes(typed("text/plain", &whole(YES, "stop", "end_turn"))), 1, 1, Answers(End::Complete), Later),
        ("pieces as text",        Bytes(typed("text/plain", &text_of(&good_pieces()))), 1, 1, Answers(End::Complete), Later),
        ("pieces: nothing",       in_pieces(vec![]),                            1, 2, Next, Later),
        ("pieces: only the end",  in_pieces(vec![end("stop", "end_turn")]),     2, 2, Next, Later),
        ("pieces: error first",   in_pieces(vec![event(overloaded)]),           3, 3, Next, Later),
        ("pieces: context first", in_pieces(vec![event(context)]),              1, 1, Next, TooLarge),
        ("pieces: error later",   in_pieces(vec![piece("{"), event(late_error)]), 1, 2, Next, Later),
        ("pieces: cut",           in_pieces(vec![piece("{")]),                  1, 2, Next, Later),
        ("pieces: no end",        in_pieces(vec![piece(YES)]),                  1, 2, Next, Later),
        ("pieces: one bad line",  in_pieces([vec![junk()], good_pieces()].concat()), 1, 1, Answers(End::Complete), Later),
        ("pieces: bad lines",     in_pieces([vec![junk(), junk(), junk()], good_pieces()].concat()), 1, 2, Next, Later),
        ("pieces: refusal",       in_pieces(vec![piece("No"), end("content_filter", "refusal")]), 1, 1, OneOther, Refused),
        ("pieces: truncated",     in_pieces(vec![piece("{"), end("length", "max_tokens")]), 1, 1, Answers(End::Truncated), Later),
    ]
}

/// Providers that hang, in the order in which an answer goes on.
#[rustfmt::skip]
fn hangs() -> Vec<Row> {
    use Verdict::Later;
    vec![
        ("hangs at once",         Bytes(vec![Do::Hang]),                        1, 1, Next, Later),
        ("hangs after headers",   in_pieces(vec![Do::Hang]),                    1, 1, Next, Later),
        ("hangs in the middle",   in_pieces(vec![piece("{"), Do::Hang]),        1, 2, Next, Later),
    ]
}

/// A provider with a fault, until the test ends.
async fn faulty(fault: &Fault) -> (String, Option<ProviderServer>) {
    let steps = match fault {
        Unreachable(way) => {
            let base = match way {
                Way::Refused => unreachable::nobody(),
                Way::NoName => unreachable::no_such_name(),
                Way::SelfSigned => unreachable::self_signed(),
                Way::Unencrypted => unreachable::unencrypted(),
                Way::HangsUp => unreachable::hangs_up(),
            };
            return (base, None);
        }
        Status(status, headers, body) => {
            answer(*status, &format!("retry-after: 0\r\n{headers}"), body)
        }
        Whole(body) => answer(200, "", body),
        Pieces(steps) | Bytes(steps) => steps.clone(),
    };
    let server = ProviderServer::start(vec![steps]).await;
    (server.base.clone(), Some(server))
}

/// Returns a chain of the default providers at these addresses.
fn chain(bases: &[String], streams: bool, transport: &Transport, requests: u8) -> Chain {
    let targets = PROVIDERS.iter().zip(bases).map(|(name, base)| {
        let mut target = chain::target(name, base);
        Arc::make_mut(&mut target.provider).manner.schema_streams = streams;
        target.models[0].schema = true;
        target
    });
    chain::of(targets.collect(), transport.clone(), requests)
}

fn question() -> Prompt {
    let schema = json!({
        "type": "object", "properties": { "answer": { "type": "string" } },
        "required": ["answer"], "additionalProperties": false,
    });
    Prompt {
        answer: Answer::Json {
            name: "answer".to_owned(),
            schema: Schema::new(schema).unwrap(),
        },
        ..Prompt::question("hi", 16_000)
    }
}

/// What a call came to: how often each provider was asked, and the end.
struct Outcome {
    asked: [usize; 4],
    end: Result<Answered, Unanswered>,
}

async fn ask(chain: &Chain) -> Outcome {
    let mut asked = [0; 4];
    let end = chain
        .ask(&question(), Role::General, &mut |notice| {
            if let Notice::Asked { provider, .. } = notice {
                let place = PROVIDERS.iter().position(|name| name == provider);
                asked[place.unwrap()] += 1;
            }
        })
        .await;
    Outcome { asked, end }
}

/// What is wrong at one place of the matrix: the fault at the providers up to `position`.
async fn wrong(
    (name, fault, once, alone, then, verdict): &Row,
    position: usize,
    streams: bool,
    transport: &Transport,
) -> Option<String> {
    let (mut bases, mut servers) = (Vec::new(), Vec::new());
    for index in 0..PROVIDERS.len() {
        let (base, server) = if index <= position {
            faulty(fault).await
        } else {
            let server = ProviderServer::start(vec![good(streams)]).await;
            (server.base.clone(), Some(server))
        };
        bases.push(base);
        servers.push(server);
    }
    let outcome = ask(&chain(&bases, streams, transport, 20)).await;
    let mut expected = [0; 4];
    let mut answers = None;
    for (index, count) in expected.iter_mut().enumerate() {
        let reached = match then {
            Answers(_) | Nobody => index == 0,
            OneOther => index <= 1,
            Next => true,
        };
        if !reached || answers.is_some() {
            continue;
        }
        if index > position || matches!(then, Answers(_)) {
            (*count, answers) = (1, Some(index));
        } else {
            *count = if index == 3 { *alone } else { *once };
        }
    }
    let told = match (&outcome.end, answers) {
        (Ok(answered), Some(index)) => {
            let end = match then {
                Answers(end) if index <= position => *end,
                Answers(_) | Next | Nobody | OneOther => End::Complete,
            };
            answered.provider == PROVIDERS[index]
                && answered.reply.end == end
                && (end == End::Truncated || answered.reply.text == YES)
        }
        (Err(unanswered), None) => unanswered.verdict() == *verdict,
        (Ok(_), None) | (Err(_), Some(_)) => false,
    };
    let seen = servers
        .iter()
        .zip(outcome.asked)
        .all(|(server, asked)| server.as_ref().is_none_or(|it| it.seen().len() == asked));
    (outcome.asked != expected || !told || !seen).then(|| {
        let way = if streams { "in pieces" } else { "at once" };
        let end = outcome.end.map(|it| (it.provider, it.reply));
        format!(
            "{name}, {way}, up to {position}: asked {:?}, expected {expected:?}; {end:?}",
            outcome.asked
        )
    })
}

#[tokio::test]
async fn whatever_fails_wherever_the_right_one_answers_or_the_right_error_comes() {
    let transport = Transport::new().unwrap();
    let rows: Vec<Row> = refusals().into_iter().chain(broken_answers()).collect();
    let mut cells = Vec::new();
    for row in &rows {
        for position in 0..PROVIDERS.len() {
            for streams in [true, false] {
                cells.push(wrong(row, position, streams, &transport));
            }
        }
    }
    let wrong: Vec<String> = join_all(cells).await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_wherever_the_next_one_answers() {
    let transport = Transport::new().unwrap();
    let mut all = Vec::new();
    for row in hangs() {
        for position in 0..PROVIDERS.len() {
            for streams in [true, false] {
                all.extend(wrong(&row, position, streams, &transport).await);
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[tokio::test]
async fn with_few_requests_left_everybody_is_asked_once_before_anybody_twice() {
    let transport = Transport::new().unwrap();
    let broken = Status(503, "", "");
    for (budget, expected) in [(8, [3, 3, 1, 1]), (5, [2, 1, 1, 1]), (2, [1, 1, 0, 0])] {
        let (mut bases, mut servers) = (Vec::new(), Vec::new());
        for _ in PROVIDERS {
            let (base, server) = faulty(&broken).await;
            bases.push(base);
            servers.push(server);
        }
        let outcome = ask(&chain(&bases, true, &transport, budget)).await;
        assert_eq!(outcome.asked, expected);
        assert!(outcome.end.is_err());
    }
}

#[tokio::test]
async fn a_schema_is_asked_for_in_simpler_ways_until_one_is_taken() {
    let transport = Transport::new().unwrap();
    let refused = r#"{"error":{"message":"response_format is not supported"}}"#;
    let server = ProviderServer::start(vec![
        answer(400, "", refused),
        answer(400, "", refused),
        good(true),
    ])
    .await;
    let chain = chain(std::slice::from_ref(&server.base), true, &transport, 8);
    let outcome = ask(&chain).await;
    assert_eq!(outcome.end.unwrap().reply.text, YES);
    let ways = server.seen().into_iter().map(|it| {
        let body: serde_json::Value = serde_json::from_str(&it.body).unwrap();
        body["response_format"]["type"].as_str().map(str::to_owned)
    });
    let expected = [Some("json_schema"), Some("json_object"), None];
    assert_eq!(
        ways.collect::<Vec<_>>(),
        expected.map(|it| it.map(str::to_owned))
    );
}

/// Signs of life alone are no answer: after a word they keep a connection for five minutes, no more.
#[tokio::test(start_paused = true)]
async fn whoever_only_pings_is_left() {
    let transport = Transport::new().unwrap();
    let mut pings = vec![stream(), piece("{")];
    for _ in 0..100 {
        pings.extend([
            Do::Pause(Duration::from_secs(10)),
            send("event: ping\ndata: {\"type\":\"ping\"}\n\n"),
        ]);
    }
    let pinging = ProviderServer::start(vec![pings]).await;
    let fine = ProviderServer::start(vec![good(true)]).await;
    let chain = chain(
        &[pinging.base.clone(), fine.base.clone()],
        true,
        &transport,
        8,
    );
    let start = tokio::time::Instant::now();
    let outcome = ask(&chain).await;
    assert_eq!(outcome.end.unwrap().provider, "groq");
    let time = start.elapsed().as_secs();
    assert!((300..=302).contains(&time), "{time}");
}
