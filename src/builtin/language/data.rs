//! The texts under `templates/language` and how their lines are read.
//!
//! A file is made of lines. `#` starts a comment, `[section]` a section; everything else is a list
//! of items separated by commas. What an item says beyond its first word stands at the head of
//! each file. Cutting is all that happens here, so that a file costs microseconds.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

macro_rules! text {
    ($path:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/templates/language/",
            $path
        ))
    };
}

pub(crate) const EN_PLURALS: &str = text!("en/plurals.txt");
pub(crate) const EN_NOUNS: &str = text!("en/nouns.txt");
pub(crate) const EN_FIELDS: &str = text!("en/fields.txt");
pub(crate) const EN_WORDS: &str = text!("en/words.txt");
pub(crate) const EN_FEATURES: &str = text!("en/features.txt");
pub(crate) const EN_TOPICS: &str = text!("en/topics.txt");
pub(crate) const EN_PLAIN: &str = text!("en/plain.txt");
pub(crate) const RU_NOUNS: &str = text!("ru/nouns.txt");
pub(crate) const RU_OTHERS: &str = text!("ru/others.txt");
pub(crate) const RU_LATIN: &str = text!("ru/latin.txt");
pub(crate) const RU_WORDS: &str = text!("ru/words.txt");
pub(crate) const RU_FEATURES: &str = text!("ru/features.txt");
pub(crate) const RU_TOPICS: &str = text!("ru/topics.txt");
const RU_SENSES: &str = text!("ru/senses.txt");
pub(crate) const UNITS: &str = text!("units.txt");
pub(crate) const CHOICES: &str = text!("choices.txt");
pub(crate) const CONTAINERS: &str = text!("containers.txt");
pub(crate) const RELATIONS: &str = text!("relations.txt");
pub(crate) const FOREIGN: &str = text!("foreign.txt");
const TURNS: &str = text!("turns.txt");

/// An item of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The section that it stands in; empty before the first one.
    pub(crate) section: &'static str,
    /// What it says, trimmed.
    pub(crate) text: &'static str,
}

/// Returns the items of a data file in order.
pub(crate) fn items(text: &'static str) -> impl Iterator<Item = Item> {
    lines(text).flat_map(|line| {
        line.text
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(move |text| Item {
                section: line.section,
                text,
            })
    })
}

/// Returns the lines of a data file in order, without comments and headings.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = Item> {
    let mut section = "";
    text.lines().filter_map(move |line| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let heading = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(heading) = heading {
            section = heading;
            return None;
        }
        Some(Item {
            section,
            text: line,
        })
    })
}

type Turns = HashMap<&'static str, Vec<(&'static str, &'static str)>, Hasher>;

/// Turns of phrase by their first word, the longest first.
static BY_FIRST_WORD: LazyLock<Turns> = LazyLock::new(|| {
    let mut turns = Turns::default();
    for (turn, words) in lines(TURNS).filter_map(|line| line.text.split_once(" = ")) {
        let first = turn.split(' ').next().unwrap_or_default();
        turns.entry(first).or_default().push((turn, words));
    }
    for same in turns.values_mut() {
        same.sort_by_key(|(turn, _)| std::cmp::Reverse(turn.len()));
    }
    turns
});

/// Returns the turns of phrase that start with a word and what they stand for.
pub(crate) fn turns(first: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    BY_FIRST_WORD.get(first).into_iter().flatten().copied()
}

/// A sense of a noun: the English words, and how words begin in ideas that mean it.
type Sense = (&'static str, Vec<&'static str>);

static SENSES: LazyLock<HashMap<&'static str, Vec<Sense>, Hasher>> = LazyLock::new(|| {
    let mut senses: HashMap<_, Vec<Sense>, Hasher> = HashMap::default();
    for line in lines(RU_SENSES) {
        if let Some((noun, rest)) = line.text.split_once(" = ")
            && let Some((english, signs)) = rest.split_once(": ")
        {
            let signs = signs.split(", ").collect();
            senses.entry(noun).or_default().push((english, signs));
        }
    }
    senses
});

/// Returns what a Russian noun means in an idea, when that is not what it usually means.
pub(crate) fn sense(noun: &str, idea: &str) -> Option<&'static str> {
    let senses = SENSES.get(noun)?;
    let idea = idea.to_lowercase().replace('ё', "е");
    let begins = |sign: &&str| {
        let mut words = idea.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| word.starts_with(*sign))
    };
    let told = |sense: &&Sense| sense.1.iter().any(begins);
    senses.iter().find(told).map(|(english, _)| *english)
}

/// A fast hash (FNV-1a) for maps whose keys we wrote ourselves.
pub(crate) type Hasher = BuildHasherDefault<Fnv>;

/// The state of an FNV-1a hash.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
