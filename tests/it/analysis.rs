//! How well ideas are understood: descriptions with what a careful person would make of them.
//!
//! A line of `tests/analysis/*.jsonl` is a text and its gold model: entities with fields and types
//! (names are lists of synonyms), relations, features and what no template can do. The figures may
//! not fall below the floors here; raise a floor when the rules get better.

use std::collections::BTreeSet;

use samocoder::builtin;
use samocoder::idea::Idea;
use samocoder::spec::{Entity, FeatureKind, Field, RelationKind, Spec};
use serde_json::Value;

/// Hits, misses and false alarms.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    hits: usize,
    missed: usize,
    wrong: usize,
}

impl Count {
    /// Returns the F1 score.
    fn score(self) -> f64 {
        let all = 2 * self.hits + self.missed + self.wrong;
        let share = |part: usize| f64::from(u32::try_from(part).unwrap());
        share(2 * self.hits) / share(all.max(1))
    }
}

/// What is counted of a set.
#[derive(Debug, Default)]
struct Figures {
    entities: Count,
    fields: Count,
    types: Count,
    relations: Count,
    features: Count,
    uncovered: Count,
}

fn normal(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns whether a name is one of the synonyms of a gold name.
fn is_one_of(name: &str, synonyms: &str) -> bool {
    synonyms
        .split('|')
        .any(|known| normal(known) == normal(name))
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Returns the entity that a gold name stands for.
fn entity<'s>(spec: &'s Spec, synonyms: &str) -> Option<&'s Entity> {
    synonyms.split('|').find_map(|known| {
        spec.entities
            .iter()
            .find(|it| normal(&it.name) == normal(known))
    })
}

/// Returns the field that a gold name stands for; it may be called after its entity too.
fn field<'s>(entity: &'s Entity, synonyms: &str) -> Option<&'s Field> {
    let own = normal(&entity.name);
    entity.fields.iter().find(|field| {
        let name = normal(&field.name);
        let short = name.strip_prefix(&own).unwrap_or_default();
        is_one_of(&name, synonyms) || !short.is_empty() && is_one_of(short, synonyms)
    })
}

impl Figures {
    fn item(&mut self, spec: &Spec, gold: &Value) {
        let mut matched = BTreeSet::new();
        for (synonyms, wanted) in object(&gold["entities"]) {
            let Some(found) = entity(spec, synonyms) else {
                self.entities.missed += 1;
                continue;
            };
            self.entities.hits += 1;
            matched.insert(found.name.as_str());
            self.fields(found, wanted);
        }
        let optional: Vec<&str> = texts(&gold["optional_entities"]).collect();
        self.entities.wrong += spec
            .entities
            .iter()
            .filter(|it| !matched.contains(it.name.as_str()))
            .filter(|it| !optional.iter().any(|known| is_one_of(&it.name, known)))
            .count();
        self.relations(spec, gold);
        self.wishes(spec, gold);
    }

    fn fields(&mut self, found: &Entity, wanted: &Value) {
        let mut used = BTreeSet::new();
        for (synonyms, types) in object(&wanted["fields"]) {
            if let Some(field) = field(found, synonyms) {
                self.fields.hits += 1;
                used.insert(field.name.as_str());
                if is_one_of(field.kind.name(), types.as_str().unwrap()) {
                    self.types.hits += 1;
                } else {
                    self.types.missed += 1;
                }
            } else if found
                .relations
                .iter()
                .any(|it| is_one_of(&it.name, synonyms) || is_one_of(&it.target, synonyms))
            {
                self.fields.hits += 1;
            } else {
                self.fields.missed += 1;
            }
        }
        for (synonyms, _) in object(&wanted["optional_fields"]) {
            used.extend(field(found, synonyms).map(|field| field.name.as_str()));
        }
        let extra = found
            .fields
            .iter()
            .filter(|it| !used.contains(it.name.as_str()));
        self.fields.wrong += extra.count();
    }

    fn relations(&mut self, spec: &Spec, gold: &Value) {
        let known: Vec<(&str, &str, RelationKind)> = spec
            .entities
            .iter()
            .flat_map(|from| {
                let relation = |it| (from.name.as_str(), it);
                from.relations.iter().map(relation)
            })
            .map(|(from, it)| (from, it.target.as_str(), it.kind))
            .collect();
        let mut used = BTreeSet::new();
        for (from, wanted) in object(&gold["entities"]) {
            for pair in wanted["relations"].as_array().into_iter().flatten() {
                let (kinds, to) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
                let fits = |(a, b, kind): &(&str, &str, RelationKind)| {
                    let many = *kind == RelationKind::ManyToMany;
                    let ends = |a: &str, b: &str| is_one_of(a, from) && is_one_of(b, to);
                    let named = if many { "many_to_many" } else { "many_to_one" };
                    is_one_of(named, kinds) && (ends(a, b) || many && ends(b, a))
                };
                let found = (0..known.len()).find(|at| !used.contains(at) && fits(&known[*at]));
                match found {
                    Some(at) => {
                        used.insert(at);
                        self.relations.hits += 1;
                    }
                    None => self.relations.missed += 1,
                }
            }
        }
        let allowed = |(a, b, _): &(&str, &str, RelationKind)| {
            object(&gold["entities"]).any(|(from, wanted)| {
                let mut pairs = wanted["optional_relations"]
                    .as_array()
                    .into_iter()
                    .flatten();
                is_one_of(a, from) && pairs.any(|pair| is_one_of(b, pair[1].as_str().unwrap()))
            })
        };
        if gold["any_other_relations"] != Value::Bool(true) {
            let mut others = (0..known.len()).filter(|at| !used.contains(at));
            self.relations.wrong += others.by_ref().filter(|at| !allowed(&known[*at])).count();
        }
    }

