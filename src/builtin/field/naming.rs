//! What fields are called: the English name and the label, from the words of an item.

use super::Setting;
use crate::builtin::language::phrase::Phrase;
use crate::builtin::language::tag::{self, Tags};
use crate::builtin::language::token::{Kind, Token};
use crate::builtin::language::{dictionary, english, name, token, vocabulary};
use crate::builtin::measure;
use crate::builtin::parts::Parts;
use crate::spec::{FieldType, Language};

/// Words that make a statement of a name and are no part of it.
const AUXILIARY: [&str; 15] = [
    "is", "was", "are", "were", "has", "have", "been", "whether", "if", "it", "he", "she", "i",
    "they", "the",
];

/// Puts the words of an item in the order of a name: "the date it is due" is the due date, "name
/// or company" is the name. The tokens keep their places, so the label still quotes the idea.
pub(super) fn recast(tokens: &[Token]) -> Vec<Token> {
    let open = tokens.iter().position(|token| token.kind == Kind::Open);
    let (plain, bracket) = tokens.split_at(open.unwrap_or(tokens.len()));
    if let Some(tokens) = limited(plain).filter(|_| bracket.is_empty()) {
        return tokens;
    }
    if let Some(tokens) = with_or_without(plain) {
        return tokens;
    }
    let pronoun = plain
        .iter()
        .position(|token| tag::of(token).has(Tags::PRONOUN) && !token.is_cyrillic());
    let question = plain
        .iter()
        .take(2)
        .any(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER).and(Tags::AUX)));
    let Some(at) = pronoun.filter(|at| *at > 0 && *at + 1 < plain.len() && !question) else {
        return tokens.to_vec();
    };
    let idle = Tags::AUX.and(Tags::PRONOUN).and(Tags::ARTICLE);
    let (noun, said) = plain.split_at(at);
    let hangs = said.len() > 2
        && said
            .last()
            .is_some_and(|last| tag::of(last).has(Tags::PREP.and(Tags::WITH)));
    let said = if hangs { &[] } else { said };
    let said = said.iter().filter(|token| !tag::of(token).has(idle));
    let noun = noun.iter().filter(|token| !tag::of(token).has(idle));
    said.chain(noun).chain(bracket).cloned().collect()
}

/// Asks whether there is something: "с удобрением или без" is "удобрение или нет".
fn with_or_without(plain: &[Token]) -> Option<Vec<Token>> {
    let [noun @ .., or, without] = plain else {
        return None;
    };
    let noun = match noun {
        [with, noun @ ..] if tag::of(with).has(Tags::WITH) => noun,
        noun => noun,
    };
    let asks = tag::of(or).has(Tags::OR) && matches!(without.key.as_str(), "без" | "without");
    let no = Token {
        key: String::from(if without.is_cyrillic() {
            "нет"
        } else {
            "no"
        }),
        ..without.clone()
    };
    let asked = asks && !noun.is_empty();
    asked.then(|| noun.iter().cloned().chain([or.clone(), no]).collect())
}

/// Puts a limit behind what it limits: "a maximum of 12 students" is "max students (max 12)".
fn limited(plain: &[Token]) -> Option<Vec<Token>> {
    const LEADS: [(&str, &str); 20] = [
        ("maximum of", "max"),
        ("max of", "max"),
        ("maximum", "max"),
        ("max", "max"),
        ("up to", "max"),
        ("at most", "max"),
        ("no more than", "max"),
        ("not more than", "max"),
        ("minimum of", "min"),
        ("minimum", "min"),
        ("min", "min"),
        ("at least", "min"),
        ("не более", "макс"),
        ("не больше", "макс"),
        ("максимум", "макс"),
        ("макс", "макс"),
        ("до", "макс"),
        ("не менее", "мин"),
        ("не меньше", "мин"),
        ("минимум", "мин"),
    ];
    let start = usize::from(
        plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::ARTICLE)),
    );
    let rest = plain.get(start..)?;
    let keys: Vec<&str> = rest.iter().map(|token| token.key.as_str()).collect();
    let (length, side) = LEADS.iter().find_map(|(lead, side)| {
        let words: Vec<&str> = lead.split(' ').collect();
        keys.starts_with(&words).then_some((words.len(), *side))
    })?;
    let [number, noun @ ..] = rest.get(length..)? else {
        return None;
    };
    let things = noun.last().is_some_and(|last| {
        last.is_cyrillic() && !last.key.ends_with('%') || english::is_plural(&last.key)
    });
    let counts = number.kind == Kind::Number
        && things
        && noun
            .iter()
            .all(|token| token.is_word() && measure::unit(&token.key).is_none());
    let side = Token {
        kind: Kind::Word,
        key: side.to_owned(),
        ..rest.first()?.clone()
    };
    let sign = |kind| Token {
        kind,
        key: String::new(),
        ..number.clone()
    };
    counts.then(|| {
        let mut tokens = vec![side.clone()];
        tokens.extend_from_slice(noun);
        tokens.extend([sign(Kind::Open), side, number.clone(), sign(Kind::Close)]);
        tokens
    })
}

