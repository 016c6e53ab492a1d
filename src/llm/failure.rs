//! Why a call gave no usable reply, and what that means for the call.
//!
//! The class decides, never the status: a full context, missing credit, a dead model and a refused
//! parameter all arrive as 400 somewhere. [`classify`] is the only place that reads the words of
//! providers.

use std::time::Duration;

use crate::secret::Redactor;

pub mod classify;
mod said;

/// Why a call gave no usable reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub class: Class,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// What the provider said, at most a few lines; may hold a key until it is redacted.
    pub message: String,
    /// How long the provider asks to wait, when it does.
    pub wait: Option<Duration>,
    /// What the message says exactly.
    pub detail: Option<Detail>,
    /// The provider's own name for the request, for its support.
    pub request_id: Option<String>,
}

/// What a message says exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The parameter that was refused.
    Parameter(String),
    /// The model can't think while it calls tools as it is asked to.
    ThinksWithTools,
    /// The most tokens that this account may ask for at a time.
    TokensAtOnce(u64),
    /// The size of the model's context, in tokens.
    Context(u64),
    /// The most requests that this account may make in a day.
    ADay(u64),
    /// Models that the provider offers instead.
    Instead(Vec<String>),
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The key is not accepted.
    Auth,
    /// The account has no money left, or a limit that its owner set is reached.
    NoCredit,
    /// The requests of this day are used up.
    DailyCap,
    /// Too many requests or tokens in a short time.
    Rate,
    /// Many share this model, and it is busy: another one may be free.
    Crowded,
    /// The request is larger than this account may ever send.
    TooLargeForTier,
    /// The prompt is larger than the model's context.
    Context,
    /// The provider, or what is before it, is out of order.
    Overloaded,
    /// There is no way to the provider: no such name, nobody there, no encryption.
    Unreachable,
    /// No sign of life in the time that was given.
    Silent,
    /// There is no such model, or no more.
    ModelGone,
    /// The model can't be given tools.
    NoTools,
    /// A part of the request is not for this model, such as the schema of a tool, but may be for others.
    Unfit,
    /// What is at the address takes no questions: the address is wrong, or leads elsewhere.
    WrongAddress,
    /// A parameter was refused.
    BadParameter,
    /// The schema of the answer was refused.
    BadSchema,
    /// The provider, or the model, refuses to answer this.
    Refused,
    /// The answer is no JSON, not what the schema asks for, or empty.
    BadOutput,
    /// The answer broke off.
    StreamCut,
    /// The request itself is wrong: every provider would refuse it.
    OurBug,
    /// Anything else.
    Unknown,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Send it again after a wait; after three times in all go to the next provider, and leave this
    /// one alone for a while.
    Retry,
    /// Ask the next provider from the beginning, or the same one once more where there is no other.
    Elsewhere,
    /// Ask the next model of the same provider.
    NextModel,
    /// Ask the next provider.
    NextProvider {
        /// Whether the provider is not asked again in this run.
        disable: Disable,
    },
    /// Ask for less, once, then go on as the next provider would.
    Shrink,
    /// Change what was refused and send it again, once; what was learned is remembered.
    Repair,
    /// Ask another provider, but only one: a refusal may be an accident.
    AnotherOnce,
    /// Send it again, then ask the next provider, but only once in a call: nobody knows what comes
    /// of what nobody understands, and each try may cost.
    OutageOnce,
    /// Give up: nobody else would take the request either.
    Abort,
}

/// For how long a provider is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disable {
    /// It may be asked again.
    No,
    /// Until the end of the run.
    Run,
    /// Until its limit is reset, over all runs.
    UntilReset,
}

impl Class {
    /// Every class, in the order of the table.
    pub const ALL: [Self; 21] = [
        Self::Auth,
        Self::NoCredit,
        Self::DailyCap,
        Self::Rate,
        Self::Crowded,
        Self::TooLargeForTier,
        Self::Context,
        Self::Overloaded,
        Self::Unreachable,
        Self::Silent,
        Self::ModelGone,
        Self::NoTools,
        Self::Unfit,
        Self::WrongAddress,
        Self::BadParameter,
        Self::BadSchema,
        Self::Refused,
        Self::BadOutput,
        Self::StreamCut,
        Self::OurBug,
        Self::Unknown,
    ];

