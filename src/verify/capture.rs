//! The output of a command, bounded: its head and its tail, as plain text.

use std::collections::VecDeque;
use std::fmt::Write as _;

/// How much of the beginning is kept, in bytes: where a tool says what it does.
const HEAD: usize = 8 * 1024;

/// How much of the end is kept, in bytes: where a tool says what went wrong.
const TAIL: usize = 56 * 1024;

/// Bytes that come in pieces, of which the first and the last are kept.
#[derive(Default)]
pub(super) struct Capture {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    dropped: u64,
}

impl Capture {
    /// Takes the next piece.
    pub(super) fn push(&mut self, piece: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(piece.len());
        let (first, rest) = piece.split_at(room);
        self.head.extend_from_slice(first);
        self.tail.extend(rest);
        let over = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..over);
        self.dropped += over as u64;
    }

    /// Returns what was kept, without colours and other control sequences.
    pub(super) fn text(&self) -> String {
        let tail: Vec<u8> = self.tail.iter().copied().collect();
        if self.dropped == 0 {
            return plain(&[self.head.as_slice(), &tail].concat());
        }
        let mut text = plain(&self.head);
        // Writing into a text can't fail.
        write!(text, "\n… {} bytes left out …\n", self.dropped).unwrap_or_default();
        text.push_str(&plain(&tail));
        text
    }
}

/// Returns printable text: no escape sequences, no control characters but line ends and tabs, and
/// none of the marks that turn the direction of writing.
pub(super) fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = anstream::adapter::strip_str(&text).to_string();
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || turns(*c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_head_and_the_tail() {
        let mut capture = Capture::default();
        capture.push(b"first\n");
        for _ in 0..100 {
            capture.push(&[b'x'; 10_000]);
        }
        capture.push(b"\nlast");
        let text = capture.text();
        assert!(text.starts_with("first\n"));
        assert!(text.ends_with("\nlast"));
        assert!(text.contains(&format!("… {} bytes left out …", 1_000_011 - HEAD - TAIL)));
        assert!(text.len() < HEAD + TAIL + 100);
    }

    #[test]
    fn a_character_on_the_border_stays_whole_when_nothing_is_left_out() {
        let mut capture = Capture::default();
        capture.push(&[b'x'; HEAD - 1]);
        capture.push("я".as_bytes());
        assert!(capture.text().ends_with("xя"));
    }

    #[test]
    fn colours_and_controls_are_gone() {
        let dirty = b"\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07\r\na\rb\x00\x08 \xe2\x80\xaeback \xff";
        assert_eq!(plain(dirty), "red link\na\nb back \u{fffd}");
    }
}
