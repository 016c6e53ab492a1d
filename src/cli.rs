//! What the user typed: clap's structs and nothing else. Doc comments are the help text.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::spec::Language;

mod models;

pub use models::{
    AskArgs, Grouping, KeyCommand, ModelArgs, ModelCommand, ProviderCommand, ProxyArgs, RoleName,
    UsageArgs,
};

/// Turn a sentence into a full-stack project that runs
///
/// Samocoder reads a sentence in English or Russian and writes a project with a web interface, an
/// API, a database and tests. It needs no key and then uses no network; where a provider has one,
/// models help.
#[derive(Debug, Parser)]
#[command(
    name = "samocoder",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Exit codes: `samocoder explain`. Every command: `samocoder COMMAND --help`."
)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Print JSON: one document, or one event a line for commands that work
    #[arg(long, global = true)]
    pub json: bool,
    /// Print the result and errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Answer yes to every question
    #[arg(long, short, global = true)]
    pub yes: bool,
    /// The language of messages; that of the locale when left out
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Russian
    Ru,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Ru => Self::Ru,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project
    New(NewArgs),
    /// Show what would be made: the spec, and what it doesn't cover
    Plan(PlanArgs),
    /// Say what models would cost before anybody asks them: calls, tokens, money, by stage
    Quote(QuoteArgs),
    /// Run the checks of a project again and write the receipt
    Verify(VerifyArgs),
    /// Go on with a run that was interrupted
    Resume(ResumeArgs),
    /// List the runs of this machine, show one or remove one
    #[command(subcommand)]
    Runs(RunsCommand),
    /// Pack a project into a ZIP
    Export(ExportArgs),
    /// List the templates or show one
    #[command(subcommand)]
    Template(TemplateCommand),
    /// Ask a model one question: the answer on stdout, who gave it and what it cost on stderr
    Ask(AskArgs),
    /// Let any program that knows chat completions use the chain, with tools: an endpoint on this machine
    Proxy(ProxyArgs),
    /// Keep the keys of providers in the keychain of your system, and see where they come from
    #[command(subcommand)]
    Key(KeyCommand),
    /// List the providers, or ask each about its key and its models
    #[command(subcommand)]
    Provider(ProviderCommand),
    /// List the models that are asked, with what they cost
    #[command(subcommand)]
    Model(ModelCommand),
    /// Show what is left of the limits of providers, and of the day's money
    Limits,
    /// Show what calls to models took and cost
    Usage(UsageArgs),
    /// Show settings with where each value comes from, and change your own
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Say what works on this machine, and what to do about what does not
    Doctor,
    /// Print the JSON Schema of an artifact
    Schema(SchemaArgs),
    /// Print a shell's completion script
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for every command
    Man(ManArgs),
    /// Say what an exit code means and what to do
    Explain(ExplainArgs),
}

/// Where a project starts from.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// What the app is for; `-` reads it from stdin, `@FILE` from a file
    #[arg(conflicts_with = "spec")]
    pub idea: Option<String>,
    /// Start from a spec (TOML or JSON, `-` for stdin) instead of an idea
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Who does the stages
    #[arg(long, default_value = "auto")]
    pub engine: Engine,
    /// The template
    #[arg(long, value_name = "NAME", default_value = "react")]
    pub template: String,
    /// Fail when something that was asked for is not covered
    #[arg(long)]
    pub strict: bool,
}

/// Who does the stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Models where a provider has a key, and rules and templates for the rest
    Auto,
    /// Rules and templates: no key, no network, the same result everywhere
    Builtin,
    /// Like `auto`, but fail where no model can help
    Model,
}

/// The least that does the stages of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MinEngine {
    /// Rules do what models can't
    Builtin,
    /// A stage that models can't do is a failure
    Model,
}

/// How thoroughly a project is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerifyLevel {
    /// Not at all
    None,
    /// Syntax, imports, data files and the lock file; in milliseconds, without Node.js
    Quick,
    /// Also install, format, lint, types, tests and build, in a sandbox; needs Node.js and npm
    Full,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Where the project starts from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Where it goes: a directory, or a file that ends in `.zip`
    #[arg(long, short, value_name = "DIR|FILE.zip")]
    pub output: Option<PathBuf>,
    /// Make a ZIP instead of a directory
    #[arg(long)]
    pub zip: bool,
    /// How thoroughly the project is checked
    #[arg(long, value_name = "LEVEL", default_value = "quick", num_args = 0..=1, default_missing_value = "full", require_equals = false)]
    pub verify: VerifyLevel,
    /// Run install, tests and build with all your rights where this machine has no sandbox
    #[arg(long)]
    pub allow_unsandboxed: bool,
    /// Write into a target that exists; what samocoder did not make is never deleted
    #[arg(long)]
    pub force: bool,
    /// Make no git repository
    #[arg(long)]
    pub no_git: bool,
    /// The longest that samocoder works on it, such as `10m`; then what is there is delivered
    #[arg(long, value_name = "TIME")]
    pub deadline: Option<String>,
    /// How many calls of models may be under way at the same time
    #[arg(long, value_name = "CALLS", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub jobs: u8,
    /// How often models may repair what they wrote for a requirement
    #[arg(long, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u8).range(..=9))]
    pub repairs: u8,
    /// The least that does the stages of models
    #[arg(long, value_name = "ENGINE", default_value = "builtin")]
    pub min_engine: MinEngine,
    /// Write what models were asked and answered to a file, for `--replay`
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Take the answers of models from a recording: no key, no network; without an idea, its own
    #[arg(long, value_name = "FILE", conflicts_with_all = ["record", "spec", "chain", "free", "max_usd", "max_wait", "key_stdin"])]
    pub replay: Option<PathBuf>,
    /// How models are reached.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Where the plan starts from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// How models are reached.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// Arguments of `quote`.
