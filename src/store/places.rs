//! Paths as users give them, and what is not the project's in a project's directory.

use std::path::{Component, Path, PathBuf};

use super::Error;

/// Directories that are never part of a project, wherever they stand.
const ANYWHERE: [&str; 2] = ["node_modules", ".git"];

/// Directories at the root that tools make. Deeper ones of that name are the project's: an
/// insurer's app has a folder `coverage`.
const AT_ROOT: [&str; 3] = ["dist", ".data", "coverage"];

/// Returns the path from the root, without `.` and `..`. It follows the text, not links: `a/..` is
/// where the user thinks it is.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    if path.as_os_str().is_empty() {
        let path = path.to_path_buf();
        return Err(Error::NoName { path });
    }
    let full = std::path::absolute(path).map_err(Error::io("find", path))?;
    let mut clean = PathBuf::new();
    for part in full.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => clean.push(part),
        }
    }
    Ok(clean)
}

/// Returns whether a directory holds nothing of the project; `depth` is 1 at its root.
pub(super) fn is_foreign_directory(name: &str, depth: usize) -> bool {
    ANYWHERE.contains(&name) || (depth == 1 && AT_ROOT.contains(&name))
}

/// Returns whether a file holds settings of one machine, secrets among them.
pub(super) fn is_private(name: &str) -> bool {
    name == ".env" || (name.starts_with(".env.") && name.ends_with("local"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_absolute_by_their_text() {
        let here = std::env::current_dir().unwrap();
        for (given, expected) in [
            (".", here.clone()),
            ("./a/../b/", here.join("b")),
            ("..", here.parent().unwrap().to_path_buf()),
            ("/", PathBuf::from("/")),
            ("/../../a", PathBuf::from("/a")),
            ("мои дела/список", here.join("мои дела").join("список")),
        ] {
            assert_eq!(absolute(Path::new(given)).unwrap(), expected, "{given}");
        }
        assert!(matches!(absolute(Path::new("")), Err(Error::NoName { .. })));
    }

    #[test]
    fn examples_of_settings_are_the_projects() {
        assert!(is_private(".env") && is_private(".env.production.local"));
        assert!(!is_private(".env.example"));
        assert!(is_foreign_directory("coverage", 1) && !is_foreign_directory("coverage", 4));
    }
}
