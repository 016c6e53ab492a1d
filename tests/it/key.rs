//! `samocoder key` with a real keychain, a locked one, one that never answers, and none.

use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::keyring::Keyring;
use crate::provider_server::{ProviderServer, json};
use crate::samocoder::{Output, Samocoder};

const KEY: &str = "gsk_canary0123456789abcdefWXYZ";

fn with(keyring: &Keyring) -> Samocoder {
    Samocoder::with_own_home().env("DBUS_SESSION_BUS_ADDRESS", keyring.address())
}

fn with_passphrase() -> Samocoder {
    Samocoder::with_own_home().env("SAMOCODER_VAULT_PASSPHRASE", "of the test")
}

#[test]
fn a_key_is_kept_by_the_keychain_as_other_programs_know_it() {
    let Some(keyring) = Keyring::start() else {
        return;
    };
    let samocoder = with(&keyring);
    let set = samocoder.run_with(["key", "set", "groq", "--stdin"], format!("{KEY}\n"));
    assert_snapshot!("set_in_keychain", set.all());
    assert_eq!(keyring.look_up("samocoder", "groq").as_deref(), Some(KEY));
    assert!(keyring.store("samocoder", "openai", "sk-stored-elsewhere-1234"));
    assert_snapshot!("list_keychain", samocoder.run(["key", "list"]).all());
    let removed = samocoder.run(["key", "remove", "groq"]);
    assert_eq!(removed.code, 0, "{}", removed.all());
    assert_eq!(keyring.look_up("samocoder", "groq"), None);
    assert!(!samocoder.path("config/vault.age").exists());
}

#[test]
fn a_locked_keychain_is_told_and_stops_nothing() {
    let Some(keyring) = Keyring::start() else {
        return;
    };
    assert!(keyring.store("samocoder", "groq", KEY));
    let keyring = keyring.locked_again();
    let samocoder = with(&keyring)
        .env("SAMOCODER_VAULT_PASSPHRASE", "of the test")
        .env("OPENAI_API_KEY", "sk-of-the-environment-5678");
    let start = Instant::now();
    let list = samocoder.run(["key", "list"]);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert_snapshot!("list_locked", list.all());
    let set = samocoder.run_with(["key", "set", "groq", "--stdin"], KEY);
    assert_snapshot!("set_locked", set.all());
    let list = samocoder.run(["key", "list"]).success();
    assert!(list.contains("groq        vault           …WXYZ"), "{list}");
}

