//! The days of records, on every day on which they may be stored.

use proptest::prelude::*;

use super::super::moment::calendar;
use super::super::{Moment, Value, rows};
use super::random;
use crate::spec::{Feature, FeatureKind, FieldType, Spec};

/// Returns what is wrong with a moment in a field of that type.
pub(super) fn fault(kind: FieldType, moment: Moment) -> Option<&'static str> {
    let right = match (kind, moment) {
        (FieldType::Date, Moment::Day(_) | Moment::Month(_)) => true,
        (FieldType::Date, Moment::Birthday { age, month, day }) => {
            (0..100).contains(&age) && (1..=12).contains(&month) && (1..=28).contains(&day)
        }
        (FieldType::Datetime, Moment::Time { minutes, .. }) => (0..24 * 60).contains(&minutes),
        (_, _) => false,
    };
    (!right).then_some("is no moment of such a field")
}

/// Returns year and month of a moment, if it is stored on the day `today`.
fn month(moment: Moment, today: i64) -> (i64, i64) {
    let (year, month, _) = match moment {
        Moment::Day(day) | Moment::Time { day, .. } => calendar(today + day),
        Moment::Month(months) => {
            let (year, month, _) = calendar(today);
            let count = year * 12 + month - 1 + months;
            (count.div_euclid(12), count.rem_euclid(12) + 1, 1)
        }
        Moment::Birthday { age, month, .. } => (calendar(today).0 - age, month, 1),
    };
    (year, month)
}

fn with_calendars(mut spec: Spec) -> Spec {
    spec.features = spec
        .entities
        .iter()
        .map(|entity| Feature {
            kind: FeatureKind::Calendar,
            entity: Some(entity.name.clone()),
            field: None,
        })
        .collect();
    spec
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Two years hold every end of a month and a leap day.
    #[test]
    fn a_calendar_has_records_this_month_whenever_they_are_stored(
        spec in random::spec().prop_map(with_calendars),
    ) {
        let made = rows(&spec);
        for (entity, feature) in spec.entities.iter().zip(&spec.features) {
            let Some(field) = entity.day_of(feature).filter(|it| it.name != "birthDate") else {
                continue;
            };
            let values = made[&entity.name].iter().map(|row| &row.values[&field.name]);
            let moments: Vec<Moment> = values.filter_map(Value::moment).collect();
            for today in (0..731).filter(|_| !made[&entity.name].is_empty()) {
                let (year, this, _) = calendar(today);
                let now = moments.iter().any(|it| month(*it, today) == (year, this));
                prop_assert!(now, "{}.{} on {today}: {moments:?}", entity.name, field.name);
            }
        }
    }

    #[test]
    fn what_starts_and_ends_does_so_in_this_order(spec in random::spec()) {
        let made = rows(&spec);
        for entity in &spec.entities {
            for row in &made[&entity.name] {
                let pair = (row.values.get("startDate"), row.values.get("endDate"));
                let order = match pair {
                    (Some(Value::Moment(Moment::Day(start))), Some(Value::Moment(Moment::Day(end)))) => {
                        start <= end
                    }
                    (
                        Some(Value::Moment(Moment::Time { day, minutes })),
                        Some(Value::Moment(Moment::Time { day: last, minutes: end })),
                    ) => (day, minutes) < (last, end),
                    _ => true,
                };
                prop_assert!(order, "{}: {pair:?}", entity.name);
            }
        }
    }
}
