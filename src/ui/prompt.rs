//! Questions, for people at a terminal only; each has an argument that answers it.

use std::io::{self, IsTerminal as _};

use dialoguer::{Input, Password};
use secrecy::zeroize::Zeroizing;

use crate::secret::Secret;

/// Asks for an idea; nothing when nobody is there to answer.
pub fn idea(question: &str) -> Option<String> {
    if !somebody_is_there() {
        return None;
    }
    Input::<String>::new()
        .with_prompt(question)
        .interact_text()
        .ok()
}

/// Asks for a key, which is not shown while it is typed.
pub fn key(question: &str) -> Option<Zeroizing<String>> {
    if !somebody_is_there() {
        return None;
    }
    let typed = Password::new().with_prompt(question).interact();
    typed.ok().map(Zeroizing::new)
}

/// Asks for the passphrase of the vault; twice for a new one.
pub fn passphrase(new: bool) -> Option<Secret> {
    if !somebody_is_there() {
        return None;
    }
    let mut password = Password::new();
    if new {
        password = password
            .with_prompt("Passphrase for the new vault of keys")
            .with_confirmation("Once more", "these are two different passphrases");
    } else {
        password = password.with_prompt("Passphrase of the vault of keys");
    }
    let typed = Zeroizing::new(password.interact().ok()?);
    Secret::passphrase(&typed).ok()
}

/// Returns whether somebody can be asked.
pub fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
