//! Node and npm: are they there, new enough for the project, and where do they keep what they need?
//!
//! They are asked outside of the sandbox, in a folder that no project has a say in.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::Error;
use super::environment::Environment;
use super::process::{self, Job, Line};
use crate::interrupt::Interrupt;

/// The oldest Node that the project's tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// How long a program may take to answer; the first start from a slow disk takes seconds.
const LIMIT: Duration = Duration::from_secs(30);

/// The name of npm's program.
pub(super) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The programs that full verification needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Toolchain {
    /// The folder of the real Node: what is on the PATH may be a script that looks for it.
    pub(super) programs: Option<PathBuf>,
    /// What these programs consist of.
    pub(super) read: Vec<PathBuf>,
    /// The settings of npm.
    pub(super) npm: Npm,
}

/// What npm says of its settings, outside of any project.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Npm {
    /// Where packages are kept.
    pub(super) cache: Option<PathBuf>,
    /// The user's settings, with tokens.
    pub(super) userconfig: Option<PathBuf>,
    /// The machine's settings.
    pub(super) globalconfig: Option<PathBuf>,
    /// The authorities that are trusted.
    pub(super) cafile: Option<PathBuf>,
    /// Everything else, by its name.
    #[serde(flatten)]
    others: serde_json::Map<String, Value>,
}

/// The settings that say whom the installation talks to and whom it believes.
const WAY: [&str; 6] = [
    "registry",
    "proxy",
    "https-proxy",
    "noproxy",
    "strict-ssl",
    "ca",
];

impl std::fmt::Debug for Npm {
    /// A proxy's address may hold a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Npm(***)")
    }
}

impl Npm {
    /// Returns the variables that hold the user's way to registries, for a project not to have
    /// another one. What is not set is `null` there: a project's own setting does not count then.
    pub(super) fn way(&self) -> Vec<(String, OsString)> {
        let said = WAY.iter().filter_map(|name| {
            let variable = format!("npm_config_{}", name.replace('-', "_"));
            Some((variable, text(self.others.get(*name)?)?.into()))
        });
        let cafile = self
            .cafile
            .as_ref()
            .map_or_else(|| "null".into(), Into::into);
        let cafile = ("npm_config_cafile".to_owned(), cafile);
        said.chain([cafile]).collect()
    }

    /// Returns the addresses of the user's registries.
    pub(super) fn registries(&self) -> impl Iterator<Item = &str> {
        let registry = |name: &str| name == "registry" || name.ends_with(":registry");
        let registries = self.others.iter().filter(move |(name, _)| registry(name));
        registries.filter_map(|(_, address)| address.as_str())
    }
}

/// Returns a setting of npm as a variable holds it.
fn text(setting: &Value) -> Option<String> {
    Some(match setting {
        Value::Null => "null".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(texts) => {
            let texts: Vec<_> = texts.iter().filter_map(Value::as_str).collect();
            // npm splits lists here.
            texts.join("\n\n")
        }
        Value::Bool(_) | Value::Number(_) => setting.to_string(),
        Value::Object(_) => return None,
    })
}

/// Node, as it tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Its version.
    pub(super) version: String,
    /// Its program.
    program: Option<PathBuf>,
}

impl Toolchain {
    /// Finds the programs that full verification needs.
    pub(super) fn find(environment: &Environment, interrupt: &Interrupt) -> Result<Self, Error> {
        let node = node(environment, interrupt)?;
        let settings = ["config", "ls", "-l", "--json", "--silent"];
        let settings = answer(&Line::new(NPM, settings), environment, interrupt)?;
        let settings = settings.ok_or(Error::MissingNpm)?;
        let mut read = Vec::new();
        if let Some(program) = &node.program {
            read.extend(parts(program));
        }
        let programs = node.program.as_deref().and_then(Path::parent);
        let programs = programs.map(Path::to_owned);
        let folders = programs.iter().cloned().chain(environment.folders());
        read.extend(found(NPM, folders).as_deref().map(package));
        Ok(Self {
            programs,
            read,
            // An npm that says something else has its own places; the project's run gets new ones.
            npm: serde_json::from_str(&settings).unwrap_or_default(),
        })
    }
}

