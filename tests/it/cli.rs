//! The binary as a user runs it: what it prints, how it ends, what it leaves.

use std::path::Path;

use insta::assert_snapshot;

use crate::samocoder::{Samocoder, same};

const PLANTS: &str = "I want to track my plants: name, species, last watered date, and a photo";

/// A spec that is small and complete.
const SPEC: &str = r#"
format = 1
name = "plant-tracker"
title = "Plant tracker"
[[entities]]
name = "Plant"
label = "Plant"
label_plural = "Plants"
fields = [
  { name = "name", label = "Name", type = "string", required = true },
  { name = "photo", label = "Photo", type = "image" },
]
"#;

#[test]
fn new_says_what_it_did_and_what_to_type_next() {
    let samocoder = Samocoder::new();
    let output = samocoder.run(["new", PLANTS]);
    assert_snapshot!(output.all());
    assert_eq!(samocoder.list("."), ["plant-tracker"]);
    let own = [".gitignore", "base.zip", "receipt.json", "run.json"];
    assert_eq!(samocoder.list("plant-tracker/.samocoder"), own);
}

#[test]
fn new_tells_what_it_does_not_cover() {
    let samocoder = Samocoder::new();
    let idea = "Movie watchlist, with title, director, genre, year, trailer url, seen or not and my rating (1–10). \
                Pull posters from IMDB automatically.";
    assert_snapshot!(samocoder.run(["new", idea, "--verify", "none"]).all());
    let strict = samocoder.run(["new", idea, "--strict", "--quiet", "-o", "strict"]);
    assert_eq!(
        (strict.code, strict.stdout.as_str()),
        (12, "strict\n"),
        "{}",
        strict.stderr
    );
    assert!(
        samocoder.path("strict/package.json").is_file(),
        "the project is kept"
    );
}

#[test]
fn the_same_idea_gives_the_same_bytes() {
    let samocoder = Samocoder::new();
    for name in ["one", "two"] {
        samocoder
            .run(["new", PLANTS, "-o", name, "--quiet"])
            .success();
        samocoder
            .run(["new", PLANTS, "-o", &format!("{name}.zip"), "--quiet"])
            .success();
        // Times are in `run.json` and nowhere else.
        std::fs::remove_file(samocoder.path(&format!("{name}/.samocoder/run.json"))).unwrap();
    }
    assert!(same(&samocoder.path("one"), &samocoder.path("two")));
    let read = |name: &str| std::fs::read(samocoder.path(name)).unwrap();
    assert_eq!(read("one.zip"), read("two.zip"));
}

#[test]
fn json_is_one_event_a_line_and_the_last_one_has_the_code() {
    let samocoder = Samocoder::new();
    samocoder.write("spec.toml", SPEC);
    let lines = samocoder
        .run(["new", "--spec", "spec.toml", "--json"])
        .success();
    let events: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(events.iter().all(|event| event["format"] == 1));
    let last = events.last().unwrap();
    assert_eq!(
        (&last["event"], &last["code"]),
        (&"finished".into(), &0.into())
    );
    assert_eq!(last["target"], "plant-tracker");
    let again = samocoder.run(["new", "--spec", "spec.toml", "--json"]);
    assert_eq!(again.code, 5);
    let failed: serde_json::Value =
        serde_json::from_str(again.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&failed["event"], &failed["code"]),
        (&"failed".into(), &5.into())
    );
    assert_eq!(again.stderr, "");
}

#[test]
fn an_existing_target_is_refused_and_force_keeps_what_is_not_ours() {
    let samocoder = Samocoder::new();
    samocoder.write("spec.toml", SPEC);
    samocoder.write("app/notes.txt", "mine");
    samocoder.write("app/README.md", "mine too");
    let refused = samocoder.run(["new", "--spec", "spec.toml", "-o", "app"]);
    assert_eq!(refused.code, 5);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(samocoder.list("app"), ["README.md", "notes.txt"]);
    samocoder
        .run(["new", "--spec", "spec.toml", "-o", "app", "--force"])
        .success();
    assert_eq!(samocoder.read("app/notes.txt"), "mine");
    assert_eq!(samocoder.read("app/README.md.orig"), "mine too");
    assert!(samocoder.read("app/README.md").contains("Plant tracker"));
    assert_eq!(
        samocoder.list("."),
        ["app", "spec.toml"],
        "no run folder is left"
    );
}

#[test]
fn an_idea_comes_from_stdin_and_from_a_file_too() {
    let samocoder = Samocoder::new();
    samocoder.write("idea.txt", PLANTS);
    let direct = samocoder.run(["plan", PLANTS]).success();
    assert_eq!(samocoder.run(["plan", "@idea.txt"]).success(), direct);
    assert_eq!(samocoder.run_with(["plan", "-"], PLANTS).success(), direct);
    assert_snapshot!(direct);
}

#[test]
fn a_plan_can_be_edited_and_made() {
    let samocoder = Samocoder::new();
    let plan = samocoder.run(["plan", PLANTS]).success();
    samocoder.write("plan.toml", &plan.replace("Plant tracker", "My jungle"));
    samocoder
        .run(["new", "--spec", "plan.toml", "-o", "app"])
        .success();
    assert!(
        samocoder
            .read("app/samocoder.toml")
            .contains("title = \"My jungle\"")
    );
    let json = samocoder.run(["plan", PLANTS, "--json"]).success();
    let from_json = samocoder.run_with(["plan", "--spec", "-"], json).success();
    assert_eq!(from_json, plan);
}

