//! Examples of what a heading names, and brackets that say what is kept of a word.

use super::super::choice;
use super::super::draft::Outcome;
use super::super::language::token::Token;
use super::Reader;
use super::piece::{Mark, Piece};

impl Reader<'_> {
    /// Leaves out examples of what a heading names: "tools: drills, saws and so on".
    pub(crate) fn without_examples(&mut self, mut pieces: Vec<Piece>) -> Vec<Piece> {
        let ends = |piece: &Piece| {
            let last = piece.tokens.last().map_or("", |token| token.key.as_str());
            matches!(
                last,
                "прочее"
                    | "прочие"
                    | "прочая"
                    | "т.д"
                    | "т.п"
                    | "др"
                    | "другие"
                    | "etc"
                    | "on"
                    | "others"
            ) && piece.tokens.len() <= 2
        };
        let [head, items @ ..] = pieces.as_slice() else {
            return pieces;
        };
        let thing = |piece: &Piece| {
            let phrase = self.phrase(piece.plain());
            piece.bracket().is_none() && phrase.plural && phrase.hint().is_none()
        };
        let examples = head.after == Mark::Colon
            && items.len() >= 2
            && items.last().is_some_and(ends)
            && items.iter().rev().skip(1).all(thing);
        if examples {
            for piece in &pieces.split_off(1) {
                self.note(piece, Outcome::Noise);
            }
            if let Some(head) = pieces.first_mut() {
                head.after = Mark::Edge;
            }
        }
        pieces
    }
}

/// Returns the members that a word stands for whose brackets say what is kept of it: "born (date +
/// place)".
pub(crate) fn parted(piece: &Piece) -> Option<Vec<Vec<Token>>> {
    let bare = |token: &Token| {
        matches!(
            token.key.as_str(),
            "date"
                | "place"
                | "city"
                | "country"
                | "year"
                | "time"
                | "дата"
                | "место"
                | "город"
                | "страна"
                | "год"
                | "время"
        )
    };
    let head = piece.plain();
    let items = choice::items(piece.bracket()?);
    let members = items
        .iter()
        .all(|item| matches!(item, [only] if bare(only)));
    (head.len() == 1 && items.len() >= 2 && members).then(|| {
        let joined = |item: &&[Token]| {
            let (first, second) = (head.iter(), item.iter());
            if head.iter().any(Token::is_cyrillic) {
                second.chain(first).cloned().collect()
            } else {
                first.chain(second).cloned().collect()
            }
        };
        items.iter().map(joined).collect()
    })
}
