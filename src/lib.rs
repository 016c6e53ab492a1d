//! Samocoder turns a sentence into a full-stack project that runs.
//!
//! The library exists so that tests can call the inside of the tool; its API carries no promise.
//! Plain data is at the bottom (`spec`, `architecture`, `tree`, `path`, `stage`, `event`), engines
//! and services use it (`builtin`, `template`, `demo`, `sandbox`, `verify`, `store`, `git`,
//! `export`, `ui`), the `pipeline` joins the stages, a `run` keeps what they made, and a `command` drives both.

use std::process::ExitCode;

pub mod architecture;
pub mod builtin;
pub mod change;
pub mod cli;
mod command;
pub mod credential;
pub mod demo;
mod error;
pub mod event;
pub mod excerpt;
pub mod exit;
pub mod export;
pub mod git;
#[cfg(unix)]
mod group;
#[cfg(not(unix))]
#[path = "group/tree.rs"]
mod group;
pub mod idea;
pub mod interrupt;
pub mod llm;
pub mod log;
pub mod models;
pub mod path;
pub mod pipeline;
pub mod proxy;
pub mod run;
pub mod sandbox;
pub mod secret;
pub mod settings;
pub mod spec;
pub mod stage;
pub mod state;
pub mod store;
pub mod template;
pub mod tree;
pub mod ui;
mod untrusted;
pub mod verify;
pub mod workshop;

/// Runs the command that was typed and returns the code that the process ends with.
pub fn run(cli: &cli::Cli) -> ExitCode {
    let settings = settings::Settings::new(&cli.global, settings::env::Environment::process());
    let mut ui = ui::Ui::new(&settings);
    let level = settings.environment.text(log::VARIABLE);
    if let Some(Err(error)) = level.map(|level| log::start(&level)) {
        ui.notices(&[error.to_string()]);
    }
    let exit = match command::run(&cli.command, &settings, &mut ui) {
        Ok(exit) => exit,
        Err(error) => {
            ui.failed(&error);
            error.status()
        }
    };
    ExitCode::from(exit.code())
}
