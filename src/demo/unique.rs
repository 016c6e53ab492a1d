//! Keeps apart what must be unique: changes a value a little, or leaves the record out.

use std::collections::BTreeSet;

use crate::spec::{Entity, Field, FieldType, Number, RelationKind};

use super::make::Maker;
use super::moment::{self, When};
use super::source::Part;
use super::{Moment, Row, Value, cast, differ, make, number, person, seed};

/// How often a value is changed before the record is given up.
const ATTEMPTS: usize = 80;

/// Returns the rows of which no two break a rule of uniqueness.
pub(super) fn apart(maker: &Maker<'_>, rows: Vec<Row>) -> Vec<Row> {
    let keys = keys(maker.cast.entity);
    let mut seen: Vec<BTreeSet<String>> = vec![BTreeSet::new(); keys.len()];
    let mut kept = Vec::new();
    for (index, mut row) in rows.into_iter().enumerate() {
        if !keys
            .iter()
            .zip(&seen)
            .all(|(key, seen)| free(maker, key, seen, &mut row, index))
        {
            continue;
        }
        // A change for one key may have touched another.
        let held: Vec<Option<String>> = keys.iter().map(|key| identity(key, &row)).collect();
        let clash = |(held, seen): (&Option<String>, &BTreeSet<String>)| {
            held.as_ref().is_some_and(|held| seen.contains(held))
        };
        if held.iter().zip(&seen).any(clash) {
            continue;
        }
        for (held, seen) in held.into_iter().zip(&mut seen) {
            seen.extend(held);
        }
        kept.push(row);
    }
    kept
}

/// Returns the sets of fields and relations that must be unique together.
fn keys(entity: &Entity) -> Vec<Vec<String>> {
    let fields = entity
        .fields
        .iter()
        .filter(|field| field.unique)
        .map(|field| &field.name);
    let relations = cast::filled(entity)
        .filter(|relation| relation.kind == RelationKind::OneToOne)
        .map(|relation| &relation.name);
    let single = fields.chain(relations).map(|name| vec![name.clone()]);
    let together = entity
        .unique_together
        .iter()
        .filter(|key| !key.is_empty())
        .cloned();
    single.chain(together).collect()
}

