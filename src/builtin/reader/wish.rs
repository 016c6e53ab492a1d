//! Pieces that ask for features, for what no template can do, or for nothing.

use super::super::choice;
use super::super::draft::{Asked, Outcome};
use super::super::language::name;
use super::super::language::pattern;
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::mention::{is_verb, is_verb_at};
use super::piece::{Mark, Piece};
use super::{Mode, Reader};
use crate::spec::FeatureKind;

impl Reader<'_> {
    /// Reads a piece that asks for a feature or for what can't be built.
    pub(crate) fn wish(&mut self, piece: &Piece) -> bool {
        if let Some((first, second)) = two_features(piece) {
            return self.wish(&first) && self.wish(&second);
        }
        let described = piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket));
        let words = judged(piece, described);
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)))
            && !matches!(piece.before, Mark::Edge | Mark::Semicolon);
        let plain = listed && !Self::speaks(&piece.tokens);
        if listed && words.first().is_some_and(|first| asks(first)) {
            return false;
        }
        let known_field =
            listed && Self::has_options(piece) || plain && self.names_field(piece.plain());
        let named = known_field || listed && is_part(piece);
        let entities = self.list.is_some_and(|list| list.mode == Mode::Entities);
        let feature = pattern::feature(&words).filter(|asked| {
            let other = entities && asked.kind != FeatureKind::Comments;
            !names_an_order(*asked, &words) && !(asked.weak && (listed || self.first || other))
        });
        let silent = described && !Self::speaks(piece.plain());
        let vague = |weak: bool| silent || weak && listed;
        let topic = pattern::topic(&words).filter(|topic| {
            let stronger = feature.is_none_or(|asked| asked.words <= topic.words);
            !named && stronger && !self.ties(piece) && !vague(topic.weak)
        });
        if let Some(topic) = topic {
            self.note(piece, Outcome::Beyond(topic.reason(self.setting.language)));
            return true;
        }
        let alone = words.iter().any(|token| tag::of(token).has(Tags::AUTO));
        if alone && !known_field && !plain {
            self.note(piece, Outcome::Unknown);
            return true;
        }
        let Some(asked) = feature.filter(|_| !known_field && !described) else {
            return self.adds_board(piece, &words);
        };
        if self.list.is_none() && Self::names_data(piece) {
            return false;
        }
        self.add_login(asked, &words);
        self.draft.features.push(Asked {
            kind: asked.kind,
            entity: self.last.filter(|_| listed || piece.before == Mark::And),
            names: self.names_in(&piece.tokens),
        });
        self.group += 1;
        self.note(piece, Outcome::Feature(asked.kind));
        self.group += 1;
        true
    }

    /// Adds the login that "login for the admin only" asks for besides.
    fn add_login(&mut self, asked: pattern::Asked, words: &[&Token]) {
        let enters = [
            "login",
            "log-in",
            "sign-in",
            "вход",
            "логин",
            "авторизация",
            "войти",
        ];
        let login = words.iter().any(|word| enters.contains(&word.key.as_str()));
        if asked.kind == FeatureKind::Roles && login {
            self.draft.features.push(Asked {
                kind: FeatureKind::Auth,
                entity: None,
                names: Vec::new(),
            });
        }
    }

    /// Returns whether a piece says how many of one record another has.
    fn ties(&self, piece: &Piece) -> bool {
        let mentions = self.mentions(piece.plain());
        mentions.len() > 1 && mentions.iter().any(|mention| mention.many)
    }

    /// Reads "and a board" behind another feature.
    fn adds_board(&mut self, piece: &Piece, words: &[&Token]) -> bool {
        let named: Vec<&&Token> = words
            .iter()
            .filter(|token| !tag::of(token).has(tag::POINTERS))
            .collect();
        let board = matches!(named.as_slice(), [only]
            if matches!(only.key.as_str(), "board" | "доска" | "доской" | "доску"));
        let behind = self.draft.notes.last();
        let behind = behind.is_some_and(|note| matches!(note.outcome, Outcome::Feature(_)));
        let joined = matches!(piece.before, Mark::And | Mark::Comma);
        if !(board && behind && joined) {
            return false;
        }
        self.draft.features.push(Asked {
            kind: FeatureKind::Board,
            entity: self.last,
            names: Vec::new(),
        });
        self.note(piece, Outcome::Feature(FeatureKind::Board));
        true
    }

    /// Returns what stretches of tokens may name: entities and fields, each in the singular.
    pub(crate) fn names_in(&self, tokens: &[Token]) -> Vec<String> {
        let mut names = Vec::new();
        for start in 0..tokens.len() {
            for length in (1..=4.min(tokens.len() - start)).rev() {
                let stretch = tokens.get(start..start + length).unwrap_or_default();
                let phrase = self.phrase(stretch);
                for words in [phrase.singular(), phrase.record(), phrase.words] {
                    names.extend(name::camel(&words).filter(|name| !names.contains(name)));
                }
            }
        }
        names
    }

    fn names_field(&self, tokens: &[Token]) -> bool {
        let phrase = self.phrase(tokens);
        phrase.is_field() || phrase.words.len() > 1 && phrase.hint().is_some()
    }

    /// Returns whether a piece is a noun with the values that it may have in brackets.
    fn has_options(piece: &Piece) -> bool {
        let items = piece.bracket().map(choice::items).unwrap_or_default();
        items.len() >= 2
            && items.iter().all(|item| item.len() <= 3)
            && piece.plain().len() <= 4
            && !piece.plain().iter().any(is_verb)
    }

    /// Returns whether a piece describes data and only mentions a feature by the way.
    fn names_data(piece: &Piece) -> bool {
        let records = piece.tokens.iter().any(|token| {
            let tags = tag::of(token);
            tags.has(Tags::RECORD) && !tags.has(Tags::CONTAINER) && !tags.has(Tags::VERB)
        });
        records
            && matches!(piece.after, Mark::Colon | Mark::Dash)
            && Self::feature(&piece.tokens).is_none()
    }

    /// Returns whether tokens have a verb or ask for something.
    pub(crate) fn speaks(tokens: &[Token]) -> bool {
        let question = tokens
            .iter()
            .take(2)
            .any(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER)));
        !question
            && tokens.iter().enumerate().any(|(at, token)| {
                let tags = tag::of(token);
                tags.has(Tags::DEMAND.and(Tags::PRONOUN)) || is_verb_at(tokens, at)
            })
    }

    /// Says of a piece that no rule understood whether it asks for anything.
    pub(crate) fn leave(&mut self, piece: &Piece) {
        let idle = Tags::NOISE
            .and(Tags::FILLER)
            .and(Tags::ARTICLE)
            .and(Tags::APP)
            .and(Tags::DROP)
            .and(Tags::PRONOUN)
            .and(Tags::PREP)
            .and(Tags::AND)
            .and(Tags::OR)
            .and(Tags::CONTAINER)
            .and(Tags::DEMAND)
            .and(Tags::AUX)
            .and(Tags::RECORD)
            .and(Tags::LIKE);
        let words: Vec<&Token> = piece
            .tokens
            .iter()
            .filter(|token| token.is_word())
            .collect();
        let busy: Vec<&&Token> = words
            .iter()
            .filter(|token| !tag::of(token).has(idle))
            .collect();
        let about_us = words
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::PRONOUN))
            && !words.iter().any(|token| tag::of(token).has(Tags::DEMAND));
        let depends = words.first().is_some_and(|token| {
            tag::of(token).has(Tags::WH.and(Tags::WHETHER))
                || matches!(token.key.as_str(), "если" | "чтобы" | "so")
        });
        if depends
            && let Some(last) = self.draft.notes.last().copied()
            && last.group == self.group
        {
            self.note(piece, last.outcome);
            return;
        }
        let asks = words
            .iter()
            .any(|token| tag::of(token).has(Tags::DEMAND.and(Tags::AUX)));
        let acts = busy.iter().any(|token| is_verb(token));
        let phrase = self.phrase(piece.plain());
        let data = !self.first && phrase.is_field() && !phrase.plural && words.len() < 4;
        let says_much = !self.first && !about_us && busy.len() >= 3;
        let names = !self.first && !about_us && names_record(piece, &phrase);
        let outcome = if data || says_much || names {
            Outcome::Unknown
        } else if busy.is_empty() || about_us || !(asks || acts) {
            Outcome::Noise
        } else {
            Outcome::Unknown
        };
        self.note(piece, outcome);
    }
}

