//! Comments on the records of an entity as templates see them.

use std::collections::BTreeMap;

use heck::{ToLowerCamelCase as _, ToSnakeCase as _};
use serde::Serialize;

use super::{Rows, feature, link};
use crate::architecture::{Architecture, PlannedEntity};
use crate::demo::{self, Comment};
use crate::spec::{FeatureKind, Spec};

/// The table that holds the comments on the records of one entity.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CommentsView {
    /// What one of them is called in code, and all of them.
    name: String,
    var: String,
    vars: String,
    table: String,
    /// The column that holds the record.
    column: String,
    rows: Vec<Comment>,
}

impl CommentsView {
    /// Returns the comments of an entity, if it has the feature.
    pub(super) fn new(
        spec: &Spec,
        plan: &Architecture,
        planned: &PlannedEntity,
        rows: &Rows,
    ) -> Option<Self> {
        feature::feature(plan, planned, FeatureKind::Comments)?;
        let name = free_name(plan, &planned.names.name);
        let table = format!("{}s", name.to_snake_case());
        let rows = rows.get(&planned.entity.name).map(Vec::as_slice);
        Some(Self {
            var: name.to_lower_camel_case(),
            vars: table.to_lower_camel_case(),
            name,
            table,
            column: format!("{}_id", planned.names.var.to_snake_case()),
            rows: demo::comments(spec, &planned.entity, rows.unwrap_or_default()),
        })
    }
}

/// Returns a name that neither an entity nor the table of a relation has.
fn free_name(plan: &Architecture, entity: &str) -> String {
    let links: Vec<_> = plan
        .entities
        .iter()
        .flat_map(|planned| link::links(plan, planned, &Rows::new()))
        .collect();
    let is_taken = |name: &String| {
        let vars = format!("{}s", name.to_lower_camel_case());
        let links = links.iter().any(|link| link.vars() == vars);
        links
            || plan.entities.iter().any(|it| {
                it.names.name.eq_ignore_ascii_case(name)
                    || it.names.vars.eq_ignore_ascii_case(&vars)
            })
    };
    let numbered = (2_u32..).map(|number| format!("{entity}Remark{number}"));
    let mut names = ["Comment", "Remark"]
        .into_iter()
        .map(|noun| format!("{entity}{noun}"))
        .chain(numbered);
    let name = names.find(|name| !is_taken(name));
    // The numbers never end, so there always is one.
    name.unwrap_or_else(|| format!("{entity}Comment"))
}

/// Returns what the project's files depend on beside the feature itself: whether something is
/// written on one line and in several, and whether the example records need an account.
pub(super) fn flags(has: &BTreeMap<&'static str, bool>) -> [(&'static str, bool); 3] {
    let has = |name| has.get(name) == Some(&true);
    let comments = has("comments");
    [
        ("line", has("string") || (comments && !has("auth"))),
        ("paragraph", has("text") || comments),
        (
            "demo_account",
            has("ownership") || (comments && has("auth")),
        ),
    ]
}
