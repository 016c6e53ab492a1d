//! Reads an idea piece by piece and drafts what it asks for.
//!
//! A sentence is cut into pieces; each piece is a heading, an item of a list, a clause with a verb,
//! a wish or noise, depending on what stands before and behind it. The reader remembers which
//! record the list at hand belongs to. It reads twice: the second time it knows all entities, so
//! that an item may lead to one that is described later.

use super::choice;
use super::draft::{Draft, Entity, Note, Outcome, Strength};
use super::field::{self, Setting};
use super::language::pattern;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::language::vocabulary::Class;
use crate::spec::{Field, Language, RelationKind};

pub(crate) mod act;
pub(crate) mod bare;
pub(crate) mod choices;
pub(crate) mod clause;
pub(crate) mod distinct;
pub(crate) mod example;
pub(crate) mod heading;
pub(crate) mod lead;
pub(crate) mod list;
pub(crate) mod made;
pub(crate) mod member;
pub(crate) mod mention;
pub(crate) mod opening;
pub(crate) mod owned;
pub(crate) mod piece;
pub(crate) mod related;
pub(crate) mod relation;
pub(crate) mod rule;
pub(crate) mod states;
pub(crate) mod story;
pub(crate) mod together;
pub(crate) mod verb;
pub(crate) mod verbless;
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
    /// The entity that the first words name.
    pub(crate) main: Option<usize>,
    /// The entity named last.
    pub(crate) last: Option<usize>,
    /// The subject of the clause at hand.
    pub(crate) subject: Option<usize>,
    /// Whether the clause at hand ties its objects to its subject.
    pub(crate) linking: bool,
    /// What the clause before in the same sentence speaks of, when that is no entity yet.
    pub(crate) silent: Option<Phrase>,
    /// What the clause before in the same sentence relates to others.
    pub(crate) about: Option<usize>,
    /// Verbs that tied two entities: who enrolls in what.
    pub(crate) tied: Vec<(String, usize, usize)>,
    pub(crate) group: usize,
    /// Whether nothing was read yet.
    pub(crate) first: bool,
    /// Which entities lead to which under their own names, by the first reading.
    pub(crate) led: Vec<(String, String)>,
}

/// Reads an idea.
pub(crate) fn read(setting: Setting<'_>, tokens: &[Token]) -> Draft {
    let first = read_once(setting, tokens, Vec::new(), Vec::new());
    let name = |index: usize| first.entities.get(index).map(|entity| entity.name.clone());
    let plain = first
        .relations
        .iter()
        .filter(|it| it.name.is_none() && it.kind == RelationKind::ManyToOne);
    let related = plain.filter_map(|it| Some((name(it.from)?, name(it.to)?)));
    let named = first.entities.iter().flat_map(|entity| {
        let target = |field: &Field| {
            let same = |it: &&Entity| it.name.eq_ignore_ascii_case(&field.name);
            let target = first.entities.iter().find(same)?;
            Some((entity.name.clone(), target.name.clone()))
        };
        entity.fields.iter().filter_map(target)
    });
    let led = related.chain(named).collect();
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
    read_once(setting, tokens, known, led)
}