/// Returns the words that may ask for something: not those in brackets that list fields.
fn judged(piece: &Piece, described: bool) -> Vec<&Token> {
    let (said, more) = if described {
        (piece.plain(), piece.rest())
    } else {
        (piece.tokens.as_slice(), [].as_slice())
    };
    said.iter()
        .chain(more)
        .filter(|token| token.is_word())
        .collect()
}

/// Returns whether "order" is a noun: "an order is delivered by a driver".
fn names_an_order(asked: pattern::Asked, words: &[&Token]) -> bool {
    asked.kind == FeatureKind::Sort
        && words.windows(2).any(|two| {
            matches!(two, [first, order] if order.key == "order"
                && tag::of(first).has(Tags::ARTICLE.and(Tags::EACH)))
        })
}

/// Returns whether a piece names a record or a list of them and no place.
fn names_record(piece: &Piece, phrase: &Phrase) -> bool {
    let opens = piece.tokens.iter().find(|token| token.is_word());
    let placed = opens.is_some_and(|first| tag::of(first).has(Tags::PREP));
    let listed = piece.plain().iter().any(|token| {
        let tags = tag::of(token);
        tags.has(Tags::CONTAINER) && !tags.has(Tags::APP)
    });
    !placed && (phrase.class().is_some() || listed)
}

/// Returns whether a piece names a part of something: "scan of the stamp".
fn is_part(piece: &Piece) -> bool {
    let of = piece.tokens.get(1).is_some_and(|of| of.key == "of");
    of && piece.plain().len() <= 5
}

fn asks(first: &Token) -> bool {
    tag::of(first).has(Tags::WH) || first.key == "как"
}

/// Cuts a piece that asks for one feature or another: "on a board or a calendar".
fn two_features(piece: &Piece) -> Option<(Piece, Piece)> {
    let or = piece
        .tokens
        .iter()
        .position(|token| tag::of(token).has(Tags::OR.and(Tags::WITH)))?;
    let (first, second) = piece.tokens.split_at(or);
    let kind = |tokens: &[Token]| Reader::feature(tokens).filter(|asked| !asked.weak);
    let (one, other) = (kind(first)?, kind(second)?);
    (one.kind != other.kind).then(|| {
        let part = |tokens: &[Token], before, after| Piece {
            tokens: tokens.to_vec(),
            before,
            after,
        };
        let second = second.get(1..).unwrap_or_default();
        (
            part(first, piece.before, Mark::And),
            part(second, Mark::And, piece.after),
        )
    })
}
