//! Cuts an idea into tokens that remember where they stood, so that every finding can quote it.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with inner hyphens and apostrophes.
    Word,
    /// Digits, maybe with a fraction.
    Number,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:` or `=`
    Colon,
    /// A dash between words.
    Dash,
    /// A dash between numbers.
    Range,
    /// The start of an item in a list of lines.
    Bullet,
    /// The end of a sentence.
    Stop,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// `/` or `|`
    Slash,
    /// `+` or `&`
    Plus,
    /// Three dots.
    Dots,
    /// Any other sign.
    Sign,
}

/// A piece of an idea.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Lowercase, with `ё` as `е` and plain apostrophes; what lexicons are asked for.
    pub(crate) key: String,
    /// Where it starts in the idea, in bytes.
    pub(crate) start: usize,
    /// Where it ends in the idea, in bytes.
    pub(crate) end: usize,
}

impl Token {
    /// Returns whether the token is a word.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Returns whether the token is written in Cyrillic.
    pub(crate) fn is_cyrillic(&self) -> bool {
        self.key.chars().next().is_some_and(is_cyrillic)
    }
}

/// Returns whether a letter is Cyrillic.
pub(crate) fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&letter)
}

/// Words whose full stop ends no sentence when a small letter follows.
const ABBREVIATIONS: [&str; 27] = [
    "e.g", "i.e", "etc", "vs", "approx", "incl", "max", "min", "nr", "tel", "т.д", "т.п", "т.е",
    "др", "пр", "кв", "руб", "шт", "мин", "макс", "кг", "см", "г", "тел", "н.п", "напр", "т",
];

/// Cuts `text` into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        chars: text.char_indices().collect(),
        at: 0,
        tokens: Vec::new(),
        heading: false,
        depth: 0,
    };
    scanner.mark_heading();
    while scanner.at < scanner.chars.len() {
        scanner.step();
    }
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
    tokens: Vec<Token>,
    /// Whether the line at hand is a heading.
    heading: bool,
    /// How many brackets of the sentence at hand are open.
    depth: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> char {
        self.chars
            .get(self.at + ahead)
            .map_or('\0', |&(_, letter)| letter)
    }

    fn offset(&self, index: usize) -> usize {
        self.chars
            .get(index)
            .map_or(self.text.len(), |&(offset, _)| offset)
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let (start, end) = (self.offset(self.at), self.offset(self.at + length));
        let key = self.text.get(start..end).map(key).unwrap_or_default();
        self.count(kind);
        self.tokens.push(Token {
            kind,
            key,
            start,
            end,
        });
        self.at += length.max(1);
    }

    fn step(&mut self) {
        let letter = self.peek(0);
        if letter == '\n' {
            self.line();
        } else if letter.is_whitespace() {
            self.at += 1;
        } else if letter.is_numeric() {
            self.number();
        } else if letter.is_alphabetic() {
            self.word();
        } else {
            self.sign(letter);
        }
    }

    /// Reads the end of a line: a new item after a bullet, else a new sentence.
    fn line(&mut self) {
        let mut ahead = 0;
        while self.peek(ahead).is_whitespace() {
            ahead += 1;
        }
        let marker = self.peek(ahead);
        let numbered = marker.is_ascii_digit() && matches!(self.peek(ahead + 1), '.' | ')');
        let bullet = matches!(marker, '-' | '*' | '•' | '–' | '—' | '·')
            && self.peek(ahead + 1).is_whitespace();
        let start = self.offset(self.at);
        let open = self.tokens.last().is_some_and(|last| {
            matches!(
                last.kind,
                Kind::Comma | Kind::Colon | Kind::Open | Kind::Dash
            )
        });
        if self.heading && (bullet || numbered) {
            self.separator(Kind::Colon, start);
        }
        self.heading = false;
        if bullet || numbered {
            self.at += ahead + if numbered { 2 } else { 1 };
            self.separator(Kind::Bullet, start);
        } else {
            self.at += ahead;
            if !open {
                self.separator(Kind::Stop, start);
            }
        }
        self.mark_heading();
    }

    /// Steps over the signs that make a line a heading: `## Members`.
    fn mark_heading(&mut self) {
        let mut signs = 0;
        while self.peek(signs) == '#' {
            signs += 1;
        }
        if signs > 0 && self.peek(signs).is_whitespace() {
            self.at += signs;
            self.heading = true;
        }
    }

    /// Keeps count of the brackets that are open.
    fn count(&mut self, kind: Kind) {
        match kind {
            Kind::Open => self.depth += 1,
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            Kind::Stop => self.depth = 0,
            Kind::Word
            | Kind::Number
            | Kind::Comma
            | Kind::Semicolon
            | Kind::Colon
            | Kind::Dash
            | Kind::Range
            | Kind::Bullet
            | Kind::Slash
            | Kind::Plus
            | Kind::Dots
            | Kind::Sign => {}
        }
    }

    fn separator(&mut self, kind: Kind, start: usize) {
        self.count(kind);
        self.tokens.push(Token {
            kind,
            key: String::new(),
            start,
            end: start,
        });
    }

    fn number(&mut self) {
        let mut length = 1;
        loop {
            let (letter, next) = (self.peek(length), self.peek(length + 1));
            let fraction = matches!(letter, '.' | ',') && next.is_numeric();
            if letter.is_numeric() || fraction {
                length += 1;
            } else {
                break;
            }
        }
        self.push(Kind::Number, length);
    }

    fn word(&mut self) {
        let mut length = 1;
        loop {
            let (letter, next) = (self.peek(length), self.peek(length + 1));
            let inner = matches!(letter, '-' | '\'' | '’') && next.is_alphanumeric()
                || letter == '.' && (next.is_lowercase() || next.is_ascii_digit());
            if letter.is_alphanumeric() || letter == '_' || letter == '\u{301}' || inner {
                length += 1;
            } else {
                break;
            }
        }
        self.push(Kind::Word, length);
    }

    /// Returns whether the place at hand stands in brackets that the same line closes.
    fn in_brackets(&self) -> bool {
        let closes = || {
            let rest = self.chars.get(self.at..).unwrap_or_default();
            let line = rest.iter().take_while(|(_, letter)| *letter != '\n');
            line.take(200)
                .any(|(_, letter)| matches!(letter, ')' | ']'))
        };
        self.depth > 0 && closes()
    }

    /// Returns the length of the smiley at hand: `:)`, `;-)`, `:D`.
    fn smiley(&self) -> Option<usize> {
        let nose = usize::from(self.peek(1) == '-');
        let eyes = matches!(self.peek(0), ':' | ';' | '=');
        let mouth = self.peek(1 + nose);
        let after = self.peek(2 + nose);
        let laughs = matches!(mouth, 'D' | 'P' | 'p') && !after.is_alphanumeric();
        (eyes && (laughs || mouth == ')' && self.depth == 0 || mouth == '(' && nose == 1))
            .then_some(2 + nose)
    }

    fn sign(&mut self, letter: char) {
        if let Some(length) = self.smiley() {
            return self.push(Kind::Stop, length);
        }
        let kind = match letter {
            ',' | '、' => Kind::Comma,
            ';' => Kind::Semicolon,
            ':' | '=' => Kind::Colon,
            '(' | '[' | '{' => Kind::Open,
            ')' | ']' | '}' if self.depth == 0 => Kind::Stop,
            ')' | ']' | '}' => Kind::Close,
            '/' | '|' | '\\' => Kind::Slash,
            '+' | '&' => Kind::Plus,
            '…' => Kind::Dots,
            '-' | '–' | '—' | '−' | '→' => self.dash(),
            '.' if self.peek(1) == '.' => {
                let mut length = 2;
                while self.peek(length) == '.' {
                    length += 1;
                }
                return self.push(Kind::Dots, length);
            }
            '.' if self.abbreviated() => {
                self.at += 1;
                return;
            }
            '.' | '!' | '?' if self.in_brackets() => Kind::Sign,
            '?' if matches!(self.peek(1), ',' | ';') => Kind::Sign,
            '.' | '!' | '?' => Kind::Stop,
            _ => Kind::Sign,
        };
        self.push(kind, 1);
    }

    fn dash(&self) -> Kind {
        let after_number = self
            .tokens
            .last()
            .is_some_and(|last| last.kind == Kind::Number);
        let mut ahead = 1;
        while self.peek(ahead) == ' ' {
            ahead += 1;
        }
        if after_number && self.peek(ahead).is_numeric() {
            Kind::Range
        } else {
            Kind::Dash
        }
    }

    /// Returns whether the full stop here belongs to an abbreviation.
    fn abbreviated(&self) -> bool {
        let mut ahead = 1;
        while self.peek(ahead) == ' ' {
            ahead += 1;
        }
        let next = self.peek(ahead);
        let known = self
            .tokens
            .last()
            .is_some_and(|last| ABBREVIATIONS.contains(&last.key.as_str()));
        let example = self
            .tokens
            .last()
            .is_some_and(|last| matches!(last.key.as_str(), "e.g" | "i.e" | "т.е"));
        example || known && (next.is_lowercase() || matches!(next, ',' | ')' | ';' | '²'))
    }
}

