//! The parts of an item of a list: its words, and what they say about limits, units and rules.

use super::language::phrase;
use super::language::russian;
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::measure::{self, Limits};
use crate::spec::FieldType;

/// The parts of an item: the words, what they say about limits, and the brackets behind them.
#[derive(Debug, Default)]
pub(crate) struct Parts<'t> {
    pub(crate) words: Vec<Token>,
    pub(crate) bracket: &'t [Token],
    pub(crate) limits: Limits,
    pub(crate) unit: Option<measure::Unit>,
    pub(crate) currency: Option<&'static str>,
    pub(crate) required: bool,
    pub(crate) unique: bool,
    pub(crate) boolean: bool,
    pub(crate) values: Vec<Vec<Token>>,
    /// What a new record starts with.
    pub(crate) default: Vec<Token>,
}

/// Takes an item apart.
pub(crate) fn parts(tokens: &[Token]) -> Parts<'_> {
    let open = tokens.iter().position(|token| token.kind == Kind::Open);
    let close = tokens.iter().rposition(|token| token.kind == Kind::Close);
    let before = tokens
        .get(..open.unwrap_or(tokens.len()))
        .unwrap_or_default();
    let bracket = match (open, close) {
        (Some(open), Some(close)) if open < close => tokens.get(open + 1..close),
        (Some(open), _) => tokens.get(open + 1..),
        (None, _) => None,
    };
    let after = close.and_then(|close| tokens.get(close + 1..));
    let mut parts = Parts {
        words: before
            .iter()
            .chain(after.unwrap_or_default())
            .cloned()
            .collect(),
        bracket: bracket.unwrap_or_default(),
        ..Parts::default()
    };
    let like = parts
        .words
        .iter()
        .position(|token| tag::of(token).has(Tags::LIKE));
    let last = parts.words.len().saturating_sub(1);
    if let Some(like) = like.filter(|like| (1..last).contains(like)) {
        parts.words.truncate(like);
    }
    take_relative(&mut parts);
    take_default(&mut parts);
    take_alternative(&mut parts);
    take_answers(&mut parts);
    take_slashes(&mut parts);
    take_two(&mut parts);
    take_limits(&mut parts);
    take_unit(&mut parts);
    take_flags(&mut parts);
    parts
}

/// Takes off the words that only introduce what is said of a field: "tag which is unique".
fn take_relative(parts: &mut Parts<'_>) {
    let at = parts.words.windows(2).position(|two| {
        let [which, is] = two else { return false };
        matches!(which.key.as_str(), "which" | "that") && tag::of(is).has(Tags::AUX)
    });
    if let Some(at) = at.filter(|at| *at > 0) {
        parts.words.drain(at..at + 2);
    }
}

/// Takes off what a new record starts with: "status that defaults to new", "default 1".
fn take_default(parts: &mut Parts<'_>) {
    let says = |token: &Token| {
        matches!(
            token.key.as_str(),
            "default" | "defaults" | "defaulting" | "initially" | "умолчанию"
        )
    };
    let Some(at) = parts.words.iter().position(says).filter(|at| *at > 0) else {
        return;
    };
    let idle = |token: &Token| {
        tag::of(token).has(Tags::PREP.and(Tags::AUX).and(Tags::ARTICLE))
            || matches!(token.key.as_str(), "that" | "which" | "value" | "по")
            || !token.is_word() && token.kind != Kind::Number
    };
    let said = parts.words.get(at + 1..).unwrap_or_default();
    let said: Vec<Token> = said.iter().filter(|token| !idle(token)).cloned().collect();
    let kept = parts
        .words
        .iter()
        .take(at)
        .rposition(|token| !idle(token))
        .map_or(0, |last| last + 1);
    if kept > 0 {
        parts.default = said;
        parts.words.truncate(kept);
    }
}

