//! Where a project starts from: an idea from the command line, stdin, a file or a question; or a
//! spec from a file.

use std::io::Read as _;
use std::path::Path;

use crate::cli::SourceArgs;
use crate::error::Error;
use crate::idea::Idea;
use crate::pipeline::Start;
use crate::settings::load;
use crate::spec::file::{self, Syntax};
use crate::ui::prompt;

/// The most bytes of an idea or a spec that are read.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Where a project starts from.
pub(super) struct Given {
    /// The idea or the spec.
    pub(super) start: Start,
    /// What the spec file says of runs, for the end of the project's own.
    pub(super) run: String,
}

/// Returns where the project starts from.
pub(super) fn start(args: &SourceArgs) -> Result<Given, Error> {
    if let Some(path) = &args.spec {
        let text = read(path)?;
        let syntax = Syntax::of(&path.to_string_lossy(), &text);
        let spec = file::parse(&text, syntax).map_err(|source| Error::Spec {
            path: path.clone(),
            source,
        })?;
        if syntax == Syntax::Json {
            let start = Start::Spec(Box::new(spec));
            let run = String::new();
            return Ok(Given { start, run });
        }
        load::check_project(path, &text)?;
        return Ok(Given {
            start: Start::Spec(Box::new(spec)),
            run: file::run_settings(&text, syntax),
        });
    }
    let text = match args.idea.as_deref() {
        Some(given) => text(given)?,
        None => prompt::idea("What should the app keep track of?")?.ok_or(Error::NoIdea)?,
    };
    let idea = Idea::new(text.trim_start_matches('\u{feff}').trim());
    Ok(Given {
        start: Start::Idea(idea),
        run: String::new(),
    })
}

/// Returns a text that was given itself, on stdin (`-`) or in a file (`@FILE`).
pub(super) fn text(given: &str) -> Result<String, Error> {
    match given.strip_prefix('@') {
        Some("") => Err(Error::NoIdea),
        Some(path) => read(Path::new(path)),
        None if given == "-" => read(Path::new("-")),
        None => Ok(given.to_owned()),
    }
}

/// Reads a file, or stdin for `-`.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES + 1;
    let result = if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    let length = result.map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    if length as u64 > MAX_BYTES {
        return Err(Error::TooLong {
            path: path.to_owned(),
            limit: MAX_BYTES,
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(valid);
        Error::NotText {
            path: path.to_owned(),
            line: before.filter(|byte| **byte == b'\n').count() + 1,
        }
    })
}
