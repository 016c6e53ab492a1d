//! Every answer of providers that was ever seen, and the requests that are made.

use std::path::PathBuf;

use serde_json::json;

use super::super::catalog::Catalog;
use super::super::failure::classify::{Answer, classify};
use super::super::failure::{Action, Class};
use super::super::prompt::Message;
use super::super::schema::Schema;
use super::super::wait::Headers;
use super::*;

mod calls;
mod thoughts;
mod tools;

/// When the fixtures with moments in them were written down, about.
const NOW: Duration = Duration::from_mins(29_923_060);

/// An answer that is kept to nothing.
const FREE: Bounds<'static> = Bounds {
    stop: &[],
    most_calls: usize::MAX,
    tools: &[],
    answers: None,
};

/// Returns the answers of providers as they were seen, of one kind.
fn files(extension: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/wire");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == extension));
    files.sort();
    assert!(!files.is_empty(), "{}", folder.display());
    files
}

fn stem(file: &std::path::Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

fn told(failure: &Failure) -> String {
    let wait = failure
        .wait
        .map_or_else(String::new, |wait| format!(", wait {wait:?}"));
    let detail = failure
        .detail
        .as_ref()
        .map_or_else(String::new, |detail| format!(", {detail:?}"));
    format!(
        "{:?} -> {:?}{wait}{detail}",
        failure.class,
        failure.class.action()
    )
}

#[test]
fn every_answer_that_was_ever_seen_has_its_class() {
    let mut lines = Vec::new();
    for file in files("json") {
        let text = std::fs::read_to_string(&file).unwrap();
        let seen: Value = serde_json::from_str(&text).unwrap();
        let headers: Headers = seen["headers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap().to_owned()))
            .collect();
        let status = u16::try_from(seen["status"].as_u64().unwrap()).unwrap();
        let body = seen["body"].to_string();
        let failure = if status == 200 {
            Dialect::OpenAi.decode(&body, FREE, NOW).unwrap_err()
        } else {
            let answer = Answer {
                status,
                headers: &headers,
                body: &body,
                now: NOW,
            };
            classify(answer)
        };
        lines.push(format!("{}: {}", stem(&file), told(&failure)));
    }
    insta::assert_snapshot!("wire", lines.join("\n"));
}

#[test]
fn every_status_without_a_word_has_its_class() {
    let mut lines: Vec<(u16, u16, String)> = Vec::new();
    for status in 100..=599 {
        let headers = Headers::new();
        let failure = classify(Answer {
            status,
            headers: &headers,
            body: "",
            now: NOW,
        });
        let told = told(&failure);
        match lines.last_mut() {
            Some((_, last, same)) if *same == told => *last = status,
            Some(_) | None => lines.push((status, status, told)),
        }
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|(first, last, told)| format!("{first}-{last}: {told}"))
        .collect();
    insta::assert_snapshot!("statuses", lines.join("\n"));
}

fn read(dialect: Dialect, stream: &str) -> Result<Reply, Failure> {
    let mut reader = dialect.reader(FREE);
    for line in stream
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
    {
        reader.event(line, NOW)?;
    }
    reader.finish()
}

/// Returns what the provider speaks of whom a file has an answer.
fn of(name: &str) -> Dialect {
    if name.starts_with("anthropic") {
        Dialect::Anthropic
    } else {
        Dialect::OpenAi
    }
}

#[test]
fn every_stream_that_was_ever_seen_ends_as_it_should() {
    let mut lines = Vec::new();
    for file in files("sse") {
        let name = stem(&file);
        let stream = std::fs::read_to_string(&file).unwrap();
        let end = match read(of(&name), &stream) {
            Ok(reply) => {
                let calls = reply.calls.iter();
                let calls = calls.map(|it| format!(" {} {}({})", it.id, it.name, it.arguments));
                let calls: String = calls.collect();
                format!("{:?}{calls} {:?} {:?}", reply.text, reply.end, reply.usage)
            }
            Err(failure) => told(&failure),
        };
        lines.push(format!("{name}: {end}"));
    }
    insta::assert_snapshot!("streams", lines.join("\n"));
}

#[test]
fn some_lines_may_be_broken_but_not_many() {
    let good = r#"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#;
    let with = |broken: usize| {
        let mut reader = Dialect::OpenAi.reader(FREE);
        for _ in 0..broken {
            reader.event("{not json", NOW)?;
        }
        reader.event(good, NOW)?;
        reader.finish()
    };
    assert_eq!(with(2).unwrap().text, "a");
    assert_eq!(with(3).unwrap_err().class, Class::StreamCut);
}

#[test]
fn an_answer_without_a_word_is_none() {
    let body = r#"{"choices":[{"message":{"content":" "},"finish_reason":"stop"}]}"#;
    let failure = Dialect::OpenAi.decode(body, FREE, NOW).unwrap_err();
    assert_eq!(failure.class, Class::BadOutput);
    let cut = body.replace("stop", "length");
    assert_eq!(
        Dialect::OpenAi.decode(&cut, FREE, NOW).unwrap().end,
        super::super::reply::End::Truncated
    );
    for body in ["", "<html>", "{}", r#"{"choices":[]}"#, "[]", "null"] {
        for dialect in [Dialect::OpenAi, Dialect::Anthropic] {
            let failure = dialect.decode(body, FREE, NOW).unwrap_err();
            assert_eq!(failure.class, Class::Overloaded, "{body}");
        }
    }
}

#[test]
fn what_is_refused_elsewhere_too_ends_the_call() {
    let retried = Class::ALL.map(Class::action).into_iter();
    assert_eq!(retried.filter(|action| *action == Action::Abort).count(), 1);
}

fn openai() -> Manner {
    Manner {
        stream_usage: true,
        caches_by_key: true,
        ..Manner::default()
    }
}

fn shape(manner: &Manner, json: JsonMode) -> Shape<'_> {
    Shape {
        model: "m",
        provider: "mine",
        max_output: 100,
        stream: true,
        json,
        effort: Some(Effort::Low),
        thoughtless: false,
        manner,
    }
}

#[test]
fn a_schema_that_may_be_ignored_is_told_in_words_too() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "integer" } } });
    let prompt = Prompt {
        answer: super::super::prompt::Answer::Json {
            name: "answer".to_owned(),
            schema: Schema::new(schema.clone()).unwrap(),
        },
        ..Prompt::question("hi", 100)
    };
    let unknown = Manner {
        says_schema: true,
        ..Manner::default()
    };
    for (dialect, place) in [
        (Dialect::OpenAi, "/response_format/json_schema/schema"),
        (Dialect::Anthropic, "/output_config/format/schema"),
    ] {
        for (manner, told) in [(&unknown, true), (&openai(), false)] {
            let body = dialect.encode(&prompt, shape(manner, JsonMode::Schema));
            assert!(body.pointer(place).is_some(), "{body}");
            let words = body
                .to_string()
                .contains("It must satisfy this JSON Schema");
            assert_eq!(words, told, "{body}");
        }
    }
}

