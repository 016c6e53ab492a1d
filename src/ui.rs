//! The only way out: results to stdout, everything else to stderr, as a person, a script or nobody
//! wants it.
//!
//! Core code emits events; [`Ui`] hands them to the reporter that the flags ask for. Words are in
//! [`words`], JSON is a frozen type of its own in [`json`].

use std::error::Error as StdError;
use std::io::{self, Write as _};

use crate::error::Error;
use crate::event::{Event, Reporter};
use crate::settings::Settings;
use crate::spec::Requirement;

mod human;
pub mod json;
mod money;
pub mod prompt;
mod style;
mod table;
mod words;

use human::Human;
pub(crate) use human::shell_word;
pub(crate) use money::{plain_usd, usd};
pub(crate) use table::{columns, headed};
use words::Words;

/// The way out of the process.
#[derive(Debug)]
pub struct Ui {
    mode: Mode,
    words: Words,
}

/// Who is told what.
#[derive(Debug)]
enum Mode {
    /// A person: progress and a summary on stderr, the result on stdout.
    Human(Box<Human>),
    /// A script: events on stdout.
    Json,
    /// A script: the result on stdout, errors on stderr.
    Quiet,
}

impl Ui {
    /// Returns the way out that the settings ask for.
    pub fn new(settings: &Settings) -> Self {
        let words = Words::new(settings.language);
        let mode = if settings.json {
            Mode::Json
        } else if settings.quiet {
            Mode::Quiet
        } else {
            Mode::Human(Box::new(Human::new(settings, words)))
        };
        Self { mode, words }
    }

    /// Prints a command's answer to stdout.
    ///
    /// # Errors
    /// When stdout can't be written to; a closed pipe ends quietly.
    pub fn answer(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(source) => Err(Error::Stdout { source }),
        }
    }

    /// Tells a person what a plan does not cover; scripts find it in the plan.
    pub fn not_covered(&self, requirements: &[Requirement]) {
        if let Mode::Human(human) = &self.mode {
            human.not_covered(requirements);
        }
    }

    /// Returns whether a person is told what stands beside the answer.
    pub fn tells_notices(&self) -> bool {
        matches!(self.mode, Mode::Human(_))
    }

    /// Tells a person something beside the answer; scripts find it in the document.
    pub fn notices(&self, notices: &[String]) {
        if let Mode::Human(human) = &self.mode {
            for notice in notices {
                human.line(&format!("{}: {notice}", human.styles().dim("note")));
            }
        }
    }

    /// Tells a person in one line what an answer comes with; scripts find it in the document.
    pub fn aside(&self, text: &str) {
        if let Mode::Human(human) = &self.mode {
            human.line(&human.styles().dim(text));
        }
    }

    /// Tells why a command failed, what caused it and what to do.
    pub fn failed(&self, error: &Error) {
        if let Mode::Json = self.mode {
            // Nothing is left to tell it to when stdout is gone.
            self.answer(&json::failed(error)).unwrap_or_default();
            return;
        }
        let styles = match &self.mode {
            Mode::Human(human) => human.styles(),
            Mode::Json | Mode::Quiet => style::Styles::plain(),
        };
        let mut text = format!("{}: {error}\n", styles.error("error"));
        for cause in causes(error) {
            text.push_str(&format!("{}: {cause}\n", styles.dim("caused by")));
        }
        if let Some(hint) = error.hint() {
            text.push_str(&format!("{}: {hint}\n", styles.hint("hint")));
        }
        to_stderr(&text);
    }
}

impl Reporter for Ui {
    fn report(&mut self, event: &Event) {
        match &mut self.mode {
            Mode::Human(human) => human.report(event),
            Mode::Json => {
                // A reader that went away does not stop the work.
                self.answer(&json::event(event)).unwrap_or_default();
            }
            Mode::Quiet => {
                if let Event::Finished(finished) = event {
                    to_stderr(&self.words.problems(finished));
                    self.answer(&format!("{}\n", finished.target.display()))
                        .unwrap_or_default();
                }
            }
        }
    }
}

/// Returns the messages of everything that caused an error, without repetitions.
pub(crate) fn causes(error: &dyn StdError) -> Vec<String> {
    let mut causes: Vec<String> = Vec::new();
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let message = cause.to_string();
        if message != said {
            causes.push(message.clone());
        }
        said = message;
        next = cause.source();
    }
    causes
}

/// Writes to stderr; when that is gone there is nobody to tell.
fn to_stderr(text: &str) {
    io::stderr()
        .lock()
        .write_all(text.as_bytes())
        .unwrap_or_default();
}
