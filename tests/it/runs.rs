//! What `runs` tells of the runs of a machine, and what can't be gone on with.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::samocoder::Samocoder;

fn listed(samocoder: &Samocoder) -> Vec<Value> {
    let text = samocoder.run(["runs", "list", "--json"]).success();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(document["runs"].take()).unwrap()
}

/// Returns what the list says of the state of each run, the first one first.
fn states(samocoder: &Samocoder) -> Vec<String> {
    let state = |run: &Value| run["state"].as_str().unwrap().to_owned();
    listed(samocoder).iter().map(state).collect()
}

/// Leaves a run that was interrupted before its first stage was over; returns its folder's name.
fn interrupted(samocoder: &Samocoder, name: &str) -> String {
    samocoder.run(["new", "todo", "-o", name]).success();
    let folder = format!(".{name}.samocoder-run");
    let run = samocoder.path(&folder);
    fs::create_dir(&run).unwrap();
    fs::write(run.join("samocoder.lock"), "").unwrap();
    // What the run wrote first, as its journal had it.
    let record = fs::read_to_string(samocoder.path(name).join(".samocoder/run.json")).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let begun = serde_json::json!({
        "kind": "begun",
        "id": record["id"],
        "samocoder": "0.1.0",
        "at": 1_795_000_000_000_i64,
        "start": { "idea": { "format": 1, "text": "todo" } },
        "settings": "",
        "template": "react",
        "target": name,
        "delivery": "directory",
        "force": false,
        "level": "quick",
        "strict": false,
    });
    journal(
        samocoder,
        &folder,
        &[r#"{"journal":1}"#.to_owned(), begun.to_string()],
    );
    fs::remove_dir_all(samocoder.path(name)).unwrap();
    folder
}

fn journal(samocoder: &Samocoder, folder: &str, records: &[String]) {
    let line = |record: &String| {
        let sum = ::samocoder::tree::sha256(record.as_bytes());
        format!("{} {record}\n", &sum[..16])
    };
    let lines: String = records.iter().map(line).collect();
    fs::write(samocoder.path(folder).join("journal.jsonl"), lines).unwrap();
}

#[test]
fn runs_are_listed_wherever_their_projects_are_by_now() {
    let samocoder = Samocoder::with_own_home();
    assert_eq!(samocoder.run(["runs", "list"]).success(), "no runs yet\n");
    samocoder.run(["new", "todo", "-o", "мой список"]).success();
    samocoder.run(["new", "books", "-o", "b.zip"]).success();
    samocoder.run(["new", "plants", "-o", "gone"]).success();
    fs::rename(samocoder.path("gone"), samocoder.path("moved")).unwrap();
    interrupted(&samocoder, "left");
    assert_eq!(
        states(&samocoder),
        ["green", "green", "gone", "interrupted"]
    );
    let runs = listed(&samocoder);
    assert_eq!(runs[0]["code"], 0);
    assert!(runs[0]["bytes"].as_u64().unwrap() > 100_000);
    assert!(runs[0]["covered"].as_u64() <= runs[0]["asked"].as_u64());
    let id = runs[1]["id"].as_str().unwrap();
    let shown = samocoder.run(["runs", "show", id]).success();
    assert!(
        shown.contains("b.zip") && shown.contains("green"),
        "{shown}"
    );
    let shown = samocoder.run(["runs", "show", "left"]).success();
    assert!(shown.contains("samocoder resume"), "{shown}");

    samocoder.run(["runs", "remove", id]).success();
    samocoder.run(["runs", "remove", "left"]).success();
    assert_eq!(states(&samocoder), ["green", "gone"]);
    assert!(samocoder.path("b.zip").exists());
    assert!(!samocoder.path(".left.samocoder-run").exists());
    let output = samocoder.run(["runs", "remove", id]);
    assert_eq!(output.code, 2, "{output:?}");
}

#[test]
fn the_last_run_that_was_interrupted_goes_on_without_a_name() {
    let samocoder = Samocoder::with_own_home();
    interrupted(&samocoder, "first");
    interrupted(&samocoder, "second");
    for name in ["second", "first"] {
        let output = samocoder.run(["resume"]);
        assert!(output.stderr.contains("from the beginning"), "{output:?}");
        assert!(samocoder.path(name).join("package.json").exists());
    }
    assert_eq!(states(&samocoder), ["green", "green"]);
    let output = samocoder.run(["resume"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("no unfinished run"), "{output:?}");
}

#[test]
fn what_cant_be_gone_on_with_is_told_and_kept() {
    let samocoder = Samocoder::with_own_home();
    let folder = interrupted(&samocoder, "app");
    let path = samocoder.path(&folder).join("journal.jsonl");
    let before = fs::read_to_string(&path).unwrap();

    journal(&samocoder, &folder, &[r#"{"journal":9}"#.to_owned()]);
    let output = samocoder.run(["resume", "app"]);
    assert_eq!(output.code, 3, "{output:?}");
    assert!(output.stderr.contains("format 9"), "{output:?}");

    let damaged = before.replacen("todo", "tofu", 1) + &before;
    fs::write(&path, &damaged).unwrap();
    let output = samocoder.run(["resume", "app"]);
    assert_eq!(output.code, 5, "{output:?}");
    assert!(output.stderr.contains("damaged in line 2"), "{output:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), damaged);

    let evil = before.replacen("\"target\":\"app\"", "\"target\":\"../app\"", 1);
    let record = evil.lines().nth(1).unwrap().split_once(' ').unwrap().1;
    let records = [r#"{"journal":1}"#.to_owned(), record.to_owned()];
    journal(&samocoder, &folder, &records);
    assert_eq!(samocoder.run(["resume", "app"]).code, 5);

    // Something is where the project should appear by now.
    fs::write(&path, &before).unwrap();
    samocoder.write("app/mine.txt", "mine");
    let output = samocoder.run(["resume", "app"]);
    assert_eq!(output.code, 5, "{output:?}");
    assert_eq!(samocoder.read("app/mine.txt"), "mine");
    fs::remove_dir_all(samocoder.path("app")).unwrap();
    samocoder.run(["resume", "app"]).success();
}

#[cfg(unix)]
#[test]
fn a_run_that_another_process_or_user_has_is_left_alone() {
    let samocoder = Samocoder::with_own_home();
    let folder = interrupted(&samocoder, "app");
    let mut holder = Command::new("flock");
    let holder = holder.arg(samocoder.path(&folder).join("samocoder.lock"));
    let mut holder = holder.args(["sh", "-c", "echo held; read line"]);
    holder = holder.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut held = holder.spawn().unwrap();
    let mut told = String::new();
    let output = std::io::BufReader::new(held.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut { output }, &mut told).unwrap();
    for arguments in [
        &["resume", "app"][..],
        &["runs", "remove", "app"],
        &["new", "todo", "-o", "app"],
    ] {
        let output = samocoder.run(arguments);
        assert_eq!(output.code, 7, "{output:?}");
        assert!(
            output.stderr.contains("another samocoder is at work"),
            "{output:?}"
        );
    }
    assert_eq!(states(&samocoder), ["working"]);
    drop(held.stdin.take());
    held.wait().unwrap();

    let path = samocoder.path(&folder).join("journal.jsonl");
    let owned = std::os::unix::fs::chown(&path, Some(65534), None);
    if owned.is_ok() {
        let output = samocoder.run(["resume", "app"]);
        assert_eq!(output.code, 5, "{output:?}");
        assert!(output.stderr.contains("is not yours"), "{output:?}");
        std::os::unix::fs::chown(&path, Some(rustix::process::geteuid().as_raw()), None).unwrap();
    }
    fs::rename(&path, samocoder.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(samocoder.path("elsewhere"), &path).unwrap();
    let output = samocoder.run(["resume", "app"]);
    assert_eq!(output.code, 5, "{output:?}");
}
