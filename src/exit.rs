//! The exit codes, their meaning and what to do about each: one table for the process's status,
//! for `explain` and for the documentation.

/// How a command ended. Below 10 the tool could not do its work; from 10 on it did, and the product
/// fell short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done, and seen to work to the level asked for.
    Done = 0,
    /// Something unexpected: a bug of samocoder's.
    Bug = 1,
    /// The command line was wrong.
    Usage = 2,
    /// Settings, credentials or tools must be fixed.
    Settings = 3,
    /// No provider could answer; later may work.
    NoProvider = 4,
    /// The file system said no.
    Files = 5,
    /// A budget or the deadline ended it.
    Budget = 6,
    /// Another process holds the project.
    Busy = 7,
    /// A stage's result was unusable.
    Unusable = 10,
    /// Verification failed.
    Red = 11,
    /// With `--strict`: requirements are not covered.
    Uncovered = 12,
    /// The update has conflicts to resolve.
    Conflicts = 13,
    /// Some ideas of a batch failed.
    Partial = 14,
    /// Interrupted by Ctrl-C.
    Interrupted = 130,
    /// Ended by SIGTERM.
    Terminated = 143,
}

impl Exit {
    /// All codes, in order.
    pub const ALL: [Self; 15] = [
        Self::Done,
        Self::Bug,
        Self::Usage,
        Self::Settings,
        Self::NoProvider,
        Self::Files,
        Self::Budget,
        Self::Busy,
        Self::Unusable,
        Self::Red,
        Self::Uncovered,
        Self::Conflicts,
        Self::Partial,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// Returns the number that the process ends with.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Returns the exit of that number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|exit| exit.code() == code)
    }

    /// Returns what it means, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done, and seen to work to the level asked for",
            Self::Bug => "unexpected: a bug of samocoder's",
            Self::Usage => "wrong command line",
            Self::Settings => "settings, credentials or tools must be fixed",
            Self::NoProvider => "no provider could answer; later may work",
            Self::Files => "the file system said no: target exists, disk full, no permission",
            Self::Budget => "a budget or the deadline ended it; what was green is on disk",
            Self::Busy => "another process holds the project",
            Self::Unusable => "a stage's result was unusable",
            Self::Red => {
                "verification failed: install, format, lint, types, tests or build are red"
            }
            Self::Uncovered => "`--strict`: requirements are not covered",
            Self::Conflicts => "the update has conflicts to resolve",
            Self::Partial => "some ideas of the batch failed; each line says which code",
            Self::Interrupted => "interrupted by Ctrl-C",
            Self::Terminated => "ended by SIGTERM",
        }
    }

    /// Returns what to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Done => "Nothing: go on with the commands that were printed.",
            Self::Bug => {
                "Please report it with the whole output of the same command run with `--json`."
            }
            Self::Usage => "Read the error's first lines and `samocoder COMMAND --help`.",
            Self::Settings => {
                "Do what the hint says: install Node.js 20.19 or newer for `--verify full` and run it where there \
                 is a sandbox (`samocoder doctor` tells), or repair the spec file, the setting or the key that \
                 the error names."
            }
            Self::NoProvider => {
                "Wait and run the command again; `samocoder key list` shows which providers could be added."
            }
            Self::Files => {
                "Choose another place with `-o DIR`, free some space, or give `--force` to write into a \
                 directory that is not empty; files that samocoder did not make are never deleted."
            }
            Self::Budget => {
                "Raise `--max-usd` or `--deadline`, or use the project as it is: it is green."
            }
            Self::Busy => "Wait until the other samocoder is done; the error names its process.",
            Self::Unusable => {
                "Say more about what the app keeps, or start from a spec: `samocoder new --spec FILE`."
            }
            Self::Red => {
                "Read the failing check's output above; `.samocoder/receipt.json` lists every check, and \
                 `samocoder verify` runs them again after a repair."
            }
            Self::Uncovered => {
                "The project was made and works; what it does not cover was listed. Leave `--strict` out to \
                 accept that."
            }
            Self::Conflicts => "Resolve the marked places, then run `samocoder verify`.",
            Self::Partial => "Read the result lines: each failed idea has its own code.",
            Self::Interrupted | Self::Terminated => "Run the same command again.",
        }
    }
}
