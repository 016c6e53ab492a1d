//! A prompt made to fit the model that gets it, and what is learned of models on the way: what they
//! refuse, how much they take, that they are gone.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::size::tokens;
use crate::llm::catalog::{Limits, Model, Provider};
use crate::llm::dialect::{Dialect, JsonMode, Shape};
use crate::llm::failure::{Class, Detail, Failure};
use crate::llm::prompt::{Answer, Effort, Prompt};
use crate::llm::tool::ToolChoice;

/// An answer with less room is not worth a request, in tokens.
const LEAST_OUTPUT: u32 = 256;

/// What was learned of one model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// Whether there is no such model, or no more: for this run, since it may come back.
    #[serde(skip)]
    pub(super) gone: bool,
    /// Parameters that it does not take.
    refused: BTreeSet<String>,
    /// Whether it has to be told not to think where it may call tools.
    thoughtless_with_tools: bool,
    /// How JSON is asked for, where the model's own way was refused.
    json: Option<JsonMode>,
    /// The most tokens of prompt and answer together.
    context: Option<u64>,
    /// The most tokens of a minute.
    tokens_minute: Option<u64>,
}

/// What was learned, by provider and model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory(BTreeMap<(String, String), Learned>);

impl Memory {
    /// Remembers what was learned of a model of a provider.
    pub fn keep(&mut self, provider: String, model: String, learned: Learned) {
        self.0.insert((provider, model), learned);
    }

    /// Returns what is known of a model.
    pub fn of(&self, model: &Model) -> Learned {
        let key = (model.provider.clone(), model.id.clone());
        self.0.get(&key).cloned().unwrap_or_default()
    }

    /// Returns what is known of a model, to learn more.
    pub(super) fn learn(&mut self, model: &Model) -> &mut Learned {
        let key = (model.provider.clone(), model.id.clone());
        self.0.entry(key).or_default()
    }
}

impl Learned {
    /// Returns whether a prompt and the least answer fit into the model, and into what the provider
    /// takes in a minute.
    pub(super) fn fits(&self, prompt: &Prompt, provider: &Provider, model: &Model) -> bool {
        let least = u64::from(LEAST_OUTPUT.min(prompt.max_output));
        tokens(prompt) + least <= self.size(provider, model)
    }

    /// Returns whether the model can be given the tools of a prompt, and be told which to call, and
    /// not to think where it has to be.
    pub(super) fn takes_tools(&self, prompt: &Prompt, provider: &Provider, model: &Model) -> bool {
        let Some(tools) = &prompt.tools else {
            return true;
        };
        let free = *tools.choice() == ToolChoice::Auto;
        model.tools
            && self.takes("tools")
            && (free || self.takes("tool_choice"))
            && (!self.thoughtless_with_tools || self.takes_no_thought(provider, model))
    }

    /// Returns whether the model can be told not to think; nobody says what models take that are in
    /// no catalogue.
    fn takes_no_thought(&self, provider: &Provider, model: &Model) -> bool {
        let known = !model.efforts.is_empty();
        provider.dialect == Dialect::Anthropic
            || self.takes_effort() && (!known || model.efforts.contains(&Effort::None))
    }

    fn takes_effort(&self) -> bool {
        self.takes("reasoning") && self.takes("reasoning_effort")
    }

    /// Returns how often the model may be asked.
    pub(super) fn limits(&self, provider: &Provider, model: &Model) -> Limits {
        let limits = provider.limits_of(model);
        let minutes = [limits.tokens_minute, self.tokens_minute];
        Limits {
            tokens_minute: minutes.into_iter().flatten().min(),
            ..limits
        }
    }

    /// Returns the most tokens of prompt and answer together.
    fn size(&self, provider: &Provider, model: &Model) -> u64 {
        let minute = self.limits(provider, model).tokens_minute;
        let size = self.context.unwrap_or(model.context);
        minute.map_or(size, |minute| minute.min(size))
    }

