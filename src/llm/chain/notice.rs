//! What is told while a call is under way, and how it ends.

use std::time::Duration;

use crate::llm::failure::{Class, Failure};
use crate::llm::ledger::Wait;
use crate::llm::reply::{Piece, Reply};

/// Something that happened while a call was under way.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A model is asked.
    Asked {
        /// The provider's name.
        provider: String,
        /// The model.
        model: String,
    },
    /// A piece of the answer.
    Heard(Piece),
    /// It failed.
    Failed {
        /// The provider's name.
        provider: String,
        /// The model.
        model: String,
        /// Why, without secrets.
        failure: Failure,
        /// How much of an answer had come, in characters.
        lost: usize,
    },
    /// Somebody is not asked.
    Skipped {
        /// The provider's name.
        provider: String,
        /// Why.
        reason: Reason,
    },
    /// Nothing happens for a while.
    Waiting {
        /// The provider's name.
        provider: String,
        /// How long.
        time: Duration,
    },
    /// Another process has the books of limits and money for long.
    Busy,
}

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no key.
    NoKey,
    /// It failed before in a way that does not heal.
    Disabled(Class),
    /// None of its models serves the role, or none is left.
    NoModel,
    /// Its models can't be given tools, or not be told which to call.
    NoTools,
    /// The prompt does not fit into its models.
    TooLarge,
    /// The call could cost more than may be spent.
    TooDear,
    /// It was out of order a moment ago, and others are asked before it.
    Resting,
    /// A limit of it holds for longer than may be waited.
    Limited(Wait),
    /// Another process has the books of limits and money and does not let them go.
    Busy,
}

/// A reply and who gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The reply.
    pub reply: Reply,
    /// The provider's name.
    pub provider: String,
    /// The model that was asked.
    pub model: String,
    /// What it cost, in US dollars, when it is known.
    pub cost: Option<f64>,
    /// Who was skipped and who failed before, in order.
    pub before: Vec<Notice>,
}

/// Nobody answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Unanswered {
    /// Who was skipped and who failed, in order.
    pub tried: Vec<Notice>,
}

/// What nobody's answering means for the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something must be set right first: there is no key, or none is accepted, or no credit.
    Settings,
    /// The prompt is too long for every model.
    TooLarge,
    /// What may be spent is spent.
    TooDear,
    /// Every provider would refuse the request: it is made wrongly.
    Bug,
    /// The models decline to answer this.
    Refused,
    /// Later may work.
    Later,
}

impl Unanswered {
    /// Returns whether models answered, and nothing of it is what was asked for.
    pub fn is_unusable(&self) -> bool {
        let mut failed = self.tried.iter().filter_map(|notice| match notice {
            Notice::Failed { failure, .. } => Some(failure.class),
            Notice::Asked { .. }
            | Notice::Waiting { .. }
            | Notice::Heard(_)
            | Notice::Skipped { .. }
            | Notice::Busy => None,
        });
        failed.next() == Some(Class::BadOutput) && failed.all(|class| class == Class::BadOutput)
    }

