//! The exact sliding log of one provider: when requests were sent, so that there are never more
//! than allowed in any window. Pure: the time comes in.
//!
//! # Design
//! A record's time is that of a clock which only goes forward and which all processes of the
//! machine share, so that setting the time of day neither opens nor blocks anything. Only across a
//! restart of the machine is the time of day asked how long it took; a time that went backwards
//! counts as no time at all. A day ends at midnight UTC, and one that went backwards has not ended.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::catalog::Limits;

/// The moment, on the clocks that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds on the clock that only goes forward.
    pub steady: i64,
    /// Milliseconds since the Unix epoch.
    pub wall: i64,
    /// What the time on the steady clock belongs to: it begins anew when the machine does.
    pub boot: String,
}

/// Why a request has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// The requests of a minute are used up.
    Minute,
    /// The requests of an hour are used up.
    Hour,
    /// The requests of the day are used up.
    Day,
    /// The tokens of a minute are used up.
    Tokens,
    /// The provider asked to wait.
    Told,
}

impl Hold {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Minute => "the requests of this minute are used up",
            Self::Hour => "the requests of this hour are used up",
            Self::Day => "the requests of this day are used up",
            Self::Tokens => "the tokens of this minute are used up",
            Self::Told => "the provider asked to wait",
        }
    }
}

/// A wait, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long.
    pub time: Duration,
    /// Why.
    pub why: Hold,
}

/// What is left of the limits, for those who look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Requests in the last minute.
    pub minute: u32,
    /// Requests in the last hour.
    pub hour: u32,
    /// Requests of this day.
    pub day: u32,
    /// Tokens in the last minute.
    pub tokens_minute: u64,
    /// How long it takes until nothing counts for the last minute any more.
    pub minute_ends: Duration,
    /// How long the provider asked to wait, from now.
    pub told: Option<Duration>,
}

/// A request that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sent(i64, u64);

/// The log of one provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    boot: String,
    steady: i64,
    wall: i64,
    sent: VecDeque<Sent>,
    /// The day that is counted, in days since the Unix epoch.
    day: i64,
    of_day: u32,
    /// Until when the provider asked to wait, on the steady clock.
    told_until: Option<i64>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 86_400_000;

/// Returns how long a window is kept, in milliseconds: a little longer than it is, because requests
/// do not travel equally long.
fn kept(window: i64) -> i64 {
    window + window / 100
}

impl Ledger {
    /// Brings the log to this moment.
    pub fn come_to(&mut self, now: &Now) {
        if self.boot != now.boot || now.steady < self.steady {
            // The steady clock began anew: records keep their distance to each other.
            let passed = now.wall.saturating_sub(self.wall).max(0);
            let shift = now.steady - self.steady - passed;
            for Sent(at, _) in &mut self.sent {
                *at += shift;
            }
            self.told_until = self.told_until.map(|until| until + shift);
            self.boot.clone_from(&now.boot);
        }
        self.steady = now.steady;
        self.wall = now.wall;
        let day = now.wall.div_euclid(DAY);
        if day > self.day {
            self.day = day;
            self.of_day = 0;
        }
        let oldest = now.steady - kept(HOUR);
        while self.sent.front().is_some_and(|Sent(at, _)| *at <= oldest) {
            self.sent.pop_front();
        }
        self.told_until = self.told_until.filter(|until| *until > now.steady);
    }

    /// Records a request that is about to be sent, with the most tokens that it may take; or says
    /// how long it has to wait.
    pub fn admit(&mut self, now: &Now, limits: Limits, tokens: u64) -> Result<(), Wait> {
        self.come_to(now);
        if let Some(wait) = self.wait(now, limits, tokens) {
            return Err(wait);
        }
        self.sent.push_back(Sent(now.steady, tokens));
        self.of_day += 1;
        Ok(())
    }

