//! The architecture stage of the builtin engine: what a template makes of a spec.

use super::{Error, Template, feature, fit, naming, ownership};
use crate::architecture::{Architecture, FORMAT, Operation, PlannedEntity, TemplateVersion};
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
        let (mut entities, mut left_out) = fit::fit(spec, self);
        let (mut features, missing) = feature::resolve(spec, &entities, self);
        left_out.extend(missing);
        ownership::spread(&mut features, &entities);
        left_out.extend(ownership::protect(spec, &mut entities, &features, self));
        let entities = naming::name(entities, &self.reserved(&features));
        let mut operations: Vec<_> = entities
            .iter()
            .flat_map(|planned| operations(planned, &features))
            .collect();
        if has(&features, FeatureKind::Auth) {
            operations.extend(AUTH.map(|(method, path)| operation(method, path, None)));
        }
        if has(&features, FeatureKind::Dashboard) {
            operations.push(operation("GET", "/api/dashboard", None));
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
            changes: Vec::new(),
        };
        architecture.files = self.files(spec, &architecture)?;
        Ok(architecture)
    }
}

/// Returns the operations of the API on an entity: those of every entity and of its features.
fn operations(planned: &PlannedEntity, features: &[Feature]) -> Vec<Operation> {
    let names = &planned.names;
    let list = format!("/api/{}", names.folder);
    let one = format!("{list}/{{id}}");
    let mut operations = vec![
        ("GET", list.clone()),
        ("POST", list.clone()),
        ("GET", one.clone()),
        ("PATCH", one.clone()),
        ("DELETE", one.clone()),
    ];
    let own = |it: &&Feature| it.entity.as_ref() == Some(&planned.entity.name);
    for feature in features.iter().filter(own) {
        if feature.kind == FeatureKind::Board {
            operations.push(("GET", format!("{list}/board/{{column}}")));
            operations.push(("PATCH", format!("{one}/move")));
        } else if feature.kind == FeatureKind::ExportCsv {
            operations.push(("GET", format!("{list}/export.csv")));
        } else if feature.kind == FeatureKind::ImportCsv {
            operations.push(("POST", format!("{list}/import/check")));
            operations.push(("POST", format!("{list}/import")));
        } else if feature.kind == FeatureKind::Calendar {
            operations.push(("GET", format!("{list}/calendar/{{from}}/{{to}}")));
        } else if feature.kind == FeatureKind::Comments {
            let comments = format!("{one}/comments");
            let comment = format!("{comments}/{{commentId}}");
            operations.push(("GET", comments.clone()));
            operations.push(("POST", comments));
            operations.push(("GET", comment.clone()));
            operations.push(("PATCH", comment.clone()));
            operations.push(("DELETE", comment));
        }
    }
    let operation = |(method, path): (&str, String)| operation(method, &path, Some(&names.name));
    operations.into_iter().map(operation).collect()
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
