//! Demo records (interim).
use std::collections::BTreeMap;

use crate::spec::{FieldType, Number, Spec};

/// A record.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its values.
    pub values: BTreeMap<String, Value>,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// None.
    Null,
    /// Bool.
    Bool(bool),
    /// Number.
    Number(Number),
    /// Text.
    Text(String),
    /// Row.
    Row(String),
}

fn id(e: usize, i: usize) -> String {
    format!("{e:08x}-0000-4000-8000-{i:012x}")
}

/// Rows.
pub fn rows(spec: &Spec) -> BTreeMap<String, Vec<Row>> {
    let mut all = BTreeMap::new();
    for (e, entity) in spec.entities.iter().enumerate() {
        let mut rows = Vec::new();
        for i in 0..12usize {
            let mut values = BTreeMap::new();
            for field in &entity.fields {
                let clamp = |n: i32| {
                    let mut n = Number::from(n);
                    if let Some(min) = field.min
                        && n < min
                    {
                        n = min;
                    }
                    if let Some(max) = field.max
                        && n > max
                    {
                        n = max;
                    }
                    n
                };
                let n = i32::try_from(i).unwrap_or(0);
                let v = match field.kind {
                    FieldType::String | FieldType::Text => {
                        Value::Text(format!("{} {}", entity.name, i + 1))
                    }
                    FieldType::Integer | FieldType::Decimal => Value::Number(clamp(n)),
                    FieldType::Money => Value::Number(clamp(n * 350 + 999)),
                    FieldType::Boolean => Value::Bool(i % 2 == 0),
                    FieldType::Date => Value::Text(format!("2026-03-{:02}", i + 1)),
                    FieldType::Datetime => {
                        Value::Text(format!("2026-03-{:02}T10:30:00.000Z", i + 1))
                    }
                    FieldType::Time => Value::Text(format!("{:02}:30", i + 8)),
                    FieldType::Email => Value::Text(format!("person{i}@example.com")),
                    FieldType::Url => Value::Text(format!("https://example.com/{i}")),
                    FieldType::Phone => Value::Text(format!("+1 555 010 {:04}", i + 1)),
                    FieldType::Color => Value::Text(format!("#33{:02x}cc", i * 10)),
                    FieldType::Image => Value::Null,
                    FieldType::Enum => field
                        .values
                        .get(i % field.values.len().max(1))
                        .map_or(Value::Null, |v| Value::Text(v.name.clone())),
                };
                values.insert(field.name.clone(), v);
            }
            for relation in &entity.relations {
                let t = spec
                    .entities
                    .iter()
                    .position(|x| x.name == relation.target)
                    .unwrap_or(0);
                if t != e {
                    values.insert(relation.name.clone(), Value::Row(id(t, i)));
                }
            }
            rows.push(Row {
                id: id(e, i),
                values,
            });
        }
        all.insert(entity.name.clone(), rows);
    }
    all
}
