//! Clauses whose verb goes without saying or only introduces examples.

use super::super::draft::{Outcome, Relation};
use super::super::language::english;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::Class;
use super::piece::{Mark, Piece};
use super::verb::{act, main_verb, without_prepositions};
use super::{Mode, Opener, Reader};

/// Verbs that say where and when something happens.
pub(crate) const HAPPENS: [&str; 24] = [
    "happens",
    "happen",
    "meets",
    "meet",
    "runs",
    "starts",
    "begins",
    "ends",
    "opens",
    "closes",
    "occurs",
    "проходит",
    "проходят",
    "проводится",
    "проводятся",
    "начинается",
    "начинаются",
    "заканчивается",
    "состоится",
    "ведется",
    "ведутся",
    "идет",
    "идут",
    "бывает",
];

impl Reader<'_> {
    /// Reads "many students, one teacher": a relation without a verb.
    pub(crate) fn counted(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        if self.each_of_one(piece, plain) {
            return true;
        }
        if !plain.iter().any(|token| tag::of(token).has(Tags::MANY)) {
            return false;
        }
        self.declare_counted(plain);
        let related = self.mentions(plain).len() > 1 && self.relation(plain);
        if related {
            self.trailing_list(piece, plain, behind);
            self.note(piece, Outcome::Built);
        }
        related
    }

    /// Reads "каждый товар от одного поставщика", "each bean from one supplier".
    fn each_of_one(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let each = plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::EACH.and(Tags::ONE)));
        let mentions = self.mentions(plain);
        let [of, one] = mentions.as_slice() else {
            return false;
        };
        let each = each && of.start == 1 || of.start == 0 && !of.plural && one.end == plain.len();
        let told = each && one.single && one.behind_preposition && !one.owner;
        if told && of.entity != one.entity {
            self.lead(of.entity, one.entity, true);
            self.note(piece, Outcome::Built);
        }
        told
    }

    /// Reads "группа бронирует много раз": nothing new of a record that others lead to.
    pub(crate) fn repeated(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let [.., many, times] = plain else {
            return false;
        };
        let often =
            tag::of(many).has(Tags::MANY) && matches!(times.key.as_str(), "раз" | "раза" | "times");
        let told = match self.mentions(plain).as_slice() {
            [only] if often => {
                let leads = |known: &Relation| known.to == only.entity;
                self.draft.relations.iter().any(leads)
            }
            _ => false,
        };
        if told {
            self.note(piece, Outcome::Built);
        }
        told
    }

    /// Reads "and shoots rolls" behind what a member owns: the verb is no word of the lexicon.
    pub(crate) fn carried(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let joined = matches!(piece.before, Mark::And | Mark::Comma) && self.subject.is_some();
        if let (true, Some(about)) = (joined, self.about)
            && let [only] = self.mentions(plain).as_slice()
            && only.behind_preposition
            && only.end == plain.len()
            && only.start <= 3
            && only.entity != about
        {
            self.lead(about, only.entity, true);
            self.note(piece, Outcome::Built);
            return true;
        }
        let whole = match self.mentions(plain).as_slice() {
            [only] => only.start > 0 && only.end == plain.len(),
            [first, second] => first.start <= 1 && second.end == plain.len(),
            _ => false,
        };
        let related = (joined || piece.before != Mark::And) && whole && self.relation(plain);
        if related {
            self.note(piece, Outcome::Built);
        }
        related
    }

    /// Reads "for every meeting we choose one book": the verb is no word of the lexicon.
    pub(crate) fn chosen_for_each(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let tags = |at: usize| plain.get(at).map(tag::of).unwrap_or_default();
        let mentions = self.mentions(plain);
        let [first, second] = mentions.as_slice() else {
            return false;
        };
        let each = tags(0).has(Tags::PREP) && tags(1).has(Tags::EACH) && first.start == 2;
        let somebody = tags(first.end).has(Tags::PRONOUN.and(Tags::ACTOR));
        if !(each && somebody) || second.end != plain.len() || first.entity == second.entity {
            return false;
        }
        if second.many || second.plural {
            self.both(first.entity, second.entity);
        } else {
            self.lead(first.entity, second.entity, true);
        }
        self.about = Some(first.entity);
        self.last = Some(first.entity);
        self.subject = Some(first.entity);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "visitors register for screenings: name, e-mail": the act becomes a record.
    pub(crate) fn registers(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let Some(verb) = main_verb(plain).filter(|verb| *verb > 0) else {
            return false;
        };
        let rest = plain.get(verb..).unwrap_or_default();
        let Some(noun) = act(rest).filter(|_| !self.mentions(rest).is_empty()) else {
            return false;
        };
        self.group += 1;
        let Some(entity) = self.declare_act(noun, rest) else {
            return false;
        };
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Colon);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "у полки номер и комната": a list for what "у" names.
    pub(crate) fn owned_by(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let mentions = self.mentions(plain);
        let owner = mentions
            .first()
            .filter(|mention| mention.start <= 2 && mention.owner && mention.end < plain.len());
        let counted = plain.iter().any(|token| tag::of(token).has(Tags::MANY));
        if let (Some(_), true) = (owner, counted && mentions.len() > 1) {
            let related = self.relation(plain);
            if related {
                self.note(piece, Outcome::Built);
            }
            return related;
        }
        let Some(owner) = owner.filter(|_| !counted) else {
            return false;
        };
        let (entity, end) = (owner.entity, owner.end);
        self.last = Some(entity);
        self.subject = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        let tokens = plain.get(end..).unwrap_or_default();
        let tokens = tokens.iter().chain(piece.tokens.iter().skip(plain.len()));
        self.add_item(entity, &tokens.cloned().collect::<Vec<_>>());
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "a group meets on certain weekdays" and "занятие проходит в зале": where and when
    /// something happens are members of it.
    pub(crate) fn takes_place(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let happens = |token: &Token| HAPPENS.contains(&token.key.as_str());
        let Some(verb) = plain.iter().position(happens) else {
            return false;
        };
        let subject = match self
            .mentions(plain.get(..verb).unwrap_or_default())
            .as_slice()
        {
            [only] if only.end == verb && only.start <= 1 => Some(only.entity),
            _ => self
                .subject
                .filter(|_| verb == 0 && piece.before != Mark::Edge),
        };
        let said = plain.get(verb + 1..).unwrap_or_default();
        if self.mentions(said).iter().any(|mention| mention.many) {
            return false;
        }
        let places: Vec<&[Token]> = said
            .split(|token| tag::of(token).has(Tags::PREP))
            .filter(|place| !place.is_empty())
            .collect();
        let leads = said
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::PREP));
        let Some(entity) = subject.filter(|_| leads && !places.is_empty()) else {
            return false;
        };
        let known = |reader: &Self, place: &[Token]| {
            let phrase = reader.phrase(place);
            let spot = phrase.class() == Some(Class::Place) || phrase.hint().is_some();
            let plain = !place.iter().any(|token| tag::of(token).has(Tags::PRONOUN));
            let other = reader.mentions(place).len() == 1;
            plain && (spot && phrase.length == place.len() || other)
        };
        if !places.iter().all(|place| known(self, place)) {
            return false;
        }
        for place in places {
            let single = self.phrase(place).singular();
            match self.entity_of(&single).filter(|other| *other != entity) {
                Some(other) => self.lead(entity, other, true),
                None => drop(self.add_item(entity, place)),
            }
        }
        self.subject = Some(entity);
        self.last = Some(entity);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "contacts belong to groups like family, friends or work": a choice of the subject.
    pub(crate) fn grouped(&mut self, piece: &Piece, plain: &[Token], verb: usize) -> bool {
        let like = plain
            .iter()
            .position(|token| tag::of(token).has(Tags::LIKE));
        let (Some(like), Some(entity)) = (like.filter(|like| *like > verb + 1), self.subject)
        else {
            return false;
        };
        let noun = without_prepositions(plain.get(verb + 1..like).unwrap_or_default());
        let mut tokens = noun.to_vec();
        if let Some(last) = tokens.last_mut() {
            last.key = english::singular(&last.key);
        }
        tokens.extend(plain.iter().skip(like).cloned());
        if noun.is_empty() || self.entity_of(&self.phrase(noun).singular()).is_some() {
            return false;
        }
        self.add_item(entity, &tokens);
        self.note(piece, Outcome::Built);
        true
    }
}
