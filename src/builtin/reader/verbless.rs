//! Clauses whose verb goes without saying or only introduces examples.

use super::super::draft::Outcome;
use super::super::language::english;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::clause::{act, main_verb, without_prepositions};
use super::piece::Piece;
use super::{Mode, Opener, Reader};

impl Reader<'_> {
    /// Reads "many students, one teacher": a relation without a verb.
    pub(crate) fn counted(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        if !plain.iter().any(|token| tag::of(token).has(Tags::MANY)) {
            return false;
        }
        self.declare_counted(plain);
        let related = self.mentions(plain).len() > 1 && self.relation(plain);
        if related {
            self.trailing_list(piece, plain, behind);
            self.note(piece, Outcome::Built);
        }
        related
    }

    /// Reads "visitors register for screenings: name, e-mail": the act becomes a record.
    pub(crate) fn registers(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let Some(verb) = main_verb(plain).filter(|verb| *verb > 0) else {
            return false;
        };
        let rest = plain.get(verb..).unwrap_or_default();
        let Some(noun) = act(rest).filter(|_| !self.mentions(rest).is_empty()) else {
            return false;
        };
        self.group += 1;
        let Some(entity) = self.declare_act(noun, rest) else {
            return false;
        };
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Colon);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "у полки номер и комната": a list for what "у" names.
    pub(crate) fn owned_by(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let mentions = self.mentions(plain);
        let owner = mentions
            .first()
            .filter(|mention| mention.start <= 2 && mention.owner && mention.end < plain.len());
        let counted = plain.iter().any(|token| tag::of(token).has(Tags::MANY));
        if let (Some(_), true) = (owner, counted && mentions.len() > 1) {
            let related = self.relation(plain);
            if related {
                self.note(piece, Outcome::Built);
            }
            return related;
        }
        let Some(owner) = owner.filter(|_| !counted) else {
            return false;
        };
        let (entity, end) = (owner.entity, owner.end);
        self.last = Some(entity);
        self.subject = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        let tokens = plain.get(end..).unwrap_or_default();
        let tokens = tokens.iter().chain(piece.tokens.iter().skip(plain.len()));
        self.add_item(entity, &tokens.cloned().collect::<Vec<_>>());
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "contacts belong to groups like family, friends or work": a choice of the subject.
    pub(crate) fn grouped(&mut self, piece: &Piece, plain: &[Token], verb: usize) -> bool {
        let like = plain
            .iter()
            .position(|token| tag::of(token).has(Tags::LIKE));
        let (Some(like), Some(entity)) = (like.filter(|like| *like > verb + 1), self.subject)
        else {
            return false;
        };
        let noun = without_prepositions(plain.get(verb + 1..like).unwrap_or_default());
        let mut tokens = noun.to_vec();
        if let Some(last) = tokens.last_mut() {
            last.key = english::singular(&last.key);
        }
        tokens.extend(plain.iter().skip(like).cloned());
        if noun.is_empty() || self.entity_of(&self.phrase(noun).singular()).is_some() {
            return false;
        }
        self.add_item(entity, &tokens);
        self.note(piece, Outcome::Built);
        true
    }
}
