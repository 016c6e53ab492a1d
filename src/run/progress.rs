//! What was done in a run, as its journal has it, and how far the run came by that.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Begun;
use crate::llm::call::NoAnswer;
use crate::stage::Stage;
use crate::store::{self, Error};
use crate::verify::Check;

/// Under which name something was asked: a step that asks the same again finds the answer again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// What the answer is for, such as `analysis`.
    pub step: String,
    /// How often the same was asked before for this.
    pub attempt: u32,
    /// The SHA-256 of what was asked.
    pub prompt: String,
}

/// What came of something that was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// The process ended before it was known; it may cost so much, in US dollars.
    UnderWay(f64),
    /// As before, and another process has gone on since.
    Lost,
    /// An answer, which is kept under this hash.
    Answered(String),
    /// None.
    Unanswered(NoAnswer),
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Record {
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
    /// Whoever goes on gives it more money or time for the rest.
    Extended {
        at: i64,
        max_usd: Option<String>,
        deadline_ms: Option<i64>,
    },
    /// Models are asked something, which costs so much at most, in US dollars.
    Asked {
        at: i64,
        #[serde(flatten)]
        key: Key,
        worst: f64,
    },
    /// They answered. The process has spent so much by now, in US dollars.
    Answered {
        at: i64,
        #[serde(flatten)]
        key: Key,
        answer: String,
        spent: f64,
    },
    /// They did not.
    Unanswered {
        at: i64,
        #[serde(flatten)]
        key: Key,
        why: NoAnswer,
        spent: f64,
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
    /// A change was tried under this name on files with this hash; what it has shown is kept under
    /// the other.
    Tried {
        at: i64,
        name: String,
        of: String,
        verdict: String,
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
            | Self::Extended { at, .. }
            | Self::Made { at, .. }
            | Self::Asked { at, .. }
            | Self::Answered { at, .. }
            | Self::Unanswered { at, .. }
            | Self::Rewritten { at }
            | Self::Checked { at, .. }
            | Self::Tried { at, .. }
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
    pub(super) made: Vec<(Stage, String)>,
    /// What models were asked, in the order of its first asking.
    pub(super) asked: Vec<(Key, Asked)>,
    /// Where each stands in that order.
    places: BTreeMap<Key, usize>,
    /// What was spent by processes before this one, and by this one, in US dollars.
    spent: (f64, f64),
    /// The most that it may cost from some point on, as it was typed, and what it had cost there.
    max_usd: Option<(String, f64)>,
    /// How long processes may be at work on it in all, in milliseconds.
    deadline_ms: Option<i64>,
    /// What the steps of full verification saw that were run.
    pub checks: Vec<Check>,
    /// The tier of the sandbox that they ran in.
    pub tier: Option<String>,
    /// What changes have shown that were tried, by their names and the hashes of the files.
    pub(super) tried: BTreeMap<(String, String), String>,
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

    pub(super) fn from(records: Vec<Record>) -> Option<Self> {
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

    pub(super) fn new(begun: Begun) -> Self {
        Self {
            made: Vec::new(),
            asked: Vec::new(),
            places: BTreeMap::new(),
            spent: (0.0, 0.0),
            max_usd: begun.models.max_usd.clone().map(|it| (it, 0.0)),
            deadline_ms: begun.models.deadline_ms,
            checks: Vec::new(),
            tier: None,
            tried: BTreeMap::new(),
            delivering: None,
            delivered: false,
            worked_ms: 0,
            last: begun.at,
            begun,
        }
    }

    pub(super) fn add(&mut self, record: Record) {
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
            Record::Tried {
                name, of, verdict, ..
            } => {
                self.tried.insert((name, of), verdict);
            }
            Record::Delivering { code, .. } => self.delivering = Some(code),
            Record::Delivered { .. } => self.delivered = true,
            Record::Asked { key, worst, .. } => self.note(key, Asked::UnderWay(worst)),
            Record::Answered {
                key, answer, spent, ..
            } => {
                self.spent.1 = spent;
                self.note(key, Asked::Answered(answer));
            }
            Record::Unanswered {
                key, why, spent, ..
            } => {
                self.spent.1 = spent;
                self.note(key, Asked::Unanswered(why));
            }
            // What was under way when a process ended may have been paid for.
            Record::Resumed { .. } => {
                let mut lost = 0.0;
                for (_, asked) in &mut self.asked {
                    if let Asked::UnderWay(worst) = asked {
                        lost += *worst;
                        *asked = Asked::Lost;
                    }
                }
                self.spent = (self.spent.0 + self.spent.1 + lost, 0.0);
            }
            Record::Extended {
                max_usd,
                deadline_ms,
                ..
            } => {
                if let Some(max_usd) = max_usd {
                    self.max_usd = Some((max_usd, self.spent()));
                }
                if let Some(deadline) = deadline_ms {
                    self.deadline_ms = Some(self.worked_ms.saturating_add(deadline));
                }
            }
            Record::Begun(_) | Record::Unknown => {}
        }
    }

    fn note(&mut self, key: Key, asked: Asked) {
        let place = self.places.get(&key).copied();
        if let Some(known) = place.and_then(|place| self.asked.get_mut(place)) {
            known.1 = asked;
            return;
        }
        self.places.insert(key.clone(), self.asked.len());
        self.asked.push((key, asked));
    }

    /// Returns what came of something that was asked.
    pub fn asked(&self, key: &Key) -> Option<&Asked> {
        let place = self.places.get(key)?;
        self.asked.get(*place).map(|(_, asked)| asked)
    }

    /// Returns what was asked and nothing was heard of: it may have been answered and paid for.
    pub fn unheard(&self) -> impl Iterator<Item = &Key> {
        let unheard = |asked: &Asked| matches!(asked, Asked::UnderWay(_) | Asked::Lost);
        let asked = self.asked.iter().filter(move |(_, asked)| unheard(asked));
        asked.map(|(key, _)| key)
    }

    /// Returns whether an answer was paid for, or may have been.
    pub fn has_asked(&self) -> bool {
        let unanswered = |asked: &Asked| matches!(asked, Asked::Unanswered(_));
        self.asked.iter().any(|(_, asked)| !unanswered(asked))
    }

    /// Returns whether money or time ran out for something that models were asked.
    pub fn ran_out(&self) -> bool {
        let out = |why: &NoAnswer| matches!(why, NoAnswer::Budget | NoAnswer::Deadline);
        let mut asked = self.asked.iter();
        asked.any(|(_, asked)| matches!(asked, Asked::Unanswered(why) if out(why)))
    }

    /// Returns what the run cost, in US dollars; what was under way when a process was killed
    /// counts whole.
    pub fn spent(&self) -> f64 {
        self.spent.0 + self.spent.1
    }

    /// Returns what the run cost before this process, in US dollars.
    pub fn spent_before(&self) -> f64 {
        self.spent.0
    }

    /// Returns the most that the run may cost, as it was typed, and what it cost before that held.
    pub fn max_usd(&self) -> (Option<&str>, f64) {
        match &self.max_usd {
            Some((max_usd, before)) => (Some(max_usd), *before),
            None => (None, 0.0),
        }
    }

    /// Returns how long processes may be at work on the run in all, in milliseconds.
    pub fn deadline_ms(&self) -> Option<i64> {
        self.deadline_ms
    }

    /// Returns the last stage or check that was finished.
    pub fn last_step(&self) -> Option<&'static str> {
        let stage = self.made.last().map(|(stage, _)| stage.name());
        self.checks.last().map(|check| check.name).or(stage)
    }

    pub(super) fn artifact(&self, stage: Stage) -> Option<&str> {
        let made = self.made.iter().rev().find(|(made, _)| *made == stage);
        made.map(|(_, artifact)| artifact.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Engine, Start};
    use crate::run::{Delivery, Models};
    use crate::verify::Level;

    fn begun() -> Begun {
        Begun {
            id: "a-1".to_owned(),
            samocoder: "0".to_owned(),
            at: 0,
            start: Start::Idea(crate::idea::Idea::new("books")),
            settings: String::new(),
            template: "react".to_owned(),
            target: "a".to_owned(),
            delivery: Delivery::Directory,
            force: false,
            level: Level::Quick,
            strict: false,
            git: false,
            engine: Engine::Auto,
            models: Models::default(),
        }
    }

    fn key(step: &str) -> Key {
        Key {
            step: step.to_owned(),
            attempt: 0,
            prompt: "p".to_owned(),
        }
    }

    fn asked(step: &str) -> Record {
        Record::Asked {
            at: 1,
            key: key(step),
            worst: 0.2,
        }
    }

    fn answered(step: &str, spent: f64) -> Record {
        Record::Answered {
            at: 2,
            key: key(step),
            answer: "hash".to_owned(),
            spent,
        }
    }

    fn resumed() -> Record {
        Record::Resumed {
            at: 3,
            samocoder: "0".to_owned(),
        }
    }

    #[test]
    fn what_is_given_for_the_rest_counts_from_there() {
        let mut begun = begun();
        begun.models.max_usd = Some("0.1".to_owned());
        begun.models.deadline_ms = Some(50);
        let mut progress = Progress::new(begun);
        for record in [asked("a"), answered("a", 0.01)] {
            progress.add(record);
        }
        assert_eq!(progress.max_usd(), (Some("0.1"), 0.0));
        progress.add(resumed());
        progress.add(Record::Extended {
            at: 5,
            max_usd: Some("0.2".to_owned()),
            deadline_ms: Some(100),
        });
        let (typed, before) = progress.max_usd();
        assert_eq!(typed, Some("0.2"));
        assert!((before - 0.01).abs() < 1e-9, "{before}");
        assert_eq!(progress.deadline_ms(), Some(progress.worked_ms + 100));
    }

    #[test]
    fn what_nobody_answered_is_nothing_to_go_on_with() {
        let mut progress = Progress::new(begun());
        progress.add(asked("a"));
        assert!(progress.has_asked(), "it may be answered");
        progress.add(Record::Unanswered {
            at: 2,
            key: key("a"),
            why: NoAnswer::Later,
            spent: 0.01,
        });
        assert!(!progress.has_asked());
        progress.add(answered("b", 0.02));
        assert!(progress.has_asked());
    }

    #[test]
    fn what_a_killed_process_was_asking_counts_whole_and_is_told_until_it_is_answered() {
        let mut progress = Progress::new(begun());
        assert!(!progress.has_asked());
        for record in [asked("a"), answered("a", 0.01), asked("b")] {
            progress.add(record);
        }
        assert!((progress.spent() - 0.01).abs() < 1e-9);
        progress.add(resumed());
        assert!((progress.spent_before() - 0.21).abs() < 1e-9);
        // Whoever went on was killed before it asked.
        progress.add(resumed());
        assert!(
            (progress.spent_before() - 0.21).abs() < 1e-9,
            "counted once"
        );
        let unheard: Vec<&Key> = progress.unheard().collect();
        assert_eq!(unheard, [&key("b")]);
        progress.add(asked("b"));
        progress.add(answered("b", 0.02));
        assert_eq!(progress.unheard().count(), 0);
        assert!((progress.spent() - 0.23).abs() < 1e-9);
        assert_eq!(
            progress.asked(&key("a")),
            Some(&Asked::Answered("hash".to_owned()))
        );
    }
}
