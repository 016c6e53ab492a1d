//! Any valid spec, for property tests: hostile names and labels, every type and rule.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use samocoder::spec::{
    Entity, EnumValue, Feature, FeatureKind, Field, FieldType, Language, Literal, Number, OnDelete,
    Relation, RelationKind, Spec,
};

/// Names that break something somewhere, and ordinary ones.
const ENTITY_NAMES: [&str; 28] = [
    "Book",
    "Order",
    "Group",
    "User",
    "Table",
    "Class",
    "Object",
    "Date",
    "Map",
    "Error",
    "Page",
    "Link",
    "Form",
    "Field",
    "Image",
    "Equipment",
    "Series",
    "A",
    "LineItem",
    "Category",
    "Person",
    "Index",
    "Default",
    "Toast",
    "PreventiveMaintenanceInspectionAppointmentOfTheWholeBuilding",
    "ExternallyContractedMaintenanceRepresentativeOfManufacturers",
    "Claim",
    "MembershipApplicationForm",
];

const MEMBER_NAMES: [&str; 33] = [
    "title",
    "id",
    "type",
    "default",
    "class",
    "key",
    "ref",
    "constructor",
    "__proto__",
    "name",
    "label",
    "order",
    "status",
    "createdAt",
    "sort",
    "page",
    "q",
    "price",
    "a",
    "dueDate",
    "toString",
    "data",
    "meta",
    "value",
    "index",
    "group",
    "select",
    "veryLongNameThatGoesOnAndOnUntilTheEndOfTheLine",
    "externallyAssignedSerialNumberOfTheInspectedMachineryInTheHall",
    "responsibleDepartmentRepresentative",
    "estimatedTotalCostOfMaintenance",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij",
    "dateOfTheNextInspection",
];

/// Names of relations, of which an entity has any three.
const RELATION_NAMES: [&str; 6] = [
    "link",
    "author",
    "other",
    "additionallyPresentRepresentativesOfTheManufacturers",
    "followUpInspectionThatIsToBePlannedAfterwardsByTheOffice",
    "approvedByHeadOfDepartment",
];

const LABELS: [&str; 12] = [
    "Title",
    "It's \"quoted\" and `ticked`",
    "${danger} {{mustache}} <%= erb %>",
    "*/ // <!-- --> # comment",
    "</script><script>alert(1)</script>",
    "two\nlines\tand a tab",
    "🌱 Растения · «ёлочки» ⟨x⟩",
    "back\\slash \\u0041 \\n",
    "  spaces  ",
    "ключ",
    "日本語の名前",
    "A label of many words that goes on and on, longer than any line of the generated code may be, and then some more of it",
];

/// The kinds of relations that an entity holds itself.
const RELATION_KINDS: [RelationKind; 3] = [
    RelationKind::ManyToOne,
    RelationKind::OneToOne,
    RelationKind::ManyToMany,
];

/// Regular expressions, with and without a counterpart in the database.
const PATTERNS: [&str; 7] = [
    r"[A-Z]{2}-\d{4}",
    r"[a-z0-9]+(-[a-z0-9]+)*",
    r"(INV|ORD)/\d{1,3}",
    r"[^<>'`$]+",
    r"[АВЕ]\d{3}[АВЕ]{2}\d{2,3}",
    r"\\[\w.-]{3,30}\\",
    r"\d{17,20}",
];

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(LABELS.to_vec()).prop_map(str::to_owned),
        1 => "[ -~а-яё]{1,60}".prop_filter("not blank", |text| !text.trim().is_empty()),
    ]
}

fn values() -> impl Strategy<Value = Vec<EnumValue>> {
    vec(label(), 1..5).prop_map(|labels| {
        let named = |(index, label)| EnumValue {
            // Every other one is as long as a name may become.
            name: match index % 2 {
                0 => format!("value_{index}"),
                _ => format!("awaiting_confirmation_by_the_head_office_{index}"),
            },
            label,
        };
        labels.into_iter().enumerate().map(named).collect()
    })
}

