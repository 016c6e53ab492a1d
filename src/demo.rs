//! Demo data: records that look as if somebody had kept them, for every entity of a spec.
//!
//! What an entity is called decides what its records are about (`cast`); what a field is called
//! decides where its values come from (`source`). Whole records of well-known kinds of things
//! and lists of values lie in `templates/demo`; `make` puts them together, `fit` makes each
//! value obey its field's rules, `unique` keeps apart what must be unique. There is no clock and
//! no chance: the same spec has the same records on every machine.
//!
//! # Days
//! An app may be started for the first time years after it was made, and must not look deserted
//! then. So a day is told from the day on which the records are stored ([`Moment`]): every entity
//! has a record of today, several months behind it and, if it is planned ahead, some weeks before
//! it (`spread`). What may depend on the calendar doesn't: offsets keep their order whatever the
//! month, a birthday is told with the age, the first day of a month with the number of months.

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
mod spread;
#[cfg(test)]
mod tests;
mod text;
mod together;
mod unique;
mod words;

use cast::Cast;
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
    /// A day, or a time on a day.
    Moment(Moment),
    /// The id of the row that a relation leads to.
    Row(String),
}

/// A day or a time, told from the moment at which the records are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The day that is so many days from today.
    Day(i64),
    /// A time on the day that is so many days from today.
    Time {
        /// How many days from today.
        day: i64,
        /// The minutes after midnight.
        minutes: i64,
    },
    /// The first day of the month that is so many months from this one.
    Month(i64),
    /// The birthday of somebody who is so many years old.
    Birthday {
        /// How many years.
        age: i64,
        /// From 1 to 12.
        month: i64,
        /// From 1 to 28, which every month has.
        day: i64,
    },
}

impl Value {
    /// Returns the day or the time that it is.
    fn moment(&self) -> Option<Moment> {
        match self {
            Self::Moment(moment) => Some(*moment),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Row(_) => None,
        }
    }
}

impl Moment {
    /// Returns whether it is later than another one, as far as that doesn't depend on the calendar.
    fn is_after(self, other: Self) -> bool {
        match (self, other) {
            (Self::Day(own), Self::Day(other)) | (Self::Month(own), Self::Month(other)) => {
                own > other
            }
            (
                Self::Time { day, minutes },
                Self::Time {
                    day: other_day,
                    minutes: other_minutes,
                },
            ) => (day, minutes) > (other_day, other_minutes),
            (Self::Day(_) | Self::Time { .. } | Self::Month(_) | Self::Birthday { .. }, _) => false,
        }
    }
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
        let of_entity = of_entity(spec, &casts, &made, cast);
        made.insert(name.to_owned(), of_entity);
    }
    let mut rows = made
        .into_iter()
        .map(|(name, made)| (name, made.rows))
        .collect();
    relate::mend(spec, &mut rows);
    rows
}

/// Makes the records of an entity: as many as can differ where they must.
fn of_entity(
    spec: &Spec,
    casts: &BTreeMap<&str, Cast<'_>>,
    made: &BTreeMap<String, Made>,
    cast: &Cast<'_>,
) -> Made {
    let maker = Maker::new(spec, casts, made, cast);
    let rows = unique::apart(&maker, maker.rows());
    if !rows.is_empty() && rows.len() < cast.count {
        // Those that are left must be spread over the days like others.
        let fewer = cast.with_count(rows.len());
        return of_entity(spec, casts, made, &fewer);
    }
    let titles = rows.iter().map(|row| maker.title(row)).collect();
    Made { rows, titles }
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
