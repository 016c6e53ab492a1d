//! What a setting can hold, and how it is read from a file, a variable or a flag.

use std::fmt;
use std::time::Duration;

use toml::de::DeValue;
use url::Url;

use crate::llm::wait;

/// What a setting holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(u64),
    /// A number.
    Number(f64),
    /// A time.
    Time(Duration),
    /// A text.
    Text(String),
    /// Texts in an order.
    List(Vec<String>),
}

/// What a setting must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A number of things, from 1.
    Count,
    /// US dollars.
    Usd,
    /// A time.
    Time,
    /// A text without blanks.
    Word,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// An address of a server.
    Address,
    /// Texts without blanks, in an order.
    Words,
}

impl Kind {
    /// Returns what is expected, to complete "must be".
    pub fn expects(self) -> String {
        match self {
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Count => "a whole number from 1".to_owned(),
            Self::Usd => "an amount of US dollars such as 0.5".to_owned(),
            Self::Time => "a time such as \"90s\" or \"5m\"".to_owned(),
            Self::Word => "a text without blanks".to_owned(),
            Self::OneOf(words) => format!("one of {}", words.join(", ")),
            Self::Address => {
                "an address such as \"https://example.com/v1\", without a name, a password or a query"
                    .to_owned()
            }
            Self::Words => "a list of texts without blanks".to_owned(),
        }
    }

    /// Reads a text, as it stands in a variable or on the command line.
    pub fn parse(self, text: &str) -> Option<Value> {
        let text = text.trim();
        match self {
            Self::Flag => match text {
                "true" | "1" | "yes" | "on" => Some(Value::Flag(true)),
                "false" | "0" | "no" | "off" => Some(Value::Flag(false)),
                _ => None,
            },
            Self::Count => {
                let number = text.replace('_', "").parse().ok();
                number.filter(|number| *number > 0).map(Value::Whole)
            }
            Self::Usd => {
                let number: f64 = text.trim_start_matches('$').parse().ok()?;
                (number.is_finite() && number >= 0.0).then_some(Value::Number(number))
            }
            Self::Time => wait::duration(text).map(Value::Time),
            Self::Word => is_word(text).then(|| Value::Text(text.to_owned())),
            Self::OneOf(words) => words.contains(&text).then(|| Value::Text(text.to_owned())),
            Self::Address => address(text).map(Value::Text),
            Self::Words => {
                let words = text.split(',').map(|word| word.trim().to_owned());
                words_of(words.filter(|word| !word.is_empty()).collect())
            }
        }
    }

    /// Reads a value of a file.
    pub(super) fn take(self, value: &DeValue<'_>) -> Option<Value> {
        match (self, value) {
            (Self::Flag, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
            (Self::Count | Self::Usd | Self::Time, DeValue::Integer(number)) => {
                (number.radix() == 10).then(|| self.parse(number.as_str()))?
            }
            (Self::Usd | Self::Time, DeValue::Float(number)) => self.parse(number.as_str()),
            (Self::Time | Self::Word | Self::OneOf(_) | Self::Address, DeValue::String(text)) => {
                self.parse(text)
            }
            (Self::Words, DeValue::Array(items)) => {
                let texts = items.iter().map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(text.to_string()),
                    DeValue::Integer(_)
                    | DeValue::Float(_)
                    | DeValue::Boolean(_)
                    | DeValue::Datetime(_)
                    | DeValue::Array(_)
                    | DeValue::Table(_) => None,
                });
                words_of(texts.collect::<Option<Vec<String>>>()?)
            }
            _ => None,
        }
    }
}

fn words_of(words: Vec<String>) -> Option<Value> {
    let fine = !words.is_empty() && words.iter().all(|word| is_word(word));
    fine.then_some(Value::List(words))
}

fn is_word(text: &str) -> bool {
    let plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    !text.is_empty() && text.chars().all(plain)
}

/// Returns an address that requests can start with: without anything that could hold a secret.
fn address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    let http = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    (plain && http).then(|| url.as_str().trim_end_matches('/').to_owned())
}

impl fmt::Display for Value {
    /// Writes it as people read it, and as a variable or a flag takes it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(formatter, "{flag}"),
            Self::Whole(number) => write!(formatter, "{number}"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Time(time) => write!(formatter, "{}s", time.as_secs_f64()),
            Self::Text(text) => formatter.write_str(text),
            Self::List(words) => formatter.write_str(&words.join(",")),
        }
    }
}

impl Value {
    /// Returns it as a value of a TOML file.
    pub(super) fn to_toml(&self) -> toml_edit::Value {
        match self {
            Self::Flag(flag) => (*flag).into(),
            Self::Whole(number) => i64::try_from(*number).unwrap_or(i64::MAX).into(),
            Self::Number(number) => (*number).into(),
            Self::Time(_) => self.to_string().into(),
            Self::Text(text) => text.as_str().into(),
            Self::List(words) => words.iter().map(String::as_str).collect(),
        }
    }

    /// Returns it as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Flag(flag) => (*flag).into(),
            Self::Whole(number) => (*number).into(),
            Self::Number(number) => (*number).into(),
            Self::Time(time) => time.as_secs_f64().into(),
            Self::Text(text) => text.as_str().into(),
            Self::List(words) => words.as_slice().into(),
        }
    }

    /// Returns whether it allows no more than another of the same kind; a flag that a project may
    /// raise is one that forbids something.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Flag(own), Self::Flag(other)) => *own || !*other,
            (Self::Whole(own), Self::Whole(other)) => own <= other,
            (Self::Number(own), Self::Number(other)) => own <= other,
            (Self::Time(own), Self::Time(other)) => own <= other,
            (own, other) => own == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_what_it_writes() {
        for (kind, text) in [
            (Kind::Flag, "true"),
            (Kind::Count, "1000"),
            (Kind::Usd, "0.05"),
            (Kind::Time, "90s"),
            (Kind::Time, "0.5s"),
            (Kind::Word, "groq"),
            (Kind::Address, "https://example.com/v1"),
            (Kind::Words, "groq,openai"),
        ] {
            let value = kind.parse(text).unwrap();
            assert_eq!(value.to_string(), text);
            let file = format!("key = {}", value.to_toml());
            let table = toml::de::DeTable::parse(&file).unwrap();
            let found = table.get_ref().iter().next().unwrap().1;
            assert_eq!(kind.take(found.get_ref()), Some(value), "{file}");
        }
    }

    #[test]
    fn what_is_not_meant_is_refused() {
        for (kind, text) in [
            (Kind::Flag, "maybe"),
            (Kind::Count, "0"),
            (Kind::Count, "-1"),
            (Kind::Usd, "-1"),
            (Kind::Usd, "NaN"),
            (Kind::Usd, "inf"),
            (Kind::Time, "soon"),
            (Kind::Word, "a b"),
            (Kind::OneOf(&["openai"]), "smtp"),
            (Kind::Address, "example.com"),
            (Kind::Address, "ftp://example.com"),
            (Kind::Address, "https://user:pass@example.com"),
            (Kind::Address, "https://example.com/?key=1"),
            (Kind::Words, " , "),
        ] {
            assert_eq!(kind.parse(text), None, "{kind:?} {text}");
        }
    }
}
