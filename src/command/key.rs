//! `samocoder key`: keys kept, shown by their end only, asked about, forgotten.

use std::io::Read as _;

use secrecy::zeroize::Zeroizing;
use serde_json::json;

use super::reach::Reach;
use crate::cli::KeyCommand;
use crate::credential::{self, Credentials, Error as KeyError, KeyStore as _, Origin};
use crate::error::Error;
use crate::exit::Exit;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::ui::{Ui, columns, prompt};

pub(super) mod check;

/// The longest key that is read from stdin, in bytes.
const LONGEST_KEY: u64 = 64 << 10;

/// How the keys of providers begin.
const BEGINNINGS: [(&str, &str); 3] = [
    ("sk-or-", "openrouter"),
    ("sk-ant-", "anthropic"),
    ("gsk_", "groq"),
];

/// Keeps, lists, checks or forgets keys.
pub(super) fn run(command: &KeyCommand, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let reach = Reach::new(settings, Vec::new())?;
    ui.notices(&reach.notices);
    match command {
        KeyCommand::Set {
            provider,
            stdin,
            vault,
        } => set(provider, *stdin, *vault, &reach, ui),
        KeyCommand::List => list(&reach, settings, ui),
        KeyCommand::Check { provider } => check::run(provider.as_deref(), &reach, settings, ui),
        KeyCommand::Remove { provider } => remove(provider, &reach, settings, ui),
    }
}

fn set(name: &str, stdin: bool, vault: bool, reach: &Reach<'_>, ui: &Ui) -> Result<Exit, Error> {
    let provider = reach.provider(name)?;
    let key = if stdin {
        from_stdin()?
    } else {
        let question = format!("Key for {}", provider.label);
        prompt::key(question)?.ok_or(KeyError::NotTyped)?
    };
    let key = Secret::key(&key).map_err(|source| KeyError::Malformed {
        place: "what was given".to_owned(),
        source,
    })?;
    let mut notices = Vec::new();
    let foreign = BEGINNINGS
        .iter()
        .find(|(start, _)| key.expose().starts_with(start));
    if let Some((start, owner)) = foreign.filter(|(_, owner)| *owner != name) {
        notices.push(format!(
            "keys of {owner} begin with `{start}`, as this one does"
        ));
    }
    let place = keep(name, &key, vault, reach, &mut notices)?;
    notices.push(format!("{name}: kept in the {place} (…{})", key.ending()));
    let mut places = Credentials::new(reach.environment, None, None, None);
    if let Some(found) = places.find(provider)? {
        notices.push(format!("{} is set and comes first", found.origin.words()));
    }
    ui.notices(&notices);
    Ok(Exit::Done)
}

/// Keeps a key in the keychain, or in the vault where there is none.
fn keep(
    name: &str,
    key: &Secret,
    vault: bool,
    reach: &Reach<'_>,
    notices: &mut Vec<String>,
) -> Result<&'static str, Error> {
    let mut why = "it was not asked for".to_owned();
    if let Some(keychain) = &mut reach.keychain().filter(|_| !vault) {
        match keychain.set(name, key) {
            Ok(()) => return Ok("keychain"),
            Err(unavailable) => why = unavailable.to_string(),
        }
        notices.push(why.clone());
    }
    let no_place = |vault: String| KeyError::NoPlace {
        keychain: why.clone(),
        vault,
    };
    let mut store = reach
        .vault()?
        .ok_or_else(|| no_place("there is no home directory for a vault".to_owned()))?;
    match store.set(name, key) {
        Ok(()) => Ok("vault"),
        Err(credential::Unavailable::Closed) if !vault => {
            Err(no_place(credential::Unavailable::Closed.to_string()).into())
        }
        Err(unavailable) => Err(KeyError::from(unavailable).into()),
    }
}

/// Reads a key from stdin.
pub(super) fn from_stdin() -> Result<Zeroizing<String>, Error> {
    let mut text = Zeroizing::new(String::new());
    let stdin = std::io::stdin().lock();
    let read = stdin.take(LONGEST_KEY).read_to_string(&mut text);
    read.map_err(|source| Error::Read {
        path: "-".into(),
        source,
    })?;
    Ok(text)
}

fn list(reach: &Reach<'_>, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let mut places = reach.places(None)?;
    let mut rows = Vec::new();
    for provider in &reach.calls.catalog.providers {
        let found = match places.find(provider)? {
            Some(found) => Some(found),
            None => places.find_in_vault(provider)?,
        };
        rows.push((provider, found));
    }
    ui.notices(places.notices());
    let text = if settings.json {
        let keys = rows.iter().map(|(provider, found)| {
            json!({
                "provider": provider.name,
                "source": found.as_ref().map(|found| source(&found.origin)),
                "ending": found.as_ref().map(|found| found.key.ending()),
                "variable": credential::variable(provider),
            })
        });
        let keys: Vec<_> = keys.collect();
        let document = json!({ "format": 1, "keys": keys, "notices": places.notices() });
        format!("{document:#}\n")
    } else {
        columns(rows.iter().map(|(provider, found)| match found {
            Some(found) => [
                provider.name.clone(),
                found.origin.words(),
                format!("…{}", found.key.ending()),
            ],
            None => [provider.name.clone(), "no key".to_owned(), String::new()],
        }))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

/// Returns the name of a place that scripts read.
fn source(origin: &Origin) -> &'static str {
    match origin {
        Origin::Stdin => "stdin",
        Origin::Variable(_) => "variable",
        Origin::File(_) => "file",
        Origin::Keychain => "keychain",
        Origin::Vault => "vault",
    }
}

fn remove(name: &str, reach: &Reach<'_>, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let provider = reach.provider(name)?;
    let mut removed = Vec::new();
    let mut notices = Vec::new();
    if let Some(keychain) = &mut reach.keychain() {
        match keychain.remove(name) {
            Ok(true) => removed.push("keychain"),
            Ok(false) | Err(credential::Unavailable::Absent { .. }) => {}
            Err(unavailable) => notices.push(unavailable.to_string()),
        }
    }
    if let Some(vault) = &mut reach.vault()? {
        match vault.remove(name) {
            Ok(true) => removed.push("vault"),
            Ok(false) => {}
            Err(unavailable) => return Err(KeyError::from(unavailable).into()),
        }
    }
    if removed.is_empty() {
        notices.push(format!("no key of {name} was kept"));
    } else {
        notices.push(format!(
            "{name}: forgotten by the {}",
            removed.join(" and the ")
        ));
    }
    let mut places = Credentials::new(reach.environment, None, None, None);
    if let Some(found) = places.find(provider)? {
        notices.push(format!("{} still gives a key", found.origin.words()));
    }
    if settings.json {
        let document =
            json!({ "format": 1, "provider": name, "removed": removed, "notices": notices });
        ui.answer(&format!("{document:#}\n"))?;
    }
    ui.notices(&notices);
    Ok(Exit::Done)
}
