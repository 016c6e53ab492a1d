//! Reads an idea piece by piece and drafts what it asks for.
//!
//! A sentence is cut into pieces; each piece is a heading, an item of a list, a clause with a verb,
//! a wish or noise, depending on what stands before and behind it. The reader remembers which
//! record the list at hand belongs to. It reads twice: the second time it knows all entities, so
//! that an item may lead to one that is described later.

use super::choice;
use super::draft::{Draft, Entity, Note, Outcome, Relation, Strength};
use super::field::{self, Setting};
use super::language::pattern;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::question::Asks;
use crate::spec::{FieldType, Language, RelationKind};

pub(crate) mod clause;
pub(crate) mod heading;
pub(crate) mod list;
pub(crate) mod mention;
pub(crate) mod piece;
pub(crate) mod wish;

use piece::{Mark, Piece};

/// How the list at hand was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    Colon,
    Dash,
    Verb,
}

/// What the items of the list at hand are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Fields of an entity.
    Fields(usize),
    /// Entities.
    Entities,
    /// Values of a field of an entity.
    Values(usize, usize),
}

/// The list at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) mode: Mode,
    pub(crate) opener: Opener,
}

/// The state of reading.
pub(crate) struct Reader<'t> {
    pub(crate) setting: Setting<'t>,
    pub(crate) draft: Draft,
    pub(crate) list: Option<List>,
    /// The list of entities that the list at hand stands in.
    pub(crate) outer: Option<List>,
    /// The entity named last.
    pub(crate) last: Option<usize>,
    /// The subject of the clause at hand.
    pub(crate) subject: Option<usize>,
    /// Whether the clause at hand ties its objects to its subject.
    pub(crate) linking: bool,
    pub(crate) group: usize,
    /// Whether nothing was read yet.
    pub(crate) first: bool,
}

/// Reads an idea.
pub(crate) fn read(setting: Setting<'_>, tokens: &[Token]) -> Draft {
    let first = read_once(setting, tokens, Vec::new());
    let known = first
        .entities
        .into_iter()
        .filter(|entity| entity.strength > Strength::Title)
        .map(|entity| Entity {
            strength: Strength::Title,
            fields: Vec::new(),
            ..entity
        })
        .collect();
    read_once(setting, tokens, known)
}

