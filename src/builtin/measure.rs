//! Units, currencies, and the limits that numbers in a phrase set.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::language::data::{self, Hasher};
use super::language::token::{Kind, Token};
use crate::spec::{Language, Number};

/// A unit of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    symbols: (&'static str, &'static str),
    /// Whether its numbers are whole by nature.
    pub(crate) whole: bool,
}

impl Unit {
    /// Returns the sign of the unit in a language.
    pub(crate) fn symbol(self, language: Language) -> &'static str {
        match language {
            Language::En => self.symbols.0,
            Language::Ru => self.symbols.1,
        }
    }
}

struct Tables {
    units: HashMap<&'static str, Unit, Hasher>,
    symbols: HashMap<&'static str, Unit, Hasher>,
    currencies: HashMap<&'static str, &'static str, Hasher>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        units: HashMap::default(),
        symbols: HashMap::default(),
        currencies: HashMap::default(),
    };
    for line in data::lines(data::UNITS) {
        let Some((name, words)) = line.text.split_once(": ") else {
            continue;
        };
        let words = words.split(',').map(str::trim);
        if line.section == "currency" {
            tables.currencies.extend(words.map(|word| (word, name)));
            continue;
        }
        let unit = Unit {
            symbols: name.split_once('|').unwrap_or((name, name)),
            whole: line.section == "whole",
        };
        tables.symbols.insert(unit.symbols.0, unit);
        for word in words {
            tables.units.entry(word).or_insert(unit);
        }
    }
    tables
});

/// Returns the unit that a lowercase word names.
pub(crate) fn unit(word: &str) -> Option<Unit> {
    TABLES.units.get(word).copied()
}

/// Returns the unit with this English sign.
pub(crate) fn unit_of_symbol(symbol: &str) -> Option<Unit> {
    TABLES.symbols.get(symbol).copied()
}

/// Returns the code of the currency that a lowercase word or sign names.
pub(crate) fn currency(word: &str) -> Option<&'static str> {
    TABLES.currencies.get(word).copied()
}

/// Returns the currency that a text names anywhere.
pub(crate) fn currency_of(tokens: &[Token]) -> Option<&'static str> {
    tokens.iter().find_map(|token| {
        let short = token.key.chars().count() == 1 && token.is_word();
        currency(&token.key).filter(|_| !short)
    })
}

/// What numbers in a phrase say about a field.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) min: Option<Number>,
    pub(crate) max: Option<Number>,
    /// Whether they count characters.
    pub(crate) length: bool,
}

/// Returns the value of a number token.
pub(crate) fn number(token: &Token) -> Option<f64> {
    if token.kind != Kind::Number {
        return None;
    }
    let thousands = token.key.split(',').skip(1).any(|part| part.len() == 3);
    let plain = if thousands {
        token.key.replace(',', "")
    } else {
        token.key.replace(',', ".")
    };
    plain.parse().ok().filter(|value: &f64| value.abs() < 1e15)
}

const MAXIMUM: [&str; 12] = [
    "max",
    "maximum",
    "under",
    "below",
    "макс",
    "максимум",
    "больше",
    "более",
    "до",
    "upto",
    "свыше",
    "longer",
];
const MINIMUM: [&str; 9] = [
    "min",
    "minimum",
    "least",
    "over",
    "above",
    "мин",
    "минимум",
    "меньше",
    "менее",
];
const WORDS_OF_RANGES: [&str; 33] = [
    "from",
    "to",
    "between",
    "and",
    "up",
    "of",
    "at",
    "than",
    "more",
    "most",
    "no",
    "not",
    "or",
    "out",
    "on",
    "a",
    "scale",
    "от",
    "до",
    "по",
    "из",
    "не",
    "с",
    "and",
    "и",
    "шкале",
    "max",
    "min",
    "maximum",
    "minimum",
    "макс",
    "мин",
    "range",
];

