//! ZIP archives, in memory: the same files give the same bytes, on every machine.
//!
//! Names are sorted and use `/`, times are 1980-01-01, modes 0644, the level is fixed. Files are
//! compressed in parallel, a bounded number of bytes at a time, and added in order. Where archives
//! are put is left to `store`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read as _, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::exit::Exit;
use crate::path::ProjectPath;

mod buffered;

use buffered::Buffered;

/// How hard the compression tries; more costs more time than it saves bytes.
const LEVEL: i64 = 6;

/// How many bytes of files are held in memory at a time.
const CHUNK: u64 = 32 * 1024 * 1024;

/// How many files are compressed one after another with the same compressor.
const PART: usize = 128;

/// How large a file is compressed as it is read, without being held in memory.
const STREAMED: u64 = 64 * 1024 * 1024;

/// How many bytes [`unzip`] gives at most; an archive that a stranger made may claim any number.
const UNZIPPED: u64 = 64 * 1024 * 1024;

/// A file that goes into an archive.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its name inside the archive's folder, with `/` as the separator.
    pub name: String,
    /// What it holds.
    pub content: Content<'a>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(Cow<'a, [u8]>),
    /// What the file at this path holds, so many bytes.
    File(PathBuf, u64),
}

/// Why an archive could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the archive can't be read.
    #[error("failed to read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The archive can't be written.
    #[error("failed to write the archive")]
    Write(#[source] ZipError),
    /// The archive is broken.
    #[error("failed to read the archive")]
    Broken(#[source] ZipError),
    /// The archive holds more than it should.
    #[error("the archive holds more than {UNZIPPED} bytes")]
    TooLarge,
    /// The archive holds a file that would be written outside the project.
    #[error("the archive holds the name `{name}`")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        source: crate::path::Error,
    },
}

impl Error {
    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::Read { .. }
            | Self::Write(_)
            | Self::Broken(_)
            | Self::TooLarge
            | Self::Name { .. } => Exit::Files,
        }
    }
}

impl Content<'_> {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

/// Returns an archive of `files` in one folder named `root`, or in none if that is empty.
pub fn zip<'a>(
    files: impl IntoIterator<Item = (&'a ProjectPath, &'a [u8])>,
    root: &str,
) -> Result<Vec<u8>, Error> {
    let entries = files
        .into_iter()
        .map(|(path, bytes)| Entry {
            name: path.as_str().to_owned(),
            content: Content::Bytes(Cow::Borrowed(bytes)),
        })
        .collect();
    Ok(write(entries, root, Cursor::new(Vec::new()))?.into_inner())
}

/// Writes an archive of `entries` in one folder named `root`, or in none if that is empty.
pub fn write<W: Write + Seek>(
    mut entries: Vec<Entry<'_>>,
    root: &str,
    writer: W,
) -> Result<W, Error> {
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    if !root.is_empty() {
        for entry in &mut entries {
            entry.name = format!("{root}/{}", entry.name);
        }
    }
    let writer = Buffered::new(writer).map_err(|source| Error::Write(source.into()))?;
    let mut archive = ZipWriter::new(writer);
    let mut rest = entries.as_slice();
    while let Some(first) = rest.first() {
        if first.content.len() > STREAMED {
            stream(first, &mut archive)?;
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (chunk, after) = rest.split_at(chunk(rest));
        let parts: Vec<_> = chunk.par_chunks(PART).map(compress).collect();
        for part in parts {
            let part = ZipArchive::new(part?).map_err(Error::Write)?;
            archive.merge_archive(part).map_err(Error::Write)?;
        }
        rest = after;
    }
    let writer = archive.finish().map_err(Error::Write)?;
    writer
        .into_inner()
        .map_err(|source| Error::Write(source.into()))
}

/// Returns the files of an archive that [`zip()`] made without a folder.
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<ProjectPath, Vec<u8>>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(Error::Broken)?;
    let mut left = UNZIPPED;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(Error::Broken)?;
        let name = file.name().map_err(Error::Broken)?.into_owned();
        let mut content = Vec::new();
        let read = file.take(left + 1).read_to_end(&mut content);
        let read = read.map_err(|source| Error::Broken(source.into()))?;
        left = left.checked_sub(read as u64).ok_or(Error::TooLarge)?;
        let path = ProjectPath::parse(&name).map_err(|source| Error::Name { name, source })?;
        files.insert(path, content);
    }
    Ok(files)
}

/// Returns how many entries fill the memory that is used at a time; at least one.
fn chunk(entries: &[Entry<'_>]) -> usize {
    let mut size = 0;
    let fits = entries.iter().take_while(|entry| {
        size += entry.content.len();
        size <= CHUNK && entry.content.len() <= STREAMED
    });
    fits.count().max(1)
}

/// Compresses entries into an archive of their own. What a compressor needs is made once for all of
/// them: for a small file that costs more than compressing it.
fn compress(entries: &[Entry<'_>]) -> Result<Cursor<Vec<u8>>, Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let bytes = match &entry.content {
            Content::Bytes(bytes) => Cow::Borrowed(bytes.as_ref()),
            Content::File(path, length) => Cow::Owned(read(path, *length)?),
        };
        archive
            .start_file(&*entry.name, options())
            .and_then(|()| archive.write_all(&bytes).map_err(ZipError::from))
            .map_err(Error::Write)?;
    }
    archive.finish().map_err(Error::Write)
}

