//! Typos of one letter in words that are known.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::data::Hasher;
use super::token::{self, Token};
use super::{dictionary, english, tag, vocabulary};

/// The fewest letters of a word that is corrected.
const SHORTEST: usize = 6;

/// The most letters of a Russian ending.
const LONGEST_ENDING: usize = 4;

/// The words of a language by their first letter, in the order of the data.
struct Vocabulary(HashMap<char, Vec<&'static str>, Hasher>);

impl Vocabulary {
    fn new(words: impl Iterator<Item = &'static str>) -> Self {
        let mut letters: HashMap<char, Vec<&'static str>, Hasher> = HashMap::default();
        for word in words {
            if let Some(first) = word.chars().next() {
                let words = letters.entry(token::key_letter(first));
                words.or_default().push(word);
            }
        }
        Self(letters)
    }

    /// Returns the words that begin as this one does, as the data has them.
    fn like(&self, word: &str) -> &[&'static str] {
        let first = word.chars().next().unwrap_or_default();
        self.0.get(&first).map_or(&[], Vec::as_slice)
    }

    fn knows(&self, word: &str) -> bool {
        let same = |known: &&str| {
            known.len() == word.len() && known.chars().map(token::key_letter).eq(word.chars())
        };
        self.like(word).iter().any(same)
    }

    /// Returns the words of this first letter and so many letters that a typo may be mended to.
    fn long(
        &self,
        word: &str,
        letters: RangeInclusive<usize>,
    ) -> impl Iterator<Item = Cow<'static, str>> {
        let words = self
            .like(word)
            .iter()
            .map(|word| (*word, word.chars().count()));
        words
            .filter(move |(_, count)| *count >= SHORTEST && letters.contains(count))
            .map(|(word, _)| dictionary::key(word))
    }
}

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(vocabulary::words()));
static RUSSIAN: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(dictionary::words()));

/// Replaces the keys of words that are a typo away from a known word.
pub(crate) fn correct(tokens: &mut [Token]) {
    let mut seen: HashMap<String, Option<String>, Hasher> = HashMap::default();
    for token in tokens.iter_mut().filter(|token| token.is_word()) {
        if !token.key.chars().all(char::is_alphabetic) || token.key.chars().count() + 1 < SHORTEST {
            continue;
        }
        let fix = seen
            .entry(token.key.clone())
            .or_insert_with(|| correction(&token.key));
        if let Some(fix) = fix {
            token.key.clone_from(fix);
        }
    }
}

fn correction(word: &str) -> Option<String> {
    let first = word.chars().next()?;
    let russian = token::is_cyrillic(first);
    let known = if russian {
        known_russian(word)
    } else {
        known_english(word)
    };
    if known {
        return None;
    }
    if let Some(noun) = word.strip_suffix("es").filter(|_| !russian)
        && vocabulary::class_of(noun).is_some()
    {
        return Some(format!("{noun}s"));
    }
    let vocabulary = if russian { &*RUSSIAN } else { &*ENGLISH };
    let endings: &[&str] = if russian {
        &[""]
    } else {
        &["", "s", "es", "ing", "ed"]
    };
    for ending in endings {
        let Some(base) = word.strip_suffix(ending) else {
            continue;
        };
        let letters = base.chars().count();
        let found = vocabulary
            .long(word, letters.saturating_sub(1)..=letters + 1)
            .filter(|candidate| one_apart(base, candidate))
            .find(|candidate| {
                let short = letters < SHORTEST;
                let inflected = ["s", "d", "r", "y", "n"]
                    .iter()
                    .any(|letter| candidate.strip_suffix(letter) == Some(base));
                let changed = candidate.chars().count() == letters && !swapped(base, candidate);
                let doubtful = changed && !russian && letters < 9;
                let doubtful = doubtful || russian && !is_slip(base, candidate);
                !(short && (russian || inflected)) && !doubtful
            });
        if let Some(found) = found {
            return Some(format!("{found}{ending}"));
        }
    }
    russian.then(|| inflected(word)).flatten()
}

/// Finds a Russian word whose stem is a typo away, so that inflected forms are mended too.
fn inflected(word: &str) -> Option<String> {
    let stem = super::russian::stem(word);
    let letters = stem.chars().count();
    if letters < SHORTEST {
        return None;
    }
    let ending = word.strip_prefix(stem)?;
    RUSSIAN
        .long(word, letters - 1..=letters + 1 + LONGEST_ENDING)
        .map(|candidate| super::russian::stem(&candidate).to_owned())
        .find(|candidate| {
            one_apart(stem, candidate)
                && candidate.chars().count() >= SHORTEST
                && !is_form(stem, candidate)
                && is_slip(stem, candidate)
        })
        .map(|found| format!("{found}{ending}"))
}

/// Returns whether two stems are those of a short and a full form: "выполнен" and "выполненный",
/// "свободен" and "свободный".
fn is_form(stem: &str, other: &str) -> bool {
    let fleeting = |full: &str, short: &str| {
        full.strip_suffix('н')
            .is_some_and(|base| short.strip_suffix("ен") == Some(base))
    };
    stem.starts_with(other)
        || other.starts_with(stem)
        || fleeting(stem, other)
        || fleeting(other, stem)
}

