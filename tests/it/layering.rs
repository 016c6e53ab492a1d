//! Who may import whom: dependencies point one way.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// Every module and the modules that it may use; a module that is missing here fails.
const ALLOWED: &[(&str, &[&str])] = &[
    // Plain data.
    ("exit", &[]),
    ("stage", &[]),
    ("path", &[]),
    ("excerpt", &[]),
    ("spec", &["excerpt"]),
    ("idea", &["spec"]),
    ("tree", &["path", "spec"]),
    ("change", &["path"]),
    ("architecture", &["change", "path", "spec"]),
    ("event", &["exit", "spec", "stage"]),
    ("interrupt", &["exit"]),
    ("group", &[]),
    ("sandbox", &[]),
    ("secret", &[]),
    ("untrusted", &[]),
    ("log", &["secret"]),
    // Engines and services.
    ("builtin", &["idea", "spec"]),
    ("demo", &["spec"]),
    (
        "template",
        &["architecture", "builtin", "demo", "path", "spec", "tree"],
    ),
    (
        "verify",
        &[
            "event",
            "exit",
            "group",
            "interrupt",
            "path",
            "sandbox",
            "spec",
            "tree",
            "untrusted",
        ],
    ),
    (
        "store",
        &[
            "event",
            "exit",
            "export",
            "path",
            "spec",
            "tree",
            "untrusted",
        ],
    ),
    ("export", &["exit", "path"]),
    ("git", &["group", "interrupt"]),
    ("llm", &["secret"]),
    ("proxy", &["llm", "secret"]),
    ("cli", &["spec"]),
    (
        "settings",
        &["cli", "excerpt", "exit", "llm", "secret", "spec"],
    ),
    (
        "credential",
        &["exit", "interrupt", "llm", "secret", "settings", "store"],
    ),
    ("state", &["llm", "store"]),
    // What joins them.
    (
        "pipeline",
        &[
            "architecture",
            "builtin",
            "change",
            "event",
            "idea",
            "llm",
            "path",
            "spec",
            "stage",
            "template",
            "tree",
            "verify",
        ],
    ),
    (
        "run",
        &[
            "idea", "llm", "pipeline", "stage", "store", "tree", "verify",
        ],
    ),
    (
        "models",
        &["event", "exit", "llm", "pipeline", "run", "store", "verify"],
    ),
    (
        "workshop",
        &[
            "models", "path", "pipeline", "run", "store", "tree", "verify",
        ],
    ),
    (
        "error",
        &[
            "builtin",
            "credential",
            "exit",
            "export",
            "interrupt",
            "llm",
            "models",
            "pipeline",
            "settings",
            "spec",
            "store",
            "template",
            "verify",
        ],
    ),
    (
        "ui",
        &[
            "error",
            "event",
            "interrupt",
            "secret",
            "settings",
            "spec",
            "stage",
        ],
    ),
    (
        "command",
        &[
            "architecture",
            "cli",
            "credential",
            "error",
            "event",
            "exit",
            "excerpt",
            "export",
            "git",
            "idea",
            "interrupt",
            "llm",
            "models",
            "path",
            "pipeline",
            "proxy",
            "run",
            "secret",
            "settings",
            "spec",
            "state",
            "store",
            "template",
            "tree",
            "ui",
            "verify",
            "workshop",
        ],
    ),
    (
        "lib",
        &[
            "builtin", "cli", "command", "error", "event", "log", "settings", "ui",
        ],
    ),
    ("main", &[]),
];

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for entry in WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
    {
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "rs")
        {
            continue;
        }
        let name = entry
            .path()
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let module = name.split(['/', '.']).next().unwrap();
        let Some(allowed) = allowed.get(module) else {
            wrong.push(format!("{name}: `{module}` is not in the table"));
            continue;
        };
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (index, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in used(line) {
                if used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{name}:{}: {module} uses {used}", index + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the modules that a line names as `crate::module`.
fn used(line: &str) -> Vec<String> {
    let module = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_ascii_lowercase() || *c == '_')
            .collect()
    };
    line.match_indices("crate::")
        .map(|(start, found)| &line[start + found.len()..])
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|part| module(part.trim()))
                .collect(),
            None => vec![module(rest)],
        })
        .filter(|name: &String| !name.is_empty())
        .collect()
}
