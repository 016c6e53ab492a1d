//! A judge that is not ours: `LLMock` injects faults and says whether its client handled them: no
//! ignored wait, no storm of requests.

use std::process::Command;

use crate::foreign_server::ForeignServer;
use crate::machine;
use crate::samocoder::Samocoder;

const LLMOCK: &str = "llmock==0.2.2";

fn judge() -> ForeignServer {
    let program = machine::python("llmock", LLMOCK).join("llmock");
    ForeignServer::start(|port| {
        let mut command = Command::new(program);
        command.args(["serve", "--stream-chunk-delay-ms", "10", "--port", port]);
        command
    })
}

#[test]
fn a_judge_of_somebody_elses_finds_nothing_to_blame() {
    if !machine::has("judge", &["python3"]) {
        return;
    }
    let judge = judge();
    let address = format!("http://127.0.0.1:{}", judge.port);
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_OPENAI_BASE_URL", &format!("{address}/v1"))
        .env(
            "SAMOCODER_ANTHROPIC_BASE_URL",
            &format!("{address}/anthropic"),
        )
        .env("OPENAI_API_KEY", "sk-test-0123456789abcdef")
        .env("ANTHROPIC_API_KEY", "sk-ant-test-0123456789abcdef");
    let faults = [
        r#"{"type":"fail","status":429,"retry_after":1,"times":2}"#,
        r#"{"type":"fail","status":500,"times":2}"#,
        r#"{"type":"fail","status":503,"times":1}"#,
        r#"{"type":"stream_fault","kind":"truncate","after_chunks":3}"#,
        r#"{"type":"stream_fault","kind":"disconnect","after_chunks":2}"#,
    ];
    for provider in ["openai", "anthropic"] {
        for fault in faults {
            let scenario = format!(r#"{{"behaviors":[{fault}]}}"#);
            judge.talk("POST", "/_llmock/scenario", &scenario);
            let asked = samocoder.run(["ask", "hello", "--chain", provider]);
            assert_eq!(asked.code, 0, "{fault}: {}", asked.all());
            assert!(asked.stderr.contains("failed"), "{fault}: {}", asked.all());
        }
    }
    let verdict = judge.talk("GET", "/_llmock/verdict", "");
    assert!(verdict.contains(r#""passed":true"#), "{verdict}");
}
