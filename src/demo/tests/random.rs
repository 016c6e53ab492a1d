//! Random specs with hostile labels and every kind of rule.

use proptest::prelude::*;
use proptest::sample::select;

use crate::spec::{
    Entity, EnumValue, Field, FieldType, Language, Number, OnDelete, Relation, RelationKind, Spec,
};

const ENTITIES: [&str; 14] = [
    "Book",
    "Author",
    "Client",
    "InvoiceItem",
    "Invoice",
    "Gizmo",
    "Category",
    "Pet",
    "Visit",
    "Task",
    "Comment",
    "Car",
    "Zzz",
    "Student",
];
const FIELDS: [&str; 26] = [
    "name",
    "title",
    "author",
    "year",
    "status",
    "email",
    "phone",
    "startDate",
    "endDate",
    "quantity",
    "price",
    "total",
    "isDone",
    "completedAt",
    "code",
    "address",
    "contactPerson",
    "notes",
    "color",
    "website",
    "frobnication",
    "sku",
    "age",
    "birthDate",
    "minThings",
    "maxThings",
];
const LABELS: [&str; 8] = [
    "Plain",
    "Ярлык",
    "\"'`${x}</b>",
    "a\nb\t\u{7}c",
    "🦀🦀🦀",
    "\u{202e}evil",
    "'; DROP TABLE",
    "日本語",
];
/// A field by its name, with rules as its type allows.
fn field(name: &'static str) -> impl Strategy<Value = Field> {
    let rules = (
        any::<bool>(),
        prop::bool::weighted(0.2),
        prop::option::of(-50_i32..5000),
        0_i32..3000,
    );
    let lengths = (prop::option::of(0_u32..60), 25_u32..90, any::<bool>());
    let texts = (
        select(&LABELS[..]),
        prop::option::of(select(&["RUB", "USD", "JPY"][..])),
        1_usize..6,
    );
    let pattern = prop::option::weighted(0.1, select(&[r"[A-Z]{3}-\d{4}", r"\d{10}"][..]));
    (select(&FieldType::ALL[..]), rules, lengths, texts, pattern).prop_map(
        move |(
            kind,
            (required, unique, min, width),
            (least, most, bounded),
            (label, currency, values),
            pattern,
        )| {
            let mut field = Field::new(name, label, kind);
            field.required = required && kind != FieldType::Image;
            field.unique = unique && kind != FieldType::Image;
            if kind.is_numeric() {
                field.min = min.map(Number::from);
                field.max = bounded.then(|| Number::from(min.unwrap_or(0) + width));
            }
            if kind.is_textual() && kind != FieldType::Phone {
                field.min_length = least.map(|least| least.min(most));
                field.max_length = bounded.then_some(most);
            }
            if kind == FieldType::String && pattern.is_some() {
                field.pattern = pattern.map(str::to_owned);
                field.min_length = None;
                field.max_length = None;
            }
            if kind == FieldType::Money {
                field.currency = currency.map(str::to_owned);
            }
            if kind == FieldType::Enum {
                let value = |index| EnumValue {
                    name: format!("v{index}"),
                    label: label.to_owned(),
                };
                field.values = (0..values).map(value).collect();
            }
            field
        },
    )
}

fn entity(name: &'static str, targets: Vec<&'static str>) -> impl Strategy<Value = Entity> {
    let fields = prop::sample::subsequence(&FIELDS[..], 0..9)
        .prop_flat_map(|names| names.into_iter().map(field).collect::<Vec<_>>());
    let kinds = [
        RelationKind::ManyToOne,
        RelationKind::ManyToOne,
        RelationKind::OneToOne,
        RelationKind::OneToMany,
        RelationKind::ManyToMany,
    ];
    let relation = (
        select(targets),
        select(kinds.to_vec()),
        any::<bool>(),
        any::<bool>(),
    );
    let relations = prop::collection::vec(relation, 0..3);
    (fields, relations, select(&LABELS[..]), any::<bool>()).prop_map(
        move |(fields, relations, label, together)| {
            let relations: Vec<Relation> = relations
                .into_iter()
                .enumerate()
                .map(|(index, (target, kind, required, cascade))| Relation {
                    id: String::new(),
                    name: format!("link{index}"),
                    label: label.to_owned(),
                    kind,
                    target: target.to_owned(),
                    // A circle of links that must all be there has no rows at all.
                    required: required
                        && kind == RelationKind::ManyToOne
                        && place(target) < place(name),
                    on_delete: if cascade {
                        OnDelete::Cascade
                    } else {
                        OnDelete::Restrict
                    },
                })
                .collect();
            let members = fields.iter().map(|field| field.name.clone());
            let key: Vec<String> = members.take(2).collect();
            Entity {
                id: String::new(),
                name: name.to_owned(),
                label: label.to_owned(),
                label_plural: label.to_owned(),
                display: None,
                unique_together: if together && key.len() == 2 {
                    vec![key]
                } else {
                    Vec::new()
                },
                fields,
                relations,
            }
        },
    )
}

fn place(entity: &str) -> Option<usize> {
    ENTITIES.iter().position(|name| *name == entity)
}

/// A consistent spec.
pub(super) fn spec() -> impl Strategy<Value = Spec> {
    let language = select(vec![Language::En, Language::Ru]);
    let entities = prop::sample::subsequence(&ENTITIES[..], 1..6).prop_flat_map(|names| {
        let targets = names.clone();
        names
            .into_iter()
            .map(|name| entity(name, targets.clone()))
            .collect::<Vec<_>>()
    });
    (language, entities).prop_map(|(language, entities)| Spec {
        format: 1,
        name: "random".to_owned(),
        title: "Random".to_owned(),
        language,
        description: String::new(),
        entities,
        features: Vec::new(),
        requirements: Vec::new(),
    })
}
