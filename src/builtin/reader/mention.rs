//! Entities that a clause names, how many of each, and behind which preposition.

use super::super::draft::{Entity, Strength};
use super::super::language::dictionary;
use super::super::language::english;
use super::super::language::name;
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::{self, Class};
use super::Reader;

/// An entity that a clause names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) entity: usize,
    /// Where it starts and ends among the tokens.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether "many" or the like stands before it.
    pub(crate) many: bool,
    /// Whether it stands in the plural.
    pub(crate) plural: bool,
    /// Whether a preposition stands before it.
    pub(crate) behind_preposition: bool,
    /// Whether that preposition is "у", which makes it an owner.
    pub(crate) owner: bool,
    /// Whether "one" stands before it.
    pub(crate) single: bool,
}

impl Reader<'_> {
    /// Returns the entities that tokens name, in order.
    pub(crate) fn mentions(&self, tokens: &[Token]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = (1..=4.min(tokens.len() - at)).rev().find_map(|length| {
                let stretch = tokens.get(at..at + length)?;
                let whole = stretch.iter().all(|token| {
                    token.is_word()
                        && !tag::of(token).has(tag::POINTERS.and(Tags::PREP).and(Tags::AUX))
                });
                let phrase = whole.then(|| self.phrase(stretch))?;
                let entity = self.named(&phrase)?;
                Some((entity, length, phrase.plural))
            });
            let Some((entity, length, plural)) = found else {
                at += 1;
                continue;
            };
            let (many, behind_preposition, owner) = before(tokens, at);
            let many = many || is_counted_behind(tokens, at + length);
            let numeral = at.checked_sub(1).and_then(|before| tokens.get(before));
            let numeral = numeral.is_some_and(is_numeral);
            mentions.push(Mention {
                entity,
                start: at,
                end: at + length,
                many,
                plural: plural || numeral,
                behind_preposition,
                owner,
                single: at
                    .checked_sub(1)
                    .and_then(|before| tokens.get(before))
                    .map(tag::of)
                    .is_some_and(|tags| tags.has(Tags::ONE) && !tags.has(Tags::ARTICLE)),
            });
            at += length;
        }
        mentions
    }

    /// Returns the entity that a phrase names.
    fn named(&self, phrase: &Phrase) -> Option<usize> {
        let words = phrase.singular();
        if phrase.verb || phrase.words.len() != words.len() {
            return None;
        }
        self.entity_of(&words)
            .or_else(|| self.entity_of(&phrase.record()))
            .or_else(|| match words.as_slice() {
                [only] if phrase.class().is_some() => self.only_ending_in(only),
                _ => None,
            })
            .or_else(|| self.only_headed_by(phrase))
    }

    /// Adds the entity that a phrase names.
    pub(crate) fn declare(&mut self, phrase: &Phrase, strength: Strength) -> Option<usize> {
        let headed = self.head_of_person(phrase);
        let phrase = headed.as_ref().unwrap_or(phrase);
        let words = phrase.record();
        let name = name::pascal(&words)?;
        let asks = words.iter().any(|word| {
            let tags = tag::of_word(word);
            let speaks = Tags::PRONOUN.and(Tags::AUX).and(Tags::NEG);
            !word.is_ascii() && tags.has(Tags::WH.and(speaks))
                || words.len() == 1 && tags.has(Tags::PRONOUN) && phrase.class().is_none()
                || dictionary::verb(word).is_some()
                || words.len() > 1 && word.is_ascii() && tags.has(speaks)
        }) || words.len() > 2
            && words
                .first()
                .is_some_and(|first| tag::of_word(first).has(Tags::ACTOR));
        if asks || phrase.is_misread() || words.len() > 5 {
            return None;
        }
        if let Some(part) = self.part_of_known(&words, phrase) {
            return Some(part);
        }
        let short = strength == Strength::Mention && self.draft.find(&name).is_none();
        if let Some(known) = short.then(|| self.short_for(&words, phrase)).flatten() {
            return Some(known);
        }
        if self.draft.entities.len() >= 40 && self.draft.find(&name).is_none() {
            return None;
        }
        let or_name = |label: &str| {
            if label.trim().is_empty() {
                name.clone()
            } else {
                label.to_owned()
            }
        };
        let (mut one, mut many) = (or_name(&phrase.one), or_name(&phrase.many));
        if words.len() < phrase.singular().len() && phrase.one.is_ascii() {
            let noun = words.join(" ");
            one = name::sentence(&noun);
            many = name::sentence(&english::plural(&noun));
        } else if words.len() < phrase.singular().len()
            && let Some(noun) = dictionary::by_english(&words.join(" "))
        {
            one = name::sentence(noun.lemma);
            many = name::sentence(&noun.plural());
        }
        Some(self.draft.add(Entity {
            one,
            many,
            class: phrase.class(),
            name,
            strength,
            fields: Vec::new(),
        }))
    }

    /// Returns the head of a Russian phrase whose genitive names people that are kept: the
    /// "абонементы клиентов" are passes, which lead to clients.
    fn head_of_person(&self, phrase: &Phrase) -> Option<Phrase> {
        let [owner, head] = phrase.words.as_slice() else {
            return None;
        };
        let owner = self.entity_of(&[english::singular(owner)])?;
        let person = self.draft.entities.get(owner)?.class == Some(Class::Person);
        let one = |label: &str| {
            let (head, rest) = label.split_once(' ')?;
            (!rest.contains(' ')).then(|| head.to_owned())
        };
        let known = vocabulary::class_of(&english::singular(head)).is_some();
        let russian = !phrase.one.is_ascii() && known && person;
        Some(Phrase {
            words: vec![head.clone()],
            head: 0,
            one: one(&phrase.one)?,
            many: one(&phrase.many)?,
            ..phrase.clone()
        })
        .filter(|_| russian)
    }

    /// Returns the entity that the head of a Russian phrase names already, when the rest names
    /// another: "калибровка спектрометра" beside "спектрометры и калибровки".
    fn part_of_known(&self, words: &[String], phrase: &Phrase) -> Option<usize> {
        let (head, rest) = words.split_last()?;
        let named = |words: &[String]| self.entity_of(words).filter(|_| !words.is_empty());
        let other = named(rest)?;
        let entity = named(std::slice::from_ref(head)).filter(|entity| *entity != other)?;
        let bare = self.draft.entities.get(entity)?.fields.is_empty();
        (bare && !phrase.one.is_ascii()).then_some(entity)
    }

    /// Returns the only entity whose name ends in a word: the rooms of a hotel are its "hotel rooms".
    pub(crate) fn only_ending_in(&self, word: &str) -> Option<usize> {
        let ends = |entity: &Entity| {
            entity.strength == Strength::Described
                && !entity.fields.is_empty()
                && name::split(&entity.name)
                    .split_last()
                    .is_some_and(|(last, before)| last == word && !before.is_empty())
        };
        let entities = self.draft.entities.iter().enumerate();
        let mut found = entities.filter(|(_, entity)| ends(entity));
        let only = found.next().map(|(index, _)| index);
        only.filter(|_| found.next().is_none())
    }

    /// Returns the entity whose name is longer than what a phrase says.
    fn short_for(&self, words: &[String], phrase: &Phrase) -> Option<usize> {
        let ending = match words {
            [only] => self.only_ending_in(only),
            _ => None,
        };
        ending.or_else(|| self.only_headed_by(phrase))
    }

    /// Returns the only entity that a Russian noun heads: "точка" is short for "точка отбора".
    fn only_headed_by(&self, phrase: &Phrase) -> Option<usize> {
        let head = phrase.one.to_lowercase();
        let alone = !head.is_empty() && !head.is_ascii() && !head.contains(' ');
        if !alone || phrase.is_plain_field() || phrase.class().is_none() && !phrase.plural {
            return None;
        }
        let headed = |entity: &Entity| {
            entity.strength == Strength::Described
                && !entity.fields.is_empty()
                && entity
                    .one
                    .to_lowercase()
                    .strip_prefix(head.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let entities = self.draft.entities.iter().enumerate();
        let mut found = entities.filter(|(_, entity)| headed(entity));
        let only = found.next().map(|(index, _)| index);
        only.filter(|_| found.next().is_none())
    }

    /// Declares the nouns that a clause counts: "several ingredients", "each invoice".
    pub(crate) fn declare_counted(&mut self, tokens: &[Token]) {
        let counts = Tags::EACH.and(Tags::MANY);
        for (at, token) in tokens.iter().enumerate() {
            let tags = tag::of(token);
            let one = tags.has(Tags::ONE) && !tags.has(Tags::ARTICLE);
            if !(tags.has(counts) || one || token.key == "у") {
                continue;
            }
            let rest = tokens.get(at + 1..).unwrap_or_default();
            let length = rest
                .iter()
                .take_while(|token| {
                    let tags = tag::of(token);
                    let stops = Tags::PREP
                        .and(Tags::AUX)
                        .and(Tags::MANY)
                        .and(Tags::EACH)
                        .and(Tags::HAVE)
                        .and(Tags::WITH)
                        .and(Tags::LINK)
                        .and(Tags::JOIN)
                        .and(Tags::AND)
                        .and(Tags::WH)
                        .and(Tags::PRONOUN);
                    token.is_word() && !tags.has(stops) && !is_verb(token)
                })
                .count();
            let noun = rest.get(..length).unwrap_or_default();
            if rest
                .first()
                .is_some_and(|token| tag::of(token).has(counts.and(Tags::PRONOUN)))
            {
                continue;
            }
            if noun.is_empty() || tag::of(token).has(Tags::ACTOR) {
                continue;
            }
            let phrase = self.phrase(noun);
            let class = phrase.class();
            let every = at == 0 && tags.has(Tags::EACH) && rest.len() > length;
            if (class.is_some() || every) && !phrase.verb && !is_unit_of_time(&phrase) {
                self.declare(&phrase, Strength::Mention);
            }
        }
    }
}

fn is_unit_of_time(phrase: &Phrase) -> bool {
    matches!(
        phrase.singular().join(" ").as_str(),
        "day"
            | "week"
            | "month"
            | "year"
            | "hour"
            | "minute"
            | "time"
            | "thing"
            | "user"
            | "person"
    )
}

/// Returns whether a token is a verb that no other role explains.
pub(crate) fn is_verb(token: &Token) -> bool {
    use super::super::language::dictionary;
    if !token.is_word() {
        return false;
    }
    let tags = tag::of(token);
    if token.is_cyrillic() {
        if tags.has(Tags::VERB) {
            return true;
        }
        let endings = [
            "ет", "ит", "ют", "ят", "ут", "ат", "тся", "ться", "ем", "им", "ать", "ять", "ить",
            "еть", "уть",
        ];
        return tags.is_empty()
            && token.key.chars().count() > 4
            && endings.iter().any(|ending| token.key.ends_with(ending))
            && dictionary::noun(&[token.key.as_str()]).is_none()
            && dictionary::adjective(&token.key).is_none();
    }
    tags.has(Tags::VERB) && vocabulary::class_of(&english::singular(&token.key)).is_none()
}

/// Returns whether the token at a place is a verb, judged by its neighbours too.
pub(crate) fn is_verb_at(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    if is_verb(token) {
        return true;
    }
    if agrees(tokens, at) {
        return true;
    }
    if !tag::of(token).has(Tags::VERB) {
        return is_done(tokens, at);
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(at + 1);
    before.is_some_and(|before| {
        before.key == "to" || tag::of(before).has(Tags::AUX.and(Tags::PRONOUN).and(Tags::ACTOR))
    }) || before.is_some()
        && after
            .is_some_and(|after| tag::of(after).has(Tags::ARTICLE.and(Tags::EACH).and(Tags::MANY)))
}

/// Returns whether an English participle tells what is done with something, and where, to whom or
/// by whom: "each car is parked in a garage".
fn is_done(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let (Some(before), Some(token), Some(after)) = (before, tokens.get(at), tokens.get(at + 1))
    else {
        return false;
    };
    matches!(
        before.key.as_str(),
        "is" | "are" | "was" | "were" | "be" | "been"
    ) && english::is_participle(&token.key)
        && tag::of(after).has(Tags::PREP)
}

/// Returns whether an English word that no list knows as a verb stands where one does and agrees
/// with the noun before it: "households receive parcels", "a member shoots rolls".
fn agrees(tokens: &[Token], at: usize) -> bool {
    let (Some(noun), Some(token)) = (
        at.checked_sub(1).and_then(|before| tokens.get(before)),
        tokens.get(at),
    ) else {
        return false;
    };
    let known = |word: &str| vocabulary::class_of(&english::singular(word)).is_some();
    let people = vocabulary::class_of(&english::singular(&noun.key)) == Some(Class::Person);
    let several = english::is_plural(&noun.key);
    let inflected = token.key.ends_with('s') && !token.key.ends_with("ss");
    let pointed = tokens.get(at + 1).is_some_and(|next| {
        tag::of(next).has(Tags::ARTICLE.and(Tags::EACH).and(Tags::MANY).and(Tags::ONE))
            || english::is_plural(&next.key) && known(&next.key)
    });
    if people && several && !inflected && known(&token.key) && pointed && at == 1 {
        return true;
    }
    noun.is_word()
        && token.is_word()
        && !token.is_cyrillic()
        && tag::of(token).is_empty()
        && known(&noun.key)
        && several != inflected
        && !known(&token.key)
        && vocabulary::hint_of(&token.key).is_none()
        && !english::is_participle(&token.key)
        && pointed
}

/// Returns whether a Russian word counts a few: "два игрока".
fn is_numeral(token: &Token) -> bool {
    let few = ["два", "две", "двое", "три", "трое", "четыре", "оба", "обе"];
    few.contains(&token.key.as_str())
}

/// Returns whether "много" stands behind a noun: "у счётчика показаний много".
fn is_counted_behind(tokens: &[Token], end: usize) -> bool {
    let counts = |token: &Token| token.is_cyrillic() && tag::of(token).has(Tags::MANY);
    tokens.get(end).is_some_and(counts)
        && !tokens
            .get(end + 1)
            .is_some_and(|next| next.is_word() && !tag::of(next).has(Tags::PREP))
}

/// Returns whether what stands before a noun counts many of it, is a preposition, is "у".
fn before(tokens: &[Token], at: usize) -> (bool, bool, bool) {
    let mut many = false;
    for token in tokens.get(..at).unwrap_or_default().iter().rev() {
        let tags = tag::of(token);
        if tags.has(Tags::PREP) && token.key != "of" {
            return (many, true, token.key == "у");
        }
        if tags.has(Tags::MANY) {
            many = true;
        } else if !tags.has(tag::POINTERS) && token.key != "of" || token.kind == Kind::Close {
            break;
        }
    }
    (many, false, false)
}

/// Returns whether a mention repeats an entity that was named before: "shots with a shot number".
pub(crate) fn named_before(mentions: &[Mention], mention: &Mention) -> bool {
    mentions
        .iter()
        .any(|other| other.entity == mention.entity && other.start < mention.start)
}

/// Returns whether the Russian noun at a place only says what a record before it is of: "партии |
/// саженцев".
pub(crate) fn qualifies_record(words: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let record = before
        .filter(|before| !tag::of(before).has(Tags::CONTAINER.and(Tags::MANY)))
        .and_then(|before| dictionary::noun(&[before.key.as_str()]));
    record.is_some_and(|entry| {
        matches!(
            vocabulary::class_of(entry.english),
            Some(Class::Thing | Class::Document | Class::Event)
        ) && vocabulary::hint_of(entry.english).is_none()
    })
}
