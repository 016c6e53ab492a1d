//! What the files of a template can refer to: a view of the spec and the architecture, made for
//! reading by templates and for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use crate::architecture::{Architecture, EntityNames, PlannedEntity};
use crate::demo;
use crate::spec::{FeatureKind, FieldType, Language, Literal, Number, Spec};

mod app;
mod comment;
mod dashboard;
mod feature;
mod index;
mod link;
mod member;
mod owner;
mod row;
mod sample;
mod schema;
mod tone;
pub(super) mod unique;

use app::{AppView, app};
use comment::CommentsView;
use dashboard::DashboardView;
use feature::FeatureViews;
use index::IndexView;
use link::LinkView;
use member::{FieldView, Member, RelationView};
use owner::OwnerView;
use row::RowView;
use unique::UniqueView;

/// The most columns of a list.
const MAX_COLUMNS: usize = 5;

/// The whole project, as templates see it.
#[derive(Debug, Serialize)]
struct ProjectView {
    app: AppView,
    ru: bool,
    has: BTreeMap<&'static str, bool>,
    owner: OwnerView,
    entities: Vec<EntityView>,
}

#[derive(Debug, Serialize)]
struct EntityView {
    #[serde(flatten)]
    names: EntityNames,
    label: String,
    label_plural: String,
    index: usize,
    /// The entity whose file of the schema has its table.
    schema: usize,
    fields: Vec<FieldView>,
    relations: Vec<RelationView>,
    /// The many-to-many relations.
    links: Vec<LinkView>,
    members: Vec<Member>,
    display: Option<FieldView>,
    /// The members in the order of the form: what names a record, where it belongs, the rest.
    form: Vec<Member>,
    columns: Vec<Member>,
    image: Option<FieldView>,
    #[serde(flatten)]
    features: FeatureViews,
    search: Vec<FieldView>,
    sorts: Vec<FieldView>,
    filters: Vec<Member>,
    dashboard: DashboardView,
    /// What lists are read by.
    indexes: Vec<IndexView>,
    comments: Option<CommentsView>,
    uniques: Vec<UniqueView>,
    /// The optional relations that take part in what must be unique.
    unique_links: Vec<RelationView>,
    incoming: Vec<Incoming>,
    /// The other entities that its relations lead to, each once.
    targets: Vec<TargetView>,
    /// The other entities that have relations to it, each once.
    sources: Vec<TargetView>,
    /// Whether one of its relations leads to itself.
    self_relation: bool,
    has: BTreeMap<&'static str, bool>,
    rows: Vec<RowView>,
    /// The functions that give the days of its rows.
    calls: BTreeSet<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Incoming {
    entity: TargetView,
    relation: RelationView,
    /// Whether no other relation leads from that entity to this one, nor is it this one itself.
    only: bool,
}

/// The end of a relation: enough to import it and to show it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TargetView {
    #[serde(flatten)]
    names: EntityNames,
    label: String,
    label_plural: String,
    index: usize,
    display: Option<FieldView>,
}

/// The demo records of a project, by the name of their entity.
pub(super) type Rows = BTreeMap<String, Vec<demo::Row>>;

/// Builds the view of a project; planning needs no `rows`.
pub(super) fn project(spec: &Spec, plan: &Architecture, rows: &Rows) -> Value {
    let mut entities: Vec<EntityView> = plan
        .entities
        .iter()
        .zip(schema::files(plan))
        .enumerate()
        .map(|(index, (planned, schema))| EntityView {
            comments: CommentsView::new(spec, plan, planned, rows),
            schema,
            ..entity(plan, index, planned, rows)
        })
        .collect();
    dashboard::limit(entities.iter_mut().map(|it| &mut it.dashboard).collect());
    let mut has = BTreeMap::new();
    for entity in &entities {
        for (key, value) in &entity.has {
            *has.entry(*key).or_insert(false) |= value;
        }
    }
    for kind in FeatureKind::OPTIONAL {
        has.insert(kind.name(), plan.features.iter().any(|it| it.kind == kind));
    }
    let dashboards: Vec<_> = entities.iter().map(|it| &it.dashboard).collect();
    has.extend(dashboard::flags(&dashboards));
    let owner = OwnerView::new(plan);
    index::add(&mut entities, &owner);
    has.extend(comment::flags(&has));
    let ru = spec.language == Language::Ru;
    let app = app(spec, &entities, &has);
    Value::from(Serde(ProjectView {
        app,
        ru,
        has,
        owner,
        entities,
    }))
}

