//! Where the values of a field come from: a column of records, its meaning, or its label.

use crate::spec::{Field, FieldType, Language};

use super::cast::{self, Cast};
use super::data::{self, Role};
use super::meaning::{self, Plausible};
use super::moment::When;
use super::seed;
use super::words;

/// Where values come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// A column of the entity's records.
    Column(usize),
    /// What the field means, as in `meanings.toml`.
    Meaning(&'static str),
    /// Somebody's name.
    Person,
    /// A firm's name.
    Company,
    /// The names of things that the field is called like.
    Borrowed(Vec<String>),
    /// A number, since the field is called like one.
    Number,
    /// What the record is called, made from the entity's label.
    Title,
    /// A text that fits anywhere.
    Any,
}

/// A field and where its values come from.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub field: &'a Field,
    pub readings: Vec<Vec<String>>,
    pub source: Source,
    /// What differs between the fields of a spec.
    pub seed: u64,
    /// How many fields of the entity before it have the same source.
    pub twin: usize,
    /// The readings in one word each.
    pub names: Vec<String>,
    /// What it means as a text, as a yes or no, and as a number.
    pub meaning: Option<&'static str>,
    pub flag: Option<&'static str>,
    pub range: Option<&'static Plausible>,
    /// When it is, for a moment.
    pub when: Option<When>,
    /// How many fields of the entity before it are at the same time.
    pub after: usize,
}

impl Part<'_> {
    /// Returns whether the field is called as `list` says.
    pub(super) fn is_called(&self, list: &str) -> bool {
        self.names.iter().any(|name| data::has(list, name))
    }
}

/// Returns the parts of every record of `cast`.
pub(super) fn parts<'a>(cast: &Cast<'a>, language: Language) -> Vec<Part<'a>> {
    let entity = cast.entity;
    let title = title(cast);
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (index, field) in entity.fields.iter().enumerate() {
        let readings = words::readings(&field.name, &entity.name);
        let is_title = title == Some(index);
        let source = source(cast, language, field, &readings, is_title);
        let when = when(cast, field, &source, &readings);
        let same = |part: &&Part<'_>| part.source == source && source != Source::Any;
        let meanings = meaning::all();
        parts.push(Part {
            twin: parts.iter().filter(same).count(),
            after: parts.iter().filter(|part| part.when == when).count(),
            seed: seed::seed(&[&entity.name, &field.name]),
            names: readings.iter().map(|words| words.concat()).collect(),
            meaning: meanings.text(&readings),
            flag: meanings.flag(&readings),
            range: range(cast, &readings),
            when,
            field,
            readings,
            source,
        });
    }
    claim_title(cast, &mut parts, title);
    parts
}

/// Returns the field that stands for a record.
pub(super) fn title(cast: &Cast<'_>) -> Option<usize> {
    let fields = &cast.entity.fields;
    let shown = cast.entity.display.as_ref().and_then(|display| {
        fields
            .iter()
            .position(|field| &field.name == display && cast::is_title(field.kind))
    });
    shown
        .or_else(|| {
            fields
                .iter()
                .position(|field| field.kind == FieldType::String)
        })
        .or_else(|| {
            fields
                .iter()
                .position(|field| field.kind == FieldType::Text)
        })
}

/// Gives the first column to the title when no field has it and the title has nothing better.
fn claim_title(cast: &Cast<'_>, parts: &mut [Part<'_>], title: Option<usize>) {
    let free =
        !cast.pool.columns.is_empty() && !parts.iter().any(|part| part.source == Source::Column(0));
    let weak = |part: &&mut Part<'_>| {
        matches!(
            part.source,
            Source::Title | Source::Any | Source::Borrowed(_)
        )
    };
    if let Some(part) = title.and_then(|index| parts.get_mut(index)).filter(weak)
        && free
    {
        part.source = Source::Column(0);
    }
}

