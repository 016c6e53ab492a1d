//! What is written down of limits and money: the logs of all providers and the purse of the day,
//! and the lines that change them. Pure: the time comes in.
//!
//! # Design
//! Books are what their lines make of them, so that every process that reads the same lines knows
//! the same. A line's time is that of a clock which only goes forward and which all processes of the
//! machine share: setting the time of day neither opens nor blocks anything. Only across a restart of
//! the machine is the time of day asked how long it took; a time that went backwards counts as no
//! time at all. A day ends at midnight UTC. One that went backwards has not ended, unless it has
//! lasted for a day: a clock that was ahead for a moment must not block anybody for long.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::gate::Claim;
use super::ledger::{Ledger, Now, Used, Wait};
use super::purse::Purse;

const DAY: i64 = 86_400_000;
/// How much later than it happened something can be read, in milliseconds.
const LATE: i64 = 10_000;

/// The logs of all providers and the purse of the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Books {
    at: Now,
    /// The day that is counted, in days since the Unix epoch, and when it began on the steady clock.
    day: i64,
    day_since: i64,
    /// The number of the next request.
    next: u64,
    purse: Purse,
    ledgers: BTreeMap<String, Ledger>,
    /// Providers that were out of order, and until when the others are asked first.
    rests: BTreeMap<String, i64>,
    /// The lines that were not written down yet.
    #[serde(skip)]
    unwritten: Vec<Line>,
}

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    at: Now,
    entry: Entry,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A request is about to be sent.
    Sent {
        /// Whose limits it counts for.
        scope: String,
        /// Its number.
        number: u64,
        /// The most tokens that it may take.
        tokens: u64,
        /// The most that it may cost, in US dollars.
        usd: f64,
    },
    /// It is over.
    Settled {
        /// Whose limits it counts for.
        scope: String,
        /// Its number.
        number: u64,
        /// The tokens that it took, if that is known.
        tokens: Option<u64>,
        /// What it cost, in US dollars.
        usd: f64,
    },
    /// A provider asked to wait.
    Told {
        /// Who.
        scope: String,
        /// For how long.
        milliseconds: i64,
    },
    /// A provider was out of order.
    Rests {
        /// Who.
        provider: String,
        /// For how long the others are asked first; not at all when it answered again.
        milliseconds: i64,
    },
}

/// Why a request can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has to wait.
    Wait(Wait),
    /// The day's money could be passed.
    TooDear,
}

impl Books {
    /// Brings the books to this moment.
    pub fn come_to(&mut self, mut now: Now) {
        let back = self.at.steady.saturating_sub(now.steady);
        if self.at.boot != now.boot || (now.boot == Now::SOME_BOOT && back > LATE) {
            self.begin_anew(now);
        } else {
            // Who looked a moment ago may read of something that happened before.
            now.steady = now.steady.max(self.at.steady);
        }
        self.at = now;
        let day = now.wall.div_euclid(DAY);
        let lasted = now.steady.saturating_sub(self.day_since);
        if day > self.day || (day < self.day && lasted >= DAY) {
            self.day = day;
            self.day_since = now.steady;
            self.purse.begin_day();
            self.ledgers.values_mut().for_each(Ledger::begin_day);
        }
        self.purse.come_to(now.steady, self.day);
        for ledger in self.ledgers.values_mut() {
            ledger.come_to(now.steady);
        }
        self.rests.retain(|_, until| *until > now.steady);
    }

    /// Moves everything to a steady clock that began anew: times keep their distance to each other.
    fn begin_anew(&mut self, now: Now) {
        let passed = now.wall.saturating_sub(self.at.wall).max(0);
        let by = now.steady.saturating_sub(self.at.steady);
        let by = by.saturating_sub(passed);
        self.day_since = self.day_since.saturating_add(by);
        self.purse.shift(by);
        for until in self.rests.values_mut() {
            *until = until.saturating_add(by);
        }
        for ledger in self.ledgers.values_mut() {
            ledger.shift(by);
        }
    }

    /// Says whether a request may be sent now.
    pub fn allow(&mut self, now: Now, claim: &Claim) -> Result<(), Refused> {
        self.come_to(now);
        if !self.purse.fits(claim.usd, claim.usd_day) {
            return Err(Refused::TooDear);
        }
        let Some(ledger) = self.ledgers.get(&claim.scope) else {
            return Ok(());
        };
        let now = self.at.steady;
        let wait = ledger.wait(now, self.day_ends(), claim.limits, claim.tokens);
        wait.map_or(Ok(()), |wait| Err(Refused::Wait(wait)))
    }

    /// Returns in how many milliseconds the day ends.
    fn day_ends(&self) -> i64 {
        let midnight = (self.day + 1) * DAY - self.at.wall;
        if midnight <= DAY {
            return midnight;
        }
        midnight.min(self.day_since + DAY - self.at.steady)
    }

