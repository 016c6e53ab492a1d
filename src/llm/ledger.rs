//! The exact sliding log of one provider: when requests were sent, so that there are never more
//! than allowed in any window. Pure: the time comes in.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::catalog::Limits;

/// The moment, on the clocks that matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// Milliseconds on the clock that only goes forward.
    pub steady: i64,
    /// Milliseconds since the Unix epoch.
    pub wall: i64,
    /// What the time on the steady clock belongs to: it begins anew when the machine does.
    pub boot: u32,
}

impl Now {
    /// What the steady clock belongs to where the system does not say.
    pub const SOME_BOOT: u32 = 0;
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

/// A request that was sent: its number, when that was, and the tokens that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sent(u64, i64, u64);

/// The log of one provider. Its times are those of the steady clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    sent: VecDeque<Sent>,
    of_day: u32,
    /// Until when the provider asked to wait.
    told_until: Option<i64>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 3_600_000;

/// Returns how long a window is kept, in milliseconds: a little longer than it is, because requests
/// do not travel equally long.
fn kept(window: i64) -> i64 {
    window + window / 100
}

impl Ledger {
    /// Forgets what counts for no window any more.
    pub(super) fn come_to(&mut self, now: i64) {
        let oldest = now - kept(HOUR);
        while self
            .sent
            .front()
            .is_some_and(|Sent(_, at, _)| *at <= oldest)
        {
            self.sent.pop_front();
        }
        self.told_until = self.told_until.filter(|until| *until > now);
    }

    /// Moves all times: the steady clock began anew.
    pub(super) fn shift(&mut self, by: i64) {
        for Sent(_, at, _) in &mut self.sent {
            *at += by;
        }
        self.told_until = self.told_until.map(|until| until.saturating_add(by));
    }

    /// Begins a day.
    pub(super) fn begin_day(&mut self) {
        self.of_day = 0;
    }

    /// Records a request that is about to be sent, with the most tokens that it may take.
    pub(super) fn send(&mut self, number: u64, now: i64, tokens: u64) {
        self.sent.push_back(Sent(number, now, tokens));
        self.of_day = self.of_day.saturating_add(1);
    }

    /// Corrects what a request takes once it is known.
    pub(super) fn settle(&mut self, number: u64, used: u64) {
        let mut sent = self.sent.iter_mut().rev();
        if let Some(Sent(_, _, tokens)) = sent.find(|it| it.0 == number) {
            *tokens = used;
        }
    }

    /// Remembers how long the provider asked to wait; the longest wait counts.
    pub(super) fn hold(&mut self, now: i64, milliseconds: i64) {
        let until = now.saturating_add(milliseconds);
        self.told_until = Some(self.told_until.map_or(until, |before| before.max(until)));
    }

