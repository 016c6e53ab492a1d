//! What those have to know who add to a project of a template: how its code is laid out, in parts
//! that speak of some of its folders.

use crate::path::ProjectPath;

/// What a heading of a part begins with; the folders that it speaks of follow.
const HEADING: &str = "## ";

/// The guide of a template.
#[derive(Clone, Debug)]
pub struct Guide {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    /// The beginnings of the paths that it speaks of.
    of: Vec<&'static str>,
    text: &'static str,
}

impl Guide {
    /// Reads a guide; what stands before the first heading speaks of everything.
    pub(super) fn parse(text: &'static str) -> Self {
        let (general, rest) = text.split_once(HEADING).unwrap_or((text, ""));
        let mut parts = vec![Part {
            of: vec![""],
            text: general.trim(),
        }];
        let sections = rest.split("\n## ").filter(|it| !it.trim().is_empty());
        parts.extend(sections.map(|section| {
            let (of, text) = section.split_once('\n').unwrap_or((section, ""));
            Part {
                of: of.split_whitespace().collect(),
                text: text.trim(),
            }
        }));
        Self { parts }
    }

    /// Returns all of it.
    pub fn whole(&self) -> String {
        let texts: Vec<&str> = self.parts.iter().map(|it| it.text).collect();
        texts.join("\n\n")
    }

    /// Returns what speaks of some paths.
    pub fn of<'p>(&self, paths: impl Iterator<Item = &'p ProjectPath>) -> String {
        let paths: Vec<&ProjectPath> = paths.collect();
        let speaks = |part: &&Part| {
            let of = |place: &&str| paths.iter().any(|path| is_of(path.as_str(), place));
            part.of.iter().any(of)
        };
        let texts: Vec<&str> = self.parts.iter().filter(speaks).map(|it| it.text).collect();
        texts.join("\n\n")
    }
}

/// Returns whether a path is at a place: below a folder, or with an ending such as `*.test.tsx`.
fn is_of(path: &str, place: &str) -> bool {
    place
        .strip_prefix('*')
        .map_or_else(|| path.starts_with(place), |ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_to_those_whom_it_concerns() {
        let guide = Guide::parse("All.\n\n## api/src shared\nServer.\n\n## *.test.tsx\nTests.\n");
        let of = |path: &str| guide.of([ProjectPath::parse(path).unwrap()].iter());
        assert_eq!(of("README.md"), "All.");
        assert_eq!(of("api/src/app.ts"), "All.\n\nServer.");
        assert_eq!(of("shared/a.ts"), "All.\n\nServer.");
        assert_eq!(of("web/src/a.test.tsx"), "All.\n\nTests.");
        assert_eq!(guide.whole(), "All.\n\nServer.\n\nTests.");
    }
}
