//! The sandbox of macOS: `sandbox-exec`, which Apple calls deprecated and everybody uses.
//!
//! Nobody of us has watched it on a Mac yet.
#![expect(clippy::disallowed_methods, reason = "the helper starts the command")]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;

use rustix::process::{Pid, Signal, kill_process_group};

use super::{COMPLAINT, FAILED, HELPER, Network, Order, Policy, Sandbox, Tier};

const PROGRAM: &str = "/usr/bin/sandbox-exec";

/// What every command may read and execute.
const SYSTEM: [&str; 9] = [
    "/usr",
    "/bin",
    "/sbin",
    "/opt",
    "/System",
    "/Library",
    "/private/etc",
    "/private/var/db/timezone",
    "/dev",
];

/// The one tier of this system.
pub(super) const TIERS: [Tier; 1] = [Tier::Seatbelt];

/// Tries a sandbox without a command in it.
pub(super) fn probe(_sandbox: &Sandbox) -> Result<(), String> {
    if Path::new(PROGRAM).exists() {
        Ok(())
    } else {
        Err(format!("{PROGRAM} is not there"))
    }
}

/// Returns the command that starts the helper.
pub(super) fn start(helper: &Path) -> Command {
    let mut command = Command::new(helper);
    command.arg(HELPER);
    command
}

/// Does the helper's work; ends as the command ended, with a signal as 128 and its number.
pub(super) fn help(_part: Option<&OsStr>) -> ExitCode {
    ExitCode::from(work().unwrap_or_else(|error| {
        writeln!(io::stderr(), "{COMPLAINT}{error}").unwrap_or_default();
        FAILED
    }))
}

fn work() -> io::Result<u8> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let mut command = Command::new(PROGRAM);
    command
        .args(["-p", &profile(&order.policy)])
        .args(&order.command)
        .stdin(Stdio::null())
        .process_group(0);
    let mut child = command.spawn()?;
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let end = move || {
        if let Some(group) = group {
            kill_process_group(group, Signal::KILL).unwrap_or_default();
        }
    };
    thread::spawn(move || {
        let mut rest = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut rest)
            .unwrap_or_default();
        end();
    });
    let status = child.wait()?;
    end();
    let signal = status.signal().map(|signal| 128 + signal);
    let code = status.code().or(signal);
    Ok(code.and_then(|it| u8::try_from(it).ok()).unwrap_or(FAILED))
}

/// Returns the policy in the language of `sandbox-exec`.
fn profile(policy: &Policy) -> String {
    let mut text = String::from(
        "(version 1)(deny default)(allow process-fork)(allow process-exec)(allow signal (target same-sandbox))\
         (allow sysctl-read)(allow mach-lookup)(allow ipc-posix-shm)(allow file-read-metadata)",
    );
    let quoted = |path: &Path| format!("{:?}", path.display().to_string());
    let read = SYSTEM.iter().map(Path::new);
    for path in read.chain(policy.read.iter().map(AsRef::as_ref)) {
        let path = quoted(path);
        write!(text, "(allow file-read* (subpath {path}))").unwrap_or_default();
    }
    for path in &policy.write {
        let path = quoted(path);
        write!(text, "(allow file-read* file-write* (subpath {path}))").unwrap_or_default();
    }
    text.push_str("(allow file-write* (literal \"/dev/null\"))");
    text.push_str(match policy.network {
        Network::None => "",
        Network::Loopback => {
            "(allow network* (local ip \"localhost:*\"))(allow network-outbound (remote ip \"localhost:*\"))"
        }
        Network::Open => "(allow network*)",
    });
    text
}
