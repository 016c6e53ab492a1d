//! Tools and stops in the chain: who is asked with them, and what becomes of those who refuse a part.

use samocoder::llm::catalog::Role;
use samocoder::llm::chain::{Answered, Chain, Notice, Reason, Target, Unanswered};
use samocoder::llm::failure::Class;
use samocoder::llm::prompt::{Answer, Effort, Prompt};
use samocoder::llm::reply::End;
use samocoder::llm::schema::Schema;
use samocoder::llm::tool::{Tool, ToolChoice, Tools};
use samocoder::llm::transport::Transport;
use serde_json::{Value, json};

use crate::chain::{good, of, target};
use crate::provider_server::{self, Do, ProviderServer, send, stream};

const OPENAI: &str = include_str!("../wire/openai_tools.sse");
const ANTHROPIC: &str = include_str!("../wire/anthropic_tools.sse");

fn told(text: &str) -> Vec<Do> {
    vec![stream(), send(text)]
}

/// An error as it was written down.
fn refusal(text: &str) -> Vec<Do> {
    let seen: Value = serde_json::from_str(text).unwrap();
    let status = u16::try_from(seen["status"].as_u64().unwrap()).unwrap();
    provider_server::json(status, "", &seen["body"].to_string())
}

fn with_tools(choice: ToolChoice, parallel: bool) -> Prompt {
    let tool = Tool {
        name: "weather".to_owned(),
        description: None,
        parameters: Tool::no_parameters(),
        strict: false,
    };
    Prompt {
        tools: Some(Tools::new(vec![tool], choice, parallel).unwrap()),
        ..Prompt::question("hi", 100)
    }
}

/// What a call came to: the classes of failures, why providers were skipped, and the end.
struct Call {
    failures: Vec<Class>,
    skipped: Vec<Reason>,
    end: Result<Answered, Unanswered>,
}

async fn ask(chain: &Chain, prompt: &Prompt) -> Call {
    let (mut failures, mut skipped) = (Vec::new(), Vec::new());
    let end = chain
        .ask(prompt, Role::General, &mut |notice| match notice {
            Notice::Failed { failure, .. } => failures.push(failure.class),
            Notice::Skipped { reason, .. } => skipped.push(*reason),
            Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => {}
        })
        .await;
    Call {
        failures,
        skipped,
        end,
    }
}

/// Returns a chain of providers that give these answers, and their servers.
async fn chain(answers: Vec<(&str, Vec<Vec<Do>>)>) -> (Chain, Vec<ProviderServer>) {
    let (mut targets, mut servers) = (Vec::<Target>::new(), Vec::new());
    for (name, answers) in answers {
        let server = ProviderServer::start(answers).await;
        targets.push(target(name, &server.base));
        servers.push(server);
    }
    (of(targets, Transport::new().unwrap(), 8), servers)
}

fn bodies(server: &ProviderServer) -> Vec<Value> {
    let seen = server.seen().into_iter();
    seen.map(|it| serde_json::from_str(&it.body).unwrap())
        .collect()
}

#[tokio::test]
async fn whoever_can_t_be_given_tools_is_skipped_for_that() {
    let refusals = [
        include_str!("../wire/openrouter_404_no_tools.json"),
        include_str!("../wire/ollama_400_no_tools.json"),
        include_str!("../wire/vllm_400_no_tools.json"),
        include_str!("../wire/llamacpp_500_no_tools.json"),
    ];
    for text in refusals {
        let answers = vec![
            ("openrouter", vec![refusal(text), good("openrouter")]),
            ("openai", vec![told(OPENAI)]),
        ];
        let (chain, servers) = chain(answers).await;
        let prompt = with_tools(ToolChoice::Auto, true);
        let first = ask(&chain, &prompt).await;
        assert_eq!(first.end.unwrap().provider, "openai");
        assert_eq!(first.failures, [Class::NoTools], "{text}");
        let second = ask(&chain, &prompt).await;
        assert_eq!(second.skipped, [Reason::NoTools], "{text}");
        assert_eq!((servers[0].seen().len(), servers[1].seen().len()), (1, 2));
        let plain = ask(&chain, &Prompt::question("hi", 100)).await;
        assert_eq!(plain.end.unwrap().provider, "openrouter");
    }
}

