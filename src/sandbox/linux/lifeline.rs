//! Standard input of the helper: its order, one line, and then silence for as long as it may run.

use std::fs;
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ExitStatus};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, WaitOptions, kill_process, pidfd_open,
    set_child_subreaper, wait, waitid,
};

use super::super::{MARK, Order};

/// The longest order, in bytes.
const LONGEST: usize = 1 << 20;

/// How often children that were adopted are reaped.
const OFTEN: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 250_000_000,
};

/// Reads the order; returns it also as it came.
pub(super) fn order() -> io::Result<(Vec<u8>, Order)> {
    let mut line = Vec::new();
    let mut piece = [0; 4096];
    while line.len() < LONGEST && !line.ends_with(b"\n") {
        match read(&mut piece)? {
            0 => break,
            length => line.extend_from_slice(piece.get(..length).unwrap_or_default()),
        }
    }
    let order: Order = serde_json::from_slice(&line)?;
    // The first order is the only one.
    MARK.set(order.mark.clone()).unwrap_or_default();
    Ok((line, order))
}

/// Becomes the parent of whoever is left behind by its own: a daemon is found then.
pub(super) fn adopt() -> io::Result<()> {
    set_child_subreaper(Some(rustix::process::getpid())).map_err(Into::into)
}

/// Waits until a child ends, or ends it when the lifeline does; nothing then.
///
/// No thread waits for either: there can be none beside a namespace for processes to come.
pub(super) fn wait_for(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let process = process.ok_or(Errno::CHILD)?;
    let ending = pidfd_open(process, PidfdFlags::empty())?;
    loop {
        let mut ends = [
            PollFd::new(&ending, PollFlags::IN),
            PollFd::from_borrowed_fd(rustix::stdio::stdin(), PollFlags::IN),
        ];
        match poll(&mut ends, Some(&OFTEN)) {
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let [ended, lifeline] = ends.map(|end| !end.revents().is_empty());
        // Those who lost their parent are children of this one, and take places until they are reaped.
        if let Some(status) = reap(process) {
            return Ok(Some(status));
        }
        if ended {
            return child.wait().map(Some);
        }
        if lifeline && read(&mut [0])? == 0 {
            // It may have ended by itself.
            child.kill().unwrap_or_default();
            child.wait()?;
            return Ok(None);
        }
    }
}

/// Reaps all children that have ended; returns the status of the one that is meant, if it has.
fn reap(process: Pid) -> Option<ExitStatus> {
    while let Ok(Some((ended, status))) = wait(WaitOptions::NOHANG) {
        if ended == process {
            return Some(ExitStatus::from_raw(status.as_raw()));
        }
    }
    None
}

fn read(piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match rustix::io::read(rustix::stdio::stdin(), &mut *piece) {
            Err(Errno::INTR) => {}
            result => return Ok(result?),
        }
    }
}

/// Ends all children, and theirs, until there are none.
pub(super) fn end_children() {
    while is_parent() {
        for child in descendants() {
            // It may have ended by itself.
            kill_process(child, Signal::KILL).unwrap_or_default();
        }
        // Those who lost their parent show up as children of the helper's now.
        while matches!(wait(WaitOptions::NOHANG), Ok(Some(_))) {}
        thread::yield_now();
    }
}

/// Returns whether there is any child, be it one that nobody waited for.
fn is_parent() -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(waitid(WaitId::All, options), Err(Errno::CHILD))
}

/// Returns all processes that descend from this one.
fn descendants() -> Vec<Pid> {
    let all: Vec<(i32, i32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read(entry.path().join("stat")).ok()?;
            let stat = String::from_utf8_lossy(&stat);
            // After the name, which may hold anything, come the state and the parent.
            let (_, rest) = stat.rsplit_once(')')?;
            let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect();
    let mut found = vec![rustix::process::getpid().as_raw_nonzero().get()];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        let children = all.iter().filter(|(_, of)| *of == parent);
        found.extend(children.map(|(pid, _)| *pid));
        next += 1;
    }
    found
        .into_iter()
        .skip(1)
        .filter_map(Pid::from_raw)
        .collect()
}
