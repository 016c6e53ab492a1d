//! Words of ideas and of names, as far as it takes to see whether both speak of the same.

/// The fewest letters of a word that tells something.
const SHORTEST: usize = 3;

/// The fewest letters that two forms of one word have in common.
const STEM: usize = 4;

/// The most letters by which forms of one word differ at the end.
const ENDING: usize = 3;

/// Returns the words of a text, in lowercase; of a name in `camelCase` its parts too.
pub(super) fn words(text: &str) -> Vec<String> {
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

/// Returns whether a word tells what is meant, so that it is missed where it is missing.
pub(super) fn tells(word: &str) -> bool {
    word.chars().count() >= SHORTEST
}

/// Returns whether two words may be forms of one.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let common = one.chars().zip(other.chars());
    let common = common.take_while(|(one, other)| one == other).count();
    let longer = one.chars().count().max(other.chars().count());
    common >= STEM && longer - common <= ENDING
}

/// Returns whether one of the words is a form of this one.
pub(super) fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|known| alike(known, word))
}

/// Returns where a phrase stands in a text, by their words: the first and the last one.
pub(super) fn place(phrase: &[String], text: &[String]) -> Option<(usize, usize)> {
    if phrase.is_empty() {
        return None;
    }
    let start = text.windows(phrase.len()).position(|it| it == phrase)?;
    Some((start, start + phrase.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_alike_and_others_are_not() {
        for (one, other) in [
            ("photo", "photos"),
            ("visit", "visits"),
            ("category", "categories"),
            ("книга", "книги"),
            ("владелец", "владельцы"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("pet", "petrol"),
            ("visit", "visitor permit"),
            ("due", "date"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
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
