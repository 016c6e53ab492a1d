//! Node and npm: are they there, and new enough for the project?

use std::io;
use std::path::Path;
use std::time::Duration;

use super::Error;
use super::environment::Environment;
use super::process::{self, Line};
use crate::interrupt::Interrupt;

/// The oldest Node that the project's tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// How long a program may take to say its version; the first start from a slow disk takes seconds.
const LIMIT: Duration = Duration::from_secs(30);

/// The name of npm's program.
pub(super) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Checks that full verification has the programs that it needs.
pub(super) fn check(
    directory: &Path,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<(), Error> {
    node_version(directory, environment, interrupt)?;
    match version(NPM, directory, environment, interrupt)? {
        Some(_) => Ok(()),
        None => Err(Error::MissingNpm),
    }
}

/// Returns the version of Node, when there is one that is new enough.
pub(super) fn node_version(
    directory: &Path,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<String, Error> {
    let node = version("node", directory, environment, interrupt)?;
    let good = node.clone().filter(|version| is_new_enough(version));
    good.ok_or(Error::MissingNode { found: node })
}

/// Returns what a program says when it is asked for its version; nothing if it is not there.
fn version(
    program: &'static str,
    directory: &Path,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<Option<String>, Error> {
    let line = Line::new(program, ["--version"]);
    match process::run(&line, directory, environment, LIMIT, interrupt) {
        Ok(ran) if ran.succeeded() => {
            let version = ran.output.lines().next_back().unwrap_or_default().trim();
            Ok(Some(version.trim_start_matches('v').to_owned()))
        }
        Ok(_) => Ok(None),
        Err(Error::Spawn { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= OLDEST,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_which_versions_will_do() {
        for good in ["20.19.0", "20.20.2", "22.1.0", "24.0.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["20.18.9", "18.20.0", "", "20", "x.y.z"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }

    #[test]
    fn a_path_without_node_says_so() {
        let empty = tempfile::tempdir().unwrap();
        let path = [("PATH".into(), empty.path().as_os_str().to_owned())];
        let environment = Environment::of(path);
        let error = check(empty.path(), &environment, &Interrupt::new()).unwrap_err();
        assert!(
            matches!(error, Error::MissingNode { found: None }),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes its program")]
    fn an_old_node_is_named() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let node = directory.path().join("node");
        std::fs::write(&node, "#!/bin/sh\necho v18.2.0\n").unwrap();
        std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = [("PATH".into(), directory.path().as_os_str().to_owned())];
        let environment = Environment::of(path);
        let error = check(directory.path(), &environment, &Interrupt::new()).unwrap_err();
        assert!(matches!(&error, Error::MissingNode { found: Some(found) } if found == "18.2.0"));
    }
}
