//! Fields: from the words of one item of a list to a name, a label, a type and rules.

mod naming;
mod said;
mod settle;

use naming::{as_field, label, name, recast};
use said::{is_done, is_readiness, until};
pub(crate) use settle::settle;

use super::choice;
use super::language::english;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::Token;
use super::language::vocabulary::{self, Hint};
use super::measure::{self, Limits};
use super::parts::{Parts, parts};
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
    /// Whether it asks who or which one, so that it may lead to an entity.
    pub(crate) asks: Option<question::Asks>,
}

/// Understands an item of a list of fields.
pub(crate) fn item(setting: Setting<'_>, tokens: &[Token]) -> Option<Item> {
    let recast = recast(tokens);
    let mut parts = parts(&recast);
    let asked = question::ask(setting.text, &parts.words);
    let (phrase, asks) = match asked {
        Some(question::Asked { phrase, asks }) => (phrase, Some(asks)),
        None => (phrase::phrase(setting.text, &parts.words), None),
    };
    parts.boolean |= asks == Some(question::Asks::Whether);
    let phrase = until(as_field(phrase), &parts.words);
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
    let rated = asks.is_some() && field.kind == FieldType::Text && !parts.limits.length;
    apply_limits(&mut field, parts.limits, guessed || rated);
    finish(setting, &mut field, &phrase);
    start_with(setting, &mut field, &parts.default);
    Some(Item {
        field,
        phrase,
        asks,
    })
}

/// Returns whether a phrase says how many are left: "bottles left", "volunteers needed".
fn counts_left(phrase: &Phrase) -> bool {
    let left = [
        "needed",
        "left",
        "remaining",
        "sold",
        "required",
        "invited",
        "booked",
        "registered",
    ];
    match phrase.words.as_slice() {
        [.., things, last] => left.contains(&last.as_str()) && english::is_plural(things),
        _ => false,
    }
}

/// Returns the type of a rate: "metres per skein" are measured, "tablets per pack" are counted.
fn rate(phrase: &Phrase) -> Option<FieldType> {
    let per = phrase.words.iter().position(|word| word == "per")?;
    let counted = phrase.words.get(..per)?;
    let last = counted.last()?;
    if let Some(unit) = measure::unit(last) {
        return Some(if unit.whole {
            FieldType::Integer
        } else {
            FieldType::Decimal
        });
    }
    let hint = vocabulary::hint(counted, counted.len() - 1);
    let plural = english::is_plural(last).then_some(FieldType::Integer);
    hint.map(|hint| hint.kind).or(plural)
}

/// Returns whether a phrase says how many there may be: "max students".
fn limits_count(phrase: &Phrase) -> bool {
    match phrase.words.as_slice() {
        [limit, .., things] => {
            matches!(limit.as_str(), "max" | "min" | "maximum" | "minimum")
                && english::is_plural(things)
        }
        _ => false,
    }
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
    ) && phrase.words.get(1).is_some_and(|word| word == "of")
        || ["Число ", "Количество "]
            .iter()
            .any(|start| phrase.label.starts_with(start))
        || hint.is_none() && limits_count(phrase);
    let boolean = parts.boolean
        || phrase
            .words
            .first()
            .is_some_and(|word| matches!(word.as_str(), "is" | "has" | "was" | "needs" | "can"))
        || phrase.verb && hint.is_none()
        || is_readiness(&phrase.words)
        || phrase.words.len() > 1
            && phrase.words.last().is_some_and(|word| {
                matches!(
                    word.as_str(),
                    "allowed" | "included" | "provided" | "enabled" | "accepted"
                )
            })
        || hint.is_none() && is_done(&phrase.words);
    let counted = counts_left(phrase);
    let rate = rate(phrase).filter(|_| hint.is_none());
    field.kind = match hint {
        _ if counted && !parts.boolean => FieldType::Integer,
        _ if boolean => FieldType::Boolean,
        _ if counts => FieldType::Integer,
        Some(hint) => hint.kind,
        None => rate.unwrap_or(FieldType::String),
    };
    if let Some(symbol) = hint.and_then(|hint| hint.unit)
        && let Some(unit) = measure::unit_of_symbol(symbol)
    {
        field.unit = Some(unit.symbol(setting.language).to_owned());
    }
    if let Some(code) = parts.currency {
        field.kind = FieldType::Money;
        field.currency = Some(code.to_owned());
    }
    if let Some(unit) = parts.unit {
        if field.kind == FieldType::Money && unit.symbol(Language::En) == "lb" {
            field.currency = Some("GBP".to_owned());
        } else {
            set_unit(setting, field, unit);
        }
    }
    if !parts.values.is_empty() && !boolean {
        let items: Vec<&[Token]> = parts.values.iter().map(Vec::as_slice).collect();
        set_values(field, choice::values(setting.text, &items));
    }
}

