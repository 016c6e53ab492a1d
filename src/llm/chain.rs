//! The chain: who is asked, in which order, and what happens when somebody fails.
//!
//! # Design
//! A call walks over [`Target`]s, each a provider with its models. What a failure means is decided
//! by [`Class::action`] alone and done in [`act`]; this file counts requests and money. Nothing is said twice to
//! somebody who can't answer: what was learned in a call (no credit, a dead model, a refused
//! parameter) holds for the rest of the run, in [`adapt`].

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::catalog::Model;
use super::failure::{Class, Detail};
use super::gate::{Admission, Claim, Gate};
use super::ledger::Used;
use super::prompt::{Bounds, Prompt};
use super::reply::{End as Ending, Piece, Reply, Usage};
use super::transport::{Outcome, Patience, Request, Transport};
use super::wait;
use crate::secret::Redactor;

mod act;
mod adapt;
mod call;
mod notice;
mod run;
mod size;
mod target;
mod trace;

pub use adapt::{Learned, Memory};
use call::{Attempts, Call, End, Queue, pause};
pub use notice::{Answered, Notice, Reason, Unanswered, Verdict, rough};
use run::{Open, Run, heard as heard_usage};
pub use size::tokens;
pub use target::{Budget, Caps, Choice, Target};

/// The most requests to one model, in a call.
const MOST_ATTEMPTS: u8 = 3;

/// The chain of a run.
#[derive(Debug)]
pub struct Chain {
    targets: Vec<Target>,
    transport: Transport,
    redactor: Redactor,
    budget: Budget,
    /// What changed of the caps since it was made.
    caps: RefCell<Option<Caps>>,
    run: Run,
}

impl Chain {
    /// Returns a chain of these targets.
    pub fn new(
        targets: Vec<Target>,
        transport: Transport,
        budget: Budget,
        gate: Box<dyn Gate>,
    ) -> Self {
        let keys = targets.iter().filter_map(|target| target.key.clone());
        Self {
            redactor: Redactor::new(keys),
            targets,
            transport,
            run: Run::new(budget.usd, gate),
            budget,
            caps: RefCell::default(),
        }
    }

    /// Keeps to other caps from now on; what was spent and learned stays.
    pub fn keep_to(&self, caps: Caps) {
        self.caps.replace(Some(caps));
    }

    /// Returns a target with the limits that hold now.
    pub fn limited(&self, target: &Target) -> Target {
        let mut target = target.clone();
        if let Some(caps) = &*self.caps.borrow()
            && let Some(limits) = caps.limits.get(&target.provider.name)
            && *limits != target.provider.limits
        {
            Arc::make_mut(&mut target.provider).limits = *limits;
        }
        target
    }

    /// Says why limits are not kept as they should be, if they are not.
    pub fn trouble(&self) -> Option<String> {
        self.run.trouble()
    }

    /// Returns what the run has cost, in US dollars, as far as it is known.
    pub fn spent(&self) -> f64 {
        self.run.spent()
    }

    /// Returns the targets.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Returns what is used of the limits that a model of a provider counts for.
    pub fn used(&self, target: &Target, model: &Model) -> Used {
        self.run.used(&target.scope(model))
    }

    /// Returns the most that an answer can cost, in US dollars, whoever gives it at the first try.
    pub fn worst(&self, prompt: &Prompt, choice: impl Into<Choice>) -> f64 {
        let choice = choice.into();
        let able = self.targets.iter().filter(|it| it.is_meant(&choice));
        let able = able.filter(|target| self.may_ask(target));
        let tokens = tokens(prompt);
        able.flat_map(|target| target.models(&choice))
            .map(|model| model.worst_cost(tokens, prompt.max_output.min(model.max_output)))
            .filter(|worst| self.run.affords(*worst))
            .fold(0.0, f64::max)
    }

    /// Returns a text without any of the keys.
    pub fn redact(&self, text: &str) -> String {
        self.redactor.redact(text)
    }

