//! Process trees where there are no process groups, by the system's `taskkill`.

#![expect(
    clippy::disallowed_methods,
    reason = "a tree of processes is ended by a process"
)]

use std::io;
use std::process::{Child, Command, Stdio};

/// Does nothing: a tree needs no preparation.
pub(crate) fn lead(_command: &mut Command) {}

/// Returns whether the command has ended.
pub(crate) fn has_ended(child: &mut Child) -> io::Result<bool> {
    Ok(child.try_wait()?.is_some())
}

/// Ends the tree: there is no signal that would only ask.
pub(crate) fn ask_to_end(child: &mut Child) {
    kill(child);
}

/// Ends the command and what it started.
pub(crate) fn kill(child: &mut Child) {
    if matches!(child.try_wait(), Ok(None)) {
        let told = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &child.id().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !told.is_ok_and(|status| status.success()) {
            child.kill().unwrap_or_default();
        }
    }
}
