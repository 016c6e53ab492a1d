//! How long it takes to start a command in the sandbox, in each tier that this machine has, compared
//! with starting it outside: `cargo bench --bench sandbox`. Runs alternate, so that a noisy machine
//! is noisy for both.
#![expect(
    clippy::print_stdout,
    reason = "what is measured is told to whoever runs it"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a bench starts processes, and stops when something is wrong"
)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use samocoder::sandbox::{Network, Policy, Sandbox, Tier};

const RUNS: usize = 201;

/// How many milliseconds it may take to close a command in.
const TARGET: f64 = 10.0;

fn main() {
    let helper = Path::new(env!("CARGO_BIN_EXE_samocoder"));
    for tier in [Tier::Namespaces, Tier::Landlock, Tier::Seatbelt] {
        let sandbox = match Sandbox::of(tier, helper) {
            Ok(sandbox) => sandbox,
            Err(missing) => {
                println!("{missing}");
                continue;
            }
        };
        let mut outside = Vec::new();
        let mut inside = Vec::new();
        for _ in 0..RUNS {
            outside.push(timed(|| bare(&mut Command::new("true"))));
            inside.push(timed(|| closed(&sandbox)));
        }
        let (outside, inside) = (median(outside), median(inside));
        let entry = inside - outside;
        println!(
            "{}: outside {outside:.1} ms, inside {inside:.1} ms, so entry {entry:.1} ms of at most {TARGET} ms",
            tier.name()
        );
    }
}

/// Returns how many milliseconds something takes.
fn timed(act: impl FnOnce()) -> f64 {
    let start = Instant::now();
    act();
    start.elapsed().as_secs_f64() * 1e3
}

fn bare(command: &mut Command) {
    let status = command.stdin(Stdio::null()).status();
    assert!(status.expect("`true` starts").success());
}

fn closed(sandbox: &Sandbox) {
    let policy = Policy {
        read: Vec::new(),
        write: vec![std::env::temp_dir()],
        keep: Vec::new(),
        network: Network::Loopback,
        largest_file: 1 << 30,
    };
    let (mut command, order) = sandbox.wrap(&policy, &["true".to_owned()]);
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .expect("the helper starts");
    let mut lifeline = child.stdin.take().expect("its input is a pipe");
    lifeline.write_all(&order).expect("it reads its order");
    assert!(child.wait().expect("it ends").success());
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
