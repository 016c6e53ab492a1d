//! Tools that a model may call, and its calls of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The most tools of a prompt: more is a mistake, and no model chooses well among them.
const MOST_TOOLS: usize = 1024;
/// The longest name of a tool that every provider takes, in characters.
const LONGEST_NAME: usize = 64;

/// A tool that a model may call.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// Its name, of letters, digits, `_` and `-`.
    pub name: String,
    /// What it does and when to call it.
    pub description: Option<String>,
    /// The JSON Schema of its arguments.
    pub parameters: Map<String, Value>,
    /// Whether calls have to keep to the schema, where a provider can see to that.
    pub strict: bool,
}

/// Whether tools are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolChoice {
    /// As the model likes.
    Auto,
    /// Not at all.
    Never,
    /// At least one is.
    Required,
    /// The one of this name is.
    Named(String),
}

/// The tools of a prompt: at least one, each with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Tools {
    list: Vec<Tool>,
    choice: ToolChoice,
    parallel: bool,
}

/// Why tools can't be given to a model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is none.
    #[error("there is no tool")]
    None,
    /// There are too many.
    #[error("there are {0} tools, and may be {MOST_TOOLS} at most")]
    Many(usize),
    /// A name is empty, too long, or has other letters.
    #[error("`{0}` is no name of a tool: up to 64 letters, digits, `_` and `-`")]
    Name(String),
    /// Two tools have one name.
    #[error("two tools are named `{0}`")]
    Twice(String),
    /// The tool that has to be called is none of them.
    #[error("there is no tool `{0}`")]
    Unknown(String),
}

impl Tools {
    /// Returns tools of which a model may call several at once, or only one.
    pub fn new(list: Vec<Tool>, choice: ToolChoice, parallel: bool) -> Result<Self, Fault> {
        if list.is_empty() {
            return Err(Fault::None);
        }
        if list.len() > MOST_TOOLS {
            return Err(Fault::Many(list.len()));
        }
        let mut names = BTreeSet::new();
        for Tool { name, .. } in &list {
            check_name(name)?;
            if !names.insert(name) {
                return Err(Fault::Twice(name.clone()));
            }
        }
        if let ToolChoice::Named(name) = &choice
            && !list.iter().any(|it| it.name == *name)
        {
            return Err(Fault::Unknown(name.clone()));
        }
        Ok(Self {
            list,
            choice,
            parallel,
        })
    }

    /// Returns each of them.
    pub fn list(&self) -> &[Tool] {
        &self.list
    }

    /// Returns whether they are called.
    pub fn choice(&self) -> &ToolChoice {
        &self.choice
    }

    /// Returns whether several may be called at once.
    pub fn parallel(&self) -> bool {
        self.parallel
    }
}

/// Fails unless a name is one that every provider takes for a tool.
pub fn check_name(name: &str) -> Result<(), Fault> {
    let named = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(named) {
        Ok(())
    } else {
        Err(Fault::Name(name.to_owned()))
    }
}

impl Tool {
    /// Returns the schema of a tool that takes no arguments.
    pub fn no_parameters() -> Map<String, Value> {
        let schema = json!({ "type": "object", "properties": {} });
        schema.as_object().cloned().unwrap_or_default()
    }
}

/// A call of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// Its name, by which its result is told.
    pub id: String,
    /// The tool.
    pub name: String,
    /// Its arguments as the model wrote them: a JSON object, if the model made no mistake.
    pub arguments: String,
}

/// A call and what came of it: no model goes on without the results of all its calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The call.
    pub call: ToolCall,
    /// What came of it.
    pub result: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Tool {
        Tool {
            name: name.to_owned(),
            description: None,
            parameters: Tool::no_parameters(),
            strict: false,
        }
    }

    #[test]
    fn tools_that_no_provider_would_take_are_none() {
        let of = |names: &[&str], choice| {
            Tools::new(names.iter().map(|it| named(it)).collect(), choice, true)
        };
        let the = |name: &str| ToolChoice::Named(name.to_owned());
        assert_eq!(of(&["a-1", "b_2"], the("b_2")).unwrap().list().len(), 2);
        assert_eq!(of(&[], ToolChoice::Auto), Err(Fault::None));
        let long = "x".repeat(65);
        for name in ["", "a b", "a.b", "è", &long] {
            let fault = of(&["fine", name], ToolChoice::Auto);
            assert_eq!(fault, Err(Fault::Name(name.to_owned())));
        }
        let fault = of(&["a", "b", "a"], ToolChoice::Auto);
        assert_eq!(fault, Err(Fault::Twice("a".to_owned())));
        assert_eq!(of(&["a"], the("b")), Err(Fault::Unknown("b".to_owned())));
        let many: Vec<String> = (0..=MOST_TOOLS).map(|it| it.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(of(&many, ToolChoice::Auto), Err(Fault::Many(1025)));
        assert!(of(&many[1..], ToolChoice::Auto).is_ok());
    }
}
