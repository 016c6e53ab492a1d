//! Makes the records of one entity, field by field.

use std::collections::BTreeMap;

use crate::spec::{Field, FieldType, Language, Spec};

use super::cast::{self, Cast};
use super::clock::Clock;
use super::data::{self, Role};
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
    pub clock: Clock,
    title: Option<usize>,
    seed: u64,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        spec: &'a Spec,
        casts: &'a BTreeMap<&'a str, Cast<'a>>,
        made: &'a BTreeMap<String, Made>,
        cast: &'a Cast<'a>,
    ) -> Self {
        let parts = source::parts(cast, spec.language);
        let seed = seed::seed(&[&cast.entity.name]);
        Self {
            clock: Clock::new(spec, cast, &parts, seed),
            title: source::title(cast),
            spec,
            casts,
            made,
            cast,
            parts,
            seed,
        }
    }

    /// Returns the records, before those that must be unique are.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..self.cast.count).map(|index| self.row(index)).collect();
        choice::spread(self.cast, &mut rows);
        rows
    }

    /// Returns the part that says what a record is called.
    fn title_part(&self) -> Option<&Part<'a>> {
        self.parts.get(self.title?)
    }

    /// Returns what a record is called.
    pub(super) fn title(&self, row: &Row) -> String {
        match self
            .title_part()
            .and_then(|title| row.values.get(&title.field.name))
        {
            Some(Value::Text(text)) => text.clone(),
            Some(
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Moment(_) | Value::Row(_),
            )
            | None => String::new(),
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
        line.day = self.clock.start(&line);
        let mut values = relate::values(self, index, record);
        for part in self.title_part().into_iter().chain(&self.parts) {
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
        let kept = field.required
            || field.default.is_some()
            || matches!(field.kind, FieldType::Boolean | FieldType::Enum)
            || self
                .title_part()
                .is_some_and(|title| title.field.name == field.name)
            || matches!(part.source, Source::Meaning("first" | "last"))
            || self.clock.is_today(part, index);
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
            number::plausible(part, language, seed).to_string()
        } else if part.when.is_some() {
            self.clock.written(part, line)
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
        match part.flag {
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
            number::plausible(part, language, seed)
        });
        number::stored(part.field, value, language).map_or(Value::Null, Value::Number)
    }

    /// Returns the number of a thing that is numbered in order.
    fn ordinal(&self, part: &Part<'_>, index: usize) -> Option<f64> {
        let counted = part.field.kind == FieldType::Integer
            && (part.field.unique || part.meaning == Some("code"));
        let small = part.meaning == Some("small");
        let order = part.is_called("order position sortorder sort rank step stepnumber");
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

    fn moment(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        if let (FieldType::Time, Source::Column(column)) = (part.field.kind, &part.source)
            && let Some(time) = line.cell(*column).and_then(toml::Value::as_str)
        {
            return Value::Text(time.to_owned());
        }
        self.clock.value(part, line)
    }
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
