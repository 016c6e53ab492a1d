//! Names and labels made of words: `PascalCase`, `camelCase`, `snake_case`, `kebab-case`, sentences.

/// The most characters of a name that is made here.
const MAX_NAME: usize = 60;

/// Returns the ASCII letters and digits of a word, transliterated, in lower case.
pub(crate) fn ascii(word: &str) -> String {
    let latin = if word.chars().any(super::token::is_cyrillic) {
        cyrillic(word)
    } else {
        deunicode::deunicode(word)
    };
    latin
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// Transliterates Russian as passports do, without signs.
fn cyrillic(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'а' => latin.push('a'),
            'б' => latin.push('b'),
            'в' => latin.push('v'),
            'г' => latin.push('g'),
            'д' => latin.push('d'),
            'е' | 'ё' | 'э' => latin.push('e'),
            'ж' => latin.push_str("zh"),
            'з' => latin.push('z'),
            'и' | 'й' => latin.push('i'),
            'к' => latin.push('k'),
            'л' => latin.push('l'),
            'м' => latin.push('m'),
            'н' => latin.push('n'),
            'о' => latin.push('o'),
            'п' => latin.push('p'),
            'р' => latin.push('r'),
            'с' => latin.push('s'),
            'т' => latin.push('t'),
            'у' => latin.push('u'),
            'ф' => latin.push('f'),
            'х' => latin.push_str("kh"),
            'ц' => latin.push_str("ts"),
            'ч' => latin.push_str("ch"),
            'ш' => latin.push_str("sh"),
            'щ' => latin.push_str("shch"),
            'ы' => latin.push('y'),
            'ю' => latin.push_str("yu"),
            'я' => latin.push_str("ya"),
            'ъ' | 'ь' => {}
            other => latin.push_str(&deunicode::deunicode(&other.to_string())),
        }
    }
    latin
}

/// Returns the words of a phrase as ASCII words, hyphens taken apart.
fn words(phrase: &[String]) -> Vec<String> {
    phrase
        .iter()
        .flat_map(|word| word.split(['-', '\'', '.', '_', ' ']))
        .map(ascii)
        .filter(|word| !word.is_empty())
        .collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Returns a name such as `WorkOrder`, or nothing when no letter is left.
pub(crate) fn pascal(phrase: &[String]) -> Option<String> {
    let mut name = String::new();
    for word in words(phrase) {
        if name.len() + word.len() > MAX_NAME {
            break;
        }
        name.push_str(&capital(&word));
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "Item");
    }
    (!name.is_empty()).then_some(name)
}

/// Returns a name such as `workOrder`, or nothing when no letter is left.
pub(crate) fn camel(phrase: &[String]) -> Option<String> {
    let mut name = String::new();
    for word in words(phrase) {
        if name.len() + word.len() > MAX_NAME {
            break;
        }
        if name.is_empty() {
            name.push_str(&word);
        } else {
            name.push_str(&capital(&word));
        }
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "field");
    }
    (!name.is_empty()).then_some(name)
}

/// Returns a name such as `in_progress`, or nothing when no letter is left.
pub(crate) fn snake(phrase: &[String]) -> Option<String> {
    let mut name = words(phrase).join("_");
    name.truncate(MAX_NAME);
    (!name.is_empty()).then_some(name)
}

/// Returns a name such as `work-order`, or nothing when no letter is left.
pub(crate) fn kebab(phrase: &[String]) -> Option<String> {
    let mut name = String::new();
    for word in words(phrase) {
        if name.len() + word.len() >= 48 {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&word);
    }
    (!name.is_empty()).then_some(name)
}

/// Returns the words of a `PascalCase` or `camelCase` name in lower case.
pub(crate) fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        if letter.is_uppercase() || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

/// Returns a text with a capital first letter and one space between words.
pub(crate) fn sentence(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = joined.chars().take(120).collect();
    capital(short.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        let words: Vec<String> = ["last", "watered", "date"].map(str::to_owned).to_vec();
        assert_eq!(camel(&words).as_deref(), Some("lastWateredDate"));
        assert_eq!(pascal(&words).as_deref(), Some("LastWateredDate"));
        assert_eq!(snake(&words).as_deref(), Some("last_watered_date"));
        assert_eq!(kebab(&["ёж".to_owned()]).as_deref(), Some("ezh"));
        assert_eq!(camel(&["щука".to_owned()]).as_deref(), Some("shchuka"));
        assert_eq!(pascal(&["3d".to_owned()]).as_deref(), Some("Item3d"));
        assert_eq!(camel(&["+".to_owned()]), None);
        assert_eq!(split("workOrder"), ["work", "order"]);
    }
}