    /// Asks one after the other until somebody answers; `tell` hears of everything on the way.
    /// Several calls may be under way at the same time.
    pub async fn ask(
        &self,
        prompt: &Prompt,
        choice: impl Into<Choice>,
        tell: &mut dyn FnMut(&Notice),
    ) -> Result<Answered, Unanswered> {
        let mut call = Call {
            prompt,
            choice: choice.into(),
            requests: self.budget.requests,
            wait: self.budget.wait,
            asks_after_refusal: true,
            asks_after_riddle: true,
            waits: false,
            limited: Vec::new(),
            tell,
            tried: Vec::new(),
        };
        let order = self.order(&mut call);
        let mut end = self.each(order, &mut call).await;
        if matches!(end, End::NextProvider) {
            // None of those who are free answered: whoever is free first is waited for.
            let mut limited = std::mem::take(&mut call.limited);
            limited.sort_by_key(|(wait, _)| *wait);
            call.waits = true;
            let order = limited.into_iter().map(|(_, target)| target);
            end = self.each(order.collect(), &mut call).await;
        }
        match end {
            End::Answered(answered) => Ok(Answered {
                before: call.tried,
                ..*answered
            }),
            End::NextModel | End::NextProvider | End::Abort => {
                Err(Unanswered { tried: call.tried })
            }
        }
    }

    /// Asks one after the other.
    async fn each(&self, mut order: VecDeque<Target>, call: &mut Call<'_>) -> End {
        while let Some(target) = order.pop_front() {
            if call.requests == 0 {
                break;
            }
            let others = order.iter().filter(|later| self.may_ask(later)).count();
            let others = others + call.limited.len();
            match self.target(&target, others, call).await {
                End::NextModel | End::NextProvider => {}
                End::Abort => return End::Abort,
                End::Answered(answered) => {
                    self.run.wake(&target.provider.name);
                    return End::Answered(answered);
                }
            }
        }
        End::NextProvider
    }

    fn usd_day(&self) -> f64 {
        let caps = self.caps.borrow();
        caps.as_ref()
            .map_or(self.budget.usd_day, |caps| caps.usd_day)
    }

    /// Returns the targets in the order in which they are asked: those that were out of order a
    /// moment ago come last.
    fn order(&self, call: &mut Call<'_>) -> VecDeque<Target> {
        let rests = |target: &Target| self.run.rests(&target.provider.name);
        let mut meant: Vec<&Target> = self.targets.iter().collect();
        meant.retain(|it| it.is_meant(&call.choice));
        if let Choice::Beyond { provider, .. } = &call.choice
            && let Some(at) = meant.iter().position(|it| it.provider.name == *provider)
        {
            let before = meant.drain(..at).collect::<Vec<_>>();
            let last = usize::from(!meant.is_empty());
            meant.rotate_left(last);
            meant.extend(before);
        }
        let meant = meant.into_iter();
        let (tired, fresh): (Vec<Target>, Vec<Target>) =
            meant.map(|target| self.limited(target)).partition(rests);
        if fresh.iter().any(|target| self.may_ask(target)) {
            for target in &tired {
                call.skip(&target.provider.name, Reason::Resting);
            }
        }
        fresh.into_iter().chain(tired).collect()
    }

    /// Asks the models of one target that serve the role; so many others may be asked after it.
    async fn target(&self, target: &Target, others: usize, call: &mut Call<'_>) -> End {
        let name = &target.provider.name;
        if target.lacks_key() {
            call.skip(name, Reason::NoKey);
            return End::NextProvider;
        }
        if let Some(class) = self.run.disabled(name) {
            call.skip(name, Reason::Disabled(class));
            return End::NextProvider;
        }
        let mut skipped = Some(Reason::NoModel);
        for model in &target.models(&call.choice) {
            let known = self.run.known(model);
            if known.gone {
                continue;
            }
            if let Some(reason) = self.unfit(call.prompt, target, model) {
                skipped = skipped.map(|_| reason);
                continue;
            }
            skipped = None;
            let attempts = Attempts {
                target,
                model,
                prompt: Cow::Borrowed(call.prompt),
                others,
                made: 0,
                mended: false,
                most: None,
                by_tool: true,
            };
            let end = self.model(attempts, call).await;
            if !matches!(end, End::NextModel) {
                return end;
            }
            if !call.may_insist(others) {
                return End::NextProvider;
            }
        }
        if let Some(reason) = skipped {
            call.skip(name, reason);
        }
        End::NextProvider
    }

