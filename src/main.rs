//! The command-line entry point; everything else is in the library.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    if words
        .next()
        .is_some_and(|word| word == samocoder::sandbox::HELPER)
    {
        return samocoder::sandbox::help(words.next().as_deref());
    }
    let arguments = samocoder::cli::arguments(std::env::args_os());
    samocoder::run(&samocoder::cli::Cli::parse_from(arguments))
}
