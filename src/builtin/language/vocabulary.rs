//! English words for data: what class of thing a noun is, and what type a field's name has.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::data::{self, Hasher};
use super::english;
use crate::spec::FieldType;

/// The class of a noun: what a record of it has when nothing was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Somebody.
    Person,
    /// A group of people or a business.
    Organization,
    /// Somewhere.
    Place,
    /// Something that has a name.
    Thing,
    /// Something that happens on a date.
    Event,
    /// Something written.
    Document,
}

impl Class {
    fn of_section(section: &str) -> Option<Self> {
        match section {
            "person" => Some(Self::Person),
            "organization" => Some(Self::Organization),
            "place" => Some(Self::Place),
            "thing" => Some(Self::Thing),
            "event" => Some(Self::Event),
            "document" => Some(Self::Document),
            _ => None,
        }
    }
}

/// What the name of a field says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// The type of its values.
    pub(crate) kind: FieldType,
    /// The unit that its numbers are in when nothing else was said.
    pub(crate) unit: Option<&'static str>,
}

fn hint_of_section(section: &str) -> Option<Hint> {
    let kind = match section {
        "string" | "address" => FieldType::String,
        "text" => FieldType::Text,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal,
        "money" => FieldType::Money,
        "boolean" => FieldType::Boolean,
        "date" => FieldType::Date,
        "datetime" => FieldType::Datetime,
        "time" => FieldType::Time,
        "email" => FieldType::Email,
        "url" | "file" => FieldType::Url,
        "phone" => FieldType::Phone,
        "color" => FieldType::Color,
        "image" => FieldType::Image,
        "enum" => FieldType::Enum,
        _ => return None,
    };
    Some(Hint { kind, unit: None })
}

static CLASSES: LazyLock<HashMap<&'static str, Class, Hasher>> = LazyLock::new(|| {
    let mut classes = HashMap::default();
    for item in data::items(data::EN_NOUNS) {
        if let Some(class) = Class::of_section(item.section) {
            classes.entry(item.text).or_insert(class);
        }
    }
    classes
});

static HINTS: LazyLock<HashMap<&'static str, Hint, Hasher>> = LazyLock::new(|| {
    let mut hints = HashMap::default();
    for item in data::items(data::EN_FIELDS) {
        let Some(mut hint) = hint_of_section(item.section) else {
            continue;
        };
        let (name, unit) = item.text.split_once('=').unwrap_or((item.text, ""));
        hint.unit = (!unit.is_empty()).then_some(unit);
        hints.entry(name).or_insert(hint);
    }
    hints
});

static CONTAINERS: LazyLock<HashMap<&'static str, &'static str, Hasher>> = LazyLock::new(|| {
    data::items(data::CONTAINERS)
        .filter_map(|item| item.text.split_once(" = "))
        .collect()
});

/// Returns the class of a noun phrase by its longest known ending; `words` are singular.
pub(crate) fn class(words: &[String]) -> Option<Class> {
    (0..words.len()).find_map(|from| {
        let ending = words.get(from..)?.join(" ");
        CLASSES.get(ending.as_str()).copied()
    })
}

/// Returns the class of exactly this noun phrase.
pub(crate) fn class_of(noun: &str) -> Option<Class> {
    CLASSES.get(noun).copied()
}

/// Returns what is kept under a heading that is no record itself.
pub(crate) fn content(heading: &str) -> Option<&'static str> {
    CONTAINERS.get(heading).copied()
}

