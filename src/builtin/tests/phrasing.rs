//! Turns of phrase and what they come to, as a table: see the head of `phrasing.txt`.

use super::summary;

#[test]
fn phrasings_come_to_what_they_say() {
    let mut idea = "";
    let mut said = String::new();
    let mut wrong = Vec::new();
    let mut checks = 0;
    for line in include_str!("phrasing.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(text) = line.strip_prefix("> ") {
            idea = text;
            said = summary(text);
            continue;
        }
        checks += 1;
        if !holds(&said, line) {
            wrong.push(format!("{idea}\n  wanted: {line}\n{said}"));
        }
    }
    assert!(checks > 0, "the table is empty");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether a summary says what a line of the table wants.
fn holds(said: &str, wanted: &str) -> bool {
    let entities = said.lines().skip(1).filter(|line| line.contains("):"));
    if let Some(text) = wanted.strip_prefix("- ") {
        return said.lines().any(|line| {
            line.strip_prefix("- ")
                .is_some_and(|left| left.contains(text))
        });
    }
    if let Some(names) = wanted.strip_prefix("= ") {
        let found: Vec<&str> = entities.filter_map(|line| line.split(' ').next()).collect();
        return found == names.split(' ').collect::<Vec<_>>();
    }
    let Some((name, members)) = wanted.split_once(": ") else {
        return false;
    };
    entities
        .filter(|line| line.split(' ').next() == Some(name))
        .any(|line| {
            let found: Vec<&str> = line.split(' ').collect();
            members
                .split(' ')
                .all(|member| match member.strip_prefix('!') {
                    Some(absent) => !found.iter().any(|other| other.starts_with(absent)),
                    None => found.contains(&member),
                })
        })
}
