//! Many-to-many relations as templates see them.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase as _, ToPascalCase as _, ToSnakeCase as _};
use serde::Serialize;

use super::member::RelationView;
use super::{Rows, find, target_view};
use crate::architecture::{Architecture, MemberNames, PlannedEntity};
use crate::spec::{OnDelete, Relation, RelationKind};
use crate::template::naming::{singular, whole_words};

/// A relation to any number of records, kept in a table of its own.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LinkView {
    #[serde(flatten)]
    relation: RelationView,
    /// The table of the links, and its name in code.
    table: String,
    vars: String,
    /// The property and the column that hold the record, and those that hold the linked one.
    own: String,
    own_column: String,
    other: String,
    other_column: String,
    /// What happens to a link when the linked record is deleted.
    on_other_delete: &'static str,
    /// Whether the demo records have any.
    shown: bool,
}

impl LinkView {
    /// Returns the name of the index of what is linked.
    pub(super) fn index(&self) -> String {
        format!("{}_{}_index", self.table, self.other_column)
    }

    /// Returns the name of its table in code.
    pub(super) fn vars(&self) -> &str {
        &self.vars
    }

    /// Returns the relation without its table.
    pub(super) fn relation(&self) -> &RelationView {
        &self.relation
    }
}

/// Returns whether a relation has a table of its own.
pub(super) fn is_link(relation: &Relation) -> bool {
    relation.kind == RelationKind::ManyToMany
}

/// Returns the many-to-many relations of an entity.
pub(super) fn links(plan: &Architecture, planned: &PlannedEntity, rows: &Rows) -> Vec<LinkView> {
    let pairs = planned.entity.relations.iter().zip(&planned.relations);
    pairs
        .filter(|(relation, _)| is_link(relation))
        .filter_map(|(relation, names)| link(plan, planned, relation, names, rows))
        .collect()
}

fn link(
    plan: &Architecture,
    planned: &PlannedEntity,
    relation: &Relation,
    names: &MemberNames,
    rows: &Rows,
) -> Option<LinkView> {
    let (index, target) = find(plan, &relation.target)?;
    let itself = relation.target == planned.entity.name;
    let table = table_of(plan, planned, names);
    let own = format!("{}Id", planned.names.var);
    let other = format!("{}Id", singular(&names.name));
    let other = if own == other {
        format!("other{}", other.to_pascal_case())
    } else {
        other
    };
    // A record that must have a link can't lose the last one to a deletion.
    let keeps = relation.required || relation.on_delete == OnDelete::Restrict;
    let has_rows = |name: &str| rows.get(name).is_some_and(|rows| rows.len() > 1);
    Some(LinkView {
        vars: table.to_lower_camel_case(),
        table,
        own_column: own.to_snake_case(),
        own,
        other_column: other.to_snake_case(),
        other,
        on_other_delete: if keeps { "restrict" } else { "cascade" },
        shown: has_rows(&relation.target) && has_rows(&planned.entity.name),
        relation: RelationView::new(relation, names, target_view(index, target), itself),
    })
}

/// The longest part of a table's name that an entity or a relation gives, where both are long.
const LONGEST_PART: usize = 20;

/// Returns the name of the table that holds the links of a relation, which no other table has.
fn table_of(plan: &Architecture, planned: &PlannedEntity, names: &MemberNames) -> String {
    let mut taken: BTreeSet<String> = plan
        .entities
        .iter()
        .map(|it| it.names.table.clone())
        .collect();
    let mut found = String::new();
    for entity in &plan.entities {
        let pairs = entity.entity.relations.iter().zip(&entity.relations);
        for (_, relation) in pairs.filter(|(relation, _)| is_link(relation)) {
            let base = joined(&entity.names.var, &relation.name);
            let numbered = (2_u32..).map(|number| format!("{base}_{number}"));
            let mut names_by_preference = [base.clone(), format!("{base}_links")]
                .into_iter()
                .chain(numbered);
            // The numbers never end, so there always is one.
            let name = names_by_preference
                .find(|name| !taken.contains(name))
                .unwrap_or(base);
            if entity.names.var == planned.names.var && relation.name == names.name {
                found.clone_from(&name);
            }
            taken.insert(name);
        }
    }
    found
}

/// Returns the name of an entity and that of its relation as one of readable length.
fn joined(entity: &str, relation: &str) -> String {
    let short = |name: &str| {
        let length = whole_words(name, LONGEST_PART);
        name.chars().take(length).collect::<String>()
    };
    let (entity, relation) = if entity.len() + relation.len() > 2 * LONGEST_PART {
        (short(entity), short(relation))
    } else {
        (entity.to_owned(), relation.to_owned())
    };
    format!("{}_{}", entity.to_snake_case(), relation.to_snake_case())
}

/// Returns the ids that a demo record is linked to: one to three, and for some none.
pub(super) fn linked_ids(
    relation: &Relation,
    row: usize,
    own_id: &str,
    rows: &Rows,
) -> Vec<String> {
    let Some(targets) = rows.get(&relation.target).filter(|rows| !rows.is_empty()) else {
        return Vec::new();
    };
    let least = usize::from(relation.required);
    let count = least + (row + 1) % 3;
    let mut ids = Vec::new();
    for step in 0..count {
        let place = (row * 2 + step * 3) % targets.len();
        let id = targets.get(place).map(|target| target.id.clone());
        ids.extend(id.filter(|id| id != own_id && !ids.contains(id)));
    }
    ids
}
