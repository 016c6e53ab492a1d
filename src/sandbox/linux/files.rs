//! Landlock: which files a command may read and write, and whom it may send signals to.

use std::path::Path;

use landlock::{
    ABI, Access as _, AccessFs, BitFlags, CompatLevel, Compatible as _, PathBeneath, PathFd,
    Ruleset, RulesetAttr as _, RulesetCreated, RulesetCreatedAttr as _, RulesetStatus, Scope,
};

use super::super::Policy;
use super::Error;

/// What every command may read and execute: programs and libraries, and what tells them about the
/// machine. Not `/usr/etc` and not all of `/etc`, where settings with secrets live.
const SYSTEM: [&str; 57] = [
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/bin",
    "/usr/sbin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/share",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/local/include",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/usr/local/libexec",
    "/usr/local/share",
    "/nix/store",
    "/gnu/store",
    "/run/current-system/sw",
    "/home/linuxbrew/.linuxbrew",
    "/snap",
    "/etc/alternatives",
    "/etc/ca-certificates",
    "/etc/crypto-policies",
    "/etc/fonts",
    "/etc/gai.conf",
    "/etc/group",
    "/etc/host.conf",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/ld.so.preload",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/os-release",
    "/etc/passwd",
    "/etc/pki/ca-trust",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/openssl.cnf",
    "/etc/protocols",
    "/etc/resolv.conf",
    "/etc/services",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
    "/etc/timezone",
    "/proc",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",
];

/// Devices that every program may use.
const DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];

/// The newest rights that are asked for; older kernels give what they have.
const NEWEST: ABI = ABI::V6;

/// The oldest that will do; what it leaves open [`super::calls`] closes.
const OLDEST: ABI = ABI::V1;

/// Gives up all files but those of the policy.
pub(super) fn close(policy: &Policy) -> Result<(), Error> {
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(OLDEST))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .scope(Scope::Signal | Scope::AbstractUnixSocket)?
        .create()?;
    let read = AccessFs::from_read(NEWEST);
    for path in SYSTEM.iter().map(Path::new) {
        rules = allow(rules, path, read)?;
    }
    for path in &policy.read {
        rules = allow(rules, path, read)?;
    }
    let change = AccessFs::from_all(NEWEST);
    for path in DEVICES.iter().map(Path::new) {
        rules = allow(rules, path, change)?;
    }
    for path in &policy.write {
        rules = allow(rules, path, change)?;
    }
    let status = rules.restrict_self()?;
    match status.ruleset {
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced => Ok(()),
        RulesetStatus::NotEnforced => Err(Error::NoLandlock),
    }
}

/// Allows a path; one that is not there has nothing to allow.
fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, Error> {
    let Ok(open) = PathFd::new(path) else {
        return Ok(rules);
    };
    let access = if path.is_dir() {
        access
    } else {
        access & AccessFs::from_file(NEWEST)
    };
    let rule = PathBeneath::new(open, access).set_compatibility(CompatLevel::BestEffort);
    Ok(rules.add_rule(rule)?)
}