    /// Returns the longest of all waits, if a request has to wait; the day ends in so many
    /// milliseconds.
    pub(super) fn wait(
        &self,
        now: i64,
        day_ends: i64,
        limits: Limits,
        tokens: u64,
    ) -> Option<Wait> {
        let windows = [
            (Hold::Minute, limits.minute, MINUTE),
            (Hold::Hour, limits.hour, HOUR),
        ];
        let windows = windows.into_iter().filter_map(|(why, most, window)| {
            let most = usize::try_from(most?).unwrap_or(usize::MAX).max(1);
            let first = self.sent.len().checked_sub(most)?;
            let Sent(_, at, _) = self.sent.get(first)?;
            Some((why, at + kept(window) - now))
        });
        let day = limits.day.filter(|most| self.of_day >= *most);
        let day = day.map(|_| (Hold::Day, day_ends));
        let told = self.told_until.map(|until| (Hold::Told, until - now));
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
    fn tokens_wait(&self, now: i64, most: u64, tokens: u64) -> Option<(Hold, i64)> {
        let mut used = self.tokens(now);
        let mut wait = None;
        for Sent(_, at, of_one) in self.since(now, MINUTE) {
            if used.saturating_add(tokens) <= most {
                break;
            }
            used = used.saturating_sub(*of_one);
            wait = Some((Hold::Tokens, at + kept(MINUTE) - now));
        }
        wait
    }

    /// Returns the tokens of the last minute.
    fn tokens(&self, now: i64) -> u64 {
        let tokens = self.since(now, MINUTE).map(|it| it.2);
        tokens.fold(0, u64::saturating_add)
    }

    /// Returns what counts for a window.
    fn since(&self, now: i64, window: i64) -> impl DoubleEndedIterator<Item = &Sent> {
        let begin = now - kept(window);
        let first = self.sent.partition_point(|Sent(_, at, _)| *at <= begin);
        self.sent.range(first..)
    }

    /// Returns what is used.
    pub(super) fn used(&self, now: i64) -> Used {
        let count = |window| u32::try_from(self.since(now, window).count()).unwrap_or(u32::MAX);
        let told = self.told_until.map(|until| until - now);
        let told = told.and_then(|it| u64::try_from(it).ok().filter(|it| *it > 0));
        let last = self.since(now, MINUTE).next_back();
        let ends = last.map_or(0, |Sent(_, at, _)| at + kept(MINUTE) - now);
        Used {
            minute: count(MINUTE),
            hour: count(HOUR),
            day: self.of_day,
            tokens_minute: self.tokens(now),
            minute_ends: Duration::from_millis(u64::try_from(ends).unwrap_or(0)),
            told: told.map(Duration::from_millis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        minute: Some(3),
        hour: Some(5),
        day: None,
        tokens_minute: None,
    };
    /// The day ends much later.
    const LATER: i64 = 86_400_000;

    /// Returns a log of requests at these times.
    fn log(times: impl IntoIterator<Item = i64>) -> Ledger {
        let mut ledger = Ledger::default();
        for (number, at) in (0..).zip(times) {
            ledger.send(number, at, 0);
        }
        ledger
    }

    #[test]
    fn the_fourth_request_waits_for_the_first_to_leave_the_window() {
        let mut ledger = log([0, 1000, 2000]);
        let wait = ledger.wait(3000, LATER, LIMITS, 0).unwrap();
        assert_eq!(wait.time, Duration::from_millis(57_600));
        assert_eq!(wait.why, Hold::Minute);
        for (number, at) in [(3, 60_600), (4, 61_600)] {
            assert_eq!(ledger.wait(at, LATER, LIMITS, 0), None);
            ledger.send(number, at, 0);
        }
        let wait = ledger.wait(200_000, LATER, LIMITS, 0).unwrap();
        assert_eq!(wait.why, Hold::Hour);
    }

    #[test]
    fn tokens_are_counted_as_reserved_until_they_are_known() {
        let limits = Limits {
            tokens_minute: Some(1000),
            ..Limits::default()
        };
        let mut ledger = Ledger::default();
        ledger.send(7, 0, 700);
        let wait = ledger.wait(1000, LATER, limits, 700).unwrap();
        assert_eq!((wait.why, wait.time.as_millis()), (Hold::Tokens, 59_600));
        ledger.settle(7, 200);
        ledger.settle(8, 5000);
        assert_eq!(ledger.wait(1000, LATER, limits, 700), None);
        ledger.send(9, 1000, 700);
        assert_eq!(ledger.used(1000).tokens_minute, 900);
    }

    #[test]
    fn what_the_provider_asked_for_counts_and_the_longest_wins() {
        let mut ledger = Ledger::default();
        ledger.hold(0, 60_000);
        ledger.hold(0, 5000);
        let wait = ledger.wait(10_000, LATER, Limits::default(), 0).unwrap();
        assert_eq!((wait.why, wait.time.as_secs()), (Hold::Told, 50));
        assert_eq!(ledger.wait(60_000, LATER, Limits::default(), 0), None);
        ledger.hold(0, i64::MAX);
        ledger.shift(i64::MAX);
        assert!(ledger.used(0).told.is_some());
    }

    #[test]
    fn what_counts_for_no_window_is_forgotten() {
        let mut ledger = log([0, 1, 2]);
        ledger.come_to(kept(HOUR) + 1);
        assert_eq!(ledger.sent, [Sent(2, 2, 0)]);
        assert_eq!(ledger.used(kept(HOUR) + 1).day, 3);
    }
}
