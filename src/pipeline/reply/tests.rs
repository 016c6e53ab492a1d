//! Answers as models give them.

use proptest::prelude::*;

use super::*;

fn path(text: &str) -> ProjectPath {
    ProjectPath::parse(text).unwrap()
}

fn wanted() -> Vec<ProjectPath> {
    vec![path("web/src/a.ts"), path("web/src/b.css")]
}

fn file(name: &str, text: &str) -> Part {
    Part::File {
        path: path(name),
        text: text.to_owned(),
    }
}

fn parts(text: &str) -> Vec<Part> {
    read(text, &wanted(), false).unwrap().parts
}

fn complaint(text: &str) -> String {
    read(text, &wanted(), false).unwrap_err()
}

#[test]
fn the_form_of_the_prompts_is_read() {
    let text = "<file path=\"web/src/a.ts\">\nconst a = 1;\n\nconst b = 2;\n</file>\n\
                <edit path=\"web/src/b.css\">\n<<<<<<< SEARCH\na {}\n=======\nb {}\n\n=======\n>>>>>>> REPLACE\n\
                <<<<<<< SEARCH\nc {}\n=======\n>>>>>>> REPLACE\n</edit>\n";
    let edit = Part::Edit {
        path: path("web/src/b.css"),
        replacements: vec![
            Replacement {
                search: "a {}\n".to_owned(),
                replace: "b {}\n\n=======\n".to_owned(),
            },
            Replacement {
                search: "c {}\n".to_owned(),
                replace: String::new(),
            },
        ],
    };
    assert_eq!(
        parts(text),
        [file("web/src/a.ts", "const a = 1;\n\nconst b = 2;\n"), edit]
    );
}

#[test]
fn what_models_make_of_the_form_is_read_too() {
    let want = [file("web/src/a.ts", "const a = 1;\n")];
    for text in [
        "Sure! Here it is:\n\n<file path=\"web/src/a.ts\">\nconst a = 1;\n</file>\n\nThat is all.",
        "<file path='./web/src/a.ts'>\r\nconst a = 1;\r\n</file>\r\n",
        "<file path=web\\src\\a.ts>\nconst a = 1;\n</file>",
        "<file path=\"/web/src/a.ts\">const a = 1;</file>",
        "<file path=\"a/web/src/a.ts\">\n\nconst a = 1;\n\n\n</file>",
        "\u{feff}<think>\n<file path=\"x\">\nno\n</file></think>\n<file path=\"web/src/a.ts\">\nconst a = 1;\n</file>",
        "```xml\n<file path=\"web/src/a.ts\">\nconst a = 1;\n</file>\n```",
        "<file path=\"web/src/a.ts\">\n```ts\nconst a = 1;\n```\n</file>",
        "<file path=\"web/src/a.ts\">\nconst a = 1;",
        "<file path=\"web/src/a.ts\">\nconst a = 0;\n</file>\nBetter:\n<file path=\"web/src/a.ts\">\nconst a = 1;\n</file>",
        "**web/src/a.ts**\n\n```ts\nconst a = 1;\n```",
        "```ts web/src/a.ts\nconst a = 1;\n```",
    ] {
        assert_eq!(parts(text), want, "{text}");
    }
    let comment = "```ts\n// web/src/a.ts\nconst a = 1;\n```";
    assert_eq!(
        parts(comment),
        [file("web/src/a.ts", "// web/src/a.ts\nconst a = 1;\n")]
    );
}

#[test]
fn one_file_needs_no_name() {
    let only = [path("web/src/a.ts")];
    for text in [
        "Here:\n```ts\nconst a = 1;\n```\nDone.",
        "const a = 1;\n",
        "\n\nconst a = 1;",
    ] {
        let reply = read(text, &only, false).unwrap();
        assert_eq!(
            reply.parts,
            [file("web/src/a.ts", "const a = 1;\n")],
            "{text}"
        );
    }
    assert!(read("I can't help with that.", &only, false).is_err());
}

#[test]
fn a_missing_tag_between_files_and_a_tag_in_a_text_do_no_harm() {
    let text = "<file path=\"web/src/a.ts\">\nconst a = '</file>';\nconst b = 1;\n\
                <file path=\"web/src/b.css\">\na {}\n</file>";
    assert_eq!(
        parts(text),
        [
            file("web/src/a.ts", "const a = '</file>';\nconst b = 1;\n"),
            file("web/src/b.css", "a {}\n")
        ]
    );
    let text =
        "<file path=\"web/src/a.ts\">\nconst help = `\n<file path=\"other.ts\">\n`;\n</file>";
    assert_eq!(
        parts(text),
        [file(
            "web/src/a.ts",
            "const help = `\n<file path=\"other.ts\">\n`;\n"
        )]
    );
}

#[test]
fn what_was_whole_is_kept_when_an_answer_is_cut_off() {
    let text =
        "<file path=\"web/src/a.ts\">\nconst a = 1;\n</file>\n<file path=\"web/src/b.css\">\na {";
    let reply = read(text, &wanted(), true).unwrap();
    assert_eq!(reply.parts, [file("web/src/a.ts", "const a = 1;\n")]);
    assert_eq!(reply.unfinished, Some(path("web/src/b.css")));
    let reply = read("const a = 1", &[path("web/src/a.ts")], true).unwrap();
    assert_eq!(reply.parts, []);
    assert_eq!(reply.unfinished, Some(path("web/src/a.ts")));
}

