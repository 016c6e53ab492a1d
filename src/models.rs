//! The models of a run: whatever was answered before is never asked and paid for again.
//!
//! An answer comes from the journal of the run, else from a recording, else from the chain of
//! providers. Before the chain is asked the journal says so, and its answer is on the disk before
//! anybody works with it.

use std::cell::{Cell, RefCell};

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use crate::event::{Desk, Event, ModelEvent};
use crate::llm::call::{Answer, Call, Llm, NoAnswer};
use crate::llm::chain::{Answered, Chain, Notice, Unanswered, Verdict};
use crate::run::{Key, Recording, Run};
use crate::{store, verify};

mod unhelped;

pub use unhelped::Unhelped;

/// The shortest wait that anybody is told of.
const WORTH_TELLING: std::time::Duration = std::time::Duration::from_secs(1);

/// Who answers what no journal has.
#[derive(Debug)]
pub enum Source {
    /// Providers, with the most that they may cost in this run in US dollars.
    Chain(Box<Chain>, f64),
    /// A recording, and nobody else.
    Recording(Box<Recording>),
    /// Nobody.
    Nobody,
}

/// Why the work with models can't go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was answered can't be kept or read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What they wrote can't be tried.
    #[error(transparent)]
    Verify(#[from] verify::Error),
    /// Nobody answered, and nothing else will do.
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
    /// Nothing else will do.
    #[error(transparent)]
    Unhelped(#[from] Unhelped),
}

/// The models of a run.
#[derive(Debug)]
pub struct Models<'a, 'r> {
    source: &'a Source,
    /// The run, unless nothing is kept.
    run: Option<&'a RefCell<&'r mut Run>>,
    desk: &'a Desk<'a>,
    deadline: Option<Instant>,
    /// Whether nobody's answering ends the run.
    insist: bool,
    /// Whether it was told who can be asked.
    joined: &'a Cell<bool>,
    /// How many calls are under way, whose worst case can't be spent by others.
    busy: Cell<usize>,
    /// That one of them has ended.
    ended: Notify,
    /// Whether money or time ran out for something.
    ran_out: Cell<bool>,
}

impl<'a, 'r> Models<'a, 'r> {
    /// Returns the models of a run; `insist` where nobody's answering ends it.
    pub fn new(
        source: &'a Source,
        run: Option<&'a RefCell<&'r mut Run>>,
        desk: &'a Desk<'a>,
        deadline: Option<Instant>,
        insist: bool,
        joined: &'a Cell<bool>,
    ) -> Self {
        Self {
            source,
            run,
            desk,
            deadline,
            insist,
            joined,
            busy: Cell::new(0),
            ended: Notify::new(),
            ran_out: Cell::new(false),
        }
    }

    /// Returns whether money or time ran out for something that was asked.
    pub fn ran_out(&self) -> bool {
        self.ran_out.get()
    }

    /// Asks the chain; says what it has spent by now too.
    async fn ask_chain(
        &self,
        chain: &Chain,
        max_usd: f64,
        call: Call<'_>,
    ) -> Result<Answer, (NoAnswer, Error)> {
        if !self.joined.replace(true) {
            let able = chain.targets().iter().filter(|it| !it.lacks_key());
            let providers = able.map(|it| it.provider.name.clone()).collect();
            self.report(ModelEvent::Join { providers, max_usd });
        }
        let start = Instant::now();
        let asked = self.when_affordable(chain, call);
        let asked = match self.deadline {
            Some(deadline) => match timeout_at(deadline, asked).await {
                Ok(asked) => asked,
                Err(_) => return Err((NoAnswer::Deadline, Unhelped::Deadline.into())),
            },
            None => asked.await,
        };
        let answered = match asked {
            Ok(answered) => answered,
            Err(unanswered) => return Err((why(&unanswered), unanswered.into())),
        };
        let answer = Answer {
            text: chain.redact(&answered.reply.text),
            end: answered.reply.end,
            provider: answered.provider,
            model: answered.model,
            usage: answered.reply.usage,
            usd: answered.cost,
        };
        self.report(ModelEvent::Answered {
            step: call.step.to_owned(),
            provider: answer.provider.clone(),
            model: answer.model.clone(),
            tokens: answer.usage.map(|usage| (usage.input, usage.output)),
            usd: answer.usd,
            elapsed: start.elapsed(),
        });
        Ok(answer)
    }

    /// Asks the chain; where only what other calls may still cost stands in the way, they are waited
    /// for.
    async fn when_affordable(&self, chain: &Chain, call: Call<'_>) -> Result<Answered, Unanswered> {
        loop {
            let ended = self.ended.notified();
            let mut tell = |notice: &Notice| self.tell(call.step, notice);
            let guard = Busy::of(self);
            let asked = chain.ask(call.prompt, call.choice(), &mut tell).await;
            drop(guard);
            match asked {
                Err(unanswered)
                    if unanswered.verdict() == Verdict::TooDear && self.busy.get() > 0 =>
                {
                    ended.await;
                }
                asked => return asked,
            }
        }
    }

    /// Keeps what came of something that was asked.
    fn keep(&self, key: &Key, outcome: &Result<Answer, NoAnswer>, spent: f64) -> Result<(), Error> {
        if let Some(run) = self.run {
            run.borrow_mut().asked(key, outcome, spent)?;
        }
        Ok(())
    }

    /// Tells that rules do what nobody answered to.
    fn unanswered(&self, step: &str, error: &Error) {
        let words = error.to_string();
        let tried = words.lines().skip(1).map(|it| it.trim().to_owned());
        self.report(ModelEvent::Unanswered {
            step: step.to_owned(),
            tried: tried.collect(),
        });
    }

    fn report(&self, event: ModelEvent) {
        self.desk.report(&Event::Model(event));
    }

    fn tell(&self, step: &str, notice: &Notice) {
        let step = step.to_owned();
        match notice {
            Notice::Asked { provider, model } => self.report(ModelEvent::Asked {
                step,
                provider: provider.clone(),
                model: model.clone(),
            }),
            Notice::Failed {
                provider,
                model,
                failure,
                ..
            } => self.report(ModelEvent::Failed {
                step,
                provider: provider.clone(),
                model: model.clone(),
                why: failure.to_string(),
            }),
            Notice::Waiting { provider, time } if *time >= WORTH_TELLING => {
                self.report(ModelEvent::Waits {
                    step,
                    provider: provider.clone(),
                    time: *time,
                });
            }
            Notice::Waiting { .. } | Notice::Heard(_) | Notice::Skipped { .. } | Notice::Busy => {}
        }
    }
}

/// A call that is under way, until it is dropped.
struct Busy<'a> {
    calls: &'a Cell<usize>,
    ended: &'a Notify,
}

