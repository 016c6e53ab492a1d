//! Change sets on a real project: written by models, proven by the project's own tools, and part of
//! it or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use samocoder::architecture::PlannedFile;
use samocoder::idea::Idea;
use samocoder::template::Template;
use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::machine;
use crate::provider_server::{Do, ProviderServer, Seen, json as http};
use crate::samocoder::Samocoder;

const IDEA: &str =
    "Track my plants: name, species. A watering tip of the day. A horoscope for each plant";

/// The parts of what a model is told that say what is wanted of it.
const KINDS: [(&str, &str); 4] = [
    ("You turn the description", "analysis"),
    ("You plan how", "plan"),
    ("You write the acceptance tests", "tests"),
    ("You write files of one planned", "code"),
];

/// A model that plans, tests and writes a page with a tip; its first try is refused by the linter. Of
/// horoscopes it makes nothing that could stay.
fn model(seen: &Seen) -> Vec<Do> {
    let request: Value = serde_json::from_str(&seen.body).unwrap();
    let told = |at: usize| request["messages"][at]["content"].as_str().unwrap();
    let kind = KINDS.iter().find(|(start, _)| told(0).starts_with(start));
    let data: Value = serde_json::from_str(told(1)).unwrap();
    let requirement = data["requirement"].as_str().unwrap_or_default();
    let is_tip = requirement.contains("tip");
    match kind.unwrap().1 {
        "analysis" => says(&data["draft"].to_string()),
        "plan" => says(include_str!("changes/plan.json")),
        "tests" if is_tip => says(include_str!("changes/tip-tests.txt")),
        "tests" => says(include_str!("changes/horoscope-tests.txt")),
        "code" if is_tip => {
            let all = include_str!("changes/tip-code.txt");
            let (files, _) = all.split_once("<edit ").unwrap();
            let repaired = files
                .replace("new Date();", "useState(() => new Date());")
                .replace("const today", "const [today]")
                .replace(
                    "import { Page",
                    "import { useState } from 'react';\nimport { Page",
                );
            let repairs = data.get("problems").is_some();
            says(if repairs { &repaired } else { all })
        }
        _ => says(include_str!("changes/horoscope-code.txt")),
    }
}

fn says(text: &str) -> Vec<Do> {
    let message = json!({
        "choices": [{
            "message": { "role": "assistant", "content": text },
            "finish_reason": "stop",
        }],
        "usage": { "prompt_tokens": 1000, "completion_tokens": 200 },
    });
    http(200, "", &message.to_string())
}

struct User(Samocoder);

impl User {
    fn of(server: &ProviderServer) -> Self {
        let home = Samocoder::with_own_home()
            .env("SAMOCODER_OPENAI_BASE_URL", &server.base)
            .env("SAMOCODER_CHAIN", "openai")
            .env("OPENAI_API_KEY", "test-key-0123456789")
            .env("GIT_AUTHOR_NAME", "Ada")
            .env("GIT_AUTHOR_EMAIL", "ada@example.com")
            .env("GIT_COMMITTER_NAME", "Ada")
            .env("GIT_COMMITTER_EMAIL", "ada@example.com");
        home.write("work/.keep", "");
        Self(home)
    }

    fn work(&self) -> PathBuf {
        self.0.path("work")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.0.command(arguments);
        command.current_dir(self.work());
        command
    }
}

/// Runs in a thread of its own, so that the server can answer meanwhile.
async fn output(mut command: Command) -> Output {
    let work = move || command.output().unwrap();
    tokio::task::spawn_blocking(work).await.unwrap()
}

fn events(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn named<'e>(events: &'e [Value], name: &str) -> Vec<&'e Value> {
    events.iter().filter(|it| it["event"] == name).collect()
}

