//! Sentences about pairs of records, and about records that are a kind of something.

use crate::builtin::language::english;
use crate::builtin::language::phrase;
use crate::builtin::language::tag::{self, Tags};
use crate::builtin::language::token::{Kind, Token};

/// Leaves out what the records are besides: "setters are employees with a name" says that setters
/// have a name.
pub(super) fn without_kinds(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut at = 0;
    while at + 4 < tokens.len() {
        let four = tokens.get(at..at + 4).unwrap_or_default();
        let named = |token: &Token| {
            let phrase = phrase::phrase("", std::slice::from_ref(token));
            token.is_word() && phrase.plural && tag::of(token).is_empty()
        };
        let kind = matches!(four, [noun, are, kind, with]
            if named(noun) && matches!(are.key.as_str(), "are" | "это")
                && named(kind) && tag::of(with).has(Tags::WITH));
        if kind {
            tokens.drain(at + 1..at + 3);
        }
        at += 1;
    }
    tokens
}

/// Names both sides of what takes place between two of a kind: "matches are played between a home
/// team and an away team with a date" says that matches have a home team, an away team and a date.
pub(super) fn sides(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let between = matches!(token.key.as_str(), "between" | "links" | "link");
        if let Some((said, end)) = Some(at)
            .filter(|_| between)
            .and_then(|at| two_sides(&tokens, at))
        {
            let start = at - said.replaced;
            let joins = tokens
                .get(end)
                .is_some_and(|next| tag::of(next).has(Tags::WITH));
            if let Some(next) = tokens.get_mut(end).filter(|_| joins) {
                next.kind = Kind::Comma;
            }
            tokens.splice(start..end, said.words);
        }
        at += 1;
    }
    tokens
}

/// What a sentence about two sides becomes.
struct Sides {
    words: Vec<Token>,
    /// How many words before the place say the same.
    replaced: usize,
}

/// Reads "(are played) between a home team and an away team" at a place; returns where it ends too.
fn two_sides(tokens: &[Token], at: usize) -> Option<(Sides, usize)> {
    let side = |from: usize| {
        let pointed = tokens.get(from)?;
        let start = from + usize::from(tag::of(pointed).has(Tags::ARTICLE.and(Tags::ONE)));
        let (which, noun) = (tokens.get(start)?, tokens.get(start + 1)?);
        let named = which.is_word() && noun.is_word() && !tag::of(noun).has(Tags::AND);
        named.then_some((start, start + 2))
    };
    let (first, and) = side(at + 1)?;
    tokens
        .get(and)
        .filter(|token| tag::of(token).has(Tags::AND))?;
    let (second, end) = side(and + 1)?;
    let (one, other) = (tokens.get(first..and)?, tokens.get(second..end)?);
    let alike = matches!((one, other), ([a, noun], [b, same])
        if noun.key == same.key && a.key != b.key);
    let before = tokens.get(..at)?;
    let said = before
        .iter()
        .rev()
        .take_while(|token| {
            tag::of(token).has(Tags::AUX.and(Tags::VERB).and(Tags::JOIN))
                || english::is_participle(&token.key)
        })
        .count();
    let subject = before.get(..at - said)?.last()?;
    if !alike || !subject.is_word() {
        return None;
    }
    let word = |kind, key: &str| Token {
        kind,
        key: key.to_owned(),
        start: tokens.get(at).map_or(0, |token| token.start),
        end: tokens.get(at).map_or(0, |token| token.end),
    };
    let mut words = vec![word(Kind::Word, "has")];
    words.extend_from_slice(one);
    words.push(word(Kind::Comma, ","));
    words.extend_from_slice(other);
    let sides = Sides {
        words,
        replaced: said,
    };
    Some((sides, end))
}

/// Names what is kept for each pair of two records: "for each team and round we note the points"
/// says that a score links a team and a round with the points.
pub(super) fn pairs(tokens: &[Token]) -> Vec<Token> {
    let mut plain: Vec<Token> = Vec::with_capacity(tokens.len());
    for sentence in tokens.split_inclusive(|token| token.kind == Kind::Stop) {
        match pair(sentence) {
            Some(mut said) => plain.append(&mut said),
            None => plain.extend_from_slice(sentence),
        }
    }
    plain
}

/// Returns a sentence about each pair of two records in plainer words.
fn pair(sentence: &[Token]) -> Option<Vec<Token>> {
    let [first, each, rest @ ..] = sentence else {
        return None;
    };
    if !(tag::of(first).has(Tags::PREP) && tag::of(each).has(Tags::EACH)) {
        return None;
    }
    let keeps = rest.iter().position(|token| {
        let tags = tag::of(token);
        tags.has(Tags::PRONOUN.and(Tags::RECORD).and(Tags::HAVE)) && !tags.has(Tags::CONTAINER)
            || token.kind == Kind::Comma
    })?;
    let (pair, said) = rest.split_at(keeps);
    let and = pair
        .iter()
        .position(|token| tag::of(token).has(Tags::AND))?;
    let (one, other) = (pair.get(..and)?, pair.get(and + 1..)?);
    let noun = |words: &[Token]| {
        let phrase = phrase::phrase("", words);
        let plain = words
            .iter()
            .all(|token| token.is_word() && tag::of(token).is_empty());
        (phrase.class().is_some() || plain) && phrase.length == words.len() && words.len() <= 3
    };
    let verb = said.iter().position(|token| {
        let tags = tag::of(token);
        tags.has(Tags::RECORD.and(Tags::HAVE).and(Tags::VERB))
    })?;
    let kept = said.get(verb + 1..).filter(|kept| !kept.is_empty())?;
    if !noun(one) || !noun(other) {
        return None;
    }
    let russian = first.is_cyrillic();
    let name = result(kept, russian);
    let word = |key: &str| Token {
        kind: Kind::Word,
        key: key.to_owned(),
        start: first.start,
        end: first.start,
    };
    let (links, and, with) = if russian {
        ("связывает", "и", "с")
    } else {
        ("links", "and", "with")
    };
    let article = if russian { "этот" } else { "a" };
    let mut plain = vec![word(article), word(name), word(links)];
    plain.extend_from_slice(one);
    plain.push(word(and));
    plain.extend_from_slice(other);
    plain.push(word(with));
    plain.extend_from_slice(kept);
    Some(plain)
}

/// Returns what a record of each pair is called, from what it keeps.
fn result(kept: &[Token], russian: bool) -> &'static str {
    let says = |words: &[&str]| {
        kept.iter()
            .any(|token| words.iter().any(|word| token.key.starts_with(word)))
    };
    match russian {
        true if says(&["оценк", "отметк"]) => "оценка",
        true => "результат",
        false if says(&["point", "score", "goal"]) => "score",
        false if says(&["grade", "mark"]) => "grade",
        false if says(&["attend", "present"]) => "attendance",
        false => "result",
    }
}
