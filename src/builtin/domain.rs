//! Domain models: what people usually keep when they name a field of life and say no more.
//!
//! A file under `templates/domains` is one domain; `entry` reads its fields and relations. An
//! entity with `local = true` is another thing in other domains: the orders of a tailor say nothing
//! about the orders of a shop. Triggers with `any = true` tell the domain whatever stands beside
//! them: a bike shop is a shop.

use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::field::Setting;
use super::language::tag::{self, Tags};
use super::language::token::{self, Kind, Token};
use super::language::{english, name, russian};
use crate::spec::{Field, Language};

mod entry;

use entry::Link;

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
    /// Whether a trigger that ends the idea is enough, whatever stands before it.
    #[serde(default, rename = "any")]
    _any: bool,
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
    /// Whether a record of this name is another one in other domains.
    #[serde(default, rename = "local")]
    _local: bool,
    #[serde(default)]
    relations: Vec<String>,
}

/// A file of which only the names are read until its domain is needed.
struct Source {
    text: &'static str,
    triggers: Vec<&'static str>,
    /// The names of the entities and the other names that stand for them, unless they are local.
    names: Vec<&'static str>,
    /// Whether a trigger is enough, whatever it is of: every shop is a shop.
    any: bool,
    /// What the entities are called, whichever their language.
    labels: Vec<&'static str>,
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
            any: false,
            labels: Vec::new(),
            domain: OnceLock::new(),
        };
        let mut section = "";
        let mut local = false;
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
                local = false;
            }
            local |= line == "local = true";
            source.any |= line == "any = true";
            let quoted = || line.split('"').skip(1).step_by(2);
            let key = line.split(' ').next();
            if section == "[triggers]" {
                source.triggers.extend(quoted());
            } else if section == "[[entity]]" {
                match key {
                    Some("name" | "aliases") if local => source.labels.extend(quoted()),
                    Some("name" | "aliases") => {
                        source.names.extend(quoted());
                        source.labels.extend(quoted());
                    }
                    Some("en" | "ru") => source.labels.extend(quoted()),
                    _ => {}
                }
            }
        }
        source
    }

    fn domain(&self) -> Option<&Domain> {
        let parse = || toml::from_str(self.text).ok();
        self.domain.get_or_init(parse).as_ref()
    }
}

/// A domain that an idea's words name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) domain: &'static Domain,
    /// Whether the idea says no more than the domain does: its every word or its head is of the domain.
    pub(crate) whole: bool,
    /// Whether its every word is.
    pub(crate) full: bool,
}

/// Words of an idea that say nothing about its domain.
const BARE: Tags = tag::POINTERS
    .and(Tags::PREP)
    .and(Tags::AND)
    .and(Tags::APP)
    .and(Tags::CONTAINER)
    .and(Tags::FILLER)
    .and(Tags::DEMAND)
    .and(Tags::PRONOUN)
    .and(Tags::AUX)
    .and(Tags::RECORD)
    .and(Tags::NOISE);

/// The most words of an idea that only names a domain.
const FEW: usize = 4;

/// Returns the domain that an idea's words name: of a short idea that which knows most of its
/// words, else that of the longest trigger.
pub(crate) fn find(tokens: &[Token]) -> Option<Found> {
    let end = tokens
        .iter()
        .position(|token| !token.is_word() || tag::of(token).has(Tags::WITH))
        .unwrap_or(tokens.len());
    let (heading, rest) = tokens.split_at(end);
    let content: Vec<usize> = (0..heading.len())
        .filter(|at| heading.get(*at).is_some_and(is_content))
        .collect();
    let alone = rest.iter().all(|token| token.kind == Kind::Stop);
    let short = alone && (1..=FEW).contains(&content.len());
    let words: Vec<&str> = tokens.iter().map(|token| token.key.as_str()).collect();
    let best = SOURCES
        .iter()
        .filter_map(|source| {
            let (length, exact, mut known) = source.triggered(&words)?;
            if !short {
                return Some(((false, 0, false, length), false, source));
            }
            let head =
                source.any && head(heading, &known).is_some_and(|at| known.get(at) == Some(&true));
            source.recognise(&words, &mut known);
            let count = content
                .iter()
                .filter(|at| known.get(**at) == Some(&true))
                .count();
            let full = count == content.len();
            Some(((full || head, count, exact, length), full, source))
        })
        .reduce(|best, other| if other.0 > best.0 { other } else { best });
    let ((whole, ..), full, source) = best?;
    let domain = source.domain()?;
    Some(Found {
        domain,
        whole,
        full,
    })
}

fn is_content(token: &Token) -> bool {
    let tags = tag::of(token);
    let shop = || {
        let exact = |source: &Source| source.triggers.contains(&token.key.as_str());
        tags.has(Tags::APP) && !tags.has(Tags::CONTAINER) && SOURCES.iter().any(exact)
    };
    token.is_word() && (!tags.has(BARE) || shop())
}

/// Returns the word that a heading is about: the last one of its noun in English, the first one in Russian.
fn head(heading: &[Token], known: &[bool]) -> Option<usize> {
    let usable =
        |at: &usize| known.get(*at) == Some(&true) || heading.get(*at).is_some_and(is_content);
    if heading.iter().any(Token::is_cyrillic) {
        return (0..heading.len()).find(usable);
    }
    let of = |token: &Token| tag::of(token).has(Tags::PREP);
    let end = (1..heading.len())
        .find(|at| heading.get(*at).is_some_and(of) && (0..*at).any(|before| usable(&before)))
        .unwrap_or(heading.len());
    (0..end).rev().find(usable)
}

impl Source {
    /// Returns the length of the longest trigger among the words, whether one stands there letter
    /// by letter, and which words are of one.
    fn triggered(&self, words: &[&str]) -> Option<(usize, bool, Vec<bool>)> {
        let mut known = vec![false; words.len()];
        let mut longest = None;
        let mut exact = false;
        for trigger in &self.triggers {
            let first = trigger.split(' ').next().unwrap_or_default();
            if !words.iter().any(|word| same(word, first)) {
                continue;
            }
            let pattern: Vec<&str> = trigger.split(' ').collect();
            for (at, window) in words.windows(pattern.len()).enumerate() {
                let mut pairs = window.iter().zip(&pattern);
                if pairs.all(|(word, wanted)| same(word, wanted)) {
                    longest = longest.max(Some(trigger.len()));
                    exact |= window == pattern.as_slice();
                    known
                        .iter_mut()
                        .skip(at)
                        .take(pattern.len())
                        .for_each(|it| *it = true);
                }
            }
        }
        Some((longest?, exact, known))
    }

    /// Notes which words are names of the entities.
    fn recognise(&self, words: &[&str], known: &mut [bool]) {
        let names: Vec<String> = self
            .labels
            .iter()
            .flat_map(|label| name::split(label))
            .flat_map(|words| words.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        for (word, known) in words.iter().zip(known) {
            *known |= names.iter().any(|name| same(word, name));
        }
    }
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
    let (mut letters, mut others) = (word.chars(), wanted.chars().map(token::key_letter));
    let first = letters.next();
    if first != others.next() {
        return false;
    }
    if first.is_some_and(token::is_cyrillic) {
        // A stem has two letters at least.
        if letters.next() != others.next() {
            return false;
        }
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
            .filter_map(|text| entry::field(text, setting))
            .collect()
    }

    /// Returns the relations, with labels in the given language.
    pub(crate) fn relations(&self, language: Language) -> Vec<Link> {
        self.relations
            .iter()
            .filter_map(|text| entry::link(text, language))
            .collect()
    }
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
                    assert!(source.labels.contains(&model.name.as_str()));
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
