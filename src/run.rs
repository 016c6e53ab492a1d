//! A run: what was asked for, how far it came, and the folder in which it can go on.
//!
//! Everything that counts is a [`Record`] of the journal, and what is too large for a line is kept
//! under its hash beside it. A run that is opened again therefore knows which stages have made their
//! artifact, what the checks saw, and whether the project was being delivered when it ended. The
//! folder is all it needs: where the project appears follows from where the folder is.

use std::ffi::OsStr;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::pipeline::{Artifact, Made, Start};
use crate::stage::Stage;
use crate::store::{self, Error, Force, Journal, Objects, RunFolder, Target};
use crate::verify::{Check, Level};

/// What kind of thing appears at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// A directory with the project in it.
    Directory,
    /// An archive.
    Zip,
}

/// What was asked for when the run began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// What the run is called on this machine, such as `reading-list-3f9a`.
    pub id: String,
    /// The version of samocoder that began it.
    pub samocoder: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Where it starts from.
    pub start: Start,
    /// What the spec file says of runs, for the end of the project's own.
    pub settings: String,
    /// The template.
    pub template: String,
    /// The last name of the target, beside the run folder.
    pub target: String,
    /// What appears there.
    pub delivery: Delivery,
    /// Whether something may be written over.
    pub force: bool,
    /// How much is verified.
    pub level: Level,
    /// Whether what is not covered makes it fail.
    pub strict: bool,
    /// Whether the project gets a repository; runs of earlier versions made none.
    #[serde(default)]
    pub git: bool,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Record {
    Begun(Box<Begun>),
    /// Another process goes on.
    Resumed {
        at: i64,
        samocoder: String,
    },
    /// A stage made its artifact, which is kept under this hash.
    Made {
        at: i64,
        stage: Stage,
        artifact: String,
    },
    /// The project was written, and nothing in it was checked yet.
    Rewritten {
        at: i64,
    },
    /// A step of full verification ended, in a sandbox of this tier.
    Checked {
        at: i64,
        tier: String,
        check: Check,
    },
    /// The project begins to appear at its target; the process is to end with this code.
    Delivering {
        at: i64,
        code: u8,
    },
    /// It is there.
    Delivered {
        at: i64,
    },
    /// What a later version of samocoder added, and this one can do without.
    #[serde(other)]
    Unknown,
}

impl Record {
    fn at(&self) -> Option<i64> {
        match self {
            Self::Begun(begun) => Some(begun.at),
            Self::Resumed { at, .. }
            | Self::Made { at, .. }
            | Self::Rewritten { at }
            | Self::Checked { at, .. }
            | Self::Delivering { at, .. }
            | Self::Delivered { at } => Some(*at),
            Self::Unknown => None,
        }
    }
}

/// How far a run came.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What was asked for.
    pub begun: Begun,
    /// The artifacts that stages made, in order, by their hashes.
    made: Vec<(Stage, String)>,
    /// What the steps of full verification saw that were run.
    pub checks: Vec<Check>,
    /// The tier of the sandbox that they ran in.
    pub tier: Option<String>,
    /// The code that the process was to end with when the project began to appear.
    pub delivering: Option<u8>,
    /// Whether it is there.
    pub delivered: bool,
    /// How long processes were at work on it, in milliseconds.
    pub worked_ms: i64,
    /// When the last thing was done, in milliseconds since 1970.
    pub last: i64,
}

impl Progress {
    /// Reads how far the run in a folder came, whoever is at work in it; nothing if it never began.
    pub fn of(folder: &Path) -> Result<Option<Self>, Error> {
        Ok(Self::from(store::journal::records(&store::journal_of(
            folder,
        ))?))
    }

    fn from(records: Vec<Record>) -> Option<Self> {
        let mut records = records.into_iter();
        let Some(Record::Begun(begun)) = records.next() else {
            return None;
        };
        let mut progress = Self::new(*begun);
        for record in records {
            progress.add(record);
        }
        Some(progress)
    }

    fn new(begun: Begun) -> Self {
        Self {
            made: Vec::new(),
            checks: Vec::new(),
            tier: None,
            delivering: None,
            delivered: false,
            worked_ms: 0,
            last: begun.at,
            begun,
        }
    }

    fn add(&mut self, record: Record) {
        if let Some(at) = record.at() {
            // Between two processes nobody worked.
            if !matches!(record, Record::Resumed { .. }) {
                self.worked_ms += (at - self.last).max(0);
            }
            self.last = at;
        }
        match record {
            Record::Made {
                stage, artifact, ..
            } => self.made.push((stage, artifact)),
            Record::Rewritten { .. } => self.checks.clear(),
            Record::Checked { check, tier, .. } => {
                self.checks.push(check);
                self.tier = Some(tier);
            }
            Record::Delivering { code, .. } => self.delivering = Some(code),
            Record::Delivered { .. } => self.delivered = true,
            Record::Begun(_) | Record::Resumed { .. } | Record::Unknown => {}
        }
    }

    /// Returns the last stage or check that was finished.
    pub fn last_step(&self) -> Option<&'static str> {
        let stage = self.made.last().map(|(stage, _)| stage.name());
        self.checks.last().map(|check| check.name).or(stage)
    }

    fn artifact(&self, stage: Stage) -> Option<&str> {
        let made = self.made.iter().rev().find(|(made, _)| *made == stage);
        made.map(|(_, artifact)| artifact.as_str())
    }
}

/// A run that this process is at work on.
#[derive(Debug)]
pub struct Run {
    folder: RunFolder,
    journal: Journal,
    objects: Objects,
    progress: Progress,
    /// Says what time it is, in milliseconds since 1970.
    clock: fn() -> i64,
}

