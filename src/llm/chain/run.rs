//! What the calls of a run share: what was learned of providers and models, what was spent, and who
//! lets requests pass. Calls may be under way at the same time; nothing here is held across a wait.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use super::adapt::{Learned, Memory};
use crate::llm::catalog::{Model, Provider};
use crate::llm::failure::Class;
use crate::llm::gate::{Admission, Claim, Gate, Permit, Spent};
use crate::llm::ledger::Used;
use crate::llm::reply::Usage;

/// How long the others are asked before a provider that was out of order.
const REST: Duration = Duration::from_secs(30);

/// How long when it was because of its silence: that costs a minute each time.
const SILENT_REST: Duration = Duration::from_mins(5);
/// How long a provider without credit is not asked: its owner may buy some while a run goes on.
const BROKE: Duration = Duration::from_mins(10);

/// What the calls of a run share.
#[derive(Debug)]
pub(super) struct Run(RefCell<State>);

#[derive(Debug)]
struct State {
    /// What was spent, and what calls under way could cost, in US dollars.
    spent: f64,
    held: f64,
    /// The most that the run may cost.
    cap: f64,
    /// Providers that are not asked, why, and until when if not to the end of the run.
    disabled: BTreeMap<String, (Class, Option<Instant>)>,
    memory: Memory,
    gate: Box<dyn Gate>,
}

impl Run {
    pub(super) fn new(cap: f64, mut gate: Box<dyn Gate>) -> Self {
        Self(RefCell::new(State {
            spent: 0.0,
            held: 0.0,
            cap,
            disabled: BTreeMap::new(),
            memory: gate.recall(),
            gate,
        }))
    }

    pub(super) fn spent(&self) -> f64 {
        self.0.borrow().spent
    }

    pub(super) fn trouble(&self) -> Option<String> {
        self.0.borrow().gate.trouble()
    }

    /// Returns why a provider is not asked again in this run.
    pub(super) fn disabled(&self, provider: &str) -> Option<Class> {
        let state = self.0.borrow();
        let (class, until) = state.disabled.get(provider)?;
        let over = until.is_some_and(|until| until <= Instant::now());
        (!over).then_some(*class)
    }

    pub(super) fn disable(&self, provider: &str, class: Class) {
        let until = (class == Class::NoCredit).then(|| Instant::now() + BROKE);
        let mut state = self.0.borrow_mut();
        state.disabled.insert(provider.to_owned(), (class, until));
    }

    /// Returns whether the others are asked before a provider.
    pub(super) fn rests(&self, provider: &str) -> bool {
        self.0.borrow_mut().gate.rests(provider)
    }

    /// Lets the others be asked before a provider for a while, in other processes too.
    pub(super) fn rest(&self, provider: &str, class: Class) {
        let silent = class == Class::Silent;
        let time = if silent { SILENT_REST } else { REST };
        self.0.borrow_mut().gate.rest(provider, time);
    }

    /// Ends the rest of a provider that answered.
    pub(super) fn wake(&self, provider: &str) {
        let gate = &mut self.0.borrow_mut().gate;
        if gate.rests(provider) {
            gate.rest(provider, Duration::ZERO);
        }
    }

    /// Returns what is known of a model.
    pub(super) fn known(&self, model: &Model) -> Learned {
        self.0.borrow().memory.of(model)
    }

    /// Learns something of a model, for other runs as well.
    pub(super) fn learn<T>(&self, model: &Model, learn: impl FnOnce(&mut Learned) -> T) -> T {
        let mut state = self.0.borrow_mut();
        let State { memory, gate, .. } = &mut *state;
        let known = memory.learn(model);
        let before = known.clone();
        let value = learn(known);
        if *known != before {
            gate.remember(model, known);
        }
        value
    }

    /// Returns whether a call that could cost so much may be made.
    pub(super) fn affords(&self, usd: f64) -> bool {
        let state = self.0.borrow();
        usd <= 0.0 || state.spent + state.held + usd <= state.cap
    }

    /// Records a request, with what it could cost held back, or says why it can't be sent now.
    pub(super) fn admit(&self, claim: &Claim) -> Admission {
        if !self.affords(claim.usd) {
            return Admission::TooDear;
        }
        let mut state = self.0.borrow_mut();
        let admission = state.gate.admit(claim);
        if let Admission::Go(_) = admission {
            state.held += claim.usd;
        }
        admission
    }

    fn settle(&self, permit: Permit, spent: &Spent) {
        let mut state = self.0.borrow_mut();
        state.held -= permit.usd();
        state.spent += spent.usd;
        state.gate.settle(permit, spent);
    }

    /// Remembers that a provider asked to wait.
    pub(super) fn hold(&self, scope: &str, time: Duration) {
        self.0.borrow_mut().gate.hold(scope, time);
    }

    /// Remembers whether the account at a provider has paid, if so many requests a day tell.
    pub(super) fn may_ask_a_day(&self, provider: &Provider, most: u64) {
        if let Some(paid) = provider.tells_paid(most) {
            self.0.borrow_mut().gate.account(&provider.name, paid);
        }
    }

    /// Returns what is used of the limits of a scope.
    pub(super) fn used(&self, scope: &str) -> Used {
        self.0.borrow_mut().gate.used(scope)
    }
}

/// A request under way. One that is given up takes what was sent and heard until then: providers
/// stop when nobody listens any more.
#[derive(Debug)]
pub(super) struct Open<'r> {
    run: &'r Run,
    model: &'r Model,
    permit: Option<Permit>,
    /// The tokens of the prompt.
    input: u64,
    /// The characters of the answer until now.
    pub(super) heard: Cell<usize>,
}

impl<'r> Open<'r> {
    pub(super) fn new(run: &'r Run, model: &'r Model, permit: Permit, input: u64) -> Self {
        Self {
            run,
            model,
            permit: Some(permit),
            input,
            heard: Cell::new(0),
        }
    }

    /// Returns what it could cost, in US dollars.
    pub(super) fn worst(&self) -> f64 {
        self.permit.as_ref().map_or(0.0, Permit::usd)
    }

    /// Ends it with what it took.
    pub(super) fn settle(mut self, usage: Option<Usage>, usd: f64) {
        self.close(usage, usd);
    }

    fn close(&mut self, usage: Option<Usage>, usd: f64) {
        if let Some(permit) = self.permit.take() {
            let spent = Spent {
                provider: self.model.provider.clone(),
                model: self.model.id.clone(),
                usage,
                usd,
            };
            self.run.settle(permit, &spent);
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let usage = heard(self.input, self.heard.get());
        self.close(Some(usage), self.model.cost(usage));
    }
}

/// Returns about what a request took of which so many characters were heard: providers tell what
/// was used only at the end.
pub(super) fn heard(input: u64, characters: usize) -> Usage {
    Usage {
        input,
        output: u64::try_from(characters / 2).unwrap_or(u64::MAX),
        ..Usage::default()
    }
}
