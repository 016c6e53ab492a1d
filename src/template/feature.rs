//! Decides what each feature of a spec is about: the entities that get it, and the field.

use super::Template;
use super::fit::unbuildable;
use crate::spec::{Entity, Feature, FeatureKind, Field, FieldType, Language, Requirement, Spec};

/// What records a field by its stage is usually called, the likeliest first.
const STAGES: [&str; 9] = [
    "status", "stage", "state", "column", "phase", "step", "progress", "priority", "category",
];

/// Returns the features that the template builds, each with the entity and the field that it is
/// about where it is about one, and what can't be built of the others.
pub(super) fn resolve(
    spec: &Spec,
    entities: &[Entity],
    template: &Template,
) -> (Vec<Feature>, Vec<Requirement>) {
    let mut resolved: Vec<Feature> = Vec::new();
    let mut missing = Vec::new();
    for feature in with_implied(spec, template) {
        let mut leave_out = |reason: String| {
            missing.push(Requirement {
                text: feature.kind.name().to_owned(),
                covered: Some(false),
                reason: Some(reason),
                feature: Some(feature.kind),
                ..Requirement::default()
            });
        };
        if !template.features().contains(&feature.kind) {
            leave_out(unbuildable(template, spec.language, feature.kind.name()));
            continue;
        }
        let found = places(&feature, entities);
        if found.is_empty() {
            leave_out(needs(feature.kind, spec.language).to_owned());
        }
        for place in found {
            if !resolved.contains(&place) {
                resolved.push(place);
            }
        }
    }
    (resolved, missing)
}

/// Returns the features of a spec and those that they can't do without.
fn with_implied(spec: &Spec, template: &Template) -> Vec<Feature> {
    let mut features = spec.features.clone();
    let has = |kind| spec.features.iter().any(|feature| feature.kind == kind);
    // The file that an import asks for is the one that an export writes.
    if template.features().contains(&FeatureKind::ImportCsv) {
        let imports = spec
            .features
            .iter()
            .filter(|feature| feature.kind == FeatureKind::ImportCsv);
        features.extend(imports.map(|import| Feature {
            kind: FeatureKind::ExportCsv,
            ..import.clone()
        }));
    }
    let owned =
        has(FeatureKind::Ownership) && template.features().contains(&FeatureKind::Ownership);
    if owned && !has(FeatureKind::Auth) {
        features.push(Feature {
            kind: FeatureKind::Auth,
            entity: None,
            field: None,
        });
    }
    features
}

/// Returns where a feature goes: once for the whole app, or for each entity that gets it.
fn places(feature: &Feature, entities: &[Entity]) -> Vec<Feature> {
    let said = |entity: &&Entity| {
        feature
            .entity
            .as_ref()
            .is_none_or(|name| *name == entity.name)
    };
    let all = || entities.iter().filter(said);
    let of = |entity: &Entity, field: Option<&Field>| Feature {
        kind: feature.kind,
        entity: Some(entity.name.clone()),
        field: field.map(|field| field.name.clone()),
    };
    let first_with = |find: &dyn Fn(&Entity) -> Option<Field>| {
        let found = all().find_map(|entity| find(entity).map(|field| of(entity, Some(&field))));
        found.into_iter().collect()
    };
    match feature.kind {
        FeatureKind::ExportCsv | FeatureKind::ImportCsv => all()
            .filter(|entity| !entity.fields.is_empty() || !entity.relations.is_empty())
            .map(|entity| of(entity, None))
            .collect(),
        FeatureKind::Ownership => all().map(|entity| of(entity, None)).collect(),
        FeatureKind::Comments => all().take(1).map(|entity| of(entity, None)).collect(),
        FeatureKind::Board => first_with(&|entity| stage(entity, feature)),
        FeatureKind::Calendar => first_with(&|entity| entity.day_of(feature).cloned()),
        FeatureKind::Gallery => all()
            .filter_map(|entity| {
                let field = chosen(entity, feature, &[FieldType::Image])?;
                Some(of(entity, Some(&field)))
            })
            .collect(),
        FeatureKind::Auth
        | FeatureKind::Roles
        | FeatureKind::Search
        | FeatureKind::Filter
        | FeatureKind::Sort
        | FeatureKind::Pagination
        | FeatureKind::Dashboard
        | FeatureKind::DarkMode
        | FeatureKind::FileUpload
        | FeatureKind::Realtime => vec![Feature {
            kind: feature.kind,
            entity: None,
            field: None,
        }],
    }
}

/// Returns the field that a feature names, else the first one, if it is of one of the types.
fn chosen(entity: &Entity, feature: &Feature, kinds: &[FieldType]) -> Option<Field> {
    let fits = |field: &&Field| kinds.contains(&field.kind);
    let said = |field: &&Field| {
        feature
            .field
            .as_ref()
            .is_none_or(|name| *name == field.name)
    };
    let mut fitting = entity.fields.iter().filter(fits);
    let first = fitting.clone().next();
    fitting.find(said).or(first).cloned()
}

