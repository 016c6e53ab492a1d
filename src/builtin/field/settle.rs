//! What only the neighbours of a field tell about it.

use crate::spec::{Field, FieldType, Literal};

/// Returns whether "from" and "to" are days: nothing says that somebody travels, and no other day is
/// kept.
fn is_span(fields: &[Field]) -> bool {
    let travels = [
        "distance",
        "cargo",
        "passengers",
        "passenger",
        "mileage",
        "fuel",
        "fuelUsed",
        "driver",
        "vehicle",
        "airline",
        "flightNumber",
        "transport",
        "carrier",
        "weight",
        "message",
        "text",
    ];
    let side = |name: &str| {
        fields
            .iter()
            .any(|field| field.name == name && field.kind == FieldType::String)
    };
    let dated = |field: &Field| {
        let kinds = [FieldType::Date, FieldType::Datetime, FieldType::Time];
        kinds.contains(&field.kind)
    };
    let moves = |field: &Field| {
        let name = field.name.as_str();
        travels.contains(&name) || name.starts_with("departure") || name.starts_with("arrival")
    };
    side("from") && side("to") && !fields.iter().any(|field| dated(field) || moves(field))
}

/// Settles what only the neighbours of a field tell: an amount beside a unit is no money, and the
/// start of something that happens is an instant when no day is kept.
pub(crate) fn settle(fields: &mut [Field], happens: bool) {
    let has_unit = fields
        .iter()
        .any(|field| matches!(field.name.as_str(), "unit" | "units" | "unitOfMeasure"));
    let day = |field: &Field| {
        matches!(field.kind, FieldType::Date | FieldType::Datetime)
            || field.name.to_lowercase().contains("day")
    };
    let dated = !happens || fields.iter().any(day);
    let begins = |field: &Field| matches!(field.name.as_str(), "started" | "begun" | "began");
    let lasts = fields.iter().any(begins);
    let numbered = ["season", "episode"]
        .iter()
        .all(|name| fields.iter().any(|field| field.name == *name));
    let span = is_span(fields);
    for field in fields {
        if span && matches!(field.name.as_str(), "from" | "to") {
            field.kind = FieldType::Date;
        }
        let moment = matches!(
            field.name.as_str(),
            "startTime" | "endTime" | "time" | "entryTime" | "exitTime"
        );
        let counted = matches!(field.name.as_str(), "season" | "episode");
        let ends = matches!(field.name.as_str(), "finished" | "ended" | "completed");
        let answered = matches!(field.kind, FieldType::String | FieldType::Boolean);
        if answered && (begins(field) || lasts && ends) {
            field.kind = FieldType::Date;
            field.default = None;
        }
        if numbered && counted && field.kind == FieldType::String {
            field.kind = FieldType::Integer;
        }
        if moment && field.kind == FieldType::Time && !dated {
            field.kind = FieldType::Datetime;
        }
        let staged = matches!(field.name.as_str(), "status" | "stage" | "state");
        if staged
            && field.default.is_none()
            && let Some(first) = field.values.first()
        {
            field.default = Some(Literal::Text(first.name.clone()));
        }
        if field.kind == FieldType::Enum && field.values.len() < 2 {
            field.kind = FieldType::String;
            field.values.clear();
            field.default = None;
        }
        if has_unit && field.kind == FieldType::Money && field.name == "amount" {
            field.kind = FieldType::Decimal;
            field.currency = None;
        }
    }
}
