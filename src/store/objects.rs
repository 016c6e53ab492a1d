//! Things that are kept under the hash of what they are: artifacts of stages, replies of models.
//!
//! What is there is whole, for a thing is written beside its place and renamed; what was changed
//! later is found out when it is read. Keeping a thing twice costs nothing.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Error;
use super::atomic::{flush_folder, write_file_durably};
use crate::tree::sha256;

/// A folder of things.
#[derive(Clone, Debug)]
pub struct Objects {
    folder: PathBuf,
}

impl Objects {
    /// Returns the things in a folder, which is made when it is needed.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps bytes; returns their SHA-256. When this returns they are on the disk.
    pub fn put(&self, bytes: &[u8]) -> Result<String, Error> {
        let hash = sha256(bytes);
        let path = self.folder.join(&hash);
        if fs::read(&path).is_ok_and(|found| found == bytes) {
            return Ok(hash);
        }
        match fs::create_dir(&self.folder) {
            Ok(()) => flush_folder(&self.folder)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io("create", &self.folder)(error)),
        }
        write_file_durably(&path, bytes)?;
        flush_folder(&path)?;
        Ok(hash)
    }

    /// Returns the bytes that were kept under this SHA-256.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>, Error> {
        let path = self.folder.join(hash);
        match fs::read(&path) {
            Ok(bytes) if sha256(&bytes) == hash => Ok(bytes),
            Ok(_) => Err(Error::Lost { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Lost { path }),
            Err(error) => Err(Error::io("read", &path)(error)),
        }
    }

    /// Keeps an artifact as JSON; returns the SHA-256 of its text.
    pub fn put_json<T: Serialize + ?Sized>(&self, artifact: &T) -> Result<String, Error> {
        let text = serde_json::to_vec(artifact).map_err(|source| Error::Artifact {
            path: self.folder.clone(),
            source,
        })?;
        self.put(&text)
    }

    /// Returns an artifact that was kept as JSON.
    pub fn get_json<T: DeserializeOwned>(&self, hash: &str) -> Result<T, Error> {
        serde_json::from_slice(&self.get(hash)?).map_err(|source| Error::Artifact {
            path: self.folder.join(hash),
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_by_what_it_is_and_never_changed() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::new(folder.path().join("objects"));
        let hash = objects.put_json("сад").unwrap();
        assert_eq!(objects.put("\"сад\"".as_bytes()).unwrap(), hash);
        assert_eq!(objects.get_json::<String>(&hash).unwrap(), "сад");
        assert_eq!(
            fs::read_dir(folder.path().join("objects")).unwrap().count(),
            1
        );

        let path = folder.path().join("objects").join(&hash);
        fs::write(&path, "\"сок\"").unwrap();
        assert!(matches!(objects.get(&hash), Err(Error::Lost { .. })));
        fs::remove_file(&path).unwrap();
        assert!(matches!(objects.get(&hash), Err(Error::Lost { .. })));
    }
}