#[test]
fn errors_say_what_to_do() {
    let samocoder = Samocoder::new();
    samocoder.write("unknown-key.toml", &SPEC.replace("required", "requierd"));
    samocoder.write("no-target.toml", &format!("{SPEC}relations = [{{ name = \"room\", label = \"Room\", kind = \"many_to_one\", target = \"Plnt\" }}]\n"));
    std::fs::write(samocoder.path("latin1.txt"), b"caf\xe9").unwrap();
    samocoder.write("file", "");
    let cases: [&[&str]; 9] = [
        &["new"],
        &["new", ""],
        &["new", "@missing.txt"],
        &["new", "@latin1.txt"],
        &["new", "--spec", "unknown-key.toml"],
        &["new", "--spec", "no-target.toml"],
        &["new", PLANTS, "--template", "vue"],
        &["new", PLANTS, "-o", "file/below"],
        &["explain", "42"],
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|arguments| {
            format!(
                "$ samocoder {}\n{}",
                arguments.join(" "),
                samocoder.run(*arguments).all()
            )
        })
        .collect();
    assert_snapshot!(all.join("\n"));
    assert_eq!(
        samocoder.list("."),
        ["file", "latin1.txt", "no-target.toml", "unknown-key.toml"]
    );
}

#[test]
fn missing_node_is_told_and_the_project_is_kept() {
    let samocoder = Samocoder::new().env("PATH", "/nonexistent");
    samocoder.write("spec.toml", SPEC);
    let output = samocoder.run([
        "new",
        "--spec",
        "spec.toml",
        "--verify",
        "full",
        "-o",
        "app",
    ]);
    assert_eq!(output.code, 3, "{}", output.all());
    assert!(
        output.stderr.contains("Node.js is not on the PATH"),
        "{}",
        output.stderr
    );
    assert!(samocoder.path("app/package.json").is_file());
}

#[test]
fn a_changed_test_makes_verification_red() {
    let samocoder = Samocoder::new();
    samocoder.write("spec.toml", SPEC);
    samocoder
        .run(["new", "--spec", "spec.toml", "-o", "app"])
        .success();
    samocoder.run(["verify", "app"]).success();
    let receipt: serde_json::Value =
        serde_json::from_str(&samocoder.read("app/.samocoder/receipt.json")).unwrap();
    let sealed = receipt["sealed"]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap()
        .clone();
    let test = format!("app/{sealed}");
    samocoder.write(&test, &format!("{}\n// weaker\n", samocoder.read(&test)));
    let red = samocoder.run(["verify", "app"]);
    assert_eq!(red.code, 11);
    assert!(
        red.stderr
            .contains(&format!("{sealed}: the sealed test was changed")),
        "{}",
        red.stderr
    );
}

#[test]
fn a_broken_file_is_named_with_its_place() {
    let samocoder = Samocoder::new();
    samocoder.write("spec.toml", SPEC);
    samocoder
        .run(["new", "--spec", "spec.toml", "-o", "app"])
        .success();
    samocoder.write("app/web/src/broken.tsx", "export const x = <div>;\n");
    samocoder.write("app/web/src/lost.ts", "import './nowhere';\n");
    let red = samocoder.run(["verify", "app"]);
    assert_eq!(red.code, 11);
    assert!(
        red.stderr.contains("web/src/broken.tsx:1:"),
        "{}",
        red.stderr
    );
    assert!(red.stderr.contains("web/src/lost.ts:1:"), "{}", red.stderr);
}

#[test]
fn export_packs_the_same_bytes_each_time() {
    let samocoder = Samocoder::new();
    samocoder.write("spec.toml", SPEC);
    samocoder
        .run(["new", "--spec", "spec.toml", "-o", "мои цветы"])
        .success();
    samocoder.write("мои цветы/node_modules/x/index.js", "");
    samocoder.write("мои цветы/.env", "SECRET=1");
    samocoder
        .run(["export", "мои цветы", "-o", "a.zip"])
        .success();
    samocoder
        .run(["export", "мои цветы", "-o", "b.zip"])
        .success();
    let read = |name: &str| std::fs::read(samocoder.path(name)).unwrap();
    assert_eq!(read("a.zip"), read("b.zip"));
    let names = String::from_utf8_lossy(&read("a.zip")).into_owned();
    assert!(names.contains("package.json") && !names.contains("node_modules"));
    assert!(!names.contains("мои цветы/.env\u{0}") && !names.contains("SECRET"));
    let again = samocoder.run(["export", "мои цветы", "-o", "a.zip"]);
    assert_eq!(again.code, 5);
}

#[test]
fn messages_are_russian_when_asked_for() {
    let samocoder = Samocoder::new().env("LANG", "ru_RU.UTF-8");
    let idea = "Учёт расходов: сумма, категория, дата и комментарий. Хочу видеть итоги по месяцам на дашборде и \
                выгружать в CSV.";
    assert_snapshot!(samocoder.run(["new", idea, "--verify", "none"]).all());
}

#[test]
fn colours_are_for_terminals_and_on_request() {
    let samocoder = Samocoder::new();
    assert!(!samocoder.run(["new"]).stderr.contains('\u{1b}'));
    assert!(
        samocoder
            .run(["new", "--color", "always"])
            .stderr
            .contains('\u{1b}')
    );
    let never = Samocoder::new().env("NO_COLOR", "1");
    assert!(!never.run(["new"]).stderr.contains('\u{1b}'));
}

#[test]
fn schemas_describe_what_is_written() {
    let samocoder = Samocoder::new();
    for name in ["spec", "architecture", "receipt", "event"] {
        let text = samocoder.run(["schema", name]).success();
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(schema["title"].is_string(), "{name}");
    }
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("completions")
            .is_dir()
    );
}
