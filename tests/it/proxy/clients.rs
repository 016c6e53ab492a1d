//! The official clients of `OpenAI`, for Python and for Node, through the proxy: what they read, what
//! they raise, and that they wait when they are told to.

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

/// Runs a client's script; it says that it is content.
async fn content(program: String, script: &'static str) {
    let server = ProviderServer::start(answers()).await;
    let providers = server.clone();
    beside(move || {
        // Nobody waits inside of the proxy, so that the client has to.
        let proxy = Proxy::start(&providers, &providers, &["--max-wait", "1s"]);
        let base = format!("http://{}/v1", proxy.address);
        let variables = [
            ("OPENAI_BASE_URL", base.as_str()),
            ("OPENAI_API_KEY", &proxy.token),
        ];
        let directory = proxy.home.path("");
        let said = machine::run_with(&directory, &program, &[script], &variables);
        assert_eq!(said.trim(), "content");
    })
    .await;
    // A client that did not wait would have been refused without a request.
    assert_eq!(server.seen().len(), answers().len());
}

#[tokio::test]
async fn the_one_for_python_is_content() {
    if !machine::has("proxy", &["python3"]) {
        return;
    }
    let programs = beside(|| machine::python("openai", PYTHON)).await;
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/clients/openai_client.py"
    );
    content(programs.join("python3").display().to_string(), script).await;
}

#[tokio::test]
async fn the_one_for_node_is_content() {
    if !machine::has("proxy", &["node", "npm"]) {
        return;
    }
    let script = beside(|| {
        let packages = machine::clients();
        // Packages are looked for beside the script.
        let script = packages.with_file_name("openai.mjs");
        std::fs::write(&script, include_str!("../../clients/openai.mjs")).unwrap();
        script.display().to_string()
    })
    .await;
    content("node".to_owned(), script.leak()).await;
}
