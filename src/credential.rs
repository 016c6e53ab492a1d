//! Keys: where they are kept, in which order they are looked for, and what to do when a place can't
//! be used.
//!
//! stdin → environment → keychain of the system → vault. A place that is missing, locked or silent
//! is never fatal: it is told, and the next one is asked.

use std::path::Path;

use crate::llm::catalog::Provider;
use crate::secret::{Malformed, Secret};
use crate::settings::env::Environment;
use crate::settings::table::shouted;

mod error;
mod keychain;
mod vault;

pub use error::{Error, Unavailable};
pub use keychain::Keychain;
pub use vault::{Ask, Passphrase, Vault};

/// The longest key file that is read, in bytes.
const LONGEST_FILE: u64 = 64 << 10;

/// A place that keeps keys, by the names of providers.
pub trait KeyStore {
    /// Returns the key of a provider.
    fn get(&mut self, provider: &str) -> Result<Option<Secret>, Unavailable>;
    /// Keeps the key of a provider, in place of the one before.
    fn set(&mut self, provider: &str, key: &Secret) -> Result<(), Unavailable>;
    /// Forgets the key of a provider; returns whether there was one.
    fn remove(&mut self, provider: &str) -> Result<bool, Unavailable>;
}

/// A key and where it comes from.
#[derive(Clone, Debug)]
pub struct Found {
    /// The key.
    pub key: Secret,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Stdin.
    Stdin,
    /// An environment variable.
    Variable(String),
    /// The file that an environment variable names.
    File(String),
    /// The keychain of the system.
    Keychain,
    /// The vault.
    Vault,
}

impl Origin {
    /// Returns it in words.
    pub fn words(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::Variable(name) => name.clone(),
            Self::File(name) => format!("file of {name}"),
            Self::Keychain => "keychain".to_owned(),
            Self::Vault => "vault".to_owned(),
        }
    }
}

/// Returns the environment variable that holds a provider's key.
pub fn variable(provider: &Provider) -> String {
    let own = || format!("{}_API_KEY", shouted(&provider.name));
    provider.key_variable.clone().unwrap_or_else(own)
}

/// The places that keep keys, asked in their order.
#[derive(Debug)]
pub struct Credentials<'e> {
    environment: &'e Environment,
    typed: Option<(String, Secret)>,
    keychain: Option<Keychain>,
    vault: Option<Vault>,
    notices: Vec<String>,
}

impl<'e> Credentials<'e> {
    /// Returns these places. A key that was typed comes with the name of its provider.
    pub fn new(
        environment: &'e Environment,
        typed: Option<(String, Secret)>,
        keychain: Option<Keychain>,
        vault: Option<Vault>,
    ) -> Self {
        Self {
            environment,
            typed,
            keychain,
            vault,
            notices: Vec::new(),
        }
    }

    /// Returns a provider's key from the first place that has one. The vault is left out: it may
    /// need a passphrase.
    pub fn find(&mut self, provider: &Provider) -> Result<Option<Found>, Error> {
        let typed = self
            .typed
            .as_ref()
            .filter(|(name, _)| *name == provider.name);
        if let Some((_, key)) = typed {
            let (key, origin) = (key.clone(), Origin::Stdin);
            return Ok(Some(Found { key, origin }));
        }
        if let Some(found) = in_environment(self.environment, &variable(provider))? {
            return Ok(Some(found));
        }
        let Some(keychain) = &mut self.keychain else {
            return Ok(None);
        };
        match keychain.get(&provider.name) {
            Ok(key) => Ok(key.map(|key| Found {
                key,
                origin: Origin::Keychain,
            })),
            Err(unavailable) => {
                self.notice(&unavailable);
                Ok(None)
            }
        }
    }

    /// Returns a provider's key from the vault, where there is one.
    pub fn find_in_vault(&mut self, provider: &Provider) -> Result<Option<Found>, Error> {
        let Some(vault) = self.vault.as_mut() else {
            return Ok(None);
        };
        match vault.get(&provider.name) {
            Ok(key) => Ok(key.map(|key| Found {
                key,
                origin: Origin::Vault,
            })),
            Err(unavailable @ Unavailable::Interrupted(_)) => Err(unavailable.into()),
            Err(unavailable) => {
                self.notice(&unavailable);
                // One attempt is enough: nobody types a passphrase for each provider.
                self.vault = None;
                Ok(None)
            }
        }
    }

