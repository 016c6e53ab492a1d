//! A run: what was asked for, how far it came, and the folder in which it can go on.
//!
//! Everything that counts is a [`Record`] of the journal, and what is too large for a line is kept
//! under its hash beside it. A run that is opened again therefore knows which stages have made their
//! artifact, what the checks saw, and whether the project was being delivered when it ended. The
//! folder is all it needs: where the project appears follows from where the folder is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::llm::call::{Answer, NoAnswer};
use crate::pipeline::{Artifact, Engine, Made, Start, Verdict};
use crate::stage::Stage;
use crate::store::{Error, Force, Journal, Objects, RunFolder, Target};
use crate::verify::{Check, Level};

mod progress;
mod recording;

use progress::Record;
pub use progress::{Asked, Key, Progress};
pub use recording::{Recording, Unreadable};

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
    /// Who does the stages.
    #[serde(default)]
    pub engine: Engine,
    /// How models are reached, and what that may take.
    #[serde(default)]
    pub models: Models,
}

/// How models are reached in a run, as it was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Models {
    /// The providers to ask, in this order.
    pub chain: Option<String>,
    /// Whether only models that cost nothing are asked.
    pub free: bool,
    /// The most that the run may cost, in US dollars.
    pub max_usd: Option<String>,
    /// The longest to wait for limits and between attempts.
    pub max_wait: Option<String>,
    /// The longest that processes may be at work on the run, in milliseconds.
    pub deadline_ms: Option<i64>,
    /// How many calls may be under way at the same time.
    pub jobs: usize,
    /// How often a change set may be repaired.
    pub repairs: u32,
    /// Whether the run fails where the stages of models would be done by rules.
    pub insists: bool,
    /// Where a recording of the answers goes.
    pub record: Option<PathBuf>,
    /// The recording that answers in place of models, by its hash among what is kept.
    pub replay: Option<String>,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            chain: None,
            free: false,
            max_usd: None,
            max_wait: None,
            deadline_ms: None,
            jobs: JOBS,
            repairs: REPAIRS,
            insists: false,
            record: None,
            replay: None,
        }
    }
}

/// How many calls are under way at the same time, where the user says nothing else.
const JOBS: usize = 8;

/// How often a change set is repaired, where the user says nothing else.
const REPAIRS: u32 = 3;

/// A run that this process is at work on.
#[derive(Debug)]
pub struct Run {
    folder: RunFolder,
    journal: Journal,
    objects: Objects,
    progress: Progress,
    /// What models were being asked when the process before this one ended.
    again: Vec<String>,
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
            again: Vec::new(),
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
            again: progress.unheard().map(|key| key.step.clone()).collect(),
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

    /// Returns what models were being asked when the process before this one ended: it may have been
    /// answered and paid for, and is asked again.
    pub fn again(&self) -> &[String] {
        &self.again
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
            draft: None,
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

    /// Keeps bytes that the run needs; returns their hash.
    pub fn keep_bytes(&self, bytes: &[u8]) -> Result<String, Error> {
        self.objects.put(bytes)
    }

    /// Returns bytes that the run needs.
    pub fn bytes(&self, hash: &str) -> Result<Vec<u8>, Error> {
        self.objects.get(hash)
    }

    /// Returns what was heard before to what a key stands for; nothing if it is to be asked again.
    /// What was no answer, and paid for, is not.
    pub fn answer(&self, key: &Key) -> Result<Option<Result<Answer, NoAnswer>>, Error> {
        match self.progress.asked(key) {
            Some(Asked::Answered(hash)) => self.objects.get_json(hash).map(|it| Some(Ok(it))),
            Some(Asked::Unanswered(why)) => {
                Ok((*why == NoAnswer::Unusable).then_some(Err(NoAnswer::Unusable)))
            }
            Some(Asked::UnderWay(_) | Asked::Lost) | None => Ok(None),
        }
    }

    /// Gives the rest of the run other means than those that it began with.
    pub fn extend(
        &mut self,
        max_usd: Option<String>,
        deadline_ms: Option<i64>,
    ) -> Result<(), Error> {
        if max_usd.is_none() && deadline_ms.is_none() {
            return Ok(());
        }
        self.record(|at| Record::Extended {
            at,
            max_usd,
            deadline_ms,
        })
    }

    /// Writes down that models are asked, and what that costs at most.
    pub fn asking(&mut self, key: &Key, worst: f64) -> Result<(), Error> {
        let key = key.clone();
        self.record(|at| Record::Asked { at, key, worst })
    }

    /// Keeps what came of it, and what this process has spent by now.
    pub fn asked(
        &mut self,
        key: &Key,
        outcome: &Result<Answer, NoAnswer>,
        spent: f64,
    ) -> Result<(), Error> {
        let key = key.clone();
        match outcome {
            Ok(answer) => {
                let answer = self.objects.put_json(answer)?;
                self.record(|at| Record::Answered {
                    at,
                    key,
                    answer,
                    spent,
                })
            }
            Err(why) => {
                let why = *why;
                self.record(|at| Record::Unanswered {
                    at,
                    key,
                    why,
                    spent,
                })
            }
        }
    }

    /// Returns everything that models were asked and what they answered, in order.
    pub fn recording(&self) -> Result<Recording, Error> {
        let mut entries = Vec::new();
        for (key, asked) in &self.progress.asked {
            let outcome = match asked {
                Asked::Answered(hash) => Ok(self.objects.get_json(hash)?),
                Asked::Unanswered(why) => Err(*why),
                Asked::UnderWay(_) | Asked::Lost => continue,
            };
            entries.push((key.clone(), outcome));
        }
        let begun = self.begun();
        Ok(Recording {
            samocoder: begun.samocoder.clone(),
            template: begun.template.clone(),
            start: begun.start.clone(),
            settings: begun.settings.clone(),
            entries,
        })
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

    /// Returns what a trial has shown before, on the files with this hash.
    pub fn verdict(&self, name: &str, of: &str) -> Result<Option<Verdict>, Error> {
        let key = (name.to_owned(), of.to_owned());
        let verdict = self.progress.tried.get(&key);
        verdict.map(|hash| self.objects.get_json(hash)).transpose()
    }

    /// Keeps what a trial has shown.
    pub fn tried(&mut self, name: &str, of: &str, verdict: &Verdict) -> Result<(), Error> {
        let verdict = self.objects.put_json(verdict)?;
        let (name, of) = (name.to_owned(), of.to_owned());
        self.record(|at| Record::Tried {
            at,
            name,
            of,
            verdict,
        })
    }

    /// Returns the time, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        (self.clock)()
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
