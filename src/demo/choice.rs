//! Choices among the values of an enum: what the record says, else each in its turn.

use crate::spec::{EnumValue, Field, FieldType};

use super::cast::Cast;
use super::seed;
use super::source::{Part, Source};
use super::text::Line;
use super::{Row, Value};

/// Returns the value of an enum for a record.
pub(super) fn chosen(part: &Part<'_>, line: &Line<'_>) -> Value {
    let values = &part.field.values;
    let known = match part.source {
        Source::Column(column) => line
            .cell(column)
            .and_then(|cell| matching(values, &super::text::all(cell))),
        Source::Meaning(_)
        | Source::Person
        | Source::Company
        | Source::Borrowed(_)
        | Source::Number
        | Source::Title
        | Source::Any => gender(part, line),
    };
    let round = line.index / values.len().max(1);
    let turn = line.index + round * 2 + seed::below(part.seed, values.len());
    match known.or_else(|| seed::cycle(values, turn)) {
        Some(value) => Value::Text(value.name.clone()),
        None => Value::Null,
    }
}

fn gender<'a>(part: &'a Part<'_>, line: &Line<'_>) -> Option<&'a EnumValue> {
    let asked = part.is_called("gender sex");
    let words = if line.person.female {
        "female|f|woman|girl|женский|ж"
    } else {
        "male|m|man|boy|мужской|м"
    };
    matching(&part.field.values, words).filter(|_| asked)
}

/// Returns the value that one of the alternatives names or labels.
fn matching<'a>(values: &'a [EnumValue], alternatives: &str) -> Option<&'a EnumValue> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    alternatives.split('|').map(plain).find_map(|wanted| {
        values
            .iter()
            .find(|value| plain(&value.name) == wanted || plain(&value.label) == wanted)
    })
}

/// Uses every value of every enum and both of every boolean, as far as there are rows.
pub(super) fn spread(cast: &Cast<'_>, rows: &mut [Row]) {
    for field in cast.entity.fields.iter().filter(|field| !field.unique) {
        match field.kind {
            FieldType::Enum => {
                for value in &field.values {
                    use_one(field, &Value::Text(value.name.clone()), rows);
                }
            }
            FieldType::Boolean => {
                use_one(field, &Value::Bool(true), rows);
                use_one(field, &Value::Bool(false), rows);
            }
            FieldType::String
            | FieldType::Text
            | FieldType::Integer
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Time
            | FieldType::Email
            | FieldType::Url
            | FieldType::Phone
            | FieldType::Color
            | FieldType::Image => {}
        }
    }
}

/// Gives `wanted` to a row whose own value others have too, when no row has it.
fn use_one(field: &Field, wanted: &Value, rows: &mut [Row]) {
    let held = |row: &Row| row.values.get(&field.name).cloned().unwrap_or(Value::Null);
    let all: Vec<Value> = rows.iter().map(held).collect();
    if all.contains(wanted) {
        return;
    }
    let times = |value: &Value| all.iter().filter(|other| *other == value).count();
    let most = all.iter().map(times).max().unwrap_or_default();
    let spare = all
        .iter()
        .rposition(|value| times(value) == most && most > 1);
    if let Some(row) = spare.and_then(|index| rows.get_mut(index)) {
        row.values.insert(field.name.clone(), wanted.clone());
    }
}
