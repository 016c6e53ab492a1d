//! Clients that are slow, greedy or not meant, and a proxy that has to end or can't begin.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Proxy, beside, end, piece, question, streamed, yes};
use crate::provider_server::{Do, ProviderServer, json, send, stream};

#[tokio::test]
async fn names_of_others_and_pages_of_others_are_refused() {
    let groq = ProviderServer::start(vec![yes()]).await;
    let server = groq.clone();
    beside(move || {
        let proxy = Proxy::start(&server, &server, &[]);
        let body = question().to_string();
        for (header, code) in [
            ("host: example.com", "other_host"),
            (
                "host: localhost\r\norigin: https://example.com",
                "other_site",
            ),
            ("host: localhost\r\norigin: null", "other_site"),
        ] {
            let mut stream = TcpStream::connect(&proxy.address).unwrap();
            let request = format!(
                "POST /v1/chat/completions HTTP/1.1\r\n{header}\r\nauthorization: Bearer {}\r\n\
                 connection: close\r\ncontent-length: {}\r\n\r\n{body}",
                proxy.token,
                body.len()
            );
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
            assert!(answer.contains(code), "{answer}");
            assert!(!answer.contains("access-control"), "{answer}");
        }
    })
    .await;
    assert!(groq.seen().is_empty());
}

#[tokio::test]
async fn a_client_hears_a_comment_while_the_chain_waits() {
    let limited = json(429, "retry-after: 6\r\n", "{}");
    let groq = ProviderServer::start(vec![limited, yes()]).await;
    let nobody = ProviderServer::start(vec![json(401, "", "{}")]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &nobody, &["--chain", "groq"]);
        let reply = proxy.ask(&streamed());
        assert_eq!(reply.status, 200);
        let (before, after) = reply.body.split_once(": keep-alive\n\n").unwrap();
        assert!(!before.contains("data: "), "{reply:?}");
        assert!(
            after.contains("A balanced ") && after.contains("[DONE]"),
            "{reply:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_client_that_does_not_read_stops_its_provider() {
    // Far more than what all buffers between the two hold.
    let text = "word ".repeat(8000);
    let pieces = std::iter::repeat_n(piece(&text), 1000);
    let answer: Vec<Do> = std::iter::once(stream())
        .chain(pieces)
        .chain([end()])
        .collect();
    let groq = ProviderServer::start(vec![answer]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &groq, &[]);
        let path = "/v1/chat/completions";
        let mut client = proxy.open("POST", path, &proxy.token, &streamed().to_string());
        let mut begin = [0; 15];
        client.read_exact(&mut begin).unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200 OK");
        let before = groq.sent();
        let mut sent = 0;
        // It comes to rest.
        while groq.sent() > sent {
            sent = groq.sent();
            std::thread::sleep(Duration::from_secs(1));
        }
        assert!(
            sent >= before && sent < 900,
            "{sent} of 1000 pieces were taken"
        );
        // And goes on when somebody reads.
        let mut rest = String::new();
        client.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("[DONE]"), "{}", rest.len());
    })
    .await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_the_proxy_goes_on() {
    let groq = ProviderServer::start(vec![yes()]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &groq, &[]);
        let path = "/v1/chat/completions";
        let mut client = proxy.open("POST", path, &proxy.token, "");
        drop(client.read(&mut [0; 1]));
        let mut large = question();
        large["messages"][0]["content"] = "x".repeat(33 << 20).into();
        let large = large.to_string();
        let mut stream = TcpStream::connect(&proxy.address).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
             content-length: {}\r\n\r\n",
            proxy.token,
            large.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // It may be cut off before all was sent.
        stream.write_all(large.as_bytes()).unwrap_or_default();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 413"), "{line}");
        assert_eq!(proxy.ask(&question()).status, 200);
    })
    .await;
}

