//! Reading files that generated code may have made: a pipe, a link to a secret or a file without end
//! may stand where one is expected.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// The most bytes that are read.
const MOST: u64 = 32 * 1024 * 1024;

/// Returns the text of a plain file that is no link.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    let refused = || io::Error::new(io::ErrorKind::InvalidData, "it is no plain file");
    let file = open(path)?;
    let found = file.metadata()?;
    if !found.is_file() || found.len() > MOST {
        return Err(refused());
    }
    let mut text = String::new();
    file.take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // A pipe would wait for a writer.
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "tests make the files")]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("plain"), "x").unwrap();
        assert_eq!(read(&at("plain")).unwrap(), "x");
        std::os::unix::fs::symlink("plain", at("link")).unwrap();
        assert!(read(&at("link")).is_err());
        let kind = rustix::fs::FileType::Fifo;
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), kind, mode, 0).unwrap();
        assert!(read(&at("pipe")).is_err());
        File::create(at("large"))
            .unwrap()
            .set_len(MOST + 1)
            .unwrap();
        assert!(read(&at("large")).is_err());
        let missing = read(&at("missing")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}
