//! `samocoder model`: what providers tell of their models is kept with its day, and used.

use serde_json::Value;

use crate::provider_server::{ProviderServer, json};
use crate::samocoder::{Output, Samocoder};

fn user(groq: &ProviderServer) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq,openai")
        .env("SAMOCODER_KEYCHAIN", "false")
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("GROQ_API_KEY", "gsk_test0123456789abcdef")
}

async fn run(samocoder: Samocoder, arguments: &'static [&'static str]) -> (Samocoder, Output) {
    let work = move || {
        let output = samocoder.run(arguments);
        (samocoder, output)
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

fn model(output: Output, id: &str) -> Value {
    let document: Value = serde_json::from_str(&output.success()).unwrap();
    let mut models = document["models"].as_array().unwrap().iter();
    models.find(|it| it["id"] == id).unwrap().clone()
}

#[tokio::test]
async fn what_a_provider_tells_is_kept_and_used() {
    let told = r#"{"data":[
        {"id":"openai/gpt-oss-20b","context_window":65536,"max_completion_tokens":32768,
         "pricing":{"prompt":"0.0000002","completion":"0.0000004"},"shutdown_date":"2020-01-31"},
        {"id":"whisper"}]}"#;
    let groq = ProviderServer::start(vec![json(200, "", told), json(503, "", "")]).await;
    let (samocoder, refreshed) = run(user(&groq), &["model", "refresh"]).await;
    let said = refreshed.success();
    assert!(
        said.contains("1 of its 2 models are used") && said.contains("gone: openai/gpt-oss-120b"),
        "{said}"
    );
    assert!(
        !said.contains("openai  "),
        "nobody asks without a key: {said}"
    );
    let list = &["model", "list", "--json"];
    let (samocoder, listed) = run(samocoder, list).await;
    let fresh = model(listed, "openai/gpt-oss-20b");
    assert_eq!(
        (&fresh["context"], &fresh["max_output"]),
        (&65536.into(), &32768.into())
    );
    assert_eq!(fresh["usd_per_million"]["output"], 0.4);
    assert_eq!(fresh["ends"], "2020-01-31");
    let (samocoder, listed) = run(samocoder, &["model", "list"]).await;
    let warning = "`openai/gpt-oss-20b` of groq was shut down on 2020-01-31";
    assert!(listed.stderr.contains(warning), "{}", listed.all());
    // What was told before stays when nobody tells anything.
    let before = samocoder.read("state/models.json");
    let (samocoder, failed) = run(samocoder, &["model", "refresh"]).await;
    assert_eq!(failed.code, 4, "{}", failed.all());
    assert_eq!(samocoder.read("state/models.json"), before);
    // Another address is another provider.
    let other = ProviderServer::start(vec![json(200, "", told)]).await;
    let samocoder = samocoder.env("SAMOCODER_GROQ_BASE_URL", &other.base);
    let (samocoder, listed) = run(samocoder, list).await;
    assert_eq!(model(listed, "openai/gpt-oss-20b")["context"], 131_072);
    // A file that can't be read is none.
    samocoder.write("state/models.json", "{\"providers\": 7");
    let (_, listed) = run(samocoder, list).await;
    assert_eq!(listed.code, 0, "{}", listed.all());
}

#[test]
fn without_any_key_there_is_nobody_to_ask() {
    let samocoder = Samocoder::with_own_home().env("SAMOCODER_KEYCHAIN", "false");
    let refreshed = samocoder.run(["model", "refresh"]);
    assert_eq!(refreshed.code, 3, "{}", refreshed.all());
}

#[tokio::test]
async fn a_model_that_nobody_knows_gets_its_price_from_its_provider() {
    let told = r#"{"data":[{"id":"new","context_length":9000,
        "pricing":{"prompt":"0.000001","completion":"0.000002"}},{"id":"silent"}]}"#;
    let server = ProviderServer::start(vec![json(200, "", told)]).await;
    let samocoder = user(&server).env("SAMOCODER_GROQ_GENERAL", "new");
    let list = &["model", "list", "--json"];
    let (samocoder, before) = run(samocoder, list).await;
    assert_eq!(before.code, 3, "{}", before.all());
    let says = "the price of `new` is not known";
    assert!(before.stdout.contains(says), "{}", before.all());
    assert!(
        before.stdout.contains("`samocoder model refresh`"),
        "{}",
        before.all()
    );
    let (samocoder, refreshed) = run(samocoder, &["model", "refresh"]).await;
    assert_eq!(refreshed.code, 0, "{}", refreshed.all());
    let (samocoder, listed) = run(samocoder, list).await;
    let new = model(listed, "new");
    assert_eq!(new["context"], 9000);
    assert_eq!(
        new["usd_per_million"],
        serde_json::json!({ "input": 1.0, "output": 2.0 })
    );
    // Who does not tell a price leaves it to be said.
    let samocoder = samocoder.env("SAMOCODER_GROQ_GENERAL", "silent");
    let (samocoder, refreshed) = run(samocoder, &["model", "refresh"]).await;
    assert_eq!(refreshed.code, 0, "{}", refreshed.all());
    let (_, listed) = run(samocoder, list).await;
    assert_eq!(listed.code, 3, "{}", listed.all());
}

#[tokio::test]
async fn what_was_learned_by_asking_is_known_to_the_next_process() {
    let large = "Request too large for model `openai/gpt-oss-20b` in organization `org_x` service \
                 tier `on_demand` on tokens per minute (TPM): Limit 3000, Requested 12268";
    let large = format!(
        r#"{{"error":{{"message":"{large}","type":"tokens","code":"rate_limit_exceeded"}}}}"#
    );
    let refused =
        r#"{"error":{"message":"no","param":"include_reasoning","code":"unsupported_parameter"}}"#;
    let answer = r#"{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":1,"completion_tokens":1}}"#;
    let answers = vec![
        json(413, "", &large),
        json(400, "", refused),
        json(200, "", answer),
    ];
    let groq = ProviderServer::start(answers).await;
    let samocoder = user(&groq);
    let question = &["ask", "hi", "--chain", "groq", "--max-tokens", "5000"];
    let (samocoder, first) = run(samocoder, question).await;
    assert_eq!(first.success(), "yes\n");
    assert_eq!(groq.seen().len(), 3);
    let question = &["ask", "hi", "--chain", "groq", "--max-tokens", "100"];
    let (samocoder, second) = run(samocoder, question).await;
    assert_eq!(second.success(), "yes\n");
    let seen = groq.seen();
    assert_eq!(seen.len(), 4);
    let has = |number: usize| seen[number].body.contains("include_reasoning");
    assert!(has(0) && has(1) && !has(2) && !has(3), "{seen:?}");
    let (samocoder, listed) = run(samocoder, &["model", "list", "--why"]).await;
    let listed = listed.success();
    let learned = "learned: takes 3000 tokens a minute, does not take `include_reasoning`";
    assert!(listed.contains(learned), "{listed}");
    // Another address is another provider.
    let samocoder = samocoder.env("SAMOCODER_GROQ_BASE_URL", "http://127.0.0.1:1");
    let (_, listed) = run(samocoder, &["model", "list", "--why"]).await;
    assert!(!listed.success().contains("learned"));
}
