//! Sentences that say what no two records may share.

use super::super::draft::{Distinct, Outcome};
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::Reader;
use super::piece::Piece;

impl Reader<'_> {
    /// Reads "no two members share an e-mail" and "one registration per person per event".
    pub(crate) fn distinct(&mut self, piece: &Piece) -> bool {
        let tokens = &piece.tokens;
        let Some(least) = least(tokens) else {
            return false;
        };
        let says = |words: &[&str]| {
            tokens
                .iter()
                .any(|token| words.iter().any(|word| token.key.starts_with(word)))
        };
        let rule = Distinct {
            names: self.names_in(tokens),
            dated: says(&["day", "date", "time", "slot", "дат", "день", "дня", "врем"]),
            person: says(&["person", "user", "человек", "пользовател"]),
            least,
            note: self.draft.notes.len(),
        };
        if rule.names.is_empty() {
            return false;
        }
        self.group += 1;
        self.draft.distinct.push(rule);
        self.note(piece, Outcome::Built);
        self.group += 1;
        true
    }
}

/// Returns how many members must be told apart together at least, when tokens say so at all.
fn least(tokens: &[Token]) -> Option<usize> {
    let any = |words: &[&str]| {
        tokens
            .iter()
            .any(|token| words.contains(&token.key.as_str()))
    };
    let per = tokens
        .iter()
        .filter(|token| token.key == "per" || token.key == "each")
        .count();
    let one = tokens
        .iter()
        .take(3)
        .any(|token| tag::of(token).has(Tags::ONE) && !tag::of(token).has(Tags::ARTICLE));
    let ones = tokens
        .iter()
        .filter(|token| token.is_cyrillic() && tag::of(token).has(Tags::ONE))
        .count();
    let each = any(&["на"]) && any(&["с", "от", "для", "у"]);
    if one && (per >= 2 || ones >= 2 && each && tokens.len() <= 9) {
        return Some(2);
    }
    let denied = tokens.iter().any(|token| tag::of(token).has(Tags::NEG))
        || any(&["нельзя", "запрещено", "forbidden"]);
    let twice = any(&["twice", "дважды", "double-book", "double-booked"]);
    let same = any(&[
        "same",
        "share",
        "одинаковый",
        "одинаковые",
        "одинаковым",
        "одинаковыми",
        "одного",
    ]);
    let two = any(&["two", "два", "две", "двух", "дважды"]);
    if denied && twice {
        return Some(2);
    }
    (denied && two && same).then_some(1)
}
