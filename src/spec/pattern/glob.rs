//! A regular expression as a condition of `SQLite`, whose `GLOB` knows sets of characters but not
//! how often they come.

use super::{MANY, Node};

/// The most alternatives that a condition may have.
const MOST: usize = 6;
/// The longest `GLOB`, in characters.
const LONGEST: usize = 80;

/// Returns a condition for `column` that says the same as `node`, when there is one.
pub(super) fn condition(node: &Node, column: &str) -> Option<String> {
    let text = many(node, column).or_else(|| {
        let globs = alternatives(node)?;
        let one = |glob: &String| format!("{column} GLOB '{glob}'");
        let all: Vec<_> = globs.iter().map(one).collect();
        let short = globs
            .iter()
            .all(|glob| (1..=LONGEST).contains(&glob.chars().count()));
        let text = all.join(" OR ");
        short.then(|| {
            if all.len() == 1 {
                text
            } else {
                format!("({text})")
            }
        })
    })?;
    // What a template literal of JavaScript would read as its own.
    (!text.contains(['`', '\\', '$'])).then_some(text)
}

/// Says that a text has characters of one set only.
fn many(node: &Node, column: &str) -> Option<String> {
    let node = match node {
        Node::Sequence(nodes) => {
            match nodes.iter().filter(|it| !is_empty(it)).collect::<Vec<_>>()[..] {
                [only] => only,
                _ => return None,
            }
        }
        Node::Set { .. } | Node::Choice(_) | Node::Repeat { .. } => node,
    };
    let Node::Repeat { node, least, most } = node else {
        return None;
    };
    let Node::Set { ranges, negated } = &**node else {
        return None;
    };
    let other = set(ranges, !*negated);
    let length = match (*least, *most) {
        (least, MANY) => format!("length({column}) >= {least}"),
        (least, most) => format!("length({column}) BETWEEN {least} AND {most}"),
    };
    Some(format!("{column} NOT GLOB '*{other}*' AND {length}"))
}

fn is_empty(node: &Node) -> bool {
    matches!(node, Node::Sequence(nodes) if nodes.is_empty())
}

/// Returns the patterns of which a text must match one.
fn alternatives(node: &Node) -> Option<Vec<String>> {
    let found = match node {
        Node::Set { ranges, negated } => match ranges.as_slice() {
            [(low, high)] if low == high && !negated => vec![literal(*low)],
            _ => vec![set(ranges, *negated)],
        },
        Node::Sequence(nodes) => nodes.iter().try_fold(vec![String::new()], |before, node| {
            combined(&before, &alternatives(node)?)
        })?,
        Node::Choice(nodes) => {
            let all: Option<Vec<_>> = nodes.iter().map(alternatives).collect();
            all?.concat()
        }
        Node::Repeat { node, least, most } => {
            if most.checked_sub(*least)? >= MOST {
                return None;
            }
            let one = alternatives(node)?;
            let mut all = Vec::new();
            for count in *least..=*most {
                let times = (0..count)
                    .try_fold(vec![String::new()], |before, _| combined(&before, &one))?;
                all.extend(times);
            }
            all
        }
    };
    (found.len() <= MOST).then_some(found)
}

fn combined(before: &[String], after: &[String]) -> Option<Vec<String>> {
    let joined: Vec<String> = before
        .iter()
        .flat_map(|start| after.iter().map(move |end| format!("{start}{end}")))
        .collect();
    let short = joined.iter().all(|glob| glob.chars().count() <= LONGEST);
    (joined.len() <= MOST && short).then_some(joined)
}

fn literal(c: char) -> String {
    match c {
        '*' | '?' | '[' => format!("[{c}]"),
        '\'' => "''".to_owned(),
        c => c.to_string(),
    }
}

fn set(ranges: &[(char, char)], negated: bool) -> String {
    let place = |range: &(char, char)| match range.0 {
        ']' => 0,
        '^' => 2,
        '-' => 3,
        _ => 1,
    };
    let mut sorted = ranges.to_vec();
    sorted.sort_by_key(place);
    let mut text = String::from(if negated { "[^" } else { "[" });
    for (low, high) in sorted {
        for c in [low, high]
            .into_iter()
            .take(if low == high { 1 } else { 2 })
        {
            if c == high && low != high {
                text.push('-');
            }
            text.push_str(if c == '\'' { "''" } else { "" });
            text.extend((c != '\'').then_some(c));
        }
    }
    text.push(']');
    text
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn what_has_fixed_lengths_becomes_a_glob() {
        let cases = [
            (
                r"[A-Z]{2}-\d{3}",
                Some("x GLOB '[A-Z][A-Z]-[0-9][0-9][0-9]'"),
            ),
            (r"INV|ORD", Some("(x GLOB 'INV' OR x GLOB 'ORD')")),
            (r"[a-z]\d?", Some("(x GLOB '[a-z]' OR x GLOB '[a-z][0-9]')")),
            (
                r"[A-Z0-9-]+",
                Some("x NOT GLOB '*[^A-Z0-9-]*' AND length(x) >= 1"),
            ),
            (
                r"\d{2,40}",
                Some("x NOT GLOB '*[^0-9]*' AND length(x) BETWEEN 2 AND 40"),
            ),
            (r"a\*'", Some("x GLOB 'a[*]'''")),
            (r"[a-z]+-\d", None),
            (r"\\a", None),
        ];
        for (pattern, expected) in cases {
            let found = Pattern::parse(pattern).unwrap().sql("x");
            assert_eq!(found.as_deref(), expected, "{pattern}");
        }
    }
}
