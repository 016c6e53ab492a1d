//! Days and times of 2026 in an order that makes sense: issued, then due; started, then ended.

use crate::spec::FieldType;

use super::number;
use super::seed;

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
    pub index: usize,
    pub count: usize,
    /// What differs between rows.
    pub seed: u64,
    /// How many fields before it mean the same.
    pub twin: usize,
    /// Whether a start at a time of day has an end at a time of day.
    pub hours: bool,
    /// Whether the thing was bought on a known day.
    pub bought: bool,
    /// The first and the last day on which something may start.
    pub span: (i64, i64),
    /// How many days it takes, when that is known.
    pub days: Option<i64>,
    /// Whether it starts in the evening.
    pub evening: bool,
}

/// Returns the day as days since the start of 2026.
pub(super) fn day(when: When, row: Row) -> i64 {
    let spread = |from: i64, to: i64| {
        let step = (to - from) / signed(row.count.max(1));
        from + step * signed(row.index) + seed::between(row.seed, 0, 4)
    };
    let chance = |low, high| seed::between(seed::mix(row.seed ^ 0x51), low, high);
    let start = spread(row.span.0, row.span.1);
    let bought = spread(-520, 180) + chance(0, 20);
    let twin = signed(row.twin);
    match when {
        When::Start => start + twin * 3,
        When::Due => {
            start
                + twin * 5
                + [14, 7, 21, 30]
                    .get(seed::below(row.seed >> 9, 4))
                    .copied()
                    .unwrap_or(14)
        }
        When::End if row.hours => start,
        When::End | When::Done if row.days.is_some() => start + row.days.unwrap_or_default(),
        When::End => start + twin * 5 + chance(2, 21),
        When::Stay => start + chance(1, 7),
        When::Done => start + twin * 2 + chance(1, 12),
        When::Last => 316 - chance(0, 9) - twin * 4,
        When::Next => 330 + chance(0, 27) + twin * 4,
        When::Bought => bought,
        When::Until if row.bought => bought + 730,
        When::Until => 250 + twin * 30 + chance(0, 540),
        When::Joined => -chance(60, 3200),
        When::Born => -365 * chance(22, 61) + seed::between(row.seed, 0, 364),
        When::ChildBorn => -365 * chance(7, 14) + seed::between(row.seed, 0, 364),
        When::PetBorn => -365 * chance(1, 12) + seed::between(row.seed, 0, 364),
        When::Month => first_of_month(start + twin * 30),
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

/// Returns a moment as a field of that type stores it.
pub(super) fn stored(kind: FieldType, day: i64, minutes: i64) -> String {
    let (year, month, date) = calendar(day);
    let minutes = minutes.rem_euclid(24 * 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    match kind {
        FieldType::Time => format!("{hour:02}:{minute:02}"),
        FieldType::Datetime => {
            format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:00.000Z")
        }
        FieldType::String
        | FieldType::Text
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => format!("{year:04}-{month:02}-{date:02}"),
    }
}

/// Returns year, month and day of a number of days since the start of 2026.
pub(super) fn calendar(day: i64) -> (i64, i64, i64) {
    // Howard Hinnant's civil calendar; 739_922 days lie between 0000-03-01 and 2026-01-01.
    let days = day + 739_922;
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

fn first_of_month(day: i64) -> i64 {
    day - calendar(day).2 + 1
}

fn signed(index: usize) -> i64 {
    i64::try_from(index).unwrap_or_default()
}

/// Returns the age in 2026 of somebody who was born on `day`.
pub(super) fn age(day: i64) -> f64 {
    number::float(2026 - calendar(day).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_knows_leap_years() {
        let cases = [
            (0, (2026, 1, 1)),
            (58, (2026, 2, 28)),
            (59, (2026, 3, 1)),
            (364, (2026, 12, 31)),
            (-1, (2025, 12, 31)),
            (-672, (2024, 2, 29)),
            (730, (2028, 1, 1)),
        ];
        for (day, expected) in cases {
            assert_eq!(calendar(day), expected, "{day}");
        }
    }

    #[test]
    fn what_ends_ends_after_it_starts() {
        for index in 0..36 {
            for hours in [false, true] {
                let row = Row {
                    index,
                    count: 36,
                    seed: seed::row(5, index),
                    twin: 0,
                    hours,
                    bought: true,
                    span: (40, 315),
                    days: None,
                    evening: hours,
                };
                let at = |when| (day(when, row), minutes(when, row));
                assert!(at(When::Start) < at(When::End));
                assert!(day(When::Start, row) < day(When::Due, row));
                assert!(day(When::Start, row) < day(When::Done, row));
                assert!(day(When::Bought, row) < day(When::Until, row));
                assert_eq!(calendar(day(When::Start, row)).0, 2026);
            }
        }
    }
}
