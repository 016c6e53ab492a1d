//! Settings laid over each other: who set what, and what holds in the end.
//!
//! Default < the user's file < the project's file < the environment < flags. A project can only
//! make a setting stricter than what lies below: a cloned repository must not spend money.

use std::collections::BTreeMap;

use super::table::{SETTINGS, provider};
use super::value::Value;

/// Where a value comes from; what is later in this list comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// samocoder itself.
    Default,
    /// The settings file of the user.
    UserFile,
    /// The settings of the project.
    ProjectFile,
    /// An environment variable.
    Environment,
    /// The command line.
    Flag,
}

impl Source {
    /// Returns the name that scripts read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::UserFile => "user_file",
            Self::ProjectFile => "project_file",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

/// A setting with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The setting's name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
    /// The exact place: a file and a line, a variable, a flag.
    pub place: String,
}

/// What holds, by the names of settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    winners: BTreeMap<String, Entry>,
    notices: Vec<String>,
}

impl Layers {
    /// Lays entries over what is there; each layer comes after those that it wins over.
    pub fn lay(&mut self, entries: impl IntoIterator<Item = Entry>) {
        for entry in entries {
            let below = self.winners.get(&entry.name);
            if entry.source == Source::ProjectFile
                && let Some(below) = below
                && !entry.value.is_within(&below.value)
            {
                self.notices.push(format!(
                    "{} asks for {} = {}; yours of {} holds",
                    entry.place, entry.name, entry.value, below.value
                ));
                continue;
            }
            self.winners.insert(entry.name.clone(), entry);
        }
    }

    /// Adds something that the user should know.
    pub fn notice(&mut self, text: String) {
        self.notices.push(text);
    }

    /// Returns what the user should know.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns what holds for a setting.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.winners.get(name)
    }

    /// Returns every provider that has a setting, in the order of their names.
    pub fn providers(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.winners.keys().filter_map(|it| provider(it)).collect();
        names.dedup();
        names
    }

    /// Returns everything that holds: the general settings, then those of each provider.
    pub fn entries(&self) -> Vec<&Entry> {
        let providers = self.providers();
        let general = SETTINGS.iter().filter(|setting| !setting.of_provider());
        let general = general.map(|setting| setting.name.to_owned());
        let own = providers.into_iter().flat_map(|provider| {
            let settings = SETTINGS.iter().filter(|setting| setting.of_provider());
            settings.map(move |setting| setting.name_for(provider))
        });
        general
            .chain(own)
            .filter_map(|name| self.winners.get(&name))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(source: Source, value: f64) -> Entry {
        Entry {
            name: "max_usd".to_owned(),
            value: Value::Number(value),
            source,
            place: source.name().to_owned(),
        }
    }

    #[test]
    fn a_project_can_lower_a_cap_and_is_told_when_it_can_t_raise_it() {
        let mut layers = Layers::default();
        layers.lay([entry(Source::Default, 0.5)]);
        layers.lay([entry(Source::ProjectFile, 5.0)]);
        assert_eq!(layers.get("max_usd").unwrap().source, Source::Default);
        assert_eq!(
            layers.notices(),
            ["project_file asks for max_usd = 5; yours of 0.5 holds"]
        );
        layers.lay([entry(Source::ProjectFile, 0.1)]);
        assert_eq!(layers.get("max_usd").unwrap().source, Source::ProjectFile);
        layers.lay([entry(Source::Environment, 1.0)]);
        assert_eq!(layers.get("max_usd").unwrap().value, Value::Number(1.0));
    }

    proptest! {
        #[test]
        fn the_last_layer_wins_and_no_project_ever_spends_more(
            user in 0.0..9.0_f64, project in 0.0..9.0_f64, flag in proptest::option::of(0.0..9.0_f64),
        ) {
            let mut layers = Layers::default();
            layers.lay([entry(Source::UserFile, user)]);
            layers.lay([entry(Source::ProjectFile, project)]);
            layers.lay(flag.map(|flag| entry(Source::Flag, flag)));
            let expected = flag.unwrap_or(user.min(project));
            prop_assert_eq!(&layers.get("max_usd").unwrap().value, &Value::Number(expected));
        }
    }
}
