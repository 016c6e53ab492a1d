//! The authors of a change set: each asks for some files, and goes on asking until they are there.

use std::collections::BTreeMap;

use tokio::sync::Semaphore;

use crate::change::ChangeSet;
use crate::llm::call::{Answer, Call, Llm, NoAnswer};
use crate::llm::catalog::Role;
use crate::llm::prompt::{Message, Prompt};
use crate::llm::reply::End;
use crate::path::ProjectPath;
use crate::pipeline::reply::{self, Part, Replacement};
use crate::tree::Files;

/// How often an author is asked for what is missing or can't be used.
const TURNS: usize = 3;

/// Why files were not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// Nobody answered.
    NoAnswer(NoAnswer),
    /// What was answered can't be used; this is what was wrong with it in the end.
    Unusable(String),
}

/// What an author wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// New files, and files that were written anew.
    pub(super) files: Files,
    /// Edits of files that exist.
    pub(super) edits: BTreeMap<ProjectPath, Vec<Replacement>>,
    /// The provider that answered last.
    pub(super) provider: String,
}

impl Written {
    fn has(&self, path: &ProjectPath) -> bool {
        self.files.contains_key(path) || self.edits.contains_key(path)
    }

    /// Adds what another author wrote.
    pub(super) fn add(&mut self, other: Self) {
        self.files.extend(other.files);
        self.edits.extend(other.edits);
        self.provider = other.provider;
    }

    /// Takes up a part of an answer, if it fits what the author has seen.
    fn take(&mut self, part: Part, seen: &Files) -> Result<(), String> {
        match part {
            Part::File { path, text } => {
                self.edits.remove(&path);
                self.files.insert(path, text);
                Ok(())
            }
            Part::Edit { path, replacements } => {
                if let Some(text) = self.files.get(&path) {
                    let text = reply::apply(text, &replacements)?;
                    self.files.insert(path, text);
                    return Ok(());
                }
                let Some(text) = seen.get(&path) else {
                    return Err(format!("`{path}` does not exist; write it whole"));
                };
                let mut all = self.edits.get(&path).cloned().unwrap_or_default();
                all.extend(replacements);
                reply::apply(text, &all)?;
                self.edits.insert(path, all);
                Ok(())
            }
        }
    }

    /// Returns the texts of all files on top of a project, and what no longer fits it: such files stay
    /// as the project has them.
    pub(super) fn on(&self, seen: &Files, project: &Files) -> (Files, Vec<String>) {
        let mut texts = Files::new();
        let mut wrong = Vec::new();
        for (path, text) in &self.files {
            let there = project.get(path);
            if there == seen.get(path) {
                texts.insert(path.clone(), text.clone());
            } else {
                wrong.push(format!(
                    "{path}:1:1: another change has edited it since; edit it as it is now"
                ));
                texts.extend(there.map(|there| (path.clone(), there.clone())));
            }
        }
        for (path, replacements) in &self.edits {
            let there = project.get(path).map_or("", String::as_str);
            let text = reply::apply(there, replacements).unwrap_or_else(|why| {
                wrong.push(format!("{path}:1:1: {why}"));
                there.to_owned()
            });
            texts.insert(path.clone(), text);
        }
        (texts, wrong)
    }
}

fn path_of(part: &Part) -> &ProjectPath {
    match part {
        Part::File { path, .. } | Part::Edit { path, .. } => path,
    }
}

/// How much of what is wanted has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Every file.
    All,
    /// Those that have to change.
    Some,
}

/// What an author is to write.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order<'a> {
    /// The name of the call.
    pub(super) step: &'a str,
    pub(super) set: &'a ChangeSet,
    /// Those of its files that are the author's.
    pub(super) wanted: &'a [ProjectPath],
    pub(super) most: Wanted,
    /// The provider that could not do it before.
    pub(super) beyond: Option<&'a str>,
}

impl Order<'_> {
    /// Returns all files of the set: what is another author's may be in an answer too.
    fn declared(&self) -> Vec<ProjectPath> {
        let files = self.set.files.iter().chain(&self.set.tests);
        files.map(|it| it.path.clone()).collect()
    }
}

/// Whoever answers, asked by so many at the same time.
pub(super) struct Authors<'a, L> {
    pub(super) llm: &'a L,
    pub(super) jobs: &'a Semaphore,
}

impl<L: Llm> Authors<'_, L> {
    /// Asks for files; `seen` are the texts of those that exist, as the author knows them.
    pub(super) async fn write(
        &self,
        order: Order<'_>,
        mut prompt: Prompt,
        seen: &Files,
    ) -> Result<Result<Written, Unwritten>, L::Fatal> {
        let declared = order.declared();
        let mut written = Written::default();
        let mut wrong = String::new();
        for _ in 0..TURNS {
            let answer = match self.ask(order, &prompt).await? {
                Ok(answer) => answer,
                Err(why) => return Ok(Err(Unwritten::NoAnswer(why))),
            };
            let cut = answer.end == End::Truncated;
            written.provider.clone_from(&answer.provider);
            let read = reply::read(&answer.text, &declared, cut);
            let mut complaints = Vec::new();
            match read {
                Ok(reply) => {
                    // What others write is left to them.
                    let own = reply.parts.into_iter();
                    let own = own.filter(|it| order.wanted.contains(path_of(it)));
                    let taken = own.map(|it| written.take(it, seen));
                    complaints.extend(taken.filter_map(Result::err));
                }
                Err(complaint) => complaints.push(complaint),
            }
            let wanted = order.wanted.iter();
            let missing: Vec<&str> = wanted
                .filter(|path| order.most == Wanted::All && !written.has(path))
                .map(ProjectPath::as_str)
                .collect();
            if missing.is_empty() && complaints.is_empty() && !cut {
                return Ok(Ok(written));
            }
            wrong = complaints.join("\n");
            if !missing.is_empty() {
                wrong = format!("{wrong}\nStill missing: {}.", missing.join(", "));
            }
            if cut {
                wrong = format!("Your answer was cut off; what was whole in it is kept.\n{wrong}");
            }
            prompt.messages.push(Message::Assistant(answer.text));
            prompt.messages.push(Message::User(format!(
                "{}\nAnswer with what is missing or was wrong, in the same form, and with nothing \
                 that is right already.",
                wrong.trim()
            )));
        }
        Ok(Err(Unwritten::Unusable(wrong.trim().to_owned())))
    }

    async fn ask(
        &self,
        order: Order<'_>,
        prompt: &Prompt,
    ) -> Result<Result<Answer, NoAnswer>, L::Fatal> {
        // It is never closed.
        let permit = self.jobs.acquire().await;
        let answer = self.llm.ask(Call {
            step: order.step,
            attempt: 0,
            prompt,
            role: Role::Coding,
            beyond: order.beyond,
        });
        let answer = answer.await;
        drop(permit);
        answer
    }
}
