//! The data behind demo records, embedded: what names mean, and what there is of each kind.
//!
//! `kinds.toml` says which entities are of which kind, `meanings.toml` what fields mean. For each
//! language `<language>/values.toml` holds people, texts and codes for any entity, and
//! `<language>/<kind>.toml` whole records. A file is read when it is first needed.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::spec::Language;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/demo");
static KINDS: LazyLock<Kinds> = LazyLock::new(|| load("kinds.toml"));
static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| Meanings::new(load("meanings.toml")));
static ENGLISH: LazyLock<Values> = LazyLock::new(|| load("en/values.toml"));
static RUSSIAN: LazyLock<Values> = LazyLock::new(|| load("ru/values.toml"));

/// Returns what entities there are.
pub(super) fn kinds() -> &'static Kinds {
    &KINDS
}

/// Returns what fields can mean.
pub(super) fn meanings() -> &'static Meanings {
    &MEANINGS
}

/// Returns the values for any entity in that language.
pub(super) fn values(language: Language) -> &'static Values {
    match language {
        Language::En => &ENGLISH,
        Language::Ru => &RUSSIAN,
    }
}

/// Returns the records of a kind; none when it has no file.
pub(super) fn pool(language: Language, kind: &'static Kind) -> &'static Pool {
    let pool = match language {
        Language::En => &kind.english,
        Language::Ru => &kind.russian,
    };
    pool.get_or_init(|| load(&format!("{}/{}.toml", language.code(), kind.id)))
}

/// Reads an embedded file; a test reads every one, so that the empty value never shows.
fn load<T: DeserializeOwned + Default>(path: &str) -> T {
    read(path)
        .and_then(|text| toml::from_str(text).ok())
        .unwrap_or_default()
}

fn read(path: &str) -> Option<&'static str> {
    FILES.get_file(path)?.contents_utf8()
}

/// Records of one kind as a table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pool {
    /// What is known of each record; the first column is what it is called.
    pub columns: Vec<String>,
    /// The records.
    pub rows: Vec<Vec<toml::Value>>,
}

impl Pool {
    /// Returns a cell.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&toml::Value> {
        self.rows.get(row)?.get(column)
    }

    /// Returns the column of that name.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// Returns the distinct texts of a column, in order.
    pub(super) fn distinct(&self, column: usize) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for row in &self.rows {
            let text = row.get(column).and_then(toml::Value::as_str);
            let first = text.and_then(|text| text.split('|').next());
            if let Some(text) = first.filter(|text| !texts.iter().any(|known| known == text)) {
                texts.push(text.to_owned());
            }
        }
        texts
    }
}

/// What sort of thing the records of a kind are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// Anything else.
    #[default]
    Thing,
    /// Somebody.
    Person,
    /// A firm.
    Company,
    /// What others are sorted by: its names come from what is sorted.
    Group,
    /// A part of something else.
    Line,
}

/// A kind of entity.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    /// The name of its file.
    pub id: String,
    /// What entities of this kind are called.
    pub names: String,
    /// What sort of thing it is.
    #[serde(default)]
    pub role: Role,
    /// Fields of which one must be there.
    #[serde(default)]
    pub needs: String,
    /// Kinds of which one must be in the same app.
    #[serde(default)]
    pub with: String,
    /// Fields that give it away whatever the entity is called.
    #[serde(default)]
    pub marks: String,
    /// How its numbers are made, by language.
    #[serde(default)]
    pub code: BTreeMap<String, String>,
    /// What its columns are called, beside what [`Kinds::columns`] says.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    #[serde(skip)]
    english: OnceLock<Pool>,
    #[serde(skip)]
    russian: OnceLock<Pool>,
}

/// All kinds of entities.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kinds {
    /// What columns are called.
    pub columns: BTreeMap<String, String>,
    /// The kinds, the more special ones first.
    #[serde(rename = "kind")]
    pub all: Vec<Kind>,
}

impl Kinds {
    /// Returns the kinds with that name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Kind> {
        self.all.iter().filter(move |kind| has(&kind.names, name))
    }

    /// Returns whether a column of `kind` may be called `name`.
    pub(super) fn calls(&self, kind: &Kind, column: &str, name: &str) -> bool {
        column == name
            || kind
                .columns
                .get(column)
                .is_some_and(|names| has(names, name))
            || self
                .columns
                .get(column)
                .is_some_and(|names| has(names, name))
    }
}

/// Returns whether `word` is one of the words of `list`.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// A range of plausible numbers.
#[derive(Clone, Debug, Default, Deserialize)]
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
struct MeaningsFile {
    text: BTreeMap<String, String>,
    date: BTreeMap<String, String>,
    flag: BTreeMap<String, String>,
    number: BTreeMap<String, Plausible>,
}

/// What fields can mean, by what they are called.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    text: BTreeMap<String, String>,
    date: BTreeMap<String, String>,
    flag: BTreeMap<String, String>,
    number: BTreeMap<String, String>,
    ranges: BTreeMap<String, Plausible>,
}

impl Meanings {
    fn new(file: MeaningsFile) -> Self {
        let words = |(name, range): (&String, &Plausible)| (name.clone(), range.words.clone());
        Self {
            text: invert(file.text.clone()),
            date: invert(file.date.clone()),
            flag: invert(file.flag.clone()),
            number: invert(file.number.iter().map(words).collect()),
            ranges: file.number,
        }
    }

    /// Returns the meaning of a text.
    pub(super) fn text(&self, readings: &[Vec<String>]) -> Option<&str> {
        find(&self.text, readings)
    }

    /// Returns the meaning of a date or a time.
    pub(super) fn date(&self, readings: &[Vec<String>]) -> Option<&str> {
        find(&self.date, readings)
    }

    /// Returns the meaning of a yes or no.
    pub(super) fn flag(&self, readings: &[Vec<String>]) -> Option<&str> {
        find(&self.flag, readings)
    }

    /// Returns the plausible numbers.
    pub(super) fn number(&self, readings: &[Vec<String>]) -> Option<&Plausible> {
        self.ranges.get(find(&self.number, readings)?)
    }
}

/// Turns `meaning → "word word"` around.
fn invert(meanings: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut inverted = BTreeMap::new();
    for (meaning, words) in meanings {
        for word in words.split_whitespace() {
            inverted.insert(word.to_owned(), meaning.clone());
        }
    }
    inverted
}

/// Returns what the longest known end of a reading means; failing that, the longest known part.
fn find<'a>(known: &'a BTreeMap<String, String>, readings: &[Vec<String>]) -> Option<&'a str> {
    let get = |words: &[String]| known.get(&words.concat()).map(String::as_str);
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

/// Values for any entity.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Values {
    /// Names of people.
    pub people: People,
    /// Texts by meaning; those at the same place in different lists belong together.
    pub pools: BTreeMap<String, Vec<String>>,
    /// How codes look: `#` is a digit, `?` a capital letter, `{n}` the number of the row.
    pub codes: BTreeMap<String, String>,
}

/// Parts of people's names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub female: Vec<String>,
    pub male: Vec<String>,
    /// Surnames; in Russian those of men.
    pub surnames: Vec<String>,
    /// Patronymics of women.
    #[serde(default)]
    pub daughters: Vec<String>,
    /// Patronymics of men.
    #[serde(default)]
    pub sons: Vec<String>,
}
