//! Calls of a conversation as somebody else takes them: their names and their arguments come from
//! whoever was asked before.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::llm::tool::{Called, ToolCall};

/// Gives each call of a conversation a name that its reader takes and that no other call has.
pub(super) struct Names {
    fits: fn(&str) -> bool,
    given: BTreeSet<String>,
    /// How many calls had a name.
    count: BTreeMap<String, u32>,
}

impl Names {
    pub(super) fn new(fits: fn(&str) -> bool) -> Self {
        Self {
            fits,
            given: BTreeSet::new(),
            count: BTreeMap::new(),
        }
    }

    /// Returns the names of calls that follow each other. Those of longer conversations begin with
    /// those of shorter ones, so that what was cached of them stays.
    pub(super) fn of(&mut self, calls: &[Called]) -> Vec<String> {
        calls.iter().map(|it| self.name(&it.call.id)).collect()
    }

    fn name(&mut self, id: &str) -> String {
        loop {
            let count = self.count.entry(id.to_owned()).or_default();
            let name = match *count {
                0 if (self.fits)(id) => id.to_owned(),
                0 => digest(id),
                more => digest(&format!("{id} {more}")),
            };
            *count += 1;
            if self.given.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn digest(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    let digits = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
    format!("call_{}", digits.collect::<String>())
}

/// Returns arguments as an object, which they have to be. What is none, because a model made a
/// mistake or was cut off, is shown as it was.
pub(super) fn input(arguments: &str) -> Value {
    match serde_json::from_str(arguments) {
        Ok(object @ Value::Object(_)) => object,
        Ok(Value::Null) => json!({}),
        Ok(other @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_))) => {
            json!({ "arguments": other })
        }
        Err(_) if arguments.trim().is_empty() => json!({}),
        Err(_) => json!({ "arguments": arguments }),
    }
}

/// Returns the text of an object with the arguments of a call; as the model wrote it, if it is one.
pub(super) fn arguments(call: &ToolCall) -> Cow<'_, str> {
    match serde_json::from_str(&call.arguments) {
        Ok(Value::Object(_)) => Cow::Borrowed(&call.arguments),
        Ok(_) | Err(_) => Cow::Owned(input(&call.arguments).to_string()),
    }
}
