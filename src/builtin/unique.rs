//! Rules that no two records may share something: "one registration per person per event", "no two
//! members have the same e-mail".
//!
//! A rule is noted while reading and settled when all fields and relations are known, because it
//! may stand before what it is about.

use super::draft::{Distinct, Draft, Outcome};
use super::language::vocabulary::Class;
use crate::spec::{Entity, FieldType, Language, RelationKind, Spec};

/// Settles the rules of a draft in its spec; one that fits nothing is left as not understood.
pub(crate) fn settle(draft: &mut Draft, spec: &mut Spec) {
    for rule in std::mem::take(&mut draft.distinct) {
        let outcome = match apply(draft, spec, &rule) {
            None => Outcome::Unknown,
            Some(index) if rule.dated && spec.entities.get(index).is_some_and(lasts) => {
                Outcome::Beyond(overlap(spec.language))
            }
            Some(_) => continue,
        };
        if let Some(note) = draft.notes.get_mut(rule.note) {
            note.outcome = outcome;
        }
    }
}

/// Returns whether the records of an entity have a start and an end, so that two may overlap.
fn lasts(entity: &Entity) -> bool {
    let named = |beginnings: &[&str]| {
        entity.fields.iter().any(|field| {
            let name = field.name.to_lowercase();
            matches!(
                field.kind,
                FieldType::Date | FieldType::Datetime | FieldType::Time
            ) && beginnings.iter().any(|start| name.starts_with(start))
        })
    };
    named(&["start", "from", "begin", "checkin", "checkindate"])
        && named(&["end", "until", "to", "till", "finish", "checkout"])
}

fn overlap(language: Language) -> &'static str {
    match language {
        Language::En => "only the same start is refused; times that overlap are not compared",
        Language::Ru => "отклоняется только то же начало; пересечение по времени не проверяется",
    }
}

/// Applies a rule; returns the entity that has it now.
fn apply(draft: &Draft, spec: &mut Spec, rule: &Distinct) -> Option<usize> {
    let named: Vec<usize> = rule
        .names
        .iter()
        .filter_map(|name| {
            let same = |entity: &Entity| entity.name.eq_ignore_ascii_case(name);
            spec.entities.iter().position(same)
        })
        .collect();
    let leads = |entity: &Entity| {
        named.iter().any(|index| {
            let target = spec.entities.get(*index).map(|entity| &entity.name);
            entity
                .relations
                .iter()
                .any(|relation| Some(&relation.target) == target)
        })
    };
    let happens = |index: &usize| {
        draft
            .entities
            .get(*index)
            .is_some_and(|entity| entity.class == Some(Class::Event))
    };
    let related: Vec<usize> = (0..spec.entities.len())
        .filter(|index| spec.entities.get(*index).is_some_and(leads))
        .collect();
    let mut candidates = named
        .iter()
        .copied()
        .chain(related.iter().copied().filter(happens))
        .chain(related.iter().copied());
    let found = candidates.find_map(|index| {
        let members = members(spec.entities.get(index)?, spec, rule);
        (members.len() >= rule.least).then_some((index, members))
    });
    let (index, members) = found?;
    let entity = spec.entities.get_mut(index)?;
    if let [only] = members.as_slice() {
        let field = entity.fields.iter_mut().find(|field| &field.name == only)?;
        field.unique = true;
        return Some(index);
    }
    if !entity.unique_together.contains(&members) {
        entity.unique_together.push(members);
    }
    Some(index)
}

/// Returns the fields and relations of an entity that a rule names.
fn members(entity: &Entity, spec: &Spec, rule: &Distinct) -> Vec<String> {
    let mut members: Vec<String> = Vec::new();
    let spoken = |known: &str| {
        rule.names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(known))
    };
    for relation in &entity.relations {
        let single = matches!(
            relation.kind,
            RelationKind::ManyToOne | RelationKind::OneToOne
        );
        let target = spec.entity(&relation.target).map(|target| &target.name);
        let person = rule.person
            && ["person", "member", "user", "client", "customer"]
                .iter()
                .any(|name| target.is_some_and(|target| target.eq_ignore_ascii_case(name)));
        let named = spoken(&relation.name) || target.is_some_and(|target| spoken(target));
        if single && (named || person) && Some(&entity.name) != target {
            members.push(relation.name.clone());
        }
    }
    let textual = |kind| {
        !matches!(
            kind,
            FieldType::Text | FieldType::Image | FieldType::Boolean
        )
    };
    for field in &entity.fields {
        if spoken(&field.name) && textual(field.kind) {
            members.push(field.name.clone());
        }
    }
    let dated = |name: &String| {
        entity.fields.iter().any(|field| {
            &field.name == name
                && matches!(
                    field.kind,
                    FieldType::Date | FieldType::Datetime | FieldType::Time
                )
        })
    };
    if rule.dated && !members.iter().any(dated) {
        let first = entity
            .fields
            .iter()
            .find(|field| matches!(field.kind, FieldType::Date | FieldType::Datetime));
        members.extend(first.map(|field| field.name.clone()));
    }
    members
}