/// Returns what stands for a row in a key; nothing when a part of it is missing.
fn identity(key: &[String], row: &Row) -> Option<String> {
    let mut parts = Vec::new();
    for name in key {
        parts.push(match row.values.get(name)? {
            Value::Null => return None,
            Value::Bool(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.to_lowercase(),
            Value::Moment(moment) => format!("{moment:?}"),
            Value::Row(id) => id.clone(),
        });
    }
    Some(parts.join("\u{0}"))
}

/// Makes a row differ from those seen; returns whether it does.
fn free(
    maker: &Maker<'_>,
    key: &[String],
    seen: &BTreeSet<String>,
    row: &mut Row,
    index: usize,
) -> bool {
    let taken = |row: &Row| identity(key, row).is_some_and(|held| seen.contains(&held));
    let original = row.clone();
    for attempt in 1..ATTEMPTS {
        if !taken(row) {
            return true;
        }
        // The last part changes at every attempt, those before it less often.
        let place = key
            .len()
            .saturating_sub(1 + (attempt / 9) % key.len().max(1));
        let Some(name) = key.get(place) else {
            return false;
        };
        let changed = original
            .values
            .get(name)
            .and_then(|value| change(maker, name, value, index, attempt));
        if let Some(value) = changed {
            row.values.insert(name.clone(), value);
        }
    }
    let optional = key.iter().find(|name| is_optional(maker.cast.entity, name));
    if taken(row)
        && let Some(name) = optional
    {
        row.values.insert(name.clone(), Value::Null);
    }
    !taken(row)
}

fn is_optional(entity: &Entity, name: &str) -> bool {
    let field = entity
        .fields
        .iter()
        .any(|field| field.name == name && !field.required);
    let relation = entity
        .relations
        .iter()
        .any(|relation| relation.name == name && !relation.required);
    field || relation
}

/// Returns another value that obeys the rules.
fn change(
    maker: &Maker<'_>,
    name: &str,
    value: &Value,
    index: usize,
    attempt: usize,
) -> Option<Value> {
    if let Value::Row(_) = value {
        let relation = maker
            .cast
            .entity
            .relations
            .iter()
            .find(|relation| relation.name == name)?;
        let rows = &maker.made.get(&relation.target)?.rows;
        return Some(Value::Row(seed::cycle(rows, index + attempt)?.id.clone()));
    }
    let part = maker.parts.iter().find(|part| part.field.name == name)?;
    let field = part.field;
    match value {
        Value::Text(text) => changed_text(maker, field, text, index, attempt),
        Value::Number(number) => changed_number(field, *number, attempt),
        Value::Moment(moment) => changed_moment(part, *moment, attempt),
        Value::Bool(flag) => Some(Value::Bool(*flag ^ (attempt % 2 == 1))),
        Value::Null | Value::Row(_) => None,
    }
}

fn changed_number(field: &Field, number: Number, attempt: usize) -> Option<Value> {
    let (least, most) = number::limits(field);
    let step = if field.kind == FieldType::Decimal {
        0.5
    } else {
        1.0
    };
    let distance = step * number::float(i64::try_from(attempt).ok()?);
    let up = number.get() + distance;
    let moved = if up <= most {
        up
    } else {
        (number.get() - distance).max(least)
    };
    Number::new(moved).map(Value::Number)
}

/// Returns a day farther away, so that what starts before something else still does.
fn changed_moment(part: &Part<'_>, moment: Moment, attempt: usize) -> Option<Value> {
    let later = matches!(
        part.when,
        Some(When::Due | When::End | When::Stay | When::Done | When::Next | When::Until)
    );
    let steps = i64::try_from(attempt).ok()?;
    let steps = if later { steps } else { -steps };
    Some(Value::Moment(match moment {
        Moment::Day(day) => Moment::Day(day + steps),
        Moment::Time { day, minutes } => Moment::Time {
            day: day + steps,
            minutes,
        },
        Moment::Month(month) => Moment::Month(month + steps),
        Moment::Birthday { age, month, day } => Moment::Birthday {
            age,
            month: (month + steps).rem_euclid(12) + 1,
            day: (day + steps).rem_euclid(28) + 1,
        },
    }))
}

fn changed_text(
    maker: &Maker<'_>,
    field: &Field,
    text: &str,
    index: usize,
    attempt: usize,
) -> Option<Value> {
    let language = maker.spec.language;
    let next = attempt + 1;
    let most = field.max_length.map_or(usize::MAX, |most| {
        usize::try_from(most).unwrap_or(usize::MAX)
    });
    let draft = match field.kind {
        FieldType::Enum => {
            return seed::cycle(&field.values, index + attempt)
                .map(|value| Value::Text(value.name.clone()));
        }
        FieldType::Time => {
            let minutes = i64::try_from(480 + index * 15 + attempt * 5).ok()?;
            return Some(Value::Text(moment::time(minutes.rem_euclid(24 * 60))));
        }
        FieldType::Color => {
            let color = seed::row(seed::seed(&[text]), attempt) & 0x00ff_ffff;
            return Some(Value::Text(format!("#{color:06x}")));
        }
        FieldType::Email => differ::mailbox(text, next, most)?,
        FieldType::Url => differ::address(text, next, most)?,
        FieldType::Phone => person::phone(language, seed::row(seed::seed(&[text]), attempt)),
        FieldType::String
        | FieldType::Text
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Image => differ::numbered(text, " ", next, most),
    };
    let seed = seed::row(seed::seed(&[&field.name, text]), attempt + index);
    Some(make::fitted(field, &draft, language, seed))
}
