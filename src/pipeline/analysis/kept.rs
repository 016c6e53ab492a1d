//! Whether a spec keeps what the idea names, as the rules found it: nothing that somebody asked for
//! gets lost because a model left it out.

use super::words::{has, place, tells, words};
use crate::idea::Idea;
use crate::spec::{Field, Literal, Number, Spec};

/// One word of so many has to be left of a phrase that counts as kept.
const HALF: usize = 2;

/// A thing of a draft that stands for something in the idea.
struct Thing<'a> {
    what: &'static str,
    name: &'a str,
    label: &'a str,
    of: Option<&'a str>,
}

/// Returns what is lost, in words for the model.
pub(super) fn lost(spec: &Spec, idea: &Idea, draft: &Spec) -> Vec<String> {
    let said = words(&idea.text);
    let mut lost = things_lost(spec, draft, &said);
    lost.extend(rules_lost(spec, draft, &said));
    lost.extend(features_lost(spec, draft));
    lost.extend(phrases_lost(spec, draft, &said));
    lost
}

/// Returns everything that can carry a name of the idea.
fn things(spec: &Spec) -> Vec<Thing<'_>> {
    let mut things = Vec::new();
    for entity in &spec.entities {
        let mut add = |what, name, label, of| {
            things.push(Thing {
                what,
                name,
                label,
                of,
            });
        };
        add("kind of record", &*entity.name, &*entity.label, None);
        let of = Some(entity.name.as_str());
        for field in &entity.fields {
            add("field", &field.name, &field.label, of);
            for value in &field.values {
                add("value", &value.name, &value.label, of);
            }
        }
        for relation in &entity.relations {
            add("relation", &relation.name, &relation.label, of);
        }
    }
    things
}

/// Returns all words of what a spec holds, and of what it says that it does not do.
fn vocabulary(spec: &Spec) -> Vec<String> {
    let mut all = Vec::new();
    for thing in things(spec) {
        all.extend(words(thing.name));
        all.extend(words(thing.label));
    }
    for entity in &spec.entities {
        all.extend(words(&entity.label_plural));
    }
    for requirement in &spec.requirements {
        if requirement.covered == Some(false) {
            all.extend(words(&requirement.text));
        }
    }
    all
}

fn things_lost(spec: &Spec, draft: &Spec, said: &[String]) -> Vec<String> {
    let known = vocabulary(spec);
    let mut lost = Vec::new();
    for thing in things(draft) {
        let label = words(thing.label);
        let mut telling = label.iter().filter(|word| tells(word)).peekable();
        let named = telling.peek().is_some() && telling.clone().all(|word| has(said, word));
        let name = words(thing.name);
        let found = |word: &String| has(&known, word);
        if named && !telling.any(found) && !name.iter().filter(|it| tells(it)).any(found) {
            let Thing {
                what, label, of, ..
            } = thing;
            let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
            lost.push(format!(
                "- the idea names the {what} \"{label}\"{of}, and it is gone"
            ));
        }
    }
    lost
}

fn rules_lost(spec: &Spec, draft: &Spec, said: &[String]) -> Vec<String> {
    let mut lost = Vec::new();
    for entity in &draft.entities {
        let same = spec
            .entities
            .iter()
            .find(|it| it.id == entity.id || it.name == entity.name);
        for field in &entity.fields {
            let fields = same.into_iter().flat_map(|it| &it.fields);
            let mut fields = fields.filter(|it| it.name == field.name);
            if let Some(kept) = fields.next() {
                lost.extend(rules_of(field, kept, said).map(|rule| {
                    format!(
                        "- {rule} of `{}.{}` is gone, and the idea states it",
                        entity.name, field.name
                    )
                }));
            }
        }
    }
    lost
}

/// Returns the rules of a field that the idea states and another version of it lacks.
fn rules_of<'f>(
    field: &'f Field,
    kept: &'f Field,
    said: &'f [String],
) -> impl Iterator<Item = String> {
    let stated = move |number: &Number| {
        let number = number.to_string();
        said.contains(&number)
    };
    let number = move |name: &str, before: &Option<Number>, after: &Option<Number>| {
        let before = before
            .as_ref()
            .filter(|it| stated(it) && Some(*it) != after.as_ref());
        before.map(|it| format!("`{name}` = {it}"))
    };
    let default = match &field.default {
        Some(Literal::Text(text)) if kept.default != field.default && has(said, text) => {
            Some(format!("`default` = \"{text}\""))
        }
        Some(_) | None => None,
    };
    [
        number("min", &field.min, &kept.min),
        number("max", &field.max, &kept.max),
        (field.unique && !kept.unique).then(|| "`unique`".to_owned()),
        default,
    ]
    .into_iter()
    .flatten()
}

fn features_lost(spec: &Spec, draft: &Spec) -> Vec<String> {
    let mut lost = Vec::new();
    for feature in &draft.features {
        if !spec.features.iter().any(|it| it.kind == feature.kind) {
            let kind = feature.kind.name();
            lost.push(format!(
                "- the feature `{kind}` was asked for, and it is gone"
            ));
        }
    }
    lost.dedup();
    lost
}

/// Returns the phrases of the idea that no requirement has any more.
fn phrases_lost(spec: &Spec, draft: &Spec, said: &[String]) -> Vec<String> {
    let places = spec.requirements.iter();
    let places: Vec<(usize, usize)> = places
        .filter_map(|it| place(&words(&it.text), said))
        .collect();
    let mut lost = Vec::new();
    for requirement in &draft.requirements {
        let phrase = words(&requirement.text);
        let Some((start, end)) = place(&phrase, said) else {
            continue;
        };
        let telling = (start..=end).filter(|at| said.get(*at).is_some_and(|it| tells(it)));
        let telling: Vec<usize> = telling.collect();
        let kept = |at: &&usize| places.iter().any(|(from, to)| (from..=to).contains(at));
        let kept = telling.iter().filter(kept).count();
        if kept * HALF < telling.len() {
            lost.push(format!(
                "- \"{}\" of the idea is in no requirement",
                requirement.text
            ));
        }
    }
    lost
}
