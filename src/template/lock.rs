//! Prunes a template's lock file to what one project depends on.
//!
//! A template has one lock file for all its dependencies; a project depends on some of them. The
//! packages that it reaches stay, at the same versions, and the flags that say how each is reached
//! are computed anew, as npm would.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// The name of the lock file in a project.
pub(super) const LOCK: &str = "package-lock.json";

/// The file of the template that says what a project depends on.
pub(super) const MANIFEST_SOURCE: &str = "files/package.json";

/// The flags of a package that depend on how it is reached.
const FLAGS: [&str; 4] = ["dev", "devOptional", "optional", "peer"];

/// Why a lock file can't be pruned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It, or `package.json`, is not JSON.
    #[error("it is not valid JSON")]
    Json(#[from] serde_json::Error),
    /// It has no list of packages.
    #[error("it has no `packages`")]
    NoPackages,
    /// It lacks a dependency.
    #[error("it lacks `{name}`, which `{dependent}` depends on")]
    Missing {
        /// The package that is missing.
        name: String,
        /// The path of the one that depends on it; empty for the project itself.
        dependent: String,
    },
}

/// How one package depends on another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Plain,
    Dev,
    Optional,
    Peer,
    /// It is used when it is there, and brings nothing in.
    OptionalPeer,
}

/// Returns the part of `lock` that the project with this `package.json` depends on.
pub(super) fn prune(lock: &str, manifest: &str) -> Result<String, Error> {
    let mut lock: Map<String, Value> = serde_json::from_str(lock)?;
    let manifest: Map<String, Value> = serde_json::from_str(manifest)?;
    let Some(Value::Object(all)) = lock.get("packages") else {
        return Err(Error::NoPackages);
    };
    let mut packages = all.clone();
    if let Some(root) = packages.get_mut("") {
        *root = root_of(&manifest, root);
    }
    let graph = Graph::new(&packages)?;
    let kept_paths = graph.reached(|_, edge| edge != Edge::OptionalPeer);
    let without = |closed: &[Edge]| {
        graph.reached(|target, edge| kept_paths.contains(target) && !closed.contains(&edge))
    };
    let without_dev = without(&[Edge::Dev]);
    let without_optional = without(&[Edge::Optional, Edge::OptionalPeer]);
    let without_both = without(&[Edge::Dev, Edge::Optional, Edge::OptionalPeer]);
    let without_peer = without(&[Edge::Peer, Edge::OptionalPeer]);
    let mut kept = Map::new();
    for (path, package) in &packages {
        if !path.is_empty() && !kept_paths.contains(path.as_str()) {
            continue;
        }
        let path = path.as_str();
        let dev = !without_dev.contains(path);
        let optional = !without_optional.contains(path);
        let flags = [
            dev,
            !dev && !optional && !without_both.contains(path),
            optional,
            !without_peer.contains(path),
        ];
        let package = if path.is_empty() {
            package.clone()
        } else {
            flagged(package, flags)
        };
        kept.insert(path.to_owned(), package);
    }
    lock.insert("packages".to_owned(), Value::Object(kept));
    for key in ["name", "version"] {
        if let Some(value) = manifest.get(key) {
            lock.insert(key.to_owned(), value.clone());
        }
    }
    Ok(serde_json::to_string_pretty(&lock)? + "\n")
}

/// Returns the entry of the project itself: what `package.json` says, in the order of `old`.
fn root_of(manifest: &Map<String, Value>, old: &Value) -> Value {
    let keys = old.as_object().into_iter().flat_map(Map::keys);
    let said = keys.filter_map(|key| Some((key.clone(), manifest.get(key)?.clone())));
    Value::Object(said.collect())
}

/// Returns a package with these flags, its keys in npm's order.
fn flagged(package: &Value, flags: [bool; 4]) -> Value {
    let Value::Object(old) = package else {
        return package.clone();
    };
    let mut simple: BTreeMap<&str, Value> = BTreeMap::new();
    let (mut head, mut nested) = (Map::new(), Map::new());
    for (key, value) in old {
        match key.as_str() {
            "name" | "version" | "resolved" | "integrity" => {
                head.insert(key.clone(), value.clone());
            }
            flag if FLAGS.contains(&flag) => {}
            _ if value.is_object() => {
                nested.insert(key.clone(), value.clone());
            }
            _ => {
                simple.insert(key, value.clone());
            }
        }
    }
    let set = FLAGS.iter().zip(flags).filter(|(_, set)| *set);
    simple.extend(set.map(|(flag, _)| (*flag, Value::Bool(true))));
    let simple = simple
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    Value::Object(head.into_iter().chain(simple).chain(nested).collect())
}

/// Which package leads to which, by their paths in `node_modules`; the project is the empty path.
struct Graph<'a> {
    edges: BTreeMap<&'a str, Vec<(Edge, &'a str)>>,
}

impl<'a> Graph<'a> {
    fn new(packages: &'a Map<String, Value>) -> Result<Self, Error> {
        let mut edges = BTreeMap::new();
        for (path, package) in packages {
            let mut own = Vec::new();
            for (edge, name, needed) in dependencies(package) {
                match place(packages, path, name) {
                    Some(found) => own.push((edge, found)),
                    None if needed => {
                        return Err(Error::Missing {
                            name: name.to_owned(),
                            dependent: path.clone(),
                        });
                    }
                    None => {}
                }
            }
            edges.insert(path.as_str(), own);
        }
        Ok(Self { edges })
    }

    /// Returns the packages that the project reaches over the edges that are `open`, by their target and kind.
    fn reached(&self, open: impl Fn(&str, Edge) -> bool) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![""];
        while let Some(path) = waiting.pop() {
            for (edge, target) in self.edges.get(path).into_iter().flatten() {
                if open(target, *edge) && reached.insert(*target) {
                    waiting.push(target);
                }
            }
        }
        reached
    }
}

/// Returns what a package depends on: how, its name, and whether it must be there.
fn dependencies(package: &Value) -> Vec<(Edge, &str, bool)> {
    let names = |list: &str| {
        let listed = package.get(list).and_then(Value::as_object);
        listed.into_iter().flat_map(Map::keys).map(String::as_str)
    };
    let optional_peer = |name: &str| {
        let meta = package.get("peerDependenciesMeta");
        let meta = meta.and_then(|meta| meta.get(name)?.get("optional"));
        meta.and_then(Value::as_bool).unwrap_or(false)
    };
    let plain = names("dependencies").map(|name| (Edge::Plain, name, true));
    let dev = names("devDependencies").map(|name| (Edge::Dev, name, true));
    let optional = names("optionalDependencies").map(|name| (Edge::Optional, name, false));
    let peers = names("peerDependencies").map(|name| {
        if optional_peer(name) {
            (Edge::OptionalPeer, name, false)
        } else {
            (Edge::Peer, name, true)
        }
    });
    plain.chain(dev).chain(optional).chain(peers).collect()
}

/// Returns the path of the package that the one at `path` gets under this name.
fn place<'a>(packages: &'a Map<String, Value>, path: &str, name: &str) -> Option<&'a str> {
    let mut folder = path;
    loop {
        let candidate = if folder.is_empty() {
            format!("node_modules/{name}")
        } else {
            format!("{folder}/node_modules/{name}")
        };
        if let Some((found, _)) = packages.get_key_value(&candidate) {
            return Some(found);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rfind("node_modules/").map_or("", |start| {
            folder
                .get(..start)
                .unwrap_or_default()
                .trim_end_matches('/')
        });
    }
}

#[cfg(test)]
mod tests;
