//! The books in the state folder: shared, grown, damaged, newer, out of reach.

use std::fs;

use super::file::GROWTH;
use super::*;
use crate::llm::books::Entry;
use crate::llm::catalog::Limits;
use crate::llm::gate::Claim;
use crate::state::now;
use crate::store::SharedLog;

fn claim(minute: u32, usd: f64) -> Claim {
    Claim {
        scope: "groq".to_owned(),
        limits: Limits {
            minute: Some(minute),
            ..Limits::default()
        },
        tokens: 0,
        usd,
        usd_day: 1.0,
    }
}

/// Sends a request if that is allowed; returns its number.
fn sends(shelf: &mut Shared, claim: &Claim) -> Option<u64> {
    let sent = shelf.change(|books| {
        let allowed = books.allow(now(), claim).is_ok();
        allowed.then(|| books.send(now(), claim))
    });
    sent.expect("nobody else is there")
}

fn settle(shelf: &mut Shared, number: u64, usd: f64) {
    let entry = Entry::Settled {
        scope: "groq".to_owned(),
        number,
        tokens: None,
        usd,
    };
    shelf.note(|books| books.note(now(), entry));
}

/// A folder and the path of the file in it.
fn folder() -> (tempfile::TempDir, PathBuf, Option<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("limits.jsonl");
    let given = Some(folder.path().to_owned());
    (folder, path, given)
}

#[test]
fn processes_see_what_others_sent_and_spent() {
    let (_folder, _, path) = folder();
    let mut one = Shared::new(path.clone(), None);
    let mut other = Shared::new(path.clone(), None);
    let number = sends(&mut one, &claim(2, 0.7)).unwrap();
    assert_eq!(sends(&mut other, &claim(2, 0.7)), None, "it is too dear");
    settle(&mut one, number, 0.1);
    assert!(sends(&mut other, &claim(2, 0.7)).is_some());
    assert_eq!(sends(&mut one, &claim(2, 0.0)), None, "it has to wait");
    let mut third = Shared::new(path, None);
    let purse = third.look().purse().clone();
    assert!((purse.spent() - 0.1).abs() < 1e-9 && (purse.reserved() - 0.7).abs() < 1e-9);
    assert_eq!(third.trouble(), None);
}

#[test]
fn a_file_that_has_grown_is_made_anew_and_says_the_same() {
    let (_folder, path, given) = folder();
    let mut one = Shared::new(given.clone(), None);
    let mut other = Shared::new(given.clone(), None);
    let (mut largest, mut made) = (0, 0);
    for _ in 0..700 {
        let number = sends(&mut one, &claim(100_000, 0.001)).unwrap();
        settle(&mut other, number, 0.001);
        let length = fs::metadata(&path).unwrap().len();
        made += usize::from(length < largest);
        largest = largest.max(length);
    }
    assert!(made > 1 && largest < 3 * GROWTH, "{made} {largest}");
    let used = |shelf: &mut Shared| (shelf.look().used("groq"), shelf.look().purse().clone());
    let fresh = used(&mut Shared::new(given, None));
    assert_eq!((fresh.0.hour, fresh.0.day), (700, 700));
    assert!((fresh.1.spent() - 0.7).abs() < 1e-6);
    assert_eq!(used(&mut one).0.hour, 700);
    assert_eq!(used(&mut other).1, fresh.1);
}

#[test]
fn a_damaged_file_loses_no_money_and_is_told() {
    let spent = Spent {
        provider: "groq".to_owned(),
        model: "m".to_owned(),
        usage: None,
        usd: 0.6,
    };
    let damages = [
        "",
        "{\"form",
        "\0\0\0\0",
        "{\"format\":1,\"name\":\"x\"}\n{}\nno line\n",
    ];
    for damage in damages {
        let (_folder, path, given) = folder();
        let mut before = Shared::new(given.clone(), None);
        let number = sends(&mut before, &claim(9, 0.7)).unwrap();
        settle(&mut before, number, 0.6);
        before.record(now(), &spent);
        fs::write(&path, damage).unwrap();
        let mut after = Shared::new(given.clone(), None);
        let dear = sends(&mut after, &claim(9, 0.7));
        if damage.is_empty() {
            // Nothing there is no damage: somebody wants to begin anew.
            assert!(dear.is_some() && after.trouble().is_none());
            continue;
        }
        assert_eq!(dear, None, "{damage:?}");
        let trouble = after.trouble().unwrap();
        assert!(trouble.contains("limits.jsonl` was damaged"), "{trouble}");
        assert_eq!(
            fs::read_to_string(path.with_extension("damaged")).unwrap(),
            damage
        );
        let mut next = Shared::new(given, None);
        assert!(sends(&mut next, &claim(9, 0.3)).is_some());
        assert_eq!(next.trouble(), None, "it is told once");
        assert!((next.look().purse().spent() - 0.6).abs() < 1e-9);
    }
}

#[test]
fn a_line_that_can_t_be_read_costs_that_line() {
    let (_folder, path, given) = folder();
    let mut before = Shared::new(given.clone(), None);
    for _ in 0..3 {
        assert!(sends(&mut before, &claim(9, 0.0)).is_some());
    }
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"number\":1", "\"num", 1)).unwrap();
    let mut after = Shared::new(given, None);
    assert_eq!(after.look().used("groq").minute, 2);
    assert!(sends(&mut after, &claim(3, 0.0)).is_some());
    assert!(after.trouble().is_some());
    assert_eq!(sends(&mut after, &claim(3, 0.0)), None);
}

#[test]
fn a_newer_file_is_left_as_it_is() {
    let (_folder, path, given) = folder();
    let newer = "{\"format\":2,\"name\":\"x\",\"more\":true}\n[]\n";
    fs::write(&path, newer).unwrap();
    let mut shelf = Shared::new(given, None);
    assert!(sends(&mut shelf, &claim(1, 0.0)).is_some());
    assert_eq!(
        sends(&mut shelf, &claim(1, 0.0)),
        None,
        "its own limits hold"
    );
    let trouble = shelf.trouble().unwrap();
    assert!(
        trouble.ends_with("is of a newer samocoder (format 2)"),
        "{trouble}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn without_a_folder_the_process_keeps_its_own_and_says_so() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut shelf = Shared::new(Some(file.path().join("inside")), None);
    assert!(sends(&mut shelf, &claim(1, 0.0)).is_some());
    assert_eq!(sends(&mut shelf, &claim(1, 0.0)), None);
    let trouble = shelf.trouble().unwrap();
    let told = "limits are kept for this process alone";
    assert!(trouble.starts_with(told), "{trouble}");
    let mut nowhere = Shared::new(None, None);
    assert!(sends(&mut nowhere, &claim(1, 0.0)).is_some());
    assert_eq!(sends(&mut nowhere, &claim(1, 0.0)), None);
    assert_eq!(nowhere.trouble(), None);
}

#[test]
fn what_can_t_be_noted_now_is_noted_with_the_next_change() {
    let (_folder, path, given) = folder();
    let mut shelf = Shared::new(given.clone(), None);
    let number = sends(&mut shelf, &claim(9, 0.7)).unwrap();
    let mut somebody = SharedLog::new(path);
    let held = somebody.try_lock().unwrap().unwrap();
    settle(&mut shelf, number, 0.1);
    assert!(shelf.change(|_| ()).is_none());
    drop(held);
    let spent = || Shared::new(given.clone(), None).look().purse().spent();
    assert!(spent() < 1e-9);
    assert!(sends(&mut shelf, &claim(9, 0.7)).is_some());
    assert!((spent() - 0.1).abs() < 1e-9);
}
