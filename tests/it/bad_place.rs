//! What the binary makes of places it can't write to, streams that are gone and signals: it says
//! so, ends with the right code and leaves nothing half made.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::bad_input::refused;
use crate::samocoder::Samocoder;

/// Where runs are listed that are none of the user's.
const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state");

fn binary() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("samocoder"));
    command.env("SAMOCODER_STATE_DIR", STATE);
    command
}

#[test]
fn arguments_and_targets_that_are_no_text_are_refused() {
    let samocoder = Samocoder::new();
    let odd = |text: &[u8]| OsStr::from_bytes(text).to_owned();
    let output = samocoder.run([odd(b"new"), odd(b"todo \xff")]);
    refused(&samocoder, &output, 2, &["UTF-8"]);
    let output = samocoder.run([odd(b"new"), odd(b"todo"), odd(b"-o"), odd(b"a\xffb")]);
    refused(&samocoder, &output, 5, &["is not UTF-8", "hint: "]);
}

#[test]
fn a_link_that_leads_nowhere_is_refused_and_kept() {
    let samocoder = Samocoder::new();
    std::os::unix::fs::symlink("nowhere", samocoder.path("link")).unwrap();
    let output = samocoder.run(["new", "todo", "-o", "link"]);
    assert_eq!(output.code, 5);
    assert!(
        output.stderr.contains("a link that leads nowhere"),
        "{}",
        output.stderr
    );
    assert_eq!(samocoder.list("."), ["link"]);
}

/// Runs a shell script with the binary as `$0`, as an ordinary user.
fn script(directory: &Path, program: &[&str], script: &str) -> (ExitStatus, String) {
    let (first, rest) = program.split_first().unwrap();
    let output = Command::new(first)
        .args(rest)
        .args(["sh", "-c", script])
        .arg(assert_cmd::cargo::cargo_bin("samocoder"))
        .current_dir(directory)
        .env("SAMOCODER_STATE_DIR", STATE)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status, String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_place_without_permission_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o555)).unwrap();
    // Root may write anywhere, so it becomes nobody first; the binary must be where nobody can
    // run it.
    let root = std::fs::write(folder.path().join("probe"), "").is_ok();
    if root {
        std::fs::remove_file(folder.path().join("probe")).unwrap();
    }
    let copy = tempfile::tempdir().unwrap();
    std::fs::set_permissions(copy.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let samocoder = copy.path().join("samocoder");
    std::fs::copy(assert_cmd::cargo::cargo_bin("samocoder"), &samocoder).unwrap();
    let mut command = Command::new(&samocoder);
    if root {
        use std::os::unix::process::CommandExt as _;
        command.gid(65534).uid(65534);
    }
    let output = command
        .args(["new", "todo", "-o"])
        .arg(folder.path().join("app"))
        .env("SAMOCODER_CONFIG_DIR", copy.path())
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{stderr}");
    assert!(stderr.contains("Permission denied"), "{stderr}");
    assert!(stderr.contains("a place that you may write to"), "{stderr}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_full_disk_is_told_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let unshare: [&[&str]; 2] = [
        &["unshare", "--mount"],
        &["unshare", "--map-root-user", "--mount"],
    ];
    let mountable = unshare.into_iter().find(|program| {
        let (status, _) = script(folder.path(), program, "mount -t tmpfs none .");
        status.success()
    });
    let Some(program) = mountable else {
        let ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!ci, "a small disk must be mountable in CI");
        return;
    };
    for target in ["app", "app.zip"] {
        let disk = "mount -t tmpfs -o size=200k none . && cd \"$PWD\" && ";
        let run = format!("{disk}{{ \"$0\" new todo -o {target}; code=$?; ls -A; exit $code; }}");
        let (status, text) = script(folder.path(), program, &run);
        assert_eq!(status.code(), Some(5), "{text}");
        assert!(text.contains("No space left on device"), "{text}");
        assert!(text.contains("hint: free some space"), "{text}");
        assert!(text.starts_with("error: "), "something is left: {text}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = binary()
        .args(["plan", "todo"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_closed_stdin_and_a_full_stdout_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (status, text) = script(folder.path(), &["env"], "\"$0\" plan - <&-");
    assert_eq!(status.code(), Some(2), "{text}");
    assert!(text.contains("the idea is empty"), "{text}");
    if Path::new("/dev/full").exists() {
        let (status, text) = script(folder.path(), &["env"], "\"$0\" plan todo >/dev/full");
        assert_eq!(status.code(), Some(5), "{text}");
        assert!(text.contains("failed to write to stdout"), "{text}");
    }
}

/// Starts a run in `directory` whose events can be read.
fn start(directory: &Path) -> Child {
    let idea = "Projects with name and deadline. Tasks with title, status (open, done), priority and due date. \
                Each task belongs to a project. Members: name, email. Tasks have an assignee.";
    binary()
        .args(["new", idea, "-o", "app", "--json"])
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Goes on with the run that a signal ended, and removes what it made.
fn go_on(directory: &Path) {
    let mut resume = binary();
    let resume = resume.args(["resume", "app"]).current_dir(directory);
    assert!(resume.output().unwrap().status.success());
    assert!(!directory.join(".app.samocoder-run").exists());
    std::fs::remove_dir_all(directory.join("app")).unwrap();
}

#[test]
fn a_signal_at_any_moment_leaves_a_run_that_goes_on_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    assert!(
        start(folder.path())
            .wait_with_output()
            .unwrap()
            .status
            .success()
    );
    let whole = started.elapsed();
    std::fs::remove_dir_all(folder.path().join("app")).unwrap();
    let mut ended = 0;
    for step in 0..24_u32 {
        let (signal, code) = if step % 2 == 0 {
            ("-INT", 130)
        } else {
            ("-TERM", 143)
        };
        let mut child = start(folder.path());
        // The first event says that signals are listened to; before it the system ends it.
        let mut first = String::new();
        let mut events = BufReader::new(child.stdout.take().unwrap());
        events.read_line(&mut first).unwrap();
        std::thread::sleep(whole * step / 24);
        let kill = |pid: u32| {
            Command::new("kill")
                .args([signal, &pid.to_string()])
                .status()
        };
        kill(child.id()).unwrap();
        std::io::copy(&mut events, &mut std::io::sink()).unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), None);
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        if status.success() {
            assert_eq!(left, ["app"]);
            std::fs::remove_dir_all(folder.path().join("app")).unwrap();
        } else {
            assert_eq!(status.code(), Some(code), "{first}");
            // Before the project has a name there is nothing to go on with.
            if left != Vec::<OsString>::new() {
                assert_eq!(left, [".app.samocoder-run"]);
                go_on(folder.path());
                ended += 1;
            }
        }
    }
    assert!(ended > 0, "no signal came in time; a run takes {whole:?}");
    assert!(whole < Duration::from_mins(1));
}
