//! Choices whose values a list gives: "status: draft, sent", "goes through these stages: …".

use super::super::draft::Outcome;
use super::super::field;
use super::super::language::name;
use super::super::language::token::Token;
use super::piece::{Mark, Piece};
use super::verb::main_verb;
use super::{Mode, Opener, Reader};
use crate::spec::{Field, FieldType};

impl Reader<'_> {
    /// Reads "an order goes through these stages: …": a choice of the entity that is named before.
    pub(crate) fn stages(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let staged = |token: &Token| {
            let phrase = self.phrase(std::slice::from_ref(token));
            let word = phrase.singular().pop().unwrap_or_default();
            phrase.plural && matches!(word.as_str(), "status" | "stage" | "phase" | "state")
        };
        let Some(at) = plain.iter().position(staged).filter(|at| *at > 0) else {
            return false;
        };
        let before = plain.get(..at).unwrap_or_default();
        let named = self.mentions(before).first().map(|mention| mention.entity);
        let ends = plain.len() == at + 1 && piece.after != Mark::Colon;
        let Some(entity) = named.filter(|_| main_verb(before).is_some() && !ends) else {
            return false;
        };
        let one = self.phrase(plain.get(at..=at).unwrap_or_default());
        let name = name::camel(&one.singular()).unwrap_or_default();
        let field = Field::new(&name, &one.one, FieldType::Enum);
        let Some(index) = self.draft.add_field(entity, field) else {
            return false;
        };
        self.open(Mode::Values(entity, index), Opener::Verb);
        let rest = Piece {
            tokens: plain.get(at + 1..).unwrap_or_default().to_vec(),
            before: Mark::Comma,
            after: Mark::Comma,
        };
        if rest.tokens.is_empty() || self.values(&rest) {
            self.draft.notes.truncate(self.draft.notes.len());
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "status: draft, sent" inside of a record.
    pub(crate) fn heads_values(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let inside = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let dashed = piece.after == Mark::Dash && inside;
        let Some(entity) = self.last.filter(|_| piece.after == Mark::Colon || dashed) else {
            return false;
        };
        let phrase = self.phrase(piece.plain());
        let hint = phrase.hint().filter(|_| phrase.is_field());
        let choosing = phrase.words.last().is_some_and(|word| {
            matches!(
                word.as_str(),
                "choice"
                    | "option"
                    | "options"
                    | "kind"
                    | "type"
                    | "level"
                    | "status"
                    | "state"
                    | "category"
                    | "size"
                    | "format"
                    | "mode"
                    | "method"
            )
        });
        let Some(kind) = hint
            .map(|hint| hint.kind)
            .or(choosing.then_some(FieldType::Enum))
        else {
            return false;
        };
        let hint_kind = kind;
        let kind = matches!(kind, FieldType::Enum | FieldType::String);
        let values = behind.first().is_some_and(|next| {
            let value = hint_kind == FieldType::Enum && inside;
            (value || !self.phrase(next.plain()).is_field()) && next.after != Mark::Colon
        });
        let short = inside && !dashed || hint_kind == FieldType::Enum;
        if !(kind && values && short && self.entity_of(&phrase.singular()).is_none()) {
            return false;
        }
        let Some(item) = field::item(self.setting, piece.plain()) else {
            return false;
        };
        let mut field = item.field;
        field.kind = FieldType::Enum;
        field.values.clear();
        field.default = None;
        if let Some(index) = self.draft.add_field(entity, field) {
            let opener = if dashed { Opener::Dash } else { Opener::Colon };
            self.open(Mode::Values(entity, index), opener);
        }
        self.note(piece, Outcome::Built);
        true
    }
}
