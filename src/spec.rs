//! The spec: the application model that analysis makes and everything after it starts from.
//!
//! JSON (`plan --json`, model replies) and TOML (`samocoder.toml`) are the same shape, and the JSON
//! Schema comes from these types. What serde can't say (names are unique, relations lead somewhere,
//! a minimum is below its maximum) is checked by [`check`]; reading and writing is in [`mod@file`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod calendar;
pub mod check;
pub mod file;
pub mod pattern;
mod place;
pub mod value;

pub use value::{Literal, Number};

/// The version of the spec's format.
pub const FORMAT: u32 = 1;

/// An application model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The version of this format; 1.
    pub format: u32,
    /// The project's name in kebab-case: directory and package.
    pub name: String,
    /// The app's title, in its own language.
    pub title: String,
    /// The language of the interface and of all labels.
    #[serde(default)]
    pub language: Language,
    /// One sentence that says what the app is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What the app keeps, the most important first.
    pub entities: Vec<Entity>,
    /// What was asked for beside keeping records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    /// The phrases of the idea and whether they are covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
}

/// A language that ideas and interfaces can be in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// Returns the ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

/// A kind of record that the app keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// A name that stays the same when the entity is renamed, such as `e1`; given when left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The English name in `PascalCase`, singular.
    pub name: String,
    /// The name that people see, singular.
    pub label: String,
    /// The name that people see, plural.
    pub label_plural: String,
    /// The field or fields that stand for a record where only one line is shown; the first
    /// text field when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// What is kept of each record, in the order of the form.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Links to other records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Sets of fields or relations that must be unique together; records that lack one of them
    /// don't count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unique_together: Vec<Vec<String>>,
}

/// A value that is kept of each record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// A name that stays the same when the field is renamed, such as `f1`; given when left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The English name in camelCase.
    pub name: String,
    /// The name that people see.
    pub label: String,
    /// What kind of value it is.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether a value must be given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether no two records may have the same value; texts and e-mail addresses that differ in
    /// the case of letters a-z only are the same. Records without a value don't count.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// The smallest number; for money in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The greatest number; for money in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The least number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// The greatest number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// A regular expression that the whole text must match, of characters, sets, groups, `|` and
    /// repetitions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The value of a new record; for an enum the name of one of its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Literal>,
    /// The currency of a money field, as in ISO 4217, such as `EUR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The unit that is shown behind a number, such as `kg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The values of an enum, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<EnumValue>,
}

/// The kind of a field's value.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line of text.
    String,
    /// Several lines of text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// An amount in minor units of one currency.
    Money,
    /// Yes or no.
    Boolean,
    /// A day of the calendar.
    Date,
    /// An instant.
    Datetime,
    /// A time of day.
    Time,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
    /// A colour, `#rrggbb`.
    Color,
    /// A picture that is uploaded.
    Image,
    /// One of a list of values.
    Enum,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    /// The English name in `snake_case`, as it is stored.
    pub name: String,
    /// The name that people see.
    pub label: String,
}

/// A link from one entity to another or to itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// A name that stays the same when the relation is renamed, such as `r1`; given when left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The English name in camelCase, such as `author`.
    pub name: String,
    /// The name that people see.
    pub label: String,
    /// How many records stand on each side.
    pub kind: RelationKind,
    /// The name of the entity that it leads to.
    pub target: String,
    /// Whether a record must have it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What happens to a record when the one it leads to is deleted. Links of a many-to-many
    /// relation restrict the deletion when it is `restrict` or the relation is required; otherwise
    /// they go, and the record stays.
    #[serde(default)]
    pub on_delete: OnDelete,
}

/// How many records stand on each side of a relation.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Many of this entity lead to one of the target.
    ManyToOne,
    /// One of this entity has many of the target.
    OneToMany,
    /// Many on both sides.
    ManyToMany,
    /// At most one on both sides.
    OneToOne,
}

/// What happens to a record when the one it leads to is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    /// The deletion is refused while records lead there.
    #[default]
    Restrict,
    /// The record is deleted too.
    Cascade,
    /// The record stays and loses the link.
    SetNull,
}

