//! Fields that are put as questions: "when it was planted", "кому выдано", "how many guests".

use super::language::dictionary;
use super::language::english;
use super::language::name;
use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::Token;
use super::language::vocabulary::Hint;
use super::reader::mention::is_verb;
use crate::spec::{FieldType, Language};

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
    /// What the phrase says, whatever its question word is.
    Known,
    /// A number.
    HowMany,
    /// A number of things that are whole.
    Count,
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
            Self::Count => FieldType::Integer,
            Self::Which | Self::Known => return None,
        };
        Some(Hint { kind, unit: None })
    }
}

impl Asks {
    /// Returns whether the answers are values and never records.
    pub(crate) fn is_plain(self) -> bool {
        match self {
            Self::When | Self::Where | Self::HowMany | Self::Count | Self::Whether | Self::Why => {
                true
            }
            Self::Who | Self::What | Self::Which | Self::Known => false,
        }
    }

    /// Returns the name of a value of which nothing more is known.
    fn word(self) -> &'static str {
        match self {
            Self::Whether => "confirmed",
            Self::When => "date",
            Self::Where => "place",
            Self::Who => "done by",
            Self::What => "item",
            Self::Which | Self::Known => "subject",
            Self::HowMany | Self::Count => "quantity",
            Self::Why => "reason",
        }
    }
}

/// Returns whether a word is a Russian verb that no lexicon knows.
fn is_unknown_verb(token: &Token) -> bool {
    let endings = [
        "ет", "ит", "ют", "ят", "ут", "ат", "ем", "им", "ал", "ял", "ил", "ел", "ул", "ла", "ли",
        "ло", "лся", "лась", "лось", "лись", "тся", "ть",
    ];
    let infinitives = ["ать", "ять", "ить", "еть", "уть", "оть", "ться"];
    let asked = infinitives.iter().any(|ending| token.key.ends_with(ending));
    if asked && token.is_cyrillic() && dictionary::verb(&token.key).is_none() {
        return true;
    }
    token.is_cyrillic()
        && token.key.chars().count() > 3
        && endings.iter().any(|ending| token.key.ends_with(ending))
        && dictionary::verb(&token.key).is_none()
        && dictionary::noun(&[token.key.as_str()]).is_none()
        && dictionary::adjective(&token.key).is_none()
}

/// A question, understood.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) phrase: Phrase,
    pub(crate) asks: Asks,
}

/// Returns what a question word asks for, and the words behind it, when the words are a question.
fn opening(words: &[Token]) -> Option<(&str, Asks, &[Token])> {
    let at = words
        .iter()
        .take(2)
        .position(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER)) || token.key == "как")?;
    let first = words.first()?;
    let word = words.get(at)?.key.as_str();
    let allowed = word == "ли" && matches!(first.key.as_str(), "можно" | "нужно" | "надо");
    if at == 1 && !allowed && !tag::of(first).has(Tags::PREP) {
        return None;
    }
    let rest = words.get(at + 1..)?;
    let next = rest.first().map_or("", |token| token.key.as_str());
    let asks = match word {
        "whether" | "if" | "ли" => Asks::Whether,
        "when" | "когда" => Asks::When,
        "where" | "где" | "куда" | "откуда" => Asks::Where,
        "who" | "whom" | "whose" | "кто" | "кому" | "кого" | "кем" => Asks::Who,
        "why" | "почему" | "зачем" | "как" => Asks::Why,
        "which" | "какой" | "какая" | "какое" | "какие" | "какую" | "каком" | "каких" => {
            Asks::Which
        }
        "how" if !matches!(next, "many" | "much" | "long" | "often") => Asks::Why,
        "сколько" | "how" => Asks::HowMany,
        _ => Asks::What,
    };
    Some((word, asks, rest))
}

