//! What a dashboard tells about an entity: the numbers worth adding up, and the charts that make
//! sense. All of it is decided here, from the spec, and written out in the project's code.

use heck::ToSnakeCase as _;
use serde::Serialize;

use super::member::{FieldView, Member};
use crate::spec::FieldType;

/// The most charts of a dashboard.
const MAX_CHARTS: usize = 6;
/// The most sums of an entity.
const MAX_SUMS: usize = 3;

/// Amounts of money that belong to one thing and say nothing when added up.
const RATES: [&str; 6] = ["price", "rate", "fee", "salary", "limit", "balance"];
/// What counts or measures something that can be added up.
const MEASURES: [&str; 22] = [
    "amount",
    "total",
    "quantity",
    "count",
    "hours",
    "minutes",
    "duration",
    "distance",
    "calories",
    "steps",
    "km",
    "miles",
    "pages",
    "sold",
    "spent",
    "earned",
    "visits",
    "participants",
    "guests",
    "volume",
    "stock",
    "points",
];
/// Dates on which something became so, rather than happened.
const PAST: [&str; 6] = ["birth", "birthday", "founded", "hired", "joined", "expires"];

/// What the dashboard tells about the records of an entity beside their count.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct DashboardView {
    /// The fields that are added up.
    pub(super) sums: Vec<FieldView>,
    /// The field that says in which month a record counts.
    pub(super) date: Option<FieldView>,
    /// Whether there is a chart of the last months.
    by_month: bool,
    /// What the records are grouped by in a chart.
    category: Option<Member>,
}

impl DashboardView {
    /// Decides what to tell about an entity.
    pub(super) fn new(fields: &[FieldView], members: &[Member]) -> Self {
        let mut sums: Vec<_> = fields.iter().filter(|it| adds_up(it)).cloned().collect();
        sums.truncate(MAX_SUMS);
        let date = main_date(fields).cloned();
        Self {
            by_month: date.is_some(),
            category: category(members).cloned(),
            sums,
            date,
        }
    }

    fn charts(&self) -> usize {
        usize::from(self.by_month) + usize::from(self.category.is_some())
    }
}

/// Leaves the charts of those entities that tell most: first of those with something to add up.
pub(super) fn limit(mut views: Vec<&mut DashboardView>) {
    views.sort_by_key(|view| view.sums.is_empty());
    let mut left = MAX_CHARTS;
    for view in views {
        if view.charts() > left {
            view.by_month = false;
            view.category = None;
        }
        left -= view.charts();
    }
}

/// Returns what the project's files about the dashboard depend on.
pub(super) fn flags(views: &[&DashboardView]) -> [(&'static str, bool); 4] {
    let any = |test: fn(&DashboardView) -> bool| views.iter().any(|view| test(view));
    [
        ("charts", any(|view| view.charts() > 0)),
        ("month_charts", any(|view| view.by_month)),
        ("group_charts", any(|view| view.category.is_some())),
        (
            "summaries",
            any(|view| view.charts() > 0 || !view.sums.is_empty()),
        ),
    ]
}

fn words(field: &FieldView) -> Vec<String> {
    let name = field.name().to_snake_case();
    name.split('_').map(str::to_owned).collect()
}

fn speaks_of(field: &FieldView, list: &[&str]) -> bool {
    words(field)
        .iter()
        .any(|word| list.contains(&word.as_str()))
}

/// Returns whether the sum of a field over many records means something.
fn adds_up(field: &FieldView) -> bool {
    if field.kind() == FieldType::Money {
        !speaks_of(field, &RATES)
    } else {
        field.kind().is_numeric() && speaks_of(field, &MEASURES)
    }
}

/// Returns the date that a record is about: one that must be given before one that may be.
fn main_date(fields: &[FieldView]) -> Option<&FieldView> {
    let dates = fields.iter().filter(|field| {
        matches!(field.kind(), FieldType::Date | FieldType::Datetime) && !speaks_of(field, &PAST)
    });
    dates.min_by_key(|field| !field.required())
}

/// Returns what records are grouped by: a list of options, else another entity.
fn category(members: &[Member]) -> Option<&Member> {
    let options = members
        .iter()
        .find(|it| matches!(it, Member::Field(field) if field.is_choice()));
    let relation = || {
        members
            .iter()
            .find(|it| matches!(it, Member::Relation(relation) if !relation.own()))
    };
    options.or_else(relation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::MemberNames;
    use crate::spec::{EnumValue, Field};

    fn field(name: &str, kind: FieldType) -> FieldView {
        let mut field = Field::new(name, name, kind);
        if kind == FieldType::Enum {
            field.values = ["a", "b"]
                .map(|name| EnumValue {
                    name: name.to_owned(),
                    label: name.to_owned(),
                })
                .into();
        }
        let names = MemberNames {
            name: name.to_owned(),
            key: name.to_owned(),
            column: name.to_owned(),
        };
        FieldView::new(&field, &names)
    }

    fn view(fields: &[FieldView]) -> DashboardView {
        let members: Vec<_> = fields
            .iter()
            .cloned()
            .map(|field| Member::Field(Box::new(field)))
            .collect();
        DashboardView::new(fields, &members)
    }

    #[test]
    fn adds_up_amounts_but_neither_prices_nor_ratings_nor_years() {
        let fields = [
            field("price", FieldType::Money),
            field("amount", FieldType::Money),
            field("rating", FieldType::Integer),
            field("year", FieldType::Integer),
            field("workHours", FieldType::Decimal),
        ];
        let sums = view(&fields).sums;
        let names: Vec<_> = sums.iter().map(FieldView::name).collect();
        assert_eq!(names, ["amount", "workHours"]);
    }

    #[test]
    fn counts_by_the_date_that_a_record_is_about() {
        let fields = [
            field("birthDate", FieldType::Date),
            field("spentOn", FieldType::Date),
        ];
        let date = view(&fields).date;
        assert_eq!(date.as_ref().map(FieldView::name), Some("spentOn"));
    }

    #[test]
    fn leaves_no_more_charts_than_can_be_taken_in() {
        let plain = [
            field("day", FieldType::Date),
            field("kind", FieldType::Enum),
        ];
        let rich = [
            field("day", FieldType::Date),
            field("kind", FieldType::Enum),
            field("amount", FieldType::Money),
        ];
        let mut views = [view(&plain), view(&plain), view(&plain), view(&rich)];
        limit(views.iter_mut().collect());
        let charts: Vec<_> = views.iter().map(DashboardView::charts).collect();
        assert_eq!(charts, [2, 2, 0, 2]);
    }
}
