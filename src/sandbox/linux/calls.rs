//! seccomp: calls of the system that no build or test needs, and that attacks begin with.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

use super::super::{Network, Policy};
use super::Error;

/// Looking into other processes, keys of the kernel, mounts, namespaces, memory and queues that all
/// processes of a user share, and what kernels of before 6.2 let everybody do to files that Landlock
/// closes.
const REFUSED: [libc::c_long; 36] = [
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_open_by_handle_at,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_kexec_load,
    libc::SYS_truncate,
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_shmctl,
    libc::SYS_msgget,
    libc::SYS_msgsnd,
    libc::SYS_msgrcv,
    libc::SYS_msgctl,
    libc::SYS_semget,
    libc::SYS_semop,
    libc::SYS_semtimedop,
    libc::SYS_semctl,
];

/// Calls whose arguments a filter can't see; programs do without them on older kernels.
const UNKNOWN: [libc::c_long; 5] = [
    libc::SYS_clone3,
    libc::SYS_openat2,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
];

/// The bits that tell types of sockets apart.
const SOCKET_TYPES: libc::c_int = 0xf;

/// Added to the number of a call by programs for another way of calling the same kernel.
const X32: i64 = if cfg!(target_arch = "x86_64") {
    0x4000_0000
} else {
    0
};

/// Refuses calls: programs that only try go on without.
pub(super) fn close(policy: &Policy) -> Result<(), Error> {
    let mut refused: BTreeMap<i64, Vec<SeccompRule>> =
        REFUSED.iter().map(|call| (*call, Vec::new())).collect();
    refused.insert(libc::SYS_socket, sockets(policy.network)?);
    // One of a pair can write to any socket that has a path.
    let datagrams = flags(1, SOCKET_TYPES, libc::SOCK_DGRAM)?;
    refused.insert(libc::SYS_socketpair, vec![datagrams]);
    // The limits of others: they could be ended by one.
    let other = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, 0)?;
    refused.insert(libc::SYS_prlimit64, vec![SeccompRule::new(vec![other])?]);
    refused.insert(
        libc::SYS_clone,
        vec![flags(0, libc::CLONE_NEWUSER, libc::CLONE_NEWUSER)?],
    );
    // Emptying a file that one may only read.
    let (way, emptied) = (libc::O_ACCMODE | libc::O_TRUNC, libc::O_TRUNC);
    refused.insert(libc::SYS_openat, vec![flags(2, way, emptied)?]);
    #[cfg(target_arch = "x86_64")]
    refused.insert(libc::SYS_open, vec![flags(1, way, emptied)?]);
    apply(refused, libc::EPERM)?;
    let unknown = UNKNOWN.iter().map(|call| (*call, Vec::new())).collect();
    apply(unknown, libc::ENOSYS)
}

/// Returns which sockets are refused: all but those that the policy is about, or simply all.
fn sockets(network: Network) -> Result<Vec<SeccompRule>, Error> {
    let families = match network {
        Network::None => return Ok(Vec::new()),
        // The last one asks the kernel which addresses there are.
        Network::Loopback | Network::Open => [libc::AF_INET, libc::AF_INET6, libc::AF_NETLINK],
    };
    let other = families.into_iter().map(|family| {
        let family = u64::try_from(family).unwrap_or_default();
        SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, family)
    });
    let other = other.collect::<Result<Vec<_>, _>>()?;
    Ok(vec![SeccompRule::new(other)?])
}

/// Returns a rule about those bits of an argument that are in `mask`.
fn flags(argument: u8, mask: libc::c_int, value: libc::c_int) -> Result<SeccompRule, Error> {
    let bits = |number| u64::try_from(number).unwrap_or_default();
    let operator = SeccompCmpOp::MaskedEq(bits(mask));
    let length = SeccompCmpArgLen::Dword;
    let condition = SeccompCondition::new(argument, length, operator, bits(value))?;
    Ok(SeccompRule::new(vec![condition])?)
}

fn apply(mut rules: BTreeMap<i64, Vec<SeccompRule>>, refusal: libc::c_int) -> Result<(), Error> {
    let others: Vec<_> = rules
        .iter()
        .map(|(call, rules)| (call | X32, rules.clone()))
        .collect();
    rules.extend(others);
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(u32::try_from(refusal).unwrap_or_default()),
        TargetArch::try_from(std::env::consts::ARCH)?,
    )?;
    let program = BpfProgram::try_from(filter)?;
    Ok(seccompiler::apply_filter(&program)?)
}
