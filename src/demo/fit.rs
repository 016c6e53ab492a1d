//! Makes a draft of a value obey the rules of its field.

use crate::spec::pattern::Pattern;
use crate::spec::{Field, FieldType};

use super::pattern::example;
use super::words;

/// Returns `draft` as the field allows it; nothing when no text is known that would do.
pub(super) fn text(field: &Field, draft: &str, filler: &[String], seed: u64) -> Option<String> {
    let least = size(field.min_length);
    let most = field.max_length.map_or(usize::MAX, |most| size(Some(most)));
    let sized = match field.kind {
        FieldType::Email => address(draft, least, most),
        FieldType::Url => link(draft, least, most),
        FieldType::Phone => number(draft, most),
        FieldType::Text => prose(draft, filler, least, most),
        FieldType::String
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Time
        | FieldType::Color
        | FieldType::Image
        | FieldType::Enum => line(draft, filler, least, most),
    };
    let fits = |text: &str| (least..=most).contains(&text.chars().count());
    let Some(pattern) = field.pattern.as_deref().and_then(Pattern::parse) else {
        return fits(&sized).then_some(sized);
    };
    if fits(&sized) && pattern.matches(&sized) {
        return Some(sized);
    }
    (0..=least.min(60) + 1)
        .map(|extra| example(&pattern, seed, extra))
        .find(|text| fits(text) && pattern.matches(text))
}

fn size(length: Option<u32>) -> usize {
    length.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX))
}

fn prose(draft: &str, filler: &[String], least: usize, most: usize) -> String {
    let lines: Vec<String> = draft.lines().map(words::clean).collect();
    fill(lines.join("\n"), filler, least, most)
}

fn line(draft: &str, filler: &[String], least: usize, most: usize) -> String {
    fill(words::clean(draft), filler, least, most)
}

/// Adds sentences up to the least length and cuts at the greatest.
fn fill(mut text: String, filler: &[String], least: usize, most: usize) -> String {
    let mut sentences = filler.iter().cycle();
    while text.chars().count() < least {
        match sentences.next() {
            Some(sentence) if !sentence.is_empty() => {
                if !text.is_empty() {
                    text.push_str(if text.ends_with(['.', '!', '?']) {
                        " "
                    } else {
                        ". "
                    });
                }
                text.push_str(sentence);
            }
            Some(_) | None => text.push('x'),
        }
    }
    let short = words::cut(&text, most);
    if short.chars().count() >= least {
        return short;
    }
    // No word ends at the right place, so letters do.
    let exact: String = text.chars().take(most).collect();
    exact
        .trim_end()
        .chars()
        .chain(std::iter::repeat('.'))
        .take(exact.chars().count())
        .collect()
}

fn address(draft: &str, least: usize, most: usize) -> String {
    let (mailbox, host) = draft.split_once('@').unwrap_or((draft, "example.com"));
    let room = most.saturating_sub(host.len() + 1).clamp(1, 60);
    let short: String = mailbox.chars().take(room).collect();
    let short = short.trim_end_matches(['.', '-']);
    let missing = least.saturating_sub(short.len() + host.len() + 1);
    format!("{short}{}@{host}", "0".repeat(missing))
}

fn link(draft: &str, least: usize, most: usize) -> String {
    let short: String = draft.chars().take(most).collect();
    let short = if short.len() < draft.len() && !short.contains("example.com") {
        "https://example.com".to_owned()
    } else {
        short.trim_end_matches(['-', '/', '.']).to_owned()
    };
    let missing = least.saturating_sub(short.chars().count());
    let pages = "/page".chars().cycle().take(missing.saturating_sub(1));
    let end = match missing {
        0 => None,
        1 => Some('/'),
        _ => Some('s'),
    };
    short.chars().chain(pages).chain(end).collect()
}

fn number(draft: &str, most: usize) -> String {
    if draft.chars().count() <= most {
        return draft.to_owned();
    }
    let digits: Vec<char> = draft.chars().filter(char::is_ascii_digit).collect();
    // The last digits are those that tell numbers apart.
    let start = (digits.len() + 1).saturating_sub(most);
    let kept = digits.into_iter().skip(start);
    std::iter::once('+').chain(kept).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(
        kind: FieldType,
        draft: &str,
        least: u32,
        most: u32,
        pattern: Option<&str>,
    ) -> Option<String> {
        let mut field = Field::new("field", "Field", kind);
        field.min_length = Some(least);
        field.max_length = Some(most);
        field.pattern = pattern.map(str::to_owned);
        text(&field, draft, &["Check again in spring.".to_owned()], 1)
    }

    #[test]
    fn drafts_become_what_the_rules_allow() {
        use FieldType::{Email, Phone, String, Text, Url};
        let cases = [
            (
                fitted(String, "Window monstera", 0, 8, None),
                Some("Window"),
            ),
            (
                fitted(String, "Fig", 12, 40, None),
                Some("Fig. Check again in spring."),
            ),
            (fitted(String, "Fig", 6, 6, None), Some("Fig. C")),
            (fitted(Text, "One\ntwo", 0, 20, None), Some("One\ntwo")),
            (
                fitted(Email, "anna.smirnova@example.com", 0, 18, None),
                Some("anna.s@example.com"),
            ),
            (
                fitted(Url, "https://example.com/books/emma", 0, 26, None),
                Some("https://example.com/books"),
            ),
            (
                fitted(Phone, "+1 202-555-0143", 0, 12, None),
                Some("+12025550143"),
            ),
            (
                fitted(Phone, "+1 202-555-0143", 0, 8, None),
                Some("+5550143"),
            ),
            (fitted(String, "Fig", 0, 9, Some("[A-Z]{2}")), Some("")),
            (fitted(String, "FIG", 0, 9, Some("[A-Z]{3}")), Some("FIG")),
        ];
        for (found, expected) in cases {
            match expected {
                Some("") => assert_eq!(found.map(|text| text.len()), Some(2)),
                expected => assert_eq!(found.as_deref(), expected),
            }
        }
        assert_eq!(fitted(String, "Fig", 0, 1, Some("[A-Z]{3}")), None);
    }
}
