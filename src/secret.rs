//! Keys and passphrases in memory: never printed, wiped when dropped.

use secrecy::{ExposeSecret as _, SecretString};

/// A key or a passphrase. It has no `Display`, its `Debug` tells nothing, and its memory is wiped
/// when it is dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

/// Why a text can't be a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// There is nothing but white space.
    #[error("it is empty")]
    Empty,
    /// It has characters that no key has: a line break inside, or something else than ASCII.
    #[error("it has characters that no key has, such as a line break or a letter with an accent")]
    Characters,
}

impl Secret {
    /// Takes a key as it was typed, pasted or read from a file.
    pub fn key(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        if !text.chars().all(|letter| letter.is_ascii_graphic()) {
            return Err(Malformed::Characters);
        }
        Ok(Self(text.into()))
    }

    /// Takes a passphrase as it was typed or read from a file: anything but the end of its line.
    pub fn passphrase(text: &str) -> Result<Self, Malformed> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        Ok(Self(text.into()))
    }

    /// Returns the secret itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Returns the last four characters, or stars where four would tell too much.
    pub fn ending(&self) -> String {
        let text = self.expose();
        let start = text.len().saturating_sub(4);
        match text.get(start..) {
            Some(ending) if text.len() >= 16 => ending.to_owned(),
            Some(_) | None => "****".to_owned(),
        }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(***)")
    }
}

/// Takes secrets out of texts that come from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    secrets: Vec<Secret>,
}

/// What stands where a secret stood.
const STARS: &str = "***";

/// The beginnings of keys and account names of the known providers: whatever follows one is a
/// secret, ours or not.
const BEGINNINGS: [&str; 5] = ["sk-", "gsk_", "xai-", "AIza", "org_"];

/// What is shorter is no secret, and stands in every text by accident: some servers of one's own take
/// any key.
const SHORTEST_FORM: usize = 6;

/// The least characters after a beginning that make a key.
const SHORTEST_KEY: usize = 12;

impl Redactor {
    /// Returns one that knows these secrets.
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self {
            secrets: secrets.into_iter().collect(),
        }
    }

    /// Returns a text without the secrets, also as base64 or in an address, and without anything
    /// else that looks like a key.
    pub fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            let plain = secret.expose();
            let encoded: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
            let forms = [plain.to_owned(), encoded].into_iter();
            for form in forms.chain(base64(plain)) {
                if form.len() >= SHORTEST_FORM && text.contains(&form) {
                    text = text.replace(&form, STARS);
                }
            }
        }
        without_keys(&text)
    }
}

/// Returns the parts of base64 that do not depend on what stands before and after, for each of the
/// three ways in which a text can lie in it, in both alphabets.
fn base64(plain: &str) -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let mut forms = Vec::new();
    for before in 0..3 {
        let bytes: Vec<u8> = std::iter::repeat_n(0, before)
            .chain(plain.bytes())
            .collect();
        // The first letters hold bits of what stands before, the last one of what follows.
        let (start, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        for text in [
            STANDARD_NO_PAD.encode(&bytes),
            URL_SAFE_NO_PAD.encode(&bytes),
        ] {
            forms.extend(text.get(start..end).map(str::to_owned));
        }
    }
    forms
}

fn without_keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = BEGINNINGS.iter().filter_map(|it| rest.find(it)).min() {
        let (before, key) = rest.split_at(at);
        let end = key
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter)))
            .unwrap_or(key.len());
        let (key, after) = key.split_at(end);
        let inside_a_word = before.ends_with(|letter: char| letter.is_alphanumeric());
        out.push_str(before);
        out.push_str(if key.len() > SHORTEST_KEY && !inside_a_word {
            STARS
        } else {
            key
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_and_checked() {
        assert_eq!(Secret::key(" sk-abc \n").unwrap().expose(), "sk-abc");
        assert_eq!(Secret::key(" \n").unwrap_err(), Malformed::Empty);
        assert_eq!(Secret::key("sk-a\nb").unwrap_err(), Malformed::Characters);
        assert_eq!(Secret::key("ключ").unwrap_err(), Malformed::Characters);
    }

    #[test]
    fn nothing_of_a_key_is_told_but_its_end() {
        let secret = Secret::key("sk-proj-0123456789abcdef").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.ending(), "cdef");
        assert_eq!(Secret::key("short").unwrap().ending(), "****");
    }

    #[test]
    fn secrets_are_taken_out_in_every_form() {
        let secret = Secret::key("my+secret/0123456789").unwrap();
        let redactor = Redactor::new([secret]);
        let text =
            "a my+secret/0123456789 b my%2Bsecret%2F0123456789 c bXkrc2VjcmV0LzAxMjM0NTY3ODk d";
        assert_eq!(redactor.redact(text), "a *** b *** c ***k d");
        // Inside of something longer, such as the header of a password.
        let longer = "dXNlcjpteStzZWNyZXQvMDEyMzQ1Njc4OQ==";
        let clean = redactor.redact(longer);
        assert!(clean.len() < 16 && clean.contains(STARS), "{clean}");
    }

    #[test]
    fn a_key_that_is_no_secret_leaves_words_alone() {
        for key in ["x", "none", "local"] {
            let redactor = Redactor::new([Secret::key(key).unwrap()]);
            let text = "failed to look up the local name: none such, next";
            assert_eq!(redactor.redact(text), text);
        }
    }

    #[test]
    fn what_looks_like_a_key_is_taken_out_too() {
        let redactor = Redactor::default();
        for (text, clean) in [
            ("Incorrect key: sk-proj-abcdefghijkl.", "Incorrect key: ***"),
            ("gsk_0123456789abcdef, tried", "***, tried"),
            (
                "task-management-application-form",
                "task-management-application-form",
            ),
            ("sk-***", "sk-***"),
            ("the sk- prefix", "the sk- prefix"),
        ] {
            assert_eq!(redactor.redact(text), clean);
        }
    }
}
