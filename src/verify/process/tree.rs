//! Process trees where there are no process groups, by the system's `taskkill`.

use std::io;
use std::process::{Child, Command, Stdio};

/// Does nothing: a tree needs no preparation.
pub(super) fn lead(_command: &mut Command) {}

/// Returns whether the command has ended.
pub(super) fn has_ended(child: &mut Child) -> io::Result<bool> {
    Ok(child.try_wait()?.is_some())
}

/// Ends the tree: there is no signal that would only ask.
pub(super) fn ask_to_end(child: &mut Child) {
    kill(child);
}

/// Ends the command and what it started.
pub(super) fn kill(child: &mut Child) {
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
