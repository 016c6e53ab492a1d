//! Russian inflection: stems that forms of one word share, and the nominatives that labels need.
//!
//! The lexicon states a plural where no rule gives it, so the rules here serve unknown words and
//! the regular majority.

use super::token;

/// Endings of nouns, adjectives and participles, the longest first.
const ENDINGS: [&str; 53] = [
    "иями", "ями", "ами", "иях", "ием", "иям", "ией", "ого", "его", "ому", "ему", "ыми", "ими",
    "иев", "ья", "ье", "ью", "ьи", "ьев", "ях", "ах", "ям", "ам", "ом", "ем", "ой", "ей", "ов",
    "ев", "ии", "ий", "ия", "ие", "ию", "ый", "ая", "яя", "ое", "ее", "ые", "ых", "их", "ым", "им",
    "ую", "юю", "а", "я", "о", "е", "ы", "и", "у",
];

/// Returns what the forms of a word have in common; `word` is in lower case and has no `ё`.
pub(crate) fn stem(word: &str) -> &str {
    if word.chars().count() < 4 {
        return word.trim_end_matches(['а', 'я', 'о', 'е', 'ы', 'и', 'у', 'ю', 'ь', 'й']);
    }
    let mut best = word;
    let last = word.as_bytes().last_chunk::<2>();
    for ending in ENDINGS.iter().chain(&["ю", "ь", "й"]) {
        if ending.as_bytes().last_chunk::<2>() != last {
            continue;
        }
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() < best.len()
            && stem.len() >= 4
        {
            best = stem;
        }
    }
    best
}

/// The gender of a noun, with the plural as a fourth one, as adjectives need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

/// Nouns in `-ь` that are masculine; the others are feminine.
const MASCULINE_SOFT: [&str; 36] = [
    "день",
    "автомобиль",
    "календарь",
    "словарь",
    "учитель",
    "преподаватель",
    "пользователь",
    "водитель",
    "покупатель",
    "производитель",
    "исполнитель",
    "показатель",
    "руководитель",
    "житель",
    "зритель",
    "читатель",
    "писатель",
    "родитель",
    "посетитель",
    "строитель",
    "гость",
    "путь",
    "рубль",
    "уровень",
    "камень",
    "корень",
    "стебель",
    "ноль",
    "руль",
    "двигатель",
    "контроль",
    "пароль",
    "профиль",
    "картофель",
    "секретарь",
    "слесарь",
];

/// Returns the gender of a singular nominative noun.
pub(crate) fn gender(noun: &str) -> Gender {
    if noun.ends_with('ь') {
        let soft =
            MASCULINE_SOFT.contains(&noun) || noun.ends_with("тель") || noun.ends_with("арь");
        return if soft {
            Gender::Masculine
        } else {
            Gender::Feminine
        };
    }
    if noun.ends_with("мя") || noun.ends_with(['о', 'е', 'ё']) {
        return Gender::Neuter;
    }
    if noun.ends_with(['а', 'я']) {
        return Gender::Feminine;
    }
    Gender::Masculine
}

/// Returns the nominative plural of a singular nominative noun by the regular rules.
pub(crate) fn plural(noun: &str) -> String {
    let swap = |ending: &str, with: &str| {
        noun.strip_suffix(ending)
            .map(|stem| format!("{stem}{with}"))
    };
    let hushing = |stem: &str| stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']);
    for (ending, with) in [
        ("мя", "мена"),
        ("ие", "ия"),
        ("ье", "ья"),
        ("ия", "ии"),
        ("ий", "ии"),
        ("анин", "ане"),
        ("янин", "яне"),
        ("ец", "цы"),
    ] {
        let vowel_before = noun
            .strip_suffix("ец")
            .is_some_and(|stem| stem.ends_with(['а', 'е', 'и', 'о', 'у', 'я']));
        if ending == "ец" && vowel_before {
            continue;
        }
        if let Some(plural) = swap(ending, with) {
            return plural;
        }
    }
    if let Some(stem) = noun.strip_suffix('а') {
        return format!("{stem}{}", if hushing(stem) { "и" } else { "ы" });
    }
    if let Some(stem) = noun.strip_suffix(['я', 'ь', 'й']) {
        return format!("{stem}и");
    }
    if let Some(stem) = noun.strip_suffix('о') {
        return format!("{stem}а");
    }
    if let Some(stem) = noun.strip_suffix('е') {
        return format!("{stem}я");
    }
    if noun.ends_with(['и', 'у', 'ы', 'э', 'ю', 'ё']) {
        return noun.to_owned();
    }
    if let Some(stem) = noun
        .strip_suffix("ок")
        .filter(|stem| stem.chars().count() > 3)
    {
        return format!("{stem}ки");
    }
    format!("{noun}{}", if hushing(noun) { "и" } else { "ы" })
}

