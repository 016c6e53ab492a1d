//! Domain models: what people usually keep when they name a field of life and say no more.
//!
//! A file under `templates/domains` is one domain. A field reads
//! `name[!][:type] | Название | value=Подпись, …`; `!` makes it required, and a type left out is
//! that of the name. A relation reads `name[!] | Название | Target`, with `many Target` for many
//! to many.

use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::choice;
use super::field::Setting;
use super::language::token::{self, Token};
use super::language::{english, name, russian, vocabulary};
use crate::spec::{EnumValue, Field, FieldType, Language, Literal};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/domains");

/// A domain as its file states it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    #[serde(rename = "triggers")]
    _triggers: Words,
    title: Label,
    #[serde(rename = "entity")]
    pub(crate) entities: Vec<Model>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(rename = "en")]
    _en: Vec<String>,
    #[serde(rename = "ru")]
    _ru: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    en: String,
    ru: String,
}

/// An entity of a domain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    pub(crate) name: String,
    /// Singular and plural.
    en: [String; 2],
    ru: [String; 2],
    /// Other names that stand for the same thing.
    #[serde(default)]
    aliases: Vec<String>,
    fields: Vec<String>,
    /// Whether it only completes what an idea names and is no part of the usual app.
    #[serde(default)]
    pub(crate) extra: bool,
    #[serde(default)]
    relations: Vec<String>,
}

/// A relation of a domain's entity.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) target: String,
    pub(crate) many: bool,
    pub(crate) required: bool,
}

/// A file of which only the names are read until its domain is needed.
struct Source {
    text: &'static str,
    triggers: Vec<&'static str>,
    /// The names of the entities and the other names that stand for them.
    names: Vec<&'static str>,
    domain: OnceLock<Option<Domain>>,
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    FILES
        .files()
        .filter_map(|file| Some(Source::new(file.contents_utf8()?)))
        .collect()
});

impl Source {
    fn new(text: &'static str) -> Self {
        let mut source = Self {
            text,
            triggers: Vec::new(),
            names: Vec::new(),
            domain: OnceLock::new(),
        };
        let mut section = "";
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let quoted = || line.split('"').skip(1).step_by(2);
            let key = line.split(' ').next();
            if section == "[triggers]" {
                source.triggers.extend(quoted());
            } else if section == "[[entity]]" && matches!(key, Some("name" | "aliases")) {
                source.names.extend(quoted());
            }
        }
        source
    }

    fn domain(&self) -> Option<&Domain> {
        let parse = || toml::from_str(self.text).ok();
        self.domain.get_or_init(parse).as_ref()
    }
}

/// Returns the domain that an idea's words name, the longest trigger first.
pub(crate) fn find(tokens: &[Token]) -> Option<&'static Domain> {
    let words: Vec<&str> = tokens.iter().map(|token| token.key.as_str()).collect();
    let mut best: Option<(usize, &Source)> = None;
    for source in SOURCES.iter() {
        for trigger in &source.triggers {
            let pattern: Vec<&str> = trigger.split(' ').collect();
            let found = words.windows(pattern.len()).any(|window| {
                window
                    .iter()
                    .zip(&pattern)
                    .all(|(word, wanted)| same(word, wanted))
            });
            if found && best.is_none_or(|(length, _)| length < trigger.len()) {
                best = Some((trigger.len(), source));
            }
        }
    }
    best.and_then(|(_, source)| source.domain())
}

/// Returns the domain of a file.
pub(crate) fn of_file(name: &str) -> Option<&'static Domain> {
    let text = FILES.get_file(name)?.contents_utf8()?;
    let source = SOURCES.iter().find(|source| source.text == text)?;
    source.domain()
}

fn same(word: &str, wanted: &str) -> bool {
    if word == wanted {
        return true;
    }
    if word.chars().next() != wanted.chars().next() {
        return false;
    }
    if word.chars().next().is_some_and(token::is_cyrillic) {
        let wanted = token::key(wanted);
        wanted.chars().count() > 3 && russian::stem(word) == russian::stem(&wanted)
    } else {
        english::singular(word) == wanted
    }
}

/// Returns the entity of any domain that has this name.
///
/// Without `anywhere` only the domain at hand is asked.
pub(crate) fn model(
    name: &str,
    first: Option<&'static Domain>,
    anywhere: bool,
) -> Option<&'static Model> {
    let fits = |model: &&Model| {
        let mut names = model.aliases.iter().chain([&model.name]);
        names.any(|known| known.eq_ignore_ascii_case(name))
    };
    let others = SOURCES
        .iter()
        .filter(|source| {
            anywhere
                && source
                    .names
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name))
        })
        .filter_map(Source::domain);
    first
        .into_iter()
        .chain(others)
        .find_map(|domain| domain.entities.iter().find(fits))
}

impl Domain {
    /// Returns the usual title of an app of this domain.
    pub(crate) fn title(&self, language: Language) -> &str {
        match language {
            Language::En => &self.title.en,
            Language::Ru => &self.title.ru,
        }
    }
}