/// Returns the variables of one file: the project, and the entity that the file is about.
pub(super) fn context(project: &Value, entity: Option<usize>) -> Value {
    let of = |index: usize| {
        let all = project
            .get_attr("entities")
            .and_then(|all| all.get_item(&Value::from(index)));
        all.unwrap_or(Value::UNDEFINED)
    };
    let own = entity.map_or(Value::UNDEFINED, of);
    minijinja::context! { main => of(0), entity => own, ..project.clone() }
}

fn entity(plan: &Architecture, index: usize, planned: &PlannedEntity, rows: &Rows) -> EntityView {
    let fields = fields(planned);
    let relations = relations(plan, planned);
    let links = link::links(plan, planned, rows);
    let led = || relations.iter().chain(links.iter().map(LinkView::relation));
    let members = members(&fields, &relations);
    let display = display(planned, &fields).cloned();
    let search = searched(&fields);
    let filters = filters(&members);
    let uniques = unique::uniques(planned, &fields, &relations);
    let rows = row::row_views(planned, rows);
    let mut has = has(
        &fields,
        &relations,
        !search.is_empty(),
        !filters.is_empty() || !links.is_empty(),
    );
    has.extend(feature::kinds(plan, planned));
    has.extend(unique::kinds(planned));
    has.extend(kinds(planned));
    has.extend(named(display.as_ref()));
    has.insert("leads_specially", led().any(leads_specially));
    let form = form(&members, display.as_ref());
    let columns = columns(&form, display.as_ref());
    let features = FeatureViews::new(plan, planned, &fields);
    let told = columns.iter().skip(usize::from(display.is_some()));
    has.insert("card_facts", features.tells(told));
    let incoming = incoming(plan, planned);
    EntityView {
        names: planned.names.clone(),
        label: planned.entity.label.clone(),
        label_plural: planned.entity.label_plural.clone(),
        index,
        schema: index,
        columns,
        form,
        image: image(&fields),
        sorts: sorts(&fields),
        targets: distinct(planned, led().map(RelationView::target)),
        sources: distinct(planned, incoming.iter().map(|incoming| &incoming.entity)),
        incoming,
        unique_links: unique::links(&uniques),
        has,
        features,
        dashboard: DashboardView::new(&fields, &members),
        comments: None,
        self_relation: led().any(RelationView::own),
        calls: row::calls(&rows),
        rows,
        indexes: Vec::new(),
        uniques,
        fields,
        links,
        relations,
        members,
        display,
        search,
        filters,
    }
}

/// Returns the fields that a search looks into.
fn searched(fields: &[FieldView]) -> Vec<FieldView> {
    let textual = fields.iter().filter(|field| field.kind().is_textual());
    textual.cloned().collect()
}

/// Returns the members that a list can be narrowed by.
fn filters(members: &[Member]) -> Vec<Member> {
    let filters = members.iter().filter(|member| member.is_filter());
    filters.cloned().collect()
}

fn members(fields: &[FieldView], relations: &[RelationView]) -> Vec<Member> {
    let fields = fields.iter().cloned();
    let fields = fields.map(|field| Member::Field(Box::new(field)));
    let relations = relations.iter().cloned();
    fields
        .chain(relations.map(|it| Member::Relation(Box::new(it))))
        .collect()
}

