//! Tests of pruning lock files.

use super::*;

const LOCK_FILE: &str = r#"{
  "name": "all",
  "version": "0.0.0",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "all",
      "version": "0.0.0",
      "dependencies": { "app": "1.0.0", "charts": "2.0.0" },
      "devDependencies": { "types": "1.0.0" },
      "engines": { "node": ">=20" }
    },
    "node_modules/app": {
      "version": "1.0.0",
      "license": "MIT",
      "dependencies": { "deep": "^1.0.0" },
      "optionalDependencies": { "native": "1.0.0", "elsewhere": "1.0.0" },
      "peerDependencies": { "charts": "*", "host": "*" },
      "peerDependenciesMeta": { "charts": { "optional": true } }
    },
    "node_modules/charts": { "version": "2.0.0", "dependencies": { "deep": "^2.0.0", "types": "1.0.0" } },
    "node_modules/charts/node_modules/deep": { "version": "2.0.0" },
    "node_modules/deep": { "version": "1.0.0" },
    "node_modules/host": { "version": "1.0.0", "peer": true },
    "node_modules/native": { "version": "1.0.0", "cpu": ["x64"], "optional": true, "os": ["linux"], "engines": {} },
    "node_modules/types": { "version": "1.0.0", "license": "MIT" }
  }
}"#;

fn pruned(dependencies: &str) -> Map<String, Value> {
    let manifest = format!(
        r#"{{"name":"one","version":"0.1.0","dependencies":{dependencies},"devDependencies":{{"types":"1.0.0"}},"engines":{{"node":">=20"}}}}"#
    );
    let text = prune(LOCK_FILE, &manifest).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn paths(lock: &Map<String, Value>) -> Vec<&str> {
    let packages = lock["packages"].as_object().unwrap();
    packages.keys().map(String::as_str).collect()
}

#[test]
fn keeps_what_the_project_reaches() {
    let lock = pruned(r#"{"app":"1.0.0"}"#);
    assert_eq!(
        paths(&lock),
        [
            "",
            "node_modules/app",
            "node_modules/deep",
            "node_modules/host",
            "node_modules/native",
            "node_modules/types"
        ]
    );
    assert_eq!(lock["name"], "one");
    let root = &lock["packages"][""];
    assert_eq!(root["dependencies"], serde_json::json!({"app": "1.0.0"}));
}

#[test]
fn computes_how_each_package_is_reached() {
    let flags = |lock: &Map<String, Value>, name: &str| {
        let package = lock["packages"][&format!("node_modules/{name}")].clone();
        FLAGS.map(|flag| package.get(flag).is_some())
    };
    let all = pruned(r#"{"app":"1.0.0","charts":"2.0.0"}"#);
    assert_eq!(flags(&all, "types"), [false; 4]);
    let one = pruned(r#"{"app":"1.0.0"}"#);
    assert_eq!(flags(&one, "types"), [true, false, false, false]);
    assert_eq!(flags(&one, "native"), [false, false, true, false]);
    assert_eq!(flags(&one, "host"), [false, false, false, true]);
}

#[test]
fn writes_keys_in_the_order_of_npm() {
    let lock = pruned(r#"{"app":"1.0.0"}"#);
    let keys = |name: &str| {
        let package = lock["packages"][name].as_object().unwrap();
        package.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys("node_modules/types"), "version dev license");
    assert_eq!(
        keys("node_modules/native"),
        "version cpu optional os engines"
    );
}

#[test]
fn says_which_dependency_is_missing() {
    let error = prune(
        LOCK_FILE,
        r#"{"name":"one","dependencies":{"nothing":"1"}}"#,
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "it lacks `nothing`, which `` depends on");
}
