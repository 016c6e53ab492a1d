//! What models are asked for change sets: instructions, the part of the template's guide that the
//! files in question need, and everything else as one JSON document.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::interface::interface;
use crate::change::{ChangeSet, ChangedFile};
use crate::llm::chain::tokens;
use crate::llm::prompt::{Answer, Effort, Message, Prompt};
use crate::llm::schema::Schema;
use crate::path::ProjectPath;
use crate::spec::{Language, Requirement, Spec};
use crate::template::{Guide, Template};
use crate::tree::Files;

const PLAN: &str = include_str!("../../../templates/prompts/architecture.md");
const TESTS: &str = include_str!("../../../templates/prompts/tests.md");
const CODE: &str = include_str!("../../../templates/prompts/code.md");

/// The most tokens of a plan, of a file and of an answer with many files: what can't be said in so many
/// is asked for in parts.
const LONGEST_PLAN: u32 = 8192;
const LONGEST_FILE: u32 = 4096;
const LONGEST_ANSWER: u32 = 16_384;

/// What an application lacks, as the one who plans sees it.
#[derive(Serialize)]
pub(super) struct Lacks<'a> {
    idea: &'a str,
    language: Language,
    records: Vec<Value>,
    requirements: Vec<Value>,
}

impl<'a> Lacks<'a> {
    pub(super) fn new(idea: &'a str, spec: &'a Spec, asked: &[&'a Requirement]) -> Self {
        let lacks =
            |it: &&Requirement| json!({ "id": it.id, "text": it.text, "reason": it.reason });
        Self {
            idea,
            language: spec.language,
            records: records(spec),
            requirements: asked.iter().map(lacks).collect(),
        }
    }
}

/// Returns what an application keeps, in as few words as say it.
fn records(spec: &Spec) -> Vec<Value> {
    let record = |entity: &crate::spec::Entity| {
        let mut fields = Map::new();
        for field in &entity.fields {
            let kind = field.kind.name();
            let rule = if field.required {
                kind.to_owned()
            } else {
                format!("{kind}?")
            };
            fields.insert(field.name.clone(), rule.into());
        }
        for relation in &entity.relations {
            fields.insert(
                relation.name.clone(),
                format!("-> {}", relation.target).into(),
            );
        }
        json!({ "name": entity.name, "label": entity.label_plural, "fields": fields })
    };
    spec.entities.iter().map(record).collect()
}

/// Returns what asks for the plan of all change sets.
pub(super) fn plan(lacks: &Lacks<'_>, schema: Schema, template: &Template) -> Prompt {
    let guide = template.guide();
    Prompt {
        answer: Answer::Json {
            name: "plan".to_owned(),
            schema,
        },
        ..prompt(
            &format!("{}\n\n{}", PLAN.trim_end(), guide.whole()),
            &json!(lacks),
            LONGEST_PLAN,
        )
    }
}

/// What the authors of a change set's files see of it and around it.
pub(super) struct Brief<'a> {
    pub(super) set: &'a ChangeSet,
    pub(super) requirement: &'a str,
    pub(super) language: Language,
    pub(super) guide: &'a Guide,
    /// The project that they build on.
    pub(super) base: &'a Files,
}

