//! Everything that can end a command, with the exit code and the advice that belong to it.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::interrupt::Interrupted;
use crate::llm::chain::{Notice, Reason, Unanswered, Verdict};
use crate::llm::failure::Class;
use crate::models::Unhelped;
use crate::pipeline::Unusable;
use crate::{builtin, credential, models, settings, spec, store, template, verify};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No idea was given and nobody is there to be asked.
    #[error("there is no idea")]
    NoIdea,
    /// The file with the idea or the spec can't be read.
    #[error("failed to read {}", place(path))]
    Read {
        /// Its path; `-` for stdin.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file with the idea or the spec is not text.
    #[error("{} is not UTF-8 text: line {line} holds other bytes", place(path))]
    NotText {
        /// Its path; `-` for stdin.
        path: PathBuf,
        /// The first line that is not.
        line: usize,
    },
    /// The file with the idea or the spec is larger than anything that describes an app.
    #[error("{} is larger than {} MiB", place(path), limit >> 20)]
    TooLong {
        /// Its path; `-` for stdin.
        path: PathBuf,
        /// The most bytes that are read.
        limit: u64,
    },
    /// The spec can't be used.
    #[error("{} is not a usable spec", place(path))]
    Spec {
        /// Its path; `-` for stdin.
        path: PathBuf,
        /// What is wrong with it.
        source: spec::file::Error,
    },
    /// The idea can't be understood at all.
    #[error(transparent)]
    Idea(#[from] builtin::Error),
    /// The template can't be used.
    #[error(transparent)]
    Template(#[from] template::Error),
    /// Settings can't be used.
    #[error(transparent)]
    Settings(#[from] settings::Error),
    /// A key could not be read or kept.
    #[error(transparent)]
    Credential(#[from] credential::Error),
    /// Verification could not be done.
    #[error(transparent)]
    Verify(#[from] verify::Error),
    /// Files could not be written or read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Nothing can be written to stdout.
    #[error("failed to write to stdout")]
    Stdout {
        /// What the system said.
        source: io::Error,
    },
    /// There is no exit code of that number.
    #[error("there is no exit code {code}")]
    NoSuchCode {
        /// The number.
        code: u8,
    },
    /// Signals can't be listened to.
    #[error("failed to listen for Ctrl-C")]
    Signals {
        /// What the system said.
        source: io::Error,
    },
    /// There is no question.
    #[error("there is no question")]
    NoQuestion,
    /// Stdin can't be both the question and the key.
    #[error("stdin holds either the question or the key, not both")]
    StdinTwice,
    /// Nobody answered.
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
    /// Models don't help in a run that needs them.
    #[error(transparent)]
    Unhelped(#[from] Unhelped),
    /// A flag holds what it can't.
    #[error("{flag} must be {expects}")]
    Flag {
        /// The flag.
        flag: &'static str,
        /// What it holds.
        expects: &'static str,
    },
    /// The system gives nothing to wait with.
    #[error("failed to start waiting for providers")]
    Runtime {
        /// What the system said.
        source: io::Error,
    },
    /// Nobody can be served at this address.
    #[error("failed to listen at {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// There is no folder for what has to be remembered.
    #[error("there is no home in which to keep what providers tell")]
    NoStateFolder,
    /// The system gives no random numbers.
    #[error("failed to make a token")]
    Random {
        /// What the system said.
        source: getrandom::Error,
    },
    /// There can be no encrypted connection.
    #[error("failed to make ready for connections")]
    Client {
        /// What the library said.
        source: reqwest::Error,
    },
    /// Ctrl-C or SIGTERM ended it.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
    /// Ctrl-C or SIGTERM ended a run that can go on.
    #[error("{signal}")]
    Stopped {
        /// The signal.
        signal: Interrupted,
        /// The command that goes on.
        resume: String,
    },
    /// There is no run of that name.
    #[error("there is no run `{named}`")]
    UnknownRun {
        /// The name.
        named: String,
    },
    /// There is nothing to go on with.
    #[error("there is no unfinished run{}", named.as_ref().map(|it| format!(" of `{it}`")).unwrap_or_default())]
    NoRun {
        /// What was asked for.
        named: Option<String>,
    },
}

/// Returns the words for a path, of which `-` is stdin.
fn place(path: &Path) -> String {
    if path == Path::new("-") {
        "stdin".to_owned()
    } else {
        format!("`{}`", path.display())
    }
}

impl From<Unusable> for Error {
    fn from(error: Unusable) -> Self {
        Self::Unhelped(error.into())
    }
}

impl From<models::Error> for Error {
    fn from(error: models::Error) -> Self {
        match error {
            models::Error::Verify(error) => Self::Verify(error),
            models::Error::Store(error) => Self::Store(error),
            models::Error::Unanswered(unanswered) => Self::Unanswered(unanswered),
            models::Error::Unhelped(error) => Self::Unhelped(error),
        }
    }
}

impl Error {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::NoIdea
            | Self::NoSuchCode { .. }
            | Self::NoQuestion
            | Self::StdinTwice
            | Self::NoRun { .. }
            | Self::UnknownRun { .. }
            | Self::Flag { .. }
            | Self::NotText { .. }
            | Self::TooLong { .. }
            | Self::Idea(_)
            | Self::Template(template::Error::Unknown { .. }) => Exit::Usage,
            Self::Read { .. } | Self::Stdout { .. } => Exit::Files,
            Self::Unhelped(error) => error.status(),
            Self::Spec { .. } | Self::Listen { .. } | Self::NoStateFolder => Exit::Settings,
            Self::Template(_)
            | Self::Signals { .. }
            | Self::Runtime { .. }
            | Self::Random { .. }
            | Self::Client { .. } => Exit::Bug,
            Self::Settings(error) => error.status(),
            Self::Credential(error) => error.status(),
            Self::Unanswered(unanswered) => match unanswered.verdict() {
                Verdict::Settings => Exit::Settings,
                Verdict::TooLarge => Exit::Usage,
                Verdict::TooDear => Exit::Budget,
                Verdict::Bug => Exit::Bug,
                Verdict::Refused | Verdict::Later => Exit::NoProvider,
            },
            Self::Verify(error) => error.status(),
            Self::Store(error) => error.status(),
            Self::Interrupted(signal) | Self::Stopped { signal, .. } => signal.status(),
        }
    }

    /// Returns what to do about it, when there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoIdea => Some(
                "say what the app is for: `samocoder new \"I want to track my plants\"`, \
                 or give `-` for stdin, `@FILE` or `--spec FILE`"
                    .to_owned(),
            ),
            Self::NotText { .. } => Some("save the text as UTF-8".to_owned()),
            Self::TooLong { .. } | Self::Idea(builtin::Error::TooLong { .. }) => Some(
                "say only what the app keeps and what people do with it; one page is plenty"
                    .to_owned(),
            ),
            Self::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Some("give the path of a file that exists, or the idea itself".to_owned())
            }
            Self::Idea(builtin::Error::Empty | builtin::Error::NoWord) => Some(
                "say in a few words what the app keeps, such as \"recipes: title, time, photo\""
                    .to_owned(),
            ),
            Self::Spec { .. } => Some("`samocoder schema spec` describes every key".to_owned()),
            Self::Template(template::Error::Unknown { .. }) => {
                Some("`samocoder template list` shows what there is".to_owned())
            }
            Self::Template(_) => Some("this is a bug of samocoder's; please report it".to_owned()),
            Self::NoSuchCode { .. } => Some("`samocoder explain` lists all codes".to_owned()),
            Self::Settings(error) => error.hint(),
            Self::Credential(error) => error.hint(),
            Self::NoStateFolder => Some("set `SAMOCODER_STATE_DIR` to a folder".to_owned()),
            Self::Listen { .. } => Some("without `--port` any free port is taken".to_owned()),
            Self::Unanswered(unanswered) => Some(what_to_do(unanswered)),
            Self::Unhelped(error) => Some(error.hint()),
            Self::NoQuestion => Some("`samocoder ask \"what is a B-tree?\"`".to_owned()),
            Self::StdinTwice => Some("give the question as an argument or as `@FILE`".to_owned()),
            Self::Verify(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::Stopped { resume, .. } => Some(format!("`{resume}` goes on")),
            Self::NoRun { .. } | Self::UnknownRun { .. } => {
                Some("`samocoder runs list` shows all runs".to_owned())
            }
            Self::Read { .. }
            | Self::Stdout { .. }
            | Self::Signals { .. }
            | Self::Runtime { .. }
            | Self::Random { .. }
            | Self::Client { .. }
            | Self::Flag { .. }
            | Self::Interrupted(_) => None,
        }
    }
}

/// Returns a provider at whose address nothing takes questions, if there is one.
fn lost(unanswered: &Unanswered) -> Option<&str> {
    unanswered.tried.iter().find_map(|notice| {
        if let Notice::Failed {
            provider, failure, ..
        } = notice
        {
            (failure.class == Class::WrongAddress).then_some(provider.as_str())
        } else {
            None
        }
    })
}

/// Returns whether somebody was skipped because none of its models would do.
fn lacks_models(unanswered: &Unanswered) -> bool {
    let reason = Reason::NoModel;
    let lacks =
        |notice: &Notice| matches!(notice, Notice::Skipped { reason: why, .. } if *why == reason);
    unanswered.tried.iter().any(lacks)
}

/// Returns what to do when nobody answered.
fn what_to_do(unanswered: &Unanswered) -> String {
    let keyless = unanswered.tried.iter().find_map(|notice| match notice {
        Notice::Skipped {
            provider,
            reason: Reason::NoKey,
        } => Some(provider),
        Notice::Skipped { .. }
        | Notice::Asked { .. }
        | Notice::Heard(_)
        | Notice::Failed { .. }
        | Notice::Waiting { .. }
        | Notice::Busy => None,
    });
    let failed = unanswered
        .tried
        .iter()
        .any(|it| matches!(it, Notice::Failed { .. }));
    match (unanswered.verdict(), keyless) {
        (Verdict::Settings, Some(provider)) if !failed => {
            format!("`samocoder key set {provider}` keeps a key; `samocoder key list` shows all")
        }
        (Verdict::Settings, _) if !failed && lacks_models(unanswered) => {
            "`samocoder model list` shows the models and their prices; `free` leaves only those that cost nothing".to_owned()
        }
        (Verdict::Settings, _) => lost(unanswered).map_or_else(
            || "`samocoder key check` asks every provider about its key".to_owned(),
            |it| format!("`samocoder config get providers.{it}.base_url` shows where it is asked"),
        ),
        (Verdict::TooLarge, _) => "ask with a shorter text".to_owned(),
        (Verdict::TooDear, _) => "`--max-usd` allows more, `--free` asks free models".to_owned(),
        (Verdict::Bug, _) => "this is a bug of samocoder's; please report it".to_owned(),
        (Verdict::Refused, _) => "ask in another way, or another provider: `--chain`".to_owned(),
        (Verdict::Later, Some(provider)) => format!(
            "try again later, or add a provider to fall back to: `samocoder key set {provider}`"
        ),
        (Verdict::Later, None) => "try again later".to_owned(),
    }
}
