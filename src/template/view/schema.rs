//! Which file of the generated schema has the table of an entity.
//!
//! Each has one of its own. Only where relations lead in a circle, the tables of that circle share
//! one, so that no two files import each other.

use std::collections::BTreeSet;

use crate::architecture::Architecture;

use super::find;

/// Returns for each entity the index of the one whose file has its table.
pub(super) fn files(plan: &Architecture) -> Vec<usize> {
    let reached: Vec<BTreeSet<usize>> = (0..plan.entities.len())
        .map(|start| reached(plan, start))
        .collect();
    let leads = |from: usize, to: usize| reached.get(from).is_some_and(|it| it.contains(&to));
    let circle = |one: usize, other: usize| leads(one, other) && leads(other, one);
    (0..plan.entities.len())
        .map(|own| (0..own).find(|other| circle(own, *other)).unwrap_or(own))
        .collect()
}

/// Returns the entities that relations lead to from one, directly or through others.
fn reached(plan: &Architecture, start: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(planned) = open.pop().and_then(|index| plan.entities.get(index)) {
        let targets = planned
            .entity
            .relations
            .iter()
            .filter_map(|it| find(plan, &it.target));
        open.extend(
            targets
                .map(|(index, _)| index)
                .filter(|index| reached.insert(*index)),
        );
    }
    reached
}
