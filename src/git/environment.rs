//! The environment that git gets: what it needs to find itself and the user's settings, and nothing
//! else. No key is in it, and nothing that would lead it to another repository.

use std::ffi::OsString;

/// Variables that are passed on.
const PASSED: [&str; 25] = [
    "HOME",
    "XDG_CONFIG_HOME",
    "TMPDIR",
    "GIT_EXEC_PATH",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_COUNT",
    // Who the user is.
    "GIT_AUTHOR_NAME",
    "GIT_AUTHOR_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_COMMITTER_EMAIL",
    "EMAIL",
    // What programs on Windows do not start without, and where homes are there.
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "PROGRAMDATA",
];

/// What the names of variables begin with that hold settings of git.
const SETTINGS: [&str; 2] = ["GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

/// What is set: nothing is asked, nothing is traced, and messages are the same everywhere.
const SET: [(&str, &str); 7] = [
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TRACE2", "0"),
    ("GIT_TRACE2_EVENT", "0"),
    ("GIT_TRACE2_PERF", "0"),
    ("GIT_ADVICE", "0"),
    ("LC_ALL", "C"),
];

/// The environment of git.
#[derive(Clone, PartialEq, Eq)]
pub struct Environment(Vec<(OsString, OsString)>);

impl std::fmt::Debug for Environment {
    /// Settings of git may hold passwords.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Environment(***)")
    }
}

impl Environment {
    /// Returns what of this process's own environment is passed on.
    pub fn inherited() -> Self {
        Self::of(std::env::vars_os())
    }

    /// Returns what of `variables` is passed on.
    pub fn of(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let passed = variables.into_iter().filter_map(|(name, value)| {
            let text = name.to_str()?;
            if text.eq_ignore_ascii_case("PATH") {
                return Some((name, absolute(&value)?));
            }
            let settings = SETTINGS.iter().any(|start| text.starts_with(start));
            let passed = settings || PASSED.iter().any(|it| it.eq_ignore_ascii_case(text));
            passed.then_some((name, value))
        });
        let set = SET.map(|(name, value)| (name.into(), value.into()));
        Self(passed.chain(set).collect())
    }

    /// Returns a variable that is set to some text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(other, _)| other == name);
        let text = found.and_then(|(_, value)| value.to_str());
        text.filter(|text| !text.is_empty())
    }

    /// Returns all variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

/// Returns a list of folders without those that depend on where one is.
fn absolute(path: &OsString) -> Option<OsString> {
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    std::env::join_paths(folders).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_keys_nor_another_repository_reach_git() {
        let given = [
            ("PATH", ".:/bin::node_modules/.bin"),
            ("HOME", "/home/me"),
            ("OPENAI_API_KEY", "secret"),
            ("GIT_DIR", "/elsewhere"),
            ("GIT_WORK_TREE", "/elsewhere"),
            ("GIT_INDEX_FILE", "/elsewhere"),
            ("GIT_TEMPLATE_DIR", "/elsewhere"),
            ("GIT_ASKPASS", "/bin/ask"),
            ("GIT_CONFIG_KEY_0", "user.name"),
        ];
        let given = given.map(|(name, value)| (name.into(), value.into()));
        let environment = Environment::of(given);
        let names: Vec<_> = environment
            .variables()
            .filter_map(|(name, _)| name.to_str())
            .filter(|name| SET.iter().all(|(set, _)| set != name))
            .collect();
        assert_eq!(names, ["PATH", "HOME", "GIT_CONFIG_KEY_0"]);
        #[cfg(unix)]
        assert_eq!(environment.text("PATH"), Some("/bin"));
        assert_eq!(format!("{environment:?}"), "Environment(***)");
    }
}
