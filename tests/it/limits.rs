//! Limits and money over all processes of the user: never more than allowed, whoever is killed.

use std::process::Stdio;
use std::sync::Arc;

use insta::assert_snapshot;

use crate::provider_server::{Do, ProviderServer, json, send, stream};
use crate::samocoder::{Output, Samocoder};

/// An answer that used a thousand tokens of each kind.
fn yes() -> Vec<Do> {
    let text = "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}],\
                \"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":1000}}\n\n";
    vec![stream(), send(text)]
}

/// One who asks Groq only, so many times a minute.
fn user(server: &ProviderServer, minute: &str) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq")
        .env("SAMOCODER_GROQ_BASE_URL", &server.base)
        .env("SAMOCODER_GROQ_LIMITS_MINUTE", minute)
        .env("SAMOCODER_GROQ_LIMITS_TOKENS_MINUTE", "1000000")
        .env("GROQ_API_KEY", "gsk_0123456789abcdef")
}

async fn ask(samocoder: Arc<Samocoder>, arguments: &'static [&'static str]) -> Output {
    let work = move || samocoder.run(["ask", "hi"].iter().chain(arguments));
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test]
async fn many_processes_at_once_send_exactly_what_is_allowed() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = Arc::new(user(&server, "20"));
    let mut asked = Vec::new();
    for _ in 0..32 {
        asked.push(tokio::spawn(ask(
            Arc::clone(&samocoder),
            &["--max-wait", "0s"],
        )));
    }
    let mut codes = Vec::new();
    for output in asked {
        let output = output.await.unwrap();
        assert!(!output.stderr.contains("alone"), "{}", output.all());
        if output.code != 0 {
            let told = "groq: the requests of this minute are used up";
            assert!(output.stderr.contains(told), "{}", output.all());
        }
        codes.push(output.code);
    }
    let of = |code: i32| codes.iter().filter(|it| **it == code).count();
    assert_eq!((of(0), of(4)), (20, 12), "{codes:?}");
    assert_eq!(server.seen().len(), 20);
    let files = samocoder.list("state/limits");
    assert_eq!(
        files,
        ["_purse.json", "_purse.lock", "groq.json", "groq.lock"]
    );
}

#[tokio::test]
async fn whoever_is_killed_has_used_its_place_and_holds_no_lock() {
    let server = ProviderServer::start(vec![vec![Do::Hang], yes()]).await;
    let samocoder = Arc::new(user(&server, "1"));
    let mut child = samocoder
        .command(["ask", "hi"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    server.is_asked().await;
    child.kill().unwrap();
    child.wait().unwrap();
    let next = ask(samocoder, &["--max-wait", "0s"]).await;
    assert_eq!(next.code, 4, "{}", next.all());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_a_provider_asks_for_holds_for_the_next_run() {
    let busy = json(
        429,
        "retry-after: 300\r\n",
        r#"{"error":{"message":"slow"}}"#,
    );
    let server = ProviderServer::start(vec![busy, yes()]).await;
    let samocoder = Arc::new(user(&server, "20"));
    for _ in 0..2 {
        let output = ask(Arc::clone(&samocoder), &[]).await;
        assert_eq!(output.code, 4, "{}", output.all());
    }
    let again = ask(samocoder, &[]).await;
    let told = "groq: the provider asked to wait for 5 min";
    assert!(again.stderr.contains(told), "{}", again.all());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_wait_that_is_short_is_told_and_waited_for() {
    let busy = json(429, "retry-after: 2\r\n", r#"{"error":{"message":"slow"}}"#);
    let server = ProviderServer::start(vec![busy, yes()]).await;
    let output = ask(Arc::new(user(&server, "20")), &[]).await;
    assert_eq!(output.code, 0, "{}", output.all());
    assert!(
        output.stderr.contains("note: waiting 2 s for groq"),
        "{}",
        output.all()
    );
}

#[tokio::test]
async fn the_money_of_a_day_is_one_purse() {
    let server = ProviderServer::start(vec![yes()]).await;
    // A call costs $0.0004, and at most about $0.0013.
    let samocoder = Arc::new(user(&server, "60").env("SAMOCODER_MAX_USD_DAY", "0.002"));
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(ask(Arc::clone(&samocoder), &[]).await.code);
    }
    assert_eq!(codes, [0, 0, 0, 6, 6]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_state_folder_that_can_t_be_used_is_told_and_stops_nothing() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = user(&server, "20");
    samocoder.write("state", "a file");
    let output = ask(Arc::new(samocoder), &[]).await;
    assert_eq!(output.code, 0, "{}", output.all());
    let told = "note: limits are kept for this process alone";
    assert!(output.stderr.contains(told), "{}", output.all());
}

#[tokio::test]
async fn what_was_used_is_told() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = Arc::new(user(&server, "20"));
    let nothing = samocoder.run(["usage"]).success();
    assert!(nothing.starts_with("nothing since "), "{nothing}");
    assert!(!samocoder.path("state").exists(), "looking makes no files");
    for _ in 0..2 {
        let _ = ask(Arc::clone(&samocoder), &[]).await.success();
    }
    assert_snapshot!("limits", samocoder.run(["limits"]).all());
    assert_snapshot!("usage", samocoder.run(["usage", "--by", "model"]).all());
    let json = samocoder
        .run(["usage", "--json", "--by", "project"])
        .success();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["rows"][0]["name"], "no project");
    assert_eq!(document["total"]["output"], 2000);
    let json = samocoder.run(["limits", "--json"]).success();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let minute = serde_json::json!({ "used": 2, "limit": 20 });
    assert_eq!(document["limits"][0]["minute"], minute);
}
