//! Sentences that tell a story: who judges what, what takes place with whom, and what is asked about
//! the record at hand.

use super::super::draft::{Outcome, Strength};
use super::super::language::english;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::Class;
use super::super::measure;
use super::lead::is_house;
use super::piece::{Mark, Piece};
use super::verbless::HAPPENS;
use super::{Mode, Opener, Reader};
use crate::spec::FieldType;

/// Verbs of judging, and what they make.
const RATES: [(&str, &str); 14] = [
    ("score", "score"),
    ("scores", "score"),
    ("rate", "rating"),
    ("rates", "rating"),
    ("grade", "grade"),
    ("grades", "grade"),
    ("evaluate", "evaluation"),
    ("evaluates", "evaluation"),
    ("assess", "assessment"),
    ("assesses", "assessment"),
    ("оценивают", "rating"),
    ("оценивает", "rating"),
    ("судят", "rating"),
    ("судит", "rating"),
];

impl Reader<'_> {
    /// Reads "did they escape?" about the record at hand: a question of yes or no.
    pub(crate) fn inverted(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let [asks, who, said @ ..] = plain else {
            return false;
        };
        let whole = piece.before == Mark::Edge && piece.after == Mark::Edge;
        let about = matches!(who.key.as_str(), "it" | "they" | "he" | "she");
        let asks_for = matches!(
            asks.key.as_str(),
            "did" | "do" | "does" | "is" | "are" | "was" | "were" | "has" | "have"
        );
        let Some(entity) = self
            .last
            .filter(|_| whole && about && asks_for && !said.is_empty())
        else {
            return false;
        };
        let mut tokens = vec![Token {
            kind: Kind::Word,
            key: "whether".to_owned(),
            ..asks.clone()
        }];
        tokens.extend_from_slice(said);
        if asks.key == "did"
            && let Some(verb) = tokens.get_mut(1)
        {
            verb.key = english::past(&verb.key);
        }
        let read = self.add_item(entity, &tokens);
        if read {
            self.note(piece, Outcome::Built);
        }
        read
    }

    /// Reads "judges score every project from 1 to 10 for creativity and design": each score is a
    /// record of its own.
    pub(crate) fn rated(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let found = plain.iter().enumerate().find_map(|(at, token)| {
            let rates = RATES.iter().find(|(verb, _)| *verb == token.key)?;
            Some((at, rates.1))
        });
        let Some((verb, noun)) = found.filter(|(at, _)| *at > 0 && free) else {
            return false;
        };
        let (somebody, anybody) = judges(plain.get(..verb).unwrap_or_default());
        let who = self.phrase(somebody);
        let rest = plain.get(verb + 1..).unwrap_or_default();
        let named = self.mentions(rest).first().copied();
        let each = rest
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::EACH));
        let judged = |token: &Token| matches!(token.key.as_str(), "for" | "on" | "за" | "по");
        let scaled = |tokens: &[Token]| measure::limits(tokens).1.is_some();
        let bracket = piece.bracket().filter(|bracket| scaled(bracket));
        let from = rest.iter().any(|token| token.key == "from") && scaled(rest);
        if !(each || from || rest.iter().any(judged) || bracket.is_some()) {
            return false;
        }
        let acts = anybody || who.class() == Some(Class::Person) && who.length == somebody.len();
        let Some(object) = named.filter(|it| acts && !it.behind_preposition && it.start <= 1)
        else {
            return false;
        };
        let judge = if anybody {
            None
        } else {
            self.declare(&who, Strength::Mention)
        };
        let Some(entity) = self.declare_act(noun, &[]) else {
            return false;
        };
        self.group += 1;
        for target in judge.into_iter().chain([object.entity]) {
            if target != entity {
                self.lead(entity, target, true);
            }
        }
        self.last = Some(entity);
        self.subject = Some(entity);
        let (said, more) = match bracket {
            Some(bracket) => first_item(bracket),
            None => (rest.get(object.end..).unwrap_or_default(), [].as_slice()),
        };
        let listed = self.criteria(entity, said);
        if let Some(more) = more.get(1..) {
            self.fields_in_bracket(entity, more);
        }
        if listed && matches!(piece.after, Mark::Comma | Mark::And) {
            self.open(Mode::Fields(entity), Opener::Verb);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Adds what is judged, "from 1 to 10 for creativity", or one score; says whether it is named.
    fn criteria(&mut self, entity: usize, said: &[Token]) -> bool {
        let at = said
            .iter()
            .rposition(|token| matches!(token.key.as_str(), "for" | "on" | "за" | "по"));
        let range = said.get(..at.unwrap_or(said.len())).unwrap_or_default();
        let named = at.and_then(|at| said.get(at + 1..)).unwrap_or_default();
        let score = [Token {
            kind: Kind::Word,
            key: if self.russian() { "балл" } else { "score" }.to_owned(),
            start: 0,
            end: 0,
        }];
        let words = if named.is_empty() { &score } else { named };
        let member: Vec<Token> = words.iter().chain(range).cloned().collect();
        self.add_item(entity, &member);
        !named.is_empty()
    }

    /// Reads "mark favourites": a question of yes or no about the record at hand.
    pub(crate) fn marked(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let marks = [
            "mark",
            "flag",
            "star",
            "отмечать",
            "помечать",
            "помечаем",
            "отметить",
        ];
        let opens = plain
            .iter()
            .take(3)
            .position(|token| marks.contains(&token.key.as_str()));
        let (Some(at), Some(entity)) = (opens, self.last) else {
            return false;
        };
        let said = plain.get(at + 1..).unwrap_or_default();
        let Some(last) = said.last().filter(|_| said.len() <= 4) else {
            return false;
        };
        let one = Token {
            key: if last.is_cyrillic() {
                last.key.clone()
            } else {
                english::singular(&last.key)
            },
            ..last.clone()
        };
        let phrase = self.phrase(std::slice::from_ref(&one));
        let answer = phrase
            .hint()
            .is_some_and(|hint| hint.kind == FieldType::Boolean);
        if !answer {
            return false;
        }
        self.add_item(entity, &[one]);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "в школе есть преподаватели (…) и ученики": a list of records that a house holds.
    pub(crate) fn holds(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        verb: usize,
        behind: &[Piece],
    ) -> bool {
        let has = plain
            .get(verb)
            .is_some_and(|token| tag::of(token).has(Tags::HAVE.and(Tags::AUX)));
        let within = plain.first().is_some_and(|first| {
            matches!(
                first.key.as_str(),
                "в" | "на" | "у" | "in" | "at" | "inside"
            )
        });
        let idle = Tags::PREP
            .and(tag::POINTERS)
            .and(Tags::PRONOUN)
            .and(Tags::AUX);
        let place: Vec<Token> = plain
            .iter()
            .take(verb)
            .filter(|token| !tag::of(token).has(idle))
            .cloned()
            .collect();
        let phrase = self.phrase(&place);
        let house = is_house(&phrase) && phrase.length == place.len();
        let known = self.entity_of(&phrase.singular()).is_some_and(|entity| {
            let described = self.draft.entities.get(entity);
            described.is_some_and(|entity| entity.strength > Strength::Mention)
        });
        let rest = plain.get(verb + 1..).unwrap_or_default();
        let held = self.phrase(rest);
        let counted = rest.iter().any(|token| tag::of(token).has(Tags::MANY));
        let listed = piece.bracket().is_some() || matches!(piece.after, Mark::Comma | Mark::And);
        let records = held.plural && held.class().is_some() && !counted && listed;
        if !(has && within && house && records) || known {
            return false;
        }
        self.group += 1;
        self.open(Mode::Entities, Opener::Verb);
        self.rest_of(piece, plain, verb, behind);
        true
    }

    /// Reads "lessons take place on a certain horse with a certain trainer: date, …": a heading
    /// whose subject is the record.
    pub(crate) fn happens_so(&mut self, piece: &Piece, plain: &[Token], opener: Opener) -> bool {
        let happens = |token: &Token| HAPPENS.contains(&token.key.as_str());
        let Some(verb) = plain.iter().position(happens).filter(|at| *at > 0) else {
            return false;
        };
        let subject = self.phrase(plain.get(..verb).unwrap_or_default());
        if subject.class().is_none() || subject.length != verb {
            return false;
        }
        let Some(entity) = self.declare(&subject, Strength::Mention) else {
            return false;
        };
        self.group += 1;
        for mention in self.mentions(plain.get(verb + 1..).unwrap_or_default()) {
            if mention.entity != entity {
                self.lead(entity, mention.entity, true);
            }
        }
        self.last = Some(entity);
        self.subject = Some(entity);
        self.open(Mode::Fields(entity), opener);
        self.note(piece, Outcome::Built);
        true
    }
}

/// Returns who judges without "can", and whether it is anybody.
fn judges(words: &[Token]) -> (&[Token], bool) {
    let can = words
        .last()
        .is_some_and(|last| tag::of(last).has(Tags::AUX));
    let somebody = words
        .get(..words.len() - usize::from(can))
        .unwrap_or_default();
    let anybody = Tags::ACTOR.and(tag::POINTERS);
    let all = somebody.iter().all(|token| tag::of(token).has(anybody));
    (somebody, all && !somebody.is_empty())
}

/// Cuts a list behind its first item.
fn first_item(list: &[Token]) -> (&[Token], &[Token]) {
    let ends =
        |token: &Token| token.kind == Kind::Comma || tag::of(token).has(Tags::AND.and(Tags::WITH));
    list.split_at(list.iter().position(ends).unwrap_or(list.len()))
}
