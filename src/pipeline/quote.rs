//! What models would be asked in a run, before anybody is asked: calls and tokens, stage by stage.
//!
//! The least is what it takes when every answer is right at once. The most is what it takes when every
//! repair is needed and answers are twice as long as usual; the cap of a run holds whatever comes.

use super::{add_left_out, change, prompt};
use crate::idea::Idea;
use crate::llm::catalog::Role;
use crate::llm::chain::tokens;
use crate::llm::schema::Schema;
use crate::spec::{Requirement, Spec};
use crate::stage::Stage;
use crate::template::{self, Template};

/// How often an answer of analysis or architecture is sent back at most.
const SENT_BACK: u64 = 2;

/// The usual tokens of what models write for one requirement: of its part of the plan, of its tests,
/// of its code.
const PLAN_TOKENS: u64 = 500;
const TESTS_TOKENS: u64 = 700;
const CODE_TOKENS: u64 = 1200;

/// The usual tokens of what authors are told of one requirement: plan, interfaces, tests.
const TOLD_TOKENS: u64 = 900;

/// The most authors of a requirement's code that a usual change set has.
const AUTHORS: u64 = 4;

/// How much longer than usual answers are at most.
const LONGER: u64 = 2;

/// What a stage asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How many calls.
    pub calls: u64,
    /// The tokens of all prompts.
    pub input: u64,
    /// The tokens of all answers.
    pub output: u64,
}

impl Asked {
    fn times(calls: u64, input: u64, output: u64) -> Self {
        Self {
            calls,
            input: calls * input,
            output: calls * output,
        }
    }
}

/// What a stage asks at least and at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The stage.
    pub stage: Stage,
    /// What its models are chosen for.
    pub role: Role,
    /// When every answer is right at once.
    pub least: Asked,
    /// When every repair is needed.
    pub most: Asked,
}

/// A quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The stages that models help with.
    pub stages: Vec<Quoted>,
    /// What rules don't cover, for which models would add code.
    pub uncovered: Vec<Requirement>,
}

/// Returns what models would be asked for an idea of which rules made this draft.
///
/// # Errors
/// When the template is broken.
pub fn quote(
    idea: &Idea,
    draft: &Spec,
    template: &Template,
    repairs: u32,
) -> Result<Quote, template::Error> {
    let mut spec = draft.clone();
    let plan = template.plan(draft)?;
    add_left_out(&mut spec, &plan);
    let uncovered: Vec<Requirement> = spec.uncovered().cloned().collect();
    let sets = uncovered.len() as u64;
    let mut stages = vec![analysis(idea, draft, template)];
    if sets > 0 {
        let asked: Vec<&Requirement> = uncovered.iter().collect();
        let input = change::plan_tokens(&idea.text, &spec, &asked, template);
        stages.push(sent_back(Stage::Architecture, input, sets * PLAN_TOKENS));
        let guide = template.guide();
        let told = TOLD_TOKENS + change::told_tokens(&guide);
        let repairs = u64::from(repairs);
        stages.push(Quoted {
            stage: Stage::Code,
            role: Role::Coding,
            least: Asked::times(sets, told, CODE_TOKENS),
            most: Asked::times(
                sets * (AUTHORS + repairs),
                told + LONGER * (CODE_TOKENS + TESTS_TOKENS),
                LONGER * CODE_TOKENS,
            ),
        });
        stages.push(Quoted {
            stage: Stage::Tests,
            role: Role::Coding,
            least: Asked::times(sets, told, TESTS_TOKENS),
            most: Asked::times(sets * LONGER, told + TESTS_TOKENS, LONGER * TESTS_TOKENS),
        });
    }
    Ok(Quote { stages, uncovered })
}

fn analysis(idea: &Idea, draft: &Spec, template: &Template) -> Quoted {
    let answer = serde_json::to_string(draft).unwrap_or_default();
    let output = answer.len() as u64 / 3;
    let schema = Schema::new(schemars::schema_for!(Spec).to_value());
    let input = schema.map_or(0, |schema| {
        tokens(&prompt::analysis(&idea.text, draft, schema, template))
    });
    sent_back(Stage::Analysis, input, output)
}

/// Returns a stage whose answer may be sent back, with all that was said before.
fn sent_back(stage: Stage, input: u64, output: u64) -> Quoted {
    let calls = 1 + SENT_BACK;
    let again = (1..=SENT_BACK).sum::<u64>() * LONGER * output;
    Quoted {
        stage,
        role: Role::General,
        least: Asked::times(1, input, output),
        most: Asked {
            calls,
            input: calls * input + again,
            output: calls * LONGER * output,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote_of(text: &str, repairs: u32) -> Quote {
        let template = Template::embedded("react").unwrap();
        let idea = Idea::new(text);
        let draft = crate::builtin::analyse(&idea, template.features()).unwrap();
        quote(&idea, &draft, &template, repairs).unwrap()
    }

    #[test]
    fn what_rules_cover_takes_one_answer() {
        let quote = quote_of("books: title, author", 3);
        let [analysis] = quote.stages.as_slice() else {
            panic!("{quote:?}");
        };
        assert_eq!((analysis.least.calls, analysis.most.calls), (1, 3));
        assert!(analysis.least.input > 500 && analysis.most.output > 2 * analysis.least.output);
        assert!(quote.uncovered.is_empty());
    }

    #[test]
    fn each_requirement_that_is_not_covered_takes_tests_and_code() {
        let one = quote_of("Plants: name. A watering tip of the day", 3);
        let names: Vec<_> = one.stages.iter().map(|it| it.stage.name()).collect();
        assert_eq!(names, ["analysis", "architecture", "code", "tests"]);
        let two = quote_of(
            "Plants: name. A watering tip of the day. A horoscope for each plant",
            3,
        );
        assert_eq!(two.stages[2].least.calls, 2);
        assert_eq!(two.stages[2].most.calls, 2 * one.stages[2].most.calls);
        let fewer = quote_of("Plants: name. A watering tip of the day", 0);
        assert!(fewer.stages[2].most.calls < one.stages[2].most.calls);
    }
}
