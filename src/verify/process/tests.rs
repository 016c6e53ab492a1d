//! Commands that end badly, late or not at all.

#![cfg(unix)]

use super::*;
use crate::interrupt::Interrupted;

fn shell(script: &str, limit: Duration, interrupt: &Interrupt) -> Result<Ran, Error> {
    let line = Line::new("sh", ["-c", script]);
    let directory = tempfile::tempdir().unwrap();
    let environment = Environment::inherited();
    run(
        &Job::free(&line, directory.path(), &environment, limit),
        interrupt,
    )
}

const LONG: Duration = Duration::from_mins(1);

/// Returns whether a process of that number still runs; one that nobody reaped does not.
fn runs(pid: &str) -> bool {
    let found = Command::new("ps").args(["-o", "stat=", "-p", pid]).output();
    let state = String::from_utf8(found.unwrap().stdout).unwrap();
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

fn gone(pid: &str) -> bool {
    let last = Instant::now() + Duration::from_secs(5);
    while runs(pid) && Instant::now() < last {
        thread::sleep(TICK);
    }
    !runs(pid)
}

#[test]
fn both_streams_and_the_status_come_back() {
    let ran = shell("echo out; echo err >&2; exit 3", LONG, &Interrupt::new()).unwrap();
    assert!(ran.output.contains("out\n") && ran.output.contains("err\n"));
    assert!(matches!(ran.end, End::Exited(status) if status.code() == Some(3)));
    assert!(!ran.succeeded());
}

#[test]
fn the_environment_is_clean_and_input_is_empty() {
    let ran = shell("env; cat; echo end", LONG, &Interrupt::new()).unwrap();
    assert!(ran.output.contains("CI=true"));
    assert!(!ran.output.contains("CARGO"), "{}", ran.output);
    assert!(ran.output.ends_with("end\n"));
}

#[test]
fn a_timeout_ends_grandchildren_that_ignore_the_request() {
    let script = "trap '' TERM; sh -c \"trap '' TERM; sleep 300\" & echo $!; wait";
    let ran = shell(script, Duration::from_millis(300), &Interrupt::new()).unwrap();
    assert_eq!(ran.end, End::TimedOut);
    assert!(gone(ran.output.trim()), "{}", ran.output);
}

#[test]
fn what_a_command_leaves_running_is_ended_with_it() {
    let start = Instant::now();
    let ran = shell("sleep 300 & echo $!", LONG, &Interrupt::new()).unwrap();
    assert!(ran.succeeded());
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(gone(ran.output.trim()));
}

#[test]
fn an_interrupt_ends_the_command() {
    let interrupt = Interrupt::new();
    let other = interrupt.clone();
    let raiser = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        other.raise(Interrupted::Terminate);
    });
    let start = Instant::now();
    let error = shell("sleep 300", LONG, &interrupt).unwrap_err();
    raiser.join().unwrap();
    assert!(matches!(error, Error::Interrupted(Interrupted::Terminate)));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let line = Line::new("no-such-program", ["x"]);
    let directory = tempfile::tempdir().unwrap();
    let environment = Environment::inherited();
    let job = Job::free(&line, directory.path(), &environment, LONG);
    let error = run(&job, &Interrupt::new()).unwrap_err();
    assert!(error.to_string().contains("`no-such-program x`"));
}

#[test]
fn a_command_that_writes_too_much_is_stopped() {
    let mut scripts = vec!["head -c 30000000 /dev/zero > big; sync; sleep 300"];
    if cfg!(target_os = "linux") {
        // What it writes has no name, and a process that left the group has it open.
        scripts.push("exec 3> big; rm big; setsid head -c 30000000 /dev/zero >&3; sync; sleep 300");
    }
    for script in scripts {
        let directory = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", script]).current_dir(directory.path());
        group::lead(&mut command);
        let mut growth = Growth::bounded(&[directory.path().to_owned()], 1 << 20);
        let mut child = command.spawn().unwrap();
        let waited = wait(&mut child, LONG, &mut growth, &Interrupt::new()).unwrap();
        end(&mut child, None, waited).unwrap();
        group::kill(&mut child);
        child.wait().unwrap();
        let Waited::Grew(excess) = waited else {
            panic!("{script}: {waited:?}");
        };
        assert!(excess.written >= 1 << 20, "{script}: {excess:?}");
    }
}
