//! `samocoder key check`: whether providers accept their keys, without a paid request.

use futures_util::future::join_all;
use serde_json::json;

use crate::command::reach::Reach;
use crate::command::wait;
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::chain::Target;
use crate::llm::failure::{Class, Failure};
use crate::llm::probe::{self, Account};
use crate::llm::prompt::Bounds;
use crate::llm::transport::{Patience, Request, Transport};
use crate::secret::Redactor;
use crate::settings::Settings;
use crate::state::Accounts;
use crate::ui::{Ui, columns};

/// What came of asking one provider; nothing where there is no key to ask about.
pub(in crate::command) type Checked = Option<Result<Account, Failure>>;

/// Asks one provider, or every one in the chain.
pub(super) fn run(
    name: Option<&str>,
    reach: &Reach<'_>,
    settings: &Settings,
    ui: &Ui,
) -> Result<Exit, Error> {
    let mut places = reach.places(None)?;
    let only = name.map(|name| vec![name.to_owned()]);
    let names = only.as_ref().unwrap_or(&reach.calls.chain);
    let mut targets = reach.targets(names, &mut places)?;
    // One that needs no key has nothing to check, unless it was named.
    targets.retain(|it| only.is_some() || it.key.is_some() || it.lacks_key());
    ui.notices(places.notices());
    let transport = Transport::new().map_err(|source| Error::Client { source })?;
    let asked = targets.iter().map(|target| ask(&transport, target));
    let outcomes = wait::until_done(join_all(asked))?;
    let all: Vec<(&Target, &Checked)> = targets.iter().zip(&outcomes).collect();
    keep(reach, all.iter().copied());
    let text = if settings.json {
        let keys: Vec<_> = all
            .iter()
            .map(|(it, checked)| document(it, checked))
            .collect();
        let document = json!({ "format": 1, "keys": keys, "notices": places.notices() });
        format!("{document:#}\n")
    } else {
        let row = |(target, checked): &(&Target, &Checked)| {
            [target.provider.name.clone(), words(checked)]
        };
        columns(all.iter().map(row))
    };
    ui.answer(&text)?;
    Ok(exit(&outcomes))
}

/// Asks a provider about its key.
pub(in crate::command) async fn ask(transport: &Transport, target: &Target) -> Checked {
    if target.lacks_key() {
        return None;
    }
    let provider = &target.provider;
    let request = request(target);
    let path = probe::key_path(&provider.name, provider.dialect);
    let account = probe::account(transport, &request, path).await;
    let redactor = Redactor::new(target.key.clone());
    Some(account.map_err(|failure| failure.redacted(&redactor)))
}

/// Keeps what was told of accounts: whether one has paid decides how often its free models are asked.
pub(in crate::command) fn keep<'t>(
    reach: &Reach<'_>,
    all: impl IntoIterator<Item = (&'t Target, &'t Checked)>,
) {
    let Some(folder) = reach.environment.state_dir() else {
        return;
    };
    for (target, checked) in all {
        let told = checked.as_ref().and_then(|it| it.as_ref().ok());
        let free = told.and_then(|account| account.is_free);
        if let Some(free) = free.filter(|_| target.provider.free_limits_once_paid.is_some()) {
            let name = &target.provider.name;
            // What could not be kept is told with the next check.
            Accounts::keep(&folder, name, &target.base_url, !free).unwrap_or_default();
        }
    }
}

/// Returns a request that carries a provider's key, without a body.
pub(in crate::command) fn request(target: &Target) -> Request<'_> {
    Request {
        dialect: target.provider.dialect,
        base_url: &target.base_url,
        version: target.provider.manner.version.as_deref(),
        key: target.key.as_ref(),
        body: &serde_json::Value::Null,
        bounds: Bounds::default(),
        stream: false,
        patience: Patience::SHORT,
    }
}

/// Returns what came of it in words.
pub(in crate::command) fn words(checked: &Checked) -> String {
    match checked {
        None => "no key".to_owned(),
        Some(Ok(account)) => {
            let left = account.usd_left.map(|left| format!("${left:.2} left"));
            let tier = account.is_free.map(|free| {
                let tier = if free { "free tier" } else { "paid tier" };
                tier.to_owned()
            });
            let accepted = [Some("accepted".to_owned()), tier, left];
            accepted
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        }
        Some(Err(failure)) => format!("{}: {}", outcome(failure), failure.message),
    }
}

/// Returns what came of it for scripts.
pub(in crate::command) fn document(target: &Target, checked: &Checked) -> serde_json::Value {
    let name = &target.provider.name;
    match checked {
        None => json!({ "provider": name, "outcome": "no_key" }),
        Some(Ok(account)) => json!({
            "provider": name,
            "outcome": "accepted",
            "usd_left": account.usd_left,
            "free_tier": account.is_free,
        }),
        Some(Err(failure)) => json!({
            "provider": name,
            "outcome": outcome(failure),
            "status": failure.status,
            "message": failure.message,
        }),
    }
}

fn outcome(failure: &Failure) -> &'static str {
    if must_be_fixed(failure) {
        "refused"
    } else {
        "unreachable"
    }
}

/// Returns whether it is the key, the account or the address that is wrong, not the provider.
fn must_be_fixed(failure: &Failure) -> bool {
    matches!(
        failure.class,
        Class::Auth | Class::NoCredit | Class::WrongAddress
    )
}

/// Returns the code that tells what came of all.
pub(in crate::command) fn exit(checks: &[Checked]) -> Exit {
    let failures = || checks.iter().flatten().filter_map(|it| it.as_ref().err());
    if checks.iter().all(Option::is_none) || failures().any(must_be_fixed) {
        Exit::Settings
    } else if failures().next().is_some() {
        Exit::NoProvider
    } else {
        Exit::Done
    }
}