/// Sets the exact length that an item states: "13 characters".
fn set_length(field: &mut Field, item: &[Token]) -> bool {
    let [number, word] = item else { return false };
    let length = measure::number(number)
        .and_then(Number::new)
        .and_then(Number::whole)
        .and_then(|length| u32::try_from(length).ok())
        .filter(|length| *length > 0 && measure::counts_characters(&word.key));
    if length.is_some() && matches!(field.kind, FieldType::String | FieldType::Text) {
        (field.min_length, field.max_length) = (length, length);
    }
    length.is_some()
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
    let answers: Vec<&[Token]> = bracket
        .split(|token| !token.is_word())
        .filter(|item| !item.is_empty())
        .collect();
    if choice::is_yes_or_no(&answers) {
        field.kind = FieldType::Boolean;
        return;
    }
    let flags = Tags::UNIQUE
        .and(Tags::REQUIRED)
        .and(Tags::OPTIONAL)
        .and(Tags::LIKE);
    apply_example(field, bracket);
    let items: Vec<&[Token]> = items
        .into_iter()
        .filter(|item| {
            !item
                .iter()
                .any(|token| tag::of(token).has(flags) || token.key == "etc")
                && !set_length(field, item)
        })
        .collect();
    if items.len() >= 2 && items.iter().all(|item| item.len() <= 6) {
        set_values(field, choice::values(setting.text, &items));
        return;
    }
    if let Some(kind) = stated_type(setting, bracket) {
        if matches!(field.kind, FieldType::String | FieldType::Text) {
            field.kind = kind;
        }
        return;
    }
    if let [token] = words.as_slice()
        && let Some(unit) = measure::unit(&token.key)
        && field.kind != FieldType::Money
    {
        set_unit(setting, field, unit);
    }
}

/// Says no to a number whose example has words: "stock (e.g. Portra 400)".
fn apply_example(field: &mut Field, bracket: &[Token]) {
    let example = bracket
        .first()
        .is_some_and(|first| tag::of(first).has(Tags::LIKE));
    if example && field.kind.is_numeric() && bracket.iter().skip(1).any(Token::is_word) {
        field.kind = FieldType::String;
        field.unit = None;
    }
}

/// Returns the type that brackets state: "where to watch (link)", "плакат (картинка)".
fn stated_type(setting: Setting<'_>, bracket: &[Token]) -> Option<FieldType> {
    let stated = match bracket {
        [only] => match only.key.as_str() {
            "number" | "integer" | "число" | "целое" => Some(FieldType::Integer),
            "decimal" | "float" | "дробное" => Some(FieldType::Decimal),
            "boolean" | "bool" | "checkbox" | "flag" | "галочка" | "флажок" => {
                Some(FieldType::Boolean)
            }
            "multiline" | "длинный" | "многострочное" => Some(FieldType::Text),
            _ => None,
        },
        _ => None,
    };
    let named = || {
        let phrase = phrase::phrase(setting.text, bracket);
        let kind = phrase.hint().filter(|_| phrase.is_field())?.kind;
        let telling = matches!(
            kind,
            FieldType::Url
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Date
                | FieldType::Datetime
                | FieldType::Time
                | FieldType::Image
                | FieldType::Color
                | FieldType::Text
        );
        telling.then_some(kind)
    };
    stated.or_else(named)
}

fn apply_limits(field: &mut Field, limits: Limits, guessed: bool) {
    if limits.min.is_none() && limits.max.is_none() {
        return;
    }
    if limits.length || matches!(field.kind, FieldType::Text) && !guessed {
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

/// Gives a field the value that a new record starts with.
fn start_with(setting: Setting<'_>, field: &mut Field, words: &[Token]) {
    let Some(first) = words.first() else { return };
    let number = measure::number(first).and_then(Number::new);
    let said = choice::value(setting.text, words);
    field.default = match field.kind {
        FieldType::Enum => said
            .filter(|said| field.values.iter().any(|value| value.name == said.name))
            .map(|said| Literal::Text(said.name))
            .or(field.default.take()),
        FieldType::Boolean => Some(Literal::Bool(matches!(
            first.key.as_str(),
            "yes" | "true" | "on" | "да"
        ))),
        FieldType::Integer => number
            .filter(|number| number.whole().is_some())
            .map(Literal::Number),
        FieldType::Decimal => number.map(Literal::Number),
        FieldType::String => said.map(|said| Literal::Text(said.label)),
        FieldType::Text
        | FieldType::Money
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Color
        | FieldType::Image => None,
    };
    let fits = |number: &Number| {
        field.min.is_none_or(|min| *number >= min) && field.max.is_none_or(|max| *number <= max)
    };
    if let Some(Literal::Number(number)) = &field.default
        && !fits(number)
    {
        field.default = None;
    }
}

/// Returns what words say about a field when they name none: "unique", "must be given".
pub(crate) fn flags(tokens: &[Token]) -> Option<(bool, bool)> {
    let words: Vec<Tags> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(tag::of)
        .collect();
    let flag = Tags::UNIQUE.and(Tags::REQUIRED).and(Tags::OPTIONAL);
    let idle = flag
        .and(Tags::AUX)
        .and(Tags::PRONOUN)
        .and(Tags::AND)
        .and(Tags::WH)
        .and(Tags::DEMAND);
    let says = |tag: Tags| words.iter().any(|tags| tags.has(tag));
    let only = says(flag) && words.iter().all(|tags| tags.has(idle));
    only.then(|| (says(Tags::UNIQUE), says(Tags::REQUIRED)))
}

/// Gives a field the limits that a piece of its own states: "points, from 0 to 10". Says whether
/// the words are nothing else.
pub(crate) fn limit(field: &mut Field, tokens: &[Token]) -> bool {
    let (limits, place) = measure::limits(tokens);
    let whole = place.is_some_and(|(start, end)| start == 0 && end >= tokens.len());
    if whole {
        apply_limits(field, limits, false);
    }
    whole
}
