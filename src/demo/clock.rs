//! The times of one entity's records: what its kind and its fields say about all of them.

use crate::spec::{FeatureKind, FieldType, Language, Spec};

use super::Value;
use super::cast::{self, Cast};
use super::data;
use super::moment::{self, When};
use super::seed;
use super::source::Part;
use super::spread::Spread;
use super::text::Line;

/// Kinds of things that happen in the evening.
const EVENINGS: &str = "event concert gig tablebooking";
/// Kinds of things that are planned ahead.
const PLANNED: &str =
    "appointment petvisit visit meeting lesson fitnessclass course flight trip episode task chore";
/// Words for days that are planned ahead.
const PLANS: &str = "scheduled planned event appointment booking start starts begin departure \
    pickup arrival checkin kickoff meeting lesson shift target visit";

/// What is common to the moments of an entity's records.
#[derive(Debug)]
pub(super) struct Clock {
    count: usize,
    seed: u64,
    anchor: (When, usize),
    spread: Spread,
    hours: bool,
    bought: bool,
    evening: bool,
    parts: bool,
    /// The column that says how long it takes.
    days: Option<usize>,
}

impl Clock {
    /// Returns the clock of `cast`, of which the records have these parts.
    pub(super) fn new(spec: &Spec, cast: &Cast<'_>, parts: &[Part<'_>], seed: u64) -> Self {
        let has = |when: When, kind: Option<FieldType>| {
            let mut parts = parts.iter();
            parts.any(|part| {
                part.when == Some(when) && kind.is_none_or(|kind| part.field.kind == kind)
            })
        };
        let kind = cast.kind.map_or("", |kind| kind.id.as_str());
        let anchor = anchor(spec, cast, parts);
        let evening = data::has(EVENINGS, kind);
        let hours = Some(FieldType::Datetime);
        let hours = has(When::Start, hours) && has(When::End, hours);
        let planned = evening
            || hours
            || data::has(PLANNED, kind)
            || anchor.is_some_and(|part| {
                matches!(part.when, Some(When::Due | When::Next | When::Stay))
                    || part
                        .readings
                        .iter()
                        .flatten()
                        .any(|word| data::has(PLANS, word))
            });
        Self {
            count: cast.count,
            seed,
            anchor: anchor.map_or((When::Start, 0), |part| {
                (part.when.unwrap_or(When::Start), part.after)
            }),
            spread: if planned {
                Spread::Planned
            } else {
                Spread::Past
            },
            hours,
            bought: has(When::Bought, None),
            evening,
            parts: cast::is_part(spec, cast),
            days: cast.pool.column("days"),
        }
    }

    fn row(&self, line: &Line<'_>, twin: usize) -> moment::Row {
        let seed = seed::row(self.seed, line.index);
        moment::Row {
            day: self.spread.day(self.turn(line.index), self.count, seed),
            anchor: self.anchor,
            seed,
            twin,
            hours: self.hours,
            bought: self.bought,
            days: self.days.and_then(|days| line.cell(days)?.as_integer()),
            evening: self.evening,
        }
    }

    /// Returns which of all records it is in time: the parts of one whole lie far apart.
    fn turn(&self, index: usize) -> usize {
        if !self.parts {
            return index;
        }
        // Every third record, then those after them, then those after these.
        let before: usize = (0..index % 3)
            .map(|first| (self.count + 2 - first) / 3)
            .sum();
        before + index / 3
    }

    /// Returns the day that a record begins.
    pub(super) fn start(&self, line: &Line<'_>) -> i64 {
        moment::day(When::Start, self.row(line, 0))
    }

    /// Returns whether the moment is the one by which its record is of today.
    pub(super) fn is_today(&self, part: &Part<'_>, index: usize) -> bool {
        let seed = seed::row(self.seed, index);
        part.when.map(|when| (when, part.after)) == Some(self.anchor)
            && self.spread.day(self.turn(index), self.count, seed) == 0
    }

    /// Returns the age of whoever was born on the day in `part`.
    pub(super) fn age(&self, part: &Part<'_>, line: &Line<'_>) -> Option<i64> {
        moment::age(part.when?, self.row(line, part.after))
    }

    /// Returns a moment of the record.
    pub(super) fn value(&self, part: &Part<'_>, line: &Line<'_>) -> Value {
        let when = part.when.unwrap_or(When::Start);
        moment::value(part.field.kind, when, self.row(line, part.after))
    }

    /// Returns a day in a field for words, as people write it.
    pub(super) fn written(&self, part: &Part<'_>, line: &Line<'_>) -> String {
        let when = part.when.unwrap_or(When::Start);
        let (year, month, date) = moment::calendar(moment::day(when, self.row(line, part.after)));
        match line.language {
            Language::En => format!("{year:04}-{month:02}-{date:02}"),
            Language::Ru => format!("{date:02}.{month:02}.{year:04}"),
        }
    }
}

/// Returns the moment that says when a record is: by which a calendar shows it, else the first that
/// belongs to the course of things.
fn anchor<'a, 'b>(spec: &Spec, cast: &Cast<'_>, parts: &'b [Part<'a>]) -> Option<&'b Part<'a>> {
    let is_day =
        |part: &&&Part<'_>| matches!(part.field.kind, FieldType::Date | FieldType::Datetime);
    let born = |part: &Part<'_>| {
        matches!(
            part.when,
            Some(When::Born | When::ChildBorn | When::PetBorn)
        )
    };
    let about = |name: Option<&String>| name.is_none_or(|name| *name == cast.entity.name);
    let calendar = spec
        .features
        .iter()
        .find(|feature| feature.kind == FeatureKind::Calendar && about(feature.entity.as_ref()));
    let shown = calendar.and_then(|feature| {
        let field = cast.entity.day_of(feature)?;
        parts
            .iter()
            .find(|part| part.field.name == field.name && !born(part))
    });
    let course = [
        When::Start,
        When::Due,
        When::End,
        When::Stay,
        When::Done,
        When::Month,
    ];
    let belongs = |part: &&&Part<'_>| part.when.is_some_and(|when| course.contains(&when));
    shown.or_else(|| {
        parts
            .iter()
            .filter(|part| is_day(&part))
            .find(|part| belongs(&part))
    })
}
