//! Scripts: syntax and imports, by the parser of oxc.
//!
//! The parser descends by recursion and has no limit of its own, so a text that repeats an opening
//! bracket (which models in a loop do write) could end the process. Texts are therefore bounded in
//! length and in the depth of their brackets, and parsed on threads whose stack holds the worst
//! that is left. Data files need none of this: their parsers have limits.

use std::sync::OnceLock;

use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_span::{SourceType, Span};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::place;
use crate::path::ProjectPath;

/// The longest script that is parsed, in bytes; nobody writes a longer one by hand, and what tools
/// bundled needs no check.
const MAX_LEN: usize = 256 * 1024;

/// The deepest nesting of brackets that is parsed; code that people read stays below 50.
const MAX_DEPTH: usize = 200;

/// The stack of a parsing thread. Measured: [`MAX_LEN`] bytes of nesting without brackets
/// (`new new new …`) need less, and it is reserved, not used, until a text needs it.
const STACK: usize = 64 * 1024 * 1024;

/// The most problems of one file that are told; what follows the first ones is mostly noise.
const MAX_PROBLEMS: usize = 5;

/// A module that a script asks for.
pub(super) struct Import {
    /// The specifier as written.
    pub(super) specifier: String,
    /// Where it stands, as `line:column`.
    pub(super) place: String,
    /// Whether only types are imported.
    pub(super) types: bool,
}

/// Runs `work` where [`parse`] may be called.
pub(in crate::verify) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());
    match pool {
        Some(pool) => pool.install(work),
        // Without room for the threads the usual stack must do.
        None => work(),
    }
}

/// Returns whether a script is short enough to be parsed.
pub(super) fn fits(text: &str) -> bool {
    text.len() <= MAX_LEN
}

/// Returns the language of a script that can be parsed where there is a deep stack.
pub(in crate::verify) fn parseable(path: &ProjectPath, text: &str) -> Option<SourceType> {
    let kind = SourceType::from_path(path.as_str()).ok()?;
    (fits(text) && too_deep(text).is_none()).then_some(kind)
}

/// Parses a script and returns its problems and its imports.
pub(super) fn parse(path: &ProjectPath, text: &str) -> (Vec<String>, Vec<Import>) {
    if let Some(offset) = too_deep(text) {
        let place = place::at(text, offset);
        let problem = format!("{path}:{place}: more than {MAX_DEPTH} brackets are open");
        return (vec![problem], Vec::new());
    }
    let Ok(kind) = SourceType::from_path(path.as_str()) else {
        return (Vec::new(), Vec::new());
    };
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, kind).parse();
    let problems: Vec<String> = parsed
        .diagnostics
        .errors()
        .take(MAX_PROBLEMS)
        .map(|error| {
            let offset = error
                .labels
                .first()
                .map_or(0, |label| label.offset() as usize);
            format!("{path}:{}: {}", place::at(text, offset), error.message)
        })
        .collect();
    let record = &parsed.module_record;
    let fixed = record.requested_modules.iter().flat_map(|(name, places)| {
        places
            .iter()
            .map(|place| (place.span, name.as_str(), place.is_type))
    });
    let late = record.dynamic_imports.iter().filter_map(|import| {
        let name = literal(text, import.module_request)?;
        Some((import.module_request, name, false))
    });
    let mut imports: Vec<_> = fixed.chain(late).collect();
    imports.sort_by_key(|(span, ..)| span.start);
    let imports = imports
        .into_iter()
        .map(|(span, name, types)| Import {
            specifier: name.to_owned(),
            place: place::at(text, span.start as usize),
            types,
        })
        .collect();
    (problems, imports)
}

/// Returns where too many brackets are open; those in strings and comments count too. A `<` is a
/// bracket or a comparison: many of them in one statement that none closes are refused, because
/// the time and memory to tell them apart grow with the square of their number.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut angles: usize = 0;
    text.bytes().position(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                angles = 0;
            }
            b'<' => angles += 1,
            b'>' => angles = angles.saturating_sub(1),
            b';' => angles = 0,
            _ => {}
        }
        depth.max(angles) > MAX_DEPTH
    })
}

/// Returns the text of a string literal without anything to unescape.
fn literal(text: &str, span: Span) -> Option<&str> {
    let quoted = text.get(span.start as usize..span.end as usize)?;
    let inner = ['\'', '"', '`'].into_iter().find_map(|quote| {
        quoted
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    })?;
    (!inner.contains(['\\', '$', '\'', '"', '`'])).then_some(inner)
}
