//! `samocoder proxy` over real sockets: what clients get, what they don't, and what they never see.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::provider_server::{self, Do, ProviderServer, send, stream};
use crate::samocoder::Samocoder;

mod clients;
mod tools;
mod trouble;

const KEY: &str = "canary/0123456789+abcdefghijKLMNOPQRSTuvwxyz";

/// A proxy that runs; it ends with this value.
struct Proxy {
    child: Child,
    address: String,
    token: String,
    home: Samocoder,
}

/// A place where Groq and then `OpenAI` are asked.
fn home(groq: &ProviderServer, openai: &ProviderServer) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq,openai")
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("SAMOCODER_OPENAI_BASE_URL", &openai.base)
        .env("SAMOCODER_KEYCHAIN", "false")
        .env("GROQ_API_KEY", KEY)
        .env("OPENAI_API_KEY", KEY)
}

/// An answer of the proxy.
#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Proxy {
    /// Starts a proxy whose providers are Groq and then `OpenAI`.
    fn start(groq: &ProviderServer, openai: &ProviderServer, arguments: &[&str]) -> Self {
        Self::at(home(groq, openai), arguments)
    }

    /// Starts a proxy with the settings of a place.
    fn at(home: Samocoder, arguments: &[&str]) -> Self {
        let mut child = home
            .command(["proxy", "--json"].iter().chain(arguments))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let document: Value = serde_json::from_str(&line).unwrap();
        let base = document["base_url"].as_str().unwrap();
        let address = base.strip_prefix("http://").unwrap();
        Self {
            address: address.strip_suffix("/v1").unwrap().to_owned(),
            token: document["token"].as_str().unwrap().to_owned(),
            child,
            home,
        }
    }

    fn open(&self, method: &str, path: &str, token: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}",
            self.address
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn talk(&self, method: &str, path: &str, token: &str, body: &str) -> Reply {
        let mut stream = self.open(method, path, token, body);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Reply {
            status: head[9..12].parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Reply {
        self.talk("GET", path, &self.token, "")
    }

    fn ask(&self, body: &Value) -> Reply {
        let path = "/v1/chat/completions";
        self.talk("POST", path, &self.token, &body.to_string())
    }

    /// Sends it a signal.
    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Ends it as Ctrl-C does, and returns what it said.
    fn end(mut self) -> (Option<i32>, String) {
        self.signal("-INT");
        let code = self.child.wait().unwrap().code();
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        (code, said)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        drop(self.child.wait());
    }
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

fn question() -> Value {
    json!({ "model": "general", "messages": [{ "role": "user", "content": "hi" }] })
}

fn streamed() -> Value {
    let mut question = question();
    question["stream"] = json!(true);
    question["stream_options"] = json!({ "include_usage": true });
    question
}

fn piece(text: &str) -> Do {
    send(&format!(
        "data: {}\n\n",
        json!({ "choices": [{ "delta": { "content": text } }] })
    ))
}

fn end() -> Do {
    send(
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
         data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3}}\n\n",
    )
}

fn yes() -> Vec<Do> {
    vec![stream(), piece("A balanced "), piece("tree."), end()]
}

