//! The chain of a command: what its flags say of models, the key that comes on stdin, and the places
//! that keep the others.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::config;
use super::key;
use super::reach::{Reach, endings};
use crate::cli::ModelArgs;
use crate::credential::Error as KeyError;
use crate::error::Error;
use crate::llm::catalog::Model;
use crate::llm::chain::{Budget, Caps, Chain, Target};
use crate::llm::transport::Transport;
use crate::models::{Source, Unhelped};
use crate::secret::Secret;
use crate::settings::table::Setting;
use crate::settings::{self, Settings, load};
use crate::state;
use crate::ui::Ui;

/// The name under which it is remembered that it was told what free models keep.
const FREE_MODELS: &str = "free-models";

/// The most requests of a question.
const REQUESTS: u8 = 8;

/// Returns the chain that settings and flags ask for; tells what the user should know of them.
pub(super) fn of(args: &ModelArgs, settings: &Settings, ui: &Ui) -> Result<Chain, Error> {
    let reach = Reach::new(settings, flags(args)?)?;
    let (targets, notices) = targets(args, &reach)?;
    made(&reach, targets, &notices, 0.0, settings, ui)
}

/// Returns the chain of a run whose project appears at this place and which has cost so much before,
/// with the most that it may cost in all; nothing where nobody has a key, and then nothing is told.
pub(super) fn of_run(
    args: &ModelArgs,
    project: &Path,
    spent: f64,
    settings: &Settings,
    ui: &Ui,
) -> Result<Option<(Chain, f64)>, Error> {
    let reach = Reach::new(settings, flags(args)?)?.of_project(project);
    let (targets, notices) = targets(args, &reach)?;
    if targets.iter().all(Target::lacks_key) {
        return Ok(None);
    }
    let max_usd = reach.calls.max_usd;
    let chain = made(&reach, targets, &notices, spent, settings, ui)?;
    Ok(Some((chain, max_usd)))
}

/// Returns who may be asked in a run, and the most that it may cost in US dollars; nobody is.
pub(super) fn quoted(
    args: &ModelArgs,
    settings: &Settings,
    ui: &Ui,
) -> Result<(Vec<Target>, f64), Error> {
    let reach = Reach::new(settings, flags(args)?)?;
    let (targets, notices) = targets(args, &reach)?;
    ui.notices(&reach.notices);
    ui.notices(&notices);
    Ok((targets, reach.calls.max_usd))
}

/// Returns who answers in a run that has this chain, if it has one; without one a run that insists
/// on models ends here.
pub(super) fn needed(chain: Option<(Chain, f64)>, insist: bool) -> Result<Option<Source>, Error> {
    match chain {
        Some((chain, max_usd)) => Ok(Some(Source::Chain(Box::new(chain), max_usd))),
        None if insist => Err(Unhelped::NoKeys.into()),
        None => Ok(None),
    }
}

/// Returns who may be asked, with what is to be told of the keys.
fn targets(args: &ModelArgs, reach: &Reach<'_>) -> Result<(Vec<Target>, Vec<String>), Error> {
    let mut places = reach.places(typed(args, reach)?)?;
    let targets = reach.targets(&reach.calls.chain, &mut places)?;
    let notices = places.notices().to_vec();
    Ok((targets, notices))
}

fn made(
    reach: &Reach<'_>,
    targets: Vec<Target>,
    notices: &[String],
    spent: f64,
    settings: &Settings,
    ui: &Ui,
) -> Result<Chain, Error> {
    ui.notices(&reach.notices);
    ui.notices(notices);
    ui.notices(&endings(&targets));
    let state = settings.environment.state_dir();
    if let Some(keeps) = keeps_what_it_is_asked(&targets).filter(|_| ui.tells_notices())
        && state::is_first_time(state.as_deref(), FREE_MODELS)
    {
        ui.notices(&[keeps]);
    }
    let addresses = targets.iter().map(|target| target.base_url.as_str());
    let transport = Transport::to(addresses).map_err(|source| Error::Client { source })?;
    let budget = Budget {
        requests: REQUESTS,
        wait: reach.calls.max_wait,
        usd: (reach.calls.max_usd - spent).max(0.0),
        usd_day: reach.calls.max_usd_day,
    };
    Ok(Chain::new(targets, transport, budget, reach.gate()))
}

/// Says who may keep what its free models are asked, if somebody does: those that are free to all are
/// paid with what they hear.
fn keeps_what_it_is_asked(targets: &[Target]) -> Option<String> {
    let free = |target: &&Target| {
        let is_asked = |model: &Model| model.is_free() && !model.roles.is_empty();
        let shared = target.provider.free_limits.is_some();
        shared && target.key.is_some() && target.models.iter().any(is_asked)
    };
    let name = &targets.iter().find(free)?.provider.name;
    Some(format!(
        "free models of {name} may keep what they are asked and learn from it; for what is private, \
         `samocoder config set chain` can leave it out (told once)"
    ))
}

/// Settings that may be changed while a chain is in use.
#[derive(Debug)]
pub(super) struct Watch {
    settings: Settings,
    directory: PathBuf,
    written: RefCell<Vec<Option<(SystemTime, u64)>>>,
    /// Why what changed can't be kept to, until somebody is told.
    trouble: RefCell<Option<String>>,
}

impl Watch {
    /// Returns settings as they are.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let directory = config::here()?;
        let written = load::written(&settings.environment, &directory);
        Ok(Self {
            settings: settings.clone(),
            directory,
            written: RefCell::new(written),
            trouble: RefCell::default(),
        })
    }

    /// Returns the caps that hold from now on, where they were changed.
    pub(super) fn caps(&self) -> Option<Caps> {
        let written = load::written(&self.settings.environment, &self.directory);
        if *self.written.borrow() == written {
            return None;
        }
        self.written.replace(written);
        let reach = Reach::new(&self.settings, Vec::new());
        let reach = reach.inspect_err(|error| {
            let trouble = format!("the settings can't be read, those before hold: {error}");
            self.trouble.replace(Some(trouble));
        });
        let calls = reach.ok()?.calls;
        let limits = calls.catalog.providers.into_iter();
        Some(Caps {
            usd_day: calls.max_usd_day,
            limits: limits.map(|it| (it.name, it.limits)).collect(),
        })
    }

    /// Returns why what changed can't be kept to, the first time that it is asked.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.take()
    }
}

/// Returns the settings that flags set.
pub(super) fn flags(args: &ModelArgs) -> Result<Vec<load::Flag>, Error> {
    let free = args.free.then(|| "true".to_owned());
    let texts = [
        ("chain", "--chain", &args.chain),
        ("free", "--free", &free),
        ("max_usd", "--max-usd", &args.max_usd),
        ("max_wait", "--max-wait", &args.max_wait),
    ];
    let mut flags = Vec::new();
    for (name, flag, text) in texts {
        if let (Some(text), Some(setting)) = (text, Setting::find(name)) {
            let value = setting.kind.parse(text);
            let value = value.ok_or_else(|| settings::Error::Typed {
                name: flag.to_owned(),
                expects: setting.kind.expects(),
            })?;
            flags.push((name, flag, value));
        }
    }
    Ok(flags)
}

/// Reads the key that comes on stdin.
fn typed(args: &ModelArgs, reach: &Reach<'_>) -> Result<Option<(String, Secret)>, Error> {
    let Some(name) = &args.key_stdin else {
        return Ok(None);
    };
    reach.provider(name)?;
    let key = Secret::key(&key::from_stdin()?).map_err(|source| KeyError::Malformed {
        place: "stdin".to_owned(),
        source,
    })?;
    Ok(Some((name.clone(), key)))
}
