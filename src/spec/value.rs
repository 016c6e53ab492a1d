//! Values inside a spec: numbers that stay whole when they are, and the literals of defaults.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::FieldType;

/// A finite number; a whole one is written without a fraction.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(f64);

/// The greatest whole number that an `f64` and JavaScript hold exactly.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

impl Number {
    /// Returns the number, or nothing when it is infinite or not a number.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value))
    }

    /// Returns the value.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Returns the value as a whole number when it is one that is held exactly.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small enough"
    )]
    pub fn whole(self) -> Option<i64> {
        (self.0.fract() == 0.0 && self.0.abs() <= MAX_SAFE).then_some(self.0 as i64)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(f64::from(value))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(LiteralVisitor("a number"))? {
            Literal::Number(number) => Ok(number),
            Literal::Bool(value) => Err(wrong(de::Unexpected::Bool(value))),
            Literal::Text(text) => Err(wrong(de::Unexpected::Str(&text))),
        }
    }
}

fn wrong<E: de::Error>(found: de::Unexpected<'_>) -> E {
    E::invalid_type(found, &"a number")
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// A value that a spec can give as a default.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, a date, or the name of an enum's value.
    Text(String),
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(value) => serializer.serialize_str(value),
        }
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LiteralVisitor("true, false, a number or a text"))
    }
}

/// Reads a literal; it knows the words for what is expected.
struct LiteralVisitor(&'static str);

impl LiteralVisitor {
    fn number<E: de::Error>(value: f64) -> Result<Literal, E> {
        let number = Number::new(value).ok_or_else(|| E::custom("a number must be finite"))?;
        Ok(Literal::Number(number))
    }
}

impl de::Visitor<'_> for LiteralVisitor {
    type Value = Literal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Literal, E> {
        Ok(Literal::Bool(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a default beyond 2^53 is rounded, as in JSON"
    )]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Literal, E> {
        Self::number(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a default beyond 2^53 is rounded, as in JSON"
    )]
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Literal, E> {
        Self::number(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Literal, E> {
        Self::number(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Literal, E> {
        Ok(Literal::Text(value.to_owned()))
    }
}

impl JsonSchema for Literal {
    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["boolean", "number", "string"] })
    }
}

/// Returns whether a text is a value of that type; as the project stores it, for moments.
pub(super) fn is_valid(kind: FieldType, text: &str) -> bool {
    match kind {
        FieldType::Date => is_date(text),
        FieldType::Time => is_time(text),
        FieldType::Datetime => text
            .strip_suffix(":00.000Z")
            .and_then(|rest| rest.split_once('T'))
            .is_some_and(|(date, time)| is_date(date) && is_time(time)),
        FieldType::Color => text.strip_prefix('#').is_some_and(|digits| {
            digits.len() == 6
                && digits
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        }),
        FieldType::Email => text
            .split_once('@')
            .is_some_and(|(mailbox, host)| !mailbox.is_empty() && host.contains('.')),
        FieldType::Url => text.starts_with("https://") || text.starts_with("http://"),
        FieldType::Phone => {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let known = |byte: u8| byte.is_ascii_digit() || b" ().-+".contains(&byte);
            (5..=15).contains(&digits) && text.bytes().all(known)
        }
        FieldType::String
        | FieldType::Text
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Image
        | FieldType::Enum => !text.trim().is_empty(),
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    text.split_once(':').is_some_and(|(hour, minute)| {
        digits(hour, 2).is_some_and(|hour| hour < 24)
            && digits(minute, 2).is_some_and(|minute| minute < 60)
    })
}

/// Returns a number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}