/// Returns the files of a project that belong to its repository.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let tools = ["node_modules", "dist", ".git", "run.json"];
    let entries = WalkDir::new(folder).into_iter();
    let entries = entries.filter_entry(|it| !tools.iter().any(|name| it.file_name() == *name));
    let files = entries.map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn history(project: &Path) -> String {
    let mut git = Command::new("git");
    git.args(["log", "--format=%s", "--name-only"]);
    let output = git.current_dir(project).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_quote_asks_nobody_and_adds_up() {
    let home = Samocoder::with_own_home();
    let quoted = home.run(["quote", "--json", IDEA]);
    let quote: Value = serde_json::from_str(&quoted.success()).unwrap();
    assert_eq!(quote["has_key"], false);
    assert_eq!(quote["max_usd"], 0.5);
    let words = quote["uncovered"].as_array().unwrap().iter();
    let words: Vec<_> = words.map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(
        words,
        ["A watering tip of the day", "A horoscope for each plant"]
    );
    let stages = quote["stages"].as_array().unwrap();
    let sum = |of: &str| -> f64 {
        stages
            .iter()
            .map(|it| it[of]["usd"].as_f64().unwrap())
            .sum()
    };
    for (all, of) in [("low_usd", "low"), ("high_usd", "high")] {
        assert!(
            (quote[all].as_f64().unwrap() - sum(of)).abs() < 1e-9,
            "{quote}"
        );
    }
    for stage in stages {
        let (low, high) = (&stage["low"], &stage["high"]);
        for part in ["calls", "input_tokens", "output_tokens"] {
            assert!(low[part].as_u64() < high[part].as_u64(), "{stage}");
        }
    }
    let dear = home.run([
        "quote",
        "--json",
        "--chain",
        "anthropic",
        "--max-usd",
        "2",
        IDEA,
    ]);
    let dear: Value = serde_json::from_str(&dear.success()).unwrap();
    assert_eq!(dear["max_usd"], 2.0);
    assert!(dear["low_usd"].as_f64() > quote["low_usd"].as_f64());
}

#[test]
fn a_model_could_have_written_the_pages_and_tests_of_the_template() {
    let template = Template::embedded("react").unwrap();
    let idea = Idea::new("books: title, author, rating from 1 to 5, cover photo");
    let spec = samocoder::builtin::analyse(&idea, template.features()).unwrap();
    let plan = template.plan(&spec).unwrap();
    let is_page = |path: &str| path.starts_with("web/src/features/") || path.ends_with(".test.ts");
    let wanted = |file: &PlannedFile| is_page(file.path.as_str());
    let files = template.render(&spec, &plan, wanted).unwrap();
    assert!(files.len() > 20);
    let problems = samocoder::verify::guard(&BTreeMap::new(), &files, "");
    // Tests of the server start one.
    let own =
        |it: &&String| !it.contains("`node:") && !it.contains("`process") && !it.contains("`env`");
    let strange: Vec<_> = problems.iter().filter(own).collect();
    assert!(strange.is_empty(), "{strange:#?}");
}

mod full {
    use super::*;

    #[tokio::test]
    async fn what_models_add_is_proven_also_where_it_is_killed_or_leaves_no_trace() {
        if !machine::has("changes", &["node", "npm", "git"]) {
            return;
        }
        let (expected, usual) = what_models_add_is_proven_or_leaves_no_trace().await;
        a_run_that_is_killed_while_it_tries_is_gone_on_with(&expected, usual).await;
    }

    /// Returns the project that is made, and how many requests that took.
    async fn what_models_add_is_proven_or_leaves_no_trace() -> (BTreeMap<PathBuf, Vec<u8>>, usize) {
        let server = ProviderServer::answering(model).await;
        let user = User::of(&server);
        let new = ["new", IDEA, "-o", "app", "--json", "--repairs", "1"];
        let made = output(user.command(&new)).await;
        let told = events(&made);
        assert_eq!(made.status.code(), Some(0), "{told:?}");

        let red = named(&told, "change_red");
        assert_eq!(red[0]["requirement"], "R2", "{red:?}");
        assert_eq!(red[0]["check"], "lint", "{red:?}");
        let accepted = named(&told, "change_accepted");
        assert_eq!(accepted.len(), 1);
        assert_eq!(accepted[0]["text"], "A watering tip of the day");
        let rolled_back = named(&told, "change_rolled_back");
        assert_eq!(rolled_back[0]["requirement"], "R3");
        let why = rolled_back[0]["why"].as_str().unwrap();
        assert!(why.contains("types"), "{why}");
        let finished = named(&told, "finished")[0];
        assert_eq!(finished["level"], "full");
        assert_eq!(
            finished["uncovered"][0]["text"],
            "A horoscope for each plant"
        );

        let app = user.work().join("app");
        let history = history(&app);
        let subjects = history
            .lines()
            .filter(|line| !line.is_empty() && !line.contains('/'));
        let subjects: Vec<&str> = subjects.filter(|line| line.contains(' ')).collect();
        assert_eq!(
            subjects,
            ["Add a watering tip of the day", "Initial commit"]
        );
        let (of_change, _) = history.split_once("Initial commit").unwrap();
        assert!(
            of_change.contains("web/src/features/tip/TipPage.tsx"),
            "{of_change}"
        );
        let status = Command::new("git")
            .args(["status", "--short"])
            .current_dir(&app)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(status.stdout).unwrap(), "");
        assert!(!app.join("web/src/features/horoscope").exists());
        let receipt = std::fs::read_to_string(app.join(".samocoder/receipt.json")).unwrap();
        let receipt: Value = serde_json::from_str(&receipt).unwrap();
        assert_eq!(receipt["coverage"][1]["by"], "model");
        assert!(receipt["sealed"].to_string().contains("tip.test.tsx"));

        (files(&app), server.seen().len())
    }

    async fn a_run_that_is_killed_while_it_tries_is_gone_on_with(
        expected: &BTreeMap<PathBuf, Vec<u8>>,
        usual: usize,
    ) {
        let server = ProviderServer::answering(model).await;
        let user = User::of(&server);
        let new = ["new", IDEA, "-o", "app", "--repairs", "1"];
        let mut command = user.command(&new);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = Mutex::new(command.spawn().unwrap());
        let journal = user.work().join(".app.samocoder-run/journal.jsonl");
        let begun = Instant::now();
        // The first trial has ended, and the next one is under way.
        let tried = || std::fs::read_to_string(&journal).is_ok_and(|it| it.contains("\"tried\""));
        while !tried() {
            assert!(
                begun.elapsed() < Duration::from_mins(5),
                "nothing was tried"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let mut child = child.into_inner().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();

        let resumed = output(user.command(&["resume", "app", "--json"])).await;
        let told = events(&resumed);
        assert_eq!(resumed.status.code(), Some(0), "{told:?}");
        let again = named(&told, "resumed")[0]["again"]
            .as_array()
            .unwrap()
            .len();
        assert!(
            server.seen().len() <= usual + again,
            "something was paid for twice"
        );
        assert!(files(&user.work().join("app")) == *expected, "other files");
        let left: Vec<_> = std::fs::read_dir(user.work()).unwrap().collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