prop_compose! {
    fn field(name: &'static str)(
        label in label(),
        kind in proptest::sample::select(FieldType::ALL.to_vec()),
        required in any::<bool>(),
        low in option::of(-50..50_i32),
        span in option::of(0..1000_i32),
        lengths in option::of((0..5_u32, 1..200_u32)),
        values in values(),
        with_default in any::<bool>(),
        unique in any::<bool>(),
        pattern in option::weighted(0.3, proptest::sample::select(PATTERNS.to_vec())),
    ) -> Field {
        let mut field = Field::new(name, &label, kind);
        field.required = required;
        field.unique = unique;
        if kind.is_numeric() {
            field.min = low.map(Number::from);
            field.max = span.map(|span| Number::from(low.unwrap_or(0) + span));
        }
        if matches!(kind, FieldType::String | FieldType::Text) && let Some((min, more)) = lengths {
            field.min_length = Some(min);
            field.max_length = Some(min + more);
        }
        if kind == FieldType::String && let Some(pattern) = pattern {
            field.pattern = Some(pattern.to_owned());
            (field.min_length, field.max_length) = (None, Some(40));
        }
        if kind == FieldType::Enum {
            field.default = with_default.then(|| Literal::Text(values[0].name.clone()));
            field.values = values;
        }
        if kind == FieldType::Boolean && with_default {
            field.default = Some(Literal::Bool(true));
        }
        if kind == FieldType::Money {
            field.currency = Some("EUR".to_owned());
        }
        field
    }
}

fn fields() -> impl Strategy<Value = Vec<Field>> {
    proptest::sample::subsequence(MEMBER_NAMES.to_vec(), 1..10)
        .prop_flat_map(|names| names.into_iter().map(field).collect::<Vec<_>>())
        // A `__proto__` and a `proto` beside it are one name in code; both are valid.
        .boxed()
}

prop_compose! {
    fn relation(index: usize, targets: Vec<&'static str>)(
        label in label(),
        name in proptest::sample::select(RELATION_NAMES.to_vec()),
        target in proptest::sample::select(targets),
        required in any::<bool>(),
        on_delete in proptest::sample::select(vec![OnDelete::Restrict, OnDelete::Cascade, OnDelete::SetNull]),
        own in any::<bool>(),
        kind in proptest::sample::select(RELATION_KINDS.to_vec()),
    ) -> (bool, Relation) {
        let relation = Relation {
            id: String::new(),
            name: format!("{name}{index}"),
            label,
            kind,
            target: target.to_owned(),
            required,
            on_delete: if required && on_delete == OnDelete::SetNull { OnDelete::Cascade } else { on_delete },
        };
        (own, relation)
    }
}

fn entity(name: &'static str, all: Vec<&'static str>) -> impl Strategy<Value = Entity> {
    let relations = (0..3)
        .map(move |index| relation(index, all.clone()))
        .collect::<Vec<_>>();
    (
        label(),
        label(),
        fields(),
        relations,
        vec(vec(0..12_usize, 2..4), 0..3),
    )
        .prop_map(move |(label, label_plural, fields, relations, sets)| {
            let kept = relations
                .into_iter()
                .filter(|(keep, _)| *keep)
                .map(|(_, relation)| relation);
            // Records that must lead to each other could never be the first.
            let kept = kept.map(|relation| {
                let required = relation.required && relation.target.as_str() < name;
                Relation {
                    required,
                    ..relation
                }
            });
            let relations: Vec<Relation> = kept.collect();
            let unique_together = sets
                .iter()
                .filter_map(|set| distinct(set, &fields, &relations));
            let unique_together = unique_together.collect();
            Entity {
                id: String::new(),
                name: name.to_owned(),
                label,
                label_plural,
                display: None,
                fields,
                relations,
                unique_together,
            }
        })
}

/// A feature that leaves open what it is about.
fn anywhere(kind: FeatureKind) -> Feature {
    Feature {
        kind,
        entity: None,
        field: None,
    }
}

/// Returns the members at these places when they are two or more different ones.
fn distinct(places: &[usize], fields: &[Field], relations: &[Relation]) -> Option<Vec<String>> {
    let fields = fields.iter().map(|field| field.name.clone());
    let members: Vec<String> = fields
        .chain(relations.iter().map(|it| it.name.clone()))
        .collect();
    let mut names: Vec<String> = Vec::new();
    for name in places.iter().filter_map(|place| members.get(*place)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    (names.len() > 1).then_some(names)
}

/// Any valid spec that the template can build whole.
pub(crate) fn spec() -> impl Strategy<Value = Spec> {
    let names = proptest::sample::subsequence(ENTITY_NAMES.to_vec(), 1..6);
    let entities = names.prop_flat_map(|names| {
        names
            .iter()
            .map(|name| entity(name, names.clone()))
            .collect::<Vec<_>>()
    });
    let features = proptest::sample::subsequence(FeatureKind::ALL.to_vec(), 0..6);
    (label(), label(), any::<bool>(), entities, features).prop_map(
        |(title, description, russian, entities, features)| Spec {
            format: 1,
            name: "some-app".to_owned(),
            title,
            language: if russian { Language::Ru } else { Language::En },
            description,
            entities,
            features: features.into_iter().map(anywhere).collect(),
            requirements: Vec::new(),
        },
    )
}