#[test]
fn what_was_not_asked_for_is_refused_by_name() {
    for outside in [
        "../evil.ts",
        "/etc/passwd",
        "web/src/../../evil.ts",
        "C:\\evil.ts",
        "web/src/c.ts",
        "",
    ] {
        let text = format!("<file path=\"{outside}\">\nx\n</file>");
        let complaint = complaint(&text);
        assert!(
            complaint.contains("none of the files to write: `web/src/a.ts`"),
            "{complaint}"
        );
    }
}

#[test]
fn an_answer_without_files_and_an_edit_without_blocks_are_complaints() {
    assert!(complaint("").contains("no file"));
    assert!(complaint("I'm sorry, I can't do that.").contains("no file"));
    assert!(complaint("<file path=\"web/src/a.ts\">\n\n</file>").contains("empty"));
    let edit = |body: &str| complaint(&format!("<edit path=\"web/src/a.ts\">\n{body}\n</edit>"));
    assert!(edit("const a = 1;").contains("no block"));
    assert!(edit("<<<<<<< SEARCH\na\n").contains("SEARCH without"));
    assert!(edit("<<<<<<< SEARCH\na\n=======\nb").contains("without `>>>>>>> REPLACE`"));
}

fn replacement(search: &str, replace: &str) -> Replacement {
    Replacement {
        search: search.to_owned(),
        replace: replace.to_owned(),
    }
}

#[test]
fn an_edit_is_applied_where_its_lines_stand_once() {
    let text = "one\n  two\n    three\nfour\n";
    for (search, replace, after) in [
        ("one\n", "1\n", "1\n  two\n    three\nfour\n"),
        ("  two   \n    three\n", "  2\n", "one\n  2\nfour\n"),
        ("two\n  three\n", "2\n  3\n\n", "one\n  2\n    3\n\nfour\n"),
        (
            "      two\n        three\n",
            "      2\n",
            "one\n  2\nfour\n",
        ),
        ("\nfour\n\n", "4\n", "one\n  two\n    three\n4\n"),
        ("thre", "tre", "one\n  two\n    tree\nfour\n"),
        ("one\n", "", "  two\n    three\nfour\n"),
    ] {
        assert_eq!(
            apply(text, &[replacement(search, replace)]).unwrap(),
            after,
            "{search}"
        );
    }
}

#[test]
fn an_edit_that_fits_nowhere_or_twice_says_so() {
    let text = "a\nb\na\nexport const x = 1;\n";
    let wrong = |search: &str| apply(text, &[replacement(search, "")]).unwrap_err();
    assert!(wrong("a\n").contains("lines 1 and 3"), "{}", wrong("a\n"));
    assert!(wrong("export const y = 2;\n").contains("4 | export const x = 1;"));
    assert!(wrong("\n").contains("empty"));
    let second = [replacement("b\n", "c\n"), replacement("z\n", "")];
    assert!(apply(text, &second).unwrap_err().contains("SEARCH 2 of 2"));
}

proptest! {
    #[test]
    fn any_text_gives_wanted_files_or_a_complaint(text in hostile(), cut: bool) {
        if let Ok(reply) = read(&text, &wanted(), cut) {
            for part in reply.parts {
                let path = match part {
                    Part::File { path, text } => {
                        prop_assert!(text.ends_with('\n'));
                        path
                    }
                    Part::Edit { path, replacements } => {
                        prop_assert!(!replacements.is_empty());
                        path
                    }
                };
                prop_assert!(wanted().contains(&path));
            }
        }
    }

    #[test]
    fn what_is_written_in_the_form_is_read_back(
        text in "[a-z<>/={} \n]{1,80}",
        search in "[a-z ]{1,9}", replace in "[a-z \n]{0,20}",
    ) {
        let filled = text.lines().any(|line| !line.trim().is_empty());
        let plain = !text.contains("</file>") && !text.lines().any(is_search) && !text.contains("<file");
        prop_assume!(filled && plain);
        let answer = format!(
            "<file path=\"web/src/a.ts\">\n{text}\n</file>\n<edit path=\"web/src/b.css\">\n\
             <<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE\n</edit>"
        );
        let reply = read(&answer, &wanted(), false).unwrap();
        let [Part::File { text: read, .. }, Part::Edit { replacements, .. }] = reply.parts.as_slice() else {
            panic!("{reply:?}");
        };
        prop_assert_eq!(read.trim(), text.trim());
        prop_assert_eq!(&replacements[0].search, &format!("{search}\n"));
    }

    #[test]
    fn an_edit_with_a_whole_line_of_its_own_does_what_it_says(
        lines in proptest::collection::vec("[a-z ]{0,6}", 1..12), at: prop::sample::Index,
    ) {
        let mut lines = lines;
        let at = at.index(lines.len());
        lines[at] = "the only one".to_owned();
        let text = lines.join("\n") + "\n";
        let after = apply(&text, &[replacement("the only one\n", "x\ny\n")]).unwrap();
        lines.splice(at..=at, ["x".to_owned(), "y".to_owned()]);
        prop_assert_eq!(after, lines.join("\n") + "\n");
    }
}

/// Texts that are close to answers.
fn hostile() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "<file path=\"web/src/a.ts\">",
        "<file path=\"../x\">",
        "<file ",
        "</file>",
        "<edit path='web/src/b.css'>",
        "</edit>",
        "<<<<<<< SEARCH",
        "=======",
        ">>>>>>> REPLACE",
        "```",
        "```ts web/src/a.ts",
        "\n",
        "\n",
        "\n",
        " ",
        "\u{0}",
        "é",
        "const a = 1;",
        "<think>",
        "</think>",
        "\r\n",
        "\u{feff}",
    ]);
    proptest::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}
