//! Delivery into a directory that is in use, file by file.
//!
//! A file in the way is replaced if it is known to be samocoder's own and unchanged, and kept under
//! another name otherwise. Nothing else is touched, nothing is written through a link, and if one
//! rename fails all that were done are undone.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::atomic::{move_new, rename_new};
use super::places::is_foreign_directory;
use super::project::BASE;
use super::{Error, OWN};
use crate::export::unzip;
use crate::path::ProjectPath;

/// How many names are tried for a file that is kept aside.
const NAMES: u32 = 10_000;

/// The largest base that is looked at, in bytes.
const MAX_BASE: u64 = 64 * 1024 * 1024;

/// Moves the files of `project` into `target`, and what they replace to `replaced`. Returns what
/// was kept aside.
pub(super) fn merge(
    project: &Path,
    target: &Path,
    replaced: &Path,
) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
    let files = generated(project)?;
    check_links(target, &files)?;
    let ours = Ours::of(target);
    fs::create_dir_all(replaced).map_err(Error::io("create", replaced))?;
    let mut moves = Moves::default();
    let done = files
        .iter()
        .try_for_each(|file| merge_file(project, target, file, replaced, &ours, &mut moves))
        .and_then(|()| bring_made(project, target, &mut moves));
    match done {
        Ok(()) => Ok(moves.kept),
        Err(error) => {
            moves.undo();
            Err(error)
        }
    }
}

fn merge_file(
    project: &Path,
    target: &Path,
    file: &Path,
    replaced: &Path,
    ours: &Ours,
    moves: &mut Moves,
) -> Result<(), Error> {
    let (from, to) = (project.join(file), target.join(file));
    let parents: Vec<_> = file.ancestors().skip(1).collect();
    for parent in parents.iter().rev() {
        moves.directory(&target.join(parent))?;
    }
    match fs::symlink_metadata(&to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::io("read", &to)(error)),
        Ok(found) if found.is_file() => {
            let old = fs::read(&to).map_err(Error::io("read", &to))?;
            let new = fs::read(&from).map_err(Error::io("read", &from))?;
            if old == new {
                return Ok(());
            }
            if ours.unchanged(file, &old) {
                moves.away(&to, &replaced.join(moves.done.len().to_string()))?;
            } else {
                moves.keep_aside(&to)?;
            }
        }
        Ok(_) => moves.keep_aside(&to)?,
    }
    moves.place(&from, &to)
}

/// Brings what verification made, such as `node_modules`, where there is none.
fn bring_made(project: &Path, target: &Path, moves: &mut Moves) -> Result<(), Error> {
    for entry in fs::read_dir(project).map_err(Error::io("read", project))? {
        let entry = entry.map_err(Error::io("read", project))?;
        let name = entry.file_name();
        let made = name
            .to_str()
            .is_some_and(|name| is_foreign_directory(name, 1));
        let to = target.join(&name);
        if made && entry.path().is_dir() && fs::symlink_metadata(&to).is_err() {
            moves.place(&entry.path(), &to)?;
        }
    }
    Ok(())
}

/// Returns the files that were generated, relative to the project, in order.
fn generated(project: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = WalkDir::new(project).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| {
        let name = entry.file_name().to_str().unwrap_or_default();
        entry.depth() == 0
            || !entry.file_type().is_dir()
            || !is_foreign_directory(name, entry.depth())
    });
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(project).to_path_buf();
            Error::io("read", &path)(error.into())
        })?;
        if entry.file_type().is_file() {
            let path = entry.path();
            files.push(path.strip_prefix(project).unwrap_or(path).to_path_buf());
        }
    }
    Ok(files)
}

/// Checks that no directory which files go into is a link.
fn check_links(target: &Path, files: &[PathBuf]) -> Result<(), Error> {
    let parents: BTreeSet<_> = files
        .iter()
        .flat_map(|file| file.ancestors().skip(1))
        .filter(|parent| !parent.as_os_str().is_empty())
        .collect();
    for parent in parents {
        let path = target.join(parent);
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Err(Error::ThroughLink { path });
        }
    }
    Ok(())
}

/// The base of the project that samocoder put into a directory earlier: the files it wrote there,
/// as they were.
struct Ours(BTreeMap<ProjectPath, Vec<u8>>);

impl Ours {
    /// Reads the base; one that can't be read or understood says nothing.
    fn of(target: &Path) -> Self {
        let path = target.join(OWN).join(BASE);
        let small = fs::metadata(&path).is_ok_and(|found| found.len() <= MAX_BASE);
        let base = small.then(|| fs::read(&path).ok()).flatten();
        Self(base.and_then(|base| unzip(&base).ok()).unwrap_or_default())
    }

    fn unchanged(&self, file: &Path, bytes: &[u8]) -> bool {
        let parts: Option<Vec<_>> = file.iter().map(|part| part.to_str()).collect();
        let path = parts.and_then(|parts| ProjectPath::parse(&parts.join("/")).ok());
        file.starts_with(OWN)
            || path.is_some_and(|path| self.0.get(&path).is_some_and(|base| base == bytes))
    }
}

/// Renames that can be undone.
#[derive(Default)]
pub(super) struct Moves {
    done: Vec<Done>,
    kept: Vec<(PathBuf, PathBuf)>,
}

enum Done {
    Moved { from: PathBuf, to: PathBuf },
    Made(PathBuf),
}

impl Moves {
    /// Moves something to where nothing is.
    pub(super) fn place(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        move_new(from, to).map_err(Error::io("write", to))?;
        self.moved(from, to);
        Ok(())
    }

    /// Undoes everything, the last first. What can't be undone stays where it is: it is lost in
    /// neither place.
    pub(super) fn undo(self) {
        for done in self.done.into_iter().rev() {
            match done {
                Done::Moved { from, to } => move_new(&to, &from).unwrap_or_default(),
                Done::Made(path) => fs::remove_dir(path).unwrap_or_default(),
            }
        }
    }

    fn moved(&mut self, from: &Path, to: &Path) {
        self.done.push(Done::Moved {
            from: from.to_path_buf(),
            to: to.to_path_buf(),
        });
    }

    fn away(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        move_new(from, to).map_err(Error::io("replace", from))?;
        self.moved(from, to);
        Ok(())
    }

    /// Makes a directory where none is; a file of that name is kept aside.
    fn directory(&mut self, path: &Path) -> Result<(), Error> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) => self.keep_aside(path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("read", path)(error)),
        }
        fs::create_dir(path).map_err(Error::io("create", path))?;
        self.done.push(Done::Made(path.to_path_buf()));
        Ok(())
    }

    /// Gives something in the way the first free name of `NAME.orig`, `NAME.orig.1`, ….
    fn keep_aside(&mut self, path: &Path) -> Result<(), Error> {
        for number in 0..NAMES {
            let mut name = OsString::from(path);
            name.push(".orig");
            if number > 0 {
                name.push(format!(".{number}"));
            }
            let aside = PathBuf::from(name);
            match rename_new(path, &aside) {
                Ok(()) => {
                    self.moved(path, &aside);
                    self.kept.push((path.to_path_buf(), aside));
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::io("rename", path)(error)),
            }
        }
        Err(Error::io("rename", path)(
            io::ErrorKind::AlreadyExists.into(),
        ))
    }
}