/// Returns the field whose values are the columns of a board.
fn stage(entity: &Entity, feature: &Feature) -> Option<Field> {
    if feature.field.is_some() {
        return chosen(entity, feature, &[FieldType::Enum]).filter(|field| !field.unique);
    }
    let rank = |field: &&Field| {
        let name = field.name.to_lowercase();
        let place = STAGES.iter().position(|stage| name.contains(stage));
        place.unwrap_or(STAGES.len())
    };
    let choices = entity.fields.iter();
    // Where no two records can have the same value, columns make no sense.
    let choices = choices.filter(|field| field.kind == FieldType::Enum && !field.unique);
    choices.min_by_key(rank).cloned()
}

/// Returns what an app lacks for a feature.
fn needs(kind: FeatureKind, language: Language) -> &'static str {
    match (kind, language) {
        (FeatureKind::Board, Language::En) => "a board needs a field with a list of options",
        (FeatureKind::Board, Language::Ru) => "доске нужно поле со списком вариантов",
        (FeatureKind::Calendar, Language::En) => "a calendar needs a field with a date",
        (FeatureKind::Calendar, Language::Ru) => "календарю нужно поле с датой",
        (FeatureKind::Gallery, Language::En) => "a gallery needs a field with a picture",
        (FeatureKind::Gallery, Language::Ru) => "галерее нужно поле с картинкой",
        (_, Language::En) => "no entity of the app can have it",
        (_, Language::Ru) => "в приложении нет сущности, у которой это может быть",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::file::{self, Syntax};

    const SPEC: &str = r#"
        format = 1
        name = "club"
        title = "Club"
        [[entities]]
        name = "Member"
        label = "Member"
        label_plural = "Members"
        fields = [
          { name = "birthday", label = "Birthday", type = "date" },
          { name = "birthDate", label = "Birth date", type = "date" },
          { name = "photo", label = "Photo", type = "image" },
        ]
        [[entities]]
        name = "Event"
        label = "Event"
        label_plural = "Events"
        fields = [
          { name = "kind", label = "Kind", type = "enum", values = [{ name = "a", label = "A" }] },
          { name = "status", label = "Status", type = "enum", values = [{ name = "b", label = "B" }] },
          { name = "day", label = "Day", type = "date" },
        ]
    "#;

    fn resolved(features: &[(FeatureKind, Option<&str>, Option<&str>)]) -> (Vec<String>, usize) {
        let mut spec = file::parse(SPEC, Syntax::Toml).unwrap();
        spec.features = features
            .iter()
            .map(|(kind, entity, field)| Feature {
                kind: *kind,
                entity: entity.map(str::to_owned),
                field: field.map(str::to_owned),
            })
            .collect();
        let mut template = Template::embedded("react").unwrap();
        template.manifest.features = FeatureKind::ALL.into();
        template.manifest.features.remove(&FeatureKind::Roles);
        let (features, missing) = resolve(&spec, &spec.entities, &template);
        let text = |feature: &Feature| {
            let parts = [
                Some(feature.kind.name().to_owned()),
                feature.entity.clone(),
                feature.field.clone(),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        (features.iter().map(text).collect(), missing.len())
    }

    #[test]
    fn finds_the_entity_and_the_field_that_fit() {
        let (found, missing) = resolved(&[
            (FeatureKind::Board, None, None),
            (FeatureKind::Calendar, Some("Event"), None),
            (FeatureKind::Gallery, None, None),
            (FeatureKind::ExportCsv, None, None),
        ]);
        assert_eq!(
            found,
            [
                "board Event status",
                "calendar Event day",
                "gallery Member photo",
                "export_csv Member",
                "export_csv Event"
            ]
        );
        assert_eq!(missing, 0);
    }

    #[test]
    fn does_what_the_spec_says() {
        let (found, _) = resolved(&[
            (FeatureKind::Board, Some("Event"), Some("kind")),
            (FeatureKind::Board, Some("Event"), Some("kind")),
        ]);
        assert_eq!(found, ["board Event kind"]);
    }

    #[test]
    fn an_import_brings_the_export_of_what_it_reads() {
        let (found, _) = resolved(&[(FeatureKind::ImportCsv, Some("Event"), None)]);
        assert_eq!(found, ["import_csv Event", "export_csv Event"]);
    }

    #[test]
    fn ownership_brings_sign_in() {
        let (found, _) = resolved(&[(FeatureKind::Ownership, Some("Event"), None)]);
        assert_eq!(found, ["ownership Event", "auth"]);
    }

    #[test]
    fn says_what_can_not_be_built() {
        let (found, missing) = resolved(&[
            (FeatureKind::Board, Some("Member"), None),
            (FeatureKind::Roles, None, None),
        ]);
        assert!(found.is_empty());
        assert_eq!(missing, 2);
    }
}
