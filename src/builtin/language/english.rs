//! English inflection: singular and plural of nouns, by rules, with exceptions as data.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::data::{self, Hasher};

struct Exceptions {
    singular: HashMap<&'static str, &'static str, Hasher>,
    plural: HashMap<&'static str, &'static str, Hasher>,
}

static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| {
    let mut exceptions = Exceptions {
        singular: HashMap::default(),
        plural: HashMap::default(),
    };
    for item in data::items(data::EN_PLURALS) {
        let (singular, plural) = item.text.split_once('/').unwrap_or((item.text, item.text));
        exceptions.singular.insert(plural, singular);
        exceptions.plural.insert(singular, plural);
    }
    exceptions
});

/// Returns whether a lowercase word is the participle of a verb, as far as its form tells.
pub(crate) fn is_participle(word: &str) -> bool {
    let irregular = [
        "bought", "sold", "sent", "seen", "taken", "written", "made", "lent", "given", "born",
        "built", "held", "met", "won", "lost", "left", "read", "drunk", "eaten", "caught", "put",
        "begun", "done", "drawn", "driven", "found", "grown", "known", "shot", "shown", "sown",
        "spent", "spoken", "sworn", "told", "worn", "paid", "brought", "chosen", "broken", "laid",
        "shorn", "sung", "dug", "hung", "fed", "bred", "taught", "sought", "thrown",
    ];
    irregular.contains(&word)
        || word.len() > 3
            && word.ends_with("ed")
            && !matches!(
                word,
                "need" | "seed" | "feed" | "weed" | "breed" | "speed" | "shed" | "sled"
            )
}

/// Returns the past of a lowercase regular verb; one that ends like it stays what it is.
pub(crate) fn past(verb: &str) -> String {
    if is_participle(verb) {
        return verb.to_owned();
    }
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => match verb.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
            _ => format!("{verb}ed"),
        },
    }
}

/// Returns the singular of a lowercase noun; a singular stays what it is.
pub(crate) fn singular(word: &str) -> String {
    if let Some(known) = EXCEPTIONS.singular.get(word) {
        return (*known).to_owned();
    }
    if EXCEPTIONS.plural.contains_key(word) || word.len() < 4 {
        let short = word.len() == 3 && word.ends_with('s') && !word.ends_with("ss");
        let known = [
            "gas", "bus", "yes", "gps", "sms", "vps", "pos", "his", "its", "was", "has",
        ];
        return if short && !known.contains(&word) && !EXCEPTIONS.plural.contains_key(word) {
            word.trim_end_matches('s').to_owned()
        } else {
            word.to_owned()
        };
    }
    let swap = |ending: &str, with: &str| {
        word.strip_suffix(ending)
            .map(|stem| format!("{stem}{with}"))
    };
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") || !word.ends_with('s')
    {
        return word.to_owned();
    }
    for (ending, with) in [
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("zzes", "zz"),
        ("oes", "o"),
        ("s", ""),
    ] {
        if let Some(singular) = swap(ending, with) {
            return singular;
        }
    }
    word.to_owned()
}

/// Returns the plural of a lowercase singular noun.
pub(crate) fn plural(word: &str) -> String {
    if let Some(known) = EXCEPTIONS.plural.get(word) {
        return (*known).to_owned();
    }
    let consonant_y = word
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(stem) = consonant_y {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"];
    if hissing.iter().any(|ending| word.ends_with(ending)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// Returns whether a lowercase noun is a plural.
pub(crate) fn is_plural(word: &str) -> bool {
    EXCEPTIONS.singular.contains_key(word) || singular(word) != word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_back() {
        for (one, many) in [
            ("book", "books"),
            ("category", "categories"),
            ("box", "boxes"),
            ("dish", "dishes"),
            ("child", "children"),
            ("person", "people"),
            ("match", "matches"),
            ("day", "days"),
            ("movie", "movies"),
            ("expense", "expenses"),
            ("house", "houses"),
            ("course", "courses"),
            ("address", "addresses"),
            ("diagnosis", "diagnoses"),
            ("status", "statuses"),
            ("potato", "potatoes"),
            ("photo", "photos"),
            ("shelf", "shelves"),
            ("series", "series"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
        }
    }
}
