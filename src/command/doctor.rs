//! `samocoder doctor`: what works on this machine, and what to do about what does not. It asks no
//! provider; `samocoder provider check` does.

use serde_json::json;

use super::reach::Reach;
use crate::credential::{KeyStore as _, Origin, Unavailable, Vault};
use crate::error::Error;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::llm::gate::Shelf as _;
use crate::settings::{Settings, load};
use crate::state::Shared;
use crate::ui::{Ui, columns};
use crate::verify;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    /// It works.
    Works,
    /// It is not there, and what needs it is told.
    Missing,
    /// It is there and does not work.
    Broken,
}

impl Health {
    fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Missing => "missing",
            Self::Broken => "broken",
        }
    }
}

/// What was found out about one thing.
struct Finding {
    name: String,
    health: Health,
    /// What it is like.
    detail: String,
    /// What to do about it.
    hint: Option<String>,
}

impl Finding {
    fn new(name: &str, health: Health, detail: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            health,
            detail: detail.into(),
            hint: None,
        }
    }

    fn of_error(name: &str, health: Health, error: &Error) -> Self {
        Self {
            hint: error.hint(),
            ..Self::new(name, health, error.to_string())
        }
    }
}

/// Looks at everything that commands need.
pub(super) fn run(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let mut findings = vec![node(), sandbox(), state(settings)];
    match Reach::new(settings, Vec::new()) {
        Ok(reach) => {
            let path = load::user_file(&settings.environment)?;
            let detail = path.display().to_string();
            findings.push(Finding::new("settings", Health::Works, detail));
            findings.extend(
                reach
                    .notices
                    .iter()
                    .map(|notice| Finding::new("settings", Health::Broken, notice)),
            );
            findings.extend(keychain(&reach));
            findings.extend(keys(&reach)?);
        }
        Err(error) => findings.push(Finding::of_error("settings", Health::Broken, &error)),
    }
    let text = if settings.json {
        let all: Vec<_> = findings.iter().map(document).collect();
        format!("{:#}\n", json!({ "format": 1, "findings": all }))
    } else {
        columns(findings.iter().map(|it| {
            let hint = it.hint.as_ref().map(|hint| format!(": {hint}"));
            let detail = it.detail.lines().next().unwrap_or_default();
            let told = format!("{detail}{}", hint.unwrap_or_default());
            [it.name.clone(), it.health.name().to_owned(), told]
        }))
    };
    ui.answer(&text)?;
    let broken = findings.iter().any(|it| it.health == Health::Broken);
    Ok(if broken { Exit::Settings } else { Exit::Done })
}

fn document(finding: &Finding) -> serde_json::Value {
    json!({
        "name": finding.name,
        "health": finding.health.name(),
        "detail": finding.detail,
        "hint": finding.hint,
    })
}

/// Node.js, without which only full verification can't be done.
fn node() -> Finding {
    match verify::node_version(&Interrupt::new()) {
        Ok(version) => Finding::new("node", Health::Works, version),
        Err(error) => Finding::of_error("node", Health::Missing, &error.into()),
    }
}

/// The sandbox, without which nothing that was generated runs.
fn sandbox() -> Finding {
    match verify::sandbox(false) {
        Ok(Some(sandbox)) => {
            let tier = sandbox.tier();
            let lacks = sandbox.lacks().iter().map(|it| format!("; no {it}"));
            let lacks: String = lacks.collect();
            let detail = format!("{}: {}{lacks}", tier.name(), tier.words());
            Finding::new("sandbox", Health::Works, detail)
        }
        Ok(None) => Finding::new("sandbox", Health::Missing, "there is none"),
        Err(error) => Finding::of_error("sandbox", Health::Missing, &error.into()),
    }
}

fn state(settings: &Settings) -> Finding {
    let folder = settings.environment.state_dir();
    let Some(told) = folder.as_ref().map(|it| it.display().to_string()) else {
        let detail = "there is no home directory to keep limits and spending in";
        return Finding::new("state", Health::Broken, detail);
    };
    let mut shelf = Shared::new(folder, None);
    let free = shelf.change(|_| ()).is_some();
    match shelf.trouble() {
        None if free => Finding::new("state", Health::Works, told),
        None => Finding::new("state", Health::Works, format!("{told}, in use just now")),
        Some(trouble) => Finding::new("state", Health::Broken, trouble),
    }
}

fn keychain(reach: &Reach<'_>) -> Option<Finding> {
    let finding = match reach.keychain()?.get("doctor") {
        Ok(_) => Finding::new("keychain", Health::Works, "it answers"),
        Err(unavailable) => {
            let health = if matches!(unavailable, Unavailable::Absent { .. }) {
                Health::Missing
            } else {
                Health::Broken
            };
            Finding {
                hint: Some(unavailable.hint().to_owned()),
                ..Finding::new("keychain", health, unavailable.to_string())
            }
        }
    };
    Some(finding)
}

/// The keys of the chain, as far as they are found without asking anybody for a passphrase.
fn keys(reach: &Reach<'_>) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    if let Some(vault) = reach.vault()?.filter(Vault::exists) {
        let closed = !vault.opens_by_itself();
        let detail = if closed {
            "it needs its passphrase"
        } else {
            "it has a passphrase"
        };
        findings.push(Finding::new("vault", Health::Works, detail));
    }
    let mut places = reach.places(None)?;
    for name in &reach.calls.chain {
        let provider = reach.provider(name)?;
        let found = places.find(provider).map(|found| found.map(|it| it.origin));
        let of = format!("key of {name}");
        findings.push(match found {
            Ok(Some(origin)) => Finding::new(&of, Health::Works, Origin::words(&origin)),
            Ok(None) if provider.key_variable.is_none() => {
                Finding::new(&of, Health::Works, "none is needed")
            }
            Ok(None) => Finding {
                hint: Some(format!("`samocoder key set {name}`")),
                ..Finding::new(&of, Health::Missing, "there is none")
            },
            Err(error) => Finding::of_error(&of, Health::Broken, &error.into()),
        });
    }
    Ok(findings)
}
