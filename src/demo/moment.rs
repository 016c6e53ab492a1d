//! Days and times in an order that makes sense: issued, then due; started, then ended.

use crate::spec::FieldType;

use super::seed;
use super::{Moment, Value};

/// When something happens, as in `meanings.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// When the record begins: issued, ordered, started.
    Start,
    /// When it must be done.
    Due,
    /// When it ends.
    End,
    /// When somebody leaves who stayed some nights.
    Stay,
    /// When it was done, if it was.
    Done,
    /// The last time before now.
    Last,
    /// The next time after now.
    Next,
    /// When a thing was bought.
    Bought,
    /// Until when it lasts.
    Until,
    /// When somebody came to a firm.
    Joined,
    /// When a grown-up was born.
    Born,
    /// When a child was born.
    ChildBorn,
    /// When an animal was born.
    PetBorn,
    /// The first day of a month.
    Month,
}

impl When {
    /// Returns the meaning of that name.
    pub(super) fn parse(name: &str) -> Self {
        match name {
            "due" => Self::Due,
            "end" => Self::End,
            "stay" => Self::Stay,
            "done" => Self::Done,
            "last" => Self::Last,
            "next" => Self::Next,
            "bought" => Self::Bought,
            "until" => Self::Until,
            "joined" => Self::Joined,
            "born" => Self::Born,
            "month" => Self::Month,
            _ => Self::Start,
        }
    }
}

/// What is known of the row that a moment belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The day of the row, in days from today.
    pub day: i64,
    /// What falls on that day, and how many fields before it mean the same.
    pub anchor: (When, usize),
    /// What differs between rows.
    pub seed: u64,
    /// How many fields before it mean the same.
    pub twin: usize,
    /// Whether a start at a time of day has an end at a time of day.
    pub hours: bool,
    /// Whether the thing was bought on a known day.
    pub bought: bool,
    /// How many days it takes, when that is known.
    pub days: Option<i64>,
    /// Whether it starts in the evening.
    pub evening: bool,
}

/// Returns the day in days from today.
pub(super) fn day(when: When, row: Row) -> i64 {
    if (when, row.twin) == row.anchor {
        return row.day;
    }
    let (anchor, twin) = row.anchor;
    let start = row.day - after(anchor, Row { twin, ..row }).unwrap_or_default();
    if let Some(after) = after(when, row) {
        return start + after;
    }
    let chance = |low, high| seed::between(seed::mix(row.seed ^ 0x51), low, high);
    let bought = if anchor == When::Bought {
        row.day
    } else {
        -chance(30, 700)
    };
    let twin = signed(row.twin);
    match when {
        When::Start | When::Due | When::End | When::Stay | When::Done | When::Month => start,
        When::Last => -chance(0, 9) - twin * 4,
        When::Next => 1 + chance(0, 27) + twin * 4,
        When::Bought => bought,
        When::Until if row.bought => bought + 730,
        When::Until => chance(0, 540) - 60 + twin * 30,
        When::Joined => -chance(60, 3200),
        // A birthday that is long enough ago, whatever leap years are in between.
        When::Born | When::ChildBorn | When::PetBorn => {
            let age = age(when, row).unwrap_or_default();
            -365 * age - age / 4 - seed::between(row.seed, 2, 360)
        }
    }
}

/// Returns how many days after the start of the record it is, for what belongs to its course.
fn after(when: When, row: Row) -> Option<i64> {
    let chance = |low, high| seed::between(seed::mix(row.seed ^ 0x51), low, high);
    let twin = signed(row.twin);
    match when {
        When::Start => Some(twin * 3),
        When::Due => {
            let terms = [14, 7, 21, 30];
            let term = seed::cycle(&terms, seed::below(row.seed >> 9, 4)).copied();
            Some(twin * 5 + term.unwrap_or(14))
        }
        When::End if row.hours => Some(0),
        When::End | When::Done if row.days.is_some() => row.days,
        When::End => Some(twin * 5 + chance(2, 21)),
        When::Stay => Some(chance(1, 7)),
        When::Done => Some(twin * 2 + chance(1, 12)),
        When::Month => Some(twin * 30),
        When::Last
        | When::Next
        | When::Bought
        | When::Until
        | When::Joined
        | When::Born
        | When::ChildBorn
        | When::PetBorn => None,
    }
}

/// Returns the age of whoever was born then.
pub(super) fn age(when: When, row: Row) -> Option<i64> {
    let chance = |low, high| seed::between(seed::mix(row.seed ^ 0x51), low, high);
    match when {
        When::Born => Some(chance(22, 61)),
        When::ChildBorn => Some(chance(7, 14)),
        When::PetBorn => Some(chance(1, 12)),
        When::Start
        | When::Due
        | When::End
        | When::Stay
        | When::Done
        | When::Last
        | When::Next
        | When::Bought
        | When::Until
        | When::Joined
        | When::Month => None,
    }
}

