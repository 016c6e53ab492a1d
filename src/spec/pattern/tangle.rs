//! Expressions that a text can match in very many ways, such as `(a+)+`.

use super::Node;

/// More repetitions than this are as bad as any number.
const FEW: usize = 8;

/// Returns whether a repetition repeats another one and nothing tells where each of them ends.
pub(super) fn is_tangled(node: &Node) -> bool {
    match node {
        Node::Set { .. } => false,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(is_tangled),
        Node::Repeat { node, most, .. } => is_tangled(node) || (*most > FEW && is_loose(node)),
    }
}

/// Returns whether it repeats something without a character of its own that marks each turn.
fn is_loose(node: &Node) -> bool {
    let mut sets = Vec::new();
    repeated(node, &mut sets);
    let marks = |part: &Node| match part {
        Node::Set {
            ranges,
            negated: false,
        } => !sets
            .iter()
            .any(|(other, negated)| *negated || overlap(ranges, other)),
        Node::Set { .. } | Node::Sequence(_) | Node::Choice(_) | Node::Repeat { .. } => false,
    };
    let marked = match node {
        Node::Sequence(parts) => parts.iter().any(marks),
        Node::Set { .. } | Node::Choice(_) | Node::Repeat { .. } => false,
    };
    !sets.is_empty() && !marked
}

/// Collects the sets inside `node` that repeat.
fn repeated<'a>(node: &'a Node, sets: &mut Vec<(&'a [(char, char)], bool)>) {
    match node {
        Node::Set { .. } => {}
        Node::Sequence(nodes) | Node::Choice(nodes) => {
            for node in nodes {
                repeated(node, sets);
            }
        }
        Node::Repeat { node, least, most } => {
            if least == most {
                repeated(node, sets);
            } else {
                all(node, sets);
            }
        }
    }
}

fn all<'a>(node: &'a Node, sets: &mut Vec<(&'a [(char, char)], bool)>) {
    match node {
        Node::Set { ranges, negated } => sets.push((ranges, *negated)),
        Node::Sequence(nodes) | Node::Choice(nodes) => {
            for node in nodes {
                all(node, sets);
            }
        }
        Node::Repeat { node, .. } => all(node, sets),
    }
}

fn overlap(a: &[(char, char)], b: &[(char, char)]) -> bool {
    a.iter()
        .any(|(low, high)| b.iter().any(|(start, end)| low <= end && start <= high))
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn repetitions_of_repetitions_need_a_mark() {
        let cases = [
            (r"(a+)+b", true),
            (r"(a|b+)*", true),
            (r"([a-z]+-?)+", true),
            (r"[a-z]+(-[a-z]+)*", false),
            (r"(\d{3}-)+", false),
            (r"[A-Z]{2,4}\d+", false),
        ];
        for (pattern, expected) in cases {
            assert_eq!(
                Pattern::parse(pattern).unwrap().is_tangled(),
                expected,
                "{pattern}"
            );
        }
    }
}