impl Model {
    /// Returns the labels of one and of several.
    pub(crate) fn labels(&self, language: Language) -> (String, String) {
        let [one, many] = match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        };
        (one.clone(), many.clone())
    }

    /// Returns the fields, with labels in the given language.
    pub(crate) fn fields(&self, setting: Setting<'_>) -> Vec<Field> {
        self.fields
            .iter()
            .filter_map(|text| field(text, setting))
            .collect()
    }

    /// Returns the relations, with labels in the given language.
    pub(crate) fn relations(&self, language: Language) -> Vec<Link> {
        self.relations
            .iter()
            .filter_map(|text| link(text, language))
            .collect()
    }
}

fn field(text: &str, setting: Setting<'_>) -> Option<Field> {
    let mut parts = text.split('|').map(str::trim);
    let (head, russian) = (parts.next()?, parts.next()?);
    let (head, kind) = head.split_once(':').unwrap_or((head, ""));
    let required = head.ends_with('!');
    let field_name = head.trim_end_matches('!');
    let words = name::split(field_name);
    let label = match setting.language {
        Language::En => name::sentence(&words.join(" ")),
        Language::Ru => russian.to_owned(),
    };
    let hint = vocabulary::hint(&words, words.len().saturating_sub(1));
    let kind = if kind.is_empty() {
        hint.map_or(FieldType::String, |hint| hint.kind)
    } else {
        kind_of(kind)?
    };
    let mut field = Field::new(field_name, &label, kind);
    field.required = required;
    if let Some(unit) = hint.and_then(|hint| hint.unit)
        && matches!(kind, FieldType::Integer | FieldType::Decimal)
    {
        field.unit = super::measure::unit_of_symbol(unit)
            .map(|unit| unit.symbol(setting.language).to_owned());
    }
    if kind == FieldType::Enum {
        fill_enum(&mut field, parts.next(), &words.join(" "), setting.language);
    } else if kind == FieldType::Money {
        field.currency = Some(setting.currency.to_owned());
    } else if kind == FieldType::Boolean {
        field.default = Some(Literal::Bool(false));
    }
    Some(field)
}

fn fill_enum(field: &mut Field, values: Option<&str>, words: &str, language: Language) {
    if let Some(values) = values {
        field.values = values
            .split(',')
            .filter_map(|value| {
                let (value, russian) = value.trim().split_once('=')?;
                Some(EnumValue {
                    name: value.to_owned(),
                    label: match language {
                        Language::En => name::sentence(&value.replace('_', " ")),
                        Language::Ru => russian.to_owned(),
                    },
                })
            })
            .collect();
        let staged = matches!(field.name.as_str(), "status" | "stage" | "priority");
        if staged {
            field.default = field
                .values
                .first()
                .map(|first| Literal::Text(first.name.clone()));
        }
    } else if let Some((values, default)) = choice::usual(words, language) {
        field.values = values;
        field.default = default;
    } else {
        field.kind = FieldType::String;
    }
}

fn link(text: &str, language: Language) -> Option<Link> {
    let mut parts = text.split('|').map(str::trim);
    let (head, russian, target) = (parts.next()?, parts.next()?, parts.next()?);
    let link_name = head.trim_end_matches('!');
    let (many, target) = match target.strip_prefix("many ") {
        Some(target) => (true, target),
        None => (false, target),
    };
    Some(Link {
        name: link_name.to_owned(),
        label: match language {
            Language::En => name::sentence(&name::split(link_name).join(" ")),
            Language::Ru => russian.to_owned(),
        },
        target: target.to_owned(),
        many,
        required: head.ends_with('!'),
    })
}

fn kind_of(name: &str) -> Option<FieldType> {
    use FieldType as T;
    [
        T::String,
        T::Text,
        T::Integer,
        T::Decimal,
        T::Money,
        T::Boolean,
        T::Date,
        T::Datetime,
        T::Time,
        T::Email,
        T::Url,
        T::Phone,
        T::Color,
        T::Image,
        T::Enum,
    ]
    .into_iter()
    .find(|kind| kind.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_domain_is_well_formed() {
        assert!(FILES.files().count() >= 20);
        for file in FILES.files() {
            let text = file.contents_utf8().unwrap();
            let domain: Domain = toml::from_str(text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
            for language in [Language::En, Language::Ru] {
                let setting = Setting {
                    text: "",
                    language,
                    currency: "USD",
                };
                let source = Source::new(text);
                assert!(!source.triggers.is_empty());
                for trigger in &source.triggers {
                    let idea = crate::idea::Idea::new(*trigger);
                    let spec = crate::builtin::analyse(&idea, &[].into()).unwrap();
                    let problems = crate::spec::check::check(&spec);
                    assert!(problems.is_empty(), "{trigger}: {problems:?}");
                }
                for model in &domain.entities {
                    assert!(source.names.contains(&model.name.as_str()));
                    let fields = model.fields(setting);
                    assert_eq!(fields.len(), model.fields.len(), "{}", model.name);
                    for link in model.relations(language) {
                        let known = domain
                            .entities
                            .iter()
                            .any(|other| other.name == link.target);
                        assert!(known, "{} leads to {}", model.name, link.target);
                    }
                    assert_eq!(model.relations(language).len(), model.relations.len());
                }
            }
        }
    }
}
