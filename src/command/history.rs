//! The history of a new project: what its repository will hold, and what becomes of it.
//!
//! A project without a history is as good as one with: whatever goes wrong with git is told and ends
//! nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::event::{Event, Reporter as _};
use crate::git::{self, Commit, Environment, Making, Plan};
use crate::interrupt::Interrupt;
use crate::run::Run;
use crate::ui::Ui;

/// What to do about commits that nobody could have made.
const NOBODY: &str = "git does not know who you are; set `user.name` and `user.email`, then \
                      `git add -A && git commit`";

/// A repository that is being made, and the files of its first commit.
pub(super) struct History {
    making: Making,
    /// The folder in which it is made.
    folder: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl History {
    /// Begins a repository with these files for a project that will be at a place; nothing if that
    /// can't be.
    pub(super) fn begin(
        run: &Run,
        place: &Path,
        files: BTreeMap<String, Vec<u8>>,
        ui: &mut Ui,
    ) -> Result<Option<Self>, Error> {
        let folder = run.folder().repository()?;
        let plan = Plan {
            folder: folder.clone(),
            place: place.to_owned(),
            known: files.clone(),
        };
        match Making::begin(plan, Environment::inherited()) {
            Ok(making) => Ok(Some(Self {
                making,
                folder,
                files,
            })),
            Err(source) => {
                tell(ui, false, git::Error::Run { source }.to_string());
                Ok(None)
            }
        }
    }

    /// Adds files that were made since.
    pub(super) fn add(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        self.files.extend(files);
    }

    /// Makes the repository the project's; where there is none, the project has none.
    pub(super) fn settle(
        history: Option<Self>,
        run: &Run,
        ui: &mut Ui,
        interrupt: &Interrupt,
    ) -> Result<(), Error> {
        let Some(Self {
            making,
            folder,
            files,
        }) = history
        else {
            return Ok(run.folder().place_repository(None)?);
        };
        let made = making.finish(vec![first(run, files)], interrupt);
        let made = match made {
            Ok(made) => made,
            Err(git::Error::Interrupted(signal)) => return Err(signal.into()),
            Err(error) => {
                tell(ui, false, error.to_string());
                return Ok(run.folder().place_repository(None)?);
            }
        };
        let folder = match made {
            git::Made::Committed => Some(folder),
            git::Made::Empty => {
                tell(ui, true, NOBODY.to_owned());
                Some(folder)
            }
            git::Made::Enclosed => None,
        };
        Ok(run.folder().place_repository(folder.as_deref())?)
    }
}

/// Returns the first commit of a project: all of it, when its run began.
fn first(run: &Run, files: BTreeMap<String, Vec<u8>>) -> Commit {
    let begun = run.begun();
    let files = files.into_iter();
    Commit {
        message: format!("Initial commit\n\nMade by samocoder {}.\n", begun.samocoder),
        at: begun.at,
        changes: files.map(|(path, content)| (path, Some(content))).collect(),
    }
}

fn tell(ui: &mut Ui, repository: bool, reason: String) {
    ui.report(&Event::NoHistory { repository, reason });
}
