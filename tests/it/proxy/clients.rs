//! The official clients of `OpenAI`, for Python and for Node, through the proxy: what they read, what
//! they raise, and that they wait when they are told to.

use super::tools::{self, ANTHROPIC, OPENAI, rain, told};
use super::{Proxy, beside, piece, yes};
use crate::machine;
use crate::provider_server::{Do, ProviderServer, json, stream};

const PYTHON: &str = "openai==3.54.0 prometheus-client==0.26.0";

/// What both clients go through, answer by answer; `groq` and `openai` are the same server.
fn answers() -> Vec<Vec<Do>> {
    let body = r#"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#;
    let limited = || json(429, "retry-after: 2\r\n", body);
    let cut = vec![stream(), piece("Half of an ")];
    vec![yes(), yes(), limited(), limited(), yes(), cut]
}

/// Runs a client's script against a proxy; it says that it is content.
fn content(proxy: &Proxy, client: &Client) {
    let base = format!("http://{}/v1", proxy.address);
    let variables = [
        ("OPENAI_BASE_URL", base.as_str()),
        ("OPENAI_API_KEY", &proxy.token),
    ];
    let directory = proxy.home.path("");
    let said = machine::run_with(&directory, &client.program, &[&client.script], &variables);
    assert_eq!(said.trim(), "content");
}

/// What clients read and raise.
async fn talks(client: Client) {
    let server = ProviderServer::start(answers()).await;
    let providers = server.clone();
    beside(move || {
        // Nobody waits inside of the proxy, so that the client has to.
        let proxy = Proxy::start(&providers, &providers, &["--max-wait", "1s"]);
        content(&proxy, &client);
    })
    .await;
    // A client that did not wait would have been refused without a request.
    assert_eq!(server.seen().len(), answers().len());
}

/// How clients go through calls of tools, over providers of both dialects.
async fn calls(client: Client, openai: Vec<Vec<Do>>, anthropic: Vec<Vec<Do>>) {
    let asked = (openai.len(), anthropic.len());
    let openai = ProviderServer::start(openai).await;
    let anthropic = ProviderServer::start(anthropic).await;
    let (one, other) = (openai.clone(), anthropic.clone());
    beside(move || {
        let home = tools::both(&one, &other).env("SAMOCODER_GROQ_LIMITS_MINUTE", "600");
        let home = home.env("SAMOCODER_ANTHROPIC_LIMITS_MINUTE", "600");
        let proxy = Proxy::at(home, &[]);
        content(&proxy, &client);
    })
    .await;
    assert_eq!((openai.seen().len(), anthropic.seen().len()), asked);
}

/// A client: what runs its script, and the script.
struct Client {
    program: String,
    script: String,
}

/// Returns the client for Python, unless there is no Python.
async fn python(script: &str) -> Option<Client> {
    if !machine::has("proxy", &["python3"]) {
        return None;
    }
    let programs = beside(|| machine::python("openai", PYTHON)).await;
    Some(Client {
        program: programs.join("python3").display().to_string(),
        script: format!("{}/tests/clients/{script}", env!("CARGO_MANIFEST_DIR")),
    })
}

/// Returns the client for Node, unless there is no Node.
async fn node(name: &'static str, text: &'static str) -> Option<Client> {
    if !machine::has("proxy", &["node", "npm"]) {
        return None;
    }
    let script = beside(move || {
        // Packages are looked for beside the script.
        let script = machine::clients().with_file_name(name);
        std::fs::write(&script, text).unwrap();
        script.display().to_string()
    });
    Some(Client {
        program: "node".to_owned(),
        script: script.await,
    })
}

#[tokio::test]
async fn the_one_for_python_is_content() {
    if let Some(client) = python("openai_client.py").await {
        talks(client).await;
    }
}

#[tokio::test]
async fn the_one_for_node_is_content() {
    let script = include_str!("../../clients/openai.mjs");
    if let Some(client) = node("openai.mjs", script).await {
        talks(client).await;
    }
}

/// A call and the answer to its result.
fn round(wire: &str) -> Vec<Vec<Do>> {
    vec![told(wire), rain()]
}

#[tokio::test]
async fn the_one_for_python_goes_through_calls() {
    if let Some(client) = python("tools_client.py").await {
        let gone = json(401, "", "{}");
        // Twice alone, then the end of a conversation of the other, then the beginning of one.
        let [one, other] = [OPENAI, ANTHROPIC].map(|wire| [round(wire), round(wire)].concat());
        let openai = [one, vec![rain(), told(OPENAI), gone]].concat();
        let anthropic = [other, vec![told(ANTHROPIC), rain()]].concat();
        calls(client, openai, anthropic).await;
    }
}

#[tokio::test]
async fn the_one_for_node_goes_through_calls() {
    let script = include_str!("../../clients/tools.mjs");
    if let Some(client) = node("tools.mjs", script).await {
        let gone = json(401, "", "{}");
        let [one, other] = [OPENAI, ANTHROPIC].map(|wire| [round(wire), round(wire)].concat());
        let openai = [one, vec![told(OPENAI), gone]].concat();
        let anthropic = [other, vec![rain()]].concat();
        calls(client, openai, anthropic).await;
    }
}
