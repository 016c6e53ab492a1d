//! Places in a text as people count them.

/// Returns `line:column` of a byte offset, both from 1, the column in characters. An offset past
/// the end or inside a character stands for the nearest character before it.
pub(in crate::verify) fn at(text: &str, offset: usize) -> String {
    let mut line = 1;
    let mut column = 1;
    for (start, character) in text.char_indices() {
        if start + character.len_utf8() > offset {
            break;
        }
        if character == '\n' {
            line += 1;
            column = 1;
        } else {
            column += 1;
        }
    }
    format!("{line}:{column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = "ab\nжук";
        for (offset, place) in [
            (0, "1:1"),
            (2, "1:3"),
            (3, "2:1"),
            (5, "2:2"),
            (6, "2:2"),
            (99, "2:4"),
        ] {
            assert_eq!(at(text, offset), place, "{offset}");
        }
    }
}
