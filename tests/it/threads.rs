//! What users of other tools complain about, each complaint a test: named by what fails elsewhere,
//! with the thread where it is told.

use std::time::Duration;

use samocoder::llm::catalog::{Limits, Model, Role};
use samocoder::llm::chain::{Answered, Notice, Reason, Target, Unanswered};
use samocoder::llm::failure::Class;
use samocoder::llm::gate::{Admission, Claim, Gate as _, Keeper, Own};
use samocoder::llm::ledger::{Hold, Now};
use samocoder::llm::prompt::Prompt;
use samocoder::llm::transport::Transport;
use serde_json::Value;

use crate::chain::{chain, good, of, target};
use crate::provider_server::{Do, ProviderServer, json, send, stream};
use crate::samocoder::Samocoder;

const OVERLOADED: &str = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
const HALF: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"ye\"}}]}\n\n";

/// What a call came to, with what was told on the way.
struct Call {
    end: Result<Answered, Unanswered>,
    told: Vec<Notice>,
}

impl Call {
    /// Returns who answered.
    #[track_caller]
    fn answered(&self) -> &str {
        &self.end.as_ref().unwrap().provider
    }

    fn waits(&self) -> Vec<Duration> {
        let waits = self.told.iter().filter_map(|notice| match notice {
            Notice::Waiting { time, .. } => Some(*time),
            Notice::Asked { .. }
            | Notice::Heard(_)
            | Notice::Failed { .. }
            | Notice::Skipped { .. }
            | Notice::Busy => None,
        });
        waits.collect()
    }

    fn failures(&self) -> Vec<Class> {
        let failures = self.told.iter().filter_map(|notice| match notice {
            Notice::Failed { failure, .. } => Some(failure.class),
            Notice::Asked { .. }
            | Notice::Heard(_)
            | Notice::Waiting { .. }
            | Notice::Skipped { .. }
            | Notice::Busy => None,
        });
        failures.collect()
    }
}

async fn ask(chain: &samocoder::llm::chain::Chain, prompt: &Prompt) -> Call {
    let mut told = Vec::new();
    let end = chain
        .ask(prompt, Role::General, &mut |notice| {
            told.push(notice.clone());
        })
        .await;
    Call { end, told }
}

/// Asks a question of the first providers of the default chain, which give these answers.
async fn ask_all(answers: Vec<Vec<Vec<Do>>>) -> (Call, Vec<ProviderServer>) {
    let mut servers = Vec::new();
    for answers in answers {
        servers.push(ProviderServer::start(answers).await);
    }
    let call = ask(&chain(&servers), &Prompt::question("hi", 100)).await;
    (call, servers)
}

fn counts(servers: &[ProviderServer]) -> Vec<usize> {
    servers.iter().map(|server| server.seen().len()).collect()
}

fn bodies(server: &ProviderServer) -> Vec<Value> {
    let seen = server.seen().into_iter();
    seen.map(|it| serde_json::from_str(&it.body).unwrap())
        .collect()
}

fn of_targets(targets: Vec<Target>) -> samocoder::llm::chain::Chain {
    of(targets, Transport::new().unwrap(), 8)
}

/// BerriAI/litellm #6957: Anthropic's "Overloaded" comes as an event of a stream that began with
/// 200, and no fallback happens.
#[tokio::test]
async fn an_overload_told_in_a_stream_falls_back() {
    let anthropic = ProviderServer::start(vec![vec![stream(), send(OVERLOADED)]]).await;
    let openai = ProviderServer::start(vec![good("openai")]).await;
    let chain = of_targets(vec![
        target("anthropic", &anthropic.base),
        target("openai", &openai.base),
    ]);
    let call = ask(&chain, &Prompt::question("hi", 100)).await;
    assert_eq!(call.answered(), "openai");
    assert_eq!(call.failures(), [Class::Overloaded; 3]);
}