#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// The idea in words; `-` reads it from stdin, `@FILE` from a file
    pub idea: Option<String>,
    /// The template
    #[arg(long, value_name = "NAME", default_value = "react")]
    pub template: String,
    /// How often models may repair what they wrote for a requirement
    #[arg(long, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u8).range(..=9))]
    pub repairs: u8,
    /// How models are reached.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The project
    #[arg(default_value = ".")]
    pub directory: PathBuf,
    /// Only the checks that need no Node.js; this is the default
    #[arg(long, conflicts_with = "full")]
    pub quick: bool,
    /// Also install, format, lint, types, tests and build, in a sandbox
    #[arg(long)]
    pub full: bool,
    /// Run install, tests and build with all your rights where this machine has no sandbox
    #[arg(long)]
    pub allow_unsandboxed: bool,
    /// Fail when something that was asked for is not covered
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `resume`.
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// Where the project was to appear, its run folder, or the run's name; the last one that was interrupted when left
    /// out
    #[arg(value_name = "DIR|RUN")]
    pub run: Option<String>,
    /// Run what was generated with all your rights where there is no sandbox
    #[arg(long)]
    pub allow_unsandboxed: bool,
    /// The longest that samocoder works on the rest, in place of what is left of the time that was given before
    #[arg(long, value_name = "TIME")]
    pub deadline: Option<String>,
    /// The most that the rest may cost, in US dollars, in place of what is left of the money that was given before
    #[arg(long, value_name = "USD")]
    pub max_usd: Option<String>,
    /// Read the key of this provider from stdin
    #[arg(long, value_name = "PROVIDER")]
    pub key_stdin: Option<String>,
}

/// Commands about runs.
#[derive(Debug, Subcommand)]
pub enum RunsCommand {
    /// List the runs with their state, what they cost and where their projects are
    List,
    /// Show a run
    Show {
        /// Its name, or where its project is
        #[arg(value_name = "RUN|DIR")]
        run: String,
    },
    /// Forget a run, and remove its folder if it was not finished; a project that is there stays
    Remove {
        /// Its name, or where its project is
        #[arg(value_name = "RUN|DIR")]
        run: String,
    },
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The project
    #[arg(default_value = ".")]
    pub directory: PathBuf,
    /// The ZIP; the project's name beside it when left out
    #[arg(long, short, value_name = "FILE.zip")]
    pub output: Option<PathBuf>,
    /// Replace a ZIP that exists
    #[arg(long)]
    pub force: bool,
}

/// Commands about templates.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// List the templates
    List,
    /// Show what a template makes, file by file
    Show {
        /// The template
        #[arg(default_value = "react")]
        name: String,
    },
}

/// Commands about settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// List every setting that holds, and where it comes from
    List,
    /// Print the value of a setting
    Get {
        /// The setting, such as `max_usd` or `providers.groq.base_url`
        name: String,
    },
    /// Change a setting in your settings file; comments are kept
    Set {
        /// The setting, such as `max_usd` or `providers.groq.base_url`
        name: String,
        /// Its value; a list has commas
        value: String,
    },
    /// Take a setting out of your settings file
    Unset {
        /// The setting
        name: String,
    },
    /// Print where your settings file is
    Path,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The artifact
    pub name: SchemaName,
}

/// An artifact that has a JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// The application model: `samocoder.toml` and `plan --json`
    Spec,
    /// The plan of files, names and operations
    Architecture,
    /// What verification saw: `.samocoder/receipt.json`
    Receipt,
    /// One line of what `--json` prints while a command works
    Event,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write one page for every command into this directory
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The exit code; all of them when left out
    pub code: Option<u8>,
}

/// Returns the arguments so that an idea may start like a list does, with `- `: a blank before the
/// dash says that it is no option.
pub fn arguments(given: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    given.map(|argument| match argument.to_str() {
        Some(text) if text.starts_with('-') && text.get(1..).is_some_and(starts_blank) => {
            OsString::from(format!(" {text}"))
        }
        Some(_) | None => argument,
    })
}

fn starts_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}
