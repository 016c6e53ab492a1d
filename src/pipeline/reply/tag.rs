//! Parts of an answer that stand between tags.

use super::{Found, is_fence, whose};
use crate::path::ProjectPath;

/// A tag that opens a part.
struct Opening<'a> {
    edits: bool,
    path: &'a str,
    /// What follows it in its line.
    rest: &'a str,
}

/// Returns the parts of an answer that stand between tags.
pub(super) fn parts<'a>(lines: &[&'a str], wanted: &[ProjectPath]) -> Vec<Found<'a>> {
    let mut parts: Vec<Found<'a>> = Vec::new();
    for (index, line) in lines.iter().copied().enumerate() {
        let open = parts.last().is_some_and(|part| !part.closed);
        let next = opening(line).filter(|next| {
            // In a file a tag counts if it is one of an answer.
            !open || line.starts_with('<') && whose(next.path, wanted).is_ok()
        });
        if let Some(Opening { edits, path, rest }) = next {
            if let Some(last) = parts.last_mut() {
                last.closed = true;
            }
            let mut part = Found {
                path,
                edits,
                lines: Vec::new(),
                closed: false,
            };
            take(&mut part, rest, lines.get(index + 1..).unwrap_or_default());
            parts.push(part);
        } else if open && let Some(part) = parts.last_mut() {
            take(part, line, lines.get(index + 1..).unwrap_or_default());
        }
    }
    parts
}

/// Takes a line into a part, unless it closes it.
fn take<'a>(part: &mut Found<'a>, line: &'a str, following: &[&str]) {
    let tag = if part.edits { "</edit>" } else { "</file>" };
    match line.trim_end().strip_suffix(tag) {
        Some(rest) if rest.trim().is_empty() => part.closed = true,
        // Behind text it may be a part of that text.
        Some(rest) if ends(following) => {
            part.lines.push(rest);
            part.closed = true;
        }
        Some(_) | None if line.is_empty() && part.lines.is_empty() => {}
        Some(_) | None => part.lines.push(line),
    }
}

/// Returns whether after a line an answer ends or has its next part.
fn ends(following: &[&str]) -> bool {
    let next = following.iter().find(|line| !line.trim().is_empty());
    next.is_none_or(|line| opening(line).is_some() || is_fence(line))
}

/// Reads a tag that opens a part.
fn opening(line: &str) -> Option<Opening<'_>> {
    let tag = line.trim_start();
    let (edits, attributes) = match tag.strip_prefix("<file") {
        Some(rest) => (false, rest),
        None => (true, tag.strip_prefix("<edit")?),
    };
    let value = attributes.strip_prefix(char::is_whitespace)?.trim_start();
    let value = value.strip_prefix("path")?.trim_start().strip_prefix('=')?;
    let value = value.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''));
    let (path, rest) = match quote {
        Some(quote) => value.get(1..)?.split_once(quote)?,
        None => value.split_at(value.find(|it: char| it.is_whitespace() || it == '>')?),
    };
    let (_, rest) = rest.split_once('>')?;
    Some(Opening { edits, path, rest })
}
