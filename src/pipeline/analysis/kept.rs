//! Whether a spec keeps what the idea names, as the rules found it: nothing that somebody asked for
//! gets lost because a model left it out.

use std::collections::BTreeSet;

use super::stated;
use crate::builtin::shown::Shown;
use crate::builtin::telling::{adorns, has, place, places, tells, words};
use crate::idea::Idea;
use crate::spec::{Requirement, Spec};

/// One of so many is enough for what rules and a model have to say of the same.
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
    lost.extend(stated::lost(spec, draft, &idea.text));
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

/// Returns which words of the idea stand in one of these requirements.
fn held<'r>(
    requirements: impl Iterator<Item = &'r Requirement>,
    said: &[String],
) -> BTreeSet<usize> {
    let mut held = BTreeSet::new();
    for requirement in requirements {
        let phrase = words(&requirement.text);
        held.extend(places(&phrase, said).flat_map(|(start, end)| start..=end));
    }
    held
}

/// Returns where the words of a requirement of the draft stand in the idea that tell something.
fn telling(requirement: &Requirement, drafted: &Shown, said: &[String]) -> Vec<usize> {
    let understood = requirement.covered == Some(true);
    let place = place(&words(&requirement.text), said);
    let places = place.into_iter().flat_map(|(start, end)| start..=end);
    let asks = |word: &String| tells(word) && !(understood && adorns(word) && !drafted.has(word));
    places
        .filter(|at| said.get(*at).is_some_and(asks))
        .collect()
}

/// Returns the phrases of the idea of which words stand in no requirement any more.
fn phrases_lost(spec: &Spec, draft: &Spec, said: &[String]) -> Vec<String> {
    let held = held(spec.requirements.iter(), said);
    let drafted = Shown::of(draft);
    let mut lost = Vec::new();
    for requirement in &draft.requirements {
        let telling = telling(requirement, &drafted, said).into_iter();
        let gone = telling.filter(|at| !held.contains(at));
        let gone: Vec<&str> = gone
            .filter_map(|at| said.get(at).map(String::as_str))
            .collect();
        if !gone.is_empty() {
            lost.push(format!(
                "- \"{}\" of the idea: no requirement holds its words {}",
                requirement.text,
                gone.join(", ")
            ));
        }
    }
    lost
}

/// Says that a spec covers less than half of what its draft does, if so.
pub(super) fn does_less(spec: &Spec, idea: &Idea, draft: &Spec) -> Option<String> {
    let said = words(&idea.text);
    let drafted = Shown::of(draft);
    let covered = |it: &&Requirement| it.covered == Some(true);
    let held = held(spec.requirements.iter().filter(covered), &said);
    let before: Vec<&Requirement> = draft.requirements.iter().filter(covered).collect();
    let uncovered = before.iter().filter(|requirement| {
        let telling = telling(requirement, &drafted, &said);
        let still = telling.iter().filter(|at| held.contains(at)).count();
        still * HALF < telling.len()
    });
    let uncovered: Vec<String> = uncovered.map(|it| format!("\"{}\"", it.text)).collect();
    let (all, less) = (before.len(), uncovered.len());
    (less * HALF > all).then(|| {
        format!(
            "- the draft covers {all} requirements, and {less} of them are not covered any more: {}",
            uncovered.join(", ")
        )
    })
}