/// Finds the limits that a phrase sets and which of its tokens say so.
pub(crate) fn limits(tokens: &[Token]) -> (Limits, Option<(usize, usize)>) {
    let numbers: Vec<(usize, f64)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| number(token).map(|value| (at, value)))
        .collect();
    let word = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
    let mut limits = Limits::default();
    let (first, last) = match numbers.as_slice() {
        [(first, low), (last, high)] if between(tokens, *first, *last) => {
            limits.min = Number::new(low.min(*high));
            limits.max = Number::new(low.max(*high));
            (*first, *last)
        }
        [(first, low), (last, high)] if least_and_most(tokens, *first, *last) => {
            limits.min = Number::new(low.min(*high));
            limits.max = Number::new(low.max(*high));
            (*first, *last)
        }
        [(at, value)] => {
            let before: Vec<&str> = (at.saturating_sub(3)..*at).map(word).collect();
            let says = |words: &[&str]| before.iter().any(|word| words.contains(word));
            let denied = before
                .iter()
                .any(|word| matches!(*word, "не" | "no" | "not"));
            let least = says(&["least", "min", "minimum", "мин", "минимум"])
                || denied && says(&["меньше", "менее", "less", "fewer"]);
            let most = says(&["most", "max", "maximum", "макс", "максимум", "up"])
                || denied && says(&["больше", "более", "more", "over", "longer"])
                || before.last() == Some(&"до");
            if least {
                limits.min = Number::new(*value);
            } else if most || before.ends_with(&["out", "of"]) || before.last() == Some(&"из") {
                limits.max = Number::new(*value);
                limits.min = (!most).then(|| Number::from(1));
            } else {
                return (limits, None);
            }
            (*at, *at)
        }
        _ => return (limits, None),
    };
    let known = |at: usize| {
        let word = word(at);
        WORDS_OF_RANGES.contains(&word) || MAXIMUM.contains(&word) || MINIMUM.contains(&word)
    };
    let mut start = first;
    while start > 0 && known(start - 1) {
        start -= 1;
    }
    let mut end = last + 1;
    if counts_characters(word(end)) {
        limits.length = true;
        end += 1;
    } else if matches!(
        word(end),
        "stars" | "star" | "points" | "баллов" | "балла" | "звезд"
    ) {
        end += 1;
    }
    (limits, Some((start, end)))
}

/// Returns whether a lowercase word stands for characters.
pub(crate) fn counts_characters(word: &str) -> bool {
    [
        "character",
        "chars",
        "символ",
        "letters",
        "знак",
        "digits",
        "цифр",
    ]
    .iter()
    .any(|beginning| word.starts_with(beginning))
}

/// Returns whether "min" stands before the first number and "max" before the second.
fn least_and_most(tokens: &[Token], first: usize, last: usize) -> bool {
    let before = |at: usize, words: &[&str]| {
        at.checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| words.contains(&token.key.as_str()))
    };
    let low = ["min", "minimum", "least", "мин", "минимум"];
    let high = ["max", "maximum", "most", "макс", "максимум"];
    before(first, &low) && before(last, &high) && last - first <= 4
}

/// Returns whether two numbers are the ends of a range.
fn between(tokens: &[Token], first: usize, last: usize) -> bool {
    let inner = tokens.get(first + 1..last).unwrap_or_default();
    let joins = |token: &Token| {
        matches!(token.kind, Kind::Range | Kind::Dots | Kind::Dash)
            || matches!(
                token.key.as_str(),
                "to" | "and" | "до" | "по" | "и" | "through" | ".."
            )
    };
    !inner.is_empty()
        && inner.iter().any(joins)
        && inner
            .iter()
            .all(|token| joins(token) || unit(&token.key).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::language::token::tokens;
    use super::*;

    #[test]
    fn ranges_set_limits() {
        for (text, min, max) in [
            ("from 1 to 5", Some(1), Some(5)),
            ("1–10", Some(1), Some(10)),
            ("between 1 and 12", Some(1), Some(12)),
            ("max 200", None, Some(200)),
            ("out of 10", Some(1), Some(10)),
            ("от 1 до 5", Some(1), Some(5)),
            ("не больше 40", None, Some(40)),
            ("at least 3", Some(3), None),
            ("a1/a2", None, None),
        ] {
            let found = limits(&tokens(text)).0;
            assert_eq!(found.min, min.map(Number::from), "{text}");
            assert_eq!(found.max, max.map(Number::from), "{text}");
        }
    }
}