/// Returns what a file holds that is `length` bytes long, or was: asking once more would cost as
/// much as reading a small one.
fn read(path: &Path, length: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    // Asked for as a limited reader, the file is not asked for its size again.
    let read = File::open(path).and_then(|file| file.take(u64::MAX).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(source) => {
            let path = path.to_owned();
            Err(Error::Read { path, source })
        }
    }
}

fn stream<W: Write + Seek>(entry: &Entry<'_>, archive: &mut ZipWriter<W>) -> Result<(), Error> {
    let options = options().large_file(true);
    archive
        .start_file(&*entry.name, options)
        .map_err(Error::Write)?;
    match &entry.content {
        Content::Bytes(bytes) => archive.write_all(bytes),
        Content::File(path, _) => {
            let mut file = File::open(path).map_err(|source| {
                let path = path.clone();
                Error::Read { path, source }
            })?;
            io::copy(&mut file, archive).map(drop)
        }
    }
    .map_err(|source| Error::Write(source.into()))
}

/// What every entry has in common; the system too, because modes mean nothing on others.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .system(System::Unix)
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;

    fn files(given: &[(&str, &[u8])]) -> BTreeMap<ProjectPath, Vec<u8>> {
        given
            .iter()
            .map(|(path, bytes)| (ProjectPath::parse(path).unwrap(), bytes.to_vec()))
            .collect()
    }

    fn zipped(files: &BTreeMap<ProjectPath, Vec<u8>>, root: &str) -> Vec<u8> {
        zip(
            files.iter().map(|(path, bytes)| (path, bytes.as_slice())),
            root,
        )
        .unwrap()
    }

    fn readable(bytes: &[u8]) -> bool {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..archive.len()).all(|index| {
            let mut file = archive.by_index(index).unwrap();
            io::copy(&mut file, &mut io::sink()).is_ok()
        })
    }

    #[test]
    fn entries_have_fixed_times_modes_and_utf_8_names() {
        let bytes = zipped(&files(&[("б/я.txt", b"x"), ("a.ts", b"y")]), "сад");
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<_> = archive
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        assert_eq!(names, ["сад/a.ts", "сад/б/я.txt"]);
        let file = archive.by_index(1).unwrap();
        assert_eq!(file.unix_mode().unwrap() & 0o777, 0o644);
        assert_eq!(file.last_modified().unwrap(), DateTime::DEFAULT);
        // Bit 11 of the flags says that the name is UTF-8; bytes 4..6 are the version.
        let header = bytes
            .windows(4)
            .position(|four| four == b"PK\x03\x04")
            .unwrap();
        let flags = u16::from_le_bytes([bytes[header + 6], bytes[header + 7]]);
        assert_eq!(flags & (1 << 11), 1 << 11);
    }

    #[test]
    fn files_on_disk_and_in_memory_give_the_same_archive() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        let bytes = b"hello".repeat(1000);
        let mut file = File::create_new(&path).unwrap();
        file.write_all(&bytes).unwrap();
        let entry = Entry {
            name: "a".into(),
            content: Content::File(path, bytes.len() as u64),
        };
        let from_disk = write(vec![entry], "r", Cursor::new(Vec::new())).unwrap();
        assert_eq!(
            from_disk.into_inner(),
            zipped(&files(&[("a", &bytes)]), "r")
        );
    }

    #[test]
    fn large_files_are_streamed_and_come_back() {
        let large = vec![b'x'; usize::try_from(STREAMED).unwrap() + 1];
        let all = files(&[("a", b"1"), ("b", &large), ("c", b"2")]);
        let bytes = zipped(&all, "");
        assert!(readable(&bytes));
        assert!(matches!(unzip(&bytes), Err(Error::TooLarge)));
    }

    #[test]
    fn a_name_that_leaves_the_project_is_refused() {
        let entry = Entry {
            name: "../x".into(),
            content: Content::Bytes(Cow::Borrowed(b"")),
        };
        let bytes = write(vec![entry], "", Cursor::new(Vec::new())).unwrap();
        assert!(matches!(unzip(bytes.get_ref()), Err(Error::Name { .. })));
        assert!(matches!(unzip(b"no archive"), Err(Error::Broken(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_same_files_give_the_same_bytes_and_come_back(
            given in btree_map("[a-zа-я]{1,8}(/[a-z]{1,8}){0,2}\\.[a-z]{1,3}", any::<Vec<u8>>(), 0..12),
        ) {
            let files: BTreeMap<_, _> = given
                .into_iter()
                .filter_map(|(path, bytes)| Some((ProjectPath::parse(&path).ok()?, bytes)))
                .collect();
            let bytes = zipped(&files, "");
            prop_assert_eq!(&bytes, &zipped(&files, ""));
            prop_assert_eq!(unzip(&bytes).unwrap(), files);
        }
    }
}
