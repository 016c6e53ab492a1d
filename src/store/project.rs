//! The files of a project on disk: what was generated, and what samocoder keeps about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::atomic::{create, remove, write_file, write_file_durably};
use super::read::read_project;
use super::{Error, OWN, RunFolder};
use crate::export;
use crate::path::ProjectPath;
use crate::tree::Files;
use crate::untrusted;

/// The base, the pure rendering that later merges start from.
pub(super) const BASE: &str = "base.zip";

/// What was checked and seen.
pub(super) const RECEIPT: &str = "receipt.json";

/// Times, money and outcome of the run.
const RUN: &str = "run.json";

/// What is for the repository and what is not.
const IGNORE: &str = "*\n!.gitignore\n!base.zip\n!receipt.json\n";

/// Makes a place for a file: what generated code put in its way, such as a link that leads elsewhere,
/// is removed.
fn clear_way(project: &Path, path: &Path) -> Result<(), Error> {
    let inside = path.strip_prefix(project).unwrap_or(path);
    let mut folder = project.to_path_buf();
    for part in inside.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        if !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            remove_if_there(&folder)?;
            fs::create_dir(&folder).map_err(Error::io("create", &folder))?;
        }
    }
    remove_if_there(path)
}

/// Returns the base: an archive of the generated files, `samocoder.toml` among them.
pub fn base(files: &BTreeMap<&ProjectPath, &str>) -> Result<Vec<u8>, Error> {
    let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
    export::zip(files, "").map_err(|source| Error::Archive {
        path: Path::new(OWN).join(BASE),
        source,
    })
}

/// Returns what of `.samocoder` belongs into a repository.
pub fn own_files(base: &[u8], receipt: &str) -> [(String, Vec<u8>); 3] {
    let name = |name: &str| format!("{OWN}/{name}");
    [
        (name(".gitignore"), IGNORE.into()),
        (name(BASE), base.to_vec()),
        (name(RECEIPT), receipt.into()),
    ]
}

impl RunFolder {
    /// Writes the files of the project, `samocoder.toml` among them, in place of those of an
    /// earlier try.
    pub fn write_project(&self, files: &BTreeMap<&ProjectPath, &str>) -> Result<(), Error> {
        let project = self.project();
        remove_if_there(&project)?;
        let mut made = BTreeSet::new();
        for (path, text) in files {
            let path = path.under(&project);
            let parent = path.parent().unwrap_or(&project);
            if !made.contains(parent) {
                fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
                made.insert(parent.to_path_buf());
            }
            create(&path, text.as_bytes())?;
        }
        Ok(())
    }

    /// Makes the files of the project these and no others, whatever ran in it; what tools made, such
    /// as `node_modules`, stays.
    pub fn place_files(&self, files: &Files) -> Result<(), Error> {
        let project = self.project();
        fs::create_dir_all(&project).map_err(Error::io("create", &project))?;
        let there = read_project(&project)?;
        let strange = there.files().filter(|(path, _)| !files.contains_key(*path));
        for (path, _) in strange {
            remove_if_there(&path.under(&project))?;
        }
        for path in there.skipped() {
            remove_if_there(path)?;
        }
        for (path, text) in files {
            if there.content(path) != Some(text.as_bytes()) {
                let path = path.under(&project);
                clear_way(&project, &path)?;
                create(&path, text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Returns the project's files that are texts.
    pub fn read_files(&self) -> Result<Files, Error> {
        let there = read_project(&self.project())?;
        let texts = there.files().filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            Some((path.clone(), text.to_owned()))
        });
        Ok(texts.collect())
    }

    /// Writes what samocoder keeps about the project: `.samocoder`.
    pub fn write_own<T: Serialize + ?Sized>(
        &self,
        base: &[u8],
        receipt: &str,
        run: &T,
    ) -> Result<(), Error> {
        let project = self.project();
        // A process that was killed may have left a half of it.
        remove_if_there(&project.join(OWN))?;
        let own = own_folder(&project)?;
        write_file(&own.join(BASE), base)?;
        write_file(&own.join(".gitignore"), IGNORE.as_bytes())?;
        let path = own.join(RUN);
        let run = serde_json::to_string_pretty(run);
        let mut run = run.map_err(|source| {
            let path = path.clone();
            Error::Artifact { path, source }
        })?;
        run.push('\n');
        write_file(&path, run.as_bytes())?;
        write_file(&own.join(RECEIPT), receipt.as_bytes())
    }
}

fn remove_if_there(path: &Path) -> Result<(), Error> {
    match remove(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Returns the folder of what samocoder keeps about a project, which is made where it is missing.
///
/// A link is refused: what was generated runs before this is written to, and could lead it anywhere.
fn own_folder(directory: &Path) -> Result<PathBuf, Error> {
    let own = directory.join(OWN);
    if own.is_symlink() {
        return Err(Error::io("create", &own)(
            io::ErrorKind::AlreadyExists.into(),
        ));
    }
    fs::create_dir_all(&own).map_err(Error::io("create", &own))?;
    Ok(own)
}

/// Writes the receipt of the project in `directory`.
pub fn write_receipt(directory: &Path, receipt: &str) -> Result<(), Error> {
    let own = own_folder(directory)?;
    write_file_durably(&own.join(RECEIPT), receipt.as_bytes())
}

/// Reads the receipt of the project in `directory`; nothing if it has none.
pub fn read_receipt(directory: &Path) -> Result<Option<String>, Error> {
    read_own(directory, RECEIPT)
}

/// Reads what is kept of the run that made the project in `directory`; nothing if it has none.
pub fn read_run(directory: &Path) -> Result<Option<String>, Error> {
    read_own(directory, RUN)
}

fn read_own(directory: &Path, name: &str) -> Result<Option<String>, Error> {
    let path = directory.join(OWN).join(name);
    match untrusted::read(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", &path)(error)),
    }
}
