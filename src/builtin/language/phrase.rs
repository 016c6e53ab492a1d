//! Noun phrases: the English words that name what was said, and the labels that people see.

use super::dictionary::{self, Entry};
use super::tag::{self, POINTERS, Tags};
use super::token::{self, Token};
use super::vocabulary::{self, Class, Hint};
use super::{english, name, russian};

mod forms;

use forms::Forms;

/// A noun phrase as names and labels need it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    /// The English words, in the order of an English name.
    pub(crate) words: Vec<String>,
    /// Where the head stands in `words`.
    pub(crate) head: usize,
    /// The phrase in the nominative, in the number that was used.
    pub(crate) label: String,
    /// The label of one.
    pub(crate) one: String,
    /// The label of several.
    pub(crate) many: String,
    /// Whether several were named.
    pub(crate) plural: bool,
    /// How many tokens the phrase is made of, the tail behind a preposition left out.
    pub(crate) length: usize,
    /// Whether the whole phrase is one participle or verb.
    pub(crate) verb: bool,
    /// Whether it stands in the nominative, as far as its form tells.
    pub(crate) nominative: bool,
}

impl Phrase {
    /// Returns the words of the head and what stands before it, the head in the singular.
    pub(crate) fn singular(&self) -> Vec<String> {
        let mut words: Vec<String> = self.words.iter().take(self.head + 1).cloned().collect();
        if let Some(last) = words.last_mut() {
            *last = english::singular(last);
        }
        words
    }

    /// Returns the words that name a record: "client appointments" are appointments.
    pub(crate) fn record(&self) -> Vec<String> {
        let words = self.singular();
        let Some((last, before)) = words.split_last() else {
            return words;
        };
        let class = vocabulary::class_of(last);
        let made = matches!(class, Some(Class::Thing | Class::Document)) && !self.one.is_ascii();
        let event = class == Some(Class::Event) || made;
        let somebody = matches!(
            vocabulary::class_of(&before.join(" ")),
            Some(Class::Person | Class::Organization)
        );
        if event && somebody && vocabulary::class_of(&words.join(" ")).is_none() {
            return vec![last.clone()];
        }
        words
    }

    /// Returns the class of what is named.
    pub(crate) fn class(&self) -> Option<Class> {
        vocabulary::class(&self.singular())
    }

    /// Returns what the name says about a field.
    pub(crate) fn hint(&self) -> Option<Hint> {
        let done = self
            .words
            .get(self.head)
            .is_some_and(|last| english::is_participle(last));
        let before = self.head.checked_sub(1).filter(|_| done);
        vocabulary::hint(&self.words, self.head).or_else(|| vocabulary::hint(&self.words, before?))
    }

    /// Returns whether the name of exactly this phrase is a field's.
    pub(crate) fn is_field(&self) -> bool {
        vocabulary::hint_of(&self.words.join(" ")).is_some()
            || vocabulary::hint_of(&self.singular().join(" ")).is_some()
    }

    /// Returns whether the phrase has more words that nothing knows than a name has: then it is a
    /// clause that was not understood.
    pub(crate) fn is_misread(&self) -> bool {
        let unknown = self.words.iter().filter(|word| !word.is_ascii()).count();
        unknown > 3 || self.words.len() > 8
    }

    /// Returns whether the phrase names a field rather than several records of their own.
    pub(crate) fn is_plain_field(&self) -> bool {
        let people = matches!(self.class(), Some(Class::Person | Class::Organization));
        let several = self.plural
            && self.class().is_some()
            && (people || !vocabulary::is_listed(&self.words.join(" ")));
        self.is_field() && !several
    }
}

/// Returns the phrase that `tokens` are, with the text that they were cut from.
pub(crate) fn phrase(text: &str, tokens: &[Token]) -> Phrase {
    let words: Vec<&Token> = tokens
        .iter()
        .filter(|token| matches!(token.kind, token::Kind::Word | token::Kind::Number))
        .collect();
    let skipped = words
        .iter()
        .take(words.len().saturating_sub(1))
        .take_while(|token| tag::of(token).has(POINTERS) && !known_start(&words))
        .count();
    let words = words.get(skipped..).unwrap_or_default();
    let mut phrase = if words.iter().any(|word| word.is_cyrillic()) {
        in_russian(text, words)
    } else {
        in_english(text, words)
    };
    phrase.length += skipped;
    phrase
}

/// Returns whether the words are a field's name although the first of them looks like a pointer.
fn known_start(words: &[&Token]) -> bool {
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    if words.iter().any(|word| word.is_cyrillic()) {
        dictionary::noun(&keys).is_some_and(|_| keys.len() > 1)
    } else {
        keys.len() > 1 && vocabulary::hint_of(&keys.join(" ")).is_some()
    }
}

/// Returns a word as it was written, unless a typo in it was mended.
fn written<'t>(text: &'t str, token: &'t Token) -> &'t str {
    text.get(token.start..token.end)
        .filter(|source| token::key(source) == token.key)
        .unwrap_or(&token.key)
}

