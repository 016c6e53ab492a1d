//! People: names that fit together, and the e-mail address and telephone number that go with them.

use crate::spec::Language;

use super::data;
use super::seed;
use super::words;

/// Somebody.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub first: String,
    /// The patronymic; empty in English.
    pub middle: String,
    pub last: String,
    pub female: bool,
    language: Language,
}

impl Person {
    /// Returns the person with that number; the first few hundred all differ.
    pub(super) fn new(language: Language, number: usize) -> Self {
        let people = &data::values(language).people;
        let female = number.is_multiple_of(2);
        let (firsts, middles) = if female {
            (&people.female, &people.daughters)
        } else {
            (&people.male, &people.sons)
        };
        let pick =
            |list: &[String], index: usize| seed::cycle(list, index).cloned().unwrap_or_default();
        let surname = pick(&people.surnames, number * 7 + number / 40);
        Self {
            first: pick(firsts, number / 2),
            middle: pick(middles, number * 5 + number / 12),
            last: if female && language == Language::Ru {
                feminine(&surname)
            } else {
                surname
            },
            female,
            language,
        }
    }

    /// Returns the name as people say it.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// Returns the name as in documents.
    pub(super) fn full(&self) -> String {
        match self.language {
            Language::En => self.name(),
            Language::Ru => format!("{} {} {}", self.last, self.first, self.middle),
        }
    }

    /// Returns what stands before the `@` of an address.
    pub(super) fn mailbox(&self) -> String {
        words::slug(&self.name(), '.')
    }
}

/// Returns a Russian surname as a woman has it.
fn feminine(surname: &str) -> String {
    if let Some(stem) = surname.strip_suffix("ий") {
        return format!("{stem}ая");
    }
    if surname.ends_with(['в', 'н']) {
        return format!("{surname}а");
    }
    surname.to_owned()
}

/// Returns a telephone number of a range that nobody has.
pub(super) fn phone(language: Language, seed: u64) -> String {
    match language {
        Language::En => {
            const AREAS: [&str; 8] = ["202", "206", "303", "312", "415", "503", "617", "718"];
            let area = seed::cycle(&AREAS, seed::below(seed, AREAS.len())).copied();
            let line = 100 + seed::below(seed::mix(seed), 100);
            format!("+1 {}-555-0{line}", area.unwrap_or("202"))
        }
        Language::Ru => {
            let number = seed::below(seed, 100_000);
            format!(
                "+7 900 00{}-{:02}-{:02}",
                number / 10_000,
                number / 100 % 100,
                number % 100
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn people_differ_and_their_names_agree() {
        for language in [Language::En, Language::Ru] {
            let people: BTreeSet<_> = (0..200).map(|n| Person::new(language, n).full()).collect();
            assert_eq!(people.len(), 200);
        }
        assert_eq!(feminine("Соколов"), "Соколова");
        assert_eq!(feminine("Вишневский"), "Вишневская");
        assert_eq!(feminine("Шевченко"), "Шевченко");
        let person = Person::new(Language::Ru, 0);
        insta::assert_snapshot!(format!("{} <{}>", person.full(), person.mailbox()), @"Смирнова Анна Сергеевна <anna.smirnova>");
    }
}
