//! Thoughts as they come, in pieces or at once, to be given back as they were.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The most that is kept of one answer, in bytes: what is longer is not worth its way back.
const MOST: usize = 1 << 20;

/// The fields that come in pieces.
const GROWING: [&str; 5] = ["thinking", "text", "summary", "data", "signature"];

/// Thoughts that grow.
#[derive(Clone, Debug, Default)]
pub(super) struct Sealed {
    /// Each with its place, where it was told.
    blocks: Vec<(Option<u64>, Map<String, Value>)>,
    /// What was sealed of single calls.
    calls: BTreeMap<usize, Value>,
    /// How large it is, in bytes.
    size: usize,
}

impl Sealed {
    /// Adds a block, or more of the one that has its kind and its place.
    pub(super) fn add(&mut self, place: Option<u64>, part: &Map<String, Value>) {
        self.size += part.values().map(length).sum::<usize>();
        if self.size > MOST {
            return;
        }
        let same = |(at, block): &&mut (Option<u64>, Map<String, Value>)| {
            place.is_some() && *at == place && block.get("type") == part.get("type")
        };
        let Some((_, block)) = self.blocks.iter_mut().rev().find(same) else {
            self.blocks.push((place, part.clone()));
            return;
        };
        for (name, more) in part.iter().filter(|(_, more)| !more.is_null()) {
            match (block.get_mut(name), more) {
                (Some(Value::String(text)), Value::String(more))
                    if GROWING.contains(&name.as_str()) =>
                {
                    text.push_str(more);
                }
                _ => drop(block.insert(name.clone(), more.clone())),
            }
        }
    }

    /// Adds what was sealed of one call.
    pub(super) fn add_to_call(&mut self, index: usize, value: &Value) {
        self.size += value.to_string().len();
        if self.size <= MOST {
            self.calls.insert(index, value.clone());
        }
    }

    /// Returns the blocks that are sealed: others are no use to anybody.
    pub(super) fn blocks(self) -> Option<Value> {
        let sealed = |block: &Map<String, Value>| {
            let field = |name: &str| block.get(name).and_then(Value::as_str);
            field("signature")
                .or(field("data"))
                .is_some_and(|it| !it.is_empty())
        };
        let blocks = self.blocks.into_iter().map(|(_, block)| block);
        let blocks: Vec<Value> = blocks.filter(sealed).map(Value::Object).collect();
        (self.size <= MOST && !blocks.is_empty()).then(|| blocks.into())
    }

    /// Returns all blocks, and what was sealed of calls, for so many of them.
    pub(super) fn details(self, calls: usize) -> Option<Value> {
        if self.size > MOST || self.blocks.is_empty() && self.calls.is_empty() {
            return None;
        }
        let blocks = self
            .blocks
            .into_iter()
            .map(|(_, block)| Value::Object(block));
        let blocks: Vec<Value> = blocks.collect();
        let of_call = |index| self.calls.get(&index).cloned().unwrap_or_default();
        let calls: Vec<Value> = (0..calls).map(of_call).collect();
        Some(json!({ "reasoning_details": blocks, "calls": calls }))
    }
}

fn length(value: &Value) -> usize {
    value
        .as_str()
        .map_or_else(|| value.to_string().len(), str::len)
}
