//! The values of a choice: those that the idea lists, and those that go without saying.

use super::language::data;
use super::language::name;
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::language::{dictionary, russian, token};
use crate::spec::{EnumValue, Language, Literal};

/// Cuts a list into its items at commas, slashes, "or" and "and".
pub(crate) fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let separates = |token: &Token| {
        matches!(
            token.kind,
            Kind::Comma | Kind::Slash | Kind::Semicolon | Kind::Bullet
        ) || tag::of(token).has(Tags::OR)
            || tag::of(token).has(Tags::AND) && !matches!(token.key.as_str(), "plus" | "плюс")
    };
    tokens
        .split(separates)
        .filter(|item| {
            item.iter()
                .any(|token| token.is_word() || token.kind == Kind::Number)
        })
        .collect()
}

/// Returns the value that the words of one item name.
pub(crate) fn value(text: &str, item: &[Token]) -> Option<EnumValue> {
    let words: Vec<&Token> = item
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Number | Kind::Range))
        .collect();
    let (first, last) = (words.first()?, words.last()?);
    let sign = sign(text.get(last.end..)?);
    let end = last.end + sign.map_or(0, |(length, _)| length);
    let label = name::sentence(text.get(first.start..end)?);
    let keys: Vec<String> = words.iter().map(|word| word.key.clone()).collect();
    let phrase = keys.join(" ");
    let mut english = dictionary_words(&phrase, &words).unwrap_or(keys);
    english.extend(sign.map(|(_, word)| word.to_owned()));
    Some(EnumValue {
        name: name::snake(&english)?,
        label,
    })
}

/// Returns the sign that ends a value, its length and its word: the plus of "A+".
fn sign(behind: &str) -> Option<(usize, &'static str)> {
    let mut letters = behind.chars();
    let sign = letters.next()?;
    let word = match sign {
        '+' => "plus",
        '-' | '−' | '–' => "minus",
        _ => return None,
    };
    let ends = letters
        .next()
        .is_none_or(|next| matches!(next, ',' | ')' | '/' | ';' | '.' | ' '));
    let aside = behind.starts_with("- ") || behind.starts_with("– ");
    (ends && !aside).then_some((sign.len_utf8(), word))
}

/// Returns the English words of a Russian value.
fn dictionary_words(phrase: &str, words: &[&Token]) -> Option<Vec<String>> {
    if !words.iter().any(|word| word.is_cyrillic()) {
        return None;
    }
    if let Some(entry) = dictionary::value(phrase).or_else(|| dictionary::verb(phrase)) {
        return Some(entry.words());
    }
    if let Some(entry) = in_another_form(words) {
        return Some(entry.words());
    }
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    if let Some(entry) = dictionary::noun(&keys) {
        return Some(entry.words());
    }
    let each: Option<Vec<Vec<String>>> = keys
        .iter()
        .map(|word| {
            dictionary::value(word)
                .or_else(|| {
                    russian::genders(word)
                        .iter()
                        .find_map(|form| dictionary::value(form))
                })
                .or_else(|| dictionary::adjective(word))
                .or_else(|| dictionary::noun(&[word]))
                .map(dictionary::Entry::words)
        })
        .collect();
    each.map(|words| words.concat())
}

/// Returns the value that the words are another form of: "досмотрена" is "досмотрен".
fn in_another_form(words: &[&Token]) -> Option<&'static dictionary::Entry> {
    let (last, before) = words.split_last()?;
    let start: String = before.iter().map(|word| format!("{} ", word.key)).collect();
    let value = |form: &String| dictionary::value(&format!("{start}{form}"));
    russian::genders(&last.key)
        .iter()
        .find_map(value)
        .or_else(|| russian::short_forms(&last.key).iter().find_map(value))
}

/// Adds a value unless one of its name is there.
pub(crate) fn push(values: &mut Vec<EnumValue>, value: EnumValue) {
    if values.len() < 40 && !values.iter().any(|other| other.name == value.name) {
        values.push(value);
    }
}

/// Returns the values that items name.
pub(crate) fn values(text: &str, items: &[&[Token]]) -> Vec<EnumValue> {
    let mut values = Vec::new();
    for value in items.iter().filter_map(|item| value(text, item)) {
        push(&mut values, value);
    }
    values
}

/// Returns the values of a choice that needs no list, such as a priority.
pub(crate) fn usual(words: &str, language: Language) -> Option<(Vec<EnumValue>, Option<Literal>)> {
    let line = data::lines(data::CHOICES).find_map(|line| {
        let (names, values) = line.text.split_once(": ")?;
        let known = names.trim_end_matches('*');
        let fits = words == known
            || words
                .strip_suffix(known)
                .is_some_and(|before| before.ends_with(' '));
        fits.then_some((names.ends_with('*'), values))
    });
    let (starts_with_first, values) = line?;
    let values: Vec<EnumValue> = values
        .split(',')
        .filter_map(|value| {
            let (name, labels) = value.trim().split_once('=')?;
            let (english, russian) = labels.split_once('|')?;
            let label = match language {
                Language::En => english,
                Language::Ru => russian,
            };
            Some(EnumValue {
                name: name.to_owned(),
                label: label.to_owned(),
            })
        })
        .collect();
    let default = values
        .first()
        .filter(|_| starts_with_first)
        .map(|first| Literal::Text(first.name.clone()));
    Some((values, default))
}

/// Returns whether the items are the two answers of a yes-or-no question.
pub(crate) fn is_yes_or_no(items: &[&[Token]]) -> bool {
    let words: Vec<String> = items
        .iter()
        .map(|item| {
            let keys: Vec<&str> = item.iter().map(|token| token.key.as_str()).collect();
            token::key(&keys.join(" "))
        })
        .collect();
    let pairs = [["yes", "no"], ["да", "нет"], ["true", "false"], ["y", "n"]];
    pairs
        .iter()
        .any(|pair| words.len() == 2 && pair.iter().all(|word| words.iter().any(|w| w == word)))
}
