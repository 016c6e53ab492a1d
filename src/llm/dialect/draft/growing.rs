//! A call that grows, and which of several calls a part belongs to.

use crate::llm::tool::ToolCall;

/// A call that grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Growing {
    /// The place that its provider gives it.
    pub(super) place: Option<u64>,
    /// The name that its provider gives it, or nothing.
    pub(super) told: String,
    pub(super) call: ToolCall,
    /// What was passed on of its arguments, in bytes; nothing before its tool is known.
    pub(super) said: Option<usize>,
    /// Whether its arguments are those that a call without any gets, which must not grow.
    pub(super) filled: bool,
    braces: Braces,
}

/// A part of a call, as its provider tells it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::llm::dialect) struct Part<'p> {
    /// Its place among the parts of the answer.
    pub(in crate::llm::dialect) place: Option<u64>,
    /// The name of the call.
    pub(in crate::llm::dialect) id: &'p str,
    /// The tool.
    pub(in crate::llm::dialect) name: &'p str,
    /// More of the arguments.
    pub(in crate::llm::dialect) arguments: &'p str,
}

impl Growing {
    pub(super) fn new(part: Part<'_>) -> Self {
        Self {
            place: part.place,
            told: part.id.to_owned(),
            ..Self::default()
        }
    }

    /// Adds to the arguments.
    pub(super) fn add(&mut self, arguments: &str) {
        self.call.arguments.push_str(arguments);
        self.braces.read(arguments);
    }

    /// Gives a call that was made without arguments those that say so: whoever reads them wants an
    /// object.
    pub(super) fn fill(&mut self) {
        if self.call.arguments.trim().is_empty() {
            self.call.arguments.push_str("{}");
            self.filled = true;
        }
    }

    /// Returns whether its arguments are an object that has ended.
    fn is_closed(&self) -> bool {
        self.braces.closed
    }

    fn is_told(&self, part: Part<'_>) -> bool {
        !part.id.is_empty() && self.told == part.id
    }
}

/// Returns which call a part belongs to; none where it begins one. Some servers leave the place out,
/// of all parts or of the first one, or give the same one to all calls, and some tell the name again
/// with each part.
pub(super) fn find(calls: &[Growing], part: Part<'_>) -> Option<usize> {
    let last = |test: &dyn Fn(&Growing) -> bool| calls.iter().rposition(test);
    let Some(place) = part.place else {
        if !part.id.is_empty() {
            return last(&|it| it.is_told(part));
        }
        let found = calls.len().checked_sub(1)?;
        let growing = calls.get(found)?;
        let tool = &growing.call.name;
        // Nothing but the tool and the end of the arguments tells such calls apart.
        let another = !tool.is_empty() && tool != part.name || growing.is_closed();
        return (part.name.is_empty() || !another).then_some(found);
    };
    let here = |it: &Growing| it.place == Some(place);
    if let Some(found) = last(&|it| here(it) && it.is_told(part)) {
        return Some(found);
    }
    if let Some(found) = last(&here) {
        let named = !part.id.is_empty() && !part.name.is_empty();
        let another = named && calls.get(found).is_some_and(|it| !it.told.is_empty());
        return (!another).then_some(found);
    }
    // It may have begun without its place.
    let open = |it: &Growing| it.place.is_none() && !it.is_closed();
    if !part.id.is_empty() {
        return last(&|it| open(it) && it.is_told(part));
    }
    let own = usize::try_from(place).ok();
    let own = own.filter(|own| calls.get(*own).is_some_and(open));
    let first = own.or_else(|| calls.iter().position(open));
    first.filter(|_| part.name.is_empty())
}

/// How deep in objects a text is. Reading on costs what is added, and not all that was before.
#[derive(Clone, Copy, Debug, Default)]
struct Braces {
    depth: usize,
    /// Whether it is inside of a string, and whether what comes next there is only a letter.
    quoted: bool,
    escaped: bool,
    closed: bool,
}

impl Braces {
    fn read(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.quoted => self.escaped = true,
                b'"' => self.quoted = !self.quoted,
                b'{' if !self.quoted => self.depth += 1,
                b'}' if !self.quoted => {
                    self.depth = self.depth.saturating_sub(1);
                    self.closed = self.depth == 0;
                }
                _ => {}
            }
        }
    }
}