fn joined(text: &str, words: &[&Token]) -> String {
    let words: Vec<&str> = words.iter().map(|token| written(text, token)).collect();
    words.join(" ")
}

fn in_english(text: &str, words: &[&Token]) -> Phrase {
    let is_tail = |token: &Token| {
        let tags = tag::of(token);
        tags.has(Tags::PREP.and(Tags::WH)) && !tags.has(Tags::AND) || token.key == "that"
    };
    let core = words
        .iter()
        .enumerate()
        .position(|(at, token)| at > 0 && is_tail(token))
        .unwrap_or(words.len());
    let keys: Vec<String> = words
        .iter()
        .filter(|token| !tag::of(token).has(Tags::ARTICLE.and(Tags::OWN)))
        .map(|token| token.key.clone())
        .collect();
    let skipped = words.len() - keys.len();
    let head = core.saturating_sub(1 + if core == words.len() { skipped } else { 0 });
    let last = words.get(..core).and_then(<[_]>::last);
    let plural = last.is_some_and(|token| english::is_plural(&token.key));
    let (one, many) = english_labels(text, words.get(..core).unwrap_or_default());
    Phrase {
        head: head.min(keys.len().saturating_sub(1)),
        words: keys,
        label: name::sentence(&joined(text, words)),
        one,
        many,
        plural,
        length: core,
        verb: false,
        nominative: true,
    }
}

fn english_labels(text: &str, core: &[&Token]) -> (String, String) {
    let Some((last, before)) = core.split_last() else {
        return (String::new(), String::new());
    };
    let start = joined(text, before);
    let one = english::singular(&last.key);
    let shouted = text
        .get(last.start..last.end)
        .filter(|source| source.len() > 1 && !source.chars().any(char::is_lowercase));
    let (one, many) = match shouted {
        Some(source) => (source.to_owned(), format!("{source}s")),
        None => (one.clone(), english::plural(&one)),
    };
    let lowered: String = start
        .split(' ')
        .map(|word| {
            if word.chars().skip(1).any(char::is_uppercase) {
                word.to_owned()
            } else {
                word.to_lowercase()
            }
        })
        .collect::<Vec<_>>()
        .join(" ");
    (
        name::sentence(&format!("{lowered} {one}")),
        name::sentence(&format!("{lowered} {many}")),
    )
}

/// A word of the dictionary, or an unknown one, in a Russian phrase.
struct Unit {
    entry: Option<&'static Entry>,
    at: usize,
    length: usize,
    adjective: bool,
}

fn units(words: &[&Token]) -> (Vec<Unit>, usize) {
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let mut units = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let longest = if keys
            .get(at)
            .is_some_and(|key| dictionary::starts_phrase(key))
        {
            5.min(keys.len() - at)
        } else {
            1
        };
        let found = (2..=longest).rev().find_map(|length| {
            let entry = dictionary::noun(keys.get(at..at + length)?)?;
            Some((entry, length))
        });
        if let Some((entry, length)) = found {
            units.push(Unit {
                entry: Some(entry),
                at,
                length,
                adjective: false,
            });
            at += length;
            continue;
        }
        let Some(token) = words.get(at) else { break };
        if at > 0 && tag::of(token).has(Tags::PREP) {
            return (units, at);
        }
        units.push(unit(token, at));
        at += 1;
    }
    (units, at)
}

fn unit(token: &Token, at: usize) -> Unit {
    let word = token.key.as_str();
    let soft = word.ends_with("ней") && dictionary::adjective(word).is_some();
    let adjective = soft
        || russian::looks_adjective(word)
        || matches!(word, "мин" | "макс" | "максимум" | "минимум");
    let noun = dictionary::noun(&[word]);
    let exact = noun.is_some_and(|entry| {
        let several = word.strip_suffix("ий").is_some_and(|stem| {
            let lemma = token::key(entry.lemma);
            [lemma.strip_suffix("ие"), lemma.strip_suffix("ия")].contains(&Some(stem))
        });
        several || dictionary::is_nominative(entry, word)
    });
    let known = dictionary::adjective(word).filter(|_| adjective && !exact);
    Unit {
        entry: known.or(noun.filter(|_| known.is_none())),
        at,
        length: 1,
        adjective: known.is_some() || adjective && noun.is_none(),
    }
}

