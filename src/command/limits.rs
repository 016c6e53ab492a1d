//! `samocoder limits`: what is left of the limits of each provider, and of the day's money.

use serde_json::json;

use super::reach::Reach;
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::catalog::{Limits, Provider};
use crate::llm::chain::rough;
use crate::llm::gate::Shelf as _;
use crate::llm::ledger::Used;
use crate::settings::Settings;
use crate::state::{self, Shared};
use crate::ui::{Ui, headed, plain_usd, usd};

/// The limits of a provider, or of its free models, and what is used of them.
struct Row {
    name: String,
    limits: Limits,
    used: Used,
}

/// Shows what every process of the user together has used.
pub(super) fn run(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let reach = Reach::new(settings, Vec::new())?;
    ui.notices(&reach.notices);
    let mut shelf = Shared::new(reach.environment.state_dir(), None);
    let books = shelf.look();
    books.come_to(state::now());
    let mut rows = Vec::new();
    for name in &reach.calls.chain {
        let provider = reach.provider(name)?;
        for (name, limits) in scopes(provider) {
            let used = books.used(&name);
            rows.push(Row { name, limits, used });
        }
    }
    let (spent, reserved) = (books.purse().spent(), books.purse().reserved());
    ui.notices(shelf.trouble().as_slice());
    let cap = reach.calls.max_usd_day;
    let text = if settings.json {
        let limits: Vec<_> = rows.iter().map(document).collect();
        let day = json!({
            "spent": plain_usd(spent),
            "reserved": plain_usd(reserved),
            "cap": cap,
        });
        let document = json!({ "format": 1, "limits": limits, "usd_day": day });
        format!("{document:#}\n")
    } else {
        let lines = headed(HEADING, rows.iter().map(line));
        let held = if reserved > 0.0 {
            format!(", and {} for calls that did not end", usd(reserved))
        } else {
            String::new()
        };
        format!("{lines}today {} of {}{held}\n", usd(spent), usd(cap))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

/// Returns whose limits a provider has: its own, and those of its free models where they differ.
fn scopes(provider: &Provider) -> Vec<(String, Limits)> {
    let own = (provider.name.clone(), provider.limits);
    let free = provider.free_limits;
    let free = free.map(|limits| (format!("{}.free", provider.name), limits));
    free.into_iter().chain([own]).collect()
}

const HEADING: [&str; 6] = ["", "minute", "hour", "day", "tokens a minute", ""];

fn line(row: &Row) -> [String; 6] {
    let of = |used: u64, most: Option<u64>| match most {
        Some(most) => format!("{used}/{most}"),
        None => used.to_string(),
    };
    let Row { name, limits, used } = row;
    let told = used
        .told
        .map(|time| format!("asked to wait for {}", rough(time)));
    [
        name.clone(),
        of(used.minute.into(), limits.minute.map(u64::from)),
        of(used.hour.into(), limits.hour.map(u64::from)),
        of(used.day.into(), limits.day.map(u64::from)),
        of(used.tokens_minute, limits.tokens_minute),
        told.unwrap_or_default(),
    ]
}

fn document(row: &Row) -> serde_json::Value {
    let Row { name, limits, used } = row;
    json!({
        "name": name,
        "minute": { "used": used.minute, "limit": limits.minute },
        "hour": { "used": used.hour, "limit": limits.hour },
        "day": { "used": used.day, "limit": limits.day },
        "tokens_minute": { "used": used.tokens_minute, "limit": limits.tokens_minute },
        "wait_seconds": used.told.map(|time| time.as_secs_f64()),
    })
}
