//! An answer that grows: what a dialect reads goes in, and pieces to be passed on come out.
//!
//! Here an answer is kept to its bounds, whatever its provider does. Some models refuse to be told
//! where to stop, or to call one tool at a time; a text that may be the beginning of a stop is held
//! back until it is known to be none.

use std::time::Duration;

use serde_json::Value;

use super::cut;
use crate::llm::failure::{Class, Failure};
use crate::llm::prompt::Bounds;
use crate::llm::reply::{End, Piece, Reply};
use crate::llm::tool::ToolCall;

/// An answer that grows.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    /// What is told of the answer beside its text and its calls.
    pub(super) reply: Reply,
    bounds: Bounds<'a>,
    /// Text that may be the beginning of a stop.
    held: String,
    calls: Vec<Growing>,
    pieces: Vec<Piece>,
    /// Why it ends, once the model said so.
    end: Option<End>,
    /// How many characters the model wrote.
    length: usize,
}

/// A call that grows.
#[derive(Clone, Debug)]
struct Growing {
    /// The place that its provider gives it.
    place: Option<u64>,
    /// The name that its provider gives it, or nothing.
    told: String,
    call: ToolCall,
    /// What was passed on of its arguments, in bytes; nothing before its tool is known.
    said: Option<usize>,
}

/// A part of a call, as its provider tells it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part<'p> {
    /// Its place among the parts of the answer.
    pub(super) place: Option<u64>,
    /// The name of the call.
    pub(super) id: &'p str,
    /// The tool.
    pub(super) name: &'p str,
    /// More of the arguments.
    pub(super) arguments: &'p str,
}

impl<'a> Draft<'a> {
    pub(super) fn new(bounds: Bounds<'a>) -> Self {
        Self {
            reply: Reply::default(),
            bounds,
            held: String::new(),
            calls: Vec::new(),
            pieces: Vec::new(),
            end: None,
            length: 0,
        }
    }

    /// Returns what can be passed on since it was asked last.
    pub(super) fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    /// Returns how many characters the model wrote.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Returns whether nothing more is to be heard.
    pub(super) fn is_stopped(&self) -> bool {
        self.end == Some(End::Stopped)
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() || self.is_stopped() {
            return;
        }
        self.length += text.chars().count();
        self.held.push_str(text);
        let stops = self.bounds.stop.iter().filter(|stop| !stop.is_empty());
        // The one that was whole first, however the text came.
        let whole = stops.filter_map(|stop| {
            let at = self.held.find(stop.as_str())?;
            Some((at + stop.len(), at))
        });
        if let Some((_, at)) = whole.min() {
            self.held.truncate(at);
            self.say_held(0);
            self.end = Some(End::Stopped);
        } else {
            self.say_held(self.beginning());
        }
    }

    /// Returns how many bytes at the end of the text that is held may be the beginning of a stop.
    fn beginning(&self) -> usize {
        let most = |stop: &String| {
            let mut lengths = (1..stop.len().min(self.held.len() + 1)).rev();
            lengths.find(|length| {
                let begin = stop.get(..*length);
                begin.is_some_and(|begin| self.held.ends_with(begin))
            })
        };
        let lengths = self.bounds.stop.iter().filter_map(most);
        lengths.max().unwrap_or(0)
    }

    /// Passes on what is held of the text, but for so many bytes at its end.
    fn say_held(&mut self, but: usize) {
        let rest = self.held.split_off(self.held.len() - but);
        let text = std::mem::replace(&mut self.held, rest);
        if !text.is_empty() {
            self.reply.text.push_str(&text);
            self.pieces.push(Piece::Text(text));
        }
    }

    /// Adds a part of a call.
    pub(super) fn call(&mut self, part: Part<'_>, now: Duration) {
        if self.is_stopped() {
            return;
        }
        // What was held is no beginning of a stop.
        self.say_held(0);
        let found = self.find(part);
        if found.is_none() && part.id.is_empty() && part.name.is_empty() {
            // What begins with neither a name nor a tool is part of something else.
            return;
        }
        let index = found.unwrap_or_else(|| {
            self.calls.push(Growing {
                place: part.place,
                told: part.id.to_owned(),
                call: ToolCall::default(),
                said: None,
            });
            self.calls.len() - 1
        });
        let Some(growing) = self.calls.get_mut(index) else {
            return;
        };
        let call = &mut growing.call;
        if call.name.is_empty() && !part.name.is_empty() {
            part.name.clone_into(&mut call.name);
            self.length += part.name.chars().count();
        }
        if call.id.is_empty() && !part.id.is_empty() {
            part.id.clone_into(&mut call.id);
        }
        call.arguments.push_str(part.arguments);
        self.length += part.arguments.chars().count();
        self.say_call(index, now);
    }

