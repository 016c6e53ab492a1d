//! Russian words and their English ones: which word of the dictionary a form belongs to.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use super::data::{self, Hasher};
use super::{russian, token};

/// The part of speech of a dictionary word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speech {
    /// A noun or a phrase that acts as one.
    Noun,
    /// An adjective.
    Adjective,
    /// A participle or a verb as it stands in a list.
    Verb,
    /// A value of a choice.
    Value,
    /// A noun that means something else as the name of a field.
    Field,
}

/// A word or phrase of the dictionary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The nominative singular.
    pub(crate) lemma: &'static str,
    /// The nominative plural as the dictionary states it; empty when the lemma serves for both.
    plural: Option<&'static str>,
    /// The English words.
    pub(crate) english: &'static str,
    /// The part of speech.
    pub(crate) speech: Speech,
}

impl Entry {
    /// Reads an item of the data.
    fn of(item: &data::Item) -> Option<Self> {
        let (form, english) = item.text.split_once(" = ")?;
        let (lemma, plural) = form
            .split_once('/')
            .map_or((form, None), |(lemma, plural)| (lemma, Some(plural)));
        Some(Self {
            lemma,
            plural: plural.map(|plural| if plural == "=" { "" } else { plural }),
            english,
            speech: speech(item.section),
        })
    }

    /// Returns the nominative plural.
    pub(crate) fn plural(&self) -> String {
        match self.plural {
            Some("") => self.lemma.to_owned(),
            Some(stated) => stated.to_owned(),
            None if self.lemma.contains(' ') => self.lemma.to_owned(),
            None => russian::plural(self.lemma),
        }
    }

    /// Returns the English words.
    pub(crate) fn words(&self) -> Vec<String> {
        self.english.split(' ').map(str::to_owned).collect()
    }

    /// Returns the English words for what the entry means in an idea, where it has this form.
    pub(crate) fn words_in(&self, idea: &str, form: &str) -> Vec<String> {
        let noun = self.speech == Speech::Noun;
        let sense = || data::sense(form, idea).or_else(|| data::sense(self.lemma, idea));
        let english = noun.then(sense).flatten().unwrap_or(self.english);
        english.split(' ').map(str::to_owned).collect()
    }
}

/// What words of the dictionary begin with: all forms of a word share their first two letters.
type Start = [char; 2];

/// Returns what a word begins with, as keys have it.
fn start(text: &str) -> Start {
    let mut letters = text.chars().map(token::key_letter);
    let mut next = || letters.next().unwrap_or(' ');
    [next(), next()]
}

type Shelves = HashMap<Start, Shelf, Hasher>;

/// The items of the data, on a shelf for each start of a word. An idea needs few of them, so that a
/// shelf is read when a word on it is first asked for.
static SHELVES: LazyLock<Shelves> = LazyLock::new(|| shelves(russian_items()));

/// The shelves of words that start in Latin: all that an English idea asks for.
static LATIN: LazyLock<Shelves> = LazyLock::new(|| shelves(data::items(data::RU_LATIN)));

fn shelves(items: impl Iterator<Item = data::Item>) -> Shelves {
    let mut shelves = Shelves::default();
    for item in items {
        let (lemma, plural) = match item.text.split_once('/') {
            Some((lemma, plural)) => (start(lemma), Some(start(plural))),
            None => (start(item.text), None),
        };
        shelves.entry(lemma).or_default().items.push(item);
        if let Some(plural) = plural.filter(|it| *it != lemma) {
            shelves.entry(plural).or_default().items.push(item);
        }
    }
    shelves
}

fn russian_items() -> impl Iterator<Item = data::Item> {
    data::items(data::RU_NOUNS).chain(data::items(data::RU_OTHERS))
}

fn items() -> impl Iterator<Item = data::Item> {
    russian_items().chain(data::items(data::RU_LATIN))
}

#[derive(Default)]
struct Shelf {
    items: Vec<data::Item>,
    words: OnceLock<Words>,
}

/// Returns the words that begin as this one does.
fn shelf(text: &str) -> Option<&'static Words> {
    let latin = text.starts_with(|first: char| first.is_ascii());
    let shelves = if latin { &*LATIN } else { &*SHELVES };
    let shelf = shelves.get(&start(text))?;
    Some(shelf.words.get_or_init(|| Words::new(&shelf.items)))
}

type Index = HashMap<Cow<'static, str>, usize, Hasher>;

/// The entries of a shelf, by their forms.
#[derive(Default)]
struct Words {
    entries: Vec<Entry>,
    exact: Index,
    stems: Index,
    values: Index,
    adjectives: Index,
    verbs: Index,
    fields: Index,
    /// The stems of words that phrases start with.
    starts: HashSet<Cow<'static, str>, Hasher>,
}

fn speech(section: &str) -> Speech {
    match section {
        "adjective" => Speech::Adjective,
        "verb" => Speech::Verb,
        "value" => Speech::Value,
        "field" => Speech::Field,
        _ => Speech::Noun,
    }
}

