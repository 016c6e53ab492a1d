//! Who may be asked now: limits and money, looked at before each request.
//!
//! Three voices, of which the strictest wins: exact logs keep the promise "at most so many in any
//! window", what providers ask for in their answers is kept in the same [`Books`], and `governor`
//! spreads the requests of this process ([`Pace`]). [`Own`] is for one process; for all processes of
//! the user the books lie in the state folder.

use std::fmt::Debug;
use std::time::Duration;

use super::books::{Books, Entry, Refused};
use super::catalog::{Limits, Model};
use super::chain::{Learned, Memory};
use super::ledger::{Now, Used, Wait};
use super::pace::Pace;
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
    /// Another process has the books just now.
    Busy,
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
    number: u64,
    scope: String,
    usd: f64,
}

impl Permit {
    /// Returns what the request could cost, in US dollars.
    pub fn usd(&self) -> f64 {
        self.usd
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
    /// Lets the others be asked before a provider for a while; for no time ends that.
    fn rest(&mut self, provider: &str, time: Duration);
    /// Returns whether the others are asked before a provider.
    fn rests(&mut self, provider: &str) -> bool;
    /// Returns what is used of the limits of a scope.
    fn used(&mut self, scope: &str) -> Used;
    /// Returns what was learned of models before.
    fn recall(&mut self) -> Memory;
    /// Remembers what was learned of a model.
    fn remember(&mut self, model: &Model, learned: &Learned);
    /// Remembers whether the account at a provider has ever paid.
    fn account(&mut self, provider: &str, paid: bool);
    /// Says why the books are not kept as they should be, if they are not.
    fn trouble(&self) -> Option<String>;
}

/// Where the books are kept.
pub trait Shelf: Debug {
    /// Changes the books as everybody left them; gives nothing back when somebody else has them just
    /// now.
    fn change<T>(&mut self, change: impl FnOnce(&mut Books) -> T) -> Option<T>;
    /// Notes something in the books: now, or with the next change.
    fn note(&mut self, note: impl FnOnce(&mut Books));
    /// Returns the books as everybody left them, to be looked at.
    fn look(&mut self) -> &mut Books;
    /// Writes down what a request took, for those who look later.
    fn record(&mut self, now: Now, spent: &Spent);
    /// Returns what was learned of models before.
    fn recall(&mut self, now: Now) -> Memory;
    /// Remembers what was learned of a model.
    fn remember(&mut self, now: Now, model: &Model, learned: &Learned);
    /// Remembers whether the account at a provider has ever paid.
    fn account(&mut self, provider: &str, paid: bool);
    /// Says why the books are not kept as they should be, if they are not.
    fn trouble(&self) -> Option<String>;
}

/// Books in memory, for one process.
#[derive(Debug, Default)]
pub struct Own(Books);

impl Shelf for Own {
    fn change<T>(&mut self, change: impl FnOnce(&mut Books) -> T) -> Option<T> {
        let changed = change(&mut self.0);
        self.0.forget_lines();
        Some(changed)
    }

    fn note(&mut self, note: impl FnOnce(&mut Books)) {
        self.change(note);
    }

    fn look(&mut self) -> &mut Books {
        &mut self.0
    }

    fn record(&mut self, _now: Now, _spent: &Spent) {}

    fn recall(&mut self, _now: Now) -> Memory {
        Memory::default()
    }

    fn remember(&mut self, _now: Now, _model: &Model, _learned: &Learned) {}

    fn account(&mut self, _provider: &str, _paid: bool) {}

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
    /// Returns a gate that keeps its books on a shelf.
    pub fn new(shelf: S, clock: fn() -> Now) -> Self {
        Self {
            shelf,
            pace: Pace::default(),
            clock,
        }
    }

    fn note(&mut self, entry: Entry) {
        let clock = self.clock;
        self.shelf.note(|books| books.note(clock(), entry));
    }
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2)
}

impl<S: Shelf> Gate for Keeper<S> {
    fn admit(&mut self, claim: &Claim) -> Admission {
        let Self { shelf, pace, clock } = self;
        let admitted = shelf.change(|books| {
            // The clocks are read by whoever has the books: what is recorded later happened later.
            let now = clock();
            match books.allow(now, claim) {
                Ok(()) => {}
                Err(Refused::Wait(wait)) => return Admission::Wait(wait),
                Err(Refused::TooDear) => return Admission::TooDear,
            }
            // The pace comes last: what it lets pass counts for it.
            if let Err(wait) = pace.admit(&claim.scope, claim.limits, now.steady) {
                return Admission::Wait(wait);
            }
            Admission::Go(Permit {
                number: books.send(now, claim),
                scope: claim.scope.clone(),
                usd: claim.usd,
            })
        });
        admitted.unwrap_or(Admission::Busy)
    }

    fn settle(&mut self, permit: Permit, spent: &Spent) {
        let now = (self.clock)();
        let tokens = spent.usage.map(|usage| usage.input + usage.output);
        if tokens.is_none_or(|tokens| tokens > 0) || spent.usd > 0.0 {
            self.shelf.record(now, spent);
        }
        let entry = Entry::Settled {
            scope: permit.scope,
            number: permit.number,
            tokens,
            usd: spent.usd,
        };
        self.note(entry);
    }

    fn hold(&mut self, scope: &str, time: Duration) {
        self.note(Entry::Told {
            scope: scope.to_owned(),
            milliseconds: milliseconds(time),
        });
    }

    fn rest(&mut self, provider: &str, time: Duration) {
        self.note(Entry::Rests {
            provider: provider.to_owned(),
            milliseconds: milliseconds(time),
        });
    }

    fn rests(&mut self, provider: &str) -> bool {
        let now = (self.clock)();
        self.shelf.look().rests(now, provider)
    }

    fn used(&mut self, scope: &str) -> Used {
        let books = self.shelf.look();
        books.come_to((self.clock)());
        books.used(scope)
    }

    fn recall(&mut self) -> Memory {
        self.shelf.recall((self.clock)())
    }

    fn remember(&mut self, model: &Model, learned: &Learned) {
        self.shelf.remember((self.clock)(), model, learned);
    }

    fn account(&mut self, provider: &str, paid: bool) {
        self.shelf.account(provider, paid);
    }

    fn trouble(&self) -> Option<String> {
        self.shelf.trouble()
    }
}
