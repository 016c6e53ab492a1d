//! The workshop of a run: the project in the run folder, on which change sets are tried.
//!
//! What a trial has shown is in the journal before anybody acts on it, and is never tried again: a
//! run that goes on comes to where it was by the same answers and the same verdicts.

use std::cell::RefCell;

use tokio::sync::Mutex;

use crate::models::Error;
use crate::path::ProjectPath;
use crate::pipeline::{Trial, Verdict, Workshop};
use crate::run::Run;
use crate::store;
use crate::tree::{self, Files};
use crate::verify::{self, Bench, Tried};

/// The workshop of a run.
#[derive(Debug)]
pub struct RunWorkshop<'a, 'r> {
    run: &'a RefCell<&'r mut Run>,
    bench: Bench,
    /// There is one project, so one trial at a time.
    turn: Mutex<()>,
}

impl<'a, 'r> RunWorkshop<'a, 'r> {
    /// Returns the workshop of a run whose project is in its folder, green and installed.
    pub fn new(run: &'a RefCell<&'r mut Run>, bench: Bench) -> Self {
        Self {
            run,
            bench,
            turn: Mutex::new(()),
        }
    }

    /// Puts files into the project, and nothing else.
    fn place(&self, files: &Files) -> Result<(), store::Error> {
        let run = self.run.borrow();
        run.folder().place_files(files)
    }

    async fn try_out(&self, trial: Trial<'_>, changed: &Files) -> Result<Verdict, Error> {
        let bench = self.bench.clone();
        match trial {
            Trial::Alone(tests) | Trial::Broken(tests) => {
                let paths = tests.to_vec();
                let green = apart(move || bench.green_alone(&paths)).await?;
                let is_noticed = match trial {
                    Trial::Alone(_) | Trial::Whole => green.is_empty(),
                    Trial::Broken(_) => green.len() < tests.len(),
                };
                Ok(if is_noticed {
                    self.green(Files::new(), Vec::new())
                } else {
                    let told = green.into_iter();
                    red(
                        "tests",
                        told.map(|path| format!("{path}: every test of it passes"))
                            .collect(),
                    )
                })
            }
            Trial::Whole => {
                let paths: Vec<ProjectPath> = changed.keys().cloned().collect();
                let formats = bench.clone();
                apart(move || formats.format(&paths)).await?;
                let files = self.run.borrow().folder().read_files()?;
                match apart(move || bench.whole()).await? {
                    Tried::Red { check, problems } => Ok(red(check, problems)),
                    Tried::Green(_) if self.run.borrow().folder().read_files()? != files => {
                        let told = "a test or a tool changed the files of the project";
                        Ok(red("tests", vec![told.to_owned()]))
                    }
                    Tried::Green(checks) => {
                        let formatted = files.into_iter();
                        let formatted = formatted.filter(|(path, _)| changed.contains_key(path));
                        Ok(self.green(formatted.collect(), checks))
                    }
                }
            }
        }
    }

    fn green(&self, files: Files, checks: Vec<verify::Check>) -> Verdict {
        let at = self.run.borrow().now();
        Verdict::Green { files, checks, at }
    }
}

impl Workshop for RunWorkshop<'_, '_> {
    type Fatal = Error;

    async fn run(
        &self,
        name: &str,
        trial: Trial<'_>,
        files: &Files,
        changed: &Files,
    ) -> Result<Verdict, Self::Fatal> {
        let of = fingerprint(files);
        let known = self.run.borrow().verdict(name, &of)?;
        if let Some(verdict) = known {
            return Ok(verdict);
        }
        let turn = self.turn.lock().await;
        self.place(files)?;
        let verdict = self.try_out(trial, changed).await?;
        drop(turn);
        self.run.borrow_mut().tried(name, &of, &verdict)?;
        Ok(verdict)
    }
}

fn red(check: &str, problems: Vec<String>) -> Verdict {
    Verdict::Red {
        check: check.to_owned(),
        problems,
    }
}

/// Does work that waits for processes, while calls of models go on.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, verify::Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

/// Returns what tells files from others.
fn fingerprint(files: &Files) -> String {
    let mut all = String::new();
    for (path, text) in files {
        all.push_str(&format!("{path}\0{}\0{text}\0", text.len()));
    }
    tree::sha256(all.as_bytes())
}
