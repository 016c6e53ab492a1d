//! The sandbox of Linux: the helper, which runs twice.
//!
//! The *outer* one makes the namespaces, stays outside of them and out of reach of the command, and
//! holds the lifeline. The *inner* one gives up its rights: in namespaces it is process 1, so that
//! everything ends with it, and starts the command; without them it becomes the command.
#![expect(
    clippy::disallowed_methods,
    reason = "the helper starts the inner helper and the command"
)]

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior,
    set_parent_process_death_signal, setrlimit,
};
use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::{FAILED, HELPER, Network, Order, Policy, Sandbox, Tier};

mod calls;
mod files;
mod lifeline;
mod namespaces;

/// The tiers of this system, the best one first.
pub(super) const TIERS: [Tier; 2] = [Tier::Namespaces, Tier::Landlock];

/// What the inner helper is called with.
const INSIDE: &str = "inside";

/// The most processes and threads inside of namespaces; elsewhere those of the user's other programs
/// would count too.
const MOST_PROCESSES: u64 = 4096;

/// Tries a sandbox without a command in it.
pub(super) fn probe(sandbox: &Sandbox) -> Result<(), String> {
    let policy = Policy {
        read: Vec::new(),
        write: vec![std::env::temp_dir()],
        keep: Vec::new(),
        network: Network::Loopback,
        largest_file: 0,
    };
    let (mut command, order) = sandbox.wrap(&policy, &[]);
    let told = |error: io::Error| error.to_string();
    let mut child = command
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(told)?;
    let mut lifeline = child.stdin.take();
    if let Some(lifeline) = &mut lifeline {
        // A helper that ended before it read its order says why itself.
        lifeline.write_all(&order).unwrap_or_default();
    }
    let output = child.wait_with_output().map_err(told)?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let last = || text.lines().next_back().unwrap_or_default();
    Err(super::complaint(&text).unwrap_or_else(last).to_owned())
}

/// Returns the command that starts the outer helper.
pub(super) fn start(helper: &Path) -> Command {
    let mut command = Command::new(helper);
    command.arg(HELPER);
    command
}

/// Does the helper's work; ends as the command ended, with a signal as 128 and its number.
pub(super) fn help(part: Option<&OsStr>) -> ExitCode {
    let done = if part.is_some_and(|part| part == INSIDE) {
        inside()
    } else {
        outside()
    };
    ExitCode::from(done.unwrap_or_else(|error| {
        super::complain(&error);
        FAILED
    }))
}

/// Why the helper could not do its work.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("the order can't be read: {0}")]
    Order(io::Error),
    #[error("{what}: {source}")]
    System {
        what: &'static str,
        source: io::Error,
    },
    #[error("{0}")]
    Landlock(#[from] landlock::RulesetError),
    #[error("the kernel has no Landlock, or it is switched off")]
    NoLandlock,
    #[error("{0}")]
    Seccomp(#[from] seccompiler::Error),
    #[error("{0}")]
    Filter(#[from] seccompiler::BackendError),
}

/// Returns what makes an error of one of the system.
fn system<E: Into<io::Error>>(what: &'static str) -> impl FnOnce(E) -> Error {
    move |source| Error::System {
        what,
        source: source.into(),
    }
}

/// The outer helper.
fn outside() -> Result<u8, Error> {
    close_inherited()?;
    let (line, order) = lifeline::order().map_err(Error::Order)?;
    ignore_requests()?;
    match order.tier {
        Tier::Namespaces => namespaces::enter(order.policy.network)?,
        Tier::Landlock | Tier::Seatbelt => lifeline::adopt().map_err(system("orphans"))?,
    }
    let mut inner = Command::new("/proc/self/exe");
    inner.args([HELPER, INSIDE]).stdin(Stdio::piped());
    let mut inner = inner.spawn().map_err(system("the inner helper"))?;
    let mut input = inner.stdin.take();
    if let Some(input) = &mut input {
        // An inner helper that ended before it read its order says why itself.
        input.write_all(&line).unwrap_or_default();
    }
    let code = ended(&mut inner);
    if order.tier == Tier::Landlock {
        lifeline::end_children();
    }
    code
}

/// Closes what whoever started samocoder had open: to an open file nothing is closed any more.
#[expect(unsafe_code, reason = "a call of the system without a safe form")]
fn close_inherited() -> Result<(), Error> {
    const FIRST: libc::c_uint = 3;
    // SAFETY: it takes numbers only, and nothing here has opened a file yet.
    let done = unsafe { libc::syscall(libc::SYS_close_range, FIRST, libc::c_uint::MAX, 0) };
    if done == 0 {
        return Ok(());
    }
    Err(system("open files")(io::Error::last_os_error()))
}

/// The inner helper.
fn inside() -> Result<u8, Error> {
    let (_, order) = lifeline::order().map_err(Error::Order)?;
    ignore_requests()?;
    let death = set_parent_process_death_signal(Some(Signal::KILL));
    death.map_err(system("the outer helper's end"))?;
    if order.tier == Tier::Namespaces {
        namespaces::furnish(&order.policy)?;
    }
    limit(&order)?;
    files::close(&order.policy)?;
    give_up_capabilities()?;
    let Some((program, arguments)) = order.command.split_first() else {
        calls::close(&order.policy)?;
        return Ok(0);
    };
    calls::close(&order.policy)?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    match order.tier {
        Tier::Namespaces => {
            // The command may look at processes like its own; not into this one, which knows the mark.
            let closed = set_dumpable_behavior(DumpableBehavior::NotDumpable);
            closed.map_err(system("the helper's memory"))?;
            let mut child = command.spawn().map_err(system("the command"))?;
            ended(&mut child)
        }
        Tier::Landlock | Tier::Seatbelt => Err(system("the command")(command.exec())),
    }
}

/// Leaves requests to end to the command, which gets them too as one of the same group: the helper
/// ends after it.
fn ignore_requests() -> Result<(), Error> {
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        // A signal that is taken note of, unlike one that is ignored, comes through to the command.
        let noted = signal_hook::flag::register(signal, Arc::default());
        noted.map_err(system("signals"))?;
    }
    Ok(())
}

/// Gives up what only root may do. Landlock forbids to get it back, as it forbids new privileges.
fn give_up_capabilities() -> Result<(), Error> {
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    set_capabilities(None, none).map_err(system("capabilities"))
}

fn ended(child: &mut Child) -> Result<u8, Error> {
    let status = lifeline::wait_for(child).map_err(system("waiting"))?;
    Ok(status.map_or(FAILED, code))
}

/// Returns a status as shells tell it.
fn code(status: ExitStatus) -> u8 {
    let signal = status.signal().map(|signal| 128 + signal);
    let code = status.code().or(signal);
    code.and_then(|code| u8::try_from(code).ok())
        .unwrap_or(FAILED)
}

/// Bounds what a command may take.
fn limit(order: &Order) -> Result<(), Error> {
    let set = |resource, most| {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).map_err(system("limits"))
    };
    set(Resource::Core, 0)?;
    set(Resource::Fsize, order.policy.largest_file)?;
    if order.tier == Tier::Namespaces {
        set(Resource::Nproc, MOST_PROCESSES)?;
    }
    Ok(())
}
