//! Named styles, plain unless colours are on.

/// How the parts of a message look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styles {
    colored: bool,
}

impl Styles {
    /// Returns styles that change nothing.
    pub(super) fn plain() -> Self {
        Self { colored: false }
    }

    /// Returns styles in colour, or plain ones.
    pub(super) fn new(colored: bool) -> Self {
        Self { colored }
    }

    /// A heading or a name.
    pub(super) fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What matters less.
    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// What went well.
    pub(super) fn good(self, text: &str) -> String {
        self.with("32", text)
    }

    /// What is missing but stopped nothing.
    pub(super) fn missing(self, text: &str) -> String {
        self.with("33", text)
    }

    /// What went wrong.
    pub(super) fn error(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// What to do about it.
    pub(super) fn hint(self, text: &str) -> String {
        self.with("1;36", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colored {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
