//! `samocoder verify`: runs the checks of a project again and writes the receipt.

use super::outcome;
use crate::cli::VerifyArgs;
use crate::error::Error;
use crate::event::{Event, Finished, Reporter as _};
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::store;
use crate::ui::Ui;
use crate::verify::{self, Check, Level, Receipt, Template};

/// Checks a project.
pub(super) fn run(args: &VerifyArgs, ui: &mut Ui) -> Result<Exit, Error> {
    let interrupt = Interrupt::listen().map_err(|source| Error::Signals { source })?;
    let snapshot = store::read_project(&args.directory)?;
    let receipt = store::read_receipt(&args.directory)?;
    let receipt = receipt.as_deref().map(Receipt::parse).transpose()?;
    let mut checks = outcome::quick(&snapshot.texts(), ui);
    if let Some(receipt) = &receipt {
        checks.push(verify::sealed(&receipt.sealed, |path| {
            snapshot.content(path)
        }));
    }
    let level = if args.full { Level::Full } else { Level::Quick };
    let mut tier = None;
    if args.full && verify::green(&checks) {
        let sandbox = verify::sandbox(args.allow_unsandboxed)?;
        let sandbox = sandbox.as_ref();
        let (done, keep) = (Vec::new(), &mut |_: &Check| {});
        let (steps, directory) = (&verify::STEPS, &args.directory);
        let more = verify::full(steps, directory, sandbox, done, ui, keep, &interrupt)?;
        checks.extend(more);
        tier = Some(verify::tier(sandbox).to_owned());
    }
    let mut receipt = receipt.unwrap_or_else(|| {
        let unknown = Template {
            name: "unknown".to_owned(),
            version: "0".to_owned(),
        };
        Receipt::new(unknown, level, &[])
    });
    receipt.record(level, &checks);
    receipt.sandbox = tier;
    receipt.files = verify::fingerprint(snapshot.files());
    store::write_receipt(&args.directory, &receipt.to_json()?)?;
    let uncovered: Vec<_> = receipt
        .coverage
        .iter()
        .filter(|it| it.covered == Some(false))
        .cloned()
        .collect();
    let exit = outcome::exit(&checks, false, args.strict && !uncovered.is_empty());
    ui.report(&Event::Finished(Box::new(Finished {
        exit,
        target: args.directory.clone(),
        made: None,
        level: outcome::level_name(level),
        checks: outcome::results(&checks),
        uncovered,
        next: Vec::new(),
    })));
    Ok(exit)
}
