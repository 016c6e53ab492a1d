//! The money of a day, over all runs: what was spent, and what calls under way could still cost.
//! Pure: the time comes in.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ledger::Now;

/// How long a call under way can hold money: its process may have died.
const LONGEST_CALL: Duration = Duration::from_mins(15);

const DAY: i64 = 86_400_000;

/// The money of a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Purse {
    /// The day, in days since the Unix epoch.
    day: i64,
    /// What was spent on it, in US dollars.
    spent: f64,
    /// What calls under way could cost, and since when, in milliseconds since the Unix epoch.
    reserved: Vec<(f64, i64)>,
}

impl Purse {
    fn come_to(&mut self, now: &Now) {
        let day = now.wall.div_euclid(DAY);
        if day > self.day {
            self.day = day;
            self.spent = 0.0;
        }
        let longest = i64::try_from(LONGEST_CALL.as_millis()).unwrap_or(i64::MAX);
        self.reserved
            .retain(|(_, since)| (now.wall - since).abs() < longest);
    }

    /// Reserves what a call could cost, unless the day's cap could then be passed.
    pub fn reserve(&mut self, now: &Now, usd: f64, cap: f64) -> bool {
        self.come_to(now);
        let held: f64 = self.reserved.iter().map(|(usd, _)| usd).sum();
        let fits = usd <= 0.0 || self.spent + held + usd <= cap;
        if fits && usd > 0.0 {
            self.reserved.push((usd, now.wall));
        }
        fits
    }

    /// Takes what a call cost in place of what was reserved for it.
    pub fn settle(&mut self, now: &Now, reserved: f64, cost: f64) {
        self.come_to(now);
        let same = |(usd, _): &(f64, i64)| (usd - reserved).abs() < f64::EPSILON;
        if let Some(index) = self.reserved.iter().position(same) {
            self.reserved.remove(index);
        }
        self.spent += cost;
    }

    /// Returns what was spent on this day.
    pub fn spent(&mut self, now: &Now) -> f64 {
        self.come_to(now);
        self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall: i64) -> Now {
        Now {
            steady: wall,
            wall: wall + DAY * 20_000,
            boot: String::new(),
        }
    }

    #[test]
    fn calls_under_way_count_as_their_worst_case() {
        let mut purse = Purse::default();
        assert!(purse.reserve(&at(0), 0.6, 1.0));
        assert!(!purse.reserve(&at(1), 0.6, 1.0));
        purse.settle(&at(2), 0.6, 0.1);
        assert!(purse.reserve(&at(3), 0.6, 1.0));
        assert!((purse.spent(&at(3)) - 0.1).abs() < 1e-9);
        assert!(purse.reserve(&at(3), 0.0, 0.0), "what is free always fits");
    }

    #[test]
    fn a_dead_process_holds_no_money_for_long_and_a_new_day_begins_at_nothing() {
        let mut purse = Purse::default();
        assert!(purse.reserve(&at(0), 1.0, 1.0));
        assert!(!purse.reserve(&at(60_000), 1.0, 1.0));
        assert!(purse.reserve(&at(16 * 60_000), 1.0, 1.0));
        purse.settle(&at(16 * 60_000), 1.0, 1.0);
        assert!(!purse.reserve(&at(17 * 60_000), 0.1, 1.0));
        assert!(purse.reserve(&at(DAY), 0.1, 1.0));
    }
}
