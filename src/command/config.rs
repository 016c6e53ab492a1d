//! `samocoder config`: what holds and where it comes from; the user's settings file changed with
//! its comments kept.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::ConfigCommand;
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::table::{Setting, suggestion};
use crate::settings::{self, CallSettings, Entry, Layers, Settings, Source, file, load};
use crate::store;
use crate::ui::{Ui, columns};

/// Lists, tells or changes settings.
pub(super) fn run(command: &ConfigCommand, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    match command {
        ConfigCommand::List => list(settings, ui),
        ConfigCommand::Get { name } => get(name, settings, ui),
        ConfigCommand::Set { name, value } => set(name, value, settings, ui),
        ConfigCommand::Unset { name } => unset(name, settings, ui),
        ConfigCommand::Path => path(settings, ui),
    }
}

/// Returns the directory in which samocoder was started.
pub(super) fn here() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|source| Error::Read {
        path: PathBuf::from("."),
        source,
    })
}

fn layers(settings: &Settings) -> Result<Layers, Error> {
    Ok(load::layers(&settings.environment, Vec::new(), &here()?)?)
}

fn list(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let layers = layers(settings)?;
    CallSettings::of(&layers)?;
    let text = if settings.json {
        let entries: Vec<_> = layers.entries().into_iter().map(describe).collect();
        let notices = layers.notices();
        let document = json!({ "format": 1, "settings": entries, "notices": notices });
        format!("{document:#}\n")
    } else {
        ui.notices(layers.notices());
        let rows = layers.entries().into_iter().map(|entry| {
            let value = entry.value.to_string();
            [entry.name.clone(), value, entry.place.clone()]
        });
        columns(rows)
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn get(name: &str, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    known(name)?;
    let layers = layers(settings)?;
    let text = match layers.get(name) {
        Some(entry) if settings.json => format!("{:#}\n", json_of(entry)),
        Some(entry) => format!("{}\n", entry.value),
        None if settings.json => {
            format!(
                "{:#}\n",
                json!({ "format": 1, "name": name, "value": null })
            )
        }
        None => String::new(),
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn describe(entry: &Entry) -> serde_json::Value {
    json!({
        "name": entry.name,
        "value": entry.value.to_json(),
        "source": entry.source.name(),
        "place": entry.place,
    })
}

fn json_of(entry: &Entry) -> serde_json::Value {
    let mut document = json!({ "format": 1 });
    if let (Some(document), Some(own)) = (document.as_object_mut(), describe(entry).as_object()) {
        document.extend(own.clone());
    }
    document
}

fn set(name: &str, text: &str, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let setting = known(name)?;
    let value = setting.kind.parse(text);
    let value = value.ok_or_else(|| settings::Error::Typed {
        name: name.to_owned(),
        expects: setting.kind.expects(),
    })?;
    let path = load::user_file(&settings.environment)?;
    let new = file::with(&path, &load::read(&path)?, name, &value)?;
    write(path, &new)?;
    // Whatever comes before the file is told at once, not when it has done harm.
    let layers = layers(settings)?;
    let over = layers.get(name).filter(|it| it.source > Source::UserFile);
    if let Some(entry) = over {
        let notice = format!(
            "{} sets {name} to {} and comes first",
            entry.place, entry.value
        );
        ui.notices(&[notice]);
    }
    Ok(Exit::Done)
}

fn unset(name: &str, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    known(name)?;
    let path = load::user_file(&settings.environment)?;
    match file::without(&path, &load::read(&path)?, name)? {
        Some(new) => write(path, &new)?,
        None => ui.notices(&[format!("`{}` does not set {name}", path.display())]),
    }
    Ok(Exit::Done)
}

fn path(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let path = load::user_file(&settings.environment)?;
    let text = if settings.json {
        let there = path.is_file();
        format!(
            "{:#}\n",
            json!({ "format": 1, "path": path, "exists": there })
        )
    } else {
        format!("{}\n", path.display())
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn known(name: &str) -> Result<&'static Setting, Error> {
    let setting = Setting::find(name);
    Ok(setting.ok_or_else(|| settings::Error::Unknown {
        name: name.to_owned(),
        suggestion: suggestion(name),
    })?)
}

/// Writes the settings file, which may be a link into a folder that the user keeps elsewhere.
fn write(path: PathBuf, text: &str) -> Result<(), Error> {
    let path = path.canonicalize().unwrap_or(path);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(settings::Error::NoHome.into());
    };
    store::write_all(folder, [(name.to_string_lossy().as_ref(), text)])?;
    Ok(())
}
