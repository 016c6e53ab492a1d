//! One call under way: what is wanted, what is left of its budget, who is told.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use tokio::time::Instant;

use super::{Answered, Choice, Learned, Notice, Reason, Target};
use crate::llm::catalog::Model;
use crate::llm::dialect::Shape;
use crate::llm::failure::{Class, Failure};
use crate::llm::prompt::{Answer, Message, Prompt};
use crate::llm::reply::{End as Ending, Reply};

/// A wait up to this long is taken rather than another provider.
const BRIEF: Duration = Duration::from_secs(5);

/// A call under way: what is wanted, what is left, and who is told.
pub(super) struct Call<'c> {
    pub(super) prompt: &'c Prompt,
    pub(super) choice: Choice,
    pub(super) requests: u8,
    pub(super) wait: Duration,
    /// Whether somebody else may be asked after a model declined.
    pub(super) asks_after_refusal: bool,
    /// Whether somebody else may be asked after an answer that nobody understands.
    pub(super) asks_after_riddle: bool,
    /// Whether whoever has to be waited for is waited for, since nobody else answered.
    pub(super) waits: bool,
    /// Who would have had to be waited for, and how long.
    pub(super) limited: Vec<(Duration, Target)>,
    pub(super) tell: &'c mut dyn FnMut(&Notice),
    pub(super) tried: Vec<Notice>,
}

impl Call<'_> {
    /// Returns whether a provider may be asked once more: so many others have not been asked yet, and
    /// each of them comes first.
    pub(super) fn may_insist(&self, others: usize) -> bool {
        usize::from(self.requests) > others
    }

    /// Returns whether somebody else is asked rather than waiting so long.
    pub(super) fn rather_asks(&self, others: usize, wait: Duration) -> bool {
        !self.waits && others > 0 && wait > BRIEF
    }

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
        tracing::debug!(provider, %reason, "skipped");
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
    /// What the model gets: what was asked, and what was wrong with its first answer.
    pub(super) prompt: Cow<'a, Prompt>,
    /// How many others can be asked after this one.
    pub(super) others: usize,
    pub(super) made: u8,
    /// Whether it was asked to mend an answer: that happens once.
    pub(super) mended: bool,
    /// The cap on the answer, once it had to be lowered.
    pub(super) most: Option<u32>,
    /// Whether a document may be asked for by a tool.
    pub(super) by_tool: bool,
}

impl Attempts<'_> {
    /// Returns the shape in which the model gets the prompt.
    pub(super) fn shape(&self, known: &Learned) -> Shape<'_> {
        let provider = &self.target.provider;
        known.shape(&self.prompt, provider, self.model, self.most, self.by_tool)
    }

    /// Reads a reply by the schema that it must satisfy. One that does not is sent back with what is
    /// wrong, to be mended by the next attempt. What was cut off at its cap is left as it is: more
    /// room mends it, not another try. So is what was asked to stop.
    pub(super) fn check(&mut self, reply: Reply) -> Result<Reply, Failure> {
        let Answer::Json { schema, .. } = &self.prompt.answer else {
            return Ok(reply);
        };
        // Whoever calls tools first answers later.
        if reply.end != Ending::Complete || !reply.calls.is_empty() {
            return Ok(reply);
        }
        match schema.read(&reply.text) {
            Ok(document) => Ok(Reply {
                text: document.to_string(),
                ..reply
            }),
            Err(fault) => {
                let failure = Failure::new(Class::BadOutput, fault.0);
                self.send_back(reply.text, &failure.message);
                Err(failure)
            }
        }
    }

    fn send_back(&mut self, answer: String, fault: &str) {
        let complaint = format!(
            "This answer can't be used: {fault}. Answer again with one JSON document that satisfies \
             the schema, and nothing else."
        );
        let said = [Message::Assistant(answer), Message::User(complaint)];
        self.prompt.to_mut().messages.extend(said);
    }
}

/// Waits, and takes the wait from the call's budget.
pub(super) async fn pause(provider: &str, time: Duration, call: &mut Call<'_>) {
    call.wait = call.wait.saturating_sub(time);
    if !time.is_zero() {
        tracing::debug!(provider, ms = time.as_millis(), "waiting");
        call.say(&Notice::Waiting {
            provider: provider.to_owned(),
            time,
        });
    }
    tokio::time::sleep(time).await;
}

/// How long the books are waited for while another process has them. That takes less than a
/// millisecond, unless the other one gets no turn on a busy machine: passing a limit then would be
/// worse than waiting.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest pause before they are asked for again.
const PAUSE: Duration = Duration::from_millis(16);
/// After how long somebody is told.
const QUIET: Duration = Duration::from_secs(1);

/// Waiting for the books while another process has them. Asking for them again and again rather
/// than in the queue of the system lets everything else go on meanwhile, Ctrl-C among it.
#[derive(Debug)]
pub(super) struct Queue {
    since: Instant,
    pause: Duration,
    told: bool,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            pause: Duration::from_millis(1),
            told: false,
        }
    }
}

impl Queue {
    /// Waits a little; gives up after a while.
    pub(super) async fn wait(&mut self, call: &mut Call<'_>) -> Result<(), Reason> {
        let waited = self.since.elapsed();
        if waited >= PATIENCE {
            return Err(Reason::Busy);
        }
        if waited >= QUIET && !std::mem::replace(&mut self.told, true) {
            call.say(&Notice::Busy);
        }
        // Those who wait together must not ask together.
        tokio::time::sleep(self.pause + self.pause * dice(1000) / 1000).await;
        self.pause = (self.pause * 2).min(PAUSE);
        Ok(())
    }
}

/// Returns a number below another one, by chance.
pub(super) fn dice(sides: u32) -> u32 {
    let number = RandomState::new().build_hasher().finish() % u64::from(sides);
    u32::try_from(number).unwrap_or(0)
}
