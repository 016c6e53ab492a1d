//! Headings: what the records are that a title or the words before a colon speak of.

use super::super::draft::{Outcome, Strength};
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::{self, Class};
use super::super::language::{dictionary, english, name};
use super::clause::main_verb;
use super::mention::{is_verb, is_verb_at};
use super::piece::{Mark, Piece};
use super::{List, Mode, Opener, Reader};
use crate::spec::FieldType;

/// What a heading speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// The noun of the records, when the heading names them.
    pub(crate) phrase: Option<Phrase>,
    /// Whether the heading is a place, a business or the app, in which records of several kinds are kept.
    pub(crate) house: bool,
}

impl Topic {
    const APP: Self = Self {
        phrase: None,
        house: true,
    };
}

impl Reader<'_> {
    /// Reads a piece with a colon or a dash behind it.
    pub(crate) fn heading(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let opener = if piece.after == Mark::Dash {
            Opener::Dash
        } else {
            Opener::Colon
        };
        if self.heads_values(piece, behind) {
            return true;
        }
        let plain = piece.plain();
        if heads_fields(plain) {
            if let Some(entity) = self.last {
                self.open(Mode::Fields(entity), opener);
            }
            self.note(piece, Outcome::Built);
            return true;
        }
        if opener == Opener::Dash && (self.in_fields() || Self::feature(plain).is_some()) {
            return false;
        }
        self.group += 1;
        if self.first {
            self.set_title(piece);
        }
        self.declare_counted(plain);
        let related = self.relation(plain);
        if piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket))
        {
            self.item(piece, behind);
            return true;
        }
        let counted = self.mentions(plain).last().map(|mention| mention.entity);
        if let Some(entity) = counted.filter(|_| related) {
            self.last = Some(entity);
            self.open(Mode::Fields(entity), opener);
            self.note(piece, Outcome::Built);
            return true;
        }
        let topic = self.topic(plain);
        self.open_heading(piece, plain, &topic, behind, opener);
        self.note(piece, Outcome::Built);
        true
    }

    fn open_heading(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        topic: &Topic,
        behind: &[Piece],
        opener: Opener,
    ) {
        if topic.house || piece.after == Mark::Colon {
            match self.first_of_list(behind, topic.house) {
                First::Entity => {
                    if let Some(phrase) = topic.phrase.as_ref().filter(|_| !topic.house) {
                        self.last = self.declare(phrase, Strength::Mention);
                    }
                    self.open(Mode::Entities, opener);
                    return;
                }
                First::Clause => {
                    if let Some(phrase) = topic.phrase.as_ref().filter(|_| !topic.house) {
                        let strength = if self.first {
                            Strength::Title
                        } else {
                            Strength::Mention
                        };
                        self.last = self.declare(phrase, strength);
                        self.subject = self.last;
                    }
                    self.list = None;
                    return;
                }
                First::Field => {}
            }
        }
        let entity = match &topic.phrase {
            Some(phrase) => self.declare(phrase, Strength::Mention),
            None => self.nameless(plain),
        };
        if let Some(entity) = entity {
            self.tie_tail(entity, plain);
            self.last = Some(entity);
            self.open(Mode::Fields(entity), opener);
        }
    }

    fn in_fields(&self) -> bool {
        matches!(
            self.list,
            Some(List {
                mode: Mode::Fields(_),
                ..
            })
        )
    }

    /// Reads "status: draft, sent" inside of a record.
    fn heads_values(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let inside = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let (Some(entity), Mark::Colon) = (self.last, piece.after) else {
            return false;
        };
        let phrase = self.phrase(piece.plain());
        let Some(hint) = phrase.hint().filter(|_| phrase.is_field()) else {
            return false;
        };
        let kind = matches!(hint.kind, FieldType::Enum | FieldType::String);
        let values = behind
            .first()
            .is_some_and(|next| !self.phrase(next.plain()).is_field() && next.after != Mark::Colon);
        let short = inside || hint.kind == FieldType::Enum;
        if !(kind && values && short && self.entity_of(&phrase.singular()).is_none()) {
            return false;
        }
        let Some(item) = super::field::item(self.setting, piece.plain()) else {
            return false;
        };
        let mut field = item.field;
        field.kind = FieldType::Enum;
        field.values.clear();
        field.default = None;
        if let Some(index) = self.draft.add_field(entity, field) {
            self.open(Mode::Values(entity, index), Opener::Colon);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Adds an entity for a heading that names none.
    fn nameless(&mut self, plain: &[Token]) -> Option<usize> {
        let phrase = self.phrase(plain);
        let usable = phrase.class().is_some() && !phrase.words.is_empty();
        if usable {
            return self.declare(&phrase, Strength::Mention);
        }
        if let Some(last) = self.last {
            return Some(last);
        }
        let (word, one, many) = if self.russian() {
            ("entry", "Запись", "Записи")
        } else {
            ("entry", "Entry", "Entries")
        };
        let phrase = Phrase {
            words: vec![word.to_owned()],
            one: one.to_owned(),
            many: many.to_owned(),
            ..Phrase::default()
        };
        self.declare(&phrase, Strength::Mention)
    }

    /// Relates an entity to those behind a preposition: "payments from tenants".
    pub(crate) fn tie_tail(&mut self, entity: usize, plain: &[Token]) {
        let mentions = self.mentions(plain);
        for mention in mentions {
            if mention.entity != entity && mention.behind_preposition && !mention.owner {
                self.lead(entity, mention.entity, false);
            }
        }
        self.tie_date(entity, plain);
    }

    /// Adds the date that an entity is for: "appointments for a date and time".
    fn tie_date(&mut self, entity: usize, plain: &[Token]) {
        let Some(at) = plain
            .iter()
            .skip(1)
            .rposition(|token| tag::of(token).has(Tags::PREP))
        else {
            return;
        };
        let tail = plain.get(at + 2..).unwrap_or_default();
        let phrase = self.phrase(tail);
        let dated = phrase
            .hint()
            .is_some_and(|hint| matches!(hint.kind, FieldType::Date | FieldType::Datetime));
        if dated && phrase.is_field() {
            self.add_item(entity, tail);
        }
    }

    /// Returns what a heading speaks of.
    pub(crate) fn topic(&self, tokens: &[Token]) -> Topic {
        let tokens = behind_verbs(tokens);
        self.noun(tokens, 0)
    }

    fn noun(&self, tokens: &[Token], depth: usize) -> Topic {
        let tokens = without_lead(tokens);
        if tokens.is_empty() || depth > 4 {
            return Topic::APP;
        }
        let cyrillic = tokens.iter().any(Token::is_cyrillic);
        let phrase = self.phrase(tokens);
        let singular = phrase.singular();
        let several_places =
            phrase.plural && matches!(phrase.class(), Some(Class::Organization | Class::Place));
        if let Some(content) = vocabulary::content(&singular.join(" "))
            && !several_places
        {
            return self.content(content, !phrase.plural);
        }
        let core = tokens.get(..phrase.length).unwrap_or(tokens);
        let tail = tokens.get(phrase.length..).unwrap_or_default();
        let each = tokens
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::EACH));
        let inner = if cyrillic {
            russian_content(core)
        } else {
            english_content(core, each)
        };
        match inner {
            Some([]) => {
                let tail = tail.get(1..).unwrap_or_default();
                self.noun(behind_verbs(tail), depth + 1)
            }
            Some(inner) => {
                let mut topic = self.noun(inner, depth + 1);
                if topic.phrase.as_ref().is_some_and(|phrase| is_house(phrase)) {
                    topic.house = true;
                }
                topic
            }
            None if is_house(&phrase) => Topic {
                phrase: None,
                house: true,
            },
            None => Topic {
                phrase: Some(phrase),
                house: false,
            },
        }
    }

    /// Returns the records that a heading is known to stand for.
    fn content(&self, noun: &str, house: bool) -> Topic {
        let words: Vec<String> = noun.split(' ').map(str::to_owned).collect();
        let entry = self
            .russian()
            .then(|| dictionary::by_english(noun))
            .flatten();
        let (one, many) = match entry {
            Some(entry) => (entry.lemma.to_owned(), entry.plural()),
            None => {
                let (before, last) = noun.rsplit_once(' ').unwrap_or(("", noun));
                (
                    noun.to_owned(),
                    format!("{before} {}", english::plural(last)),
                )
            }
        };
        Topic {
            phrase: Some(Phrase {
                head: words.len().saturating_sub(1),
                words,
                label: name::sentence(&many),
                one: name::sentence(&one),
                many: name::sentence(&many),
                plural: true,
                length: 1,
                verb: false,
                nominative: true,
            }),
            house,
        }
    }

    /// Says what the first item of the list behind a heading is.
    pub(crate) fn first_of_list(&mut self, behind: &[Piece], house: bool) -> First {
        let Some(piece) = behind.first() else {
            return First::Field;
        };
        if matches!(piece.after, Mark::Colon) {
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
        let subject = main_verb(&piece.tokens)
            .map(|verb| self.phrase(piece.tokens.get(..verb).unwrap_or_default()));
        let counted =
            subject.is_some_and(|phrase| phrase.plural && phrase.class().is_some() && !phrase.verb);
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
        if counted && (house || with.is_some()) || with.is_some() && known {
            First::Entity
        } else {
            First::Field
        }
    }
}

