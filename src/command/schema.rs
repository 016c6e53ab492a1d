//! `samocoder schema`: the JSON Schemas of what samocoder reads and writes, made from its types.

use schemars::{Schema, schema_for};

use crate::architecture::Architecture;
use crate::cli::{SchemaArgs, SchemaName};
use crate::error::Error;
use crate::exit::Exit;
use crate::spec::Spec;
use crate::ui::{Ui, json};
use crate::verify::Receipt;

/// Prints a schema.
pub(super) fn run(args: &SchemaArgs, ui: &Ui) -> Result<Exit, Error> {
    ui.answer(&format!("{:#}\n", schema(args.name).as_value()))?;
    Ok(Exit::Done)
}

fn schema(name: SchemaName) -> Schema {
    match name {
        SchemaName::Spec => schema_for!(Spec),
        SchemaName::Architecture => schema_for!(Architecture),
        SchemaName::Receipt => schema_for!(Receipt),
        SchemaName::Event => schema_for!(json::Line),
    }
}
