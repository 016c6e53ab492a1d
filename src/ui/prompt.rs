//! Questions, for people at a terminal only; each has an argument that answers it.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use dialoguer::{Input, Password};
#[cfg(unix)]
use rustix::termios::{self, OptionalActions, Termios};
use secrecy::zeroize::Zeroizing;

use crate::interrupt::{Interrupt, Interrupted};
use crate::secret::Secret;

/// Asks for an idea; nothing when nobody is there to answer.
pub fn idea(question: &str) -> Result<Option<String>, Interrupted> {
    if !somebody_is_there() {
        return Ok(None);
    }
    let typed = Input::<String>::new().with_prompt(question).interact_text();
    match typed {
        Ok(typed) => Ok(Some(typed)),
        Err(dialoguer::Error::IO(error)) if error.kind() == io::ErrorKind::Interrupted => {
            Err(Interrupted::Keyboard)
        }
        Err(_) => Ok(None),
    }
}

/// Asks for a key, which is not shown while it is typed.
pub fn key(question: String) -> Result<Option<Zeroizing<String>>, Interrupted> {
    hidden(|| Password::new().with_prompt(question).interact())
}

/// Asks for the passphrase of the vault; twice for a new one.
pub fn passphrase(new: bool) -> Result<Option<Secret>, Interrupted> {
    let question = move || {
        let question = Password::new();
        let question = if new {
            question
                .with_prompt("Passphrase for the new vault of keys")
                .with_confirmation("Once more", "these are two different passphrases")
        } else {
            question.with_prompt("Passphrase of the vault of keys")
        };
        question.interact()
    };
    let typed = hidden(question)?;
    Ok(typed.and_then(|typed| Secret::passphrase(&typed).ok()))
}

/// How often it is looked whether a signal came.
const LOOK: Duration = Duration::from_millis(50);

/// Asks for what is not shown while it is typed; nothing when nobody is there to answer. A signal
/// that ends it leaves the terminal as it was: otherwise it would show nothing any more.
fn hidden(
    question: impl FnOnce() -> dialoguer::Result<String> + Send + 'static,
) -> Result<Option<Zeroizing<String>>, Interrupted> {
    let Some(interrupt) = Interrupt::listen().ok().filter(|_| somebody_is_there()) else {
        return Ok(None);
    };
    let before = Terminal::now();
    let (typed, line) = mpsc::channel();
    // It is left alone when a signal comes; the process does not wait for it in the end.
    thread::spawn(move || drop(typed.send(question().ok().map(Zeroizing::new))));
    loop {
        match line.recv_timeout(LOOK) {
            Ok(line) => return Ok(line),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(reason) = interrupt.check() {
                    before.restore();
                    return Err(reason);
                }
            }
        }
    }
}

/// What a terminal does with what is typed.
#[cfg(unix)]
struct Terminal(Option<Termios>);

#[cfg(unix)]
impl Terminal {
    fn now() -> Self {
        Self(termios::tcgetattr(io::stdin()).ok())
    }

    /// Makes it as it was, on a new line.
    fn restore(self) {
        if let Some(before) = self.0 {
            // A terminal that is gone needs nothing.
            termios::tcsetattr(io::stdin(), OptionalActions::Flush, &before).unwrap_or_default();
        }
        super::to_stderr("\n");
    }
}

/// What a terminal does with what is typed: a console knows it by itself.
#[cfg(not(unix))]
struct Terminal;

#[cfg(not(unix))]
impl Terminal {
    fn now() -> Self {
        Self
    }

    fn restore(self) {}
}

/// Returns whether somebody can be asked.
pub fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