/// Returns what exactly this name says about a field, in the singular too.
pub(crate) fn hint_of(name: &str) -> Option<Hint> {
    if let Some(hint) = HINTS.get(name) {
        return Some(*hint);
    }
    let (before, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let one = english::singular(last);
    if one == last || !before.is_empty() && HINTS.contains_key(last) && last == "days" {
        return None;
    }
    let single = if before.is_empty() {
        one
    } else {
        format!("{before} {one}")
    };
    HINTS.get(single.as_str()).copied()
}

/// Returns whether exactly this form stands among the names of fields.
pub(crate) fn is_listed(name: &str) -> bool {
    HINTS.contains_key(name)
}

/// Returns what the longest known ending of `words` up to the head says about a field.
pub(crate) fn hint(words: &[String], head: usize) -> Option<Hint> {
    if let Some(hint) = hint_of(&words.join(" ")) {
        return Some(hint);
    }
    if let [_, .., "until" | "till"] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        let kind = FieldType::Date;
        return Some(Hint { kind, unit: None });
    }
    if let [.., done, behind] = words
        && english::is_participle(done)
    {
        let kind = match behind.as_str() {
            "on" | "until" | "till" | "before" | "since" => Some(FieldType::Date),
            "at" => Some(FieldType::Datetime),
            "by" | "to" | "from" => Some(FieldType::String),
            _ => None,
        };
        if let Some(kind) = kind {
            return Some(Hint { kind, unit: None });
        }
    }
    if let [.., year, done] = words
        && year == "year"
        && english::is_participle(done)
    {
        let kind = FieldType::Integer;
        return Some(Hint { kind, unit: None });
    }
    if let [.., done, particle] = words
        && english::is_participle(done)
        && matches!(
            particle.as_str(),
            "back" | "off" | "out" | "away" | "over" | "down" | "together"
        )
    {
        let kind = FieldType::Boolean;
        return Some(Hint { kind, unit: None });
    }
    let repeated = match words {
        [first, .., done] => {
            matches!(first.as_str(), "last" | "latest" | "next" | "previous")
                && (english::is_participle(done) || class_of(done) == Some(Class::Event))
        }
        _ => false,
    };
    let dated = words.len() == 2 && words.first().is_some_and(|first| first == "date");
    if repeated || dated || words.last().is_some_and(|last| last == "date") {
        let kind = FieldType::Date;
        return Some(Hint { kind, unit: None });
    }
    let core = words.get(..=head)?;
    (0..core.len()).find_map(|from| hint_of(&core.get(from..)?.join(" ")))
}

/// Returns every English word of the tables, for the correction of typos.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let nouns = data::items(data::EN_NOUNS).map(|item| item.text);
    let fields = data::items(data::EN_FIELDS)
        .map(|item| item.text.split_once('=').map_or(item.text, |pair| pair.0));
    let grammar = data::items(data::EN_WORDS).map(|item| item.text);
    let features = data::items(data::EN_FEATURES).map(|item| item.text);
    let topics = data::items(data::EN_TOPICS).map(|item| item.text);
    let plain = data::items(data::EN_PLAIN).map(|item| item.text);
    let headings = data::items(data::CONTAINERS).map(|item| item.text);
    nouns
        .chain(fields)
        .chain(grammar)
        .chain(features)
        .chain(topics)
        .chain(plain)
        .chain(headings)
        .flat_map(|text| text.split([' ', '=']))
        .map(|word| word.trim_end_matches(['*', '!']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str) -> Option<FieldType> {
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        hint(&words, words.len() - 1).map(|hint| hint.kind)
    }

    #[test]
    fn every_entry_is_well_formed_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for item in data::items(data::EN_NOUNS) {
            assert!(
                Class::of_section(item.section).is_some(),
                "{}",
                item.section
            );
            assert!(seen.insert(item.text), "{} stands twice", item.text);
        }
        seen.clear();
        for item in data::items(data::EN_FIELDS) {
            assert!(hint_of_section(item.section).is_some(), "{}", item.section);
            let (name, unit) = item.text.split_once('=').unwrap_or((item.text, "%"));
            assert!(seen.insert(name), "{name} stands twice");
            assert_eq!(name, name.to_lowercase());
            assert!(
                crate::builtin::measure::unit_of_symbol(unit).is_some(),
                "{unit}"
            );
        }
        assert!(data::items(data::CONTAINERS).all(|item| item.text.contains(" = ")));
        assert!(data::lines(data::RELATIONS).all(|line| line.text.contains(" many ")));
        assert!(data::lines(data::CHOICES).all(|line| line.text.contains(": ")));
    }

    #[test]
    fn the_longest_ending_decides() {
        assert_eq!(kind("last watered date"), Some(FieldType::Date));
        assert_eq!(kind("trailer url"), Some(FieldType::Url));
        assert_eq!(kind("minimum stock level"), Some(FieldType::Integer));
        assert_eq!(kind("roast level"), Some(FieldType::String));
        assert_eq!(kind("blorp"), None);
    }
}
