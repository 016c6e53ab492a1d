//! The chain against providers on loopback: who answers in the end, and with how many requests.

use std::sync::Arc;

use samocoder::llm::catalog::{Catalog, Limits, Provider, Role};
use samocoder::llm::chain::{Budget, Chain, Choice, Target, Verdict};
use samocoder::llm::gate::{Keeper, Own};
use samocoder::llm::prompt::Prompt;
use samocoder::llm::transport::Transport;
use samocoder::secret::Secret;

use crate::provider_server::{Do, ProviderServer, json, send, stream};

/// The default chain.
pub(crate) const PROVIDERS: [&str; 4] = ["openrouter", "groq", "openai", "anthropic"];

pub(crate) fn good(provider: &str) -> Vec<Do> {
    let text = if provider == "anthropic" {
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"yes\"}}\n\n\
         data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}\n\n"
    } else {
        "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}\n\n"
    };
    vec![stream(), send(text)]
}

/// A provider at an address, with one model, so that the number of requests tells of the provider,
/// and without limits, whose pace is tested elsewhere.
pub(crate) fn target(name: &str, base: &str) -> Target {
    let catalog = Catalog::embedded();
    let provider = Provider {
        limits: Limits::default(),
        free_limits: None,
        ..catalog.provider(name).unwrap().clone()
    };
    let model = catalog.models(name, Role::General).next();
    Target {
        provider: Arc::new(provider),
        base_url: base.to_owned(),
        key: Some(Secret::key("test-key-0123456789").unwrap()),
        models: vec![model.unwrap().clone()],
    }
}

/// A chain with limits and money of its own.
pub(crate) fn of(targets: Vec<Target>, transport: Transport, requests: u8) -> Chain {
    let budget = Budget {
        requests,
        ..Budget::default()
    };
    let gate = Keeper::new(Own::default(), samocoder::state::now);
    Chain::new(targets, transport, budget, Box::new(gate))
}

/// The default chain, as far as there are servers.
pub(crate) fn chain(servers: &[ProviderServer]) -> Chain {
    let targets = PROVIDERS.iter().zip(servers);
    let targets = targets.map(|(name, server)| target(name, &server.base));
    of(targets.collect(), Transport::new().unwrap(), 8)
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_is_left_after_one_wait() {
    let servers = [
        ProviderServer::start(vec![vec![Do::Hang]]).await,
        ProviderServer::start(vec![vec![stream(), Do::Hang]]).await,
        ProviderServer::start(vec![good("openai")]).await,
    ];
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    let start = tokio::time::Instant::now();
    let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(answered.unwrap().provider, "openai");
    // Half a minute for the headers of the one, a minute for the first word of the other.
    let time = start.elapsed().as_secs();
    assert!((89..=92).contains(&time), "{time}");
    // They are not asked again before the others.
    let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    assert_eq!(answered.unwrap().provider, "openai");
    let counts: Vec<usize> = servers.iter().map(|server| server.seen().len()).collect();
    assert_eq!(counts, [1, 1, 2]);
}

#[tokio::test]
async fn whoever_asks_to_be_left_alone_is_whatever_the_reason() {
    for status in [429, 503] {
        let servers = [
            ProviderServer::start(vec![json(status, "retry-after: 3600\r\n", "")]).await,
            ProviderServer::start(vec![good("groq")]).await,
        ];
        let chain = chain(&servers);
        let prompt = Prompt::question("hi", 100);
        for _ in 0..3 {
            let answered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
            assert_eq!(answered.unwrap().provider, "groq");
        }
        assert_eq!((servers[0].seen().len(), servers[1].seen().len()), (1, 3));
        // Longer than the rest that somebody who is out of order gets.
        let held = chain.used(&chain.targets()[0], &chain.targets()[0].models[0]);
        assert!(held.told.unwrap().as_secs() > 3500, "{held:?}");
    }
}

#[tokio::test]
async fn when_all_fail_for_one_reason_it_is_told() {
    let mut servers = Vec::new();
    for _ in PROVIDERS {
        servers.push(ProviderServer::start(vec![json(401, "", "{}")]).await);
    }
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    let error = chain
        .ask(&prompt, Role::General, &mut |_| {})
        .await
        .unwrap_err();
    assert_eq!(error.verdict(), Verdict::Settings);
    // A second call asks nobody again.
    drop(chain.ask(&prompt, Role::General, &mut |_| {}).await);
    assert!(servers.iter().all(|server| server.seen().len() == 1));
}

#[tokio::test]
async fn better_ones_are_those_further_on_in_the_chain() {
    let mut servers = Vec::new();
    for name in PROVIDERS {
        servers.push(ProviderServer::start(vec![good(name)]).await);
    }
    let chain = chain(&servers);
    let prompt = Prompt::question("hi", 100);
    for (before, next) in [
        ("openrouter", "groq"),
        ("openai", "anthropic"),
        // There is none that is better.
        ("anthropic", "anthropic"),
        ("nobody", "openrouter"),
    ] {
        let choice = Choice::Beyond {
            role: Role::General,
            provider: before.to_owned(),
        };
        let answered = chain.ask(&prompt, choice, &mut |_| {}).await.unwrap();
        assert_eq!(answered.provider, next, "after {before}");
    }
}
