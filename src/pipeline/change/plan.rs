//! The plan of change sets: asked of a model for everything that is not covered, and believed only as
//! far as it can be checked.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::prompts::Lacks;
use super::{files, prompts};
use crate::architecture::Architecture;
use crate::change::{ChangeSet, ChangedFile};
use crate::llm::call::{Call, Llm, NoAnswer};
use crate::llm::catalog::Role;
use crate::llm::chain::tokens;
use crate::llm::prompt::{Answer, Message};
use crate::llm::reply::End;
use crate::llm::schema::Schema;
use crate::path::ProjectPath;
use crate::spec::{Requirement, Spec};
use crate::stage::Stage;
use crate::template::Template;

/// How often a model is told what is wrong with its plan.
const REPAIRS: u32 = 2;

/// The most files of a change set, and the most tests.
const MOST_FILES: usize = 12;
const MOST_TESTS: usize = 3;

/// What came of asking for a plan.
#[derive(Debug)]
pub(in crate::pipeline) enum Planned {
    /// Change sets, perhaps none.
    Sets(Vec<ChangeSet>),
    /// Nobody answered.
    NoAnswer(NoAnswer),
    /// What was answered can't be used; this is what was wrong with it in the end.
    Unusable(String),
}

/// A plan as a model gives it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Given {
    change_sets: Vec<GivenSet>,
    impossible: Vec<Impossible>,
}

/// What is added and edited for one requirement.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GivenSet {
    /// The id of the requirement.
    requirement: String,
    /// What it does for the people who use the application.
    purpose: String,
    files: Vec<GivenFile>,
    tests: Vec<GivenTest>,
    /// Ids of requirements.
    needs: Vec<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GivenFile {
    path: String,
    purpose: String,
    /// TypeScript declarations without bodies.
    interface: String,
    /// Paths.
    uses: Vec<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GivenTest {
    path: String,
    proves: String,
}

/// A requirement that can't be done.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Impossible {
    /// The id of the requirement.
    requirement: String,
    #[expect(
        dead_code,
        reason = "models think better of what they give reasons for"
    )]
    reason: String,
}

/// What a plan is checked against.
struct Known<'a> {
    asked: Vec<&'a Requirement>,
    paths: BTreeSet<&'a ProjectPath>,
}

/// Asks a model for the change sets that cover what a plan does not.
pub(in crate::pipeline) async fn plan<L: Llm>(
    idea: &str,
    spec: &Spec,
    architecture: &Architecture,
    template: &Template,
    llm: &L,
) -> Result<Planned, L::Fatal> {
    let known = Known {
        asked: spec.uncovered().filter(|it| !it.id.is_empty()).collect(),
        paths: architecture.files.iter().map(|it| &it.path).collect(),
    };
    if known.asked.is_empty() {
        return Ok(Planned::Sets(Vec::new()));
    }
    let schema = match Schema::new(schemars::schema_for!(Given).to_value()) {
        Ok(schema) => schema,
        Err(error) => return Ok(Planned::Unusable(error.to_string())),
    };
    let lacks = Lacks::new(idea, spec, &known.asked);
    let mut prompt = prompts::plan(&lacks, schema, template);
    let mut wrong = String::new();
    for _ in 0..=REPAIRS {
        let call = Call {
            step: Stage::Architecture.name(),
            attempt: 0,
            prompt: &prompt,
            role: Role::General,
            beyond: None,
        };
        let answer = match llm.ask(call).await? {
            Ok(answer) => answer,
            Err(why) => return Ok(Planned::NoAnswer(why)),
        };
        let read = if answer.end == End::Truncated {
            Err("it was cut off at the cap of its length; plan less".to_owned())
        } else {
            read(&answer.text, &prompt.answer).and_then(|given| known.sets(given))
        };
        match read {
            Ok(sets) => return Ok(Planned::Sets(sets)),
            Err(complaint) => wrong = complaint,
        }
        prompt.messages.push(Message::Assistant(answer.text));
        prompt.messages.push(Message::User(format!(
            "This plan can't be used:\n{wrong}\nAnswer with the whole plan, with this set right."
        )));
    }
    Ok(Planned::Unusable(wrong))
}

/// Returns about how many tokens ask for a plan.
pub(in crate::pipeline) fn plan_tokens(
    idea: &str,
    spec: &Spec,
    asked: &[&Requirement],
    template: &Template,
) -> u64 {
    let schema = Schema::new(schemars::schema_for!(Given).to_value());
    let lacks = Lacks::new(idea, spec, asked);
    schema.map_or(0, |schema| tokens(&prompts::plan(&lacks, schema, template)))
}

fn read(text: &str, answer: &Answer) -> Result<Given, String> {
    let Answer::Json { schema, .. } = answer else {
        return Err("it is no JSON".to_owned());
    };
    let document = schema.read(text).map_err(|fault| fault.0)?;
    serde_json::from_value(document).map_err(|error| error.to_string())
}

