//! Choices whose values a list gives: "status: draft, sent", "goes through these stages: …".

use super::super::draft::{Asked, Outcome};
use super::super::field;
use super::super::language::name;
use super::super::language::phrase::Phrase;
use super::super::language::token::{Kind, Token};
use super::piece::{Mark, Piece};
use super::verb::main_verb;
use super::{Mode, Opener, Reader};
use crate::spec::{FeatureKind, Field, FieldType};

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

    /// Reads "requests on a board: new, talks, booked": a board and the stages on it.
    pub(crate) fn columns(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let board = Self::feature(plain).is_some_and(|asked| asked.kind == FeatureKind::Board);
        let short = |piece: &Piece| {
            let words = piece.tokens.len();
            words <= 3 && piece.bracket().is_none() && !matches!(piece.after, Mark::Colon)
        };
        let listed = behind.len() >= 2 && behind.iter().all(short);
        let named = self.mentions(plain).first().map(|mention| mention.entity);
        let entity = named.or(self.last).or(self.main);
        let (Some(entity), true) = (entity, board && listed) else {
            return false;
        };
        let (name, label) = if self.russian() {
            ("status", "Статус")
        } else {
            ("status", "Status")
        };
        let staged = |field: &Field| matches!(field.name.as_str(), "status" | "stage" | "state");
        let fields = self.draft.entities.get(entity).map(|it| &it.fields);
        let known = fields.and_then(|fields| fields.iter().position(staged));
        let index = known.or_else(|| {
            let field = Field::new(name, label, FieldType::Enum);
            self.draft.add_field(entity, field)
        });
        self.draft.features.push(Asked {
            kind: FeatureKind::Board,
            entity: Some(entity),
            names: self.names_in(plain),
        });
        self.group += 1;
        self.note(piece, Outcome::Feature(FeatureKind::Board));
        self.group += 1;
        let Some(index) = index else { return true };
        let field = self.draft.entities.get_mut(entity);
        let field = field.and_then(|entity| entity.fields.get_mut(index));
        if let Some(field) = field {
            field.kind = FieldType::Enum;
            field.required = true;
        }
        self.last = Some(entity);
        self.open(Mode::Values(entity, index), Opener::Colon);
        true
    }

    /// Returns whether several records are named and fields of theirs follow: "stages: name, due date".
    fn heads_fields_of(&self, phrase: &Phrase, behind: &[Piece]) -> bool {
        let mut next = behind.iter().take(2);
        let fields = next.all(|piece| self.phrase(piece.plain()).is_field());
        phrase.plural && phrase.class().is_some() && fields && behind.len() > 1
    }

    /// Reads "status: draft, sent" inside of a record.
    pub(crate) fn heads_values(
        &mut self,
        piece: &Piece,
        behind: &[Piece],
        bracketed: bool,
    ) -> bool {
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
        let Some(hint_kind) = hint
            .map(|hint| hint.kind)
            .filter(|_| !bracketed)
            .or((choosing || bracketed).then_some(FieldType::Enum))
        else {
            return false;
        };
        if self.heads_fields_of(&phrase, behind) {
            return false;
        }
        let kind = matches!(hint_kind, FieldType::Enum | FieldType::String);
        let values = behind.first().is_some_and(|next| {
            let value = hint_kind == FieldType::Enum && inside;
            (value || is_slashed(next) || !self.phrase(next.plain()).is_field())
                && next.after != Mark::Colon
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

/// Returns whether the words before a slash are a choice and its first value: "status contacted / …".
pub(super) fn is_choice(words: &[Token]) -> bool {
    let choices = [
        "status",
        "stage",
        "state",
        "type",
        "kind",
        "level",
        "priority",
        "condition",
        "category",
        "size",
        "grade",
        "mode",
        "phase",
        "role",
        "gender",
        "method",
        "format",
        "статус",
        "стадия",
        "этап",
        "состояние",
        "тип",
        "вид",
        "уровень",
        "приоритет",
        "категория",
        "размер",
        "пол",
    ];
    let named = |token: &Token| choices.contains(&token.key.as_str());
    words.len() > 1
        && words
            .get(..words.len() - 1)
            .is_some_and(|name| name.last().is_some_and(named))
}

/// Returns whether slashes stand between three words or more.
fn is_slashed(piece: &Piece) -> bool {
    let slash = |token: &&Token| token.kind == Kind::Slash;
    piece.plain().iter().filter(slash).count() > 1
}
