//! What somebody does with a record, where doing it is kept: "students check out items; record
//! when and until when" makes a record of each checkout.

use super::super::draft::{Outcome, Strength};
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::Class;
use super::super::language::{dictionary, english, name};
use super::piece::{Mark, Piece};
use super::{Mode, Opener, Reader};
use crate::spec::FieldType;

/// Something done with a record.
struct Act {
    verbs: &'static [&'static str],
    /// A word that must follow somewhere.
    particle: &'static str,
    /// What doing it is called.
    name: &'static str,
    /// The Russian word for it and its plural.
    russian: (&'static str, &'static str),
}

const fn act(
    verbs: &'static [&'static str],
    particle: &'static str,
    name: &'static str,
    russian: (&'static str, &'static str),
) -> Act {
    Act {
        verbs,
        particle,
        name,
        russian,
    }
}

const ACTS: [Act; 8] = [
    act(
        &["берут", "берет"],
        "аренду",
        "rental",
        ("Аренда", "Аренды"),
    ),
    act(
        &["оформляют", "оформляет"],
        "аренду",
        "rental",
        ("Аренда", "Аренды"),
    ),
    act(
        &["check", "checks", "sign", "signs"],
        "out",
        "checkout",
        ("Выдача", "Выдачи"),
    ),
    act(
        &["берут", "берет"],
        "напрокат",
        "rental",
        ("Прокат", "Прокаты"),
    ),
    act(
        &["borrow", "borrows", "берут", "берет"],
        "",
        "loan",
        ("Выдача", "Выдачи"),
    ),
    act(
        &["rent", "rents", "hire", "hires", "арендуют", "арендует"],
        "",
        "rental",
        ("Аренда", "Аренды"),
    ),
    act(
        &["reserve", "reserves"],
        "",
        "reservation",
        ("Бронь", "Брони"),
    ),
    act(
        &["book", "books", "бронируют", "бронирует"],
        "",
        "booking",
        ("Бронирование", "Бронирования"),
    ),
];

