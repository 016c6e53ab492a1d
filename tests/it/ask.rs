//! `samocoder ask` against providers on loopback: answers, reasons, exit codes, signals.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::provider_server::{Do, ProviderServer, json, send, stream};
use crate::samocoder::{Output, Samocoder};

const KEY: &str = "test-key-0123456789";

/// An answer that comes in pieces and tells what it used.
fn yes() -> Vec<Do> {
    vec![
        stream(),
        send("data: {\"choices\":[{\"delta\":{\"content\":\"A balanced \"}}]}\n\n"),
        send(
            "data: {\"choices\":[{\"delta\":{\"content\":\"tree.\"},\"finish_reason\":\"stop\"}]}\n\n",
        ),
        send(
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":200}}\n\n",
        ),
    ]
}

/// One who has a key of Groq's and of `OpenAI`'s, whose servers are these.
fn user(groq: &ProviderServer, openai: &ProviderServer) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("SAMOCODER_OPENAI_BASE_URL", &openai.base)
        .env("GROQ_API_KEY", KEY)
        .env("OPENAI_API_KEY", KEY)
}

async fn run(samocoder: Samocoder, arguments: &'static [&'static str]) -> (Samocoder, Output) {
    run_with(samocoder, arguments, "").await
}

async fn run_with(
    samocoder: Samocoder,
    arguments: &'static [&'static str],
    stdin: &'static str,
) -> (Samocoder, Output) {
    let work = move || {
        let output = samocoder.run_with(arguments, stdin);
        (samocoder, output)
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

/// Replaces the time that a call took.
fn timeless(output: &Output) -> String {
    let seconds = |part: &str| {
        let number = part.trim().strip_suffix(" s");
        number.is_some_and(|it| it.parse::<f64>().is_ok())
    };
    let mut text = output.all();
    for part in output.stderr.split('·').filter(|part| seconds(part)) {
        text = text.replace(part, " [TIME] ");
    }
    text
}

#[tokio::test]
async fn the_answer_is_data_and_the_rest_is_talk() {
    let groq = ProviderServer::start(vec![yes()]).await;
    let (samocoder, asked) = run(user(&groq, &groq), &["ask", "what is a B-tree?"]).await;
    assert_snapshot!("answered", timeless(&asked));
    let (samocoder, quiet) = run(samocoder, &["ask", "what?", "--quiet"]).await;
    assert_eq!(
        (quiet.stdout.as_str(), quiet.stderr.as_str()),
        ("A balanced tree.\n", "")
    );
    let (_, json) = run(samocoder, &["ask", "what?", "--json"]).await;
    let mut document: serde_json::Value = serde_json::from_str(&json.success()).unwrap();
    assert!(document["seconds"].take().is_number());
    assert_snapshot!("answered_json", format!("{document:#}"));
    let bodies: Vec<String> = groq.seen().into_iter().map(|it| it.body).collect();
    assert!(bodies[0].contains("what is a B-tree?") && !bodies[0].contains(KEY));
}

#[tokio::test]
async fn whoever_fails_is_told_and_the_next_one_answers() {
    let groq = ProviderServer::start(vec![json(401, "", "{}")]).await;
    let openai = ProviderServer::start(vec![yes()]).await;
    let (_, asked) = run(user(&groq, &openai), &["ask", "what is a B-tree?"]).await;
    assert_snapshot!("fell_back", timeless(&asked));
}

#[tokio::test]
async fn who_is_out_of_order_is_asked_last_by_the_next_process_too() {
    let busy = || json(503, "", "{}");
    let groq = ProviderServer::start(vec![busy(), busy(), busy(), yes()]).await;
    let openai = ProviderServer::start(vec![yes()]).await;
    let (samocoder, first) = run(user(&groq, &openai), &["ask", "hi"]).await;
    assert!(first.success().contains("tree"));
    let asked = groq.seen().len();
    let (samocoder, second) = run(samocoder, &["ask", "hi"]).await;
    assert!(
        second.stderr.contains("groq skipped: it was out of order"),
        "{}",
        second.stderr
    );
    assert_eq!((groq.seen().len(), openai.seen().len()), (asked, 2));
    // Whoever is the only one is asked all the same, and is awake when it answers.
    let (samocoder, alone) = run(samocoder.env("SAMOCODER_CHAIN", "groq"), &["ask", "hi"]).await;
    assert!(alone.success().contains("tree"));
    let chain = samocoder.env("SAMOCODER_CHAIN", "groq,openai");
    let (_, awake) = run(chain, &["ask", "hi"]).await;
    assert!(awake.success().contains("tree"));
    assert_eq!(openai.seen().len(), 2);
}

#[tokio::test]
async fn the_code_says_who_has_to_do_something() {
    let error = |status: u16, message: &str| {
        let body = format!(r#"{{"error":{{"message":"{message}"}}}}"#);
        json(status, "retry-after: 0\r\n", &body)
    };
    for (answer, code, says) in [
        (error(401, "Invalid API Key"), 3, "key check"),
        (error(402, "Payment required"), 3, "no credit"),
        (
            error(404, "Not found"),
            3,
            "config get providers.groq.base_url",
        ),
        (error(429, "slow down"), 4, "too many requests"),
        (error(503, "overloaded"), 4, "try again later"),
        (error(400, "messages: wrong"), 1, "bug of samocoder's"),
        (
            error(400, "maximum context length is 9 tokens"),
            2,
            "shorter",
        ),
        (error(400, "content_policy_violation"), 4, "declined"),
    ] {
        let server = ProviderServer::start(vec![answer]).await;
        let (_, asked) = run(user(&server, &server), &["ask", "hi"]).await;
        assert_eq!(asked.code, code, "{}", asked.all());
        assert!(asked.stderr.contains(says), "{}", asked.all());
        assert_eq!(asked.stdout, "");
    }
}

#[tokio::test]
async fn it_is_told_once_that_free_models_may_keep_what_they_are_asked() {
    let server = ProviderServer::start(vec![yes()]).await;
    let free = user(&server, &server)
        .env("SAMOCODER_OPENROUTER_BASE_URL", &server.base)
        .env("OPENROUTER_API_KEY", KEY);
    let told = "note: free models of openrouter may keep what they are asked";
    // Whoever sees no notices is told later.
    let (free, output) = run(free, &["ask", "hi", "--quiet"]).await;
    assert_eq!(output.stderr, "");
    let (free, first) = run(free, &["ask", "hi"]).await;
    assert_eq!(first.stderr.matches(told).count(), 1, "{}", first.all());
    let (_, second) = run(free, &["ask", "hi"]).await;
    assert_eq!(second.stderr.matches(told).count(), 0, "{}", second.all());
    let paid = user(&server, &server);
    let (_, output) = run(paid, &["ask", "hi"]).await;
    assert!(!output.stderr.contains("may keep"), "{}", output.all());
}

#[test]
fn without_any_key_it_says_how_to_get_going() {
    assert_snapshot!(
        "no_key",
        Samocoder::with_own_home().run(["ask", "hi"]).all()
    );
    let samocoder = Samocoder::with_own_home();
    for arguments in [
        vec!["ask", " "],
        vec!["ask", "@"],
        vec!["ask", "-", "--key-stdin", "groq"],
    ] {
        let asked = samocoder.run(&arguments);
        assert_eq!(asked.code, 2, "{}", asked.all());
    }
}

#[tokio::test]
async fn money_is_never_spent_beyond_the_cap() {
    let server = ProviderServer::start(vec![yes()]).await;
    let dear = &["ask", "hi", "--max-usd", "0.000001"];
    let (samocoder, asked) = run(user(&server, &server), dear).await;
    assert_eq!(asked.code, 6, "{}", asked.all());
    let (_, asked) = run(samocoder, &["ask", "hi", "--free"]).await;
    assert_eq!(asked.code, 3, "{}", asked.all());
    assert!(
        asked.stderr.contains("groq: it has no model for this"),
        "{}",
        asked.all()
    );
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn a_key_on_stdin_comes_first_and_is_kept_nowhere() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = Samocoder::with_own_home().env("SAMOCODER_GROQ_BASE_URL", &server.base);
    let arguments = &["ask", "hi", "--key-stdin", "groq"];
    let (samocoder, asked) = run_with(samocoder, arguments, "typed-key-0123456789\n").await;
    assert_eq!(asked.code, 0, "{}", asked.all());
    let head = server.seen()[0].head.to_lowercase();
    assert!(
        head.contains("authorization: bearer typed-key-0123456789"),
        "{head}"
    );
    let kept = walkdir::WalkDir::new(samocoder.path(".")).into_iter();
    for file in kept
        .map(Result::unwrap)
        .filter(|it| it.file_type().is_file())
    {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("typed-key"));
    }
}

#[tokio::test]
async fn a_local_server_needs_no_key() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "my-gpu")
        .env("SAMOCODER_MY_GPU_BASE_URL", &server.base)
        .env("SAMOCODER_MY_GPU_GENERAL", "qwen");
    let (_, asked) = run(samocoder, &["ask", "hi", "--free"]).await;
    assert_eq!(asked.code, 0, "{}", asked.all());
    let seen = &server.seen()[0];
    assert!(
        !seen.head.to_lowercase().contains("authorization"),
        "{}",
        seen.head
    );
    assert!(seen.body.contains("\"max_tokens\":4096"), "{}", seen.body);
}

