//! Addresses of other machines.

/// How an address begins that names a machine.
const SCHEMES: [&str; 5] = ["http:", "https:", "ws:", "wss:", "ftp:"];

/// Machines that are this one, and names that stand for none: of examples, of schemas and of the
/// languages of the web.
const NOBODY: [&str; 8] = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "www.w3.org",
    "example.com",
    "example.org",
    "example.net",
    "json-schema.org",
];

/// Says why a text may not be in the code because of an address in it, if it may not.
pub(super) fn foreign_in(text: &str, requirement: &str) -> Option<String> {
    let apart = |letter: char| letter.is_whitespace() || ",()<>\"'`;".contains(letter);
    let whole = foreign(text, requirement);
    whole.or_else(|| {
        text.split(apart)
            .find_map(|word| foreign(word, requirement))
    })
}

/// Says why an address may not be in the code, if it may not.
pub(super) fn foreign(address: &str, requirement: &str) -> Option<String> {
    // Browsers read a backslash as a slash, and any number of them after a scheme.
    let address = address.trim_start().to_ascii_lowercase().replace('\\', "/");
    if address.starts_with("javascript:") || address.starts_with("data:text/html") {
        return Some("an address that is code is refused".to_owned());
    }
    let scheme = SCHEMES.iter().find_map(|it| address.strip_prefix(it));
    let rest = match scheme {
        Some(rest) => rest.trim_start_matches('/'),
        None => address.strip_prefix("//")?,
    };
    let host = rest
        .split(['/', '?', '#', '"', '\'', ')', ' '])
        .next()
        .unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    if scheme.is_none() && !name.contains('.') {
        return None;
    }
    let is_nobody = |nobody: &str| {
        name == nobody
            || name
                .strip_suffix(nobody)
                .is_some_and(|it| it.ends_with('.'))
    };
    let requirement = requirement.to_lowercase();
    let apart = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-');
    let mut words = requirement.split(apart).map(|word| word.trim_matches('.'));
    let named = name.contains('.') && words.any(|word| word == name);
    if NOBODY.into_iter().any(is_nobody) || named {
        return None;
    }
    Some(format!(
        "the requirement names no host `{name}`; the application talks to its own API only"
    ))
}

/// Returns whether words name a machine, such as `api.example.com`.
pub(super) fn names_one(requirement: &str) -> bool {
    requirement.split_whitespace().any(|word| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let mut parts = word.rsplit('.');
        let end = parts.next().unwrap_or_default();
        // `Node.js` is no machine.
        if matches!(
            end,
            "js" | "ts" | "css" | "json" | "html" | "py" | "md" | "csv"
        ) {
            return false;
        }
        parts.next().is_some_and(|part| !part.is_empty())
            && (2..=12).contains(&end.len())
            && end.chars().all(|letter| letter.is_ascii_lowercase())
    })
}
