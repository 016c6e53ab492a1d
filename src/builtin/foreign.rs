//! Ideas in languages that the rules don't understand: recognised by their letters and by frequent
//! words, so that the answer can say so instead of pretending.

use std::ops::RangeInclusive;

use super::language::data;
use super::language::english;
use super::language::name;
use super::language::tag;
use super::language::token::Token;
use super::language::vocabulary;
use super::title;
use crate::spec::{Language, Spec};

/// A language that was recognised, by its English and its Russian name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    names: (&'static str, &'static str),
}

impl Foreign {
    /// Returns why an idea in it is not understood.
    pub(crate) fn reason(self, language: Language) -> String {
        match language {
            Language::En => format!(
                "the idea seems to be in {}; the builtin engine understands English and Russian",
                self.names.0
            ),
            Language::Ru => format!(
                "похоже, это {} язык; встроенный движок понимает английский и русский",
                self.names.1
            ),
        }
    }
}

/// Calls the records of an idea in another language what records of anything are called, unless their
/// name is known: a whole sentence is no name.
pub(crate) fn settle(spec: &mut Spec) {
    let [entity] = spec.entities.as_mut_slice() else {
        return;
    };
    if vocabulary::class(&name::split(&entity.name)).is_some() {
        return;
    }
    let (one, many) = match spec.language {
        Language::En => ("Item", "Items"),
        Language::Ru => ("Запись", "Записи"),
    };
    let features = spec.features.iter_mut().filter_map(|it| it.entity.as_mut());
    let targets = entity.relations.iter_mut().map(|it| &mut it.target);
    features
        .chain(targets)
        .for_each(|named| "Item".clone_into(named));
    "Item".clone_into(&mut entity.name);
    one.clone_into(&mut entity.label);
    many.clone_into(&mut entity.label_plural);
    "item-tracker".clone_into(&mut spec.name);
    spec.description = title::description(spec);
}

/// Alphabets of languages that are not understood, by ranges of their letters. Japanese stands before
/// Chinese, whose characters it shares.
const ALPHABETS: [(&str, &str, &[RangeInclusive<char>]); 11] = [
    ("Japanese", "японский", &['\u{3040}'..='\u{30ff}']),
    (
        "Chinese",
        "китайский",
        &['\u{3400}'..='\u{9fff}', '\u{20000}'..='\u{2ffff}'],
    ),
    (
        "Korean",
        "корейский",
        &['\u{1100}'..='\u{11ff}', '\u{ac00}'..='\u{d7af}'],
    ),
    (
        "Arabic",
        "арабский",
        &['\u{600}'..='\u{6ff}', '\u{750}'..='\u{77f}'],
    ),
    ("Hebrew", "иврит", &['\u{590}'..='\u{5ff}']),
    ("Greek", "греческий", &['\u{370}'..='\u{3ff}']),
    ("Georgian", "грузинский", &['\u{10a0}'..='\u{10ff}']),
    ("Armenian", "армянский", &['\u{530}'..='\u{58f}']),
    ("Hindi", "хинди", &['\u{900}'..='\u{97f}']),
    ("Thai", "тайский", &['\u{e00}'..='\u{e7f}']),
    ("Bengali", "бенгальский", &['\u{980}'..='\u{9ff}']),
];

/// Letters that Russian has not, by the languages that have them.
const CYRILLIC: [(&str, &str, &str); 5] = [
    ("Ukrainian", "украинский", "іїєґ"),
    ("Belarusian", "белорусский", "ўі"),
    ("Kazakh", "казахский", "әғқңөұүһ"),
    ("Serbian", "сербский", "ђћљњџј"),
    ("Tajik", "таджикский", "ҳҷӣӯ"),
];

/// Returns the language of an idea that the rules don't understand.
pub(crate) fn recognise(tokens: &[Token]) -> Option<Foreign> {
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.key.as_str())
        .collect();
    by_alphabet(&words)
        .or_else(|| by_letters(&words))
        .or_else(|| by_words(&words))
}

/// An alphabet counts when most words are written in it: names in it are no idea.
fn by_alphabet(words: &[&str]) -> Option<Foreign> {
    let within = |word: &str, ranges: &[RangeInclusive<char>]| {
        word.chars()
            .any(|letter| ranges.iter().any(|range| range.contains(&letter)))
    };
    let foreign = words
        .iter()
        .filter(|word| ALPHABETS.iter().any(|(_, _, ranges)| within(word, ranges)))
        .count();
    if foreign * 2 <= words.len() {
        return None;
    }
    let (english, russian, _) = ALPHABETS
        .iter()
        .find(|(_, _, ranges)| words.iter().any(|word| within(word, ranges)))?;
    Some(Foreign {
        names: (english, russian),
    })
}

