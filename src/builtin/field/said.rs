//! What the words of a field say of its values: what was done, what somebody is ready for, how long
//! something holds.

use crate::builtin::language::english;
use crate::builtin::language::phrase::Phrase;
use crate::builtin::language::token::Token;
use crate::spec::FieldType;

/// Returns whether words say that something was done with a single thing: "cart needed".
pub(super) fn is_done(words: &[String]) -> bool {
    const DONE: [&str; 7] = [
        "needed",
        "required",
        "signed",
        "received",
        "confirmed",
        "attached",
        "waived",
    ];
    matches!(words, [.., thing, done] if DONE.contains(&done.as_str()) && !english::is_plural(thing))
}

/// Says that a date is the last one: "медкомиссия до".
pub(super) fn until(mut phrase: Phrase, words: &[Token]) -> Phrase {
    let ends = matches!(words, [_, .., last] if last.key == "до");
    let dated = phrase
        .hint()
        .is_none_or(|hint| matches!(hint.kind, FieldType::String | FieldType::Text));
    if ends && dated && !phrase.words.iter().any(|word| word == "until") {
        phrase.words.push("until".to_owned());
        phrase.head = phrase.words.len() - 1;
    }
    phrase
}

/// Returns whether words say what somebody is ready for: "willing to travel", "able to swim".
pub(super) fn is_readiness(words: &[String]) -> bool {
    const READY: [&str; 7] = [
        "willing", "able", "ready", "happy", "allowed", "eligible", "entitled",
    ];
    matches!(words, [ready, to, _, ..] if READY.contains(&ready.as_str()) && matches!(to.as_str(), "to" | "for"))
}
