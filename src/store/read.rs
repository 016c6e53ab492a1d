//! A project's directory read into memory, for `verify` and for archives.
//!
//! Links are not followed, and what tools made or one machine needs is left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::places::{absolute, is_foreign_directory, is_private};
use super::{Error, OWN};
use crate::path::ProjectPath;

/// The most files that a project may have.
const MAX_FILES: usize = 50_000;

/// The most bytes that are read of a project.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// The files of a project as they were at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    files: BTreeMap<ProjectPath, Vec<u8>>,
    /// Files whose names no project of ours has; they are not checked.
    skipped: Vec<PathBuf>,
}

impl Snapshot {
    /// Returns what a file holds.
    pub fn content(&self, path: &ProjectPath) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns all files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&ProjectPath, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// Returns all files as texts. One that is no text, such as a picture, is there but empty.
    pub fn texts(&self) -> BTreeMap<&ProjectPath, &str> {
        self.files()
            .map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap_or_default()))
            .collect()
    }

    /// Returns the files that were left out because their names are not portable.
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }
}

/// Reads the project in `directory`, without what samocoder keeps about it.
pub fn read_project(directory: &Path) -> Result<Snapshot, Error> {
    let directory = &absolute(directory)?;
    let mut snapshot = Snapshot::default();
    for file in walk(directory)? {
        if file.name.starts_with(".samocoder/") {
            continue;
        }
        match ProjectPath::parse(&file.name) {
            Ok(path) => {
                let bytes = fs::read(&file.path).map_err(Error::io("read", &file.path))?;
                snapshot.files.insert(path, bytes);
            }
            Err(_) => snapshot.skipped.push(file.path),
        }
    }
    Ok(snapshot)
}

/// A file of a project on disk.
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name inside the project, with `/` as the separator.
    pub(super) name: String,
    /// How many bytes it holds.
    pub(super) length: u64,
}

/// Returns the files of the project in `directory` in the order of their names.
pub(super) fn walk(directory: &Path) -> Result<Vec<Found>, Error> {
    let too_large = |limit| Error::TooLarge {
        path: directory.to_path_buf(),
        limit,
    };
    let metadata = fs::metadata(directory).map_err(Error::io("read", directory))?;
    if !metadata.is_dir() {
        let path = directory.to_path_buf();
        return Err(Error::NotADirectory { path });
    }
    let mut files = Vec::new();
    let mut bytes = 0;
    let entries = WalkDir::new(directory).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(is_ours) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(directory).to_path_buf();
            Error::io("read", &path)(error.into())
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let name = name(directory, entry.path())?;
        let metadata = entry.metadata().map_err(std::io::Error::from);
        let length = metadata.map_err(Error::io("read", entry.path()))?.len();
        bytes += length;
        files.push(Found {
            path: entry.into_path(),
            name,
            length,
        });
        if files.len() > MAX_FILES {
            return Err(too_large("50,000 files"));
        }
        if bytes > MAX_BYTES {
            return Err(too_large("512 MiB"));
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str().unwrap_or_default();
    let own = || {
        let parent = entry.path().parent().and_then(Path::file_name);
        parent.is_some_and(|parent| parent == OWN) && entry.depth() == 2
    };
    if entry.depth() == 0 {
        true
    } else if entry.file_type().is_dir() {
        !is_foreign_directory(name, entry.depth()) && !own()
    } else if own() {
        matches!(
            name,
            super::project::BASE | super::project::RECEIPT | ".gitignore"
        )
    } else {
        !is_private(name)
    }
}

fn name(directory: &Path, path: &Path) -> Result<String, Error> {
    let relative = path.strip_prefix(directory).unwrap_or(path);
    let parts: Option<Vec<_>> = relative.iter().map(|part| part.to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| Error::Name {
            path: path.to_path_buf(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_the_projects_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for (name, text) in [
            ("package.json", "{}"),
            ("web/coverage/page.tsx", "x"),
            ("node_modules/a/index.js", "x"),
            ("web/node_modules/a/index.js", "x"),
            ("dist/a.js", "x"),
            ("coverage/a", "x"),
            (".data/app.db", "x"),
            (".git/HEAD", "x"),
            (".env", "KEY=x"),
            (".env.example", "KEY="),
            (".samocoder/base.zip", "x"),
            (".samocoder/run.json", "x"),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(root.join("logo.png"), [0xff, 0xd8]).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("package.json", root.join("link.json")).unwrap();
        let snapshot = read_project(root).unwrap();
        let names: Vec<_> = snapshot.files().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            names,
            [
                ".env.example",
                "logo.png",
                "package.json",
                "web/coverage/page.tsx"
            ]
        );
        let logo = ProjectPath::parse("logo.png").unwrap();
        assert_eq!(snapshot.texts()[&logo], "");
        let all: Vec<_> = walk(root)
            .unwrap()
            .into_iter()
            .map(|file| file.name)
            .collect();
        assert!(all.contains(&".samocoder/base.zip".to_owned()));
        assert!(!all.contains(&".samocoder/run.json".to_owned()));
    }

    #[test]
    fn a_directory_that_is_not_there_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let error = read_project(&directory.path().join("no")).unwrap_err();
        assert!(error.to_string().ends_with("no`"), "{error}");
    }
}
