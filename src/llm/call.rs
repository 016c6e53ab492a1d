//! A call as those see it who want an answer: under which name it is asked, and what came of it.
//!
//! Who answers, after how many tries and waits, is behind [`Llm`]: providers, or answers that were
//! kept.

use std::future::Future;

use serde::{Deserialize, Serialize};

use super::catalog::Role;
use super::chain::Choice;
use super::prompt::Prompt;
use super::reply::{End, Usage};

/// What is asked, and under which name.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// What the answer is for, such as `analysis`: the same in every run of the same project.
    pub step: &'a str,
    /// How often the same was asked before for this.
    pub attempt: u32,
    /// What is asked.
    pub prompt: &'a Prompt,
    /// What the models are chosen for.
    pub role: Role,
    /// The provider that could not do it before: those after it in the chain come first.
    pub beyond: Option<&'a str>,
}

impl Call<'_> {
    /// Returns which models may answer.
    pub fn choice(&self) -> Choice {
        let role = self.role;
        self.beyond
            .map_or(Choice::Role(role), |provider| Choice::Beyond {
                role,
                provider: provider.to_owned(),
            })
    }
}

/// An answer, and what it took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What the model said.
    pub text: String,
    /// Why it ends where it ends.
    pub end: End,
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// The tokens that were used, as far as the provider told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// What it cost, in US dollars, when that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usd: Option<f64>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoAnswer {
    /// Something must be set right first: no key, or none that is accepted, or no credit.
    Settings,
    /// What may be spent is spent.
    Budget,
    /// The time is over.
    Deadline,
    /// What was answered is not what was asked for, and was paid for.
    Unusable,
    /// Nobody could answer; later may work.
    Later,
}

impl NoAnswer {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Settings => "no model can be asked until keys or settings are set right",
            Self::Budget => "what may be spent is spent",
            Self::Deadline => "the time is over",
            Self::Unusable => "what models answered is not what they were asked for",
            Self::Later => "no model answered",
        }
    }
}

/// Whoever answers.
pub trait Llm {
    /// Why nothing can go on, answer or not.
    type Fatal;

    /// Asks, and waits for the answer.
    fn ask(
        &self,
        call: Call<'_>,
    ) -> impl Future<Output = Result<Result<Answer, NoAnswer>, Self::Fatal>>;
}
