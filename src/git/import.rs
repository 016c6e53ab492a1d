//! What `git fast-import` reads.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Commit;

/// Who makes commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identities {
    /// Who wrote what they hold, as `Name <address>`.
    pub(super) author: String,
    /// Who made them.
    pub(super) committer: String,
}

/// Writes the files that commits are likely to hold; each gets the number of its place.
pub(super) fn files(to: &mut impl Write, known: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for (index, content) in known.values().enumerate() {
        write!(to, "blob\nmark :{}\n", index + 1)?;
        data(to, content)?;
    }
    to.flush()
}

/// Writes commits on a branch, and that they were all.
pub(super) fn commits(
    to: &mut impl Write,
    branch: &str,
    identities: &Identities,
    commits: &[Commit],
    known: &BTreeMap<String, Vec<u8>>,
) -> io::Result<()> {
    let numbers: BTreeMap<&String, usize> = known.keys().zip(1..).collect();
    for commit in commits {
        let Identities { author, committer } = identities;
        let at = commit.at.div_euclid(1000);
        writeln!(to, "commit refs/heads/{branch}")?;
        writeln!(to, "author {author} {at} +0000")?;
        writeln!(to, "committer {committer} {at} +0000")?;
        data(to, commit.message.as_bytes())?;
        for (path, content) in &commit.changes {
            let number = numbers.get(path);
            let same = known.get(path) == content.as_ref();
            match (content, number) {
                (None, _) => writeln!(to, "D {}", quoted(path))?,
                (Some(_), Some(number)) if same => {
                    writeln!(to, "M 100644 :{number} {}", quoted(path))?;
                }
                (Some(content), _) => {
                    writeln!(to, "M 100644 inline {}", quoted(path))?;
                    data(to, content)?;
                }
            }
        }
    }
    writeln!(to, "done")?;
    to.flush()
}

fn data(to: &mut impl Write, content: &[u8]) -> io::Result<()> {
    writeln!(to, "data {}", content.len())?;
    to.write_all(content)?;
    writeln!(to)
}

/// Returns a path as the stream has those that could be taken for something else.
fn quoted(path: &str) -> String {
    let path = path.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", path.replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_file_is_written_once() {
        let known = |path: &str, text: &str| (path.to_owned(), text.into());
        let known: BTreeMap<_, Vec<u8>> = [known("a", "A"), known("b", "B")].into();
        let change = |path: &str, text: Option<&str>| (path.to_owned(), text.map(Into::into));
        let all = [
            Commit {
                message: "One".to_owned(),
                at: 1_795_000_000_999,
                changes: [change("a", Some("A")), change("b", Some("C"))].into(),
            },
            Commit {
                message: "Two".to_owned(),
                at: -1,
                changes: [change("a", None), change("ж \"q\"", Some(""))].into(),
            },
        ];
        let identities = Identities {
            author: "A <a@x>".to_owned(),
            committer: "C <c@x>".to_owned(),
        };
        let mut out = Vec::new();
        files(&mut out, &known).unwrap();
        commits(&mut out, "main", &identities, &all, &known).unwrap();
        let expected = "blob\nmark :1\ndata 1\nA\nblob\nmark :2\ndata 1\nB\n\
                        commit refs/heads/main\nauthor A <a@x> 1795000000 +0000\n\
                        committer C <c@x> 1795000000 +0000\ndata 3\nOne\n\
                        M 100644 :1 \"a\"\nM 100644 inline \"b\"\ndata 1\nC\n\
                        commit refs/heads/main\nauthor A <a@x> -1 +0000\n\
                        committer C <c@x> -1 +0000\ndata 3\nTwo\n\
                        D \"a\"\nM 100644 inline \"ж \\\"q\\\"\"\ndata 0\n\ndone\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