/// BerriAI/litellm #5512: the fallback works when it is simulated, and not when it happens.
#[cfg(unix)]
#[tokio::test]
async fn the_fallback_that_is_tested_is_the_one_that_happens() {
    let anthropic = ProviderServer::start(vec![vec![stream(), send(OVERLOADED)]]).await;
    let openai = ProviderServer::start(vec![good("openai")]).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "anthropic,openai")
        .env("SAMOCODER_ANTHROPIC_BASE_URL", &anthropic.base)
        .env("SAMOCODER_OPENAI_BASE_URL", &openai.base)
        .env("ANTHROPIC_API_KEY", "test-key-0123456789")
        .env("OPENAI_API_KEY", "test-key-0123456789");
    let run = move || samocoder.run(["ask", "hi"]);
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    assert_eq!((output.code, output.stdout.as_str()), (0, "yes\n"));
    assert!(
        output
            .stderr
            .contains("anthropic failed: it is out of order"),
        "{}",
        output.all()
    );
    assert_eq!((anthropic.seen().len(), openai.seen().len()), (3, 1));
}

/// BerriAI/litellm #40404: a stream that is cut, that stalls, or that holds one malformed chunk gets
/// the fallback no request.
#[tokio::test(start_paused = true)]
async fn a_stream_that_is_cut_or_stalls_falls_back_and_one_bad_line_does_not_matter() {
    for (broken, expected) in [
        (vec![stream(), send(HALF)], [1, 1]),
        (vec![stream(), send(HALF), Do::Hang], [1, 1]),
        (
            [
                vec![stream(), send("data: {\"cho\n\n")],
                good("groq")[1..].to_vec(),
            ]
            .concat(),
            [1, 0],
        ),
    ] {
        let (call, servers) = ask_all(vec![vec![broken], vec![good("groq")]]).await;
        assert_eq!(call.end.unwrap().reply.text, "yes");
        assert_eq!(counts(&servers), expected);
    }
}

/// BerriAI/litellm #29808: an error in the middle of a stream is never tried again.
#[tokio::test]
async fn an_error_in_the_middle_of_a_stream_is_tried_again_where_nobody_else_is() {
    let error = send("data: {\"error\":{\"code\":502,\"message\":\"x\"}}\n\n");
    let broken = vec![stream(), send(HALF), error];
    let (call, servers) = ask_all(vec![vec![broken, good("openrouter")]]).await;
    assert_eq!(call.end.unwrap().reply.text, "yes");
    assert_eq!(counts(&servers), [2]);
}

/// BerriAI/litellm #26067: an error that comes once the stream is consumed is raised outside of the
/// code that tries again.
#[tokio::test]
async fn an_error_that_a_stream_begins_with_is_tried_again() {
    let (call, servers) = ask_all(vec![vec![
        vec![stream(), send("data: {\"error\":{\"code\":503}}\n\n")],
        good("openrouter"),
    ]])
    .await;
    assert_eq!(call.answered(), "openrouter");
    assert_eq!(counts(&servers), [2]);
}

/// BerriAI/litellm #19077: who is not to be fallen back to is asked all the same after an error in
/// the middle of a stream.
#[cfg(unix)]
#[tokio::test]
async fn nobody_outside_of_the_chain_is_asked_whatever_breaks() {
    let groq = ProviderServer::start(vec![vec![stream(), send(HALF)]]).await;
    let openai = ProviderServer::start(vec![good("openai")]).await;
    let samocoder = Samocoder::with_own_home()
        .env("SAMOCODER_GROQ_BASE_URL", &groq.base)
        .env("SAMOCODER_OPENAI_BASE_URL", &openai.base)
        .env("GROQ_API_KEY", "test-key-0123456789")
        .env("OPENAI_API_KEY", "test-key-0123456789");
    let run = move || samocoder.run(["ask", "hi", "--chain", "groq"]);
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    assert_eq!(output.code, 4, "{}", output.all());
    assert_eq!((groq.seen().len(), openai.seen().len()), (2, 0));
}

fn at(steady: i64) -> Now {
    Now {
        steady,
        wall: 1_795_000_000_000 + steady,
        boot: 1,
    }
}

