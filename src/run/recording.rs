//! Recordings: what models were asked in a run and what they answered, in a file that others can
//! repeat the run from.
//!
//! Lines of JSON: what the run started from, then the answers in order, then the SHA-256 of all that
//! stands before, so that a changed byte is noticed. What was asked is there by its hash alone. No
//! key is ever asked or answered, and none is written.

use serde::{Deserialize, Serialize};

use super::Key;
use crate::llm::call::{Answer, NoAnswer};
use crate::pipeline::Start;
use crate::tree::sha256;

/// The version of this format.
const FORMAT: u32 = 1;

/// What models were asked in a run, and what they answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The version of samocoder that began the run.
    pub samocoder: String,
    /// The template.
    pub template: String,
    /// Where the run started from.
    pub start: Start,
    /// What the spec file says of runs.
    pub settings: String,
    /// The answers, or why there were none, in order.
    pub entries: Vec<(Key, Result<Answer, NoAnswer>)>,
}

/// Why a text is not a usable recording.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is something else.
    #[error("it is no recording of samocoder's")]
    Other,
    /// A later samocoder wrote it.
    #[error("it has format {0}, and this samocoder reads up to {FORMAT}")]
    Newer(u32),
    /// It is not what was written.
    #[error("it was changed or cut off since it was written")]
    Changed,
    /// What it says of runs is not all that it says there.
    #[error("its settings hold more than `[run]`")]
    Settings,
    /// A line of it can't be read.
    #[error("line {line} can't be read")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

#[derive(Serialize, Deserialize)]
struct Format {
    recording: u32,
}

#[derive(Serialize, Deserialize)]
struct Head {
    recording: u32,
    samocoder: String,
    template: String,
    #[serde(default)]
    settings: String,
    start: Start,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    key: Key,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Answer(Answer),
    NoAnswer(NoAnswer),
}

#[derive(Serialize, Deserialize)]
struct Seal {
    sha256: String,
}

impl Recording {
    /// Writes it.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut text = line(&Head {
            recording: FORMAT,
            samocoder: self.samocoder.clone(),
            template: self.template.clone(),
            settings: self.settings.clone(),
            start: self.start.clone(),
        })?;
        for (key, outcome) in &self.entries {
            text.push_str(&line(&Line {
                key: key.clone(),
                outcome: match outcome {
                    Ok(answer) => Outcome::Answer(answer.clone()),
                    Err(why) => Outcome::NoAnswer(*why),
                },
            })?);
        }
        let seal = line(&Seal {
            sha256: sha256(text.as_bytes()),
        })?;
        Ok(text + &seal)
    }

    /// Reads one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Other)?;
        let first = text.lines().next().unwrap_or_default();
        let format: Format = serde_json::from_str(first).map_err(|_| Unreadable::Other)?;
        if format.recording > FORMAT {
            return Err(Unreadable::Newer(format.recording));
        }
        let body = unsealed(text).ok_or(Unreadable::Changed)?;
        let mut lines = body.lines().enumerate();
        let head: Head = match lines.next() {
            Some((number, text)) => parse(number, text)?,
            None => return Err(Unreadable::Changed),
        };
        let mut entries = Vec::new();
        for (number, text) in lines {
            let Line { key, outcome } = parse(number, text)?;
            let outcome = match outcome {
                Outcome::Answer(answer) => Ok(answer),
                Outcome::NoAnswer(why) => Err(why),
            };
            entries.push((key, outcome));
        }
        Ok(Self {
            samocoder: head.samocoder,
            template: head.template,
            start: head.start,
            settings: head.settings,
            entries,
        })
    }

    /// Returns what came of something that was asked in it.
    pub fn find(&self, key: &Key) -> Option<&Result<Answer, NoAnswer>> {
        let mut entries = self.entries.iter();
        entries
            .find(|(known, _)| known == key)
            .map(|(_, outcome)| outcome)
    }
}

fn line<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string(value)? + "\n")
}

fn parse<'t, T: Deserialize<'t>>(number: usize, text: &'t str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|source| Unreadable::Line {
        line: number + 1,
        source,
    })
}

/// Returns what stands before the last line, if that line is its hash.
fn unsealed(text: &str) -> Option<&str> {
    let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let (body, seal) = text.split_at_checked(end)?;
    let expected = line(&Seal {
        sha256: sha256(body.as_bytes()),
    });
    (expected.ok()? == seal).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idea::Idea;
    use crate::llm::reply::{End, Usage};

    fn recording() -> Recording {
        let key = |step: &str| Key {
            step: step.to_owned(),
            attempt: 0,
            prompt: sha256(step.as_bytes()),
        };
        let answer = Answer {
            text: "{\"a\": \"б\"}\n".to_owned(),
            end: End::Complete,
            provider: "groq".to_owned(),
            model: "m".to_owned(),
            usage: Some(Usage {
                input: 3,
                output: 4,
                ..Usage::default()
            }),
            usd: Some(0.000_04),
        };
        Recording {
            samocoder: "0.1.0".to_owned(),
            template: "react".to_owned(),
            start: Start::Idea(Idea::new("учёт книг")),
            settings: "\n[run]\nfree = true\n".to_owned(),
            entries: vec![
                (key("analysis"), Ok(answer)),
                (key("plan"), Err(NoAnswer::Later)),
            ],
        }
    }

    #[test]
    fn a_recording_is_read_as_it_was_written() {
        let recording = recording();
        let text = recording.to_text().unwrap();
        let read = Recording::parse(text.as_bytes()).unwrap();
        assert_eq!(read, recording);
        let (key, outcome) = recording.entries.first().unwrap();
        assert_eq!(read.find(key), Some(outcome));
        let attempt = key.attempt + 1;
        assert_eq!(
            read.find(&Key {
                attempt,
                ..key.clone()
            }),
            None
        );
    }

    #[test]
    fn a_byte_that_was_changed_or_cut_off_is_noticed() {
        let text = recording().to_text().unwrap();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(Recording::parse(&bytes).is_err(), "{at}");
            assert!(Recording::parse(&text.as_bytes()[..at]).is_err(), "{at}");
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let without = lines[..1].concat() + &lines[2..].concat();
        let error = Recording::parse(without.as_bytes()).unwrap_err();
        assert!(matches!(error, Unreadable::Changed), "{error}");
    }

    #[test]
    fn a_later_format_is_told_from_a_broken_file() {
        let newer = "{\"recording\":2,\"of\":\"everything\"}\n";
        let error = Recording::parse(newer.as_bytes()).unwrap_err();
        assert!(matches!(error, Unreadable::Newer(2)), "{error}");
        for other in ["", "hello", "{}", "{\"recording\":1}"] {
            assert!(Recording::parse(other.as_bytes()).is_err(), "{other}");
        }
    }
}
