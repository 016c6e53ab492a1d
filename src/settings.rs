//! What commands receive: the flags and the environment, resolved once, with no option left open.
//!
//! [`Settings`] is for every command and reads no file. What calls to models go by is laid together
//! by [`load`] from the settings files, the environment and flags, and read as [`CallSettings`].

use crate::cli::{Color, GlobalArgs};
use crate::spec::Language;

mod calls;
pub mod env;
mod error;
pub mod file;
mod layer;
pub mod load;
pub mod table;
pub mod value;

pub use calls::CallSettings;
use env::Environment;
pub use error::Error;
pub use layer::{Entry, Layers, Source};

/// The settings of one invocation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether stdout is JSON.
    pub json: bool,
    /// Whether only results and errors are told.
    pub quiet: bool,
    /// The language of messages.
    pub language: Language,
    /// When colours are used.
    pub color: ColorChoice,
    /// Whether this is a CI job: no animation.
    pub ci: bool,
    /// The environment, for what only some commands need of it.
    pub environment: Environment,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorChoice {
    /// On terminals.
    Terminal,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Returns whether a stream gets colours.
    pub fn on(self, terminal: bool) -> bool {
        match self {
            Self::Terminal => terminal,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Settings {
    /// Resolves the flags and the environment.
    pub fn new(args: &GlobalArgs, environment: Environment) -> Self {
        Self {
            json: args.json,
            quiet: args.quiet,
            language: args.lang.map_or_else(|| environment.language(), Into::into),
            color: match args.color {
                Color::Always => ColorChoice::Always,
                Color::Never => ColorChoice::Never,
                Color::Auto if environment.no_color() => ColorChoice::Never,
                Color::Auto => ColorChoice::Terminal,
            },
            ci: environment.ci(),
            environment,
        }
    }
}
