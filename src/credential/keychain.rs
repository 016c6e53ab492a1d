//! The keychain of the system: Secret Service, macOS Keychain, Windows Credential Manager. The only
//! user of `keyring`.
//!
//! It is asked in a thread, with a bound on the wait: a locked keychain may be waiting for somebody
//! to unlock it, and a broken one may never answer.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the keychain"
)]

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use keyring::v1::{Entry, Error};

use super::{KeyStore, Unavailable};
use crate::secret::Secret;

/// The name under which keys are kept.
const SERVICE: &str = "samocoder";

/// The keychain of the system.
#[derive(Debug)]
pub struct Keychain {
    patience: Duration,
    /// Whether it failed already: it is not asked again.
    down: bool,
}

impl Keychain {
    /// While somebody may be unlocking it.
    pub const WITH_A_PERSON: Duration = Duration::from_secs(10);
    /// While nobody is there to unlock it.
    pub const ALONE: Duration = Duration::from_secs(2);

    /// Returns the keychain, which may take so long for each answer.
    pub fn new(patience: Duration) -> Self {
        Self {
            patience,
            down: false,
        }
    }

    /// Does something with a provider's entry; after the first failure nothing is tried again.
    fn entry<T: Send + 'static>(
        &mut self,
        provider: &str,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<Option<T>, Unavailable> {
        if self.down {
            let reason = "it failed before".to_owned();
            return Err(Unavailable::Absent { reason });
        }
        let (answer, answers) = mpsc::channel();
        let provider = provider.to_owned();
        // It is left alone when it takes too long; the process does not wait for it in the end.
        thread::spawn(move || {
            let done = open(&provider).and_then(|entry| work(&entry).map_err(reason));
            // Nobody listens any more when the wait was over before.
            drop(answer.send(done));
        });
        let start = Instant::now();
        let done = answers.recv_timeout(self.patience);
        let (ms, answered) = (start.elapsed().as_millis(), done.is_ok());
        tracing::debug!(ms, answered, "asked the keychain");
        let done = done.unwrap_or(Err(Some(Unavailable::Silent {
            limit: self.patience,
        })));
        match done {
            Ok(value) => Ok(Some(value)),
            Err(None) => Ok(None),
            Err(Some(unavailable)) => {
                self.down = true;
                Err(unavailable)
            }
        }
    }
}

impl KeyStore for Keychain {
    fn get(&mut self, provider: &str) -> Result<Option<Secret>, Unavailable> {
        let found = self.entry(provider, |entry| {
            entry.get_password().map(secrecy::zeroize::Zeroizing::new)
        })?;
        // What is no key was put there by somebody else.
        Ok(found.and_then(|text| Secret::key(&text).ok()))
    }

    fn set(&mut self, provider: &str, key: &Secret) -> Result<(), Unavailable> {
        let key = key.clone();
        let set = self.entry(provider, move |entry| entry.set_password(key.expose()))?;
        let lost = || Unavailable::Failed {
            reason: "it did not keep the key".to_owned(),
        };
        set.ok_or_else(lost)
    }

    fn remove(&mut self, provider: &str) -> Result<bool, Unavailable> {
        let removed = self.entry(provider, Entry::delete_credential)?;
        Ok(removed.is_some())
    }
}

fn open(provider: &str) -> Result<Entry, Option<Unavailable>> {
    if let Err(error) = Entry::store_status() {
        let reason = first_line(&error.to_string());
        return Err(Some(Unavailable::Absent { reason }));
    }
    Entry::new(SERVICE, provider).map_err(reason)
}

/// Returns why the keychain can't be used; nothing where it only has no such entry. Errors that
/// hold what was read are not told: it may be the key.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's list of errors may grow, and all others are alike to us"
)]
fn reason(error: Error) -> Option<Unavailable> {
    match error {
        Error::NoEntry => None,
        Error::NoStorageAccess(_) => Some(Unavailable::Locked),
        Error::PlatformFailure(error) => Some(Unavailable::Failed {
            reason: first_line(&error.to_string()),
        }),
        Error::NoDefaultStore => Some(Unavailable::Absent {
            reason: "nothing here keeps keys".to_owned(),
        }),
        _ => Some(Unavailable::Failed {
            reason: "it gave something that is no key".to_owned(),
        }),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
