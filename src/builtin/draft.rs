//! What reading an idea has found so far.

use super::language::vocabulary::Class;
use crate::spec::{FeatureKind, Field, RelationKind};

/// How sure it is that an entity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Only the title names it.
    Title,
    /// A sentence names it.
    Mention,
    /// It has fields or relations of its own.
    Described,
}

/// An entity as it is found.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) one: String,
    pub(crate) many: String,
    pub(crate) class: Option<Class>,
    pub(crate) strength: Strength,
    pub(crate) fields: Vec<Field>,
}

/// A relation as it is found; many of `from` lead to one of `to`, or many to many.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: RelationKind,
    /// The name and the label, when they are not those of the target.
    pub(crate) name: Option<(String, String)>,
    pub(crate) required: bool,
}

/// What became of a stretch of the idea.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is in the spec.
    Built,
    /// It asks for a feature.
    Feature(FeatureKind),
    /// It asks for what no template can do.
    Beyond(&'static str),
    /// It asks for something that no rule knows.
    Unknown,
    /// It asks for nothing.
    Noise,
}

/// A stretch of the idea and what became of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) outcome: Outcome,
    /// Stretches of one group read as one requirement.
    pub(crate) group: usize,
}

/// A feature as it is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) kind: FeatureKind,
    /// The entity that the sentence is about, when the wish itself names none.
    pub(crate) entity: Option<usize>,
    /// What its words may name, as entities and fields are named.
    pub(crate) names: Vec<String>,
}

/// A rule that no two records may share something.
#[derive(Clone, Debug)]
pub(crate) struct Distinct {
    /// What its words may name, as entities and fields are named.
    pub(crate) names: Vec<String>,
    /// Whether it speaks of a day or a time.
    pub(crate) dated: bool,
    /// Whether it speaks of persons.
    pub(crate) person: bool,
    /// The fewest members that make sense of it.
    pub(crate) least: usize,
    /// The note of the sentence.
    pub(crate) note: usize,
}

/// Everything found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) entities: Vec<Entity>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) features: Vec<Asked>,
    pub(crate) notes: Vec<Note>,
    pub(crate) distinct: Vec<Distinct>,
    /// The first words, when they are a title.
    pub(crate) title: Option<(usize, usize)>,
}

impl Draft {
    /// Returns the entity of that name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.entities
            .iter()
            .position(|entity| entity.name.eq_ignore_ascii_case(name))
    }

    /// Adds an entity or makes a known one as sure as this one.
    pub(crate) fn add(&mut self, entity: Entity) -> usize {
        if let Some(known) = self.find(&entity.name) {
            if let Some(same) = self.entities.get_mut(known) {
                same.strength = same.strength.max(entity.strength);
            }
            return known;
        }
        self.entities.push(entity);
        self.entities.len() - 1
    }

    /// Marks an entity as one that has something of its own.
    pub(crate) fn describe(&mut self, entity: usize) {
        if let Some(entity) = self.entities.get_mut(entity) {
            entity.strength = Strength::Described;
        }
    }

    /// Adds a field unless the entity has one of that name already.
    pub(crate) fn add_field(&mut self, entity: usize, field: Field) -> Option<usize> {
        self.describe(entity);
        let entity = self.entities.get_mut(entity)?;
        let known = entity
            .fields
            .iter()
            .position(|other| other.name.eq_ignore_ascii_case(&field.name));
        if known.is_some() {
            return known;
        }
        if entity.fields.len() >= 60 {
            return None;
        }
        entity.fields.push(field);
        Some(entity.fields.len() - 1)
    }

    /// Adds a relation, merging it with what is known about the same two entities.
    pub(crate) fn relate(&mut self, relation: Relation) {
        if relation.from == relation.to && relation.kind == RelationKind::ManyToMany {
            return;
        }
        self.describe(relation.from);
        let ends = |other: &Relation| {
            (other.from == relation.from && other.to == relation.to)
                || (other.from == relation.to && other.to == relation.from)
        };
        let named = relation.name.is_some();
        let known = self.relations.iter_mut().find(|other| {
            let turned = relation.kind == RelationKind::ManyToMany || relation.from != other.from;
            let apart = turned && other.kind == RelationKind::ManyToOne && other.name.is_some();
            ends(other) && (!named && !apart || other.name == relation.name)
        });
        let Some(known) = known else {
            self.relations.push(relation);
            return;
        };
        known.required |= relation.required;
        if known.kind == RelationKind::ManyToOne
            && relation.kind == RelationKind::ManyToOne
            && known.from != relation.from
        {
            known.kind = RelationKind::ManyToMany;
            known.required = false;
            known.name = None;
        } else if relation.kind != RelationKind::ManyToOne {
            known.kind = relation.kind;
            known.required = false;
        }
    }
}
