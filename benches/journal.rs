//! How long a step of the journal takes, next to a bare line that is added and brought to the disk:
//! `cargo bench --bench journal`. Both are done in turn, in the folder that `TMPDIR` names.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "what is measured is told to whoever runs it, and compared with bare files"
)]

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use samocoder::store::Journal;
use serde_json::json;

const STEPS: usize = 1000;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = Journal::create(&folder.path().join("journal.jsonl")).expect("a journal");
    let mut bare = File::create(folder.path().join("bare")).expect("a file");
    let record = json!({
        "kind": "made",
        "at": 1_795_464_097_167_i64,
        "stage": "architecture",
        "artifact": "e336da5bbbc1e39150dd47adc8e283a1a3331093c375822059d8f44458829e03",
    });
    let line = vec![b'x'; record.to_string().len() + 18];
    let (mut steps, mut lines) = (Vec::new(), Vec::new());
    for _ in 0..STEPS {
        steps.push(timed(|| journal.append(&record).expect("a record")));
        lines.push(timed(|| {
            bare.write_all(&line)
                .and_then(|()| bare.sync_data())
                .expect("a line");
        }));
    }
    let (step, line) = (micros(steps), micros(lines));
    let ratio = step / line;
    println!(
        "a step of the journal {step:.0} us, a bare line {line:.0} us, ratio {ratio:.2} (medians of {STEPS})"
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Returns the median, in microseconds.
fn micros(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    median.as_secs_f64() * 1e6
}
