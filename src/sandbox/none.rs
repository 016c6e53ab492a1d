//! Systems without a sandbox.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitCode};

use super::{FAILED, Sandbox, Tier};

/// There is none.
pub(super) const TIERS: [Tier; 0] = [];

pub(super) fn probe(_sandbox: &Sandbox) -> Result<(), String> {
    Err("samocoder knows no sandbox for this system".to_owned())
}

/// Returns a command that nobody starts: there is no sandbox that would ask for it.
#[expect(clippy::disallowed_methods, reason = "never started")]
pub(super) fn start(helper: &Path) -> Command {
    Command::new(helper)
}

pub(super) fn help(_part: Option<&OsStr>) -> ExitCode {
    ExitCode::from(FAILED)
}
