//! The forms of a Russian phrase's head: its two numbers, which of them was said, and labels in both.

use super::super::dictionary::Speech;
use super::super::token::{self, Token};
use super::super::{name, russian};
use super::{Unit, written};

/// The forms of a Russian phrase's head.
pub(super) struct Forms {
    pub(super) one: String,
    pub(super) many: String,
    pub(super) plural: bool,
    pub(super) nominative: bool,
}

impl Forms {
    pub(super) fn new(text: &str, words: &[&Token], head: &Unit) -> Self {
        let used: Vec<&str> = words
            .get(head.at..head.at + head.length)
            .unwrap_or_default()
            .iter()
            .map(|token| token.key.as_str())
            .collect();
        let form = used.join(" ");
        let first = used.first().copied().unwrap_or_default();
        let noun = head.entry.filter(|entry| entry.speech == Speech::Noun);
        let (one, many) = if let Some(entry) = noun {
            (entry.lemma.to_owned(), entry.plural())
        } else {
            let one = russian::singular_in(&form, text);
            let many = russian::plural(&one);
            (one, many)
        };
        let (one_key, many_key) = (token::key(&one), token::key(&many));
        let zero = form != one_key
            && (russian::genitive_plural(&one_key).as_deref() == Some(first)
                || one_key.ends_with(['а', 'я', 'о', 'е']) && russian::stem(&one_key) == first);
        let only_plural = noun.is_some_and(|entry| {
            entry.plural() == entry.lemma && used.len() == 1 && one_key.ends_with(['ы', 'и'])
        });
        let plural = only_plural && form != one_key
            || form != one_key
                && (form == many_key
                    || russian::oblique_plural(first)
                    || used.len() > 1
                        && ["ых", "их", "ыми", "ими"]
                            .iter()
                            .any(|e| first.ends_with(e))
                    || zero);
        Self {
            nominative: form == one_key || form == many_key,
            one,
            many,
            plural,
        }
    }

    /// Returns the label with the adjectives agreeing with the head.
    pub(super) fn with(
        &self,
        text: &str,
        adjectives: &[&Token],
        plural: bool,
        tail: &str,
    ) -> String {
        let noun = if plural { &self.many } else { &self.one };
        let gender = if plural && self.many != self.one {
            russian::Gender::Plural
        } else {
            russian::gender(&self.one)
        };
        let mut label = String::new();
        for adjective in adjectives {
            let word = written(text, adjective).to_lowercase();
            label.push_str(&russian::agree(&word, gender));
            label.push(' ');
        }
        name::sentence(&format!("{label}{noun} {tail}"))
    }
}
