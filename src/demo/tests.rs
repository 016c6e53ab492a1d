//! Demo data as a whole: the rules of random specs, and the look of three.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Row, Value, order, rows};
use crate::spec::file::{self, Syntax};
use crate::spec::pattern::Pattern;
use crate::spec::{Entity, Field, FieldType, RelationKind, Spec};

mod days;
mod looks;
mod random;

/// Returns what is wrong with the rows of a spec.
fn faults(spec: &Spec, rows: &BTreeMap<String, Vec<Row>>) -> Vec<String> {
    let mut faults = Vec::new();
    for entity in &spec.entities {
        let own = &rows[&entity.name];
        for (index, row) in own.iter().enumerate() {
            for field in &entity.fields {
                let value = &row.values[&field.name];
                if let Some(fault) = fault(field, value) {
                    let name = format!("{}[{index}].{}", entity.name, field.name);
                    faults.push(format!("{name}: {fault}: {value:?}"));
                }
            }
        }
        faults.extend(lost(entity, rows));
        faults.extend(twins(entity, own));
    }
    faults
}

fn fault(field: &Field, value: &Value) -> Option<&'static str> {
    use FieldType as T;
    match (field.kind, value) {
        (T::Image, Value::Null) | (T::Boolean, Value::Bool(_)) => None,
        (_, Value::Null) => field.required.then_some("is missing"),
        (kind, Value::Moment(moment)) => days::fault(kind, *moment),
        (T::Integer | T::Decimal | T::Money, Value::Number(number)) => {
            let low = field.min.is_some_and(|min| *number < min);
            let high = field.max.is_some_and(|max| *number > max);
            let broken = field.kind != T::Decimal && number.whole().is_none();
            (low || high || broken).then_some("is no such number")
        }
        (T::Enum, Value::Text(name)) => {
            let known = field.values.iter().any(|value| &value.name == name);
            (!known).then_some("is not one of the values")
        }
        (kind, Value::Text(text)) => text_fault(field, kind, text),
        (_, Value::Bool(_) | Value::Number(_) | Value::Row(_)) => Some("is of another type"),
    }
}

fn text_fault(field: &Field, kind: FieldType, text: &str) -> Option<&'static str> {
    use FieldType as T;
    let length = u32::try_from(text.chars().count()).unwrap();
    if field.min_length.is_some_and(|least| length < least) {
        return Some("is too short");
    }
    if field.max_length.is_some_and(|most| length > most) {
        return Some("is too long");
    }
    if text
        .chars()
        .any(|c| c.is_control() && !(c == '\n' && kind == T::Text))
    {
        return Some("has control characters");
    }
    let form = field.pattern.as_deref().or(match kind {
        T::Time => Some(r"[012]\d:[0-5]\d"),
        T::Color => Some("#[0-9a-f]{6}"),
        T::Email => Some(r"[a-z0-9.-]+@example\.com"),
        T::Url => Some(r"https://([a-z0-9-]+\.)?example\.com(/[a-z0-9/-]*)?"),
        T::Phone => Some(r"\+[0-9 -]+"),
        // A day is no text.
        T::Date | T::Datetime => Some("never"),
        T::String
        | T::Text
        | T::Integer
        | T::Decimal
        | T::Money
        | T::Boolean
        | T::Image
        | T::Enum => None,
    });
    let wrong = form
        .and_then(Pattern::parse)
        .is_some_and(|form| !form.matches(text));
    (wrong || (kind != T::Text && text.trim().is_empty())).then_some("looks wrong")
}

/// Returns the links that lead nowhere, or from one link to two records.
fn lost(entity: &Entity, rows: &BTreeMap<String, Vec<Row>>) -> Vec<String> {
    let mut faults = Vec::new();
    for relation in &entity.relations {
        let held = matches!(
            relation.kind,
            RelationKind::ManyToOne | RelationKind::OneToOne
        );
        let targets: Vec<&String> = rows[&relation.target].iter().map(|row| &row.id).collect();
        let mut seen = BTreeSet::new();
        for (index, row) in rows[&entity.name].iter().enumerate() {
            let name = format!("{}[{index}].{}", entity.name, relation.name);
            match row.values.get(&relation.name) {
                None if !held => {}
                Some(Value::Null) if held && !relation.required => {}
                Some(Value::Row(id)) if held => {
                    let at = targets.iter().position(|known| *known == id);
                    if at.is_none() {
                        faults.push(format!("{name} leads nowhere"));
                    }
                    if relation.kind == RelationKind::OneToOne && !seen.insert(id) {
                        faults.push(format!("{name} leads where another one leads"));
                    }
                    let ahead = relation.target == entity.name && at >= Some(index);
                    if ahead && !(relation.required && index == 0) {
                        faults.push(format!("{name} leads to itself or ahead"));
                    }
                }
                other => faults.push(format!("{name} is {other:?}")),
            }
        }
    }
    faults
}

/// Returns the rows that are the same where they must differ.
fn twins(entity: &Entity, rows: &[Row]) -> Vec<String> {
    let single = entity.fields.iter().filter(|field| field.unique);
    let keys = single.map(|field| vec![field.name.clone()]).chain(
        entity
            .unique_together
            .iter()
            .filter(|key| !key.is_empty())
            .cloned(),
    );
    let mut faults = Vec::new();
    for key in keys {
        let mut seen = Vec::new();
        for row in rows {
            let values: Vec<Option<&Value>> = key.iter().map(|name| row.values.get(name)).collect();
            let whole = values
                .iter()
                .all(|value| !matches!(value, None | Some(Value::Null)));
            if whole && seen.contains(&values) {
                faults.push(format!("{}: {key:?} is twice {values:?}", entity.name));
            }
            seen.push(values);
        }
    }
    faults
}

/// Values that are short and must all be different, of each type of text.
#[test]
fn short_values_can_be_unique() {
    let kinds = [
        ("string", 2..30),
        ("text", 2..30),
        ("email", 14..40),
        ("url", 22..40),
        ("phone", 5..20),
    ];
    for (kind, lengths) in kinds {
        for length in lengths {
            for name in ["website", "status", "email", "code", "frobnication"] {
                let spec = format!(
                    "format = 1\nname = 'x'\ntitle = 'X'\n[[entities]]\nname = 'Client'\n\
                     label = 'Client'\nlabel_plural = 'Clients'\nfields = [{{ name = '{name}', \
                     label = 'Plain', type = '{kind}', required = true, unique = true, \
                     max_length = {length} }}]",
                );
                let spec = file::parse(&spec, Syntax::Toml).unwrap();
                let made = rows(&spec);
                let what = format!("{name} of type {kind} and length {length}");
                assert_eq!(faults(&spec, &made), Vec::<String>::new(), "{what}");
                assert!(made["Client"].len() >= 12, "{what}: {made:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn rows_obey_every_rule(spec in random::spec()) {
        prop_assert_eq!(crate::spec::check::check(&spec), Vec::new());
        let made = rows(&spec);
        prop_assert_eq!(faults(&spec, &made), Vec::<String>::new());
        prop_assert_eq!(made.len(), spec.entities.len());
        prop_assert_eq!(order(&spec).len(), spec.entities.len());
        prop_assert_eq!(&rows(&spec), &made);
    }
}
