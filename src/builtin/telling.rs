//! Words of ideas and of names, as far as it takes to see whether both speak of the same.

use std::borrow::Cow;

use super::language::english;
use super::language::tag::{self, Tags};

/// The fewest letters that two forms of one word have in common.
const STEM: usize = 4;

/// The most letters by which forms of one word differ at the end.
const ENDING: usize = 3;

/// Words that say nothing of what is wanted: they join others or point at them.
const SILENT: Tags = Tags::ARTICLE
    .and(Tags::OWN)
    .and(Tags::EACH)
    .and(Tags::MANY)
    .and(Tags::HAVE)
    .and(Tags::WITH)
    .and(Tags::AUX)
    .and(Tags::PREP)
    .and(Tags::AND)
    .and(Tags::OR)
    .and(Tags::WH)
    .and(Tags::WHETHER)
    .and(Tags::LIKE)
    .and(Tags::PRONOUN)
    .and(Tags::FILLER);

/// Words that ask for nothing where the rest of a phrase is understood: "I want a simple site to keep".
const ADORNING: Tags = Tags::RECORD
    .and(Tags::DEMAND)
    .and(Tags::NOISE)
    .and(Tags::DROP)
    .and(Tags::APP);

/// Returns the words of a text, in lowercase; of a name in `camelCase` its parts too.
pub fn words(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    let mut last = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && last.is_lowercase() {
            spaced.push(' ');
        }
        spaced.extend(letter.to_lowercase());
        last = letter;
    }
    let words = spaced.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns whether a word tells what is meant, so that it is missed where it is missing. Numbers do;
/// single letters do not.
pub fn tells(word: &str) -> bool {
    let number = word.chars().all(char::is_numeric);
    let tags = tag::of_word(word);
    number || word.chars().nth(1).is_some() && (tags.has(Tags::NEG) || !tags.has(SILENT))
}

/// Returns whether a word may ask for nothing where the rest of a phrase is understood.
pub fn adorns(word: &str) -> bool {
    tag::of_word(word).has(ADORNING)
}

/// Returns whether a text says of something that it must be given.
pub fn demands(text: &[String]) -> bool {
    text.iter()
        .any(|word| tag::of_word(word).has(Tags::REQUIRED))
}

/// Returns whether two words may be forms of one.
pub fn alike(one: &str, other: &str) -> bool {
    if one == other || singular(one) == singular(other) {
        return true;
    }
    let common = one.chars().zip(other.chars());
    let common = common.take_while(|(one, other)| one == other).count();
    let longer = one.chars().count().max(other.chars().count());
    common >= STEM && longer - common <= ENDING
}

/// Returns the singular of an English word, and any other word as it is.
fn singular(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        Cow::Owned(english::singular(word))
    } else {
        Cow::Borrowed(word)
    }
}

/// Returns whether one of the words is a form of this one.
pub fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|known| alike(known, word))
}

/// Returns where a phrase stands in a text, by their words: the first and the last one.
pub fn place(phrase: &[String], text: &[String]) -> Option<(usize, usize)> {
    places(phrase, text).next()
}

/// Returns everywhere that a phrase stands in a text.
pub fn places(phrase: &[String], text: &[String]) -> impl Iterator<Item = (usize, usize)> {
    let length = phrase.len();
    let starts = text.windows(length.max(1)).enumerate();
    let starts = starts.filter(move |(_, words)| *words == phrase);
    starts.map(move |(start, _)| (start, start + length.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_alike_and_others_are_not() {
        for (one, other) in [
            ("photo", "photos"),
            ("visit", "visits"),
            ("pet", "pets"),
            ("person", "people"),
            ("category", "categories"),
            ("книга", "книги"),
            ("владелец", "владельцы"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("pet", "petrol"),
            ("car", "card"),
            ("visit", "visitor permit"),
            ("due", "date"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn words_that_only_join_others_tell_nothing() {
        for word in ["the", "with", "and", "для", "и", "a", "x"] {
            assert!(!tells(word), "{word}");
        }
        for word in ["sms", "qr", "5", "reminders", "without", "книга", "phone"] {
            assert!(tells(word), "{word}");
        }
    }

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(words("lastWateredAt"), ["last", "watered", "at"]);
        assert_eq!(words("E-mail, «Имя»"), ["e", "mail", "имя"]);
    }

    #[test]
    fn a_phrase_is_found_by_its_words() {
        let text = words("Owners, pets — and a chart of visits.");
        assert_eq!(place(&words("a chart of visits"), &text), Some((3, 6)));
        assert_eq!(place(&words("chart of pets"), &text), None);
        assert_eq!(place(&[], &text), None);
    }
}
