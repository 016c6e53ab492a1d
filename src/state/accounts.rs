//! What providers told of accounts: whether one has ever paid, since free models may then be asked
//! more often. It holds until something else is told.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PATIENCE;
use crate::store;

/// The format that is written.
const FORMAT: u32 = 1;

/// What was told, by provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accounts {
    format: u32,
    accounts: Vec<Account>,
}

/// What was told of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Account {
    provider: String,
    /// Where the provider was: another address is another provider.
    base_url: String,
    /// Whether it has ever paid.
    paid: bool,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("accounts.json")
}

impl Accounts {
    /// Reads what was told; nothing where no file can be read, or a newer samocoder wrote it.
    pub fn read(folder: Option<&Path>) -> Self {
        let bytes = folder.and_then(|folder| std::fs::read(file(folder)).ok());
        Self::of(&bytes.unwrap_or_default())
    }

    fn of(bytes: &[u8]) -> Self {
        let accounts: Self = serde_json::from_slice(bytes).unwrap_or_default();
        if accounts.format == FORMAT {
            accounts
        } else {
            Self::default()
        }
    }

    /// Returns whether the account at a provider is known to have paid.
    pub fn has_paid(&self, provider: &str, base_url: &str) -> bool {
        let mut accounts = self.accounts.iter();
        accounts.any(|it| it.provider == provider && it.base_url == base_url && it.paid)
    }

    /// Keeps whether the account at a provider has paid.
    pub fn keep(
        folder: &Path,
        provider: &str,
        base_url: &str,
        paid: bool,
    ) -> Result<(), store::Error> {
        if Self::read(Some(folder)).has_paid(provider, base_url) == paid {
            return Ok(());
        }
        store::change_shared(&file(folder), PATIENCE, |before| {
            let mut accounts = Self::of(before);
            accounts.format = FORMAT;
            accounts
                .accounts
                .retain(|it| it.provider != provider || it.base_url != base_url);
            accounts.accounts.push(Account {
                provider: provider.to_owned(),
                base_url: base_url.to_owned(),
                paid,
            });
            (serde_json::to_vec_pretty(&accounts).ok(), ())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_last_of_an_account_holds() {
        let folder = tempfile::tempdir().unwrap();
        let paid = |address: &str| {
            let accounts = Accounts::read(Some(folder.path()));
            accounts.has_paid("openrouter", address)
        };
        let keep = |paid| Accounts::keep(folder.path(), "openrouter", "a", paid).unwrap();
        keep(false);
        assert!(
            !file(folder.path()).exists(),
            "that is what everybody starts with"
        );
        keep(true);
        assert!(paid("a") && !paid("b"));
        keep(false);
        assert!(!paid("a"));
        keep(true);
        for other in ["{", "{\"format\":2,\"accounts\":[]}"] {
            std::fs::write(file(folder.path()), other).unwrap();
            assert!(!paid("a"), "{other}");
        }
        assert_eq!(Accounts::read(None), Accounts::default());
    }
}
