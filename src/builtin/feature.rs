//! Where features belong: the entity and the field that a board, a calendar, a gallery or comments
//! are about.
//!
//! What the wish itself names decides; where it names nothing, the record that suits best. A view
//! that needs a field nobody asked for gets it, so that what was promised can be built.

use super::choice;
use super::draft::{Asked, Draft, Relation};
use super::language::name;
use super::language::vocabulary::Class;
use crate::spec::{Entity, Feature, FeatureKind, Field, FieldType, Language, RelationKind, Spec};

/// Puts the features that a draft asks for into its spec.
pub(crate) fn place(draft: &Draft, spec: &mut Spec) {
    for asked in &draft.features {
        for feature in placed(draft, spec, asked) {
            add(spec, feature);
        }
    }
    let has = |spec: &Spec, kind| spec.features.iter().any(|feature| feature.kind == kind);
    if has(spec, FeatureKind::Ownership) && !has(spec, FeatureKind::Auth) {
        add(spec, plain(FeatureKind::Auth));
    }
}

/// Adds a feature unless it is there; one of a known entity takes the place of one of none.
fn add(spec: &mut Spec, feature: Feature) {
    let same = |known: &Feature| known.kind == feature.kind;
    if let Some(open) = spec
        .features
        .iter_mut()
        .find(|known| same(known) && known.entity.is_none())
    {
        *open = feature;
        return;
    }
    let known = spec
        .features
        .iter()
        .any(|known| same(known) && (feature.entity.is_none() || known.entity == feature.entity));
    if !known {
        spec.features.push(feature);
    }
}

fn plain(kind: FeatureKind) -> Feature {
    Feature {
        kind,
        entity: None,
        field: None,
    }
}

/// Returns the features that one wish comes to: one for each entity that it names.
fn placed(draft: &Draft, spec: &mut Spec, asked: &Asked) -> Vec<Feature> {
    use FeatureKind as K;
    let named = entities_named(spec, asked);
    match asked.kind {
        K::Board | K::Calendar | K::Gallery => vec![view(draft, spec, asked, &named)],
        K::Comments => comments(draft, spec, asked, &named),
        K::Ownership if !named.is_empty() => named
            .iter()
            .filter_map(|index| spec.entities.get(*index))
            .map(|entity| Feature {
                entity: Some(entity.name.clone()),
                ..plain(K::Ownership)
            })
            .collect(),
        K::Auth
        | K::Roles
        | K::Ownership
        | K::Search
        | K::Filter
        | K::Sort
        | K::Pagination
        | K::ExportCsv
        | K::ImportCsv
        | K::Dashboard
        | K::DarkMode
        | K::FileUpload
        | K::Realtime => vec![plain(asked.kind)],
    }
}

/// Returns the entities that the words of a wish name, in the order of the words.
fn entities_named(spec: &Spec, asked: &Asked) -> Vec<usize> {
    let mut named = Vec::new();
    for name in &asked.names {
        let same = |entity: &Entity| entity.name.eq_ignore_ascii_case(name);
        let found = spec.entities.iter().position(same);
        named.extend(found.filter(|index| !named.contains(index)));
    }
    named
}

/// Returns the features of comments: for what is named, else for what people talk about.
fn comments(draft: &Draft, spec: &Spec, asked: &Asked, named: &[usize]) -> Vec<Feature> {
    let commented = |index: &usize| {
        spec.entities
            .get(*index)
            .filter(|entity| entity.name != "Comment")
            .map(|entity| Feature {
                entity: Some(entity.name.clone()),
                ..plain(FeatureKind::Comments)
            })
    };
    let named: Vec<Feature> = named.iter().filter_map(commented).collect();
    if !named.is_empty() {
        return named;
    }
    let written = |index: &usize| {
        draft
            .entities
            .get(*index)
            .is_some_and(|entity| entity.class == Some(Class::Document))
    };
    let staged = |index: &usize| {
        spec.entities
            .get(*index)
            .is_some_and(|entity| entity.fields.iter().any(is_stage))
    };
    let all = 0..spec.entities.len();
    let best = asked
        .entity
        .or_else(|| all.clone().find(written))
        .or_else(|| all.clone().find(staged))
        .or_else(|| all.clone().next());
    let found = best.as_ref().and_then(commented);
    vec![found.unwrap_or_else(|| plain(FeatureKind::Comments))]
}

