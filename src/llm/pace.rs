//! The pace of one process: `governor` spreads requests over the minute, so that a burst does not
//! use it up at once. The time comes in.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use super::catalog::Limits;
use super::ledger::{Hold, Wait};

/// The part of a minute's requests that may be sent at once.
const BURST: u32 = 6;

/// The pace, by whose limits it is.
#[derive(Debug, Default)]
pub(super) struct Pace {
    clock: Steady,
    limiters: BTreeMap<String, Limiter>,
}

type Limiter = RateLimiter<NotKeyed, InMemoryState, Steady, NoOpMiddleware<Nanos>>;

/// A clock that shows what it was told.
#[derive(Clone, Debug, Default)]
struct Steady(Rc<Cell<Duration>>);

impl Clock for Steady {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.get().into()
    }
}

impl Pace {
    /// Counts a request at a time on the steady clock, or says how long it has to wait.
    pub(super) fn admit(&mut self, scope: &str, limits: Limits, now: i64) -> Result<(), Wait> {
        let Some(minute) = limits.minute.and_then(NonZeroU32::new) else {
            return Ok(());
        };
        let now = Duration::from_millis(u64::try_from(now).unwrap_or(0));
        self.clock.0.set(now);
        if !self.limiters.contains_key(scope) {
            let burst = NonZeroU32::new(minute.get() / BURST).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::per_minute(minute).allow_burst(burst);
            let limiter = RateLimiter::direct_with_clock(quota, self.clock.clone());
            self.limiters.insert(scope.to_owned(), limiter);
        }
        let Some(limiter) = self.limiters.get(scope) else {
            return Ok(());
        };
        limiter.check().map_err(|until| Wait {
            time: until.wait_time_from(now.into()),
            why: Hold::Minute,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sixth_of_a_minute_goes_at_once_and_the_rest_is_spread() {
        let limits = Limits {
            minute: Some(60),
            ..Limits::default()
        };
        let mut pace = Pace::default();
        for _ in 0..10 {
            pace.admit("groq", limits, 5000).unwrap();
        }
        let wait = pace.admit("groq", limits, 5000).unwrap_err();
        assert_eq!(wait.time, Duration::from_secs(1));
        pace.admit("groq", limits, 6000).unwrap();
        pace.admit("groq", limits, 6000).unwrap_err();
        pace.admit("openai", limits, 5000).unwrap();
        pace.admit("local", Limits::default(), 5000).unwrap();
    }
}
