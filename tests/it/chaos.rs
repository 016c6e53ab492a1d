//! Providers as somebody else plays them: aimock answers as `OpenRouter`, `OpenAI` and Anthropic do,
//! and fails when it is told to.

use std::process::Command;

use serde_json::Value;

use crate::foreign_server::ForeignServer;
use crate::machine;
use crate::samocoder::{Output, Samocoder};

/// What is asked for first, and who answers when it fails.
const PAIRS: [(&str, &str); 3] = [
    ("openrouter", "openai"),
    ("openai", "anthropic"),
    ("anthropic", "openrouter"),
];

/// What aimock does, and what is told of it.
const FAULTS: [(&str, &str); 4] = [
    ("rateLimitRate", "there were too many requests (429"),
    ("dropRate", "it is out of order (500"),
    ("malformedRate", "it is out of order (the answer is no"),
    ("disconnectRate", "it is out of order (connection closed"),
];

/// What aimock says to whatever it is asked.
const TREE: &str = r#"{"fixtures":[{"match":{},"response":{"content":"A balanced tree."}}]}"#;

/// Starts aimock with what it says, in a file of that name.
pub(crate) fn aimock(name: &str, says: &str) -> ForeignServer {
    let packages = machine::clients();
    let fixtures = packages.with_file_name(name);
    std::fs::write(&fixtures, says).unwrap();
    ForeignServer::start(|port| {
        let mut command = Command::new("node");
        command.arg(packages.join("@copilotkit/aimock/dist/cli.js"));
        command.arg("--fixtures").arg(fixtures);
        command.args(["--validate-on-load", "--port", port]);
        command
    })
}

/// One who asks a provider at the first server, and all others at the second.
pub(crate) fn user(first: &str, at: &ForeignServer, others: &ForeignServer) -> Samocoder {
    let paths = [
        ("openrouter", "/api/v1"),
        ("openai", "/v1"),
        ("anthropic", ""),
    ];
    paths
        .iter()
        .fold(Samocoder::with_own_home(), |user, (name, path)| {
            let port = if *name == first { at.port } else { others.port };
            let name = name.to_uppercase();
            let base = format!("http://127.0.0.1:{port}{path}");
            user.env(&format!("SAMOCODER_{name}_BASE_URL"), &base)
                .env(&format!("{name}_API_KEY"), "sk-test-0123456789abcdef")
        })
        .env("SAMOCODER_KEYCHAIN", "false")
}

fn ask(user: &Samocoder, chain: &str) -> Output {
    user.run(["ask", "what is a B-tree?", "--json", "--chain", chain])
}

fn answer(asked: Output) -> Value {
    let document: Value = serde_json::from_str(&asked.success()).unwrap();
    assert_eq!(document["answer"], "A balanced tree.", "{document}");
    document
}

#[test]
fn whoever_fails_the_next_one_answers_or_an_honest_error_comes() {
    if !machine::has("chaos", &["node", "npm"]) {
        return;
    }
    let [calm, wild] = ["calm.json", "wild.json"].map(|name| aimock(name, TREE));
    for (provider, _) in PAIRS {
        let document = answer(ask(&user(provider, &calm, &calm), provider));
        assert_eq!(document["provider"], provider);
        assert_eq!(document["before"], Value::Array(Vec::new()));
    }
    for (fault, told) in FAULTS {
        wild.talk("POST", "/__aimock/chaos", &format!(r#"{{"{fault}":1}}"#));
        std::thread::scope(|scope| {
            for (provider, next) in PAIRS {
                let user = user(provider, &wild, &calm);
                scope.spawn(move || {
                    let document = answer(ask(&user, &format!("{provider},{next}")));
                    assert_eq!(document["provider"], next, "{fault}: {document}");
                    let failed = document["before"].as_array().unwrap();
                    let failed = failed.iter().filter(|it| it["failed"].is_string());
                    // One that is out of order is asked three times.
                    assert_eq!(failed.count(), 3, "{fault}: {document}");
                });
            }
            let user = user("openai", &wild, &calm);
            scope.spawn(move || {
                let asked = ask(&user, "openai");
                assert_eq!(asked.code, 4, "{}", asked.all());
                assert!(asked.stdout.contains(told), "{fault}: {}", asked.all());
            });
        });
    }
}
