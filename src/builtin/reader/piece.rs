//! Cuts sentences into pieces at commas, dashes, colons and "and".

use super::super::language::dictionary;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::{russian, token};

/// What stands between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The start or the end of a sentence.
    Edge,
    Comma,
    And,
    Semicolon,
    Colon,
    Dash,
    Bullet,
}

/// A stretch of a sentence that says one thing.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) tokens: Vec<Token>,
    pub(crate) before: Mark,
    pub(crate) after: Mark,
}

impl Piece {
    /// Returns where the piece starts and ends in the idea.
    pub(crate) fn span(&self) -> (usize, usize) {
        let start = self.tokens.first().map_or(0, |token| token.start);
        let end = self.tokens.last().map_or(0, |token| token.end);
        (start, end.max(start))
    }

    /// Returns the tokens outside of brackets.
    pub(crate) fn plain(&self) -> &[Token] {
        let open = self
            .tokens
            .iter()
            .position(|token| token.kind == Kind::Open);
        self.tokens
            .get(..open.unwrap_or(self.tokens.len()))
            .unwrap_or_default()
    }

    /// Returns the tokens inside of the brackets, when there are any.
    pub(crate) fn bracket(&self) -> Option<&[Token]> {
        let open = self
            .tokens
            .iter()
            .position(|token| token.kind == Kind::Open)?;
        let close = self
            .tokens
            .iter()
            .rposition(|token| token.kind == Kind::Close)
            .filter(|close| *close > open)
            .unwrap_or(self.tokens.len());
        self.tokens.get(open + 1..close)
    }

    /// Returns the tokens behind the brackets.
    pub(crate) fn rest(&self) -> &[Token] {
        let close = self
            .tokens
            .iter()
            .rposition(|token| token.kind == Kind::Close);
        close
            .and_then(|close| self.tokens.get(close + 1..))
            .unwrap_or_default()
    }
}

/// Returns the sentences of an idea.
pub(crate) fn sentences(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens
        .split(|token| token.kind == Kind::Stop)
        .filter(|sentence| !sentence.is_empty())
}

/// Words that stand on both sides of an "and" as one thing.
const PAIRS: [(&str, &str); 24] = [
    ("date", "time"),
    ("time", "date"),
    ("day", "time"),
    ("дата", "время"),
    ("дату", "время"),
    ("датой", "временем"),
    ("дате", "времени"),
    ("время", "дата"),
    ("pros", "cons"),
    ("terms", "conditions"),
    ("q", "a"),
    ("drag", "drop"),
    ("доход", "расход"),
    ("жениха", "невесты"),
    ("невесты", "жениха"),
    ("bride", "groom"),
    ("groom", "bride"),
    ("lost", "found"),
    ("food", "drink"),
    ("плюсы", "минусы"),
    ("логину", "паролю"),
    ("логином", "паролем"),
    ("логин", "пароль"),
    ("login", "password"),
];

/// Cuts a sentence into pieces.
pub(crate) fn pieces(sentence: &[Token]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current: Vec<Token> = Vec::new();
    let mut before = Mark::Edge;
    let mut depth = 0_usize;
    for (at, token) in sentence.iter().enumerate() {
        if token.kind == Kind::Open {
            depth += 1;
        } else if token.kind == Kind::Close {
            depth = depth.saturating_sub(1);
        }
        let mark = if depth == 0 { mark(sentence, at) } else { None };
        let Some(mark) = mark else {
            current.push(token.clone());
            continue;
        };
        if current.is_empty() {
            before = stronger(before, mark);
            if let Some(last) = pieces.last_mut() {
                last.after = stronger(last.after, mark);
            }
            continue;
        }
        pieces.push(Piece {
            tokens: std::mem::take(&mut current),
            before,
            after: mark,
        });
        before = mark;
    }
    if !current.is_empty() {
        pieces.push(Piece {
            tokens: current,
            before,
            after: Mark::Edge,
        });
    }
    share_heads(&mut pieces);
    pieces
}

