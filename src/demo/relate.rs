//! Where records lead: to what they are about when that is known, else to each in turn.

use std::collections::BTreeMap;

use crate::spec::{Relation, RelationKind, Spec};

use super::cast;
use super::make::{Made, Maker};
use super::seed;
use super::text;
use super::{Row, Value};

/// How many parts each of three records has; the same number on average.
const SHARES: [usize; 9] = [0, 0, 0, 1, 1, 1, 1, 2, 2];

/// Returns which record of the pool a row is.
pub(super) fn record(maker: &Maker<'_>, index: usize) -> Option<usize> {
    let pool = &maker.cast.pool;
    let all = pool.rows.len();
    if all == 0 {
        return None;
    }
    let Some(of) = pool.column("of") else {
        return Some(index % all);
    };
    let Some((whole, nth)) = whole(maker, index) else {
        return Some(index % all);
    };
    let title = whole.to_lowercase();
    let belongs = |row: &usize| {
        let cell = pool.cell(*row, of).and_then(toml::Value::as_str);
        cell.is_some_and(|cell| cell.to_lowercase() == title)
    };
    let own: Vec<usize> = (0..all).filter(belongs).collect();
    seed::cycle(&own, nth).copied().or(Some(index % all))
}

/// Returns what the record is called that a part belongs to, and the number of the part.
fn whole<'a>(maker: &Maker<'a>, index: usize) -> Option<(&'a str, usize)> {
    let relation = cast::whole(maker.cast.entity)?;
    let target: &Made = maker.made.get(&relation.target)?;
    let at = part_of(maker, index, target.rows.len());
    let before = (0..index)
        .filter(|&other| part_of(maker, other, target.rows.len()) == at)
        .count();
    Some((target.titles.get(at)?, before))
}

/// Returns which of the wholes a part belongs to.
fn part_of(maker: &Maker<'_>, index: usize, wholes: usize) -> usize {
    if wholes == 0 {
        return 0;
    }
    let share = if maker.cast.pool.column("of").is_some() {
        index % 9 / 3
    } else {
        SHARES.get(index % 9).copied().unwrap_or_default()
    };
    (index / 9 * 3 + share) % wholes
}

/// Returns where the row leads.
pub(super) fn values(
    maker: &Maker<'_>,
    index: usize,
    record: Option<usize>,
) -> BTreeMap<String, Value> {
    let is_part = cast::is_part(maker.spec, maker.cast);
    let whole = cast::whole(maker.cast.entity).map(|relation| relation.name.as_str());
    let mut values = BTreeMap::new();
    for relation in cast::filled(maker.cast.entity) {
        let value = if relation.target == maker.cast.entity.name {
            itself(maker, relation, index)
        } else {
            let divided = is_part && whole == Some(&relation.name);
            other(maker, relation, index, record, divided)
        };
        values.insert(relation.name.clone(), value);
    }
    values
}

/// Leads to an earlier row of the same entity, every other row.
fn itself(maker: &Maker<'_>, relation: &Relation, index: usize) -> Value {
    let name = &maker.cast.entity.name;
    let exclusive = relation.kind == RelationKind::OneToOne;
    let above = match index {
        0 if relation.required => 0,
        index if exclusive && (relation.required || index % 2 == 1) => index - 1,
        index if relation.required || index % 2 == 1 => index / 4,
        _ => return Value::Null,
    };
    Value::Row(seed::uuid(name, above))
}

fn other(
    maker: &Maker<'_>,
    relation: &Relation,
    index: usize,
    record: Option<usize>,
    divided: bool,
) -> Value {
    let Some(target) = maker.made.get(&relation.target) else {
        return planned(maker, relation, index);
    };
    let rows = target.rows.len();
    let at = if divided {
        part_of(maker, index, rows)
    } else if relation.kind == RelationKind::OneToOne {
        if index >= cast::shared(rows) {
            return Value::Null;
        }
        index
    } else {
        let known = known(maker, relation, record, target);
        let turn =
            index + index / rows.max(1) * 3 + seed::below(seed::seed(&[&relation.name]), rows);
        known.unwrap_or_else(|| turn.checked_rem(rows).unwrap_or_default())
    };
    target
        .rows
        .get(at)
        .map_or(Value::Null, |row| Value::Row(row.id.clone()))
}

/// Leads to a record that is made later, where entities lead to each other in a circle.
fn planned(maker: &Maker<'_>, relation: &Relation, index: usize) -> Value {
    let count = maker
        .casts
        .get(relation.target.as_str())
        .map_or(0, |cast| cast.count);
    let exclusive = relation.kind == RelationKind::OneToOne;
    if count == 0 || (exclusive && index >= cast::shared(count)) {
        return Value::Null;
    }
    Value::Row(seed::uuid(&relation.target, index % count))
}

/// Returns the row that the record itself names, such as the author of a book.
fn known(
    maker: &Maker<'_>,
    relation: &Relation,
    record: Option<usize>,
    target: &Made,
) -> Option<usize> {
    let column = cast::column(maker.cast, relation)?;
    let cell = text::all(maker.cast.pool.cell(record?, column)?).to_lowercase();
    let named = |title: &String| {
        let title = title.to_lowercase();
        cell.split('|').any(|name| name == title)
    };
    target.titles.iter().position(named)
}

/// Mends links to records that were left out in the end.
pub(super) fn mend(spec: &Spec, rows: &mut BTreeMap<String, Vec<Row>>) {
    let ids: BTreeMap<String, Vec<String>> = rows
        .iter()
        .map(|(name, rows)| {
            (
                name.clone(),
                rows.iter().map(|row| row.id.clone()).collect(),
            )
        })
        .collect();
    for entity in &spec.entities {
        for relation in cast::filled(entity) {
            let Some(known) = ids.get(&relation.target) else {
                continue;
            };
            for row in rows.get_mut(&entity.name).into_iter().flatten() {
                let Some(value) = row.values.get_mut(&relation.name) else {
                    continue;
                };
                let lost = matches!(value, Value::Row(id) if !known.contains(id));
                if lost {
                    *value = match known.first().filter(|_| relation.required) {
                        Some(id) => Value::Row(id.clone()),
                        None => Value::Null,
                    };
                }
            }
        }
    }
}
