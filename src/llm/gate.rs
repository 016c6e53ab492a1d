//! Who may be asked now: limits and money, looked at before each request.
//!
//! Three voices, of which the strictest wins: `governor` spreads the requests of this process
//! ([`Pace`]), an exact log keeps the promise "at most so many in any window" ([`Ledger`]), and
//! what providers ask for in their answers is kept in the same log. [`Own`] is for one process;
//! for all processes of the user the log lies in the state folder.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::time::Duration;

use super::catalog::Limits;
use super::ledger::{Ledger, Now, Used, Wait};
use super::pace::Pace;
use super::purse::Purse;
use super::reply::Usage;

/// What a request takes at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Whose limits it counts for: a provider, or the free models of one.
    pub scope: String,
    /// The limits.
    pub limits: Limits,
    /// The tokens of prompt and answer.
    pub tokens: u64,
    /// What it could cost, in US dollars.
    pub usd: f64,
    /// What all runs of a day may cost, in US dollars.
    pub usd_day: f64,
}

/// Whether a request may be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Admission {
    /// It may, and it is recorded.
    Go(Permit),
    /// It has to wait.
    Wait(Wait),
    /// The day's money could be passed.
    TooDear,
}

/// What a request took.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// The provider's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// The tokens, as far as they are known.
    pub usage: Option<Usage>,
    /// What it cost, in US dollars.
    pub usd: f64,
}

/// A request that was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Permit {
    claim: Claim,
    sent_at: i64,
}

impl Permit {
    /// Returns what the request could cost, in US dollars.
    pub fn usd(&self) -> f64 {
        self.claim.usd
    }
}

/// Somebody who lets requests pass.
pub trait Gate: Debug {
    /// Records a request, or says why it can't be sent now.
    fn admit(&mut self, claim: &Claim) -> Admission;
    /// Puts what a request took in place of what it could have taken.
    fn settle(&mut self, permit: Permit, spent: &Spent);
    /// Remembers that a provider asked to wait.
    fn hold(&mut self, scope: &str, time: Duration);
    /// Returns what is used of the limits of a scope.
    fn used(&mut self, scope: &str) -> Used;
    /// Says why logs are not kept as they should be, if they are not.
    fn trouble(&self) -> Option<String>;
}

/// Where logs are kept.
pub trait Shelf: Debug {
    /// Changes the log of a scope.
    fn ledger<T>(&mut self, scope: &str, change: impl FnOnce(&mut Ledger) -> T) -> T;
    /// Changes the purse of the day.
    fn purse<T>(&mut self, change: impl FnOnce(&mut Purse) -> T) -> T;
    /// Writes down what a request took, for those who look later.
    fn record(&mut self, now: &Now, spent: &Spent);
    /// Says why logs are not kept as they should be, if they are not.
    fn trouble(&self) -> Option<String>;
}

/// Logs in memory, for one process.
#[derive(Debug, Default)]
pub struct Own {
    ledgers: BTreeMap<String, Ledger>,
    purse: Purse,
}

impl Shelf for Own {
    fn ledger<T>(&mut self, scope: &str, change: impl FnOnce(&mut Ledger) -> T) -> T {
        change(self.ledgers.entry(scope.to_owned()).or_default())
    }

    fn purse<T>(&mut self, change: impl FnOnce(&mut Purse) -> T) -> T {
        change(&mut self.purse)
    }

    fn record(&mut self, _now: &Now, _spent: &Spent) {}

    fn trouble(&self) -> Option<String> {
        None
    }
}

/// The gate over a shelf.
#[derive(Debug)]
pub struct Keeper<S> {
    shelf: S,
    pace: Pace,
    clock: fn() -> Now,
}

impl<S: Shelf> Keeper<S> {
    /// Returns a gate that keeps its logs on a shelf.
    pub fn new(shelf: S, clock: fn() -> Now) -> Self {
        Self {
            shelf,
            pace: Pace::default(),
            clock,
        }
    }

    /// Puts what a call cost in place of what was reserved for it.
    fn give_back(&mut self, claim: &Claim, cost: f64) {
        let clock = self.clock;
        if claim.usd > 0.0 || cost > 0.0 {
            self.shelf
                .purse(|purse| purse.settle(&clock(), claim.usd, cost));
        }
    }
}

impl<S: Shelf> Gate for Keeper<S> {
    fn admit(&mut self, claim: &Claim) -> Admission {
        if let Err(wait) = self.pace.admit(&claim.scope, claim.limits) {
            return Admission::Wait(wait);
        }
        // The clocks are read under the lock: what is recorded later happened later.
        let clock = self.clock;
        // Money first: it can be given back, a place in the log can't.
        let fits = |purse: &mut Purse| purse.reserve(&clock(), claim.usd, claim.usd_day);
        if claim.usd > 0.0 && !self.shelf.purse(fits) {
            return Admission::TooDear;
        }
        let admit = |ledger: &mut Ledger| {
            let now = clock();
            let admitted = ledger.admit(&now, claim.limits, claim.tokens);
            admitted.map(|()| now.steady)
        };
        match self.shelf.ledger(&claim.scope, admit) {
            Ok(sent_at) => Admission::Go(Permit {
                claim: claim.clone(),
                sent_at,
            }),
            Err(wait) => {
                self.give_back(claim, 0.0);
                Admission::Wait(wait)
            }
        }
    }

    fn settle(&mut self, permit: Permit, spent: &Spent) {
        let Permit { claim, sent_at } = permit;
        if let Some(usage) = spent.usage {
            let tokens = usage.input + usage.output;
            let settle = |ledger: &mut Ledger| ledger.settle(sent_at, claim.tokens, tokens);
            self.shelf.ledger(&claim.scope, settle);
            if tokens > 0 {
                self.shelf.record(&(self.clock)(), spent);
            }
        }
        self.give_back(&claim, spent.usd);
    }

    fn hold(&mut self, scope: &str, time: Duration) {
        let clock = self.clock;
        self.shelf
            .ledger(scope, |ledger| ledger.hold(&clock(), time));
    }

    fn used(&mut self, scope: &str) -> Used {
        let clock = self.clock;
        self.shelf.ledger(scope, |ledger| ledger.used(&clock()))
    }

    fn trouble(&self) -> Option<String> {
        self.shelf.trouble()
    }
}