    /// Returns what was learned, in words; nothing when that is nothing.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.context.map(|it| format!("takes {it} tokens at most")));
        let minute = self.tokens_minute;
        words.extend(minute.map(|it| format!("takes {it} tokens a minute")));
        let refused = self.refused.iter();
        words.extend(refused.map(|it| format!("does not take `{it}`")));
        if self.thoughtless_with_tools {
            words.push("does not think where it may call tools".to_owned());
        }
        words.extend(self.json.map(|json| {
            let how = match json {
                JsonMode::Prompt => "in words",
                JsonMode::Object => "without a schema",
                JsonMode::Schema => "by a schema",
                JsonMode::Tool => "by a tool",
            };
            format!("is asked for documents {how}")
        }));
        words
    }

    /// Returns whether a document can be asked for as the arguments of a tool: they are an object, and
    /// nothing else is called.
    fn takes_by_tool(&self, prompt: &Prompt, provider: &Provider, model: &Model) -> bool {
        let object = match &prompt.answer {
            Answer::Json { schema, .. } => {
                schema.value().get("type").and_then(Value::as_str) == Some("object")
            }
            Answer::Text => false,
        };
        let takes = model.tools && self.takes("tools") && self.takes("tool_choice");
        provider.manner.schema_by_tool && prompt.tools.is_none() && object && takes
    }

    /// Returns the shape in which the model gets the prompt; `most` caps the answer further, and
    /// `by_tool` is whether a document may be asked for by a tool.
    pub(super) fn shape<'a>(
        &self,
        prompt: &Prompt,
        provider: &'a Provider,
        model: &'a Model,
        most: Option<u32>,
        by_tool: bool,
    ) -> Shape<'a> {
        let open = matches!(&prompt.answer, Answer::Json { schema, .. } if schema.is_open());
        let json = if prompt.tools.is_some() && !provider.manner.schema_with_tools {
            JsonMode::Prompt
        } else if let Some(learned) = self.json {
            learned
        } else if model.schema && !open {
            if by_tool && self.takes_by_tool(prompt, provider, model) {
                JsonMode::Tool
            } else {
                JsonMode::Schema
            }
        } else {
            JsonMode::Object
        };
        let by_schema = json == JsonMode::Schema && matches!(prompt.answer, Answer::Json { .. });
        let has_tools = prompt.tools.is_some() || json == JsonMode::Tool;
        let thoughtless = self.thoughtless_with_tools && has_tools;
        let effort = if thoughtless && provider.dialect == Dialect::OpenAi {
            Some(Effort::None)
        } else {
            let taken = |effort: &Effort| model.efforts.contains(effort) && self.takes_effort();
            prompt.effort.filter(taken)
        };
        let room = self.size(provider, model).saturating_sub(tokens(prompt));
        let room = u32::try_from(room).unwrap_or(u32::MAX);
        Shape {
            model: &model.id,
            provider: &provider.name,
            max_output: most
                .unwrap_or(prompt.max_output)
                .min(model.max_output)
                .min(room),
            stream: self.takes("stream") && (provider.manner.schema_streams || !by_schema),
            json,
            effort,
            thoughtless,
            manner: &provider.manner,
        }
    }

    fn takes(&self, parameter: &str) -> bool {
        !self.refused.iter().any(|it| root(it) == parameter)
    }

    /// Takes out of a request what the model refused before. The cap on the answer is called by
    /// its other name instead: without a cap a call could cost anything.
    pub(super) fn prune(&self, body: &mut Value) {
        let Some(body) = body.as_object_mut() else {
            return;
        };
        for parameter in &self.refused {
            match root(parameter) {
                // An answer that knows nothing of the tools would be none.
                "model" | "messages" | "tools" => {}
                STRICT => {
                    let tools = body.get_mut("tools").and_then(Value::as_array_mut);
                    for tool in tools.into_iter().flatten().filter_map(Value::as_object_mut) {
                        tool.shift_remove("strict");
                        let function = tool.get_mut("function").and_then(Value::as_object_mut);
                        function.map(|it| it.shift_remove("strict"));
                    }
                }
                cap @ ("max_completion_tokens" | "max_tokens") => {
                    let other = if cap == "max_tokens" {
                        "max_completion_tokens"
                    } else {
                        "max_tokens"
                    };
                    if let Some(value) = body.shift_remove(cap) {
                        body.insert(other.to_owned(), value);
                    }
                }
                other => drop(body.shift_remove(other)),
            }
        }
    }

    /// Learns how large a request may be; returns the cap on the answer with which this one fits.
    pub(super) fn shrink(&mut self, prompt: &Prompt, failure: &Failure) -> Option<u32> {
        let size = match failure.detail {
            Some(Detail::TokensAtOnce(size)) => *self.tokens_minute.insert(size),
            Some(Detail::Context(size)) => *self.context.insert(size),
            Some(
                Detail::Parameter(_)
                | Detail::ThinksWithTools
                | Detail::ADay(_)
                | Detail::Instead(_),
            )
            | None => return None,
        };
        let room = size.saturating_sub(tokens(prompt));
        let room = u32::try_from(room - room / 20).unwrap_or(u32::MAX);
        (room >= LEAST_OUTPUT && room < prompt.max_output).then_some(room)
    }

    /// Returns whether a failure is about the tools of a request.
    pub(super) fn is_of_tools(failure: &Failure) -> bool {
        let part = match &failure.detail {
            Some(Detail::Parameter(part)) => root(part) == "tools",
            Some(Detail::ThinksWithTools) => true,
            Some(_) | None => false,
        };
        let class = failure.class;
        matches!(class, Class::NoTools | Class::Unfit) || class == Class::BadParameter && part
    }

    /// Learns how documents are asked for where one was asked for by a tool, and that was refused. Who
    /// thinks goes on thinking: a schema does not keep it from that.
    pub(super) fn give_no_tool(&mut self, failure: &Failure) {
        if failure.class == Class::NoTools {
            self.give_no_tools();
        } else if failure.detail == Some(Detail::ThinksWithTools) {
            self.json = Some(JsonMode::Schema);
        }
    }

    /// Learns that the model takes no tools.
    pub(super) fn give_no_tools(&mut self) {
        self.refused.insert("tools".to_owned());
    }

    /// Learns what the model does not take. Returns whether the next request differs.
    pub(super) fn repair(&mut self, prompt: &Prompt, failure: &Failure) -> bool {
        if failure.class == Class::BadParameter {
            return match &failure.detail {
                Some(Detail::Parameter(parameter)) => {
                    let parameter = match parameter.as_str() {
                        part if root(part) != "tools" || part == "tools" => part,
                        part if leaf(part) == STRICT => STRICT,
                        // What is wrong with one tool is nothing that holds for all.
                        _ => return false,
                    };
                    self.refused.insert(parameter.to_owned())
                }
                Some(Detail::ThinksWithTools) => {
                    !std::mem::replace(&mut self.thoughtless_with_tools, true)
                }
                Some(
                    Detail::TokensAtOnce(_)
                    | Detail::Context(_)
                    | Detail::ADay(_)
                    | Detail::Instead(_),
                )
                | None => false,
            };
        }
        // An answer that is wrong does not mean that the model can't be asked so.
        if failure.class == Class::BadOutput || prompt.answer == Answer::Text {
            return false;
        }
        let next = match self.json {
            Some(JsonMode::Prompt) => return false,
            Some(JsonMode::Object) => JsonMode::Prompt,
            Some(JsonMode::Schema | JsonMode::Tool) | None => JsonMode::Object,
        };
        self.json = Some(next);
        true
    }
}

