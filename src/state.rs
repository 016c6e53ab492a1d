//! What all processes of the user share, in files of the state folder: limits and the money of the
//! day, what calls took and cost, what providers told of their models and of accounts, and what was learned of models,
//! which runs there were.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clocks for limits and money"
)]

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use crate::llm::ledger::Now;

mod accounts;
mod learned;
mod limits;
mod models;
mod runs;
mod told;
mod usage;

pub use accounts::Accounts;
pub use limits::Shared;
pub use models::{Fresh, List};
pub use runs::{Ended, Listed, Runs};
pub use told::is_first_time;
pub use usage::{Spending, day_after, day_before, spendings};

/// How long the lock of a file is waited for that is changed once in a while: not so long that
/// nobody would wait for it.
const PATIENCE: Duration = Duration::from_millis(500);

/// Returns the moment.
pub fn now() -> Now {
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let wall = wall.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX));
    Now {
        steady: steady(wall),
        wall,
        boot: boot(),
    }
}

/// Returns the milliseconds since the machine was started, which all processes of it see alike; the
/// time of day where the system does not say.
#[cfg(unix)]
fn steady(_wall: i64) -> i64 {
    use rustix::time::{ClockId, clock_gettime};
    // While a machine sleeps, providers count on.
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let time = clock_gettime(clock);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

#[cfg(not(unix))]
fn steady(wall: i64) -> i64 {
    wall
}

/// Returns what tells one start of the machine from another, where the system says.
fn boot() -> u32 {
    static BOOT: OnceLock<u32> = OnceLock::new();
    *BOOT.get_or_init(|| {
        let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id");
        let start = text.ok().and_then(|text| text.get(..8).map(str::to_owned));
        let number = start.and_then(|start| u32::from_str_radix(&start, 16).ok());
        number.unwrap_or(Now::SOME_BOOT)
    })
}
