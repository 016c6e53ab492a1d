//! Checks in memory: what can be seen of a project without Node, in milliseconds.
//!
//! They find what makes every later step fail for a dull reason: a file that does not parse, an
//! import that leads nowhere, a lock file that does not belong to `package.json`. They replace no
//! compiler: types, duplicate declarations and unused names are left to the project's own scripts.
//!
//! Files are looked at in parallel and answers are put together in the order of their paths, so
//! the result does not depend on the machine.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Check, counted};
use crate::path::ProjectPath;

mod data;
mod manifest;
mod place;
mod resolve;
mod source;

use manifest::Manifest;
use resolve::Resolver;

pub(super) use place::at;
pub(super) use source::{on_deep_stack, parseable};

/// All files of a project by path.
type Texts<'a> = BTreeMap<&'a ProjectPath, &'a str>;

/// What kind of file it is, as far as a check cares.
enum Kind {
    /// A script in a language that the parser knows.
    Source,
    /// JSON, TOML or YAML.
    Data(data::Format),
    /// Text that people read; a code fence in it is text.
    Prose,
    /// Anything else.
    Other,
}

/// What one file gave.
#[derive(Default)]
struct Seen {
    source: bool,
    data: bool,
    syntax: Vec<String>,
    values: Vec<String>,
    imports: Vec<source::Import>,
}

/// Checks all files of a project, without Node and without touching the disk.
pub fn quick(files: &Texts) -> Vec<Check> {
    let seen: Vec<(&ProjectPath, Seen)> = on_deep_stack(|| {
        files
            .par_iter()
            .map(|(path, text)| (*path, look(path, text)))
            .collect()
    });
    let manifests = Manifest::all(files);
    let resolver = Resolver::new(files, &manifests);
    let import_problems = seen
        .par_iter()
        .flat_map_iter(|(path, seen)| {
            let problems = seen.imports.iter();
            problems.filter_map(|import| resolver.problem(path, import))
        })
        .collect();
    let imports = seen.iter().map(|(_, seen)| seen.imports.len()).sum();
    let sources = seen.iter().filter(|(_, seen)| seen.source).count();
    let data = seen.iter().filter(|(_, seen)| seen.data).count();
    let (syntax_problems, data_problems): (Vec<_>, Vec<_>) = seen
        .into_iter()
        .map(|(_, seen)| (seen.syntax, seen.values))
        .unzip();
    vec![
        Check::of("syntax", counted(sources, "file"), syntax_problems.concat()),
        Check::of("imports", counted(imports, "import"), import_problems),
        Check::of("data", counted(data, "file"), data_problems.concat()),
        manifest::lock(files),
        manifest::scripts(files),
    ]
}

fn look(path: &ProjectPath, text: &str) -> Seen {
    let mut seen = Seen::default();
    let kind = kind(path);
    if !matches!(kind, Kind::Prose) && text.trim_start().starts_with("```") {
        let problem = format!("{path}:1:1: the file is wrapped in a code fence");
        match kind {
            Kind::Data(_) => {
                seen.data = true;
                seen.values.push(problem);
            }
            Kind::Source | Kind::Prose | Kind::Other => {
                seen.source = matches!(kind, Kind::Source);
                seen.syntax.push(problem);
            }
        }
        return seen;
    }
    match kind {
        Kind::Source if !source::fits(text) => {}
        Kind::Source => {
            seen.source = true;
            (seen.syntax, seen.imports) = source::parse(path, text);
        }
        Kind::Data(format) => {
            seen.data = true;
            seen.values.extend(data::problem(path, text, format));
        }
        Kind::Prose | Kind::Other => {}
    }
    seen
}

fn kind(path: &ProjectPath) -> Kind {
    match path.extension() {
        "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" => Kind::Source,
        "json" if data::takes_comments(path) => Kind::Data(data::Format::JsonWithComments),
        "jsonc" => Kind::Data(data::Format::JsonWithComments),
        "json" | "webmanifest" => Kind::Data(data::Format::Json),
        "toml" => Kind::Data(data::Format::Toml),
        "yaml" | "yml" => Kind::Data(data::Format::Yaml),
        "md" | "mdx" | "txt" => Kind::Prose,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests;
