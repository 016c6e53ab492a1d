//! Arguments of the commands about models, providers and keys, and the flags by which models are
//! reached.

use clap::{Args, Subcommand, ValueEnum};

/// Arguments of `ask`.
#[derive(Debug, Args)]
pub struct AskArgs {
    /// The question; `-` reads it from stdin, `@FILE` from a file
    pub text: String,
    /// What the models are chosen for
    #[arg(long, value_name = "ROLE", default_value = "general")]
    pub role: RoleName,
    /// The most tokens that the answer may have
    #[arg(long, value_name = "TOKENS", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(1..))]
    pub max_tokens: u32,
    /// How models are reached.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// Arguments of `proxy`.
#[derive(Debug, Args)]
pub struct ProxyArgs {
    /// The port on this machine; any free one when left out
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// How models are reached.
    #[command(flatten)]
    pub models: ModelArgs,
}

/// What a model is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// Writing and editing files
    Coding,
    /// Everything else
    General,
}

/// How models are reached.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Models")]
pub struct ModelArgs {
    /// The providers to ask, in this order, with commas between them
    #[arg(long, value_name = "PROVIDERS")]
    pub chain: Option<String>,
    /// Ask only models that cost nothing
    #[arg(long)]
    pub free: bool,
    /// The most that this may cost, in US dollars
    #[arg(long, value_name = "USD")]
    pub max_usd: Option<String>,
    /// The longest to wait for limits and between attempts, such as `90s`
    #[arg(long, value_name = "TIME")]
    pub max_wait: Option<String>,
    /// Read the key of this provider from stdin
    #[arg(long, value_name = "PROVIDER")]
    pub key_stdin: Option<String>,
}

/// Commands about providers.
#[derive(Debug, Subcommand)]
pub enum ProviderCommand {
    /// List the providers in the order in which they are asked
    List,
    /// Ask each provider about its key and its models; this costs nothing
    Check,
}

/// Commands about models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// List the models in the order in which they are asked
    List {
        /// Say why each comes where it comes
        #[arg(long)]
        why: bool,
    },
    /// Ask the providers for the sizes, prices and last days of these models; this costs nothing
    Refresh,
}

/// Arguments of `usage`.
#[derive(Debug, Args)]
pub struct UsageArgs {
    /// What the calls are summed up by
    #[arg(long, value_name = "WHAT", default_value = "day")]
    pub by: Grouping,
    /// How many days, this one among them
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub days: u32,
}

/// What calls are summed up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Grouping {
    /// The day, in UTC
    Day,
    /// The provider
    Provider,
    /// The model
    Model,
    /// The project that they were for
    Project,
}

/// Commands about keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Keep a key: typed without being shown, or from stdin
    Set {
        /// The provider
        provider: String,
        /// Read the key from stdin
        #[arg(long)]
        stdin: bool,
        /// Keep it in the encrypted vault instead of the keychain
        #[arg(long)]
        vault: bool,
    },
    /// List the providers with where their keys come from and how they end
    List,
    /// Ask providers whether they accept their keys; this costs nothing
    Check {
        /// The provider; all that have a key when left out
        provider: Option<String>,
    },
    /// Forget a key that was kept
    Remove {
        /// The provider
        provider: String,
    },
}
