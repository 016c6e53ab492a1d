//! What models are asked: the texts under `templates/prompts`, with what belongs into them.
//!
//! Instructions come first and are the same for every project, so that providers can cache them.
//! Whatever others wrote is handed over as one JSON document, out of which no text can break.

use serde::Serialize;

use crate::llm::prompt::{Answer, Effort, Message, Prompt};
use crate::llm::schema::Schema;
use crate::spec::{FeatureKind, Spec};
use crate::template::Template;

const ANALYSIS: &str = include_str!("../../templates/prompts/analysis.md");

/// The most tokens of a spec: the largest that people describe in words have a fifth of it.
const LONGEST_SPEC: u32 = 16_384;

#[derive(Serialize)]
struct Described<'a> {
    idea: &'a str,
    draft: &'a Spec,
}

/// Returns what asks for a better spec than the draft.
pub(super) fn analysis(idea: &str, draft: &Spec, schema: Schema, template: &Template) -> Prompt {
    let buildable = template.features().iter().copied();
    let features: Vec<&str> = buildable.map(FeatureKind::name).collect();
    let described = Described { idea, draft };
    Prompt {
        system: ANALYSIS
            .trim_end()
            .replace("{features}", &features.join(", ")),
        messages: vec![Message::User(json(&described))],
        answer: Answer::Json {
            name: "spec".to_owned(),
            schema,
        },
        tools: None,
        stop: Vec::new(),
        max_output: LONGEST_SPEC,
        effort: Some(Effort::Low),
        cache_key: Some("samocoder-analysis".to_owned()),
    }
}

/// Returns data as JSON; what can't be said in it is a bug that the tests would see.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