/// Returns a phrase with the English words that it has as a field: some Russian words mean
/// something else there, and a plural stays one.
pub(super) fn as_field(mut phrase: Phrase) -> Phrase {
    if !phrase.label.chars().any(token::is_cyrillic) || phrase.verb {
        return single(phrase);
    }
    let key = token::key(&phrase.label);
    if let Some(entry) = dictionary::field(&key) {
        phrase.words = entry.words();
        phrase.head = phrase.words.len().saturating_sub(1);
        return phrase;
    }
    let last = phrase.words.get_mut(phrase.head);
    if key.starts_with("оценк")
        && let Some(last) = last
        && last == "grade"
    {
        "rating".clone_into(last);
        return phrase;
    }
    let last = phrase.words.get_mut(phrase.head);
    if phrase.plural
        && let Some(last) = last
        && !english::is_plural(last)
    {
        *last = english::plural(last);
    }
    phrase
}

/// Puts the name of one value in the singular: members that have "names" have a name each.
fn single(mut phrase: Phrase) -> Phrase {
    let listed = vocabulary::is_listed(&phrase.words.join(" "));
    let kept = |last: &&String| !listed && !vocabulary::is_listed(last);
    let Some(last) = phrase.words.last().filter(kept) else {
        return phrase;
    };
    let one = english::singular(last);
    let long = vocabulary::hint_of(&one).is_some_and(|hint| hint.kind == FieldType::Text);
    let counted = phrase.words.iter().any(|word| word == "of");
    let kept = [
        "skills",
        "tags",
        "labels",
        "languages",
        "interests",
        "tools",
    ];
    if &one == last
        || long
        || counted
        || !vocabulary::is_listed(&one)
        || kept.contains(&last.as_str())
    {
        return phrase;
    }
    if phrase.label.to_lowercase().ends_with(last.as_str()) {
        let length = phrase.label.chars().count() - last.chars().count();
        phrase.label = phrase
            .label
            .chars()
            .take(length)
            .chain(one.chars())
            .collect();
        phrase.label = name::sentence(&phrase.label);
    }
    if let Some(last) = phrase.words.last_mut() {
        *last = one;
    }
    phrase
}

/// Returns the words of a phrase, those of what is counted when it counts something.
fn counted_words(phrase: &Phrase) -> Vec<String> {
    let mut words = phrase.words.clone();
    let keys: Vec<&str> = phrase.words.iter().map(String::as_str).collect();
    if let ["number" | "count" | "amount" | "quantity", "of", rest @ ..] = keys.as_slice()
        && !rest.is_empty()
    {
        return rest.iter().map(|word| (*word).to_owned()).collect();
    }
    let label = phrase.label.to_lowercase();
    let counts = label.contains("кол") || label.starts_with("числ");
    if !counts || !matches!(keys.as_slice(), [_, .., "quantity" | "number"]) {
        return words;
    }
    words.pop();
    let limit = words.pop_if(|word| matches!(word.as_str(), "min" | "max" | "total" | "average"));
    if let Some(last) = words.last_mut() {
        *last = english::plural(&english::singular(last));
    }
    words.splice(0..0, limit);
    words
}

/// Returns the name of a field: its words without those that only introduce it.
pub(super) fn name(phrase: &Phrase, parts: &Parts<'_>) -> Option<String> {
    let mut words = counted_words(phrase);
    if words.len() > 2 {
        words.retain(|word| word != "and");
    }
    let auxiliary = |word: &String| AUXILIARY.contains(&word.as_str());
    let boolean = parts.boolean || words.first().is_some_and(auxiliary);
    if boolean && words.len() > 1 {
        words.retain(|word| !auxiliary(word));
        if words.len() > 1 && words.last().is_some_and(|word| word == "on") {
            words.pop();
        }
    }
    name::camel(&words)
}

/// Makes a statement of a label that asks: "whether it's been paid" is "paid".
fn statement(language: Language, label: String) -> String {
    let english = [
        "whether", "if", "is", "it's", "it", "its", "was", "has", "have", "been", "they",
        "they're", "are", "were", "he", "she",
    ];
    let words: Vec<&str> = label.split(' ').collect();
    let kept: Vec<&str> = match language {
        Language::En => words
            .iter()
            .skip_while(|word| english.contains(&word.to_lowercase().as_str()))
            .copied()
            .collect(),
        Language::Ru => words.into_iter().filter(|word| *word != "ли").collect(),
    };
    if kept.is_empty() {
        label
    } else {
        name::sentence(&kept.join(" "))
    }
}

/// Returns the label of a field.
pub(super) fn label(setting: Setting<'_>, phrase: &Phrase, parts: &Parts<'_>) -> String {
    let mut label = phrase.label.clone();
    if parts.boolean || label.to_lowercase().starts_with("if ") {
        label = statement(setting.language, label);
    }
    if label.trim().is_empty() {
        label = parts
            .words
            .first()
            .map_or_else(String::new, |token| name::sentence(&token.key));
    }
    label
}
