//! Clauses in which each of two records has many of the other: who attends what, what goes into
//! what, and who plays which part.

use super::super::draft::{Outcome, Relation};
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::Class;
use super::super::language::{english, name};
use super::Reader;
use super::piece::Piece;
use crate::spec::RelationKind;

impl Reader<'_> {
    /// Reads "for each rehearsal we mark which singers attended" and "which ingredients go into
    /// each dish".
    pub(crate) fn together(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let asks = |token: &Token| {
            tag::of(token).has(Tags::WH) && !matches!(token.key.as_str(), "when" | "where" | "how")
        };
        let Some(which) = plain.iter().position(asks) else {
            return false;
        };
        let each = plain
            .iter()
            .position(|token| tag::of(token).has(Tags::EACH));
        let opens = which == 0 && self.list.is_none() && plain.len() > 2;
        if each.is_none() && !plain.iter().any(attends) && !opens {
            return false;
        }
        let mentions = self.mentions(plain);
        let near = |place: usize, start: usize| (place..=place + 3).contains(&start);
        let named = mentions
            .iter()
            .find(|mention| near(which, mention.start) && mention.plural);
        let somebody = plain
            .get(which)
            .is_some_and(|token| matches!(token.key.as_str(), "who" | "кто"));
        let many = match named {
            Some(mention) => Some(mention.entity),
            None if somebody => self.people(),
            None => None,
        };
        let one = mentions
            .iter()
            .filter(|mention| Some(mention.entity) != many)
            .find(|mention| each.is_none_or(|each| near(each, mention.start)));
        let behind = self
            .last
            .filter(|last| opens && named.is_some() && Some(*last) != many);
        let one = one.map(|mention| mention.entity).or(behind);
        let (Some(many), Some(one)) = (many, one) else {
            return false;
        };
        self.both(one, many);
        self.list = self.outer;
        self.last = Some(one);
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "у животного может быть несколько кураторов-волонтёров" and "each animal can have
    /// several volunteer curators": many of a known kind, in a part that has a name of its own.
    pub(crate) fn part(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let several = |token: &Token| tag::of(token).has(Tags::MANY.and(Tags::HAVE).and(Tags::AUX));
        let Some(owner) = self.mentions(plain).first().copied() else {
            return false;
        };
        let rest = plain.get(owner.end..).unwrap_or_default();
        if owner.start > 2 || !rest.iter().any(several) {
            return false;
        }
        let Some((player, role)) = self
            .player(rest)
            .filter(|(player, _)| *player != owner.entity)
        else {
            return false;
        };
        let many = role.plural || rest.iter().any(|token| tag::of(token).has(Tags::MANY));
        let mut words = role.singular();
        if many && let Some(last) = words.last_mut() {
            *last = english::plural(last);
        }
        let Some(member) = name::camel(&words) else {
            return false;
        };
        let label = if many { role.many } else { role.one };
        self.draft.relate(Relation {
            from: owner.entity,
            to: player,
            kind: if many {
                RelationKind::ManyToMany
            } else {
                RelationKind::ManyToOne
            },
            name: Some((member, label)),
            required: false,
        });
        self.last = Some(owner.entity);
        self.note(piece, Outcome::Built);
        true
    }

    /// Returns the entity that plays a part, and what the part is called.
    fn player(&self, tokens: &[Token]) -> Option<(usize, Phrase)> {
        let hyphenated = tokens.iter().find_map(|token| {
            let (first, second) = token.key.split_once('-')?;
            let whole = self.word(token, &token.key);
            if whole.class().is_some() || self.entity_of(&whole.singular()).is_some() {
                return None;
            }
            let [first, second] = [first, second].map(|key| self.word(token, key));
            let found = [(&first, &second), (&second, &first)];
            found.into_iter().find_map(|(player, role)| {
                let entity = self.entity_of(&player.singular())?;
                Some((entity, role.clone()))
            })
        });
        hyphenated.or_else(|| {
            let [player, role] = tokens.get(tokens.len().checked_sub(2)?..)? else {
                return None;
            };
            let entity = self.entity_of(&self.word(player, &player.key).singular())?;
            let part = self.word(role, &role.key);
            let free = !player.is_cyrillic()
                && part.plural
                && (part.class() == Some(Class::Person) || part.hint().is_none())
                && self.entity_of(&part.singular()).is_none();
            free.then_some((entity, part))
        })
    }

    /// Returns the phrase of one word that stands at the place of a token.
    fn word(&self, place: &Token, key: &str) -> Phrase {
        let token = Token {
            kind: Kind::Word,
            key: key.to_owned(),
            ..place.clone()
        };
        self.phrase(std::slice::from_ref(&token))
    }
}

/// Returns whether a word says that somebody was there.
fn attends(token: &Token) -> bool {
    let beginnings = [
        "attend",
        "came",
        "come",
        "present",
        "particip",
        "joined",
        "showed",
        "пришел",
        "пришл",
        "присутств",
        "участв",
        "посет",
        "посещ",
        "явил",
    ];
    beginnings
        .iter()
        .any(|beginning| token.key.starts_with(beginning))
}

/// Returns whether a clause says that somebody puts themselves down for something.
pub(crate) fn enrols(plain: &[Token]) -> bool {
    let beginnings = [
        "enrol",
        "attend",
        "particip",
        "subscribe",
        "записыва",
        "записал",
        "записан",
        "посеща",
        "участву",
        "зарегистрирован",
        "регистрир",
    ];
    plain.iter().any(|token| {
        matches!(
            token.key.as_str(),
            "join" | "joins" | "register" | "registers" | "ходят"
        ) || beginnings
            .iter()
            .any(|beginning| token.key.starts_with(beginning))
    })
}
