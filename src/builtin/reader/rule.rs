//! Clauses that state a rule of a field: "member email must be unique".

use super::super::draft::Outcome;
use super::super::language::name;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::piece::{Mark, Piece};
use super::{Mode, Reader};

impl Reader<'_> {
    /// Reads "member email must be unique".
    pub(crate) fn rule(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let says = |tag: Tags| plain.iter().any(|token| tag::of(token).has(tag));
        let (unique, required) = (says(Tags::UNIQUE), says(Tags::REQUIRED));
        let sentence =
            matches!(piece.before, Mark::Edge | Mark::Semicolon | Mark::And) || says(Tags::AUX);
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        if !(unique || required) || !sentence || listed && !says(Tags::AUX) {
            return false;
        }
        let stop = Tags::AUX
            .and(Tags::UNIQUE)
            .and(Tags::REQUIRED)
            .and(Tags::NEG);
        let words: Vec<Token> = plain
            .iter()
            .take_while(|token| !tag::of(token).has(stop))
            .cloned()
            .collect();
        let words = if words.is_empty() {
            plain
                .iter()
                .filter(|token| !tag::of(token).has(stop))
                .cloned()
                .collect()
        } else {
            words
        };
        let wanted = self.phrase(&words);
        let fields: Vec<String> = [&wanted.words, &wanted.singular()]
            .into_iter()
            .flat_map(|words| (0..words.len()).filter_map(|from| name::camel(words.get(from..)?)))
            .collect();
        let denied = plain
            .iter()
            .any(|token| matches!(token.key.as_str(), "not" | "isn't"));
        let mut entities: Vec<usize> = (0..self.draft.entities.len()).collect();
        let pointed: Vec<usize> = self
            .mentions(&words)
            .iter()
            .map(|mention| mention.entity)
            .collect();
        entities.sort_by_key(|index| (!pointed.contains(index), Some(*index) != self.last));
        for index in entities {
            let Some(entity) = self.draft.entities.get_mut(index) else {
                continue;
            };
            let field = fields
                .iter()
                .find_map(|name| entity.fields.iter().position(|field| &field.name == name));
            if let Some(field) = field.and_then(|at| entity.fields.get_mut(at)) {
                field.unique |= unique && !denied;
                field.required |= required && !denied;
                self.note(piece, Outcome::Built);
                return true;
            }
        }
        false
    }
}
