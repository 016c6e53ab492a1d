//! What makes a spec consistent beyond its shape: names, relations, limits, defaults.

use std::collections::BTreeSet;

use super::{Entity, FORMAT, OnDelete, Relation, RelationKind, Spec};
use crate::excerpt::nearest;

mod field;

/// The most entities that one spec may have.
const MAX_ENTITIES: usize = 100;
/// The most fields or relations that one entity may have.
const MAX_MEMBERS: usize = 100;
/// The longest name or label, in characters.
const MAX_TEXT: usize = 200;

/// What a name of an entity, a field or a relation must be.
const NAME_RULE: &str = "a name must be letters a-z, A-Z, digits and `_`, starting with no digit";

/// Something in a spec that can't be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Problem {
    /// Where it is, such as `entities.Book.fields.rating`.
    pub path: String,
    /// The key there that is to blame; empty when it is no single one.
    pub key: &'static str,
    /// What is wrong, in words that say what would be right.
    pub message: String,
}

/// Returns everything that is inconsistent in `spec`, in the order of the document.
pub fn check(spec: &Spec) -> Vec<Problem> {
    let mut checker = Checker {
        problems: Vec::new(),
    };
    checker.spec(spec);
    checker.problems
}

struct Checker {
    problems: Vec<Problem>,
}

impl Checker {
    fn report(&mut self, path: &str, message: impl Into<String>) {
        self.blame(path, "", message);
    }

    /// Reports a problem that one key is to blame for.
    fn blame(&mut self, path: &str, key: &'static str, message: impl Into<String>) {
        self.problems.push(Problem {
            path: path.to_owned(),
            key,
            message: message.into(),
        });
    }

    fn spec(&mut self, spec: &Spec) {
        if spec.format != FORMAT {
            self.report(
                "format",
                format!("this samocoder reads format {FORMAT}, not {}", spec.format),
            );
        }
        if !is_slug(&spec.name) {
            self.report(
                "name",
                "must be lowercase words of a-z and 0-9 joined by `-`, at most 60 characters",
            );
        }
        self.text("title", &spec.title);
        if spec.entities.is_empty() {
            self.report("entities", "must name at least one entity");
        }
        if spec.entities.len() > MAX_ENTITIES {
            self.report("entities", format!("must be at most {MAX_ENTITIES}"));
        }
        let names = spec.entities.iter().map(|entity| entity.name.as_str());
        self.distinct(names.map(|name| ("entities".to_owned(), name)));
        for entity in &spec.entities {
            self.entity(spec, entity);
        }
        self.cycles(spec);
        for (index, feature) in spec.features.iter().enumerate() {
            self.feature(spec, index, feature);
        }
    }

    /// Reports entities whose first record could never be made, because it needs one that needs it.
    fn cycles(&mut self, spec: &Spec) {
        for entity in &spec.entities {
            let mut reached = BTreeSet::new();
            let mut next: Vec<&str> = required_targets(entity).collect();
            while let Some(name) = next.pop() {
                if reached.insert(name) {
                    next.extend(spec.entity(name).into_iter().flat_map(required_targets));
                }
            }
            if reached.contains(entity.name.as_str()) {
                let path = format!("entities.{}.relations", entity.name);
                let message =
                    "a first record could never be added, as required relations lead back to it";
                self.report(&path, message);
            }
        }
    }

    fn entity(&mut self, spec: &Spec, entity: &Entity) {
        let path = format!("entities.{}", entity.name);
        if !is_identifier(&entity.name) {
            self.report(&path, NAME_RULE);
        }
        self.text(&format!("{path}.label"), &entity.label);
        self.text(&format!("{path}.label_plural"), &entity.label_plural);
        if entity.fields.len() + entity.relations.len() > MAX_MEMBERS {
            self.report(
                &path,
                format!("must have at most {MAX_MEMBERS} fields and relations"),
            );
        }
        let within = |list: &str| format!("{path}.{list}");
        let fields = entity
            .fields
            .iter()
            .map(|field| (within("fields"), field.name.as_str()));
        let relations = entity
            .relations
            .iter()
            .map(|it| (within("relations"), it.name.as_str()));
        self.distinct(fields.chain(relations));
        for field in &entity.fields {
            self.field(&path, field);
        }
        for relation in &entity.relations {
            self.relation(spec, &path, relation);
        }
        if let Some(display) = &entity.display
            && !entity.fields.iter().any(|field| &field.name == display)
        {
            let nearest = nearest(
                display,
                entity.fields.iter().map(|field| field.name.as_str()),
            );
            self.report(
                &format!("{path}.display"),
                format!("there is no field `{display}`{nearest}"),
            );
        }
        self.unique_together(&path, entity);
    }

    fn unique_together(&mut self, entity_path: &str, entity: &Entity) {
        let fields = entity.fields.iter().map(|field| field.name.as_str());
        let relations = entity.relations.iter().map(|it| it.name.as_str());
        let members = fields.chain(relations);
        for (index, names) in entity.unique_together.iter().enumerate() {
            let path = format!("{entity_path}.unique_together[{index}]");
            let distinct: BTreeSet<_> = names.iter().collect();
            if names.len() < 2 || distinct.len() < names.len() {
                self.report(&path, "must name two or more different fields or relations");
            }
            for name in names {
                if !members.clone().any(|member| member == name) {
                    let nearest = nearest(name, members.clone());
                    self.report(
                        &path,
                        format!("there is no field or relation `{name}`{nearest}"),
                    );
                }
            }
        }
    }

