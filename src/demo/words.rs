//! Names and texts as words: what a field is called, and what may stand in one line.

/// Returns the lowercase, singular words of a name in `camelCase`, `PascalCase` or `snake_case`.
pub(super) fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = '_';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(char::is_ascii_lowercase);
        let starts = last == '_'
            || (c.is_ascii_uppercase() && (!last.is_ascii_uppercase() || next_is_lower));
        last = if c.is_alphanumeric() { c } else { '_' };
        if last == '_' {
            continue;
        }
        let lower = c.to_lowercase();
        match words.last_mut() {
            Some(word) if !starts => word.extend(lower),
            Some(_) | None => words.push(lower.collect()),
        }
    }
    words.iter().map(|word| singular(word)).collect()
}

/// Returns the singular of an English word, near enough to compare names.
fn singular(word: &str) -> String {
    const SAME: [&str; 6] = ["species", "series", "gps", "sms", "news", "bonus"];
    if SAME.contains(&word) || word.chars().count() < 4 {
        return word.to_owned();
    }
    for (ending, instead) in [("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{instead}");
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        Some(_) | None => word.to_owned(),
    }
}

/// Words in front of a name that don't change what is meant.
const QUALIFIERS: [&str; 16] = [
    "main",
    "my",
    "our",
    "current",
    "short",
    "long",
    "original",
    "official",
    "default",
    "primary",
    "actual",
    "estimated",
    "approximate",
    "expected",
    "average",
    "own",
];

/// Words behind a name that say in which unit it is.
const UNITS: [&str; 30] = [
    "in", "min", "minute", "hour", "hr", "second", "sec", "day", "kg", "gram", "g", "mg", "ml",
    "cm", "mm", "m", "km", "bpm", "usd", "eur", "rub", "percent", "celsius", "kcal", "sqm", "m2",
    "litre", "liter", "piece", "value",
];

/// Returns the ways to read a field's name, the closest first: whole, without the entity's name
/// in front, without a unit behind, without a qualifier.
pub(super) fn readings(field: &str, entity: &str) -> Vec<Vec<String>> {
    let whole = split(field);
    let owner = split(entity);
    let mut found = vec![whole.clone()];
    let mut add = |words: &[String]| {
        if !words.is_empty() && !found.iter().any(|known| known == words) {
            found.push(words.to_vec());
        }
    };
    let mut bare: &[String] = &whole;
    for start in 0..owner.len() {
        let rest = owner
            .get(start..)
            .and_then(|prefix| whole.strip_prefix(prefix));
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            bare = rest;
            add(rest);
            break;
        }
    }
    for words in [&whole, bare] {
        let mut short = words;
        while let [rest @ .., last] = short
            && !rest.is_empty()
            && UNITS.contains(&last.as_str())
        {
            short = rest;
            add(short);
        }
        while let [first, rest @ ..] = short
            && !rest.is_empty()
            && QUALIFIERS.contains(&first.as_str())
        {
            short = rest;
            add(short);
        }
    }
    found
}

/// Returns `text` in one line: no control characters, no space at the ends or twice.
pub(super) fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if is_unsafe(c) { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether `c` can't be seen or changes how its neighbours are shown.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns at most `limit` characters of `text`, up to the end of a word when there is one.
pub(super) fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let head: String = text.chars().take(limit).collect();
    let next_is_space = text.chars().nth(limit).is_some_and(char::is_whitespace);
    let whole = match head.rsplit_once(' ') {
        Some((words, _)) if !next_is_space && words.chars().count() * 2 > limit => words,
        Some(_) | None => &head,
    };
    whole
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '(' | '—'))
        .to_owned()
}

/// Returns `text` with its first letter capital.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Returns `text` as lowercase Latin words joined by `joint`, fit for an address.
pub(super) fn slug(text: &str, joint: char) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if let Some(latin) = latin(c) {
            slug.push_str(latin);
        } else if c != '\'' && c != '’' && !slug.is_empty() && !slug.ends_with(joint) {
            slug.push(joint);
        }
    }
    slug.trim_end_matches(joint).to_owned()
}

/// Returns the Latin letters for a Russian or accented one.
fn latin(c: char) -> Option<&'static str> {
    const FROM: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяáàâäãåçéèêëíîïñóôöõøúûüý";
    const TO: [&str; 57] = [
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r",
        "s", "t", "u", "f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya", "a", "a",
        "a", "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i", "n", "o", "o", "o", "o", "o",
        "u", "u", "u", "y",
    ];
    let index = FROM.chars().position(|known| known == c)?;
    TO.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(field: &str, entity: &str) -> Vec<String> {
        let readings = readings(field, entity);
        readings.iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn splits_names_into_singular_words() {
        let cases = [
            ("lastWateredDate", "last watered date"),
            ("bookISBN", "book isbn"),
            ("SKU", "sku"),
            ("minPlayers", "min player"),
            ("categories", "category"),
            ("species", "species"),
            ("status", "status"),
            ("home_address", "home address"),
        ];
        for (name, expected) in cases {
            assert_eq!(split(name).join(" "), expected);
        }
    }

    #[test]
    fn reads_a_field_without_what_says_nothing() {
        assert_eq!(joined("bookTitle", "Book"), ["book title", "title"]);
        assert_eq!(
            joined("cookingTimeInMinutes", "Recipe"),
            ["cooking time in minute", "cooking time in", "cooking time"]
        );
        assert_eq!(joined("mainPhoto", "Listing"), ["main photo", "photo"]);
        assert_eq!(joined("postTitle", "BlogPost"), ["post title", "title"]);
    }

    #[test]
    fn texts_are_cut_and_cleaned() {
        assert_eq!(clean(" a\n\tb\u{0}c\u{202e} "), "a b c");
        assert_eq!(cut("Window monstera, large", 15), "Window monstera");
        assert_eq!(cut("Window monstera", 10), "Window");
        assert_eq!(cut("Extraordinary", 5), "Extra");
    }

    #[test]
    fn slugs_are_latin() {
        assert_eq!(slug("Щукина Ольга", '.'), "schukina.olga");
        assert_eq!(slug("Café d’Été & Co.", '-'), "cafe-dete-co");
        assert_eq!(slug("«»", '-'), "");
    }
}
