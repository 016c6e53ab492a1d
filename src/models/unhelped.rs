//! Why models don't help in a run that needs them, with the exit code and the advice that belong to
//! it.

use std::path::PathBuf;

use crate::exit::Exit;
use crate::pipeline::Unusable;
use crate::run::Unreadable;

/// Why models don't help in a run that needs them.
#[derive(Debug, thiserror::Error)]
pub enum Unhelped {
    /// Nobody can be asked.
    #[error("no provider of the chain has a key")]
    NoKeys,
    /// The time is over.
    #[error("the deadline passed before the models had answered")]
    Deadline,
    /// What they made can't be used.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// What they answered is not what they were asked for.
    #[error("what models answered to `{step}` is not what they were asked for")]
    NoDocument {
        /// What the answer was for.
        step: String,
    },
    /// A recording can't be used.
    #[error("`{}` can't be replayed", path.display())]
    Recording {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it.
        source: Unreadable,
    },
    /// A recording is of another template.
    #[error("`{}` was recorded with the template `{recorded}`, not `{asked}`", path.display())]
    OtherTemplate {
        /// Its path.
        path: PathBuf,
        /// Its template.
        recorded: String,
        /// The template that was asked for.
        asked: String,
    },
    /// A recording lacks an answer.
    #[error("the recording has no answer to call {} of `{step}` ({prompt})", attempt + 1)]
    NotRecorded {
        /// What the answer was for.
        step: String,
        /// How often the same was asked before for this.
        attempt: u32,
        /// The beginning of the hash of what is asked.
        prompt: String,
    },
    /// The recording would be written over a file.
    #[error("`{}` exists", path.display())]
    RecordingExists {
        /// Its path.
        path: PathBuf,
    },
    /// The recording would replace a file that is none.
    #[error("`{}` is no recording, and is not replaced", path.display())]
    NoRecording {
        /// Its path.
        path: PathBuf,
    },
    /// A run that was not finished has answers that were paid for.
    #[error("a run for `{}` was interrupted, and its answers were paid for", target.display())]
    Unfinished {
        /// Where its project was to appear.
        target: PathBuf,
        /// The command that goes on.
        resume: String,
        /// The command that throws it away.
        remove: String,
    },
}

impl Unhelped {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::NoKeys
            | Self::Recording { .. }
            | Self::OtherTemplate { .. }
            | Self::NotRecorded { .. } => Exit::Settings,
            Self::Deadline => Exit::Budget,
            Self::Unusable(_) | Self::NoDocument { .. } => Exit::Unusable,
            Self::RecordingExists { .. } | Self::NoRecording { .. } | Self::Unfinished { .. } => {
                Exit::Files
            }
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::NoKeys => {
                "`samocoder key set openrouter` keeps a key; `samocoder key list` shows all"
            }
            Self::Deadline => "`--deadline` allows more time",
            Self::Unusable(_) | Self::NoDocument { .. } => {
                "without `--min-engine model` and `--engine model` rules do what models can't"
            }
            Self::Recording { .. } => "`--record FILE` of `samocoder new` makes a recording",
            Self::OtherTemplate { recorded, .. } => {
                return format!("`--template {recorded}` is what was recorded");
            }
            Self::NotRecorded { .. } => {
                "replay with the idea and the version of samocoder that were recorded"
            }
            Self::RecordingExists { .. } => {
                "choose another name with `--record`, or give `--force` to replace it"
            }
            Self::NoRecording { .. } => "choose another name with `--record`",
            Self::Unfinished { resume, remove, .. } => {
                return format!("`{resume}` goes on; `{remove}` throws them away");
            }
        };
        hint.to_owned()
    }
}
