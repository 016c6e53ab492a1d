//! Who may be asked, and how much a call may take.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::llm::catalog::{Limits, Model, Provider, Role};
use crate::secret::Secret;

/// Somebody who may be asked.
#[derive(Clone, Debug)]
pub struct Target {
    /// The provider.
    pub provider: Arc<Provider>,
    /// Its address, which the user may have changed.
    pub base_url: String,
    /// Its key, unless it needs none.
    pub key: Option<Secret>,
    /// Its models, the preferred ones of each role first.
    pub models: Vec<Model>,
}

impl Target {
    /// Returns whether it lacks the key that it needs.
    pub fn lacks_key(&self) -> bool {
        self.provider.key_variable.is_some() && self.key.is_none()
    }

    /// Returns whose limits a model counts for: free models may have their own.
    pub(super) fn scope(&self, model: &Model) -> String {
        let own = model.is_free() && self.provider.free_limits.is_some();
        let part = if own { ".free" } else { "" };
        format!("{}{part}", self.provider.name)
    }

    /// Returns whether one of its models may answer, for all that the choice tells.
    pub(super) fn is_meant(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Role(_) | Choice::Beyond { .. } => true,
            Choice::Model { provider, .. } => self.provider.name == *provider,
        }
    }

    /// Returns those of its models that may answer.
    pub fn models(&self, choice: &Choice) -> Vec<Model> {
        let chosen = |model: &&Model| match choice {
            Choice::Role(role) | Choice::Beyond { role, .. } => model.roles.contains(role),
            Choice::Model { id, .. } => model.id == *id,
        };
        let mut models: Vec<Model> = self.models.iter().filter(chosen).cloned().collect();
        // A model is listed for each role that it serves.
        models.dedup_by(|one, other| one.id == other.id);
        models
    }
}

/// Which models may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Those that serve a role, of every provider in turn.
    Role(Role),
    /// As before, but those of the providers after this one come first, and those before it last.
    Beyond {
        /// The role.
        role: Role,
        /// The provider's name.
        provider: String,
    },
    /// This one alone.
    Model {
        /// The provider's name.
        provider: String,
        /// The provider's name of the model.
        id: String,
    },
}

impl From<Role> for Choice {
    fn from(role: Role) -> Self {
        Self::Role(role)
    }
}

/// How much a call, and the run that it belongs to, may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Requests to anybody, of a call.
    pub requests: u8,
    /// Waiting for limits and between attempts, of a call.
    pub wait: Duration,
    /// What the run may cost, in US dollars.
    pub usd: f64,
    /// What all runs of a day may cost, in US dollars.
    pub usd_day: f64,
}

/// What settings allow and may allow otherwise while a chain is in use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caps {
    /// What all runs of a day may cost, in US dollars.
    pub usd_day: f64,
    /// How often each provider may be asked.
    pub limits: BTreeMap<String, Limits>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            requests: 8,
            wait: Duration::from_mins(1),
            usd: 0.5,
            usd_day: 5.0,
        }
    }
}
