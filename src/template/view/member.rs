//! Fields and relations as templates see them, with valid and failing values for their tests.

use heck::ToPascalCase as _;
use serde::Serialize;
use serde_json::{Value, json};

use super::{TargetView, literal_json, number_json};
use crate::architecture::MemberNames;
use crate::spec::{EnumValue, Field, FieldType, Number, OnDelete, Relation};

/// A field or a relation, in the order of the form.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Member {
    /// A field.
    Field(Box<FieldView>),
    /// A relation.
    Relation(Box<RelationView>),
}

impl Member {
    /// Returns whether a list can be narrowed by it.
    pub(super) fn is_filter(&self) -> bool {
        match self {
            Self::Field(field) => matches!(field.kind, FieldType::Enum | FieldType::Boolean),
            Self::Relation(_) => true,
        }
    }

    /// Returns whether a list can show it in a cell.
    pub(super) fn fits_a_cell(&self) -> bool {
        match self {
            Self::Field(field) => !matches!(field.kind, FieldType::Text | FieldType::Image),
            Self::Relation(_) => true,
        }
    }

    /// Returns how little it tells about a record in a list, from 0.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Relation(relation) => u8::from(!relation.required) * 2,
            Self::Field(field) => match field.kind {
                FieldType::Enum => 0,
                FieldType::Date | FieldType::Money | FieldType::String => 1,
                FieldType::Integer
                | FieldType::Decimal
                | FieldType::Boolean
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Datetime => 2,
                FieldType::Url | FieldType::Time | FieldType::Color => 3,
                FieldType::Text | FieldType::Image => 4,
            },
        }
    }
}

/// A field as templates see it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FieldView {
    name: String,
    key: String,
    #[serde(rename = "Name")]
    pascal: String,
    column: String,
    #[serde(rename = "type")]
    kind: FieldType,
    label: String,
    required: bool,
    unique: bool,
    min: Option<Value>,
    max: Option<Value>,
    min_length: Option<u32>,
    max_length: Option<u32>,
    values: Vec<EnumValue>,
    default: Option<Value>,
    currency: Option<String>,
    digits: u32,
    unit: Option<String>,
    example: Value,
    example_other: Value,
    bad: Vec<BadValue>,
    is_relation: bool,
}

/// A value that breaks one rule.
#[derive(Clone, Debug, Serialize)]
struct BadValue {
    rule: &'static str,
    value: Value,
    /// How often `value` is repeated; nothing when it isn't.
    repeat: Option<u32>,
}

/// A relation as templates see it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RelationView {
    name: String,
    key: String,
    #[serde(rename = "Name")]
    pascal: String,
    column: String,
    label: String,
    required: bool,
    on_delete: OnDelete,
    target: TargetView,
    #[serde(rename = "self")]
    own: bool,
    is_relation: bool,
}

impl RelationView {
    /// Returns a relation to `target`; `own` when that is the entity itself.
    pub(super) fn new(
        relation: &Relation,
        names: &MemberNames,
        target: TargetView,
        own: bool,
    ) -> Self {
        Self {
            name: names.name.clone(),
            key: names.key.clone(),
            pascal: names.name.to_pascal_case(),
            column: names.column.clone(),
            label: relation.label.clone(),
            required: relation.required,
            on_delete: relation.on_delete,
            target,
            own,
            is_relation: true,
        }
    }

    /// Returns whether a record must have it.
    pub(super) fn required(&self) -> bool {
        self.required
    }

    /// Returns the entity that it leads to.
    pub(super) fn target(&self) -> &TargetView {
        &self.target
    }

    /// Returns whether it leads to its own entity.
    pub(super) fn own(&self) -> bool {
        self.own
    }

    /// Returns whether it leads to the entity with that name in code.
    pub(super) fn leads_to(&self, name: &str) -> bool {
        self.target.names.name == name
    }
}

impl FieldView {
    /// Returns the view of a field.
    pub(super) fn new(field: &Field, names: &MemberNames) -> Self {
        let limit = |number: Option<Number>| number.map(number_json);
        let max_length = field.max_length.or_else(|| default_max_length(field.kind));
        let (example, example_other) = examples(field, max_length);
        Self {
            name: names.name.clone(),
            key: names.key.clone(),
            pascal: names.name.to_pascal_case(),
            column: names.column.clone(),
            kind: field.kind,
            label: field.label.clone(),
            required: field.required,
            unique: field.unique,
            min: limit(field.min),
            max: limit(field.max),
            min_length: field.min_length,
            max_length,
            values: field.values.clone(),
            default: field.default.as_ref().map(literal_json),
            digits: currency_digits(field.currency.as_deref()),
            currency: (field.kind == FieldType::Money)
                .then(|| field.currency.clone().unwrap_or_else(|| "USD".to_owned())),
            unit: field.unit.clone(),
            example,
            example_other,
            bad: bad_values(field, max_length),
            is_relation: false,
        }
    }

    /// Returns the name in code.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the type.
    pub(super) fn kind(&self) -> FieldType {
        self.kind
    }

    /// Returns whether a value must be given.
    pub(super) fn required(&self) -> bool {
        self.required
    }

    /// Returns the unit of a number.
    pub(super) fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// Returns the currency of a money field.
    pub(super) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }
}

/// Returns how many digits the minor unit of a currency has.
fn currency_digits(currency: Option<&str>) -> u32 {
    match currency {
        Some("JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "PYG" | "UGX") => 0,
        Some("BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND") => 3,
        Some(_) | None => 2,
    }
}

/// Returns the length that texts of a type can have when the spec doesn't say.
fn default_max_length(kind: FieldType) -> Option<u32> {
    match kind {
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
    }
}

/// Returns two different values that obey the field's rules.
fn examples(field: &Field, max_length: Option<u32>) -> (Value, Value) {
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
    start
        .chars()
        .chain(std::iter::repeat('x'))
        .take(wanted)
        .collect()
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

/// Returns one failing value for every rule of a field.
fn bad_values(field: &Field, max_length: Option<u32>) -> Vec<BadValue> {
    let bad = |rule, value| BadValue {
        rule,
        value,
        repeat: None,
    };
    let mut all = Vec::new();
    if field.required {
        all.push(bad("required", Value::Null));
    }
    let step = if field.kind == FieldType::Decimal {
        0.5
    } else {
        1.0
    };
    let beyond = |limit: Number, by: f64| Number::new(limit.get() + by).map(number_json);
    if let Some(value) = field.min.and_then(|min| beyond(min, -step)) {
        all.push(bad("min", value));
    }
    if let Some(value) = field.max.and_then(|max| beyond(max, step)) {
        all.push(bad("max", value));
    }
    let plain = matches!(field.kind, FieldType::String | FieldType::Text);
    if let Some(min) = field.min_length.filter(|min| plain && *min > 1) {
        all.push(BadValue {
            rule: "min_length",
            value: json!("x"),
            repeat: Some(min - 1),
        });
    }
    if let Some(max) = max_length.filter(|_| plain) {
        all.push(BadValue {
            rule: "max_length",
            value: json!("x"),
            repeat: Some(max + 1),
        });
    }
    if let Some(value) = malformed(field.kind) {
        let rule = if field.kind == FieldType::Enum {
            "enum"
        } else {
            "type"
        };
        all.push(bad(rule, value));
    }
    all
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