/// BerriAI/litellm #40130: a second, longer cooldown keeps the deadline of the first.
#[test]
fn a_longer_cooldown_is_not_cut_short_by_an_earlier_one_nor_by_a_later_one() {
    for holds in [[5, 60], [60, 5]] {
        let mut gate = Keeper::new(Own::default(), || at(0));
        for seconds in holds {
            gate.hold("groq", Duration::from_secs(seconds));
        }
        let claim = Claim {
            scope: "groq".to_owned(),
            limits: Limits::default(),
            tokens: 1,
            usd: 0.0,
            usd_day: 1.0,
        };
        let Admission::Wait(wait) = gate.admit(&claim) else {
            panic!("it is not held back: {holds:?}");
        };
        assert_eq!((wait.why, wait.time.as_secs()), (Hold::Told, 60));
    }
}

/// BerriAI/litellm #34836: a deployment stays in rotation for 25 straight failures.
#[tokio::test]
async fn whoever_fails_is_asked_after_the_others_at_once() {
    let broken = ProviderServer::start(vec![json(500, "retry-after: 0\r\n", "")]).await;
    let fine = ProviderServer::start(vec![good("groq")]).await;
    let chain = chain(&[broken.clone(), fine.clone()]);
    for _ in 0..25 {
        let call = ask(&chain, &Prompt::question("hi", 100)).await;
        assert_eq!(call.answered(), "groq");
    }
    assert_eq!((broken.seen().len(), fine.seen().len()), (3, 25));
}

/// BerriAI/litellm #3646: when all are cooling down the call fails, instead of waiting for the first
/// one that is back.
#[tokio::test]
async fn when_all_have_to_be_waited_for_the_first_one_that_is_back_is() {
    let servers = [
        ProviderServer::start(vec![good("openrouter")]).await,
        ProviderServer::start(vec![good("groq")]).await,
        ProviderServer::start(vec![good("openai")]).await,
    ];
    let mut gate = Keeper::new(Own::default(), samocoder::state::now);
    gate.hold("openrouter", Duration::from_hours(1));
    gate.hold("groq", Duration::from_secs(50));
    gate.hold("openai", Duration::from_secs(6));
    let names = ["openrouter", "groq", "openai"].iter().zip(&servers);
    let chain = samocoder::llm::chain::Chain::new(
        names.map(|(name, it)| target(name, &it.base)).collect(),
        Transport::new().unwrap(),
        samocoder::llm::chain::Budget::default(),
        Box::new(gate),
    );
    let call = ask(&chain, &Prompt::question("hi", 100)).await;
    assert_eq!(call.answered(), "openai");
    assert_eq!(counts(&servers), [0, 0, 1]);
    let waits = call.waits();
    assert!(
        waits.len() == 1 && waits[0] <= Duration::from_secs(6),
        "{waits:?}"
    );
}

/// BerriAI/litellm #7669: `retry_after` is not respected, and the call fails at once.
#[tokio::test]
async fn what_a_provider_asks_to_wait_is_waited() {
    let (call, servers) = ask_all(vec![vec![
        json(429, "retry-after-ms: 120\r\n", "{}"),
        good("openrouter"),
    ]])
    .await;
    assert_eq!(call.answered(), "openrouter");
    assert_eq!(counts(&servers), [2]);
    assert_eq!(call.waits()[0], Duration::from_millis(120));
}

/// BerriAI/litellm #31557: the fallback has a smaller context, and fails without a word.
#[tokio::test]
async fn a_fallback_that_is_too_small_is_skipped_before_it_is_asked() {
    let mut servers = Vec::new();
    for answer in [
        json(503, "retry-after: 0\r\n", ""),
        good("groq"),
        good("openai"),
    ] {
        servers.push(ProviderServer::start(vec![answer]).await);
    }
    let mut small = target("groq", &servers[1].base);
    small.models[0].context = 4096;
    let chain = of_targets(vec![
        target("openrouter", &servers[0].base),
        small,
        target("openai", &servers[2].base),
    ]);
    let call = ask(&chain, &Prompt::question("word ".repeat(5000), 1000)).await;
    assert_eq!(call.answered(), "openai");
    assert_eq!(counts(&servers), [3, 0, 1]);
    let skipped = Notice::Skipped {
        provider: "groq".to_owned(),
        reason: Reason::TooLarge,
    };
    assert!(call.told.contains(&skipped), "{:?}", call.told);
}

