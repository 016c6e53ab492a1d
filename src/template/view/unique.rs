//! What must be unique in an entity, as templates see it.

use serde::Serialize;

use super::member::{FieldView, Member, RelationView};
use super::sample;
use crate::architecture::PlannedEntity;
use crate::spec::{Field, Relation, RelationKind};

/// A set of members that no two records may have alike.
#[derive(Clone, Debug, Serialize)]
pub(super) struct UniqueView {
    /// The name of its index.
    name: String,
    members: Vec<Member>,
    /// The member that alone makes two records differ.
    free: String,
    /// Whether it ignores the case of a text.
    folded: bool,
    /// Whether a record may have none of it.
    optional: bool,
}

/// Returns whether enough different values of a field are known for it to be unique.
pub(in crate::template) fn can_be_unique(field: &Field) -> bool {
    sample::vary(field).is_some()
}

/// Returns whether texts are known that keep the field's pattern and its other rules.
pub(in crate::template) fn has_example(field: &Field) -> bool {
    sample::has_example(field)
}

/// Returns the fields with a way to differ from record to record where they must.
pub(super) fn varied(planned: &PlannedEntity, mut fields: Vec<FieldView>) -> Vec<FieldView> {
    let pairs = planned.entity.fields.iter().zip(&mut fields);
    for (field, view) in pairs {
        let differs = field.unique
            || sets(planned).any(|set| differing(planned, set) == Some(field.name.as_str()));
        if let Some(vary) = sample::vary(field).filter(|_| differs) {
            view.vary(vary);
        }
    }
    fields
}

/// Returns everything that must be unique.
pub(super) fn uniques(
    planned: &PlannedEntity,
    fields: &[FieldView],
    relations: &[RelationView],
) -> Vec<UniqueView> {
    let field = |name: &str| {
        let position = planned
            .entity
            .fields
            .iter()
            .position(|it| it.name == name)?;
        Some(Member::Field(Box::new(fields.get(position)?.clone())))
    };
    let relation = |name: &str| {
        let mut pairs = planned.entity.relations.iter().zip(&planned.relations);
        let (_, names) = pairs.find(|(relation, _)| relation.name == name)?;
        let view = relations.iter().find(|view| view.key() == names.key)?;
        Some(Member::Relation(Box::new(view.clone())))
    };
    let single = planned.entity.fields.iter().filter(|field| field.unique);
    let single = single.filter_map(|it| field(&it.name));
    let exclusive = relations.iter().filter(|relation| relation.unique());
    let exclusive = exclusive.map(|it| Member::Relation(Box::new(it.clone())));
    let single = single
        .chain(exclusive)
        .map(|member| (member.key().to_owned(), vec![member]));
    let together = sets(planned).map(|names| {
        let members: Vec<_> = names
            .iter()
            .filter_map(|name| field(name).or_else(|| relation(name)))
            .collect();
        let differing = differing(planned, names).and_then(field);
        let free = differing.or_else(|| members.iter().find(|it| it.is_relation()).cloned());
        (
            free.map_or_else(String::new, |free| free.key().to_owned()),
            members,
        )
    });
    let view = |(free, members): (String, Vec<Member>)| {
        let columns: Vec<_> = members.iter().map(Member::column).collect();
        UniqueView {
            name: format!("{}_{}_unique", planned.names.table, columns.join("_")),
            free,
            folded: members.iter().any(Member::is_folded),
            optional: members.iter().any(|member| !member.is_required()),
            members,
        }
    };
    single.chain(together).map(view).collect()
}

/// Returns which kinds of uniqueness there are in an entity.
pub(super) fn kinds(planned: &PlannedEntity) -> [(&'static str, bool); 2] {
    let entity = &planned.entity;
    let exclusive = |it: &Relation| it.kind == RelationKind::OneToOne;
    let single = entity.fields.iter().any(|field| field.unique);
    let together = !entity.unique_together.is_empty();
    let any = single || together || entity.relations.iter().any(exclusive);
    [("unique", any), ("unique_together", together)]
}

/// Returns the optional relations that take part in what must be unique, each once.
pub(super) fn links(uniques: &[UniqueView]) -> Vec<RelationView> {
    let mut links: Vec<RelationView> = Vec::new();
    for member in uniques.iter().flat_map(|unique| &unique.members) {
        if let Member::Relation(relation) = member
            && !relation.required()
            && !links.iter().any(|known| known.key() == relation.key())
        {
            links.push((**relation).clone());
        }
    }
    links
}

fn sets(planned: &PlannedEntity) -> impl Iterator<Item = &Vec<String>> {
    planned.entity.unique_together.iter()
}

/// Returns the field of a set whose values differ from record to record in tests.
fn differing<'a>(planned: &'a PlannedEntity, set: &[String]) -> Option<&'a str> {
    let fields = planned.entity.fields.iter().rev();
    fields
        .filter(|field| set.contains(&field.name))
        .find(|field| can_be_unique(field))
        .map(|field| field.name.as_str())
}
