//! The command-line entry point; everything else is in the library.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = samocoder::cli::arguments(std::env::args_os());
    samocoder::run(&samocoder::cli::Cli::parse_from(arguments))
}
