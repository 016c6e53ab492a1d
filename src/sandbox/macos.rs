//! The sandbox of macOS: `sandbox-exec`, which Apple calls deprecated and everybody uses.
//!
//! Nobody of us has watched it on a Mac yet. A daemon that leaves its group is not ended with the
//! others: macOS has nothing that would hold it.
#![expect(clippy::disallowed_methods, reason = "the helper starts the command")]

use std::ffi::OsStr;
use std::io::{self, BufRead as _, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;

use rustix::process::{Resource, Rlimit, Signal, getpgrp, kill_process_group, setrlimit};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::{FAILED, HELPER, MARK, Network, Order, Policy, Sandbox, Tier};

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

/// Tries a sandbox around a command that does nothing.
pub(super) fn probe(_sandbox: &Sandbox) -> Result<(), String> {
    let tried = Command::new(PROGRAM)
        .args(["-p", "(version 1)(allow default)", "/usr/bin/true"])
        .stdin(Stdio::null())
        .output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Err(format!("{PROGRAM}: {error}")),
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
        super::complain(&error);
        FAILED
    }))
}

fn work() -> io::Result<u8> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    MARK.set(order.mark.clone()).unwrap_or_default();
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        // The command gets it too, as one of the same group; the helper ends after it.
        signal_hook::flag::register(signal, Arc::default())?;
    }
    let most = Some(order.policy.largest_file);
    let largest = Rlimit {
        current: most,
        maximum: most,
    };
    setrlimit(Resource::Fsize, largest)?;
    let mut command = Command::new(PROGRAM);
    command
        .args(["-p", &profile(&order.policy)])
        .args(&order.command)
        .stdin(Stdio::null());
    let mut child = command.spawn()?;
    thread::spawn(|| {
        let mut rest = Vec::new();
        let lifeline = io::stdin().lock().read_to_end(&mut rest);
        lifeline.unwrap_or_default();
        // With the group of which this is the first. Nobody is left to be told.
        kill_process_group(getpgrp(), Signal::KILL).unwrap_or_default();
    });
    let status = child.wait()?;
    let signal = status.signal().map(|signal| 128 + signal);
    let code = status.code().or(signal);
    Ok(code
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(FAILED))
}

/// Returns the policy in the language of `sandbox-exec`. Of rules about the same thing the last one
/// counts, and paths are those without links.
fn profile(policy: &Policy) -> String {
    let mut text = BASE.to_owned();
    let read = SYSTEM.iter().map(Path::new);
    for path in read {
        text.push_str(&format!("(allow file-read* (subpath {}))", quoted(path)));
    }
    text.push_str(SECRETS);
    for path in &policy.read {
        text.push_str(&format!("(allow file-read* (subpath {}))", quoted(path)));
    }
    for path in &policy.write {
        let path = quoted(path);
        text.push_str(&format!("(allow file-read* file-write* (subpath {path}))"));
    }
    for path in &policy.keep {
        text.push_str(&format!("(deny file-write* (subpath {}))", quoted(path)));
    }
    text.push_str(match policy.network {
        Network::None => "",
        Network::Loopback => LOOPBACK,
        Network::Open => OPEN,
    });
    text
}

/// What every command may do. The services are those that look up names and times; not the keychain.
const BASE: &str = "(version 1)(deny default)\
    (allow process-fork)(allow process-exec)(allow signal (target same-sandbox))\
    (allow sysctl-read)(allow ipc-posix-shm)(allow file-read-metadata)\
    (allow file-read* (literal \"/\"))(allow file-write* (literal \"/dev/null\"))\
    (allow mach-lookup\
     (global-name \"com.apple.system.logger\")\
     (global-name \"com.apple.system.notification_center\")\
     (global-name \"com.apple.system.opendirectoryd.libinfo\"))";

/// Settings of npm for the whole machine, which may hold tokens.
const SECRETS: &str =
    "(deny file-read* (literal \"/usr/local/etc/npmrc\") (literal \"/opt/homebrew/etc/npmrc\"))";

/// Servers on this machine.
const LOOPBACK: &str = "(allow system-socket)(allow network* (local ip \"localhost:*\"))\
    (allow network-outbound (remote ip \"localhost:*\"))";

/// Everybody, but of what listens at files only the one that looks up names.
const OPEN: &str = "(allow system-socket)(allow network-outbound (remote ip \"*:*\"))\
    (allow network-outbound (literal \"/private/var/run/mDNSResponder\"))\
    (allow mach-lookup\
     (global-name \"com.apple.SystemConfiguration.configd\")\
     (global-name \"com.apple.SystemConfiguration.DNSConfiguration\")\
     (global-name \"com.apple.trustd\"))";

/// Returns a path as a text of that language.
fn quoted(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let text = path.display().to_string();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