    /// Records a request that is about to be sent; returns its number.
    pub fn send(&mut self, now: Now, claim: &Claim) -> u64 {
        let number = self.next;
        let entry = Entry::Sent {
            scope: claim.scope.clone(),
            number,
            tokens: claim.tokens,
            usd: claim.usd,
        };
        self.note(now, entry);
        number
    }

    /// Lets something happen, and keeps its line until it is written down.
    pub fn note(&mut self, now: Now, entry: Entry) {
        self.come_to(now);
        let line = Line { at: self.at, entry };
        self.apply(&line);
        self.unwritten.push(line);
    }

    /// Does what a line says.
    pub fn apply(&mut self, line: &Line) {
        self.come_to(line.at);
        let now = self.at.steady;
        match &line.entry {
            Entry::Sent {
                scope,
                number,
                tokens,
                usd,
            } => {
                self.next = self.next.max(number.saturating_add(1));
                self.purse.reserve(*number, *usd, now, self.day);
                self.ledger(scope).send(*number, now, *tokens);
            }
            Entry::Settled {
                scope,
                number,
                tokens,
                usd,
            } => {
                self.purse.settle(*number, *usd);
                if let Some(tokens) = tokens {
                    self.ledger(scope).settle(*number, *tokens);
                }
            }
            Entry::Told {
                scope,
                milliseconds,
            } => self.ledger(scope).hold(now, *milliseconds),
            Entry::Rests {
                provider,
                milliseconds,
            } => self.rest(provider, now, *milliseconds),
        }
    }

    /// The longest rest counts, until the provider answers.
    fn rest(&mut self, provider: &str, now: i64, milliseconds: i64) {
        if milliseconds <= 0 {
            self.rests.remove(provider);
            return;
        }
        let until = now.saturating_add(milliseconds);
        let rest = self.rests.entry(provider.to_owned()).or_insert(until);
        *rest = until.max(*rest);
    }

    /// Returns whether the others are asked before a provider.
    pub fn rests(&mut self, now: Now, provider: &str) -> bool {
        self.come_to(now);
        self.rests.contains_key(provider)
    }

    fn ledger(&mut self, scope: &str) -> &mut Ledger {
        self.ledgers.entry(scope.to_owned()).or_default()
    }

    /// Takes the lines that were not written down yet. They get the time at which that is done:
    /// times in a file never go back.
    pub fn unwritten(&mut self) -> Vec<Line> {
        let mut lines = std::mem::take(&mut self.unwritten);
        for line in &mut lines {
            line.at = self.at;
        }
        lines
    }

    /// Forgets the lines that were not written down: nobody else will read them.
    pub fn forget_lines(&mut self) {
        self.unwritten.clear();
    }

    /// Takes over what other books hold; what was not written down yet happens in them too.
    pub fn turn_to(&mut self, other: Self) {
        let unwritten = self.unwritten();
        *self = other;
        for line in &unwritten {
            self.apply(line);
        }
        self.unwritten = unwritten;
    }

    /// Raises what was spent on this day to what is known from elsewhere.
    pub fn spent_at_least(&mut self, usd: f64) {
        self.purse.at_least(usd);
    }

    /// Returns the money of the day.
    pub fn purse(&self) -> &Purse {
        &self.purse
    }