/// Returns Node, when there is one that is new enough.
pub(super) fn node(environment: &Environment, interrupt: &Interrupt) -> Result<Node, Error> {
    let line = Line::new("node", ["-p", "`${process.version} ${process.execPath}`"]);
    let answer = answer(&line, environment, interrupt)?.unwrap_or_default();
    let last = answer.lines().next_back().unwrap_or_default().trim();
    let (version, program) = last.split_once(' ').unwrap_or((last, ""));
    let version = version.trim_start_matches('v').to_owned();
    if is_new_enough(&version) {
        let program = Some(program).filter(|it| !it.is_empty());
        let program = program.map(PathBuf::from);
        let folders = environment.folders();
        let program = program.or_else(|| found("node", folders));
        return Ok(Node { version, program });
    }
    let found = Some(version).filter(|it| !it.is_empty());
    Err(Error::MissingNode { found })
}

/// Returns what a program prints; nothing if it is not there or fails.
fn answer(
    line: &Line,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<Option<String>, Error> {
    let folder = tempfile::tempdir().map_err(Error::Temporary)?;
    let job = Job::free(line, folder.path(), environment, LIMIT);
    match process::run(&job, interrupt) {
        Ok(ran) if ran.succeeded() => Ok(Some(ran.output)),
        Ok(_) => Ok(None),
        Err(Error::Spawn { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the first program of that name, where links to it lead.
fn found(name: &str, folders: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let mut files = folders.into_iter().map(|folder| folder.join(name));
    files.find_map(|file| file.canonicalize().ok())
}

/// Returns what Node consists of: its program, the libraries beside it, and packages of npm that are
/// installed with it. Whoever else has files under the same prefix, such as `~/.local`, keeps them.
fn parts(program: &Path) -> Vec<PathBuf> {
    let mut parts = vec![program.to_owned()];
    let folder = program.parent().filter(|it| it.ends_with("bin"));
    if let Some(prefix) = folder.and_then(Path::parent) {
        let packages = prefix.join("lib/node_modules");
        parts.extend(
            ["cert.pem", "cacert.pem", "openssl.cnf"].map(|it| prefix.join("ssl").join(it)),
        );
        for folder in ["lib", "lib64"] {
            parts.extend(entries(&prefix.join(folder)).filter(|file| is_library(file)));
        }
        // Programs of packages, such as npm itself, are links to where those are.
        let of_packages = |file: &PathBuf| {
            file.canonicalize()
                .is_ok_and(|it| it.starts_with(&packages))
        };
        parts.extend(entries(&prefix.join("bin")).filter(of_packages));
        parts.push(packages);
    }
    parts
}

/// Returns what is in a folder.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// Returns whether a file is a library that programs load when they start.
fn is_library(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    let library = |name: &str| {
        name.starts_with("lib") && [".so", ".dylib"].iter().any(|it| name.contains(it))
    };
    name.is_some_and(library) && file.is_file()
}

/// Returns the package that a program of npm is in, or the program.
fn package(program: &Path) -> PathBuf {
    let folder = program.parent().filter(|it| it.ends_with("bin"));
    let package = folder.and_then(Path::parent);
    let package = package.filter(|it| it.join("package.json").is_file());
    package.unwrap_or(program).to_owned()
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= OLDEST,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_which_versions_will_do() {
        for good in ["20.19.0", "20.20.2", "22.1.0", "24.0.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["20.18.9", "18.20.0", "", "20", "x.y.z"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }

    #[test]
    fn the_toolchain_of_this_machine_is_found() {
        let toolchain = Toolchain::find(&Environment::inherited(), &Interrupt::new()).unwrap();
        assert!(toolchain.programs.unwrap().join("node").is_file());
        assert!(toolchain.npm.cache.is_some() && toolchain.npm.userconfig.is_some());
        let npm = |path: &PathBuf| path.join("bin/npm-cli.js").is_file();
        assert!(toolchain.read.iter().any(npm), "{:?}", toolchain.read);
    }

    #[test]
    fn a_path_without_node_says_so() {
        let empty = tempfile::tempdir().unwrap();
        let path = [("PATH".into(), empty.path().as_os_str().to_owned())];
        let environment = Environment::of(path);
        let error = Toolchain::find(&environment, &Interrupt::new()).unwrap_err();
        assert!(
            matches!(error, Error::MissingNode { found: None }),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test makes its program")]
    fn an_old_node_is_named() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let node = directory.path().join("node");
        std::fs::write(&node, "#!/bin/sh\necho v18.2.0\n").unwrap();
        std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = [("PATH".into(), directory.path().as_os_str().to_owned())];
        let environment = Environment::of(path);
        let error = Toolchain::find(&environment, &Interrupt::new()).unwrap_err();
        assert!(matches!(&error, Error::MissingNode { found: Some(found) } if found == "18.2.0"));
    }
}
