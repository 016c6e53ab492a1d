//! Numbers that are plausible for what a field is called, in its currency and unit.

use crate::spec::{Field, FieldType, Language, Number};

use super::meaning::Plausible;
use super::seed;
use super::source::Part;

/// Returns a number for a field without a record: by its name, or by its type.
pub(super) fn plausible(part: &Part<'_>, language: Language, seed: u64) -> f64 {
    let (field, range) = (part.field, part.range);
    let ([low, high], step) = match range {
        Some(range) => by_name(range, language),
        None => by_type(field.kind, language),
    };
    let (low, high) = within(field, low, high);
    let width = high - low;
    let step = if width < 2.0 * step {
        width / 4.0
    } else {
        step
    };
    let steps = if step > 0.0 {
        (width / step).floor()
    } else {
        0.0
    };
    let chosen = whole(steps).map_or(0, |steps| seed::between(seed, 0, steps));
    let value = low + float(chosen) * step;
    let prices = field.kind == FieldType::Money && language == Language::En && step >= 1.0;
    if prices && range.is_some() && value < 200.0 && !seed.is_multiple_of(3) {
        return value + 0.5;
    }
    value
}

fn by_name(range: &Plausible, language: Language) -> ([f64; 2], f64) {
    let step = if range.step > 0.0 { range.step } else { 1.0 };
    match language {
        Language::En => (range.range, step),
        Language::Ru => (
            range.range_ru.unwrap_or(range.range),
            range.step_ru.unwrap_or(step),
        ),
    }
}

fn by_type(kind: FieldType, language: Language) -> ([f64; 2], f64) {
    match (kind, language) {
        (FieldType::Money, Language::En) => ([12.0, 240.0], 1.0),
        (FieldType::Money, Language::Ru) => ([300.0, 9000.0], 50.0),
        (FieldType::Decimal, _) => ([1.0, 24.0], 0.5),
        (_, _) => ([1.0, 20.0], 1.0),
    }
}

/// Narrows a plausible range to the field's limits; where they don't meet, the limits hold.
fn within(field: &Field, low: f64, high: f64) -> (f64, f64) {
    let scale = if field.kind == FieldType::Money {
        minor_units(field)
    } else {
        1.0
    };
    let least = field.min.map(|min| min.get() / scale);
    let most = field.max.map(|max| max.get() / scale);
    let bottom = least.map_or(low, |least| low.max(least));
    let top = most.map_or(high, |most| high.min(most));
    if bottom <= top {
        return (bottom, top);
    }
    let width = high - low;
    match (least, most) {
        (Some(least), Some(most)) => (least, most),
        (Some(least), None) => (least, least + width),
        (None, Some(most)) => (most - width, most),
        (None, None) => (low, high),
    }
}

/// Returns `value`, in major units for money, as the field stores it and allows it.
pub(super) fn stored(field: &Field, value: f64, language: Language) -> Option<Number> {
    let value = match field.kind {
        FieldType::Money => (value * exchange(field, language) * minor_units(field)).round(),
        FieldType::Integer => in_unit(field, value).round(),
        FieldType::Decimal => (in_unit(field, value) * 100.0).round() / 100.0,
        FieldType::String
        | FieldType::Text
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => value,
    };
    let (least, most) = limits(field);
    // A record's value far outside the limits lands inside them rather than on the edge.
    let inside = if value > most && least > f64::MIN {
        (least + (most - least) * 0.8).round().clamp(least, most)
    } else {
        value.max(least).min(most)
    };
    Number::new(inside)
}

/// Returns the least and the greatest value that the field may hold.
pub(super) fn limits(field: &Field) -> (f64, f64) {
    let is_whole = field.kind != FieldType::Decimal;
    let least = field.min.map_or(f64::MIN, |min| {
        if is_whole {
            min.get().ceil()
        } else {
            min.get()
        }
    });
    let most = field.max.map_or(f64::MAX, |max| {
        if is_whole {
            max.get().floor()
        } else {
            max.get()
        }
    });
    (least, most.max(least))
}

/// Returns how many minor units one of the field's currency has.
fn minor_units(field: &Field) -> f64 {
    match field.currency.as_deref() {
        Some("JPY" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "UGX" | "XAF" | "XOF" | "XPF") => 1.0,
        Some("BHD" | "KWD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD") => 1000.0,
        Some(_) | None => 100.0,
    }
}

/// Returns what one unit of the language's own money is in the field's, roughly.
fn exchange(field: &Field, language: Language) -> f64 {
    let per_dollar = match field.currency.as_deref() {
        Some("RUB") => 100.0,
        Some("BYN" | "PLN" | "GEL" | "TRY" | "CNY" | "SEK" | "NOK" | "DKK" | "CZK") => 5.0,
        Some("JPY" | "KZT" | "AMD" | "HUF" | "INR") => 150.0,
        Some("KRW") => 1000.0,
        // Dollars, euros, pounds and what is worth about as much.
        Some(_) | None => 1.0,
    };
    match (language, field.currency.as_deref()) {
        (Language::Ru, None | Some("RUB")) => 1.0,
        (Language::Ru, Some(_)) => per_dollar / 100.0,
        (Language::En, _) => per_dollar,
    }
}

/// Turns kilograms, metres and litres into grams, centimetres and millilitres where those are
/// meant, and back.
fn in_unit(field: &Field, value: f64) -> f64 {
    match field.unit.as_deref().unwrap_or_default() {
        "g" | "ml" | "г" | "гр" | "мл" if value > 0.0 && value < 10.0 => value * 1000.0,
        "kg" | "l" | "кг" | "л" if value > 250.0 => value / 1000.0,
        _ => value,
    }
}

/// Returns a whole number as an integer.
pub(super) fn whole(value: f64) -> Option<i64> {
    Number::new(value.round())?.whole()
}

/// Returns an integer of a size that demo data has as a number.
pub(super) fn float(value: i64) -> f64 {
    i32::try_from(value).map_or(0.0, f64::from)
}