    /// Returns what it means. A wrong request decides alone; the others only together.
    pub fn verdict(&self) -> Verdict {
        let verdicts: Vec<Verdict> = self.tried.iter().filter_map(verdict).collect();
        if verdicts.contains(&Verdict::Bug) {
            return Verdict::Bug;
        }
        // Without a key nobody was asked, so what was heard from those with a key counts.
        let keyless = |notice: &Notice| {
            matches!(
                notice,
                Notice::Skipped {
                    reason: Reason::NoKey | Reason::NoModel,
                    ..
                }
            )
        };
        let asked = self.tried.iter().filter(|notice| !keyless(notice));
        let mut asked = asked.filter_map(verdict);
        let Some(first) = asked.next() else {
            return Verdict::Settings;
        };
        if asked.all(|verdict| verdict == first) {
            first
        } else {
            Verdict::Later
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = match self {
            Self::NoKey => "no key",
            Self::Disabled(class) => class.words(),
            Self::NoModel => "it has no model for this",
            Self::NoTools => "no tools",
            Self::TooLarge => "the prompt is too long",
            Self::TooDear => "it could cost more than may be spent",
            Self::Resting => "it was out of order a moment ago",
            Self::Busy => "another process holds the lock of `limits.jsonl` and does not let it go",
            Self::Limited(Wait { time, why }) => {
                return write!(formatter, "{} for {}", why.words(), rough(*time));
            }
        };
        formatter.write_str(words)
    }
}

/// Returns a time in words, as exactly as anybody wants to know it.
pub fn rough(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..120 => format!("{} s", seconds + 1),
        120..7200 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}

impl std::fmt::Display for Unanswered {
    /// Writes who was skipped and who failed, a line for each.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no provider answered")?;
        let lines = self.tried.iter().filter_map(|notice| match notice {
            Notice::Skipped { provider, reason } => Some(format!("{provider}: {reason}")),
            Notice::Failed {
                provider,
                model,
                failure,
                ..
            } => Some(format!("{provider}, {model}: {failure}")),
            Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => None,
        });
        let mut lines: Vec<String> = lines.collect();
        // What holds for each model of a provider is told once.
        lines.dedup();
        lines
            .iter()
            .try_for_each(|line| write!(formatter, "\n  {line}"))
    }
}

impl std::error::Error for Unanswered {}

fn verdict(notice: &Notice) -> Option<Verdict> {
    match notice {
        Notice::Failed { failure, .. } => Some(of_class(failure.class)),
        Notice::Skipped { reason, .. } => Some(match reason {
            Reason::NoKey | Reason::NoModel | Reason::NoTools => Verdict::Settings,
            Reason::Disabled(class) => of_class(*class),
            Reason::TooLarge => Verdict::TooLarge,
            Reason::TooDear => Verdict::TooDear,
            Reason::Resting | Reason::Limited(_) | Reason::Busy => Verdict::Later,
        }),
        Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => None,
    }
}

fn of_class(class: Class) -> Verdict {
    match class {
        Class::Auth
        | Class::NoCredit
        | Class::ModelGone
        | Class::NoTools
        | Class::Unfit
        | Class::WrongAddress => Verdict::Settings,
        Class::Context | Class::TooLargeForTier => Verdict::TooLarge,
        Class::Refused => Verdict::Refused,
        Class::OurBug => Verdict::Bug,
        Class::DailyCap
        | Class::Rate
        | Class::Crowded
        | Class::Overloaded
        | Class::Unreachable
        | Class::Silent
        | Class::BadParameter
        | Class::BadSchema
        | Class::BadOutput
        | Class::StreamCut
        | Class::Unknown => Verdict::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(class: Class) -> Notice {
        Notice::Failed {
            provider: "p".to_owned(),
            model: "m".to_owned(),
            failure: Failure::new(class, ""),
            lost: 0,
        }
    }

    fn skipped(reason: Reason) -> Notice {
        Notice::Skipped {
            provider: "p".to_owned(),
            reason,
        }
    }

    #[test]
    fn what_failed_alike_decides_and_what_differs_may_heal() {
        let cases = [
            (vec![], Verdict::Settings),
            (vec![skipped(Reason::NoKey)], Verdict::Settings),
            (
                vec![failed(Class::Auth), failed(Class::NoCredit)],
                Verdict::Settings,
            ),
            (
                vec![skipped(Reason::NoKey), failed(Class::Rate)],
                Verdict::Later,
            ),
            (
                vec![failed(Class::Auth), failed(Class::Overloaded)],
                Verdict::Later,
            ),
            (
                vec![failed(Class::Overloaded), failed(Class::OurBug)],
                Verdict::Bug,
            ),
            (
                vec![skipped(Reason::TooLarge), failed(Class::Context)],
                Verdict::TooLarge,
            ),
            (
                vec![skipped(Reason::NoKey), skipped(Reason::TooDear)],
                Verdict::TooDear,
            ),
            (
                vec![failed(Class::Refused), failed(Class::Refused)],
                Verdict::Refused,
            ),
        ];
        for (tried, verdict) in cases {
            let unanswered = Unanswered { tried };
            assert_eq!(unanswered.verdict(), verdict, "{unanswered:?}");
        }
    }
}