/// Returns a board, a calendar or a gallery with its entity and the field that it needs.
fn view(draft: &Draft, spec: &mut Spec, asked: &Asked, named: &[usize]) -> Feature {
    let spoken = |field: &Field| {
        let same = |name: &String| name.eq_ignore_ascii_case(&field.name);
        asked.names.iter().any(same)
    };
    let whole: Vec<usize> = (0..spec.entities.len()).collect();
    let about: Vec<usize> = asked.entity.into_iter().collect();
    let (near, far) = if named.is_empty() {
        (about.as_slice(), whole.as_slice())
    } else {
        (named, named)
    };
    let any = |_: &Field| true;
    let kind = asked.kind;
    let found = best(draft, spec, kind, near, spoken)
        .or_else(|| best(draft, spec, kind, far, spoken))
        .or_else(|| best(draft, spec, kind, near, any))
        .or_else(|| best(draft, spec, kind, far, any));
    if let Some((entity, field)) = found {
        return at(spec, kind, entity, field);
    }
    let entity = near.first().copied().unwrap_or_default();
    match give_field(spec, asked.kind, entity) {
        Some(field) => at(spec, asked.kind, entity, field),
        None => plain(asked.kind),
    }
}

fn at(spec: &Spec, kind: FeatureKind, entity: usize, field: usize) -> Feature {
    let entity = spec.entities.get(entity);
    let field = entity.and_then(|entity| entity.fields.get(field));
    Feature {
        kind,
        entity: entity.map(|entity| entity.name.clone()),
        field: field.map(|field| field.name.clone()),
    }
}

/// Returns the entity and the field among `entities` that suit a view best. Of those that suit alike,
/// what was described comes before what was only mentioned, and what belongs to something, as an
/// issue to its project, before what it belongs to; then the order of the idea decides.
fn best(
    draft: &Draft,
    spec: &Spec,
    kind: FeatureKind,
    entities: &[usize],
    chosen: impl Fn(&Field) -> bool,
) -> Option<(usize, usize)> {
    let mut best = None;
    for index in entities {
        let entity = draft.entities.get(*index);
        let happens = entity.is_some_and(|entity| entity.class == Some(Class::Event));
        let strength = entity.map(|entity| entity.strength);
        let belongs = |it: &Relation| it.from == *index && it.kind == RelationKind::ManyToOne;
        let belongs = draft.relations.iter().any(belongs);
        let fields = spec.entities.get(*index).map(|entity| &entity.fields);
        for (place, field) in fields.into_iter().flatten().enumerate() {
            let Some(score) = suits(kind, field).filter(|_| chosen(field)) else {
                continue;
            };
            let score = score + u8::from(happens && kind == FeatureKind::Calendar) * 2;
            let rank = (score, strength, belongs);
            if best.is_none_or(|(known, _)| known < rank) {
                best = Some((rank, (*index, place)));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// Returns how well a field suits a view; nothing when it doesn't at all.
fn suits(kind: FeatureKind, field: &Field) -> Option<u8> {
    let words = name::split(&field.name);
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    match (kind, field.kind) {
        (FeatureKind::Board, FieldType::Enum) => Some(if is_stage(field) {
            3
        } else if says(&["status", "stage", "state"]) {
            2
        } else {
            1
        }),
        (FeatureKind::Calendar, FieldType::Date | FieldType::Datetime) => {
            let past = ["birth", "created", "purchase", "bought", "hired", "joined"];
            Some(if says(&past) {
                0
            } else if field.name == "date" || says(&["start", "starts"]) {
                4
            } else if field.kind == FieldType::Datetime || says(&["due", "deadline"]) {
                3
            } else {
                1
            })
        }
        (FeatureKind::Gallery, FieldType::Image) => Some(1),
        _ => None,
    }
}

fn is_stage(field: &Field) -> bool {
    field.kind == FieldType::Enum && matches!(field.name.as_str(), "status" | "stage" | "state")
}

/// Gives an entity the field that a view of it can't do without.
fn give_field(spec: &mut Spec, kind: FeatureKind, entity: usize) -> Option<usize> {
    let language = spec.language;
    let (name, english, russian, field_type) = if kind == FeatureKind::Board {
        ("status", "Status", "Статус", FieldType::Enum)
    } else if kind == FeatureKind::Calendar {
        ("date", "Date", "Дата", FieldType::Date)
    } else {
        ("photo", "Photo", "Фото", FieldType::Image)
    };
    let label = match language {
        Language::En => english,
        Language::Ru => russian,
    };
    let mut field = Field::new(name, label, field_type);
    if field_type == FieldType::Enum {
        (field.values, field.default) = choice::usual(name, language)?;
        field.required = true;
    }
    let entity = spec.entities.get_mut(entity)?;
    let taken = entity.fields.iter().any(|known| known.name == name)
        || entity.relations.iter().any(|known| known.name == name);
    if taken {
        return None;
    }
    field.id = format!("f{}", entity.fields.len() + 1);
    entity.fields.push(field);
    Some(entity.fields.len() - 1)
}
