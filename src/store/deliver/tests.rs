//! Deliveries into every kind of directory.

use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;
use crate::path::ProjectPath;
use crate::store::{base, read_project};
use crate::tree::Files;

struct Kept(Vec<Event>);

impl Reporter for Kept {
    fn report(&mut self, event: &Event) {
        self.0.push(event.clone());
    }
}

fn files(given: &[(&str, &str)]) -> Files {
    given
        .iter()
        .map(|(path, text)| (ProjectPath::parse(path).unwrap(), (*text).to_owned()))
        .collect()
}

fn write(folder: &RunFolder, files: &Files) {
    let files: BTreeMap<_, _> = files
        .iter()
        .map(|(path, text)| (path, text.as_str()))
        .collect();
    folder.write_project(&files).unwrap();
    let run = BTreeMap::from([("outcome", 0)]);
    folder
        .write_own(&base(&files).unwrap(), "{}\n", &run)
        .unwrap();
}

fn deliver(path: &Path, force: Force, given: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    let target = Target::directory(path, force)?;
    let folder = RunFolder::start(&target)?;
    write(&folder, &files(given));
    let mut reporter = Kept(Vec::new());
    let delivered = folder.deliver(&target, &mut reporter);
    folder.discard()?;
    let delivered = delivered?;
    assert_eq!(reporter.0.len(), delivered.kept.len());
    let names = delivered.kept.iter().map(|(_, kept)| {
        let kept = kept.strip_prefix(&delivered.path).unwrap();
        kept.to_str().unwrap().to_owned()
    });
    Ok(names.collect())
}

fn all(path: &Path) -> BTreeMap<String, String> {
    let snapshot = read_project(path).unwrap();
    let texts = snapshot.texts().into_iter();
    texts
        .map(|(path, text)| (path.to_string(), text.to_owned()))
        .collect()
}

fn only(root: &TempDir) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const FILES: [(&str, &str); 2] = [("a.txt", "a1"), ("web/b.txt", "b1")];

#[test]
fn a_project_appears_whole_where_nothing_was() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("дела/мой сад");
    deliver(&path, Force::No, &FILES).unwrap();
    assert_eq!(all(&path)["web/b.txt"], "b1");
    for name in ["base.zip", "receipt.json", "run.json", ".gitignore"] {
        assert!(path.join(".samocoder").join(name).is_file(), "{name}");
    }
    assert_eq!(only(&root), ["дела"]);
    assert_eq!(fs::read_dir(root.path().join("дела")).unwrap().count(), 1);
}

#[test]
fn an_empty_directory_is_filled() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    fs::create_dir(&path).unwrap();
    deliver(&path, Force::No, &FILES).unwrap();
    assert_eq!(all(&path).len(), 2);
}

#[test]
fn a_directory_that_is_in_use_is_filled_and_stays_the_same() {
    let root = tempfile::tempdir().unwrap();
    let (project, path) = (root.path().join("project"), root.path().join("app"));
    fs::create_dir_all(project.join("web")).unwrap();
    fs::create_dir(&path).unwrap();
    fs::write(project.join("a.txt"), "a1").unwrap();
    fs::write(project.join("web/b.txt"), "b1").unwrap();
    let target = Target::directory(&path, Force::No).unwrap();
    // What appears meanwhile wins, and what was moved before goes back.
    fs::create_dir(path.join("web")).unwrap();
    let error = fill_by_entries(&project, &target).unwrap_err();
    assert!(matches!(error, Error::TargetExists { .. }), "{error}");
    assert_eq!(all(&project).len(), 2);
    assert_eq!(all(&path).len(), 0);
    fs::remove_dir(path.join("web")).unwrap();
    fill_by_entries(&project, &target).unwrap();
    assert_eq!(all(&path)["web/b.txt"], "b1");
}

#[test]
fn what_appears_during_the_work_is_not_overwritten() {
    let root = tempfile::tempdir().unwrap();
    for force in [Force::No, Force::Yes] {
        let path = root.path().join("app");
        let target = Target::directory(&path, force).unwrap();
        let folder = RunFolder::start(&target).unwrap();
        write(&folder, &files(&FILES));
        fs::write(&path, "mine").unwrap();
        let error = folder.deliver(&target, &mut Kept(Vec::new())).unwrap_err();
        assert!(matches!(error, Error::TargetExists { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(folder.project().join("a.txt").exists());
        fs::remove_file(&path).unwrap();
        folder.discard().unwrap();
    }
}

#[test]
fn a_directory_that_is_not_empty_needs_force() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("x"), "").unwrap();
    let error = deliver(root.path(), Force::No, &FILES).unwrap_err();
    assert!(error.hint().unwrap().contains("--force"));
}

#[test]
fn force_keeps_what_is_the_users() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    fs::create_dir_all(path.join("web/b.txt")).unwrap();
    fs::write(path.join("a.txt"), "mine").unwrap();
    fs::write(path.join("a.txt.orig"), "older").unwrap();
    fs::write(path.join("notes"), "mine").unwrap();
    let kept = deliver(&path, Force::Yes, &FILES).unwrap();
    assert_eq!(kept, ["a.txt.orig.1", "web/b.txt.orig"]);
    let now = all(&path);
    assert_eq!(now["a.txt"], "a1");
    assert_eq!(now["a.txt.orig"], "older");
    assert_eq!(now["a.txt.orig.1"], "mine");
    assert_eq!(now["notes"], "mine");
    assert_eq!(now["web/b.txt"], "b1");
    assert!(path.join("web/b.txt.orig").is_dir());
}

