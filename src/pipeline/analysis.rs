//! The analysis stage: an idea becomes a spec. Rules make one; models may make a better one of it.
//!
//! What a model answers counts only if it can be read as a spec, if nothing of the idea is lost in
//! it, and if the project that the template makes of it passes the quick checks. A model is told
//! twice at most what is wrong; then the spec of the rules stands.

use serde_json::{Value, json};

use super::{Start, prompt};
use crate::idea::Idea;
use crate::llm::call::{Call, Llm, NoAnswer};
use crate::llm::catalog::Role;
use crate::llm::prompt::{Answer, Message};
use crate::llm::reply::End;
use crate::llm::schema::Schema;
use crate::spec::file::{self, Syntax};
use crate::spec::{FORMAT, Spec};
use crate::stage::Stage;
use crate::template::Template;
use crate::{builtin, verify};

mod coverage;
mod kept;
mod stated;

/// How often a model is told what is wrong with its spec.
const REPAIRS: u32 = 2;

/// The longest complaint, in characters.
const LONGEST_COMPLAINT: usize = 4000;

/// What came of asking a model.
#[derive(Debug)]
pub(super) enum Refined {
    /// A better spec.
    Spec(Box<Spec>),
    /// Nobody answered.
    NoAnswer(NoAnswer),
    /// What was answered can't be used; this is what was wrong with it in the end.
    Unusable(String),
}

/// Makes the spec by rules: from an idea, or from a spec that needs only its coverage computed.
pub(super) fn by_rules(start: Start, template: &Template) -> Result<Spec, builtin::Error> {
    match start {
        Start::Idea(idea) => builtin::analyse(&idea, template.features()),
        Start::Spec(mut spec) => {
            builtin::assess(&mut spec, template.features());
            Ok(*spec)
        }
    }
}

/// Asks a model for a better spec than the draft.
pub(super) async fn refine<L: Llm>(
    idea: &Idea,
    draft: &Spec,
    template: &Template,
    llm: &L,
) -> Result<Refined, L::Fatal> {
    let schema = match Schema::new(schema()) {
        Ok(schema) => schema,
        Err(error) => return Ok(Refined::Unusable(error.to_string())),
    };
    let mut prompt = prompt::analysis(&idea.text, draft, schema, template);
    let mut wrong = String::new();
    for _ in 0..=REPAIRS {
        let call = Call {
            step: Stage::Analysis.name(),
            attempt: 0,
            prompt: &prompt,
            role: Role::General,
            beyond: None,
        };
        let answer = match llm.ask(call).await? {
            Ok(answer) => answer,
            Err(why) => return Ok(Refined::NoAnswer(why)),
        };
        let read = if answer.end == End::Truncated {
            Err("it was cut off at the cap of its length; answer with a shorter one".to_owned())
        } else {
            read(&answer.text, &prompt.answer, draft)
        };
        match read.and_then(|spec| usable(spec, idea, draft, template)) {
            Ok(spec) => return Ok(Refined::Spec(Box::new(spec))),
            Err(complaint) => wrong = complaint,
        }
        wrong = wrong.chars().take(LONGEST_COMPLAINT).collect();
        prompt.messages.push(Message::Assistant(answer.text));
        prompt.messages.push(Message::User(format!(
            "This specification can't be used:\n{wrong}\nAnswer with the whole specification, \
             with this set right and everything else as it was. What the idea names and your \
             specification can't do is a requirement that is not covered, in the idea's words."
        )));
    }
    Ok(Refined::Unusable(wrong))
}

/// What a model has no say in: it is as the draft has it, whatever the answer says.
const GIVEN: [&str; 3] = ["format", "name", "language"];

/// Returns the schema of a spec in which nothing can be wrong with what is given anyway.
fn schema() -> Value {
    let mut schema = schemars::schema_for!(Spec).to_value();
    for name in GIVEN {
        if let Some(property) = schema.pointer_mut(&format!("/properties/{name}")) {
            *property = json!({ "type": ["string", "integer"] });
        }
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(|name| GIVEN.contains(&name)));
    }
    schema
}

/// Reads an answer as a spec that does not contradict itself.
fn read(text: &str, answer: &Answer, draft: &Spec) -> Result<Spec, String> {
    let text = match answer {
        Answer::Json { schema, .. } => {
            let mut document = schema.read(text).map_err(|fault| fault.0)?;
            if let Value::Object(map) = &mut document {
                map.insert("format".to_owned(), json!(FORMAT));
                map.insert("name".to_owned(), json!(draft.name));
                map.insert("language".to_owned(), json!(draft.language));
                let title = map.get("title").and_then(Value::as_str);
                if title.is_none_or(|title| title.trim().is_empty()) {
                    map.insert("title".to_owned(), json!(draft.title));
                }
            }
            format!("{document:#}")
        }
        Answer::Text => text.to_owned(),
    };
    file::parse(&text, Syntax::Json).map_err(|error| error.to_string())
}

/// Returns the spec with its coverage computed, or what is wrong with it.
fn usable(mut spec: Spec, idea: &Idea, draft: &Spec, template: &Template) -> Result<Spec, String> {
    let lost = kept::lost(&spec, idea, draft);
    if !lost.is_empty() {
        return Err(lost.join("\n"));
    }
    coverage::settle(&mut spec, idea, draft, template.features());
    if let Some(less) = kept::does_less(&spec, idea, draft) {
        return Err(less);
    }
    makes_a_project(&spec, template)?;
    Ok(spec)
}

/// Says what keeps a project from being made of a spec.
fn makes_a_project(spec: &Spec, template: &Template) -> Result<(), String> {
    let unusable = |error: crate::template::Error| {
        format!("the generator can't make an application of it: {error}")
    };
    let plan = template.plan(spec).map_err(unusable)?;
    let files = template.render(spec, &plan, |_| true).map_err(unusable)?;
    let texts = files.iter().map(|(path, text)| (path, text.as_str()));
    let checks = verify::quick(&texts.collect());
    let wrong = checks.into_iter().filter(|check| !check.passed());
    let wrong: Vec<String> = wrong.flat_map(|check| check.problems).collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "what the generator makes of it does not work:\n{}",
            wrong.join("\n")
        ))
    }
}

#[cfg(test)]
mod tests;
