//! Files in memory: what the code and tests stages make and what is written to disk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::path::ProjectPath;
use crate::spec::Spec;

/// The version of the tree artifacts' format.
pub const FORMAT: u32 = 1;

/// Files by path, in order.
pub type Files = BTreeMap<ProjectPath, String>;

/// What the code stage makes: every file but the tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTree {
    /// The version of this artifact's format.
    pub format: u32,
    /// The files by path.
    pub files: Files,
}

/// What the tests stage makes: the files whose hashes the receipt seals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestTree {
    /// The version of this artifact's format.
    pub format: u32,
    /// The files by path.
    pub files: Files,
}

/// A whole project: the spec it was made from and all its files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The version of this artifact's format.
    pub format: u32,
    /// The application model.
    pub spec: Spec,
    /// Everything but the tests.
    pub source: SourceTree,
    /// The tests.
    pub tests: TestTree,
}

impl Project {
    /// Returns all files of the project in the order of their paths.
    pub fn files(&self) -> BTreeMap<&ProjectPath, &str> {
        let both = self.source.files.iter().chain(&self.tests.files);
        both.map(|(path, text)| (path, text.as_str())).collect()
    }
}

/// Returns the SHA-256 of `bytes` in lowercase hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