/// Understands a question, when the words are one.
pub(crate) fn ask(text: &str, words: &[Token]) -> Option<Asked> {
    let known = phrase::phrase(text, words);
    let (word, mut asks, rest) = opening(words)?;
    if known.verb || dictionary_knows(words) {
        return None;
    }
    let label = sentence(text, words);
    let often = words
        .iter()
        .any(|token| matches!(token.key.as_str(), "often" | "часто"));
    let name = if often {
        Some("frequency")
    } else {
        known_name(word, rest).or_else(|| time_of_day(words))
    };
    let price = (word == "сколько")
        .then(|| price_of(text, rest, &label))
        .flatten();
    if let Some(phrase) = price.or_else(|| Some(named(name?, &label))) {
        return Some(Asked {
            phrase,
            asks: Asks::Known,
        });
    }
    let rest = match rest {
        [_, rest @ ..] if word == "how" && asks == Asks::HowMany => rest,
        rest => rest,
    };
    let cut = rest
        .iter()
        .position(|token| tag::of(token).has(Tags::PRONOUN))
        .filter(|cut| *cut > 0 && asks == Asks::HowMany)
        .unwrap_or(rest.len());
    let mut kept = essential(rest.get(..cut).unwrap_or_default());
    if asks == Asks::Which {
        leave_out_verbs(&mut kept);
    }
    let mut phrase = phrase::phrase(text, if kept.is_empty() { rest } else { &kept });
    let noun = matches!(asks, Asks::What | Asks::Which)
        && kept.len() == rest.len()
        && !phrase.verb
        && phrase.class().is_some();
    if !noun {
        phrase.label = label;
    }
    if asks == Asks::HowMany && counts(&mut phrase, &kept) {
        asks = Asks::Count;
    }
    if kept.len() == 1 && kept.iter().all(is_unknown_verb) {
        phrase.words = asks.word().split(' ').map(str::to_owned).collect();
        phrase.head = phrase.words.len() - 1;
    } else {
        add_question_word(&mut phrase, asks);
    }
    (!phrase.words.is_empty()).then_some(Asked { phrase, asks })
}

/// Names what is counted; says whether it is whole things that are.
fn counts(phrase: &mut Phrase, kept: &[Token]) -> bool {
    measured(phrase, kept);
    let people = matches!(phrase.words.as_slice(), [only] if only == "person");
    if people {
        phrase.words = vec!["people".to_owned()];
    } else if phrase.class().is_some()
        && kept
            .first()
            .is_none_or(|first| super::measure::unit(&first.key).is_none())
        && let Some(last) = phrase.words.get_mut(phrase.head)
    {
        *last = english::plural(&english::singular(last));
        phrase.plural = true;
    }
    if let [thing, done] = phrase.words.as_mut_slice()
        && english::is_participle(done)
        && super::language::vocabulary::class_of(&english::singular(thing)).is_some()
    {
        *thing = english::plural(&english::singular(thing));
        return true;
    }
    let whole = |hint: Hint| hint.kind == FieldType::Integer;
    (people || phrase.plural) && phrase.hint().is_none_or(whole)
}

/// Returns whether a question asks how many of this unit there are, and no more.
fn measures(rest: &[Token], symbol: &str) -> bool {
    let rest = match rest {
        [first, rest @ ..] if matches!(first.key.as_str(), "many" | "much") => rest,
        rest => rest,
    };
    matches!(rest, [only] if super::measure::unit(&only.key)
        .is_some_and(|unit| unit.symbol(Language::En) == symbol))
}

/// Returns the price that "сколько стоит урок" asks for.
fn price_of(text: &str, rest: &[Token], label: &str) -> Option<Phrase> {
    let costs = |token: &Token| token.key.starts_with("стои");
    let thing: Vec<Token> = rest.iter().filter(|token| !costs(token)).cloned().collect();
    if thing.is_empty() || thing.len() == rest.len() {
        return None;
    }
    let mut phrase = phrase::phrase(text, &thing);
    phrase.words.push("price".to_owned());
    phrase.head = phrase.words.len() - 1;
    label.clone_into(&mut phrase.label);
    Some(phrase)
}

/// Returns the English name of a field for a question whose verb says what is asked for.
fn known_name(word: &str, rest: &[Token]) -> Option<&'static str> {
    let first = rest.first().map_or("", |token| token.key.as_str());
    let verb = |beginnings: &[&str]| {
        rest.iter()
            .any(|token| beginnings.iter().any(|start| token.key.starts_with(start)))
    };
    if let Some(name) = known_habit(word, rest) {
        return Some(name);
    }
    match word {
        "сколько" if verb(&["взял", "выда", "забра", "получил"]) => {
            Some("taken time")
        }
        "сколько" if verb(&["верну", "сдал", "вернёт", "возвра"]) => {
            Some("returned time")
        }
        "сколько" if verb(&["нача", "старт", "приш", "приех"]) => {
            Some("start time")
        }
        "сколько" if verb(&["законч", "конча", "ушел", "уеха"]) => {
            Some("end time")
        }
        "кто" if verb(&["бронир"]) => Some("booked by"),
        "кто" if verb(&["вед", "провод"]) => Some("host"),
        "откуда" if rest.is_empty() => Some("origin"),
        "откуда" => Some("source"),
        "куда" => Some("destination"),
        "сколько" if rest.len() == 1 && verb(&["стоит", "стоил"]) => Some("price"),
        "сколько" if rest.len() == 1 && verb(&["купи", "заплати", "отдал"]) => {
            Some("purchase price")
        }
        "сколько" if verb(&["осталось", "остаётся", "остается"]) => {
            Some("remaining quantity")
        }
        "сколько" if verb(&["нужно", "требуется", "надо"]) && first.starts_with("человек") => {
            Some("people needed")
        }
        "когда"
            if matches!(first, "был" | "была" | "было" | "были" | "будет") && rest.len() == 1 =>
        {
            Some("date")
        }
        "что" if verb(&["слома", "поломал", "случил", "беспоко"]) => {
            Some("problem")
        }
        "что" if verb(&["задан", "задал"]) => Some("homework"),
        "что" if verb(&["сделать", "делать"]) => Some("task"),
        "что" if verb(&["делал", "сдела", "выполн"]) => Some("work done"),
        "чего" if verb(&["готов", "состо"]) => Some("ingredients"),
        "как" => known_way(rest),
        "what" if first == "needs" || first == "to" && verb(&["do"]) => Some("description"),
        "who" if matches!(first, "does" | "did") && rest.len() <= 2 => Some("done by"),
        "how" | "сколько" if measures(rest, "kg") || measures(rest, "g") => Some("weight"),
        "how" | "сколько" if measures(rest, "l") || measures(rest, "ml") => Some("volume"),
        "how" if first == "many" && rest.len() == 1 => Some("count"),
        "how" if first == "much" && rest.len() == 1 => Some("amount"),
        "how" if first == "long" => Some("duration"),
        "how" if first == "much" && verb(&["cost", "paid", "pay"]) => Some("price"),
        "how" if first == "old" => Some("age"),
        _ => None,
    }
}

