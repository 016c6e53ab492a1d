//! An entity's features as templates see them.

use heck::ToSnakeCase as _;
use serde::Serialize;

use super::member::{FieldView, Member};
use crate::architecture::{Architecture, PlannedEntity};
use crate::spec::{Feature, FeatureKind, FieldType};

/// The features that are about one entity and need to know its fields.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FeatureViews {
    /// The field whose options are the columns of its board.
    board: Option<FieldView>,
    /// Where a record stands on the calendar.
    calendar: Option<CalendarView>,
    /// The picture that stands for a record in its gallery.
    gallery: Option<FieldView>,
}

#[derive(Clone, Debug, Serialize)]
struct CalendarView {
    /// The field that says when it begins.
    start: FieldView,
    /// The field that says when it ends.
    end: Option<FieldView>,
}

impl FeatureViews {
    pub(super) fn new(plan: &Architecture, planned: &PlannedEntity, fields: &[FieldView]) -> Self {
        Self {
            board: about(plan, planned, fields, FeatureKind::Board),
            calendar: calendar(plan, planned, fields),
            gallery: about(plan, planned, fields, FeatureKind::Gallery),
        }
    }

    /// Returns whether a card on its board tells one of these members.
    pub(super) fn tells<'a>(&self, mut members: impl Iterator<Item = &'a Member>) -> bool {
        let board = self.board.as_ref();
        board.is_some_and(|board| members.any(|member| member.is_fact(board)))
    }

    /// Returns the field whose options are the columns of its board.
    pub(super) fn board(&self) -> Option<&FieldView> {
        self.board.as_ref()
    }

    /// Returns whether that field says where a record begins on the calendar.
    pub(super) fn begins_with(&self, field: &FieldView) -> bool {
        let calendar = self.calendar.as_ref();
        calendar.is_some_and(|calendar| calendar.start.name() == field.name())
    }

    /// Returns whether the records stand on a board.
    pub(super) fn has_board(&self) -> bool {
        self.board.is_some()
    }
}

/// Features that show the records in another way than the list does.
const VIEWS: [FeatureKind; 3] = [
    FeatureKind::Board,
    FeatureKind::Calendar,
    FeatureKind::Gallery,
];

/// Returns for every kind whether the entity has a feature of it, whether there is any other way
/// to see its records than the list, and whether they depend on who asks.
pub(super) fn kinds<'a>(
    plan: &'a Architecture,
    planned: &'a PlannedEntity,
) -> impl Iterator<Item = (&'static str, bool)> + 'a {
    let has = |kind| feature(plan, planned, kind).is_some();
    FeatureKind::OPTIONAL
        .into_iter()
        .map(move |kind| (kind.name(), has(kind)))
        .chain([
            ("views", VIEWS.into_iter().any(has)),
            ("per_account", is_per_account(plan, planned)),
        ])
}

/// Returns whether what a repository of the entity does depends on who asks for it.
fn is_per_account(plan: &Architecture, planned: &PlannedEntity) -> bool {
    let mut features = plan.features.iter();
    let mixed = features.any(|it| it.kind == FeatureKind::Ownership);
    let mut fields = planned.entity.fields.iter();
    // A picture belongs to who has uploaded it, also before a shared record shows it.
    let pictures = fields.any(|field| field.kind == FieldType::Image);
    feature(plan, planned, FeatureKind::Ownership).is_some() || (mixed && pictures)
}

/// Returns the feature of that kind which is about the entity.
pub(super) fn feature<'a>(
    plan: &'a Architecture,
    planned: &PlannedEntity,
    kind: FeatureKind,
) -> Option<&'a Feature> {
    let own = |it: &&Feature| it.entity.as_ref() == Some(&planned.entity.name);
    plan.features.iter().filter(own).find(|it| it.kind == kind)
}

/// Returns the field that the entity's feature of that kind is about.
fn about(
    plan: &Architecture,
    planned: &PlannedEntity,
    fields: &[FieldView],
    kind: FeatureKind,
) -> Option<FieldView> {
    let name = feature(plan, planned, kind)?.field.as_ref()?;
    let mut pairs = planned.entity.fields.iter().zip(fields);
    let found = pairs.find(|(field, _)| &field.name == name);
    found.map(|(_, view)| view.clone())
}

/// Returns the fields between which a record stands on the calendar.
fn calendar(
    plan: &Architecture,
    planned: &PlannedEntity,
    fields: &[FieldView],
) -> Option<CalendarView> {
    let start = about(plan, planned, fields, FeatureKind::Calendar)?;
    let begins = [
        "start", "starts", "from", "begin", "begins", "check_in", "arrival", "pickup",
    ];
    let ends = [
        "end",
        "ends",
        "until",
        "finish",
        "finishes",
        "to",
        "check_out",
        "departure",
        "return",
    ];
    let speaks_of = |field: &FieldView, words: &[&str]| {
        let name = field.name().to_snake_case();
        let parts: Vec<&str> = name.split('_').collect();
        words
            .iter()
            .any(|word| parts.contains(word) || (word.contains('_') && name.contains(word)))
    };
    let end = fields.iter().find(|field| {
        field.kind() == start.kind() && field.name() != start.name() && speaks_of(field, &ends)
    });
    let end = end.filter(|_| speaks_of(&start, &begins)).cloned();
    Some(CalendarView { start, end })
}
