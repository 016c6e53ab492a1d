//! Models and tools that do as a test tells them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::event::{ChangeEvent, Event, Reporter};
use crate::llm::call::{Answer, Call, Llm, NoAnswer};
use crate::llm::prompt::Message;
use crate::llm::reply::End;
use crate::pipeline::change::{Trial, Verdict, Workshop};
use crate::tree::Files;

/// Models that answer to each step what is written down for it, in turn.
#[derive(Default)]
pub(super) struct Script {
    answers: RefCell<BTreeMap<String, Vec<Result<String, NoAnswer>>>>,
    /// What was asked, and when.
    asked: RefCell<Vec<(String, String, Instant)>>,
    /// The steps in which better models were asked than some provider's.
    pub(super) beyond: RefCell<Vec<String>>,
    /// How long an answer takes.
    takes: Duration,
}

impl Script {
    pub(super) fn says(self, step: &str, text: impl Into<String>) -> Self {
        self.gives(step, Ok(text.into()))
    }

    pub(super) fn gives(self, step: &str, answer: Result<String, NoAnswer>) -> Self {
        let mut answers = self.answers.borrow_mut();
        answers.entry(step.to_owned()).or_default().push(answer);
        drop(answers);
        self
    }

    /// Returns models each answer of whom takes so long.
    pub(super) fn slow(takes: Duration) -> Self {
        Self {
            takes,
            ..Self::default()
        }
    }

    /// The steps that were asked for, in order.
    pub(super) fn steps(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        asked.iter().map(|(step, ..)| step.clone()).collect()
    }

    /// What was asked in a step, the last time.
    pub(super) fn prompt(&self, step: &str) -> String {
        let asked = self.asked.borrow();
        let mut found = asked.iter().rev().filter(|(it, ..)| it == step);
        found.next().expect(step).1.clone()
    }
}

impl Llm for Script {
    type Fatal = Infallible;

    async fn ask(&self, call: Call<'_>) -> Result<Result<Answer, NoAnswer>, Infallible> {
        let said = call.prompt.messages.iter().map(|message| match message {
            Message::User(text) | Message::Assistant(text) => text.as_str(),
            Message::Called { .. } => "",
        });
        let said: Vec<&str> = said.collect();
        let step = call.step.to_owned();
        let beyond = call.beyond.map(|it| format!(" beyond {it}"));
        self.beyond
            .borrow_mut()
            .extend(beyond.map(|it| step.clone() + &it));
        let entry = (step.clone(), said.join("\n"), Instant::now());
        self.asked.borrow_mut().push(entry);
        sleep(self.takes).await;
        let mut answers = self.answers.borrow_mut();
        let known = answers.get_mut(&step);
        let known = known.unwrap_or_else(|| panic!("nobody expected `{step}`"));
        let answer = if known.len() > 1 {
            known.remove(0)
        } else {
            known[0].clone()
        };
        Ok(answer.map(|text| {
            let (text, end) = match text.strip_prefix("CUT ") {
                Some(text) => (text.to_owned(), End::Truncated),
                None => (text, End::Stopped),
            };
            Answer {
                text,
                end,
                provider: "openai".to_owned(),
                model: "m".to_owned(),
                usage: None,
                usd: None,
            }
        }))
    }
}

/// Tools for which a project is red where a file says so: `RED check problem`.
#[derive(Default)]
pub(super) struct Tools {
    pub(super) trials: RefCell<Vec<String>>,
}

impl Workshop for Tools {
    type Fatal = Infallible;

    async fn run(
        &self,
        name: &str,
        trial: Trial<'_>,
        files: &Files,
        changed: &Files,
    ) -> Result<Verdict, Infallible> {
        self.trials.borrow_mut().push(name.to_owned());
        sleep(Duration::from_secs(1)).await;
        let red = match trial {
            Trial::Alone(tests) => tests
                .iter()
                .find(|path| files[*path].contains("ALWAYS GREEN"))
                .map(|path| ("tests".to_owned(), format!("{path}: passes already"))),
            Trial::Broken(tests) => tests
                .iter()
                .find(|path| files[*path].contains("NOTICES NOTHING"))
                .map(|path| ("tests".to_owned(), format!("{path}: passes all the same"))),
            Trial::Whole => files.iter().find_map(|(path, text)| {
                let said = text.split_once("// RED ")?.1.lines().next()?;
                let (check, problem) = said.split_once(' ')?;
                Some((check.to_owned(), format!("{path}:1:1: {problem}")))
            }),
        };
        Ok(match red {
            Some((check, problem)) => Verdict::Red {
                check,
                problems: vec![problem],
            },
            None => Verdict::Green {
                files: changed.clone(),
                checks: Vec::new(),
                at: 7,
            },
        })
    }
}

#[derive(Default)]
pub(super) struct Told(pub(super) Vec<ChangeEvent>);

impl Reporter for Told {
    fn report(&mut self, event: &Event) {
        if let Event::Change(event) = event {
            self.0.push(event.clone());
        }
    }
}
