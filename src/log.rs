//! The log for those who look for a fault: what `SAMOCODER_LOG` asks for, on stderr.
//!
//! Only samocoder's own lines are in it: libraries could print headers, and so keys. No line holds a
//! key, a prompt or an answer at any level; what looks like a key is taken out even so. Without the
//! variable nothing is made ready, and a line that is not wanted costs one comparison.

use std::io::{self, Write};

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::secret::Redactor;

/// The variable that asks for the log.
pub const VARIABLE: &str = "SAMOCODER_LOG";

/// The levels, the quietest first.
const LEVELS: [(&str, LevelFilter); 6] = [
    ("off", LevelFilter::OFF),
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];

/// There is no such level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`SAMOCODER_LOG` must be one of off, error, warn, info, debug, trace: nothing is logged")]
pub struct NoSuchLevel;

/// Logs from now on what a level asks for.
pub fn start(level: &str) -> Result<(), NoSuchLevel> {
    let level = level_of(level)?;
    if level == LevelFilter::OFF {
        return Ok(());
    }
    let own = filter_fn(move |line| {
        let crate_name = line.target().split("::").next();
        crate_name == Some(env!("CARGO_CRATE_NAME")) && *line.level() <= level
    });
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(Stderr)
        .with_ansi(false)
        .with_timer(tracing_subscriber::fmt::time::uptime())
        .with_filter(own.with_max_level_hint(level));
    // One that is there already was started by whoever uses the library.
    tracing_subscriber::registry()
        .with(lines)
        .try_init()
        .unwrap_or_default();
    Ok(())
}

fn level_of(text: &str) -> Result<LevelFilter, NoSuchLevel> {
    let text = text.trim().to_ascii_lowercase();
    let level = LEVELS.iter().find(|(name, _)| *name == text);
    level.map(|(_, level)| *level).ok_or(NoSuchLevel)
}

/// Stderr, without anything that looks like a key.
struct Stderr;

impl<'w> MakeWriter<'w> for Stderr {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        Self
    }
}

impl Write for Stderr {
    /// Writes a line, which comes as a whole.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = Redactor::default().redact(&String::from_utf8_lossy(line));
        io::stderr().lock().write_all(text.as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_named_as_everywhere() {
        assert_eq!(level_of(" Debug "), Ok(LevelFilter::DEBUG));
        for wrong in ["", "all", "samocoder=trace", "5"] {
            assert_eq!(level_of(wrong), Err(NoSuchLevel), "{wrong}");
        }
    }
}
