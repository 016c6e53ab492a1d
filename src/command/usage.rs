//! `samocoder usage`: what calls to models took and cost, by day, provider, model or project.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cli::{Grouping, UsageArgs};
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::Settings;
use crate::state::{self, Spending};
use crate::ui::{Ui, columns, plain_usd, usd};

/// The sum of some calls.
#[derive(Clone, Copy, Default)]
struct Sum {
    calls: u64,
    input: u64,
    output: u64,
    usd: f64,
}

impl Sum {
    fn add(&mut self, spending: &Spending) {
        self.calls += 1;
        self.input += spending.input;
        self.output += spending.output;
        self.usd += spending.usd;
    }
}

/// Sums up what was spent.
pub(super) fn run(args: &UsageArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let first = state::day_before(state::now(), args.days.saturating_sub(1));
    let all = match settings.environment.state_dir() {
        Some(folder) => state::spendings(&folder)?,
        None => Vec::new(),
    };
    let mut groups: BTreeMap<String, Sum> = BTreeMap::new();
    let mut total = Sum::default();
    for spending in all.iter().filter(|it| *it.day() >= *first) {
        groups
            .entry(name(spending, args.by))
            .or_default()
            .add(spending);
        total.add(spending);
    }
    let text = if settings.json {
        let rows: Vec<_> = groups
            .iter()
            .map(|(name, sum)| document(name, *sum))
            .collect();
        let document = json!({
            "format": 1,
            "since": first,
            "rows": rows,
            "total": document("total", total),
        });
        format!("{document:#}\n")
    } else if groups.is_empty() {
        format!("nothing since {first}\n")
    } else {
        let total = ("total".to_owned(), total);
        columns(groups.into_iter().chain([total]).map(line))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn name(spending: &Spending, by: Grouping) -> String {
    match by {
        Grouping::Day => spending.day().to_owned(),
        Grouping::Provider => spending.provider.clone(),
        Grouping::Model => format!("{} {}", spending.provider, spending.model),
        Grouping::Project => {
            let project = spending.project.clone();
            project.unwrap_or_else(|| "no project".to_owned())
        }
    }
}

fn line((name, sum): (String, Sum)) -> [String; 4] {
    let calls = if sum.calls == 1 { "call" } else { "calls" };
    [
        name,
        format!("{} {calls}", sum.calls),
        format!("{} + {} tokens", sum.input, sum.output),
        usd(sum.usd),
    ]
}

fn document(name: &str, sum: Sum) -> serde_json::Value {
    json!({
        "name": name,
        "calls": sum.calls,
        "input": sum.input,
        "output": sum.output,
        "usd": plain_usd(sum.usd),
    })
}
