//! `samocoder runs`: the runs of this machine, and where their projects are.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::outcome;
use super::resume::find;
use super::work::RunRecord;
use crate::cli::RunsCommand;
use crate::error::Error;
use crate::exit::Exit;
use crate::run::{Progress, Run};
use crate::settings::Settings;
use crate::state::{Listed, Runs};
use crate::store;
use crate::ui::{Ui, columns, headed, plain_usd, usd};

/// The codes of projects that work, and lack something that was asked for.
const PARTIAL: [u8; 2] = [Exit::Budget as u8, Exit::Uncovered as u8];

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A process is at work on it.
    Working,
    /// It was interrupted and can go on.
    Interrupted,
    /// Its project is where it was delivered, and the run ended with this code.
    Ended(u8),
    /// Its project was moved or removed.
    Gone,
}

impl State {
    fn of(run: &Listed) -> Self {
        if store::is_held(&run.folder) {
            return Self::Working;
        }
        let record = store::read_run(&run.target).ok().flatten();
        let record: Option<RunRecord> = record.and_then(|text| serde_json::from_str(&text).ok());
        match (record, &run.ended) {
            (Some(record), _) if record.id == run.id => Self::Ended(record.code),
            // What is in an archive is not looked at.
            (_, Some(ended)) if run.target.is_file() => Self::Ended(ended.code),
            _ if store::is_run_folder(&run.folder) => Self::Interrupted,
            _ => Self::Gone,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Interrupted => "interrupted",
            Self::Ended(0) => "green",
            Self::Ended(code) if PARTIAL.contains(&code) => "partial",
            Self::Ended(_) => "red",
            Self::Gone => "gone",
        }
    }
}

/// Lists, shows or removes runs.
pub(super) fn run(command: &RunsCommand, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let runs = Runs::of(settings.environment.state_dir());
    match command {
        RunsCommand::List => list(&runs, settings, ui),
        RunsCommand::Show { run } => show(&chosen(run, &runs)?, settings, ui),
        RunsCommand::Remove { run } => remove(run, &runs, settings, ui),
    }
}

/// Returns the run of that name, or the last one of that place.
fn chosen(named: &str, runs: &Runs) -> Result<Listed, Error> {
    let path = std::path::absolute(named).unwrap_or_default();
    let all = runs.all()?;
    let found = all.iter().rev().find(|run| run.id == named);
    let found = found.or_else(|| {
        let mut all = all.iter().rev();
        all.find(|run| run.target == path || run.folder == path)
    });
    found.cloned().ok_or_else(|| Error::UnknownRun {
        named: named.to_owned(),
    })
}

fn list(runs: &Runs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let all = runs.all()?;
    let text = if settings.json {
        let rows: Vec<_> = all.iter().map(document).collect();
        format!("{:#}\n", json!({ "format": 1, "runs": rows }))
    } else if all.is_empty() {
        "no runs yet\n".to_owned()
    } else {
        let heading = ["", "STATE", "COVERED", "SPENT", "SIZE", "BEGUN", "PLACE"];
        headed(heading, all.iter().rev().map(line))
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

/// Returns what models cost in a run, in US dollars; what was under way when it was killed counts
/// whole, as in `run.json`.
fn spent_on(run: &Listed) -> f64 {
    // What can't be read is told as nothing: the list tells of all runs.
    let progress = || Progress::of(&run.folder).ok().flatten();
    let ended = run.ended.as_ref().map(|it| it.usd);
    ended.unwrap_or_else(|| progress().map_or(0.0, |it| it.spent()))
}

fn line(run: &Listed) -> [String; 7] {
    let ended = run.ended.as_ref();
    [
        run.id.clone(),
        State::of(run).name().to_owned(),
        ended.map_or_else(String::new, |it| format!("{}/{}", it.covered, it.asked)),
        usd(spent_on(run)),
        ended.map_or_else(String::new, |it| size(it.bytes)),
        moment(run.at),
        outcome::shown(&run.target).display().to_string(),
    ]
}

fn document(run: &Listed) -> Value {
    let state = State::of(run);
    let ended = run.ended.as_ref();
    json!({
        "id": run.id,
        "state": state.name(),
        "code": ended.map(|it| it.code),
        "begun": timestamp(run.at).to_string(),
        "ended": ended.map(|it| timestamp(it.at).to_string()),
        "covered": ended.map(|it| it.covered),
        "asked": ended.map(|it| it.asked),
        "bytes": ended.map(|it| it.bytes),
        "usd": plain_usd(spent_on(run)),
        "target": run.target,
        "folder": store::is_run_folder(&run.folder).then_some(&run.folder),
    })
}

fn show(run: &Listed, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let state = State::of(run);
    let progress = match state {
        State::Working | State::Interrupted => Progress::of(&run.folder)?,
        State::Ended(_) | State::Gone => None,
    };
    let after = progress.as_ref().and_then(Progress::last_step);
    let text = if settings.json {
        let run = document(run);
        format!(
            "{:#}\n",
            json!({ "format": 1, "run": run, "finished": after })
        )
    } else {
        let mut rows = vec![
            ["run".to_owned(), run.id.clone()],
            ["state".to_owned(), state.name().to_owned()],
            ["place".to_owned(), run.target.display().to_string()],
            ["begun".to_owned(), moment(run.at)],
            ["spent".to_owned(), usd(spent_on(run))],
        ];
        if let Some(ended) = &run.ended {
            let covered = format!("{} of {}", ended.covered, ended.asked);
            rows.push(["ended".to_owned(), moment(ended.at)]);
            rows.push(["code".to_owned(), ended.code.to_string()]);
            rows.push(["covered".to_owned(), covered]);
            rows.push(["size".to_owned(), size(ended.bytes)]);
        }
        if let Some(after) = after {
            rows.push(["finished".to_owned(), after.to_owned()]);
        }
        if state == State::Interrupted {
            rows.push(["next".to_owned(), format!("samocoder resume {}", run.id)]);
        }
        columns(rows)
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn remove(named: &str, runs: &Runs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let folder = find(named, runs)?;
    let listed = chosen(named, runs);
    let id = match (&listed, &folder) {
        (Ok(listed), _) => listed.id.clone(),
        (Err(_), Some(folder)) => folder.display().to_string(),
        (Err(_), None) => {
            return Err(Error::UnknownRun {
                named: named.to_owned(),
            });
        }
    };
    if let Some(folder) = &folder {
        Run::remove(folder)?;
    }
    runs.removed(&id);
    let removed = folder.as_deref().map(Path::display);
    ui.answer(&if settings.json {
        let removed = removed.map(|it| it.to_string());
        format!(
            "{:#}\n",
            json!({ "format": 1, "id": id, "removed": removed })
        )
    } else {
        match removed {
            Some(removed) => format!("removed {removed}\n"),
            None => format!("forgot {id}\n"),
        }
    })?;
    Ok(Exit::Done)
}

fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or_default()
}

/// Returns a moment as people here read it.
fn moment(at: i64) -> String {
    let here = timestamp(at).to_zoned(TimeZone::system());
    here.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Returns a size in units that people read.
#[expect(clippy::cast_precision_loss, reason = "one digit is shown")]
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