impl<'a> Busy<'a> {
    fn of(models: &'a Models<'_, '_>) -> Self {
        models.busy.set(models.busy.get() + 1);
        Self {
            calls: &models.busy,
            ended: &models.ended,
        }
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.calls.set(self.calls.get() - 1);
        self.ended.notify_waiters();
    }
}

impl Llm for Models<'_, '_> {
    type Fatal = Error;

    async fn ask(&self, call: Call<'_>) -> Result<Result<Answer, NoAnswer>, Error> {
        let key = Key {
            step: call.step.to_owned(),
            attempt: call.attempt,
            prompt: call.prompt.fingerprint(),
        };
        if let Some(run) = self.run
            && let Some(answer) = run.borrow().answer(&key)?
        {
            return match answer {
                Err(NoAnswer::Unusable) if self.insist => Err(Unhelped::NoDocument {
                    step: key.step.clone(),
                }
                .into()),
                answer => Ok(answer),
            };
        }
        let (outcome, spent) = match self.source {
            Source::Recording(recording) => {
                let found = recording.find(&key).cloned();
                let prompt = key.prompt.chars().take(12).collect();
                let missing = || Unhelped::NotRecorded {
                    step: key.step.clone(),
                    attempt: key.attempt,
                    prompt,
                };
                (found.ok_or_else(missing)?, 0.0)
            }
            Source::Nobody => (Err(NoAnswer::Settings), 0.0),
            Source::Chain(chain, max_usd) => {
                if let Some(run) = self.run {
                    let worst = chain.worst(call.prompt, call.choice());
                    run.borrow_mut().asking(&key, worst)?;
                }
                let asked = self.ask_chain(chain, *max_usd, call).await;
                let outcome = match asked {
                    Ok(answer) => Ok(answer),
                    Err((why, error)) if self.insist => {
                        self.keep(&key, &Err(why), chain.spent())?;
                        return Err(if why == NoAnswer::Unusable {
                            Unhelped::NoDocument { step: key.step }.into()
                        } else {
                            error
                        });
                    }
                    Err((why, error)) => {
                        if matches!(why, NoAnswer::Budget | NoAnswer::Deadline) {
                            self.ran_out.set(true);
                        }
                        self.unanswered(call.step, &error);
                        Err(why)
                    }
                };
                (outcome, chain.spent())
            }
        };
        self.keep(&key, &outcome, spent)?;
        Ok(outcome)
    }
}

/// Returns what nobody's answering means for the run.
fn why(unanswered: &Unanswered) -> NoAnswer {
    if unanswered.is_unusable() {
        return NoAnswer::Unusable;
    }
    match unanswered.verdict() {
        Verdict::Settings => NoAnswer::Settings,
        Verdict::TooDear => NoAnswer::Budget,
        Verdict::TooLarge | Verdict::Bug | Verdict::Refused | Verdict::Later => NoAnswer::Later,
    }
}