#[test]
fn a_keychain_that_never_answers_is_left() {
    let samocoder = Samocoder::with_own_home();
    let path = samocoder.path("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let address = format!("unix:path={}", path.display());
    let samocoder = samocoder.env("DBUS_SESSION_BUS_ADDRESS", &address);
    let start = Instant::now();
    let list = samocoder.run(["key", "list"]);
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(list.code, 0, "{}", list.all());
    let told = "the keychain gave no answer within 2 s";
    assert_eq!(list.stderr.matches(told).count(), 1, "{}", list.all());
}

#[test]
fn without_any_keychain_the_vault_keeps_keys() {
    let samocoder = Samocoder::with_own_home();
    let start = Instant::now();
    let list = samocoder.run(["key", "list"]);
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    assert_snapshot!("list_nothing", list.all());
    let set = samocoder.run_with(["key", "set", "groq", "--stdin"], KEY);
    assert_eq!(set.code, 3, "{}", set.all());
    for way in ["keychain", "vault", "environment variable"] {
        assert!(set.stderr.contains(way), "{}", set.all());
    }
    let samocoder = with_passphrase();
    let set = samocoder.run_with(["key", "set", "groq", "--stdin"], KEY);
    assert_eq!(set.code, 0, "{}", set.all());
    let list = samocoder.run(["key", "list", "--json"]).success();
    let document: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!(
        document["keys"][1],
        serde_json::json!({
            "provider": "groq", "source": "vault", "ending": "WXYZ", "variable": "GROQ_API_KEY",
        })
    );
    let _ = samocoder.run(["key", "remove", "groq"]).success();
    let list = samocoder.run(["key", "list"]).success();
    assert!(list.contains("groq        no key"), "{list}");
}

#[test]
fn what_is_no_key_or_no_provider_is_refused() {
    let samocoder = with_passphrase();
    for (provider, stdin) in [("grok", KEY), ("groq", ""), ("groq", "a b")] {
        let set = samocoder.run_with(["key", "set", provider, "--stdin"], stdin);
        assert!(matches!(set.code, 2 | 3), "{}", set.all());
    }
    let typo = samocoder.run_with(["key", "set", "grok", "--stdin"], KEY);
    assert!(
        typo.stderr.contains("did you mean `groq`?"),
        "{}",
        typo.all()
    );
    let nobody = samocoder.run(["key", "set", "groq"]);
    assert_eq!(nobody.code, 2, "{}", nobody.all());
    let foreign = samocoder.run_with(["key", "set", "openai", "--stdin"], KEY);
    assert!(
        foreign.stderr.contains("keys of groq begin with"),
        "{}",
        foreign.all()
    );
}

/// Runs samocoder while the servers of the test go on.
async fn run(samocoder: Samocoder, arguments: &'static [&'static str]) -> (Samocoder, Output) {
    let work = move || {
        let output = samocoder.run(arguments);
        (samocoder, output)
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test]
async fn keys_are_checked_without_a_paid_request() {
    let credit = r#"{"data":{"limit_remaining":4.5,"is_free_tier":false}}"#;
    let openrouter = ProviderServer::start(vec![json(200, "", credit)]).await;
    let refusal = format!(r#"{{"error":{{"message":"Invalid API Key: {KEY}"}}}}"#);
    let groq = ProviderServer::start(vec![json(401, "", &refusal)]).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_OPENROUTER_BASE_URL", &openrouter.base)
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("SAMOCODER_ANTHROPIC_BASE_URL", "http://127.0.0.1:1")
        .env("OPENROUTER_API_KEY", "sk-or-0123456789abcdef")
        .env("GROQ_API_KEY", KEY)
        .env("ANTHROPIC_API_KEY", "sk-ant-0123456789abcdef");
    let (samocoder, all) = run(samocoder, &["key", "check"]).await;
    assert_snapshot!("check", all.all());
    let heads: Vec<String> = [&openrouter, &groq]
        .map(|server| server.seen()[0].head.clone())
        .to_vec();
    assert!(heads[0].starts_with("GET /key "), "{heads:?}");
    assert!(heads[1].starts_with("GET /models "), "{heads:?}");
    let (_, one) = run(samocoder, &["key", "check", "openrouter", "--json"]).await;
    assert_eq!(one.code, 0, "{}", one.all());
    assert!(!one.stdout.contains("sk-or"), "{}", one.all());
}

#[tokio::test]
async fn providers_are_asked_for_their_models() {
    let models = r#"{"data":[{"id":"openai/gpt-oss-120b"},{"id":"other"}]}"#;
    let groq = ProviderServer::start(vec![json(200, "", models)]).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq,openai")
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("GROQ_API_KEY", KEY);
    let (samocoder, checked) = run(samocoder, &["provider", "check"]).await;
    assert_snapshot!("provider_check", checked.all());
    let (samocoder, json) = run(samocoder, &["provider", "check", "--json"]).await;
    let document: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let gone = serde_json::json!(["openai/gpt-oss-20b"]);
    assert_eq!(document["providers"][0]["models_gone"], gone);
    assert_eq!(document["providers"][1]["outcome"], "no_key");
    let (samocoder, list) = run(samocoder, &["model", "list", "--why"]).await;
    assert_snapshot!("model_list", list.all());
    let (_, list) = run(samocoder, &["provider", "list"]).await;
    assert!(
        list.stdout.contains("not in the chain  anthropic"),
        "{}",
        list.all()
    );
}

#[test]
fn the_doctor_says_what_to_do() {
    let samocoder = Samocoder::with_own_home().env("GROQ_API_KEY", KEY);
    let start = Instant::now();
    let healthy = samocoder.run(["doctor", "--json"]);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(healthy.code, 0, "{}", healthy.all());
    let document: serde_json::Value = serde_json::from_str(&healthy.stdout).unwrap();
    let health = |name: &str| {
        let findings = document["findings"].as_array().unwrap();
        let found = findings.iter().find(|it| it["name"] == name).unwrap();
        (found["health"].clone(), found["hint"].clone())
    };
    assert_eq!(health("key of groq").0, "works");
    assert_eq!(health("key of openai").1, "`samocoder key set openai`");
    assert_eq!(health("keychain").0, "missing");
    samocoder.write("config/config.toml", "max_uds = 1\n");
    let ill = samocoder.run(["doctor"]);
    assert_eq!(ill.code, 3, "{}", ill.all());
    assert!(
        ill.stdout.contains("did you mean `max_usd`?"),
        "{}",
        ill.all()
    );
}

#[tokio::test]
async fn an_account_that_has_paid_asks_free_models_more_often() {
    let tier = |free: bool| {
        let body = serde_json::json!({ "data": { "is_free_tier": free } });
        json(200, "", &body.to_string())
    };
    let daily = include_str!("../wire/openrouter_429_daily.json");
    let daily: serde_json::Value = serde_json::from_str(daily).unwrap();
    let daily = json(429, "", &daily["body"].to_string());
    let answers = vec![tier(false), tier(true), tier(false), daily];
    let server = ProviderServer::start(answers).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "openrouter")
        .env("SAMOCODER_KEYCHAIN", "false")
        .env("SAMOCODER_OPENROUTER_BASE_URL", &server.base)
        .env("OPENROUTER_API_KEY", "sk-or-0123456789abcdef");
    let a_day = |samocoder| async move {
        let (samocoder, limits) = run(samocoder, &["limits", "--json"]).await;
        let document: serde_json::Value = serde_json::from_str(&limits.stdout).unwrap();
        assert_eq!(document["limits"][0]["name"], "openrouter.free");
        (samocoder, document["limits"][0]["day"]["limit"].clone())
    };
    let (mut samocoder, first) = a_day(samocoder).await;
    assert_eq!(first, 45);
    let check: &[&str] = &["key", "check", "openrouter"];
    // What ends the day tells as well: it was the day of somebody who never paid.
    for (does, limit) in [
        (check, 950),
        (check, 45),
        (check, 950),
        (&["ask", "hi"], 45),
    ] {
        let (again, _) = run(samocoder, does).await;
        let (again, a_day) = a_day(again).await;
        assert_eq!(a_day, limit, "{does:?}");
        samocoder = again;
    }
    assert_eq!(server.seen().len(), 4);
}
