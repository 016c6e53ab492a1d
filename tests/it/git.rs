//! The history of a new project, made by a real git: whose it is, and what can't get into it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::machine;
use crate::samocoder::{GIT, Samocoder};

/// Returns what git prints in a directory.
#[track_caller]
fn git(directory: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(directory).envs(GIT).args(arguments);
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Returns a place with a `git` of its own before the real one.
fn with_git(text: &str) -> Samocoder {
    let samocoder = Samocoder::with_own_home();
    let programs = samocoder.path("bin");
    script(&programs.join("git"), text);
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", programs.display());
    samocoder.env("PATH", &path)
}

#[test]
fn a_new_project_is_one_commit_of_the_user() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let samocoder = Samocoder::with_own_home();
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert!(!output.stderr.contains("note"), "{}", output.stderr);
    output.success();
    let app = samocoder.path("app");
    let person = "Ada Lovelace <ada@example.com>";
    let log = git(&app, &["log", "--format=%an <%ae>%n%cn <%ce>%n%s"]);
    assert_eq!(log, format!("{person}\n{person}\nInitial commit\n"));
    let runs = samocoder.run(["runs", "list", "--json"]).success();
    let runs: serde_json::Value = serde_json::from_str(&runs).unwrap();
    let begun = runs["runs"][0]["begun"].as_str().unwrap()[..19].to_owned();
    let time = git(&app, &["log", "--format=%aI"]);
    assert_eq!(time[..19], begun);
    // Everything is in it that is not ignored, and nothing that is.
    assert_eq!(git(&app, &["status", "--porcelain"]), "");
    assert_eq!(git(&app, &["ls-files", "-ci", "--exclude-standard"]), "");
    let ignored = git(&app, &["status", "--porcelain", "--ignored"]);
    assert_eq!(ignored, "!! .samocoder/run.json\n");
    assert_eq!(git(&app, &["branch", "--show-current"]), "main\n");
    git(&app, &["fsck", "--strict"]);
    // A commit of the user's goes on from there.
    fs::write(app.join("NOTES.md"), "x\n").unwrap();
    git(&app, &["add", "-A"]);
    git(&app, &["commit", "--quiet", "-m", "Add notes"]);
    assert_eq!(git(&app, &["rev-list", "--count", "HEAD"]), "2\n");
    // Archives have no history.
    samocoder.run(["export", "app", "-o", "a.zip"]).success();
    samocoder.run(["new", "todo", "-o", "b.zip"]).success();
    for name in ["a.zip", "b.zip"] {
        let file = fs::File::open(samocoder.path(name)).unwrap();
        let archive = zip::ZipArchive::new(file).unwrap();
        assert!(
            archive
                .file_names()
                .all(|name| !name.unwrap().contains(".git/"))
        );
    }
}

#[test]
fn the_branch_and_the_name_are_those_of_the_users_settings() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let samocoder = Samocoder::with_own_home();
    let settings = "[init]\ndefaultBranch = trunk\n[user]\nname = Ada\nemail = ada@example.com\n\
                    [author]\nname = Countess\n[commit]\ngpgSign = true\n";
    samocoder.write("settings", settings);
    let path = samocoder.path("settings").display().to_string();
    let mut samocoder = samocoder.env("GIT_CONFIG_GLOBAL", &path);
    for (name, _) in GIT.iter().filter(|(name, _)| !name.contains("CONFIG")) {
        samocoder = samocoder.env(name, "");
    }
    samocoder.run(["new", "todo", "-o", "app"]).success();
    let app = samocoder.path("app");
    assert_eq!(git(&app, &["branch", "--show-current"]), "trunk\n");
    let log = git(&app, &["log", "--format=%an, %cn, %G?"]);
    assert_eq!(log, "Countess, Ada, N\n");
}

