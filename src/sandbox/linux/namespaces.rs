//! Own users, processes, mounts, shared memory, and a network with nothing but loopback.

use std::ffi::CString;
use std::fs;
use std::io;
use std::mem;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use rustix::mount::{MountFlags, mount, mount_bind_recursive};
use rustix::thread::UnshareFlags;

use super::super::{Network, Policy};
use super::{Error, system};

/// Leaves the namespaces of the parent. Processes that are started from now on are in the new ones.
pub(super) fn enter(network: Network) -> Result<(), Error> {
    let user = rustix::process::geteuid().as_raw();
    let group = rustix::process::getegid().as_raw();
    let own =
        UnshareFlags::NEWUSER | UnshareFlags::NEWPID | UnshareFlags::NEWIPC | UnshareFlags::NEWNS;
    let closed = network != Network::Open;
    let flags = if closed {
        own | UnshareFlags::NEWNET
    } else {
        own
    };
    unshare(flags).map_err(system("own namespaces"))?;
    // Nobody becomes anybody else; without this the user would be nobody.
    for (file, line) in [
        ("/proc/self/setgroups", "deny".to_owned()),
        ("/proc/self/uid_map", format!("{user} {user} 1")),
        ("/proc/self/gid_map", format!("{group} {group} 1")),
    ] {
        write(file, &line).map_err(system("the user of the namespace"))?;
    }
    if closed {
        loopback_up().map_err(system("loopback"))?;
    }
    Ok(())
}

/// Makes everything read-only but what a policy lets be changed, and shows no processes but those
/// inside.
///
/// Landlock does not know of changed modes, owners and times of files; this does. Where a container
/// forbids either, the command runs without: what Landlock closes is closed all the same.
pub(super) fn furnish(policy: &Policy) -> Result<(), Error> {
    let writable = &policy.write;
    let own = |path: &PathBuf| mount_bind_recursive(path, path).is_ok();
    if writable.iter().all(own) && read_only(Path::new("/"), true).is_ok() {
        for path in writable {
            read_only(path, false).map_err(system("the mounts of writable folders"))?;
        }
        for path in &policy.keep {
            let kept = mount_bind_recursive(path, path).map_err(io::Error::from);
            let kept = kept.and_then(|()| read_only(path, true));
            kept.map_err(system("the mounts of what is kept"))?;
        }
        // The folder that this process is in is still the one of before the mounts.
        let here = std::env::current_dir().and_then(std::env::set_current_dir);
        here.map_err(system("the current folder"))?;
    }
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    mount("proc", "/proc", "proc", flags, None).unwrap_or_default();
    Ok(())
}

/// Changes whether a mount and those below it can be written.
#[expect(unsafe_code, reason = "a call of the system without a safe form")]
fn read_only(path: &Path, read_only: bool) -> io::Result<()> {
    let (attr_set, attr_clr) = if read_only {
        (libc::MOUNT_ATTR_RDONLY, 0)
    } else {
        (0, libc::MOUNT_ATTR_RDONLY)
    };
    let change = libc::mount_attr {
        attr_set,
        attr_clr,
        propagation: 0,
        userns_fd: 0,
    };
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: the path ends with a zero, and both it and the change outlive the call, which only
    // reads them.
    let done = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            libc::AT_FDCWD,
            path.as_ptr(),
            libc::AT_RECURSIVE,
            &raw const change,
            size_of::<libc::mount_attr>(),
        )
    };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a file of the kernel about this process, not of a project"
)]
fn write(file: &str, line: &str) -> io::Result<()> {
    fs::write(file, line)
}

#[expect(unsafe_code, reason = "a call of the system without a safe form")]
fn unshare(flags: UnshareFlags) -> io::Result<()> {
    // SAFETY: file descriptors are not unshared (no `FILES`), and the helper has one thread.
    unsafe { rustix::thread::unshare_unsafe(flags) }.map_err(Into::into)
}

/// Switches on `lo`, which is off in a new network.
#[expect(unsafe_code, reason = "calls of the system without a safe form")]
fn loopback_up() -> io::Result<()> {
    let socket = rustix::net::socket(
        rustix::net::AddressFamily::INET,
        rustix::net::SocketType::DGRAM,
        None,
    )?;
    // SAFETY: all zeros are a value of this struct of numbers.
    let mut request: libc::ifreq = unsafe { mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(b"lo") {
        *to = libc::c_char::from_ne_bytes([*from]);
    }
    request.ifr_ifru.ifru_flags = i16::try_from(libc::IFF_UP | libc::IFF_RUNNING).unwrap_or(0);
    let descriptor = std::os::fd::AsRawFd::as_raw_fd(&socket);
    // SAFETY: the socket is open, and the request outlives the call, which only reads it.
    let done = unsafe { libc::ioctl(descriptor, libc::SIOCSIFFLAGS, &raw const request) };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
