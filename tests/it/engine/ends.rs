//! How runs with models end: codes, recordings that are refused, and what is given for the rest.

use super::*;

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns a recording with another head, sealed anew.
fn with_head(recording: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut lines: Vec<String> = recording.lines().map(str::to_owned).collect();
    lines.pop();
    let mut head: Value = serde_json::from_str(&lines[0]).unwrap();
    change(&mut head);
    lines[0] = head.to_string();
    let body = lines.join("\n") + "\n";
    let sum = samocoder::tree::sha256(body.as_bytes());
    format!("{body}{{\"sha256\":\"{sum}\"}}\n")
}

/// Kills a run after models were asked, before its project appears.
const KILL: [&str; 8] = [
    "strace",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    "trace=mkdir,mkdirat",
    "-e",
    "inject=mkdir,mkdirat:signal=KILL:when=5+",
];

#[tokio::test]
async fn the_list_of_runs_and_the_project_tell_the_same_cost() {
    if !machine::has("engine", &["strace"]) {
        return;
    }
    // The first call is killed while it is under way, and counts whole.
    let server = ProviderServer::start(vec![answers(&better())]).await;
    let mut kill = KILL;
    kill[5] = "trace=recvfrom";
    kill[7] = "inject=recvfrom:signal=KILL:when=1";
    let new = ["new", IDEA, "-o", "app"];
    let (user, killed) = with(User::of(&server), &kill, &new).await;
    assert_ne!(code(&killed), Some(0), "{killed:?}");
    let (user, resumed) = run(user, &["resume", "app"]).await;
    assert_eq!(code(&resumed), Some(0), "{resumed:?}");
    let record = std::fs::read_to_string(user.work().join("app/.samocoder/run.json")).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let (_, listed) = run(user, &["runs", "list", "--json"]).await;
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let told = listed["runs"][0]["usd"].as_f64().unwrap();
    let kept = record["usd"].as_f64().unwrap();
    assert!((told - kept).abs() < 1e-6, "{told} {kept}");
    assert!(kept > 0.002, "the killed call counts: {kept}");
}