#[test]
fn requests_are_what_providers_take() {
    let schema =
        json!({ "type": "object", "properties": { "a": { "type": "integer", "minimum": 1 } } });
    let prompt = Prompt {
        system: "Be brief.".to_owned(),
        answer: super::super::prompt::Answer::Json {
            name: "answer".to_owned(),
            schema: Schema::new(schema).unwrap(),
        },
        cache_key: Some("k".to_owned()),
        ..Prompt::question("hi", 100)
    };
    let manner = openai();
    let bodies: Vec<String> = [
        Dialect::OpenAi.encode(&prompt, shape(&manner, JsonMode::Schema)),
        Dialect::OpenAi.encode(&prompt, shape(&manner, JsonMode::Prompt)),
        Dialect::Anthropic.encode(&prompt, shape(&manner, JsonMode::Schema)),
        Dialect::Anthropic.encode(&prompt, shape(&manner, JsonMode::Object)),
    ]
    .iter()
    .map(|body| serde_json::to_string_pretty(body).unwrap())
    .collect();
    insta::assert_snapshot!("requests", bodies.join("\n"));
}

/// Every field that a provider is sent, and no other.
const FIELDS: [(&str, &[&str]); 4] = [
    (
        "openrouter",
        &[
            "max_completion_tokens",
            "messages",
            "model",
            "provider",
            "reasoning",
            "response_format",
            "stream",
            "tool_choice",
            "tools",
        ],
    ),
    (
        "groq",
        &[
            "include_reasoning",
            "max_completion_tokens",
            "messages",
            "model",
            "parallel_tool_calls",
            "reasoning_effort",
            "response_format",
            "stop",
            "stream",
            "tool_choice",
            "tools",
        ],
    ),
    (
        "openai",
        &[
            "max_completion_tokens",
            "messages",
            "model",
            "parallel_tool_calls",
            "prompt_cache_key",
            "reasoning_effort",
            "response_format",
            "store",
            "stream",
            "stream_options",
            "tool_choice",
            "tools",
        ],
    ),
    (
        "anthropic",
        &[
            "max_tokens",
            "messages",
            "model",
            "output_config",
            "stop_sequences",
            "stream",
            "system",
            "tool_choice",
            "tools",
        ],
    ),
];

