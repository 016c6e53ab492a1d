//! The only writer of files: run folders, projects, archives and their delivery.
//!
//! What a user gets appears whole or not at all: work happens in a run folder beside the target,
//! which one rename makes the target. Single files are written beside their place and renamed. A
//! file that is not known to be samocoder's own is never overwritten and never deleted.

#![expect(
    clippy::disallowed_methods,
    reason = "files are written here and nowhere else"
)]

use std::path::Path;

mod archive;
mod atomic;
mod deliver;
mod error;
pub mod journal;
mod log;
mod merge;
mod objects;
mod places;
mod project;
mod read;
mod repository;
mod run;
mod shared;
mod target;

pub use archive::{archive_entries, save_archive};
pub use atomic::{check_writable, write_file, write_private};
pub use deliver::Delivered;
pub use error::{Error, Obstacle};
pub use journal::Journal;
pub use log::{News, SharedLog};
pub use objects::Objects;
pub use project::{base, own_files, read_receipt, read_run, write_receipt};
pub use read::{Snapshot, read_project};
pub use run::{RunFolder, is_held, is_run_folder, journal_of, remove_emptied, run_folder_of};
pub use shared::{append_line, change_shared};
pub use target::{Force, Target};

/// The name of the directory in a project that is samocoder's.
const OWN: &str = ".samocoder";

/// Writes files into a directory and makes it where it is missing; files of these names are
/// replaced.
pub fn write_all<'a>(
    directory: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), Error> {
    std::fs::create_dir_all(directory).map_err(Error::io("create", directory))?;
    for (name, text) in files {
        write_file(&directory.join(name), text.as_bytes())?;
    }
    Ok(())
}