    /// Returns why a model can't be asked this.
    fn unfit(&self, prompt: &Prompt, target: &Target, model: &Model) -> Option<Reason> {
        let known = self.run.known(model);
        if !known.takes_tools(prompt, &target.provider, model) {
            return Some(Reason::NoTools);
        }
        if !known.fits(prompt, &target.provider, model) {
            return Some(Reason::TooLarge);
        }
        let most = prompt.max_output.min(model.max_output);
        let worst = model.worst_cost(tokens(prompt), most);
        (!self.run.affords(worst)).then_some(Reason::TooDear)
    }

    /// Returns whether somebody could be asked at all.
    fn may_ask(&self, target: &Target) -> bool {
        !target.lacks_key() && self.run.disabled(&target.provider.name).is_none()
    }

    /// Asks one model until it answers, or until it is clear that it won't.
    async fn model(&self, mut attempts: Attempts<'_>, call: &mut Call<'_>) -> End {
        let name = &attempts.target.provider.name;
        while attempts.made < MOST_ATTEMPTS
            && call.requests > 0
            && (attempts.made == 0 || call.may_insist(attempts.others))
        {
            let open = match self.admit(&attempts, call).await {
                Ok(open) => open,
                Err(reason) => {
                    call.skip(name, reason);
                    // Whoever has the books has those of everybody.
                    let busy = matches!(reason, Reason::Busy);
                    return if busy { End::Abort } else { End::NextModel };
                }
            };
            call.requests -= 1;
            attempts.made += 1;
            let start = Instant::now();
            let outcome = self.request(&attempts, call, &open.heard).await;
            trace::ended(&attempts, &outcome, start.elapsed(), &self.redactor);
            self.settle(open, &attempts, &outcome);
            let mut lost = outcome.lost;
            let checked = outcome.result.and_then(|reply| {
                let length = reply.length();
                let checked = attempts.check(reply);
                checked.inspect_err(|_| lost = length)
            });
            let failure = match checked {
                Ok(reply) => return answered(&attempts, reply),
                Err(failure) => failure.redacted(&self.redactor),
            };
            call.note(Notice::Failed {
                provider: attempts.target.provider.name.clone(),
                model: attempts.model.id.clone(),
                failure: failure.clone(),
                lost,
            });
            // Whoever has heard enough can end the call here, before somebody else is asked.
            tokio::task::yield_now().await;
            if self.does_without_tool(&mut attempts, &failure) {
                continue;
            }
            if let Some(end) = self
                .act(&mut attempts, call, &failure, outcome.lost > 0)
                .await
            {
                return end;
            }
        }
        End::NextModel
    }

    async fn request(
        &self,
        attempts: &Attempts<'_>,
        call: &mut Call<'_>,
        heard: &Cell<usize>,
    ) -> Outcome {
        let Attempts { target, model, .. } = attempts;
        let provider = &target.provider;
        let known = self.run.known(model);
        let shape = attempts.shape(&known);
        let mut body = provider.dialect.encode(&attempts.prompt, shape);
        known.prune(&mut body);
        trace::asked(attempts, &body, shape.stream);
        call.say(&Notice::Asked {
            provider: provider.name.clone(),
            model: model.id.clone(),
        });
        let request = Request {
            dialect: provider.dialect,
            base_url: &target.base_url,
            version: provider.manner.version.as_deref(),
            key: target.key.as_ref(),
            body: &body,
            bounds: Bounds {
                answers: shape.by_tool(&attempts.prompt).map(|(name, _)| name),
                ..attempts.prompt.bounds()
            },
            stream: shape.stream,
            patience: if attempts.others == 0 {
                Patience::LONG
            } else {
                Patience::SHORT
            },
        };
        let mut hear = |piece: &Piece| {
            heard.set(heard.get() + piece.text().chars().count());
            call.say(&Notice::Heard(piece.clone()));
        };
        let mut outcome = self.transport.send(&request, &mut hear).await;
        if let Ok(reply) = &mut outcome.result
            && reply.end == Ending::Stopped
            && reply.usage.is_none()
        {
            // The end of the answer, which would have told it, was not listened to.
            reply.usage = Some(heard_usage(tokens(&attempts.prompt), reply.length()));
        }
        outcome
    }

