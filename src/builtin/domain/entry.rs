//! Fields and relations as the file of a domain writes them.
//!
//! A field reads `name[!][:type] | Название | value=Подпись, …`; `!` makes it required, and a type
//! left out is that of the name. A relation reads `name[!] | Название | Target`, with `many Target`
//! for many to many.

use super::super::field::Setting;
use super::super::language::{name, vocabulary};
use super::super::{choice, measure};
use crate::spec::{EnumValue, Field, FieldType, Language, Literal};

/// A relation of a domain's entity.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) target: String,
    pub(crate) many: bool,
    pub(crate) required: bool,
}

/// Reads a field.
pub(super) fn field(text: &str, setting: Setting<'_>) -> Option<Field> {
    let mut parts = text.split('|').map(str::trim);
    let (head, russian) = (parts.next()?, parts.next()?);
    let (head, kind) = head.split_once(':').unwrap_or((head, ""));
    let required = head.ends_with('!');
    let field_name = head.trim_end_matches('!');
    let words = name::split(field_name);
    let label = match setting.language {
        Language::En => name::sentence(&words.join(" ")),
        Language::Ru => russian.to_owned(),
    };
    let hint = vocabulary::hint(&words, words.len().saturating_sub(1));
    let kind = if kind.is_empty() {
        hint.map_or(FieldType::String, |hint| hint.kind)
    } else {
        kind_of(kind)?
    };
    let mut field = Field::new(field_name, &label, kind);
    field.required = required;
    if let Some(unit) = hint.and_then(|hint| hint.unit)
        && matches!(kind, FieldType::Integer | FieldType::Decimal)
    {
        field.unit =
            measure::unit_of_symbol(unit).map(|unit| unit.symbol(setting.language).to_owned());
    }
    if kind == FieldType::Enum {
        fill_enum(&mut field, parts.next(), &words.join(" "), setting.language);
    } else if kind == FieldType::Money {
        field.currency = Some(setting.currency.to_owned());
    } else if kind == FieldType::Boolean {
        field.default = Some(Literal::Bool(false));
    }
    Some(field)
}

fn fill_enum(field: &mut Field, values: Option<&str>, words: &str, language: Language) {
    if let Some(values) = values {
        field.values = values
            .split(',')
            .filter_map(|value| {
                let (value, russian) = value.trim().split_once('=')?;
                Some(EnumValue {
                    name: value.to_owned(),
                    label: match language {
                        Language::En => name::sentence(&value.replace('_', " ")),
                        Language::Ru => russian.to_owned(),
                    },
                })
            })
            .collect();
        let staged = matches!(field.name.as_str(), "status" | "stage" | "priority");
        if staged {
            field.default = field
                .values
                .first()
                .map(|first| Literal::Text(first.name.clone()));
        }
    } else if let Some((values, default)) = choice::usual(words, language) {
        field.values = values;
        field.default = default;
    } else {
        field.kind = FieldType::String;
    }
}

/// Reads a relation.
pub(super) fn link(text: &str, language: Language) -> Option<Link> {
    let mut parts = text.split('|').map(str::trim);
    let (head, russian, target) = (parts.next()?, parts.next()?, parts.next()?);
    let link_name = head.trim_end_matches('!');
    let (many, target) = match target.strip_prefix("many ") {
        Some(target) => (true, target),
        None => (false, target),
    };
    Some(Link {
        name: link_name.to_owned(),
        label: match language {
            Language::En => name::sentence(&name::split(link_name).join(" ")),
            Language::Ru => russian.to_owned(),
        },
        target: target.to_owned(),
        many,
        required: head.ends_with('!'),
    })
}

fn kind_of(name: &str) -> Option<FieldType> {
    FieldType::ALL.into_iter().find(|kind| kind.name() == name)
}
