//! The verb of a clause: where it stands, what its doing is called, what stands around it.

use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::{english, vocabulary};
use super::lead::behind_verbs;
use super::mention::is_verb_at;

/// Returns whether words name something by what was done with it: "the camera it was shot with".
pub(crate) fn describes_member(plain: &[Token]) -> bool {
    let pronoun = plain
        .iter()
        .position(|token| matches!(token.key.as_str(), "it" | "they" | "he" | "she"));
    let pointed = plain
        .first()
        .is_some_and(|first| tag::of(first).has(Tags::ARTICLE));
    pointed && pronoun.is_some_and(|at| at >= 2 && at + 1 < plain.len())
}

/// Returns the record that the first act among words makes: who registers makes a registration.
pub(crate) fn act(words: &[Token]) -> Option<&'static str> {
    words.iter().enumerate().find_map(|(at, token)| {
        let next = words.get(at + 1).map(tag::of).unwrap_or_default();
        if token.key == "books" && next.has(Tags::PREP) {
            return None;
        }
        Some(match token.key.as_str() {
            "register"
            | "registers"
            | "записаться"
            | "записываются"
            | "записывается"
            | "регистрироваться"
            | "регистрируются"
            | "регистрируется" => "registration",
            "apply" | "applies" => "application",
            "sign" | "signup" => "signup",
            "book" | "books" | "забронировать" | "бронировать" | "бронируют" | "бронирует" => {
                "booking"
            }
            "rsvp" => "rsvp",
            "enquire" | "inquire" => "inquiry",
            "donate" | "donates" => "donation",
            "vote" | "votes" => "vote",
            _ => return None,
        })
    })
}

/// Returns whether a clause only says how it gets: "it gets messy".
pub(crate) fn becomes(plain: &[Token], verb: usize) -> bool {
    let gets = plain
        .get(verb)
        .is_some_and(|token| matches!(token.key.as_str(), "gets" | "get" | "got"));
    let before = verb.checked_sub(1).and_then(|before| plain.get(before));
    gets && before.is_some_and(|before| tag::of(before).has(Tags::PRONOUN))
}

pub(crate) fn is_house_word(words: &[String]) -> bool {
    matches!(
        words.join(" ").as_str(),
        "day" | "week" | "month" | "year" | "user" | "app" | "team"
    )
}

/// Returns where the verb of a clause stands that says what the clause is about.
pub(crate) fn main_verb(tokens: &[Token]) -> Option<usize> {
    let strong = Tags::HAVE.and(Tags::LINK).and(Tags::JOIN);
    let is_strong = |(at, token): (usize, &Token)| {
        let tags = tag::of(token);
        let noun = at > 0
            && tokens
                .get(at - 1)
                .is_some_and(|before| tag::of(before).has(Tags::ARTICLE.and(Tags::EACH)));
        let noun = noun || is_subject(tokens, at);
        let keeps = tags.has(Tags::RECORD)
            && at > 0
            && tokens.get(at - 1).is_some_and(|before| {
                before.key == "to"
                    || tag::of(before).has(Tags::PRONOUN.and(Tags::DEMAND).and(Tags::AUX))
                    || follows_each(tokens, at)
            });
        let ours = ["ем", "им", "ю", "у"]
            .iter()
            .any(|ending| token.key.ends_with(ending));
        let keeps = keeps
            || at > 0
                && tags.has(Tags::RECORD)
                && token.is_cyrillic()
                && ours
                && !tags.has(Tags::CONTAINER);
        !noun && (tags.has(strong) || is_verb_at(tokens, at) || keeps)
    };
    let found = tokens
        .iter()
        .enumerate()
        .position(|(at, token)| is_strong((at, token)));
    found.or_else(|| {
        tokens
            .iter()
            .position(|token| tag::of(token).has(Tags::AUX))
    })
}

/// Returns whether a word that could be a verb is the noun before one: "shows have a title".
fn is_subject(tokens: &[Token], at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
        return false;
    };
    english::is_plural(&token.key)
        && vocabulary::class_of(&english::singular(&token.key)).is_some()
        && tag::of(next).has(Tags::HAVE.and(Tags::AUX))
}

/// Returns whether only "for each" and its noun stand before a place.
fn follows_each(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let each = before
        .iter()
        .take(2)
        .position(|token| tag::of(token).has(Tags::EACH));
    each.is_some_and(|each| at > each + 1)
}

pub(crate) fn without_prepositions(tokens: &[Token]) -> &[Token] {
    let count = tokens
        .iter()
        .take_while(|token| tag::of(token).has(Tags::PREP))
        .count();
    behind_verbs(tokens.get(count..).unwrap_or_default())
}

/// Returns what is recorded: in "payments are recorded against leases" the payments.
pub(crate) fn recorded(tokens: &[Token]) -> Option<&[Token]> {
    let verbs = [
        "recorded",
        "logged",
        "made",
        "tracked",
        "kept",
        "stored",
        "entered",
        "registered",
        "noted",
        "saved",
        "issued",
        "given",
        "added",
        "scheduled",
        "booked",
    ];
    let at = tokens
        .iter()
        .position(|token| verbs.contains(&token.key.as_str()))?;
    let passive = tokens
        .get(at.checked_sub(1)?)
        .is_some_and(|before| matches!(before.key.as_str(), "is" | "are"));
    let behind = tokens
        .get(at + 1)
        .is_some_and(|after| tag::of(after).has(Tags::PREP));
    let subject = tokens.get(..at - 1).filter(|subject| !subject.is_empty());
    subject.filter(|_| passive && behind).map(behind_verbs)
}

/// Returns the noun behind the last verb.
pub(crate) fn object(tokens: &[Token]) -> &[Token] {
    let verb = tokens.iter().enumerate().rposition(|(at, token)| {
        at + 1 < tokens.len()
            && (is_verb_at(tokens, at)
                || tag::of(token).has(
                    Tags::HAVE
                        .and(Tags::AUX)
                        .and(Tags::DEMAND)
                        .and(Tags::PRONOUN),
                )
                || tag::of(token).has(Tags::RECORD) && token.is_cyrillic())
    });
    let object = verb.and_then(|at| tokens.get(at + 1..));
    object.map_or_else(|| behind_verbs(tokens), without_prepositions)
}
