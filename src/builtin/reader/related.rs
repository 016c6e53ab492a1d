//! Records that a list describes by the way: "tool (name, photo), borrower, due back" are the
//! members of a loan, and the tool has members of its own.

use super::super::choice;
use super::super::draft::{Outcome, Relation, Strength};
use super::super::field;
use super::super::language::name;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::Class;
use super::mention::Mention;
use super::piece::{Mark, Piece};
use super::relation::{belongs_at, is_passive};
use super::{Mode, Opener, Reader};
use crate::spec::{FieldType, RelationKind};

impl Reader<'_> {
    /// Returns whether the list behind a heading is that of one record, of whose members one is
    /// described in brackets.
    pub(crate) fn mixes(&self, behind: &[Piece]) -> bool {
        let end = behind
            .iter()
            .position(|piece| matches!(piece.after, Mark::Semicolon | Mark::Edge))
            .map_or(behind.len(), |last| last + 1);
        let list = behind.get(..end).unwrap_or_default();
        let described = |piece: &&Piece| {
            let bracket = piece.bracket();
            bracket.is_some_and(|bracket| self.lists_members(bracket))
        };
        let (records, plain): (Vec<&Piece>, Vec<&Piece>) = list.iter().partition(described);
        let single = records
            .iter()
            .all(|piece| self.describes(piece) && piece.before != Mark::Semicolon);
        let members = plain.iter().all(|piece| {
            let phrase = self.phrase(piece.plain());
            let with = piece
                .tokens
                .iter()
                .any(|token| tag::of(token).has(Tags::WITH));
            let several = phrase.plural && phrase.class().is_some() && !phrase.is_plain_field();
            !several && !with && piece.after != Mark::Colon
        });
        let known = plain
            .iter()
            .filter(|piece| {
                let phrase = self.phrase(piece.plain());
                let answered = piece
                    .tokens
                    .last()
                    .is_some_and(|last| tag::of(last).has(Tags::NEG));
                answered || phrase.hint().is_some()
            })
            .count();
        !records.is_empty() && single && plain.len() >= 2 && members && known * 2 >= plain.len()
    }

    /// Returns whether an item is one record with its members in brackets.
    fn describes(&self, piece: &Piece) -> bool {
        let phrase = self.phrase(piece.plain());
        let record = matches!(
            phrase.class(),
            Some(
                Class::Person | Class::Thing | Class::Event | Class::Organization | Class::Document
            )
        );
        let simple = phrase
            .hint()
            .is_none_or(|hint| hint.kind == FieldType::String);
        let kinds = [
            "category",
            "type",
            "kind",
            "level",
            "size",
            "status",
            "unit",
            "grade",
            "class",
            "condition",
            "quality",
            "state",
            "stage",
            "colour",
            "color",
            "rarity",
            "mood",
            "priority",
            "severity",
            "frequency",
            "gender",
            "role",
            "format",
            "genre",
            "season",
            "shape",
            "material",
        ];
        let kind = phrase
            .words
            .last()
            .is_some_and(|word| kinds.contains(&word.as_str()));
        record && simple && !kind && !phrase.plural && phrase.length == piece.plain().len()
    }

    /// Reads "customer (name, phone)" among the members of a record: one of another record.
    pub(crate) fn related_with_bracket(&mut self, piece: &Piece) -> bool {
        let Some(Mode::Fields(owner)) = self.list.map(|list| list.mode) else {
            return false;
        };
        let Some(bracket) = piece.bracket() else {
            return false;
        };
        if !self.describes(piece) || !self.lists_members(bracket) {
            return false;
        }
        let phrase = self.phrase(piece.plain());
        let Some(entity) = self
            .declare(&phrase, Strength::Mention)
            .filter(|entity| *entity != owner)
        else {
            return false;
        };
        let (list, outer) = (self.list, self.outer);
        self.lead(owner, entity, true);
        self.last = Some(entity);
        self.fields_in_bracket(entity, bracket);
        (self.list, self.outer, self.last) = (list, outer, Some(owner));
        self.note(piece, Outcome::Built);
        true
    }

    /// Returns whether an item can't be a record of its own: an answer, a limit, a date, a price.
    pub(crate) fn is_member(&self, piece: &Piece) -> bool {
        let plain = piece.plain();
        let limits = ["max", "min", "maximum", "minimum", "макс", "мин"];
        let limit = plain
            .first()
            .is_some_and(|first| limits.contains(&first.key.as_str()) && plain.len() > 1);
        let answered = plain
            .last()
            .is_some_and(|last| tag::of(last).has(Tags::NEG))
            && plain.iter().any(|token| tag::of(token).has(Tags::OR));
        let phrase = self.phrase(plain);
        let typed = !phrase.plural
            && phrase.is_field()
            && phrase.hint().is_some_and(|hint| {
                matches!(
                    hint.kind,
                    FieldType::Date
                        | FieldType::Datetime
                        | FieldType::Money
                        | FieldType::Boolean
                        | FieldType::Integer
                        | FieldType::Decimal
                )
            });
        self.last.is_some() && (limit || answered || typed || super::is_question(piece))
    }

    /// Returns whether brackets hold fields for sure, and no values.
    fn lists_members(&self, bracket: &[Token]) -> bool {
        let chosen = bracket.iter().any(|token| tag::of(token).has(Tags::OR));
        let items = choice::items(bracket);
        let known = items.iter().filter(|item| self.phrase(item).is_field());
        let kinds: Vec<Option<FieldType>> = known
            .map(|item| self.phrase(item).hint().map(|hint| hint.kind))
            .collect();
        let fields = kinds.len();
        let answers = kinds.iter().all(|kind| *kind == Some(FieldType::Boolean));
        !chosen && !answers && fields >= 2 && fields * 3 >= items.len() * 2
    }

    /// Relates an entity to those that its own words name: "смены волонтёров", when volunteers are
    /// kept too.
    pub(crate) fn tie_words(&mut self, entity: usize, plain: &[Token]) {
        let mention = self
            .mentions(plain)
            .into_iter()
            .find(|mention| mention.entity == entity && mention.end > mention.start + 1);
        let Some(mention) = mention else { return };
        let within = plain.get(mention.start..mention.end).unwrap_or_default();
        for token in within {
            let words = self.phrase(std::slice::from_ref(token)).singular();
            let own = self.draft.entities.get(entity).is_some_and(|entity| {
                let name = name::split(&entity.name);
                name.ends_with(&words)
            });
            if own {
                continue;
            }
            if let Some(other) = self.entity_of(&words).filter(|other| *other != entity) {
                self.lead(entity, other, false);
            }
        }
    }

    /// Reads "customers (name, phone) submit tickets: subject, body": a list for what they make.
    pub(crate) fn head_behind_bracket(&mut self, piece: &Piece, opener: Opener) {
        let rest = piece.rest();
        let acts = rest.first().is_some_and(|verb| {
            verb.is_word() && !tag::of(verb).has(Tags::PREP.and(Tags::AND).and(Tags::WITH))
        });
        let (Some(owner), Some(object)) = (self.last, rest.get(1..).filter(|_| acts)) else {
            return;
        };
        let given = self.mentions(object).first().copied();
        let given = given.filter(|it| it.start == 0 && it.end < object.len());
        let object = given.map_or(object, |it| object.get(it.end..).unwrap_or(object));
        let phrase = self.topic(object).phrase;
        let made = phrase.filter(|phrase| phrase.class().is_some());
        let entity = made.and_then(|phrase| self.declare(&phrase, Strength::Mention));
        if let Some(entity) = entity.filter(|entity| *entity != owner) {
            self.lead(entity, owner, true);
            if let Some(given) = given.filter(|given| given.entity != entity) {
                self.lead(entity, given.entity, true);
            }
            self.last = Some(entity);
            self.open(Mode::Fields(entity), opener);
        }
    }

    /// Reads "each dog has an owner with name, phone and email": the owner is a record too.
    pub(crate) fn has_described(
        &mut self,
        subject: usize,
        piece: &Piece,
        object: &[Token],
        behind: &[Piece],
    ) -> bool {
        let with = object
            .iter()
            .position(|token| tag::of(token).has(Tags::WITH));
        let pointed = object
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::ARTICLE.and(Tags::ONE)));
        let Some(with) = with.filter(|_| pointed) else {
            return false;
        };
        let (noun, rest) = object.split_at(with);
        let noun = noun.get(1..).unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default();
        let phrase = self.phrase(noun);
        let record = matches!(
            phrase.class(),
            Some(Class::Person | Class::Organization | Class::Document | Class::Event)
        );
        let listed = matches!(piece.after, Mark::Comma | Mark::And) && self.phrase(rest).is_field();
        if noun.is_empty() || phrase.length != noun.len() || !record || !listed {
            return false;
        }
        let Some(entity) = self
            .declare(&phrase, Strength::Mention)
            .filter(|entity| *entity != subject)
        else {
            return false;
        };
        self.lead(subject, entity, true);
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        let first = Piece {
            tokens: rest.to_vec(),
            before: Mark::Comma,
            after: piece.after,
        };
        self.item(&first, behind);
        self.note(piece, Outcome::Built);
        true
    }

    /// Relates a record to who plays a part in it: "manager who is also an employee".
    pub(crate) fn plays_part(&mut self, entity: usize, tokens: &[Token]) -> bool {
        let who = |token: &Token| matches!(token.key.as_str(), "who" | "which" | "that");
        let Some(at) = tokens.iter().position(who).filter(|at| *at > 0) else {
            return false;
        };
        let (part, said) = tokens.split_at(at);
        let is = said
            .get(1)
            .is_some_and(|is| matches!(is.key.as_str(), "is" | "are"));
        let rest: Vec<Token> = said
            .iter()
            .skip(2)
            .filter(|token| token.key != "also" && !tag::of(token).has(tag::POINTERS))
            .cloned()
            .collect();
        let target = self.entity_of(&self.phrase(&rest).singular());
        let (Some(target), Some(part)) = (target.filter(|_| is), field::item(self.setting, part))
        else {
            return false;
        };
        self.draft.describe(entity);
        self.draft.relate(Relation {
            from: entity,
            to: target,
            kind: RelationKind::ManyToOne,
            name: Some((part.field.name, part.field.label)),
            required: false,
        });
        true
    }

    /// Remembers what a clause is about, and whom its verb ties to what.
    pub(crate) fn remember_tie(&mut self, plain: &[Token], verb: usize) {
        let mentions = self.mentions(plain);
        let before = plain.get(..verb).unwrap_or_default();
        let silent = before.iter().all(|token| tag::of(token).has(Tags::AUX));
        let carried = self.subject.filter(|_| silent);
        self.about = carried.or_else(|| mentions.first().map(|mention| mention.entity));
        if let ([first, second, ..], Some(does)) = (mentions.as_slice(), plain.get(verb)) {
            let tied = (does.key.clone(), first.entity, second.entity);
            self.tied.push(tied);
        }
    }

    /// Lets what follows speak of the subject of a clause that says what is done with it: "a ceremony
    /// is held for one deceased, with an expected number of guests".
    pub(crate) fn keep_subject(&mut self, plain: &[Token]) {
        let with = plain.iter().any(|token| tag::of(token).has(Tags::WITH));
        let led = self.about.filter(|about| {
            !with && is_passive(plain) && Some(*about) != self.last && self.list.is_none()
        });
        self.last = led.or(self.last);
    }

    /// Relates a record that is named after what somebody does to both of whom it is told: an
    /// enrollment to the student who enrolls and to the course.
    pub(crate) fn lead_to_tied(&mut self, entity: usize) {
        let name = self.draft.entities.get(entity);
        let name = name.map_or_else(String::new, |entity| entity.name.to_lowercase());
        let same = |verb: &str| {
            let stem: String = verb.chars().take(5).collect();
            stem.chars().count() == 5 && name.starts_with(&stem)
        };
        let tied = self.tied.iter().rev().find(|(verb, ..)| same(verb));
        let Some((one, other)) = tied.map(|(_, one, other)| (*one, *other)) else {
            return;
        };
        for target in [one, other] {
            if target != entity {
                self.lead(entity, target, true);
            }
        }
    }

    /// Reads "players belong to a team (name, shirt number)" when the team is described already.
    pub(crate) fn describes_subject(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let mentions = self.mentions(plain);
        let ([first, .., last], Some(bracket)) = (mentions.as_slice(), piece.bracket()) else {
            return false;
        };
        let described = |mention: &Mention| {
            let entity = self.draft.entities.get(mention.entity);
            entity.is_some_and(|entity| !entity.fields.is_empty())
        };
        if !described(last) || described(first) || !belongs_at(plain) || !self.relation(plain) {
            return false;
        }
        self.list = None;
        self.last = Some(first.entity);
        self.fields_in_bracket(first.entity, bracket);
        self.note(piece, Outcome::Built);
        true
    }
}
