//! Interim.
use crate::cli::VerifyArgs;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::Ui;
pub(super) fn run(_: &VerifyArgs, _: &mut Ui) -> Result<Exit, Error> {
    Ok(Exit::Done)
}
