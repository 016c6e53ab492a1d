//! `samocoder man`: manual pages.

use clap::CommandFactory as _;

use crate::cli::{Cli, ManArgs};
use crate::error::Error;
use crate::exit::Exit;
use crate::store;
use crate::ui::Ui;

/// Prints the main page, or writes one page for every command.
pub(super) fn run(args: &ManArgs, ui: &Ui) -> Result<Exit, Error> {
    let mut command = Cli::command();
    command.build();
    let Some(directory) = &args.dir else {
        ui.answer(&page(&command))?;
        return Ok(Exit::Done);
    };
    let mut pages = vec![("samocoder.1".to_owned(), page(&command))];
    collect("samocoder", &command, &mut pages);
    store::write_all(
        directory,
        pages
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )?;
    ui.answer(&format!("{}\n", directory.display()))?;
    Ok(Exit::Done)
}

fn collect(name: &str, command: &clap::Command, pages: &mut Vec<(String, String)>) {
    for child in command.get_subcommands() {
        let name = format!("{name}-{}", child.get_name());
        let named = child.clone().display_name(name.clone());
        pages.push((format!("{name}.1"), page(&named)));
        collect(&name, child, pages);
    }
}

fn page(command: &clap::Command) -> String {
    let mut page = Vec::new();
    // Writing to memory can't fail.
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .unwrap_or_default();
    String::from_utf8_lossy(&page).into_owned()
}
