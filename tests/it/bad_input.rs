//! What the binary makes of input that it can't use: a clear error, the right code, nothing written.

use std::ffi::OsString;
use std::fmt::Write as _;

use crate::samocoder::{Output, Samocoder};

/// A spec that is small and complete, for changes that break it.
const BOOKS: &str = r#"format = 1
name = "books"
title = "Books"

[[entities]]
name = "Book"
label = "Book"
label_plural = "Books"
fields = [
  { name = "title", label = "Title", type = "string", required = true },
  { name = "rating", label = "Rating", type = "integer", min = 1, max = 5 },
  { name = "status", label = "Status", type = "enum", values = [{ name = "want", label = "Want" }, { name = "done", label = "Done" }] },
]
relations = [
  { name = "author", label = "Author", kind = "many_to_one", target = "Author" },
]

[[entities]]
name = "Author"
label = "Author"
label_plural = "Authors"
fields = [{ name = "name", label = "Name", type = "string" }]
"#;

/// Checks that a run was refused with a code and words, and left nothing.
#[track_caller]
pub(crate) fn refused(samocoder: &Samocoder, output: &Output, code: i32, words: &[&str]) {
    assert_eq!(output.code, code, "{}", output.stderr);
    assert_eq!(output.stdout, "");
    for word in words {
        assert!(output.stderr.contains(word), "{word}: {}", output.stderr);
    }
    assert!(output.stderr.starts_with("error: "), "{}", output.stderr);
    assert_eq!(samocoder.list("."), Vec::<String>::new());
}

#[test]
fn ideas_without_words_are_refused() {
    let samocoder = Samocoder::new();
    for (idea, word) in [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("🌱🌱🎉", "no word"),
        ("12, 34; — !", "no word"),
        ("@", "no idea"),
    ] {
        let output = samocoder.run(["new", idea]);
        refused(&samocoder, &output, 2, &[word, "hint: say "]);
    }
    let output = samocoder.run_with(["new", "-"], "");
    refused(&samocoder, &output, 2, &["is empty"]);
}

