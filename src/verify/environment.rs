//! The environment that a project's scripts get: what finding programs and reaching the registry
//! needs, and nothing else. A key of the user's is never in it.

use std::ffi::OsString;

/// Variables that are passed on under these names, whatever the case of their letters.
const PASSED: [&str; 31] = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
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

    /// Returns all variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

fn is_passed(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    PASSED.contains(&upper.as_str())
        || upper
            .strip_prefix("NPM_CONFIG_")
            .is_some_and(|setting| NPM.iter().any(|npm| npm.eq_ignore_ascii_case(setting)))
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
}
