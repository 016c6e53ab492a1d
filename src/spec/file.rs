//! Specs as text: `samocoder.toml` and JSON, read with errors that show the place, and written so
//! that people like to read and edit them.

use std::fmt::Write as _;

use serde::{Deserialize as _, Serialize};
use toml::de::DeTable;
use toml_edit::{DocumentMut, Item};

use super::check::{self, Problem};
use super::place::Places;
use super::{Requirement, Spec};
use crate::excerpt::{excerpt, position, suggestion};

/// The syntax of a spec file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// TOML, as in `samocoder.toml`.
    Toml,
    /// JSON, as `plan --json` prints it.
    Json,
}

impl Syntax {
    /// Returns the syntax of a file: JSON when its name says so or its text starts with a brace.
    pub fn of(name: &str, text: &str) -> Self {
        let json =
            name.to_ascii_lowercase().ends_with(".json") || text.trim_start().starts_with('{');
        if json { Self::Json } else { Self::Toml }
    }
}

/// Why a text is not a usable spec.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text can't be read as a spec.
    #[error("{message}\n{excerpt}")]
    Syntax {
        /// What is wrong, with the nearest allowed name when a name is unknown.
        message: String,
        /// The line, its number and a caret under the place.
        excerpt: String,
    },
    /// The spec contradicts itself.
    #[error("{}", list(.0))]
    Inconsistent(Vec<Located>),
}

/// A problem and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What is wrong.
    pub problem: Problem,
    /// The line, its number and a caret under the place, when the place is known.
    pub excerpt: Option<String>,
}

/// The table of a spec file that holds settings for runs.
pub const RUN: &str = "run";

/// The most problems that are listed.
const MAX_LISTED: usize = 10;

fn list(problems: &[Located]) -> String {
    let mut lines: Vec<String> = problems
        .iter()
        .take(MAX_LISTED)
        .flat_map(|located| [Some(located.problem.to_string()), located.excerpt.clone()])
        .flatten()
        .collect();
    if problems.len() > MAX_LISTED {
        lines.push(format!("… and {} more", problems.len() - MAX_LISTED));
    }
    lines.join("\n")
}

/// Reads a spec and checks that it is consistent; missing ids are given.
///
/// # Errors
/// Shows the line that can't be read, or lists everything that is inconsistent.
pub fn parse(text: &str, syntax: Syntax) -> Result<Spec, Error> {
    let mut spec: Spec = match syntax {
        Syntax::Toml => from_toml(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            broken(text, position(text, start), error.message())
        })?,
        Syntax::Json => serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = message
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            broken(text, (error.line(), error.column()), &message)
        })?,
    };
    let problems = check::check(&spec);
    if !problems.is_empty() {
        return Err(Error::Inconsistent(located(text, syntax, problems)));
    }
    give_ids(&mut spec);
    Ok(spec)
}

/// Reads a spec from TOML. What a project says of runs is no part of the app: settings read it.
fn from_toml(text: &str) -> Result<Spec, toml::de::Error> {
    let mut table = DeTable::parse(text)?;
    table.get_mut().remove(RUN);
    Spec::deserialize(toml::Deserializer::from(table))
}

/// Returns what a spec file says of runs, as it can stand at the end of another one; nothing where it
/// says nothing.
pub fn run_settings(text: &str, syntax: Syntax) -> String {
    let document = match syntax {
        Syntax::Toml => text.parse::<DocumentMut>().ok(),
        Syntax::Json => None,
    };
    let run = document.and_then(|mut document| document.remove(RUN));
    let Some(mut run) = run.and_then(|run| run.into_table().ok()) else {
        return String::new();
    };
    run.set_dotted(false);
    run.set_implicit(false);
    let mut alone = DocumentMut::new();
    alone.insert(RUN, Item::Table(run));
    format!("\n{}\n", alone.to_string().trim())
}