impl Run {
    /// Begins a run in its new folder.
    pub fn begin(folder: RunFolder, begun: Begun, clock: fn() -> i64) -> Result<Self, Error> {
        let record = Record::Begun(Box::new(begun.clone()));
        let journal = Journal::create(&folder.journal())
            .and_then(|mut journal| journal.append(&record).map(|()| journal));
        let journal = match journal {
            Ok(journal) => journal,
            Err(error) => {
                // The error that ended the run matters more than one of tidying up.
                folder.discard().unwrap_or_default();
                return Err(error);
            }
        };
        Ok(Self {
            objects: folder.objects(),
            folder,
            journal,
            progress: Progress::new(begun),
            clock,
        })
    }

    /// Takes up the run in a folder; nothing if none ever began there, and then the folder is
    /// removed.
    pub fn resume(folder: &Path, clock: fn() -> i64) -> Result<Option<Self>, Error> {
        let Some(folder) = RunFolder::open(folder)? else {
            return Ok(None);
        };
        if !folder.journal().is_file() {
            folder.discard()?;
            return Ok(None);
        }
        let (journal, records) = Journal::open(&folder.journal())?;
        let Some(progress) = Progress::from(records) else {
            folder.discard()?;
            return Ok(None);
        };
        let mut run = Self {
            objects: folder.objects(),
            folder,
            journal,
            progress,
            clock,
        };
        let samocoder = env!("CARGO_PKG_VERSION").to_owned();
        run.record(|at| Record::Resumed { at, samocoder })?;
        Ok(Some(run))
    }

    /// Removes the run in a folder, however far it came, unless a process is at work on it.
    pub fn remove(folder: &Path) -> Result<(), Error> {
        match RunFolder::open(folder)? {
            Some(folder) => folder.discard(),
            None => Ok(()),
        }
    }

    /// Returns what was asked for.
    pub fn begun(&self) -> &Begun {
        &self.progress.begun
    }

    /// Returns how far the run came.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns its folder.
    pub fn folder(&self) -> &RunFolder {
        &self.folder
    }

    /// Returns how long processes were at work on it up to now, in milliseconds.
    pub fn worked_ms(&self) -> i64 {
        self.progress.worked_ms + ((self.clock)() - self.progress.last).max(0)
    }

    /// Returns where the project appears: beside the run folder, wherever that is now.
    pub fn target(&self) -> Result<Target, Error> {
        let begun = self.begun();
        let folder = self.folder.path();
        let path = folder.parent().unwrap_or(folder).join(&begun.target);
        if path.file_name() != Some(OsStr::new(&begun.target)) {
            return Err(Error::NoName { path });
        }
        let force = if begun.force { Force::Yes } else { Force::No };
        match begun.delivery {
            // A delivery that was interrupted may have brought a part of it.
            Delivery::Directory if self.progress.delivering.is_some() => {
                Target::again(&path, Force::Yes)
            }
            Delivery::Zip if self.progress.delivering.is_some() => Target::again(&path, force),
            Delivery::Directory => Target::directory(&path, force),
            Delivery::Zip => Target::archive(&path, force),
        }
    }

    /// Keeps the artifact of a stage.
    pub fn keep(&mut self, artifact: Artifact<'_>) -> Result<(), Error> {
        let (stage, artifact) = match artifact {
            Artifact::Spec(spec) => (Stage::Analysis, self.objects.put_json(spec)),
            Artifact::Architecture(plan) => (Stage::Architecture, self.objects.put_json(plan)),
            Artifact::Source(tree) => (Stage::Code, self.objects.put_json(tree)),
            Artifact::Tests(tree) => (Stage::Tests, self.objects.put_json(tree)),
        };
        let artifact = artifact?;
        self.record(|at| Record::Made {
            at,
            stage,
            artifact,
        })
    }

    /// Returns what the stages made so far.
    pub fn made(&self) -> Result<Made, Error> {
        Ok(Made {
            spec: self.load(Stage::Analysis)?,
            plan: self.load(Stage::Architecture)?,
            source: self.load(Stage::Code)?,
            tests: self.load(Stage::Tests)?,
        })
    }

    fn load<T: DeserializeOwned>(&self, stage: Stage) -> Result<Option<T>, Error> {
        let hash = self.progress.artifact(stage);
        hash.map(|hash| self.objects.get_json(hash)).transpose()
    }

    /// Writes down that the project was written and nothing in it was checked yet.
    pub fn rewritten(&mut self) -> Result<(), Error> {
        self.record(|at| Record::Rewritten { at })
    }

    /// Writes down what a step of full verification saw.
    pub fn checked(&mut self, check: &Check, tier: &str) -> Result<(), Error> {
        let (check, tier) = (check.clone(), tier.to_owned());
        self.record(|at| Record::Checked { at, tier, check })
    }

    /// Writes down that the project begins to appear at its target.
    pub fn delivering(&mut self, code: u8) -> Result<(), Error> {
        self.record(|at| Record::Delivering { at, code })
    }

    /// Writes down that it is there, and removes the run folder.
    pub fn delivered(mut self) -> Result<(), Error> {
        self.record(|at| Record::Delivered { at })?;
        self.folder.discard()
    }

    /// Removes the run folder with everything in it.
    pub fn discard(self) -> Result<(), Error> {
        self.folder.discard()
    }

    fn record(&mut self, record: impl FnOnce(i64) -> Record) -> Result<(), Error> {
        let record = record((self.clock)());
        self.journal.append(&record)?;
        self.progress.add(record);
        Ok(())
    }
}
