//! `samocoder provider`: who is in the chain, and whether each can be reached with its key and has
//! the models that are asked for.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::key::check::{self, Checked};
use super::reach::Reach;
use super::wait;
use crate::cli::ProviderCommand;
use crate::credential::{self, Credentials};
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::catalog::Limits;
use crate::llm::chain::Target;
use crate::llm::failure::Failure;
use crate::llm::probe;
use crate::llm::transport::Transport;
use crate::settings::Settings;
use crate::ui::{Ui, columns};

/// What came of asking a provider for its models: those that are wanted and that it does not have.
type Gone = Option<Result<Vec<String>, Failure>>;

/// Lists providers, or asks each about its key and its models.
pub(super) fn run(command: &ProviderCommand, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let reach = Reach::new(settings, Vec::new())?;
    ui.notices(&reach.notices);
    match command {
        ProviderCommand::List => list(&reach, settings, ui),
        ProviderCommand::Check => check(&reach, settings, ui),
    }
}

fn list(reach: &Reach<'_>, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let chain = &reach.calls.chain;
    let rest = reach.calls.catalog.providers.iter().map(|it| &it.name);
    let rest = rest.filter(|name| !chain.contains(name));
    let mut rows = Vec::new();
    for (index, name) in chain.iter().chain(rest).enumerate() {
        let place = (index < chain.len()).then_some(index + 1);
        rows.push((place, reach.provider(name)?));
    }
    let text = if settings.json {
        let providers = rows.iter().map(|(place, provider)| {
            json!({
                "name": provider.name,
                "place": place,
                "base_url": provider.base_url,
                "needs_key": provider.key_variable.is_some(),
                "variable": credential::variable(provider),
            })
        });
        let providers: Vec<_> = providers.collect();
        format!("{:#}\n", json!({ "format": 1, "providers": providers }))
    } else {
        columns(rows.iter().map(|(place, provider)| {
            let place = place.map_or("not in the chain".to_owned(), |it| it.to_string());
            [place, provider.name.clone(), provider.base_url.clone()]
        }))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

/// What is known of one provider.
struct Row<'a> {
    target: &'a Target,
    origin: Option<String>,
    checked: Checked,
    gone: Gone,
}

fn check(reach: &Reach<'_>, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let mut places = reach.places(None)?;
    let targets = reach.targets(&reach.calls.chain, &mut places)?;
    ui.notices(places.notices());
    let transport = Transport::new().map_err(|source| Error::Client { source })?;
    let asked = targets.iter().map(|target| ask(&transport, target));
    let answers = wait::until_done(join_all(asked))?;
    let mut rows = Vec::new();
    for (target, (checked, gone)) in targets.iter().zip(answers) {
        rows.push(Row {
            origin: origin(&mut places, target)?,
            target,
            checked,
            gone,
        });
    }
    check::keep(reach, rows.iter().map(|row| (row.target, &row.checked)));
    let text = if settings.json {
        let providers: Vec<_> = rows.iter().map(document).collect();
        format!("{:#}\n", json!({ "format": 1, "providers": providers }))
    } else {
        columns(rows.iter().map(line))
    };
    ui.answer(&text)?;
    let checks: Vec<Checked> = rows.into_iter().map(|row| row.checked).collect();
    Ok(check::exit(&checks))
}

/// Asks a provider about its key, then for its models.
async fn ask(transport: &Transport, target: &Target) -> (Checked, Gone) {
    let checked = check::ask(transport, target).await;
    if !matches!(checked, Some(Ok(_))) {
        return (checked, None);
    }
    let wanted = target.models.iter().filter(|it| !it.roles.is_empty());
    let models = probe::models(transport, &check::request(target)).await;
    let gone = models.map(|there| {
        let mut gone: Vec<String> = Vec::new();
        for id in wanted.map(|it| it.id.clone()) {
            if !gone.contains(&id) && !there.iter().any(|told| told.id == id) {
                gone.push(id);
            }
        }
        gone
    });
    (checked, Some(gone))
}

/// Returns where a provider's key comes from.
fn origin(places: &mut Credentials<'_>, target: &Target) -> Result<Option<String>, Error> {
    if target.key.is_none() {
        return Ok(None);
    }
    let found = places.find(&target.provider)?;
    let origin = found.map(|found| found.origin);
    // What no other place has was in the vault.
    Ok(Some(origin.map_or("vault".to_owned(), |it| it.words())))
}

/// Returns the limits in words: those that the provider tells, else those that are kept to.
fn limits(row: &Row<'_>) -> String {
    let told = match &row.checked {
        Some(Ok(account)) => account.limits.as_slice(),
        Some(Err(_)) | None => return String::new(),
    };
    if !told.is_empty() {
        let words = told.iter().map(|limit| match limit.left {
            Some(left) => format!("{left}/{} {} left", limit.most, limit.of),
            None => format!("{} {}", limit.most, limit.of),
        });
        return words.collect::<Vec<_>>().join(", ");
    }
    let Limits {
        minute,
        hour,
        day,
        tokens_minute,
    } = row.target.provider.limits;
    let kept = [
        minute.map(|most| format!("{most} a minute")),
        hour.map(|most| format!("{most} an hour")),
        day.map(|most| format!("{most} a day")),
        tokens_minute.map(|most| format!("{most} tokens a minute")),
    ];
    kept.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn line(row: &Row<'_>) -> [String; 5] {
    let models = match &row.gone {
        None => String::new(),
        Some(Ok(gone)) if gone.is_empty() => "all models are there".to_owned(),
        Some(Ok(gone)) => format!("gone: {}", gone.join(", ")),
        Some(Err(failure)) => format!("its models are not told: {failure}"),
    };
    let words = if row.checked.is_some() && row.target.key.is_none() {
        check::words(&row.checked).replacen("accepted", "reachable", 1)
    } else {
        check::words(&row.checked)
    };
    let origin = row.origin.clone().unwrap_or_default();
    [
        row.target.provider.name.clone(),
        origin,
        words,
        models,
        limits(row),
    ]
}

fn document(row: &Row<'_>) -> Value {
    let mut document = check::document(row.target, &row.checked);
    let gone = row.gone.as_ref().and_then(|gone| gone.as_ref().ok());
    if let Some(document) = document.as_object_mut() {
        document.insert("key_source".to_owned(), json!(row.origin));
        document.insert("models_gone".to_owned(), json!(gone));
        let told = row.checked.as_ref().and_then(|it| it.as_ref().ok());
        let told = told.map(|account| &account.limits);
        document.insert("limits_told".to_owned(), json!(told));
    }
    document
}