/// Returns every request that a provider can be sent: each way to ask for an answer, in pieces or at
/// once, with thought or without.
fn requests(dialect: Dialect, manner: &Manner) -> Vec<Value> {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "a": { "type": "integer", "minimum": 1, "maximum": 5 },
            "b": { "type": "array", "items": { "type": "string" }, "maxItems": 3 },
            "c": { "type": "string", "minLength": 1 },
        },
        "required": ["a"],
    });
    let answer = super::super::prompt::Answer::Json {
        name: "answer".to_owned(),
        schema: Schema::new(schema).unwrap(),
    };
    let plain = Prompt::question("hi", 100);
    let mut turns = Prompt {
        system: "Be brief.".to_owned(),
        answer,
        cache_key: Some("k".to_owned()),
        ..plain.clone()
    };
    turns.messages.push(Message::Assistant("no".to_owned()));
    turns.messages.push(Message::User("again".to_owned()));
    let mut bodies = Vec::new();
    for prompt in [plain, turns].iter().chain(&tools::prompts()) {
        let tool = Some(JsonMode::Tool).filter(|_| manner.schema_by_tool && prompt.tools.is_none());
        let modes = [JsonMode::Schema, JsonMode::Object, JsonMode::Prompt];
        for json in modes.into_iter().chain(tool) {
            for stream in [true, false] {
                for effort in [None, Some(Effort::None), Some(Effort::High)] {
                    let shape = Shape {
                        stream,
                        effort,
                        ..shape(manner, json)
                    };
                    bodies.push(dialect.encode(prompt, shape));
                }
            }
        }
    }
    bodies
}

#[test]
fn requests_keep_to_what_is_written_of_their_dialect() {
    let read = |text: &str| {
        let schema: Value = serde_json::from_str(text).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    let chat = read(include_str!("../../../tests/contracts/chat.json"));
    let messages = read(include_str!("../../../tests/contracts/messages.json"));
    let foreign = Manner {
        cap: "max_tokens".to_owned(),
        ..Manner::default()
    };
    let imitator = Manner {
        says_schema: true,
        schema_by_tool: true,
        ..Manner::default()
    };
    let known = Catalog::embedded().providers.iter();
    let mut all: Vec<(Dialect, &Manner)> = known.map(|it| (it.dialect, &it.manner)).collect();
    all.push((Dialect::OpenAi, &foreign));
    all.push((Dialect::Anthropic, &imitator));
    for (dialect, manner) in all {
        let contract = match dialect {
            Dialect::OpenAi => &chat,
            Dialect::Anthropic => &messages,
        };
        for body in requests(dialect, manner) {
            let faults: Vec<String> = contract
                .iter_errors(&body)
                .map(|it| it.to_string())
                .collect();
            assert!(faults.is_empty(), "{faults:?} in {body:#}");
        }
    }
    let wrong = json!({ "model": "m", "messages": [{ "role": "user", "content": "hi" }], "max_tokens": 9, "temperature": 0 });
    assert!(!chat.is_valid(&wrong) && !messages.is_valid(&wrong));
}

#[test]
fn providers_are_sent_the_fields_that_they_know() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let answer = super::super::prompt::Answer::Json {
        name: "answer".to_owned(),
        schema: Schema::new(schema).unwrap(),
    };
    let prompt = Prompt {
        system: "Be brief.".to_owned(),
        answer,
        cache_key: Some("k".to_owned()),
        ..Prompt::question("hi", 100)
    };
    for (name, known) in FIELDS {
        let provider = Catalog::embedded().provider(name).unwrap();
        let mut sent = std::collections::BTreeSet::new();
        for json in [JsonMode::Schema, JsonMode::Object, JsonMode::Prompt] {
            for stream in [true, false] {
                let shape = Shape {
                    stream,
                    ..shape(&provider.manner, json)
                };
                for prompt in std::iter::once(&prompt).chain(&tools::prompts()) {
                    let body = provider.dialect.encode(prompt, shape);
                    sent.extend(body.as_object().unwrap().keys().cloned());
                }
            }
        }
        assert_eq!(sent.into_iter().collect::<Vec<_>>(), known, "{name}");
    }
}
