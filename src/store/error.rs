//! Why files could not be written or read.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::exit::Exit;
use crate::export;

/// Why files could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system said no.
    #[error("failed to {doing} `{}`", path.display())]
    Io {
        /// What was being done, such as `write`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something is where the project or the archive should appear.
    #[error("`{}` {}", path.display(), obstacle.says())]
    TargetExists {
        /// The target.
        path: PathBuf,
        /// What is there.
        obstacle: Obstacle,
    },
    /// The target has no name that a project could have.
    #[error("`{}` can't be made: it has no name", path.display())]
    NoName {
        /// The target.
        path: PathBuf,
    },
    /// A part of the target's path is no directory.
    #[error("`{}` is not a directory", path.display())]
    NotADirectory {
        /// The part.
        path: PathBuf,
    },
    /// Another process works on the same target.
    #[error("another samocoder is at work in `{}`{}", folder.display(), holder(*pid, *since))]
    Busy {
        /// The run folder.
        folder: PathBuf,
        /// The other process, if it said so.
        pid: Option<u32>,
        /// How long it has been at work.
        since: Option<Duration>,
    },
    /// Something that is no run folder has the run folder's name.
    #[error("`{}` is in the way and is not samocoder's", path.display())]
    Foreign {
        /// Its path.
        path: PathBuf,
    },
    /// A run folder belongs to another user, or leads somewhere else.
    #[error("`{}` is not yours", path.display())]
    NotYours {
        /// What is not.
        path: PathBuf,
    },
    /// A link in the target would lead files elsewhere.
    #[error("`{}` is a link, and files are not written through links", path.display())]
    ThroughLink {
        /// The link.
        path: PathBuf,
    },
    /// A directory holds more than a project does.
    #[error("`{}` holds more than a project should: over {limit}", path.display())]
    TooLarge {
        /// The directory.
        path: PathBuf,
        /// What is too much.
        limit: &'static str,
    },
    /// A file's name is not UTF-8.
    #[error("the name `{}` is not UTF-8", path.display())]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// An artifact can't be written or understood.
    #[error("`{}` is not a valid artifact", path.display())]
    Artifact {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A journal was changed by something else than a writer that was killed.
    #[error("`{}` is damaged in line {line}", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// The first line that is not as it was written.
        line: usize,
    },
    /// A journal was written by a later version of samocoder.
    #[error("`{}` is of format {found}, which this version does not know", path.display())]
    JournalFormat {
        /// The journal.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// Something that was kept under its hash has another one now, or is gone.
    #[error("`{}` is not what was kept there", path.display())]
    Lost {
        /// Its file.
        path: PathBuf,
    },
    /// An archive can't be made.
    #[error("failed to make `{}`", path.display())]
    Archive {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        source: export::Error,
    },
}

/// What is where something should appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A directory with something in it.
    Directory,
    /// A directory where a file should be.
    DirectoryForFile,
    /// A file where a directory should be.
    File,
    /// A file that would be replaced.
    OldFile,
    /// A link that leads nowhere.
    Link,
}

impl Obstacle {
    fn says(self) -> &'static str {
        match self {
            Self::Directory => "exists and is not empty",
            Self::DirectoryForFile => "exists and is a directory",
            Self::File => "exists and is not a directory",
            Self::OldFile => "exists",
            Self::Link => "is a link that leads nowhere",
        }
    }
}

fn holder(pid: Option<u32>, since: Option<Duration>) -> String {
    let pid = pid.map(|pid| format!("process {pid}"));
    let since = since.map(|since| match since.as_secs() {
        seconds @ 0..120 => format!("for {seconds} s"),
        seconds => format!("for {} min", seconds / 60),
    });
    let words: Vec<_> = pid.into_iter().chain(since).collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" ({})", words.join(", "))
    }
}

impl Error {
    /// Returns what makes an error of the system into one that says what was being done.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path: path.to_path_buf(),
            source,
        }
    }

    /// Returns whether it is about something that is there and should not be.
    pub(super) fn already_exists(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists)
    }

    /// Returns the code that the process ends with.
    pub fn status(&self) -> Exit {
        match self {
            Self::Busy { .. } => Exit::Busy,
            Self::Archive { source, .. } => source.status(),
            Self::JournalFormat { .. } => Exit::Settings,
            Self::Io { .. }
            | Self::TargetExists { .. }
            | Self::NoName { .. }
            | Self::NotADirectory { .. }
            | Self::Foreign { .. }
            | Self::NotYours { .. }
            | Self::ThroughLink { .. }
            | Self::TooLarge { .. }
            | Self::Name { .. }
            | Self::Artifact { .. }
            | Self::Damaged { .. }
            | Self::Lost { .. } => Exit::Files,
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Io { source, .. } => return io_hint(source.kind()),
            Self::TargetExists { obstacle, .. } => match obstacle {
                Obstacle::Directory => {
                    "choose another place with `-o DIR`, or give `--force` to write into the directory; what is \
                     yours in it is kept"
                }
                Obstacle::OldFile => {
                    "choose another name with `-o FILE.zip`, or give `--force` to replace it"
                }
                Obstacle::File | Obstacle::DirectoryForFile => "choose another place with `-o`",
                Obstacle::Link => "remove the link, or choose another place with `-o`",
            },
            Self::NoName { .. } | Self::NotADirectory { .. } => {
                "choose another place with `-o DIR`"
            }
            Self::Busy { .. } => "wait until it is done, or choose another place with `-o`",
            Self::Foreign { .. } => "move it away, or choose another place with `-o`",
            Self::NotYours { .. } => "go on with it as the user who began it, or start again",
            Self::ThroughLink { .. } => {
                "replace the link by a directory, or choose another place with `-o`"
            }
            Self::TooLarge { .. } => "see whether this is the project's directory",
            Self::Name { .. } => "give it a name in UTF-8; `-o` chooses the place of a project",
            Self::Artifact { .. } | Self::Damaged { .. } | Self::Lost { .. } => {
                "see whether the disk is sound; `samocoder runs remove` takes the run away, to start again"
            }
            Self::JournalFormat { .. } => "use the samocoder that began the run, or a later one",
            Self::Archive { .. } => return None,
        };
        Some(hint.to_owned())
    }
}

fn io_hint(kind: io::ErrorKind) -> Option<String> {
    use io::ErrorKind as Kind;
    let hint = if matches!(
        kind,
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge
    ) {
        "free some space, or choose a place on another disk with `-o`"
    } else if matches!(kind, Kind::PermissionDenied | Kind::ReadOnlyFilesystem) {
        "choose a place that you may write to with `-o`"
    } else if kind == Kind::InvalidFilename {
        "choose a shorter name with `-o`"
    } else {
        return None;
    };
    Some(hint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_target_says_who_and_for_how_long() {
        let error = |pid, since| Error::Busy {
            folder: "/p/.a.samocoder-run".into(),
            pid,
            since,
        };
        let told = error(Some(7), Some(Duration::from_mins(5)));
        assert_eq!(
            told.to_string(),
            "another samocoder is at work in `/p/.a.samocoder-run` (process 7, for 5 min)"
        );
        assert_eq!(told.status().code(), 7);
        assert!(error(None, None).to_string().ends_with("run`"));
    }

    #[test]
    fn a_full_disk_has_advice() {
        let error = Error::io("write", Path::new("/p/a"))(io::ErrorKind::StorageFull.into());
        assert!(error.hint().unwrap().starts_with("free some space"));
        assert_eq!(error.to_string(), "failed to write `/p/a`");
    }
}
