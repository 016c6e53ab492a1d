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
use crate::path::ProjectPath;
use crate::pipeline::Accepted;
use crate::run::Run;
use crate::ui::Ui;

/// What to do about commits that nobody could have made.
const NOBODY: &str = "git does not know who you are; set `user.name` and `user.email`, then \
                      `git add -A && git commit`";

/// What samocoder has seen of the project.
const SEEN: &str = "receipt.json";

/// A repository that is being made, and the files of its first commit.
pub(super) struct History {
    making: Making,
    /// The folder in which it is made.
    folder: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
    /// The commits after the first.
    more: Vec<Commit>,
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
                more: Vec::new(),
            })),
            Err(source) => {
                tell(ui, false, git::Error::Run { source }.to_string());
                Ok(None)
            }
        }
    }

    /// Adds files that samocoder keeps; what it has seen in the end belongs to the last commit.
    pub(super) fn add(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        for (path, content) in files {
            match self.more.last_mut() {
                Some(last) if path.ends_with(SEEN) => {
                    last.changes.insert(path, Some(content));
                }
                Some(_) | None => {
                    self.files.insert(path, content);
                }
            }
        }
    }

    /// Adds a commit with what models added for a requirement.
    pub(super) fn commit(&mut self, accepted: &Accepted) {
        let files = accepted.code.iter().chain(&accepted.tests);
        let change = |(path, text): (&ProjectPath, &String)| {
            (path.as_str().to_owned(), Some(text.clone().into_bytes()))
        };
        let Accepted {
            requirement, text, ..
        } = accepted;
        let subject = subject(text);
        self.more.push(Commit {
            message: format!("Add {subject}\n\nRequirement {requirement}, written by a model.\n"),
            at: accepted.at,
            changes: files.map(change).collect(),
        });
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
            more,
        }) = history
        else {
            return Ok(run.folder().place_repository(None)?);
        };
        let made = making.finish([vec![first(run, files)], more].concat(), interrupt);
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

/// Returns the words of a requirement as they go on after `Add`.
fn subject(text: &str) -> String {
    let mut letters = text
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it });
    let first = letters.next();
    let rest: String = letters.collect();
    // What is no abbreviation begins small in a sentence.
    let small = rest.starts_with(|it: char| it.is_lowercase() || it == ' ');
    let first = first.map(|it| {
        if small {
            it.to_lowercase().to_string()
        } else {
            it.to_string()
        }
    });
    first.unwrap_or_default() + &rest
}

fn tell(ui: &mut Ui, repository: bool, reason: String) {
    ui.report(&Event::NoHistory { repository, reason });
}
