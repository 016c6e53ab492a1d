//! Fields: from the words of one item of a list to a name, a label, a type and rules.

use super::choice;
use super::language::english;
use super::language::name;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::language::vocabulary::Hint;
use super::measure::{self, Limits};
use super::question;
use crate::spec::{Field, FieldType, Language, Literal, Number};

/// What every field of an idea shares.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: Language,
    pub(crate) currency: &'static str,
}

/// An item of a list, understood.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) field: Field,
    /// The phrase that names it.
    pub(crate) phrase: Phrase,
    /// Whether its type is a guess.
    pub(crate) guessed: bool,
    /// Whether it keeps files.
    pub(crate) file: bool,
    /// Whether it asks who or which one, so that it may lead to an entity.
    pub(crate) asks: Option<question::Asks>,
}

/// The parts of an item: the words, what they say about limits, and the brackets behind them.
#[derive(Debug, Default)]
struct Parts<'t> {
    words: Vec<Token>,
    bracket: &'t [Token],
    limits: Limits,
    unit: Option<measure::Unit>,
    required: bool,
    unique: bool,
    boolean: bool,
    values: Vec<Vec<Token>>,
}

/// Understands an item of a list of fields.
pub(crate) fn item(setting: Setting<'_>, tokens: &[Token]) -> Option<Item> {
    let mut parts = parts(tokens);
    let asked = question::ask(setting.text, &parts.words);
    let (phrase, asks) = match asked {
        Some(question::Asked { phrase, asks, .. }) => (phrase, Some(asks)),
        None => (phrase::phrase(setting.text, &parts.words), None),
    };
    parts.boolean |= asks == Some(question::Asks::Whether);
    let name = name(&phrase, &parts)?;
    let label = label(setting, &phrase, &parts);
    let hint = match asks {
        Some(asks) => asks.hint().or_else(|| phrase.hint()),
        None => phrase.hint(),
    };
    let mut field = Field::new(&name, &label, FieldType::String);
    let guessed = hint.is_none();
    field.required = parts.required;
    field.unique = parts.unique;
    apply_hint(setting, &mut field, hint, &phrase, &parts);
    apply_bracket(setting, &mut field, &parts);
    apply_limits(&mut field, parts.limits, guessed);
    finish(setting, &mut field, &phrase);
    Some(Item {
        field,
        phrase,
        guessed,
        file: hint.is_some_and(|hint| hint.file),
        asks,
    })
}

/// Takes an item apart.
fn parts(tokens: &[Token]) -> Parts<'_> {
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
    if let Some(like) = like.filter(|like| *like > 0) {
        parts.words.truncate(like);
    }
    take_answers(&mut parts);
    take_slashes(&mut parts);
    take_limits(&mut parts);
    take_unit(&mut parts);
    take_flags(&mut parts);
    parts
}

