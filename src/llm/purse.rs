//! The money of a day, over all runs: what was spent, and what calls under way could still cost.
//! Pure: the time comes in.
//!
//! # Design
//! What a call could cost is reserved before it and stays so until the call says what it did cost. A
//! process that was killed never says, and its provider may have answered and billed: what it had
//! reserved counts as spent for the rest of the day, so that the cap holds whoever is killed.

use serde::{Deserialize, Serialize};

/// How long a call can be under way when its day ends, in milliseconds.
const LONGEST_CALL: i64 = 3_600_000;

/// The money of a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Purse {
    /// What was spent on it, in US dollars.
    spent: f64,
    /// What calls could cost of which nothing was heard yet.
    reserved: Vec<Reserved>,
}

/// The number of a call, what it could cost, since when on the steady clock, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Reserved(u64, f64, i64, i64);

impl Purse {
    /// Returns whether a call that could cost so much fits under the cap. What is free always does.
    pub(super) fn fits(&self, usd: f64, cap: f64) -> bool {
        usd <= 0.0 || self.spent + self.reserved() + usd <= cap
    }

    /// Reserves what a call could cost.
    pub(super) fn reserve(&mut self, number: u64, usd: f64, now: i64, day: i64) {
        if usd > 0.0 {
            self.reserved.push(Reserved(number, usd, now, day));
        }
    }

    /// Takes what a call cost in place of what was reserved for it.
    pub(super) fn settle(&mut self, number: u64, cost: f64) {
        self.reserved.retain(|it| it.0 != number);
        self.spent += cost;
    }

    /// Begins a day: only calls that may still be under way keep what they reserved.
    pub(super) fn begin_day(&mut self) {
        self.spent = 0.0;
    }

    /// Forgets what was reserved on days before this one by calls that must have ended.
    pub(super) fn come_to(&mut self, now: i64, day: i64) {
        let may_last = |since: i64| now.saturating_sub(since) < LONGEST_CALL;
        self.reserved
            .retain(|Reserved(_, _, since, of)| *of == day || may_last(*since));
    }

    /// Moves all times: the steady clock began anew.
    pub(super) fn shift(&mut self, by: i64) {
        for Reserved(_, _, since, _) in &mut self.reserved {
            *since = since.saturating_add(by);
        }
    }

    /// Raises what was spent to what is known from elsewhere.
    pub(super) fn at_least(&mut self, spent: f64) {
        self.spent = self.spent.max(spent);
    }

    /// Returns what was spent on this day.
    pub fn spent(&self) -> f64 {
        self.spent
    }

    /// Returns what calls could cost of which nothing was heard yet.
    pub fn reserved(&self) -> f64 {
        self.reserved.iter().map(|it| it.1).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_under_way_count_as_their_worst_case() {
        let mut purse = Purse::default();
        assert!(purse.fits(0.6, 1.0));
        purse.reserve(1, 0.6, 0, 0);
        assert!(!purse.fits(0.6, 1.0));
        purse.settle(1, 0.1);
        assert!(purse.fits(0.6, 1.0));
        assert!((purse.spent() - 0.1).abs() < 1e-9);
        assert!(purse.fits(0.0, 0.0), "what is free always fits");
    }

    #[test]
    fn what_was_never_settled_is_gone_for_the_day_and_no_longer() {
        let mut purse = Purse::default();
        purse.reserve(1, 1.0, 0, 7);
        purse.come_to(10 * LONGEST_CALL, 7);
        assert!(!purse.fits(0.1, 1.0));
        purse.reserve(2, 0.5, 23 * LONGEST_CALL, 7);
        purse.begin_day();
        purse.come_to(23 * LONGEST_CALL + 5, 8);
        assert!((purse.reserved() - 0.5).abs() < 1e-9, "it may be under way");
        purse.come_to(24 * LONGEST_CALL, 8);
        assert!(purse.fits(1.0, 1.0));
        purse.settle(2, 0.25);
        assert!(!purse.fits(1.0, 1.0), "whoever comes late has spent it too");
    }
}
