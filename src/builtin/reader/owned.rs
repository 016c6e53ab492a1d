//! Russian clauses that begin with whose something is: "у тендера могут быть ставки конкурентов с
//! суммой и датой" makes a record of each bid, which leads to the tender and to the competitor.

use super::super::draft::{Outcome, Strength};
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::piece::{Mark, Piece};
use super::{Mode, Opener, Reader};

impl Reader<'_> {
    /// Reads what a record has many of, when that is described by its own fields.
    pub(crate) fn owned(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let Some(owner) = self
            .mentions(plain)
            .first()
            .copied()
            .filter(|mention| mention.owner && mention.start <= 2)
        else {
            return false;
        };
        let has = Tags::HAVE.and(Tags::AUX).and(Tags::MANY);
        let rest = plain.get(owner.end..).unwrap_or_default();
        let idle = rest
            .iter()
            .take_while(|token| tag::of(token).has(has))
            .count();
        let rest = rest.get(idle..).unwrap_or_default();
        let within = |token: &&Token| {
            token.is_word() && !tag::of(token).has(Tags::WITH.and(Tags::PREP).and(Tags::AND))
        };
        let length = rest.iter().take_while(within).count();
        let (noun, tail) = rest.split_at(length);
        let others = self.mentions(noun.get(1..).unwrap_or_default());
        let noun = noun
            .get(..others.first().map_or(length, |whose| whose.start + 1))
            .unwrap_or_default();
        let phrase = self.phrase(noun);
        let bracket = piece.bracket().filter(|bracket| self.lists_fields(bracket));
        let with = tail.first().filter(|first| tag::of(first).has(Tags::WITH));
        let record = phrase.plural && phrase.class().is_some();
        if idle == 0
            || !record
            || phrase.length != noun.len()
            || with.or(bracket.and_then(<[Token]>::first)).is_none()
        {
            return false;
        }
        let Some(entity) = self
            .declare(&phrase, Strength::Mention)
            .filter(|entity| *entity != owner.entity)
        else {
            return false;
        };
        self.group += 1;
        self.lead(entity, owner.entity, true);
        for whose in others.iter().filter(|other| other.entity != entity) {
            self.lead(entity, whose.entity, true);
        }
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        let first = Piece {
            tokens: tail.get(1..).unwrap_or_default().to_vec(),
            before: Mark::Comma,
            after: piece.after,
        };
        match bracket {
            Some(bracket) => self.fields_in_bracket(entity, bracket),
            None => self.item(&first, behind),
        }
        self.note(piece, Outcome::Built);
        true
    }
}
