//! The column that says whose a record is, as templates see it.

use heck::ToSnakeCase as _;
use serde::Serialize;

use super::EntityView;
use crate::architecture::Architecture;
use crate::spec::FeatureKind;

/// The property and the column that every owned record has beside its own.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OwnerView {
    key: String,
    column: String,
}

impl OwnerView {
    /// Returns the property and the column that say whose the records of an entity are.
    pub(super) fn of(&self, entity: &EntityView) -> Option<(&str, &str)> {
        let owned = entity.has.get(FeatureKind::Ownership.name()) == Some(&true);
        owned.then_some((self.key.as_str(), self.column.as_str()))
    }

    /// Returns a name that no member has: a pet may have an owner that is no account.
    pub(super) fn new(plan: &Architecture) -> Self {
        let taken = |key: &String| {
            plan.entities.iter().any(|planned| {
                let mut members = planned.fields.iter().chain(&planned.relations);
                members.any(|member| {
                    [&member.key, &member.name, &member.column]
                        .into_iter()
                        .any(|it| it.eq_ignore_ascii_case(key) || *it == key.to_snake_case())
                })
            })
        };
        let numbered = (2_u32..).map(|number| format!("ownerAccount{number}Id"));
        let mut names = ["ownerId".to_owned(), "ownerAccountId".to_owned()]
            .into_iter()
            .chain(numbered);
        let key = names
            .find(|key| !taken(key))
            .unwrap_or_else(|| "ownerId".to_owned());
        Self {
            column: key.to_snake_case(),
            key,
        }
    }
}
