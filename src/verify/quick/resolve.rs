//! Imports: does what a script asks for exist? The rules are those that TypeScript's `bundler`
//! resolution and Vite share.
//!
//! Left to the type check: whether a package has that subpath, and whether a module exports that
//! name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::manifest::Manifest;
use super::source::Import;
use super::{Texts, data};
use crate::path::ProjectPath;

/// What may be left out at the end of a relative import.
const ENDINGS: [&str; 14] = [
    "",
    ".ts",
    ".tsx",
    ".d.ts",
    ".mts",
    ".js",
    ".jsx",
    ".mjs",
    ".json",
    "/index.ts",
    "/index.tsx",
    "/index.d.ts",
    "/index.js",
    "/index.jsx",
];

/// An ending in an import, and those that the file itself may have instead.
const REPLACED: [(&str, &[&str]); 4] = [
    (".js", &[".ts", ".tsx", ".d.ts"]),
    (".jsx", &[".tsx"]),
    (".mjs", &[".mts", ".d.mts"]),
    (".cjs", &[".cts", ".d.cts"]),
];

/// Modules of Node 20 that need no `node:`.
const BUILTIN: [&str; 42] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "domain",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "repl",
    "stream",
    "string_decoder",
    "sys",
    "timers",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Answers where imports lead.
pub(super) struct Resolver<'a> {
    files: BTreeSet<&'a str>,
    manifests: &'a BTreeMap<String, Manifest>,
    /// `paths` of all tsconfig files: a pattern and where it leads, from the root.
    aliases: Vec<(String, String)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(files: &Texts<'a>, manifests: &'a BTreeMap<String, Manifest>) -> Self {
        Self {
            files: files.keys().map(|path| path.as_str()).collect(),
            manifests,
            aliases: files
                .iter()
                .filter(|(path, _)| data::is_tsconfig(path))
                .flat_map(|(path, text)| aliases(path, text))
                .collect(),
        }
    }

    /// Returns what is wrong with an import of the script at `path`.
    pub(super) fn problem(&self, path: &ProjectPath, import: &Import) -> Option<String> {
        let specifier = import.specifier.as_str();
        let bare = specifier.split(['?']).next().unwrap_or(specifier);
        let message = if bare.is_empty() {
            Some("the import names no module".to_owned())
        } else if bare.starts_with('.') {
            self.relative(path, bare, specifier)
        } else if let Some(public) = bare.strip_prefix('/') {
            (!self.served(public)).then(|| format!("no file of the project is `{specifier}`"))
        } else if bare.starts_with('#') {
            self.internal(path, specifier, bare)
        } else {
            self.package(path, specifier, bare, import.types)
        };
        message.map(|message| format!("{path}:{}: {message}", import.place))
    }

    fn relative(&self, path: &ProjectPath, bare: &str, specifier: &str) -> Option<String> {
        let Some(target) = joined(directory(path.as_str()), bare) else {
            return Some(format!("`{specifier}` leads out of the project"));
        };
        (!self.exists(&target)).then(|| format!("`{specifier}` is no file of the project"))
    }

    /// Vite serves `public` and its root at `/`; where these are is written in code, so every file
    /// that could be meant will do.
    fn served(&self, public: &str) -> bool {
        let nested = format!("/{public}");
        self.files
            .iter()
            .any(|file| *file == public || file.ends_with(&nested))
    }

    fn internal(&self, path: &ProjectPath, specifier: &str, bare: &str) -> Option<String> {
        let declared = self.above(path.as_str()).any(|(directory, manifest)| {
            manifest.imports.iter().any(|(pattern, target)| {
                let Some(star) = matched(pattern, bare) else {
                    return false;
                };
                leaves(target).iter().any(|leaf| {
                    let target = leaf.replace('*', star);
                    if target.starts_with('.') {
                        joined(directory, &target).is_some_and(|target| self.exists(&target))
                    } else {
                        manifest.declares(package_name(&target))
                    }
                })
            })
        });
        let aliased = || self.aliased(bare);
        (!declared && !aliased()).then(|| {
            format!("`{specifier}` is in no `imports` of package.json, or its file is missing")
        })
    }

    fn package(
        &self,
        path: &ProjectPath,
        specifier: &str,
        bare: &str,
        types: bool,
    ) -> Option<String> {
        if let Some(builtin) = bare.strip_prefix("node:") {
            let known = is_builtin(builtin) || matches!(builtin, "test" | "test/reporters");
            return (!known).then(|| format!("`{specifier}` is no module of Node.js 20"));
        }
        if bare.starts_with("virtual:") || bare.contains("://") || bare.starts_with("data:") {
            return None;
        }
        let name = package_name(bare);
        let declared = self.above(path.as_str()).any(|(_, manifest)| {
            manifest.declares(name)
                || manifest.name.as_deref() == Some(name)
                || (types && manifest.declares(&types_name(name)))
        });
        (!declared && !is_builtin(bare) && !self.aliased(bare))
            .then(|| format!("the package `{name}` is not in package.json"))
    }

    fn aliased(&self, bare: &str) -> bool {
        self.aliases.iter().any(|(pattern, target)| {
            matched(pattern, bare).is_some_and(|star| self.exists(&target.replace('*', star)))
        })
    }

    /// Returns the manifests that hold for a file, the nearest first.
    fn above<'b>(&'b self, path: &'b str) -> impl Iterator<Item = (&'b str, &'b Manifest)> {
        std::iter::successors(Some(directory(path)), |place| {
            (!place.is_empty()).then(|| directory(place))
        })
        .filter_map(|place| Some((place, self.manifests.get(place)?)))
    }

    fn exists(&self, target: &str) -> bool {
        let whole = |ending: &str| {
            let candidate = format!("{target}{ending}");
            self.files.contains(candidate.trim_start_matches('/'))
        };
        ENDINGS.into_iter().any(whole)
            || REPLACED.iter().any(|(written, real)| {
                target.strip_suffix(written).is_some_and(|stem| {
                    let mut real = real.iter();
                    real.any(|ending| self.files.contains(format!("{stem}{ending}").as_str()))
                })
            })
    }
}