fn stronger(a: Mark, b: Mark) -> Mark {
    if matches!(a, Mark::Comma | Mark::Edge) {
        b
    } else {
        a
    }
}

fn mark(sentence: &[Token], at: usize) -> Option<Mark> {
    let token = sentence.get(at)?;
    let signs = [
        (Kind::Comma, Mark::Comma),
        (Kind::Semicolon, Mark::Semicolon),
        (Kind::Colon, Mark::Colon),
        (Kind::Dash, Mark::Dash),
        (Kind::Bullet, Mark::Bullet),
    ];
    if let Some((_, mark)) = signs.iter().find(|(kind, _)| *kind == token.kind) {
        return Some(*mark);
    }
    if !tag::of(token).has(Tags::AND) {
        return None;
    }
    let previous = sentence.get(at.checked_sub(1)?)?;
    let next = sentence.get(at + 1)?;
    let item = matches!(token.key.as_str(), "plus" | "плюс" | "n")
        && previous.kind == Kind::Comma
        && (next.kind == Kind::Comma || tag::of(next).has(Tags::OR.and(Tags::AND)));
    let guests = previous.kind == Kind::Word
        && token.key == "plus"
        && matches!(next.key.as_str(), "one" | "ones" | "1");
    if item || guests {
        return None;
    }
    let numbers = previous.kind == Kind::Number && next.kind == Kind::Number;
    let pair = PAIRS.contains(&(previous.key.as_str(), next.key.as_str()));
    (!numbers && !pair).then_some(Mark::And)
}

pub(crate) const MODIFIERS: [&str; 38] = [
    "from",
    "to",
    "check-in",
    "check-out",
    "pick-up",
    "pickup",
    "drop-off",
    "return",
    "delivery",
    "opening",
    "closing",
    "billing",
    "min",
    "max",
    "minimum",
    "maximum",
    "first",
    "last",
    "start",
    "end",
    "home",
    "work",
    "front",
    "back",
    "issue",
    "due",
    "arrival",
    "departure",
    "net",
    "gross",
    "мин",
    "макс",
    "минимальное",
    "максимальное",
    "минимальная",
    "максимальная",
    "минимальный",
    "максимальный",
];

/// Gives both sides of an "and" the head that they share: "first and last name".
fn share_heads(pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        let (left, right) = pieces.split_at_mut(at);
        let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) else {
            continue;
        };
        if right.before != Mark::And {
            continue;
        }
        let last = left.tokens.last().map_or("", |token| token.key.as_str());
        let first = right.tokens.first().map_or("", |token| token.key.as_str());
        if MODIFIERS.contains(&last) && MODIFIERS.contains(&first) && right.tokens.len() > 1 {
            let head: Vec<Token> = right.tokens.iter().skip(1).cloned().collect();
            left.tokens.extend(head);
        } else if let [only] = right.tokens.as_slice()
            && left.tokens.len() == 2
            && (is_genitive(only) && left.tokens.last().is_some_and(is_genitive)
                || counts(left) && russian::oblique_plural(&only.key))
            && let Some(head) = left.tokens.first().cloned()
        {
            right.tokens.insert(0, head);
        }
    }
}

/// Returns whether a piece says how many of something there are: "числом подъездов".
fn counts(piece: &Piece) -> bool {
    piece.tokens.first().is_some_and(|first| {
        ["числ", "количеств"]
            .iter()
            .any(|start| first.key.starts_with(start))
    })
}

/// Returns whether a token is a Russian noun in the genitive and not in the nominative.
fn is_genitive(token: &Token) -> bool {
    token.is_cyrillic()
        && dictionary::noun(&[token.key.as_str()]).is_some_and(|entry| {
            let nominative =
                token::key(entry.lemma) == token.key || token::key(&entry.plural()) == token.key;
            !nominative && !russian::oblique_plural(&token.key)
        })
}
