//! The only place that reads the environment, with the list of what is read.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::spec::Language;

/// The variables that are read, and what they mean.
pub const VARIABLES: [(&str, &str); 11] = [
    (
        "SAMOCODER_MAX_USD",
        "the setting `max_usd`; every setting has one",
    ),
    (
        "GROQ_API_KEY",
        "the key of Groq; likewise `OPENROUTER_API_KEY`, `OPENAI_API_KEY`, `ANTHROPIC_API_KEY`, and what `key_variable` names",
    ),
    (
        "GROQ_API_KEY_FILE",
        "a file with the key; every variable of a key has one",
    ),
    (
        "SAMOCODER_VAULT_PASSPHRASE",
        "opens the vault of keys; `SAMOCODER_VAULT_PASSPHRASE_FILE` names a file with it",
    ),
    (
        "SAMOCODER_CONFIG_DIR",
        "where settings and the vault are, instead of `samocoder` in `XDG_CONFIG_HOME`",
    ),
    (
        "SAMOCODER_STATE_DIR",
        "where limits and spending are kept, instead of `samocoder` in `XDG_STATE_HOME`",
    ),
    (
        "SAMOCODER_LOG",
        "what is logged to stderr: `error`, `warn`, `info`, `debug` or `trace`; never a key, a question or an answer",
    ),
    (
        "LC_ALL",
        "the language of messages; then `LC_MESSAGES` and `LANG`",
    ),
    ("NO_COLOR", "no colours when it is set to anything"),
    (
        "CI",
        "no animation when it is set to anything but `false` or `0`",
    ),
    (
        "HTTPS_PROXY",
        "the way to providers, with `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; `SSL_CERT_FILE` names whom to trust",
    ),
];

/// The variables that are samocoder's own and no settings.
const OWN: [&str; 5] = [
    "SAMOCODER_CONFIG_DIR",
    "SAMOCODER_STATE_DIR",
    "SAMOCODER_VAULT_PASSPHRASE",
    "SAMOCODER_VAULT_PASSPHRASE_FILE",
    "SAMOCODER_LOG",
];

/// The folder of samocoder's in a folder of settings or state.
const FOLDER: &str = "samocoder";

/// What the environment says. It tells nothing of itself when it is printed: it holds keys.
#[derive(Clone)]
pub struct Environment {
    /// The variables, unless the process's own are meant.
    given: Option<BTreeMap<String, String>>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Environment(***)")
    }
}

impl Environment {
    /// Returns the process's environment.
    pub fn process() -> Self {
        Self { given: None }
    }

    /// Returns an environment of these variables.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            given: Some(variables.into_iter().map(owned).collect()),
        }
    }

    /// Returns a variable that is set to something.
    pub fn text(&self, name: &str) -> Option<String> {
        let value = match &self.given {
            Some(variables) => variables.get(name).cloned(),
            None => std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()),
        };
        value.filter(|value| !value.is_empty())
    }

    /// Returns the names of variables that look as if they were settings.
    pub(super) fn own_names(&self) -> Vec<String> {
        let names: Vec<String> = match &self.given {
            Some(variables) => variables.keys().cloned().collect(),
            None => std::env::vars_os()
                .filter_map(|(name, _)| name.into_string().ok())
                .collect(),
        };
        let own = |name: &String| name.starts_with("SAMOCODER_") && !OWN.contains(&name.as_str());
        names.into_iter().filter(own).collect()
    }

    /// Returns whether colours are unwanted.
    pub fn no_color(&self) -> bool {
        self.text("NO_COLOR").is_some()
    }

    /// Returns whether this is a CI job.
    pub fn ci(&self) -> bool {
        self.text("CI")
            .is_some_and(|value| value != "false" && value != "0")
    }

    /// Returns the language of the locale.
    pub fn language(&self) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| self.text(name));
        let russian = locale.is_some_and(|locale| locale.to_lowercase().starts_with("ru"));
        if russian { Language::Ru } else { Language::En }
    }

    /// Returns the folder of the settings and the vault; none where there is no home.
    pub fn config_dir(&self) -> Option<PathBuf> {
        self.folder("SAMOCODER_CONFIG_DIR", "XDG_CONFIG_HOME", ".config")
    }

    /// Returns the folder of limits and spending; none where there is no home.
    pub fn state_dir(&self) -> Option<PathBuf> {
        self.folder("SAMOCODER_STATE_DIR", "XDG_STATE_HOME", ".local/state")
    }

    fn folder(&self, own: &str, shared: &str, in_home: &str) -> Option<PathBuf> {
        if let Some(folder) = self.text(own) {
            return Some(PathBuf::from(folder));
        }
        // A relative path there is to be ignored, says the XDG specification.
        let shared = self.text(shared).map(PathBuf::from);
        if let Some(folder) = shared.filter(|folder| folder.is_absolute()) {
            return Some(folder.join(FOLDER));
        }
        let home = || {
            self.text("HOME")
                .map(|home| PathBuf::from(home).join(in_home))
        };
        let folder = if cfg!(windows) {
            self.text("APPDATA").map(PathBuf::from).or_else(home)
        } else {
            home()
        };
        folder.map(|folder| folder.join(FOLDER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_counts() {
        let language = |variables: &[(&'static str, &'static str)]| {
            Environment::of(variables.iter().copied()).language()
        };
        assert_eq!(language(&[("LANG", "ru_RU.UTF-8")]), Language::Ru);
        assert_eq!(
            language(&[("LC_ALL", "C"), ("LANG", "ru_RU.UTF-8")]),
            Language::En
        );
        assert_eq!(
            language(&[("LC_ALL", ""), ("LANG", "ru_RU.UTF-8")]),
            Language::Ru
        );
    }

    #[test]
    fn no_color_and_ci_are_read() {
        assert!(Environment::of([("NO_COLOR", "1")]).no_color());
        assert!(!Environment::of([("NO_COLOR", "")]).no_color());
        assert!(Environment::of([("CI", "true")]).ci());
        assert!(!Environment::of([("CI", "false")]).ci());
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_where_the_user_wants_them() {
        let home = ("HOME", "/home/me");
        for (variables, folder) in [
            (vec![home], "/home/me/.config/samocoder"),
            (vec![home, ("XDG_CONFIG_HOME", "/c")], "/c/samocoder"),
            (
                vec![home, ("XDG_CONFIG_HOME", "c")],
                "/home/me/.config/samocoder",
            ),
            (vec![home, ("SAMOCODER_CONFIG_DIR", "/own")], "/own"),
        ] {
            let environment = Environment::of(variables);
            assert_eq!(environment.config_dir(), Some(PathBuf::from(folder)));
        }
        assert_eq!(Environment::of([]).state_dir(), None);
    }

    #[test]
    fn it_tells_nothing_of_itself() {
        let environment = Environment::of([("GROQ_API_KEY", "gsk_secret")]);
        assert!(!format!("{environment:?}").contains("gsk"));
    }
}
