//! Every setting there is: its name, what it holds, and what a project may say of it.
//!
//! The names in files, in variables and in `config` all come from here, and so does the README's
//! list.

use super::value::Kind;
use crate::excerpt::nearest;

/// What the settings file of a project may do to a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Project {
    /// Nothing: it could lead keys elsewhere or spend money.
    Never,
    /// Make it stricter, not looser.
    Stricter,
}

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name; `NAME` stands for a provider.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What a project may do to it.
    pub project: Project,
    /// What it is for, in one line.
    pub about: &'static str,
}

/// All settings.
pub const SETTINGS: [Setting; 21] = [
    setting(
        "chain",
        Kind::Words,
        Project::Never,
        "the providers that are asked, in this order",
    ),
    setting(
        "free",
        Kind::Flag,
        Project::Stricter,
        "whether only models that cost nothing are asked",
    ),
    setting(
        "max_usd",
        Kind::Usd,
        Project::Stricter,
        "the most that a run may cost, in US dollars",
    ),
    setting(
        "max_usd_day",
        Kind::Usd,
        Project::Stricter,
        "the most that all runs of a day may cost, in US dollars",
    ),
    setting(
        "max_wait",
        Kind::Time,
        Project::Stricter,
        "the longest that a question waits for limits and between attempts",
    ),
    setting(
        "git",
        Kind::Flag,
        Project::Never,
        "whether a new project becomes a git repository; `--no-git` says no",
    ),
    setting(
        "keychain",
        Kind::Flag,
        Project::Never,
        "whether keys are looked up in the keychain of the system",
    ),
    setting(
        "allow_http",
        Kind::Flag,
        Project::Never,
        "whether keys may go unencrypted to other machines",
    ),
    setting(
        "providers.NAME.base_url",
        Kind::Address,
        Project::Never,
        "where the provider is",
    ),
    setting(
        "providers.NAME.dialect",
        Kind::OneOf(&["openai", "anthropic"]),
        Project::Never,
        "what it speaks",
    ),
    setting(
        "providers.NAME.key_variable",
        Kind::Word,
        Project::Never,
        "the environment variable of its key; a provider of your own that has none needs no key",
    ),
    setting(
        "providers.NAME.coding",
        Kind::Words,
        Project::Never,
        "its models for writing and editing files, the preferred one first",
    ),
    setting(
        "providers.NAME.general",
        Kind::Words,
        Project::Never,
        "its models for everything else",
    ),
    setting(
        "providers.NAME.context",
        Kind::Count,
        Project::Never,
        "the most tokens of prompt and answer, for models that samocoder does not know",
    ),
    setting(
        "providers.NAME.max_output",
        Kind::Count,
        Project::Never,
        "the most tokens of an answer, for models that samocoder does not know",
    ),
    setting(
        "providers.NAME.price_input",
        Kind::Usd,
        Project::Never,
        "US dollars for a million tokens of prompts, for models that samocoder does not know",
    ),
    setting(
        "providers.NAME.price_output",
        Kind::Usd,
        Project::Never,
        "US dollars for a million tokens of answers, for models that samocoder does not know",
    ),
    setting(
        "providers.NAME.limits.minute",
        Kind::Count,
        Project::Never,
        "requests in any 60 seconds",
    ),
    setting(
        "providers.NAME.limits.hour",
        Kind::Count,
        Project::Never,
        "requests in any hour",
    ),
    setting(
        "providers.NAME.limits.day",
        Kind::Count,
        Project::Never,
        "requests in a day, which ends at midnight UTC",
    ),
    setting(
        "providers.NAME.limits.tokens_minute",
        Kind::Count,
        Project::Never,
        "tokens in any 60 seconds",
    ),
];

const fn setting(name: &'static str, kind: Kind, project: Project, about: &'static str) -> Setting {
    Setting {
        name,
        kind,
        project,
        about,
    }
}

/// The start of the names of a provider's settings.
const PROVIDERS: &str = "providers.";

impl Setting {
    /// Returns the setting of a name such as `max_usd` or `providers.groq.base_url`.
    pub fn find(name: &str) -> Option<&'static Self> {
        let pattern = pattern(name);
        SETTINGS.iter().find(|setting| setting.name == pattern)
    }

    /// Returns whether it is a provider's.
    pub fn of_provider(&self) -> bool {
        self.name.starts_with(PROVIDERS)
    }

    /// Returns its name for a provider.
    pub fn name_for(&self, provider: &str) -> String {
        self.name.replacen("NAME", provider, 1)
    }

    /// Returns the environment variable of a setting: `SAMOCODER_GROQ_BASE_URL` for
    /// `providers.groq.base_url`.
    pub fn variable(name: &str) -> String {
        let name = name.strip_prefix(PROVIDERS).unwrap_or(name);
        format!("SAMOCODER_{}", shouted(name))
    }
}

/// Returns a name as variables have it.
pub fn shouted(name: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    name.chars().map(letter).collect()
}

/// Returns the provider that a setting's name is about.
pub fn provider(name: &str) -> Option<&str> {
    name.strip_prefix(PROVIDERS)?.split('.').next()
}

/// Returns whether a text can name a provider: it stands in names of settings and of variables.
pub fn is_provider_name(name: &str) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it);
    name.starts_with(|it: char| it.is_ascii_lowercase()) && name.chars().all(plain)
}

/// Returns a name with `NAME` in place of a provider's.
fn pattern(name: &str) -> String {
    let rest = name.strip_prefix(PROVIDERS);
    match rest.and_then(|rest| rest.split_once('.')) {
        Some((provider, rest)) if is_provider_name(provider) => {
            format!("{PROVIDERS}NAME.{rest}")
        }
        Some(_) | None => name.to_owned(),
    }
}

/// Returns `; did you mean …?` for a name that no setting has.
pub fn suggestion(name: &str) -> String {
    let provider = provider(name).unwrap_or("NAME");
    let names: Vec<String> = SETTINGS.iter().map(|it| it.name_for(provider)).collect();
    nearest(name, names.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_setting_and_their_variable() {
        let found = Setting::find("providers.groq.limits.minute").unwrap();
        assert_eq!(found.name, "providers.NAME.limits.minute");
        assert_eq!(found.name_for("groq"), "providers.groq.limits.minute");
        for name in ["providers.NAME", "providers.Groq.base_url", "max", ""] {
            assert_eq!(Setting::find(name), None, "{name}");
        }
        for (name, variable) in [
            ("max_usd", "SAMOCODER_MAX_USD"),
            ("providers.groq.base_url", "SAMOCODER_GROQ_BASE_URL"),
            ("providers.my-gpu.limits.day", "SAMOCODER_MY_GPU_LIMITS_DAY"),
        ] {
            assert_eq!(Setting::variable(name), variable);
        }
        assert_eq!(suggestion("max_uds"), "; did you mean `max_usd`?");
        assert_eq!(
            suggestion("providers.groq.baseurl"),
            "; did you mean `providers.groq.base_url`?"
        );
    }
}
