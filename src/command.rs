//! From a typed command to its function.

use crate::cli::{Command, ModelCommand};
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::Settings;
use crate::ui::Ui;

mod additions;
mod ask;
mod chain;
mod completions;
mod config;
mod doctor;
mod explain;
mod export;
mod history;
mod input;
mod key;
mod limits;
mod man;
mod model;
mod new;
mod outcome;
mod plan;
mod provider;
mod proxy;
mod quote;
mod reach;
mod recorded;
mod resume;
mod runs;
mod schema;
mod seen;
mod template;
mod usage;
mod verify;
mod wait;
mod work;

/// Runs a command.
pub(crate) fn run(command: &Command, settings: &Settings, ui: &mut Ui) -> Result<Exit, Error> {
    match command {
        Command::New(args) => new::run(args, settings, ui),
        Command::Plan(args) => plan::run(args, settings, ui),
        Command::Quote(args) => quote::run(args, settings, ui),
        Command::Verify(args) => verify::run(args, ui),
        Command::Resume(args) => resume::run(args, settings, ui),
        Command::Runs(command) => runs::run(command, settings, ui),
        Command::Export(args) => export::run(args, settings, ui),
        Command::Template(command) => template::run(command, settings, ui),
        Command::Ask(args) => ask::run(args, settings, ui),
        Command::Proxy(args) => proxy::run(args, settings, ui),
        Command::Limits => limits::run(settings, ui),
        Command::Usage(args) => usage::run(args, settings, ui),
        Command::Provider(command) => provider::run(command, settings, ui),
        Command::Model(ModelCommand::List { why }) => model::list(*why, settings, ui),
        Command::Model(ModelCommand::Refresh) => model::refresh(settings, ui),
        Command::Key(command) => key::run(command, settings, ui),
        Command::Config(command) => config::run(command, settings, ui),
        Command::Doctor => doctor::run(settings, ui),
        Command::Schema(args) => schema::run(args, ui),
        Command::Completions(args) => completions::run(args, ui),
        Command::Man(args) => man::run(args, ui),
        Command::Explain(args) => explain::run(args, settings, ui),
    }
}
