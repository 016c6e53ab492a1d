//! One call under way: what is wanted, what is left of its budget, who is told.

use std::time::Duration;

use super::{Answered, Notice, Reason, Target};
use crate::llm::catalog::{Model, Role};
use crate::llm::prompt::Prompt;

/// A call under way: what is wanted, what is left, and who is told.
pub(super) struct Call<'c> {
    pub(super) prompt: &'c Prompt,
    pub(super) role: Role,
    pub(super) requests: u8,
    pub(super) wait: Duration,
    /// Whether somebody else may be asked after a model declined.
    pub(super) asks_after_refusal: bool,
    pub(super) tell: &'c mut dyn FnMut(&Notice),
    pub(super) tried: Vec<Notice>,
}

impl Call<'_> {
    /// Tells something that is over once it is told.
    pub(super) fn say(&mut self, notice: &Notice) {
        (self.tell)(notice);
    }

    /// Tells something that matters in the end.
    pub(super) fn note(&mut self, notice: Notice) {
        (self.tell)(&notice);
        self.tried.push(notice);
    }

    pub(super) fn skip(&mut self, provider: &str, reason: Reason) {
        self.note(Notice::Skipped {
            provider: provider.to_owned(),
            reason,
        });
    }
}

/// How a target or a model ended.
pub(super) enum End {
    Answered(Box<Answered>),
    /// Another model of the same provider may be asked.
    NextModel,
    /// Another provider may be asked.
    NextProvider,
    Abort,
}

/// How often one target is asked, and with what.
pub(super) struct Attempts<'a> {
    pub(super) target: &'a Target,
    pub(super) model: &'a Model,
    /// Whether nobody can be asked after this one.
    pub(super) last: bool,
    pub(super) made: u8,
    /// The cap on the answer, once it had to be lowered.
    pub(super) most: Option<u32>,
}

/// Waits, and takes the wait from the call's budget.
pub(super) async fn pause(provider: &str, time: Duration, call: &mut Call<'_>) {
    call.wait = call.wait.saturating_sub(time);
    if !time.is_zero() {
        call.say(&Notice::Waiting {
            provider: provider.to_owned(),
            time,
        });
    }
    tokio::time::sleep(time).await;
}