fn source(
    cast: &Cast<'_>,
    language: Language,
    field: &Field,
    readings: &[Vec<String>],
    is_title: bool,
) -> Source {
    if let Some(column) = column(cast, field, readings) {
        return Source::Column(column);
    }
    if !cast::is_title(field.kind) {
        return Source::Any;
    }
    let named = readings
        .iter()
        .any(|words| data::has(NAMES, &words.concat()));
    match cast.role() {
        Role::Person if named => return Source::Person,
        Role::Company if named => return Source::Company,
        Role::Thing | Role::Line if is_somebody(cast, readings) => return Source::Person,
        Role::Person | Role::Company | Role::Thing | Role::Group | Role::Line => {}
    }
    let itself = readings
        .iter()
        .any(|words| *words == words::split(&cast.entity.name));
    if named || itself {
        return Source::Title;
    }
    if let Some(meaning) = meaning::all().text(readings) {
        return Source::Meaning(meaning);
    }
    match cast::borrowed(language, readings) {
        Some((Role::Person, _)) => return Source::Person,
        Some((Role::Company, _)) => return Source::Company,
        Some((_, texts)) if !texts.is_empty() => return Source::Borrowed(texts),
        Some(_) | None => {}
    }
    if field.kind == FieldType::String && meaning::all().number(readings).is_some() {
        return Source::Number;
    }
    if is_title && field.required {
        Source::Title
    } else {
        Source::Any
    }
}

/// Returns whether a name is somebody's: it stands beside an address or a telephone number.
fn is_somebody(cast: &Cast<'_>, readings: &[Vec<String>]) -> bool {
    let reached = |field: &Field| matches!(field.kind, FieldType::Email | FieldType::Phone);
    let name = readings.iter().any(|words| words.concat() == "name");
    name && cast.entity.fields.iter().any(reached)
}

/// What the field is called that says what a record is called.
const NAMES: &str = "name title fullname heading headline displayname fio caption";

/// Returns the column that holds the field's values.
fn column(cast: &Cast<'_>, field: &Field, readings: &[Vec<String>]) -> Option<usize> {
    let kind = cast.kind?;
    let found = readings.iter().find_map(|words| {
        let name = words.concat();
        let called = |column: &String| data::kinds().calls(kind, column, &name);
        cast.pool.columns.iter().position(called)
    })?;
    let cell = cast.pool.cell(0, found)?;
    let fits = match field.kind {
        FieldType::String | FieldType::Text | FieldType::Enum => true,
        FieldType::Integer | FieldType::Decimal | FieldType::Money => !cell.is_str(),
        FieldType::Boolean => cell.is_bool(),
        FieldType::Time => cell
            .as_str()
            .is_some_and(|cell| cell.get(2..3) == Some(":")),
        FieldType::Date
        | FieldType::Datetime
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Color
        | FieldType::Image => false,
    };
    fits.then_some(found)
}

/// Returns readings without the words that every date may have: `harvested` of `harvestedDate`.
fn bare(readings: &[Vec<String>]) -> Vec<Vec<String>> {
    const DATE: &str = "date at on day datetime time of";
    let is_plain = |word: &&String| !data::has(DATE, word);
    let bare = |words: &Vec<String>| words.iter().filter(is_plain).cloned().collect();
    readings.iter().map(bare).collect()
}

/// Returns plausible numbers; children are younger than others.
fn range(cast: &Cast<'_>, readings: &[Vec<String>]) -> Option<&'static Plausible> {
    let child = cast.kind.is_some_and(|kind| is_child(&kind.id));
    let age = readings.iter().any(|words| words.concat() == "age");
    if child && age {
        return meaning::all().number(&[vec!["childage".to_owned()]]);
    }
    meaning::all().number(readings)
}

fn is_child(kind: &str) -> bool {
    matches!(kind, "kid" | "pupil" | "schoolchild")
}

/// Returns when it is, for a date or a time, and for a text that is called like one.
fn when(cast: &Cast<'_>, field: &Field, source: &Source, readings: &[Vec<String>]) -> Option<When> {
    let typed = matches!(
        field.kind,
        FieldType::Date | FieldType::Datetime | FieldType::Time
    );
    let untold = field.kind == FieldType::String && *source == Source::Any;
    let meanings = meaning::all();
    let named = meanings
        .date(&bare(readings))
        .or_else(|| meanings.date(readings));
    let named = named.map(When::parse);
    let kind = cast.kind.map(|kind| kind.id.as_str());
    match (named, kind) {
        (Some(When::Born), Some(kind)) if typed && is_child(kind) => Some(When::ChildBorn),
        (Some(When::Born), Some("pet" | "dog")) if typed => Some(When::PetBorn),
        (Some(when), _) if typed || untold => Some(when),
        (_, _) => typed.then_some(When::Start),
    }
}