    /// Returns the longest of all waits.
    fn wait(&self, now: &Now, limits: Limits, tokens: u64) -> Option<Wait> {
        let windows = [
            (Hold::Minute, limits.minute, MINUTE),
            (Hold::Hour, limits.hour, HOUR),
        ];
        let windows = windows.into_iter().filter_map(|(why, most, window)| {
            let most = usize::try_from(most?).unwrap_or(usize::MAX).max(1);
            let first = self.sent.len().checked_sub(most)?;
            let Sent(at, _) = self.sent.get(first)?;
            Some((why, at + kept(window) - now.steady))
        });
        let day = limits.day.filter(|most| self.of_day >= *most);
        let day = day.map(|_| (Hold::Day, (self.day + 1) * DAY - now.wall));
        let told = self
            .told_until
            .map(|until| (Hold::Told, until - now.steady));
        let tokens = limits
            .tokens_minute
            .and_then(|most| self.tokens_wait(now, most, tokens));
        let waits = windows.chain(day).chain(told).chain(tokens);
        let (why, longest) = waits.max_by_key(|(_, wait)| *wait)?;
        let time = u64::try_from(longest).ok().filter(|time| *time > 0)?;
        Some(Wait {
            time: Duration::from_millis(time),
            why,
        })
    }

    /// Returns how long it takes until so many tokens fit into the minute.
    fn tokens_wait(&self, now: &Now, most: u64, tokens: u64) -> Option<(Hold, i64)> {
        let begin = now.steady - kept(MINUTE);
        let recent = || self.sent.iter().filter(|Sent(at, _)| *at > begin);
        let mut used: u64 = recent().map(|Sent(_, tokens)| tokens).sum();
        let mut wait = None;
        for Sent(at, of_one) in recent() {
            if used.saturating_add(tokens) <= most {
                break;
            }
            used -= of_one;
            wait = Some((Hold::Tokens, at + kept(MINUTE) - now.steady));
        }
        wait
    }

    /// Corrects what a request takes once it is known.
    pub fn settle(&mut self, sent_at: i64, reserved: u64, used: u64) {
        let mut sent = self.sent.iter_mut().rev();
        if let Some(Sent(_, tokens)) = sent.find(|it| **it == Sent(sent_at, reserved)) {
            *tokens = used;
        }
    }

