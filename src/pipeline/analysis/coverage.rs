//! What a model's spec covers of the idea: its word is checked before it counts.
//!
//! A requirement is words of the idea, or it is none. What the rules know to need more than a
//! template is not covered, whatever the model says; and what they did not understand is covered
//! only where the spec has something to show for it.

use std::collections::BTreeSet;

use super::words::{has, place, tells, words};
use crate::builtin;
use crate::idea::Idea;
use crate::spec::{FeatureKind, Language, Requirement, Spec};

/// Who covers what only a model understood.
const MODEL: &str = "model";

/// Computes the coverage of a spec that a model made of a draft.
pub(super) fn settle(
    spec: &mut Spec,
    idea: &Idea,
    draft: &Spec,
    buildable: &BTreeSet<FeatureKind>,
) {
    let said = words(&idea.text);
    let mut known = Vec::new();
    spec.requirements.retain(|requirement| {
        let phrase = words(&requirement.text);
        let grounded = place(&phrase, &said).is_some() && !known.contains(&phrase);
        known.push(phrase);
        grounded
    });
    let claims: Vec<Requirement> = spec.requirements.clone();
    let asked: BTreeSet<FeatureKind> = spec.features.iter().map(|it| it.kind).collect();
    for requirement in &mut spec.requirements {
        requirement.feature = requirement.feature.filter(|kind| asked.contains(kind));
    }
    builtin::assess(spec, buildable);
    let shown = shown(spec);
    for (index, claim) in claims.iter().enumerate() {
        let Some(requirement) = spec.requirements.get_mut(index) else {
            continue;
        };
        requirement.id = format!("R{}", index + 1);
        if requirement.covered != Some(true) {
            continue;
        }
        let by_rules = by_rules(&requirement.text, draft);
        if claim.covered == Some(false) {
            let reason = claim.reason.clone().filter(|it| !it.trim().is_empty());
            uncover(requirement, reason, spec.language);
        } else if by_rules {
            requirement.by = Some("builtin".to_owned());
        } else if requirement.feature.is_some() || is_shown(&requirement.text, &shown) {
            requirement.by = Some(MODEL.to_owned());
        } else {
            uncover(requirement, None, spec.language);
        }
    }
}

fn uncover(requirement: &mut Requirement, reason: Option<String>, language: Language) {
    requirement.covered = Some(false);
    requirement.by = None;
    let nothing = match language {
        Language::En => "nothing in the spec does it",
        Language::Ru => "в спецификации для этого ничего нет",
    };
    let reason = reason.map(|reason| reason.chars().filter(|it| !it.is_control()).collect());
    requirement.reason = Some(reason.unwrap_or_else(|| nothing.to_owned()));
}

/// Returns whether the rules cover all of a phrase that they have anything to say of.
fn by_rules(phrase: &str, draft: &Spec) -> bool {
    let phrase = words(phrase);
    let mut covered = false;
    for requirement in &draft.requirements {
        let other = words(&requirement.text);
        if place(&phrase, &other).is_some() || place(&other, &phrase).is_some() {
            if requirement.covered == Some(false) {
                return false;
            }
            covered = true;
        }
    }
    covered
}

/// Returns the words of everything that a spec holds.
fn shown(spec: &Spec) -> Vec<String> {
    let mut shown = Vec::new();
    for entity in &spec.entities {
        shown.extend([&entity.name, &entity.label, &entity.label_plural].map(|it| words(it)));
        for field in &entity.fields {
            shown.extend([&field.name, &field.label].map(|it| words(it)));
            shown.extend(field.values.iter().map(|value| words(&value.label)));
        }
        for relation in &entity.relations {
            shown.extend([&relation.name, &relation.label].map(|it| words(it)));
        }
    }
    shown.into_iter().flatten().collect()
}

fn is_shown(phrase: &str, shown: &[String]) -> bool {
    words(phrase)
        .iter()
        .any(|word| tells(word) && has(shown, word))
}
