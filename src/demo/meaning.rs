//! What fields mean, by what they are called: the longest known name wins.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::data;

static FILE: LazyLock<File> = LazyLock::new(|| data::load("meanings.toml"));
static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| Meanings::new(&FILE));

/// Returns what fields can mean.
pub(super) fn all() -> &'static Meanings {
    &MEANINGS
}

/// A range of plausible numbers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plausible {
    /// What fields with such numbers are called.
    pub words: String,
    /// The least and the greatest.
    pub range: [f64; 2],
    /// The same for Russian, where it differs.
    #[serde(default)]
    pub range_ru: Option<[f64; 2]>,
    /// What the numbers are multiples of.
    #[serde(default)]
    pub step: f64,
    /// The same for Russian, where it differs.
    #[serde(default)]
    pub step_ru: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: BTreeMap<String, String>,
    date: BTreeMap<String, String>,
    flag: BTreeMap<String, String>,
    number: BTreeMap<String, Plausible>,
}

/// Meanings by name.
#[derive(Debug)]
pub(super) struct Meanings {
    text: HashMap<&'static str, &'static str>,
    date: HashMap<&'static str, &'static str>,
    flag: HashMap<&'static str, &'static str>,
    number: HashMap<&'static str, &'static Plausible>,
}

impl Meanings {
    fn new(file: &'static File) -> Self {
        let pairs = |section: &'static BTreeMap<String, String>| {
            let pairs = section.iter();
            by_name(pairs.map(|(meaning, words)| (words.as_str(), meaning.as_str())))
        };
        let ranges = file.number.values();
        Self {
            text: pairs(&file.text),
            date: pairs(&file.date),
            flag: pairs(&file.flag),
            number: by_name(ranges.map(|range| (range.words.as_str(), range))),
        }
    }

    /// Returns the meaning of a text.
    pub(super) fn text(&self, readings: &[Vec<String>]) -> Option<&'static str> {
        find(&self.text, readings)
    }

    /// Returns the meaning of a date or a time.
    pub(super) fn date(&self, readings: &[Vec<String>]) -> Option<&'static str> {
        find(&self.date, readings)
    }

    /// Returns the meaning of a yes or no.
    pub(super) fn flag(&self, readings: &[Vec<String>]) -> Option<&'static str> {
        find(&self.flag, readings)
    }

    /// Returns the plausible numbers.
    pub(super) fn number(&self, readings: &[Vec<String>]) -> Option<&'static Plausible> {
        find(&self.number, readings)
    }
}

/// Gives each word of a list what the list stands for.
fn by_name<T: Copy>(lists: impl Iterator<Item = (&'static str, T)>) -> HashMap<&'static str, T> {
    let words = |(list, meaning): (&'static str, T)| {
        list.split_whitespace().map(move |word| (word, meaning))
    };
    lists.flat_map(words).collect()
}

/// Returns what the longest known end of a reading means; failing that, the longest known part.
fn find<T: Copy>(known: &HashMap<&'static str, T>, readings: &[Vec<String>]) -> Option<T> {
    let get = |words: &[String]| known.get(words.concat().as_str()).copied();
    let ends = readings
        .iter()
        .find_map(|words| (0..words.len()).find_map(|start| get(words.get(start..)?)));
    ends.or_else(|| {
        let words = readings.first()?;
        (1..words.len())
            .rev()
            .find_map(|length| words.windows(length).find_map(get))
    })
}