impl Known<'_> {
    /// Returns the change sets of a plan in the order in which they are tried, or everything that is
    /// wrong with them.
    fn sets(&self, given: Given) -> Result<Vec<ChangeSet>, String> {
        let mut wrong = Vec::new();
        let mut sets = BTreeMap::new();
        let mut added = BTreeSet::new();
        let excused: BTreeSet<String> = given
            .impossible
            .into_iter()
            .map(|it| it.requirement)
            .collect();
        for given in given.change_sets {
            let id = given.requirement.clone();
            if !self.asked.iter().any(|it| it.id == id) {
                wrong.push(format!("- `{id}` is not among the requirements"));
                continue;
            }
            let set = self.set(given, &mut added, &mut wrong);
            if sets.insert(id.clone(), set).is_some() {
                wrong.push(format!("- `{id}` has two change sets; put both into one"));
            }
        }
        for requirement in &self.asked {
            let id = &requirement.id;
            if !sets.contains_key(id) && !excused.contains(id) {
                wrong.push(format!("- `{id}` is neither planned nor impossible"));
            }
        }
        if !wrong.is_empty() {
            return Err(wrong.join("\n"));
        }
        self.ordered(sets)
    }

    fn set(
        &self,
        given: GivenSet,
        added: &mut BTreeSet<ProjectPath>,
        wrong: &mut Vec<String>,
    ) -> ChangeSet {
        let id = &given.requirement;
        let mut files = Vec::new();
        for file in given.files {
            match self.path(&file.path, false, added) {
                Ok(path) => files.push(ChangedFile {
                    path,
                    purpose: file.purpose,
                    interface: file.interface,
                    uses: self.used(&file.uses),
                }),
                Err(why) => wrong.push(format!("- {id}: `{}` {why}", file.path)),
            }
        }
        let mut tests = Vec::new();
        for test in given.tests {
            match self.path(&test.path, true, added) {
                Ok(path) => tests.push(ChangedFile {
                    path,
                    purpose: test.proves,
                    interface: String::new(),
                    uses: Vec::new(),
                }),
                Err(why) => wrong.push(format!("- {id}: `{}` {why}", test.path)),
            }
        }
        if files.is_empty() || tests.is_empty() {
            wrong.push(format!("- {id} needs at least one file and one test"));
        }
        if files.len() > MOST_FILES || tests.len() > MOST_TESTS {
            wrong.push(format!(
                "- {id} is too large; it may have {MOST_FILES} files and {MOST_TESTS} tests at most"
            ));
        }
        ChangeSet {
            requirement: given.requirement,
            purpose: given.purpose,
            files,
            tests,
            needs: given.needs,
        }
    }

    /// Reads the path of a file that is to be added or edited.
    fn path(
        &self,
        text: &str,
        is_test: bool,
        added: &mut BTreeSet<ProjectPath>,
    ) -> Result<ProjectPath, String> {
        let text = text.trim_start_matches("./");
        let path = ProjectPath::parse(text).map_err(|error| format!("can't be used: {error}"))?;
        let exists = self.paths.contains(&path);
        if is_test && exists {
            return Err("exists; tests are new files".to_owned());
        }
        let refused = if is_test {
            files::no_test(&path)
        } else {
            files::protected(&path)
        };
        if let Some(why) = refused {
            return Err(format!("can't be part of it: {why}"));
        }
        let same = |other: &ProjectPath| other.as_str().eq_ignore_ascii_case(text);
        if !exists && (added.iter().any(same) || self.paths.iter().any(|it| same(it))) {
            return Err("is added twice".to_owned());
        }
        if !exists {
            added.insert(path.clone());
        }
        Ok(path)
    }

    /// Returns those files of the project that a file builds on; what is not there is no loss.
    fn used(&self, uses: &[String]) -> Vec<ProjectPath> {
        let paths = uses.iter().filter_map(|it| ProjectPath::parse(it).ok());
        paths.filter(|path| self.paths.contains(path)).collect()
    }

    /// Returns the sets in the order of their requirements, but each after those that it needs.
    fn ordered(&self, mut sets: BTreeMap<String, ChangeSet>) -> Result<Vec<ChangeSet>, String> {
        for set in sets.values() {
            if let Some(unknown) = set.needs.iter().find(|it| !sets.contains_key(*it)) {
                return Err(format!(
                    "- {} needs `{unknown}`, which has no change set",
                    set.requirement
                ));
            }
        }
        let mut ordered: Vec<ChangeSet> = Vec::new();
        while !sets.is_empty() {
            let there = |id: &String| ordered.iter().any(|set| set.requirement == *id);
            let next = self.asked.iter().map(|it| &it.id).find(|id| {
                let set = sets.get(*id);
                set.is_some_and(|set| set.needs.iter().all(there))
            });
            let Some(set) = next.cloned().and_then(|id| sets.remove(&id)) else {
                let left: Vec<&str> = sets.keys().map(String::as_str).collect();
                return Err(format!("- {} need each other", left.join(" and ")));
            };
            ordered.push(set);
        }
        Ok(ordered)
    }
}