/// Returns the minutes after midnight, in quarters of an hour.
pub(super) fn minutes(when: When, row: Row) -> i64 {
    let hour = if row.evening { 17 * 60 } else { 9 * 60 };
    let quarters = if row.evening { 12 } else { 36 };
    let start = hour + 15 * seed::between(row.seed >> 17, 0, quarters);
    let long = 60 + 30 * seed::between(row.seed >> 23, 0, 2);
    match when {
        When::End | When::Done | When::Until | When::Due => (start + long).min(22 * 60),
        When::Start
        | When::Last
        | When::Next
        | When::Bought
        | When::Joined
        | When::Born
        | When::ChildBorn
        | When::PetBorn
        | When::Month
        | When::Stay => start + 15 * signed(row.twin),
    }
}

/// Returns a moment for a field of that type.
pub(super) fn value(kind: FieldType, when: When, row: Row) -> Value {
    let minutes = minutes(when, row).rem_euclid(24 * 60);
    let day = day(when, row);
    match (kind, age(when, row)) {
        (FieldType::Time, _) => Value::Text(time(minutes)),
        (FieldType::Datetime, _) => Value::Moment(Moment::Time { day, minutes }),
        (_, Some(age)) => Value::Moment(Moment::Birthday {
            age,
            month: seed::between(row.seed >> 5, 1, 12),
            day: seed::between(row.seed >> 11, 1, 28),
        }),
        (_, None) if when == When::Month => Value::Moment(Moment::Month(day.div_euclid(30))),
        (_, None) => Value::Moment(Moment::Day(day)),
    }
}

/// Returns a time of day as it is stored.
pub(super) fn time(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Returns year, month and day of a day, if today were the first of September 2026: texts are the
/// same whenever they are stored.
pub(super) fn calendar(day: i64) -> (i64, i64, i64) {
    // Howard Hinnant's civil calendar; 740_165 days lie between 0000-03-01 and 2026-09-01.
    let days = day + 740_165;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

fn signed(index: usize) -> i64 {
    i64::try_from(index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::spread::Spread;
    use super::*;

    #[test]
    fn the_calendar_knows_leap_years() {
        let cases = [
            (0, (2026, 9, 1)),
            (-1, (2026, 8, 31)),
            (-185, (2026, 2, 28)),
            (-184, (2026, 3, 1)),
            (121, (2026, 12, 31)),
            (122, (2027, 1, 1)),
            (-915, (2024, 2, 29)),
        ];
        for (day, expected) in cases {
            assert_eq!(calendar(day), expected, "{day}");
        }
    }

    fn row(index: usize, anchor: When, hours: bool) -> Row {
        Row {
            day: Spread::Planned.day(index, 36, seed::row(5, index)),
            anchor: (anchor, 0),
            seed: seed::row(5, index),
            twin: 0,
            hours,
            bought: true,
            days: None,
            evening: hours,
        }
    }

    #[test]
    fn what_ends_ends_after_it_starts() {
        let anchors = [When::Start, When::Due, When::End, When::Done, When::Next];
        for (index, anchor) in (0..36).flat_map(|index| anchors.map(|anchor| (index, anchor))) {
            for hours in [false, true] {
                let row = row(index, anchor, hours);
                let at = |when| (day(when, row), minutes(when, row));
                assert!(at(When::Start) < at(When::End));
                assert!(day(When::Start, row) < day(When::Due, row));
                assert!(day(When::Start, row) < day(When::Done, row));
                assert!(day(When::Bought, row) < day(When::Until, row));
                assert_eq!(day(anchor, row), row.day);
            }
        }
    }

    #[test]
    fn terms_that_have_passed_and_terms_that_come_lie_around_today() {
        let days: Vec<i64> = (0..36)
            .map(|index| day(When::Due, row(index, When::Due, false)))
            .collect();
        assert!(days.iter().filter(|day| **day < 0).count() > 5, "{days:?}");
        assert!(days.iter().filter(|day| **day > 0).count() > 5, "{days:?}");
    }

    #[test]
    fn who_was_born_then_is_as_old_as_that() {
        for index in 0..36 {
            let row = row(index, When::Start, false);
            for when in [When::Born, When::ChildBorn, When::PetBorn] {
                let age = age(when, row).unwrap();
                let days = -day(when, row);
                assert!((365 * age + age / 4 + 2..365 * (age + 1) + age / 4).contains(&days));
                let Value::Moment(Moment::Birthday { age: told, .. }) =
                    value(FieldType::Date, when, row)
                else {
                    panic!("a birthday is told with the age");
                };
                assert_eq!(told, age);
            }
        }
    }
}
