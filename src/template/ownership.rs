//! Decides what follows when records belong to those who add them: who sees a record must see what
//! it leads to, and must not lose it to what somebody else deletes.

use super::Template;
use crate::spec::{
    Entity, Feature, FeatureKind, Language, OnDelete, Relation, RelationKind, Requirement, Spec,
};

/// Makes owned also what leads to something owned: whoever sees such a record would see the other.
pub(super) fn spread(features: &mut Vec<Feature>, entities: &[Entity]) {
    if features.iter().all(|it| it.kind != FeatureKind::Ownership) {
        return;
    }
    let mut before = 0;
    while before != features.len() {
        before = features.len();
        for entity in entities {
            let leads = |relation: &Relation| is_owned(features, &relation.target);
            if !is_owned(features, &entity.name) && entity.relations.iter().any(leads) {
                features.push(Feature {
                    kind: FeatureKind::Ownership,
                    entity: Some(entity.name.clone()),
                    field: None,
                });
            }
        }
    }
}

/// Keeps what is owned from disappearing together with what anybody may delete. Returns what that
/// leaves out.
pub(super) fn protect(
    spec: &Spec,
    entities: &mut [Entity],
    features: &[Feature],
    template: &Template,
) -> Vec<Requirement> {
    let mut left_out = Vec::new();
    let owned = |name: &str| is_owned(features, name);
    for entity in entities.iter_mut().filter(|it| owned(&it.name)) {
        for relation in &mut entity.relations {
            // A link to any number of records disappears with the other one; the record stays.
            let deletes = relation.on_delete == OnDelete::Cascade
                && relation.kind != RelationKind::ManyToMany;
            if deletes && !owned(&relation.target) {
                relation.on_delete = OnDelete::Restrict;
                left_out.push(Requirement {
                    text: format!("{}: {}", entity.label, relation.label),
                    covered: Some(false),
                    reason: Some(reason(spec.language, template.name())),
                    ..Requirement::default()
                });
            }
        }
    }
    left_out
}

fn is_owned(features: &[Feature], entity: &str) -> bool {
    features
        .iter()
        .any(|it| it.kind == FeatureKind::Ownership && it.entity.as_deref() == Some(entity))
}

fn reason(language: Language, template: &str) -> String {
    match language {
        Language::En => format!(
            "the {template} template lets nobody delete records of others together with a shared one"
        ),
        Language::Ru => format!("шаблон {template} не даёт удалять чужие записи вместе с общей"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::file::{self, Syntax};

    const SPEC: &str = r#"
        format = 1
        name = "shop"
        title = "Shop"
        features = [{ kind = "ownership", entity = "Order" }]
        [[entities]]
        name = "Line"
        label = "Line"
        label_plural = "Lines"
        relations = [
          { name = "parcel", label = "Parcel", kind = "many_to_one", target = "Parcel" },
          { name = "product", label = "Product", kind = "many_to_one", target = "Product", on_delete = "cascade" },
        ]
        [[entities]]
        name = "Parcel"
        label = "Parcel"
        label_plural = "Parcels"
        relations = [{ name = "order", label = "Order", kind = "many_to_one", target = "Order", on_delete = "cascade" }]
        [[entities]]
        name = "Order"
        label = "Order"
        label_plural = "Orders"
        [[entities]]
        name = "Product"
        label = "Product"
        label_plural = "Products"
    "#;

    #[test]
    fn what_leads_to_something_owned_is_owned() {
        let spec = file::parse(SPEC, Syntax::Toml).unwrap();
        let mut features = spec.features.clone();
        spread(&mut features, &spec.entities);
        let owned: Vec<_> = features.iter().filter_map(|it| it.entity.clone()).collect();
        assert_eq!(owned, ["Order", "Parcel", "Line"]);
    }

    #[test]
    fn nothing_owned_is_deleted_together_with_what_is_shared() {
        let spec = file::parse(SPEC, Syntax::Toml).unwrap();
        let template = Template::embedded("react").unwrap();
        let mut features = spec.features.clone();
        let mut entities = spec.entities.clone();
        spread(&mut features, &entities);
        let left_out = protect(&spec, &mut entities, &features, &template);
        let texts: Vec<_> = left_out.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["Line: Product"]);
        assert_eq!(entities[0].relations[1].on_delete, OnDelete::Restrict);
        assert_eq!(entities[1].relations[0].on_delete, OnDelete::Cascade);
    }
}
