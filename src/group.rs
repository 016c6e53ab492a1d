//! Process groups of Unix: a program and all that it starts, ended as one.
//!
//! The leader is only reaped after its group was killed: until then its number can't be given to
//! another process, so the signal never hits a stranger.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// Makes the command the leader of a group of its own.
pub(crate) fn lead(command: &mut Command) {
    command.process_group(0);
}

/// Returns whether the leader has ended, and leaves it to be reaped.
pub(crate) fn has_ended(child: &mut Child) -> io::Result<bool> {
    let Some(pid) = pid(child) else {
        return Ok(true);
    };
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    match waitid(WaitId::Pid(pid), options) {
        Ok(status) => Ok(status.is_some()),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Asks every process of the group to end.
pub(crate) fn ask_to_end(child: &mut Child) {
    signal(child, Signal::TERM);
}

/// Ends every process of the group.
pub(crate) fn kill(child: &mut Child) {
    signal(child, Signal::KILL);
}

fn signal(child: &Child, signal: Signal) {
    // A group without anyone left to hear is as good as one that was told.
    if let Some(pid) = pid(child) {
        kill_process_group(pid, signal).unwrap_or_default();
    }
}

fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}
