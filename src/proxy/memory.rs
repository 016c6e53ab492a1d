//! What models thought before they called tools, for as long as the proxy runs: clients of `OpenAI`
//! give back calls and results, but not that.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::llm::chain::Answered;
use crate::llm::prompt::{Message, Prompt};
use crate::llm::thought::Thoughts;
use crate::llm::tool::ToolCall;

/// The most turns that are remembered, and the most bytes of them: the oldest are forgotten.
const MOST_TURNS: usize = 512;
const MOST_BYTES: usize = 16 << 20;

/// What models thought.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// By the calls that came of it.
    turns: BTreeMap<String, (Arc<Thoughts>, usize)>,
    /// The oldest first.
    order: VecDeque<String>,
    bytes: usize,
}

impl Memory {
    /// Remembers what was thought before an answer with calls.
    pub(super) fn keep(&mut self, answered: &Answered) {
        let Some(sealed) = answered.reply.sealed.clone() else {
            return;
        };
        let key = key(answered.reply.calls.iter());
        let size = sealed.to_string().len();
        let thoughts = Thoughts {
            provider: answered.provider.clone(),
            model: answered.model.clone(),
            sealed,
        };
        match self.turns.insert(key.clone(), (Arc::new(thoughts), size)) {
            Some((_, before)) => self.bytes -= before,
            None => self.order.push_back(key),
        }
        self.bytes += size;
        while self.order.len() > MOST_TURNS || self.bytes > MOST_BYTES {
            let oldest = self.order.pop_front();
            let forgotten = oldest.and_then(|key| self.turns.remove(&key));
            self.bytes -= forgotten.map_or(self.bytes, |(_, size)| size);
        }
    }

    /// Puts what was thought beside the calls that came of it.
    pub(super) fn recall(&self, prompt: &mut Prompt) {
        for message in &mut prompt.messages {
            if let Message::Called {
                calls, thoughts, ..
            } = message
            {
                let known = self.turns.get(&key(calls.iter().map(|it| &it.call)));
                *thoughts = known.map(|(thoughts, _)| Arc::clone(thoughts));
            }
        }
    }
}

/// Returns what calls are known by: clients give back their names as they were.
fn key<'c>(calls: impl Iterator<Item = &'c ToolCall>) -> String {
    let names = calls.map(|call| format!("{}\n{}\n", call.id, call.name));
    names.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::llm::reply::Reply;
    use crate::llm::tool::Called;

    fn answered(id: &str, thought: &str) -> Answered {
        let call = ToolCall {
            id: id.to_owned(),
            name: "f".to_owned(),
            arguments: "{}".to_owned(),
        };
        Answered {
            reply: Reply {
                calls: vec![call],
                sealed: Some(json!([thought])),
                ..Reply::default()
            },
            provider: "anthropic".to_owned(),
            model: "m".to_owned(),
            cost: None,
            before: Vec::new(),
        }
    }

    fn recalled(memory: &Memory, id: &str) -> Option<String> {
        let calls = answered(id, "").reply.calls.into_iter();
        let mut prompt = Prompt::question("hi", 1);
        prompt.messages.push(Message::Called {
            text: String::new(),
            calls: calls
                .map(|call| Called {
                    call,
                    result: String::new(),
                })
                .collect(),
            thoughts: None,
        });
        memory.recall(&mut prompt);
        let Some(Message::Called { thoughts, .. }) = prompt.messages.pop() else {
            panic!("it was a call");
        };
        thoughts.map(|it| it.sealed[0].as_str().unwrap().to_owned())
    }

    #[test]
    fn the_oldest_turns_are_forgotten() {
        let mut memory = Memory::default();
        for id in 0..MOST_TURNS + 2 {
            memory.keep(&answered(&id.to_string(), "x"));
        }
        memory.keep(&answered("2", "again"));
        assert_eq!(recalled(&memory, "1"), None);
        assert_eq!(recalled(&memory, "2").as_deref(), Some("again"));
        assert_eq!(memory.order.len(), MOST_TURNS);
        let large = "x".repeat(MOST_BYTES / 2 - 4);
        memory.keep(&answered("a", &large));
        memory.keep(&answered("b", &large));
        assert_eq!(recalled(&memory, "2"), None);
        assert!(recalled(&memory, "a").is_some() && recalled(&memory, "b").is_some());
        memory.keep(&answered("c", &"x".repeat(2 * MOST_BYTES)));
        assert_eq!((memory.turns.len(), memory.bytes), (0, 0));
    }
}
