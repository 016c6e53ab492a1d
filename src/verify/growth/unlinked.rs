//! Files that have no name any more and are still open: they take space that no folder shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// The place of the parent's number in what the system tells of a process, after its name.
const PARENT: usize = 1;

/// Returns the bytes of files without a name that a process and all its descendants have open.
///
/// What is gone or hidden by now is not counted.
pub(super) fn bytes(command: u32) -> u64 {
    let mut files = BTreeMap::new();
    for process in family(command) {
        let open = fs::read_dir(Path::new("/proc").join(process.to_string()).join("fd"));
        for entry in open.into_iter().flatten().flatten() {
            if let Ok(data) = fs::metadata(entry.path())
                && data.is_file()
                && data.nlink() == 0
            {
                files.insert((data.dev(), data.ino()), data.blocks() * 512);
            }
        }
    }
    files.into_values().sum()
}

/// Returns a process and all its descendants.
fn family(command: u32) -> BTreeSet<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let process = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        if let Some(process) = process
            && let Some(parent) = parent(&entry.path())
        {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut family = BTreeSet::new();
    let mut next = vec![command];
    while let Some(process) = next.pop() {
        if family.insert(process) {
            next.extend(children.remove(&process).unwrap_or_default());
        }
    }
    family
}

/// Returns the parent of the process in a folder of `/proc`.
fn parent(folder: &Path) -> Option<u32> {
    let stat: PathBuf = folder.join("stat");
    // The name may be any bytes, parentheses among them.
    let stat = String::from_utf8_lossy(&fs::read(stat).ok()?).into_owned();
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(PARENT)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_file_without_a_name_counts_while_it_is_open() {
        let me = std::process::id();
        let before = bytes(me);
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&vec![1; 3 << 20]).unwrap();
        file.sync_all().unwrap();
        let open = bytes(me);
        assert!(open >= before + (3 << 20), "{before} {open}");
        drop(file);
        assert!(bytes(me) < open);
    }

    #[test]
    fn the_family_is_known_by_its_parents() {
        let me = std::process::id();
        let family = family(me);
        assert!(family.contains(&me));
        assert_eq!(
            parent(Path::new("/proc/self")),
            Some(std::os::unix::process::parent_id())
        );
    }
}