impl Brief<'_> {
    /// Returns what asks for the tests.
    pub(super) fn tests(&self) -> Prompt {
        let paths = self.set.tests.iter().map(|it| &it.path);
        let write = self.set.tests.iter();
        let write: Vec<Value> = write
            .map(|it| json!({ "path": it.path, "proves": it.purpose }))
            .collect();
        let mut data = self.data(&self.set.files);
        data.insert("tests".to_owned(), write.into());
        self.prompt(TESTS, paths, data)
    }

    /// Returns what asks for tests that are not as these are.
    pub(super) fn tests_again(&self, tests: &Files, why: &str) -> Prompt {
        let paths = self.set.tests.iter().map(|it| &it.path);
        let mut data = self.data(&self.set.files);
        data.insert("tests".to_owned(), json!(tests));
        data.insert("problems".to_owned(), why.into());
        self.prompt(TESTS, paths, data)
    }

    /// Returns what asks for files of the set, with the text of those that exist.
    pub(super) fn code(&self, write: &[&ChangedFile], tests: &Files) -> Prompt {
        let own = |file: &&ChangedFile| match self.base.get(&file.path) {
            Some(text) => json!({ "path": file.path, "text": text }),
            None => json!({ "path": file.path }),
        };
        let own: Vec<Value> = write.iter().map(own).collect();
        let mut data = self.data(write.iter().copied());
        data.insert("tests".to_owned(), json!(tests));
        data.insert("write".to_owned(), own.into());
        self.prompt(CODE, write.iter().map(|it| &it.path), data)
    }

    /// Returns what asks to set right what a trial has shown.
    pub(super) fn repair(&self, candidate: &Files, tests: &Files, problems: &[String]) -> Prompt {
        let mut data = self.data(&self.set.files);
        let own = candidate
            .iter()
            .map(|(path, text)| json!({ "path": path, "text": text }));
        data.insert("tests".to_owned(), json!(tests));
        data.insert("write".to_owned(), own.collect());
        data.insert("problems".to_owned(), json!(problems));
        let paths = self.set.files.iter().map(|it| &it.path);
        self.prompt(CODE, paths, data)
    }

    /// Returns the plan of the set and the interfaces of what some of its files use.
    fn data<'f>(&self, of: impl IntoIterator<Item = &'f ChangedFile>) -> Map<String, Value> {
        let file = |it: &ChangedFile| match it.interface.as_str() {
            "" => json!({ "path": it.path, "purpose": it.purpose }),
            interface => json!({ "path": it.path, "purpose": it.purpose, "interface": interface }),
        };
        let mut interfaces = Map::new();
        for path in of.into_iter().flat_map(|it| &it.uses) {
            if let Some(text) = self.base.get(path) {
                interfaces.insert(path.as_str().to_owned(), interface(text).into());
            }
        }
        let files: Vec<Value> = self.set.files.iter().map(file).collect();
        let mut data = Map::new();
        data.insert("requirement".to_owned(), self.requirement.into());
        data.insert("purpose".to_owned(), self.set.purpose.clone().into());
        data.insert("language".to_owned(), json!(self.language));
        data.insert("files".to_owned(), files.into());
        data.insert("interfaces".to_owned(), interfaces.into());
        data
    }

    fn prompt<'p>(
        &self,
        instructions: &str,
        paths: impl Iterator<Item = &'p ProjectPath> + Clone,
        data: Map<String, Value>,
    ) -> Prompt {
        let files = u32::try_from(paths.clone().count()).unwrap_or(u32::MAX);
        let max_output = LONGEST_FILE.saturating_mul(files).min(LONGEST_ANSWER);
        let guide = self.guide.of(paths);
        let system = format!("{}\n\n{guide}", instructions.trim_end());
        prompt(&system, &Value::Object(data), max_output)
    }
}

/// Returns about how many tokens of instructions the author of a page's code gets.
pub(in crate::pipeline) fn told_tokens(guide: &Guide) -> u64 {
    let page = ProjectPath::parse("web/src/features/page/Page.tsx");
    let guide = guide.of(page.iter());
    tokens(&prompt(
        &format!("{CODE}{guide}"),
        &Value::Null,
        LONGEST_FILE,
    ))
}

fn prompt(system: &str, data: &Value, max_output: u32) -> Prompt {
    Prompt {
        system: system.trim_end().to_owned(),
        messages: vec![Message::User(data.to_string())],
        answer: Answer::Text,
        tools: None,
        stop: Vec::new(),
        max_output,
        effort: Some(Effort::Low),
        cache_key: Some("samocoder-change".to_owned()),
    }
}
