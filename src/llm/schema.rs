//! A JSON Schema that answers must satisfy, and the reading of answers by it.
//!
//! Providers get a subset of it, and some get it only in words, so that every answer is read here by
//! the whole of it. In the subset a property that may be left out has to be there and may be null;
//! such a null is taken out again.

use std::fmt::Write as _;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value};

/// The most faults that are told of one answer: a model mends those, and what follows from them.
const MOST_TOLD: usize = 8;
/// The longest that is told of one fault, in characters.
const LONGEST_FAULT: usize = 300;
/// How many references may follow each other before they count as a circle.
const DEEPEST: usize = 64;

/// A JSON Schema that can be used.
#[derive(Clone, Debug)]
pub struct Schema {
    value: Value,
    validator: Arc<Validator>,
}

/// A schema can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the schema can't be used: {reason}")]
pub struct Unusable {
    reason: String,
}

/// What is wrong with an answer, in words for the model that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

impl Schema {
    /// Checks a schema. What it refers to has to be inside of it.
    pub fn new(value: Value) -> Result<Self, Unusable> {
        let validator = jsonschema::validator_for(&value).map_err(|error| Unusable {
            reason: error.to_string(),
        })?;
        Ok(Self {
            value,
            validator: Arc::new(validator),
        })
    }

    /// Returns the schema itself.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Returns whether it asks for any object: no property is named, and a subset without others
    /// would leave nothing to say.
    pub fn is_open(&self) -> bool {
        let named = ["properties", "$ref", "anyOf", "oneOf", "allOf"];
        let map = self.value.as_object();
        !map.is_some_and(|map| named.iter().any(|name| map.contains_key(*name)))
    }

    /// Reads an answer: a document, also inside of a code fence or between words.
    pub fn read(&self, answer: &str) -> Result<Value, Fault> {
        let document = parse(answer)?;
        if self.validator.is_valid(&document) {
            return Ok(document);
        }
        let mut restored = document.clone();
        self.restore(&self.value, &mut restored, 0);
        if self.validator.is_valid(&restored) {
            return Ok(restored);
        }
        Err(self.faults(&restored))
    }

    fn faults(&self, document: &Value) -> Fault {
        let mut words = String::new();
        for error in self.validator.iter_errors(document).take(MOST_TOLD) {
            let place = error.instance_path().to_string();
            let place = if place.is_empty() { "/" } else { &place };
            let fault: String = error.to_string().chars().take(LONGEST_FAULT).collect();
            let comma = if words.is_empty() { "" } else { "; " };
            // Writing to a string can't fail.
            write!(words, "{comma}at `{place}`: {fault}").unwrap_or_default();
        }
        Fault(words)
    }

    /// Takes out what is null and may be left out, as the schema at this place has it.
    fn restore(&self, schema: &Value, value: &mut Value, depth: usize) {
        let Some(schema) = schema.as_object().filter(|_| depth < DEEPEST) else {
            return;
        };
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = target.strip_prefix('#');
            if let Some(target) = target.and_then(|it| self.value.pointer(it)) {
                self.restore(target, value, depth + 1);
            }
        }
        for name in ["anyOf", "oneOf", "allOf"] {
            let branches = schema.get(name).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                self.restore(branch, value, depth + 1);
            }
        }
        match value {
            Value::Object(map) => self.restore_object(schema, map),
            Value::Array(items) => {
                if let Some(of_item) = schema.get("items") {
                    for item in items {
                        self.restore(of_item, item, 0);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn restore_object(&self, schema: &Map<String, Value>, map: &mut Map<String, Value>) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return;
        };
        let required = schema.get("required").and_then(Value::as_array);
        let required = |name: &String| {
            let mut names = required.into_iter().flatten();
            names.any(|it| it.as_str() == Some(name))
        };
        for (name, of_property) in properties {
            match map.get_mut(name) {
                Some(Value::Null) if !required(name) => drop(map.shift_remove(name)),
                Some(value) => self.restore(of_property, value, 0),
                None => {}
            }
        }
    }
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// Finds the document in an answer.
fn parse(answer: &str) -> Result<Value, Fault> {
    let answer = answer.trim();
    let error = match serde_json::from_str(answer) {
        Ok(document) => return Ok(document),
        Err(error) => error,
    };
    let begin = answer.find(['{', '[']);
    let end = answer.rfind(['}', ']']);
    let inner = begin
        .zip(end)
        .and_then(|(begin, end)| answer.get(begin..=end));
    let inner = inner.and_then(|inner| serde_json::from_str(inner).ok());
    inner.ok_or_else(|| Fault(format!("it is no JSON document: {error}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Schema {
        Schema::new(json!({
            "type": "object",
            "properties": {
                "name": { "type": "string", "minLength": 1 },
                "stars": { "type": "integer", "minimum": 1, "maximum": 5 },
                "note": { "type": ["string", "null"] },
                "parts": { "type": "array", "items": { "$ref": "#" } },
            },
            "required": ["name", "note"],
            "additionalProperties": false,
        }))
        .unwrap()
    }

    #[test]
    fn a_document_is_found_between_words() {
        let document = json!({ "name": "a", "note": null });
        for answer in [
            r#"{"name":"a","note":null}"#.to_owned(),
            "```json\n{\"name\":\"a\",\"note\":null}\n```".to_owned(),
            "Here you are:\n\n{\"name\":\"a\",\"note\":null}\nAnything else?".to_owned(),
        ] {
            assert_eq!(schema().read(&answer), Ok(document.clone()), "{answer}");
        }
        for answer in ["", "{", "no", "} {", "{\"name\":", "```\n```"] {
            let fault = schema().read(answer).unwrap_err();
            assert!(fault.0.starts_with("it is no JSON document"), "{fault:?}");
        }
    }

    #[test]
    fn a_null_for_what_may_be_left_out_is_taken_out() {
        let answer = r#"{"name":"a","stars":null,"note":null,"parts":[{"name":"b","note":null,"parts":null}]}"#;
        let read = schema().read(answer).unwrap();
        let expected =
            json!({ "name": "a", "note": null, "parts": [{ "name": "b", "note": null }] });
        assert_eq!(read, expected);
    }

    #[test]
    fn what_the_subset_left_out_is_checked_all_the_same() {
        let fault = schema()
            .read(r#"{"name":"","stars":9,"note":"","parts":[{"name":"b"}]}"#)
            .unwrap_err();
        for told in [
            "at `/name`",
            "at `/stars`: 9 is greater",
            "at `/parts/0`: \"note\"",
        ] {
            assert!(fault.0.contains(told), "{told}: {fault:?}");
        }
    }

    #[test]
    fn faults_are_told_shortly() {
        let wrong = format!(r#"[{}"{}"]"#, "1,".repeat(50), "x".repeat(9000));
        let schema = Schema::new(json!({ "items": { "type": "boolean" } })).unwrap();
        assert!(schema.read(&wrong).unwrap_err().0.len() < 4000);
    }

    #[test]
    fn circles_end_and_what_is_elsewhere_is_not_fetched() {
        let circle = json!({ "$ref": "#/$defs/A", "$defs": { "A": { "anyOf": [{ "$ref": "#/$defs/A" }, { "type": "null" }] } } });
        if let Ok(schema) = Schema::new(circle) {
            let mut value = json!({ "a": null });
            schema.restore(&schema.value, &mut value, 0);
        }
        let elsewhere = json!({ "$ref": "http://127.0.0.1:9/schema.json" });
        assert!(Schema::new(elsewhere).is_err());
        assert!(Schema::new(json!({ "type": "strange" })).is_err());
    }
}