#[tokio::test]
async fn a_model_that_is_known_to_take_no_tools_is_not_asked_with_them() {
    let server = ProviderServer::start(vec![good("groq")]).await;
    let mut groq = target("groq", &server.base);
    groq.models[0].tools = false;
    let chain = of(vec![groq], Transport::new().unwrap(), 8);
    let call = ask(&chain, &with_tools(ToolChoice::Auto, true)).await;
    assert_eq!(call.skipped, [Reason::NoTools]);
    let told = call.end.unwrap_err().to_string();
    assert_eq!(told, "no provider answered\n  groq: no tools");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_call_that_failed_is_made_once_more_and_then_by_somebody_else() {
    let failed = || refusal(include_str!("../wire/groq_400_tool_use_failed.json"));
    let answers = vec![
        ("groq", vec![failed()]),
        ("anthropic", vec![told(ANTHROPIC)]),
    ];
    let (chain, servers) = chain(answers).await;
    let call = ask(&chain, &with_tools(ToolChoice::Auto, true)).await;
    assert_eq!(call.failures, [Class::BadOutput; 2]);
    let answered = call.end.unwrap();
    assert_eq!(answered.reply.calls.len(), 2);
    assert_eq!(
        (answered.provider.as_str(), servers[0].seen().len()),
        ("anthropic", 2)
    );
}

/// langchain-ai/open-swe #628: `parallel_tool_calls` is refused after a fallback.
#[tokio::test]
async fn one_call_at_a_time_is_kept_to_where_it_can_t_be_told() {
    let body =
        r#"{"error":{"message":"x","code":"unsupported_parameter","param":"parallel_tool_calls"}}"#;
    let unsupported = provider_server::json(400, "", body);
    let answers = vec![("openai", vec![unsupported, told(OPENAI)])];
    let (chain, servers) = chain(answers).await;
    let answered = ask(&chain, &with_tools(ToolChoice::Auto, false)).await;
    let calls = answered.end.unwrap().reply.calls;
    let names: Vec<&str> = calls.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["weather"]);
    let bodies = bodies(&servers[0]);
    assert_eq!(bodies[0]["parallel_tool_calls"], false);
    assert!(bodies[1].get("parallel_tool_calls").is_none() && bodies[1].get("tools").is_some());
}

#[tokio::test]
async fn whoever_refuses_the_tools_themselves_is_not_asked_without_them() {
    let body = r#"{"error":{"message":"x","code":"unsupported_parameter","param":"tools"}}"#;
    let unsupported = provider_server::json(400, "", body);
    let answers = vec![
        ("openai", vec![unsupported, good("openai")]),
        ("anthropic", vec![told(ANTHROPIC)]),
    ];
    let (chain, servers) = chain(answers).await;
    let call = ask(&chain, &with_tools(ToolChoice::Auto, true)).await;
    assert_eq!(call.end.unwrap().provider, "anthropic");
    assert_eq!(servers[0].seen().len(), 1);
}

#[tokio::test]
async fn a_model_whose_thoughts_are_in_the_way_is_told_not_to_think() {
    let refusals = [
        include_str!("../wire/anthropic_400_forced_thinking.json"),
        include_str!("../wire/anthropic_400_thinking_block.json"),
    ];
    for text in refusals {
        let answers = vec![refusal(text), told(ANTHROPIC), good("anthropic")];
        let (chain, servers) = chain(vec![("anthropic", answers)]).await;
        let call = ask(&chain, &with_tools(ToolChoice::Required, true)).await;
        assert_eq!(call.end.unwrap().reply.calls.len(), 2, "{text}");
        ask(&chain, &Prompt::question("hi", 100)).await.end.unwrap();
        let bodies = bodies(&servers[0]);
        let thinking: Vec<Option<&str>> = bodies
            .iter()
            .map(|body| body.pointer("/thinking/type").and_then(Value::as_str))
            .collect();
        // Without tools it thinks as ever.
        assert_eq!(thinking, [None, Some("disabled"), None], "{text}");
    }
}

