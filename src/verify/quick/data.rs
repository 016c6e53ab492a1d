//! Data files: JSON, TOML and YAML are valid.
//!
//! YAML is read by `saphyr-parser`: YAML 1.2 whole, in safe Rust, kept by the people who keep
//! `yaml-rust2`, without a dependency but one. Validity needs only its events, so neither its tree
//! nor a serde binding; `serde_yaml` and its forks rest on a translated C parser that nobody keeps.

use saphyr_parser::Parser;
use serde::de::IgnoredAny;

use super::place;
use crate::path::ProjectPath;

/// The syntax of a data file.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// As the standard says.
    Json,
    /// With comments and trailing commas.
    JsonWithComments,
    /// TOML.
    Toml,
    /// YAML, any number of documents.
    Yaml,
}

/// Returns whether the programs that read this JSON file allow comments in it.
pub(super) fn takes_comments(path: &ProjectPath) -> bool {
    let (directory, name) = path
        .as_str()
        .rsplit_once('/')
        .unwrap_or(("", path.as_str()));
    let editor = directory == ".vscode" || directory == ".devcontainer";
    is_tsconfig(path) || editor || matches!(name, ".oxlintrc.json" | ".eslintrc.json")
}

/// Returns whether the file sets up TypeScript.
pub(super) fn is_tsconfig(path: &ProjectPath) -> bool {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    name == "jsconfig.json" || (name.starts_with("tsconfig") && path.extension() == "json")
}

/// Returns what is wrong with a data file.
pub(super) fn problem(path: &ProjectPath, text: &str, format: Format) -> Option<String> {
    let (place, message) = match format {
        Format::Json => json(text),
        Format::JsonWithComments => json(&without_comments(text)),
        Format::Toml => toml_problem(text),
        Format::Yaml => yaml(text),
    }?;
    Some(format!("{path}:{place}: {message}"))
}

type Found = Option<(String, String)>;

fn json(text: &str) -> Found {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let (line, column) = (error.line().max(1), error.column().max(1));
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    Some((format!("{line}:{column}"), message.to_owned()))
}

fn toml_problem(text: &str) -> Found {
    let error = toml::from_str::<toml::Table>(text).err()?;
    let offset = error.span().map_or(0, |span| span.start);
    Some((place::at(text, offset), one_line(error.message())))
}

fn yaml(text: &str) -> Found {
    let error = Parser::new_from_str(text).find_map(Result::err)?;
    let marker = error.marker();
    let place = format!("{}:{}", marker.line().max(1), marker.col() + 1);
    Some((place, one_line(error.info())))
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns JSON in which comments and trailing commas are blanks, so that every place stays where
/// it was.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = '{';
    let mut comma = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => {
                out.push('"');
                copy_string(&mut rest, &mut out);
            }
            '/' if rest.peek() == Some(&'/') => {
                out.push(' ');
                while let Some(c) = rest.next_if(|c| *c != '\n') {
                    blank(c, &mut out);
                }
                continue;
            }
            '/' if rest.peek() == Some(&'*') => {
                out.push(' ');
                blank_comment(&mut rest, &mut out);
                continue;
            }
            '}' | ']' => {
                if let (',', Some(at)) = (last, comma) {
                    out.replace_range(at..=at, " ");
                }
                out.push(character);
            }
            ',' => {
                // A comma after nothing is a mistake and stays one.
                comma = (!matches!(last, '{' | '[' | ',')).then_some(out.len());
                out.push(',');
            }
            _ => out.push(character),
        }
        if !character.is_whitespace() {
            last = character;
        }
    }
    out
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn copy_string(rest: &mut Rest, out: &mut String) {
    while let Some(character) = rest.next() {
        out.push(character);
        match character {
            '\\' => out.extend(rest.next()),
            '"' | '\n' => break,
            _ => {}
        }
    }
}

fn blank_comment(rest: &mut Rest, out: &mut String) {
    let mut before = None;
    // The star that opened the comment must not close it.
    if let Some(star) = rest.next() {
        blank(star, out);
    }
    for character in rest.by_ref() {
        blank(character, out);
        if before == Some('*') && character == '/' {
            return;
        }
        before = Some(character);
    }
    // A comment that never ends is an error, which a lone slash makes the parser say.
    out.push('/');
}

/// Pushes as many blanks as the character has bytes, so that offsets stay too.
fn blank(character: char, out: &mut String) {
    if character == '\n' {
        out.push('\n');
    } else {
        out.extend(std::iter::repeat_n(' ', character.len_utf8()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str, format: Format) -> Option<String> {
        problem(&ProjectPath::parse(name).unwrap(), text, format)
    }

    #[test]
    fn says_where_a_data_file_is_wrong() {
        for (name, text, format, expected) in [
            (
                "a.json",
                "{\"a\": 1,\n \"b\" 2}",
                Format::Json,
                "a.json:2:6: expected `:`",
            ),
            (
                "a.json",
                "{\"a\": 1,}",
                Format::Json,
                "a.json:1:9: key must be a string",
            ),
            (
                "a.json",
                "",
                Format::Json,
                "a.json:1:1: EOF while parsing a value",
            ),
            ("a.toml", "a = 1\nb = \n", Format::Toml, "a.toml:2:5: "),
            ("a.yml", "a: 1\nb: [1, 2\nc: 3\n", Format::Yaml, "a.yml:3:"),
            ("a.yml", "a: &x 1\nb: *y\n", Format::Yaml, "a.yml:2:4: "),
        ] {
            let problem = found(name, text, format).unwrap_or_default();
            assert!(problem.starts_with(expected), "{problem:?} {expected:?}");
        }
    }

    #[test]
    fn tsconfig_files_may_have_comments_and_trailing_commas() {
        let text =
            "{\n  // \"strict\", яблоко\n  \"a\": \"//,}\", /* , */\n  \"b\": [1, 2, ],\n}\n";
        assert_eq!(found("t.json", text, Format::JsonWithComments), None);
        assert!(found("t.json", text, Format::Json).is_some());
        for broken in ["{,}", "{\"a\": 1,,}", "{} /*", "{\"a\" 1}", "[1,, 2]"] {
            let problem = found("t.json", broken, Format::JsonWithComments);
            assert!(problem.is_some(), "{broken}");
        }
        assert_eq!(without_comments(text).len(), text.len());
    }

    #[test]
    fn several_yaml_documents_are_fine() {
        assert_eq!(found("a.yml", "a: 1\n---\nb: 2\n", Format::Yaml), None);
    }
}
