//! Who can be reached: the settings that calls go by, the places that keep keys, and the chain made
//! of both.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::config;
use crate::credential::{self, Credentials, Error as KeyError, Keychain, Passphrase, Vault};
use crate::error::Error;
use crate::excerpt::nearest;
use crate::llm::catalog::{Model, Provider};
use crate::llm::chain::Target;
use crate::llm::gate::{Gate, Keeper};
use crate::secret::Secret;
use crate::settings::env::Environment;
use crate::settings::{CallSettings, Settings, load};
use crate::state::{self, Accounts, Fresh, Shared};
use crate::ui::prompt;

/// How many days before a model is shut down it is warned of.
const SOON: u32 = 30;

/// What reaching providers takes.
#[derive(Debug)]
pub(super) struct Reach<'s> {
    /// What calls go by.
    pub(super) calls: CallSettings,
    /// The environment.
    pub(super) environment: &'s Environment,
    /// What the user should know of the settings.
    pub(super) notices: Vec<String>,
    /// The day on which each provider was last asked for its models.
    pub(super) refreshed: BTreeMap<String, String>,
    /// The folder of the project that this is for, if it is for one.
    project: Option<String>,
}

impl<'s> Reach<'s> {
    /// Reads the settings that hold here.
    pub(super) fn new(settings: &'s Settings, flags: Vec<load::Flag>) -> Result<Self, Error> {
        let reach = Self::before_prices(settings, flags)?;
        Ok(Self {
            calls: reach.calls.priced()?,
            ..reach
        })
    }

    /// Reads the settings that hold here. What models cost may not be known yet.
    pub(super) fn before_prices(
        settings: &'s Settings,
        flags: Vec<load::Flag>,
    ) -> Result<Self, Error> {
        let here = config::here()?;
        let layers = load::layers(&settings.environment, flags, &here)?;
        let project = load::project_file(&here);
        let project = project.as_deref().and_then(Path::parent);
        let mut calls = CallSettings::of(&layers)?;
        let state = settings.environment.state_dir();
        let accounts = Accounts::read(state.as_deref());
        for provider in &mut calls.catalog.providers {
            if accounts.has_paid(&provider.name, &provider.base_url) {
                provider.has_been_paid();
            }
        }
        Ok(Self {
            refreshed: refresh(&mut calls, state.as_deref()),
            calls,
            environment: &settings.environment,
            notices: layers.notices().to_vec(),
            project: project.map(|it| it.display().to_string()),
        })
    }

    /// Returns it for a project at another place than here.
    pub(super) fn of_project(self, project: &Path) -> Self {
        let project = Some(project.display().to_string());
        Self { project, ..self }
    }

    /// Returns a provider by its name.
    pub(super) fn provider(&self, name: &str) -> Result<&Provider, Error> {
        let names = self.calls.catalog.providers.iter();
        let found = self.calls.catalog.provider(name);
        Ok(found.ok_or_else(|| KeyError::Provider {
            name: name.to_owned(),
            suggestion: nearest(name, names.map(|it| it.name.as_str())),
        })?)
    }

    /// Returns the keychain, unless it is not to be asked.
    pub(super) fn keychain(&self) -> Option<Keychain> {
        let patience = if prompt::somebody_is_there() {
            Keychain::WITH_A_PERSON
        } else {
            Keychain::ALONE
        };
        self.calls.keychain.then(|| Keychain::new(patience))
    }

    /// Returns the vault; none where there is no home.
    pub(super) fn vault(&self) -> Result<Option<Vault>, Error> {
        let given = credential::passphrase(self.environment)?;
        let passphrase = given.map_or(Passphrase::Asked(prompt::passphrase), Passphrase::Given);
        let folder = self.environment.config_dir();
        Ok(folder.map(|folder| Vault::new(&folder, passphrase)))
    }

    /// Returns all places that keep keys. A key that was typed comes with its provider's name.
    pub(super) fn places(&self, typed: Option<(String, Secret)>) -> Result<Credentials<'s>, Error> {
        let vault = self.vault()?.filter(Vault::exists);
        Ok(Credentials::new(
            self.environment,
            typed,
            self.keychain(),
            vault,
        ))
    }

    /// Returns providers with the keys that are found. Nobody is asked for the vault's passphrase
    /// while another place has a key.
    pub(super) fn targets(
        &self,
        names: &[String],
        places: &mut Credentials<'_>,
    ) -> Result<Vec<Target>, Error> {
        let mut targets = Vec::new();
        for name in names {
            let provider = self.provider(name)?;
            let found = places.find(provider)?;
            targets.push(Target {
                base_url: provider.base_url.clone(),
                models: self.models(name),
                key: found.map(|found| found.key),
                provider: Arc::new(provider.clone()),
            });
        }
        let none = targets.iter().all(Target::lacks_key);
        if none || places.vault_is_open() {
            for target in targets.iter_mut().filter(|target| target.key.is_none()) {
                let found = places.find_in_vault(&target.provider)?;
                target.key = found.map(|found| found.key);
            }
        }
        Ok(targets)
    }

    /// Returns who lets requests pass: the limits of all processes of the user together.
    pub(super) fn gate(&self) -> Box<dyn Gate> {
        Box::new(Keeper::new(self.shelf(), state::now))
    }

    /// Returns what all processes of the user know of limits, money and models.
    pub(super) fn shelf(&self) -> Shared {
        let providers = self.calls.catalog.providers.iter();
        let addresses = providers.map(|it| (it.name.clone(), it.base_url.clone()));
        Shared::new(self.environment.state_dir(), self.project.clone())
            .learning(addresses.collect())
    }

    /// Returns the models of a provider that may be asked.
    fn models(&self, provider: &str) -> Vec<Model> {
        let models = self.calls.catalog.models.iter();
        let own = models.filter(|it| it.provider == provider);
        own.filter(|it| !self.calls.free || it.is_free())
            .cloned()
            .collect()
    }
}

/// Puts what providers told of their models in place of what the catalogue has; returns when each
/// was asked.
fn refresh(calls: &mut CallSettings, folder: Option<&Path>) -> BTreeMap<String, String> {
    let fresh = Fresh::read(folder);
    let mut days = BTreeMap::new();
    for provider in calls.catalog.providers.clone() {
        if let Some(list) = fresh.of(&provider.name, &provider.base_url) {
            calls.catalog.refresh(&provider.name, &list.models);
            days.insert(provider.name, list.as_of.clone());
        }
    }
    days
}

/// Warns of models that are asked and that are shut down soon, or are so already.
pub(super) fn endings(targets: &[Target]) -> Vec<String> {
    let now = state::now();
    let (today, soon) = (state::day_before(now, 0), state::day_after(now, SOON));
    let able = targets.iter().filter(|target| !target.lacks_key());
    let models = able.flat_map(|target| &target.models);
    let mut endings: Vec<String> = models
        .filter(|model| !model.roles.is_empty())
        .filter_map(|model| {
            let ends = model.ends.as_ref().filter(|ends| **ends <= soon)?;
            let verb = if *ends < today { "was" } else { "is" };
            let Model { provider, id, .. } = model;
            Some(format!(
                "`{id}` of {provider} {verb} shut down on {ends}; \
                 `samocoder config set providers.{provider}.general` and `.coding` name others"
            ))
        })
        .collect();
    endings.dedup();
    endings
}
