//! Demo data: records that look as if somebody had kept them, for every entity of a spec.
//!
//! What an entity is called decides what its records are about (`cast`); what a field is called
//! decides where its values come from (`source`). Whole records of well-known kinds of things
//! and lists of values lie in `templates/demo`; `make` puts them together, `fit` makes each
//! value obey its field's rules, `unique` keeps apart what must be unique. There is no clock and
//! no chance: the same spec has the same records on every machine.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::spec::{Entity, Number, Spec};

mod cast;
mod choice;
mod clock;
mod data;
mod differ;
mod fit;
mod kind;
mod make;
mod meaning;
mod moment;
mod number;
pub(crate) mod pattern;
mod person;
mod relate;
mod remark;
mod seed;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod together;
mod unique;
mod words;

use make::{Made, Maker};

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// A version 4 UUID, always the same for the same entity and place.
    pub id: String,
    /// The values by the name of the field or relation.
    pub values: BTreeMap<String, Value>,
}

/// A comment on a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comment {
    /// A version 4 UUID, always the same for the same entity and place.
    pub id: String,
    /// The id of the row.
    pub row: String,
    /// Who has written it.
    pub author: String,
    /// What it says.
    pub text: String,
}

/// A value of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number; for money in minor units.
    Number(Number),
    /// A text, a date or time, a colour, or the name of an enum's value.
    Text(String),
    /// The id of the row that a relation leads to.
    Row(String),
}

/// Returns the demo records of every entity, by its name.
///
/// Inside an entity a row leads only to rows before it; [`order`] says which entity comes first.
/// Relations that the other side holds (`one_to_many`, `many_to_many`) have no value.
pub fn rows(spec: &Spec) -> BTreeMap<String, Vec<Row>> {
    let casts = cast::all(spec);
    let mut made: BTreeMap<String, Made> = BTreeMap::new();
    for name in cast::order(spec) {
        let Some(cast) = casts.get(name) else {
            continue;
        };
        let maker = Maker::new(spec, &casts, &made, cast);
        let rows = unique::apart(&maker, maker.rows());
        let titles = rows.iter().map(|row| maker.title(row)).collect();
        made.insert(name.to_owned(), Made { rows, titles });
    }
    let mut rows = made
        .into_iter()
        .map(|(name, made)| (name, made.rows))
        .collect();
    relate::mend(spec, &mut rows);
    rows
}

/// Returns comments on the demo records of an entity, the oldest first.
pub fn comments(spec: &Spec, entity: &Entity, rows: &[Row]) -> Vec<Comment> {
    remark::of(spec, entity, rows)
}

/// Returns the names of the entities in the order in which their records can be stored: those
/// that others lead to before the others.
pub fn order(spec: &Spec) -> Vec<&str> {
    cast::order(spec)
}
