//! Items of lists: fields, entities with their fields in brackets or behind "with", and titles.

use super::super::draft::{Outcome, Strength};
use super::super::language::english;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::choices::is_choice;
use super::lead::behind_verbs;
use super::mention::is_verb;
use super::opening::First;
use super::piece::{Mark, Piece, pieces};
use super::verb::{describes_member, object, recorded};
use super::{Mode, Opener, Reader};
use crate::spec::FieldType;

impl Reader<'_> {
    /// Reads a piece without a verb of its own.
    pub(crate) fn item(&mut self, piece: &Piece, behind: &[Piece]) {
        if self.related_with_bracket(piece)
            || self.entity_with_bracket(piece)
            || self.entity_with_list(piece, behind)
        {
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
            Some(Mode::Fields(_)) if self.is_statement(piece) => self.leave(piece),
            Some(Mode::Fields(entity)) => {
                let read = self.field_item(entity, piece);
                self.note(
                    piece,
                    if read {
                        Outcome::Built
                    } else {
                        Outcome::Unknown
                    },
                );
            }
            Some(Mode::Entities) => {
                if let Some(last) = self.last.filter(|_| self.is_member(piece)) {
                    self.field_item(last, piece);
                } else {
                    self.entity_item(piece);
                }
                self.note(piece, Outcome::Built);
            }
            Some(Mode::Values(..)) | None => self.loose(piece, behind),
        }
    }

    /// Returns whether an item of a list of fields says what somebody does instead.
    fn is_statement(&self, piece: &Piece) -> bool {
        let plain = piece.plain();
        let words = plain.iter().filter(|token| token.is_word()).count();
        let said = Tags::DEMAND
            .and(Tags::PRONOUN)
            .and(Tags::AUX)
            .and(Tags::ACTOR);
        let somebody = plain.iter().any(|token| tag::of(token).has(said));
        let acts = plain
            .iter()
            .skip(1)
            .any(|token| is_verb(token) && !english::is_participle(&token.key));
        words > 2
            && !describes_member(plain)
            && (somebody || acts)
            && Self::speaks(plain)
            && !piece.plain().last().is_some_and(is_verb)
            && piece.bracket().is_none()
            && self.phrase(piece.plain()).hint().is_none()
    }

    /// Returns whether an item ends the fields of an entity and goes on with the next entity.
    fn leaves_for_outer(&self, piece: &Piece) -> bool {
        let phrase = self.phrase(piece.plain());
        self.outer.is_some()
            && !self.is_member(piece)
            && phrase.plural
            && phrase.class().is_some()
            && !phrase.is_plain_field()
    }

    /// Reads a field, or several with slashes between them; says whether it could.
    fn field_item(&mut self, entity: usize, piece: &Piece) -> bool {
        if let Some(parts) = super::example::parted(piece) {
            return parts.iter().all(|part| self.add_item(entity, part));
        }
        let slashed: Vec<&[Token]> = piece
            .plain()
            .split(|token| token.kind == Kind::Slash)
            .collect();
        let fields = slashed
            .iter()
            .filter(|part| !part.is_empty() && self.phrase(part).is_field())
            .count();
        let chosen = slashed.first().is_some_and(|first| is_choice(first));
        if slashed.len() > 1 && !chosen && fields >= 2 && fields * 2 >= slashed.len() {
            slashed.into_iter().all(|part| self.add_item(entity, part))
        } else {
            self.add_item(entity, &piece.tokens)
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
            .filter_map(|item| {
                let counted = item.first().is_some_and(|first| first.kind == Kind::Number);
                let phrase = self.phrase(item);
                let known = !counted && (phrase.is_field() || phrase.words.len() > 1);
                known.then(|| phrase.hint()).flatten()
            })
            .map(|hint| hint.kind)
            .collect::<Vec<_>>();
        let several = fields
            .iter()
            .filter(|kind| **kind != FieldType::Boolean)
            .count()
            >= 2;
        let counted = matches!(bracket, [only] if matches!(only.key.as_str(),
            "number" | "count" | "quantity" | "qty" | "количество" | "число"));
        !counted && !fields.is_empty() && (fields.len() * 2 >= items.len() || several) && !open
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
        let single = !phrase.plural && self.entity_of(&phrase.record()).is_none();
        if listed && (phrase.class().is_none() || single) {
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
            tokens: recorded(plain).unwrap_or_else(|| object(plain)).to_vec(),
            ..piece.clone()
        });
        if let Some(entity) = self.last {
            self.open(Mode::Fields(entity), Opener::Verb);
            self.fields_in_bracket(entity, bracket);
        }
        self.list = outer.filter(|list| list.mode == Mode::Entities);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads the fields in the brackets behind an entity.
    pub(crate) fn fields_in_bracket(&mut self, entity: usize, bracket: &[Token]) {
        let notes = self.draft.notes.len();
        let inside = pieces(bracket);
        for (at, inner) in inside.iter().enumerate() {
            let behind = inside.get(at + 1..).unwrap_or_default();
            let heads = matches!(inner.after, Mark::Dash | Mark::Colon);
            let colon = inner.after == Mark::Colon;
            let value = self.values(inner) || heads && self.heads_values(inner, behind, colon);
            if !value {
                self.field_item(entity, inner);
            }
        }
        self.draft.notes.truncate(notes);
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
        if rest.is_empty() || !names_something(noun) {
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
        let rest = rest.iter().chain(piece.tokens.iter().skip(plain.len()));
        let first = Piece {
            tokens: rest.cloned().collect(),
            before: Mark::And,
            after: piece.after,
        };
        let kind = self.first_of_list(std::slice::from_ref(&first), topic.house || topic.app);
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
        self.piece(&first, behind);
        self.quote_from(piece, noun);
        true
    }

    /// Lets the last note start where a piece starts, or notes the start of the piece apart.
    fn quote_from(&mut self, piece: &Piece, noun: &[Token]) {
        let (start, end) = piece.span();
        if let Some(note) = self.draft.notes.last_mut()
            && note.outcome == Outcome::Built
            && note.end == end
        {
            note.start = start;
            return;
        }
        let head = Piece {
            tokens: noun.to_vec(),
            ..piece.clone()
        };
        self.note(&head, Outcome::Built);
    }

    /// Reads "each with a name", "with title": a list for what was named last.
    fn continues_with(&mut self, piece: &Piece) -> bool {
        let with = piece
            .tokens
            .iter()
            .take(2)
            .position(|token| tag::of(token).has(Tags::WITH));
        let of_each = match piece.tokens.as_slice() {
            [first, second, _, ..] if first.key == "у" && tag::of(second).has(Tags::EACH) => {
                Some(1)
            }
            _ => None,
        };
        let with = of_each.or(with);
        let leads = of_each.is_some()
            || with == Some(0)
            || with == Some(1)
                && piece.tokens.first().is_some_and(|token| {
                    let us = matches!(token.key.as_str(), "мы" | "я" | "we" | "i");
                    tag::of(token).has(Tags::EACH.and(Tags::PRONOUN)) && !us
                });
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
        let clear = demanded && record || enumerated && short;
        let speaks = plain.iter().any(is_verb) && !demanded;
        if speaks && !title {
            self.leave(piece);
        } else if clear && !(title && topic.house) {
            self.last = self.declare(&phrase, Strength::Mention);
            self.note(piece, Outcome::Built);
        } else if title {
            let field = topic.house && phrase.is_field();
            if !field {
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

    /// Gives the entity before an "and" the fields of the one behind it: "films and series: …".
    pub(crate) fn share_fields(&mut self, pieces: &[Piece]) {
        let headed = pieces.windows(3).find_map(|three| match three {
            [first, second, third]
                if second.before == Mark::And
                    && second.after == Mark::Colon
                    && !matches!(third.after, Mark::Colon | Mark::Dash) =>
            {
                Some((first, second))
            }
            _ => None,
        });
        let Some((first, second)) = headed else {
            return;
        };
        let named = |reader: &Self, piece: &Piece| {
            let topic = reader.topic(piece.plain());
            topic
                .phrase
                .and_then(|phrase| reader.entity_of(&phrase.record()))
        };
        let (Some(first), Some(second)) = (named(self, first), named(self, second)) else {
            return;
        };
        let fields = self
            .draft
            .entities
            .get(second)
            .map(|entity| entity.fields.clone());
        if let (Some(fields), Some(entity)) = (fields, self.draft.entities.get_mut(first))
            && entity.fields.is_empty()
            && !fields.is_empty()
            && first != second
        {
            entity.fields = fields;
            entity.strength = Strength::Described;
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
        let whole = words.len();
        let words = behind_verbs(words);
        let speaks = words.len() < whole
            || words
                .first()
                .is_some_and(|first| is_verb(first) || tag::of(first).has(Tags::PRONOUN));
        let named = words.iter().any(|token| {
            let tags = tag::of(token);
            tags.has(Tags::APP.and(Tags::CONTAINER)) && !tags.has(Tags::DEMAND)
        });
        if speaks && !named {
            return;
        }
        let core = title_core(words);
        if let (Some(first), Some(last)) = (core.first(), core.last()) {
            self.draft.title.get_or_insert((first.start, last.end));
        }
    }
}

/// Returns whether words before "with" name something rather than only point or ask.
fn names_something(noun: &[Token]) -> bool {
    let pointing = tag::POINTERS.and(Tags::PRONOUN);
    let asks = noun
        .iter()
        .take(1)
        .any(|token| tag::of(token).has(Tags::WH) && !token.is_cyrillic());
    !asks && !noun.iter().all(|token| tag::of(token).has(pointing))
}

/// Returns the words of a title without whom it is for and what it is made with.
fn title_core(words: &[Token]) -> &[Token] {
    let end = words.iter().enumerate().position(|(at, token)| {
        let noise = words
            .get(at + 1)
            .is_some_and(|next| tag::of(next).has(Tags::NOISE));
        let key = token.key.as_str();
        ["for", "для", "where", "that", "to"].contains(&key)
            || at > 0 && noise && ["in", "на", "using"].contains(&key)
    });
    let core = words.get(..end.unwrap_or(words.len())).unwrap_or(words);
    let bare = Tags::APP
        .and(Tags::CONTAINER)
        .and(Tags::ARTICLE)
        .and(Tags::DROP);
    if core.iter().all(|token| tag::of(token).has(bare)) {
        words
    } else {
        core
    }
}