/// Returns whether a Russian word is likely another one mistyped: a short one only when what differs
/// sounds alike before a consonant, is a vowel or was doubled, since "реакция" is no "редакция" and
/// "нашивка" no "наживка".
fn is_slip(word: &str, other: &str) -> bool {
    const ALIKE: [&str; 7] = ["бп", "вф", "гк", "дт", "жш", "зс", "щш"];
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if a.len().min(b.len()) >= 9 || swapped(word, other) {
        return true;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let soft = |letter: char| "аеиоуыэюяйьъ".contains(letter);
    let before = same.checked_sub(1).and_then(|at| a.get(at)).copied();
    match (a.get(same).copied(), b.get(same).copied()) {
        (Some(x), Some(y)) if a.len() == b.len() => {
            a.len() > 7 && soft(x) && soft(y)
                || !a
                    .get(same + 1)
                    .is_none_or(|next| "аеиоуыэюя".contains(*next))
                    && ALIKE
                        .iter()
                        .any(|pair| pair.contains(x) && pair.contains(y))
        }
        (x, y) => {
            let extra = if a.len() > b.len() { x } else { y };
            extra.is_some_and(|extra| soft(extra) || Some(extra) == before)
        }
    }
}

fn known_english(word: &str) -> bool {
    let one = english::singular(word);
    let listed = vocabulary::class_of(&one).is_some() || vocabulary::hint_of(word).is_some();
    if listed || !tag::of_word(word).is_empty() {
        return true;
    }
    let is_known = |word: &str| ENGLISH.knows(word);
    if is_known(word) || is_known(&one) || is_known(&english::plural(word)) {
        return true;
    }
    let doubled = |base: &str| {
        let mut letters = base.chars();
        let last = letters.next_back();
        last.is_some() && last == letters.clone().next_back() && is_known(letters.as_str())
    };
    [
        "ing", "ed", "er", "ers", "ly", "al", "ion", "ions", "d", "r", "ment", "i", "ied", "ies",
    ]
    .iter()
    .filter_map(|ending| word.strip_suffix(ending))
    .any(|base| {
        is_known(base)
            || is_known(&format!("{base}e"))
            || is_known(&format!("{base}y"))
            || doubled(base)
    })
}

fn known_russian(word: &str) -> bool {
    let infinitives = ["ать", "ять", "ить", "еть", "уть", "ться"];
    infinitives.iter().any(|ending| word.ends_with(ending))
        || !tag::of_word(word).is_empty()
        || dictionary::noun(&[word]).is_some()
        || dictionary::adjective(word).is_some()
        || RUSSIAN.knows(word)
}

/// Returns whether two words differ by two neighbours that changed places.
fn swapped(a: &str, b: &str) -> bool {
    let mut letters: [Vec<char>; 2] = [a.chars().collect(), b.chars().collect()];
    for word in &mut letters {
        word.sort_unstable();
    }
    let [left, right] = letters;
    left == right
}

/// Returns whether two words differ by one letter changed, added, dropped or swapped with the next.
fn one_apart(a: &str, b: &str) -> bool {
    let (long, short) = (a.chars().count(), b.chars().count());
    if long.abs_diff(short) > 1 || long.max(short) < SHORTEST {
        return false;
    }
    let (a, b) = unlike(a, b);
    let (tail_a, tail_b) = (tail(a), tail(b));
    let turned = || {
        let second = |tail: Option<&str>| tail.and_then(|tail| tail.chars().next());
        a.chars().next() == second(tail_b)
            && second(tail_a) == b.chars().next()
            && tail_a.and_then(tail) == tail_b.and_then(tail)
    };
    a != b && (tail_a == tail_b || tail_a == Some(b) || Some(a) == tail_b || turned())
}

/// Returns two words from their first letters that differ.
fn unlike<'w>(a: &'w str, b: &'w str) -> (&'w str, &'w str) {
    let pairs = a.char_indices().zip(b.chars());
    let same = pairs.take_while(|((_, x), y)| x == y).last();
    let at = same.map_or(0, |((at, letter), _)| at + letter.len_utf8());
    (
        a.get(at..).unwrap_or_default(),
        b.get(at..).unwrap_or_default(),
    )
}

/// Returns a word without its first letter; `None` where it has none.
fn tail(word: &str) -> Option<&str> {
    let mut letters = word.chars();
    letters.next().map(|_| letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrected(word: &str) -> String {
        let mut tokens = token::tokens(word);
        correct(&mut tokens);
        tokens.remove(0).key
    }

    #[test]
    fn one_letter_is_mended_in_long_words_only() {
        assert_eq!(corrected("recrod"), "record");
        assert_eq!(corrected("Coffe"), "coffee");
        assert_eq!(corrected("обарудования"), "оборудования");
        assert_eq!(corrected("custmer"), "customer");
        assert_eq!(corrected("bok"), "bok");
        assert_eq!(corrected("brewing"), "brewing");
        assert_eq!(corrected("invoices"), "invoices");
    }
}