/// Returns a genitive plural that hides the stem, such as `заметок` of `заметка`, if there is one.
pub(crate) fn genitive_plural(noun: &str) -> Option<String> {
    for (ending, hard, soft) in [("ка", "ок", "ек"), ("ко", "ок", "ек"), ("на", "ен", "ен")]
    {
        let Some(stem) = noun.strip_suffix(ending) else {
            continue;
        };
        if stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'ю', 'я', 'р', 'н']) && ending == "на"
        {
            return None;
        }
        if let Some(base) = stem.strip_suffix(['й', 'ь']) {
            return Some(format!("{base}{soft}"));
        }
        if stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'ю', 'я']) {
            return None;
        }
        let sharp = stem.ends_with(['ж', 'ч', 'ш', 'щ']);
        return Some(format!("{stem}{}", if sharp { soft } else { hard }));
    }
    None
}

/// Returns an adjective in the nominative that agrees with `gender`, from any of its forms.
pub(crate) fn agree(adjective: &str, gender: Gender) -> String {
    let Some((stem, soft)) = adjective_stem(adjective) else {
        return adjective.to_owned();
    };
    let hushing = stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']);
    let sharp = stem.ends_with(['ж', 'ч', 'ш', 'щ']);
    let stressed = adjective.ends_with("ой") && gender == Gender::Masculine;
    let ending = match gender {
        Gender::Masculine if stressed => "ой",
        Gender::Masculine if soft || hushing => "ий",
        Gender::Masculine => "ый",
        Gender::Feminine if soft && !sharp => "яя",
        Gender::Feminine => "ая",
        Gender::Neuter if soft || sharp => "ее",
        Gender::Neuter => "ое",
        Gender::Plural if soft || hushing => "ие",
        Gender::Plural => "ые",
    };
    format!("{stem}{ending}")
}

/// Returns the nominatives of an adjective.
pub(crate) fn genders(adjective: &str) -> [String; 4] {
    use Gender::{Feminine, Masculine, Neuter, Plural};
    [Masculine, Feminine, Neuter, Plural].map(|gender| agree(adjective, gender))
}

/// Returns the short masculine forms that a word in the nominative may belong to: those of
/// "выполненная" and "выполнены" are "выполнен".
pub(crate) fn short_forms(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if word.chars().count() < 4 {
        return forms;
    }
    if let Some(base) = word.strip_suffix(['а', 'о', 'ы', 'и']) {
        forms.push(base.to_owned());
    }
    let full = ["ый", "ая", "ое", "ые"];
    if let Some(base) = full.iter().find_map(|ending| word.strip_suffix(ending)) {
        if let Some(participle) = base.strip_suffix("нн") {
            forms.push(format!("{participle}н"));
        } else if let Some(fleeting) = base.strip_suffix('н') {
            forms.push(format!("{fleeting}ен"));
        }
        forms.push(base.to_owned());
    }
    forms
}

/// Returns the stem of an adjective's form and whether it is a soft one.
fn adjective_stem(adjective: &str) -> Option<(&str, bool)> {
    let endings: [(&str, bool); 24] = [
        ("ого", false),
        ("ому", false),
        ("ыми", false),
        ("ими", false),
        ("его", true),
        ("ему", true),
        ("ый", false),
        ("ий", false),
        ("ой", false),
        ("ая", false),
        ("яя", true),
        ("ое", false),
        ("ее", true),
        ("ые", false),
        ("ие", false),
        ("ую", false),
        ("юю", true),
        ("ым", false),
        ("им", false),
        ("ом", false),
        ("ем", true),
        ("ых", false),
        ("их", false),
        ("ей", true),
    ];
    for (ending, soft) in endings {
        if let Some(stem) = adjective.strip_suffix(ending)
            && stem.chars().count() >= 2
        {
            let vague = matches!(ending, "ий" | "ие" | "им" | "их" | "ими");
            let hushing = stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ']);
            return Some((stem, soft || vague && !hushing));
        }
    }
    None
}

/// Returns whether an unknown word looks like a full adjective or participle.
pub(crate) fn looks_adjective(word: &str) -> bool {
    let endings = [
        "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "ым",
        "ых", "их", "ую", "юю", "ыми", "ими", "ной", "ской", "вой", "ным", "ском", "ном",
    ];
    let noun = [
        "ние", "тие", "вие", "сие", "рие", "цие", "лие", "арий", "орий", "ерий", "гий",
    ];
    word.chars().count() > 4
        && endings.iter().any(|ending| word.ends_with(ending))
        && !noun.iter().any(|ending| word.ends_with(ending))
}

