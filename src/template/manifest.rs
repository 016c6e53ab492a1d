//! A template's manifests: what it is, what it can build, which files it has.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Error, Sources, text};
use crate::spec::FeatureKind;

/// What `template.toml` and the file lists say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The template's name.
    pub(super) name: String,
    /// The template's own version.
    pub(super) version: String,
    /// What it makes, in one sentence.
    pub(super) description: String,
    /// The features that it can build.
    pub(super) features: BTreeSet<FeatureKind>,
    /// The rules and kinds of relations that it can build beside the plain ones.
    pub(super) rules: BTreeSet<String>,
    /// Names that its own code uses.
    pub(super) reserved: BTreeSet<String>,
    /// Names that only its code for a feature uses.
    #[serde(default)]
    pub(super) reserved_for: BTreeMap<FeatureKind, BTreeSet<String>>,
    /// The files by their path in a project.
    #[serde(default)]
    pub(super) files: BTreeMap<String, FileEntry>,
}

/// What a file list says of one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    /// Its path in the template's `files`, when it isn't that in the project.
    pub(super) from: Option<String>,
    /// What it is for.
    pub(super) purpose: String,
    /// An expression that says for which apps it is written; all when left out.
    pub(super) when: Option<String>,
    /// Whether the tests stage writes it.
    #[serde(default)]
    pub(super) tests: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileList {
    files: BTreeMap<String, FileEntry>,
}

impl Manifest {
    /// Reads `template.toml` and all file lists of a template.
    pub(super) fn parse(sources: &Sources) -> Result<Self, Error> {
        let main = "template.toml";
        let mut manifest: Self = read(main, text(sources, main)?)?;
        for name in sources.keys() {
            if name.starts_with("files") && !name.contains('/') {
                let list: FileList = read(name, text(sources, name)?)?;
                manifest.files.extend(list.files);
            }
        }
        Ok(manifest)
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|source| Error::Manifest {
        file: file.to_owned(),
        source: Box::new(source),
    })
}
