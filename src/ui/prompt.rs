//! Questions, for people at a terminal only; each has an argument that answers it.

use std::io::{self, IsTerminal as _};

use dialoguer::Input;

/// Asks for an idea; nothing when nobody is there to answer.
pub fn idea(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    Input::<String>::new()
        .with_prompt(question)
        .interact_text()
        .ok()
}
