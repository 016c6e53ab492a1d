//! Layout: decides which marked groups of a rendered file break over several lines.
//!
//! # Design
//! Generated code must be what prettier would print, for names of any length, without running
//! prettier. Templates therefore mark the few places where a name could make a line too long, in
//! the way of Wadler's and prettier's documents: a group stays on one line if everything up to the
//! end of that line fits, else all of its own line marks become newlines. Everything else in a
//! template is text and stays as it is.
//!
//! Marks are written as visible characters in template sources. [`encode`] turns them into Unicode
//! noncharacters when a template is loaded, before any data is inserted, so that data that holds
//! the same visible characters is never taken for a mark.

use unicode_width::UnicodeWidthStr as _;

/// The width that lines are laid out for; the project's prettier configuration says the same.
pub(super) const WIDTH: usize = 100;
/// How much a group indents.
const INDENT: usize = 2;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Opens a group; the line break that follows, if any.
    Open(Break),
    /// Closes a group; the line break that comes before, if any.
    Close(Break),
    /// A line break inside a group.
    Line(Break),
    /// Text that is only there when the group is broken.
    IfBroken(&'static str),
}

/// What stands in place of a line break while its group is on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// Nothing, and no newline either when the group is broken.
    Never,
    /// Nothing.
    Empty,
    /// One space.
    Space,
    /// Nothing; a parenthesis beside the newline when the group is broken, as around JSX.
    Parenthesis,
}

/// The visible character, the noncharacter that stands for it inside, and its meaning.
const MARKS: [(char, char, Mark); 12] = [
    ('⟨', '\u{fdd0}', Mark::Open(Break::Empty)),
    ('⟩', '\u{fdd1}', Mark::Close(Break::Empty)),
    ('⟪', '\u{fdd2}', Mark::Open(Break::Space)),
    ('⟫', '\u{fdd3}', Mark::Close(Break::Space)),
    ('‹', '\u{fdd4}', Mark::Open(Break::Never)),
    ('›', '\u{fdd5}', Mark::Close(Break::Never)),
    ('·', '\u{fdd6}', Mark::Line(Break::Space)),
    ('°', '\u{fdd7}', Mark::Line(Break::Empty)),
    ('¤', '\u{fdd8}', Mark::IfBroken(",")),
    ('¦', '\u{fdd9}', Mark::IfBroken("| ")),
    ('⦅', '\u{fdda}', Mark::Open(Break::Parenthesis)),
    ('⦆', '\u{fddb}', Mark::Close(Break::Parenthesis)),
];

/// Why a file can't be laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A group is open at the end of a line, or closed twice.
    #[error("line {line}: the layout marks do not match")]
    Unbalanced {
        /// The line of the rendered text, from 1.
        line: usize,
    },
}

/// Replaces the visible marks of a template source by the characters that stand for them.
pub fn encode(source: &str) -> String {
    let inner = |c: char| {
        MARKS
            .iter()
            .find(|(visible, ..)| *visible == c)
            .map_or(c, |mark| mark.1)
    };
    source.chars().map(inner).collect()
}

/// Returns whether a character is one that layout uses inside.
pub fn is_reserved(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// Returns whether a character of a template source is a mark.
pub(super) fn is_visible_mark(c: char) -> bool {
    MARKS.iter().any(|(visible, ..)| *visible == c)
}

/// Lays out a rendered text.
///
/// # Errors
/// Names the line where marks don't match.
pub fn layout(text: &str) -> Result<String, Error> {
    if !text.contains(is_reserved) {
        return Ok(text.to_owned());
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let (line, end) = line
            .strip_suffix('\n')
            .map_or((line, ""), |line| (line, "\n"));
        if line.contains(is_reserved) {
            let pieces = parse(line).ok_or(Error::Unbalanced { line: index + 1 })?;
            let indent = line.chars().take_while(|c| *c == ' ').count();
            let whole = Rest {
                pieces: &pieces,
                close: Break::Never,
                parent: None,
            };
            Printer {
                out: &mut out,
                column: 0,
                indent,
            }
            .print(whole, Mode::Broken);
        } else {
            out.push_str(line);
        }
        out.push_str(end);
    }
    Ok(out)
}

/// A part of a line.
#[derive(Debug)]
enum Piece<'a> {
    Text(&'a str),
    Line(Break),
    IfBroken(&'static str),
    Group {
        open: Break,
        content: Vec<Self>,
        close: Break,
    },
}

/// Parses one line; nothing when its groups don't match.
fn parse(line: &str) -> Option<Vec<Piece<'_>>> {
    let mut stack: Vec<(Break, Vec<Piece<'_>>)> = vec![(Break::Never, Vec::new())];
    let mut rest = line;
    while !rest.is_empty() {
        let (text, tail) = rest.split_at(rest.find(is_reserved).unwrap_or(rest.len()));
        let (_, current) = stack.last_mut()?;
        if !text.is_empty() {
            current.push(Piece::Text(text));
        }
        let mut chars = tail.chars();
        if let Some(c) = chars.next() {
            let (.., mark) = MARKS.iter().find(|(_, inner, _)| *inner == c)?;
            match *mark {
                Mark::Open(open) => stack.push((open, Vec::new())),
                Mark::Close(close) => {
                    let (open, content) = stack.pop()?;
                    stack.last_mut()?.1.push(Piece::Group {
                        open,
                        content,
                        close,
                    });
                }
                Mark::Line(line) => current.push(Piece::Line(line)),
                Mark::IfBroken(text) => current.push(Piece::IfBroken(text)),
            }
        }
        rest = chars.as_str();
    }
    let (_, pieces) = stack.pop()?;
    stack.is_empty().then_some(pieces)
}

/// Whether the line breaks of a group are newlines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

/// What comes after a piece: the rest of its group, how that group closes, and what comes then.
#[derive(Clone, Copy)]
struct Rest<'a> {
    pieces: &'a [Piece<'a>],
    close: Break,
    parent: Option<&'a Self>,
}

