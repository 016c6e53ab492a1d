//! Makes the records of one entity, field by field.

use std::collections::BTreeMap;

use crate::spec::{Field, FieldType, Language, Spec};

use super::cast::{self, Cast};
use super::data::{self, Role};
use super::moment::{self, When};
use super::person::Person;
use super::seed;
use super::source::{self, Part, Source};
use super::text::Line;
use super::{Row, Value, choice, fit, number, relate, together};

/// One in how many optional values is left out.
const GAP: usize = 6;

/// The records of an entity, and what each is called.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub rows: Vec<Row>,
    pub titles: Vec<String>,
}

/// Everything that records of an entity are made from.
pub(super) struct Maker<'a> {
    pub spec: &'a Spec,
    pub casts: &'a BTreeMap<&'a str, Cast<'a>>,
    pub made: &'a BTreeMap<String, Made>,
    pub cast: &'a Cast<'a>,
    pub parts: Vec<Part<'a>>,
    seed: u64,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        spec: &'a Spec,
        casts: &'a BTreeMap<&'a str, Cast<'a>>,
        made: &'a BTreeMap<String, Made>,
        cast: &'a Cast<'a>,
    ) -> Self {
        Self {
            spec,
            casts,
            made,
            cast,
            parts: source::parts(cast, spec.language),
            seed: seed::seed(&[&cast.entity.name]),
        }
    }

    /// Returns the records, before those that must be unique are.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..self.cast.count).map(|index| self.row(index)).collect();
        choice::spread(self.cast, &mut rows);
        rows
    }

    /// Returns what a record is called.
    pub(super) fn title(&self, row: &Row) -> String {
        let title = source::title(self.cast).and_then(|title| self.parts.get(title));
        match title.and_then(|title| row.values.get(&title.field.name)) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Row(_)) | None => {
                String::new()
            }
        }
    }

    fn row(&self, index: usize) -> Row {
        let record = relate::record(self, index);
        let mut line = Line {
            cast: self.cast,
            language: self.spec.language,
            index,
            record,
            seed: self.seed,
            person: self.person(index, record),
            title: String::new(),
            day: 0,
        };
        line.day = moment::day(When::Start, self.moment_row(&line, 0));
        let mut values = relate::values(self, index, record);
        let title = source::title(self.cast);
        let first = title.and_then(|title| self.parts.get(title));
        for part in first.into_iter().chain(&self.parts) {
            let name = &part.field.name;
            if values.contains_key(name) {
                continue;
            }
            let value = if self.is_gap(part, index) {
                Value::Null
            } else {
                self.value(part, &line)
            };
            if let (Value::Text(text), true) = (&value, line.title.is_empty()) {
                line.title.clone_from(text);
            }
            values.insert(name.clone(), value);
        }
        together::agree(self, &line, &mut values);
        Row {
            id: seed::uuid(&self.cast.entity.name, index),
            values,
        }
    }

    /// Returns the person that a record is about, a woman or a man where the record says so.
    fn person(&self, index: usize, record: Option<usize>) -> Person {
        let first = seed::below(self.seed, 150);
        let sex =
            record.and_then(|record| self.cast.pool.cell(record, self.cast.pool.column("sex")?));
        let number = match sex.and_then(toml::Value::as_str) {
            Some("female") => (first + index) * 2,
            Some("male") => (first + index) * 2 + 1,
            Some(_) | None => first + index,
        };
        Person::new(self.spec.language, number)
    }

    /// Returns whether the value is left out, as people do with what they needn't give.
    fn is_gap(&self, part: &Part<'_>, index: usize) -> bool {
        let field = part.field;
        let title = source::title(self.cast).and_then(|title| self.parts.get(title));
        let kept = field.required
            || field.default.is_some()
            || matches!(field.kind, FieldType::Boolean | FieldType::Enum)
            || title.is_some_and(|title| title.field.name == field.name)
            || matches!(part.source, Source::Meaning("first" | "last"));
        !kept && (index + seed::below(part.seed, GAP)) % GAP == GAP - 1
    }

    fn value(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        let field = part.field;
        match field.kind {
            FieldType::Image => Value::Null,
            FieldType::Boolean => Value::Bool(Self::flag(part, line)),
            FieldType::Enum => choice::chosen(part, line),
            FieldType::Integer | FieldType::Decimal | FieldType::Money => self.number(part, line),
            FieldType::Date | FieldType::Datetime | FieldType::Time => self.moment(part, line),
            FieldType::String
            | FieldType::Text
            | FieldType::Email
            | FieldType::Url
            | FieldType::Phone => self.text(part, line),
            FieldType::Color => Value::Text(line.draft(part)),
        }
    }

    fn text(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        let language = self.spec.language;
        let draft = if part.source == Source::Number {
            let seed = seed::row(part.seed, line.index);
            number::plausible(part.field, &part.readings, language, seed).to_string()
        } else if is_moment(part) {
            self.moment_text(part, line)
        } else {
            line.draft(part)
        };
        let seed = seed::row(part.seed, line.index);
        fitted(part.field, &draft, language, seed)
    }

    fn flag(part: &Part<'_>, line: &Line<'_>) -> bool {
        if let Source::Column(column) = part.source
            && let Some(flag) = line.cell(column).and_then(toml::Value::as_bool)
        {
            return flag;
        }
        let chance = (line.index + seed::below(part.seed, 4)) % 4;
        match data::meanings().flag(&part.readings) {
            Some("mostly") => chance != 1,
            Some("seldom") => chance == 1,
            Some(_) | None => chance.is_multiple_of(2),
        }
    }

    fn number(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        let language = self.spec.language;
        let cell = match part.source {
            Source::Column(column) => line.cell(column).and_then(amount),
            Source::Meaning(_)
            | Source::Person
            | Source::Company
            | Source::Borrowed(_)
            | Source::Number
            | Source::Title
            | Source::Any => None,
        };
        let value = cell.unwrap_or_else(|| {
            if let Some(ordinal) = self.ordinal(part, line.index) {
                return ordinal;
            }
            let seed = seed::row(part.seed, line.index);
            number::plausible(part.field, &part.readings, language, seed)
        });
        number::stored(part.field, value, language).map_or(Value::Null, Value::Number)
    }

    /// Returns the number of a thing that is numbered in order.
    fn ordinal(&self, part: &Part<'_>, index: usize) -> Option<f64> {
        let counted = part.field.kind == FieldType::Integer
            && (part.field.unique || data::meanings().text(&part.readings) == Some("code"));
        let small = data::meanings().text(&part.readings) == Some("small");
        let order = part.readings.iter().any(|words| {
            data::has(
                "order position sortorder sort rank step stepnumber",
                &words.concat(),
            )
        });
        let index = number::float(i64::try_from(index).ok()?);
        if small
            || order
            || (counted
                && self.cast.role() == Role::Thing
                && self.cast.kind.is_none_or(|kind| kind.code.is_empty()))
        {
            return Some(index + 1.0);
        }
        counted.then_some(index + 1001.0)
    }

    /// Returns the row as moments see it.
    fn moment_row(&self, line: &Line<'_>, twin: usize) -> moment::Row {
        let of = |wanted: When, kind: Option<FieldType>| {
            let found = |part: &&Part<'_>| {
                self.when(part) == wanted && kind.is_none_or(|kind| part.field.kind == kind)
            };
            self.parts
                .iter()
                .filter(|part| is_moment(part))
                .any(|part| found(&part))
        };
        let hours = Some(FieldType::Datetime);
        let kind = self.cast.kind.map_or("", |kind| kind.id.as_str());
        let days = self
            .cast
            .pool
            .column("days")
            .and_then(|column| line.cell(column)?.as_integer());
        moment::Row {
            index: line.index,
            count: self.cast.count,
            seed: seed::row(self.seed, line.index),
            twin,
            hours: of(When::Start, hours) && of(When::End, hours),
            bought: of(When::Bought, None),
            // Nobody sows in winter.
            span: if kind == "crop" { (98, 165) } else { (40, 315) },
            days,
            evening: matches!(kind, "event" | "gig" | "tablebooking"),
        }
    }

    /// Returns when it is, for a date or a time.
    pub(super) fn when(&self, part: &Part<'_>) -> When {
        let when = data::meanings()
            .date(&part.readings)
            .map_or(When::Start, When::parse);
        match (when, self.cast.kind.map(|kind| kind.id.as_str())) {
            (When::Born, Some("kid" | "pupil")) => When::ChildBorn,
            (When::Born, Some("pet")) => When::PetBorn,
            (when, _) => when,
        }
    }

    /// Returns the day that a date of the record is.
    pub(super) fn day(&self, part: &Part<'_>, line: &Line<'_>) -> i64 {
        let when = self.when(part);
        let same = |other: &&Part<'_>| {
            other.field.name != part.field.name && is_moment(other) && self.when(other) == when
        };
        let before = self
            .parts
            .iter()
            .take_while(|other| other.field.name != part.field.name);
        moment::day(when, self.moment_row(line, before.filter(same).count()))
    }

    fn moment(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        let kind = part.field.kind;
        if let (FieldType::Time, Source::Column(column)) = (kind, &part.source)
            && let Some(time) = line.cell(*column).and_then(toml::Value::as_str)
        {
            return Value::Text(time.to_owned());
        }
        let minutes = moment::minutes(self.when(part), self.moment_row(line, 0));
        Value::Text(moment::stored(kind, self.day(part, line), minutes))
    }

    /// Returns a day in a field for words, as people write it.
    fn moment_text(&self, part: &Part<'_>, line: &Line<'_>) -> String {
        let (year, month, date) = moment::calendar(self.day(part, line));
        match self.spec.language {
            Language::En => format!("{year:04}-{month:02}-{date:02}"),
            Language::Ru => format!("{date:02}.{month:02}.{year:04}"),
        }
    }
}

/// Returns whether the field holds a moment, if only in words.
fn is_moment(part: &Part<'_>) -> bool {
    let typed = matches!(
        part.field.kind,
        FieldType::Date | FieldType::Datetime | FieldType::Time
    );
    let named = part.field.kind == FieldType::String
        && part.source == Source::Any
        && data::meanings().date(&part.readings).is_some();
    typed || named
}

/// Returns a text as the field allows it.
pub(super) fn fitted(field: &Field, draft: &str, language: Language, seed: u64) -> Value {
    let filler = data::values(language).pools.get("sentence");
    let filler = filler.map_or(&[][..], Vec::as_slice);
    match fit::text(field, draft, filler, seed) {
        Some(text) if !text.is_empty() || (field.required && cast::is_title(field.kind)) => {
            Value::Text(text)
        }
        Some(_) | None if field.required => Value::Text(draft.to_owned()),
        Some(_) | None => Value::Null,
    }
}

/// Returns a cell as a number.
fn amount(cell: &toml::Value) -> Option<f64> {
    let whole = cell.as_integer().map(number::float);
    whole.or_else(|| cell.as_float())
}