impl Reader<'_> {
    /// Declares the record that an act makes, and what it is about.
    pub(crate) fn declare_act(&mut self, noun: &str, about: &[Token]) -> Option<usize> {
        let entry = self
            .russian()
            .then(|| dictionary::by_english(noun))
            .flatten();
        let phrase = Phrase {
            words: vec![noun.to_owned()],
            one: name::sentence(entry.map_or(noun, |entry| entry.lemma)),
            many: entry.map_or_else(
                || name::sentence(&english::plural(noun)),
                |entry| name::sentence(&entry.plural()),
            ),
            ..Phrase::default()
        };
        let entity = self.declare(&phrase, Strength::Mention)?;
        for mention in self.mentions(about) {
            if mention.entity != entity {
                self.lead(entity, mention.entity, true);
            }
        }
        Some(entity)
    }

    /// Reads what somebody does with a record when what is kept about it follows.
    pub(crate) fn act(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let headed = piece.after == Mark::Colon;
        let followed = behind
            .first()
            .is_some_and(|next| records_more(&next.tokens));
        if !headed && !followed {
            return self.known_act(piece, plain);
        }
        let Some(entity) = self.act_of(plain) else {
            return false;
        };
        self.last = Some(entity);
        self.subject = Some(entity);
        if headed {
            self.open(Mode::Fields(entity), Opener::Colon);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "a member can book a lane for a date": a booking has both, and what is said behind them.
    fn known_act(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let Some((at, act)) = verb(plain).filter(|_| free) else {
            return false;
        };
        let mentions = self.mentions(plain);
        let [who, what, ..] = mentions.as_slice() else {
            return false;
        };
        let (who, what) = (*who, *what);
        let between = plain.get(who.end..at).unwrap_or_default();
        let acts = who.end <= at && between.iter().all(|token| tag::of(token).has(Tags::AUX));
        let person = self.draft.entities.get(who.entity);
        let person = person.is_some_and(|entity| entity.class == Some(Class::Person));
        if !acts || what.start < at {
            return false;
        }
        let names = [
            act.name,
            "booking",
            "reservation",
            "rental",
            "loan",
            "checkout",
        ];
        let known = names
            .iter()
            .find_map(|name| self.entity_of(&[(*name).to_owned()]));
        let tail = plain.get(what.end..).unwrap_or_default();
        let made = || {
            let told = person
                && !what.behind_preposition
                && tail.first().is_some_and(|to| to.key == "for");
            told.then(|| self.act_phrase(act))
        };
        let entity = match (known, made()) {
            (Some(known), _) => Some(known),
            (None, Some(phrase)) => self.declare(&phrase, Strength::Mention),
            (None, None) => None,
        };
        let Some(entity) = entity.filter(|it| *it != who.entity && *it != what.entity) else {
            return false;
        };
        self.lead(entity, who.entity, true);
        self.lead(entity, what.entity, true);
        self.last = Some(entity);
        self.note(piece, Outcome::Built);
        self.said_behind(entity, tail, piece.after);
        true
    }

    /// Adds the member that "for a date" names behind an act, and lets more of them follow.
    fn said_behind(&mut self, entity: usize, tail: &[Token], after: Mark) {
        let Some((to, said)) = tail.split_first() else {
            return;
        };
        let phrase = self.phrase(said);
        let dated = phrase
            .hint()
            .is_some_and(|hint| matches!(hint.kind, FieldType::Date | FieldType::Datetime));
        if tag::of(to).has(Tags::PREP) && phrase.is_plain_field() && dated {
            self.add_item(entity, said);
            if matches!(after, Mark::Comma | Mark::And) {
                self.open(Mode::Fields(entity), Opener::Verb);
            }
        }
    }

    /// Reads "record when, until when and who approved it" about what was named last.
    pub(crate) fn recorded(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let Some(entity) = self.last.filter(|_| free && records_more(plain)) else {
            return false;
        };
        self.open(Mode::Fields(entity), Opener::Verb);
        self.rest_of(piece, plain, 0, behind);
        true
    }

    /// Declares the record of what somebody does, tied to both.
    fn act_of(&mut self, plain: &[Token]) -> Option<usize> {
        let (verb, act) = verb(plain)?;
        let who = self.phrase(plain.get(..verb)?);
        if who.class() != Some(Class::Person) || who.length != verb {
            return None;
        }
        let behind: Vec<Token> = plain
            .iter()
            .skip(verb + 1)
            .filter(|token| token.key != act.particle)
            .cloned()
            .collect();
        let mention = self.mentions(&behind).first().copied();
        let what = if let Some(mention) = mention {
            mention.entity
        } else {
            let phrase = self.phrase(&behind);
            let known = phrase.class().is_some() && phrase.length == behind.len();
            known
                .then(|| self.declare(&phrase, Strength::Mention))
                .flatten()?
        };
        let who = self.declare(&who, Strength::Mention)?;
        let entity = self.declare(&self.act_phrase(act), Strength::Mention)?;
        if who != entity {
            self.lead(entity, who, true);
        }
        let several = behind.iter().any(|token| tag::of(token).has(Tags::MANY));
        if what != entity && several {
            self.both(entity, what);
        } else if what != entity {
            self.lead(entity, what, true);
        }
        Some(entity)
    }

    /// Returns the phrase that names what is done.
    fn act_phrase(&self, act: &Act) -> Phrase {
        let (one, many) = if self.russian() {
            (act.russian.0.to_owned(), act.russian.1.to_owned())
        } else {
            (
                name::sentence(act.name),
                name::sentence(&english::plural(act.name)),
            )
        };
        Phrase {
            words: vec![act.name.to_owned()],
            one,
            many,
            length: 1,
            ..Phrase::default()
        }
    }
}

/// Returns whether a word is the verb of something that is done with a record.
pub(crate) fn is_act(token: &Token) -> bool {
    ACTS.iter()
        .any(|act| act.verbs.contains(&token.key.as_str()))
}

/// Returns where the verb stands and what is done.
fn verb(plain: &[Token]) -> Option<(usize, &'static Act)> {
    ACTS.iter().find_map(|act| {
        let at = plain
            .iter()
            .position(|token| act.verbs.contains(&token.key.as_str()))?;
        let follows = act.particle.is_empty()
            || plain
                .iter()
                .skip(at + 1)
                .any(|token| token.key == act.particle);
        (at > 0 && follows).then_some((at, act))
    })
}

/// Returns whether tokens go on with what is to be recorded: "record when".
fn records_more(tokens: &[Token]) -> bool {
    let [first, second, ..] = tokens else {
        return false;
    };
    let asks = tag::of(second).has(Tags::WH.and(Tags::WHETHER));
    let ours = ["ем", "им"]
        .iter()
        .any(|ending| first.key.ends_with(ending));
    let lists = first.is_cyrillic() && ours && tokens.len() <= 4;
    tag::of(first).has(Tags::RECORD) && (asks || lists)
}
