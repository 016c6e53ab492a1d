//! What providers told of the models that are asked: a dated file that `samocoder model refresh`
//! writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PATIENCE;
use crate::llm::told::Told;
use crate::store;

/// What was told, by provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fresh {
    format: u32,
    providers: BTreeMap<String, List>,
}

/// What one provider told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Where it was asked: another address is another provider.
    pub base_url: String,
    /// The day on which it was asked, in UTC.
    pub as_of: String,
    /// The models.
    pub models: Vec<Told>,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("models.json")
}

impl Fresh {
    /// Reads what was told; nothing where there is no file that can be read.
    pub fn read(folder: Option<&Path>) -> Self {
        let bytes = folder.and_then(|folder| std::fs::read(file(folder)).ok());
        let fresh = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        fresh.unwrap_or_default()
    }

    /// Keeps what providers told; what others told before stays.
    pub fn keep(folder: &Path, lists: BTreeMap<String, List>) -> Result<(), store::Error> {
        store::change_shared(&file(folder), PATIENCE, |before| {
            let mut fresh: Self = serde_json::from_slice(before).unwrap_or_default();
            fresh.format = 1;
            fresh.providers.extend(lists);
            (serde_json::to_vec_pretty(&fresh).ok(), ())
        })
    }

    /// Returns what the provider at an address told.
    pub fn of(&self, provider: &str, base_url: &str) -> Option<&List> {
        let list = self.providers.get(provider)?;
        (list.base_url == base_url).then_some(list)
    }
}