/// Returns the English name of a field for a question about what is to be done, how often and till
/// when.
fn known_habit(word: &str, rest: &[Token]) -> Option<&'static str> {
    let first = rest.first().map_or("", |token| token.key.as_str());
    let says = |beginnings: &[&str]| {
        let begins = |token: &Token| beginnings.iter().any(|start| token.key.starts_with(start));
        rest.iter().any(begins)
    };
    match word {
        "что" if rest.len() == 1 && says(&["дела", "сдела"]) => None,
        "что" if rest.len() == 1 && is_infinitive(first) => Some("item"),
        "сколько" if first == "раз" && says(&["день", "сутки"]) => {
            Some("times per day")
        }
        "сколько" if first == "раз" && says(&["недел"]) => Some("times per week"),
        "когда" if says(&["законч", "кончит", "кончат", "истек"]) => {
            Some("end date")
        }
        _ => None,
    }
}

/// Returns whether a Russian word is an infinitive.
fn is_infinitive(word: &str) -> bool {
    ["ать", "ять", "ить", "еть", "уть", "зти", "сти", "йти"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Returns the name of the time that "во сколько пить" asks for.
fn time_of_day(words: &[Token]) -> Option<&'static str> {
    match words {
        [at, hour, _, ..] if at.key == "во" && hour.key == "сколько" => Some("time"),
        _ => None,
    }
}

/// Returns the English name of a field for a question that asks how something is done.
fn known_way(rest: &[Token]) -> Option<&'static str> {
    const WAYS: [(&str, &str); 12] = [
        ("готов", "instructions"),
        ("дела", "instructions"),
        ("добра", "directions"),
        ("дойти", "directions"),
        ("доехать", "directions"),
        ("пройти", "directions"),
        ("проехать", "directions"),
        ("ухаж", "care instructions"),
        ("хран", "storage conditions"),
        ("приним", "dosage"),
        ("зовут", "name"),
        ("назыв", "name"),
    ];
    WAYS.iter()
        .find(|(verb, _)| rest.iter().any(|token| token.key.starts_with(verb)))
        .map(|(_, name)| *name)
}

/// Returns the phrase of a field with this name and label.
fn named(name: &str, label: &str) -> Phrase {
    let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    Phrase {
        head: words.len().saturating_sub(1),
        words,
        one: label.to_owned(),
        many: label.to_owned(),
        label: label.to_owned(),
        length: 1,
        nominative: true,
        ..Phrase::default()
    }
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

/// Leaves out what is done with the thing that a question asks for: "на каком окне стоит".
fn leave_out_verbs(words: &mut Vec<Token>) {
    let acts = |token: &Token| {
        token.is_cyrillic()
            && (is_verb(token) || is_unknown_verb(token) || dictionary::verb(&token.key).is_some())
    };
    if !words.iter().all(acts) {
        words.retain(|token| !acts(token));
    }
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
        Asks::Whether
        | Asks::What
        | Asks::Which
        | Asks::HowMany
        | Asks::Count
        | Asks::Known
        | Asks::Why => {
            return;
        }
    };
    let last = phrase.words.last().cloned().unwrap_or_default();
    let participle =
        phrase.verb || last.ends_with("ed") || last.ends_with("en") || last.ends_with("ght");
    if asks == Asks::When || participle {
        phrase.words.push(word.to_owned());
        phrase.head = phrase.words.len() - 1;
    }
}
