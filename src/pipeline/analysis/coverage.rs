//! What a model's spec covers of the idea: its word is checked before it counts.
//!
//! A requirement is words of the idea, or it is none. What the rules know to need more than a
//! template is not covered, whatever the model says; and what they did not understand is covered
//! only where the spec has something to show for it.

use std::collections::BTreeSet;

use crate::builtin;
use crate::builtin::shown::Shown;
use crate::builtin::telling::{place, words};
use crate::idea::Idea;
use crate::spec::{FeatureKind, Language, Requirement, Spec};

/// The longest reason that a model gives, in characters.
const LONGEST_REASON: usize = 200;

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
    for requirement in &mut spec.requirements {
        requirement.feature = None;
    }
    builtin::assess(spec, buildable);
    for requirement in &mut spec.requirements {
        // Who read the whole idea knows more than who reads a phrase of it.
        let phrase = words(&requirement.text);
        let mut drafted = draft.requirements.iter();
        let same = |it: &&Requirement| it.covered == Some(true) && words(&it.text) == phrase;
        if let Some(known) = drafted.find(same) {
            requirement.clone_from(known);
        }
    }
    let evidence = Evidence {
        asked: spec.features.iter().map(|it| it.kind).collect(),
        buildable,
        shown: Shown::of(spec),
        drafted: Shown::of(draft),
        draft,
    };
    for (index, (requirement, claim)) in spec.requirements.iter_mut().zip(&claims).enumerate() {
        requirement.id = format!("R{}", index + 1);
        if requirement.covered == Some(true) {
            evidence.judge(requirement, claim);
        }
    }
}

/// What there is to show for what a model says.
struct Evidence<'s> {
    /// The features of the spec.
    asked: BTreeSet<FeatureKind>,
    buildable: &'s BTreeSet<FeatureKind>,
    shown: Shown,
    /// What the draft shows.
    drafted: Shown,
    draft: &'s Spec,
}

impl Evidence<'_> {
    /// Judges a requirement that the rules have nothing against.
    fn judge(&self, requirement: &mut Requirement, claim: &Requirement) {
        let text = &requirement.text;
        let by_rules = by_rules(text, self.draft) && self.shown.keeps_half_of(text, &self.drafted);
        let built = |kind: &FeatureKind| self.asked.contains(kind) && self.buildable.contains(kind);
        if claim.covered == Some(false) {
            let reason = claim.reason.clone().filter(|it| !it.trim().is_empty());
            uncover(requirement, reason, self.draft.language);
        } else if by_rules {
            requirement.by = Some("builtin".to_owned());
        } else if let Some(feature) = requirement.feature.or(claim.feature).filter(built) {
            requirement.feature = Some(feature);
            requirement.by = Some(MODEL.to_owned());
        } else if requirement.feature.is_none() && self.shown.has_most_of(text) {
            requirement.by = Some(MODEL.to_owned());
        } else {
            uncover(requirement, None, self.draft.language);
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
    requirement.reason = Some(reason.map_or_else(|| nothing.to_owned(), |it| shortened(&it)));
}

/// Returns what a model says of a requirement in one line, cut at a word where it is long.
fn shortened(reason: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in reason.split(|it: char| it.is_whitespace() || it.is_control()) {
        let letters = word.chars().count();
        if letters == 0 {
            continue;
        }
        let blank = usize::from(length > 0);
        if length + blank + letters > LONGEST_REASON {
            // A word of that length is none.
            let cut: String = word.chars().take(LONGEST_REASON).collect();
            return if line.is_empty() { cut } else { line } + "…";
        }
        if blank > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += blank + letters;
    }
    line
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
