//! The architecture: the plan that the code and tests stages follow.
//!
//! It says which template is used, what each thing is called in code, which files there will be and
//! why, and what of the spec the template can't build. Making it is [`plan`]; names are in
//! [`naming`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::path::ProjectPath;
use crate::spec::{Entity, Requirement, Spec};
use crate::template::{self, Template};

mod fit;
mod naming;

pub use naming::{EntityNames, MemberNames};

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
    /// The operations of the API.
    pub operations: Vec<Operation>,
    /// The files, in the order of their paths.
    pub files: Vec<PlannedFile>,
    /// What of the spec the template can't build.
    pub left_out: Vec<Requirement>,
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
    /// The entity that it is about.
    pub entity: String,
}

/// A file that will be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedFile {
    /// Where it goes in the project.
    #[schemars(with = "String")]
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

/// Plans the project of `spec` with `template`: the architecture stage of the builtin engine.
///
/// # Errors
/// When the template itself is broken.
pub fn plan(spec: &Spec, template: &Template) -> Result<Architecture, template::Error> {
    let (entities, left_out) = fit::fit(spec, template);
    let entities = naming::name(entities, template.reserved());
    let operations = entities
        .iter()
        .flat_map(|planned| operations(&planned.names))
        .collect();
    let mut architecture = Architecture {
        format: FORMAT,
        template: TemplateVersion {
            name: template.name().to_owned(),
            version: template.version().to_owned(),
        },
        entities,
        operations,
        files: Vec::new(),
        left_out,
    };
    architecture.files = template.files(spec, &architecture)?;
    Ok(architecture)
}

fn operations(names: &EntityNames) -> [Operation; 5] {
    let list = format!("/api/{}", names.folder);
    let one = format!("{list}/{{id}}");
    [
        ("GET", &list),
        ("POST", &list),
        ("GET", &one),
        ("PATCH", &one),
        ("DELETE", &one),
    ]
    .map(|(method, path)| Operation {
        method: method.to_owned(),
        path: path.clone(),
        entity: names.name.clone(),
    })
}