    /// Remembers how long the provider asked to wait; the longest wait counts.
    pub fn hold(&mut self, now: &Now, time: Duration) {
        self.come_to(now);
        let time = i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2);
        let until = now.steady.saturating_add(time);
        self.told_until = Some(self.told_until.map_or(until, |before| before.max(until)));
    }

    /// Returns what is used.
    pub fn used(&mut self, now: &Now) -> Used {
        self.come_to(now);
        let since = |window: i64| {
            let begin = now.steady - kept(window);
            self.sent.iter().filter(move |Sent(at, _)| *at > begin)
        };
        let count = |window: i64| u32::try_from(since(window).count()).unwrap_or(u32::MAX);
        let told = self.told_until.map(|until| until - now.steady);
        let last = since(MINUTE).next_back();
        let ends = last.map_or(0, |Sent(at, _)| at + kept(MINUTE) - now.steady);
        Used {
            minute: count(MINUTE),
            hour: count(HOUR),
            day: self.of_day,
            tokens_minute: since(MINUTE).map(|Sent(_, tokens)| tokens).sum(),
            minute_ends: Duration::from_millis(u64::try_from(ends).unwrap_or(0)),
            told: told
                .and_then(|it| u64::try_from(it).ok())
                .map(Duration::from_millis),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits {
        minute: Some(3),
        hour: Some(5),
        day: None,
        tokens_minute: None,
    };

    fn at(steady: i64) -> Now {
        Now {
            steady,
            wall: 1_795_000_000_000 + steady,
            boot: "one".to_owned(),
        }
    }

    #[test]
    fn the_fourth_request_waits_for_the_first_to_leave_the_window() {
        let mut ledger = Ledger::default();
        for steady in [0, 1000, 2000] {
            ledger.admit(&at(steady), LIMITS, 0).unwrap();
        }
        let wait = ledger.admit(&at(3000), LIMITS, 0).unwrap_err();
        assert_eq!(wait.time, Duration::from_millis(57_600));
        assert_eq!(wait.why, Hold::Minute);
        ledger.admit(&at(60_600), LIMITS, 0).unwrap();
        ledger.admit(&at(61_600), LIMITS, 0).unwrap();
        let wait = ledger.admit(&at(200_000), LIMITS, 0).unwrap_err();
        assert_eq!(wait.why, Hold::Hour);
    }

    #[test]
    fn tokens_are_counted_as_reserved_until_they_are_known() {
        let limits = Limits {
            tokens_minute: Some(1000),
            ..Limits::default()
        };
        let mut ledger = Ledger::default();
        ledger.admit(&at(0), limits, 700).unwrap();
        let wait = ledger.admit(&at(1000), limits, 700).unwrap_err();
        assert_eq!((wait.why, wait.time.as_millis()), (Hold::Tokens, 59_600));
        ledger.settle(0, 700, 200);
        ledger.admit(&at(1000), limits, 700).unwrap();
        assert_eq!(ledger.used(&at(1000)).tokens_minute, 900);
    }

    #[test]
    fn a_day_ends_at_midnight_and_never_goes_backwards() {
        let limits = Limits {
            day: Some(1),
            ..Limits::default()
        };
        let day = |wall: i64, steady: i64| Now {
            steady,
            wall,
            boot: "one".to_owned(),
        };
        let mut ledger = Ledger::default();
        ledger.admit(&day(DAY * 100 + 1, 0), limits, 0).unwrap();
        let wait = ledger.admit(&day(DAY * 101 - 5, 1), limits, 0).unwrap_err();
        assert_eq!((wait.why, wait.time.as_millis()), (Hold::Day, 5));
        assert!(ledger.admit(&day(DAY * 50, 2), limits, 0).is_err());
        ledger.admit(&day(DAY * 101, 3), limits, 0).unwrap();
    }

    #[test]
    fn what_the_provider_asked_for_counts_and_the_longest_wins() {
        let mut ledger = Ledger::default();
        ledger.hold(&at(0), Duration::from_mins(1));
        ledger.hold(&at(0), Duration::from_secs(5));
        let wait = ledger.admit(&at(10_000), Limits::default(), 0).unwrap_err();
        assert_eq!((wait.why, wait.time.as_secs()), (Hold::Told, 50));
        ledger.admit(&at(60_000), Limits::default(), 0).unwrap();
    }

    #[test]
    fn setting_the_clock_neither_opens_nor_blocks() {
        for jump in [-10 * DAY, 10 * DAY] {
            let mut ledger = Ledger::default();
            for steady in [0, 1, 2] {
                ledger.admit(&at(steady), LIMITS, 0).unwrap();
            }
            let jumped = |steady: i64| Now {
                wall: at(steady).wall + jump,
                ..at(steady)
            };
            assert!(ledger.admit(&jumped(1000), LIMITS, 0).is_err(), "{jump}");
            ledger.admit(&jumped(61_000), LIMITS, 0).unwrap();
        }
    }

    #[test]
    fn a_restart_of_the_machine_takes_as_long_as_it_took() {
        let restarted = |steady: i64, wall: i64| Now {
            steady,
            wall: at(0).wall + wall,
            boot: "two".to_owned(),
        };
        for (passed, fits) in [(30_000, false), (61_000, true), (-5_000_000, false)] {
            let mut ledger = Ledger::default();
            for _ in 0..3 {
                ledger.admit(&at(9_000_000), LIMITS, 0).unwrap();
            }
            let now = restarted(10, 9_000_000 + passed);
            assert_eq!(ledger.admit(&now, LIMITS, 0).is_ok(), fits, "{passed}");
        }
    }

    proptest! {
        #[test]
        fn never_more_than_allowed_in_any_window(
            steps in proptest::collection::vec(0..20_000_i64, 1..200),
        ) {
            let (mut ledger, mut now, mut sent) = (Ledger::default(), 0, Vec::new());
            for step in steps {
                now += step;
                if ledger.admit(&at(now), LIMITS, 0).is_ok() {
                    sent.push(now);
                }
            }
            for (index, begin) in sent.iter().enumerate() {
                let within = |window: i64| {
                    sent[index..].iter().filter(|at| **at - begin < window).count()
                };
                prop_assert!(within(MINUTE) <= 3 && within(HOUR) <= 5);
            }
        }
    }
}