#[tokio::test]
async fn what_is_under_way_ends_before_the_proxy_does() {
    let slow = vec![
        stream(),
        piece("A balanced "),
        Do::Pause(Duration::from_secs(2)),
        piece("tree."),
        end(),
    ];
    for (signal, code) in [("-TERM", 143), ("-INT", 130)] {
        let groq = ProviderServer::start(vec![slow.clone()]).await;
        beside(move || {
            let mut proxy = Proxy::start(&groq, &groq, &[]);
            let path = "/v1/chat/completions";
            let body = streamed().to_string();
            let stream = proxy.open("POST", path, &proxy.token, &body);
            let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
            assert!(lines.any(|line| line.contains("A balanced ")));
            proxy.signal(signal);
            // Nobody else is let in.
            let start = Instant::now();
            while TcpStream::connect(&proxy.address).is_ok() {
                assert!(start.elapsed() < Duration::from_secs(20), "still let in");
                std::thread::sleep(Duration::from_millis(10));
            }
            assert!(lines.any(|line| line.contains("[DONE]")));
            assert_eq!(proxy.child.wait().unwrap().code(), Some(code));
        })
        .await;
    }
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let groq = ProviderServer::start(vec![vec![stream(), send(": \n\n"), Do::Hang]]).await;
    beside(move || {
        let mut proxy = Proxy::start(&groq, &groq, &[]);
        let path = "/v1/chat/completions";
        let _client = proxy.open("POST", path, &proxy.token, &streamed().to_string());
        let start = Instant::now();
        while groq.seen().is_empty() {
            assert!(start.elapsed() < Duration::from_secs(20), "nobody is asked");
            std::thread::sleep(Duration::from_millis(10));
        }
        proxy.signal("-INT");
        while TcpStream::connect(&proxy.address).is_ok() {
            std::thread::sleep(Duration::from_millis(10));
        }
        proxy.signal("-TERM");
        assert_eq!(proxy.child.wait().unwrap().code(), Some(143));
    })
    .await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_told() {
    let groq = ProviderServer::start(vec![yes()]).await;
    beside(move || {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let proxy = Proxy::start(&groq, &groq, &[]);
        assert_ne!(proxy.address, "127.0.0.1:0");
        let output = proxy.home.run(["proxy", "--port", &port]);
        assert_eq!(output.code, 3, "{}", output.all());
        assert!(
            output.stderr.contains(&format!("127.0.0.1:{port}")),
            "{}",
            output.all()
        );
        assert_eq!(output.stdout, "");
    })
    .await;
}

#[tokio::test]
async fn a_person_sees_who_answered_and_who_did_not() {
    let limited = json(429, "retry-after: 60\r\n", "{}");
    let groq = ProviderServer::start(vec![limited]).await;
    let openai = ProviderServer::start(vec![yes(), json(401, "", "{}")]).await;
    beside(move || {
        let home = super::home(&groq, &openai).env("SAMOCODER_MAX_WAIT", "1s");
        home.write("file", "");
        let nowhere = home.path("file/state").display().to_string();
        let home = home.env("SAMOCODER_STATE_DIR", &nowhere);
        let mut child = home
            .command(["proxy"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut value = |name: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(name).unwrap().to_owned()
        };
        let base = value("OPENAI_BASE_URL=http://");
        let proxy = Proxy {
            address: base.strip_suffix("/v1").unwrap().to_owned(),
            token: value("OPENAI_API_KEY="),
            child,
            home,
        };
        assert_eq!(proxy.ask(&question()).status, 200);
        assert_eq!(proxy.ask(&streamed()).status, 429);
        let (code, said) = proxy.end();
        assert_eq!(code, Some(130));
        for told in [
            "openai · gpt-6-luna · 15 tokens",
            "groq failed: there were too many requests",
            "nobody answered · ",
            "openai failed: the key is not accepted",
        ] {
            assert!(said.contains(told), "{told}: {said}");
        }
        let alone = "limits are kept for this process alone";
        assert_eq!(said.matches(alone).count(), 1, "{said}");
    })
    .await;
}

#[tokio::test]
async fn caps_that_are_changed_hold_from_the_next_question_on() {
    let groq = ProviderServer::start(vec![yes()]).await;
    beside(move || {
        let proxy = Proxy::start(&groq, &groq, &["--max-wait", "0s"]);
        assert_eq!(proxy.ask(&question()).status, 200);
        let set = |text: &str| proxy.home.write("config/config.toml", text);
        set("max_usd_day = 0.0000001\n");
        let refused = proxy.ask(&question());
        assert_eq!(refused.status, 429, "{refused:?}");
        assert!(refused.body.contains("insufficient_quota"), "{refused:?}");
        set("max_usd_day = 5\n[providers.groq.limits]\nminute = 3\n");
        let limited = proxy.ask(&question());
        assert_eq!(limited.status, 200, "{limited:?}");
        let most = "x-ratelimit-limit-requests: 3\r\n";
        assert!(limited.head.contains(most), "{limited:?}");
        // What can't be read changes nothing.
        set("max_usd_day = [\n");
        let limited = proxy.ask(&question());
        assert_eq!(limited.status, 200, "{limited:?}");
        assert!(limited.head.contains(most), "{limited:?}");
        // The fourth one in a minute is for somebody else.
        let other = proxy.ask(&question()).json();
        assert!(other["model"].as_str().unwrap().starts_with("openai/"));
    })
    .await;
}
