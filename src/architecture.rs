//! The architecture: the plan that the code and tests stages follow.
//!
//! It says which template is used, what each thing is called in code, which files there will be and
//! why, and what of the spec the template can't build. Templates make it, since they know what they
//! can build.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::change::ChangeSet;
use crate::path::ProjectPath;
use crate::spec::{Entity, Feature, Requirement};

/// The version of the architecture's format.
pub const FORMAT: u32 = 1;

/// The plan of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// The version of this artifact's format.
    pub format: u32,
    /// The template that the project is made from.
    pub template: TemplateVersion,
    /// What is built, with its names in code.
    pub entities: Vec<PlannedEntity>,
    /// The features that are built, each with the entity and the field that it is about.
    #[serde(default)]
    pub features: Vec<Feature>,
    /// The operations of the API.
    pub operations: Vec<Operation>,
    /// The files, in the order of their paths.
    pub files: Vec<PlannedFile>,
    /// What of the spec the template can't build.
    pub left_out: Vec<Requirement>,
    /// What models are to add, in the order in which it is tried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeSet>,
}

/// A template and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateVersion {
    /// The template's name, such as `react`.
    pub name: String,
    /// The template's own version.
    pub version: String,
}

/// An entity as it will be built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedEntity {
    /// The entity, reduced to what the template can build.
    pub entity: Entity,
    /// What it is called in code.
    pub names: EntityNames,
    /// What its fields are called in code, in their order.
    pub fields: Vec<MemberNames>,
    /// What its relations are called in code, in their order.
    pub relations: Vec<MemberNames>,
}

/// An operation of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The HTTP method.
    pub method: String,
    /// The path, with parameters in braces.
    pub path: String,
    /// The entity that it is about; none for what is about the whole app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// A file that will be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedFile {
    /// Where it goes in the project.
    pub path: ProjectPath,
    /// What it is for.
    pub purpose: String,
    /// The file of the template that it comes from.
    pub source: String,
    /// The entity that it is about, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Whether the tests stage writes it.
    #[serde(default)]
    pub test: bool,
}

/// What an entity is called in code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityNames {
    /// The type, such as `Book`.
    pub name: String,
    /// One record, such as `book`.
    pub var: String,
    /// Several records, such as `books`.
    pub vars: String,
    /// The file, such as `book`.
    pub file: String,
    /// The folder, route and path segment, such as `books`.
    pub folder: String,
    /// The table, such as `books`.
    pub table: String,
}

/// What a field or a relation is called in code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberNames {
    /// The property, such as `lastWatered` or `author`.
    pub name: String,
    /// The property that holds the value: the same for a field, `authorId` for a relation.
    pub key: String,
    /// The column, such as `last_watered` or `author_id`.
    pub column: String,
}
