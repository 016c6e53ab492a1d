//! What a message says, told from what it repeats: the name of a tool may be any word.

/// A message, in lowercase.
#[derive(Clone, Debug)]
pub(super) struct Said {
    whole: String,
    /// What is not in quotes.
    own: String,
    /// What is in quotes, each part alone.
    quoted: Vec<String>,
}

impl Said {
    pub(super) fn new(message: &str) -> Self {
        let (mut own, mut quoted) = (String::new(), Vec::new());
        let mut rest = message;
        while let Some((before, inside, after)) = quote(rest) {
            own.push_str(before);
            quoted.push(inside.to_owned());
            rest = after;
        }
        own.push_str(rest);
        Self {
            whole: message.to_owned(),
            own,
            quoted,
        }
    }

    /// Returns whether one of these is said.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Returns whether it holds a phrase anywhere, a code that is not a part of something quoted, or
    /// a word that is whole and not quoted.
    fn has(&self, word: &str) -> bool {
        if word.contains([' ', '-']) {
            self.whole.contains(word)
        } else if word.contains(['_', '.']) {
            self.own.contains(word) || self.quoted.iter().any(|it| it == word)
        } else {
            let mut own = self.own.split(|letter: char| !is_part_of_a_name(letter));
            own.any(|it| it == word)
        }
    }
}

fn is_part_of_a_name(letter: char) -> bool {
    letter.is_alphanumeric() || "_-".contains(letter)
}

/// Returns what is before the first part in quotes, that part, and what is after it. The `'` of
/// "model's" is no quote.
fn quote(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices(['\'', '"', '`']).find_map(|(at, mark)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        if before.ends_with(char::is_alphanumeric) {
            return None;
        }
        let mut ends = after.match_indices(mark);
        ends.find_map(|(end, _)| {
            let (inside, after) = (after.get(..end)?, after.get(end + 1..)?);
            let ends = !after.starts_with(char::is_alphanumeric);
            ends.then_some((before, inside, after))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_not_said() {
        for (message, said) in [
            ("authentication failed.", true),
            ("the user's authentication isn't valid", true),
            ("invalid tool 'authentication'", false),
            (
                "invalid tool `authentication_login`: 'authentication' of a user",
                false,
            ),
            ("invalid tool authentication_login", false),
            ("invalid tool authentication-login", false),
        ] {
            assert_eq!(
                Said::new(message).says(&["authentication"]),
                said,
                "{message}"
            );
        }
        for (message, said) in [
            ("json_schema is not supported", true),
            (
                "'response_format' of type 'json_schema' is not supported",
                true,
            ),
            ("invalid tool 'json_schema_check'", false),
        ] {
            assert_eq!(Said::new(message).says(&["json_schema"]), said, "{message}");
        }
        assert!(Said::new("`tool calling` is not supported").says(TOOL_CALLING));
        assert!(Said::new("free-models-per-day-high").says(&["free-models-per-day"]));
    }

    const TOOL_CALLING: &[&str] = &["`tool calling` is not supported"];
}
