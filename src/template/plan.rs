//! The architecture stage of the builtin engine: what a template makes of a spec.

use super::{Error, Template, feature, fit, naming};
use crate::architecture::{Architecture, EntityNames, FORMAT, Operation, TemplateVersion};
use crate::spec::Spec;

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
        let operations = entities
            .iter()
            .flat_map(|planned| operations(&planned.names))
            .collect();
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
    .map(|(method, path)| Operation {
        method: method.to_owned(),
        path: path.clone(),
        entity: names.name.clone(),
    })
}
