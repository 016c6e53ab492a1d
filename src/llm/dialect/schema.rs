//! JSON Schemas as providers accept them: a subset, with what is left out said in words.
//!
//! Whatever is dropped here is checked later: every reply is validated against the original schema.

use serde_json::{Map, Value};

/// Keywords that no provider's constrained decoding takes.
const NOWHERE: [&str; 12] = [
    "$schema",
    "patternProperties",
    "if",
    "then",
    "else",
    "not",
    "prefixItems",
    "uniqueItems",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "default",
];

/// Keywords that Anthropic refuses too; their meaning moves to the description.
const BOUNDS: [&str; 9] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "maxItems",
    "minItems",
];

/// Which subset of JSON Schema is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subset {
    /// Of `OpenAI` and those who follow it: every property required, optional ones nullable.
    Strict,
    /// Of Anthropic: no bounds.
    Unbounded,
}

/// Returns the schema within a subset.
pub(super) fn within(schema: &Value, subset: Subset) -> Value {
    schema
        .as_object()
        .map_or_else(|| schema.clone(), |map| Value::Object(object(map, subset)))
}

fn object(map: &Map<String, Value>, subset: Subset) -> Map<String, Value> {
    let mut out = Map::new();
    let mut said = Vec::new();
    for (key, value) in map {
        match key.as_str() {
            key if NOWHERE.contains(&key) => {}
            key if subset == Subset::Unbounded && BOUNDS.contains(&key) => {
                said.push(format!("{key}: {value}"));
            }
            "properties" | "$defs" | "definitions" => {
                out.insert(key.clone(), each(value, subset));
            }
            "items" | "additionalProperties" if value.is_object() => {
                out.insert(key.clone(), within(value, subset));
            }
            "oneOf" | "anyOf" | "allOf" => {
                let name = if key == "oneOf" { "anyOf" } else { key };
                out.insert(name.to_owned(), all(value, subset));
            }
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    if !said.is_empty() {
        let before = out.get("description").and_then(Value::as_str);
        let before = before.map_or_else(String::new, |text| format!("{text} "));
        out.insert(
            "description".to_owned(),
            format!("{before}({})", said.join(", ")).into(),
        );
    }
    if out.contains_key("properties") || is_object(&out) {
        close(&mut out, subset);
    }
    out
}

fn is_object(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_str) == Some("object")
}

fn each(value: &Value, subset: Subset) -> Value {
    let map = value.as_object().into_iter().flatten();
    Value::Object(
        map.map(|(name, schema)| (name.clone(), within(schema, subset)))
            .collect(),
    )
}

fn all(value: &Value, subset: Subset) -> Value {
    let list = value.as_array().into_iter().flatten();
    Value::Array(list.map(|schema| within(schema, subset)).collect())
}

/// Lets an object have no other properties; in the strict subset all of its own must be there.
fn close(map: &mut Map<String, Value>, subset: Subset) {
    map.insert("additionalProperties".to_owned(), false.into());
    if subset != Subset::Strict {
        return;
    }
    let required: Vec<String> = map
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let mut names = Vec::new();
    if let Some(Value::Object(properties)) = map.get_mut("properties") {
        for (name, schema) in properties.iter_mut() {
            names.push(Value::from(name.clone()));
            if !required.contains(name) {
                *schema = nullable(schema);
            }
        }
    }
    map.insert("required".to_owned(), Value::Array(names));
}

fn nullable(schema: &Value) -> Value {
    if let Some(Value::String(kind)) = schema.get("type") {
        let mut schema = schema.clone();
        if let Some(map) = schema.as_object_mut() {
            map.insert("type".to_owned(), serde_json::json!([kind, "null"]));
            if let Some(Value::Array(values)) = map.get_mut("enum") {
                values.push(Value::Null);
            }
        }
        return schema;
    }
    serde_json::json!({ "anyOf": [schema, { "type": "null" }] })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strict_schemas_name_every_property() {
        let schema = json!({
            "type": "object",
            "properties": {
                "a": { "type": "string", "minLength": 1 },
                "b": { "type": "string", "enum": ["x"] },
                "c": { "$ref": "#/$defs/C" },
            },
            "required": ["a"],
            "$defs": { "C": { "type": "object", "properties": {} } },
        });
        assert_eq!(
            within(&schema, Subset::Strict),
            json!({
                "type": "object",
                "properties": {
                    "a": { "type": "string", "minLength": 1 },
                    "b": { "type": ["string", "null"], "enum": ["x", null] },
                    "c": { "anyOf": [{ "$ref": "#/$defs/C" }, { "type": "null" }] },
                },
                "required": ["a", "b", "c"],
                "$defs": {
                    "C": { "type": "object", "properties": {}, "additionalProperties": false, "required": [] },
                },
                "additionalProperties": false,
            })
        );
    }

    #[test]
    fn bounds_that_are_refused_are_said_in_words() {
        let schema = json!({
            "type": "object",
            "properties": {
                "stars": { "type": "integer", "minimum": 1, "maximum": 5, "description": "A rating." },
                "tags": { "type": "array", "maxItems": 3, "items": { "oneOf": [{ "type": "string" }] } },
            },
        });
        assert_eq!(
            within(&schema, Subset::Unbounded),
            json!({
                "type": "object",
                "properties": {
                    "stars": { "type": "integer", "description": "A rating. (minimum: 1, maximum: 5)" },
                    "tags": {
                        "type": "array",
                        "items": { "anyOf": [{ "type": "string" }] },
                        "description": "(maxItems: 3)",
                    },
                },
                "additionalProperties": false,
            })
        );
    }
}
