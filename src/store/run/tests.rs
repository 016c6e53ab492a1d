//! Run folders that are left, used and removed.

use super::*;
use crate::store::{Force, RunFolder};

fn target(directory: &tempfile::TempDir, name: &str) -> Target {
    Target::directory(&directory.path().join(name), Force::No).unwrap()
}

fn entries(path: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_is_loaded_again_by_a_later_run() {
    let directory = tempfile::tempdir().unwrap();
    let target = target(&directory, "мой сад");
    assert!(RunFolder::open(&target.run_folder()).unwrap().is_none());
    let folder = RunFolder::start(&target).unwrap();
    let idea = "сад".to_owned();
    let hash = folder.objects().put_json(&idea).unwrap();
    let path = folder.path().to_path_buf();
    assert!(path.ends_with(".мой сад.samocoder-run"));
    drop(folder);
    assert!(path.exists());
    let folder = RunFolder::open(&path).unwrap().unwrap();
    assert_eq!(folder.objects().get_json::<String>(&hash).unwrap(), idea);
}

#[test]
fn a_folder_in_use_is_refused_and_a_left_one_is_taken_over() {
    let directory = tempfile::tempdir().unwrap();
    let target = target(&directory, "a");
    let first = RunFolder::start(&target).unwrap();
    let hash = first.objects().put(b"x").unwrap();
    for error in [
        RunFolder::start(&target).unwrap_err(),
        RunFolder::open(&target.run_folder()).map(drop).unwrap_err(),
    ] {
        let Error::Busy { pid, since, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*pid, Some(std::process::id()));
        assert!(since.is_some());
        assert_eq!(error.status().code(), 7);
    }
    drop(first);
    let second = RunFolder::start(&target).unwrap();
    assert!(second.objects().get(&hash).is_err());
}

#[test]
fn a_folder_of_another_is_never_touched() {
    let directory = tempfile::tempdir().unwrap();
    let target = target(&directory, "a");
    fs::create_dir(target.run_folder()).unwrap();
    fs::write(target.run_folder().join("thesis.txt"), "x").unwrap();
    let error = RunFolder::start(&target).unwrap_err();
    assert!(matches!(error, Error::Foreign { .. }), "{error}");
    assert_eq!(entries(&target.run_folder()), ["thesis.txt"]);
}

#[test]
fn discarding_leaves_nothing_and_takes_back_the_directories_above() {
    let directory = tempfile::tempdir().unwrap();
    let folder = RunFolder::start(&target(&directory, "a/b/c")).unwrap();
    folder.objects().put(b"x").unwrap();
    fs::create_dir_all(folder.project().join("web")).unwrap();
    folder.discard().unwrap();
    assert_eq!(entries(directory.path()), [""; 0]);
    fs::create_dir(directory.path().join("a")).unwrap();
    let folder = RunFolder::start(&target(&directory, "a/b/c")).unwrap();
    fs::write(directory.path().join("a/b/mine"), "x").unwrap();
    folder.discard().unwrap();
    assert_eq!(entries(&directory.path().join("a/b")), ["mine"]);
}

#[test]
fn directories_above_are_taken_back_when_the_run_can_not_start() {
    let directory = tempfile::tempdir().unwrap();
    // The run folder's name is longer than any file system takes.
    let name = format!("a/b/{}", "x".repeat(250));
    let error = RunFolder::start(&target(&directory, &name)).unwrap_err();
    assert_eq!(error.status().code(), 5);
    assert_eq!(entries(directory.path()), [""; 0]);
}

#[test]
fn many_runs_at_once_never_share_a_folder() {
    let directory = tempfile::tempdir().unwrap();
    let target = target(&directory, "a");
    let inside = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let Ok(folder) = RunFolder::start(&target) else {
                        continue;
                    };
                    let others = inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    assert_eq!(others, 0);
                    folder.objects().put(b"x").unwrap();
                    inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                    folder.discard().unwrap();
                }
            });
        }
    });
    assert_eq!(entries(directory.path()), [""; 0]);
}
