//! The part that a word plays in the grammar of a sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::data::{self, Hasher};
use super::token::{self, Token};

/// A set of parts that a word can play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags(u32);

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $section:literal;)*) => {
        impl Tags {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*

            fn of_section(section: &str) -> Option<Self> {
                match section {
                    $($section => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

tags! {
    /// Articles and words that stand where one does.
    ARTICLE = 0, "article";
    /// "Their", "its": points back to what was named before.
    OWN = 1, "own";
    /// "Each", "every".
    EACH = 2, "each";
    /// "Many", "several".
    MANY = 3, "many";
    /// "One", "a".
    ONE = 4, "one";
    /// Verbs whose objects are what a record has.
    HAVE = 5, "have";
    /// Prepositions whose objects are what a record has.
    WITH = 6, "with";
    /// Verbs of keeping records.
    RECORD = 7, "record";
    /// Verbs that tie two things together.
    LINK = 8, "link";
    /// Verbs whose objects belong to many subjects.
    JOIN = 9, "join";
    /// Auxiliary verbs.
    AUX = 10, "aux";
    /// Other verbs.
    VERB = 11, "verb";
    /// Prepositions.
    PREP = 12, "prep";
    /// "And".
    AND = 13, "and";
    /// "Or".
    OR = 14, "or";
    /// Negations.
    NEG = 15, "neg";
    /// Words that ask for something.
    DEMAND = 16, "demand";
    /// Question words.
    WH = 17, "wh";
    /// "Whether".
    WHETHER = 18, "whether";
    /// "Like", before examples.
    LIKE = 19, "like";
    /// Words that ask for nothing that could be missing.
    NOISE = 20, "noise";
    /// People who use the app rather than stand in it.
    ACTOR = 21, "actor";
    /// Headings under which records are kept.
    CONTAINER = 22, "container";
    /// Words for the app itself.
    APP = 23, "app";
    /// "Automatically".
    AUTO = 24, "auto";
    /// "Required".
    REQUIRED = 25, "required";
    /// "Optional".
    OPTIONAL = 26, "optional";
    /// "Unique".
    UNIQUE = 27, "unique";
    /// Pronouns.
    PRONOUN = 28, "pronoun";
    /// Adjectives that say nothing about the data.
    DROP = 29, "drop";
    /// Words that may open a clause and mean nothing there.
    FILLER = 30, "filler";
}

impl Tags {
    /// Returns the union of two sets.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the sets share a part.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether the word has no known part.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Words before a noun that only point at it.
pub(crate) const POINTERS: Tags = Tags::ARTICLE
    .and(Tags::OWN)
    .and(Tags::EACH)
    .and(Tags::MANY)
    .and(Tags::ONE)
    .and(Tags::DROP);

struct Table {
    exact: HashMap<&'static str, Tags, Hasher>,
    beginnings: HashMap<char, Vec<(&'static str, Tags)>, Hasher>,
}

impl Table {
    fn new(text: &'static str) -> Self {
        let mut table = Self {
            exact: HashMap::default(),
            beginnings: HashMap::default(),
        };
        for item in data::items(text) {
            let Some(tag) = Tags::of_section(item.section) else {
                continue;
            };
            if let Some(beginning) = item.text.strip_suffix('*') {
                let first = beginning.chars().next().unwrap_or_default();
                let bucket = table.beginnings.entry(first).or_default();
                bucket.push((beginning, tag));
            } else {
                let tags = table.exact.entry(item.text).or_default();
                *tags = tags.and(tag);
            }
        }
        table
    }

    fn tags(&self, word: &str) -> Tags {
        let mut tags = self.exact.get(word).copied().unwrap_or_default();
        let bucket = word
            .chars()
            .next()
            .and_then(|first| self.beginnings.get(&first));
        for (beginning, tag) in bucket.into_iter().flatten() {
            if word.starts_with(beginning) {
                tags = tags.and(*tag);
            }
        }
        tags
    }
}

static ENGLISH: LazyLock<Table> = LazyLock::new(|| Table::new(data::EN_WORDS));
static RUSSIAN: LazyLock<Table> = LazyLock::new(|| Table::new(data::RU_WORDS));

/// Returns the parts that a lowercase word can play.
pub(crate) fn of_word(word: &str) -> Tags {
    if word.chars().next().is_some_and(token::is_cyrillic) {
        RUSSIAN.tags(word)
    } else {
        ENGLISH.tags(word)
    }
}

/// Returns the parts that a token can play.
pub(crate) fn of(token: &Token) -> Tags {
    if token.is_word() {
        of_word(&token.key)
    } else if token.kind == token::Kind::Plus {
        Tags::AND
    } else {
        Tags::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_a_part_of_the_grammar() {
        for text in [data::EN_WORDS, data::RU_WORDS] {
            for item in data::items(text) {
                assert!(Tags::of_section(item.section).is_some(), "{}", item.section);
            }
        }
    }
}