/// BerriAI/litellm #10793 and #22624: a full context is not recognised in `SGLang`'s words, and not
/// inside of a stream that began with 200. pydantic/pydantic-ai #7139 asks whether a full context
/// should fall back at all: to a model that it fits into.
#[tokio::test]
async fn a_full_context_is_known_in_all_words_and_places() {
    let words = "The input (9000 tokens) is longer than the model's context length (8192 tokens).";
    let error = format!(r#"{{"error":{{"message":"{words}","code":400}}}}"#);
    for full in [
        json(400, "", &error),
        vec![stream(), send(&format!("data: {error}\n\n"))],
    ] {
        let (call, servers) = ask_all(vec![vec![full], vec![good("groq")]]).await;
        assert_eq!(call.answered(), "groq");
        assert_eq!(call.failures(), [Class::Context]);
        assert_eq!(counts(&servers), [1, 1]);
    }
}

/// BerriAI/litellm #19336: a fallback gets what only the first provider takes.
#[tokio::test]
async fn a_fallback_gets_what_it_takes_and_nothing_else() {
    let openai = ProviderServer::start(vec![json(503, "retry-after: 0\r\n", "")]).await;
    let groq = ProviderServer::start(vec![good("groq")]).await;
    let chain = of_targets(vec![
        target("openai", &openai.base),
        target("groq", &groq.base),
    ]);
    let prompt = Prompt {
        cache_key: Some("k".to_owned()),
        ..Prompt::question("hi", 100)
    };
    assert_eq!(ask(&chain, &prompt).await.answered(), "groq");
    let (first, then) = (&bodies(&openai)[0], &bodies(&groq)[0]);
    for own in ["store", "prompt_cache_key", "stream_options"] {
        assert!(first.get(own).is_some() && then.get(own).is_none(), "{own}");
    }
    assert!(then.get("include_reasoning").is_some(), "{then}");
}

/// OpenHands/software-agent-sdk #4936: a used-up quota is tried again for minutes.
#[tokio::test]
async fn a_quota_that_is_used_up_costs_one_request_and_no_wait() {
    let used_up = r#"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}"#;
    let answers = json(429, "retry-after: 30\r\n", used_up);
    let (call, servers) = ask_all(vec![vec![answers], vec![good("groq")]]).await;
    assert_eq!(call.answered(), "groq");
    assert_eq!((counts(&servers), call.waits()), (vec![1, 1], vec![]));
}

/// Alishahryar1/free-claude-code #1543: a 403 that says that the quota is used up is taken for a
/// missing permission.
#[tokio::test]
async fn a_quota_told_with_403_is_no_wrong_key() {
    let used_up = r#"{"error":{"code":"insufficient_user_quota","message":"quota is not enough"}}"#;
    let answers = vec![vec![json(403, "", used_up)], vec![good("groq")]];
    let (call, _) = ask_all(answers).await;
    assert_eq!(call.answered(), "groq");
    assert_eq!(call.failures(), [Class::NoCredit]);
}

/// openclaw/openclaw #147546: `free-models-per-day` is tried again instead of going on.
#[tokio::test]
async fn a_cap_of_the_day_ends_the_day_for_that_provider() {
    let capped = json(
        429,
        "",
        r#"{"error":{"message":"Rate limit exceeded: free-models-per-day","code":429}}"#,
    );
    let servers = [
        ProviderServer::start(vec![capped]).await,
        ProviderServer::start(vec![good("groq")]).await,
    ];
    let chain = chain(&servers);
    for _ in 0..3 {
        let call = ask(&chain, &Prompt::question("hi", 100)).await;
        assert_eq!((call.answered(), call.waits()), ("groq", vec![]));
    }
    assert_eq!(counts(&servers), [1, 3]);
}

/// NousResearch/hermes-agent #70222: the first provider's `max_tokens: 64000` is sent to a fallback
/// that gives 8K.
#[tokio::test]
async fn the_cap_on_an_answer_is_the_one_of_who_gives_it() {
    let openai = ProviderServer::start(vec![json(503, "retry-after: 0\r\n", "")]).await;
    let groq = ProviderServer::start(vec![good("groq")]).await;
    let mut small = target("groq", &groq.base);
    small.models[0].max_output = 8192;
    let chain = of_targets(vec![target("openai", &openai.base), small]);
    let call = ask(&chain, &Prompt::question("hi", 64_000)).await;
    assert_eq!(call.answered(), "groq");
    assert_eq!(bodies(&openai)[0]["max_completion_tokens"], 64_000);
    assert_eq!(bodies(&groq)[0]["max_completion_tokens"], 8192);
}

/// langchain-ai/open-swe #628: `parallel_tool_calls` and `temperature` are refused after a fallback.
#[tokio::test]
async fn a_refused_parameter_is_left_out_from_then_on() {
    let refusal = r#"{"error":{"message":"Your organization must be verified to stream this model.","param":"stream","code":"unsupported_value"}}"#;
    let whole = r#"{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}]}"#;
    let server = ProviderServer::start(vec![json(400, "", refusal), json(200, "", whole)]).await;
    let chain = chain(std::slice::from_ref(&server));
    for _ in 0..2 {
        let call = ask(&chain, &Prompt::question("hi", 100)).await;
        assert_eq!(call.answered(), "openrouter");
    }
    let bodies = bodies(&server);
    let streams = bodies.iter().map(|it| it.get("stream").is_some());
    assert_eq!(streams.collect::<Vec<_>>(), [true, false, false]);
    for never in ["temperature", "top_p", "parallel_tool_calls"] {
        assert!(bodies.iter().all(|it| it.get(never).is_none()), "{never}");
    }
}

/// kdlbs/kandev #3811: `retry-after-ms` of three days is waited for.
#[tokio::test]
async fn a_wait_of_days_is_told_and_not_waited() {
    let days = json(429, "retry-after-ms: 274579000\r\n", "{}");
    let (call, servers) = ask_all(vec![vec![days.clone()], vec![good("groq")]]).await;
    assert_eq!((call.answered(), call.waits()), ("groq", vec![]));
    assert_eq!(counts(&servers), [1, 1]);
    let server = ProviderServer::start(vec![days]).await;
    let chain = chain(std::slice::from_ref(&server));
    for _ in 0..2 {
        let call = ask(&chain, &Prompt::question("hi", 100)).await;
        let told = call.end.unwrap_err().to_string();
        assert!(told.contains("no provider answered"), "{told}");
    }
    assert_eq!(
        server.seen().len(),
        1,
        "it is not asked while it is to be left alone"
    );
}

/// Aider-AI/aider #3265: what Groq says of when to try again is ignored.
#[tokio::test]
async fn groq_says_in_words_how_long_to_wait() {
    let words = "Rate limit reached for model in organization org_x on tokens per minute (TPM): Limit 15000, Used 11972, Requested 4351. Please try again in 0.289s. Visit https://console.groq.com";
    let error = format!(
        r#"{{"error":{{"message":"{words}","type":"tokens","code":"rate_limit_exceeded"}}}}"#
    );
    let groq = ProviderServer::start(vec![json(429, "", &error), good("groq")]).await;
    let chain = of_targets(vec![target("groq", &groq.base)]);
    let call = ask(&chain, &Prompt::question("hi", 100)).await;
    assert_eq!(call.answered(), "groq");
    assert_eq!(call.waits()[0], Duration::from_millis(289));
}

/// What a paid model would do is never done in place of a free one, not even when the provider
/// offers it: `OpenRouter`'s `free_variant_ended` names the paid one.
#[tokio::test]
async fn a_paid_model_that_is_offered_is_told_and_not_taken() {
    let ended = r#"{"error":{"message":"ended","availability":{"code":"free_variant_ended","retryable":false,"fallback_models":["a/paid"]}}}"#;
    let server = ProviderServer::start(vec![json(404, "", ended)]).await;
    let mut free = target("openrouter", &server.base);
    let spare = Model {
        id: "spare".to_owned(),
        ..free.models[0].clone()
    };
    free.models.push(spare);
    let chain = of_targets(vec![free]);
    let call = ask(&chain, &Prompt::question("hi", 100)).await;
    let told = call.end.unwrap_err().to_string();
    assert!(told.contains("it offers a/paid instead"), "{told}");
    let models = bodies(&server).into_iter().map(|it| it["model"].clone());
    let models: Vec<Value> = models.collect();
    assert_eq!(models.len(), 2);
    assert!(!models.contains(&"a/paid".into()), "{models:?}");
}