/// Returns a word or phrase of the data as lexicons know it, without a copy where nothing changes.
pub(crate) fn key(text: &'static str) -> Cow<'static, str> {
    // Faster than to ask Unicode of every letter.
    let changes = |letter| matches!(letter, 'ё' | 'Ё' | 'А'..='Я' | 'A'..='Z' | '’' | '\u{301}');
    if text.chars().any(changes) {
        Cow::Owned(token::key(text))
    } else {
        Cow::Borrowed(text)
    }
}

#[expect(clippy::ptr_arg, reason = "a borrowed key gives a borrowed stem")]
fn stem_of(key: &Cow<'static, str>) -> Cow<'static, str> {
    if key.contains(' ') {
        let stems: Vec<&str> = key.split(' ').map(russian::stem).collect();
        return Cow::Owned(stems.join(" "));
    }
    match key {
        Cow::Borrowed(word) => Cow::Borrowed(russian::stem(word)),
        Cow::Owned(word) => Cow::Owned(russian::stem(word).to_owned()),
    }
}

impl Words {
    fn new(items: &[data::Item]) -> Self {
        let mut words = Self {
            entries: Vec::with_capacity(items.len()),
            ..Self::default()
        };
        words.exact.reserve(2 * items.len());
        words.stems.reserve(2 * items.len());
        for entry in items.iter().filter_map(Entry::of) {
            words.add(entry);
        }
        words.add_bare_genitives();
        words
    }

    /// Adds the genitive plurals that have no ending: "коров", "систем". Words of their own that
    /// look the same stand before them.
    fn add_bare_genitives(&mut self) {
        for (id, entry) in self.entries.iter().enumerate() {
            let lemma = key(entry.lemma);
            let several = entry.plural.is_some_and(str::is_empty);
            let ending: &[char] = if several { &['ы'] } else { &['а', 'о'] };
            let bare = lemma.strip_suffix(ending).filter(|bare| {
                entry.speech == Speech::Noun && !bare.contains(' ') && bare.chars().count() > 2
            });
            if let Some(bare) = bare {
                self.exact.entry(Cow::Owned(bare.to_owned())).or_insert(id);
            }
        }
    }

    fn add(&mut self, entry: Entry) {
        let id = self.entries.len();
        self.entries.push(entry);
        let lemma = key(entry.lemma);
        match entry.speech {
            Speech::Value => drop(self.values.entry(lemma).or_insert(id)),
            Speech::Field => drop(self.fields.entry(lemma).or_insert(id)),
            Speech::Verb => drop(self.verbs.entry(lemma).or_insert(id)),
            Speech::Adjective => {
                self.adjectives.entry(stem_of(&lemma)).or_insert(id);
            }
            Speech::Noun => self.add_noun(&entry, lemma, id),
        }
    }

    fn add_noun(&mut self, entry: &Entry, lemma: Cow<'static, str>, id: usize) {
        for form in [Some(entry.lemma), entry.plural].into_iter().flatten() {
            if let Some((first, _)) = form.split_once(' ') {
                self.starts.insert(stem_of(&key(first)));
            }
        }
        self.stems.entry(stem_of(&lemma)).or_insert(id);
        self.stems.entry(lemma.clone()).or_insert(id);
        if let Some(plural) = entry.plural.filter(|plural| !plural.is_empty()) {
            let plural = key(plural);
            self.stems.entry(stem_of(&plural)).or_insert(id);
            if let Some(genitive) = plural.strip_suffix("ева") {
                let genitive = format!("{genitive}ев");
                self.exact.entry(Cow::Owned(genitive)).or_insert(id);
            }
            if let (Some(bare), true) = (plural.strip_suffix("ьи"), lemma.ends_with("ей")) {
                for ending in ["ья", "ью", "ьем", "ье", "ьев", "ьям", "ьями", "ьях"]
                {
                    let form = format!("{bare}{ending}");
                    self.exact.entry(Cow::Owned(form)).or_insert(id);
                }
            }
            self.exact.entry(plural).or_insert(id);
            if lemma.ends_with(['к', 'ц']) && !lemma.contains(' ') {
                let regular = russian::plural(&lemma);
                let stem = russian::stem(&regular).to_owned();
                self.stems.entry(Cow::Owned(stem)).or_insert(id);
            }
        }
        if entry.plural.is_none() && lemma.ends_with(['а', 'я', 'ь']) && !lemma.contains(' ') {
            let plural = russian::plural(&lemma);
            self.exact.entry(Cow::Owned(plural)).or_insert(id);
        }
        if let Some(genitive) = russian::genitive_plural(&lemma) {
            let stem = russian::stem(&genitive).to_owned();
            self.stems.entry(Cow::Owned(stem)).or_insert(id);
            self.exact.entry(Cow::Owned(genitive)).or_insert(id);
        }
        self.exact.entry(lemma).or_insert(id);
    }

    fn find(&self, index: &Index, form: &str) -> Option<&Entry> {
        index.get(form).and_then(|id| self.entries.get(*id))
    }
}

/// Returns the noun or phrase that these lowercase words are a form of.
pub(crate) fn noun(words: &[&str]) -> Option<&'static Entry> {
    let shelf = shelf(words.first()?)?;
    let phrase = words.join(" ");
    if let Some(entry) = shelf.find(&shelf.exact, &phrase) {
        return Some(entry);
    }
    let stems: Vec<&str> = words.iter().map(|word| russian::stem(word)).collect();
    let stems = stems.join(" ");
    if stems.chars().count() < 3 && stems.len() != phrase.len() {
        return None;
    }
    shelf.find(&shelf.stems, &stems).or_else(|| {
        let shorter = phrase.strip_suffix(['а', 'я', 'ю', 'е', 'и', 'у'])?;
        let long = words.len() == 1 && shorter.chars().count() > 3;
        long.then(|| shelf.find(&shelf.stems, shorter)).flatten()
    })
}

/// Returns whether a phrase of the dictionary starts with a form of this word.
pub(crate) fn starts_phrase(word: &str) -> bool {
    shelf(word).is_some_and(|shelf| shelf.starts.contains(russian::stem(word)))
}

/// Returns the adjective that a lowercase word is a form of.
pub(crate) fn adjective(word: &str) -> Option<&'static Entry> {
    let shelf = shelf(word)?;
    shelf.find(&shelf.adjectives, russian::stem(word))
}

