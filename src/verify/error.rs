//! Why verification could not be done; a project that is red is no error but a failed check.

use std::io;
use std::path::PathBuf;

use crate::exit::Exit;
use crate::interrupt::Interrupted;
use crate::sandbox::Missing;

/// Why verification could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no Node, or it is too old.
    #[error("{}", missing_node(found.as_deref()))]
    MissingNode {
        /// The version that is there, if one is.
        found: Option<String>,
    },
    /// There is no npm.
    #[error("npm is not on the PATH")]
    MissingNpm,
    /// A program did not start.
    #[error("failed to run `{command}` in {}", directory.display())]
    Spawn {
        /// The command line.
        command: String,
        /// Where it should have run.
        directory: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is nothing here to close generated code in with.
    #[error("there is no sandbox on this machine{}", reasons(lacks))]
    NoSandbox {
        /// Why each tier does not work.
        lacks: Vec<Missing>,
    },
    /// There is a sandbox, and it failed.
    #[error("the sandbox failed: {reason}")]
    SandboxFailed {
        /// What it said.
        reason: String,
    },
    /// Samocoder does not find itself.
    #[error("failed to find samocoder's own program")]
    Program(#[source] io::Error),
    /// The place for test reports could not be made.
    #[error("failed to make a temporary directory")]
    Temporary(#[source] io::Error),
    /// Ctrl-C or SIGTERM ended it.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// The receipt is not one.
    #[error("the receipt is not valid")]
    Receipt(#[source] serde_json::Error),
    /// The receipt is of a later samocoder.
    #[error(
        "the receipt has format {found}, and this version of samocoder knows formats up to {known}"
    )]
    ReceiptFormat {
        /// Its format.
        found: u32,
        /// The latest known format.
        known: u32,
    },
}

fn missing_node(found: Option<&str>) -> String {
    match found {
        Some(version) => {
            format!("Node.js {version} is too old: full verification needs 20.19 or newer")
        }
        None => "Node.js is not on the PATH: full verification needs 20.19 or newer".to_owned(),
    }
}

fn reasons(lacks: &[Missing]) -> String {
    lacks.iter().map(|it| format!("; {it}")).collect()
}

/// What to do where there is no sandbox.
const NO_SANDBOX: &str = if cfg!(target_os = "linux") {
    "run a kernel of 5.13 or newer with Landlock switched on, use `--verify quick`, which runs nothing, or \
     let what was generated run with all your rights: `--allow-unsandboxed`"
} else {
    "use `--verify quick`, which runs nothing, or let what was generated run with all your rights: \
     `--allow-unsandboxed`"
};

impl Error {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::MissingNode { .. }
            | Self::MissingNpm
            | Self::Spawn { .. }
            | Self::NoSandbox { .. }
            | Self::SandboxFailed { .. }
            | Self::Program(_)
            | Self::ReceiptFormat { .. } => Exit::Settings,
            Self::Temporary(_) | Self::Receipt(_) => Exit::Files,
            Self::Interrupted(reason) => reason.status(),
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::MissingNode { .. } => {
                "install Node.js 20.19 or newer from https://nodejs.org, or use `--verify quick`, which needs \
                 no Node.js"
            }
            Self::MissingNpm => {
                "install npm (it comes with Node.js), or use `--verify quick`, which needs neither"
            }
            Self::Spawn { .. } => "see whether the command runs by hand in that directory",
            Self::NoSandbox { .. } => NO_SANDBOX,
            Self::SandboxFailed { .. } | Self::Program(_) => {
                "`samocoder doctor` tells what works on this machine"
            }
            Self::Temporary(_) => "set `TMPDIR` to a directory that can be written",
            Self::Interrupted(_) => return None,
            Self::Receipt(_) => {
                "remove `.samocoder/receipt.json` and run `samocoder verify` to write a new one"
            }
            Self::ReceiptFormat { .. } => "install a newer version of samocoder",
        };
        Some(hint.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_and_none_at_all_are_told_apart() {
        let old = Error::MissingNode {
            found: Some("18.2.0".into()),
        };
        assert!(old.to_string().starts_with("Node.js 18.2.0 is too old"));
        let none = Error::MissingNode { found: None };
        assert!(none.to_string().starts_with("Node.js is not on the PATH"));
        assert_eq!(none.status(), Exit::Settings);
        assert_eq!(
            Error::from(Interrupted::Terminate).status(),
            Exit::Terminated
        );
    }
}
