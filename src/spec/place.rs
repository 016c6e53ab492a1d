//! Where in a spec file a problem is: the byte at which the value stands that a path leads to.

use toml::de::{DeTable, DeValue};

use super::check::Problem;
use super::file::Syntax;

/// A value of a file and where it starts.
struct Node {
    start: usize,
    value: Value,
}

enum Value {
    Table(Vec<(String, Node)>),
    List(Vec<Node>),
    Text(String),
    Other,
}

/// The values of a file, in which problems are looked up.
pub(super) struct Places {
    root: Option<Node>,
}

impl Places {
    /// Reads a file that is known to be well formed.
    pub(super) fn new(text: &str, syntax: Syntax) -> Self {
        let root = match syntax {
            Syntax::Toml => DeTable::parse(text).ok().map(|table| Node {
                start: 0,
                value: toml_table(table.get_ref()),
            }),
            Syntax::Json => Json { text, at: 0 }.node(),
        };
        Self { root }
    }

    /// Returns the byte where a problem is, as near to it as the file allows.
    pub(super) fn find(&self, problem: &Problem) -> Option<usize> {
        let mut node = self.root.as_ref()?;
        let steps = problem
            .path
            .split(['.', '[', ']'])
            .filter(|step| !step.is_empty());
        for step in steps.chain([problem.key].into_iter().filter(|key| !key.is_empty())) {
            match node.child(step) {
                Some(child) => node = child,
                None => break,
            }
        }
        let name = node.child("name").filter(|_| problem.key.is_empty());
        Some(name.unwrap_or(node).start)
    }
}

impl Node {
    /// Returns the value of a key, the item of an index, or the last item of that name.
    fn child(&self, step: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(members) => members
                .iter()
                .find(|(key, _)| key == step)
                .map(|(_, value)| value),
            Value::List(items) => match step.parse::<usize>() {
                Ok(index) => items.get(index),
                Err(_) => items.iter().rev().find(|item| item.is_named(step)),
            },
            Value::Text(_) | Value::Other => None,
        }
    }

    fn is_named(&self, name: &str) -> bool {
        self.child("name")
            .is_some_and(|child| matches!(&child.value, Value::Text(text) if text == name))
    }
}

fn toml_table(table: &DeTable<'_>) -> Value {
    let member = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, _)| {
        (key.get_ref().to_string(), toml_node(value))
    };
    Value::Table(table.iter().map(member).collect())
}

fn toml_node(value: &toml::Spanned<DeValue<'_>>) -> Node {
    let start = value.span().start;
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(toml_node).collect()),
        DeValue::Table(table) => toml_table(table),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Other
        }
    };
    Node { start, value }
}

/// A reader of JSON that only cares where values are; what is no JSON ends it early.
struct Json<'t> {
    text: &'t str,
    at: usize,
}

impl Json<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips blanks and returns the next letter.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    /// Steps over a sign if it is the next one.
    fn takes(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn node(&mut self) -> Option<Node> {
        let next = self.peek()?;
        let start = self.at;
        let value = match next {
            '{' => self.table(),
            '[' => self.list(),
            '"' => Value::Text(self.string()?),
            _ => {
                let ends = |letter: char| matches!(letter, ',' | ']' | '}');
                self.at += self.rest().find(ends).unwrap_or(self.rest().len());
                Value::Other
            }
        };
        Some(Node { start, value })
    }

    fn table(&mut self) -> Value {
        let mut members = Vec::new();
        self.at += 1;
        while !self.takes('}') {
            let Some(key) = self.string() else { break };
            self.takes(':');
            let Some(value) = self.node() else { break };
            members.push((key, value));
            self.takes(',');
        }
        Value::Table(members)
    }

    fn list(&mut self) -> Value {
        let mut items = Vec::new();
        self.at += 1;
        while !self.takes(']') {
            let Some(item) = self.node() else { break };
            items.push(item);
            self.takes(',');
        }
        Value::List(items)
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some('"') {
            return None;
        }
        let mut escaped = true;
        let end = self.rest().char_indices().find_map(|(at, letter)| {
            let ends = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            ends.then_some(at + 1)
        })?;
        let quoted = self.rest().get(..end)?;
        let text = serde_json::from_str(quoted).ok();
        self.at += end;
        text
    }
}
