//! `samocoder completions`: a shell's completion script.

use clap::CommandFactory as _;

use crate::cli::{Cli, CompletionsArgs};
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::Ui;

/// Prints the script.
pub(super) fn run(args: &CompletionsArgs, ui: &Ui) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "samocoder", &mut script);
    ui.answer(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
