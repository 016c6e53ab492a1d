//! `samocoder model`: which models may be asked, what they cost, and why they come in this order.

use serde_json::json;

use super::reach::{Reach, endings};
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::catalog::{Model, Role};
use crate::llm::gate::Shelf as _;
use crate::settings::Settings;
use crate::state;
use crate::ui::{Ui, headed};

mod refresh;

/// A model with its place among those of its role.
struct Row<'a> {
    model: &'a Model,
    /// The role that it serves; a spare model serves none.
    role: Option<Role>,
    why: String,
    /// What was learned by asking it.
    learned: Vec<String>,
}

/// Asks the providers for what they tell of their models.
pub(super) fn refresh(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    refresh::run(settings, ui)
}

/// Lists the models of the chain; `why` says what each is for.
pub(super) fn list(why: bool, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let reach = Reach::new(settings, Vec::new())?;
    ui.notices(&reach.notices);
    let mut places = reach.places(None)?;
    let targets = reach.targets(&reach.calls.chain, &mut places)?;
    ui.notices(places.notices());
    ui.notices(&endings(&targets));
    let memory = reach.shelf().recall(state::now());
    let mut rows = Vec::new();
    for role in [Some(Role::Coding), Some(Role::General), None] {
        let mut before = 0;
        for target in &targets {
            let models = reach.calls.catalog.models.iter();
            let own = models.filter(|it| it.provider == target.provider.name);
            for model in own.filter(|it| it.roles.first().copied() == role) {
                let why = if role.is_none() {
                    "spare: no role names it".to_owned()
                } else if reach.calls.free && !model.is_free() {
                    "not asked: it costs money".to_owned()
                } else if target.lacks_key() {
                    "not asked: no key".to_owned()
                } else {
                    before += 1;
                    place(before)
                };
                let learned = memory.of(model).words();
                rows.push(Row {
                    model,
                    role,
                    why,
                    learned,
                });
            }
        }
    }
    let text = if settings.json {
        let models: Vec<_> = rows.iter().map(document).collect();
        let as_of = &reach.calls.catalog.as_of;
        let refreshed = &reach.refreshed;
        let document =
            json!({ "format": 1, "as_of": as_of, "refreshed": refreshed, "models": models });
        format!("{document:#}\n")
    } else {
        headed(HEADING, rows.iter().map(|row| line(row, why)))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn place(number: usize) -> String {
    match number {
        1 => "asked first".to_owned(),
        number => format!("asked when {} before it can't", count(number - 1)),
    }
}

fn count(number: usize) -> String {
    match number {
        1 => "the one".to_owned(),
        number => format!("the {number}"),
    }
}

fn role(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Coding) => "coding",
        Some(Role::General) => "general",
        None => "spare",
    }
}

/// Prices are US dollars for a million tokens.
const HEADING: [&str; 6] = ["role", "provider", "model", "context", "in/out per 1M", ""];

fn line(row: &Row<'_>, why: bool) -> [String; 6] {
    let model = row.model;
    let price = if model.is_free() {
        "free".to_owned()
    } else {
        format!("${}/${}", model.price.input, model.price.output)
    };
    [
        role(row.role).to_owned(),
        model.provider.clone(),
        model.id.clone(),
        format!("{}k", model.context / 1000),
        price,
        if why { reasons(row) } else { String::new() },
    ]
}

fn reasons(row: &Row<'_>) -> String {
    let mut reasons = vec![row.why.clone()];
    if !row.model.tools {
        reasons.push("takes no tools".to_owned());
    }
    if !row.learned.is_empty() {
        reasons.push(format!("learned: {}", row.learned.join(", ")));
    }
    reasons.join("; ")
}

fn document(row: &Row<'_>) -> serde_json::Value {
    let model = row.model;
    json!({
        "provider": model.provider,
        "id": model.id,
        "role": row.role.map(|it| role(Some(it))),
        "context": model.context,
        "max_output": model.max_output,
        "usd_per_million": { "input": model.price.input, "output": model.price.output },
        "schema": model.schema,
        "tools": model.tools,
        "ends": model.ends,
        "why": row.why,
        "learned": row.learned,
    })
}