/// Takes the second name off: "name or company"; two kinds are the values of a choice: "digital or
/// analog".
fn take_alternative(parts: &mut Parts<'_>) {
    let or = parts
        .words
        .iter()
        .position(|token| tag::of(token).has(Tags::OR));
    let Some(or) = or.filter(|or| *or > 0 && *or + 1 < parts.words.len()) else {
        return;
    };
    let (first, rest) = parts.words.split_at(or);
    let rest = rest.get(1..).unwrap_or_default();
    let named = |words: &[Token]| phrase::phrase("", words).is_field();
    let (one, other) = (named(first), named(rest));
    let said = Tags::NEG.and(Tags::WITH).and(Tags::PREP).and(Tags::AUX);
    let kinds = match (first, rest) {
        ([one], [other]) => ![one, other].iter().any(|token| tag::of(token).has(said)),
        _ => false,
    };
    let adjective = |words: &[Token]| match words {
        [only] => only.is_cyrillic() && russian::looks_adjective(&only.key),
        _ => false,
    };
    let adjectives = adjective(first) && adjective(rest);
    if one && other && !adjectives {
        parts.words.truncate(or);
    } else if kinds && (adjectives || !one && !other) && parts.bracket.is_empty() {
        parts.values = vec![first.to_vec(), rest.to_vec()];
        let key = if first.iter().any(Token::is_cyrillic) {
            "тип"
        } else {
            "type"
        };
        parts.words.truncate(1);
        if let Some(word) = parts.words.first_mut() {
            key.clone_into(&mut word.key);
        }
    }
}

/// Takes "or not", "yes/no" and "flag" off the end.
fn take_answers(parts: &mut Parts<'_>) {
    let keys: Vec<&str> = parts.words.iter().map(|token| token.key.as_str()).collect();
    let endings: [&[&str]; 9] = [
        &["ли"],
        &["or", "not"],
        &["или", "нет"],
        &["yes", "/", "no"],
        &["да", "/", "нет"],
        &["yes", "or", "no"],
        &["flag"],
        &["checkbox"],
        &["y", "/", "n"],
    ];
    let found = endings
        .iter()
        .find(|ending| keys.len() > ending.len() && keys.ends_with(ending));
    if let Some(ending) = found {
        parts.words.truncate(keys.len() - ending.len());
        parts.boolean = true;
    }
    let asks = Tags::WH.and(Tags::WHETHER);
    if let [before @ .., last] = parts.words.as_slice()
        && last.kind == Kind::Sign
        && last.key == "?"
    {
        let named = before.len() <= 2 && !before.iter().any(|token| tag::of(token).has(asks));
        let open = phrase::phrase("", before).hint().is_none();
        parts.words.pop();
        parts.boolean |= named && open;
    }
    let whether = parts.words.iter().position(|token| token.key == "ли");
    if let Some(at) = whether.filter(|at| *at > 0 && *at + 1 < parts.words.len()) {
        parts.words.remove(at);
        parts.words.rotate_left(at);
        parts.boolean = true;
    }
    if parts.words.len() > 1 {
        let there = parts.words.len();
        parts.words.retain(|token| token.key != "есть");
        parts.boolean |=
            parts.words.len() < there && parts.words.first().is_some_and(|word| word.key == "в");
    }
}

/// Takes values off that slashes separate: "priority low/normal/urgent".
fn take_slashes(parts: &mut Parts<'_>) {
    let slashes = parts
        .words
        .iter()
        .filter(|token| token.kind == Kind::Slash)
        .count();
    let groups: Vec<&[Token]> = parts
        .words
        .split(|token| token.kind == Kind::Slash)
        .collect();
    let Some((first, rest)) = groups.split_first() else {
        return;
    };
    if slashes == 0 || first.len() < 2 || rest.iter().any(|group| group.len() > 3) {
        return;
    }
    let named = |cut: &usize| {
        let keys = first.get(..*cut).unwrap_or_default();
        let found = phrase::phrase("", keys);
        found.hint().is_some() && found.length == *cut
    };
    let cut = if rest.iter().all(|group| group.len() == 1) {
        (1..first.len()).rev().find(named)
    } else {
        (1..first.len()).find(named)
    };
    let cut = cut.unwrap_or(first.len() - 1);
    let mut values = vec![first.get(cut..).unwrap_or_default().to_vec()];
    values.extend(rest.iter().map(|group| group.to_vec()));
    parts.values = values;
    parts.words.truncate(cut);
}

