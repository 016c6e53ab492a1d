//! The environment that a project's scripts get: what finding programs and reaching the registry
//! needs, and nothing else. A key of the user's is never in it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Variables that are passed on under these names, whatever the case of their letters.
const PASSED: [&str; 24] = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    // What programs on Windows do not start without.
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
    "TMP",
    "APPDATA",
    "LOCALAPPDATA",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "PROGRAMFILES(X86)",
    "COMMONPROGRAMFILES",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
];

/// Variables that only those get who reach the network: a proxy's address may hold a password.
const NETWORK: [&str; 4] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

/// Variables that name files or folders of certificates, for those who reach the network.
const CERTIFICATES: [&str; 3] = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"];

/// Settings of npm that say where packages come from and are kept. Others (`omit`, `script-shell`,
/// tokens) would change what is verified or give a secret away.
const NPM: [&str; 16] = [
    "registry",
    "cache",
    "proxy",
    "https_proxy",
    "noproxy",
    "ca",
    "cafile",
    "strict_ssl",
    "userconfig",
    "globalconfig",
    "offline",
    "prefer_offline",
    "prefer_online",
    "fetch_retries",
    "fetch_timeout",
    "maxsockets",
];

/// What the variables of such settings begin with.
const NPM_START: &str = "npm_config_";

/// What is set for every command.
const SET: [(&str, &str); 3] = [
    ("CI", "true"),
    ("NO_COLOR", "1"),
    ("npm_config_update_notifier", "false"),
];

/// The environment of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Environment(Vec<(OsString, OsString)>);

impl Environment {
    /// Returns what of this process's own environment is passed on.
    pub(super) fn inherited() -> Self {
        Self::of(std::env::vars_os())
    }

    /// Returns what of `variables` is passed on.
    pub(super) fn of(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let passed = variables
            .into_iter()
            .filter(|(name, _)| name.to_str().is_some_and(is_passed));
        let set = SET
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        Self(passed.chain(set).collect())
    }

    /// Returns it for a command that does not reach the network: without what opens it.
    pub(super) fn offline(&self) -> Self {
        let passed = self.0.iter().filter(|(name, _)| {
            let name = name.to_str().unwrap_or_default();
            is_one_of(&PASSED, name) || SET.iter().any(|(set, _)| *set == name)
        });
        Self(passed.cloned().collect())
    }

    /// Returns it with a variable set.
    pub(super) fn with(&self, name: &str, value: impl AsRef<OsStr>) -> Self {
        let others = self.0.iter().filter(|(other, _)| {
            let other = other.to_str();
            !other.is_some_and(|other| other.eq_ignore_ascii_case(name))
        });
        let set = (name.into(), value.as_ref().to_owned());
        Self(others.cloned().chain([set]).collect())
    }

    /// Returns it with a folder in which programs are looked for first.
    pub(super) fn with_program_folder(&self, folder: &Path) -> Self {
        let folders = std::iter::once(folder.to_owned()).chain(self.folders());
        match std::env::join_paths(folders) {
            Ok(path) => self.with("PATH", path),
            // A folder whose name holds the separator can't be on a PATH.
            Err(_) => self.clone(),
        }
    }

    /// Returns the folders in which programs are looked for; not those that depend on where one is.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let path = self.value("PATH").unwrap_or_default();
        std::env::split_paths(path)
            .filter(|folder| folder.is_absolute())
            .collect()
    }

    /// Returns the files and folders of certificates that programs should trust.
    pub(super) fn certificates(&self) -> Vec<PathBuf> {
        let named = CERTIFICATES.iter().filter_map(|name| self.value(name));
        // A folder may be a list of such.
        named.flat_map(std::env::split_paths).collect()
    }

    fn value(&self, name: &str) -> Option<&OsStr> {
        let found = self.0.iter().find(|(other, _)| {
            let other = other.to_str();
            other.is_some_and(|other| other.eq_ignore_ascii_case(name))
        });
        found.map(|(_, value)| value.as_os_str())
    }

    /// Returns all variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

fn is_passed(name: &str) -> bool {
    let setting = name
        .get(..NPM_START.len())
        .filter(|start| start.eq_ignore_ascii_case(NPM_START))
        .and_then(|start| name.get(start.len()..));
    is_one_of(&PASSED, name)
        || is_one_of(&NETWORK, name)
        || is_one_of(&CERTIFICATES, name)
        || setting.is_some_and(|setting| is_one_of(&NPM, setting))
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_what_changes_the_result_stay_behind() {
        let given = [
            ("PATH", "/bin"),
            ("https_proxy", "http://proxy"),
            ("npm_config_registry", "https://registry"),
            ("NPM_CONFIG_CACHE", "/cache"),
            ("npm_config_//registry/:_authToken", "secret"),
            ("npm_config_omit", "dev"),
            ("OPENAI_API_KEY", "secret"),
            ("NODE_ENV", "production"),
            ("NODE_OPTIONS", "--require x"),
            ("CI", "1"),
        ];
        let given = given.map(|(name, value)| (name.into(), value.into()));
        let environment = Environment::of(given);
        let names: Vec<_> = environment
            .variables()
            .map(|(name, value)| format!("{}={}", name.display(), value.display()))
            .collect();
        assert_eq!(
            names,
            [
                "PATH=/bin",
                "https_proxy=http://proxy",
                "npm_config_registry=https://registry",
                "NPM_CONFIG_CACHE=/cache",
                "CI=true",
                "NO_COLOR=1",
                "npm_config_update_notifier=false",
            ]
        );
    }

    #[test]
    fn only_those_who_reach_the_network_get_what_opens_it() {
        let given = [
            ("PATH", "/bin"),
            ("https_proxy", "http://user:password@proxy"),
            ("NODE_EXTRA_CA_CERTS", "/ca.pem"),
            ("npm_config_registry", "https://user:password@registry"),
            ("NPM_CONFIG_CACHE", "/cache"),
        ];
        let given = given.map(|(name, value)| (name.into(), value.into()));
        let environment = Environment::of(given);
        assert_eq!(environment.certificates(), [Path::new("/ca.pem")]);
        let offline = environment.offline();
        let names: Vec<_> = offline.variables().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            ["PATH", "CI", "NO_COLOR", "npm_config_update_notifier"]
        );
    }

    #[test]
    fn a_variable_is_set_once_whatever_its_case() {
        let given = [("npm_config_cache".into(), "/a".into())];
        let environment = Environment::of(given).with("NPM_CONFIG_CACHE", "/b");
        assert_eq!(
            environment.value("npm_config_cache"),
            Some(OsStr::new("/b"))
        );
        let caches = environment.variables().filter(|(_, value)| *value == "/a");
        assert_eq!(caches.count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn programs_are_not_looked_for_where_the_project_is() {
        let given = [("PATH".into(), ".:/bin::node_modules/.bin".into())];
        let environment = Environment::of(given).with_program_folder(Path::new("/node/bin"));
        assert_eq!(
            environment.value("PATH"),
            Some(OsStr::new("/node/bin:/bin"))
        );
    }
}
