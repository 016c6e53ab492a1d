//! Places in texts that people wrote: the line with a caret under it, and the name that was
//! probably meant.

/// Returns the line and column, from 1, of a byte offset.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}

/// Returns a line with its number and a caret under a column.
pub fn excerpt(text: &str, (line, column): (usize, usize)) -> String {
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    // A very long line is cut to the part around the place.
    let skipped = column.saturating_sub(60);
    // A file of somebody else's must not steer the terminal.
    let shown = source.chars().skip(skipped).take(100);
    let shown: String = shown
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let caret = " ".repeat(column.saturating_sub(skipped + 1));
    format!("{margin} |\n{number} | {shown}\n{margin} | {caret}^ line {line}, column {column}")
}

/// Returns the nearest allowed name when serde's message is about an unknown one.
pub fn suggestion(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ");
    quoted
        .next()
        .filter(|_| unknown)
        .map_or_else(String::new, |name| nearest(name, quoted))
}

/// Returns `; did you mean …?` when one of `names` is close to `name`.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let wanted = name.to_lowercase();
    let score = |candidate: &str| strsim::jaro_winkler(&wanted, &candidate.to_lowercase());
    let best = names
        .map(|candidate| (score(candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((score, candidate)) if score > 0.75 => format!("; did you mean `{candidate}`?"),
        Some(_) | None => String::new(),
    }
}
