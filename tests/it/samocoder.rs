//! Runs the binary in a directory and an environment of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A place to run the binary in: an empty directory, an empty home, nothing of the machine's
/// environment but what finds programs.
pub(crate) struct Samocoder {
    directory: TempDir,
    variables: Vec<(String, String)>,
}

/// The settings of git in tests: whoever runs them, commits are made by the same person.
pub(crate) const GIT: [(&str, &str); 6] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "Ada Lovelace"),
    ("GIT_AUTHOR_EMAIL", "ada@example.com"),
    ("GIT_COMMITTER_NAME", "Ada Lovelace"),
    ("GIT_COMMITTER_EMAIL", "ada@example.com"),
];

/// What a run printed and how it ended.
#[must_use = "compare it, or ask for success"]
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Samocoder {
    pub(crate) fn new() -> Self {
        Self {
            directory: TempDir::new().unwrap(),
            variables: Vec::new(),
        }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// One with settings, state and keys of its own.
    pub(crate) fn with_own_home() -> Self {
        let samocoder = Self::new();
        let config = samocoder.path("config").display().to_string();
        let state = samocoder.path("state").display().to_string();
        samocoder
            .env("SAMOCODER_CONFIG_DIR", &config)
            .env("SAMOCODER_STATE_DIR", &state)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names in a directory, sorted.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(name)).unwrap();
        let name = |entry: std::fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<_> = entries.map(Result::unwrap).map(name).collect();
        names.sort();
        names
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        self.run_with(arguments, Vec::new())
    }

    pub(crate) fn run_with<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        stdin: impl Into<Vec<u8>>,
    ) -> Output {
        let mut command = Command::from_std(self.command(arguments));
        command.write_stdin(stdin);
        let output = command.output().unwrap();
        Output {
            code: output.status.code().unwrap_or(-1),
            stdout: self.scrub(&output.stdout),
            stderr: self.scrub(&output.stderr),
        }
    }

    /// Returns the binary with these arguments and nothing of the developer's environment.
    pub(crate) fn command<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("samocoder"));
        command
            .current_dir(self.directory.path())
            .env_clear()
            .args(arguments);
        for name in [
            "PATH",
            "SystemRoot",
            "npm_config_registry",
            "npm_config_cache",
        ] {
            if let Ok(value) = std::env::var(name) {
                command.env(name, value);
            }
        }
        command.env("HOME", std::env::var("HOME").unwrap_or_default());
        // Runs made here are not listed among the developer's.
        command.env(
            "SAMOCODER_STATE_DIR",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/state"),
        );
        // The developer's settings of git are not those of a test.
        command.envs(GIT);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Replaces what differs from run to run.
    fn scrub(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let directory = self.directory.path().canonicalize().unwrap();
        text.replace(&directory.display().to_string(), "[DIR]")
            .replace(&self.directory.path().display().to_string(), "[DIR]")
            .replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
    }
}

impl Output {
    /// Returns stdout of a run that ended with 0.
    #[track_caller]
    pub(crate) fn success(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Returns the whole of it, for a snapshot.
    pub(crate) fn all(&self) -> String {
        format!(
            "code: {}\n--- stdout\n{}--- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }
}

/// Returns whether two directories hold the same files with the same bytes; their histories, which
/// began at different times, are left out.
pub(crate) fn same(left: &Path, right: &Path) -> bool {
    let files = |root: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        walkdir::WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.file_name() != ".git")
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).unwrap().to_owned();
                (path, std::fs::read(entry.path()).unwrap())
            })
            .collect()
    };
    files(left) == files(right)
}
