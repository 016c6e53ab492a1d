//! `samocoder export`: packs a project into a ZIP, without what tools made in it.

use std::path::PathBuf;

use serde_json::json;

use super::outcome;
use crate::cli::ExportArgs;
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::Settings;
use crate::store::{self, Force, Target};
use crate::ui::Ui;

/// Packs a project.
pub(super) fn run(args: &ExportArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let read = |source| Error::Read {
        path: args.directory.clone(),
        source,
    };
    let directory = std::fs::canonicalize(&args.directory).map_err(read)?;
    let name = directory
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let output = args.output.clone().unwrap_or_else(|| {
        let mut output = PathBuf::from(&directory);
        output.set_file_name(format!("{name}.zip"));
        output
    });
    let force = if args.force { Force::Yes } else { Force::No };
    let target = Target::archive(&output, force)?;
    let entries = store::archive_entries(&directory)?;
    let count = entries.len();
    store::save_archive(&target, entries, &name, None)?;
    let path = outcome::shown(target.path()).display().to_string();
    ui.answer(&if settings.json {
        format!(
            "{:#}\n",
            json!({ "format": 1, "path": path, "files": count })
        )
    } else {
        format!("{path}\n")
    })?;
    Ok(Exit::Done)
}
