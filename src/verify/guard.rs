//! What code of a model may not do, seen before anything of it runs.
//!
//! The gate that follows asks whether the code works; this asks whether it is what nobody would merge:
//! complaints of the compiler or the linter that are silenced, types that say nothing, tests that test
//! nothing, code made at run time, processes, other hosts, text that looks like other text. What stood
//! in a file before is no fault of a change. It is no replacement for the sandbox.

use std::collections::BTreeMap;

use crate::path::ProjectPath;

mod host;
mod script;

/// Characters that are not seen, or that change the order in which others are seen.
const UNSEEN: [std::ops::RangeInclusive<char>; 5] = [
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{2069}',
    '\u{feff}'..='\u{feff}',
    '\u{ad}'..='\u{ad}',
];

/// Something that is refused, and where.
struct Found {
    /// Which rule; what was there before is counted by it.
    rule: &'static str,
    offset: usize,
    /// What is wrong and what to do.
    words: String,
}

/// Returns what is refused in changed files, as `path:line:column: message`; hosts that the words of
/// the requirement name may be talked to.
pub fn guard(
    before: &BTreeMap<ProjectPath, String>,
    changed: &BTreeMap<ProjectPath, String>,
    requirement: &str,
) -> Vec<String> {
    super::quick::on_deep_stack(|| {
        let mut problems = Vec::new();
        for (path, text) in changed {
            let mut known: BTreeMap<&'static str, usize> = BTreeMap::new();
            if let Some(before) = before.get(path) {
                for found in look(path, before, requirement) {
                    *known.entry(found.rule).or_default() += 1;
                }
            }
            for found in look(path, text, requirement) {
                if let Some(left) = known.get_mut(found.rule).filter(|left| **left > 0) {
                    *left -= 1;
                } else {
                    let place = super::quick::at(text, found.offset);
                    problems.push(format!("{path}:{place}: {}", found.words));
                }
            }
        }
        problems
    })
}

fn look(path: &ProjectPath, text: &str, requirement: &str) -> Vec<Found> {
    let mut all = unseen(text);
    match path.extension() {
        "css" => all.extend(style(text, requirement)),
        _ => all.extend(script::look(path, text, requirement)),
    }
    all.sort_by_key(|found| found.offset);
    all
}

fn unseen(text: &str) -> Vec<Found> {
    let is_unseen = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t' | '\r')
            || UNSEEN.iter().any(|range| range.contains(&letter))
    };
    let found = text.char_indices().filter(|(_, letter)| is_unseen(*letter));
    found
        .map(|(offset, letter)| Found {
            rule: "unseen",
            offset,
            words: format!(
                "the character U+{:04X} can't be seen; write it as an escape or leave it out",
                u32::from(letter)
            ),
        })
        .collect()
}

/// Looks at a style sheet.
fn style(text: &str, requirement: &str) -> Vec<Found> {
    let lower = text.to_ascii_lowercase();
    let mut all = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        all.extend(host::foreign_in(line, requirement).map(|words| Found {
            rule: "host",
            offset,
            words,
        }));
        offset += line.len();
    }
    for word in ["prettier-ignore", "stylelint-disable"] {
        all.extend(lower.match_indices(word).map(|(offset, _)| Found {
            rule: "silenced",
            offset,
            words: format!("`{word}` silences a tool; write what it accepts"),
        }));
    }
    all
}

#[cfg(test)]
mod tests;
