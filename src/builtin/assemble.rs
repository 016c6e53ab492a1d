//! The last step from a draft to a spec: entities with ids and relations in their places.

use super::draft::{Draft, Entity, Relation};
use super::language::{english, name};
use crate::spec::{self, Field, FieldType, OnDelete, RelationKind};

/// Names of fields that records are called by, the best first.
pub(crate) const NAMES: [&str; 17] = [
    "name",
    "title",
    "fullName",
    "firstName",
    "lastName",
    "headline",
    "subject",
    "number",
    "code",
    "front",
    "question",
    "word",
    "text",
    "nickname",
    "caption",
    "companyName",
    "label",
];

/// Returns the field that stands for a record.
pub(crate) fn display(fields: &[Field]) -> Option<usize> {
    let by_name = NAMES.iter().take(12).find_map(|name| {
        fields
            .iter()
            .position(|field| field.name == *name && field.kind == FieldType::String)
    });
    by_name.or_else(|| {
        fields
            .iter()
            .position(|field| matches!(field.kind, FieldType::String))
    })
}

/// Returns the entities of the spec with their relations.
pub(crate) fn entities(draft: &Draft) -> Vec<spec::Entity> {
    let mut entities: Vec<spec::Entity> = Vec::new();
    for (index, entity) in draft.entities.iter().enumerate() {
        let fields: Vec<Field> = entity
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| Field {
                id: format!("f{}", at + 1),
                ..field.clone()
            })
            .collect();
        let display = display(&fields)
            .and_then(|at| fields.get(at))
            .map(|field| field.name.clone());
        let mut made = spec::Entity {
            id: format!("e{}", index + 1),
            name: entity.name.clone(),
            label: entity.one.clone(),
            label_plural: entity.many.clone(),
            display,
            fields,
            relations: Vec::new(),
            unique_together: Vec::new(),
        };
        for relation in draft.relations.iter().filter(|r| r.from == index) {
            if let Some(target) = draft.entities.get(relation.to) {
                add_relation(&mut made, relation, target, draft);
            }
        }
        entities.push(made);
    }
    entities
}

fn add_relation(entity: &mut spec::Entity, relation: &Relation, target: &Entity, draft: &Draft) {
    let many = relation.kind == RelationKind::ManyToMany;
    let (mut member, label) = relation.name.clone().unwrap_or_else(|| {
        let words = name::split(&target.name);
        if many {
            let mut words = words;
            if let Some(last) = words.last_mut() {
                *last = english::plural(last);
            }
            (name::camel(&words).unwrap_or_default(), target.many.clone())
        } else {
            (name::camel(&words).unwrap_or_default(), target.one.clone())
        }
    });
    entity.fields.retain(|field| {
        !field.name.eq_ignore_ascii_case(&member) || field.kind != FieldType::String
    });
    let taken = |name: &str, entity: &spec::Entity| {
        entity
            .fields
            .iter()
            .any(|field| field.name.eq_ignore_ascii_case(name))
            || entity
                .relations
                .iter()
                .any(|other| other.name.eq_ignore_ascii_case(name))
    };
    while taken(&member, entity) {
        member.push_str("Link");
    }
    if entity
        .display
        .as_ref()
        .is_some_and(|display| !entity.fields.iter().any(|f| &f.name == display))
    {
        entity.display = None;
    }
    let required = relation.required && !many && !leads_back(draft, relation);
    entity.relations.push(spec::Relation {
        id: format!("r{}", entity.relations.len() + 1),
        name: member,
        label,
        kind: relation.kind,
        target: target.name.clone(),
        required,
        on_delete: if required || many {
            OnDelete::Restrict
        } else {
            OnDelete::SetNull
        },
    });
}

/// Returns whether required relations lead from a target back, so that neither could be made first.
fn leads_back(draft: &Draft, relation: &Relation) -> bool {
    let mut reached = vec![relation.to];
    let mut at = 0;
    while let Some(current) = reached.get(at).copied() {
        for next in draft
            .relations
            .iter()
            .filter(|r| r.required && r.from == current)
        {
            if !reached.contains(&next.to) {
                reached.push(next.to);
            }
        }
        at += 1;
    }
    reached.contains(&relation.from)
}
