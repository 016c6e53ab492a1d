//! Regular expressions as far as rules of fields use them.
//!
//! What JavaScript and Rust don't read alike (look-around, back references, classes of Unicode) is
//! refused by [`Pattern::parse`]. What is understood can be written again for JavaScript
//! ([`Pattern::js`]) and, where it says no more than `SQLite`'s `GLOB` can, for the database
//! ([`Pattern::sql`]).

use std::iter::Peekable;
use std::str::Chars;

mod glob;
mod js;
mod tangle;

/// How often a repetition without a limit may repeat.
const MANY: usize = usize::MAX;
/// The most steps that one match may take.
const STEPS: usize = 20_000;

/// A regular expression.
#[derive(Debug)]
pub struct Pattern(pub(crate) Node);

/// A part of a regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// One character of these ranges, or of none of them.
    Set {
        ranges: Vec<(char, char)>,
        negated: bool,
    },
    Sequence(Vec<Self>),
    Choice(Vec<Self>),
    Repeat {
        node: Box<Self>,
        least: usize,
        most: usize,
    },
}

impl Pattern {
    /// Parses a regular expression; nothing when it has parts that aren't known here.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser {
            chars: text.chars().peekable(),
            depth: 0,
        };
        let node = parser.choice()?;
        parser.chars.next().is_none().then_some(Self(node))
    }

    /// Returns whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let mut steps = STEPS;
        self.0
            .run(&text, 0, &mut steps, &mut |at, _| at == text.len())
    }

    /// Returns the regular expression for a whole text in JavaScript, without its slashes.
    pub fn js(&self) -> String {
        js::whole(&self.0)
    }

    /// Returns a condition of `SQLite` that says the same of `column`, when there is one.
    pub fn sql(&self, column: &str) -> Option<String> {
        glob::condition(&self.0, column)
    }

    /// Returns whether a repetition inside a repetition lets a text match in so many ways that
    /// trying them all takes forever.
    pub fn is_tangled(&self) -> bool {
        tangle::is_tangled(&self.0)
    }
}

/// What is asked after a part has matched up to a place.
type Next<'a> = &'a mut dyn FnMut(usize, &mut usize) -> bool;

impl Node {
    fn run(&self, text: &[char], at: usize, steps: &mut usize, next: Next<'_>) -> bool {
        let Some(left) = steps.checked_sub(1) else {
            return false;
        };
        *steps = left;
        match self {
            Self::Set { ranges, negated } => {
                let found = text
                    .get(at)
                    .is_some_and(|&c| contains(ranges, c) != *negated);
                found && next(at + 1, steps)
            }
            Self::Sequence(nodes) => Self::run_all(nodes, text, at, steps, next),
            Self::Choice(nodes) => nodes.iter().any(|node| node.run(text, at, steps, next)),
            Self::Repeat { node, least, most } => {
                Self::run_many(node, (*least, *most), text, at, steps, next)
            }
        }
    }

    fn run_all(
        nodes: &[Self],
        text: &[char],
        at: usize,
        steps: &mut usize,
        next: Next<'_>,
    ) -> bool {
        match nodes {
            [] => next(at, steps),
            [first, rest @ ..] => first.run(text, at, steps, &mut |at, steps| {
                Self::run_all(rest, text, at, steps, next)
            }),
        }
    }

    fn run_many(
        node: &Self,
        (least, most): (usize, usize),
        text: &[char],
        at: usize,
        steps: &mut usize,
        next: Next<'_>,
    ) -> bool {
        let again = most > 0
            && node.run(text, at, steps, &mut |after, steps| {
                let limits = (least.saturating_sub(1), most - 1);
                (after > at || least > 0) && Self::run_many(node, limits, text, after, steps, next)
            });
        again || (least == 0 && next(at, steps))
    }
}

pub(crate) fn contains(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|&(low, high)| (low..=high).contains(&c))
}

struct Parser<'a> {
    chars: Peekable<Chars<'a>>,
    depth: usize,
}

