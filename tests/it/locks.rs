//! The lock file of every combination of features is one that npm would write and accept.

use std::collections::BTreeMap;

use samocoder::path::ProjectPath;
use samocoder::spec::file::{self, Syntax};
use samocoder::spec::{Feature, FeatureKind};

use crate::machine;
use crate::render::render;

/// An app in which every feature finds a place.
const SPEC: &str = r#"
    format = 1
    name = "some-app"
    title = "Some app"
    [[entities]]
    name = "Event"
    label = "Event"
    label_plural = "Events"
    fields = [
      { name = "title", label = "Title", type = "string" },
      { name = "status", label = "Status", type = "enum", values = [{ name = "a", label = "A" }] },
      { name = "day", label = "Day", type = "date" },
      { name = "photo", label = "Photo", type = "image" },
    ]
"#;

/// Renders the app with these features; returns its `package.json` and its lock file.
fn manifest_and_lock(kinds: &[FeatureKind]) -> (String, String) {
    let mut spec = file::parse(SPEC, Syntax::Toml).unwrap();
    let feature = |kind: &FeatureKind| Feature {
        kind: *kind,
        entity: None,
        field: None,
    };
    spec.features = kinds.iter().map(feature).collect();
    let project = render(spec);
    let files: BTreeMap<&ProjectPath, &str> = project.files();
    let read = |name: &str| files[&ProjectPath::parse(name).unwrap()].to_owned();
    (read("package.json"), read("package-lock.json"))
}

/// Returns the features that bring packages with them.
fn with_packages() -> Vec<FeatureKind> {
    let (plain, _) = manifest_and_lock(&[]);
    FeatureKind::OPTIONAL
        .into_iter()
        .filter(|kind| manifest_and_lock(&[*kind]).0 != plain)
        .collect()
}

#[test]
fn npm_accepts_the_lock_file_of_every_combination_of_features() {
    if !machine::has("lock files", &["node", "npm"]) {
        return;
    }
    let kinds = with_packages();
    let mut seen = BTreeMap::new();
    for set in 0..1_u32 << kinds.len() {
        let chosen = kinds.iter().enumerate();
        let chosen = chosen.filter(|(index, _)| set >> index & 1 == 1);
        let chosen: Vec<FeatureKind> = chosen.map(|(_, kind)| *kind).collect();
        let (manifest, lock) = manifest_and_lock(&chosen);
        // Ownership brings sign-in, so some combinations are the same.
        if seen.insert(manifest.clone(), lock.clone()).is_some() {
            continue;
        }
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        std::fs::write(path.join("package.json"), &manifest).unwrap();
        std::fs::write(path.join("package-lock.json"), &lock).unwrap();
        let quietly = ["--ignore-scripts", "--no-audit", "--no-fund"];
        machine::run(path, "npm", &[&["ci", "--dry-run"], &quietly[..]].concat());
        machine::run(
            path,
            "npm",
            &[&["install", "--package-lock-only"], &quietly[..]].concat(),
        );
        let written = std::fs::read_to_string(path.join("package-lock.json")).unwrap();
        assert!(
            written == lock,
            "npm would write another lock file for {chosen:?}"
        );
    }
}
