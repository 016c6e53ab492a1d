//! The command-line entry point; everything else is in the library.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    samocoder::run(&samocoder::cli::Cli::parse())
}
