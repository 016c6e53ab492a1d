//! The architecture stage of the builtin engine: what a template makes of a spec.

use super::{Error, Template, feature, fit, naming};
use crate::architecture::{Architecture, EntityNames, FORMAT, Operation, TemplateVersion};
use crate::spec::{Feature, FeatureKind, Spec};

/// The operations that accounts and their sessions need.
const AUTH: [(&str, &str); 5] = [
    ("POST", "/api/auth/sign-up"),
    ("POST", "/api/auth/sign-in"),
    ("POST", "/api/auth/sign-out"),
    ("GET", "/api/auth/session"),
    ("POST", "/api/auth/password"),
];

impl Template {
    /// Plans the project of `spec`.
    ///
    /// # Errors
    /// When the template itself is broken.
    pub fn plan(&self, spec: &Spec) -> Result<Architecture, Error> {
        let (entities, mut left_out) = fit::fit(spec, self);
        let (features, missing) = feature::resolve(spec, &entities, self);
        left_out.extend(missing);
        let entities = naming::name(entities, &self.reserved(&features));
        let mut operations: Vec<_> = entities
            .iter()
            .flat_map(|planned| operations(&planned.names))
            .collect();
        if has(&features, FeatureKind::Auth) {
            operations.extend(AUTH.map(|(method, path)| operation(method, path, None)));
        }
        let mut architecture = Architecture {
            format: FORMAT,
            template: TemplateVersion {
                name: self.name().to_owned(),
                version: self.version().to_owned(),
            },
            entities,
            features,
            operations,
            files: Vec::new(),
            left_out,
        };
        architecture.files = self.files(spec, &architecture)?;
        Ok(architecture)
    }
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
    .map(|(method, path)| operation(method, path, Some(&names.name)))
}

fn operation(method: &str, path: &str, entity: Option<&str>) -> Operation {
    Operation {
        method: method.to_owned(),
        path: path.to_owned(),
        entity: entity.map(str::to_owned),
    }
}

fn has(features: &[Feature], kind: FeatureKind) -> bool {
    features.iter().any(|feature| feature.kind == kind)
}
