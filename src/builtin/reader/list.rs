//! Items of lists: fields, entities with their fields in brackets or behind "with", and titles.

use super::super::draft::{Outcome, Strength};
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::heading::{First, behind_verbs};
use super::mention::{is_verb, is_verb_at};
use super::piece::{Mark, Piece, pieces};
use super::{Mode, Opener, Reader};

impl Reader<'_> {
    /// Reads a piece without a verb of its own.
    pub(crate) fn item(&mut self, piece: &Piece, behind: &[Piece]) {
        if self.entity_with_bracket(piece) || self.entity_with_list(piece, behind) {
            return;
        }
        if self.continues_with(piece) {
            return;
        }
        match self.list.map(|list| list.mode) {
            Some(Mode::Fields(_)) if self.leaves_for_outer(piece) => {
                self.list = self.outer;
                self.entity_item(piece);
                self.note(piece, Outcome::Built);
            }
            Some(Mode::Fields(entity)) => {
                self.field_item(entity, piece);
                self.note(piece, Outcome::Built);
            }
            Some(Mode::Entities) => {
                self.entity_item(piece);
                self.note(piece, Outcome::Built);
            }
            Some(Mode::Values(..)) | None => self.loose(piece, behind),
        }
    }

    /// Returns whether an item ends the fields of an entity and goes on with the next entity.
    fn leaves_for_outer(&self, piece: &Piece) -> bool {
        let phrase = self.phrase(piece.plain());
        self.outer.is_some()
            && phrase.plural
            && phrase.class().is_some()
            && !phrase.is_plain_field()
    }

    fn field_item(&mut self, entity: usize, piece: &Piece) {
        let slashed: Vec<&[Token]> = piece
            .plain()
            .split(|token| token.kind == Kind::Slash)
            .collect();
        let fields = slashed
            .iter()
            .filter(|part| !part.is_empty() && self.phrase(part).is_field())
            .count();
        if slashed.len() > 1 && fields >= 2 && fields * 2 >= slashed.len() {
            for part in slashed {
                self.add_item(entity, part);
            }
        } else {
            self.add_item(entity, &piece.tokens);
        }
    }

    fn entity_item(&mut self, piece: &Piece) {
        let owner = self.last;
        let own = piece
            .tokens
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::OWN));
        let topic = self.topic(piece.plain());
        let phrase = topic.phrase.unwrap_or_else(|| self.phrase(piece.plain()));
        let Some(entity) = self.declare(&phrase, Strength::Mention) else {
            return;
        };
        if let Some(owner) = owner.filter(|owner| own && *owner != entity) {
            self.lead(entity, owner, true);
        }
        self.tie_tail(entity, piece.plain());
        self.last = Some(entity);
    }

    /// Returns whether brackets hold a list of fields.
    pub(crate) fn lists_fields(&self, bracket: &[Token]) -> bool {
        let items: Vec<&[Token]> = bracket
            .split(|token| {
                matches!(token.kind, Kind::Comma | Kind::Slash | Kind::Semicolon)
                    || tag::of(token).has(Tags::AND)
            })
            .filter(|item| !item.is_empty())
            .collect();
        let open = bracket.iter().any(|token| token.kind == Kind::Dots);
        let fields = items
            .iter()
            .filter(|item| {
                let phrase = self.phrase(item);
                phrase.is_field() || phrase.words.len() > 1 && phrase.hint().is_some()
            })
            .count();
        fields > 0 && fields * 2 >= items.len() && !open
    }

    /// Reads "books (title, author)".
    fn entity_with_bracket(&mut self, piece: &Piece) -> bool {
        let Some(bracket) = piece.bracket() else {
            return false;
        };
        let plain = piece.plain();
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let phrase = self.phrase(behind_verbs(plain));
        let field = listed && phrase.is_plain_field() && !phrase.plural;
        if plain.is_empty() || field || !self.lists_fields(bracket) {
            return false;
        }
        if listed && phrase.class().is_none() {
            return false;
        }
        self.group += 1;
        if self.first {
            self.set_title(piece);
        }
        let before = self.last;
        self.declare_counted(plain);
        self.relation(plain);
        self.last = before;
        let outer = self.list.take();
        self.entity_item(&Piece {
            tokens: object(plain).to_vec(),
            ..piece.clone()
        });
        if let Some(entity) = self.last {
            self.open(Mode::Fields(entity), Opener::Verb);
            for inner in pieces(bracket) {
                self.field_item(entity, &inner);
            }
        }
        self.list = outer.filter(|list| list.mode == Mode::Entities);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "visits with date and reason".
    fn entity_with_list(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let plain = piece.plain();
        let Some(at) = plain
            .iter()
            .skip(1)
            .position(|token| tag::of(token).has(Tags::WITH))
        else {
            return false;
        };
        let (noun, rest) = plain.split_at(at + 1);
        let rest = rest.get(1..).unwrap_or_default();
        if noun
            .iter()
            .all(|token| tag::of(token).has(tag::POINTERS.and(Tags::PRONOUN)))
        {
            return false;
        }
        let topic = self.topic(noun);
        let phrase = topic.phrase.clone();
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let whole = self.phrase(noun);
        if listed && (whole.is_field() && !whole.plural || whole.class().is_none()) {
            return false;
        }
        self.group += 1;
        if self.first {
            self.set_title(piece);
        }
        let mut first = piece.clone();
        first.tokens = rest.to_vec();
        first
            .tokens
            .extend(piece.tokens.iter().skip(plain.len()).cloned());
        first.before = Mark::And;
        let kind = self.first_of_list(std::slice::from_ref(&first), topic.house);
        let strength = if self.first {
            Strength::Title
        } else {
            Strength::Mention
        };
        if kind == First::Entity {
            if let Some(phrase) = phrase.filter(|_| !topic.house) {
                self.last = self.declare(&phrase, strength);
            }
            self.open(Mode::Entities, Opener::Verb);
        } else {
            let Some(phrase) = phrase else { return false };
            let tokens = object(noun).to_vec();
            self.last = self.declare(&phrase, strength);
            if let Some(entity) = self.last {
                self.tie_tail(entity, &tokens);
                self.outer = self
                    .list
                    .filter(|list| list.mode == Mode::Entities)
                    .or(self.outer);
                self.open(Mode::Fields(entity), Opener::Verb);
            }
        }
        let (start, _) = piece.span();
        let (_, end) = piece.span();
        self.piece(&first, behind);
        if let Some(note) = self.draft.notes.last_mut()
            && note.outcome == Outcome::Built
            && note.end == end
        {
            note.start = start;
        } else {
            self.note(
                &Piece {
                    tokens: noun.to_vec(),
                    ..piece.clone()
                },
                Outcome::Built,
            );
        }
        true
    }

    /// Reads "each with a name", "with title": a list for what was named last.
    fn continues_with(&mut self, piece: &Piece) -> bool {
        let with = piece
            .tokens
            .iter()
            .take(2)
            .position(|token| tag::of(token).has(Tags::WITH));
        let leads = with == Some(0)
            || with == Some(1)
                && piece
                    .tokens
                    .first()
                    .is_some_and(|token| tag::of(token).has(Tags::EACH.and(Tags::PRONOUN)));
        let (Some(with), true, Some(entity)) = (with, leads, self.last) else {
            return false;
        };
        self.open(Mode::Fields(entity), Opener::Verb);
        let rest = Piece {
            tokens: piece.tokens.iter().skip(with + 1).cloned().collect(),
            ..piece.clone()
        };
        self.field_item(entity, &rest);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads a noun that stands in no list: a title or one of the things to keep.
    fn loose(&mut self, piece: &Piece, behind: &[Piece]) {
        let plain = piece.plain();
        let demanded = plain.iter().any(|token| {
            tag::of(token).has(Tags::DEMAND.and(Tags::RECORD))
                && !tag::of(token).has(Tags::CONTAINER)
        });
        let topic = self.topic(plain);
        let title = self.first;
        if title {
            self.set_title(piece);
        }
        let Some(phrase) = topic.phrase.clone() else {
            if title {
                self.note(piece, Outcome::Built);
            } else {
                self.leave(piece);
            }
            return;
        };
        let counted = matches!(piece.before, Mark::Comma | Mark::And)
            || matches!(piece.after, Mark::Comma | Mark::And) && !behind.is_empty();
        let record = phrase.class().is_some() && phrase.plural && !phrase.is_plain_field();
        let enumerated = record && counted && self.list.is_none() && phrase.nominative;
        let short = plain.iter().filter(|token| token.is_word()).count() <= 2;
        let clear = demanded && record || enumerated && short || record && demanded;
        let speaks = plain.iter().any(is_verb) && !demanded;
        if speaks && !title {
            self.leave(piece);
        } else if clear && !(title && topic.house) {
            self.last = self.declare(&phrase, Strength::Mention);
            self.note(piece, Outcome::Built);
        } else if title {
            if !topic.house || !phrase.is_field() {
                self.last = self.declare(&phrase, Strength::Title);
            }
            self.note(piece, Outcome::Built);
        } else if let Some(entity) = self.entity_of(&phrase.singular()) {
            self.last = Some(entity);
            self.note(piece, Outcome::Built);
        } else {
            self.leave(piece);
        }
    }

    /// Remembers the words of the title.
    pub(crate) fn set_title(&mut self, piece: &Piece) {
        let plain = piece.plain();
        let with = plain
            .iter()
            .skip(1)
            .position(|token| tag::of(token).has(Tags::WITH) && token.key != "plus");
        let words = plain
            .get(..with.map_or(plain.len(), |at| at + 1))
            .unwrap_or(plain);
        let words = behind_verbs(words);
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            self.draft.title.get_or_insert((first.start, last.end));
        }
    }
}

/// Returns the noun behind the last verb.
fn object(tokens: &[Token]) -> &[Token] {
    let verb = tokens.iter().enumerate().rposition(|(at, token)| {
        at + 1 < tokens.len()
            && (is_verb_at(tokens, at)
                || tag::of(token).has(
                    Tags::HAVE
                        .and(Tags::AUX)
                        .and(Tags::DEMAND)
                        .and(Tags::PRONOUN),
                )
                || tag::of(token).has(Tags::RECORD) && token.is_cyrillic())
    });
    let object = verb.and_then(|at| tokens.get(at + 1..)).unwrap_or(tokens);
    behind_verbs(object)
}
