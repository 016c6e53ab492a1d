//! Which days the records of an entity lie on: many near today, fewer the farther away.

use super::number;
use super::seed;

/// How many days the oldest record is old.
const PAST: f64 = 150.0;
/// In how many days the last planned record is.
const FUTURE: f64 = 28.0;
/// How far from today a day may be moved by chance.
const LOOSE: i64 = 8;

/// How the records of an entity are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// What is written down once it has happened.
    Past,
    /// What is planned ahead as well.
    Planned,
}

impl Spread {
    /// Returns the day of a record, in days from today: never later than that of the next one, and
    /// of one record today.
    pub(super) fn day(self, index: usize, count: usize, chance: u64) -> i64 {
        let last = count.saturating_sub(1);
        let today = match self {
            Self::Past => last,
            Self::Planned => last * 2 / 3,
        };
        let near = curve(
            index.abs_diff(today),
            if index < today { today } else { last - today },
        );
        let (days, sign) = if index < today {
            (near * PAST, -1)
        } else {
            (near * FUTURE, 1)
        };
        let days = number::whole(days.round()).unwrap_or_default();
        let moved = if days >= LOOSE {
            seed::between(chance, 0, 3)
        } else {
            0
        };
        sign * (days - moved)
    }
}

/// Returns how far away something is of so many steps: the farther, the longer each step.
fn curve(steps: usize, of: usize) -> f64 {
    let float = |count: usize| number::float(i64::try_from(count).unwrap_or_default());
    let part = float(steps.min(of)) / float(of.max(1));
    part * part.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_of_today_and_the_others_are_before_and_after_it() {
        for count in 1..40 {
            for spread in [Spread::Past, Spread::Planned] {
                let day = |index| spread.day(index, count, seed::row(7, index));
                let days: Vec<i64> = (0..count).map(day).collect();
                assert!(days.contains(&0), "{days:?}");
                assert!(days.iter().all(|day| (-150..=28).contains(day)), "{days:?}");
                assert!(spread == Spread::Planned || days.iter().all(|day| *day <= 0));
            }
        }
    }

    #[test]
    fn several_months_have_records() {
        let day = |index| Spread::Past.day(index, 12, seed::row(3, index));
        let months: std::collections::BTreeSet<i64> =
            (0..12).map(|index| day(index).div_euclid(30)).collect();
        assert!(months.len() >= 5, "{months:?}");
    }
}
