//! The times of one entity's records: what its kind and its fields say about all of them.

use crate::spec::{FieldType, Language};

use super::cast::Cast;
use super::moment::{self, When};
use super::seed;
use super::source::Part;
use super::text::Line;

/// What is common to the moments of an entity's records.
#[derive(Debug)]
pub(super) struct Clock {
    count: usize,
    seed: u64,
    hours: bool,
    bought: bool,
    span: (i64, i64),
    evening: bool,
    parts: bool,
    /// The column that says how long it takes.
    days: Option<usize>,
}

impl Clock {
    /// Returns the clock of `cast`, of which the records are parts of others or not.
    pub(super) fn new(cast: &Cast<'_>, parts: &[Part<'_>], seed: u64, is_part: bool) -> Self {
        let has = |when: When, kind: Option<FieldType>| {
            let mut parts = parts.iter();
            parts.any(|part| {
                part.when == Some(when) && kind.is_none_or(|kind| part.field.kind == kind)
            })
        };
        let hours = Some(FieldType::Datetime);
        let kind = cast.kind.map_or("", |kind| kind.id.as_str());
        Self {
            count: cast.count,
            seed,
            hours: has(When::Start, hours) && has(When::End, hours),
            bought: has(When::Bought, None),
            // Nobody sows in winter.
            span: if kind == "crop" { (98, 165) } else { (40, 315) },
            evening: matches!(kind, "event" | "concert" | "gig" | "tablebooking"),
            parts: is_part,
            days: cast.pool.column("days"),
        }
    }

    fn row(&self, line: &Line<'_>, twin: usize) -> moment::Row {
        moment::Row {
            index: self.turn(line.index),
            count: self.count,
            seed: seed::row(self.seed, line.index),
            twin,
            hours: self.hours,
            bought: self.bought,
            span: self.span,
            days: self.days.and_then(|days| line.cell(days)?.as_integer()),
            evening: self.evening,
        }
    }

    /// Returns which of all records it is in time: the parts of one whole lie far apart.
    fn turn(&self, index: usize) -> usize {
        if self.parts {
            index % 3 * self.count.div_ceil(3) + index / 3
        } else {
            index
        }
    }

    /// Returns the day that a record begins.
    pub(super) fn start(&self, line: &Line<'_>) -> i64 {
        moment::day(When::Start, self.row(line, 0))
    }

    /// Returns the day of a moment of the record.
    pub(super) fn day(&self, part: &Part<'_>, line: &Line<'_>) -> i64 {
        let when = part.when.unwrap_or(When::Start);
        moment::day(when, self.row(line, part.after))
    }

    /// Returns a moment as its field stores it.
    pub(super) fn stored(&self, part: &Part<'_>, line: &Line<'_>) -> String {
        let when = part.when.unwrap_or(When::Start);
        let minutes = moment::minutes(when, self.row(line, 0));
        moment::stored(part.field.kind, self.day(part, line), minutes)
    }

    /// Returns a day in a field for words, as people write it.
    pub(super) fn written(&self, part: &Part<'_>, line: &Line<'_>) -> String {
        let (year, month, date) = moment::calendar(self.day(part, line));
        match line.language {
            Language::En => format!("{year:04}-{month:02}-{date:02}"),
            Language::Ru => format!("{date:02}.{month:02}.{year:04}"),
        }
    }
}
