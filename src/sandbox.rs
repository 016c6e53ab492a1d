//! The sandbox: what runs generated code sees its project and the toolchain, and nothing else.
//!
//! # Design
//! A command is not started itself but a second samocoder, the *helper*, which closes itself in
//! before it starts the command: rights that a process gave up can't be taken back by what it
//! starts. The helper gets its order on its standard input, which stays open as a *lifeline*: when
//! it ends, because samocoder said so or was killed, the helper ends everything inside.
//!
//! On Linux there are two tiers. [`Tier::Namespaces`] has its own network with nothing but loopback,
//! its own processes, and everything read-only but what a command may write, with Landlock for files
//! on top. Where the system forbids such namespaces, [`Tier::Landlock`] closes files in, and the
//! network where a command needs none.
//!
//! No tier lets a command make sockets of the file system: keychains, agents and the daemons of
//! containers listen at such, and no rule about files covers them. It is no virtual machine: it keeps
//! mistakes and impudence in, not an attack on the kernel.

use std::ffi::OsStr;
use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
mod none;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
use none as system;

/// The first argument of the helper.
pub const HELPER: &str = "__sandbox";

/// The code with which the helper ends when it failed itself.
pub const FAILED: u8 = 125;

/// What the helper writes before the reason when it failed itself: a command may end with
/// [`FAILED`] too.
const COMPLAINT: &str = "samocoder's sandbox failed: ";

/// How well a command is closed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Its own users, network, processes, mounts and shared memory, and Landlock for files.
    Namespaces,
    /// Landlock for files, and no network for commands that need none.
    Landlock,
    /// macOS's `sandbox-exec`.
    Seatbelt,
}

impl Tier {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Namespaces => "namespaces",
            Self::Landlock => "landlock",
            Self::Seatbelt => "seatbelt",
        }
    }

    /// Returns what it closes in, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Namespaces => "own network, own processes, only the project's files",
            Self::Landlock => {
                "only the project's files; tests can reach the network, other steps can't"
            }
            Self::Seatbelt => "by sandbox-exec: own network, only the project's files",
        }
    }
}

/// Whom a command may talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Nobody.
    None,
    /// Servers that it starts itself. In [`Tier::Landlock`] this can't be told from
    /// [`Network::Open`].
    Loopback,
    /// Everybody.
    Open,
}

/// What a command may touch besides the system's own programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Files and folders that it may read and execute.
    pub read: Vec<PathBuf>,
    /// Folders that it may change, and files in them.
    pub write: Vec<PathBuf>,
    /// What of these it may not change all the same, where the tier can tell: [`Tier::Landlock`] can't.
    pub keep: Vec<PathBuf>,
    /// Whom it may talk to.
    pub network: Network,
    /// The largest file that it may write, in bytes.
    pub largest_file: u64,
}

/// What the helper is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Order {
    tier: Tier,
    policy: Policy,
    /// What the helper writes after the reason when it failed itself. No command gets to know it, so
    /// that none can say that the helper failed.
    mark: String,
    /// The command with its arguments; nothing to find out whether it would work.
    command: Vec<String>,
}

/// The mark of the helpers of this process, or of this helper once it has its order.
static MARK: OnceLock<String> = OnceLock::new();

/// Returns the mark of this process's helpers; none where the system knows no random number.
fn mark() -> &'static str {
    MARK.get_or_init(|| {
        let mut bytes = [0; 16];
        match getrandom::fill(&mut bytes) {
            Ok(()) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            Err(_) => String::new(),
        }
    })
}

/// Tells whoever started this helper why it failed; there is nobody else to tell.
fn complain(error: &dyn Display) {
    let mark = MARK.get().map(String::as_str).unwrap_or_default();
    writeln!(io::stderr(), "{COMPLAINT}{error} {mark}").unwrap_or_default();
}

/// Returns why a helper of this process failed, if what was printed says so.
pub fn complaint(printed: &str) -> Option<&str> {
    let mark = mark();
    printed.lines().rev().find_map(|line| {
        let (reason, found) = line.strip_prefix(COMPLAINT)?.rsplit_once(' ')?;
        (!mark.is_empty() && found == mark).then_some(reason)
    })
}

impl Order {
    /// Returns it as the helper reads it: one line. A path that is no text has none, and the helper
    /// says that it can't read its order.
    fn line(sandbox: &Sandbox, policy: &Policy, command: &[String]) -> Vec<u8> {
        let order = Self {
            tier: sandbox.tier,
            policy: policy.clone(),
            mark: mark().to_owned(),
            command: command.to_vec(),
        };
        let mut line = serde_json::to_vec(&order).unwrap_or_default();
        line.push(b'\n');
        line
    }
}

/// A sandbox that works on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    tier: Tier,
    helper: PathBuf,
    /// Why better tiers do not work here.
    lacks: Vec<Missing>,
}

/// Why a tier does not work on this machine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{tier}: {reason}")]
pub struct Missing {
    /// Its name, or that of the system where there is none.
    pub tier: &'static str,
    /// What the system said.
    pub reason: String,
}

impl Sandbox {
    /// Returns the best sandbox of this machine, which was tried, or why each tier does not work.
    /// `helper` is the program of samocoder.
    ///
    /// # Errors
    /// When none works.
    pub fn find(helper: &Path) -> Result<Self, Vec<Missing>> {
        let mut lacks = Vec::new();
        for tier in system::TIERS {
            match Self::of(tier, helper) {
                Ok(sandbox) => return Ok(Self { lacks, ..sandbox }),
                Err(missing) => lacks.push(missing),
            }
        }
        if lacks.is_empty() {
            lacks.push(Missing {
                tier: std::env::consts::OS,
                reason: "samocoder knows no sandbox for this system".to_owned(),
            });
        }
        Err(lacks)
    }

    /// Returns the sandbox of one tier, which was tried.
    ///
    /// # Errors
    /// When it does not work here.
    pub fn of(tier: Tier, helper: &Path) -> Result<Self, Missing> {
        let sandbox = Self {
            tier,
            helper: helper.to_owned(),
            lacks: Vec::new(),
        };
        let probed = if system::TIERS.contains(&tier) {
            system::probe(&sandbox)
        } else {
            Err(format!("it is none of {}'s", std::env::consts::OS))
        };
        match probed {
            Ok(()) => Ok(sandbox),
            Err(reason) => Err(Missing {
                tier: tier.name(),
                reason,
            }),
        }
    }

    /// Returns how well it closes commands in.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// Returns why better tiers do not work here.
    pub fn lacks(&self) -> &[Missing] {
        &self.lacks
    }

    /// Returns the command to start instead of `command`, and what to write to its standard input,
    /// which is to stay open as long as the command may run.
    pub fn wrap(&self, policy: &Policy, command: &[String]) -> (Command, Vec<u8>) {
        let line = Order::line(self, policy, command);
        (system::start(&self.helper), line)
    }
}

/// Does the helper's work.
pub fn help(part: Option<&OsStr>) -> ExitCode {
    system::help(part)
}
