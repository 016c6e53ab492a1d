//! What an idea asks for, in its own words, and whether it is covered.

use std::collections::BTreeSet;

use super::draft::{Note, Outcome};
use super::language::pattern;
use super::language::token::{self, Token};
use crate::spec::{FeatureKind, Language, Requirement, Spec};

/// The most requirements that one idea is cut into.
const MOST: usize = 200;

/// Returns the requirements of an idea.
pub(crate) fn requirements(
    text: &str,
    notes: &[Note],
    language: Language,
    buildable: &BTreeSet<FeatureKind>,
) -> Vec<Requirement> {
    let mut merged: Vec<Note> = Vec::new();
    let mut sorted = notes.to_vec();
    sorted.sort_by_key(|note| (note.start, note.end));
    for note in sorted.into_iter().filter(|note| note.end > note.start) {
        match merged.last_mut() {
            Some(last) if last.outcome == note.outcome && last.group == note.group => {
                last.end = last.end.max(note.end);
            }
            Some(last) if note.start < last.end => {
                last.end = last.end.max(note.end);
            }
            Some(_) | None => merged.push(note),
        }
    }
    let mut requirements = Vec::new();
    for note in merged.into_iter().take(MOST) {
        let quote = text
            .get(note.start..note.end)
            .map(trimmed)
            .unwrap_or_default();
        if quote.is_empty() {
            continue;
        }
        let mut requirement = Requirement {
            id: format!("R{}", requirements.len() + 1),
            text: quote.to_owned(),
            ..Requirement::default()
        };
        judge(&mut requirement, note.outcome, language, buildable);
        requirements.push(requirement);
    }
    requirements
}

/// Puts first that an idea as a whole is not understood, and why.
pub(crate) fn doubt(requirements: &mut Vec<Requirement>, text: &str, reason: String) {
    let quote = text.trim();
    let end = quote
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .take(LONGEST_DOUBT)
        .last()
        .unwrap_or_default();
    let doubt = Requirement {
        text: trimmed(quote.get(..end).unwrap_or_default()).to_owned(),
        covered: Some(false),
        reason: Some(reason),
        ..Requirement::default()
    };
    requirements.retain(|requirement| requirement.text != doubt.text);
    requirements.insert(0, doubt);
    for (index, requirement) in requirements.iter_mut().enumerate() {
        requirement.id = format!("R{}", index + 1);
    }
}

/// The most characters that are quoted of an idea that is not understood.
const LONGEST_DOUBT: usize = 100;

fn trimmed(quote: &str) -> &str {
    quote.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '.' | '—' | '–' | '-')
    })
}

fn judge(
    requirement: &mut Requirement,
    outcome: Outcome,
    language: Language,
    buildable: &BTreeSet<FeatureKind>,
) {
    let reason = match outcome {
        Outcome::Built | Outcome::Noise => None,
        Outcome::Feature(kind) => {
            requirement.feature = Some(kind);
            (!buildable.contains(&kind)).then(|| unbuildable(language))
        }
        Outcome::Beyond(reason) => Some(reason),
        Outcome::Unknown => Some(unknown(language)),
    };
    requirement.covered = Some(reason.is_none());
    requirement.by = reason.is_none().then(|| "builtin".to_owned());
    requirement.reason = reason.map(str::to_owned);
}

fn unbuildable(language: Language) -> &'static str {
    match language {
        Language::En => "the react template can't build it yet",
        Language::Ru => "шаблон react этого пока не умеет",
    }
}

fn unknown(language: Language) -> &'static str {
    match language {
        Language::En => "no rule of the builtin engine understands it",
        Language::Ru => "правила встроенного движка этого не понимают",
    }
}

/// Computes whether each requirement of a spec is covered.
///
/// A requirement from a file is only a text, so it is read anew: a feature is covered when it can
/// be built, what no template can do is not covered, everything else is what the spec describes.
pub(crate) fn assess(spec: &mut Spec, buildable: &BTreeSet<FeatureKind>) {
    let language = spec.language;
    for requirement in &mut spec.requirements {
        let tokens = token::tokens(&requirement.text);
        let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word()).collect();
        let outcome = match (requirement.feature.take(), pattern::topic(&words)) {
            (Some(kind), _) => Outcome::Feature(kind),
            (None, Some(topic)) if !topic.weak => Outcome::Beyond(topic.reason(language)),
            (None, _) => match pattern::feature(&words) {
                Some(asked) if !asked.weak => Outcome::Feature(asked.kind),
                Some(_) | None => Outcome::Built,
            },
        };
        requirement.by = None;
        judge(requirement, outcome, language, buildable);
    }
}