#[tokio::test]
async fn tools_and_a_schema_go_together_only_where_they_can() {
    let schema =
        json!({ "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] });
    let prompt = Prompt {
        answer: Answer::Json {
            name: "answer".to_owned(),
            schema: Schema::new(schema).unwrap(),
        },
        ..with_tools(ToolChoice::Auto, true)
    };
    for (name, told_by_schema) in [("groq", false), ("openai", true)] {
        let (chain, servers) = chain(vec![(name, vec![told(OPENAI)])]).await;
        // Whoever calls tools first gives the document later.
        let calls = ask(&chain, &prompt).await.end.unwrap().reply.calls;
        assert_eq!(calls.len(), 2);
        let body = &bodies(&servers[0])[0];
        assert_eq!(
            body.get("response_format").is_some(),
            told_by_schema,
            "{body}"
        );
        assert_eq!(
            body.to_string().contains("must satisfy this JSON Schema"),
            !told_by_schema
        );
    }
}

#[tokio::test]
async fn an_answer_that_stopped_is_not_listened_to_any_more_and_is_counted() {
    let event = |text: &str| {
        let event = json!({ "choices": [{ "delta": { "content": text } }] });
        send(&format!("data: {event}\n\n"))
    };
    let words = "Thought: it rains.\n";
    let openai = vec![
        stream(),
        event(words),
        event("Obser"),
        event("vation: made up"),
        Do::Hang,
    ];
    let (chain, servers) = chain(vec![("openai", vec![openai])]).await;
    let prompt = Prompt {
        stop: vec!["Observation:".to_owned()],
        ..Prompt::question("hi", 4000)
    };
    let answered = ask(&chain, &prompt).await.end.unwrap();
    assert_eq!(
        (answered.reply.text.as_str(), answered.reply.end),
        (words, End::Stopped)
    );
    // Nobody told what was used: it is what was sent and heard, and not all that it could have been.
    let usage = answered.reply.usage.unwrap();
    assert!(
        usage.input > 0 && (1..100).contains(&usage.output),
        "{usage:?}"
    );
    assert!(
        chain.spent() > 0.0 && Some(chain.spent()) == answered.cost,
        "{}",
        chain.spent()
    );
    assert!(
        bodies(&servers[0])[0].get("stop").is_none(),
        "its models refuse to be told"
    );
}

#[tokio::test]
async fn a_model_that_may_not_think_beside_functions_is_told_so_or_left() {
    let text = include_str!("../wire/openai_400_tools_with_effort.json");
    for (efforts, asked) in [(vec![Effort::None], 3), (vec![Effort::Low], 1)] {
        let answers = vec![refusal(text), told(OPENAI), told(OPENAI)];
        let server = ProviderServer::start(answers).await;
        let other = ProviderServer::start(vec![told(ANTHROPIC); 2]).await;
        let mut openai = target("openai", &server.base);
        openai.models[0].efforts = efforts;
        let targets = vec![openai, target("anthropic", &other.base)];
        let chain = of(targets, Transport::new().unwrap(), 8);
        let prompt = with_tools(ToolChoice::Auto, true);
        for _ in 0..2 {
            assert_eq!(ask(&chain, &prompt).await.end.unwrap().reply.calls.len(), 2);
        }
        let bodies = bodies(&server);
        let efforts = bodies.iter().map(|it| it.get("reasoning_effort"));
        let none = json!("none");
        let expected = [None, Some(&none), Some(&none)];
        assert_eq!(efforts.collect::<Vec<_>>(), expected[..asked]);
    }
}

#[tokio::test]
async fn what_is_wrong_with_one_request_is_not_held_against_a_model() {
    let refusals = [
        (
            "openrouter",
            include_str!("../wire/openrouter_404_parameters.json"),
            Class::Unfit,
        ),
        (
            "openrouter",
            include_str!("../wire/openrouter_404_tool_choice.json"),
            Class::Unfit,
        ),
        (
            "openai",
            include_str!("../wire/openai_400_tool_schema.json"),
            Class::Unfit,
        ),
        (
            "openai",
            include_str!("../wire/openai_400_tool_named_authentication.json"),
            Class::Unfit,
        ),
        (
            "openai",
            include_str!("../wire/openai_400_tool_named_moderation.json"),
            Class::Unfit,
        ),
        (
            "anthropic",
            include_str!("../wire/anthropic_400_tool_schema.json"),
            Class::Unfit,
        ),
        (
            "anthropic",
            include_str!("../wire/anthropic_400_tool_field.json"),
            Class::BadParameter,
        ),
    ];
    for (name, text, class) in refusals {
        let wire = if name == "anthropic" {
            ANTHROPIC
        } else {
            OPENAI
        };
        let answers = vec![
            (name, vec![refusal(text), told(wire)]),
            ("groq", vec![told(OPENAI)]),
        ];
        let (chain, servers) = chain(answers).await;
        let prompt = with_tools(ToolChoice::Auto, true);
        let first = ask(&chain, &prompt).await;
        assert_eq!(first.failures, [class], "{text}");
        assert_eq!(first.end.unwrap().provider, "groq", "{text}");
        let second = ask(&chain, &prompt).await;
        assert_eq!(second.end.unwrap().provider, name, "{text}");
        assert!(bodies(&servers[0])[1].get("tools").is_some(), "{text}");
    }
}

#[tokio::test]
async fn whoever_forwards_is_not_told_what_an_answer_is_kept_to() {
    let (chain, servers) = chain(vec![("openrouter", vec![told(OPENAI)])]).await;
    let prompt = Prompt {
        stop: vec!["Observation:".to_owned()],
        ..with_tools(ToolChoice::Required, false)
    };
    let calls = ask(&chain, &prompt).await.end.unwrap().reply.calls;
    assert_eq!(calls.len(), 1);
    let body = &bodies(&servers[0])[0];
    assert!(body.get("stop").is_none() && body.get("parallel_tool_calls").is_none());
    assert_eq!(body["tool_choice"], "required");
}
