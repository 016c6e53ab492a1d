//! What a model says, read as files and edits.
//!
//! There is one form, which the prompts show: `<file path="…">` around a whole file, and
//! `<edit path="…">` around blocks of SEARCH and REPLACE. Models are understood that keep to it less
//! than strictly: prose around it, fences inside or instead of the tags, quotes and line ends of any
//! kind, a last tag that is missing. What is doubtful is a complaint, never a guess about a path.
//!
//! A file that comes twice counts as it came last: models correct themselves.

use crate::path::ProjectPath;

mod apply;
mod fence;
mod tag;

pub(crate) use apply::apply;

/// What one answer holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// What was whole, in the order of the answer.
    pub(crate) parts: Vec<Part>,
    /// The file in which the answer broke off; nothing of that one is among the parts.
    pub(crate) unfinished: Option<ProjectPath>,
}

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A whole file.
    File {
        /// Where it belongs.
        path: ProjectPath,
        /// Its text, which ends with one line end.
        text: String,
    },
    /// An edit of a file that exists.
    Edit {
        /// Where that is.
        path: ProjectPath,
        /// What is replaced, in this order.
        replacements: Vec<Replacement>,
    },
}

/// Lines that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// The lines that are there.
    pub(crate) search: String,
    /// Those that come in their place.
    pub(crate) replace: String,
}

/// A part of which it is not yet known whose it is.
struct Found<'a> {
    /// The path as it was written.
    path: &'a str,
    /// Whether it says that it is an edit.
    edits: bool,
    lines: Vec<&'a str>,
    /// Whether its end was seen.
    closed: bool,
}

/// Reads an answer in which these files are wanted; `cut` where it is known to be broken off.
pub(crate) fn read(text: &str, wanted: &[ProjectPath], cut: bool) -> Result<Reply, String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let lines: Vec<&str> = without_thoughts(&text).lines().collect();
    let mut found = tag::parts(&lines, wanted);
    if found.is_empty() {
        found = fence::parts(&lines, wanted, cut);
    }
    let last = found.len();
    let mut reply = Reply::default();
    for (index, part) in found.into_iter().enumerate() {
        let path = whose(part.path, wanted)?;
        let broken = cut && !part.closed && index + 1 == last;
        if broken {
            reply.unfinished = Some(path);
        } else {
            let part = whole(path, &part)?;
            reply.parts.retain(|it| !replaces(&part, it));
            reply.parts.push(part);
        }
    }
    if reply.parts.is_empty() && reply.unfinished.is_none() {
        return Err(
            "the answer holds no file; each belongs between `<file path=\"…\">` and `</file>`"
                .to_owned(),
        );
    }
    Ok(reply)
}

/// Returns whether a part makes an earlier one pointless.
fn replaces(part: &Part, earlier: &Part) -> bool {
    match (part, earlier) {
        (
            Part::File { path, .. },
            Part::File { path: other, .. } | Part::Edit { path: other, .. },
        ) => path == other,
        (Part::Edit { .. }, Part::File { .. } | Part::Edit { .. }) => false,
    }
}

/// Returns what follows the thoughts that some models begin with.
fn without_thoughts(text: &str) -> &str {
    let start = text.trim_start();
    match start.strip_prefix("<think>") {
        Some(rest) => rest.split_once("</think>").map_or(rest, |(_, said)| said),
        None => text,
    }
}

/// Finds the file that a path means among those that are wanted.
fn whose(written: &str, wanted: &[ProjectPath]) -> Result<ProjectPath, String> {
    let plain = written.trim().replace('\\', "/");
    let named = |name: &str| wanted.iter().find(|path| path.as_str() == name);
    let found = ["", "./", "/", "a/", "b/"].iter().find_map(|start| {
        let name = plain.strip_prefix(start)?;
        named(name)
    });
    found.cloned().ok_or_else(|| {
        let shown: String = written
            .chars()
            .filter(|it| !it.is_control())
            .take(120)
            .collect();
        let wanted: Vec<String> = wanted.iter().map(|path| format!("`{path}`")).collect();
        format!(
            "`{shown}` is none of the files to write: {}",
            wanted.join(", ")
        )
    })
}

/// Makes a part of what was found, as it is or as an edit.
fn whole(path: ProjectPath, found: &Found<'_>) -> Result<Part, String> {
    let lines = unfenced(&found.lines);
    if found.edits || lines.iter().any(|line| is_search(line)) {
        let replacements =
            replacements(lines).map_err(|why| format!("the edit of `{path}` {why}"))?;
        return Ok(Part::Edit { path, replacements });
    }
    let begin = lines.iter().position(|line| !line.trim().is_empty());
    let end = lines.iter().rposition(|line| !line.trim().is_empty());
    let lines = match (begin, end) {
        (Some(begin), Some(end)) => lines.get(begin..=end).unwrap_or_default(),
        _ => return Err(format!("`{path}` is empty")),
    };
    let mut text = lines.join("\n");
    text.push('\n');
    Ok(Part::File { path, text })
}

/// Returns lines without the fence that stands around all of them.
fn unfenced<'a, 'l>(lines: &'l [&'a str]) -> &'l [&'a str] {
    let filled = |line: &&&str| !line.trim().is_empty();
    let Some(first) = lines.iter().position(|line| filled(&line)) else {
        return lines;
    };
    if !lines.get(first).is_some_and(|line| is_fence(line)) {
        return lines;
    }
    let last = lines
        .iter()
        .rposition(|line| filled(&line))
        .unwrap_or(first);
    let closed = last > first && lines.get(last).is_some_and(|line| line.trim() == "```");
    let end = if closed { last } else { last + 1 };
    lines.get(first + 1..end).unwrap_or_default()
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// Returns whether a line is made of one letter, five times at least, and then a word.
fn is_marker(line: &str, letter: char, word: &str) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches(letter);
    line.len() - rest.len() >= 5 && (rest.trim() == word || rest.is_empty())
}

fn is_search(line: &str) -> bool {
    is_marker(line, '<', "SEARCH") && line.contains("SEARCH")
}

/// Reads blocks of SEARCH and REPLACE.
fn replacements(lines: &[&str]) -> Result<Vec<Replacement>, String> {
    enum At {
        Between,
        Search,
        Replace,
    }
    let mut at = At::Between;
    let mut all = Vec::new();
    let (mut search, mut replace) = (String::new(), String::new());
    for line in lines {
        match at {
            At::Between if is_search(line) => at = At::Search,
            At::Between => {}
            At::Search if is_marker(line, '=', "") => at = At::Replace,
            At::Search => push(&mut search, line),
            At::Replace if is_marker(line, '>', "REPLACE") => {
                at = At::Between;
                all.push(Replacement {
                    search: std::mem::take(&mut search),
                    replace: std::mem::take(&mut replace),
                });
            }
            At::Replace => push(&mut replace, line),
        }
    }
    match at {
        At::Between if all.is_empty() => {
            Err("has no block from `<<<<<<< SEARCH` to `>>>>>>> REPLACE`".to_owned())
        }
        At::Between => Ok(all),
        At::Search => Err("has a SEARCH without `=======` after it".to_owned()),
        At::Replace => Err("has a block without `>>>>>>> REPLACE` at its end".to_owned()),
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests;