/// What the first item of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Field,
    Entity,
    Clause,
}

/// Returns whether a noun is a place or a business rather than a record.
fn is_house(phrase: &Phrase) -> bool {
    !phrase.plural && matches!(phrase.class(), Some(Class::Organization | Class::Place))
}

fn heads_fields(tokens: &[Token]) -> bool {
    let words = [
        "fields",
        "columns",
        "attributes",
        "properties",
        "поля",
        "колонки",
        "столбцы",
        "атрибуты",
        "данные",
    ];
    tokens.len() <= 3
        && tokens
            .iter()
            .any(|token| words.contains(&token.key.as_str()))
}

/// Returns what stands behind the last verb that asks or keeps: "I want to track | my plants".
pub(crate) fn behind_verbs(tokens: &[Token]) -> &[Token] {
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at + 1 >= tokens.len() || token.kind == Kind::Open {
            break;
        }
        let tags = tag::of(token);
        let follows = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .map(tag::of)
            .is_some_and(|before| {
                before.has(
                    Tags::PRONOUN
                        .and(Tags::DEMAND)
                        .and(Tags::AUX)
                        .and(Tags::AND),
                ) || before.has(Tags::RECORD)
                    || before.has(Tags::PREP)
            });
        let points = tokens
            .get(at + 1)
            .is_some_and(|next| tag::of(next).has(tag::POINTERS.and(Tags::PRONOUN)));
        let inflected = at > 0 && token.key.ends_with('s') && !tags.has(Tags::CONTAINER);
        let keeps = tags.has(Tags::RECORD)
            && (token.is_cyrillic() || follows || inflected || at == 0 && points);
        let asks = tags.has(Tags::DEMAND.and(Tags::PRONOUN).and(Tags::AUX));
        let acts = tags.has(Tags::HAVE) && !tags.has(Tags::OWN) || is_verb_at(tokens, at) && at > 0;
        if keeps || asks || acts {
            start = at + 1;
        }
    }
    tokens.get(start..).unwrap_or_default()
}

