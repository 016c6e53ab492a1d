//! `samocoder model refresh`: what the providers say today of the models that are asked.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::json;

use crate::command::key::check;
use crate::command::reach::Reach;
use crate::command::wait;
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::chain::Target;
use crate::llm::failure::Failure;
use crate::llm::probe;
use crate::llm::told::Told;
use crate::llm::transport::Transport;
use crate::secret::Redactor;
use crate::settings::Settings;
use crate::state::{self, Fresh, List};
use crate::ui::{Ui, columns};

/// Asks every provider of the chain that has its key, and keeps what they tell.
pub(super) fn run(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let reach = Reach::before_prices(settings, Vec::new())?;
    ui.notices(&reach.notices);
    let folder = reach.environment.state_dir().ok_or(Error::NoStateFolder)?;
    let mut places = reach.places(None)?;
    let mut targets = reach.targets(&reach.calls.chain, &mut places)?;
    ui.notices(places.notices());
    targets.retain(|target| !target.lacks_key());
    let transport = Transport::new().map_err(|source| Error::Client { source })?;
    let asked = targets.iter().map(|target| ask(&transport, target));
    let answers = wait::until_done(join_all(asked))?;
    let as_of = state::day_before(state::now(), 0);
    let lists = targets.iter().zip(&answers).filter_map(|(target, answer)| {
        let list = List {
            base_url: target.base_url.clone(),
            as_of: as_of.clone(),
            models: asked_for(target, answer.as_ref().ok()?),
        };
        Some((target.provider.name.clone(), list))
    });
    Fresh::keep(&folder, lists.collect::<BTreeMap<_, _>>())?;
    let rows = targets.iter().zip(&answers);
    let text = if settings.json {
        let providers: Vec<_> = rows
            .map(|(target, answer)| document(target, answer))
            .collect();
        format!(
            "{:#}\n",
            json!({ "format": 1, "as_of": as_of, "providers": providers })
        )
    } else {
        columns(rows.map(|(target, answer)| line(target, answer)))
    };
    ui.answer(&text)?;
    let checks = answers
        .into_iter()
        .map(|answer| Some(answer.map(|_| probe::Account::default())));
    Ok(check::exit(&checks.collect::<Vec<_>>()))
}

async fn ask(transport: &Transport, target: &Target) -> Result<Vec<Told>, Failure> {
    let models = probe::models(transport, &check::request(target)).await;
    let redactor = Redactor::new(target.key.clone());
    models.map_err(|failure| Failure {
        message: redactor.redact(&failure.message),
        ..failure
    })
}

/// Returns what was told of the models that may be asked.
fn asked_for(target: &Target, told: &[Told]) -> Vec<Told> {
    let wanted = |told: &&Told| target.models.iter().any(|model| model.id == told.id);
    told.iter().filter(wanted).cloned().collect()
}

/// Returns the models that are asked and that the provider does not list.
fn gone<'t>(target: &'t Target, told: &[Told]) -> Vec<&'t str> {
    let wanted = target.models.iter().filter(|it| !it.roles.is_empty());
    let mut gone: Vec<&str> = wanted.map(|it| it.id.as_str()).collect();
    gone.retain(|id| !told.iter().any(|told| told.id == *id));
    gone.dedup();
    gone
}

fn line(target: &Target, answer: &Result<Vec<Told>, Failure>) -> [String; 3] {
    let (models, gone) = match answer {
        Ok(told) => {
            let gone = gone(target, told);
            let gone = if gone.is_empty() {
                String::new()
            } else {
                format!("gone: {}", gone.join(", "))
            };
            let count = asked_for(target, told).len();
            (
                format!("{count} of its {} models are used", told.len()),
                gone,
            )
        }
        Err(failure) => (failure.to_string(), String::new()),
    };
    [target.provider.name.clone(), models, gone]
}

fn document(target: &Target, answer: &Result<Vec<Told>, Failure>) -> serde_json::Value {
    let told = answer.as_deref().unwrap_or_default();
    json!({
        "provider": target.provider.name,
        "models": asked_for(target, told),
        "models_gone": answer.is_ok().then(|| gone(target, told)),
        "failed": answer.as_ref().err().map(ToString::to_string),
    })
}
