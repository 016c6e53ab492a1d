//! An answer that grows: what a dialect reads goes in, and pieces to be passed on come out.
//!
//! Here an answer is kept to its bounds, whatever its provider does. Some models refuse to be told
//! where to stop, or to call one tool at a time; a text that may be the beginning of a stop is held
//! back until it is known to be none.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::cut;
use super::sealed::Sealed;
use crate::llm::failure::{Class, Failure};
use crate::llm::prompt::Bounds;
use crate::llm::reply::{End, Piece, Reply};
use crate::llm::tool::{ToolCall, check_name};

mod growing;

pub(super) use growing::Part;
use growing::{Growing, find};

/// The most calls of an answer: more is a model, or a server, that has lost its way.
const MOST_CALLS: usize = 128;

/// An answer that grows.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    /// What is told of the answer beside its text and its calls.
    pub(super) reply: Reply,
    /// What the model thought.
    pub(super) sealed: Sealed,
    bounds: Bounds<'a>,
    /// Text that may be the beginning of a stop.
    held: String,
    calls: Vec<Growing>,
    /// The names of the calls that were passed on.
    names: BTreeSet<String>,
    /// Whether its provider answers for the arguments being whole, and not the model.
    vouched: bool,
    /// Whether the model said that it waits for what comes of its calls.
    waits: bool,
    /// Whether a part of it could not be read.
    lost: bool,
    pieces: Vec<Piece>,
    /// Why it ends, once the model said so.
    end: Option<End>,
    /// Whether a text came at which it stops, so that nothing more is to be heard.
    stopped: bool,
    /// How many characters the model wrote.
    length: usize,
}

impl<'a> Draft<'a> {
    /// Returns an answer of which nothing was heard; `vouched` where the arguments of calls are
    /// documents in its protocol, and not texts of the model.
    pub(super) fn new(bounds: Bounds<'a>, vouched: bool) -> Self {
        Self {
            reply: Reply::default(),
            sealed: Sealed::default(),
            bounds,
            held: String::new(),
            calls: Vec::new(),
            names: BTreeSet::new(),
            vouched,
            waits: false,
            lost: false,
            pieces: Vec::new(),
            end: None,
            stopped: false,
            length: 0,
        }
    }

    /// Notes that a part of it could not be read.
    pub(super) fn lose(&mut self) {
        self.lost = true;
    }

    /// Notes that the model waits for what comes of its calls.
    pub(super) fn wait(&mut self) {
        self.waits = true;
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
        self.stopped
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
            (self.end, self.stopped) = (Some(End::Stopped), true);
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
    pub(super) fn call(&mut self, part: Part<'_>, now: Duration) -> Result<(), Failure> {
        if self.is_stopped() {
            return Ok(());
        }
        // What was held is no beginning of a stop.
        self.say_held(0);
        let found = find(&self.calls, part);
        if found.is_none() && part.id.is_empty() && part.name.is_empty() {
            // What begins with neither a name nor a tool is part of something else.
            return Ok(());
        }
        if found.is_none() {
            self.may_begin()?;
            self.calls.push(Growing::new(part));
        }
        let index = found.unwrap_or(self.calls.len() - 1);
        let Some(growing) = self.calls.get_mut(index) else {
            return Ok(());
        };
        if growing.filled && !part.arguments.trim().is_empty() {
            return Err(cut("arguments came after the end of the answer"));
        }
        growing.place = growing.place.or(part.place);
        let call = &mut growing.call;
        if call.name.is_empty() && !part.name.is_empty() {
            check_name(part.name).map_err(|fault| {
                Failure::new(Class::BadOutput, format!("a call is wrong: {fault}"))
            })?;
            part.name.clone_into(&mut call.name);
            self.length += part.name.chars().count();
        }
        if call.id.is_empty() && !part.id.is_empty() {
            part.id.clone_into(&mut call.id);
        }
        growing.add(part.arguments);
        self.length += part.arguments.chars().count();
        self.say_call(index, now);
        Ok(())
    }

    /// Keeps what was sealed of the call to which a part belongs.
    pub(super) fn seal_call(&mut self, part: Part<'_>, sealed: &Value) {
        if let Some(index) = find(&self.calls, part) {
            self.sealed.add_to_call(index, sealed);
        }
    }

    /// Fails when no other call may begin.
    fn may_begin(&self) -> Result<(), Failure> {
        if self.end.is_some() {
            return Err(cut("a call came after the end of the answer"));
        }
        if self.calls.len() >= MOST_CALLS {
            let many = format!("the answer holds more than {MOST_CALLS} calls");
            return Err(Failure::new(Class::BadOutput, many));
        }
        Ok(())
    }

    /// Passes on what is new of a call, once its tool is known.
    fn say_call(&mut self, index: usize, now: Duration) {
        let Some(Growing { call, said, .. }) = self.calls.get_mut(index) else {
            return;
        };
        if self.bounds.answers.is_some_and(|tool| tool == call.name) {
            let text = call.arguments.get(said.unwrap_or(0)..);
            let text = text.unwrap_or_default().to_owned();
            *said = Some(call.arguments.len());
            self.pieces.push(Piece::Text(text));
            return;
        }
        if call.name.is_empty() || index >= self.bounds.most_calls {
            return;
        }
        let from = said.unwrap_or_else(|| {
            if call.id.is_empty() || !self.names.insert(call.id.clone()) {
                // No other answer has it, so that no other call of a conversation does.
                call.id = format!("call_{:x}_{index}", now.as_nanos());
                self.names.insert(call.id.clone());
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
        for index in 0..self.calls.len() {
            if let Some(growing) = self.calls.get_mut(index) {
                growing.fill();
            }
            self.say_call(index, now);
        }
    }

    /// Returns the answer; without a word of the model that it is done, it is cut, even when it looks
    /// complete.
    pub(super) fn finish(mut self) -> Result<Reply, Failure> {
        let end = self.end.ok_or_else(|| cut("the answer broke off"))?;
        if self.lost && (self.waits || !self.calls.is_empty()) {
            return Err(cut("a part of an answer with calls could not be read"));
        }
        let calls = std::mem::take(&mut self.calls).into_iter();
        let mut calls: Vec<ToolCall> = calls.map(|it| it.call).collect();
        let answer = |call: &ToolCall| self.bounds.answers.is_some_and(|tool| tool == call.name);
        if let Some(answer) = calls.iter().position(answer) {
            // What was said beside it is none of it.
            self.reply.text = calls.swap_remove(answer).arguments;
            calls.clear();
        }
        calls.truncate(self.bounds.most_calls);
        if end != End::Truncated && !calls.iter().all(|call| self.is_right(call)) {
            return Err(cut("the arguments of a call are not whole"));
        }
        if !calls.is_empty() {
            let sealed = std::mem::take(&mut self.sealed);
            self.reply.sealed = if self.vouched {
                sealed.blocks()
            } else {
                sealed.details(calls.len())
            };
        }
        self.reply.calls = calls;
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

    /// Returns whether the arguments of a call are whole, or may be broken because a model wrote them.
    fn is_right(&self, call: &ToolCall) -> bool {
        let mut tools = self.bounds.tools.iter();
        let vouched = self.vouched || tools.any(|tool| tool.strict && tool.name == call.name);
        !vouched || serde_json::from_str::<IgnoredAny>(&call.arguments).is_ok()
    }
}
