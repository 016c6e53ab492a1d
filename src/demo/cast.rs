//! What each entity is played by: its kind, its records, and how many there are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::spec::{Entity, FieldType, Language, OnDelete, Relation, RelationKind, Spec};

use super::data::{self, Kind, Pool, Role};
use super::{kind, words};

/// How many records a main entity has: one more than a page of ten, and another.
const MAIN: usize = 12;
/// How many records an entity has that others lead to.
const PARENTS: std::ops::RangeInclusive<usize> = 5..=8;
/// How many parts a record has on average.
const PARTS: usize = 3;
/// The most records of one entity.
const MOST: usize = 36;
/// The most lines that the records of one entity take where they are written out.
const MAX_LINES: usize = 230;

/// What plays an entity.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    pub entity: &'a Entity,
    pub kind: Option<&'static Kind>,
    pub pool: Cow<'static, Pool>,
    pub count: usize,
}

impl Cast<'_> {
    /// Returns the same with another number of records.
    pub(super) fn with_count(&self, count: usize) -> Self {
        Self {
            pool: self.pool.clone(),
            count,
            ..*self
        }
    }

    /// Returns what sort of thing the entity is.
    pub(super) fn role(&self) -> Role {
        self.kind.map_or(Role::Thing, |kind| kind.role)
    }
}

/// Casts every entity; the result is by name.
pub(super) fn all(spec: &Spec) -> BTreeMap<&str, Cast<'_>> {
    let mut casts: BTreeMap<&str, Cast<'_>> = BTreeMap::new();
    for entity in &spec.entities {
        let kind = kind::of(spec, entity);
        let pool = kind.map_or_else(Cow::default, |kind| {
            Cow::Borrowed(data::pool(spec.language, kind))
        });
        let count = 0;
        let name = entity.name.as_str();
        casts.insert(
            name,
            Cast {
                entity,
                kind,
                pool,
                count,
            },
        );
    }
    let derived: Vec<(&str, Vec<String>)> = casts
        .values()
        .filter(|cast| cast.pool.rows.is_empty() || cast.role() == Role::Group)
        .filter_map(|cast| Some((cast.entity.name.as_str(), derive(&casts, cast.entity)?)))
        .collect();
    for (name, texts) in derived {
        if let Some(cast) = casts.get_mut(name) {
            cast.pool = Cow::Owned(Pool {
                columns: vec!["name".to_owned()],
                rows: texts.into_iter().map(|text| vec![text.into()]).collect(),
            });
        }
    }
    for name in order(spec) {
        let count = count(spec, &casts, name);
        if let Some(cast) = casts.get_mut(name) {
            cast.count = count;
        }
    }
    casts
}

/// Returns the names of the entities, those that others lead to before the others.
pub(super) fn order(spec: &Spec) -> Vec<&str> {
    fn visit<'a>(
        spec: &'a Spec,
        entity: &'a Entity,
        seen: &mut Vec<&'a str>,
        done: &mut Vec<&'a str>,
    ) {
        if seen.contains(&entity.name.as_str()) {
            return;
        }
        seen.push(&entity.name);
        for relation in filled(entity) {
            if let Some(target) = spec.entity(&relation.target) {
                visit(spec, target, seen, done);
            }
        }
        done.push(&entity.name);
    }
    let mut done = Vec::new();
    let mut seen = Vec::new();
    for entity in &spec.entities {
        visit(spec, entity, &mut seen, &mut done);
    }
    done
}

/// Returns the relations that the records of `entity` hold themselves.
pub(super) fn filled(entity: &Entity) -> impl Iterator<Item = &Relation> {
    entity.relations.iter().filter(|relation| {
        matches!(
            relation.kind,
            RelationKind::ManyToOne | RelationKind::OneToOne
        )
    })
}

/// Returns the names of a group: what the records that lead to it are sorted by.
fn derive(casts: &BTreeMap<&str, Cast<'_>>, group: &Entity) -> Option<Vec<String>> {
    casts.values().find_map(|cast| {
        let mut relations = cast.entity.relations.iter();
        let relation = relations.find(|relation| relation.target == group.name)?;
        let texts = cast.pool.distinct(column(cast, relation)?);
        (texts.len() > 2).then(|| texts.into_iter().take(*PARENTS.end()).collect())
    })
}

/// Returns the column that says where a record leads.
pub(super) fn column(cast: &Cast<'_>, relation: &Relation) -> Option<usize> {
    let kind = cast.kind?;
    let mut readings = words::readings(&relation.name, &cast.entity.name);
    readings.extend(words::readings(&relation.target, &cast.entity.name));
    readings.iter().find_map(|words| {
        let name = words.concat();
        let mut columns = cast.pool.columns.iter();
        columns.position(|column| data::kinds().calls(kind, column, &name))
    })
}