#[test]
fn a_file_where_a_directory_must_be_is_kept_aside() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("web"), "mine").unwrap();
    assert_eq!(deliver(&path, Force::Yes, &FILES).unwrap(), ["web.orig"]);
    assert_eq!(all(&path)["web/b.txt"], "b1");
}

#[test]
fn force_replaces_its_own_unchanged_files_without_a_trace() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    deliver(&path, Force::No, &FILES).unwrap();
    let next = [("a.txt", "a2"), ("web/b.txt", "b2")];
    assert_eq!(deliver(&path, Force::Yes, &next).unwrap(), [""; 0]);
    assert_eq!(all(&path)["a.txt"], "a2");
    // One file changed by the user: only that one is kept aside.
    fs::write(path.join("web/b.txt"), "mine").unwrap();
    let last = [("a.txt", "a3"), ("web/b.txt", "b3")];
    assert_eq!(
        deliver(&path, Force::Yes, &last).unwrap(),
        ["web/b.txt.orig"]
    );
    let now = all(&path);
    assert_eq!(
        (now["a.txt"].as_str(), now["web/b.txt"].as_str()),
        ("a3", "b3")
    );
    assert_eq!(now["web/b.txt.orig"], "mine");
}

#[test]
fn what_verification_made_comes_along_where_there_is_none() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    fs::create_dir_all(path.join("dist")).unwrap();
    fs::write(path.join("dist/mine"), "x").unwrap();
    let target = Target::directory(&path, Force::Yes).unwrap();
    let folder = RunFolder::start(&target).unwrap();
    write(&folder, &files(&FILES));
    for name in ["node_modules/p", "dist"] {
        fs::create_dir_all(folder.project().join(name)).unwrap();
    }
    folder.deliver(&target, &mut Kept(Vec::new())).unwrap();
    assert!(path.join("node_modules/p").is_dir());
    assert!(path.join("dist/mine").is_file());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().unwrap();
    let (path, outside) = (root.path().join("app"), root.path().join("outside"));
    fs::create_dir(&path).unwrap();
    fs::create_dir(&outside).unwrap();
    symlink(&outside, path.join("web")).unwrap();
    let error = deliver(&path, Force::Yes, &FILES).unwrap_err();
    assert!(matches!(error, Error::ThroughLink { .. }), "{error}");
    assert!(!path.join("a.txt").exists());
    // A link that is itself in the way is moved, not followed.
    fs::remove_file(path.join("web")).unwrap();
    fs::write(outside.join("secret"), "mine").unwrap();
    symlink(outside.join("secret"), path.join("a.txt")).unwrap();
    assert_eq!(deliver(&path, Force::Yes, &FILES).unwrap(), ["a.txt.orig"]);
    assert_eq!(fs::read_to_string(outside.join("secret")).unwrap(), "mine");
}

#[test]
fn a_failed_merge_is_undone() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("app");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("a.txt"), "mine").unwrap();
    let before = all(&path);
    let mut moves = Moves::default();
    let source = root.path().join("source");
    fs::write(&source, "new").unwrap();
    moves.place(&source, &path.join("new")).unwrap();
    let error = moves.place(&root.path().join("gone"), &path.join("x"));
    assert!(error.is_err());
    moves.undo();
    assert_eq!(all(&path), before);
    assert_eq!(fs::read_to_string(source).unwrap(), "new");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nothing_can_be_written_is_named() {
    let error = deliver(Path::new("/proc/app"), Force::No, &FILES).unwrap_err();
    assert_eq!(error.status().code(), 5);
    assert!(
        error.to_string().contains("/proc/.app.samocoder-run"),
        "{error}"
    );
    assert!(!Path::new("/proc/app").exists());
}

/// The name of the variable that tells the test below that its files are limited.
#[cfg(unix)]
const LIMITED: &str = "SAMOCODER_TEST_LIMITED";

/// A disk that is full in the middle of a file, for which a limit on the size of files stands.
/// The limit holds for a whole process, so the test starts itself once more.
#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "the test talks to itself")]
fn a_full_disk_leaves_nothing_at_the_target() {
    const NAME: &str = "store::deliver::tests::a_full_disk_leaves_nothing_at_the_target";
    if let Some(root) = std::env::var_os(LIMITED) {
        let path = PathBuf::from(root).join("app");
        let large = "x".repeat(200_000);
        let target = Target::directory(&path, Force::No).unwrap();
        let folder = RunFolder::start(&target).unwrap();
        let files = files(&[("a.txt", "a"), ("b.txt", &large)]);
        let files = files
            .iter()
            .map(|(path, text)| (path, text.as_str()))
            .collect();
        let error = folder.write_project(&files).unwrap_err();
        assert!(error.to_string().starts_with("failed to write"), "{error}");
        assert!(error.hint().unwrap().starts_with("free some space"));
        folder.discard().unwrap();
        assert!(!path.exists());
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let child = std::process::Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 100; exec \"$0\" --exact \"$1\"",
        ])
        .arg(program)
        .arg(NAME)
        .env(LIMITED, root.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
    assert_eq!(only(&root), [""; 0]);
}