    /// Returns it in words, to complete "because".
    pub fn words(self) -> &'static str {
        match self {
            Self::Auth => "the key is not accepted",
            Self::NoCredit => "there is no credit left",
            Self::DailyCap => "the requests of this day are used up",
            Self::Rate => "there were too many requests",
            Self::Crowded => "the model is busy",
            Self::TooLargeForTier => "the request is larger than this account may send",
            Self::Context => "the prompt is too long",
            Self::Overloaded => "it is out of order",
            Self::Unreachable => "it can't be reached",
            Self::Silent => "it gave no answer in time",
            Self::ModelGone => "there is no such model",
            Self::NoTools => "it takes no tools",
            Self::Unfit => "it does not take a part of the request",
            Self::WrongAddress => "nothing at its address takes questions",
            Self::BadParameter => "it refused a parameter",
            Self::BadSchema => "it refused the schema",
            Self::Refused => "it declined to answer",
            Self::BadOutput => "the answer was unusable",
            Self::StreamCut => "the answer broke off",
            Self::OurBug => "it takes the request for wrong",
            Self::Unknown => "it failed in a way that is not known",
        }
    }

    /// Returns what to do about it: the whole policy.
    pub fn action(self) -> Action {
        match self {
            Self::Auth | Self::NoCredit | Self::WrongAddress => Action::NextProvider {
                disable: Disable::Run,
            },
            Self::DailyCap => Action::NextProvider {
                disable: Disable::UntilReset,
            },
            Self::Rate | Self::Overloaded => Action::Retry,
            Self::TooLargeForTier | Self::Context => Action::Shrink,
            Self::ModelGone | Self::NoTools | Self::Unfit | Self::Crowded => Action::NextModel,
            Self::BadParameter | Self::BadSchema | Self::BadOutput => Action::Repair,
            Self::Refused => Action::AnotherOnce,
            Self::StreamCut | Self::Unreachable => Action::Elsewhere,
            Self::Silent => Action::NextProvider {
                disable: Disable::No,
            },
            Self::OurBug => Action::Abort,
            Self::Unknown => Action::OutageOnce,
        }
    }
}

impl Failure {
    /// Returns a failure that no answer tells of.
    pub fn new(class: Class, message: impl Into<String>) -> Self {
        Self {
            class,
            status: None,
            message: message.into(),
            wait: None,
            detail: None,
            request_id: None,
        }
    }

    /// Returns it without secrets: providers give back what they were sent.
    #[must_use]
    pub fn redacted(self, redactor: &Redactor) -> Self {
        let detail = self.detail.map(|detail| match detail {
            Detail::Instead(models) => {
                let models = models.iter().map(|model| redactor.redact(model));
                Detail::Instead(models.collect())
            }
            same @ (Detail::Parameter(_)
            | Detail::ThinksWithTools
            | Detail::TokensAtOnce(_)
            | Detail::Context(_)
            | Detail::ADay(_)) => same,
        });
        Self {
            message: redactor.redact(&self.message),
            request_id: self.request_id.map(|id| redactor.redact(&id)),
            detail,
            ..self
        }
    }
}

impl std::fmt::Display for Failure {
    /// Writes what went wrong and what the provider said of it, in one line.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.class.words())?;
        let said: Vec<&str> = self.message.split_whitespace().collect();
        let said: String = said.join(" ").chars().take(LONGEST_TOLD).collect();
        let said = said.replace(char::is_control, " ");
        match (self.status, said.is_empty()) {
            (Some(status), true) => write!(formatter, " ({status})"),
            (Some(status), false) => write!(formatter, " ({status}: {said})"),
            (None, true) => Ok(()),
            (None, false) => write!(formatter, " ({said})"),
        }?;
        if let Some(Detail::Instead(models)) = &self.detail {
            let models: Vec<&str> = models
                .iter()
                .take(MOST_OFFERED)
                .map(String::as_str)
                .collect();
            let models = models.join(", ").replace(char::is_control, " ");
            write!(formatter, "; it offers {models} instead")?;
        }
        Ok(())
    }
}

/// How much of what a provider said is told, in characters.
const LONGEST_TOLD: usize = 300;
/// How many of the models that a provider offers instead are told.
const MOST_OFFERED: usize = 3;
