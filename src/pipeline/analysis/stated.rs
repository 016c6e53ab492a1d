//! Whether a spec keeps the rules that the idea states: limits, what is unique or must be given, and
//! which records belong together.
//!
//! A model may rename and move things, so what a rule belongs to is found by its name, else by its
//! id; where it is not found at all, the rule may stand anywhere.

use crate::builtin::telling::{demands, has, place, tells, words};
use crate::spec::{Entity, Field, FieldType, Literal, Number, Relation, RelationKind, Spec};

/// The most digits that the minor unit of a currency has.
const MINOR: usize = 3;

/// How many digits stand together where thousands are set apart.
const GROUP: usize = 3;

/// Something that bears a name and keeps its id.
trait Named {
    fn id(&self) -> &str;
    fn name(&self) -> &str;
}

impl Named for Entity {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Field {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Relation {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
}

/// Returns what has become of one of these things: what bears its name, else what has its id and not
/// the name of another one of them.
fn same<'k, T: Named>(thing: &T, before: &[T], after: &'k [T]) -> Option<&'k T> {
    let by_name = after.iter().find(|it| it.name() == thing.name());
    let of_another = |it: &&T| before.iter().any(|other| other.name() == it.name());
    by_name.or_else(|| {
        let mut by_id = after.iter().filter(|it| it.id() == thing.id());
        by_id.find(|it| !of_another(it))
    })
}

/// An idea in words, whole and by its sentences.
struct Said {
    words: Vec<String>,
    sentences: Vec<Vec<String>>,
}

impl Said {
    fn of(idea: &str) -> Self {
        let sentences = idea.split(['.', ';', '\n', '!', '?']).map(words);
        Self {
            words: words(idea),
            sentences: sentences.collect(),
        }
    }

    /// Returns whether a number stands in it; an amount of money also in the units that people use.
    fn states(&self, number: Number, kind: FieldType) -> bool {
        let stands = |text: &str| {
            let grouped = grouped(text);
            [text, &grouped]
                .into_iter()
                .any(|text| place(&words(text), &self.words).is_some())
        };
        let digits = if kind == FieldType::Money { MINOR } else { 0 };
        let mut value = number.get();
        (0..=digits).any(|_| {
            let text = Number::new(value).map(|it| it.to_string());
            value /= 10.0;
            text.is_some_and(|text| stands(&text))
        })
    }

    /// Returns whether it says that something with this label must be given.
    fn demands(&self, label: &str) -> bool {
        let label = words(label);
        let telling: Vec<&String> = label.iter().filter(|word| tells(word)).collect();
        !telling.is_empty()
            && self
                .sentences
                .iter()
                .any(|sentence| demands(sentence) && telling.iter().all(|word| has(sentence, word)))
    }
}

