//! `samocoder quote`: what models would cost in a run, before anybody is asked.

use serde_json::{Value, json};

use super::{chain, input};
use crate::cli::QuoteArgs;
use crate::error::Error;
use crate::exit::Exit;
use crate::idea::Idea;
use crate::llm::catalog::{Model, Role};
use crate::llm::chain::{Choice, Target};
use crate::llm::reply::Usage;
use crate::pipeline::{self, Asked, Quote, Quoted, Start};
use crate::settings::Settings;
use crate::template::Template;
use crate::ui::{Ui, headed, plain_usd, prompt, usd};

const HEADING: [&str; 5] = ["STAGE", "MODEL", "CALLS", "TOKENS", "US DOLLARS"];

/// A stage with what it costs.
struct Row<'q> {
    quoted: &'q Quoted,
    /// The model that is asked first.
    first: Option<Model>,
    least: f64,
    most: f64,
}

/// Prints what a run would cost.
pub(super) fn run(args: &QuoteArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let template = Template::embedded(&args.template)?;
    let text = match args.idea.as_deref() {
        Some(given) => input::text(given)?,
        None => prompt::idea("What should the app keep track of?")?.ok_or(Error::NoIdea)?,
    };
    let idea = Idea::new(text);
    let draft = pipeline::draft(Start::Idea(idea.clone()), &template)?;
    let quote = pipeline::quote(&idea, &draft, &template, args.repairs.into())?;
    let (targets, max_usd) = chain::quoted(&args.models, settings, ui)?;
    let has_key = targets.iter().any(|target| !target.lacks_key());
    let able = targets.iter().filter(|it| !has_key || !it.lacks_key());
    let able: Vec<&Target> = able.collect();
    let rows: Vec<Row<'_>> = quote.stages.iter().map(|it| row(it, &able)).collect();
    let text = if settings.json {
        format!("{:#}\n", document(&quote, &rows, max_usd, has_key))
    } else {
        let lines = rows.iter().map(line).chain([total(&rows)]);
        headed(HEADING, lines)
    };
    ui.answer(&text)?;
    ui.notices(&notices(&quote, max_usd, has_key));
    Ok(Exit::Done)
}

/// Prices a stage: at least by who is asked first, at most by the dearest who may be asked instead.
fn row<'q>(quoted: &'q Quoted, able: &[&Target]) -> Row<'q> {
    let models = |target: &&Target| target.models(&Choice::Role(quoted.role));
    let models: Vec<Model> = able.iter().flat_map(models).collect();
    let least = models
        .first()
        .map_or(0.0, |model| cost(model, quoted.least));
    let most = models.iter().map(|model| cost(model, quoted.most));
    Row {
        quoted,
        least,
        most: most.fold(least, f64::max),
        first: models.into_iter().next(),
    }
}

fn cost(model: &Model, asked: Asked) -> f64 {
    model.cost(Usage {
        input: asked.input,
        output: asked.output,
        ..Usage::default()
    })
}

fn line(row: &Row<'_>) -> [String; 5] {
    let Quoted { least, most, .. } = row.quoted;
    let tokens = |asked: &Asked| asked.input + asked.output;
    let model = row.first.as_ref();
    [
        row.quoted.stage.name().to_owned(),
        model.map_or_else(String::new, |it| format!("{} · {}", it.provider, it.id)),
        range(least.calls, most.calls, |it| it.to_string()),
        range(tokens(least), tokens(most), |it| it.to_string()),
        range(row.least, row.most, usd),
    ]
}

fn total(rows: &[Row<'_>]) -> [String; 5] {
    let calls = |asked: fn(&Quoted) -> Asked| {
        rows.iter()
            .map(|it| asked(it.quoted))
            .fold(Asked::default(), |sum, it| Asked {
                calls: sum.calls + it.calls,
                input: sum.input + it.input,
                output: sum.output + it.output,
            })
    };
    let (least, most) = (calls(|it| it.least), calls(|it| it.most));
    let sum = |of: fn(&Row<'_>) -> f64| rows.iter().map(of).sum::<f64>();
    let tokens = |asked: Asked| asked.input + asked.output;
    [
        "together".to_owned(),
        String::new(),
        range(least.calls, most.calls, |it| it.to_string()),
        range(tokens(least), tokens(most), |it| it.to_string()),
        range(sum(|it| it.least), sum(|it| it.most), usd),
    ]
}

/// Returns the least and the most, or the one that both are.
fn range<T: PartialEq>(least: T, most: T, shown: impl Fn(T) -> String) -> String {
    if least == most {
        return shown(least);
    }
    format!("{}–{}", shown(least), shown(most))
}

fn notices(quote: &Quote, max_usd: f64, has_key: bool) -> Vec<String> {
    let mut notices = vec![format!(
        "the least if every answer is right at once, the most if every repair is needed; a run \
         stops at {} (`--max-usd`)",
        usd(max_usd)
    )];
    if !quote.uncovered.is_empty() {
        let words = quote.uncovered.iter().map(|it| it.text.as_str());
        let words: Vec<&str> = words.collect();
        notices.push(format!("models would add: “{}”", words.join("”, “")));
    }
    if !has_key {
        notices.push(
            "no provider has a key, so a run asks nobody and costs nothing; these are prices of \
             the whole chain"
                .to_owned(),
        );
    }
    notices
}

fn document(quote: &Quote, rows: &[Row<'_>], max_usd: f64, has_key: bool) -> Value {
    let asked = |it: Asked, usd: f64| {
        json!({
            "calls": it.calls,
            "input_tokens": it.input,
            "output_tokens": it.output,
            "usd": plain_usd(usd),
        })
    };
    let stage = |row: &Row<'_>| {
        json!({
            "stage": row.quoted.stage.name(),
            "role": match row.quoted.role {
                Role::Coding => "coding",
                Role::General => "general",
            },
            "provider": row.first.as_ref().map(|it| &it.provider),
            "model": row.first.as_ref().map(|it| &it.id),
            "low": asked(row.quoted.least, row.least),
            "high": asked(row.quoted.most, row.most),
        })
    };
    let uncovered = quote.uncovered.iter();
    let uncovered = uncovered.map(|it| json!({ "id": it.id, "text": it.text }));
    json!({
        "format": 1,
        "stages": rows.iter().map(stage).collect::<Vec<_>>(),
        "low_usd": plain_usd(rows.iter().map(|it| it.least).sum()),
        "high_usd": plain_usd(rows.iter().map(|it| it.most).sum()),
        "max_usd": plain_usd(max_usd),
        "has_key": has_key,
        "uncovered": uncovered.collect::<Vec<_>>(),
    })
}
