//! Why a key could not be read or kept.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::exit::Exit;
use crate::interrupt::Interrupted;
use crate::secret::Malformed;
use crate::store;

/// Why a key could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is there is no key.
    #[error("{place} holds no key")]
    Malformed {
        /// Where it is.
        place: String,
        /// Why it is none.
        source: Malformed,
    },
    /// The file that should hold a key can't be read.
    #[error("failed to read `{}`, which `{variable}` names", path.display())]
    File {
        /// The variable that names it.
        variable: String,
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nobody is there to type a key.
    #[error("there is no key to keep: nobody is there to type it")]
    NotTyped,
    /// There is no provider of that name.
    #[error("there is no provider `{name}`{suggestion}")]
    Provider {
        /// The name.
        name: String,
        /// The nearest name, in words.
        suggestion: String,
    },
    /// No place can keep a key.
    #[error("the key can't be kept: {keychain}; {vault}")]
    NoPlace {
        /// Why the keychain can't.
        keychain: String,
        /// Why the vault can't.
        vault: String,
    },
    /// A place can't be used.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Error {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::Provider { .. } | Self::NotTyped => Exit::Usage,
            Self::Unavailable(Unavailable::Interrupted(signal)) => signal.status(),
            Self::Malformed { .. }
            | Self::File { .. }
            | Self::NoPlace { .. }
            | Self::Unavailable(_) => Exit::Settings,
        }
    }

    /// Returns what to do about it, when there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Malformed { .. } => "copy the key again, whole and on one line",
            Self::File { .. } | Self::Unavailable(Unavailable::Interrupted(_)) => return None,
            Self::NotTyped => "give it on stdin: `samocoder key set PROVIDER --stdin < FILE`",
            Self::Provider { .. } => "`samocoder key list` shows the providers",
            Self::NoPlace { .. } => {
                "set the provider's environment variable, or `SAMOCODER_VAULT_PASSPHRASE` for the vault"
            }
            Self::Unavailable(unavailable) => unavailable.hint(),
        };
        Some(hint.to_owned())
    }
}

/// Why a place that keeps keys can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// There is no keychain on this machine, or none is running.
    #[error("there is no keychain here ({reason})")]
    Absent {
        /// What the system said.
        reason: String,
    },
    /// The keychain is locked, and nobody unlocks it.
    #[error("the keychain is locked")]
    Locked,
    /// The keychain gives no answer.
    #[error("the keychain gave no answer within {} s", limit.as_secs())]
    Silent {
        /// How long it was waited for.
        limit: Duration,
    },
    /// The keychain failed.
    #[error("the keychain failed ({reason})")]
    Failed {
        /// What it said.
        reason: String,
    },
    /// The vault needs a passphrase, and nobody gives it.
    #[error("the vault is closed: there is no passphrase")]
    Closed,
    /// The passphrase of the vault is wrong.
    #[error("the vault does not open with this passphrase")]
    WrongPassphrase,
    /// The vault can't be read.
    #[error("the vault `{}` is damaged", path.display())]
    Damaged {
        /// Its path.
        path: PathBuf,
    },
    /// The vault's file can't be read.
    #[error("failed to read the vault `{}`", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The vault's file can't be written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Whoever was asked for the passphrase ended it.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Unavailable {
    /// Returns what a user should know who only looked for a key; nothing where no keychain is
    /// what the machine is like.
    pub(super) fn notice(&self) -> Option<String> {
        match self {
            Self::Absent { .. } => None,
            Self::Locked
            | Self::Silent { .. }
            | Self::Failed { .. }
            | Self::Closed
            | Self::WrongPassphrase
            | Self::Damaged { .. }
            | Self::Read { .. }
            | Self::Store(_)
            | Self::Interrupted(_) => Some(format!("{self}: {}", self.hint())),
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Absent { .. } => {
                "`samocoder key set PROVIDER --vault` keeps keys in an encrypted file"
            }
            Self::Locked => "unlock it, or `samocoder config set keychain false`",
            Self::Silent { .. } | Self::Failed { .. } => {
                "`samocoder config set keychain false` leaves it out"
            }
            Self::Closed => "set `SAMOCODER_VAULT_PASSPHRASE` or `SAMOCODER_VAULT_PASSPHRASE_FILE`",
            Self::WrongPassphrase => "try again, or remove the vault and set the keys again",
            Self::Damaged { .. } => "remove it and set the keys again",
            Self::Interrupted(_) => "run the command again",
            Self::Read { .. } | Self::Store(_) => "see whether the file is yours",
        }
    }
}