    fn wishes(&mut self, spec: &Spec, gold: &Value) {
        let asked = |kind: &str| {
            spec.features
                .iter()
                .any(|it| is_one_of(it.kind.name(), kind))
        };
        for wanted in texts(&gold["features"]) {
            let named = wanted.split('|').filter_map(|it| it.strip_prefix('@'));
            let told = wanted.split('|').filter_map(|it| it.strip_prefix('~'));
            let beyond = |word: &str| {
                spec.uncovered()
                    .any(|it| it.text.to_lowercase().contains(word))
            };
            if asked(wanted)
                || told.into_iter().any(beyond)
                || named.into_iter().any(|it| entity(spec, it).is_some())
            {
                self.features.hits += 1;
            } else {
                self.features.missed += 1;
            }
        }
        for wish in texts(&gold["uncoverable"]) {
            let words: Vec<&str> = wish
                .split(' ')
                .filter(|word| word.chars().count() > 4)
                .collect();
            let told = spec
                .uncovered()
                .any(|it| words.iter().any(|word| it.text.contains(word)));
            if told {
                self.uncovered.hits += 1;
            } else {
                self.uncovered.missed += 1;
            }
        }
    }
}

/// Reads a set and counts what the rules make of it.
#[track_caller]
fn figures(name: &str) -> Figures {
    let path = format!("{}/tests/analysis/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let never = [
        FeatureKind::Roles,
        FeatureKind::FileUpload,
        FeatureKind::Realtime,
    ];
    let mut buildable: BTreeSet<FeatureKind> = FeatureKind::ALL.into();
    buildable.retain(|kind| !never.contains(kind));
    let mut figures = Figures::default();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let item: Value = serde_json::from_str(line).unwrap();
        let idea = Idea::new(item["text"].as_str().unwrap());
        let spec = builtin::analyse(&idea, &buildable).unwrap();
        assert_eq!(spec.language.code(), item["language"], "{}", item["id"]);
        figures.item(&spec, &item["gold"]);
    }
    figures
}

/// Checks the scores of a set, in the order of [`Figures`].
#[track_caller]
fn at_least(name: &str, floors: [f64; 6]) {
    let found = figures(name);
    let named = [
        ("entities", found.entities),
        ("fields", found.fields),
        ("types", found.types),
        ("relations", found.relations),
        ("features", found.features),
        ("uncovered", found.uncovered),
    ];
    for ((what, count), floor) in named.into_iter().zip(floors) {
        let score = count.score();
        assert!(score >= floor, "{what}: {score:.3} < {floor}\n{found:#?}");
    }
}

#[test]
fn the_first_set_is_understood() {
    at_least("first", [0.99, 0.97, 0.99, 0.95, 1.0, 1.0]);
}

#[test]
fn the_first_english_set_is_understood() {
    at_least("english1", [0.95, 0.98, 0.98, 0.94, 1.0, 1.0]);
}

#[test]
fn the_second_english_set_is_understood() {
    at_least("english2", [0.95, 0.98, 0.98, 0.93, 1.0, 1.0]);
}

#[test]
fn the_third_english_set_is_understood() {
    at_least("english3", [0.98, 0.95, 0.98, 0.9, 1.0, 1.0]);
}

#[test]
fn the_fourth_english_set_is_understood() {
    at_least("english4", [0.99, 0.98, 0.97, 0.98, 1.0, 1.0]);
}

#[test]
fn the_second_set_is_understood() {
    at_least("second", [0.97, 0.96, 0.98, 0.9, 0.96, 1.0]);
}

#[test]
fn the_third_set_is_understood() {
    at_least("third", [0.98, 0.95, 0.99, 0.93, 1.0, 1.0]);
}

#[test]
fn the_fourth_set_is_understood() {
    at_least("fourth", [0.99, 0.97, 0.99, 0.9, 0.99, 1.0]);
}

#[test]
fn the_fifth_set_is_understood() {
    at_least("fifth", [0.94, 0.97, 0.98, 0.95, 0.95, 1.0]);
}

#[test]
fn the_sixth_set_is_understood() {
    at_least("sixth", [0.95, 0.93, 0.97, 0.85, 0.95, 1.0]);
}

#[test]
fn the_seventh_set_is_understood() {
    at_least("seventh", [0.85, 0.86, 0.97, 0.7, 0.95, 1.0]);
}

#[test]
fn the_eighth_set_is_understood() {
    at_least("eighth", [0.94, 0.96, 0.97, 0.92, 1.0, 1.0]);
}

#[test]
fn the_russian_set_is_understood() {
    at_least("russian", [0.99, 0.98, 0.99, 0.965, 1.0, 1.0]);
}

#[test]
fn the_first_mixed_set_is_understood() {
    at_least("mixed1", [0.98, 0.97, 0.98, 0.97, 0.94, 1.0]);
}

#[test]
fn the_second_mixed_set_is_understood() {
    at_least("mixed2", [0.96, 0.95, 0.98, 0.82, 0.95, 1.0]);
}

#[test]
fn the_third_mixed_set_is_understood() {
    at_least("mixed3", [0.93, 0.96, 0.98, 0.86, 1.0, 1.0]);
}
