//! Answers of several columns: one line a row for scripts, and no wider than the terminal for people.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use terminal_size::{Width, terminal_size_of};

/// Returns rows as lines with their columns below each other.
pub(crate) fn columns<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    arranged(rows.into_iter().collect(), width())
}

/// Returns rows below a line that says what each column is.
pub(crate) fn headed<const N: usize>(
    heading: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let heading = heading.map(str::to_owned);
    columns(std::iter::once(heading).chain(rows))
}

/// Returns the columns of the terminal that the answer goes to, if it goes to one.
fn width() -> Option<u16> {
    terminal_size_of(std::io::stdout()).map(|(Width(width), _)| width)
}

fn arranged<const N: usize>(rows: Vec<[String; N]>, width: Option<u16>) -> String {
    // A column without a word in it would still take its two blanks.
    let filled: [bool; N] = std::array::from_fn(|column| {
        rows.iter()
            .any(|row| row.get(column).is_some_and(|it| !it.is_empty()))
    });
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
    }
    for row in rows {
        let cells = row.into_iter().zip(filled).filter(|(_, filled)| *filled);
        table.add_row(cells.map(|(cell, _)| cell));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if let Some(names) = table.column_mut(0) {
        names.set_constraint(ColumnConstraint::ContentWidth);
    }
    let lines = table.trim_fmt();
    if lines.is_empty() {
        lines
    } else {
        lines + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<[String; 3]> {
        [
            ["node", "", "20.20.2"],
            [
                "ключ",
                "",
                "there is none: what to do about it is said here, in many words",
            ],
        ]
        .map(|row| row.map(str::to_owned))
        .into()
    }

    #[test]
    fn a_row_is_a_line_for_scripts() {
        let lines =
            "node  20.20.2\nключ  there is none: what to do about it is said here, in many words\n";
        assert_eq!(arranged(rows(), None), lines);
        assert_eq!(arranged::<2>(Vec::new(), None), "");
    }

    #[test]
    fn a_narrow_terminal_gets_more_lines() {
        let text = arranged(rows(), Some(40));
        assert!(
            text.lines().all(|line| line.chars().count() <= 40),
            "{text}"
        );
        assert!(text.contains("\n      it is said here"), "{text}");
    }
}