#[tokio::test]
async fn a_recording_that_can_t_be_written_is_known_before_the_project_appears() {
    if !machine::has("engine", &["strace"]) {
        return;
    }
    let server = ProviderServer::start(vec![answers(&better())]).await;
    let new = ["new", IDEA, "-o", "app", "--record", "run.jsonl"];
    let (user, killed) = with(User::of(&server), &KILL, &new).await;
    assert_ne!(code(&killed), Some(0), "{killed:?}");
    user.0.write("work/run.jsonl", "mine");
    let (user, refused) = run(user, &["resume", "app"]).await;
    assert_eq!(code(&refused), Some(5), "{refused:?}");
    assert!(!user.work().join("app").exists());
    let recording = user.work().join("run.jsonl");
    assert_eq!(std::fs::read_to_string(&recording).unwrap(), "mine");
    std::fs::remove_file(&recording).unwrap();
    let (user, resumed) = run(user, &["resume", "app"]).await;
    assert_eq!(code(&resumed), Some(0), "{resumed:?}");
    assert!(recording.exists() && user.work().join("app").exists());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_recording_replaces_only_another_and_nothing_is_asked_before_that_is_known() {
    let server = ProviderServer::start(vec![answers(&better())]).await;
    let user = User::of(&server);
    user.0.write("work/notes.txt", "mine");
    let new = |path: &'static str| ["new", IDEA, "-o", "app", "--force", "--record", path];
    let (user, stranger) = run(user, &new("notes.txt")).await;
    assert_eq!(code(&stranger), Some(5), "{stranger:?}");
    assert!(error(&stranger).contains("is no recording"), "{stranger:?}");
    assert_eq!(
        std::fs::read_to_string(user.work().join("notes.txt")).unwrap(),
        "mine"
    );
    let (user, nowhere) = run(user, &new("no/such/folder.jsonl")).await;
    assert_eq!(code(&nowhere), Some(5), "{nowhere:?}");
    let (user, same) = run(user, &new("app")).await;
    assert_eq!(code(&same), Some(2), "{same:?}");
    assert_eq!(server.seen().len(), 0, "nothing was asked for nothing");
    let (user, first) = run(user, &new("run.jsonl")).await;
    assert_eq!(code(&first), Some(0), "{first:?}");
    let (user, second) = run(user, &new("run.jsonl")).await;
    assert_eq!(code(&second), Some(0), "{second:?}");
    let (user, again) = run(user, &["new", "--replay", "run.jsonl", "-o", "b"]).await;
    assert_eq!(code(&again), Some(0), "{again:?}");
    assert!(files(&user.work().join("b")) == files(&user.work().join("app")));
}

#[tokio::test]
async fn a_recording_of_another_template_or_with_other_settings_is_refused() {
    let server = ProviderServer::start(vec![answers(&better())]).await;
    let arguments = ["new", IDEA, "-o", "app", "--record", "run.jsonl"];
    let (user, output) = run(User::of(&server), &arguments).await;
    assert_eq!(code(&output), Some(0), "{output:?}");
    let recording = std::fs::read_to_string(user.work().join("run.jsonl")).unwrap();
    let other = with_head(&recording, |head| head["template"] = json!("vue"));
    user.0.write("work/vue.jsonl", &other);
    let more = "\n[run]\nfree = true\n\n[[features]]\nkind = \"auth\"\n";
    let other = with_head(&recording, |head| head["settings"] = json!(more));
    user.0.write("work/more.jsonl", &other);
    let dear = "\n[run]\nnonsense = 100\n";
    let other = with_head(&recording, |head| head["settings"] = json!(dear));
    user.0.write("work/keys.jsonl", &other);
    for (file, words) in [
        ("vue.jsonl", "`vue`, not `react`"),
        ("more.jsonl", "more than `[run]`"),
        ("keys.jsonl", "nonsense"),
    ] {
        let output = user.run(&["new", "--replay", file, "-o", "b"]);
        assert_eq!(code(&output), Some(3), "{file}: {output:?}");
        assert!(error(&output).contains(words), "{file}: {output:?}");
        assert!(!user.work().join("b").exists());
    }
}

#[test]
fn what_only_models_can_do_is_not_asked_of_rules() {
    let home = Samocoder::with_own_home();
    home.write("a.toml", "");
    for arguments in [
        vec!["new", IDEA, "--engine", "builtin", "--replay", "run.jsonl"],
        vec!["new", IDEA, "--engine", "builtin", "--min-engine", "model"],
        vec!["new", "--spec", "a.toml", "--replay", "run.jsonl"],
    ] {
        let output = home.command(&arguments).output().unwrap();
        assert_eq!(code(&output), Some(2), "{arguments:?} {output:?}");
    }
}

#[tokio::test]
async fn money_that_ran_out_is_told_by_plans_and_by_the_list_of_runs() {
    let server = ProviderServer::start(vec![answers(&better())]).await;
    let plan = ["plan", IDEA, "--max-usd", "0.000001"];
    let (user, planned) = run(User::of(&server), &plan).await;
    assert_eq!(code(&planned), Some(6), "{planned:?}");
    assert!(String::from_utf8_lossy(&planned.stdout).contains("Visit"));
    let new = ["new", IDEA, "-o", "a", "--max-usd", "0.000001"];
    let (user, dear) = run(user, &new).await;
    assert_eq!(code(&dear), Some(6));
    let (user, strict) = run(
        user,
        &["new", MORE, "-o", "b", "--strict", "--engine", "builtin"],
    )
    .await;
    assert_eq!(code(&strict), Some(12), "{strict:?}");
    let (_, listed) = run(user, &["runs", "list", "--json"]).await;
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let states: Vec<_> = listed["runs"].as_array().unwrap().iter().collect();
    let states: Vec<_> = states.iter().map(|it| &it["state"]).collect();
    assert_eq!(states, ["partial", "partial"]);
}

/// Returns a spec that loses what the idea names.
fn poor() -> Value {
    let mut spec = draft();
    let entities = spec["entities"].as_array_mut().unwrap();
    entities.retain(|entity| entity["name"] != "Visit");
    spec
}

#[tokio::test]
async fn a_run_that_stopped_at_its_cap_goes_on_with_another() {
    // It took so many tokens that another call would not fit under the cap.
    let dear = json!({
        "choices": [{ "message": { "content": poor().to_string() }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 3000, "completion_tokens": 15_000 },
    });
    let dear = http(200, "", &dear.to_string());
    let server = ProviderServer::start(vec![dear, answers(&better())]).await;
    let cap = ["--engine", "model", "--max-usd", "0.013"];
    let new = [&["new", IDEA, "-o", "app"][..], &cap].concat();
    let (user, stopped) = run(User::of(&server), &new).await;
    assert_eq!(code(&stopped), Some(6), "{stopped:?}");
    assert_eq!(server.seen().len(), 1, "{stopped:?}");
    let (user, same) = run(user, &["resume", "app"]).await;
    assert_eq!(code(&same), Some(6), "{same:?}");
    let (user, wrong) = run(user, &["resume", "app", "--max-usd", "much"]).await;
    assert_eq!(code(&wrong), Some(2), "{wrong:?}");
    let (user, more) = run(user, &["resume", "app", "--max-usd", "0.5"]).await;
    assert_eq!(code(&more), Some(0), "{more:?}");
    assert_eq!(server.seen().len(), 2);
    assert!(spec_of(&user, "app").contains("microchip"));
}

#[tokio::test]
async fn a_run_whose_time_is_over_goes_on_with_more() {
    let server =
        ProviderServer::start(vec![answers(&poor()), vec![Do::Hang], answers(&better())]).await;
    let new = [
        "new",
        IDEA,
        "-o",
        "app",
        "--engine",
        "model",
        "--deadline",
        "3s",
    ];
    let (user, stopped) = run(User::of(&server), &new).await;
    assert_eq!(code(&stopped), Some(6), "{stopped:?}");
    let (user, more) = run(user, &["resume", "app", "--deadline", "10m"]).await;
    assert_eq!(code(&more), Some(0), "{more:?}");
    assert!(spec_of(&user, "app").contains("microchip"));
}

#[tokio::test]
async fn what_is_no_document_is_unusable_and_paid_for_once() {
    let server = ProviderServer::start(vec![says("I'd rather not.")]).await;
    let new = ["new", IDEA, "-o", "a", "--engine", "model"];
    let (user, insisted) = run(User::of(&server), &new).await;
    assert_eq!(code(&insisted), Some(10), "{insisted:?}");
    assert!(!user.work().join(".a.samocoder-run").exists());
    if !machine::has("engine", &["strace"]) {
        return;
    }
    let before = server.seen().len();
    let (user, killed) = with(user, &KILL, &["new", IDEA, "-o", "app"]).await;
    assert_ne!(code(&killed), Some(0), "{killed:?}");
    let asked = server.seen().len();
    assert!(asked > before);
    let (user, resumed) = run(user, &["resume", "app"]).await;
    assert_eq!(code(&resumed), Some(0), "{resumed:?}");
    assert!(user.work().join("app/samocoder.toml").exists());
    assert_eq!(server.seen().len(), asked, "it was paid for once");
}
