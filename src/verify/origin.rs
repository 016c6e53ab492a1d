//! Where packages come from: only from registries that the user has, whatever the lock file says.
//!
//! The installation shows a registry's token to whoever is at its address, so nothing is fetched from
//! elsewhere, and nothing without encryption unless the user's own registry has none.

use std::path::Path;

use serde_json::Value;
use url::{Origin, Url};

use super::toolchain::Npm;
use crate::untrusted;

/// The files that say where packages come from; the first one that is there counts.
const LOCKS: [&str; 2] = ["npm-shrinkwrap.json", "package-lock.json"];

/// The registry that lock files mean whichever it is: npm asks the user's own instead.
const USUAL: &str = "https://registry.npmjs.org/";

/// Returns what a project would fetch from elsewhere, as problems.
pub(super) fn strangers(project: &Path, npm: &Npm) -> Vec<String> {
    let read = |name: &'static str| Some((name, untrusted::read(&project.join(name)).ok()?));
    let Some((name, lock)) = LOCKS.into_iter().find_map(read) else {
        return Vec::new();
    };
    // npm itself says what is wrong with one that can't be read.
    let lock: Value = serde_json::from_str(&lock).unwrap_or_default();
    let mut resolved = Vec::new();
    collect(&lock, &mut resolved);
    let known: Vec<Origin> = npm.registries().chain([USUAL]).filter_map(origin).collect();
    resolved.sort_unstable();
    resolved.dedup();
    let strange = |address: &&str| origin(address).is_some_and(|it| !known.contains(&it));
    resolved
        .into_iter()
        .filter(strange)
        .map(|address| format!("{name}: `{address}` is at no registry of yours"))
        .collect()
}

/// Returns the origin of an address of the web; what is none npm fetches from nowhere.
fn origin(address: &str) -> Option<Origin> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.origin())
}

/// Collects the addresses that a lock file gives for packages, in whichever version of its format.
fn collect<'a>(value: &'a Value, resolved: &mut Vec<&'a str>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str().filter(|_| key == "resolved") {
                    Some(address) => resolved.push(address),
                    None => collect(value, resolved),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, resolved)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes its project")]
    fn packages_come_from_registries_of_the_user_only() {
        let project = tempfile::tempdir().unwrap();
        let lock = r#"{"packages": {"": {}, "node_modules/a": {"resolved": "ADDRESS"}},
                       "dependencies": {"b": {"dependencies": {"a": {"resolved": "ADDRESS"}}}}}"#;
        let answer = r#"{"registry": "http://127.0.0.1:4873/", "@corp:registry": "https://npm.corp/x/",
                         "proxy": null, "@corp:other": 1}"#;
        let npm: Npm = serde_json::from_str(answer).unwrap();
        for (address, fine) in [
            ("https://registry.npmjs.org/a/-/a-1.0.0.tgz", true),
            ("http://127.0.0.1:4873/a.tgz", true),
            ("https://npm.corp/y/a.tgz", true),
            ("file:../a.tgz", true),
            ("../a", true),
            ("http://registry.npmjs.org/a.tgz", false),
            ("http://127.0.0.1:4874/a.tgz", false),
            ("https://evil.example/a.tgz", false),
            ("https://registry.npmjs.org@evil.example/a.tgz", false),
        ] {
            let lock = lock.replace("ADDRESS", address);
            std::fs::write(project.path().join("package-lock.json"), lock).unwrap();
            let found = strangers(project.path(), &npm);
            let told = format!("package-lock.json: `{address}` is at no registry of yours");
            let expected = if fine { Vec::new() } else { vec![told] };
            assert_eq!(found, expected);
        }
        std::fs::write(project.path().join("npm-shrinkwrap.json"), "{}").unwrap();
        assert!(strangers(project.path(), &npm).is_empty());
    }
}
