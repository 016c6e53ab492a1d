//! The indexes of a table beside those of what is unique, as templates see them: what lists are
//! read by. Each costs time with every write, so that there is none for what is asked for rarely.

use std::collections::BTreeSet;

use serde::Serialize;

use super::EntityView;
use super::link::LinkView;
use super::member::{FieldView, Member};
use super::owner::OwnerView;
use crate::spec::FieldType;

/// An index that lists are read by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct IndexView {
    name: String,
    columns: Vec<ColumnView>,
}

/// A column of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ColumnView {
    key: String,
    column: String,
    /// Whether texts stand in it without regard to capitals, as lists sort them.
    nocase: bool,
}

impl ColumnView {
    fn new(key: &str, column: &str) -> Self {
        Self {
            key: key.to_owned(),
            column: column.to_owned(),
            nocase: false,
        }
    }

    fn of(field: &FieldView) -> Self {
        Self {
            nocase: field.kind().is_textual(),
            ..Self::new(field.name(), field.column())
        }
    }
}

/// Gives every entity its indexes.
pub(super) fn add(entities: &mut [EntityView], owner: &OwnerView) {
    let links = entities.iter().flat_map(|entity| &entity.links);
    let mut taken: BTreeSet<String> = links.map(LinkView::index).collect();
    for entity in entities {
        entity.indexes = indexes(entity, owner, &mut taken);
    }
}

fn indexes(entity: &EntityView, owner: &OwnerView, taken: &mut BTreeSet<String>) -> Vec<IndexView> {
    let own = owner.of(entity);
    let own = own.map(|(key, column)| ColumnView::new(key, column));
    let created = || ColumnView::new("createdAt", "created_at");
    let id = || ColumnView::new("id", "id");
    let among_own = |columns: Vec<ColumnView>| own.iter().cloned().chain(columns).collect();
    let mut all: Vec<Vec<ColumnView>> = vec![among_own(vec![created(), id()])];
    for member in &entity.members {
        let column = ColumnView::new(member.key(), member.column());
        match member {
            // What leads to a record is listed with it, the newest first.
            Member::Relation(relation) if !relation.unique() => {
                all.push(vec![column, created(), id()]);
            }
            Member::Field(field) if field.kind() == FieldType::Image => all.push(vec![column]),
            Member::Field(_) | Member::Relation(_) => {}
        }
    }
    for field in shown(entity) {
        let column = ColumnView::of(field);
        if matches!(field.kind(), FieldType::Enum | FieldType::Boolean) {
            // Lists are narrowed by these. Options are sorted as declared, which no index knows.
            all.push(among_own(vec![column, created(), id()]));
        } else if field.kind() != FieldType::Text && !field.is_indexed_in_order() {
            all.push(among_own(vec![column, id()]));
        }
    }
    if let Some(field) = entity.features.board() {
        let position = ColumnView::new("boardPosition", "board_position");
        let column = ColumnView::new(field.name(), field.column());
        all.push(among_own(vec![column, position]));
    }
    let named = |columns: Vec<ColumnView>| IndexView {
        name: name(&entity.names.table, &columns, taken),
        columns,
    };
    all.into_iter().map(named).collect()
}

/// Returns the fields that a list shows, and the one by which a calendar does.
fn shown(entity: &EntityView) -> impl Iterator<Item = &FieldView> {
    entity.fields.iter().filter(|field| {
        let mut columns = entity.columns.iter();
        columns.any(|column| column.key() == field.name()) || entity.features.begins_with(field)
    })
}

/// Returns a name that no other index of the database has.
fn name(table: &str, columns: &[ColumnView], taken: &mut BTreeSet<String>) -> String {
    let leading = columns.iter().take_while(|it| it.key != "id");
    let leading: Vec<&str> = leading.map(|it| it.column.as_str()).collect();
    let base = format!("{table}_{}", leading.join("_"));
    let mut name = format!("{base}_index");
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}_{number}_index");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::super::Rows;
    use crate::spec::file::{self, Syntax};
    use crate::template::Template;

    const SPEC: &str = r#"
        format = 1
        name = "shop"
        title = "Shop"
        features = [{ kind = "ownership", entity = "Order" }, { kind = "board", entity = "Order" }]
        [[entities]]
        name = "Product"
        label = "Product"
        label_plural = "Products"
        fields = [
          { name = "title", label = "Title", type = "string", required = true },
          { name = "code", label = "Code", type = "string", required = true, unique = true },
          { name = "site", label = "Site", type = "url" },
          { name = "notes", label = "Notes", type = "text" },
          { name = "sold", label = "Sold", type = "boolean" },
        ]
        [[entities]]
        name = "Order"
        label = "Order"
        label_plural = "Orders"
        fields = [
          { name = "day", label = "Day", type = "date" },
          { name = "status", label = "Status", type = "enum", values = [{ name = "a", label = "A" }] },
        ]
        relations = [
          { name = "product", label = "Product", kind = "many_to_one", target = "Product" },
          { name = "extras", label = "Extras", kind = "many_to_many", target = "Product" },
        ]
    "#;

    #[test]
    fn lists_are_read_by_an_index() {
        let spec = file::parse(SPEC, Syntax::Toml).unwrap();
        let plan = Template::embedded("react").unwrap().plan(&spec).unwrap();
        let project = super::super::project(&spec, &plan, &Rows::new());
        let names = |entity: usize| {
            let entity = project
                .get_attr("entities")
                .unwrap()
                .get_item_by_index(entity);
            let indexes = entity.unwrap().get_attr("indexes").unwrap();
            let names = indexes.try_iter().unwrap();
            let names = names.map(|index| index.get_attr("name").unwrap().to_string());
            names.collect::<Vec<_>>()
        };
        // What is unique and required is in order already; long texts are no column of a list.
        assert_eq!(
            names(0),
            [
                "products_created_at_index",
                "products_title_index",
                "products_site_index",
                "products_sold_created_at_index"
            ]
        );
        assert_eq!(
            names(1),
            [
                "orders_owner_id_created_at_index",
                "orders_product_id_created_at_index",
                "orders_owner_id_day_index",
                "orders_owner_id_status_created_at_index",
                "orders_owner_id_status_board_position_index"
            ]
        );
    }

    #[test]
    fn no_two_indexes_have_one_name() {
        let column = |name: &str| super::ColumnView::new(name, name);
        let mut taken = ["a_b_c_index".to_owned()].into();
        let first = super::name("a_b", &[column("c"), column("id")], &mut taken);
        let second = super::name("a", &[column("b"), column("c")], &mut taken);
        assert_eq!(
            (first.as_str(), second.as_str()),
            ("a_b_c_2_index", "a_b_c_3_index")
        );
    }
}
