//! Single files and renames that happen whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::{Error, Force};

/// Writes a file beside its place and renames it: a reader sees the old one or the new one. A file
/// of that name is replaced.
///
/// It may be lost when the machine loses its power, so it is for what can be made again.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    rename(written(path, bytes)?, path, Force::Yes)
}

/// Checks that [`write_file`] can write a file.
pub fn check_writable(path: &Path) -> Result<(), Error> {
    beside(path).map(drop).map_err(Error::io("write", path))
}

/// Writes a file like [`write_file`] that is on the disk before it gets its name.
pub(super) fn write_file_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    put(written(path, bytes)?, path, Force::Yes)
}

/// Writes a file like [`write_file_durably`] that only its owner can read, as its folder, which is
/// made where it is missing.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = || Error::io("write", path);
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder(folder)?;
    // A temporary file is its owner's alone from its beginning.
    let mut file = Builder::new()
        .prefix(".samocoder-")
        .tempfile_in(folder)
        .map_err(failed())?;
    file.write_all(bytes).map_err(failed())?;
    put(file, path, Force::Yes)
}

/// Makes a folder that only its owner can look into, where it is missing.
pub(super) fn private_folder(folder: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(Error::io("create", folder))
}

fn written(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let failed = || Error::io("write", path);
    let mut file = beside(path).map_err(failed())?;
    file.write_all(bytes).map_err(failed())?;
    Ok(file)
}

/// Makes a nameless file in the directory of `path`, with the mode that new files have.
pub(super) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".samocoder-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))
}

/// Gives the file its name once everything in it is on the disk.
pub(super) fn put(file: NamedTempFile, path: &Path, force: Force) -> Result<(), Error> {
    file.as_file()
        .sync_all()
        .map_err(Error::io("write", path))?;
    rename(file, path, force)
}

/// Has the disk keep the name of a file that was made or renamed.
pub(super) fn flush_folder(path: &Path) -> Result<(), Error> {
    // Other systems can't open a folder, and need not.
    #[cfg(unix)]
    {
        let folder = path.parent().unwrap_or(Path::new("."));
        let flushed = File::open(folder).and_then(|folder| folder.sync_all());
        flushed.map_err(Error::io("write", folder))?;
    }
    Ok(())
}

fn rename(file: NamedTempFile, path: &Path, force: Force) -> Result<(), Error> {
    let put = match force {
        Force::Yes => file.persist(path),
        Force::No => file.persist_noclobber(path),
    };
    match put {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::io("write", path)(error.error)),
    }
}

/// Makes a file that must not exist.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = File::options().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(bytes))
        .map_err(Error::io("write", path))
}

/// Renames, and fails if there is something at `to`. Where the system can't promise that, a link
/// or a look before does nearly as well.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // File systems that don't know the flag.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            other => return other.map_err(io::Error::from),
        }
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Moves a file, a link or a whole directory to a place where there is nothing, to another file
/// system if need be.
pub(super) fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    match rename_new(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            copy_new(from, to)?;
            remove(from)
        }
        other => other,
    }
}

fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(from)?.file_type();
    if kind.is_dir() {
        fs::create_dir(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy_new(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    #[cfg(unix)]
    if kind.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    drop(File::options().write(true).create_new(true).open(to)?);
    fs::copy(from, to).map(drop)
}

/// Removes a file, a link or a whole directory.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_replaces_the_old_one_and_leaves_nothing_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        write_file(&path, b"old").unwrap();
        write_file(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let plain = directory.path().join("plain");
            fs::write(&plain, "").unwrap();
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode(&path), mode(&plain));
        }
    }

    #[test]
    fn a_rename_refuses_whatever_is_there() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::write(at("from"), "x").unwrap();
        fs::write(at("file"), "").unwrap();
        fs::create_dir(at("empty")).unwrap();
        for name in ["file", "empty"] {
            let error = rename_new(&at("from"), &at(name)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists, "{name}");
        }
        rename_new(&at("from"), &at("to")).unwrap();
        assert_eq!(fs::read_to_string(at("to")).unwrap(), "x");
    }

    #[test]
    fn a_tree_is_copied_with_its_links() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::create_dir_all(at("a/b")).unwrap();
        fs::write(at("a/b/c"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("b/c", at("a/link")).unwrap();
        copy_new(&at("a"), &at("z")).unwrap();
        assert_eq!(fs::read_to_string(at("z/b/c")).unwrap(), "x");
        #[cfg(unix)]
        assert_eq!(fs::read_link(at("z/link")).unwrap(), Path::new("b/c"));
    }
}
