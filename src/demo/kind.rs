//! Which kind of thing an entity is: by its name, by its fields, or by the app's name.

use crate::spec::{Entity, Spec};

use super::data::{self, Kind};
use super::words;

/// Names of entities that say nothing; the app's name says more.
const VAGUE: &str = "item entry record log position unit object";

/// How many fields must give a kind away.
const MARKS: usize = 2;

/// Returns the kind of an entity.
pub(super) fn of(spec: &Spec, entity: &Entity) -> Option<&'static Kind> {
    let question = Question::new(spec, entity);
    question
        .by_name(&words::split(&entity.name))
        .or_else(|| question.by_marks())
        .or_else(|| question.by_app())
}

/// What is known of an entity of which the kind is asked.
struct Question<'a> {
    spec: &'a Spec,
    entity: &'a Entity,
    /// What each field and relation may be called.
    members: Vec<Vec<String>>,
}

impl<'a> Question<'a> {
    fn new(spec: &'a Spec, entity: &'a Entity) -> Self {
        let fields = entity.fields.iter().map(|field| &field.name);
        let relations = entity.relations.iter().map(|relation| &relation.name);
        let readings = |name: &String| {
            let readings = words::readings(name, &entity.name);
            readings.iter().map(|words| words.concat()).collect()
        };
        Self {
            spec,
            entity,
            members: fields.chain(relations).map(readings).collect(),
        }
    }

    /// Returns how many fields and relations are called as `list` says.
    fn called(&self, list: &str) -> usize {
        let called = |names: &&Vec<String>| names.iter().any(|name| data::has(list, name));
        self.members.iter().filter(called).count()
    }

    fn suits(&self, kind: &Kind) -> bool {
        let entities = self.spec.entities.iter().map(|entity| &entity.name);
        let mut around = entities.chain([&self.spec.name]);
        let has = |name: &String| {
            let words = words::split(name);
            words.iter().any(|word| data::has(&kind.with, word))
        };
        let needed = kind.needs.is_empty() || self.called(&kind.needs) > 0;
        needed && (kind.with.is_empty() || around.any(has))
    }

    /// Returns the kind that is called like the end of a name.
    fn by_name(&self, name: &[String]) -> Option<&'static Kind> {
        (0..name.len()).find_map(|start| {
            let end = name.get(start..)?.concat();
            data::kinds().named(&end).find(|kind| self.suits(kind))
        })
    }

    /// Returns the kind that the fields give away best.
    fn by_marks(&self) -> Option<&'static Kind> {
        let mut best: Option<(usize, &Kind)> = None;
        for kind in &data::kinds().all {
            let marks = self.called(&kind.marks);
            if marks >= MARKS && best.is_none_or(|(most, _)| marks > most) {
                best = Some((marks, kind));
            }
        }
        best.map(|(_, kind)| kind)
    }

    /// Returns the kind that the app is called after, for a first entity that says nothing.
    fn by_app(&self) -> Option<&'static Kind> {
        let first = self.spec.entities.first()?.name == self.entity.name;
        let name = words::split(&self.entity.name);
        let vague = first && data::has(VAGUE, name.last()?);
        let app = words::split(&self.spec.name);
        app.iter()
            .filter(|_| vague)
            .find_map(|word| self.by_name(std::slice::from_ref(word)))
    }
}
