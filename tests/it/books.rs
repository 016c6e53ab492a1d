//! The books of limits and money: what processes do to them that are killed, that are many, or that
//! do not let them go.

use std::io::Read as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use samocoder::llm::catalog::{Limits, Model, Role};
use samocoder::llm::chain::{Budget, Chain, Learned, Memory, Notice, Verdict};
use samocoder::llm::gate::{Admission, Claim, Gate, Keeper, Permit, Shelf as _, Spent};
use samocoder::llm::ledger::{Hold, Now, Used, Wait};
use samocoder::llm::prompt::Prompt;
use samocoder::llm::transport::Transport;
use samocoder::state::{self, Shared};

use crate::chain;

/// Where the process that is killed again and again keeps its books.
const HAMMERED: &str = "SAMOCODER_TEST_HAMMERED";

/// Sends requests and settles them for ever; says of each request that it is in the books.
fn hammer(folder: std::path::PathBuf) {
    use std::io::Write as _;
    let mut keeper = Keeper::new(Shared::new(Some(folder), None), state::now);
    let claim = Claim {
        scope: "groq".to_owned(),
        limits: Limits::default(),
        tokens: 10,
        usd: 0.001,
        usd_day: 1e9,
    };
    loop {
        let Admission::Go(permit) = keeper.admit(&claim) else {
            continue;
        };
        std::io::stderr().write_all(b"+").unwrap();
        let spent = Spent {
            provider: "groq".to_owned(),
            model: "m".to_owned(),
            usage: None,
            usd: 0.001,
        };
        keeper.settle(permit, &spent);
    }
}

