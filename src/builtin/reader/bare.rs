//! Lists that nothing introduces: sentences, and what stands behind a semicolon, that are nothing but
//! fields.

use super::super::language::tag::{self, Tags};
use super::piece::{Mark, Piece};
use super::{Mode, Opener, Reader, is_question, verb};

impl Reader<'_> {
    /// Opens a list of fields behind a clause: "each rental links a vendor with a stall; date, paid".
    pub(super) fn open_list_behind(&mut self, piece: &Piece, behind: &[Piece]) {
        let more = behind
            .iter()
            .take_while(|piece| !matches!(piece.before, Mark::Semicolon | Mark::Edge));
        let part: Vec<Piece> = std::iter::once(piece).chain(more).cloned().collect();
        let entity = self.about.or(self.last);
        if let Some(entity) = entity.filter(|_| self.lists_members_only(&part, 2)) {
            self.open(Mode::Fields(entity), Opener::Verb);
        }
    }

    /// Opens a list of fields for a sentence that is nothing else: "Name, dose, start date."
    pub(super) fn open_bare_list(&mut self, pieces: &[Piece]) {
        if let Some(entity) = self.last.filter(|_| self.lists_members_only(pieces, 3)) {
            self.open(Mode::Fields(entity), Opener::Verb);
        }
    }

    /// Returns whether pieces are nothing but fields, and at least so many.
    fn lists_members_only(&self, pieces: &[Piece], least: usize) -> bool {
        let plain = pieces.iter().all(|piece| {
            let answered = piece
                .tokens
                .last()
                .is_some_and(|last| tag::of(last).has(Tags::NEG));
            answered
                || is_question(piece)
                || !matches!(piece.after, Mark::Colon | Mark::Dash)
                    && verb::main_verb(piece.plain()).is_none()
                    && !piece
                        .plain()
                        .iter()
                        .any(|token| tag::of(token).has(Tags::WITH))
                    && !self.names_several(piece)
                    && Self::feature(&piece.tokens).is_none()
        });
        let named = |piece: &&Piece| self.phrase(piece.plain()).hint().is_some();
        let named = pieces.iter().filter(named).count();
        let asked = pieces.iter().filter(|piece| is_question(piece)).count();
        plain && pieces.len() >= least && named >= 2 && (named + asked) * 3 >= pieces.len() * 2
    }

    /// Returns whether a piece names several records.
    fn names_several(&self, piece: &Piece) -> bool {
        let phrase = self.phrase(piece.plain());
        phrase.plural && !phrase.is_plain_field()
    }
}
