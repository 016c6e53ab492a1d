//! How long a decision of the limiter takes: in memory, and through the file that all processes
//! share. `benches/llm` runs it.
#![expect(
    clippy::print_stdout,
    reason = "what is measured is told to whoever runs it"
)]

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use samocoder::llm::catalog::Limits;
use samocoder::llm::gate::{Admission, Claim, Gate, Keeper, Own, Spent};
use samocoder::llm::ledger::Now;
use samocoder::state::{self, Shared};

/// The calls before those that are measured: as many as an hour allows.
const BEFORE: usize = 1000;
const CALLS: usize = 2000;
/// So many decisions are measured together where one is too short for a clock.
const TOGETHER: usize = 50;

/// Limits that let everything pass, and still have to be looked at.
const LIMITS: Limits = Limits {
    minute: Some(100_000_000),
    hour: Some(1_000_000_000),
    day: Some(2_000_000_000),
    tokens_minute: Some(1_000_000_000_000),
};

/// Returns the moment on a clock on which an hour has a thousand calls: each looks three times.
fn clock() -> Now {
    static PASSED: AtomicI64 = AtomicI64::new(0);
    let passed = PASSED.fetch_add(1200, Ordering::Relaxed);
    let now = state::now();
    Now {
        steady: now.steady + passed,
        wall: now.wall + passed,
        ..now
    }
}

fn claim() -> Claim {
    Claim {
        scope: "groq".to_owned(),
        limits: LIMITS,
        tokens: 1000,
        usd: 0.001,
        usd_day: 1e9,
    }
}

fn admit(gate: &mut dyn Gate) -> Option<samocoder::llm::gate::Permit> {
    match gate.admit(&claim()) {
        Admission::Go(permit) => Some(permit),
        Admission::Wait(_) | Admission::TooDear | Admission::Busy => None,
    }
}

fn settle(gate: &mut dyn Gate, permit: samocoder::llm::gate::Permit) {
    let spent = Spent {
        provider: "groq".to_owned(),
        model: "m".to_owned(),
        usage: Some(samocoder::llm::reply::Usage {
            input: 500,
            output: 100,
            ..Default::default()
        }),
        usd: 0.0001,
    };
    gate.settle(permit, &spent);
}

/// Calls often and settles each call; returns the medians of a decision and of settling, in
/// microseconds, of so many decisions at once.
fn measure(gate: &mut dyn Gate, together: usize) -> (f64, f64) {
    for _ in 0..BEFORE {
        if let Some(permit) = admit(gate) {
            settle(gate, permit);
        }
    }
    let (mut decisions, mut settlings) = (Vec::new(), Vec::new());
    for _ in 0..CALLS / together {
        let start = Instant::now();
        let permits: Vec<_> = (0..together).filter_map(|_| admit(gate)).collect();
        decisions.push(micros(start, together));
        assert_eq!(permits.len(), together, "everything passes");
        let start = Instant::now();
        for permit in permits {
            settle(gate, permit);
        }
        settlings.push(micros(start, together));
    }
    (median(decisions), median(settlings))
}

fn micros(start: Instant, together: usize) -> f64 {
    let together = u32::try_from(together).unwrap_or(1);
    start.elapsed().as_secs_f64() * 1e6 / f64::from(together)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let mut own = Keeper::new(Own::default(), clock);
    let (decision, settling) = measure(&mut own, TOGETHER);
    println!("in memory: decision {decision:.2} us, settling {settling:.2} us");
    let folder = std::env::temp_dir().join(format!("samocoder-limiter-{}", std::process::id()));
    let shelf = || Shared::new(Some(folder.clone()), None);
    let mut shared = Keeper::new(shelf(), clock);
    let (decision, settling) = measure(&mut shared, 1);
    println!("through the file: decision {decision:.1} us, settling {settling:.1} us");
    let cold: Vec<f64> = (0..200)
        .map(|_| {
            let mut keeper = Keeper::new(shelf(), clock);
            let start = Instant::now();
            assert!(admit(&mut keeper).is_some(), "everything passes");
            micros(start, 1)
        })
        .collect();
    println!("first one of a process: decision {:.1} us", median(cold));
    assert_eq!(shared.trouble(), None);
    remove(&folder);
}

#[expect(clippy::disallowed_methods, reason = "the folder is this file's own")]
fn remove(folder: &std::path::Path) {
    std::fs::remove_dir_all(folder).unwrap_or_default();
}