/// Returns which kinds of relations there are in an entity.
fn kinds(planned: &PlannedEntity) -> [(&'static str, bool); 4] {
    let relations = &planned.entity.relations;
    [
        ("relation", !relations.is_empty()),
        ("required_relation", relations.iter().any(|it| it.required)),
        ("to_one", !relations.iter().all(link::is_link)),
        ("many", relations.iter().any(link::is_link)),
    ]
}

/// Returns the picture that stands for a record.
fn image(fields: &[FieldView]) -> Option<FieldView> {
    let mut fields = fields.iter();
    fields
        .find(|field| field.kind() == FieldType::Image)
        .cloned()
}

/// Returns by what kind of value the records of an entity are named, if it is no text.
fn named(display: Option<&FieldView>) -> [(&'static str, bool); 9] {
    use FieldType as T;
    let kind = display.map(FieldView::kind);
    let is = |wanted: T| kind == Some(wanted);
    let number = is(T::Integer) || is(T::Decimal);
    let unit = number && display.and_then(FieldView::unit).is_some();
    [
        ("named_specially", display.is_some_and(is_special)),
        ("named_by_label", is(T::Enum) || unit),
        ("named_number", number),
        ("named_money", is(T::Money)),
        ("named_boolean", is(T::Boolean)),
        ("named_date", is(T::Date)),
        ("named_datetime", is(T::Datetime)),
        ("named_time", is(T::Time)),
        ("named_enum", is(T::Enum)),
    ]
}

/// Returns the fields that a list can be sorted by.
fn sorts(fields: &[FieldView]) -> Vec<FieldView> {
    let unsortable =
        |field: &&FieldView| matches!(field.kind(), FieldType::Text | FieldType::Image);
    fields
        .iter()
        .filter(|field| !unsortable(field))
        .cloned()
        .collect()
}

fn fields(planned: &PlannedEntity) -> Vec<FieldView> {
    let pairs = planned.entity.fields.iter().zip(&planned.fields);
    let fields = pairs.map(|(field, names)| FieldView::new(field, names));
    unique::varied(planned, fields.collect())
}

fn relations(plan: &Architecture, planned: &PlannedEntity) -> Vec<RelationView> {
    let pairs = planned.entity.relations.iter().zip(&planned.relations);
    pairs
        .filter(|(relation, _)| !link::is_link(relation))
        .filter_map(|(relation, names)| {
            let (index, target) = find(plan, &relation.target)?;
            let own = relation.target == planned.entity.name;
            Some(RelationView::new(
                relation,
                names,
                target_view(index, target),
                own,
            ))
        })
        .collect()
}

fn incoming(plan: &Architecture, planned: &PlannedEntity) -> Vec<Incoming> {
    let leads_here = |relation: &RelationView| relation.leads_to(&planned.names.name);
    plan.entities
        .iter()
        .enumerate()
        .flat_map(|(index, other)| {
            let links = link::links(plan, other, &Rows::new());
            let links = links.into_iter().map(|link| link.relation().clone());
            let relations = relations(plan, other).into_iter().chain(links);
            let relations: Vec<_> = relations.filter(leads_here).collect();
            let only = relations.len() == 1 && other.entity.name != planned.entity.name;
            relations.into_iter().map(move |relation| Incoming {
                entity: target_view(index, other),
                relation,
                only,
            })
        })
        .collect()
}

/// Returns each of the entities once, without the one that they are related to.
fn distinct<'a>(
    own: &PlannedEntity,
    entities: impl Iterator<Item = &'a TargetView>,
) -> Vec<TargetView> {
    let by_index: BTreeMap<usize, &TargetView> = entities
        .filter(|it| it.names.name != own.names.name)
        .map(|it| (it.index, it))
        .collect();
    by_index.into_values().cloned().collect()
}

fn find<'a>(plan: &'a Architecture, name: &str) -> Option<(usize, &'a PlannedEntity)> {
    plan.entities
        .iter()
        .enumerate()
        .find(|(_, planned)| planned.entity.name == name)
}