#[tokio::test]
async fn no_proxy_stands_before_a_server_on_this_machine() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = user(&server, &server)
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("ALL_PROXY", "http://127.0.0.1:1");
    let (_, asked) = run(samocoder, &["ask", "hi"]).await;
    assert_eq!(asked.code, 0, "{}", asked.all());
}

#[tokio::test]
async fn ctrl_c_ends_the_waiting_at_once() {
    let server = ProviderServer::start(vec![vec![Do::Hang]]).await;
    let samocoder = user(&server, &server);
    let mut child = samocoder
        .command(["ask", "hi", "--chain", "groq"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    server.is_asked().await;
    let pid = rustix::process::Pid::from_child(&child);
    let start = Instant::now();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap())
        .await
        .unwrap();
    assert_eq!(status.code(), Some(130));
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

/// `script` makes a terminal, on which the answer is shown as it comes.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn on_a_terminal_a_broken_answer_is_not_spliced() {
    let cut = vec![
        stream(),
        send("data: {\"choices\":[{\"delta\":{\"content\":\"Half \\u001b[31mof\"}}]}\n\n"),
    ];
    let server = ProviderServer::start(vec![cut, yes()]).await;
    let samocoder = user(&server, &server);
    let inner = assert_cmd::cargo::cargo_bin("samocoder");
    let ask = format!("{} ask hi --chain groq --color never", inner.display());
    let mut command = samocoder.command([""]);
    let variables: Vec<_> = command
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    command = Command::new("script");
    command
        .env_clear()
        .envs(variables)
        .args(["-qec", &ask, "/dev/null"])
        .stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace('\r', "");
    let expected = "Half [31mof\nnote: groq broke off; what stands above is not the answer\nA balanced tree.\n";
    assert!(text.starts_with(expected), "{text}");
}
