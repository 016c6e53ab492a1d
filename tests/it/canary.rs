//! Keys that show up nowhere: not in what is printed, logged at the highest level, kept in files or
//! handed to other programs, whatever fails and whatever a provider gives back.

use base64::Engine as _;
use futures_util::future::join_all;

use crate::provider_server::{Do, ProviderServer, json, send, stream};
use crate::samocoder::{Output, Samocoder};
use crate::unreachable;

const KEY: &str = "canary/0123456789+abcdefghijKLMNOPQRSTuvwxyz";
const QUESTION: &str = "what-was-asked";
const ANSWER: &str = "what-was-answered";

/// One who has a key of Groq's and of `OpenAI`'s, who are at this address, and who wants to know it
/// all.
fn user(base: &str) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "groq,openai")
        .env("SAMOCODER_GROQ_BASE_URL", base)
        .env("SAMOCODER_OPENAI_BASE_URL", base)
        .env("GROQ_API_KEY", KEY)
        .env("OPENAI_API_KEY", KEY)
        .env("SAMOCODER_LOG", "trace")
}

async fn run(samocoder: Samocoder, arguments: &'static [&'static str]) -> (Samocoder, Output) {
    let work = move || {
        let output = samocoder.run(arguments);
        (samocoder, output)
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

/// Every form of the key that could be somewhere.
fn forms() -> Vec<String> {
    let encoded: String = url::form_urlencoded::byte_serialize(KEY.as_bytes()).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(format!("user:{KEY}"));
    let reversed: String = KEY.chars().rev().collect();
    let (first, second) = KEY.split_at(KEY.len() / 2);
    vec![
        first.to_owned(),
        second.to_owned(),
        encoded,
        reversed,
        base64[12..40].to_owned(),
    ]
}

#[track_caller]
fn no_key_in(what: &str, text: &str) {
    for form in forms() {
        assert!(!text.contains(&form), "{form} in {what}:\n{text}");
    }
}

/// Looks into everything that a user's folder holds.
#[track_caller]
fn no_key_below(samocoder: &Samocoder) {
    for file in walkdir::WalkDir::new(samocoder.path(".")) {
        let file = file.unwrap();
        if file.file_type().is_file() {
            let bytes = std::fs::read(file.path()).unwrap();
            let name = file.path().display().to_string();
            no_key_in(&name, &String::from_utf8_lossy(&bytes));
        }
    }
}

/// Every way in which a provider could give a key back.
fn leaks(elsewhere: &str) -> Vec<Vec<Do>> {
    let encoded: String = url::form_urlencoded::byte_serialize(KEY.as_bytes()).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(format!("user:{KEY}"));
    let words = format!("{KEY} {encoded} {base64}");
    let error = format!(
        r#"{{"error":{{"message":"Authorization: Bearer {words}","code":"{KEY}","param":"{KEY}"}}}}"#
    );
    let offer = format!(
        r#"{{"error":{{"message":"no such model {KEY}","code":"model_not_found","availability":{{"fallback_models":["{KEY}"]}}}}}}"#
    );
    let header = format!("x-request-id: {KEY}\r\nretry-after: 0\r\nx-key: {KEY}\r\n");
    let streamed = |data: &str| vec![stream(), send(&format!("data: {data}\n\n"))];
    let mut leaks: Vec<Vec<Do>> = [400, 401, 402, 403, 413, 418, 429, 500, 529]
        .map(|status| json(status, &header, &error))
        .into();
    leaks.extend([
        json(404, &header, &offer),
        json(500, &header, &format!("<html>{words}</html>")),
        json(307, &format!("location: {elsewhere}/{encoded}\r\n"), ""),
        json(200, &header, &error),
        json(200, &header, &words),
        streamed(&error),
        streamed(&words).into_iter().cycle().take(4).collect(),
        vec![stream(), send(&format!("{words}\n\n"))],
        vec![],
    ]);
    leaks
}

const COMMANDS: [&[&str]; 4] = [
    &["ask", QUESTION],
    &["ask", QUESTION, "--json"],
    &["key", "check"],
    &["provider", "check", "--json"],
];

#[tokio::test]
async fn a_key_shows_up_nowhere_whatever_fails() {
    let elsewhere = ProviderServer::start(vec![vec![]]).await;
    let mut bases = vec![
        unreachable::nobody(),
        unreachable::no_such_name(),
        unreachable::self_signed(),
        unreachable::unencrypted(),
        unreachable::hangs_up(),
    ];
    for leak in leaks(&elsewhere.base) {
        bases.push(ProviderServer::start(vec![leak]).await.base);
    }
    let each = |(place, base)| COMMANDS.map(|command| (place, base, command));
    let runs = bases.iter().enumerate().flat_map(each);
    let runs = runs.map(|(place, base, command)| async move {
        (place, command, run(user(base), command).await)
    });
    for (place, command, (samocoder, output)) in join_all(runs).await {
        let what = format!("{place}: {command:?}");
        assert_ne!(output.code, 0, "{what}: {}", output.all());
        no_key_in(&what, &output.all());
        no_key_below(&samocoder);
        let log = &output.stderr;
        assert!(log.contains("samocoder::"), "{what}: {log}");
        assert!(!log.contains(QUESTION), "{what}: {log}");
    }
    assert_eq!(elsewhere.seen().len(), 0, "a redirect was followed");
}

#[tokio::test]
async fn the_log_tells_of_requests_and_never_what_was_said() {
    let piece = format!(
        "data: {{\"choices\":[{{\"delta\":{{\"content\":\"{ANSWER}\"}},\"finish_reason\":\"stop\"}}]}}\n\n"
    );
    let server = ProviderServer::start(vec![
        json(
            503,
            "retry-after: 0\r\n",
            r#"{"error":{"message":"busy org_0123456789abcdefgh"}}"#,
        ),
        vec![stream(), send(&piece)],
    ])
    .await;
    let (samocoder, output) = run(user(&server.base), &["ask", QUESTION]).await;
    assert_eq!(output.stdout, format!("{ANSWER}\n"));
    let log = &output.stderr;
    for told in [
        "setting name=chain value=groq,openai place=SAMOCODER_CHAIN",
        "asking provider=groq model=openai/gpt-oss-20b attempt=1",
        "failed provider=groq model=openai/gpt-oss-20b attempt=1 status=503 class=Overloaded action=Retry wait=0",
        "answered provider=groq model=openai/gpt-oss-20b attempt=2",
        "(503: busy ***)",
    ] {
        assert!(log.contains(told), "{told}\n{log}");
    }
    for hidden in [QUESTION, ANSWER, "org_0123"] {
        assert!(!log.contains(hidden), "{hidden}\n{log}");
    }
    no_key_in("the log", log);
    no_key_below(&samocoder);
    // What is asked for is what is told.
    let quiet = samocoder.env("SAMOCODER_LOG", "warn");
    let (quiet, output) = run(quiet, &["ask", QUESTION]).await;
    assert!(!output.stderr.contains("samocoder::"), "{}", output.all());
    let wrong = quiet.env("SAMOCODER_LOG", "loud");
    let (_, output) = run(wrong, &["ask", QUESTION]).await;
    let told = "note: `SAMOCODER_LOG` must be one of off, error, warn, info, debug, trace";
    assert!(output.stderr.contains(told), "{}", output.all());
}

#[test]
fn a_key_that_is_kept_is_only_in_the_vault_and_closed() {
    let samocoder = user(&unreachable::nobody()).env("SAMOCODER_VAULT_PASSPHRASE", "of the test");
    let set = samocoder.run_with(["key", "set", "anthropic", "--stdin"], format!("{KEY}\n"));
    assert_eq!(set.code, 0, "{}", set.all());
    for arguments in [
        &["key", "list"] as &[&str],
        &["doctor", "--json"],
        &["config", "list"],
        &["key", "remove", "anthropic"],
    ] {
        let output = samocoder.run(arguments);
        assert_eq!(output.code, 0, "{}", output.all());
        no_key_in(&arguments.join(" "), &output.all());
        no_key_below(&samocoder);
    }
    no_key_in("key set", &set.all());
}

/// Programs that tell what they get, in the place of Node's.
#[cfg(unix)]
#[test]
fn no_other_program_gets_a_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let samocoder = user(&unreachable::nobody());
    let made = samocoder.run(["new", "notes: title", "-o", "notes", "--verify", "none"]);
    assert_eq!(made.code, 0, "{}", made.all());
    // Where both may write: one is asked outside of the sandbox, the other runs inside.
    let found = samocoder.path("notes/found");
    for (name, answer) in [("node", "echo v24.0.0"), ("npm", "echo 11.0.0")] {
        let script = format!(
            "#!/bin/sh\n{{ /usr/bin/env; echo \"$0 $*\"; }} >> '{}'\n{answer}\n",
            found.display()
        );
        samocoder.write(&format!("bin/{name}"), &script);
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(samocoder.path(&format!("bin/{name}")), executable).unwrap();
    }
    let path = samocoder.path("bin").display().to_string();
    let samocoder = samocoder.env("PATH", &path);
    let verified = samocoder.run(["verify", "notes", "--full"]);
    let text = std::fs::read_to_string(&found).unwrap();
    assert!(
        text.contains("node -p") && text.contains("npm ci"),
        "{text}"
    );
    for variable in ["API_KEY", "SAMOCODER_"] {
        assert!(!text.contains(variable), "{text}");
    }
    no_key_in("what programs get", &text);
    no_key_in("verify", &verified.all());
}
