//! A regular expression as JavaScript writes it: no escape that isn't needed, valid with `u`.

use super::{MANY, Node};

/// Returns the expression for a whole text.
pub(super) fn whole(node: &Node) -> String {
    match node {
        Node::Choice(_) => format!("^(?:{})$", write(node)),
        Node::Set { .. } | Node::Sequence(_) | Node::Repeat { .. } => format!("^{}$", write(node)),
    }
}

fn write(node: &Node) -> String {
    match node {
        Node::Set { ranges, negated } => set(ranges, *negated),
        Node::Sequence(nodes) => nodes.iter().map(grouped).collect(),
        Node::Choice(nodes) => nodes.iter().map(write).collect::<Vec<_>>().join("|"),
        Node::Repeat { node, least, most } => {
            let atom = match &**node {
                Node::Set { .. } => write(node),
                Node::Sequence(_) | Node::Choice(_) | Node::Repeat { .. } => {
                    format!("(?:{})", write(node))
                }
            };
            format!("{atom}{}", count(*least, *most))
        }
    }
}

/// Writes a part of a sequence; a choice needs its own limits.
fn grouped(node: &Node) -> String {
    match node {
        Node::Choice(_) => format!("(?:{})", write(node)),
        Node::Set { .. } | Node::Sequence(_) | Node::Repeat { .. } => write(node),
    }
}

fn count(least: usize, most: usize) -> String {
    match (least, most) {
        (0, MANY) => "*".to_owned(),
        (1, MANY) => "+".to_owned(),
        (0, 1) => "?".to_owned(),
        (least, MANY) => format!("{{{least},}}"),
        (least, most) if least == most => format!("{{{least}}}"),
        (least, most) => format!("{{{least},{most}}}"),
    }
}

fn set(ranges: &[(char, char)], negated: bool) -> String {
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    match (sorted.as_slice(), negated) {
        ([('0', '9')], false) => return r"\d".to_owned(),
        ([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')], false) => return r"\w".to_owned(),
        ([('\n', '\n')], true) => return ".".to_owned(),
        ([(low, high)], false) if low == high => return outside(*low),
        _ => {}
    }
    // A hyphen or a caret would mean something at the start or between others.
    let last = |range: &(char, char)| matches!(range, ('-', '-') | ('^', '^'));
    let (marks, plain): (Vec<_>, Vec<_>) = ranges.iter().copied().partition(last);
    let mut text = String::from(if negated { "[^" } else { "[" });
    for (low, high) in plain.iter().chain(marks.iter().rev()) {
        text.push_str(&inside(*low));
        if low != high {
            text.push('-');
            text.push_str(&inside(*high));
        }
    }
    text.push(']');
    text
}

fn outside(c: char) -> String {
    if r"\^$.*+?()[]{}|/".contains(c) {
        format!("\\{c}")
    } else {
        spelled(c)
    }
}

fn inside(c: char) -> String {
    if matches!(c, '\\' | ']') {
        format!("\\{c}")
    } else {
        spelled(c)
    }
}

fn spelled(c: char) -> String {
    match c {
        '\t' => r"\t".to_owned(),
        '\n' => r"\n".to_owned(),
        c if c.is_control() || c.is_whitespace() && c != ' ' => {
            format!("\\u{{{:x}}}", u32::from(c))
        }
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn javascript_gets_no_needless_escape() {
        let cases = [
            (r"^[A-Z]{3}\-\d{2,4}$", r"^[A-Z]{3}-\d{2,4}$"),
            (r"INV|ORD", r"^(?:INV|ORD)$"),
            (r"(INV|ORD)-\d+", r"^(?:INV|ORD)-\d+$"),
            (r"[\w.\-]+", r"^[a-zA-Z0-9_.-]+$"),
            (r"a/b\.c", r"^a\/b\.c$"),
            (r"[\^x]?.*", r"^[x^]?.*$"),
            (r"\s{2,}", r"^[ \t\n]{2,}$"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(Pattern::parse(pattern).unwrap().js(), expected);
        }
    }
}