/// Writes a spec as JSON, indented.
pub fn to_json(spec: &Spec) -> String {
    let mut text = serde_json::to_string_pretty(spec).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes a spec as `samocoder.toml`: one line for each field, requirements without what is
/// computed.
pub fn to_toml(spec: &Spec) -> String {
    let mut out = String::new();
    line(&mut out, "format", &spec.format);
    line(&mut out, "name", &spec.name);
    line(&mut out, "title", &spec.title);
    line(&mut out, "language", &spec.language);
    if !spec.description.is_empty() {
        line(&mut out, "description", &spec.description);
    }
    if !spec.requirements.is_empty() {
        let kept = spec.requirements.iter().map(|requirement| Requirement {
            covered: None,
            by: None,
            reason: None,
            ..requirement.clone()
        });
        lines(&mut out, "requirements", kept);
    }
    if !spec.features.is_empty() {
        lines(&mut out, "features", spec.features.iter());
    }
    for entity in &spec.entities {
        out.push_str("\n[[entities]]\n");
        if !entity.id.is_empty() {
            line(&mut out, "id", &entity.id);
        }
        line(&mut out, "name", &entity.name);
        line(&mut out, "label", &entity.label);
        line(&mut out, "label_plural", &entity.label_plural);
        if let Some(display) = &entity.display {
            line(&mut out, "display", display);
        }
        if !entity.unique_together.is_empty() {
            line(&mut out, "unique_together", &entity.unique_together);
        }
        lines(&mut out, "fields", entity.fields.iter());
        if !entity.relations.is_empty() {
            lines(&mut out, "relations", entity.relations.iter());
        }
    }
    out
}

fn line(out: &mut String, key: &str, value: &impl Serialize) {
    // Writing to a String can't fail.
    writeln!(out, "{key} = {}", inline(value)).unwrap_or_default();
}

fn lines<T: Serialize>(out: &mut String, key: &str, values: impl Iterator<Item = T>) {
    let values: Vec<T> = values.collect();
    if values.is_empty() {
        writeln!(out, "{key} = []").unwrap_or_default();
        return;
    }
    writeln!(out, "{key} = [").unwrap_or_default();
    for value in values {
        writeln!(out, "  {},", inline(&value)).unwrap_or_default();
    }
    out.push_str("]\n");
}

/// Returns a value as TOML on one line; every type of a spec has one.
fn inline(value: &impl Serialize) -> String {
    toml::Value::try_from(value).map_or_else(|_| String::new(), |value| value.to_string())
}

/// Gives an id to every entity, field and relation that has none.
fn give_ids(spec: &mut Spec) {
    let entities = spec
        .entities
        .iter_mut()
        .map(|entity| &mut entity.id)
        .collect();
    fill("e", entities);
    for entity in &mut spec.entities {
        fill(
            "f",
            entity
                .fields
                .iter_mut()
                .map(|field| &mut field.id)
                .collect(),
        );
        fill(
            "r",
            entity
                .relations
                .iter_mut()
                .map(|relation| &mut relation.id)
                .collect(),
        );
    }
}

fn fill(prefix: &str, ids: Vec<&mut String>) {
    let taken: Vec<String> = ids.iter().map(|id| (**id).clone()).collect();
    let mut free = (1_u32..)
        .map(|number| format!("{prefix}{number}"))
        .filter(|id| !taken.contains(id));
    for id in ids.into_iter().filter(|id| id.is_empty()) {
        if let Some(next) = free.next() {
            *id = next;
        }
    }
}

/// Finds the places of problems in the text that has them.
fn located(text: &str, syntax: Syntax, problems: Vec<Problem>) -> Vec<Located> {
    let places = Places::new(text, syntax);
    let locate = |problem: Problem| Located {
        excerpt: places
            .find(&problem)
            .map(|offset| excerpt(text, position(text, offset))),
        problem,
    };
    problems.into_iter().map(locate).collect()
}

fn broken(text: &str, place: (usize, usize), message: &str) -> Error {
    Error::Syntax {
        message: format!("{message}{}", suggestion(message)),
        excerpt: excerpt(text, place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOKS: &str = r#"format = 1
name = "books"
title = "Books"
language = "en"
requirements = [
  { id = "R1", text = "rating from 1 to 5" },
]

[[entities]]
id = "e1"
name = "Book"
label = "Book"
label_plural = "Books"
fields = [
  { id = "f1", name = "title", label = "Title", type = "string", required = true, max_length = 200 },
  { id = "f2", name = "rating", label = "Rating", type = "decimal", min = 1, max = 5.5, default = 3 },
]
relations = [
  { id = "r1", name = "sequelOf", label = "Sequel of", kind = "many_to_one", target = "Book", on_delete = "set_null" },
]
"#;

    #[test]
    fn what_is_said_of_runs_is_kept_however_it_is_written() {
        let plain = "\n[run]\nmax_usd = 0.1 # little\nfree = true\n";
        for text in [
            "format = 1\n[run]\nmax_usd = 0.1 # little\nfree = true\n\n[[entities]]\nname = \"A\"\n",
            "run.max_usd = 0.1 # little\nrun.free = true\nformat = 1\n",
        ] {
            assert_eq!(run_settings(text, Syntax::Toml), plain, "{text}");
        }
        let inline = run_settings("run = { free = true }\nformat = 1\n", Syntax::Toml);
        assert_eq!(inline, "\n[run]\nfree = true\n");
        let commented = "\n# Cheap.\n[run]\nfree = true\n";
        assert_eq!(run_settings(commented, Syntax::Toml), commented);
        assert_eq!(run_settings("format = 1\n", Syntax::Toml), "");
        assert_eq!(run_settings("{\"run\":{}}", Syntax::Json), "");
    }

    #[test]
    fn toml_and_json_are_the_same_shape_and_come_back_as_they_were() {
        let spec = parse(BOOKS, Syntax::Toml).unwrap();
        assert_eq!(to_toml(&spec), BOOKS);
        assert_eq!(parse(&to_json(&spec), Syntax::Json).unwrap(), spec);
    }

    #[test]
    fn shows_the_place_of_an_unknown_key_and_the_nearest_one() {
        let text = BOOKS.replace("max_length", "max_lenght");
        let error = parse(&text, Syntax::Toml).unwrap_err().to_string();
        assert!(error.contains("did you mean `max_length`?"), "{error}");
        assert!(error.contains("15 | "), "{error}");
        assert!(error.contains("^ line 15, column"), "{error}");
        let json =
            to_json(&parse(BOOKS, Syntax::Toml).unwrap()).replace("\"title\":", "\"titel\":");
        let error = parse(&json, Syntax::Json).unwrap_err().to_string();
        assert!(error.contains("unknown field `titel`"), "{error}");
        assert!(error.contains("did you mean `title`?"), "{error}");
    }

    #[test]
    fn settings_for_runs_are_no_part_of_the_app() {
        let with = format!("{BOOKS}\n[run]\nmax_usd = 0.1\n");
        assert_eq!(parse(&with, Syntax::Toml), parse(BOOKS, Syntax::Toml));
    }

    #[test]
    fn shows_the_place_of_what_contradicts_itself() {
        let json = to_json(&parse(BOOKS, Syntax::Toml).unwrap());
        for (text, syntax, change, place) in [
            (BOOKS, Syntax::Toml, ("max = 5.5", "max = 0"), "16 | "),
            (
                BOOKS,
                Syntax::Toml,
                ("target = \"Book\"", "target = \"Bok\""),
                "19 | ",
            ),
            (
                BOOKS,
                Syntax::Toml,
                ("\"rating\", label", "\"title\", label"),
                "16 | ",
            ),
            (
                &json,
                Syntax::Json,
                ("\"max\": 5.5", "\"max\": 0"),
                "\"min\": 1",
            ),
            (
                &json,
                Syntax::Json,
                ("\"target\": \"Book\"", "\"target\": \"Bok\""),
                "\"Bok\"",
            ),
        ] {
            let broken = text.replace(change.0, change.1);
            assert_ne!(broken, text);
            let error = parse(&broken, syntax).unwrap_err().to_string();
            assert!(
                error.contains(place) && error.contains("^ line "),
                "{error}"
            );
        }
    }

    #[test]
    fn gives_the_ids_that_are_missing() {
        let text = BOOKS
            .replace("id = \"f1\", ", "")
            .replace("id = \"f2\"", "id = \"f1\"");
        let spec = parse(&text, Syntax::Toml).unwrap();
        let ids: Vec<_> = spec.entities[0]
            .fields
            .iter()
            .map(|field| field.id.as_str())
            .collect();
        assert_eq!(ids, ["f2", "f1"]);
    }
}
