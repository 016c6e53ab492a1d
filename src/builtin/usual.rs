//! The fields of a record of which only the class is known.

use super::choice;
use super::field::Setting;
use super::language::vocabulary::Class;
use crate::spec::{Field, FieldType, Language};

/// Returns a field with the label of a language.
pub(crate) fn labelled(
    language: Language,
    name: &str,
    english: &str,
    russian: &str,
    kind: FieldType,
) -> Field {
    let label = match language {
        Language::En => english,
        Language::Ru => russian,
    };
    Field::new(name, label, kind)
}

/// Returns the fields of a record of this class; those of the only record of an app are more, because
/// the app is about nothing else.
pub(crate) fn fields(setting: Setting<'_>, class: Option<Class>, alone: bool) -> Vec<Field> {
    let language = setting.language;
    let field = |name, english, russian, kind| labelled(language, name, english, russian, kind);
    let name = || field("name", "Name", "Название", FieldType::String);
    let notes = || field("notes", "Notes", "Заметки", FieldType::Text);
    let date = || field("date", "Date", "Дата", FieldType::Date);
    let mut fields = match class {
        Some(Class::Person) => vec![
            field("name", "Name", "Имя", FieldType::String),
            field("phone", "Phone", "Телефон", FieldType::Phone),
            field("email", "E-mail", "Почта", FieldType::Email),
        ],
        Some(Class::Organization | Class::Place) => vec![
            name(),
            field("address", "Address", "Адрес", FieldType::String),
        ],
        Some(Class::Event) => vec![name(), date()],
        Some(Class::Document) => {
            vec![field("title", "Title", "Название", FieldType::String)]
        }
        Some(Class::Thing) | None => vec![name()],
    };
    if alone {
        fields.extend(match class {
            Some(Class::Person) => Vec::new(),
            Some(Class::Organization | Class::Place) => {
                vec![field("phone", "Phone", "Телефон", FieldType::Phone)]
            }
            Some(Class::Event) => vec![field("place", "Place", "Место", FieldType::String)],
            Some(Class::Document) => vec![date()],
            Some(Class::Thing) | None => vec![
                field("category", "Category", "Категория", FieldType::String),
                date(),
            ],
        });
        fields.extend(
            status(language).filter(|_| matches!(class, Some(Class::Event | Class::Document))),
        );
    }
    fields.push(match class {
        Some(Class::Document) => field("description", "Description", "Описание", FieldType::Text),
        _ => notes(),
    });
    fields
}

fn status(language: Language) -> Option<Field> {
    let (values, default) = choice::usual("status", language)?;
    let mut field = labelled(language, "status", "Status", "Статус", FieldType::Enum);
    field.required = true;
    field.values = values;
    field.default = default;
    Some(field)
}