impl Parser<'_> {
    fn choice(&mut self) -> Option<Node> {
        self.depth += 1;
        let mut choices = vec![self.sequence()?];
        while self.chars.next_if_eq(&'|').is_some() {
            choices.push(self.sequence()?);
        }
        self.depth -= 1;
        match choices.pop() {
            Some(only) if choices.is_empty() => Some(only),
            last => Some(Node::Choice(choices.into_iter().chain(last).collect())),
        }
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(&c) = self.chars.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let node = self.atom()?;
            nodes.push(self.repeated(node)?);
        }
        Some(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Option<Node> {
        match self.chars.next()? {
            // The whole text must match anyway.
            '^' | '$' => Some(Node::Sequence(Vec::new())),
            '(' => {
                if self.chars.next_if_eq(&'?').is_some() {
                    self.chars.next_if_eq(&':')?;
                }
                let node = if self.depth < 20 {
                    self.choice()?
                } else {
                    return None;
                };
                self.chars.next_if_eq(&')')?;
                Some(node)
            }
            '[' => self.set(),
            '\\' => {
                let ranges = self.escape()?;
                Some(Node::Set {
                    ranges,
                    negated: false,
                })
            }
            '.' => Some(Node::Set {
                ranges: vec![('\n', '\n')],
                negated: true,
            }),
            '*' | '+' | '?' | '{' | '}' | ']' => None,
            c => Some(Node::Set {
                ranges: vec![(c, c)],
                negated: false,
            }),
        }
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (least, most) = match self.chars.peek() {
            Some('*') => (0, MANY),
            Some('+') => (1, MANY),
            Some('?') => (0, 1),
            Some('{') => {
                self.chars.next();
                return self.counted(node);
            }
            Some(_) | None => return Some(node),
        };
        self.chars.next();
        self.chars.next_if_eq(&'?');
        Some(Node::Repeat {
            node: Box::new(node),
            least,
            most,
        })
    }

    fn counted(&mut self, node: Node) -> Option<Node> {
        let mut limits = String::new();
        while let Some(c) = self.chars.next_if(|&c| c != '}') {
            limits.push(c);
        }
        self.chars.next_if_eq(&'}')?;
        let (low, high) = limits.split_once(',').unwrap_or((&limits, &limits));
        let least = low.parse().ok()?;
        let most = if high.is_empty() {
            MANY
        } else {
            high.parse().ok()?
        };
        (least <= most && least <= 1000).then(|| Node::Repeat {
            node: Box::new(node),
            least,
            most,
        })
    }

    fn set(&mut self) -> Option<Node> {
        let negated = self.chars.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            match self.chars.next()? {
                ']' => return (!ranges.is_empty()).then_some(Node::Set { ranges, negated }),
                '\\' => ranges.extend(self.escape()?),
                '[' => return None,
                low => {
                    let mut ahead = self.chars.clone();
                    let high = (ahead.next() == Some('-'))
                        .then(|| ahead.next())
                        .flatten()
                        .filter(|&high| high != ']' && high != '\\');
                    if high.is_some() {
                        self.chars = ahead;
                    }
                    let high = high.unwrap_or(low);
                    if low > high {
                        return None;
                    }
                    ranges.push((low, high));
                }
            }
        }
    }

    fn escape(&mut self) -> Option<Vec<(char, char)>> {
        match self.chars.next()? {
            'd' => Some(vec![('0', '9')]),
            'w' => Some(vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
            's' => Some(vec![(' ', ' '), ('\t', '\t'), ('\n', '\n')]),
            c if c.is_alphanumeric() => None,
            c => Some(vec![(c, c)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_whole_texts() {
        let cases = [
            (r"^[A-Z]{3}-\d{2,4}$", "ABC-123", true),
            (r"[A-Z]{3}-\d{2,4}", "ABC-1", false),
            (r"[A-Z]{3}-\d{2,4}", "xABC-12", false),
            (r"(foo|ba+r)*", "foobaaarfoo", true),
            (r"(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false),
            (r"[^@\s]+@[^@\s]+\.[a-z]{2,}", "a.b@example.com", true),
            (
                r"[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2}\d{2,3}",
                "А123ВС77",
                true,
            ),
            (r"\+?[0-9 ()-]{7,}", "+7 (900) 000-12-34", true),
        ];
        for (pattern, text, expected) in cases {
            let parsed = Pattern::parse(pattern).unwrap();
            assert_eq!(parsed.matches(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn says_what_it_does_not_know() {
        for pattern in [r"(?=a)b", r"\p{L}+", r"(a", r"[z", r"a{2", r"\1", r"[z-a]"] {
            assert!(Pattern::parse(pattern).is_none(), "{pattern}");
        }
    }
}
