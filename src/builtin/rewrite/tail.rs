//! Features at the end of a heading become sentences of their own: "Recipe box with a photo
//! gallery: title, photo" says "Recipe box: title, photo" and "a photo gallery".

use super::super::language::pattern;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};

/// Words that a heading adds features by.
const WITH: [&str; 7] = ["with", "plus", "including", "с", "со", "плюс", "включая"];

/// Moves the features of headings behind the sentences that the headings begin.
pub(super) fn tails(tokens: &[Token]) -> Vec<Token> {
    let mut plain = Vec::with_capacity(tokens.len());
    for sentence in tokens.split_inclusive(|token| token.kind == Kind::Stop) {
        match cut(sentence) {
            Some(cut) => {
                plain.extend_from_slice(cut.heading);
                plain.extend_from_slice(cut.rest);
                for feature in cut.features {
                    end(&mut plain);
                    plain.extend_from_slice(feature);
                }
                end(&mut plain);
            }
            None => plain.extend_from_slice(sentence),
        }
    }
    plain
}

/// A sentence that begins with a heading.
struct Cut<'t> {
    /// What it is about.
    heading: &'t [Token],
    /// The features that it adds.
    features: Vec<&'t [Token]>,
    /// What follows it, from the colon on.
    rest: &'t [Token],
}

fn cut(sentence: &[Token]) -> Option<Cut<'_>> {
    let colon = sentence
        .iter()
        .position(|token| token.kind == Kind::Colon)?;
    let (heading, rest) = sentence.split_at(colon);
    let with = heading
        .iter()
        .position(|token| WITH.contains(&token.key.as_str()))
        .filter(|at| *at > 0)?;
    let (heading, tail) = heading.split_at(with);
    let joins = |token: &Token| token.kind == Kind::Comma || tag::of(token).has(Tags::AND);
    let features: Vec<&[Token]> = tail
        .get(1..)?
        .split(joins)
        .filter(|part| !part.is_empty())
        .collect();
    let all = features.iter().all(|part| asks(part));
    (all && !features.is_empty()).then_some(Cut {
        heading,
        features,
        rest,
    })
}

/// Returns whether words ask for something that an app does. They may mean a field elsewhere, but the
/// fields of a heading are behind its colon.
fn asks(words: &[Token]) -> bool {
    let words: Vec<&Token> = words.iter().collect();
    pattern::feature(&words).is_some() || pattern::topic(&words).is_some()
}

/// Ends the sentence that the last token belongs to.
fn end(tokens: &mut Vec<Token>) {
    if let Some(last) = tokens.last().filter(|last| last.kind != Kind::Stop) {
        let at = last.end;
        tokens.push(Token {
            kind: Kind::Stop,
            key: ".".to_owned(),
            start: at,
            end: at,
        });
    }
}
