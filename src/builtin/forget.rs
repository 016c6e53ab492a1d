//! What a draft forgets: entities that only a title named, and second names of one that is described.

use super::draft::{Draft, Entity, Strength};
use super::language::name;

/// Takes an entity without fields for the one that is described under the last word of its name:
/// who sells "handmade candles" describes the candle.
pub(crate) fn merge_longer(draft: &mut Draft) {
    let described =
        |entity: &Entity| entity.strength == Strength::Described && !entity.fields.is_empty();
    let merged: Vec<Option<usize>> = draft
        .entities
        .iter()
        .map(|entity| {
            let words = name::split(&entity.name);
            let shorter = |other: &Entity| {
                let last = name::split(&other.name);
                described(other) && words.len() > last.len() && words.ends_with(&last)
            };
            let bare = entity.fields.is_empty();
            bare.then(|| draft.entities.iter().position(shorter))
                .flatten()
        })
        .collect();
    let target = |index: usize| merged.get(index).copied().flatten();
    let linked = |index: usize, other: usize| {
        draft
            .relations
            .iter()
            .any(|it| (it.from, it.to) == (index, other) || (it.from, it.to) == (other, index))
    };
    let apart: Vec<bool> = (0..merged.len())
        .map(|index| target(index).is_none_or(|other| linked(index, other)))
        .collect();
    let moved = |index: usize| match apart.get(index) {
        Some(false) => target(index).unwrap_or(index),
        _ => index,
    };
    for relation in &mut draft.relations {
        relation.from = moved(relation.from);
        relation.to = moved(relation.to);
    }
    draft
        .relations
        .retain(|it| it.from != it.to || it.name.is_some());
    for asked in &mut draft.features {
        asked.entity = asked.entity.map(moved);
    }
    retain(draft, &apart);
}

/// Forgets entities that only the title named when others are described.
pub(crate) fn drop_titles(draft: &mut Draft) {
    let described = draft
        .entities
        .iter()
        .any(|entity| entity.strength > Strength::Title);
    if !described {
        return;
    }
    let longer = |entity: &Entity| {
        entity.fields.is_empty()
            && draft.entities.iter().any(|other| {
                other.strength == Strength::Described
                    && other.name.len() < entity.name.len()
                    && entity
                        .name
                        .to_lowercase()
                        .ends_with(&other.name.to_lowercase())
            })
    };
    let keep: Vec<bool> = draft
        .entities
        .iter()
        .enumerate()
        .map(|(index, entity)| {
            entity.strength > Strength::Title && !longer(entity)
                || draft
                    .relations
                    .iter()
                    .any(|r| r.from == index || r.to == index)
        })
        .collect();
    retain(draft, &keep);
}

/// Keeps the chosen entities and renumbers what points at them.
fn retain(draft: &mut Draft, keep: &[bool]) {
    let kept = |index: usize| keep.get(index).copied().unwrap_or(false);
    let moved = |index: usize| keep.iter().take(index).filter(|kept| **kept).count();
    draft.relations.retain(|r| kept(r.from) && kept(r.to));
    for relation in &mut draft.relations {
        relation.from = moved(relation.from);
        relation.to = moved(relation.to);
    }
    for asked in &mut draft.features {
        asked.entity = asked.entity.filter(|entity| kept(*entity)).map(moved);
    }
    let mut index = 0;
    draft.entities.retain(|_| {
        index += 1;
        kept(index - 1)
    });
}
