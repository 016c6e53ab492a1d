//! Runs that are killed anywhere and go on: nothing is lost, nothing is half made.
//!
//! `strace` ends the process, or lets a call of the system fail, at exactly the call that is wanted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::WalkDir;

use crate::machine;
use crate::samocoder::{GIT, Samocoder};

/// The calls that open, change, rename, lock or remove files.
const CALLS: [&str; 13] = [
    "openat",
    "write",
    "ftruncate",
    "fsync",
    "fdatasync",
    "rename",
    "renameat2",
    "mkdir",
    "unlink",
    "unlinkat",
    "rmdir",
    "flock",
    "lseek",
];

/// The most calls of one name that a run is killed at, spread over all of them.
const MOST: usize = 50;

/// The fewest points at which runs are killed.
const LEAST: usize = 200;

const SPEC: &str = r#"
format = 1
name = "notes"
title = "Notes"

[[entities]]
name = "Note"
label = "Note"
label_plural = "Notes"
fields = [{ name = "text", label = "Text", type = "string", required = true }]
"#;

/// A place with a spec in it, and a state folder of its own.
struct Place(Samocoder);

impl Place {
    fn new() -> Self {
        let place = Self(Samocoder::with_own_home());
        place.0.write("work/spec.toml", SPEC);
        place
    }

    fn work(&self) -> PathBuf {
        self.0.path("work")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.work())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(GIT)
            .env("SAMOCODER_CONFIG_DIR", self.0.path("config"))
            .env("SAMOCODER_STATE_DIR", self.0.path("state"));
        command
    }

    fn samocoder(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(&binary());
        command.args(arguments).output().unwrap()
    }

    /// Runs samocoder with something done at a call of the system, such as `signal=KILL:when=7`.
    fn with(&self, calls: &str, done: &str, arguments: &[&str]) -> Output {
        let mut command = self.command("strace");
        command.args(["-qq", "-o", "/dev/null"]);
        command.args(["-e", &format!("trace={calls}")]);
        command.args(["-e", &format!("inject={calls}:{done}")]);
        command.arg(binary()).args(arguments).output().unwrap()
    }

    /// Returns how often the first thread of samocoder makes each of these calls.
    fn count(&self, calls: &str, arguments: &[&str]) -> BTreeMap<String, usize> {
        let log = self.0.path("calls");
        let mut command = self.command("strace");
        command.args(["-qq", "-e", &format!("trace={calls}"), "-o"]);
        let output = command.arg(&log).arg(binary()).args(arguments).output();
        assert!(output.unwrap().status.success());
        let mut counts = BTreeMap::new();
        for line in std::fs::read_to_string(log).unwrap().lines() {
            if let Some((call, _)) = line.split_once('(') {
                *counts.entry(call.to_owned()).or_default() += 1;
            }
        }
        counts
    }

    /// Returns what is in the place of work, without the spec.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.work()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != "spec.toml").collect();
        names.sort();
        names
    }
}

fn binary() -> String {
    let binary = assert_cmd::cargo::cargo_bin("samocoder");
    binary.display().to_string()
}

/// Returns all files below a folder but those that hold times: of the run, and of the history.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = files_and_history(folder);
    all.retain(|path, _| !path.iter().any(|name| name == ".git"));
    all
}