/// Returns whether a form's ending is one of the oblique plurals.
pub(crate) fn oblique_plural(word: &str) -> bool {
    ["ами", "ями", "ах", "ях", "ов", "ев", "ам", "ям"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Guesses the nominative singular of an unknown noun from one of its forms.
pub(crate) fn guess_singular(word: &str) -> String {
    if word.chars().count() < 5 {
        return word.to_owned();
    }
    let swap = |ending: &str, with: &str| {
        word.strip_suffix(ending)
            .map(|stem| format!("{stem}{with}"))
    };
    for (ending, with) in [
        ("ациями", "ация"),
        ("аций", "ация"),
        ("ации", "ация"),
        ("ии", "ия"),
        ("ений", "ение"),
        ("ениями", "ение"),
        ("ения", "ение"),
        ("ением", "ение"),
        ("аний", "ание"),
        ("ания", "ание"),
        ("анием", "ание"),
        ("остей", "ость"),
        ("ости", "ость"),
        ("остями", "ость"),
        ("остью", "ость"),
        ("телей", "тель"),
        ("тели", "тель"),
        ("телями", "тель"),
        ("ками", "ка"),
        ("очек", "очка"),
        ("цами", "ца"),
        ("цев", "ец"),
        ("цы", "ец"),
        ("ниц", "ница"),
        ("ницы", "ница"),
        ("ки", "ка"),
        ("ов", ""),
        ("ев", "й"),
        ("ами", "а"),
        ("ями", "я"),
        ("ом", ""),
        ("ы", ""),
    ] {
        if let Some(guess) = swap(ending, with) {
            return guess;
        }
    }
    let masculine = ["ники", "чики", "щики", "исты", "оры", "еры", "аты", "енты"];
    if masculine.iter().any(|ending| word.ends_with(ending)) {
        let mut guess = word.to_owned();
        guess.pop();
        return guess;
    }
    word.to_owned()
}

/// Returns the nominative singular of a word that no lexicon knows, by its other forms in an idea.
pub(crate) fn singular_in(word: &str, idea: &str) -> String {
    let rank = |form: &str| match form {
        form if form.ends_with("ия") || form.ends_with("ие") => 0,
        form if form.ends_with("ий") => 3,
        form if form.ends_with(['а', 'я', 'о', 'е', 'ь']) => 2,
        form if form.ends_with(['и', 'ы', 'у', 'ю']) => 3,
        form if oblique_plural(form) || form.ends_with("ом") || form.ends_with("ем") => 3,
        _ => 1,
    };
    let root = stem(word);
    let begins = |form: &&str| {
        let mut letters = form.chars().map(token::key_letter);
        root.chars().all(|letter| letters.next() == Some(letter))
    };
    let forms: Vec<String> = idea
        .split(|letter: char| {
            !token::is_cyrillic(letter) && !letter.is_alphabetic() && letter != '-'
        })
        .filter(begins)
        .map(|form| form.to_lowercase().replace('ё', "е"))
        .filter(|form| form.chars().count() > 3 && stem(form) == root)
        .collect();
    let best = forms
        .iter()
        .map(String::as_str)
        .chain([word])
        .min_by_key(|form| (rank(form), form.chars().count()));
    let best = best.unwrap_or(word);
    if rank(best) < 2 && best != word {
        return best.to_owned();
    }
    guess_singular(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_share_their_stem() {
        for forms in [
            &["клиент", "клиента", "клиенты", "клиентами", "клиентов"][..],
            &["категория", "категории", "категорий", "категориями"],
            &["описание", "описанием", "описания", "описаний"],
            &["стоимость", "стоимости", "стоимостью"],
            &["дата", "даты", "дат", "датой", "датах"],
            &[
                "комментарий",
                "комментарии",
                "комментариев",
                "комментариями",
            ],
        ] {
            let stems: Vec<&str> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
    }

    #[test]
    fn nominative_plurals() {
        for (one, many) in [
            ("заказ", "заказы"),
            ("книга", "книги"),
            ("расход", "расходы"),
            ("категория", "категории"),
            ("описание", "описания"),
            ("комментарий", "комментарии"),
            ("покупатель", "покупатели"),
            ("заметка", "заметки"),
            ("время", "времена"),
            ("список", "списки"),
            ("неделя", "недели"),
        ] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(genitive_plural("заметка").as_deref(), Some("заметок"));
        assert_eq!(genitive_plural("ручка").as_deref(), Some("ручек"));
    }

    #[test]
    fn adjectives_agree() {
        assert_eq!(agree("домашним", Gender::Masculine), "домашний");
        assert_eq!(agree("домашнем", Gender::Masculine), "домашний");
        assert_eq!(agree("арендной", Gender::Feminine), "арендная");
        assert_eq!(agree("настольных", Gender::Plural), "настольные");
        assert_eq!(agree("инвентарным", Gender::Masculine), "инвентарный");
    }
}