/// Takes "or not", "yes/no" and "flag" off the end.
fn take_answers(parts: &mut Parts<'_>) {
    let keys: Vec<&str> = parts.words.iter().map(|token| token.key.as_str()).collect();
    let endings: [&[&str]; 8] = [
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
    let cut = (1..first.len())
        .find(|cut| {
            let keys = first.get(..*cut).unwrap_or_default();
            let found = phrase::phrase("", keys);
            found.hint().is_some()
        })
        .unwrap_or(first.len() - 1);
    let mut values = vec![first.get(cut..).unwrap_or_default().to_vec()];
    values.extend(rest.iter().map(|group| group.to_vec()));
    parts.values = values;
    parts.words.truncate(cut);
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
        return;
    };
    let rest: Vec<&Token> = words.iter().skip(at + 1).collect();
    let Some(last) = rest.last() else { return };
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

fn take_flags(parts: &mut Parts<'_>) {
    let unique = |token: &Token| tag::of(token).has(Tags::UNIQUE);
    let required = |token: &Token| tag::of(token).has(Tags::REQUIRED);
    let all = || parts.words.iter().chain(parts.bracket);
    let negated = all().any(|token| matches!(token.key.as_str(), "not" | "non" | "необязательно"));
    let (is_unique, is_required) = (all().any(unique), all().any(required) && !negated);
    parts.unique = is_unique;
    parts.required = is_required;
    if parts.words.len() > 1 {
        parts.words.retain(|token| {
            !unique(token) && !required(token) && !tag::of(token).has(Tags::OPTIONAL)
        });
    }
}

/// Returns the name of a field: its words without those that only introduce it.
fn name(phrase: &Phrase, parts: &Parts<'_>) -> Option<String> {
    let mut words = phrase.words.clone();
    if let [
        "number" | "count" | "amount" | "quantity" | "№",
        "of",
        rest @ ..,
    ] = words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
        && !rest.is_empty()
    {
        let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
        words = rest;
    } else if let [.., "quantity" | "number"] = words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
        && words.len() > 1
        && phrase
            .label
            .chars()
            .any(super::language::token::is_cyrillic)
        && phrase.label.to_lowercase().contains("кол")
    {
        words.pop();
        let limit =
            words.pop_if(|word| matches!(word.as_str(), "min" | "max" | "total" | "average"));
        if let Some(last) = words.last_mut() {
            *last = english::plural(&english::singular(last));
        }
        if let Some(limit) = limit {
            words.insert(0, limit);
        }
    }
    let auxiliary = |word: &String| {
        matches!(
            word.as_str(),
            "is" | "was"
                | "are"
                | "were"
                | "has"
                | "have"
                | "been"
                | "whether"
                | "if"
                | "it"
                | "he"
                | "she"
                | "i"
                | "they"
                | "the"
        )
    };
    let boolean = parts.boolean || words.first().is_some_and(auxiliary);
    if boolean && words.len() > 1 {
        words.retain(|word| !auxiliary(word));
        if words.len() > 1 && words.last().is_some_and(|word| word == "on") {
            words.pop();
        }
    }
    name::camel(&words)
}

fn label(setting: Setting<'_>, phrase: &Phrase, parts: &Parts<'_>) -> String {
    let skip = ["whether", "if", "is"];
    let mut label = phrase.label.clone();
    let lower = label.to_lowercase();
    for word in skip {
        if setting.language == Language::En
            && let Some(rest) = lower.strip_prefix(&format!("{word} "))
        {
            label = name::sentence(rest);
        }
    }
    if label.trim().is_empty() {
        label = parts
            .words
            .first()
            .map_or_else(String::new, |token| name::sentence(&token.key));
    }
    label
}

/// Gives a field the type that its name calls for.
fn apply_hint(
    setting: Setting<'_>,
    field: &mut Field,
    hint: Option<Hint>,
    phrase: &Phrase,
    parts: &Parts<'_>,
) {
    let counts = matches!(
        phrase.words.first().map(String::as_str),
        Some("number" | "count" | "quantity")
    ) && phrase.words.get(1).is_some_and(|word| word == "of");
    let boolean = parts.boolean
        || phrase
            .words
            .first()
            .is_some_and(|word| matches!(word.as_str(), "is" | "has" | "was" | "needs" | "can"))
        || phrase.verb && hint.is_none();
    field.kind = match hint {
        _ if boolean => FieldType::Boolean,
        _ if counts => FieldType::Integer,
        Some(hint) => hint.kind,
        None => FieldType::String,
    };
    if let Some(symbol) = hint.and_then(|hint| hint.unit)
        && let Some(unit) = measure::unit_of_symbol(symbol)
    {
        field.unit = Some(unit.symbol(setting.language).to_owned());
    }
    if let Some(unit) = parts.unit {
        set_unit(setting, field, unit);
    }
    if !parts.values.is_empty() && !boolean {
        let items: Vec<&[Token]> = parts.values.iter().map(Vec::as_slice).collect();
        set_values(field, choice::values(setting.text, &items));
    }
}

fn set_unit(setting: Setting<'_>, field: &mut Field, unit: measure::Unit) {
    let numeric = matches!(field.kind, FieldType::Integer | FieldType::Decimal);
    if !numeric || field.kind == FieldType::Integer && !unit.whole {
        field.kind = if unit.whole {
            FieldType::Integer
        } else {
            FieldType::Decimal
        };
    }
    field.unit = Some(unit.symbol(setting.language).to_owned());
}

fn set_values(field: &mut Field, values: Vec<crate::spec::EnumValue>) {
    if values.len() >= 2 {
        field.kind = FieldType::Enum;
        field.values = values;
        field.unit = None;
    }
}

/// Reads the brackets behind a field: values, a range, a unit, a currency, or nothing of use.
fn apply_bracket(setting: Setting<'_>, field: &mut Field, parts: &Parts<'_>) {
    let bracket = parts.bracket;
    if bracket.is_empty() {
        return;
    }
    let (limits, place) = measure::limits(bracket);
    if place.is_some() {
        apply_limits(field, limits, field.kind == FieldType::String);
        return;
    }
    let words: Vec<&Token> = bracket
        .iter()
        .filter(|token| !tag::of(token).has(Tags::PREP) || token.key.len() == 1)
        .collect();
    if let Some(code) = words.iter().find_map(|token| measure::currency(&token.key))
        && words.len() <= 2
    {
        field.kind = FieldType::Money;
        field.currency = Some(code.to_owned());
        return;
    }
    let items = choice::items(bracket);
    if choice::is_yes_or_no(&items) {
        field.kind = FieldType::Boolean;
        return;
    }
    let flags = Tags::UNIQUE
        .and(Tags::REQUIRED)
        .and(Tags::OPTIONAL)
        .and(Tags::LIKE);
    let items: Vec<&[Token]> = items
        .into_iter()
        .filter(|item| {
            !item
                .iter()
                .any(|token| tag::of(token).has(flags) || token.key == "etc")
        })
        .collect();
    if items.len() >= 2 && items.iter().all(|item| item.len() <= 6) {
        set_values(field, choice::values(setting.text, &items));
        return;
    }
    if let [token] = words.as_slice()
        && let Some(unit) = measure::unit(&token.key)
        && field.kind != FieldType::Money
    {
        set_unit(setting, field, unit);
    }
}

fn apply_limits(field: &mut Field, limits: Limits, guessed: bool) {
    if limits.min.is_none() && limits.max.is_none() {
        return;
    }
    if limits.length || matches!(field.kind, FieldType::Text) {
        let length = |limit: Option<Number>| {
            limit
                .and_then(Number::whole)
                .and_then(|n| u32::try_from(n).ok())
        };
        if matches!(field.kind, FieldType::String | FieldType::Text) {
            field.min_length = length(limits.min);
            field.max_length = length(limits.max).filter(|length| *length > 0);
        }
        return;
    }
    if guessed
        || !field.kind.is_numeric()
            && matches!(
                field.kind,
                FieldType::String | FieldType::Enum | FieldType::Time | FieldType::Boolean
            )
    {
        field.kind = FieldType::Integer;
        field.values.clear();
        field.default = None;
    }
    if !field.kind.is_numeric() {
        return;
    }
    let whole = |limit: Option<Number>| limit.is_none_or(|limit| limit.whole().is_some());
    if field.kind == FieldType::Integer && !(whole(limits.min) && whole(limits.max)) {
        field.kind = FieldType::Decimal;
    }
    let scale = if field.kind == FieldType::Money {
        100.0
    } else {
        1.0
    };
    let scaled = |limit: Option<Number>| {
        limit
            .and_then(|limit| Number::new((limit.get() * scale).round().max(limit.get() * scale)))
            .filter(|limit| field.kind == FieldType::Decimal || limit.whole().is_some())
    };
    (field.min, field.max) = (scaled(limits.min), scaled(limits.max));
}

/// Fills in what the type of a field needs.
fn finish(setting: Setting<'_>, field: &mut Field, phrase: &Phrase) {
    if field.kind == FieldType::Enum && field.values.is_empty() {
        let words = phrase.words.join(" ");
        match choice::usual(&words, setting.language) {
            Some((values, default)) => {
                field.values = values;
                field.default = default;
            }
            None => field.kind = FieldType::String,
        }
    }
    let staged = |word: &String| matches!(word.as_str(), "status" | "stage" | "state");
    if field.kind == FieldType::Enum
        && phrase.words.iter().any(staged)
        && let Some(first) = field.values.first()
    {
        field.default = Some(Literal::Text(first.name.clone()));
        field.required = true;
    }
    if field.kind == FieldType::Boolean {
        field.default = Some(Literal::Bool(false));
        field.unit = None;
        field.required = false;
    }
    if field.kind == FieldType::Money && field.currency.is_none() {
        field.currency = Some(setting.currency.to_owned());
    }
    if field.kind == FieldType::Money && field.min.is_none() {
        field.min = None;
    }
    if !matches!(field.kind, FieldType::Integer | FieldType::Decimal) {
        field.unit = None;
    }
}

/// Settles what only the neighbours of a field tell: an amount beside a unit is no money.
pub(crate) fn settle(fields: &mut [Field]) {
    let has_unit = fields
        .iter()
        .any(|field| matches!(field.name.as_str(), "unit" | "units" | "unitOfMeasure"));
    for field in fields {
        if has_unit && field.kind == FieldType::Money && field.name == "amount" {
            field.kind = FieldType::Decimal;
            field.currency = None;
        }
    }
}