/// Returns all files below a folder but the one that holds times of the run.
fn files_and_history(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .filter(|entry| entry.file_name() != "run.json")
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Goes on with a run that was killed, however early or late, as a user would.
#[track_caller]
fn go_on(place: &Place, new: &[&str], target: &str, point: &str) {
    let output = place.samocoder(&["resume", target]);
    match output.status.code() {
        Some(0) => {}
        // The run had not begun or was over.
        Some(2) if place.work().join(target).exists() => {}
        Some(2) => {
            let output = place.samocoder(new);
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{point}: {error}");
        }
        code => {
            let error = String::from_utf8_lossy(&output.stderr);
            panic!("{point}: resume ended with {code:?}: {error}");
        }
    }
}

/// Checks that all of the project is in one commit, and nothing is left of the work on it.
#[track_caller]
fn assert_committed(place: &Place, point: &str) {
    let git = |arguments: &[&str]| {
        let mut git = place.command("git");
        let output = git.current_dir(place.work().join("app")).args(arguments);
        String::from_utf8(output.output().unwrap().stdout).unwrap()
    };
    assert_eq!(git(&["rev-list", "--count", "HEAD"]), "1\n", "{point}");
    assert_eq!(git(&["status", "--porcelain"]), "", "{point}");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(place.work().join("app/.git")).unwrap() {
        names.push(entry.unwrap().file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(
        names,
        ["HEAD", "config", "index", "objects", "refs"],
        "{point}"
    );
}

/// Kills runs at many calls of the system, and what goes on with them too, at another one. Returns
/// at how many.
fn killed_anywhere(target: &str, most: usize) -> usize {
    let new = ["new", "--spec", "spec.toml", "-o", target];
    let whole = Place::new();
    let counts = whole.count(&CALLS.join(","), &new);
    let expected = files(&whole.work());
    let points: Vec<(&String, usize)> = counts
        .iter()
        .flat_map(|(call, count)| {
            let points = most.min(*count);
            (1..=points).map(move |point| (call, point * count / points))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let killed = AtomicUsize::new(0);
    let work = || {
        while let Some((call, at)) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
            let place = Place::new();
            let point = format!("{target} at {call} {at}");
            let output = place.with(call, &format!("signal=KILL:when={at}"), &new);
            if !output.status.success() {
                killed.fetch_add(1, Ordering::SeqCst);
                let done = format!("signal=KILL:when={}", 1 + at % 7);
                drop(place.with(call, &done, &["resume", target]));
                go_on(&place, &new, target, &point);
            }
            assert_eq!(place.names(), [target], "{point}");
            let found = files(&place.work());
            assert!(found == expected, "{point}: other files");
            if target == "app" {
                assert_committed(&place, &point);
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    killed.into_inner()
}

#[test]
fn a_run_killed_at_any_call_of_the_system_goes_on_to_the_same_project() {
    if machine::has("resume", &["strace", "git"]) {
        let killed = killed_anywhere("app", MOST) + killed_anywhere("app.zip", MOST / 5);
        assert!(killed >= LEAST, "{killed}");
    }
}

/// Leaves a run that has just begun, at a time that is the same for all.
fn begun(place: &Place) {
    let folder = place.work().join(".app.samocoder-run");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("samocoder.lock"), "").unwrap();
    let begun = serde_json::json!({
        "kind": "begun",
        "id": "todo-3f9a11",
        "samocoder": "0.1.0",
        "at": 1_795_000_000_000_i64,
        "start": { "idea": { "format": 1, "text": "todo" } },
        "settings": "",
        "template": "react",
        "target": "app",
        "delivery": "directory",
        "force": false,
        "level": "quick",
        "strict": false,
        "git": true,
    });
    let lines = [r#"{"journal":1}"#.to_owned(), begun.to_string()].map(|record| {
        let sum = samocoder::tree::sha256(record.as_bytes());
        format!("{} {record}\n", &sum[..16])
    });
    std::fs::write(folder.join("journal.jsonl"), lines.concat()).unwrap();
}

#[test]
fn a_run_that_was_killed_has_the_same_history_to_the_byte() {
    if !machine::has("resume", &["strace", "git"]) {
        return;
    }
    let whole = Place::new();
    begun(&whole);
    assert!(whole.samocoder(&["resume", "app"]).status.success());
    let expected = files_and_history(&whole.work());
    let counted = Place::new();
    begun(&counted);
    let counts = counted.count(&CALLS.join(","), &["resume", "app"]);
    for (call, parts) in [
        ("fdatasync", 4),
        ("renameat2", 1),
        ("mkdir", 3),
        ("openat", 5),
    ] {
        for part in 1..=parts {
            let at = counts[call] * part / parts;
            let place = Place::new();
            begun(&place);
            let done = format!("signal=KILL:when={at}");
            let output = place.with(call, &done, &["resume", "app"]);
            let point = format!("{call} {at}");
            assert!(!output.status.success(), "{point}");
            let code = place.samocoder(&["resume", "app"]).status.code();
            // Nothing is left to go on with where only the run folder was not removed yet.
            assert!(matches!(code, Some(0 | 2)), "{point}: {code:?}");
            assert!(files_and_history(&place.work()) == expected, "{point}");
        }
    }
}

#[test]
fn a_run_killed_at_any_record_of_its_journal_goes_on_after_it() {
    if !machine::has("resume", &["strace", "git"]) {
        return;
    }
    let new = ["new", "--spec", "spec.toml", "-o", "app"];
    let calls = "fdatasync";
    let count = Place::new().count(calls, &new)[calls];
    let mut told = Vec::new();
    for record in 1..=count {
        let place = Place::new();
        place.with(calls, &format!("signal=KILL:when={record}"), &new);
        let output = place.samocoder(&["resume", "app", "--json"]);
        if output.status.success() {
            let text = String::from_utf8(output.stdout).unwrap();
            let first = text.lines().next().unwrap();
            let first: serde_json::Value = serde_json::from_str(first).unwrap();
            assert_eq!(first["event"], "resumed");
            told.push(first["after"].as_str().map(str::to_owned));
        }
    }
    told.dedup();
    let after = |name: &str| Some(name.to_owned());
    let stages = ["analysis", "architecture", "code", "tests"].map(after);
    assert_eq!(told, [vec![None], stages.to_vec()].concat());
}

#[test]
fn a_disk_that_fails_leaves_a_whole_project_or_none() {
    if !machine::has("resume", &["strace", "git"]) {
        return;
    }
    let new = ["new", "--spec", "spec.toml", "-o", "app"];
    let whole = Place::new();
    for (calls, error, step) in [
        ("write", "ENOSPC", 9),
        ("write", "EIO", 17),
        ("fsync,fdatasync", "EIO", 1),
        ("rename,renameat2", "EIO", 1),
        ("mkdir,mkdirat", "ENOSPC", 3),
    ] {
        let counts = Place::new().count(calls, &new);
        let count = counts.values().copied().max().unwrap();
        for call in (1..=count).step_by(step) {
            let place = Place::new();
            // From this call on the disk does not come to its senses.
            let output = place.with(calls, &format!("error={error}:when={call}+"), &new);
            let point = format!("{error} from {calls} {call} of {count} on");
            let code = output.status.code();
            let names = place.names();
            if code == Some(0) {
                assert_eq!(names, ["app"], "{point}");
            } else {
                assert!(matches!(code, Some(1 | 5)), "{point}: {code:?}");
                assert!(!names.contains(&"app".to_owned()), "{point}: {names:?}");
                go_on(&place, &new, "app", &point);
            }
            if whole.names().is_empty() {
                assert!(whole.samocoder(&new).status.success());
            }
            assert!(files(&place.work()) == files(&whole.work()), "{point}");
        }
    }
}
