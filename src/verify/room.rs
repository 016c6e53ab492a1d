//! What the steps of full verification may see and touch: a room with the project, the toolchain, and
//! a private folder in place of the user's home.
//!
//! Only the installation reaches the network and sees what opens registries: the user's settings of
//! npm, proxies, certificates. It runs no code of the project or of packages, only npm itself: scripts
//! are ignored, and the project's own settings can't name another `git`.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::environment::Environment;
use super::toolchain::{self, Toolchain};
use super::{Error, full, history, origin};
use crate::sandbox::{Network, Policy, Sandbox};

/// The largest file that a step may write, in bytes.
pub(super) const LARGEST_FILE: u64 = 1 << 30;

/// Where steps run.
pub(super) struct Room<'a> {
    directory: PathBuf,
    /// The directory without links.
    project: PathBuf,
    private: TempDir,
    toolchain: Toolchain,
    outside: Environment,
    sandbox: Option<&'a Sandbox>,
}

/// What one step may see and touch.
pub(super) struct Terms {
    /// Its environment.
    pub(super) environment: Environment,
    /// Its policy in the sandbox.
    pub(super) policy: Policy,
}

impl<'a> Room<'a> {
    /// Makes a room for a project.
    pub(super) fn new(
        directory: &Path,
        toolchain: Toolchain,
        outside: &Environment,
        sandbox: Option<&'a Sandbox>,
    ) -> Result<Self, Error> {
        let private = tempfile::tempdir().map_err(Error::Temporary)?;
        for name in ["home", "tmp"] {
            make(&private.path().join(name)).map_err(Error::Temporary)?;
        }
        let project = directory.canonicalize();
        let project = project.map_err(|source| Error::Spawn {
            command: toolchain::NPM.to_owned(),
            directory: directory.to_owned(),
            source,
        })?;
        Ok(Self {
            directory: directory.to_owned(),
            project,
            private,
            toolchain,
            outside: outside.clone(),
            sandbox,
        })
    }

    /// Returns the sandbox that steps run in.
    pub(super) fn sandbox(&self) -> Option<&'a Sandbox> {
        self.sandbox
    }

    /// Returns where steps run.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the project's own path, without links.
    pub(super) fn project(&self) -> &Path {
        &self.project
    }

    /// Returns what the project would fetch from elsewhere than the user's registries, as problems.
    pub(super) fn strangers(&self) -> Vec<String> {
        origin::strangers(&self.project, &self.toolchain.npm)
    }

    /// Returns a path in the private folder, which steps may write.
    pub(super) fn private(&self, name: &str) -> PathBuf {
        self.private.path().join(name)
    }

    /// Returns what a step may see and touch.
    pub(super) fn terms(&self, step: &full::Step) -> Terms {
        match step.network() {
            Network::Open => self.online(),
            network @ (Network::None | Network::Loopback) => self.offline(network),
        }
    }

    fn offline(&self, network: Network) -> Terms {
        // npm looks for these even when it only runs a script.
        let npm = ["cache", "userconfig", "globalconfig"];
        let npm = npm.map(|name| (format!("npm_config_{name}"), self.private(name)));
        let environment = npm
            .iter()
            .fold(self.outside.offline(), |environment, (name, path)| {
                environment.with(name, path)
            });
        Terms {
            environment: self.at_home(&environment),
            policy: self.policy(network, Vec::new(), Vec::new()),
        }
    }

    fn online(&self) -> Terms {
        let npm = &self.toolchain.npm;
        let cache = npm.cache.clone();
        // Landlock knows no folder that is not there; npm says what is wrong with one that it can't use.
        let cache = cache.filter(|path| make(path).is_ok());
        let cache = cache.unwrap_or_else(|| self.private("cache"));
        let mut environment = self.outside.with("npm_config_cache", &cache);
        // A dependency from a repository would run the `git` that the project's settings name.
        environment = environment.with("npm_config_git", "false");
        let places = [
            ("npm_config_userconfig", &npm.userconfig),
            ("npm_config_globalconfig", &npm.globalconfig),
        ];
        for (name, value) in npm.way() {
            environment = environment.with(&name, value);
        }
        for (name, path) in places {
            if let Some(path) = path {
                environment = environment.with(name, path);
            }
        }
        let settings = [&npm.userconfig, &npm.globalconfig, &npm.cafile];
        let settings = settings.into_iter().flatten().cloned();
        let read = settings.chain(self.outside.certificates()).collect();
        Terms {
            environment: self.at_home(&environment),
            policy: self.policy(Network::Open, read, vec![cache]),
        }
    }

    /// Returns the environment with a home, a place for temporary files, and the real Node first.
    fn at_home(&self, environment: &Environment) -> Environment {
        let environment = environment
            .with("HOME", self.private("home"))
            .with("TMPDIR", self.private("tmp"));
        match &self.toolchain.programs {
            Some(programs) => environment.with_program_folder(programs),
            None => environment,
        }
    }

    fn policy(&self, network: Network, read: Vec<PathBuf>, write: Vec<PathBuf>) -> Policy {
        let own = [self.project.clone(), self.private.path().to_owned()];
        Policy {
            read: self.toolchain.read.iter().cloned().chain(read).collect(),
            write: own.into_iter().chain(write).collect(),
            keep: history::places(&self.project),
            network,
            largest_file: LARGEST_FILE,
        }
    }
}

/// Makes a folder where it is missing.
fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}