    /// Returns what is used of the limits of a scope.
    pub fn used(&self, scope: &str) -> Used {
        let ledger = self.ledgers.get(scope);
        ledger.map_or_else(Used::default, |ledger| ledger.used(self.at.steady))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::llm::catalog::Limits;
    use crate::llm::ledger::Hold;

    const LIMITS: Limits = Limits {
        minute: Some(3),
        hour: Some(5),
        day: None,
        tokens_minute: None,
    };

    fn at(steady: i64) -> Now {
        Now {
            steady,
            wall: 20_000 * DAY + steady,
            boot: 1,
        }
    }

    fn claim(limits: Limits) -> Claim {
        Claim {
            scope: "groq".to_owned(),
            limits,
            tokens: 0,
            usd: 0.0,
            usd_day: 1.0,
        }
    }

    /// Sends a request if that is allowed.
    fn sends(books: &mut Books, now: Now, claim: &Claim) -> bool {
        let allowed = books.allow(now, claim).is_ok();
        if allowed {
            books.send(now, claim);
        }
        allowed
    }

    #[test]
    fn lines_make_of_other_books_what_these_are() {
        let mut books = Books::default();
        let dear = Claim {
            usd: 0.4,
            tokens: 9,
            ..claim(LIMITS)
        };
        for steady in [0, 5] {
            assert!(sends(&mut books, at(steady), &dear));
        }
        assert_eq!(books.allow(at(6), &dear), Err(Refused::TooDear));
        let settled = Entry::Settled {
            scope: "groq".to_owned(),
            number: 0,
            tokens: Some(4),
            usd: 0.1,
        };
        books.note(at(7), settled);
        let told = Entry::Told {
            scope: "groq".to_owned(),
            milliseconds: 900,
        };
        books.note(at(8), told);
        let rests = |milliseconds| Entry::Rests {
            provider: "openai".to_owned(),
            milliseconds,
        };
        books.note(at(8), rests(100));
        books.note(at(9), rests(50));
        let mut read = Books::default();
        for line in &books.clone().unwritten {
            let text = serde_json::to_string(line).unwrap();
            read.apply(&serde_json::from_str(&text).unwrap());
        }
        let text = serde_json::to_string(&books).unwrap();
        let snapshot: Books = serde_json::from_str(&text).unwrap();
        assert_eq!(read, snapshot);
        assert_eq!(books.used("groq").tokens_minute, 13);
        let Err(Refused::Wait(wait)) = books.allow(at(10), &claim(LIMITS)) else {
            panic!("the provider asked to wait");
        };
        assert_eq!((wait.why, wait.time.as_millis()), (Hold::Told, 898));
        assert!(books.rests(at(107), "openai") && !books.rests(at(108), "openai"));
        books.note(at(110), rests(100));
        books.note(at(111), rests(0));
        assert!(!books.rests(at(112), "openai"));
    }

    #[test]
    fn what_is_written_late_gets_the_time_of_that() {
        let mut books = Books::default();
        let told = Entry::Told {
            scope: "groq".to_owned(),
            milliseconds: 1,
        };
        books.note(at(0), told);
        let mut other = Books::default();
        other.come_to(at(50));
        books.turn_to(other);
        books.come_to(at(60));
        assert_eq!(books.unwritten()[0].at, at(60));
        assert!(books.unwritten().is_empty());
    }

    #[test]
    fn a_day_ends_at_midnight_and_one_that_went_backwards_after_a_day() {
        let claim = claim(Limits {
            day: Some(1),
            ..Limits::default()
        });
        let day = |wall: i64, steady: i64| Now {
            steady,
            wall,
            boot: 1,
        };
        let mut books = Books::default();
        assert!(sends(&mut books, day(DAY * 100 + 1, 0), &claim));
        let Err(Refused::Wait(wait)) = books.allow(day(DAY * 101 - 5, 1), &claim) else {
            panic!("the day is used up");
        };
        assert_eq!((wait.why, wait.time.as_millis()), (Hold::Day, 5));
        assert!(!sends(&mut books, day(DAY * 50, 2), &claim));
        let Err(Refused::Wait(wait)) = books.allow(day(DAY * 50, DAY - 7), &claim) else {
            panic!("the day has not ended");
        };
        assert_eq!(wait.time.as_millis(), 7);
        assert!(sends(&mut books, day(DAY * 50, DAY), &claim));
        assert!(!sends(&mut books, day(DAY * 50, DAY + 1), &claim));
        assert!(sends(&mut books, day(DAY * 51, DAY + 2), &claim));
    }

    #[test]
    fn setting_the_clock_neither_opens_nor_blocks() {
        for jump in [-10 * DAY, 10 * DAY] {
            let mut books = Books::default();
            for steady in [0, 1, 2] {
                assert!(sends(&mut books, at(steady), &claim(LIMITS)));
            }
            let jumped = |steady: i64| Now {
                wall: at(steady).wall + jump,
                ..at(steady)
            };
            assert!(!sends(&mut books, jumped(1000), &claim(LIMITS)), "{jump}");
            assert!(sends(&mut books, jumped(61_000), &claim(LIMITS)), "{jump}");
        }
    }

    #[test]
    fn a_restart_of_the_machine_takes_as_long_as_it_took() {
        for (passed, fits) in [(30_000, false), (61_000, true), (-5_000_000, false)] {
            for steady in [10, 20_000_000] {
                let mut books = Books::default();
                for _ in 0..3 {
                    assert!(sends(&mut books, at(9_000_000), &claim(LIMITS)));
                }
                let restarted = Now {
                    steady,
                    wall: at(9_000_000 + passed).wall,
                    boot: 2,
                };
                let sent = sends(&mut books, restarted, &claim(LIMITS));
                assert_eq!(sent, fits, "{passed} {steady}");
            }
        }
    }

    proptest! {
        #[test]
        fn never_more_than_allowed_in_any_window(
            steps in proptest::collection::vec(0..20_000_i64, 1..200),
        ) {
            let (mut books, mut now, mut sent) = (Books::default(), 0, Vec::new());
            for step in steps {
                now += step;
                if sends(&mut books, at(now), &claim(LIMITS)) {
                    sent.push(now);
                }
            }
            for (index, begin) in sent.iter().enumerate() {
                let within = |window: i64| {
                    sent[index..].iter().filter(|at| **at - begin < window).count()
                };
                prop_assert!(within(60_000) <= 3 && within(3_600_000) <= 5);
            }
        }
    }
}
