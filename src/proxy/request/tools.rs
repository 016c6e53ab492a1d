//! The tools that a client offers, and whether they are to be called.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Refusal;
use crate::llm::tool::{Fault, Tool, ToolChoice, Tools};

/// A tool as a client offers it.
#[derive(Deserialize)]
pub(super) struct Offered {
    r#type: String,
    function: Option<Function>,
}

#[derive(Deserialize)]
struct Function {
    name: String,
    description: Option<String>,
    parameters: Option<Map<String, Value>>,
    strict: Option<bool>,
}

/// Returns the tools that are offered.
pub(super) fn tools(
    offered: Option<Vec<Offered>>,
    choice: Option<&Value>,
    parallel: Option<bool>,
) -> Result<Option<Tools>, Refusal> {
    let list = offered.unwrap_or_default().into_iter().map(tool);
    let list: Vec<Tool> = list.collect::<Result<_, _>>()?;
    let choice = chosen(choice)?;
    if list.is_empty() && matches!(choice, ToolChoice::Auto | ToolChoice::Never) {
        return Ok(None);
    }
    let wrong = |fault: Fault| {
        let of = match fault {
            Fault::None | Fault::Unknown(_) => "tool_choice",
            Fault::Name(_) | Fault::Twice(_) | Fault::Many(_) => "tools",
        };
        Refusal::wrong(format!("{of}: {fault}"))
    };
    let tools = Tools::new(list, choice, parallel.unwrap_or(true));
    tools.map(Some).map_err(wrong)
}

fn tool(offered: Offered) -> Result<Tool, Refusal> {
    let kind = offered.r#type;
    let function = offered.function.filter(|_| kind == "function");
    let function = function.ok_or_else(|| {
        Refusal::wrong(format!(
            "tools: one of the type `{kind}` can't be passed on to every provider of the chain"
        ))
    })?;
    let parameters = function.parameters.filter(|schema| !schema.is_empty());
    Ok(Tool {
        name: function.name,
        description: function.description,
        parameters: parameters.unwrap_or_else(Tool::no_parameters),
        strict: function.strict.unwrap_or(false),
    })
}

/// Returns whether tools are to be called.
fn chosen(choice: Option<&Value>) -> Result<ToolChoice, Refusal> {
    let named = |choice: &Value| {
        let kind = choice.get("type")?.as_str()?;
        let name = choice.pointer("/function/name")?.as_str()?;
        (kind == "function").then(|| ToolChoice::Named(name.to_owned()))
    };
    match choice {
        None | Some(Value::Null) => Ok(ToolChoice::Auto),
        Some(Value::String(word)) if word == "auto" => Ok(ToolChoice::Auto),
        Some(Value::String(word)) if word == "none" => Ok(ToolChoice::Never),
        Some(Value::String(word)) if word == "required" => Ok(ToolChoice::Required),
        Some(other) => named(other).ok_or_else(|| {
            Refusal::wrong(format!(
                "tool_choice: {other} can't be passed on to every provider of the chain"
            ))
        }),
    }
}
