//! A judge that is not ours: `LLMock` injects faults and says whether its client handled them: no
//! ignored wait, no storm of requests.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::machine;
use crate::samocoder::Samocoder;

const LLMOCK: &str = "llmock==0.2.2";

/// The server; it ends with this value.
struct Judge {
    server: Child,
    port: u16,
}

impl Judge {
    fn start() -> Self {
        let programs = machine::python("llmock", LLMOCK);
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = Command::new(programs.join("llmock"))
            .args(["serve", "--stream-chunk-delay-ms", "10", "--port"])
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let judge = Self { server, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                start.elapsed() < Duration::from_mins(1),
                "LLMock did not start"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        judge
    }

    /// Sends a request and returns the body of its answer.
    fn talk(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{answer}");
        body.to_owned()
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        self.server.kill().unwrap_or_default();
        drop(self.server.wait());
    }
}

#[test]
fn a_judge_of_somebody_elses_finds_nothing_to_blame() {
    if !machine::has("judge", &["python3"]) {
        return;
    }
    let judge = Judge::start();
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
