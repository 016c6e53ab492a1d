//! Limits and money over all processes of the user: never more than allowed, whoever is killed.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

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
    let files = samocoder.list("state");
    assert_eq!(files, ["limits.jsonl", "limits.lock", "usage.jsonl"]);
}

/// Asks, and is killed as soon as the server has the question.
async fn ask_and_be_killed(samocoder: &Samocoder, server: &ProviderServer) {
    let mut child = samocoder
        .command(["ask", "hi"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    server.is_asked().await;
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn whoever_is_killed_has_used_its_place_and_holds_no_lock() {
    let server = ProviderServer::start(vec![vec![Do::Hang], yes()]).await;
    let samocoder = Arc::new(user(&server, "1"));
    ask_and_be_killed(&samocoder, &server).await;
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

/// Starts a question whose stderr is read.
#[cfg(unix)]
fn asked(samocoder: &Samocoder) -> (std::process::Child, std::io::Lines<impl std::io::BufRead>) {
    use std::io::BufRead as _;
    let mut child = samocoder
        .command(["ask", "hi"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
    (child, lines)
}

#[cfg(unix)]
#[tokio::test]
async fn whoever_waits_for_another_process_says_so_and_obeys_ctrl_c() {
    let server = ProviderServer::start(vec![yes()]).await;
    let samocoder = user(&server, "20");
    // Somebody took the lock and was stopped: it would be waited for much longer.
    samocoder.write("state/limits.lock", "");
    let lock = std::fs::File::open(samocoder.path("state/limits.lock")).unwrap();
    lock.lock().unwrap();
    let work = move || {
        let (mut child, mut lines) = asked(&samocoder);
        let told = lines.find(|line| line.as_ref().unwrap().contains("another samocoder"));
        assert!(told.is_some(), "nothing was told");
        let process = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        // As soon as the lock is let go, a question goes on.
        let (mut child, mut lines) = asked(&samocoder);
        let told = lines.find(|line| line.as_ref().unwrap().contains("another samocoder"));
        assert!(told.is_some(), "nothing was told");
        lock.unlock().unwrap();
        let summary = lines.find(|line| line.as_ref().unwrap().starts_with("groq · "));
        assert!(summary.is_some(), "nobody answered");
        assert_eq!(child.wait().unwrap().code(), Some(0));
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn processes_at_once_never_set_aside_more_than_the_day_allows() {
    let server = ProviderServer::start(vec![vec![Do::Hang]]).await;
    // A call costs at most about $0.0013.
    let samocoder = user(&server, "60").env("SAMOCODER_MAX_USD_DAY", "0.004");
    let start = |_| {
        let mut command = samocoder.command(["ask", "hi"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let mut children: Vec<_> = (0..8).map(start).collect();
    let mut refused = 0;
    while refused < 5 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        children.retain_mut(|child| {
            let ended = child.try_wait().unwrap();
            if let Some(status) = ended {
                assert_eq!(status.code(), Some(6));
                refused += 1;
            }
            ended.is_none()
        });
    }
    for child in &mut children {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(server.seen().len() <= 3, "{}", server.seen().len());
    let json = samocoder.run(["limits", "--json"]).success();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let reserved = document["usd_day"]["reserved"].as_f64().unwrap();
    assert!((0.0025..=0.004).contains(&reserved), "{reserved}");
}

#[tokio::test]
async fn an_answer_that_tells_no_usage_costs_what_it_could() {
    for usage in [
        "",
        ",\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}",
    ] {
        let body = format!(
            "data: {{\"choices\":[{{\"delta\":{{\"content\":\"yes\"}},\"finish_reason\":\"stop\"}}]{usage}}}\n\n"
        );
        let server = ProviderServer::start(vec![vec![stream(), send(&body)]]).await;
        let samocoder = Arc::new(user(&server, "60").env("SAMOCODER_MAX_USD_DAY", "0.002"));
        let first = ask(Arc::clone(&samocoder), &[]).await.success();
        assert_eq!(first, "yes\n");
        let second = ask(Arc::clone(&samocoder), &[]).await;
        assert_eq!(second.code, 6, "{}", second.all());
        let json = samocoder.run(["usage", "--json"]).success();
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        let usd = document["total"]["usd"].as_f64().unwrap();
        assert!((0.0012..0.0014).contains(&usd), "{usd}");
    }
}

#[tokio::test]
async fn whoever_is_killed_has_spent_what_its_call_could_cost() {
    let server = ProviderServer::start(vec![vec![Do::Hang], yes()]).await;
    // A call costs $0.0004, and at most about $0.0013.
    let samocoder = Arc::new(user(&server, "60").env("SAMOCODER_MAX_USD_DAY", "0.002"));
    ask_and_be_killed(&samocoder, &server).await;
    let next = ask(Arc::clone(&samocoder), &[]).await;
    assert_eq!(next.code, 6, "{}", next.all());
    assert_eq!(server.seen().len(), 1);
    let told = samocoder.run(["limits"]).success();
    let told = told.lines().last().unwrap();
    assert!(
        told.starts_with("today $0.00 of $0.0020, and $0.0012"),
        "{told}"
    );
    assert!(told.ends_with("for calls that did not end"), "{told}");
}
