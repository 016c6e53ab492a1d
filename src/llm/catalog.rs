//! What is known of providers and models: an embedded, dated data file.

use std::sync::LazyLock;

use serde::Deserialize;

use super::dialect::{Dialect, Manner};
use super::prompt::Effort;
use super::reply::Usage;
use super::told::Told;

static EMBEDDED: LazyLock<Catalog> = LazyLock::new(|| {
    // A test reads it, so that it can't fail here.
    toml::from_str(include_str!("../../data/catalogue.toml")).unwrap_or_default()
});

/// Providers and models.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The day on which it was true, such as `2026-11-22`.
    pub as_of: String,
    /// The providers, in the order of the default chain.
    pub providers: Vec<Provider>,
    /// The models, the preferred ones of a provider first.
    pub models: Vec<Model>,
}

/// Somebody who answers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its name in settings and on the command line.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// What it speaks.
    pub dialect: Dialect,
    /// The address before the paths of its dialect.
    pub base_url: String,
    /// The environment variable that holds its key; one that needs no key has none.
    #[serde(default)]
    pub key_variable: Option<String>,
    /// How it differs from others that speak the same.
    #[serde(default)]
    pub manner: Manner,
    /// How often it may be asked.
    #[serde(default)]
    pub limits: Limits,
    /// How often its free models may be asked, when that differs.
    #[serde(default)]
    pub free_limits: Option<Limits>,
    /// How often its free models may be asked once the account has paid, when that differs.
    #[serde(default)]
    pub free_limits_once_paid: Option<Limits>,
}

/// How often something may be asked; what is left out has no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests in any 60 seconds.
    pub minute: Option<u32>,
    /// Requests in any 3,600 seconds.
    pub hour: Option<u32>,
    /// Requests in a day, which ends at midnight UTC.
    pub day: Option<u32>,
    /// Tokens in any 60 seconds, those that an answer may have among them.
    pub tokens_minute: Option<u64>,
}

/// What a model is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Writing and editing files.
    Coding,
    /// Everything else.
    General,
}

/// A model of a provider.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The provider's name.
    pub provider: String,
    /// The provider's name of the model.
    pub id: String,
    /// What it is chosen for; a spare model has none.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The most tokens of prompt and answer together.
    pub context: u64,
    /// The most tokens of an answer.
    pub max_output: u32,
    /// What it costs.
    pub price: Price,
    /// Whether that is known: what is in the catalogue is.
    #[serde(skip, default = "known")]
    pub price_known: bool,
    /// What it costs when the prompt is long.
    #[serde(default)]
    pub price_above: Option<LongPrice>,
    /// Whether it keeps to a schema by itself.
    #[serde(default)]
    pub schema: bool,
    /// Whether it can be given tools.
    #[serde(default = "known")]
    pub tools: bool,
    /// How much it can be told to think; empty when it can't be told.
    #[serde(default)]
    pub efforts: Vec<Effort>,
    /// The day on which it is shut down, such as `2026-12-11`, when that is known.
    #[serde(default)]
    pub ends: Option<String>,
}

/// A price, in US dollars for a million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Of the prompt.
    pub input: f64,
    /// Of the answer.
    pub output: f64,
    /// Of what is read from a cache; as the prompt when left out.
    #[serde(default)]
    pub cache_read: Option<f64>,
    /// Of what is written to a cache; as the prompt when left out.
    #[serde(default)]
    pub cache_write: Option<f64>,
}

/// What is so unless something else is said.
fn known() -> bool {
    true
}

/// A price of long prompts, in US dollars for a million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongPrice {
    /// A prompt with more tokens is long.
    pub tokens: u64,
    /// Of the prompt.
    pub input: f64,
    /// Of the answer.
    pub output: f64,
}

impl Catalog {
    /// Returns the one that was there when samocoder was built.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Returns a provider by its name.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|it| it.name == name)
    }

    /// Puts what a provider told of its models in place of what was known.
    pub fn refresh(&mut self, provider: &str, told: &[Told]) {
        for model in self.models.iter_mut().filter(|it| it.provider == provider) {
            if let Some(told) = told.iter().find(|told| told.id == model.id) {
                told.apply(model);
            }
        }
    }

    /// Returns the models of a provider that serve a role, the preferred ones first.
    pub fn models(&self, provider: &str, role: Role) -> impl Iterator<Item = &Model> {
        let own = self.models.iter().filter(move |it| it.provider == provider);
        own.filter(move |it| it.roles.contains(&role))
    }
}

