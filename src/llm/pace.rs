//! The pace of one process: `governor` spreads requests over the minute, so that a burst does not
//! use it up at once.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use super::catalog::Limits;
use super::ledger::{Hold, Wait};

/// The part of a minute's requests that may be sent at once.
const BURST: u32 = 6;

/// The pace, by whose limits it is.
#[derive(Debug, Default)]
pub(super) struct Pace {
    limiters: BTreeMap<String, DefaultDirectRateLimiter>,
}

impl Pace {
    /// Counts a request, or says how long it has to wait.
    pub(super) fn admit(&mut self, scope: &str, limits: Limits) -> Result<(), Wait> {
        let Some(minute) = limits.minute.and_then(NonZeroU32::new) else {
            return Ok(());
        };
        let limiter = self.limiters.entry(scope.to_owned()).or_insert_with(|| {
            let burst = NonZeroU32::new(minute.get() / BURST).unwrap_or(NonZeroU32::MIN);
            RateLimiter::direct(Quota::per_minute(minute).allow_burst(burst))
        });
        limiter.check().map_err(|until| Wait {
            time: until.wait_time_from(DefaultClock::default().now()),
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
            pace.admit("groq", limits).unwrap();
        }
        let wait = pace.admit("groq", limits).unwrap_err();
        assert!(wait.time.as_millis() <= 1000, "{wait:?}");
        pace.admit("openai", limits).unwrap();
        pace.admit("local", Limits::default()).unwrap();
    }
}
