//! How a heading opens: rules of their own, and what the first item of the list behind it is.

use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::lead::heads_fields;
use super::mention::is_verb;
use super::piece::{Mark, Piece};
use super::verb::main_verb;
use super::{Mode, Opener, Reader};
use crate::builtin::draft::Outcome;

/// What the first item of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Field,
    Entity,
    Clause,
}

impl Reader<'_> {
    /// Reads a heading that a rule of its own knows.
    pub(crate) fn told_heading(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        behind: &[Piece],
        opener: Opener,
    ) -> bool {
        if heads_fields(plain) {
            if let Some(entity) = self.last {
                self.open(Mode::Fields(entity), opener);
            }
            self.note(piece, Outcome::Built);
            return true;
        }
        self.stages(piece, plain)
            || self.act(piece, plain, behind)
            || self.columns(piece, plain, behind)
            || self.made_heading(piece, plain, behind, opener)
            || self.acts(piece, plain)
            || self.happens_so(piece, plain, opener)
    }

    /// Reads "список сериалов, которые смотрим с женой: …": a list for what was named before.
    pub(crate) fn relative_heading(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        opener: Opener,
    ) -> bool {
        let relative = plain.first().is_some_and(|first| {
            first.key.starts_with("котор") || matches!(first.key.as_str(), "that" | "which" | "who")
        });
        let Some(entity) = self
            .last
            .filter(|_| relative && piece.before == Mark::Comma)
        else {
            return false;
        };
        self.open(Mode::Fields(entity), opener);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads what somebody does before a colon: "visitors register for screenings: …".
    fn acts(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let somebody = plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::ACTOR) && !first.is_cyrillic())
            && plain
                .get(1)
                .is_some_and(|next| tag::of(next).has(Tags::VERB));
        if somebody {
            self.leave(piece);
        }
        somebody || self.registers(piece, plain)
    }

    /// Returns whether the items behind a heading are records for sure: one of them has its fields
    /// in brackets, or all of them are several of something.
    fn lists_records(&self, behind: &[Piece]) -> bool {
        let described = behind.iter().take(4).any(|piece| {
            let bracket = piece.bracket();
            bracket.is_some_and(|bracket| self.lists_fields(bracket))
                && self.phrase(piece.plain()).plural
        });
        let several = |piece: &Piece| {
            let phrase = self.phrase(piece.plain());
            phrase.plural && phrase.class().is_some() && !phrase.is_plain_field()
        };
        described || behind.len() >= 2 && behind.iter().all(several)
    }

    /// Says what the first item of the list behind a heading is.
    pub(crate) fn first_of_list(&mut self, behind: &[Piece], house: bool) -> First {
        let Some(piece) = behind.first() else {
            return First::Field;
        };
        let tags = |at: usize| piece.tokens.get(at).map(tag::of).unwrap_or_default();
        let each = tags(0).has(Tags::PREP) && tags(1).has(Tags::EACH);
        if house && each && matches!(piece.after, Mark::Colon | Mark::Dash) {
            return First::Entity;
        }
        let dashed = piece.after == Mark::Dash && {
            let phrase = self.phrase(piece.plain());
            phrase.class().is_some() && !phrase.is_field()
        };
        if piece.after == Mark::Colon || dashed {
            let phrase = self.phrase(piece.plain());
            let field = phrase.is_field() && !phrase.plural;
            return if field { First::Field } else { First::Entity };
        }
        let each = piece
            .tokens
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::EACH));
        let speaks = piece.tokens.iter().any(|token| {
            tag::of(token).has(Tags::HAVE.and(Tags::LINK).and(Tags::JOIN)) || is_verb(token)
        });
        let counted = main_verb(&piece.tokens).is_some_and(|verb| {
            let subject = self.phrase(piece.tokens.get(..verb).unwrap_or_default());
            let has = matches!(piece.tokens.get(verb), Some(verb) if verb.key == "have");
            subject.plural && (has || subject.class().is_some() && !subject.verb)
        });
        if speaks && (each || counted) {
            return First::Clause;
        }
        if piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket))
        {
            return First::Entity;
        }
        let plain = piece.plain();
        let with = plain
            .iter()
            .skip(1)
            .position(|token| tag::of(token).has(Tags::WITH));
        let noun = plain
            .get(..with.map_or(plain.len(), |at| at + 1))
            .unwrap_or(plain);
        let phrase = self.phrase(noun);
        let known = phrase.class().is_some() && !phrase.is_plain_field();
        let named = self.entity_of(&phrase.singular()).is_some();
        let counted = phrase.plural && (known || named && house);
        if counted && self.lists_records(behind) {
            return First::Entity;
        }
        if counted && (house || with.is_some()) || with.is_some() && known {
            First::Entity
        } else {
            First::Field
        }
    }
}