    fn relation(&mut self, spec: &Spec, entity: &str, relation: &Relation) {
        let path = format!("{entity}.relations.{}", relation.name);
        if !is_identifier(&relation.name) {
            self.report(&path, NAME_RULE);
        }
        self.text(&format!("{path}.label"), &relation.label);
        if spec.entity(&relation.target).is_none() {
            let names = spec.entities.iter().map(|entity| entity.name.as_str());
            let nearest = nearest(&relation.target, names);
            let message = format!("there is no entity `{}`{nearest}", relation.target);
            self.blame(&path, "target", message);
        }
        if relation.required && relation.on_delete == OnDelete::SetNull {
            let message = "a required relation can't be set to null: use `restrict` or `cascade`";
            self.blame(&path, "on_delete", message);
        }
    }

    fn feature(&mut self, spec: &Spec, index: usize, feature: &super::Feature) {
        let path = format!("features[{index}]");
        let Some(name) = &feature.entity else {
            if feature.field.is_some() {
                self.report(&path, "`field` needs `entity`");
            }
            return;
        };
        let Some(entity) = spec.entity(name) else {
            let nearest = nearest(
                name,
                spec.entities.iter().map(|entity| entity.name.as_str()),
            );
            self.report(&path, format!("there is no entity `{name}`{nearest}"));
            return;
        };
        if let Some(field) = &feature.field
            && !entity.fields.iter().any(|known| &known.name == field)
        {
            let nearest = nearest(field, entity.fields.iter().map(|field| field.name.as_str()));
            self.report(&path, format!("`{name}` has no field `{field}`{nearest}"));
        }
    }

    fn text(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.report(path, "must not be empty");
        } else if text.chars().count() > MAX_TEXT {
            self.report(path, format!("must be at most {MAX_TEXT} characters"));
        }
    }

    /// Reports names that another one before them has, each with the list that it stands in.
    fn distinct<'a>(&mut self, names: impl Iterator<Item = (String, &'a str)>) {
        let mut seen = BTreeSet::new();
        for (list, name) in names {
            if !seen.insert(name.to_lowercase()) {
                let message = format!("the name `{name}` is used twice");
                self.report(&format!("{list}.{name}"), message);
            }
        }
    }
}

fn required_targets(entity: &Entity) -> impl Iterator<Item = &str> {
    let required = entity.relations.iter().filter(|relation| {
        let leads = relation.kind != RelationKind::OneToMany;
        relation.required && leads
    });
    required.map(|relation| relation.target.as_str())
}

/// Returns whether `name` can be a directory and a package: lowercase words joined by `-`.
pub fn is_slug(name: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.len() <= 60 && name.split('-').all(word)
}

fn is_identifier(name: &str) -> bool {
    name.len() <= MAX_TEXT
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_value_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_TEXT
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{EnumValue, Field, FieldType, Literal, Number};

    fn spec() -> Spec {
        let mut rating = Field::new("rating", "Rating", FieldType::Integer);
        rating.min = Some(Number::from(1));
        rating.max = Some(Number::from(5));
        let mut status = Field::new("status", "Status", FieldType::Enum);
        status.values = ["want", "done"]
            .map(|name| EnumValue {
                name: name.to_owned(),
                label: name.to_owned(),
            })
            .to_vec();
        let book = Entity {
            id: String::new(),
            name: "Book".to_owned(),
            label: "Book".to_owned(),
            label_plural: "Books".to_owned(),
            display: None,
            fields: vec![rating, status],
            relations: vec![Relation {
                id: String::new(),
                name: "sequelOf".to_owned(),
                label: "Sequel of".to_owned(),
                kind: RelationKind::ManyToOne,
                target: "Book".to_owned(),
                required: false,
                on_delete: OnDelete::SetNull,
            }],
            unique_together: Vec::new(),
        };
        Spec {
            format: 1,
            name: "books".to_owned(),
            title: "Books".to_owned(),
            language: super::super::Language::En,
            description: String::new(),
            entities: vec![book],
            features: Vec::new(),
            requirements: Vec::new(),
        }
    }

    fn problems(change: impl FnOnce(&mut Spec)) -> Vec<String> {
        let mut spec = spec();
        change(&mut spec);
        check(&spec).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_consistent_spec_has_no_problem() {
        assert_eq!(problems(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let book = |spec: &mut Spec| spec.entities.remove(0);
        let cases: [(&str, Vec<String>); 6] = [
            (
                "entities.Book.relations.sequelOf: there is no entity `Bok`; did you mean `Book`?",
                problems(|spec| spec.entities[0].relations[0].target = "Bok".to_owned()),
            ),
            (
                "entities.Book.fields.rating: `min` 9 is greater than `max` 5",
                problems(|spec| spec.entities[0].fields[0].min = Some(Number::from(9))),
            ),
            (
                "entities.Book.fields.status: the default `wnat` is not one of the values; did you mean `want`?",
                problems(|spec| {
                    spec.entities[0].fields[1].default = Some(Literal::Text("wnat".to_owned()));
                }),
            ),
            (
                "entities.book: the name `book` is used twice",
                problems(|spec| {
                    let mut twin = book(spec);
                    spec.entities.push(twin.clone());
                    twin.name = "book".to_owned();
                    twin.relations.clear();
                    spec.entities.push(twin);
                }),
            ),
            (
                "entities: must name at least one entity",
                problems(|spec| spec.entities.clear()),
            ),
            (
                "format: this samocoder reads format 1, not 2",
                problems(|spec| spec.format = 2),
            ),
        ];
        for (expected, found) in cases {
            assert_eq!(found, [expected.to_owned()]);
        }
    }
}