/// Takes off what stands before a noun.
fn without_lead(tokens: &[Token]) -> &[Token] {
    let lead = Tags::PREP
        .and(Tags::ARTICLE)
        .and(Tags::OWN)
        .and(Tags::DROP)
        .and(Tags::MANY)
        .and(Tags::FILLER)
        .and(Tags::PRONOUN);
    let idle = ["eye", "track", "tabs", "sort", "kind", "way", "place"];
    let count = tokens
        .iter()
        .enumerate()
        .take_while(|(at, token)| {
            let tags = tag::of(token);
            let keeps = tags.has(Tags::RECORD) && tags.has(Tags::CONTAINER);
            at + 1 < tokens.len()
                && (tags.has(lead) && !keeps && !tags.has(Tags::APP)
                    || idle.contains(&token.key.as_str())
                    || !token.is_word())
        })
        .count();
    tokens.get(count..).unwrap_or_default()
}

/// Returns what an English heading contains: "gym | log", "movie | watchlist".
fn english_content(core: &[Token], each: bool) -> Option<&[Token]> {
    let last = core.last()?;
    let heading = tag::of(last).has(Tags::CONTAINER.and(Tags::APP)) && !each;
    let alone = core.len() == 1;
    let record = alone
        && vocabulary::class_of(&english::singular(&last.key)).is_some()
        && english::is_plural(&last.key);
    (heading && !record).then(|| core.get(..core.len() - 1).unwrap_or_default())
}

/// Returns what a Russian heading contains: "учёт | расходов", "список | учеников".
fn russian_content(core: &[Token]) -> Option<&[Token]> {
    let at = core
        .iter()
        .position(|token| tag::of(token).has(Tags::CONTAINER.and(Tags::APP)))?;
    if at > 1 {
        return None;
    }
    core.get(at + 1..)
}
