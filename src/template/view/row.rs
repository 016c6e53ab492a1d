//! Example records as the template writes them: values, calls that give days, and links.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{PlannedEntity, Rows, link, number_json};
use crate::demo::{self, Moment};
use crate::spec::{Field, FieldType};

/// An example record.
#[derive(Debug, Serialize)]
pub(super) struct RowView {
    id: String,
    values: Vec<CellView>,
    /// The ids that it is linked to, by the key of the relation.
    links: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Serialize)]
struct CellView {
    name: String,
    column: String,
    value: serde_json::Value,
    /// The call that gives the value, for a day.
    call: Option<CallView>,
    is_image: bool,
}

/// A call of a function that the generated code has.
#[derive(Debug, Serialize)]
struct CallView {
    name: &'static str,
    arguments: Vec<String>,
}

/// Returns the example records of an entity.
pub(super) fn row_views(planned: &PlannedEntity, rows: &Rows) -> Vec<RowView> {
    let own = rows.get(&planned.entity.name).into_iter().flatten();
    own.enumerate()
        .map(|(index, row)| row_view(planned, index, row, rows))
        .collect()
}

/// Returns the functions that give the days of some records.
pub(super) fn calls(rows: &[RowView]) -> BTreeSet<&'static str> {
    let cells = rows.iter().flat_map(|row| &row.values);
    cells
        .filter_map(|cell| Some(cell.call.as_ref()?.name))
        .collect()
}

fn row_view(planned: &PlannedEntity, index: usize, row: &demo::Row, rows: &Rows) -> RowView {
    let fields = planned
        .entity
        .fields
        .iter()
        .map(|field: &Field| (&field.name, field.kind));
    let fields = fields.zip(&planned.fields);
    let pairs = || planned.entity.relations.iter().zip(&planned.relations);
    let relations = pairs().filter(|(relation, _)| !link::is_link(relation));
    let relations = relations.map(|(relation, names)| ((&relation.name, FieldType::String), names));
    let links = pairs().filter(|(relation, _)| link::is_link(relation));
    let links = links.map(|(relation, names)| {
        let ids = link::linked_ids(relation, index, &row.id, rows);
        (names.key.clone(), ids)
    });
    let values = fields
        .chain(relations)
        .map(|((name, kind), names)| CellView {
            name: names.key.clone(),
            column: names.column.clone(),
            value: row.values.get(name).map_or(serde_json::Value::Null, json),
            call: match row.values.get(name) {
                Some(demo::Value::Moment(moment)) => Some(call(*moment)),
                Some(_) | None => None,
            },
            is_image: kind == FieldType::Image,
        })
        .collect();
    RowView {
        id: row.id.clone(),
        values,
        links: links.collect(),
    }
}

fn call(moment: Moment) -> CallView {
    let (name, arguments) = match moment {
        Moment::Day(days) => ("day", vec![days.to_string()]),
        Moment::Time { day, minutes } => {
            let time = format!("'{:02}:{:02}'", minutes / 60, minutes % 60);
            ("time", vec![day.to_string(), time])
        }
        Moment::Month(months) => ("month", vec![months.to_string()]),
        Moment::Birthday { age, month, day } => {
            let date = format!("'{month:02}-{day:02}'");
            ("birthday", vec![age.to_string(), date])
        }
    };
    CallView { name, arguments }
}

fn json(value: &demo::Value) -> serde_json::Value {
    match value {
        demo::Value::Null | demo::Value::Moment(_) => serde_json::Value::Null,
        demo::Value::Bool(value) => (*value).into(),
        demo::Value::Number(number) => number_json(*number),
        demo::Value::Text(text) | demo::Value::Row(text) => text.clone().into(),
    }
}
