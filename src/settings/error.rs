//! Why settings can't be used.

use std::io;
use std::path::PathBuf;

use crate::exit::Exit;

/// Why settings can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A settings file can't be read.
    #[error("failed to read `{}`", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something in a settings file is wrong.
    #[error("`{}`: {message}\n{excerpt}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What is wrong.
        message: String,
        /// The line, its number and a caret under the place.
        excerpt: String,
    },
    /// A variable or a flag holds what it can't.
    #[error("{place} must be {expects}")]
    Value {
        /// The variable or the flag.
        place: String,
        /// What is expected.
        expects: String,
    },
    /// What was typed is not what the setting holds.
    #[error("`{name}` must be {expects}")]
    Typed {
        /// The setting.
        name: String,
        /// What is expected.
        expects: String,
    },
    /// There is no setting of that name.
    #[error("there is no setting `{name}`{suggestion}")]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name, in words.
        suggestion: String,
    },
    /// The chain names a provider that is not known.
    #[error("the chain ({place}) names `{name}`, which is no provider{suggestion}")]
    Provider {
        /// The name.
        name: String,
        /// Where the chain was set.
        place: String,
        /// The nearest name, in words.
        suggestion: String,
    },
    /// A provider's setting is missing.
    #[error("the provider `{provider}` needs the setting `{setting}`")]
    Missing {
        /// The provider.
        provider: String,
        /// The setting.
        setting: String,
    },
    /// What a model costs is not known.
    #[error("the price of `{model}` is not known, and a price is needed to keep to a cap")]
    Price {
        /// The provider.
        provider: String,
        /// The model.
        model: String,
    },
    /// A key would travel where anybody can read it.
    #[error("`{name}` ({place}) has no encryption, so keys could be read on the way")]
    Unencrypted {
        /// The setting.
        name: String,
        /// Where it was set.
        place: String,
    },
    /// There is no folder for settings.
    #[error("there is no home directory to keep settings in")]
    NoHome,
}

impl Error {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::Read { .. } => Exit::Files,
            Self::Typed { .. } | Self::Unknown { .. } => Exit::Usage,
            Self::File { .. }
            | Self::Value { .. }
            | Self::Provider { .. }
            | Self::Missing { .. }
            | Self::Price { .. }
            | Self::Unencrypted { .. }
            | Self::NoHome => Exit::Settings,
        }
    }

    /// Returns what to do about it, when there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Read { .. } | Self::Value { .. } | Self::Typed { .. } => return None,
            Self::File { .. } | Self::Unknown { .. } => {
                "`samocoder config list` shows all settings".to_owned()
            }
            Self::Provider { name, .. } => {
                format!("for one of your own: `samocoder config set providers.{name}.base_url URL`")
            }
            Self::Missing { setting, .. } => format!("`samocoder config set {setting} VALUE`"),
            Self::Price { provider, .. } => {
                format!(
                    "`samocoder model refresh` asks for it; `samocoder config set providers.{provider}.price_input USD`, \
                     and `price_output`, say it"
                )
            }
            Self::Unencrypted { .. } => {
                "use an address with https, or `samocoder config set allow_http true` where you trust the network"
                    .to_owned()
            }
            Self::NoHome => "set `SAMOCODER_CONFIG_DIR`".to_owned(),
        };
        Some(hint)
    }
}
