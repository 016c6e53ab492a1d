//! The data behind demo records, embedded: what names mean, and what there is of each kind.
//!
//! `kinds.toml` says which entities are of which kind, `meanings.toml` what fields mean (see
//! `meaning`). For each language `<language>/values.toml` holds people, texts and codes for any entity, and
//! `<language>/<kind>.toml` whole records. A file is read when it is first needed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::spec::Language;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/demo");
static KINDS: LazyLock<Kinds> = LazyLock::new(|| load("kinds.toml"));
static ENGLISH: LazyLock<Values> = LazyLock::new(|| load("en/values.toml"));
static RUSSIAN: LazyLock<Values> = LazyLock::new(|| load("ru/values.toml"));

/// Returns what entities there are.
pub(super) fn kinds() -> &'static Kinds {
    &KINDS
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
pub(super) fn load<T: DeserializeOwned + Default>(path: &str) -> T {
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
    #[serde(skip)]
    names: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Kinds {
    /// Returns the kinds with that name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Kind> {
        let places = self.names.get_or_init(|| self.index()).get(name);
        let places = places.into_iter().flatten();
        places.filter_map(|&place| self.all.get(place))
    }

    fn index(&self) -> HashMap<String, Vec<usize>> {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, kind) in self.all.iter().enumerate() {
            for name in kind.names.split_whitespace() {
                index.entry(name.to_owned()).or_default().push(place);
            }
        }
        index
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
