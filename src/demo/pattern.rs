//! Texts that match a regular expression.

use crate::spec::pattern::{Node, Pattern, contains};

use super::seed;

/// Returns a text that matches; longer ones for a greater `extra`.
pub(crate) fn example(pattern: &Pattern, seed: u64, extra: usize) -> String {
    let mut text = String::new();
    write(&pattern.0, &mut text, seed, extra);
    text
}

fn write(node: &Node, text: &mut String, seed: u64, extra: usize) {
    let at = seed::row(seed, text.len());
    match node {
        Node::Set {
            ranges,
            negated: false,
        } => {
            let range = seed::cycle(ranges, seed::below(at, ranges.len()));
            text.extend(range.and_then(|&range| pick(range, seed::mix(at))));
        }
        Node::Set {
            ranges,
            negated: true,
        } => {
            let free: Vec<char> = ('a'..='z').filter(|&c| !contains(ranges, c)).collect();
            text.extend(seed::cycle(&free, seed::below(at, free.len())));
        }
        Node::Sequence(nodes) => {
            for node in nodes {
                write(node, text, seed, extra);
            }
        }
        Node::Choice(nodes) => {
            if let Some(node) = seed::cycle(nodes, seed::below(at, nodes.len())) {
                write(node, text, seed, extra);
            }
        }
        Node::Repeat { node, least, most } => {
            for _ in 0..(least + extra).min(*most) {
                write(node, text, seed, extra);
            }
        }
    }
}

fn pick((low, high): (char, char), seed: u64) -> Option<char> {
    let letters: Vec<char> = (low..=high).take(128).collect();
    seed::cycle(&letters, seed::below(seed, letters.len())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_match() {
        for pattern in [
            r"^[A-Z]{3}-\d{2,4}$",
            r"(?:INV|ORD)-\d+",
            r"[^aeiou]+",
            r"[a-z0-9]+(-[a-z0-9]+)*",
            r".*x?",
        ] {
            let parsed = Pattern::parse(pattern).unwrap();
            for extra in 0..5 {
                for seed in 0..20 {
                    let example = example(&parsed, seed, extra);
                    assert!(parsed.matches(&example), "{pattern} {example}");
                }
            }
        }
    }
}
