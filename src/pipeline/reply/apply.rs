//! Edits, applied to a text: each SEARCH has to stand in it once.
//!
//! Lines are compared as they are; where that finds nothing, without the blanks at their ends; where
//! that finds nothing either, with all of them indented more or less by the same blanks. A part of a
//! line counts when it stands there once. Nothing else is close enough.

use super::Replacement;

/// The most lines that a complaint shows on each side.
const AROUND: usize = 3;

/// Applies edits in their order; says what does not fit.
pub(crate) fn apply(text: &str, replacements: &[Replacement]) -> Result<String, String> {
    let mut text = text.to_owned();
    let count = replacements.len();
    for (index, replacement) in replacements.iter().enumerate() {
        let block = if count == 1 {
            "SEARCH".to_owned()
        } else {
            format!("SEARCH {} of {count}", index + 1)
        };
        text = one(&text, replacement).map_err(|why| format!("{block} {why}"))?;
    }
    Ok(text)
}

/// Where lines were found.
struct Place {
    first: usize,
    /// The blanks by which they are indented more, or less.
    more: String,
    less: usize,
}

fn one(text: &str, replacement: &Replacement) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let search: Vec<&str> = trimmed(&replacement.search);
    if search.is_empty() {
        return Err("is empty; give the lines that are there now".to_owned());
    }
    for compare in [exactly, but_for_ends, but_for_indentation] {
        let places = lines.windows(search.len()).enumerate();
        let places = places.filter_map(|(first, window)| {
            let (more, less) = compare(window, &search)?;
            Some(Place { first, more, less })
        });
        let mut places: Vec<Place> = places.take(3).collect();
        match (places.pop(), places.as_slice()) {
            (None, _) => {}
            (Some(place), []) => {
                return Ok(replaced(&lines, &place, search.len(), &replacement.replace));
            }
            (Some(last), others) => {
                let at: Vec<String> = others
                    .iter()
                    .chain([&last])
                    .map(|place| (place.first + 1).to_string())
                    .collect();
                return Err(format!(
                    "fits several places, lines {}; give more lines around it",
                    at.join(" and ")
                ));
            }
        }
    }
    let part = replacement.search.trim_end_matches('\n');
    if !part.contains('\n') && text.matches(part).count() == 1 {
        return Ok(text.replacen(part, replacement.replace.trim_end_matches('\n'), 1));
    }
    Err(format!("is not in the file{}", near(&lines, &search)))
}

/// Returns the lines of a text without empty ones at both ends.
fn trimmed(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let filled = |line: &&str| !line.trim().is_empty();
    match (
        lines.iter().position(filled),
        lines.iter().rposition(filled),
    ) {
        (Some(first), Some(last)) => lines.get(first..=last).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    }
}

fn exactly(window: &[&str], search: &[&str]) -> Option<(String, usize)> {
    (window == search).then(|| (String::new(), 0))
}

fn but_for_ends(window: &[&str], search: &[&str]) -> Option<(String, usize)> {
    let mut pairs = window.iter().zip(search);
    pairs
        .all(|(one, other)| one.trim_end() == other.trim_end())
        .then(|| (String::new(), 0))
}

fn but_for_indentation(window: &[&str], search: &[&str]) -> Option<(String, usize)> {
    let (first, wanted) = (window.first()?, search.first()?);
    let (here, there) = (indentation(first), indentation(wanted));
    let (more, less) = match here.strip_suffix(there) {
        Some(more) => (more.to_owned(), 0),
        None => (String::new(), there.strip_suffix(here)?.len()),
    };
    let moved = |line: &str| match line.trim() {
        "" => String::new(),
        _ => shifted(line, &more, less),
    };
    let mut pairs = window.iter().zip(search);
    pairs
        .all(|(one, other)| one.trim_end() == moved(other).trim_end())
        .then_some((more.clone(), less))
}

fn indentation(line: &str) -> &str {
    let text = line.trim_start();
    line.get(..line.len() - text.len()).unwrap_or_default()
}

/// Indents a line more or less.
fn shifted(line: &str, more: &str, less: usize) -> String {
    let blanks = indentation(line).len().min(less);
    format!("{more}{}", line.get(blanks..).unwrap_or_default())
}

fn replaced(lines: &[&str], place: &Place, count: usize, replace: &str) -> String {
    let before = lines
        .iter()
        .take(place.first)
        .map(|line| (*line).to_owned());
    let between = replace.lines().map(|line| match line.trim() {
        "" => String::new(),
        _ => shifted(line, &place.more, place.less),
    });
    let after = lines.iter().skip(place.first + count);
    let all: Vec<String> = before
        .chain(between)
        .chain(after.map(|line| (*line).to_owned()))
        .collect();
    let mut text = all.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Returns the lines of a file that are most like those that were not found.
fn near(lines: &[&str], search: &[&str]) -> String {
    let wanted = search.first().map_or("", |line| line.trim());
    let alike = |line: &str| {
        let pairs = line.trim().chars().zip(wanted.chars());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let scored = lines
        .iter()
        .enumerate()
        .map(|(index, line)| (alike(line), index));
    let Some((score, index)) = scored.max_by_key(|(score, index)| (*score, usize::MAX - index))
    else {
        return "; it is empty".to_owned();
    };
    if score == 0 {
        return String::new();
    }
    let first = index.saturating_sub(AROUND);
    let shown = lines.iter().enumerate().skip(first).take(2 * AROUND + 1);
    let shown: String = shown
        .map(|(index, line)| format!("\n  {} | {line}", index + 1))
        .collect();
    format!("; the nearest lines are{shown}")
}
