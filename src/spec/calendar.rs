//! On which day of a calendar a record stands.

use super::{Entity, Feature, Field, FieldType};

impl Entity {
    /// Returns the field that says on which day of a calendar a record stands: the one that the
    /// feature names, else the first one that is likely to.
    pub fn day_of(&self, calendar: &Feature) -> Option<&Field> {
        const PAST: [&str; 6] = ["birth", "created", "updated", "founded", "hired", "joined"];
        let is_day = |field: &&Field| matches!(field.kind, FieldType::Date | FieldType::Datetime);
        let is_likely = |field: &&Field| {
            let name = field.name.to_lowercase();
            calendar.field.as_ref().map_or_else(
                || !PAST.iter().any(|word| name.contains(word)),
                |said| *said == field.name,
            )
        };
        let mut days = self.fields.iter().filter(is_day);
        let first = days.clone().next();
        days.find(is_likely).or(first)
    }
}
