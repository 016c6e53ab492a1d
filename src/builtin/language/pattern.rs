//! Patterns of words that data files list, and finding them in a clause.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::data::{self, Hasher};
use super::token::Token;
use crate::spec::{FeatureKind, Language};

/// The most words that may stand between two words of a pattern.
const GAP: usize = 3;

struct Pattern {
    words: Vec<&'static str>,
    section: usize,
    weak: bool,
}

/// The patterns of a file, by the first letter of their first word.
struct Patterns {
    sections: Vec<&'static str>,
    /// A section that counts only where no other one fits.
    general: Option<usize>,
    by_letter: HashMap<char, Vec<Pattern>, Hasher>,
}

impl Patterns {
    fn new(text: &'static str) -> Self {
        let mut patterns = Self {
            sections: Vec::new(),
            general: None,
            by_letter: HashMap::default(),
        };
        for item in data::items(text) {
            if patterns.sections.last() != Some(&item.section) {
                patterns.sections.push(item.section);
            }
            let weak = item.text.contains('!');
            let words: Vec<&str> = item
                .text
                .split(' ')
                .map(|word| word.trim_end_matches('!'))
                .collect();
            let first = words.first().and_then(|word| word.chars().next());
            let bucket = patterns.by_letter.entry(first.unwrap_or_default());
            bucket.or_default().push(Pattern {
                words,
                section: patterns.sections.len() - 1,
                weak,
            });
        }
        patterns
    }

    /// Reads patterns whose last section is the general one.
    fn with_general(text: &'static str) -> Self {
        let patterns = Self::new(text);
        Self {
            general: patterns.sections.len().checked_sub(1),
            ..patterns
        }
    }

    /// Returns the section of the longest pattern in `tokens` and how sure it is.
    fn find(&self, tokens: &[&Token]) -> Option<Match> {
        let mut best: Option<((bool, usize), Match)> = None;
        for (at, token) in tokens.iter().enumerate() {
            let letter = token.key.chars().next().unwrap_or_default();
            for pattern in self.by_letter.get(&letter).into_iter().flatten() {
                let Some(end) = pattern.end(tokens, at) else {
                    continue;
                };
                let length: usize = pattern.words.iter().map(|word| word.len()).sum();
                let weight = (self.general != Some(pattern.section), length);
                if best.as_ref().is_none_or(|(known, _)| *known < weight) {
                    let found = Match {
                        section: pattern.section,
                        weak: pattern.weak,
                        start: at,
                        end,
                    };
                    best = Some((weight, found));
                }
            }
        }
        best.map(|(_, found)| found)
    }
}

impl Pattern {
    /// Returns where the pattern ends in `tokens` when its first word stands at `at`.
    fn end(&self, tokens: &[&Token], at: usize) -> Option<usize> {
        let mut from = at;
        for (index, word) in self.words.iter().enumerate() {
            let window = if index == 0 { 1 } else { GAP + 1 };
            let found = tokens
                .iter()
                .enumerate()
                .skip(from)
                .take(window)
                .find(|(_, token)| fits(word, &token.key))?;
            from = found.0 + 1;
        }
        Some(from)
    }
}

fn fits(pattern: &str, word: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == word, |beginning| word.starts_with(beginning))
}

/// A pattern found in a clause.
#[derive(Clone, Copy, Debug)]
struct Match {
    section: usize,
    weak: bool,
    start: usize,
    end: usize,
}

static EN_FEATURES: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(data::EN_FEATURES));
static RU_FEATURES: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(data::RU_FEATURES));
static EN_TOPICS: LazyLock<Patterns> = LazyLock::new(|| Patterns::with_general(data::EN_TOPICS));
static RU_TOPICS: LazyLock<Patterns> = LazyLock::new(|| Patterns::with_general(data::RU_TOPICS));

/// A feature that a clause asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What it is.
    pub(crate) kind: FeatureKind,
    /// Whether the words may as well name a field.
    pub(crate) weak: bool,
    /// The number of words that ask for it.
    pub(crate) words: usize,
}

/// Returns the feature that the words of a clause ask for.
pub(crate) fn feature(words: &[&Token]) -> Option<Asked> {
    both(words, &EN_FEATURES, &RU_FEATURES).and_then(|(patterns, found)| {
        let name = patterns.sections.get(found.section)?;
        let kind = FeatureKind::ALL
            .into_iter()
            .find(|kind| kind.name() == *name)?;
        Some(Asked {
            kind,
            weak: found.weak,
            words: found.end - found.start,
        })
    })
}

/// A wish that no template fulfils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Topic {
    section: usize,
    /// Whether the words may as well name a field.
    pub(crate) weak: bool,
    /// The number of words that ask for it.
    pub(crate) words: usize,
}

impl Topic {
    /// Returns why it can't be done, in the given language.
    pub(crate) fn reason(self, language: Language) -> &'static str {
        let patterns = match language {
            Language::En => &*EN_TOPICS,
            Language::Ru => &*RU_TOPICS,
        };
        patterns
            .sections
            .get(self.section)
            .copied()
            .unwrap_or_default()
    }
}

/// Returns the wish beyond every template that the words of a clause hold.
pub(crate) fn topic(words: &[&Token]) -> Option<Topic> {
    both(words, &EN_TOPICS, &RU_TOPICS).map(|(_, found)| Topic {
        section: found.section,
        weak: found.weak,
        words: found.end - found.start,
    })
}

fn both(
    words: &[&Token],
    english: &'static LazyLock<Patterns>,
    russian: &'static LazyLock<Patterns>,
) -> Option<(&'static Patterns, Match)> {
    let cyrillic = words.iter().any(|word| word.is_cyrillic());
    let latin = words
        .iter()
        .any(|word| word.is_word() && !word.is_cyrillic());
    let in_russian = cyrillic
        .then(|| russian.find(words).map(|found| (&**russian, found)))
        .flatten();
    in_russian.or_else(|| {
        latin
            .then(|| english.find(words).map(|found| (&**english, found)))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    fn feature_of(text: &str) -> Option<FeatureKind> {
        let tokens = token::tokens(text);
        feature(&tokens.iter().collect::<Vec<_>>()).map(|asked| asked.kind)
    }

    #[test]
    fn features_are_found_in_clauses() {
        assert_eq!(
            feature_of("export invoices to CSV"),
            Some(FeatureKind::ExportCsv)
        );
        assert_eq!(feature_of("выгружать в CSV"), Some(FeatureKind::ExportCsv));
        assert_eq!(
            feature_of("Kanban board grouped by status"),
            Some(FeatureKind::Board)
        );
        assert_eq!(feature_of("тёмная тема"), Some(FeatureKind::DarkMode));
        assert_eq!(feature_of("a plain sentence"), None);
    }

    #[test]
    fn every_section_is_a_feature_and_both_languages_have_the_same_reasons() {
        for text in [data::EN_FEATURES, data::RU_FEATURES] {
            for item in data::items(text) {
                let known = FeatureKind::ALL
                    .iter()
                    .any(|kind| kind.name() == item.section);
                assert!(known, "{}", item.section);
            }
        }
        assert_eq!(EN_TOPICS.sections.len(), RU_TOPICS.sections.len());
    }
}