/// What is learned of those who can't be told that calls have to keep to a schema.
const STRICT: &str = "strict";

/// Returns the parameter of a request that holds another: `reasoning` of `reasoning.effort`.
fn root(parameter: &str) -> &str {
    parameter.split(['.', '[']).next().unwrap_or(parameter)
}

/// Returns the innermost part of a parameter: `effort` of `reasoning.effort`.
fn leaf(parameter: &str) -> &str {
    parameter.rsplit('.').next().unwrap_or(parameter)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::llm::catalog::Catalog;
    use crate::llm::tool::{Tool, Tools};

    fn refusal(parameter: &str) -> Failure {
        Failure {
            detail: Some(Detail::Parameter(parameter.to_owned())),
            ..Failure::new(Class::BadParameter, "")
        }
    }

    #[test]
    fn what_was_refused_is_left_out_but_never_the_cap() {
        let mut known = Learned::default();
        let prompt = Prompt::question("hi", 100);
        for parameter in [
            "store",
            "reasoning.effort",
            "max_completion_tokens",
            "model",
        ] {
            assert!(known.repair(&prompt, &refusal(parameter)), "{parameter}");
        }
        assert!(!known.repair(&prompt, &refusal("store")), "it was learned");
        let mut body = json!({
            "model": "m", "max_completion_tokens": 9, "store": false,
            "reasoning": { "effort": "low" }, "messages": [],
        });
        known.prune(&mut body);
        assert_eq!(
            body,
            json!({ "model": "m", "messages": [], "max_tokens": 9 })
        );
    }

    fn with_tools(choice: ToolChoice) -> Prompt {
        let tool = Tool {
            name: "weather".to_owned(),
            description: Some("x".repeat(6400)),
            parameters: Tool::no_parameters(),
            strict: true,
        };
        Prompt {
            tools: Some(Tools::new(vec![tool], choice, true).unwrap()),
            ..Prompt::question("hi", 100)
        }
    }

    #[test]
    fn nobody_is_asked_without_the_tools_that_a_prompt_has() {
        let model = Catalog::embedded().models.first().unwrap();
        let (free, forced) = (
            with_tools(ToolChoice::Auto),
            with_tools(ToolChoice::Required),
        );
        let plain = Prompt::question("hi", 100);
        let provider = Catalog::embedded().providers.first().unwrap();
        let takes = |known: &Learned, model: &Model| {
            [&plain, &free, &forced].map(|prompt| known.takes_tools(prompt, provider, model))
        };
        let mut known = Learned::default();
        assert_eq!(takes(&known, model), [true, true, true]);
        let unable = Model {
            tools: false,
            ..model.clone()
        };
        assert_eq!(takes(&known, &unable), [true, false, false]);
        // Who can't be told to call a tool may still call one.
        assert!(known.repair(&forced, &refusal("tool_choice")));
        assert_eq!(takes(&known, model), [true, true, false]);
        assert!(known.repair(&free, &refusal("tools[0].function.strict")));
        for part in ["tools.0.custom.eager_input", "tools[0].function.not_strict"] {
            assert!(!known.repair(&free, &refusal(part)), "{part}");
        }
        assert_eq!(takes(&known, model), [true, true, false]);
        known.give_no_tools();
        assert_eq!(takes(&known, model), [true, false, false]);
        assert!(known.words().contains(&"does not take `tools`".to_owned()));
        let mut body = json!({ "tools": [
            { "name": "a", "strict": true, "input_schema": {} },
            { "type": "function", "function": { "name": "b", "strict": true } },
        ], "tool_choice": "auto" });
        known.prune(&mut body);
        let left = json!([{ "name": "a", "input_schema": {} }, { "type": "function", "function": { "name": "b" } }]);
        assert_eq!(body, json!({ "tools": left }));
    }

    #[test]
    fn an_answer_is_shortened_to_what_the_account_allows() {
        let mut known = Learned::default();
        let prompt = Prompt::question("hi", 16_000);
        let failure = Failure {
            detail: Some(Detail::TokensAtOnce(8000)),
            ..Failure::new(Class::TooLargeForTier, "")
        };
        let most = known.shrink(&prompt, &failure).unwrap();
        assert!((7000..8000).contains(&most), "{most}");
        let long = Prompt::question("word ".repeat(8000), 16_000);
        assert_eq!(known.shrink(&long, &failure), None);
    }
}
