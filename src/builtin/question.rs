//! Fields that are put as questions: "when it was planted", "кому выдано", "how many guests".

use super::language::dictionary;
use super::language::name;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::Token;
use super::language::vocabulary::Hint;
use crate::spec::FieldType;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Whether something holds.
    Whether,
    /// A date.
    When,
    /// A place.
    Where,
    /// Somebody.
    Who,
    /// Something.
    What,
    /// One of the things that the phrase names.
    Which,
    /// A number.
    HowMany,
    /// A text.
    Why,
}

impl Asks {
    /// Returns the type of the answers, when the question alone decides it.
    pub(crate) fn hint(self) -> Option<Hint> {
        let kind = match self {
            Self::Whether => FieldType::Boolean,
            Self::When => FieldType::Date,
            Self::Where | Self::Who | Self::What => FieldType::String,
            Self::Why => FieldType::Text,
            Self::HowMany => FieldType::Decimal,
            Self::Which => return None,
        };
        Some(Hint { kind, unit: None })
    }
}

/// A question, understood.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) phrase: Phrase,
    pub(crate) asks: Asks,
}

/// Understands a question, when the words are one.
pub(crate) fn ask(text: &str, words: &[Token]) -> Option<Asked> {
    let known = phrase::phrase(text, words);
    let at = words
        .iter()
        .take(2)
        .position(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER)) || token.key == "как")?;
    if known.verb || dictionary_knows(words) {
        return None;
    }
    if at == 1
        && !words
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::PREP))
    {
        return None;
    }
    let word = words.get(at)?.key.as_str();
    let mut rest = words.get(at + 1..)?;
    let mut asks = match word {
        "whether" | "if" | "ли" => Asks::Whether,
        "when" | "когда" => Asks::When,
        "where" | "где" | "куда" | "откуда" => Asks::Where,
        "who" | "whom" | "whose" | "кто" | "кому" | "кого" | "кем" => Asks::Who,
        "why" | "почему" | "зачем" | "как" => Asks::Why,
        "which" | "какой" | "какая" | "какое" | "какие" | "какую" | "каком" | "каких" => {
            Asks::Which
        }
        "сколько" | "how" => Asks::HowMany,
        _ => Asks::What,
    };
    if word == "how" {
        let next = rest.first().map_or("", |token| token.key.as_str());
        if matches!(next, "many" | "much" | "long" | "often") {
            rest = rest.get(1..)?;
        } else {
            asks = Asks::Why;
        }
    }
    let often = matches!(
        rest.first().map(|token| token.key.as_str()),
        Some("часто" | "often")
    ) || words.iter().any(|token| token.key == "often");
    if often {
        let mut phrase = phrase::phrase(text, rest);
        phrase.words = vec!["frequency".to_owned()];
        phrase.head = 0;
        phrase.label = sentence(text, words);
        return Some(Asked {
            phrase,
            asks: Asks::What,
        });
    }
    let kept = essential(rest);
    let label = sentence(text, words);
    let mut phrase = phrase::phrase(text, if kept.is_empty() { rest } else { &kept });
    phrase.label = label;
    if asks == Asks::HowMany {
        measured(&mut phrase, &kept);
    }
    add_question_word(&mut phrase, asks);
    (!phrase.words.is_empty()).then_some(Asked { phrase, asks })
}

fn dictionary_knows(words: &[Token]) -> bool {
    let keys: Vec<&str> = words.iter().map(|token| token.key.as_str()).collect();
    words.iter().any(Token::is_cyrillic) && dictionary::noun(&keys).is_some()
}

fn sentence(text: &str, words: &[Token]) -> String {
    let start = words.first().map_or(0, |token| token.start);
    let end = words.last().map_or(0, |token| token.end);
    name::sentence(text.get(start..end).unwrap_or_default())
}

/// Leaves out pronouns, articles and auxiliary verbs.
fn essential(words: &[Token]) -> Vec<Token> {
    let idle = Tags::PRONOUN
        .and(Tags::ARTICLE)
        .and(Tags::OWN)
        .and(Tags::AUX);
    words
        .iter()
        .filter(|token| !tag::of(token).has(idle) && token.key != "есть")
        .cloned()
        .collect()
}

/// Leaves the unit out of "сколько кг урожая".
fn measured(phrase: &mut Phrase, kept: &[Token]) {
    let Some((first, rest)) = kept.split_first() else {
        return;
    };
    if super::measure::unit(&first.key).is_some() && !rest.is_empty() {
        let label = phrase.label.clone();
        *phrase = phrase::phrase("", rest);
        phrase.label = label;
    }
}

/// Makes a name of a bare participle: "planted" becomes "planted date".
fn add_question_word(phrase: &mut Phrase, asks: Asks) {
    let word = match asks {
        Asks::When => "date",
        Asks::Where => "place",
        Asks::Who => "by",
        Asks::Whether | Asks::What | Asks::Which | Asks::HowMany | Asks::Why => return,
    };
    let last = phrase.words.last().cloned().unwrap_or_default();
    let participle =
        phrase.verb || last.ends_with("ed") || last.ends_with("en") || last.ends_with("ght");
    if asks == Asks::When || participle {
        phrase.words.push(word.to_owned());
        phrase.head = phrase.words.len() - 1;
    }
}
