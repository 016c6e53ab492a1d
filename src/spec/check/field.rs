//! What makes a field consistent: rules that fit its type and each other, and a default that keeps
//! them.

use super::super::pattern::Pattern;
use super::super::{Field, FieldType, Literal, value};
use super::{Checker, NAME_RULE, is_identifier, is_value_name, nearest};

impl Checker {
    pub(super) fn field(&mut self, entity: &str, field: &Field) {
        let path = format!("{entity}.fields.{}", field.name);
        if !is_identifier(&field.name) {
            self.report(&path, NAME_RULE);
        }
        self.text(&format!("{path}.label"), &field.label);
        self.rules(&path, field);
        self.values(&path, field);
        if let Some(default) = &field.default {
            self.default(&path, field, default);
        }
    }

    fn rules(&mut self, path: &str, field: &Field) {
        let kind = field.kind;
        if (field.min.is_some() || field.max.is_some()) && !kind.is_numeric() {
            let message = format!("`min` and `max` are for numbers, not for {}", kind.name());
            let key = if field.min.is_some() { "min" } else { "max" };
            self.blame(path, key, message);
        }
        let lengths = field.min_length.is_some() || field.max_length.is_some();
        if (lengths || field.pattern.is_some()) && !kind.is_textual() {
            let name = kind.name();
            self.report(
                path,
                format!("`min_length`, `max_length` and `pattern` are for texts, not for {name}"),
            );
        }
        if let Some(pattern) = &field.pattern {
            self.pattern(path, pattern);
        }
        if let (Some(min), Some(max)) = (field.min, field.max)
            && min > max
        {
            self.blame(
                path,
                "min",
                format!("`min` {min} is greater than `max` {max}"),
            );
        }
        if let (Some(min), Some(max)) = (field.min_length, field.max_length)
            && min > max
        {
            let message = format!("`min_length` {min} is greater than `max_length` {max}");
            self.blame(path, "min_length", message);
        }
        if kind != FieldType::Decimal
            && [field.min, field.max]
                .into_iter()
                .flatten()
                .any(|limit| limit.whole().is_none())
        {
            self.report(
                path,
                format!("a limit of {} must be a whole number", kind.name()),
            );
        }
        if let Some(currency) = &field.currency
            && !(currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            let message = "`currency` must be three capital letters, such as `EUR`";
            self.blame(path, "currency", message);
        }
    }

    fn pattern(&mut self, path: &str, pattern: &str) {
        match Pattern::parse(pattern) {
            None => self.report(
                path,
                format!("the pattern `{pattern}` is not a regular expression of characters, sets, groups, `|` and repetitions"),
            ),
            Some(known) if known.is_tangled() => self.report(
                path,
                format!("the pattern `{pattern}` repeats a repetition, which can take forever to match"),
            ),
            Some(_) => {}
        }
    }

    fn values(&mut self, path: &str, field: &Field) {
        if (field.kind == FieldType::Enum) == field.values.is_empty() {
            self.report(
                path,
                "`values` must be given for an enum and for nothing else",
            );
        }
        let names = field.values.iter().map(|value| value.name.as_str());
        self.distinct(names.map(|name| (format!("{path}.values"), name)));
        for value in &field.values {
            if !is_value_name(&value.name) {
                self.report(
                    path,
                    format!(
                        "the value `{}` must be letters a-z, digits and `_`",
                        value.name
                    ),
                );
            }
            self.text(&format!("{path}.values.{}", value.name), &value.label);
        }
    }

    fn default(&mut self, path: &str, field: &Field, default: &Literal) {
        let message = match (field.kind, default) {
            (FieldType::Boolean, Literal::Bool(_)) => None,
            (
                FieldType::Integer | FieldType::Decimal | FieldType::Money,
                Literal::Number(number),
            ) => {
                let low = field.min.is_some_and(|min| *number < min);
                let high = field.max.is_some_and(|max| *number > max);
                let whole = field.kind == FieldType::Decimal || number.whole().is_some();
                (low || high || !whole)
                    .then(|| format!("the default {number} breaks the field's own rules"))
            }
            (FieldType::Enum, Literal::Text(name)) => {
                let names = field.values.iter().map(|value| value.name.as_str());
                (!names.clone().any(|value| value == name)).then(|| {
                    format!(
                        "the default `{name}` is not one of the values{}",
                        nearest(name, names)
                    )
                })
            }
            (FieldType::Image, _) => Some("an image can't have a default".to_owned()),
            (FieldType::Boolean, _) => Some("the default must be true or false".to_owned()),
            (FieldType::Integer | FieldType::Decimal | FieldType::Money, _) => {
                Some("the default must be a number".to_owned())
            }
            (_, Literal::Text(text)) => broken_by(field, text),
            (_, Literal::Bool(_) | Literal::Number(_)) => {
                Some("the default must be a text".to_owned())
            }
        };
        if let Some(message) = message {
            self.blame(path, "default", message);
        }
    }
}

/// Returns what is wrong with a text as the default of a field.
fn broken_by(field: &Field, text: &str) -> Option<String> {
    let length = text.chars().count();
    let within = |limit: Option<u32>| limit.and_then(|limit| usize::try_from(limit).ok());
    let short = within(field.min_length).is_some_and(|least| length < least);
    let long = within(field.max_length).is_some_and(|most| length > most);
    let pattern = field.pattern.as_deref().and_then(Pattern::parse);
    let other = pattern.is_some_and(|pattern| !pattern.matches(text));
    let malformed = !value::is_valid(field.kind, text);
    (short || long || other || malformed)
        .then(|| format!("the default `{text}` breaks the field's own rules"))
}