    /// Returns which call a part belongs to; none where it begins one. Some servers leave the place
    /// out or give the same one to all calls, and some tell the name again with each part.
    fn find(&self, part: Part<'_>) -> Option<usize> {
        let of_place = |it: &Growing| part.place.is_some() && it.place == part.place;
        let of_id = |it: &Growing| !part.id.is_empty() && it.told == part.id;
        let last = |test: &dyn Fn(&Growing) -> bool| self.calls.iter().rposition(test);
        let found = match part.place {
            Some(_) => last(&of_place),
            None if part.id.is_empty() => self.calls.len().checked_sub(1),
            None => last(&of_id),
        }?;
        let growing = self.calls.get(found)?;
        let another =
            |told: &str, known: &str| !told.is_empty() && !known.is_empty() && told != known;
        let nowhere = part.place.is_none() && part.id.is_empty();
        let whole = || serde_json::from_str::<Value>(&growing.call.arguments).is_ok();
        let begins = !part.name.is_empty() && another(part.id, &growing.told)
            || nowhere && another(part.name, &growing.call.name)
            || nowhere && !part.name.is_empty() && whole();
        (!begins).then_some(found)
    }

    /// Passes on what is new of a call, once its tool is known.
    fn say_call(&mut self, index: usize, now: Duration) {
        if self.bounds.one_call && index > 0 {
            return;
        }
        let Some(Growing { call, said, .. }) = self.calls.get_mut(index) else {
            return;
        };
        if call.name.is_empty() {
            return;
        }
        let from = said.unwrap_or_else(|| {
            if call.id.is_empty() {
                // No other answer has it, so that no other call of a conversation does.
                call.id = format!("call_{:x}_{index}", now.as_nanos());
            }
            self.pieces.push(Piece::Call {
                index,
                id: call.id.clone(),
                name: call.name.clone(),
            });
            0
        });
        *said = Some(call.arguments.len());
        let text = call.arguments.get(from..).unwrap_or_default().to_owned();
        if !text.is_empty() {
            self.pieces.push(Piece::Arguments { index, text });
        }
    }

    /// Ends it, for the reason that the model tells.
    pub(super) fn end(&mut self, end: End, now: Duration) {
        if self.is_stopped() {
            return;
        }
        self.say_held(0);
        self.end = Some(end);
        if end == End::Truncated {
            return;
        }
        // Who calls a tool without arguments may write none; whoever reads them wants an object.
        for index in 0..self.calls.len() {
            if let Some(growing) = self.calls.get_mut(index)
                && growing.call.arguments.trim().is_empty()
            {
                growing.call.arguments.push_str("{}");
            }
            self.say_call(index, now);
        }
    }

    /// Returns the answer; without a word of the model that it is done, it is cut, even when it looks
    /// complete.
    pub(super) fn finish(mut self) -> Result<Reply, Failure> {
        let end = self.end.ok_or_else(|| cut("the answer broke off"))?;
        let most = if self.bounds.one_call { 1 } else { usize::MAX };
        let calls = self.calls.into_iter().map(|it| it.call).take(most);
        self.reply.calls = calls.collect();
        self.reply.end = end;
        let reply = self.reply;
        let bad = |message: &str| Err(Failure::new(Class::BadOutput, message));
        if reply.calls.iter().any(|call| call.name.is_empty()) {
            return bad("a call names no tool");
        }
        // Who may stop somewhere may stop at once.
        let nothing = reply.text.trim().is_empty() && reply.calls.is_empty();
        if nothing && end == End::Complete && self.bounds.stop.is_empty() {
            return bad("the answer is empty");
        }
        Ok(reply)
    }
}