fn count(spec: &Spec, casts: &BTreeMap<&str, Cast<'_>>, name: &str) -> usize {
    let Some(cast) = casts.get(name) else {
        return 0;
    };
    let entity = cast.entity;
    let target_of = |relation: &Relation| {
        let target = casts.get(relation.target.as_str());
        target.map(|target| target.count).filter(|&count| count > 0)
    };
    let known = cast.pool.rows.len();
    let planned = if is_part(spec, cast) {
        let wholes = whole(entity).and_then(target_of).unwrap_or(MAIN);
        (wholes * PARTS).min(MOST)
    } else if is_parent(spec, casts, entity) {
        let all = if cast.role() == Role::Group {
            known
        } else {
            MAIN
        };
        all.clamp(*PARENTS.start(), *PARENTS.end())
    } else if outward(entity).next().is_none() && known > 0 {
        // What isn't known isn't made up: eight groups of friends are enough.
        known.clamp(*PARENTS.end(), MAIN)
    } else {
        MAIN
    };
    outward(entity)
        .filter(|relation| relation.required && relation.kind == RelationKind::OneToOne)
        .filter_map(target_of)
        .map(shared)
        .fold(planned, usize::min)
        .min(MAX_LINES / lines(entity))
        .max(1)
}

/// Returns how many lines a record takes where it is written out, at most.
fn lines(entity: &Entity) -> usize {
    let field = |kind: FieldType| if kind == FieldType::Text { 2 } else { 1 };
    let relation = |kind: RelationKind| match kind {
        RelationKind::ManyToMany => 5,
        RelationKind::ManyToOne | RelationKind::OneToOne => 1,
        RelationKind::OneToMany => 0,
    };
    let fields: usize = entity.fields.iter().map(|it| field(it.kind)).sum();
    let relations: usize = entity.relations.iter().map(|it| relation(it.kind)).sum();
    // The id, and what encloses the record.
    fields + relations + 3
}

/// Returns how many of so many records others lead to when each may be led to once: some stay
/// free, so that a person can choose one.
pub(super) fn shared(count: usize) -> usize {
    count - count / 4
}

/// Returns whether records of `cast` are parts of others, such as the lines of an invoice.
pub(super) fn is_part(spec: &Spec, cast: &Cast<'_>) -> bool {
    let entity = cast.entity;
    let Some(whole) = whole(entity) else {
        return false;
    };
    let alone = outward(entity).count() == 1;
    let dependent = whole.required && whole.on_delete == OnDelete::Cascade;
    let led_to = spec.entities.iter().any(|other| leads(other, entity));
    let many = whole.kind == RelationKind::ManyToOne;
    !led_to && many && (cast.role() == Role::Line || (alone && dependent))
}

/// Returns the relation to what a record is a part of: the one that its name speaks of, that
/// doesn't outlive it, or that comes first.
pub(super) fn whole(entity: &Entity) -> Option<&Relation> {
    outward(entity).min_by_key(|relation| {
        (
            !entity.name.starts_with(&relation.target),
            relation.on_delete != OnDelete::Cascade,
            relation.kind != RelationKind::ManyToOne,
        )
    })
}

/// Returns the relations that the records of `entity` hold and that lead to others.
fn outward(entity: &Entity) -> impl Iterator<Item = &Relation> {
    filled(entity).filter(|relation| relation.target != entity.name)
}

fn is_parent(spec: &Spec, casts: &BTreeMap<&str, Cast<'_>>, entity: &Entity) -> bool {
    let whole = |other: &&Entity| {
        casts
            .get(other.name.as_str())
            .is_some_and(|cast| !is_part(spec, cast))
    };
    let led_to = spec
        .entities
        .iter()
        .filter(whole)
        .any(|other| leads(other, entity));
    led_to && !spec.entities.iter().any(|other| leads(entity, other))
}

/// Returns whether records of `from` lead to records of `to`, another entity.
fn leads(from: &Entity, to: &Entity) -> bool {
    let direct = from
        .relations
        .iter()
        .any(|relation| relation.kind != RelationKind::OneToMany && relation.target == to.name);
    let reverse = to
        .relations
        .iter()
        .any(|relation| relation.kind == RelationKind::OneToMany && relation.target == from.name);
    from.name != to.name && (direct || reverse)
}

/// Returns the texts that a field may borrow from the kind that it is called like.
pub(super) fn borrowed(
    language: Language,
    readings: &[Vec<String>],
) -> Option<(Role, Vec<String>)> {
    let kind = readings.iter().find_map(|words| {
        let stem = match words.as_slice() {
            [stem @ .., last] if !stem.is_empty() && data::has("name title used", last) => stem,
            words => words,
        };
        (0..stem.len()).find_map(|start| {
            let name = stem.get(start..)?.concat();
            data::kinds()
                .named(&name)
                .find(|kind| kind.needs.is_empty() && kind.with.is_empty())
        })
    })?;
    let texts = match kind.role {
        Role::Thing | Role::Line => data::pool(language, kind).distinct(0),
        Role::Person | Role::Company | Role::Group => Vec::new(),
    };
    Some((kind.role, texts))
}

/// Returns whether a record can be shown by a field of that type.
pub(super) fn is_title(kind: FieldType) -> bool {
    matches!(kind, FieldType::String | FieldType::Text)
}