/// Returns the participle or verb that exactly these words are.
pub(crate) fn verb(phrase: &str) -> Option<&'static Entry> {
    let shelf = shelf(phrase)?;
    let exact = shelf.find(&shelf.verbs, phrase);
    exact.or_else(|| {
        let past = ["л", "ла", "ло", "ли"];
        let stem = past.iter().find_map(|ending| phrase.strip_suffix(ending))?;
        if stem.chars().count() <= 2 || noun(&[phrase]).is_some() {
            return None;
        }
        ["л", "ли", "ла", "но", "н", "на", "то"]
            .iter()
            .find_map(|ending| shelf.find(&shelf.verbs, &format!("{stem}{ending}")))
    })
}

/// Returns the value of a choice that exactly these words are.
pub(crate) fn value(phrase: &str) -> Option<&'static Entry> {
    let shelf = shelf(phrase)?;
    shelf.find(&shelf.values, phrase)
}

/// Returns whether a lowercase word is the nominative of an entry, singular or plural.
pub(crate) fn is_nominative(entry: &Entry, word: &str) -> bool {
    let same = |form: &str| {
        let letters = form
            .chars()
            .map(|letter| if letter == 'ё' { 'е' } else { letter });
        letters.eq(word.chars())
    };
    same(entry.lemma) || same(&entry.plural())
}

/// Returns what exactly these words mean as the name of a field.
pub(crate) fn field(phrase: &str) -> Option<&'static Entry> {
    let shelf = shelf(phrase)?;
    shelf.find(&shelf.fields, phrase)
}

/// Returns the noun that these English words translate.
pub(crate) fn by_english(english: &str) -> Option<&'static Entry> {
    let translates = |entry: &Entry| entry.speech == Speech::Noun && entry.english == english;
    let of = |item: data::Item| item.text.ends_with(english).then(|| Entry::of(&item))?;
    let found = items().filter_map(of).find(translates)?;
    shelf(found.lemma)?.entries.iter().find(|it| translates(it))
}

/// Returns every word of the dictionary, for the correction of typos.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let grammar = data::items(data::RU_WORDS);
    let wishes = data::items(data::RU_FEATURES).chain(data::items(data::RU_TOPICS));
    items()
        .chain(grammar)
        .chain(wishes)
        .filter_map(|item| item.text.split('=').next())
        .flat_map(|form| form.split(['/', ' ', '*', '!']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_finds_its_word() {
        for (form, english) in [
            (&["клиентов"][..], "client"),
            (&["заметок"], "note"),
            (&["жильцов"], "tenant"),
            (&["сроком", "годности"], "expiry date"),
            (&["днём", "недели"], "day of week"),
            (&["книг"], "book"),
            (&["учениками"], "student"),
            (&["машин"], "car"),
            (&["улья"], "hive"),
            (&["ульев"], "hive"),
        ] {
            let keys: Vec<String> = form.iter().map(|word| token::key(word)).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            assert_eq!(
                noun(&keys).map(|entry| entry.english),
                Some(english),
                "{form:?}"
            );
        }
        assert_eq!(
            value("в работе").map(|entry| entry.english),
            Some("in progress")
        );
        assert_eq!(
            noun(&["заказ-наряды"]).map(Entry::plural).as_deref(),
            Some("заказ-наряды")
        );
    }

    #[test]
    fn every_entry_is_well_formed() {
        let mut seen = std::collections::BTreeSet::new();
        for item in items() {
            let (form, english) = item.text.split_once(" = ").expect(item.text);
            assert!(!form.is_empty() && !english.is_empty(), "{}", item.text);
            assert!(english.is_ascii(), "{english}");
            let lemma = form.split('/').next().unwrap();
            assert!(seen.insert((item.section, lemma)), "{lemma} stands twice");
        }
        let latin = |item: data::Item| item.text.starts_with(|first: char| first.is_ascii());
        assert!(!russian_items().any(latin) && data::items(data::RU_LATIN).all(latin));
    }
}
