//! Who makes a commit, found as git finds it, but never made up.

use super::environment::Environment;

/// The settings that are asked for, as git's regular expression has them.
pub(super) const SETTINGS: &str = r"^((user|author|committer)\.(name|email)|init\.defaultbranch)$";

/// Whose identity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Author,
    Committer,
}

/// The user's settings of git that commits need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings(Vec<(String, String)>);

impl Settings {
    /// Reads what `git config --null --get-regexp` says.
    pub(super) fn parse(text: &str) -> Self {
        let entries = text.split('\0').filter_map(|it| it.split_once('\n'));
        Self(
            entries
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    /// Returns a setting that is set to something; the last one counts.
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(other, _)| other == name);
        let value = found.map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// Returns the branch that the user wants new repositories to begin with.
    pub(super) fn branch(&self) -> Option<&str> {
        self.get("init.defaultbranch")
    }

    /// Returns an identity as `Name <address>`; nothing if git would have to guess it.
    pub(super) fn identity(&self, role: Role, environment: &Environment) -> Option<String> {
        let (variable, section) = match role {
            Role::Author => ("GIT_AUTHOR", "author"),
            Role::Committer => ("GIT_COMMITTER", "committer"),
        };
        let of = |part: &str| {
            environment
                .text(&format!("{variable}_{}", part.to_uppercase()))
                .or_else(|| self.get(&format!("{section}.{part}")))
                .or_else(|| self.get(&format!("user.{part}")))
        };
        let name = clean(of("name")?);
        let email = clean(of("email").or_else(|| environment.text("EMAIL"))?);
        let known = !name.is_empty() && !email.is_empty();
        known.then(|| format!("{name} <{email}>"))
    }
}

/// Returns a name as commits can hold it: git leaves the same out.
fn clean(name: &str) -> String {
    let crud = |it: char| it <= ' ' || ".,:;<>\"\\'".contains(it);
    let inside = |it: &char| !matches!(it, '<' | '>' | '\n' | '\0');
    name.trim_matches(crud).chars().filter(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(settings: &str, variables: &[(&str, &str)]) -> [Option<String>; 2] {
        let settings = Settings::parse(settings);
        let variables = variables.iter();
        let variables = variables.map(|(name, value)| ((*name).into(), (*value).into()));
        let environment = Environment::of(variables);
        [Role::Author, Role::Committer].map(|role| settings.identity(role, &environment))
    }

    #[test]
    fn the_closest_name_counts_and_the_last_of_the_same() {
        let settings = "user.name\nA\0user.email\na@x\0user.name\nB\0";
        let both = |text: &str| [Some(text.to_owned()), Some(text.to_owned())];
        assert_eq!(identity(settings, &[]), both("B <a@x>"));
        let [author, committer] = identity(
            "user.name\nA\0user.email\na@x\0author.name\nC\0",
            &[("GIT_COMMITTER_EMAIL", "c@x")],
        );
        assert_eq!(author.unwrap(), "C <a@x>");
        assert_eq!(committer.unwrap(), "A <c@x>");
        assert_eq!(
            identity("user.name\nA\0", &[("EMAIL", "e@x")]),
            both("A <e@x>")
        );
    }

    #[test]
    fn nobody_is_made_up() {
        for settings in ["", "user.name\nA\0", "user.name\n<>\0user.email\na@x\0"] {
            assert_eq!(identity(settings, &[]), [None, None], "{settings:?}");
        }
    }

    #[test]
    fn a_name_can_not_say_more_than_a_name() {
        let settings = "user.name\n A <b@x> 0 +0000\ndata 1\0user.email\n<a@x>\0";
        let [author, _] = identity(settings, &[]);
        assert_eq!(author.unwrap(), "A b@x 0 +0000data 1 <a@x>");
    }
}
