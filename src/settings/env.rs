//! The list of environment variables that samocoder reads, and the only place that reads them.
//!
//! | variable | meaning |
//! |---|---|
//! | `NO_COLOR` | no colours when it is set to anything |
//! | `CI` | no animation when it is set to anything but `false` or `0` |
//! | `LC_ALL`, `LC_MESSAGES`, `LANG` | the language of messages, in this order |
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]

use crate::spec::Language;

/// What the environment says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Whether colours are unwanted.
    pub no_color: bool,
    /// Whether this is a CI job.
    pub ci: bool,
    /// The language of the locale.
    pub language: Language,
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Self {
        Self::from(|name| std::env::var(name).ok())
    }

    fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(given);
        let russian = locale.is_some_and(|locale| locale.to_lowercase().starts_with("ru"));
        Self {
            no_color: given("NO_COLOR").is_some(),
            ci: given("CI").is_some_and(|value| value != "false" && value != "0"),
            language: if russian { Language::Ru } else { Language::En },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Environment {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name);
        Environment::from(|name| find(name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_first_locale_that_is_set_counts() {
        assert_eq!(read(&[("LANG", "ru_RU.UTF-8")]).language, Language::Ru);
        assert_eq!(
            read(&[("LC_ALL", "C"), ("LANG", "ru_RU.UTF-8")]).language,
            Language::En
        );
        assert_eq!(
            read(&[("LC_ALL", ""), ("LANG", "ru_RU.UTF-8")]).language,
            Language::Ru
        );
    }

    #[test]
    fn no_color_and_ci_are_read() {
        assert!(read(&[("NO_COLOR", "1")]).no_color);
        assert!(!read(&[("NO_COLOR", "")]).no_color);
        assert!(read(&[("CI", "true")]).ci);
        assert!(!read(&[("CI", "false")]).ci);
    }
}