fn by_letters(words: &[&str]) -> Option<Foreign> {
    let count = |letters: &str| {
        words
            .iter()
            .filter(|word| word.chars().any(|letter| letters.contains(letter)))
            .count()
    };
    let (english, russian, letters) = CYRILLIC
        .iter()
        .rev()
        .max_by_key(|(_, _, letters)| count(letters))?;
    let found = count(letters);
    let cyrillic = words
        .iter()
        .filter(|word| word.chars().any(super::language::token::is_cyrillic))
        .count();
    (found > 0 && found * 5 >= words.len() && cyrillic * 2 > words.len()).then_some(Foreign {
        names: (english, russian),
    })
}

/// A language of Latin letters counts when more of its frequent words stand there than words that
/// English knows.
fn by_words(words: &[&str]) -> Option<Foreign> {
    let latin: Vec<&&str> = words
        .iter()
        .filter(|word| {
            word.chars()
                .all(|letter| !super::language::token::is_cyrillic(letter))
        })
        .collect();
    if latin.len() < 3 || latin.len() * 2 <= words.len() {
        return None;
    }
    let mut best: Option<(usize, Foreign)> = None;
    for line in data::lines(data::FOREIGN) {
        let Some((names, frequent)) = line.text.split_once(": ") else {
            continue;
        };
        let frequent: Vec<&str> = frequent.split(", ").collect();
        let found = latin.iter().filter(|word| frequent.contains(word)).count();
        if found > 0 && best.is_none_or(|(known, _)| known < found) {
            let names = names.split_once('|').unwrap_or((names, names));
            best = Some((found, Foreign { names }));
        }
    }
    let (found, foreign) = best?;
    let is_english = |word: &&&&str| {
        let one = english::singular(word);
        !tag::of_word(word).is_empty()
            || vocabulary::class_of(&one).is_some()
            || vocabulary::hint_of(word).is_some()
    };
    let english = latin.iter().filter(is_english).count();
    (found > english || found >= 2 && found * 4 >= latin.len() && english * 2 < latin.len())
        .then_some(foreign)
}

#[cfg(test)]
mod tests {
    use super::super::language::token::tokens;
    use super::*;

    fn name(text: &str) -> Option<&'static str> {
        recognise(&tokens(text)).map(|foreign| foreign.names.0)
    }

    #[test]
    fn languages_are_recognised() {
        for (text, language) in [
            (
                "Ich möchte meine Pflanzen verwalten: Name, Art, Datum der letzten Bewässerung und ein Foto",
                "German",
            ),
            ("Rezeptverwaltung für meine Familie mit Zutaten", "German"),
            (
                "Je voudrais gérer mes recettes : titre, durée, difficulté et une photo",
                "French",
            ),
            (
                "Quiero una aplicación para mis gastos: cantidad, fecha, categoría",
                "Spanish",
            ),
            (
                "Quero um aplicativo para os meus livros com título e autor",
                "Portuguese",
            ),
            ("Vorrei gestire gli ordini della mia pizzeria", "Italian"),
            (
                "Ik wil mijn uitgaven bijhouden met datum en bedrag",
                "Dutch",
            ),
            (
                "Chcę aplikację do zarządzania zadaniami dla zespołu oraz klientów",
                "Polish",
            ),
            ("Kitaplarım için bir uygulama istiyorum", "Turkish"),
            ("我想要一个记录植物的应用程序", "Chinese"),
            ("植物を管理するアプリが欲しい", "Japanese"),
            ("식물을 관리하는 앱", "Korean"),
            ("أريد تطبيقا لإدارة الوصفات", "Arabic"),
            ("Θέλω μια εφαρμογή για συνταγές", "Greek"),
            (
                "Хочу вести облік витрат: сума, категорія, дата і коментар",
                "Ukrainian",
            ),
            ("Маған шығындарды есепке алатын қосымша керек", "Kazakh"),
        ] {
            assert_eq!(name(text), Some(language), "{text}");
        }
    }

    #[test]
    fn english_and_russian_are_never_taken_for_others() {
        for text in [
            "todo app",
            "gym log",
            "el dorado",
            "Café de la Paix guest list",
            "Die Hard fan club members: name, email",
            "wine cellar: Château Margaux, Rioja del Sur, year, price",
            "restaurant menu: 寿司, ラーメン and price of each dish",
            "blorp zorp glorp manager",
            "учёт",
            "список фильмов: La La Land, Das Boot",
            "Меню кафе «Il Патио»: блюдо, цена",
            "CRM for e-commerce",
            "Van rental with customers",
            "I want a log of my runs",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
        for line in include_str!("../../tests/ideas.txt").lines() {
            assert_eq!(name(line), None, "{line}");
        }
    }
}
