//! Values that generated tests enter: those that a field's rules allow and those they refuse.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::number_json;
use crate::demo::pattern::example;
use crate::spec::pattern::Pattern;
use crate::spec::{EnumValue, Field, FieldType, Number};

/// How many records one test may need of an entity.
const ROOM: usize = 20;
/// The longest text with a pattern that is tried.
const TRIED: usize = 300;

/// A value for one rule: that keeps it, or that breaks nothing but it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Case {
    rule: &'static str,
    value: Value,
    /// How often `value` is repeated; nothing when it isn't.
    repeat: Option<u32>,
    /// Whether the database refuses it, for one that breaks a rule.
    row: bool,
}

impl Case {
    fn new(rule: &'static str, value: impl Into<Value>) -> Self {
        Self {
            rule,
            value: value.into(),
            repeat: None,
            row: true,
        }
    }

    fn repeated(rule: &'static str, times: u32) -> Self {
        Self {
            repeat: (times > 1).then_some(times),
            ..Self::new(rule, if times == 0 { "" } else { "x" })
        }
    }
}

/// How values differ from record to record: one of both.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Vary {
    /// An expression of TypeScript in which `number` is another one each time.
    by: Option<String>,
    /// One value after the other.
    list: Option<Vec<String>>,
}

/// Returns how values of a field can differ; nothing when there are too few of them.
pub(super) fn vary(field: &Field) -> Option<Vary> {
    if let Some(pattern) = pattern(field) {
        let texts = matching(field, &pattern);
        return (texts.len() >= ROOM).then_some(Vary {
            by: None,
            list: Some(texts),
        });
    }
    let (least, most) = lengths(field);
    // Numbers of one and of two digits stand for all.
    let fits = |length: usize| length > least && length <= most;
    let expression = match field.kind {
        FieldType::String | FieldType::Text if fits(9) => "`Sample ${number}`".to_owned(),
        FieldType::String | FieldType::Text if most < 2 => return None,
        FieldType::String | FieldType::Text => {
            format!("String(number).padStart({}, '0')", least.max(2))
        }
        FieldType::Email if fits(20) => "`person${number}@example.com`".to_owned(),
        FieldType::Url if fits(22) => "`https://example.com/${number}`".to_owned(),
        FieldType::Phone if fits(15) => "`+1 555 010 12${10 + number}`".to_owned(),
        FieldType::Integer | FieldType::Decimal | FieldType::Money => {
            counted(field.min.map(Number::get), field.max.map(Number::get))?
        }
        FieldType::Date => "`2026-03-${10 + number}`".to_owned(),
        FieldType::Datetime => "`2026-03-14T09:${10 + number}:00.000Z`".to_owned(),
        FieldType::Time => "`08:${10 + number}`".to_owned(),
        FieldType::Color => "`#3366${10 + number}`".to_owned(),
        FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Boolean
        | FieldType::Image
        | FieldType::Enum => return None,
    };
    Some(Vary {
        by: Some(expression),
        list: None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "the room is small")]
fn counted(min: Option<f64>, max: Option<f64>) -> Option<String> {
    let room = ROOM as f64;
    let start = match (min, max) {
        (Some(min), Some(max)) if max - min < room => return None,
        (Some(min), _) => min,
        (None, Some(max)) => f64::min(0.0, max - room),
        (None, None) => 0.0,
    };
    let start = Number::new(start)?;
    Some(match start.get() {
        0.0 => "number".to_owned(),
        _ => format!("{start} + number"),
    })
}

/// Returns whether texts are known that keep the field's pattern and its other rules.
pub(super) fn has_example(field: &Field) -> bool {
    pattern(field).is_some_and(|pattern| !matching(field, &pattern).is_empty())
}

fn pattern(field: &Field) -> Option<Pattern> {
    field.pattern.as_deref().and_then(Pattern::parse)
}

fn lengths(field: &Field) -> (usize, usize) {
    let size = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let least = field.min_length.map_or(0, size);
    let most = max_length(field).map_or(usize::MAX, size);
    (least, most)
}

/// Returns some texts that keep all rules of the field and differ in more than capitals.
fn matching(field: &Field, pattern: &Pattern) -> Vec<String> {
    let (least, most) = lengths(field);
    let (usual, other) = examples(&Field {
        pattern: None,
        ..field.clone()
    });
    let usual = [usual, other].map(|value| value.as_str().unwrap_or_default().to_owned());
    let mut seen = BTreeSet::new();
    let made = (0..=least.min(TRIED) + 2).flat_map(|extra| {
        let more = if extra <= 2 { 40 } else { 2 };
        (0..more).map(move |seed| example(pattern, seed * 7 + 1, extra))
    });
    usual
        .into_iter()
        .chain(made)
        .filter(|text| (least.max(1)..=most).contains(&text.chars().count()))
        .filter(|text| pattern.matches(text) && is_well_formed(field.kind, text))
        .filter(|text| seen.insert(text.to_lowercase()))
        .take(ROOM)
        .collect()
}

/// Returns whether a text is surely one of the type.
fn is_well_formed(kind: FieldType, text: &str) -> bool {
    let plain = |text: &str| {
        text.split(['.', '-'])
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    match kind {
        FieldType::Email => text.split_once('@').is_some_and(|(mailbox, host)| {
            plain(mailbox)
                && plain(host)
                && host.contains('.')
                && !host.ends_with(|c: char| c.is_ascii_digit())
        }),
        FieldType::Url => text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .is_some_and(|rest| {
                rest.split('/')
                    .next()
                    .is_some_and(|host| plain(host) && host.contains('.'))
            }),
        FieldType::Phone => {
            let digits = text.strip_prefix('+').unwrap_or(text);
            (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        FieldType::String
        | FieldType::Text
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => text.trim() == text && !text.contains(char::is_control),
    }
}

/// Returns values that the rules of a field allow, at their very limits.
pub(super) fn good(field: &Field) -> Vec<Case> {
    let mut all = Vec::new();
    let (example, other) = examples(field);
    if field.pattern.is_some() {
        all.push(Case::new("pattern", example));
        all.push(Case::new("pattern", other));
    } else if is_plain(field) {
        let least = field.min_length.unwrap_or(1).max(1);
        all.push(Case::repeated("min_length", least));
        if let Some(most) = max_length(field) {
            all.push(Case::repeated("max_length", most));
        }
    } else if field.kind == FieldType::Enum {
        let names = field.values.iter().map(|value| value.name.clone());
        all.extend(names.map(|name| Case::new("enum", name)));
    } else if field.kind != FieldType::Image {
        let limits = [("min", field.min), ("max", field.max)];
        let limits = limits
            .into_iter()
            .filter_map(|(rule, limit)| Some((rule, limit?)));
        all.extend(limits.map(|(rule, limit)| Case::new(rule, number_json(limit))));
        all.push(Case::new("type", example));
        all.push(Case::new("type", other));
    }
    if !field.required && field.kind != FieldType::Boolean {
        all.push(Case::new("optional", Value::Null));
    }
    all
}

fn is_plain(field: &Field) -> bool {
    matches!(field.kind, FieldType::String | FieldType::Text)
}

/// Returns values that break one rule of a field each.
pub(super) fn bad(field: &Field) -> Vec<Case> {
    let mut all = Vec::new();
    if field.required || field.kind == FieldType::Boolean {
        all.push(Case::new("required", Value::Null));
    }
    if is_plain(field) {
        all.push(Case::new("min_length", ""));
    }
    if field.kind == FieldType::Boolean {
        all.push(Case::new("type", 2));
    }
    let step = if field.kind == FieldType::Decimal {
        0.5
    } else {
        1.0
    };
    let beyond = |limit: Number, by: f64| Number::new(limit.get() + by).map(number_json);
    if let Some(value) = field.min.and_then(|min| beyond(min, -step)) {
        all.push(Case::new("min", value));
    }
    if let Some(value) = field.max.and_then(|max| beyond(max, step)) {
        all.push(Case::new("max", value));
    }
    match pattern(field) {
        Some(pattern) => all.extend(broken(field, &pattern)),
        None if is_plain(field) => {
            let short = field.min_length.filter(|min| *min > 1);
            all.extend(short.map(|min| Case::repeated("min_length", min - 1)));
            all.extend(max_length(field).map(|max| Case::repeated("max_length", max + 1)));
        }
        None => {}
    }
    let malformed = malformed(field.kind);
    let rule = if field.kind == FieldType::Enum {
        "enum"
    } else {
        "type"
    };
    all.extend(malformed.map(|value| Case::new(rule, value)));
    all
}

/// Returns values that break the pattern of a field, or its lengths and not the pattern.
fn broken(field: &Field, pattern: &Pattern) -> Vec<Case> {
    let (least, most) = lengths(field);
    let made = || {
        let long = if most < TRIED { most + 1 } else { 0 };
        (0..=long).flat_map(|extra| (0..4).map(move |seed| example(pattern, seed, extra)))
    };
    let keeps = |text: &String| {
        pattern.matches(text) && is_well_formed(field.kind, text) && !text.is_empty()
    };
    let of_length = |wanted: std::ops::Range<usize>| {
        made().find(|text| wanted.contains(&text.chars().count()) && keeps(text))
    };
    let mut all = Vec::new();
    if least > 1 {
        all.extend(of_length(1..least).map(|text| Case::new("min_length", text)));
    }
    if most < TRIED {
        all.extend(of_length(most + 1..TRIED * 4).map(|text| Case::new("max_length", text)));
    }
    let fits = |text: &String| (least.max(1)..=most).contains(&text.chars().count());
    let wrong = candidates(field, pattern)
        .find(|text| fits(text) && !pattern.matches(text) && is_well_formed(field.kind, text));
    let row = pattern.sql("x").is_some();
    all.extend(wrong.map(|text| Case {
        row,
        ..Case::new("pattern", text)
    }));
    all
}

/// Returns texts that hardly match.
fn candidates(field: &Field, pattern: &Pattern) -> impl Iterator<Item = String> {
    let (usual, _) = examples(&Field {
        pattern: None,
        ..field.clone()
    });
    let known = matching(field, pattern);
    let altered = known.into_iter().take(3).flat_map(|text| {
        let short: String = text.chars().skip(1).collect();
        let swapped: String = text.chars().rev().collect();
        let marked: String = text.chars().skip(1).chain(['!']).collect();
        [
            marked,
            format!("{text}9"),
            format!("{text}x"),
            short,
            swapped,
        ]
    });
    altered.chain(usual.as_str().map(str::to_owned))
}

/// Returns the length that texts of a type can have when the spec doesn't say.
pub(super) fn max_length(field: &Field) -> Option<u32> {
    let usual = match field.kind {
        FieldType::String => Some(200),
        FieldType::Text => Some(5000),
        FieldType::Email => Some(254),
        FieldType::Url => Some(2048),
        FieldType::Phone => Some(40),
        FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => None,
    };
    field.max_length.or(usual)
}

/// Returns two different values that obey the field's rules.
pub(super) fn examples(field: &Field) -> (Value, Value) {
    if let Some(pattern) = pattern(field) {
        let mut texts = matching(field, &pattern).into_iter();
        let first = texts.next().unwrap_or_default();
        let other = texts.next().unwrap_or_else(|| first.clone());
        return (first.into(), other.into());
    }
    let max_length = max_length(field);
    let text = |start: &str| Value::from(fitted(start, field.min_length, max_length));
    match field.kind {
        FieldType::String => (text("First sample"), text("Second sample")),
        FieldType::Text => (
            text("A first sample of text."),
            text("Second thoughts, in words."),
        ),
        FieldType::Integer | FieldType::Decimal | FieldType::Money => numbers(field),
        FieldType::Boolean => (json!(true), json!(false)),
        FieldType::Date => (json!("2026-03-14"), json!("2026-04-15")),
        FieldType::Datetime => (
            json!("2026-03-14T09:30:00.000Z"),
            json!("2026-04-15T18:45:00.000Z"),
        ),
        FieldType::Time => (json!("09:30"), json!("18:45")),
        FieldType::Email => (json!("first@example.com"), json!("second@example.com")),
        FieldType::Url => (
            json!("https://example.com/first"),
            json!("https://example.com/second"),
        ),
        FieldType::Phone => (json!("+1 555 010 1234"), json!("+1 555 010 5678")),
        FieldType::Color => (json!("#3366cc"), json!("#cc6633")),
        FieldType::Image => (Value::Null, Value::Null),
        FieldType::Enum => {
            let value = |value: Option<&EnumValue>| value.map(|value| value.name.clone());
            (
                json!(value(field.values.first())),
                json!(value(field.values.last())),
            )
        }
    }
}

/// Returns `start`, cut or filled up to the lengths that are allowed.
fn fitted(start: &str, min: Option<u32>, max: Option<u32>) -> String {
    let min = min.unwrap_or(0) as usize;
    let max = max.unwrap_or(u32::MAX) as usize;
    let wanted = start.chars().count().max(min).min(max);
    let mut text: String = start
        .chars()
        .chain(std::iter::repeat('x'))
        .take(wanted)
        .collect();
    if text.ends_with(' ') {
        // The app would trim it.
        text.pop();
        text.push('x');
    }
    text
}

fn numbers(field: &Field) -> (Value, Value) {
    let (first, second, step) = match field.kind {
        FieldType::Money => (1250.0, 2600.0, 1.0),
        FieldType::Decimal => (2.5, 4.0, 0.5),
        FieldType::Integer
        | FieldType::String
        | FieldType::Text
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => (3.0, 4.0, 1.0),
    };
    let min = field.min.map_or(f64::MIN, Number::get);
    let max = field.max.map_or(f64::MAX, Number::get);
    let first = f64::clamp(first, min, max);
    let second = f64::clamp(second, min, max);
    let second = if (second - first).abs() > f64::EPSILON {
        second
    } else if first + step <= max {
        first + step
    } else {
        f64::max(first - step, min)
    };
    let value = |number: f64| Number::new(number).map_or(Value::Null, number_json);
    (value(first), value(second))
}

/// Returns a value that no field of that type can have.
fn malformed(kind: FieldType) -> Option<Value> {
    match kind {
        FieldType::String | FieldType::Text => None,
        FieldType::Integer | FieldType::Money => Some(json!(1.5)),
        FieldType::Decimal => Some(json!("many")),
        FieldType::Boolean => Some(json!("maybe")),
        FieldType::Date => Some(json!("2026-02-30")),
        FieldType::Datetime => Some(json!("yesterday")),
        FieldType::Time => Some(json!("25:00")),
        FieldType::Email => Some(json!("not-an-address")),
        FieldType::Url => Some(json!("javascript:alert(1)")),
        FieldType::Phone => Some(json!("call me")),
        FieldType::Color => Some(json!("red")),
        FieldType::Image => Some(json!("missing")),
        FieldType::Enum => Some(json!("something-else")),
    }
}
