//! Fields and relations as templates see them, with valid and failing values for their tests.

use heck::ToPascalCase as _;
use serde::Serialize;
use serde_json::Value;

use super::sample::{self, Case, Vary};
use super::tone::{self, Tone};
use super::{TargetView, literal_json, number_json};
use crate::architecture::MemberNames;
use crate::spec::pattern::Pattern;
use crate::spec::{EnumValue, Field, FieldType, Number, OnDelete, Relation, RelationKind};

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

    /// Returns the property that holds its value.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Field(field) => &field.key,
            Self::Relation(relation) => &relation.key,
        }
    }

    /// Returns the column that holds its value.
    pub(super) fn column(&self) -> &str {
        match self {
            Self::Field(field) => &field.column,
            Self::Relation(relation) => &relation.column,
        }
    }

    /// Returns whether it is a relation.
    pub(super) fn is_relation(&self) -> bool {
        matches!(self, Self::Relation(_))
    }

    /// Returns whether uniqueness ignores the case of its values.
    pub(super) fn is_folded(&self) -> bool {
        matches!(self, Self::Field(field) if field.folded)
    }

    /// Returns whether every record has a value of it.
    pub(super) fn is_required(&self) -> bool {
        match self {
            Self::Field(field) => field.required || field.kind == FieldType::Boolean,
            Self::Relation(relation) => relation.required,
        }
    }

    /// Returns whether a list can show it in a cell.
    pub(super) fn fits_a_cell(&self) -> bool {
        match self {
            Self::Field(field) => !matches!(field.kind, FieldType::Text | FieldType::Image),
            Self::Relation(_) => true,
        }
    }

    /// Returns whether a card tells it, on a board that has the options of a field as columns.
    pub(super) fn is_fact(&self, board: &FieldView) -> bool {
        match self {
            Self::Field(field) => field.name != board.name && field.kind != FieldType::Boolean,
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
    /// The colour of each value.
    tones: Vec<Tone>,
    default: Option<Value>,
    currency: Option<String>,
    digits: u32,
    unit: Option<String>,
    example: Value,
    example_other: Value,
    good: Vec<Case>,
    bad: Vec<Case>,
    /// The regular expression in JavaScript, without its slashes.
    pattern: Option<String>,
    /// The expression as a condition of the database, when there is one.
    pattern_sql: Option<String>,
    /// Whether uniqueness ignores case.
    folded: bool,
    /// How values come about that differ from record to record.
    vary: Option<Vary>,
    is_relation: bool,
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
    /// Whether no two records may lead to the same one.
    unique: bool,
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
            unique: relation.kind == RelationKind::OneToOne,
            target,
            own,
            is_relation: true,
        }
    }

    /// Returns whether a record must have it.
    pub(super) fn required(&self) -> bool {
        self.required
    }

    /// Returns the property that holds the id.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Returns whether no two records may lead to the same one.
    pub(super) fn unique(&self) -> bool {
        self.unique
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
        let (example, example_other) = sample::examples(field);
        let pattern = field.pattern.as_deref().and_then(Pattern::parse);
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
            max_length: sample::max_length(field),
            tones: tone::tones(&field.values),
            values: field.values.clone(),
            default: field.default.as_ref().map(literal_json),
            digits: currency_digits(field.currency.as_deref()),
            currency: (field.kind == FieldType::Money)
                .then(|| field.currency.clone().unwrap_or_else(|| "USD".to_owned())),
            unit: field.unit.clone(),
            example,
            example_other,
            good: sample::good(field),
            bad: sample::bad(field),
            pattern_sql: pattern
                .as_ref()
                .and_then(|pattern| pattern.sql(&format!("\"{}\"", names.column))),
            pattern: pattern.map(|pattern| pattern.js()),
            folded: is_folded(field.kind),
            vary: None,
            is_relation: false,
        }
    }

    /// Returns the name in code.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the column that holds it.
    pub(super) fn column(&self) -> &str {
        &self.column
    }

    /// Returns the type.
    pub(super) fn kind(&self) -> FieldType {
        self.kind
    }

    /// Lets the values of test records differ from each other.
    pub(super) fn vary(&mut self, vary: Vary) {
        self.vary = Some(vary);
    }

    /// Returns whether the values of test records differ from each other.
    pub(super) fn varies(&self) -> bool {
        self.vary.is_some()
    }

    /// Returns whether a text must match a regular expression.
    pub(super) fn has_pattern(&self) -> bool {
        self.pattern.is_some()
    }

    /// Returns whether a value must be given.
    pub(super) fn required(&self) -> bool {
        self.required
    }

    /// Returns whether an index that keeps its values apart also has them in order.
    pub(super) fn is_indexed_in_order(&self) -> bool {
        let same_order = self.folded || !self.kind.is_textual();
        self.unique && self.required && same_order
    }

    /// Returns whether it is one of several options that records share.
    pub(super) fn is_choice(&self) -> bool {
        self.kind == FieldType::Enum && self.values.len() > 1 && !self.unique
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

/// Returns whether two texts of a type that differ in capitals only count as the same.
fn is_folded(kind: FieldType) -> bool {
    matches!(kind, FieldType::String | FieldType::Text | FieldType::Email)
}

/// Returns how many digits the minor unit of a currency has.
fn currency_digits(currency: Option<&str>) -> u32 {
    match currency {
        Some("JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "PYG" | "UGX") => 0,
        Some("BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND") => 3,
        Some(_) | None => 2,
    }
}