impl Provider {
    /// Lets its free models be asked as often as an account may that has paid.
    pub fn has_been_paid(&mut self) {
        self.free_limits = self.free_limits_once_paid.or(self.free_limits);
    }

    /// Returns whether an account has paid that may ask free models so often in a day; nothing where
    /// that does not tell.
    pub fn tells_paid(&self, day: u64) -> Option<bool> {
        let once_paid = self.free_limits_once_paid?.day?;
        Some(day >= u64::from(once_paid))
    }

    /// Returns how often a model of it may be asked.
    pub fn limits_of(&self, model: &Model) -> Limits {
        let free = self.free_limits.filter(|_| model.is_free());
        free.unwrap_or(self.limits)
    }
}

impl Model {
    /// Returns whether it costs nothing.
    pub fn is_free(&self) -> bool {
        self.price.input == 0.0 && self.price.output == 0.0
    }

    /// Returns what a call cost, in US dollars.
    pub fn cost(&self, usage: Usage) -> f64 {
        let long = self.price_above.filter(|it| usage.input > it.tokens);
        let (input, output) = long.map_or((self.price.input, self.price.output), |it| {
            (it.input, it.output)
        });
        // A long prompt makes what comes from the cache dearer too, by the same factor.
        let factor = if self.price.input > 0.0 {
            input / self.price.input
        } else {
            1.0
        };
        let at = |price: Option<f64>| price.map_or(input, |price| price * factor);
        let cached = usage.cache_read.saturating_add(usage.cache_write);
        let fresh = usage.input.saturating_sub(cached);
        let prompt = count(fresh) * input
            + count(usage.cache_read) * at(self.price.cache_read)
            + count(usage.cache_write) * at(self.price.cache_write);
        (prompt + count(usage.output) * output) / 1e6
    }

    /// Returns the most that a call can cost, in US dollars: all of its prompt may be written to a
    /// cache.
    pub fn worst_cost(&self, input: u64, max_output: u32) -> f64 {
        let fresh = Usage {
            input,
            output: u64::from(max_output),
            ..Usage::default()
        };
        let written = Usage {
            cache_write: input,
            ..fresh
        };
        self.cost(fresh).max(self.cost(written))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no call has 2^52 tokens, and money is rounded when it is told"
)]
fn count(tokens: u64) -> f64 {
    tokens as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_catalogue_is_read_and_whole() {
        let text = include_str!("../../data/catalogue.toml");
        let catalog: Catalog = toml::from_str(text).unwrap();
        assert_eq!(&catalog, Catalog::embedded());
        for provider in &catalog.providers {
            assert!(provider.base_url.starts_with("https://"), "{provider:?}");
            for role in [Role::Coding, Role::General] {
                assert!(
                    catalog.models(&provider.name, role).count() > 0,
                    "{provider:?}"
                );
            }
        }
        for model in &catalog.models {
            assert!(catalog.provider(&model.provider).is_some(), "{model:?}");
            assert!(u64::from(model.max_output) <= model.context, "{model:?}");
        }
        let free = catalog.models("openrouter", Role::Coding);
        assert!(free.into_iter().all(Model::is_free));
    }

    #[test]
    fn money_is_counted_with_tiers_and_caches() {
        let catalog = Catalog::embedded();
        let model = catalog.models("anthropic", Role::General).next().unwrap();
        let short = Usage {
            input: 1000,
            cache_read: 0,
            output: 100,
            ..Usage::default()
        };
        assert!((model.cost(short) - 0.00015).abs() < 1e-9);
        let cached = Usage {
            cache_read: 1000,
            ..short
        };
        assert!((model.cost(cached) - 0.00006).abs() < 1e-9);
        let written = Usage {
            cache_write: 1000,
            ..short
        };
        assert!((model.cost(written) - 0.000_175).abs() < 1e-9);
        assert!((model.worst_cost(1000, 100) - 0.000_175).abs() < 1e-9);
        let long = Usage {
            input: 200_000,
            ..short
        };
        assert!((model.cost(long) - 0.10025).abs() < 1e-9);
        assert!(model.worst_cost(1000, 100) >= model.cost(cached));
    }
}