/// Runs what blocks beside the servers of a test.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test]
async fn a_client_gets_an_answer_as_openai_gives_it() {
    let groq = ProviderServer::start(vec![yes()]).await;
    let server = groq.clone();
    beside(move || {
        let proxy = Proxy::start(&server, &server, &[]);
        let reply = proxy.ask(&question());
        let document = reply.json();
        assert_eq!(reply.status, 200, "{reply:?}");
        let choice = &document["choices"][0];
        assert_eq!(choice["message"]["content"], "A balanced tree.");
        assert_eq!(choice["finish_reason"], "stop");
        assert_eq!(document["usage"]["total_tokens"], 15);
        assert_eq!(document["model"], "groq/openai/gpt-oss-20b");
        for header in [
            "x-ratelimit-limit-requests: 28",
            "x-ratelimit-remaining-requests: 27",
            "x-ratelimit-reset-requests: 60.",
            "x-ratelimit-limit-tokens: 7500",
            "x-samocoder-provider: groq",
        ] {
            assert!(reply.head.contains(header), "{header}: {}", reply.head);
        }
        let ids = proxy.get("/v1/models").json();
        let ids: Vec<&str> = ids["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids[..3], ["general", "coding", "auto"]);
        assert!(ids.contains(&"openai/gpt-6-luna"), "{ids:?}");
        assert_eq!(proxy.get("/health").json()["status"], "ok");
        let metrics = proxy.get("/metrics").body;
        for line in [
            "samocoder_answers_total{provider=\"groq\",model=\"openai/gpt-oss-20b\"} 1\n",
            "samocoder_tokens_total{kind=\"output\"} 3\n",
            "samocoder_requests_total{status=\"200\"} 3\n",
            "samocoder_under_way 0\n",
        ] {
            assert!(metrics.contains(line), "{line}{metrics}");
        }
        let (code, _) = proxy.end();
        assert_eq!(code, Some(130));
    })
    .await;
    assert!(groq.seen()[0].head.contains(&format!("Bearer {KEY}")));
}

#[tokio::test]
async fn an_answer_is_passed_on_while_it_comes() {
    let pause = Do::Pause(Duration::from_secs(3));
    let groq = ProviderServer::start(vec![vec![
        stream(),
        piece("A balanced "),
        pause,
        piece("tree."),
        end(),
    ]])
    .await;
    beside(move || {
        let proxy = Proxy::start(&groq, &groq, &[]);
        let path = "/v1/chat/completions";
        let stream = proxy.open("POST", path, &proxy.token, &streamed().to_string());
        let start = Instant::now();
        let mut events = Vec::new();
        let mut first = None;
        for line in BufReader::new(stream).lines() {
            let line = line.unwrap();
            if let Some(data) = line.strip_prefix("data: ") {
                first = first.or(Some(start.elapsed()));
                events.push(data.to_owned());
            }
        }
        assert!(first.unwrap() < Duration::from_secs(2), "{first:?}");
        assert!(start.elapsed() > Duration::from_secs(2));
        assert_eq!(events.pop().unwrap(), "[DONE]");
        let events: Vec<Value> = events
            .iter()
            .map(|it| serde_json::from_str(it).unwrap())
            .collect();
        let text = |event: &Value| {
            event["choices"][0]["delta"]["content"]
                .as_str()
                .map(str::to_owned)
        };
        assert_eq!(
            events.iter().filter_map(text).collect::<String>(),
            "A balanced tree."
        );
        assert_eq!(events[0]["choices"][0]["delta"]["role"], "assistant");
        assert_eq!(events[2]["choices"][0]["finish_reason"], "stop");
        assert_eq!(events[3]["usage"]["completion_tokens"], 3);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_nothing() {
    let groq = ProviderServer::start(vec![yes()]).await;
    let server = groq.clone();
    beside(move || {
        let proxy = Proxy::start(&server, &server, &[]);
        let nearly = &proxy.token[..proxy.token.len() - 1];
        for token in ["", "x", KEY, nearly, &format!("{}x", proxy.token)] {
            for (method, path) in [
                ("POST", "/v1/chat/completions"),
                ("GET", "/v1/models"),
                ("GET", "/metrics"),
                ("GET", "/"),
            ] {
                let reply = proxy.talk(method, path, token, &question().to_string());
                assert_eq!(reply.status, 401, "{method} {path} {token}");
                assert!(reply.head.contains("www-authenticate: bearer"), "{reply:?}");
            }
            assert_eq!(proxy.talk("GET", "/health", token, "").status, 200);
        }
        assert_eq!(proxy.get("/v1/files").status, 404);
        let other_method = proxy.get("/v1/chat/completions");
        assert_eq!(other_method.status, 405);
        assert!(
            other_method.head.contains("allow: post"),
            "{other_method:?}"
        );
        let other = Proxy::start(&server, &server, &[]);
        assert_ne!(proxy.token, other.token);
    })
    .await;
    assert!(groq.seen().is_empty());
}

#[tokio::test]
async fn what_goes_wrong_is_told_as_clients_know_it() {
    let error = |status: u16, message: &str| {
        let body = json!({ "error": { "message": message } }).to_string();
        provider_server::json(status, "retry-after: 0\r\n", &body)
    };
    for (answer, status, code, again) in [
        (
            error(401, &format!("Invalid key {KEY}")),
            503,
            "no_usable_provider",
            false,
        ),
        (
            error(429, "free-models-per-day"),
            429,
            "rate_limit_exceeded",
            true,
        ),
        (error(503, "overloaded"), 503, "providers_unavailable", true),
        (
            error(400, "maximum context length is 9 tokens"),
            400,
            "context_length_exceeded",
            false,
        ),
        (
            error(400, "content_policy_violation"),
            400,
            "content_policy_violation",
            false,
        ),
        (error(400, "messages: wrong"), 400, "invalid_request", false),
    ] {
        let server = ProviderServer::start(vec![answer]).await;
        beside(move || {
            let proxy = Proxy::start(&server, &server, &[]);
            for question in [question(), streamed()] {
                let reply = proxy.ask(&question);
                let document = reply.json();
                assert_eq!(
                    (reply.status, document["error"]["code"].as_str()),
                    (status, Some(code)),
                    "{reply:?}"
                );
                assert_eq!(reply.head.contains("\r\nretry-after: "), again, "{reply:?}");
                assert_eq!(
                    reply.head.contains("x-should-retry: false"),
                    !again,
                    "{reply:?}"
                );
                assert!(!format!("{reply:?}").contains("canary"), "{reply:?}");
            }
            let (_, said) = proxy.end();
            assert!(!said.contains("canary"), "{said}");
        })
        .await;
    }
}

#[tokio::test]
async fn two_answers_are_never_put_together() {
    let cut = vec![stream(), piece("Half of an ")];
    let groq = ProviderServer::start(vec![cut]).await;
    let openai = ProviderServer::start(vec![yes()]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &openai, &[]);
        let reply = proxy.ask(&streamed());
        // Nobody is asked for what nobody would hear.
        assert!(openai.seen().is_empty());
        assert_eq!(reply.status, 200);
        assert!(
            reply.body.contains("Half of an") && reply.body.contains("\"stream_cut\""),
            "{reply:?}"
        );
        assert!(
            !reply.body.contains("balanced") && !reply.body.contains("[DONE]"),
            "{reply:?}"
        );
        // Who waits for the whole of it gets one from somebody else.
        let whole = proxy.ask(&question()).json();
        assert_eq!(
            whole["choices"][0]["message"]["content"],
            "A balanced tree."
        );
        // A document is passed on when it is known to be one, and so from somebody else too.
        let mut document = streamed();
        document["response_format"] = json!({ "type": "json_object" });
        let reply = proxy.ask(&document);
        assert!(!reply.body.contains("Half of an"), "{reply:?}");
    })
    .await;
}

#[tokio::test]
async fn a_client_that_goes_away_ends_its_call() {
    let slow = vec![stream(), piece("A "), Do::Hang];
    let groq = ProviderServer::start(vec![slow]).await;
    let server = groq.clone();
    beside(move || {
        let proxy = Proxy::start(&server, &server, &[]);
        for question in [question(), streamed()] {
            let path = "/v1/chat/completions";
            let stream = proxy.open("POST", path, &proxy.token, &question.to_string());
            let under_way = |count: u32| {
                let line = format!("samocoder_under_way {count}\n");
                let start = Instant::now();
                while !proxy.get("/metrics").body.contains(&line) {
                    assert!(start.elapsed() < Duration::from_secs(20), "{line}");
                    std::thread::sleep(Duration::from_millis(20));
                }
            };
            under_way(1);
            std::thread::sleep(Duration::from_millis(300));
            drop(stream);
            under_way(0);
        }
        // What was begun is counted.
        let usage = proxy.home.run(["usage", "--json"]).success();
        assert!(usage.contains("\"calls\": 2"), "{usage}");
    })
    .await;
}

#[tokio::test]
async fn many_clients_are_served_at_once() {
    let slow = vec![
        stream(),
        Do::Pause(Duration::from_millis(500)),
        piece("yes"),
        end(),
    ];
    let groq = ProviderServer::start(vec![slow]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &groq, &["--max-wait", "60s"]);
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(proxy.ask(&question()).status, 200));
            }
        });
        // One after the other they would take two seconds.
        assert!(
            start.elapsed() < Duration::from_millis(1900),
            "{:?}",
            start.elapsed()
        );
    })
    .await;
}
