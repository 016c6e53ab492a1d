//! What a letter says besides: to whom it is written and from whom.

use crate::builtin::language::token::{Kind, Token};

/// Words that a salutation begins with.
const SALUTES: [&str; 8] = [
    "dear",
    "уважаемые",
    "уважаемый",
    "уважаемая",
    "дорогие",
    "дорогой",
    "коллеги",
    "друзья",
];

/// Phrases that a letter closes with.
const CLOSES: [&str; 12] = [
    "kind regards",
    "best regards",
    "warm regards",
    "best wishes",
    "many thanks",
    "yours sincerely",
    "yours truly",
    "sincerely",
    "cheers",
    "с уважением",
    "заранее спасибо",
    "всего доброго",
];

/// Leaves out the salutation and the closing of a letter.
pub(super) fn without_letter(tokens: Vec<Token>) -> Vec<Token> {
    let mut plain = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let ends = |token: &Token| token.kind == Kind::Stop;
        let end = rest.iter().position(ends).map_or(rest.len(), |at| at + 1);
        let (sentence, more) = rest.split_at(end);
        if !(more.iter().all(ends) && closes(sentence)) {
            plain.extend_from_slice(unsaluted(sentence));
        }
        rest = more;
    }
    if plain.is_empty() { tokens } else { plain }
}

/// Cuts a sentence behind its salutation.
fn unsaluted(sentence: &[Token]) -> &[Token] {
    let salutes = |token: &Token| SALUTES.contains(&token.key.as_str());
    let comma = sentence
        .iter()
        .take(5)
        .position(|token| token.kind == Kind::Comma);
    match (sentence.first(), comma) {
        (Some(first), Some(comma)) if salutes(first) => {
            sentence.get(comma + 1..).unwrap_or_default()
        }
        (Some(first), None) if salutes(first) && sentence.len() <= 5 => &[],
        _ if sentence.iter().filter(|token| token.is_word()).all(greets) => &[],
        _ => sentence,
    }
}

/// Returns whether a word only greets.
fn greets(token: &Token) -> bool {
    let greetings = [
        "hi",
        "hello",
        "hey",
        "there",
        "all",
        "team",
        "good",
        "morning",
        "afternoon",
        "evening",
        "привет",
        "приветствую",
        "здравствуйте",
        "добрый",
        "доброе",
        "день",
        "утро",
        "вечер",
    ];
    greetings.contains(&token.key.as_str())
}

fn closes(sentence: &[Token]) -> bool {
    let words: Vec<&str> = sentence
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.key.as_str())
        .collect();
    words.len() <= 5
        && CLOSES.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.starts_with(&phrase)
        })
}
