//! What is true of a whole app: its names, its language, its colour and its first page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::EntityView;
use super::member::FieldView;
use crate::spec::{FeatureKind, Language, Spec};

/// The app itself, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct AppView {
    name: String,
    title: String,
    description: String,
    language: &'static str,
    locale: &'static str,
    hue: u32,
    currency: String,
    /// The page that the app opens with.
    start: String,
}

/// Returns the view of the app itself.
pub(super) fn app(
    spec: &Spec,
    entities: &[EntityView],
    has: &BTreeMap<&'static str, bool>,
) -> AppView {
    let mut fields = entities.iter().flat_map(|entity| &entity.fields);
    let currency = fields.find_map(FieldView::currency);
    AppView {
        name: spec.name.clone(),
        title: spec.title.clone(),
        description: if spec.description.is_empty() {
            spec.title.clone()
        } else {
            spec.description.clone()
        },
        language: spec.language.code(),
        locale: match spec.language {
            Language::En => "en-GB",
            Language::Ru => "ru-RU",
        },
        hue: hue(&spec.name),
        currency: currency.unwrap_or("USD").to_owned(),
        start: start(entities, has),
    }
}

/// Returns the page that the app opens with: the dashboard, else a board, else the first list.
fn start(entities: &[EntityView], has: &BTreeMap<&'static str, bool>) -> String {
    let board = entities.iter().find(|entity| entity.features.has_board());
    if has.get(FeatureKind::Dashboard.name()) == Some(&true) {
        "/dashboard".to_owned()
    } else if let Some(entity) = board {
        format!("/{}/board", entity.names.folder)
    } else {
        let first = entities.first();
        first.map_or_else(|| "/".to_owned(), |it| format!("/{}", it.names.folder))
    }
}

/// Returns a colour's hue in degrees that depends on the app's name alone.
fn hue(name: &str) -> u32 {
    let hash = name.bytes().fold(5381_u32, |hash, byte| {
        hash.wrapping_mul(33).wrapping_add(u32::from(byte))
    });
    hash % 360
}