fn read_once(
    setting: Setting<'_>,
    tokens: &[Token],
    known: Vec<Entity>,
    led: Vec<(String, String)>,
) -> Draft {
    let mut reader = Reader {
        setting,
        draft: Draft {
            entities: known,
            ..Draft::default()
        },
        outer: None,
        list: None,
        main: None,
        last: None,
        subject: None,
        linking: false,
        silent: None,
        about: None,
        tied: Vec::new(),
        group: 0,
        first: true,
        led,
    };
    for sentence in piece::sentences(tokens) {
        reader.sentence(sentence);
    }
    for entity in &mut reader.draft.entities {
        let happens = entity.class == Some(Class::Event);
        field::settle(&mut entity.fields, happens);
    }
    reader.draft
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: &[Token]) {
        self.list = None;
        self.outer = None;
        self.subject = None;
        self.linking = false;
        self.silent = None;
        self.about = None;
        self.group += 1;
        let pieces = piece::pieces(sentence);
        self.open_bare_list(&pieces);
        let pieces = self.without_examples(pieces);
        let mut taken = 0;
        for (at, piece) in pieces.iter().enumerate() {
            if at < taken {
                continue;
            }
            if let Some(count) = self.states(pieces.get(at..).unwrap_or_default()) {
                taken = at + count;
                self.first = false;
                continue;
            }
            let behind = pieces.get(at + 1..).unwrap_or_default();
            self.piece(piece, behind);
            if self.first {
                self.main = self.last;
            }
            self.first = false;
        }
        self.share_fields(&pieces);
    }

    fn piece(&mut self, piece: &Piece, behind: &[Piece]) {
        let mut piece = piece.clone();
        if self.strip(&mut piece)
            && let Some(entity) = self.about
        {
            self.open(Mode::Fields(entity), Opener::Verb);
        }
        if !piece
            .tokens
            .iter()
            .any(|token| token.is_word() || token.kind == Kind::Number)
        {
            return;
        }
        let closes = piece.before == Mark::Semicolon
            || piece.before == Mark::Dash
                && self.list.is_some_and(|list| {
                    list.opener == Opener::Dash && !matches!(list.mode, Mode::Values(..))
                })
                && !self.fresh()
            || piece.before == Mark::Bullet
                && piece.after == Mark::Dash
                && self.heads_records(&piece);
        if closes {
            self.list = None;
            self.outer = None;
            self.group += 1;
        }
        if piece.before == Mark::Semicolon {
            self.subject = None;
            self.linking = false;
            self.open_list_behind(&piece, behind);
        }
        if self.values(&piece) || self.distinct(&piece) || self.denied(&piece) {
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
            let features = behind
                .iter()
                .all(|next| Self::feature(&next.tokens).is_some());
            let asked =
                Self::feature(tail).is_some_and(|asked| !asked.weak || tail.len() <= 3 && features);
            if asked && Self::feature(head).is_none() && !Self::speaks(tail) {
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
        let acts = verb::main_verb(rest).is_some() || rest.first().is_some_and(act::is_act);
        if described && acts && verb::main_verb(plain).is_none() {
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

    /// Returns whether a piece names several records, so that it heads a list of its own.
    fn heads_records(&self, piece: &Piece) -> bool {
        let phrase = self.phrase(piece.plain());
        phrase.plural && phrase.class().is_some() && !phrase.is_plain_field()
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

    /// Takes words off the start that join a piece to the one before; says whether it is kept of what
    /// the clause before is about.
    fn strip(&self, piece: &mut Piece) -> bool {
        while piece.tokens.len() > 1 {
            let Some(first) = piece.tokens.first() else {
                break;
            };
            let tags = tag::of(first);
            let second = piece.tokens.get(1).map(tag::of).unwrap_or_default();
            let opens = tags.has(Tags::FILLER) && !tags.has(Tags::WITH) && !tags.has(Tags::NEG)
                || tags.has(Tags::AND)
                || first.key == "with" && second.has(Tags::WITH)
                || matches!(first.key.as_str(), "what" | "which") && piece.bracket().is_some();
            if !opens || tags.has(Tags::DEMAND) && !tags.has(Tags::AND) {
                break;
            }
            piece.tokens.remove(0);
        }
        let keeps = [
            "store", "save", "record", "note", "log", "enter", "keep", "register", "stores",
            "saves", "records", "keeps", "logs", "tracks",
        ];
        let tells = piece
            .tokens
            .first()
            .is_some_and(|first| keeps.contains(&first.key.as_str()))
            && self.about.is_some();
        let rest = piece.tokens.get(1..).unwrap_or_default();
        let pointed = rest
            .first()
            .is_some_and(|next| tag::of(next).has(Tags::ARTICLE));
        let subject = rest
            .first()
            .is_some_and(|next| tag::of(next).has(Tags::HAVE.and(Tags::AUX)));
        if tells && !subject && (pointed || self.phrase(rest).hint().is_some()) && rest.len() > 1 {
            piece.tokens.remove(0);
            return self.list.is_none();
        }
        false
    }

    /// Reads a value of a choice whose values are being listed.
    fn values(&mut self, piece: &Piece) -> bool {
        let Some(List {
            mode: Mode::Values(entity, field),
            opener,
        }) = self.list
        else {
            return false;
        };
        let opened = opener == Opener::Dash && piece.before == Mark::Dash;
        if matches!(piece.before, Mark::Bullet | Mark::Semicolon | Mark::Dash) && !opened
            || piece.after == Mark::Colon
        {
            self.open(Mode::Fields(entity), Opener::Colon);
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
        let slashed = piece.tokens.iter().any(|token| token.kind == Kind::Slash);
        let last = piece.before == Mark::And
            || slashed
            || piece
                .tokens
                .iter()
                .any(|token| tag::of(token).has(Tags::OR));
        if last {
            self.open(Mode::Fields(entity), Opener::Verb);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads a piece that says what is not wanted.
    fn denied(&mut self, piece: &Piece) -> bool {
        let plain = piece.plain();
        let negated = plain.iter().enumerate().any(|(at, token)| {
            let answer = at
                .checked_sub(1)
                .and_then(|before| plain.get(before))
                .is_some_and(|before| tag::of(before).has(Tags::OR) || before.kind == Kind::Slash);
            tag::of(token).has(Tags::NEG) && !answer
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

/// Returns whether a piece asks for a value: "where I spotted it", "is it a pest", "как готовить".
fn is_question(piece: &Piece) -> bool {
    let tags = |at: usize| piece.tokens.get(at).map(tag::of).unwrap_or_default();
    let asks = Tags::WH.and(Tags::WHETHER);
    let how = piece.tokens.first().is_some_and(|token| token.key == "как");
    tags(0).has(asks)
        || how
        || tags(0).has(Tags::PREP) && tags(1).has(asks)
        || tags(0).has(Tags::AUX) && tags(1).has(Tags::PRONOUN)
}