/// Returns a number with its thousands set apart.
fn grouped(number: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in number.chars().enumerate() {
        let left = number.chars().count() - index;
        if index > 0 && left.is_multiple_of(GROUP) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns what is lost of the rules of a draft, in words for the model.
pub(super) fn lost(spec: &Spec, draft: &Spec, idea: &str) -> Vec<String> {
    let said = Said::of(idea);
    let mut lost = Vec::new();
    for entity in &draft.entities {
        let kept = same(entity, &draft.entities, &spec.entities);
        for field in &entity.fields {
            let fields = kept.map_or(&[][..], |kept| &kept.fields);
            let kept = same(field, &entity.fields, fields).map(|kept| vec![kept]);
            let anywhere = || spec.entities.iter().flat_map(|it| &it.fields).collect();
            let rules = rules_lost(field, &kept.unwrap_or_else(anywhere), &said);
            lost.extend(rules.into_iter().map(|rule| {
                let (entity, field) = (&entity.name, &field.name);
                format!("- {rule} of `{entity}.{field}` is gone, and the idea states it")
            }));
        }
        for set in &entity.unique_together {
            let kept = kept.is_some_and(|kept| !kept.unique_together.is_empty());
            if !kept {
                lost.push(format!(
                    "- `{}` was unique together by {}, and that is gone",
                    entity.name,
                    set.join(", ")
                ));
            }
        }
        for relation in &entity.relations {
            lost.extend(relation_lost(entity, relation, draft, spec, &said));
        }
    }
    lost
}

/// Returns the rules of a field that the idea states and no other version of it has.
fn rules_lost(field: &Field, kept: &[&Field], said: &Said) -> Vec<String> {
    let mut lost = Vec::new();
    let gone = |has: &dyn Fn(&Field) -> bool| !kept.iter().any(|kept| has(kept));
    for (name, get) in LIMITS {
        if let Some(limit) = get(field)
            && said.states(limit, field.kind)
            && gone(&|it| get(it) == Some(limit))
        {
            lost.push(format!("`{name}` = {limit}"));
        }
    }
    if field.unique && gone(&|it| it.unique) {
        lost.push("`unique`".to_owned());
    }
    if field.required && said.demands(&field.label) && gone(&|it| it.required) {
        lost.push("`required`".to_owned());
    }
    let stated = match &field.default {
        Some(Literal::Text(text)) => has(&said.words, text).then(|| format!("\"{text}\"")),
        Some(Literal::Number(number)) => {
            said.states(*number, field.kind).then(|| number.to_string())
        }
        Some(Literal::Bool(_)) | None => None,
    };
    if let Some(default) = stated
        && gone(&|it| it.default == field.default)
    {
        lost.push(format!("`default` = {default}"));
    }
    lost
}

/// How a limit of a field is read.
type Limit = fn(&Field) -> Option<Number>;

/// The limits of a field, by their names.
const LIMITS: [(&str, Limit); 4] = [
    ("min", |field| field.min),
    ("max", |field| field.max),
    ("min_length", |field| length(field.min_length)),
    ("max_length", |field| length(field.max_length)),
];

fn length(length: Option<u32>) -> Option<Number> {
    length.and_then(|length| Number::new(f64::from(length)))
}

/// Says what is lost of a relation: that two kinds of records belong together, that there may be
/// many on a side, or that it must be given.
fn relation_lost(
    entity: &Entity,
    relation: &Relation,
    draft: &Spec,
    spec: &Spec,
    said: &Said,
) -> Option<String> {
    let after = |entity: &Entity| same(entity, &draft.entities, &spec.entities);
    // What became of entities that are gone is said elsewhere.
    let (here, there) = (after(entity)?, after(draft.entity(&relation.target)?)?);
    let between = between(here, there);
    let place = format!("`{}.{}`", entity.name, relation.name);
    if joined(spec, here, there) {
        return None;
    }
    if between.is_empty() {
        let target = &there.name;
        return Some(format!("- the relation {place} to `{target}` is gone"));
    }
    let holds = |(kept, turned): &(&Relation, bool)| holds(kept.kind, *turned, relation.kind);
    if !between.iter().any(holds) {
        return Some(format!(
            "- the relation {place} holds fewer records than before"
        ));
    }
    let demanded = relation.required && said.demands(&relation.label);
    (demanded && !between.iter().any(|(kept, _)| kept.required))
        .then(|| format!("- `required` of {place} is gone, and the idea states it"))
}

/// Returns the relations between two entities, and which of them lead the other way.
fn between<'s>(here: &'s Entity, there: &'s Entity) -> Vec<(&'s Relation, bool)> {
    let of = |from: &'s Entity, to: &'s Entity, turned| {
        let relations = from.relations.iter();
        let found = relations.filter(move |it| it.target == to.name);
        found.map(move |it| (it, turned))
    };
    let mut found: Vec<_> = of(here, there, false).collect();
    if here.name != there.name {
        found.extend(of(there, here, true));
    }
    found
}

/// Returns whether records of a third kind tie two kinds together.
fn joined(spec: &Spec, here: &Entity, there: &Entity) -> bool {
    let ties = |by: &Entity, to: &Entity| {
        let mut relations = by.relations.iter();
        relations.any(|it| it.target == to.name && it.kind == RelationKind::ManyToOne)
    };
    let third = |by: &&Entity| by.name != here.name && by.name != there.name;
    let mut others = spec.entities.iter().filter(third);
    others.any(|by| ties(by, here) && ties(by, there))
}

/// Returns whether a relation may hold all that another one may.
fn holds(kept: RelationKind, turned: bool, before: RelationKind) -> bool {
    let sides = |kind| match kind {
        RelationKind::ManyToOne => (true, false),
        RelationKind::OneToMany => (false, true),
        RelationKind::ManyToMany => (true, true),
        RelationKind::OneToOne => (false, false),
    };
    let (mut many, asked) = (sides(kept), sides(before));
    if turned {
        many = (many.1, many.0);
    }
    (many.0 || !asked.0) && (many.1 || !asked.1)
}
