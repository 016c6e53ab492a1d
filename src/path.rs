//! `ProjectPath`: the only way to name a file of a generated project.
//!
//! Nothing is joined to a directory before it went through [`ProjectPath::parse`], so a path from
//! a template, a spec or a model can't leave the project, whatever the operating system.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The longest path that is accepted, in bytes; it leaves room for a target directory on every
/// common file system.
const MAX_LEN: usize = 200;

/// A relative path inside a project, with `/` as the separator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ProjectPath(String);

/// Why a text is not a path inside a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no name at all.
    #[error("a path is empty")]
    Empty,
    /// It is longer than every file system can be trusted with.
    #[error("a path is longer than {MAX_LEN} bytes")]
    TooLong,
    /// It starts at a root or a drive.
    #[error("a path must be relative")]
    Absolute,
    /// It has `.`, `..` or an empty part.
    #[error("a path must not have an empty part, `.` or `..`")]
    Traversal,
    /// It has a character that some file system refuses or reads as something else.
    #[error("a path has a character that is not portable")]
    Character,
    /// Windows gives this name to a device.
    #[error("a path has a name that is reserved on Windows")]
    Reserved,
}

impl ProjectPath {
    /// Parses a text into a path inside a project.
    ///
    /// # Errors
    /// Says what makes the text unusable on any of the supported systems.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Err(Error::Empty);
        }
        if text.len() > MAX_LEN {
            return Err(Error::TooLong);
        }
        if text.starts_with(['/', '\\']) || text.as_bytes().get(1) == Some(&b':') {
            return Err(Error::Absolute);
        }
        text.split('/').try_for_each(check_part)?;
        Ok(Self(text.to_owned()))
    }

    /// Returns the path as text, with `/` as the separator.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path below `root`.
    pub fn under(&self, root: &Path) -> PathBuf {
        self.0
            .split('/')
            .fold(root.to_path_buf(), |path, part| path.join(part))
    }

    /// Returns what follows the last dot of the file's name, or nothing.
    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

fn check_part(part: &str) -> Result<(), Error> {
    if part.is_empty() || part == "." || part == ".." {
        return Err(Error::Traversal);
    }
    let unportable =
        |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if part.contains(unportable) || part.ends_with(['.', ' ']) {
        return Err(Error::Character);
    }
    let stem = part
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']))
    };
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
    {
        return Err(Error::Reserved);
    }
    Ok(())
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ProjectPath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for ProjectPath {
    fn schema_name() -> Cow<'static, str> {
        "ProjectPath".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "maxLength": MAX_LEN })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_the_paths_of_a_project() {
        for text in [
            "a",
            ".gitignore",
            "web/src/main.tsx",
            ".github/workflows/ci.yml",
            "a..b/c",
        ] {
            assert_eq!(ProjectPath::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn refuses_what_could_leave_the_project() {
        for (text, error) in [
            ("", Error::Empty),
            ("/etc/passwd", Error::Absolute),
            ("\\\\host\\share", Error::Absolute),
            ("C:/x", Error::Absolute),
            ("../x", Error::Traversal),
            ("a/../../x", Error::Traversal),
            ("a//b", Error::Traversal),
            ("a/", Error::Traversal),
            ("a\\..\\b", Error::Character),
            ("a\0b", Error::Character),
            ("a. ", Error::Character),
            ("web/con.ts", Error::Reserved),
            ("LPT1", Error::Reserved),
        ] {
            assert_eq!(ProjectPath::parse(text), Err(error), "{text:?}");
        }
        assert_eq!(ProjectPath::parse(&"a".repeat(201)), Err(Error::TooLong));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_path_leave_the_root(text in "\\PC{0,40}|[./\\\\a:]{0,12}") {
            if let Ok(path) = ProjectPath::parse(&text) {
                let root = Path::new("/root/of/project");
                let full = path.under(root);
                prop_assert!(full.starts_with(root));
                prop_assert!(full.components().all(|c| c != std::path::Component::ParentDir));
            }
        }
    }
}
