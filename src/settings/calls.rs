//! What calls to models go by: the settings that hold, as the types that the chain needs.

use std::time::Duration;

use super::Error;
use super::layer::Layers;
use super::value::Value;
use crate::excerpt::nearest;
use crate::llm::address::{is_loopback, is_private};
use crate::llm::catalog::{Catalog, Limits, Model, Price, Provider, Role};
use crate::llm::dialect::{Dialect, Manner};

/// The context of a model of which nothing is known, in tokens.
const CONTEXT: u64 = 32_768;
/// The longest answer of a model of which nothing is known, in tokens.
const MAX_OUTPUT: u64 = 8192;

/// What calls to models go by.
#[derive(Clone, Debug, PartialEq)]
pub struct CallSettings {
    /// The providers that are asked, in this order.
    pub chain: Vec<String>,
    /// Whether only models that cost nothing are asked.
    pub free: bool,
    /// The most that a run may cost, in US dollars.
    pub max_usd: f64,
    /// The most that all runs of a day may cost, in US dollars.
    pub max_usd_day: f64,
    /// The longest that a question waits.
    pub max_wait: Duration,
    /// Whether keys are looked up in the keychain of the system.
    pub keychain: bool,
    /// Every provider and model, as the settings have them.
    pub catalog: Catalog,
}

impl CallSettings {
    /// Reads what holds.
    pub fn of(layers: &Layers) -> Result<Self, Error> {
        let read = Reader { layers };
        let mut catalog = Catalog {
            as_of: Catalog::embedded().as_of.clone(),
            ..Catalog::default()
        };
        for name in read.providers() {
            let provider = read.provider(&name)?;
            catalog.models.extend(read.models(&provider));
            catalog.providers.push(provider);
        }
        Ok(Self {
            chain: read.chain(&catalog)?,
            free: read.flag("free"),
            max_usd: read.number("max_usd").unwrap_or_default(),
            max_usd_day: read.number("max_usd_day").unwrap_or_default(),
            max_wait: read.time("max_wait"),
            keychain: read.flag("keychain"),
            catalog,
        })
    }

    /// Returns the settings if every model has a price: without one no cap could hold.
    pub fn priced(self) -> Result<Self, Error> {
        let mut models = self.catalog.models.iter();
        match models.find(|model| !model.price_known) {
            Some(model) => Err(Error::Price {
                provider: model.provider.clone(),
                model: model.id.clone(),
            }),
            None => Ok(self),
        }
    }
}

struct Reader<'l> {
    layers: &'l Layers,
}