#[test]
fn a_project_in_another_repository_has_none_of_its_own() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let samocoder = Samocoder::with_own_home();
    samocoder.write("outer/.gitignore", "/scratch/\n");
    let outer = samocoder.path("outer");
    git(&outer, &["init", "--quiet"]);
    git(&outer, &["add", "-A"]);
    git(&outer, &["commit", "--quiet", "-m", "One"]);
    let before = all(&outer.join(".git"));
    let apps = ["outer/app", "outer/deep/er/app", "outer/scratch/app"];
    for app in apps {
        let output = samocoder.run(["new", "todo", "-o", app]);
        assert!(!output.stderr.contains("note"), "{}", output.stderr);
        output.success();
    }
    assert!(all(&outer.join(".git")) == before);
    let has = apps.map(|app| samocoder.path(app).join(".git").exists());
    assert_eq!(has, [false, false, true]);
    // So does one that is made where a repository is already.
    samocoder.write("own/README.md", "mine\n");
    let own = samocoder.path("own");
    git(&own, &["init", "--quiet"]);
    let before = all(&own.join(".git"));
    let output = samocoder.run(["new", "todo", "-o", "own", "--force"]);
    output.success();
    assert!(all(&own.join(".git")) == before);
}

/// Returns all files below a folder with what they hold.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = entries.into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().display().to_string();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_directory_in_use_gets_a_history_of_what_was_made() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let samocoder = Samocoder::with_own_home();
    samocoder.write("app/README.md", "mine\n");
    samocoder
        .run(["new", "todo", "-o", "app", "--force"])
        .success();
    let status = git(&samocoder.path("app"), &["status", "--porcelain"]);
    assert_eq!(status, "?? README.md.orig\n");
}

#[test]
fn nothing_of_the_users_settings_is_run() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let samocoder = Samocoder::with_own_home();
    let at = |name: &str| samocoder.path(name).display().to_string();
    let marker = at("marker");
    let evil = samocoder.path("evil");
    for hook in ["reference-transaction", "post-index-change", "pre-commit"] {
        script(&evil.join(hook), &format!("echo {hook} >> {marker}"));
        script(
            &samocoder.path("template/hooks").join(hook),
            &format!("echo template {hook} >> {marker}"),
        );
    }
    script(&evil.join("program"), &format!("echo program >> {marker}"));
    samocoder.write("attributes", "* filter=evil diff=evil merge=evil\n");
    let program = at("evil/program");
    let settings = format!(
        "[core]\nhooksPath = {}\nfsmonitor = {program}\nattributesFile = {}\npager = {program}\n\
         editor = {program}\n[filter \"evil\"]\nclean = {program}\nsmudge = {program}\n\
         required = true\n[init]\ntemplateDir = {}\n[commit]\ngpgSign = true\n\
         [gpg]\nprogram = {program}\n[gc]\nauto = 1\n[trace2]\neventTarget = {}\n\
         [alias]\ninit = !{program}\n",
        at("evil"),
        at("attributes"),
        at("template"),
        at("trace"),
    );
    samocoder.write("settings", &settings);
    let settings = at("settings");
    let (template, elsewhere, trace) = (at("template"), at("elsewhere"), at("trace"));
    let samocoder = samocoder
        .env("GIT_CONFIG_GLOBAL", &settings)
        .env("GIT_TEMPLATE_DIR", &template)
        .env("GIT_DIR", &elsewhere)
        .env("GIT_WORK_TREE", &elsewhere)
        .env("GIT_INDEX_FILE", &elsewhere)
        .env("GIT_TRACE2_EVENT", &trace);
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert!(!output.stderr.contains("note"), "{}", output.stderr);
    output.success();
    for name in ["marker", "elsewhere", "trace", "app/.git/hooks"] {
        assert!(!samocoder.path(name).exists(), "{name}");
    }
    let app = samocoder.path("app");
    assert_eq!(git(&app, &["rev-list", "--count", "HEAD"]), "1\n");
    assert_eq!(git(&app, &["status", "--porcelain"]), "");
}

#[test]
fn git_gets_no_key_and_no_project_as_its_place() {
    let samocoder = with_git("env >> \"$HOME/seen\"; pwd >> \"$HOME/seen\"; exit 3");
    let home = samocoder.path("home").display().to_string();
    fs::create_dir(&home).unwrap();
    let samocoder = samocoder
        .env("HOME", &home)
        .env("GROQ_API_KEY", "gsk-canary")
        .env("SAMOCODER_VAULT_PASSPHRASE", "canary");
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert_eq!(output.code, 0);
    let says = "note: the project has no git repository: `git init` failed: it ended with code 3\n";
    assert!(output.stderr.contains(says), "{}", output.stderr);
    let seen = samocoder.read("home/seen");
    assert!(seen.contains("GIT_TERMINAL_PROMPT=0"), "{seen}");
    assert!(!seen.contains("canary"), "{seen}");
    assert!(seen.contains("/.app.samocoder-run/repository-"), "{seen}");
    assert!(!samocoder.path("app/.git").exists());
}