struct Printer<'a> {
    out: &'a mut String,
    column: usize,
    indent: usize,
}

impl Printer<'_> {
    /// Prints pieces one after the other; line marks outside of any group never break.
    fn print(&mut self, rest: Rest<'_>, mode: Mode) {
        let mut pieces = rest.pieces;
        while let Some((piece, after)) = pieces.split_first() {
            pieces = after;
            self.piece(
                piece,
                mode,
                Rest {
                    pieces: after,
                    ..rest
                },
            );
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, mode: Mode, after: Rest<'_>) {
        match piece {
            Piece::Text(text) => self.text(text),
            Piece::Line(line) => self.line(*line, mode),
            Piece::IfBroken(text) => {
                if mode == Mode::Broken {
                    self.text(text);
                }
            }
            Piece::Group {
                open,
                content,
                close,
            } => {
                let flat = mode == Mode::Flat || self.fits(piece, after);
                let mode = if flat { Mode::Flat } else { Mode::Broken };
                self.indent += INDENT;
                if (*open, mode) == (Break::Parenthesis, Mode::Broken) {
                    self.text("(");
                }
                self.line(*open, mode);
                self.print(
                    Rest {
                        pieces: content,
                        close: *close,
                        parent: Some(&after),
                    },
                    mode,
                );
                self.indent -= INDENT;
                self.line(*close, mode);
                if (*close, mode) == (Break::Parenthesis, Mode::Broken) {
                    self.text(")");
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.width();
    }

    fn line(&mut self, line: Break, mode: Mode) {
        match (line, mode) {
            (Break::Never, _) | (Break::Empty | Break::Parenthesis, Mode::Flat) => {}
            (Break::Space, Mode::Flat) => self.text(" "),
            (Break::Empty | Break::Space | Break::Parenthesis, Mode::Broken) => {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', self.indent));
                self.column = self.indent;
            }
        }
    }

    /// Returns whether a group fits on the line, with what follows it up to the next line break
    /// of a group that is already broken.
    fn fits(&self, group: &Piece<'_>, after: Rest<'_>) -> bool {
        let mut used = self.column + flat_width(group);
        let mut rest = after;
        loop {
            let (width, ends) = width_to_break(rest.pieces, rest.close);
            used += width;
            match rest.parent {
                Some(parent) if !ends => rest = *parent,
                Some(_) | None => return used <= WIDTH,
            }
        }
    }
}

/// Returns the width of a piece on one line.
fn flat_width(piece: &Piece<'_>) -> usize {
    let of = |line: Break| usize::from(line == Break::Space);
    match piece {
        Piece::Text(text) => text.width(),
        Piece::Line(line) => of(*line),
        Piece::IfBroken(_) => 0,
        Piece::Group {
            open,
            content,
            close,
        } => of(*open) + content.iter().map(flat_width).sum::<usize>() + of(*close),
    }
}

/// Returns the width of the pieces of a broken group up to its first line break, and whether there
/// is one before its end.
fn width_to_break(pieces: &[Piece<'_>], close: Break) -> (usize, bool) {
    let mut used = 0;
    for piece in pieces {
        match piece {
            Piece::Line(Break::Empty | Break::Space | Break::Parenthesis)
            | Piece::Group {
                open: Break::Empty | Break::Space,
                ..
            } => return (used, true),
            Piece::Group {
                open: Break::Parenthesis,
                ..
            } => return (used + 1, true),
            Piece::Group {
                open: Break::Never,
                content,
                close,
            } => {
                let (width, ends) = width_to_break(content, *close);
                used += width;
                if ends {
                    return (used, true);
                }
            }
            Piece::Line(Break::Never) => {}
            Piece::Text(text) | Piece::IfBroken(text) => used += text.width(),
        }
    }
    (used, close != Break::Never)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn laid(source: &str) -> String {
        layout(&encode(source)).unwrap()
    }

    #[test]
    fn keeps_a_group_on_one_line_when_it_fits() {
        assert_eq!(
            laid("import {⟪a,·b¤⟫} from './x';\n"),
            "import { a, b } from './x';\n"
        );
        assert_eq!(laid("f(⟨a,·b¤⟩);"), "f(a, b);");
        assert_eq!(laid("type S =‹·¦'a'·| 'b'›;"), "type S = 'a' | 'b';");
    }

    #[test]
    fn puts_parentheses_around_a_broken_element() {
        let long = "a".repeat(90);
        assert_eq!(
            laid("cell: (row) => ⦅<Text⟪value={row.a}⟫/>⦆,"),
            "cell: (row) => <Text value={row.a} />,"
        );
        assert_eq!(
            laid(&format!("cell: (row) => ⦅<Text⟪value={{row.{long}}}⟫/>⦆,")),
            format!("cell: (row) => (\n  <Text\n    value={{row.{long}}}\n  />\n),"),
        );
    }

    #[test]
    fn breaks_every_line_of_a_group_that_does_not_fit() {
        let long = "a".repeat(60);
        assert_eq!(
            laid(&format!("  import {{⟪{long},·{long}¤⟫}} from './x';")),
            format!("  import {{\n    {long},\n    {long},\n  }} from './x';"),
        );
        assert_eq!(
            laid(&format!("type S =‹·¦'{long}'·| '{long}'›;")),
            format!("type S =\n  | '{long}'\n  | '{long}';"),
        );
        assert_eq!(
            laid(&format!("<Field⟪a=\"{long}\"·b=\"{long}\"⟫/>")),
            format!("<Field\n  a=\"{long}\"\n  b=\"{long}\"\n/>"),
        );
    }

    #[test]
    fn an_inner_group_stays_on_one_line_when_only_the_outer_one_must_break() {
        let long = "a".repeat(95);
        assert_eq!(
            laid(&format!("f(⟨g(⟨b¤⟩),·{long}¤⟩)")),
            format!("f(\n  g(b),\n  {long},\n)")
        );
    }

    #[test]
    fn what_follows_a_group_counts() {
        let name = "a".repeat(80);
        let line = format!("f(⟨{name}¤⟩).then(() => {{");
        assert_eq!(laid(&line), format!("f({name}).then(() => {{"));
        let line = format!("f(⟨{name}¤⟩).then(() => {{ more }}");
        assert_eq!(
            laid(&line),
            format!("f(\n  {name},\n).then(() => {{ more }}")
        );
    }

    #[test]
    fn what_follows_the_parent_of_a_group_counts() {
        let name = "a".repeat(86);
        assert_eq!(
            laid(&format!("const x =‹·f(⟨{name}¤⟩)›;")),
            format!("const x = f({name});")
        );
        let name = "a".repeat(87);
        assert_eq!(
            laid(&format!("const x =‹·f(⟨{name}¤⟩)›;")),
            format!("const x =\n  f({name});")
        );
    }

    #[test]
    fn data_is_never_a_mark() {
        assert_eq!(layout("a · b ⟨c⟩").unwrap(), "a · b ⟨c⟩");
    }

    #[test]
    fn names_the_line_of_an_open_group() {
        assert_eq!(
            layout(&encode("ok\nf(⟨a\n")),
            Err(Error::Unbalanced { line: 2 })
        );
        assert_eq!(layout(&encode("a⟩")), Err(Error::Unbalanced { line: 1 }));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_flat_text_stays(text in "[a-z ⟨⟩⟪⟫‹›·°¤¦\n]{0,80}") {
            let laid = layout(&encode(&text));
            if let Ok(laid) = laid {
                let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
                prop_assert_eq!(letters(&laid), letters(&text));
            }
        }
    }
}