impl Reader<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.layers.get(name).map(|entry| &entry.value)
    }

    fn flag(&self, name: &str) -> bool {
        self.value(name) == Some(&Value::Flag(true))
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.value(name)? {
            Value::Number(number) => Some(*number),
            Value::Flag(_) | Value::Whole(_) | Value::Time(_) | Value::Text(_) | Value::List(_) => {
                None
            }
        }
    }

    fn whole(&self, name: &str) -> Option<u64> {
        match self.value(name)? {
            Value::Whole(number) => Some(*number),
            Value::Flag(_)
            | Value::Number(_)
            | Value::Time(_)
            | Value::Text(_)
            | Value::List(_) => None,
        }
    }

    fn time(&self, name: &str) -> Duration {
        match self.value(name) {
            Some(Value::Time(time)) => *time,
            Some(_) | None => Duration::ZERO,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            Value::Text(text) => Some(text),
            Value::Flag(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Time(_)
            | Value::List(_) => None,
        }
    }

    fn list(&self, name: &str) -> Option<&[String]> {
        match self.value(name)? {
            Value::List(list) => Some(list),
            Value::Flag(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Time(_)
            | Value::Text(_) => None,
        }
    }

    /// Returns the providers: those that everybody knows, then those of the user.
    fn providers(&self) -> Vec<String> {
        let known = Catalog::embedded().providers.iter();
        let mut names: Vec<String> = known.map(|it| it.name.clone()).collect();
        for name in self.layers.providers() {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    fn chain(&self, catalog: &Catalog) -> Result<Vec<String>, Error> {
        let chain = self.list("chain").unwrap_or_default();
        if let Some(name) = chain.iter().find(|name| catalog.provider(name).is_none()) {
            let known = catalog.providers.iter().map(|it| it.name.as_str());
            let place = self.layers.get("chain").map(|it| it.place.clone());
            return Err(Error::Provider {
                name: name.clone(),
                place: place.unwrap_or_default(),
                suggestion: nearest(name, known),
            });
        }
        let mut once = Vec::new();
        for name in chain {
            if !once.contains(name) {
                once.push(name.clone());
            }
        }
        Ok(once)
    }

    fn provider(&self, name: &str) -> Result<Provider, Error> {
        let own = |setting: &str| format!("providers.{name}.{setting}");
        let known = Catalog::embedded().provider(name);
        let setting = own("base_url");
        let base_url = self.text(&setting).ok_or_else(|| Error::Missing {
            provider: name.to_owned(),
            setting: setting.clone(),
        })?;
        if !self.flag("allow_http") && !is_private(base_url) {
            let place = self.layers.get(&setting).map(|it| it.place.clone());
            return Err(Error::Unencrypted {
                name: setting,
                place: place.unwrap_or_default(),
            });
        }
        let limit = |setting: &str| self.whole(&own(setting));
        let count = |setting: &str| limit(setting).map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        Ok(Provider {
            name: name.to_owned(),
            label: known.map_or_else(|| name.to_owned(), |it| it.label.clone()),
            dialect: match self.text(&own("dialect")) {
                Some("anthropic") => Dialect::Anthropic,
                Some(_) | None => Dialect::OpenAi,
            },
            base_url: base_url.to_owned(),
            key_variable: self.text(&own("key_variable")).map(str::to_owned),
            manner: known.map_or_else(
                || foreign(self.text(&own("dialect"))),
                |it| it.manner.clone(),
            ),
            limits: Limits {
                minute: count("limits.minute"),
                hour: count("limits.hour"),
                day: count("limits.day"),
                tokens_minute: limit("limits.tokens_minute"),
            },
            free_limits: known.and_then(|it| it.free_limits),
            free_limits_once_paid: known.and_then(|it| it.free_limits_once_paid),
        })
    }

    /// Returns the models of a provider: for each role those that the settings name, in their
    /// order, then the spare ones.
    fn models(&self, provider: &Provider) -> Vec<Model> {
        let name = &provider.name;
        let embedded = Catalog::embedded().models.iter();
        let known: Vec<&Model> = embedded.filter(|it| it.provider == *name).collect();
        let mut models = Vec::new();
        for (setting, role) in [("coding", Role::Coding), ("general", Role::General)] {
            let ids = self.list(&format!("providers.{name}.{setting}"));
            for id in ids.unwrap_or_default() {
                let model = match known.iter().find(|it| it.id == *id) {
                    Some(model) => (*model).clone(),
                    None => self.unknown(provider, id),
                };
                models.push(Model {
                    roles: vec![role],
                    ..model
                });
            }
        }
        let spare = known.iter().filter(|it| it.roles.is_empty());
        models.extend(spare.map(|it| (*it).clone()));
        models
    }

    /// Returns a model of which only the settings tell something.
    fn unknown(&self, provider: &Provider, id: &str) -> Model {
        let own = |setting: &str| format!("providers.{}.{setting}", provider.name);
        let price = |setting: &str| self.number(&own(setting));
        let (input, output) = (price("price_input"), price("price_output"));
        let foreign = Catalog::embedded().provider(&provider.name).is_none();
        // What runs on this machine costs nothing, who takes no key can't bill anybody, and `x:free`
        // says it itself.
        let nothing = is_loopback(&provider.base_url) || provider.key_variable.is_none();
        let free = foreign && nothing || id.ends_with(":free");
        let price_known = free || input.is_some() && output.is_some();
        let context = self.whole(&own("context")).unwrap_or(CONTEXT);
        let most = self.whole(&own("max_output")).unwrap_or(MAX_OUTPUT);
        Model {
            provider: provider.name.clone(),
            id: id.to_owned(),
            roles: Vec::new(),
            context,
            max_output: u32::try_from(most.min(context)).unwrap_or(u32::MAX),
            price: Price {
                input: input.unwrap_or_default(),
                output: output.unwrap_or_default(),
                cache_read: None,
                cache_write: None,
            },
            price_known,
            price_above: None,
            // Most servers that people run keep to schemas; what others do is noticed and learned.
            schema: foreign,
            tools: true,
            efforts: Vec::new(),
            ends: None,
        }
    }
}

/// Returns the ways of a server that nothing is known of: the oldest and most common ones.
fn foreign(dialect: Option<&str>) -> Manner {
    let anthropic = dialect == Some("anthropic");
    Manner {
        cap: "max_tokens".to_owned(),
        // Those who speak as Anthropic does know tools; llama.cpp ignores a schema of the answer.
        schema_by_tool: anthropic,
        version: anthropic.then(|| "2023-06-01".to_owned()),
        stream_usage: true,
        says_schema: true,
        ..Manner::default()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::env::Environment;
    use crate::settings::load::layers;

    fn of(variables: &[(&'static str, &'static str)]) -> Result<CallSettings, Error> {
        let environment = Environment::of(variables.iter().copied());
        CallSettings::of(&layers(&environment, Vec::new(), Path::new("/")).unwrap())
    }

    #[test]
    fn without_any_setting_the_catalogue_holds() {
        let settings = of(&[]).unwrap();
        let embedded = Catalog::embedded();
        assert_eq!(
            settings.chain,
            ["openrouter", "groq", "openai", "anthropic"]
        );
        assert_eq!(settings.catalog.providers, embedded.providers);
        for provider in &embedded.providers {
            for role in [Role::Coding, Role::General] {
                let ids = |catalog: &Catalog| -> Vec<String> {
                    let models = catalog.models(&provider.name, role);
                    models.map(|it| it.id.clone()).collect()
                };
                assert_eq!(ids(&settings.catalog), ids(embedded));
            }
        }
    }

    #[test]
    fn a_provider_of_ones_own_is_data() {
        let settings = of(&[
            ("SAMOCODER_CHAIN", "my-gpu,groq"),
            ("SAMOCODER_MY_GPU_BASE_URL", "http://localhost:8080/v1/"),
            ("SAMOCODER_MY_GPU_GENERAL", "qwen,llama"),
            ("SAMOCODER_MY_GPU_CONTEXT", "4096"),
        ])
        .unwrap();
        let provider = settings.catalog.provider("my-gpu").unwrap();
        assert_eq!(provider.base_url, "http://localhost:8080/v1");
        assert_eq!(
            (
                provider.key_variable.as_deref(),
                provider.manner.cap.as_str()
            ),
            (None, "max_tokens")
        );
        let mut models = settings.catalog.models("my-gpu", Role::General);
        let first = models.next().unwrap();
        assert!(first.is_free() && first.schema && provider.manner.says_schema);
        assert_eq!(
            (first.id.as_str(), first.context, first.max_output),
            ("qwen", 4096, 4096)
        );
        assert_eq!(models.next().unwrap().id, "llama");
    }

    #[test]
    fn what_a_model_costs_is_known_told_or_asked_for() {
        let of = |more: &[(&'static str, &'static str)]| {
            let own = [
                ("SAMOCODER_CHAIN", "mine"),
                ("SAMOCODER_MINE_GENERAL", "x"),
                ("SAMOCODER_MINE_BASE_URL", "https://gate.example.com/v1"),
            ];
            of(&[&own, more].concat()).unwrap().priced()
        };
        let far = ("SAMOCODER_MINE_KEY_VARIABLE", "MINE_API_KEY");
        assert!(of(&[]).is_ok(), "who takes no key can't bill");
        let error = of(&[far]).unwrap_err().to_string();
        assert!(error.contains("the price of `x` is not known"), "{error}");
        let near = ("SAMOCODER_MINE_BASE_URL", "http://localhost:1");
        assert!(of(&[far, near]).is_ok());
        let input = ("SAMOCODER_MINE_PRICE_INPUT", "0");
        assert!(of(&[far, input]).is_err());
        let settings = of(&[far, input, ("SAMOCODER_MINE_PRICE_OUTPUT", "2")]).unwrap();
        let model = settings.catalog.models("mine", Role::General).next();
        assert!((model.unwrap().price.output - 2.0).abs() < 1e-9);
        let groq = ("SAMOCODER_GROQ_GENERAL", "new-model");
        assert!(of(&[groq]).is_err());
        assert!(of(&[("SAMOCODER_OPENROUTER_GENERAL", "new:free")]).is_ok());
    }

    #[test]
    fn what_could_harm_is_refused() {
        for (variables, says) in [
            (
                vec![("SAMOCODER_CHAIN", "grok")],
                "names `grok`, which is no provider; did you mean `groq`?",
            ),
            (
                vec![("SAMOCODER_GROQ_BASE_URL", "http://example.com")],
                "has no encryption",
            ),
            (
                vec![("SAMOCODER_CHAIN", "mine"), ("SAMOCODER_MINE_GENERAL", "x")],
                "needs the setting `providers.mine.base_url`",
            ),
        ] {
            let error = of(&variables).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(of(&[("SAMOCODER_GROQ_BASE_URL", "http://[::1]:1/v1")]).is_ok());
        let allowed = [
            ("SAMOCODER_GROQ_BASE_URL", "http://example.com"),
            ("SAMOCODER_ALLOW_HTTP", "true"),
        ];
        assert!(of(&allowed).is_ok());
        assert!(of(&[("SAMOCODER_OPENROUTER_CODING", "x/y:free")]).is_ok());
    }
}