fn target_view(index: usize, planned: &PlannedEntity) -> TargetView {
    TargetView {
        names: planned.names.clone(),
        label: planned.entity.label.clone(),
        label_plural: planned.entity.label_plural.clone(),
        index,
        display: display(planned, &fields(planned)).cloned(),
    }
}

/// Returns the field that names a record: the one the spec says, else the first required line of
/// text, else the first text, else the first field that can be shown on one line.
fn display<'a>(planned: &PlannedEntity, fields: &'a [FieldView]) -> Option<&'a FieldView> {
    let said = planned.entity.display.as_ref();
    let position =
        said.and_then(|name| planned.entity.fields.iter().position(|it| &it.name == name));
    let line = |field: &&FieldView| field.kind() == FieldType::String;
    position
        .and_then(|position| fields.get(position))
        .or_else(|| fields.iter().filter(line).find(|field| field.required()))
        .or_else(|| fields.iter().find(line))
        .or_else(|| fields.iter().find(|field| field.kind().is_textual()))
        .or_else(|| fields.iter().find(|field| field.kind() != FieldType::Image))
}

/// Returns the members in the order of the form.
fn form(members: &[Member], display: Option<&FieldView>) -> Vec<Member> {
    let rank = |member: &Member| match (member, display) {
        (Member::Field(field), Some(display)) if field.name() == display.name() => 0,
        (Member::Relation(_), _) => 1,
        (Member::Field(_), _) => 2,
    };
    let mut form = members.to_vec();
    form.sort_by_key(rank);
    form
}

/// Returns whether a relation leads to records that are not named by a text as it is.
fn leads_specially(relation: &RelationView) -> bool {
    relation.target().display.as_ref().is_some_and(is_special)
}

/// Returns whether records that the field names are not named by a text as it is.
fn is_special(display: &FieldView) -> bool {
    let kind = display.kind();
    !kind.is_textual() && !matches!(kind, FieldType::Color | FieldType::Image)
}

/// Returns the columns of the list, in the order of the form: those that tell most about a record.
fn columns(form: &[Member], display: Option<&FieldView>) -> Vec<Member> {
    let (first, others) = form.split_at(usize::from(display.is_some()));
    let mut ranked: Vec<(usize, &Member)> = others
        .iter()
        .enumerate()
        .filter(|(_, member)| member.fits_a_cell())
        .collect();
    ranked.sort_by_key(|(_, member)| member.rank());
    ranked.truncate(MAX_COLUMNS - 1);
    ranked.sort_by_key(|(position, _)| *position);
    let others = ranked.into_iter().map(|(_, member)| member);
    first.iter().chain(others).cloned().collect()
}

fn has(
    fields: &[FieldView],
    relations: &[RelationView],
    search: bool,
    filters: bool,
) -> BTreeMap<&'static str, bool> {
    let types = FieldType::ALL.into_iter();
    let mut has: BTreeMap<&'static str, bool> = types
        .map(|kind| (kind.name(), fields.iter().any(|field| field.kind() == kind)))
        .collect();
    has.insert("unit", fields.iter().any(|field| field.unit().is_some()));
    has.insert("vary", fields.iter().any(FieldView::varies));
    has.insert("pattern", fields.iter().any(FieldView::has_pattern));
    has.insert("one_to_one", relations.iter().any(RelationView::unique));
    has.insert("search", search);
    has.insert("filters", filters);
    has
}

fn number_json(number: Number) -> serde_json::Value {
    number
        .whole()
        .map_or_else(|| number.get().into(), Into::into)
}

fn literal_json(literal: &Literal) -> serde_json::Value {
    match literal {
        Literal::Bool(value) => (*value).into(),
        Literal::Number(number) => number_json(*number),
        Literal::Text(text) => text.clone().into(),
    }
}
