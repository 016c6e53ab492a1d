//! `samocoder explain`: what an exit code means and what to do about it.

use serde_json::json;

use crate::cli::ExplainArgs;
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::Settings;
use crate::ui::Ui;

/// Prints one code with its advice, or all codes.
pub(super) fn run(args: &ExplainArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let exits = match args.code {
        Some(code) => vec![Exit::from_code(code).ok_or(Error::NoSuchCode { code })?],
        None => Exit::ALL.to_vec(),
    };
    let text = if settings.json {
        let describe = |exit: &Exit| json!({ "code": exit.code(), "meaning": exit.meaning(), "advice": exit.advice() });
        let codes: Vec<_> = exits.iter().map(describe).collect();
        format!("{:#}\n", json!({ "format": 1, "codes": codes }))
    } else if let (Some(_), [exit]) = (args.code, exits.as_slice()) {
        format!("{}: {}\n{}\n", exit.code(), exit.meaning(), exit.advice())
    } else {
        exits
            .iter()
            .map(|exit| format!("{:>3}  {}\n", exit.code(), exit.meaning()))
            .collect()
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}
