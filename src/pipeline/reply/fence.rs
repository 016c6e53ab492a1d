//! Parts of an answer without tags: fences that name their file, or the only one that is wanted.

use super::{Found, is_fence};
use crate::path::ProjectPath;

/// What code begins with.
const CODE: [&str; 14] = [
    "import ",
    "export ",
    "const ",
    "function ",
    "async ",
    "type ",
    "interface ",
    "class ",
    "let ",
    "/*",
    "//",
    "@",
    ":root",
    "<<<<<",
];

/// Returns the parts of an answer without tags.
pub(super) fn parts<'a>(lines: &[&'a str], wanted: &'a [ProjectPath], cut: bool) -> Vec<Found<'a>> {
    let mut parts: Vec<Found<'a>> = Vec::new();
    let mut fences = 0;
    let mut before: &str = "";
    let mut open: Option<Found<'a>> = None;
    for line in lines.iter().copied() {
        match open.as_mut() {
            Some(_) if line.trim() == "```" => {
                parts.extend(open.take().map(|part| Found {
                    closed: true,
                    ..part
                }));
                before = "";
            }
            Some(part) => part.lines.push(line),
            None if is_fence(line) => {
                fences += 1;
                let path = named(line, wanted).or_else(|| named(before, wanted));
                open = Some(Found {
                    path: path.map_or("", ProjectPath::as_str),
                    edits: false,
                    lines: Vec::new(),
                    closed: false,
                });
            }
            None if line.trim().is_empty() => {}
            None => before = line,
        }
    }
    parts.extend(open);
    for part in &mut parts {
        if part.path.is_empty() {
            // A comment in its first line may name it.
            let first = part.lines.first().copied().unwrap_or_default();
            let comment = first.trim_start().starts_with(['/', '#', '<']);
            let path = named(first, wanted).filter(|_| comment);
            part.path = path.map_or("", ProjectPath::as_str);
        }
    }
    if let [only] = wanted {
        if fences == 0 {
            return bare(lines, only, cut).into_iter().collect();
        }
        if let [part] = parts.as_mut_slice() {
            part.path = only.as_str();
        }
    }
    parts.retain(|part| !part.path.is_empty());
    parts
}

/// Returns an answer that is nothing but the file.
fn bare<'a>(lines: &[&'a str], only: &'a ProjectPath, cut: bool) -> Option<Found<'a>> {
    let first = lines.iter().find(|line| !line.trim().is_empty())?;
    let is_code = CODE.iter().any(|start| first.starts_with(start));
    is_code.then(|| Found {
        path: only.as_str(),
        edits: false,
        lines: lines.to_vec(),
        closed: !cut,
    })
}

/// Returns the only wanted file that a line names.
fn named<'a>(line: &str, wanted: &'a [ProjectPath]) -> Option<&'a ProjectPath> {
    let mut words = line.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, '`' | '*' | '"' | '\'' | '(' | ')' | ':' | '=')
    });
    words.find_map(|word| {
        let word = word.trim_start_matches("./");
        wanted.iter().find(|path| path.as_str() == word)
    })
}
