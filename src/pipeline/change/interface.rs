//! What a source file offers to others: its exports without their bodies.
//!
//! It reads formatted source, where a statement at the top begins in the first column and what
//! belongs to it is indented; of anything else it shows more than it has to.

/// A file of so many lines is shown whole.
const SHORT_FILE: usize = 24;

/// A constant or type of so many lines is shown whole.
const SHORT_STATEMENT: usize = 12;

/// Returns what a file offers.
pub(super) fn interface(text: &str) -> String {
    if text.lines().count() <= SHORT_FILE {
        return text.to_owned();
    }
    let mut shown = String::new();
    for statement in statements(text) {
        let Some(first) = statement.first() else {
            continue;
        };
        if !is_offered(first) {
            continue;
        }
        if first.contains("class ") {
            members(&statement, &mut shown);
        } else if first.contains("function ") {
            head(&statement, &mut shown);
        } else if statement.len() <= SHORT_STATEMENT {
            lines(&statement, &mut shown);
        } else {
            lines(
                statement.get(..SHORT_STATEMENT).unwrap_or_default(),
                &mut shown,
            );
            shown.push_str("  // …\n");
        }
    }
    shown
}

/// Returns the statements at the top of a file, each as its lines.
fn statements(text: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(|letter: char| letter.is_alphabetic());
        match all.last_mut() {
            Some(last) if !begins => last.push(line),
            Some(_) | None => all.push(vec![line]),
        }
    }
    for statement in &mut all {
        let end = statement.iter().rposition(|line| {
            !line.trim().is_empty() && !line.starts_with(['/', '*']) && !line.starts_with(" *")
        });
        statement.truncate(end.map_or(0, |end| end + 1));
    }
    all
}

fn is_offered(first: &str) -> bool {
    first.starts_with("export ") || first.starts_with("interface Props")
}

fn lines(statement: &[&str], shown: &mut String) {
    for line in statement {
        shown.push_str(line);
        shown.push('\n');
    }
}

/// Adds a function up to where its body begins.
fn head(statement: &[&str], shown: &mut String) {
    for (index, line) in statement.iter().enumerate() {
        let ends = line.ends_with('{') && (index == 0 || line.starts_with([')', '}']));
        let line = if ends {
            line.trim_end_matches('{').trim_end()
        } else {
            line
        };
        shown.push_str(line);
        if ends || index + 1 == statement.len() {
            shown.push_str(";\n");
            return;
        }
        shown.push('\n');
    }
}

/// Adds a class with the heads of its public members.
fn members(statement: &[&str], shown: &mut String) {
    let mut open = false;
    for (index, line) in statement.iter().enumerate() {
        let member = line.strip_prefix("  ").unwrap_or(line);
        let is_member = member.starts_with(|letter: char| letter.is_alphabetic());
        if index == 0 || index + 1 == statement.len() {
            shown.push_str(line);
            shown.push('\n');
        } else if is_member || open {
            let ends = line.ends_with('{') || line.ends_with(';');
            let line = line.strip_suffix(" {").map(|head| format!("{head};"));
            shown.push_str(
                line.as_deref()
                    .unwrap_or(statement.get(index).unwrap_or(&"")),
            );
            shown.push('\n');
            open = !ends;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_left_out_and_everything_that_is_exported_stays() {
        let text = format!(
            "import {{ a }} from './a';\n\n{}\n",
            r"interface Props {
  title: string;
}

const hidden = 1;

/** Says something. */
export function Page({ title }: Props) {
  const x = hidden;
  return x;
}

export function long(
  one: string,
  two: number,
): Promise<string> {
  return one;
}

export const path = '/visits';

export class Repository {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async list(query: Query): Promise<Page> {
    return query;
  }

  async #own(): Promise<void> {
    return;
  }
}"
        );
        assert_eq!(
            interface(&text),
            "interface Props {\n  title: string;\n}\n\
             export function Page({ title }: Props);\n\
             export function long(\n  one: string,\n  two: number,\n): Promise<string>;\n\
             export const path = '/visits';\n\
             export class Repository {\n  readonly #db: Database;\n  constructor(db: Database);\n  \
             async list(query: Query): Promise<Page>;\n  async #own(): Promise<void>;\n}\n"
        );
    }

    #[test]
    fn a_short_file_is_shown_whole() {
        assert_eq!(interface("const a = 1;\n"), "const a = 1;\n");
    }
}
