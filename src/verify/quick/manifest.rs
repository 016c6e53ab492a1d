//! `package.json` and `package-lock.json`: what is declared, and that both say the same.
//!
//! `npm ci` refuses a lock file that does not belong to its `package.json`, after minutes in the
//! worst case and in words that few understand; here it is found at once and by name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::{Check, Texts, counted};
use crate::verify::full::STEPS;

/// Names of dependencies and the versions asked for.
type Wanted = BTreeMap<String, String>;

/// What a `package.json` declares.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) name: Option<String>,
    version: Option<String>,
    dependencies: Wanted,
    dev_dependencies: Wanted,
    optional_dependencies: Wanted,
    peer_dependencies: Wanted,
    pub(super) imports: BTreeMap<String, Value>,
    scripts: BTreeMap<String, Value>,
}

impl Manifest {
    /// Returns the manifests of a project by the directory that they stand in, `""` for the root.
    /// One that can't be read declares nothing; that it is broken is told by other checks.
    pub(super) fn all(files: &Texts) -> BTreeMap<String, Self> {
        files
            .iter()
            .filter_map(|(path, text)| {
                let directory = path.as_str().strip_suffix("package.json")?;
                let directory = match directory {
                    "" => "",
                    _ => directory.strip_suffix('/')?,
                };
                let manifest = serde_json::from_str(text).unwrap_or_default();
                Some((directory.to_owned(), manifest))
            })
            .collect()
    }

    /// Returns whether a package of that name is declared.
    pub(super) fn declares(&self, package: &str) -> bool {
        self.wanted()
            .any(|(_, wanted)| wanted.contains_key(package))
    }

    fn wanted(&self) -> impl Iterator<Item = (&'static str, &Wanted)> {
        [
            ("dependencies", &self.dependencies),
            ("devDependencies", &self.dev_dependencies),
            ("optionalDependencies", &self.optional_dependencies),
            ("peerDependencies", &self.peer_dependencies),
        ]
        .into_iter()
    }
}

/// What a lock file says.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lock {
    lockfile_version: u32,
    packages: BTreeMap<String, Locked>,
}

/// One entry of a lock file; the one of the root is a manifest.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Locked {
    #[serde(flatten)]
    manifest: Manifest,
    integrity: Option<String>,
    link: bool,
    in_bundle: bool,
    has_install_script: bool,
}

/// Checks that every script exists that full verification calls.
pub(super) fn scripts(files: &Texts) -> Check {
    let manifest = match root(files, "package.json").map(serde_json::from_str::<Manifest>) {
        None => return absent("scripts", "package.json: the file is missing"),
        Some(Err(error)) => return absent("scripts", &format!("package.json: {error}")),
        Some(Ok(manifest)) => manifest,
    };
    let needed = STEPS.iter().filter_map(|step| step.script);
    let problems = needed
        .clone()
        .filter(|name| !matches!(manifest.scripts.get(*name), Some(Value::String(line)) if !line.trim().is_empty()))
        .map(|name| format!("package.json: the script `{name}` is missing"))
        .collect();
    Check::of("scripts", counted(needed.count(), "script"), problems)
}

/// Checks that the lock file belongs to `package.json`.
pub(super) fn lock(files: &Texts) -> Check {
    let Some(manifest) = root(files, "package.json") else {
        return absent("lock", "package.json: the file is missing");
    };
    let Some(lock) = root(files, "package-lock.json") else {
        return absent("lock", "package-lock.json: the file is missing");
    };
    let manifest: Manifest = match serde_json::from_str(manifest) {
        Ok(manifest) => manifest,
        Err(error) => return absent("lock", &format!("package.json: {error}")),
    };
    let lock: Lock = match serde_json::from_str(lock) {
        Ok(lock) => lock,
        Err(error) => return absent("lock", &format!("package-lock.json: {error}")),
    };
    let mut problems = Vec::new();
    if lock.lockfile_version != 3 {
        problems.push(format!(
            "lockfileVersion is {}, not 3",
            lock.lockfile_version
        ));
    }
    match lock.packages.get("") {
        Some(root) => compare(&manifest, &root.manifest, &mut problems),
        None => problems.push("the entry of the project itself is missing".to_owned()),
    }
    direct(&manifest, &lock, &mut problems);
    entries(&lock, &mut problems);
    let problems = problems
        .into_iter()
        .map(|problem| format!("package-lock.json: {problem}"))
        .collect();
    let packages = lock.packages.keys().filter(|key| !key.is_empty()).count();
    Check::of("lock", counted(packages, "package"), problems)
}

fn root<'a>(files: &Texts<'a>, name: &str) -> Option<&'a str> {
    files
        .iter()
        .find(|(path, _)| path.as_str() == name)
        .map(|(_, text)| *text)
}

fn absent(name: &'static str, problem: &str) -> Check {
    Check::of(name, String::new(), vec![problem.to_owned()])
}

/// The root entry of the lock file repeats what `package.json` declares.
fn compare(manifest: &Manifest, root: &Manifest, problems: &mut Vec<String>) {
    for (what, wanted, locked) in [
        ("name", &manifest.name, &root.name),
        ("version", &manifest.version, &root.version),
    ] {
        if wanted != locked {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
            let (wanted, locked) = (shown(wanted), shown(locked));
            problems.push(format!(
                "the {what} is `{locked}`, in package.json it is `{wanted}`"
            ));
        }
    }
    for ((kind, wanted), (_, locked)) in manifest.wanted().zip(root.wanted()) {
        let names: BTreeSet<_> = wanted.keys().chain(locked.keys()).collect();
        for name in names {
            match (wanted.get(name), locked.get(name)) {
                (Some(wanted), Some(locked)) if wanted == locked => {}
                (Some(wanted), Some(locked)) => problems.push(format!(
                    "`{name}` is locked as `{locked}`, {kind} of package.json ask for `{wanted}`"
                )),
                (Some(_), None) => problems.push(format!("`{name}` of {kind} is not locked")),
                (None, _) => problems.push(format!("`{name}` is not in {kind} of package.json")),
            }
        }
    }
}

/// What the project asks for directly is there, in the version asked for if that is an exact one.
fn direct(manifest: &Manifest, lock: &Lock, problems: &mut Vec<String>) {
    let needed = manifest
        .wanted()
        .filter(|(kind, _)| *kind != "peerDependencies");
    for (name, wanted) in needed.flat_map(|(_, wanted)| wanted) {
        let Some(locked) = lock.packages.get(&format!("node_modules/{name}")) else {
            problems.push(format!("`node_modules/{name}` is missing"));
            continue;
        };
        let version = locked.manifest.version.as_deref().unwrap_or("nothing");
        if is_exact(wanted) && !locked.link && version != wanted {
            problems.push(format!("`{name}` is locked at {version}, not at {wanted}"));
        }
    }
}

/// Every package can be verified when it is installed, and runs nothing while it is.
fn entries(lock: &Lock, problems: &mut Vec<String>) {
    for (key, locked) in &lock.packages {
        let installed = key.starts_with("node_modules/") || key.contains("/node_modules/");
        if installed && !locked.link && !locked.in_bundle && locked.integrity.is_none() {
            problems.push(format!("`{key}` has no integrity"));
        }
        if locked.has_install_script {
            problems.push(format!("`{key}` runs a script when it is installed"));
        }
    }
}

fn is_exact(wanted: &str) -> bool {
    let mut parts = wanted.splitn(3, '.');
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(major), Some(minor), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let patch = rest.split(['-', '+']).next().unwrap_or_default();
    numeric(major) && numeric(minor) && numeric(patch) && !wanted.contains(char::is_whitespace)
}