/// Returns a letter as keys have it.
pub(crate) fn key_letter(letter: char) -> char {
    match letter {
        // Nearly all letters are of these; tables are asked for the others only.
        'a'..='z' | 'а'..='я' => letter,
        'ё' | 'Ё' => 'е',
        '’' => '\'',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Returns the form under which lexicons know a word.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{301}' => {}
            'a'..='z' | 'а'..='я' | 'ё' | 'Ё' | '’' => key.push(key_letter(letter)),
            other => key.extend(other.to_lowercase()),
        }
    }
    if let Some(rest) = key.strip_prefix("e-mail") {
        return format!("email{rest}");
    }
    if key.len() > 4 && key != "let's" && key != "that's" && key != "there's" {
        for ending in ["'s", "s'"] {
            if let Some(owner) = key.strip_suffix(ending) {
                return owner.to_owned();
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        let tokens = tokens(text);
        tokens.into_iter().map(|t| (t.kind, t.key)).collect()
    }

    #[test]
    fn a_token_quotes_the_idea() {
        let text = "Учёт: «Книги», 1–10 кг";
        for token in tokens(text) {
            assert_eq!(text.get(token.start..token.end).map(key), Some(token.key));
        }
    }

    #[test]
    fn dashes_join_words_and_numbers_or_stand_between_them() {
        let found: Vec<Kind> = kinds("gym-log - 1-10").into_iter().map(|k| k.0).collect();
        assert_eq!(
            found,
            [
                Kind::Word,
                Kind::Dash,
                Kind::Number,
                Kind::Range,
                Kind::Number
            ]
        );
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let stops = |text: &str| kinds(text).iter().filter(|k| k.0 == Kind::Stop).count();
        assert_eq!(stops("area in кв. м and price. Done."), 2);
        assert_eq!(stops("v1.5 of node.js"), 0);
    }

    #[test]
    fn lines_with_bullets_are_items() {
        let found: Vec<Kind> = kinds("Book:\n- title\n- year\nDone")
            .into_iter()
            .map(|k| k.0)
            .collect();
        assert_eq!(
            found,
            [
                Kind::Word,
                Kind::Colon,
                Kind::Bullet,
                Kind::Word,
                Kind::Bullet,
                Kind::Word,
                Kind::Stop,
                Kind::Word
            ]
        );
    }
}