/// Something that was asked for beside keeping records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// What it is.
    pub kind: FeatureKind,
    /// The entity that it is about, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The field that it is about, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The kind of a feature.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FeatureKind {
    /// Sign-up and sign-in.
    Auth,
    /// Different rights for different people.
    Roles,
    /// Everyone sees only their own records.
    Ownership,
    /// Search in texts.
    Search,
    /// Lists narrowed by values.
    Filter,
    /// Lists in a chosen order.
    Sort,
    /// Lists in pages.
    Pagination,
    /// Records as a CSV file.
    ExportCsv,
    /// Records from a CSV file.
    ImportCsv,
    /// Counts, sums and charts.
    Dashboard,
    /// Cards in columns.
    Board,
    /// Records on a calendar.
    Calendar,
    /// Records as pictures.
    Gallery,
    /// A dark look that can be switched.
    DarkMode,
    /// Comments on records.
    Comments,
    /// Files kept with records.
    FileUpload,
    /// Changes that others see at once.
    Realtime,
}

impl FeatureKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 17] = [
        Self::Auth,
        Self::Roles,
        Self::Ownership,
        Self::Search,
        Self::Filter,
        Self::Sort,
        Self::Pagination,
        Self::ExportCsv,
        Self::ImportCsv,
        Self::Dashboard,
        Self::Board,
        Self::Calendar,
        Self::Gallery,
        Self::DarkMode,
        Self::Comments,
        Self::FileUpload,
        Self::Realtime,
    ];

    /// The kinds that an app has only when they were asked for.
    pub const OPTIONAL: [Self; 13] = [
        Self::Auth,
        Self::Roles,
        Self::Ownership,
        Self::ExportCsv,
        Self::ImportCsv,
        Self::Dashboard,
        Self::Board,
        Self::Calendar,
        Self::Gallery,
        Self::DarkMode,
        Self::Comments,
        Self::FileUpload,
        Self::Realtime,
    ];

    /// Returns the name that the spec uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Roles => "roles",
            Self::Ownership => "ownership",
            Self::Search => "search",
            Self::Filter => "filter",
            Self::Sort => "sort",
            Self::Pagination => "pagination",
            Self::ExportCsv => "export_csv",
            Self::ImportCsv => "import_csv",
            Self::Dashboard => "dashboard",
            Self::Board => "board",
            Self::Calendar => "calendar",
            Self::Gallery => "gallery",
            Self::DarkMode => "dark_mode",
            Self::Comments => "comments",
            Self::FileUpload => "file_upload",
            Self::Realtime => "realtime",
        }
    }
}

/// One thing that the idea asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// A short name, such as `R1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The words of the idea that ask for it.
    pub text: String,
    /// Whether the project does it; computed, so left out of `samocoder.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<bool>,
    /// Who covers it, such as `builtin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why it is not covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The feature that it asks for, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<FeatureKind>,
}

impl Spec {
    /// Returns the entity of that name.
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| entity.name == name)
    }

    /// Returns the requirements that are known not to be covered.
    pub fn uncovered(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements
            .iter()
            .filter(|requirement| requirement.covered == Some(false))
    }
}

impl Field {
    /// Returns a field without any rule.
    pub fn new(name: &str, label: &str, kind: FieldType) -> Self {
        Self {
            id: String::new(),
            name: name.to_owned(),
            label: label.to_owned(),
            kind,
            required: false,
            unique: false,
            min: None,
            max: None,
            min_length: None,
            max_length: None,
            pattern: None,
            default: None,
            currency: None,
            unit: None,
            values: Vec::new(),
        }
    }
}

impl FieldType {
    /// All types, in the order of their declaration.
    pub const ALL: [Self; 15] = [
        Self::String,
        Self::Text,
        Self::Integer,
        Self::Decimal,
        Self::Money,
        Self::Boolean,
        Self::Date,
        Self::Datetime,
        Self::Time,
        Self::Email,
        Self::Url,
        Self::Phone,
        Self::Color,
        Self::Image,
        Self::Enum,
    ];

    /// Returns the name that the spec uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Time => "time",
            Self::Email => "email",
            Self::Url => "url",
            Self::Phone => "phone",
            Self::Color => "color",
            Self::Image => "image",
            Self::Enum => "enum",
        }
    }

    /// Returns whether values of this type are written as free text.
    pub fn is_textual(self) -> bool {
        matches!(
            self,
            Self::String | Self::Text | Self::Email | Self::Url | Self::Phone
        )
    }

    /// Returns whether values of this type are numbers.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Money)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}