/// Takes the two values of "day or night", "indoor/outdoor" and "paid cash or card".
fn take_two(parts: &mut Parts<'_>) {
    let or = |token: &Token| token.kind == Kind::Slash || tag::of(token).has(Tags::OR);
    let Some(at) = parts.words.iter().position(or).filter(|at| *at > 0) else {
        return;
    };
    let (before, rest) = parts.words.split_at(at);
    let ([named @ .., first], [_, second]) = (before, rest) else {
        return;
    };
    let value = |token: &Token| {
        let known = phrase::phrase("", std::slice::from_ref(token));
        token.is_word() && tag::of(token).is_empty() && !known.is_field() && known.hint().is_none()
    };
    let heading = phrase::phrase("", named);
    let named = named.is_empty() || heading.hint().is_some() && heading.length == named.len();
    let free = parts.values.is_empty() && !parts.boolean;
    if !(free && named && value(first) && value(second)) {
        return;
    }
    parts.values = vec![vec![first.clone()], vec![second.clone()]];
    if at > 1 {
        parts.words.truncate(at - 1);
    }
}

fn take_limits(parts: &mut Parts<'_>) {
    let (limits, place) = measure::limits(&parts.words);
    if let Some((start, end)) = place
        && start > 0
    {
        parts.limits = limits;
        parts.words.drain(start..end.min(parts.words.len()));
    }
}

/// Takes a unit off the end: "weight in kg", "вес, кг", "cooking time in minutes".
fn take_unit(parts: &mut Parts<'_>) {
    let words = &parts.words;
    let Some(at) = words
        .iter()
        .rposition(|token| matches!(token.key.as_str(), "in" | "в" | "во"))
    else {
        take_bare_unit(parts);
        return;
    };
    let rest: Vec<&Token> = words.iter().skip(at + 1).collect();
    let Some(last) = rest.last() else { return };
    if at > 0
        && rest.len() == 1
        && let Some(code) = measure::currency(&last.key)
    {
        parts.currency = Some(code);
        parts.words.truncate(at);
        return;
    }
    let rate = ["час", "день", "сутки", "неделю", "месяц", "год", "минуту"];
    if rate.contains(&last.key.as_str()) {
        return;
    }
    let squared = rest.first().is_some_and(|token| {
        token.key.starts_with("sq") || token.key.starts_with("квадратн") || token.key == "кв"
    });
    let unit = if squared {
        measure::unit("m2")
    } else {
        (rest.len() == 1)
            .then(|| measure::unit(&last.key))
            .flatten()
    };
    if at > 0 && unit.is_some() && rest.len() <= 2 {
        parts.unit = unit;
        parts.words.truncate(at);
    }
}

/// Takes a unit off the end that nothing introduces: "объём м3", "weight kg".
fn take_bare_unit(parts: &mut Parts<'_>) {
    let Some((last, before)) = parts.words.split_last() else {
        return;
    };
    let numeric = !before.is_empty()
        && phrase::phrase("", before)
            .hint()
            .is_some_and(|hint| hint.kind.is_numeric() && hint.kind != FieldType::Money)
        && !before.first().is_some_and(|first| {
            let counts = ["number", "count", "quantity", "amount", "числ", "количеств"];
            counts.iter().any(|start| first.key.starts_with(start))
        });
    let rate = before.last().is_some_and(|per| per.key == "per");
    let unit = measure::unit(&last.key).filter(|_| numeric && !rate && last.is_word());
    if unit.is_some() {
        parts.unit = unit;
        parts.words.pop();
    }
}

fn take_flags(parts: &mut Parts<'_>) {
    let unique = |token: &Token| tag::of(token).has(Tags::UNIQUE);
    let required = |token: &Token| tag::of(token).has(Tags::REQUIRED);
    let all = || parts.words.iter().chain(parts.bracket);
    let negated = all().any(|token| matches!(token.key.as_str(), "not" | "non" | "необязательно"));
    let (is_unique, is_required) = (all().any(unique), all().any(required) && !negated);
    parts.unique = is_unique;
    parts.required = is_required;
    if parts.words.len() > 1 {
        let ruled = is_unique || is_required;
        parts.words.retain(|token| {
            let says = Tags::AUX.and(Tags::DEMAND).and(Tags::PRONOUN);
            let flag = unique(token) || required(token) || tag::of(token).has(Tags::OPTIONAL);
            let auxiliary = ruled && tag::of(token).has(says);
            !flag && !auxiliary
        });
    }
}