/// Returns the directory of a path, `""` for the root.
fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// Follows `relative` from `directory`; nothing if it leads out of the project.
fn joined(directory: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = directory
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns what the star of a pattern stands for; an empty text where there is no star.
fn matched<'b>(pattern: &str, text: &'b str) -> Option<&'b str> {
    match pattern.split_once('*') {
        Some((before, after)) => text
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after)),
        None => (pattern == text).then_some(""),
    }
}

/// Returns all targets of an entry of `imports`, whatever the conditions.
fn leaves(target: &Value) -> Vec<&str> {
    match target {
        Value::String(text) => vec![text],
        Value::Array(list) => list.iter().flat_map(leaves).collect(),
        Value::Object(map) => map.values().flat_map(leaves).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn package_name(specifier: &str) -> &str {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    specifier
        .match_indices('/')
        .nth(parts - 1)
        .map_or(specifier, |(end, _)| {
            specifier.get(..end).unwrap_or(specifier)
        })
}

/// Returns the name under which the types of a package are published.
fn types_name(package: &str) -> String {
    match package.strip_prefix('@') {
        Some(scoped) => format!("@types/{}", scoped.replace('/', "__")),
        None => format!("@types/{package}"),
    }
}

fn is_builtin(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    let subpath = matches!(
        name,
        "assert/strict"
            | "dns/promises"
            | "fs/promises"
            | "inspector/promises"
            | "path/posix"
            | "path/win32"
            | "readline/promises"
            | "stream/consumers"
            | "stream/promises"
            | "stream/web"
            | "timers/promises"
            | "util/types"
    );
    BUILTIN.contains(&first) && (first == name || subpath)
}

/// Reads `compilerOptions.paths` of a tsconfig file; what is not as it should be gives none.
fn aliases(path: &ProjectPath, text: &str) -> Vec<(String, String)> {
    let Ok(config) = serde_json::from_str::<Value>(&data::without_comments(text)) else {
        return Vec::new();
    };
    let Some(options) = config.get("compilerOptions") else {
        return Vec::new();
    };
    let base = options
        .get("baseUrl")
        .and_then(Value::as_str)
        .unwrap_or(".");
    let base = joined(directory(path.as_str()), base).unwrap_or_default();
    let paths = options.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .flat_map(|(pattern, targets)| {
            let targets = leaves(targets).into_iter();
            targets.filter_map(|target| Some((pattern.clone(), joined(&base, target)?)))
        })
        .collect()
}