#[test]
fn ideas_of_a_book_s_length_are_refused() {
    let samocoder = Samocoder::new();
    let million = "todo app. ".repeat(100_000);
    let long = ["999999 characters; at most 20000", "hint: say only"];
    let output = samocoder.run_with(["new", "-"], million.as_str());
    refused(&samocoder, &output, 2, &long);
    // The longest argument that Linux takes.
    let output = samocoder.run(["new", &million[..120_000]]);
    refused(&samocoder, &output, 2, &["119999 characters"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("idea.txt");
    std::fs::write(&file, &million).unwrap();
    let output = samocoder.run(["new", &format!("@{}", file.display())]);
    refused(&samocoder, &output, 2, &long);
    std::fs::write(&file, "ж".repeat(3 << 20)).unwrap();
    let output = samocoder.run(["new", &format!("@{}", file.display())]);
    refused(&samocoder, &output, 2, &["larger than 4 MiB", "hint: "]);
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let samocoder = Samocoder::new();
    let bytes = b"todo app\nwith \xff\xfe in it".to_vec();
    let output = samocoder.run_with(["new", "-"], bytes.clone());
    let words = ["stdin is not UTF-8 text: line 2", "hint: save"];
    refused(&samocoder, &output, 2, &words);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("idea.txt");
    std::fs::write(&file, bytes).unwrap();
    let output = samocoder.run(["new", &format!("@{}", file.display())]);
    refused(
        &samocoder,
        &output,
        2,
        &["idea.txt` is not UTF-8", "line 2"],
    );
    let output = samocoder.run(["new", "--spec", file.to_str().unwrap()]);
    refused(&samocoder, &output, 2, &["idea.txt` is not UTF-8"]);
    let output = samocoder.run(["new", &format!("@{}", folder.path().display())]);
    refused(&samocoder, &output, 5, &["failed to read"]);
    let output = samocoder.run(["new", "@no/such/file"]);
    refused(
        &samocoder,
        &output,
        5,
        &["failed to read `no/such/file`", "hint: "],
    );
}

const TITLE: &str = r#"name = "title", label = "Title""#;

/// Changes that break the spec, and what the error must say.
const BREAKS: &[(&str, &str, &[&str])] = &[
    (
        "required",
        "requird",
        &["did you mean `required`?", "^ line 10, column 55"],
    ),
    (
        "fields = [\n",
        "felds = [\n",
        &["did you mean `fields`?", "^ line 9, column 1"],
    ),
    (
        "min = 1",
        "min = \"one\"",
        &["string \"one\", expected a number", "^ line 11"],
    ),
    (
        "\"string\", required",
        "\"strng\", required",
        &["did you mean `string`?", "^ line 10"],
    ),
    (
        "name = \"Author\"\n",
        "name = \"Book\"\n",
        &[
            "entities.Book: the name `Book` is used twice",
            "^ line 19, column 8",
        ],
    ),
    (
        "\"rating\"",
        "\"title\"",
        &[
            "entities.Book.fields.title: the name `title` is used twice",
            "^ line 11, column 12",
        ],
    ),
    (
        "\"author\"",
        "\"Rating\"",
        &["entities.Book.relations.Rating: the name", "^ line 15"],
    ),
    (
        "target = \"Author\"",
        "target = \"Autor\"",
        &[
            "no entity `Autor`; did you mean `Author`?",
            "^ line 15, column 71",
        ],
    ),
    (
        "min = 1",
        "min = 9",
        &["`min` 9 is greater than `max` 5", "^ line 11, column 64"],
    ),
    (
        "type = \"enum\"",
        "type = \"enum\", default = \"wnt\"",
        &[
            "`wnt` is not one of the values; did you mean `want`?",
            "^ line 12",
        ],
    ),
    (
        "max = 5",
        "max = 5, default = 7",
        &["the default 7 breaks", "^ line 11"],
    ),
    (
        TITLE,
        "name = \"Название\", label = \"Title\"",
        &["a name must be letters a-z", "^ line 10"],
    ),
    (
        TITLE,
        "name = \"title\", label = \" \"",
        &["label: must not be empty", "^ line 10"],
    ),
    (
        "format = 1",
        "format = 2",
        &["reads format 1, not 2", "^ line 1"],
    ),
    (
        "\"books\"",
        "\"My Books\"",
        &["lowercase words", "^ line 2, column 8"],
    ),
    ("title = \"Books\"", "", &["missing field `title`"]),
    ("]\nrelations", "relations", &["^ line "]),
];

#[test]
fn a_broken_spec_is_shown_at_its_place() {
    let samocoder = Samocoder::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.toml");
    for (from, to, words) in BREAKS {
        let text = BOOKS.replacen(from, to, 1);
        assert_ne!(text, BOOKS, "{from}");
        std::fs::write(&file, text).unwrap();
        let output = samocoder.run(["new", "--spec", file.to_str().unwrap()]);
        refused(&samocoder, &output, 3, words);
    }
}

#[test]
fn an_entity_may_have_a_hundred_fields_and_no_more() {
    let samocoder = Samocoder::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("s.toml");
    let spec = |count: usize| {
        let mut fields = String::new();
        for number in 2..=count {
            let label = format!("Label {number} {}", "x".repeat(180));
            writeln!(
                fields,
                r#"{{ name = "{}{number}", label = "{label}", type = "string" }},"#,
                "n".repeat(190)
            )
            .unwrap();
        }
        let start = "fields = [{ name = \"name\"";
        BOOKS.replace(start, &format!("fields = [\n{fields}{}", &start[10..]))
    };
    std::fs::write(&file, spec(500)).unwrap();
    let output = samocoder.run(["new", "--spec", file.to_str().unwrap()]);
    let words = ["entities.Author: must have at most 100 fields", "^ line 19"];
    refused(&samocoder, &output, 3, &words);
    std::fs::write(&file, spec(100)).unwrap();
    samocoder
        .run(["new", "--spec", file.to_str().unwrap()])
        .success();
}

#[test]
fn thirty_entities_are_made_in_seconds() {
    let samocoder = Samocoder::new();
    let mut spec = "format = 1\nname = \"many\"\ntitle = \"Many\"\n".to_owned();
    for number in 1..=30 {
        let name = format!("Kind{number}");
        write!(spec, "[[entities]]\nname = \"{name}\"\nlabel = \"{name}\"\nlabel_plural = \"{name}s\"\nfields = [{{ name = \"title\", label = \"Title\", type = \"string\", required = true }}, {{ name = \"on\", label = \"On\", type = \"date\" }}]\n").unwrap();
        if number > 1 {
            let before = format!("Kind{}", number - 1);
            writeln!(spec, "relations = [{{ name = \"before\", label = \"Before\", kind = \"many_to_one\", target = \"{before}\", required = true }}]").unwrap();
        }
    }
    samocoder.write("spec.toml", &spec);
    let started = std::time::Instant::now();
    samocoder.run(["new", "--spec", "spec.toml"]).success();
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn targets_that_can_t_be_made_are_refused() {
    let samocoder = Samocoder::new();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).into_os_string();
    std::fs::write(at("file"), "mine").unwrap();
    let long = at(&"n".repeat(300));
    for (output, words) in [
        (at("file"), ["exists and is not a directory", "hint: "]),
        (at("file/inner"), ["is not a directory", "hint: "]),
        (OsString::from("/"), ["it has no name", "hint: "]),
        (long, ["failed to read", "hint: choose a shorter name"]),
    ] {
        let arguments = [OsString::from("new"), "todo".into(), "-o".into(), output];
        refused(&samocoder, &samocoder.run(arguments), 5, &words);
    }
    assert_eq!(std::fs::read(at("file")).unwrap(), b"mine");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn places_with_spaces_cyrillic_and_missing_parents_are_made() {
    let samocoder = Samocoder::new();
    for target in ["мой сад/с пробелом", "a/b/c.zip", "it's \"quoted\" $HOME"] {
        let output = samocoder.run(["new", "todo", "-o", target, "--quiet"]);
        assert_eq!(output.success(), format!("{target}\n"));
        assert!(samocoder.path(target).exists());
    }
}

#[test]
fn an_idea_in_another_language_is_answered_with_what_is_understood_and_a_word_about_it() {
    let samocoder = Samocoder::new();
    let idea = "Ich möchte meine Pflanzen verwalten: Name, Art, Datum und ein Foto";
    let output = samocoder.run(["new", idea, "-o", "a", "--strict"]);
    assert_eq!(output.code, 12, "{}", output.stderr);
    assert!(output.stderr.contains("in German"), "{}", output.stderr);
    assert!(output.stderr.contains("Items: Name"), "{}", output.stderr);
    let idea = "Хочу вести облік витрат: сума, категорія, дата і коментар";
    let plan = samocoder.run(["plan", idea, "--json"]).success();
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let first = &plan["requirements"][0];
    assert_eq!(
        (&first["covered"], &first["text"]),
        (&false.into(), &idea.into())
    );
    assert!(first["reason"].as_str().unwrap().contains("украинский"));
}
