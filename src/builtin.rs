//! The engine that needs no key: an idea becomes a spec by rules and a lexicon.
//!
//! [`analyse`] cuts the idea into tokens, reads them twice into a draft, fills in what was not
//! said and lists what the idea asks for. Everything is deterministic and without I/O; what is
//! known about words and about fields of life is data under `templates`.

use std::collections::BTreeSet;

use crate::idea::Idea;
use crate::spec::{FeatureKind, Language, Spec};

mod assemble;
mod choice;
mod coverage;
mod domain;
mod draft;
mod feature;
mod field;
mod finish;
mod foreign;
mod forget;
mod language;
mod measure;
mod parts;
mod question;
mod reader;
mod rewrite;
pub mod shown;
pub mod telling;
mod title;
mod unique;
mod usual;

use field::Setting;
use language::token::{self, Token};

/// The longest idea that is read, in characters.
pub const MAX_CHARACTERS: usize = 20_000;

/// Why an idea can't be analysed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no idea.
    #[error("the idea is empty")]
    Empty,
    /// There is nothing to read in it.
    #[error("the idea has no word in it")]
    NoWord,
    /// It is longer than anything that describes an app.
    #[error("the idea has {characters} characters; at most {MAX_CHARACTERS} are read")]
    TooLong {
        /// How long it is.
        characters: usize,
    },
}

/// Returns the plural of a lowercase English noun in either number.
pub fn plural(noun: &str) -> String {
    language::english::plural(&language::english::singular(noun))
}

/// Infers the spec of the app that `idea` asks for; `buildable` are the features that the template
/// can make.
pub fn analyse(idea: &Idea, buildable: &BTreeSet<FeatureKind>) -> Result<Spec, Error> {
    let text = idea.text.as_str();
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(Error::TooLong { characters });
    }
    let mut tokens = token::tokens(text);
    if !tokens.iter().any(Token::is_word) {
        return Err(Error::NoWord);
    }
    let foreign = foreign::recognise(&tokens);
    language::spelling::correct(&mut tokens);
    let tokens = rewrite::rewrite(&tokens);
    let language = idea.language.unwrap_or_else(|| language_of(&tokens));
    let currency = measure::currency_of(&tokens).unwrap_or(match language {
        Language::En => "USD",
        Language::Ru => "RUB",
    });
    let setting = Setting {
        text,
        language,
        currency,
    };
    let draft = reader::read(setting, &tokens);
    let (mut spec, notes) = finish::finish(setting, &tokens, draft);
    spec.requirements = coverage::requirements(text, &notes, language, buildable);
    if let Some(foreign) = foreign {
        foreign::settle(&mut spec);
        coverage::doubt(&mut spec.requirements, text, foreign.reason(language));
    }
    Ok(spec)
}

/// Computes for every requirement of a spec whether it is covered.
pub fn assess(spec: &mut Spec, buildable: &BTreeSet<FeatureKind>) {
    coverage::assess(spec, buildable);
}

/// Returns the language of most words.
fn language_of(tokens: &[Token]) -> Language {
    let words = tokens.iter().filter(|token| token.is_word());
    let (russian, other): (Vec<&Token>, Vec<&Token>) = words.partition(|token| token.is_cyrillic());
    if russian.len() > other.len() {
        Language::Ru
    } else {
        Language::En
    }
}

#[cfg(test)]
mod tests;