#[test]
fn a_user_whom_git_does_not_know_is_not_made_up() {
    if !machine::has("git", &["git"]) {
        return;
    }
    let mut samocoder = Samocoder::with_own_home();
    for (name, _) in GIT.iter().filter(|(name, _)| !name.contains("CONFIG")) {
        samocoder = samocoder.env(name, "");
    }
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert_eq!(output.code, 0);
    let says = "note: nothing is committed yet: git does not know who you are; \
                set `user.name` and `user.email`, then `git add -A && git commit`\n";
    assert_eq!(output.stderr.matches(says).count(), 1, "{}", output.stderr);
    let app = samocoder.path("app");
    assert_eq!(git(&app, &["rev-list", "--all", "--count"]), "0\n");
    git(&app, &["add", "-A"]);
    git(&app, &["commit", "--quiet", "-m", "One"]);
    let output = samocoder.run(["new", "todo", "-o", "b", "--json"]);
    let says = r#""event":"no_history","repository":true,"reason":"git does not"#;
    assert!(output.stdout.contains(says), "{}", output.stdout);
}

#[test]
fn a_project_needs_no_git() {
    let samocoder = Samocoder::with_own_home();
    fs::create_dir(samocoder.path("empty")).unwrap();
    let empty = samocoder.path("empty").display().to_string();
    let samocoder = samocoder.env("PATH", &empty);
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert_eq!(output.code, 0);
    let says = "note: the project has no git repository: git is not installed\n";
    assert_eq!(output.stderr.matches(says).count(), 1, "{}", output.stderr);
    let output = samocoder.run(["--lang", "ru", "new", "todo", "-o", "b", "--no-git"]);
    assert!(!output.stderr.contains("git"), "{}", output.stderr);
    output.success();
}

#[test]
fn a_project_is_made_without_a_repository_when_told() {
    let samocoder = Samocoder::with_own_home();
    samocoder
        .run(["new", "todo", "-o", "a", "--no-git"])
        .success();
    let samocoder = samocoder.env("SAMOCODER_GIT", "false");
    samocoder.run(["new", "todo", "-o", "b"]).success();
    for name in ["a/.git", "b/.git"] {
        assert!(!samocoder.path(name).exists(), "{name}");
    }
}

#[test]
fn a_git_that_hangs_is_ended_and_the_project_is_there() {
    let samocoder =
        with_git("sleep 1000 & echo $! >> \"$HOME/pids\"; echo $$ >> \"$HOME/pids\"; wait");
    let home = samocoder.path(".").display().to_string();
    let samocoder = samocoder.env("HOME", &home);
    let output = samocoder.run(["new", "todo", "-o", "app"]);
    assert_eq!(output.code, 0);
    let says = "note: the project has no git repository: git took longer than 10 s\n";
    assert!(output.stderr.contains(says), "{}", output.stderr);
    assert_eq!(samocoder.list("."), ["app", "bin", "pids", "state"]);
    assert_ended(&samocoder);
    // A signal does not wait for it.
    let mut child = samocoder.command(["new", "todo", "-o", "b"]);
    let mut child = child.stderr(Stdio::null()).spawn().unwrap();
    while samocoder.read("pids").lines().count() < 4 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert_ended(&samocoder);
    assert!(samocoder.path(".b.samocoder-run").exists());
}

/// Checks that nothing runs any more that a hanging git started.
#[track_caller]
fn assert_ended(samocoder: &Samocoder) {
    for pid in samocoder.read("pids").lines() {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = stat.rsplit(')').next().unwrap().trim_start();
        assert!(state.is_empty() || state.starts_with('Z'), "{pid}: {stat}");
    }
}
