//! Delivery: the finished project appears at its target.
//!
//! Where there is nothing, or an empty directory, one rename of the whole project makes the target.
//! The renames of [`super::merge`] serve where that can't be: with force into a directory that is
//! in use, and into an empty one that a shell stands in or that is mounted, because both would be
//! left with a directory that is gone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::rename_new;
use super::merge::{Moves, merge};
use super::target::Found;
use super::{Error, Force, Obstacle, RunFolder, Target};
use crate::event::{Event, Reporter};

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Where the project is.
    pub path: PathBuf,
    /// Files that were in the way: the name they had and the one they have now.
    pub kept: Vec<(PathBuf, PathBuf)>,
}

impl RunFolder {
    /// Makes the project appear at its target. Nothing is left there if that fails, and the run
    /// folder stays; after a delivery it is only to be discarded.
    pub fn deliver(
        &self,
        target: &Target,
        reporter: &mut dyn Reporter,
    ) -> Result<Delivered, Error> {
        let project = self.project();
        let path = target.path().to_path_buf();
        let kept = match target.check_directory()? {
            Found::Nothing => {
                appear(&project, target)?;
                Vec::new()
            }
            Found::EmptyDirectory => {
                fill(&project, target)?;
                Vec::new()
            }
            Found::Directory | Found::File | Found::DeadLink => {
                merge(&project, &path, &self.path().join("replaced"))?
            }
        };
        for (path, kept) in &kept {
            reporter.report(&Event::KeptAside {
                path: path.clone(),
                kept: kept.clone(),
            });
        }
        Ok(Delivered { path, kept })
    }
}

/// One rename; if something appeared meanwhile, the target is what it is now.
fn appear(project: &Path, target: &Target) -> Result<(), Error> {
    match rename_new(project, target.path()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            match target.check_directory()? {
                Found::EmptyDirectory => fill(project, target),
                // What is there now was not there when the user said what may be written over.
                Found::Nothing | Found::Directory | Found::File | Found::DeadLink => {
                    Err(target.obstructed(Obstacle::Directory))
                }
            }
        }
        Err(error) => Err(Error::io("create", target.path())(error)),
    }
}

fn fill(project: &Path, target: &Target) -> Result<(), Error> {
    let path = target.path();
    // A rename over an empty directory replaces it, and fails if it is empty no more.
    if cfg!(unix) && !is_current(path) && fs::rename(project, path).is_ok() {
        return Ok(());
    }
    fill_by_entries(project, target)
}

fn fill_by_entries(project: &Path, target: &Target) -> Result<(), Error> {
    let path = target.path();
    let failed = || Error::io("read", project);
    let mut moves = Moves::default();
    for entry in fs::read_dir(project).map_err(failed())? {
        let name = entry.map_err(failed())?.file_name();
        if let Err(error) = moves.place(&project.join(&name), &path.join(&name)) {
            moves.undo();
            // Something appeared in the directory meanwhile.
            return Err(match target.force() {
                Force::No if error.already_exists() => target.obstructed(Obstacle::Directory),
                Force::No | Force::Yes => error,
            });
        }
    }
    Ok(())
}

/// Returns whether this process, and so the shell that started it, stands in `path`.
fn is_current(path: &Path) -> bool {
    let current = std::env::current_dir().and_then(fs::canonicalize);
    matches!((current, fs::canonicalize(path)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests;
