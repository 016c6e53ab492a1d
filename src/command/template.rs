//! `samocoder template`: what there is and what it makes.

use serde_json::json;

use crate::cli::TemplateCommand;
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::Settings;
use crate::template::Template;
use crate::ui::Ui;

/// Lists the templates or shows one.
pub(super) fn run(command: &TemplateCommand, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    match command {
        TemplateCommand::List => list(settings, ui),
        TemplateCommand::Show { name } => show(name, settings, ui),
    }
}

fn list(settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let templates = Template::EMBEDDED.into_iter().map(Template::embedded);
    let templates = templates.collect::<Result<Vec<_>, _>>()?;
    let text = if settings.json {
        let describe = |it: &Template| json!({ "name": it.name(), "version": it.version(), "description": it.description() });
        let all: Vec<_> = templates.iter().map(describe).collect();
        format!("{:#}\n", json!({ "format": 1, "templates": all }))
    } else {
        let line =
            |it: &Template| format!("{} {}  {}\n", it.name(), it.version(), it.description());
        templates.iter().map(line).collect()
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}

fn show(name: &str, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    let template = Template::embedded(name)?;
    let features: Vec<_> = template
        .features()
        .iter()
        .map(|feature| feature.name())
        .collect();
    let text = if settings.json {
        let files = template
            .listing()
            .map(|(path, purpose)| json!({ "path": path, "purpose": purpose }));
        let files: Vec<_> = files.collect();
        let document = json!({
            "format": 1, "name": template.name(), "version": template.version(),
            "description": template.description(), "features": features, "files": files,
        });
        format!("{document:#}\n")
    } else {
        let width = template
            .listing()
            .map(|(path, _)| path.len())
            .max()
            .unwrap_or(0);
        let head = format!(
            "{} {}: {}\nfeatures: {}\n\n",
            template.name(),
            template.version(),
            template.description(),
            features.join(", "),
        );
        let files = template
            .listing()
            .map(|(path, purpose)| format!("{path:width$}  {purpose}\n"));
        std::iter::once(head).chain(files).collect()
    };
    ui.answer(&text)?;
    Ok(Exit::Done)
}
