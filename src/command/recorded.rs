//! Recordings as files: which one is repeated, where one may be written, and its writing.

use std::path::Path;

use super::input;
use crate::error::Error;
use crate::models::Unhelped;
use crate::run::{Recording, Run, Unreadable};
use crate::settings::load;
use crate::spec::file::{self, Syntax};
use crate::store;

/// Reads a recording that was made with a template; returns its bytes too.
pub(super) fn read(path: &Path, template: &str) -> Result<(Recording, Vec<u8>), Error> {
    let bytes = input::read(path)?.into_bytes();
    let unreadable = |source| Unhelped::Recording {
        path: path.to_owned(),
        source,
    };
    let recording = Recording::parse(&bytes).map_err(unreadable)?;
    if recording.template != template {
        return Err(Unhelped::OtherTemplate {
            path: path.to_owned(),
            recorded: recording.template,
            asked: template.to_owned(),
        }
        .into());
    }
    // They stand at the end of the new project's spec, where more would be another spec.
    if file::run_settings(&recording.settings, Syntax::Toml) != recording.settings {
        return Err(unreadable(Unreadable::Settings).into());
    }
    load::check_project(path, &recording.settings)?;
    Ok((recording, bytes))
}

/// Checks that a recording can be written to a place, and replaces nothing but another one, with
/// `force`.
pub(super) fn check(path: &Path, force: bool) -> Result<(), Error> {
    let path = path.to_owned();
    match path.symlink_metadata() {
        Ok(_) if !force => return Err(Unhelped::RecordingExists { path }.into()),
        Ok(_) if !is_one(&path) => return Err(Unhelped::NoRecording { path }.into()),
        Ok(_) | Err(_) => {}
    }
    Ok(store::check_writable(&path)?)
}

/// Returns whether a file is a recording, of whichever version and in whichever state.
fn is_one(path: &Path) -> bool {
    path.is_file()
        && input::read(path)
            .is_ok_and(|text| !matches!(Recording::parse(text.as_bytes()), Err(Unreadable::Other)))
}

/// Writes the recording of a run, where one was asked for.
pub(super) fn write(run: &Run) -> Result<(), Error> {
    let Some(path) = &run.begun().models.record else {
        return Ok(());
    };
    // A run that was interrupted here may have written it.
    if path.symlink_metadata().is_ok() && !is_one(path) {
        let path = path.clone();
        return Err(Unhelped::NoRecording { path }.into());
    }
    let text = run.recording()?.to_text().map_err(|source| {
        let path = path.clone();
        store::Error::Artifact { path, source }
    })?;
    Ok(store::write_file(path, text.as_bytes())?)
}
