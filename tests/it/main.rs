//! Integration tests: one binary, so that it links once.
//!
//! What belongs where: `analysis` scores what is made of ideas; `cli` runs the binary and compares
//! whole outputs, `bad_input` and `bad_place` give it what it can't use; `render` renders specs in
//! this process and looks at the files; `full` installs, checks and drives a generated app for
//! real; `unused` looks for what nothing in one needs.
//!
//! `transport`, `chain`, `faults`, `threads`, `documents` and `tools` ask providers that
//! `provider_server` plays, or that are `unreachable`; `ask`, `proxy`, `limits`, `key`, `models`,
//! `config`, `terminal` and `canary` run those commands, with such providers and the keychain of
//! `keyring`; `gateway` reaches one inside of a company. `judge` lets a server that blames bad clients
//! look on, `chaos` asks one that fails on purpose; both are `foreign_server`s.
//!
//! `engine` lets such providers help in runs, `changes` lets them add code to a real project, `git` looks at the history of new projects, `resume`
//! kills their making everywhere, `runs` lists them.
//!
//! `sandbox` runs hostile commands in every tier of it.
//!
//! `drift` compares generated and documented things with what the code says; `layering` and `tidy`
//! keep the source in shape. `samocoder` and `spec_strategy` are what they share.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a test may read the machine it runs on"
)]

mod analysis;
#[cfg(unix)]
mod ask;
mod bad_input;
#[cfg(unix)]
mod bad_place;
mod books;
#[cfg(unix)]
mod canary;
mod chain;
mod changes;
mod chaos;
mod cli;
mod config;
mod documents;
mod drift;
#[cfg(unix)]
mod engine;
mod faults;
mod foreign_server;
mod full;
mod gateway;
#[cfg(target_os = "linux")]
mod git;
mod judge;
#[cfg(unix)]
mod key;
#[cfg(unix)]
mod keyring;
mod layering;
#[cfg(unix)]
mod limits;
mod locks;
mod machine;
#[cfg(unix)]
mod models;
mod provider_server;
#[cfg(unix)]
mod proxy;
mod render;
mod resume;
mod rules;
mod runs;
mod samocoder;
#[cfg(target_os = "linux")]
mod sandbox;
mod spec_strategy;
#[cfg(target_os = "linux")]
mod terminal;
mod threads;
mod tidy;
mod tools;
mod transport;
mod unreachable;
mod unused;
