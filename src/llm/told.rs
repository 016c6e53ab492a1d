//! What providers tell of their models, each in its own words: how large they are, what they cost,
//! until when they are there.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalog::{Model, Price};

/// What a provider tells of one of its models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Its name.
    pub id: String,
    /// The most tokens of prompt and answer together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<u64>,
    /// The most tokens of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output: Option<u32>,
    /// What a million tokens of prompts and of answers cost, in US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<(f64, f64)>,
    /// Whether it can be given tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<bool>,
    /// The day on which it is shut down, such as `2026-12-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

impl Told {
    /// Reads one entry of a list of models.
    pub fn read(model: &Value) -> Option<Self> {
        let whole = |pointers: &[&str]| {
            let mut values = pointers.iter().filter_map(|it| model.pointer(it)?.as_u64());
            values.find(|number| *number > 0)
        };
        let max_output = whole(&[
            "/top_provider/max_completion_tokens",
            "/max_completion_tokens",
            "/max_tokens",
        ]);
        let days = ["/shutdown_date", "/retires_at"];
        let mut days = days.iter().filter_map(|it| model.pointer(it)?.as_str());
        Some(Self {
            id: model.get("id")?.as_str()?.to_owned(),
            context: whole(&["/context_length", "/context_window", "/max_input_tokens"]),
            max_output: max_output.and_then(|it| u32::try_from(it).ok()),
            tools: model
                .get("supported_parameters")
                .and_then(Value::as_array)
                .map(|names| names.iter().any(|it| it == "tools")),
            price: price(model, "prompt").zip(price(model, "completion")),
            ends: days.find_map(day),
        })
    }

    /// Puts what is told in place of what was known.
    pub fn apply(&self, model: &mut Model) {
        model.context = self.context.unwrap_or(model.context);
        let most = self.max_output.unwrap_or(model.max_output);
        model.max_output = most.min(u32::try_from(model.context).unwrap_or(u32::MAX));
        if let Some((input, output)) = self.price {
            let before = model.price;
            let same = same(before.input, input) && same(before.output, output);
            model.price = Price {
                input,
                output,
                // What was known of caches belonged to the price that was.
                cache_read: before.cache_read.filter(|_| same),
                cache_write: before.cache_write.filter(|_| same),
            };
            model.price_known = true;
        }
        model.tools = self.tools.unwrap_or(model.tools);
        if self.ends.is_some() {
            model.ends.clone_from(&self.ends);
        }
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// Returns a price for a million tokens; it is told for one, in words. One that depends on who
/// answers is told as less than nothing.
fn price(model: &Value, of: &str) -> Option<f64> {
    let told = model.pointer("/pricing")?.get(of)?;
    let one: f64 = told
        .as_str()
        .map_or_else(|| told.as_f64(), |it| it.parse().ok())?;
    let million = (one * 1e12).round() / 1e6;
    (0.0..1e6).contains(&million).then_some(million)
}

/// Returns the day of a moment.
fn day(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    day.parse::<jiff::civil::Date>().ok()?;
    Some(day.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::llm::catalog::Catalog;

    #[test]
    fn each_provider_is_understood() {
        for (model, told) in [
            (
                json!({ "id": "a/b:free", "context_length": 256_000, "top_provider": { "max_completion_tokens": 64_000 },
                        "supported_parameters": ["max_tokens", "tools", "tool_choice"],
                        "pricing": { "prompt": "0.00000012", "completion": "0.0000008" } }),
                Told {
                    id: "a/b:free".to_owned(),
                    context: Some(256_000),
                    max_output: Some(64_000),
                    price: Some((0.12, 0.8)),
                    tools: Some(true),
                    ends: None,
                },
            ),
            (
                json!({ "id": "openrouter/auto", "context_length": null, "supported_parameters": ["stop"], "pricing": { "prompt": "-1", "completion": "-1" } }),
                Told {
                    id: "openrouter/auto".to_owned(),
                    tools: Some(false),
                    ..Told::default()
                },
            ),
            (
                json!({ "id": "g", "context_window": 131_072, "max_completion_tokens": 65_536 }),
                Told {
                    id: "g".to_owned(),
                    context: Some(131_072),
                    max_output: Some(65_536),
                    ..Told::default()
                },
            ),
            (
                json!({ "id": "o", "object": "model", "created": 1, "shutdown_date": "2026-12-11" }),
                Told {
                    id: "o".to_owned(),
                    ends: Some("2026-12-11".to_owned()),
                    ..Told::default()
                },
            ),
            (
                json!({ "id": "c", "max_input_tokens": 1_000_000, "max_tokens": 128_000, "retires_at": "2026-11-30T00:00:00Z" }),
                Told {
                    id: "c".to_owned(),
                    context: Some(1_000_000),
                    max_output: Some(128_000),
                    ends: Some("2026-11-30".to_owned()),
                    ..Told::default()
                },
            ),
            (
                json!({ "id": "o", "shutdown_date": "soon", "pricing": { "prompt": "x" } }),
                Told {
                    id: "o".to_owned(),
                    ..Told::default()
                },
            ),
        ] {
            assert_eq!(Told::read(&model), Some(told), "{model}");
        }
        assert_eq!(Told::read(&json!({ "name": "x" })), None);
    }

    #[test]
    fn what_is_not_told_stays_as_it_was() {
        let known = Catalog::embedded().models.last().unwrap();
        let mut model = known.clone();
        Told::default().apply(&mut model);
        assert_eq!(&model, known);
        let told = Told {
            context: Some(1000),
            price: Some((1.0, 2.0)),
            ..Told::default()
        };
        told.apply(&mut model);
        assert_eq!((model.context, model.max_output), (1000, 1000));
        assert_eq!((model.price.input, model.price.cache_read), (1.0, None));
    }
}