    /// Waits until a request may be sent; gives a reason when that takes too long or too much.
    async fn admit<'r>(
        &'r self,
        attempts: &Attempts<'r>,
        call: &mut Call<'_>,
    ) -> Result<Open<'r>, Reason> {
        let Attempts { target, model, .. } = attempts;
        let known = self.run.known(model);
        let shape = attempts.shape(&known);
        let tokens = tokens(&attempts.prompt);
        let claim = Claim {
            scope: target.scope(model),
            limits: known.limits(&target.provider, model),
            tokens: tokens + u64::from(shape.max_output),
            usd: model.worst_cost(tokens, shape.max_output),
            usd_day: self.usd_day(),
        };
        let mut queue = Queue::default();
        loop {
            match self.run.admit(&claim) {
                Admission::Go(permit) => return Ok(Open::new(&self.run, model, permit, tokens)),
                Admission::TooDear => return Err(Reason::TooDear),
                Admission::Wait(wait) if wait.time > call.wait => {
                    return Err(Reason::Limited(wait));
                }
                Admission::Wait(wait) if call.rather_asks(attempts.others, wait.time) => {
                    let later = Target {
                        models: vec![(*model).clone()],
                        ..(*target).clone()
                    };
                    call.limited.push((wait.time, later));
                    return Err(Reason::Limited(wait));
                }
                Admission::Wait(wait) => pause(&target.provider.name, wait.time, call).await,
                Admission::Busy => {
                    queue.wait(call).await?;
                    continue;
                }
            }
            // Whoever was asked how long to wait let the books go.
            queue = Queue::default();
        }
    }

    /// Tells the gate what a request took, and what the provider said of its limits.
    fn settle(&self, open: Open<'_>, attempts: &Attempts<'_>, outcome: &Outcome) {
        let lost = lost_usage(&attempts.prompt, outcome.lost);
        let (usage, cost) = outcome.result.as_ref().map_or_else(
            |_| (Some(lost), attempts.model.cost(lost)),
            // A provider that does not tell may have used all that it could.
            |reply| {
                let cost = cost(attempts.model, reply);
                (told_usage(reply), cost.unwrap_or(open.worst()))
            },
        );
        open.settle(usage, cost);
        let told = match &outcome.result {
            Err(failure) if matches!(failure.class, Class::Rate | Class::Overloaded) => {
                failure.wait
            }
            Err(failure) if failure.class == Class::DailyCap => {
                if let Some(Detail::ADay(most)) = failure.detail {
                    self.run.may_ask_a_day(&attempts.target.provider, most);
                }
                let told = failure.wait.filter(|time| !time.is_zero());
                Some(told.unwrap_or_else(|| until_midnight(outcome.now)))
            }
            Ok(_) | Err(_) => wait::reset(&outcome.headers, outcome.now),
        };
        if let Some(time) = told.filter(|time| !time.is_zero()) {
            let scope = attempts.target.scope(attempts.model);
            self.run.hold(&scope, time);
        }
    }
}

/// Returns how long the day lasts in UTC.
fn until_midnight(now: Duration) -> Duration {
    const DAY: u64 = 86_400;
    Duration::from_secs(DAY - now.as_secs() % DAY)
}

fn answered(attempts: &Attempts<'_>, reply: Reply) -> End {
    End::Answered(Box::new(Answered {
        provider: attempts.target.provider.name.clone(),
        model: attempts.model.id.clone(),
        cost: cost(attempts.model, &reply),
        reply,
        before: Vec::new(),
    }))
}

/// Returns what a reply cost: what the provider says, else what its price says.
fn cost(model: &Model, reply: &Reply) -> Option<f64> {
    let by_price = || told_usage(reply).map(|usage| model.cost(usage));
    reply.cost.or_else(by_price)
}

/// Returns what was used, if the provider told: an answer out of nothing is none.
fn told_usage(reply: &Reply) -> Option<Usage> {
    reply.usage.filter(|usage| usage.input + usage.output > 0)
}

/// Returns about what a request took that failed after so many characters: providers tell what was
/// used only at the end, and count nothing of what they refuse.
fn lost_usage(prompt: &Prompt, lost: usize) -> Usage {
    if lost == 0 {
        return Usage::default();
    }
    heard_usage(tokens(prompt), lost)
}