/// The test is both the processes that are killed and the one that kills them.
#[test]
fn whenever_processes_are_killed_nothing_is_lost_and_nothing_is_damaged() {
    if let Ok(folder) = std::env::var(HAMMERED) {
        hammer(folder.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let this = "books::whenever_processes_are_killed_nothing_is_lost_and_nothing_is_damaged";
    let spawn = |_| {
        std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", this, "--nocapture"])
            .env(HAMMERED, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut sent = 0;
    for round in 0..12_u64 {
        let mut children: Vec<_> = (0..3).map(spawn).collect();
        for (child, more) in children.iter_mut().zip(0..) {
            let mut first = [0];
            child
                .stderr
                .as_mut()
                .unwrap()
                .read_exact(&mut first)
                .unwrap();
            sent += 1;
            std::thread::sleep(Duration::from_micros((round * 3 + more) * 1700));
            child.kill().unwrap();
        }
        for mut child in children {
            let mut rest = Vec::new();
            child.stderr.take().unwrap().read_to_end(&mut rest).unwrap();
            child.wait().unwrap();
            sent += rest.len();
        }
    }
    let mut shelf = Shared::new(Some(folder.path().to_owned()), None);
    let changed = shelf.change(|books| {
        books.come_to(state::now());
        (books.used("groq"), books.purse().clone())
    });
    let (used, purse) = changed.expect("a lock is left");
    assert_eq!(shelf.trouble(), None);
    // Of each process, one request may be in the books that could not be told of any more.
    let known = usize::try_from(used.day).unwrap();
    assert!((sent..=sent + 36).contains(&known), "{known} of {sent}");
    let money = purse.spent() + purse.reserved();
    let sent = f64::from(used.day) * 0.001;
    assert!((money - sent).abs() < 1e-6, "{money} of {sent}");
}

/// What the clock of the simulation shows, in milliseconds.
static SIMULATED: AtomicI64 = AtomicI64::new(0);

fn simulated() -> Now {
    let time = SIMULATED.load(Ordering::SeqCst);
    Now {
        steady: time,
        wall: 1_795_383_600_000 + time,
        boot: 1,
    }
}

#[test]
fn eight_processes_use_what_is_allowed_and_never_more() {
    const MINUTES: i64 = 12;
    for minute in [10, 28, 60] {
        let folder = tempfile::tempdir().unwrap();
        let shelf = || Shared::new(Some(folder.path().to_owned()), None);
        let mut processes: Vec<_> = (0..8)
            .map(|number| (number * 7, Keeper::new(shelf(), simulated)))
            .collect();
        let limits = Limits {
            minute: Some(minute),
            ..Limits::default()
        };
        let claim = Claim {
            scope: "groq".to_owned(),
            limits,
            tokens: 0,
            usd: 0.0,
            usd_day: 0.0,
        };
        let mut sent = Vec::new();
        loop {
            let (time, keeper) = processes.iter_mut().min_by_key(|it| it.0).unwrap();
            if *time >= MINUTES * 60_000 {
                break;
            }
            SIMULATED.store(*time, Ordering::SeqCst);
            *time += match keeper.admit(&claim) {
                Admission::Go(_) => {
                    sent.push(*time);
                    300
                }
                // Nobody wakes up on time.
                Admission::Wait(wait) => i64::try_from(wait.time.as_millis()).unwrap() + 5,
                other @ (Admission::TooDear | Admission::Busy) => panic!("{other:?}"),
            };
        }
        let allowed = usize::try_from(minute).unwrap();
        for (index, first) in sent.iter().enumerate() {
            let within = sent[index..].iter().take_while(|at| **at - first < 60_000);
            assert!(within.count() <= allowed, "at {first} of {minute}");
        }
        let all = allowed * usize::try_from(MINUTES).unwrap();
        assert!(sent.len() * 100 >= all * 95, "{} of {all}", sent.len());
    }
}

/// Somebody else has the books, again and again or for ever: says in turn what it is told to.
#[derive(Debug)]
struct Held(Vec<Admission>);

impl Gate for Held {
    fn admit(&mut self, _: &Claim) -> Admission {
        self.0.pop().unwrap_or(Admission::Busy)
    }
    fn settle(&mut self, _: Permit, _: &Spent) {}
    fn hold(&mut self, _: &str, _: Duration) {}
    fn rest(&mut self, _: &str, _: Duration) {}
    fn rests(&mut self, _: &str) -> bool {
        false
    }
    fn used(&mut self, _: &str) -> Used {
        Used::default()
    }
    fn recall(&mut self) -> Memory {
        Memory::default()
    }
    fn remember(&mut self, _: &Model, _: &Learned) {}
    fn account(&mut self, _: &str, _: bool) {}
    fn trouble(&self) -> Option<String> {
        None
    }
}

#[tokio::test(start_paused = true)]
async fn books_that_are_never_let_go_end_the_call() {
    let targets = ["openrouter", "groq"].map(|name| chain::target(name, "http://127.0.0.1:1"));
    let transport = Transport::new().unwrap();
    let chain = Chain::new(
        targets.into(),
        transport,
        Budget::default(),
        Box::new(Held(Vec::new())),
    );
    let prompt = Prompt::question("hi", 100);
    let start = tokio::time::Instant::now();
    let mut told = 0;
    let unanswered = chain
        .ask(&prompt, Role::General, &mut |notice| {
            told += usize::from(*notice == Notice::Busy);
        })
        .await
        .unwrap_err();
    // The time of this test is not that of any clock: the bound is exact.
    assert_eq!(start.elapsed().as_secs(), 30);
    assert_eq!(told, 1);
    let text = unanswered.to_string();
    let reason = "another process holds the lock of `limits.jsonl` and does not let it go";
    assert_eq!(
        text,
        format!("no provider answered\n  openrouter: {reason}")
    );
    assert_eq!(unanswered.verdict(), Verdict::Later);
}

#[tokio::test(start_paused = true)]
async fn only_the_time_counts_in_which_somebody_else_has_the_books() {
    let wait = || {
        Admission::Wait(Wait {
            time: Duration::from_secs(29),
            why: Hold::Minute,
        })
    };
    let says = vec![
        Admission::TooDear,
        Admission::Busy,
        wait(),
        Admission::Busy,
        wait(),
        Admission::Busy,
    ];
    let target = chain::target("groq", "http://127.0.0.1:1");
    let transport = Transport::new().unwrap();
    let chain = Chain::new(
        vec![target],
        transport,
        Budget::default(),
        Box::new(Held(says)),
    );
    let prompt = Prompt::question("hi", 100);
    let unanswered = chain.ask(&prompt, Role::General, &mut |_| {}).await;
    let text = unanswered.unwrap_err().to_string();
    assert!(
        text.contains("groq: it could cost more than may be spent"),
        "{text}"
    );
}
