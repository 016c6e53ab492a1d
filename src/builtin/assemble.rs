//! The last step from a draft to a spec: entities with ids, relations and features in their places.

use super::draft::{Draft, Entity, Relation};
use super::language::{english, name};
use crate::spec::{self, Feature, FeatureKind, Field, FieldType, OnDelete, RelationKind, Spec};

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

/// Returns the features of the spec, each once.
pub(crate) fn features(draft: &Draft, spec: &Spec) -> Vec<Feature> {
    let mut features: Vec<Feature> = Vec::new();
    for asked in &draft.features {
        if features.iter().any(|known| known.kind == asked.kind) {
            continue;
        }
        let entity = asked.entity.and_then(|index| spec.entities.get(index));
        let plain = Feature {
            kind: asked.kind,
            entity: entity
                .filter(|_| asked.kind == FeatureKind::Comments)
                .map(|entity| entity.name.clone()),
            field: None,
        };
        let fits: &[FieldType] = if asked.kind == FeatureKind::Board {
            &[FieldType::Enum]
        } else if asked.kind == FeatureKind::Calendar {
            &[FieldType::Date, FieldType::Datetime]
        } else if asked.kind == FeatureKind::Gallery {
            &[FieldType::Image]
        } else {
            features.push(plain);
            continue;
        };
        features.push(placed(asked.kind, entity, spec, |field| {
            fits.contains(&field.kind)
        }));
    }
    features
}

/// Returns a feature with the entity and the field that it is about.
fn placed(
    kind: FeatureKind,
    entity: Option<&spec::Entity>,
    spec: &Spec,
    fits: impl Fn(&Field) -> bool,
) -> Feature {
    let staged = |field: &&Field| matches!(field.name.as_str(), "status" | "stage" | "state");
    let field_of = |entity: &spec::Entity| {
        let fitting: Vec<&Field> = entity.fields.iter().filter(|field| fits(field)).collect();
        let best = fitting.iter().copied().find(|field| staged(field));
        best.or(fitting.first().copied())
            .map(|field| field.name.clone())
    };
    let found = entity
        .into_iter()
        .chain(&spec.entities)
        .find_map(|entity| field_of(entity).map(|field| (entity.name.clone(), field)));
    match found {
        Some((entity, field)) => Feature {
            kind,
            entity: Some(entity),
            field: Some(field),
        },
        None => Feature {
            kind,
            entity: None,
            field: None,
        },
    }
}