fn in_russian(text: &str, words: &[&Token]) -> Phrase {
    let phrase: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    if let Some(entry) = dictionary::verb(&phrase.join(" ")) {
        let label = name::sentence(&joined(text, words));
        let words = entry.words();
        return Phrase {
            head: words.len().saturating_sub(1),
            words,
            one: label.clone(),
            many: label.clone(),
            label,
            plural: false,
            length: phrase.len(),
            verb: true,
            nominative: true,
        };
    }
    if let Some(whole) = with_participle(text, words, &phrase) {
        return whole;
    }
    let (units, length) = units(words);
    let head_at = units
        .iter()
        .position(|unit| !unit.adjective)
        .unwrap_or(units.len().saturating_sub(1));
    let names = english_words(text, words, &units);
    let Some(head) = units.get(head_at) else {
        return in_english(text, words);
    };
    let forms = Forms::new(text, words, head);
    let tail = joined(text, words.get(head.at + head.length..).unwrap_or_default());
    let core_tail = joined(
        text,
        words.get(head.at + head.length..length).unwrap_or_default(),
    );
    let adjectives: Vec<&Token> = words.get(..head.at).unwrap_or_default().to_vec();
    let limit = adjectives
        .first()
        .is_some_and(|first| first.key.ends_with("имум"));
    let label = if forms.nominative || limit {
        name::sentence(&joined(text, words))
    } else {
        forms.with(text, &adjectives, forms.plural, &tail)
    };
    Phrase {
        head: names.len().saturating_sub(1),
        words: names,
        label,
        one: forms.with(text, &adjectives, false, &core_tail),
        many: forms.with(text, &adjectives, true, &core_tail),
        plural: forms.plural,
        length,
        verb: false,
        nominative: forms.nominative,
    }
}

/// Returns the phrase of a noun with a participle behind it: "залог возвращён".
fn with_participle(text: &str, words: &[&Token], keys: &[&str]) -> Option<Phrase> {
    let (last, noun) = words.split_last()?;
    let first = noun.first()?;
    let entry = dictionary::verb(&last.key)?;
    if tag::of(first).has(Tags::WH.and(Tags::PREP)) || dictionary::noun(keys).is_some() {
        return None;
    }
    let mut whole = in_russian(text, noun);
    whole.words.extend(entry.words());
    whole.head = whole.words.len().saturating_sub(1);
    whole.label = name::sentence(&joined(text, words));
    whole.length = words.len();
    whole.verb = true;
    Some(whole)
}

/// Returns the English words: the groups around each noun from the last to the first.
fn english_words(text: &str, words: &[&Token], units: &[Unit]) -> Vec<String> {
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    let nouns = units.iter().filter(|unit| !unit.adjective).count();
    for unit in units {
        let word = words.get(unit.at).map(|token| token.key.as_str());
        let names = match (unit.entry, word) {
            (Some(entry), word) => entry.words_in(text, word.unwrap_or_default()),
            (None, Some(_)) if unit.adjective && nouns > 0 => Vec::new(),
            (None, Some(word)) if tag::of_word(word).has(Tags::ARTICLE) => Vec::new(),
            (None, Some(word)) if token::is_cyrillic(word.chars().next().unwrap_or(' ')) => {
                vec![russian::singular_in(word, text)]
            }
            (None, Some(word)) => vec![word.to_owned()],
            (None, None) => Vec::new(),
        };
        if let Some(group) = groups.last_mut() {
            group.extend(names);
        }
        if !unit.adjective {
            groups.push(Vec::new());
        }
    }
    groups.reverse();
    let mut all: Vec<String> = Vec::new();
    for word in groups.into_iter().flatten() {
        if all.last() != Some(&word) {
            all.push(word);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Phrase {
        phrase(text, &token::tokens(text))
    }

    #[test]
    fn english_phrases() {
        let found = of("their last watered date");
        assert_eq!(found.words, ["last", "watered", "date"]);
        assert_eq!(found.label, "Last watered date");
        let found = of("many line items");
        assert_eq!(found.singular(), ["line", "item"]);
        assert_eq!(
            (found.one.as_str(), found.many.as_str()),
            ("Line item", "Line items")
        );
        assert!(found.plural);
    }

    #[test]
    fn russian_phrases_turn_round() {
        for (text, words, label) in [
            (
                "описание поломки",
                "problem description",
                "Описание поломки",
            ),
            ("телефоном родителя", "parent phone", "Телефон родителя"),
            ("вес банки", "jar weight", "Вес банки"),
            ("остаток на складе", "stock quantity", "Остаток на складе"),
            ("количество комнат", "room quantity", "Количество комнат"),
            ("домашним адресом", "home address", "Домашний адрес"),
            ("днём недели", "day of week", "День недели"),
            ("оплачено", "paid", "Оплачено"),
        ] {
            let found = of(text);
            assert_eq!(found.words.join(" "), words, "{text}");
            assert_eq!(found.label, label);
        }
    }

    #[test]
    fn russian_labels_have_both_numbers() {
        for (text, one, many) in [
            ("заказ-наряды", "Заказ-наряд", "Заказ-наряды"),
            ("жильцов", "Жилец", "Жильцы"),
            ("настолок", "Настолка", "Настолки"),
            ("настольных игр", "Настольная игра", "Настольные игры"),
            ("книги", "Книга", "Книги"),
            ("расходов", "Расход", "Расходы"),
        ] {
            let found = of(text);
            assert_eq!(
                (found.one.as_str(), found.many.as_str()),
                (one, many),
                "{text}"
            );
            assert!(found.plural, "{text}");
        }
    }
}