fn read_once(setting: Setting<'_>, tokens: &[Token], known: Vec<Entity>) -> Draft {
    let mut reader = Reader {
        setting,
        draft: Draft {
            entities: known,
            ..Draft::default()
        },
        outer: None,
        list: None,
        last: None,
        subject: None,
        linking: false,
        group: 0,
        first: true,
    };
    for sentence in piece::sentences(tokens) {
        reader.sentence(sentence);
    }
    for entity in &mut reader.draft.entities {
        field::settle(&mut entity.fields);
    }
    reader.draft
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: &[Token]) {
        self.list = None;
        self.outer = None;
        self.subject = None;
        self.linking = false;
        self.group += 1;
        let pieces = piece::pieces(sentence);
        for (at, piece) in pieces.iter().enumerate() {
            let behind = pieces.get(at + 1..).unwrap_or_default();
            self.piece(piece, behind);
            self.first = false;
        }
    }

    fn piece(&mut self, piece: &Piece, behind: &[Piece]) {
        let mut piece = piece.clone();
        self.strip(&mut piece);
        if !piece
            .tokens
            .iter()
            .any(|token| token.is_word() || token.kind == Kind::Number)
        {
            return;
        }
        let closes = piece.before == Mark::Semicolon
            || piece.before == Mark::Dash
                && self.list.is_some_and(|list| list.opener == Opener::Dash)
                && !self.fresh();
        if closes {
            self.list = None;
            self.outer = None;
            self.group += 1;
        }
        if piece.before == Mark::Semicolon {
            self.subject = None;
            self.linking = false;
        }
        if self.values(&piece) || self.denied(&piece) {
            return;
        }
        if matches!(piece.after, Mark::Colon | Mark::Dash)
            && !behind.is_empty()
            && self.heading(&piece, behind)
        {
            return;
        }
        if self.split(&piece, behind) || self.wish(&piece) || self.clause(&piece, behind) {
            return;
        }
        self.item(&piece, behind);
    }

    /// Reads a piece that says two things: a title with a feature, or a clause behind brackets.
    fn split(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let plain = piece.plain();
        let with = plain
            .iter()
            .skip(1)
            .position(|token| tag::of(token).has(Tags::WITH));
        if let Some(with) = with
            && self.list.is_none()
            && piece.before == Mark::Edge
        {
            let (head, tail) = piece.tokens.split_at(with + 1);
            let asked = Self::feature(tail).is_some_and(|asked| !asked.weak || tail.len() <= 3);
            if asked && Self::feature(head).is_none() && !self.speaks(tail) {
                let part = |tokens: &[Token], before, after| Piece {
                    tokens: tokens.to_vec(),
                    before,
                    after,
                };
                self.piece(&part(head, piece.before, Mark::And), behind);
                self.first = false;
                let tail = tail.get(1..).unwrap_or_default();
                self.piece(&part(tail, Mark::And, piece.after), behind);
                return true;
            }
        }
        let rest = piece.rest();
        let described = piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket));
        if described && clause::main_verb(rest).is_some() && clause::main_verb(plain).is_none() {
            let length = piece.tokens.len() - rest.len();
            let mut head = piece.clone();
            head.tokens.truncate(length);
            self.item(&head, behind);
            let mut clause = piece.clone();
            clause.tokens = plain.iter().chain(rest).cloned().collect();
            let notes = self.draft.notes.len();
            self.clause(&clause, behind);
            self.draft.notes.truncate(notes);
            let (start, end) = piece.span();
            if let Some(note) = self.draft.notes.last_mut() {
                (note.start, note.end) = (start, end);
            }
            return true;
        }
        false
    }

    /// Returns whether the list at hand has no item yet.
    fn fresh(&self) -> bool {
        self.draft
            .notes
            .last()
            .is_none_or(|note| note.outcome == Outcome::Built && note.group == self.group)
            && match self.list.map(|list| list.mode) {
                Some(Mode::Fields(entity)) => self
                    .draft
                    .entities
                    .get(entity)
                    .is_some_and(|entity| entity.fields.is_empty()),
                Some(Mode::Entities | Mode::Values(..)) | None => false,
            }
    }

    /// Takes words off the start that join a piece to the one before.
    fn strip(&self, piece: &mut Piece) {
        while piece.tokens.len() > 1 {
            let Some(first) = piece.tokens.first() else {
                break;
            };
            let tags = tag::of(first);
            let second = piece.tokens.get(1).map(tag::of).unwrap_or_default();
            let opens = tags.has(Tags::FILLER) && !tags.has(Tags::WITH) && !tags.has(Tags::NEG)
                || tags.has(Tags::AND)
                || first.key == "with" && second.has(Tags::WITH);
            if !opens || tags.has(Tags::DEMAND) && !tags.has(Tags::AND) {
                break;
            }
            piece.tokens.remove(0);
        }
    }

    /// Reads a value of a choice whose values are being listed.
    fn values(&mut self, piece: &Piece) -> bool {
        let Some(List {
            mode: Mode::Values(entity, field),
            ..
        }) = self.list
        else {
            return false;
        };
        if matches!(piece.before, Mark::Bullet | Mark::Semicolon | Mark::Dash)
            || piece.after == Mark::Colon
        {
            self.list = matches!(piece.before, Mark::Bullet).then_some(List {
                mode: Mode::Fields(entity),
                opener: Opener::Colon,
            });
            return false;
        }
        let values: Vec<_> = choice::items(&piece.tokens)
            .into_iter()
            .filter_map(|item| choice::value(self.setting.text, item))
            .collect();
        if let Some(field) = self
            .draft
            .entities
            .get_mut(entity)
            .and_then(|entity| entity.fields.get_mut(field))
        {
            for value in values {
                choice::push(&mut field.values, value);
            }
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads a piece that says what is not wanted.
    fn denied(&mut self, piece: &Piece) -> bool {
        let negated = piece.tokens.iter().enumerate().any(|(at, token)| {
            let after_or = at > 0
                && piece
                    .tokens
                    .get(at - 1)
                    .is_some_and(|before| tag::of(before).has(Tags::OR));
            tag::of(token).has(Tags::NEG) && !after_or
        });
        let limit = super::measure::limits(&piece.tokens).1.is_some();
        let constraint = piece.tokens.iter().any(|token| {
            tag::of(token).has(
                Tags::UNIQUE
                    .and(Tags::REQUIRED)
                    .and(Tags::WH)
                    .and(Tags::WHETHER),
            )
        });
        if !negated || limit || constraint || piece.after == Mark::Colon {
            return false;
        }
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let opens = piece
            .tokens
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::NEG));
        let asks = piece
            .tokens
            .iter()
            .any(|token| tag::of(token).has(Tags::DEMAND));
        if listed && !opens && !asks {
            return false;
        }
        self.note(piece, Outcome::Noise);
        true
    }

    /// Notes what became of a piece.
    pub(crate) fn note(&mut self, piece: &Piece, outcome: Outcome) {
        let (start, end) = piece.span();
        self.draft.notes.push(Note {
            start,
            end,
            outcome,
            group: self.group,
        });
    }

    /// Opens a list.
    pub(crate) fn open(&mut self, mode: Mode, opener: Opener) {
        self.list = Some(List { mode, opener });
    }

    /// Adds the field that an item of a list names, or the relation when it names an entity.
    pub(crate) fn add_item(&mut self, entity: usize, tokens: &[Token]) -> bool {
        let Some(item) = field::item(self.setting, tokens) else {
            return false;
        };
        if let Some((target, named)) = self.target(entity, &item) {
            let name = named.then(|| (item.field.name.clone(), item.field.label.clone()));
            let many = item.phrase.plural && item.asks.is_none();
            self.draft.describe(entity);
            self.draft.relate(Relation {
                from: entity,
                to: target,
                kind: if many {
                    RelationKind::ManyToMany
                } else {
                    RelationKind::ManyToOne
                },
                name: if many { None } else { name },
                required: item.field.required,
            });
            return true;
        }
        let index = self.draft.add_field(entity, item.field);
        self.examples(entity, index, tokens);
        true
    }

    /// Opens the list of values behind "such as".
    fn examples(&mut self, entity: usize, field: Option<usize>, tokens: &[Token]) {
        let like = tokens
            .iter()
            .position(|token| tag::of(token).has(Tags::LIKE));
        let (Some(field), Some(like)) = (field, like) else {
            return;
        };
        if like == 0 {
            return;
        }
        let rest: Vec<Token> = tokens
            .iter()
            .skip(like + 1)
            .filter(|token| token.key != "as")
            .cloned()
            .collect();
        let values = choice::values(self.setting.text, &choice::items(&rest));
        let Some(found) = self
            .draft
            .entities
            .get_mut(entity)
            .and_then(|entity| entity.fields.get_mut(field))
        else {
            return;
        };
        if found.kind == FieldType::String && !values.is_empty() {
            found.kind = FieldType::Enum;
            found.values = values;
            self.open(Mode::Values(entity, field), Opener::Verb);
        }
    }

    /// Returns the entity that an item of a list leads to, and whether under a name of its own.
    fn target(&self, owner: usize, item: &field::Item) -> Option<(usize, bool)> {
        if item.field.kind == FieldType::Enum && !item.field.values.is_empty()
            || matches!(
                item.asks,
                Some(Asks::When | Asks::Where | Asks::HowMany | Asks::Whether | Asks::Why)
            )
        {
            return None;
        }
        if matches!(item.asks, Some(Asks::Who)) {
            return self.people().map(|target| (target, true));
        }
        if item.asks == Some(Asks::What) {
            return self.unlinked(owner).map(|target| (target, false));
        }
        let spoken = item.phrase.words.join(" ");
        let for_somebody = [
            "issued to",
            "assigned to",
            "lent to",
            "given to",
            "borrowed by",
            "holder",
            "responsible",
            "responsible person",
            "approved by",
            "issued by",
        ];
        if for_somebody.contains(&spoken.as_str()) {
            return self
                .people()
                .filter(|target| *target != owner)
                .map(|target| (target, true));
        }
        let words = item.phrase.singular();
        let exact = self.entity_of(&words);
        if let Some(target) = exact.filter(|target| *target != owner) {
            return Some((target, false));
        }
        let last = words.split_last();
        let (head, before) = last?;
        let participle = item.phrase.words.len() > 1
            && before.len() == 1
            && item
                .phrase
                .words
                .last()
                .is_some_and(|word| tag::of_word(word).has(Tags::VERB));
        if participle {
            let subject = before
                .first()
                .map(|word| vec![super::language::english::singular(word)])?;
            return self
                .entity_of(&subject)
                .filter(|target| *target != owner)
                .map(|target| (target, false));
        }
        let qualified = before.len() == 1
            && (item.guessed || item.field.kind == FieldType::String)
            && super::language::vocabulary::hint_of(&words.join(" ")).is_none();
        qualified
            .then(|| self.entity_of(std::slice::from_ref(head)))
            .flatten()
            .filter(|target| *target != owner)
            .map(|target| (target, true))
    }

    /// Returns the only entity of people, when there is one.
    fn people(&self) -> Option<usize> {
        use super::language::vocabulary::Class;
        let mut people = self
            .draft
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.class == Some(Class::Person))
            .map(|(index, _)| index);
        let first = people.next();
        if let Some(first) = first {
            return people.next().is_none().then_some(first);
        }
        None
    }

    /// Returns the only entity without a field that nothing leads to yet.
    fn unlinked(&self, owner: usize) -> Option<usize> {
        let mut free = self
            .draft
            .entities
            .iter()
            .enumerate()
            .filter(|(index, entity)| {
                *index != owner
                    && entity.strength > super::draft::Strength::Title
                    && entity.fields.is_empty()
                    && !self
                        .draft
                        .relations
                        .iter()
                        .any(|relation| relation.from == *index || relation.to == *index)
            });
        let first = free.next().map(|(index, _)| index);
        first.filter(|_| free.next().is_none())
    }

    /// Returns the entity that these singular words name.
    pub(crate) fn entity_of(&self, words: &[String]) -> Option<usize> {
        let name = super::language::name::pascal(words)?;
        self.draft.find(&name)
    }

    /// Returns the phrase of a stretch of tokens.
    pub(crate) fn phrase(&self, tokens: &[Token]) -> Phrase {
        phrase::phrase(self.setting.text, tokens)
    }

    /// Returns the feature that a stretch of tokens asks for.
    pub(crate) fn feature(tokens: &[Token]) -> Option<pattern::Asked> {
        let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word()).collect();
        pattern::feature(&words)
    }

    /// Returns whether the idea is in Russian.
    pub(crate) fn russian(&self) -> bool {
        self.setting.language == Language::Ru
    }
}
