//! How data becomes text in a generated file: one escaping per language of the project.
//!
//! Labels are foreign data. Whatever they hold, each of these functions returns something that the
//! file's own language reads back as exactly that data, written the way prettier writes it.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use unicode_width::UnicodeWidthStr as _;

use super::layout::{WIDTH, is_reserved};

/// Returns a JavaScript string literal in prettier's style: single quotes unless double ones need
/// fewer escapes.
pub fn js(text: &str) -> String {
    let single = text.matches('\'').count();
    let double = text.matches('"').count();
    let quote = if single > double { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c if must_escape(c) => push_unicode_escape(&mut out, c),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Returns a JSON string.
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if must_escape(c) => push_unicode_escape(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Returns text for an element or an attribute of HTML.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns an attribute's value for HTML with its quotes: those that need fewer escapes.
pub fn html_attribute(text: &str) -> String {
    let text = html(text).replace("&quot;", "\"");
    let single = text.matches('\'').count();
    if single < text.matches('"').count() {
        format!("'{}'", text.replace('\'', "&apos;"))
    } else {
        format!("\"{}\"", text.replace('"', "&quot;"))
    }
}

/// Returns text for the content of an HTML element: on the element's line when it fits there after
/// `before` columns and before `after` more, else filled into lines of its own.
pub fn fill(text: &str, indent: usize, before: usize, after: usize) -> String {
    let text = html(text);
    if before + text.width() + after <= WIDTH {
        return text;
    }
    let inner = " ".repeat(indent + 2);
    let mut out = String::new();
    let mut column = WIDTH;
    for word in text.split(' ') {
        if column + 1 + word.width() > WIDTH {
            out.push('\n');
            out.push_str(&inner);
            column = inner.len();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.width();
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out
}

/// Returns an amount in the smallest unit of a currency as people write it: 1250 as 12.50.
pub fn major_units(amount: i64, digits: usize) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let plain = format!("{:0width$}", amount.unsigned_abs(), width = digits + 1);
    let (whole, part) = plain.split_at(plain.len() - digits);
    let point = if digits > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{part}")
}

/// Returns text for a line of Markdown.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '{' | '}' | '!' => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns a string literal of SQL.
pub fn sql(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Returns any JSON value as a TypeScript literal.
///
/// # Errors
/// For a value that JSON has no word for.
pub fn js_value(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok("null".to_owned()),
        ValueKind::Bool => Ok(if value.is_true() { "true" } else { "false" }.to_owned()),
        ValueKind::Number => Ok(value.to_string()),
        ValueKind::String => Ok(js(value.as_str().unwrap_or_default())),
        ValueKind::Bytes
        | ValueKind::Seq
        | ValueKind::Map
        | ValueKind::Iterable
        | ValueKind::Plain
        | ValueKind::Invalid
        | _ => Err(Error::new(
            ErrorKind::InvalidOperation,
            "not a plain JSON value",
        )),
    }
}

/// Returns the key of an object literal: bare when it can be.
///
/// `__proto__` as it stands would be no key, but what the object inherits from.
pub fn property(key: &str) -> String {
    if key == "__proto__" {
        return format!("[{}]", js(key));
    }
    let start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    let bare = key.starts_with(start) && key.chars().all(|c| start(c) || c.is_ascii_digit());
    if bare { key.to_owned() } else { js(key) }
}

/// Returns one entry of an object literal, `key: 'text',`, marked to break where prettier does.
pub fn entry(key: &str, text: &str) -> String {
    let key = property(key);
    // Prettier never breaks after a key that a break would hardly outdent.
    let (open, line, close) = if key.width() < 5 {
        ("", " ", "")
    } else {
        ("\u{fdd4}", "\u{fdd6}", "\u{fdd5}")
    };
    format!("{key}:{open}{line}{}{close},", js(text))
}

/// Escapes characters that an editor, a parser or the layout would read as something else.
fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200e}' | '\u{200f}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || is_reserved(c)
}

fn push_unicode_escape(out: &mut String, c: char) {
    let mut units = [0; 2];
    for unit in c.encode_utf16(&mut units) {
        out.push_str(&format!("\\u{unit:04x}"));
    }
}

/// Returns the text on one line, without control characters, with single spaces.
fn one_line(text: &str) -> String {
    let clean = |c: char| {
        if c.is_control() || must_escape(c) {
            ' '
        } else {
            c
        }
    };
    let text: String = text.chars().map(clean).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_plain_values_as_typescript() {
        let values = [
            Value::from(true),
            Value::from(2),
            Value::from(2.5),
            Value::from("a"),
            Value::from(()),
        ];
        let written: Vec<_> = values
            .iter()
            .map(|value| js_value(value).unwrap())
            .collect();
        assert_eq!(written, ["true", "2", "2.5", "'a'", "null"]);
    }

    #[test]
    fn writes_strings_as_prettier_does() {
        assert_eq!(js("plain"), "'plain'");
        assert_eq!(js("it's"), "\"it's\"");
        assert_eq!(js("\"it's\""), "'\"it\\'s\"'");
        assert_eq!(js("a\n\\ ${x} `"), "'a\\n\\\\ ${x} `'");
        assert_eq!(js("\u{2028}"), "'\\u2028'");
        assert_eq!(property("want_to"), "want_to");
        assert_eq!(property("1st"), "'1st'");
        assert_eq!(property("__proto__"), "['__proto__']");
    }

    #[test]
    fn writes_amounts_in_major_units() {
        assert_eq!(major_units(1250, 2), "12.50");
        assert_eq!(major_units(-1, 2), "-0.01");
        assert_eq!(major_units(0, 3), "0.000");
        assert_eq!(major_units(500, 0), "500");
    }

    #[test]
    fn quotes_attributes_as_prettier_does() {
        assert_eq!(html_attribute("a & b"), "\"a &amp; b\"");
        assert_eq!(html_attribute("a \"b\""), "'a \"b\"'");
        assert_eq!(html_attribute("it's \"b\""), "'it&apos;s \"b\"'");
        assert_eq!(html_attribute("it's"), "\"it's\"");
    }

    #[test]
    fn fills_lines_with_words() {
        assert_eq!(fill("short text", 4, 11, 8), "short text");
        let filled = fill(&"word ".repeat(30), 4, 11, 8);
        let lines: Vec<_> = filled.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.len() <= 100));
        assert_eq!((lines[0], lines[3]), ("", "    "));
    }

    proptest! {
        #[test]
        fn json_reads_back_as_the_same_text(text in any::<String>()) {
            prop_assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), text);
        }

        #[test]
        fn nothing_leaves_a_string_literal_or_a_line(text in any::<String>()) {
            prop_assert!(!js(&text).chars().any(|c| matches!(c, '\n' | '\r')));
            prop_assert!(!html(&text).contains(['<', '>', '"', '\n']));
            prop_assert!(!markdown(&text).contains(['\n', '<']));
        }
    }
}
