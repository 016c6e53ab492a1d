//! What is done about a failure, as [`Class::action`] has it: attempts, waits, and what is learned.

use std::time::Duration;

use super::adapt::Learned;
use super::call::{Attempts, Call, End, dice, pause};
use super::{Chain, MOST_ATTEMPTS};
use crate::llm::failure::{Action, Class, Disable, Failure};

impl Chain {
    /// Does what a failure asks for; returns an end unless the same model is asked again.
    pub(super) async fn act(
        &self,
        attempts: &mut Attempts<'_>,
        call: &mut Call<'_>,
        failure: &Failure,
        cut: bool,
    ) -> Option<End> {
        let name = &attempts.target.provider.name;
        // Whatever ended an answer that had begun, it is not to be spliced.
        let action = if cut && failure.class != Class::Refused {
            Class::StreamCut.action()
        } else {
            failure.class.action()
        };
        match action {
            Action::Retry => {
                if !again(attempts, call, failure, MOST_ATTEMPTS).await {
                    self.run.rest(name, failure.class);
                    return Some(End::NextProvider);
                }
                None
            }
            Action::OutageOnce => {
                if again(attempts, call, failure, 2).await {
                    return None;
                }
                let first = std::mem::replace(&mut call.asks_after_riddle, false);
                Some(if first { End::NextProvider } else { End::Abort })
            }
            Action::Elsewhere => self.elsewhere(attempts, call, failure.class).await,
            Action::NextModel => {
                self.run.learn(attempts.model, |known| {
                    known.gone = failure.class == Class::ModelGone;
                    if failure.class == Class::NoTools {
                        known.give_no_tools();
                    }
                });
                Some(End::NextModel)
            }
            Action::NextProvider { disable } => {
                match disable {
                    Disable::No => self.run.rest(name, failure.class),
                    Disable::Run => self.run.disable(name, failure.class),
                    // The gate holds it, over all runs.
                    Disable::UntilReset => {}
                }
                Some(End::NextProvider)
            }
            Action::Shrink => self.shrink(attempts, failure),
            Action::Repair => {
                let fits = || self.unfit(&attempts.prompt, attempts.target, attempts.model);
                let again = failure.class == Class::BadOutput
                    && fits().is_none()
                    && !std::mem::replace(&mut attempts.mended, true);
                let repair = |known: &mut Learned| known.repair(&attempts.prompt, failure);
                let repaired = self.run.learn(attempts.model, repair);
                // Whoever refuses tools is not asked without them.
                let able = self.run.known(attempts.model);
                let able =
                    able.takes_tools(&attempts.prompt, &attempts.target.provider, attempts.model);
                (!able || !repaired && !again).then_some(End::NextModel)
            }
            Action::AnotherOnce => {
                let again = std::mem::replace(&mut call.asks_after_refusal, false);
                Some(if again { End::NextProvider } else { End::Abort })
            }
            Action::Abort => Some(End::Abort),
        }
    }

    /// Returns whether a document that was asked for by a tool is asked for without it: whoever does
    /// not take the tool may take the schema.
    pub(super) fn does_without_tool(&self, attempts: &mut Attempts<'_>, failure: &Failure) -> bool {
        let known = self.run.known(attempts.model);
        let asked = attempts.shape(&known).by_tool(&attempts.prompt).is_some();
        if !asked || !Learned::is_of_tools(failure) {
            return false;
        }
        let learn = |known: &mut Learned| known.give_no_tool(failure);
        self.run.learn(attempts.model, learn);
        attempts.by_tool = false;
        true
    }

    /// Goes to the next provider, or asks the same one once more where there is no other.
    async fn elsewhere(
        &self,
        attempts: &Attempts<'_>,
        call: &mut Call<'_>,
        class: Class,
    ) -> Option<End> {
        let name = &attempts.target.provider.name;
        if attempts.others == 0 && attempts.made == 1 {
            let wait = backoff(1).min(call.wait);
            pause(name, wait, call).await;
            return None;
        }
        if class == Class::Unreachable {
            self.run.rest(name, class);
        }
        Some(End::NextProvider)
    }

    /// Asks for less, if there is less to ask for.
    fn shrink(&self, attempts: &mut Attempts<'_>, failure: &Failure) -> Option<End> {
        let shrink = |known: &mut Learned| known.shrink(&attempts.prompt, failure);
        let most = self.run.learn(attempts.model, shrink);
        let first = attempts.most.is_none();
        attempts.most = most;
        (most.is_none() || !first).then_some(End::NextModel)
    }
}

/// Waits until the same may be sent again; returns whether it may: not too often, not later than may
/// be waited, and not with the request of somebody who was not asked yet.
async fn again(attempts: &Attempts<'_>, call: &mut Call<'_>, failure: &Failure, most: u8) -> bool {
    let wait = failure.wait.unwrap_or_else(|| backoff(attempts.made));
    let may = attempts.made < most && wait <= call.wait && call.may_insist(attempts.others);
    if may {
        pause(&attempts.target.provider.name, wait, call).await;
    }
    may
}

/// Returns how long to wait after so many attempts when nobody says how long: half a second, then
/// twice that, each up to a quarter longer, so that many processes don't come back at once.
fn backoff(attempts: u8) -> Duration {
    let base = Duration::from_millis(500) * 2_u32.pow(u32::from(attempts.saturating_sub(1).min(4)));
    base + base * dice(250) / 1000
}
