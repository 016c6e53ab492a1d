//! The vault: a file of keys, encrypted with a passphrase, for machines without a keychain.
//!
//! It is an `age` file, so that `age -d vault.age` opens it without samocoder too.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use age::scrypt;
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::{KeyStore, Unavailable};
use crate::interrupt::Interrupted;
use crate::secret::Secret;
use crate::store;

/// The name of the vault's file.
const FILE: &str = "vault.age";
/// How much work a passphrase takes, as a power of two: about 0.4 s and 128 MiB. Without a number
/// of ours it would differ from machine to machine.
const WORK_FACTOR: u8 = 17;
/// The most work that a file can ask for.
const MOST_WORK: u8 = 20;

/// Asks somebody for a passphrase; nothing when nobody is there. The argument says whether the
/// vault is new, so that it is typed twice.
pub type Ask = fn(bool) -> Result<Option<Secret>, Interrupted>;

/// Where the passphrase comes from.
#[derive(Clone, Debug)]
pub enum Passphrase {
    /// It was given.
    Given(Secret),
    /// Somebody may be asked for it.
    Asked(Ask),
}

/// A file of keys.
#[derive(Debug)]
pub struct Vault {
    path: PathBuf,
    passphrase: Passphrase,
    work_factor: u8,
    keys: Option<BTreeMap<String, Secret>>,
}

impl Vault {
    /// Returns the vault in a folder, which need not be there yet.
    pub fn new(folder: &Path, passphrase: Passphrase) -> Self {
        Self {
            path: folder.join(FILE),
            passphrase,
            work_factor: WORK_FACTOR,
            keys: None,
        }
    }

    /// Returns whether there is one.
    pub fn exists(&self) -> bool {
        self.path.is_file()
    }

    /// Returns whether reading it asks nobody anything.
    pub fn opens_by_itself(&self) -> bool {
        !self.exists() || matches!(self.passphrase, Passphrase::Given(_))
    }

    /// Returns the passphrase, which is asked for once.
    fn passphrase(&mut self) -> Result<SecretString, Unavailable> {
        let new = !self.exists();
        let given = match &self.passphrase {
            Passphrase::Given(given) => given.clone(),
            Passphrase::Asked(ask) => ask(new)?.ok_or(Unavailable::Closed)?,
        };
        let text = SecretString::from(given.expose());
        self.passphrase = Passphrase::Given(given);
        Ok(text)
    }

    /// Returns the keys; a vault that is not there has none.
    fn open(&mut self) -> Result<&mut BTreeMap<String, Secret>, Unavailable> {
        let keys = match self.keys.take() {
            Some(keys) => keys,
            None if self.exists() => self.read()?,
            None => BTreeMap::new(),
        };
        Ok(self.keys.insert(keys))
    }

    fn read(&mut self) -> Result<BTreeMap<String, Secret>, Unavailable> {
        let damaged = |path: &Path| Unavailable::Damaged {
            path: path.to_owned(),
        };
        let bytes = std::fs::read(&self.path).map_err(|source| Unavailable::Read {
            path: self.path.clone(),
            source,
        })?;
        let mut identity = scrypt::Identity::new(self.passphrase()?);
        identity.set_max_work_factor(MOST_WORK);
        let text = age::decrypt(&identity, &bytes).map_err(|error| {
            if matches!(
                error,
                age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed
            ) {
                Unavailable::WrongPassphrase
            } else {
                damaged(&self.path)
            }
        })?;
        let text = Zeroizing::new(text);
        let keys: BTreeMap<String, String> =
            serde_json::from_slice(&text).map_err(|_| damaged(&self.path))?;
        let key = |(name, text): (String, String)| {
            let text = Zeroizing::new(text);
            Secret::key(&text).ok().map(|key| (name, key))
        };
        Ok(keys.into_iter().filter_map(key).collect())
    }

    fn write(&mut self) -> Result<(), Unavailable> {
        let mut recipient = scrypt::Recipient::new(self.passphrase()?);
        recipient.set_work_factor(self.work_factor);
        let keys: BTreeMap<&str, &str> = self
            .keys
            .iter()
            .flatten()
            .map(|(name, key)| (name.as_str(), key.expose()))
            .collect();
        let failed = |reason: io::Error| Unavailable::Read {
            path: self.path.clone(),
            source: reason,
        };
        let text = serde_json::to_vec(&keys).map_err(|error| failed(error.into()))?;
        let text = Zeroizing::new(text);
        let bytes =
            age::encrypt(&recipient, &text).map_err(|error| failed(io::Error::other(error)))?;
        store::write_private(&self.path, &bytes)?;
        Ok(())
    }
}

impl KeyStore for Vault {
    fn get(&mut self, provider: &str) -> Result<Option<Secret>, Unavailable> {
        Ok(self.open()?.get(provider).cloned())
    }

    fn set(&mut self, provider: &str, key: &Secret) -> Result<(), Unavailable> {
        self.open()?.insert(provider.to_owned(), key.clone());
        self.write()
    }

    fn remove(&mut self, provider: &str) -> Result<bool, Unavailable> {
        if !self.exists() {
            return Ok(false);
        }
        let removed = self.open()?.remove(provider).is_some();
        if removed {
            self.write()?;
        }
        Ok(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &Path, passphrase: &str) -> Vault {
        let passphrase = Passphrase::Given(Secret::passphrase(passphrase).unwrap());
        Vault {
            work_factor: 4,
            ..Vault::new(folder, passphrase)
        }
    }

    #[test]
    fn a_key_comes_back_with_the_passphrase_and_not_without() {
        let folder = tempfile::tempdir().unwrap();
        let key = Secret::key("gsk_0123456789abcdef").unwrap();
        let mut own = vault(folder.path(), "коза и сено");
        assert!(own.get("groq").unwrap().is_none(), "there is no vault yet");
        own.set("groq", &key).unwrap();
        let mut again = vault(folder.path(), "коза и сено");
        let found = again.get("groq").unwrap().unwrap();
        assert_eq!(found.expose(), key.expose());
        assert!(again.get("openai").unwrap().is_none());
        let wrong = vault(folder.path(), "коза").get("groq").unwrap_err();
        assert!(matches!(wrong, Unavailable::WrongPassphrase), "{wrong:?}");
        let bytes = std::fs::read(folder.path().join(FILE)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("0123456789"));
        assert!(again.remove("groq").unwrap() && !again.remove("groq").unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new/folder");
        let key = Secret::key("gsk_0123456789abcdef").unwrap();
        vault(&inner, "x").set("groq", &key).unwrap();
        let mode = inner.join(FILE).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test damages the file")]
    fn a_damaged_file_is_told_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let key = Secret::key("gsk_0123456789abcdef").unwrap();
        vault(folder.path(), "x").set("groq", &key).unwrap();
        let path = folder.path().join(FILE);
        let mut bytes = std::fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let mut damaged = vault(folder.path(), "x");
        assert!(matches!(
            damaged.get("groq"),
            Err(Unavailable::Damaged { .. })
        ));
        assert!(damaged.set("groq", &key).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn nobody_there_leaves_it_closed() {
        let folder = tempfile::tempdir().unwrap();
        let key = Secret::key("gsk_0123456789abcdef").unwrap();
        vault(folder.path(), "x").set("groq", &key).unwrap();
        let mut closed = Vault::new(folder.path(), Passphrase::Asked(|_| Ok(None)));
        assert!(!closed.opens_by_itself());
        assert!(matches!(closed.get("groq"), Err(Unavailable::Closed)));
    }
}