    /// Returns whether looking into the vault asks nobody anything.
    pub fn vault_is_open(&self) -> bool {
        self.vault.as_ref().is_some_and(Vault::opens_by_itself)
    }

    /// Returns what the user should know about places that could not be used.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    fn notice(&mut self, unavailable: &Unavailable) {
        if let Some(notice) = unavailable.notice()
            && !self.notices.contains(&notice)
        {
            self.notices.push(notice);
        }
    }
}

/// Returns the key that a variable holds, or the file that it names.
fn in_environment(environment: &Environment, name: &str) -> Result<Option<Found>, Error> {
    let found = secret(environment, name, Secret::key)?;
    Ok(found.map(|(key, origin)| Found { key, origin }))
}

/// Returns the secret that a variable holds, or the file that a variable with `_FILE` names.
fn secret(
    environment: &Environment,
    name: &str,
    parse: fn(&str) -> Result<Secret, Malformed>,
) -> Result<Option<(Secret, Origin)>, Error> {
    let malformed = |place: String| move |source| Error::Malformed { place, source };
    if let Some(text) = environment.text(name) {
        let secret = parse(&text).map_err(malformed(format!("`{name}`")))?;
        return Ok(Some((secret, Origin::Variable(name.to_owned()))));
    }
    let name = format!("{name}_FILE");
    let Some(path) = environment.text(&name) else {
        return Ok(None);
    };
    let text = read(Path::new(&path)).map_err(|source| Error::File {
        variable: name.clone(),
        path: path.into(),
        source,
    })?;
    let secret = parse(&text).map_err(malformed(format!("the file of `{name}`")))?;
    Ok(Some((secret, Origin::File(name))))
}

/// Reads a small file with a secret in it.
fn read(path: &Path) -> std::io::Result<secrecy::zeroize::Zeroizing<String>> {
    use std::io::Read as _;
    let mut text = secrecy::zeroize::Zeroizing::new(String::new());
    let file = std::fs::File::open(path)?;
    file.take(LONGEST_FILE).read_to_string(&mut text)?;
    Ok(text)
}

/// Returns the passphrase that the environment gives, itself or in a file.
pub fn passphrase(environment: &Environment) -> Result<Option<Secret>, Error> {
    let name = "SAMOCODER_VAULT_PASSPHRASE";
    let found = secret(environment, name, Secret::passphrase)?;
    Ok(found.map(|(passphrase, _)| passphrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::catalog::Catalog;

    fn find(
        environment: &Environment,
        typed: Option<(&str, &str)>,
    ) -> Result<Option<Found>, Error> {
        let typed = typed.map(|(name, key)| (name.to_owned(), Secret::key(key).unwrap()));
        let provider = Catalog::embedded().provider("groq").unwrap();
        Credentials::new(environment, typed, None, None).find(provider)
    }

    #[test]
    fn the_order_is_stdin_then_the_variable_then_its_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file.as_file(), b"gsk_in-the-file\n").unwrap();
        let path = file.path().to_str().unwrap();
        let environment = Environment::of([("GROQ_API_KEY_FILE", path)]);
        let found = find(&environment, None).unwrap().unwrap();
        assert_eq!(found.key.expose(), "gsk_in-the-file");
        assert_eq!(found.origin.words(), "file of GROQ_API_KEY_FILE");
        let environment =
            Environment::of([("GROQ_API_KEY_FILE", path), ("GROQ_API_KEY", "gsk_own")]);
        let found = find(&environment, None).unwrap().unwrap();
        assert_eq!(found.key.expose(), "gsk_own");
        let found = find(&environment, Some(("groq", "gsk_typed")))
            .unwrap()
            .unwrap();
        assert_eq!(found.origin, Origin::Stdin);
        let found = find(&environment, Some(("openai", "sk-typed")))
            .unwrap()
            .unwrap();
        assert_eq!(found.key.expose(), "gsk_own");
        assert!(find(&Environment::of([]), None).unwrap().is_none());
    }

    #[test]
    fn what_is_no_key_is_told_without_showing_it() {
        let environment = Environment::of([("GROQ_API_KEY", "gsk_a b")]);
        let error = find(&environment, None).unwrap_err().to_string();
        assert!(
            error.starts_with("`GROQ_API_KEY`") && !error.contains("gsk_a"),
            "{error}"
        );
        let environment = Environment::of([("GROQ_API_KEY_FILE", "/no/such/file")]);
        let error = find(&environment, None).unwrap_err().to_string();
        assert!(error.contains("/no/such/file"), "{error}");
    }
}
