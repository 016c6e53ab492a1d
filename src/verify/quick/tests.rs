//! Projects with one thing wrong each.

use proptest::prelude::*;

use super::*;
use crate::tree::Files;

const LOCK: &str = r#"{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{
  "":{"name":"x","version":"1.0.0","dependencies":{"react":"19.3.1"}},
  "node_modules/react":{"version":"19.3.1","integrity":"sha512-x"}}}"#;

const MANIFEST: &str = r##"{"name":"x","version":"1.0.0","dependencies":{"react":"19.3.1"},
  "imports":{"#shared/*":"./shared/*.ts"},
  "scripts":{"format:check":"a","lint":"a","typecheck":"a","test":"a","build":"a"}}"##;

/// A green project with these files besides.
fn project(files: &[(&str, &str)]) -> Files {
    let base = [("package.json", MANIFEST), ("package-lock.json", LOCK)];
    base.iter()
        .chain(files)
        .map(|(path, text)| (ProjectPath::parse(path).unwrap(), (*text).to_owned()))
        .collect()
}

fn check(files: &Files) -> Vec<Check> {
    quick(
        &files
            .iter()
            .map(|(path, text)| (path, text.as_str()))
            .collect(),
    )
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let checks = check(&project(files));
    checks
        .into_iter()
        .flat_map(|check| check.problems)
        .collect()
}

#[test]
fn a_green_project_passes_and_is_counted() {
    let checks = check(&project(&[
        (
            "web/main.tsx",
            "import React from 'react';\nimport './a.css';\nexport default <React.X />;\n",
        ),
        ("web/a.css", "a {}"),
        ("notes.md", "```\ncode\n```\n"),
    ]));
    let told: Vec<_> = checks
        .iter()
        .map(|check| (check.name, check.passed(), check.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("syntax", true, "1 file"),
            ("imports", true, "2 imports"),
            ("data", true, "2 files"),
            ("lock", true, "1 package"),
            ("scripts", true, "5 scripts"),
        ]
    );
}

#[test]
fn syntax_errors_have_a_place() {
    let found = problems(&[("a.ts", "const a = 1;\nconst = 2;\n")]);
    assert!(found[0].starts_with("a.ts:2:7: "), "{found:?}");
    for (name, text) in [
        ("a.tsx", "export const a = <p>;\n"),
        ("a.ts", "export function a() {\n"),
        ("a.ts", "Here is the file:\nconst a = 1;\n"),
        ("a.ts", "return 1;\n"),
        ("a.ts", "function a() { await b; }\n"),
    ] {
        assert!(!problems(&[(name, text)]).is_empty(), "{text}");
    }
}

#[test]
fn a_file_in_a_code_fence_is_refused() {
    for name in ["a.tsx", "a.css", "a.json", "a.yml", "index.html"] {
        let found = problems(&[(name, "```tsx\nconst a = 1;\n```\n")]);
        assert_eq!(
            found,
            [format!("{name}:1:1: the file is wrapped in a code fence")]
        );
    }
}

#[test]
fn imports_lead_to_files_as_the_bundler_finds_them() {
    let files = [
        ("web/a.ts", ""),
        ("web/b.tsx", ""),
        ("web/data.json", "{}"),
        ("web/c.css", ""),
        ("web/lib/index.ts", ""),
        ("web/types.d.ts", ""),
        ("web/public/logo.svg", ""),
        ("shared/book.ts", ""),
        (
            "tsconfig.json",
            "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./web/*\",],},},}",
        ),
    ];
    for good in [
        "./a",
        "./a.ts",
        "./a.js",
        "./b",
        "./b.js",
        "./b.jsx",
        "./data.json",
        "./c.css?inline",
        "./lib",
        "./lib/index",
        "./types",
        "../web/a",
        "./lib/../a",
        "/logo.svg",
        "#shared/book",
        "@/a",
        "@/lib",
        "react",
        "react/jsx-runtime",
        "node:fs",
        "node:fs/promises",
        "fs",
        "node:test",
        "virtual:pwa",
        ".",
    ] {
        let text = format!("import '{good}';\n");
        let mut with = files.to_vec();
        with.extend([("web/main.ts", text.as_str()), ("web/index.ts", "")]);
        assert_eq!(problems(&with), [""; 0], "{good}");
    }
    for (bad, message) in [
        ("./x", "`./x` is no file of the project"),
        ("./A", "`./A` is no file of the project"),
        ("../../x", "`../../x` leads out of the project"),
        (
            "#shared/x",
            "`#shared/x` is in no `imports` of package.json, or its file is missing",
        ),
        ("zod", "the package `zod` is not in package.json"),
        ("@a/b/c", "the package `@a/b` is not in package.json"),
        ("@/x", "the package `@/x` is not in package.json"),
        ("node:nope", "`node:nope` is no module of Node.js 20"),
        ("test", "the package `test` is not in package.json"),
        ("/x.svg", "no file of the project is `/x.svg`"),
        ("", "the import names no module"),
    ] {
        for (statement, column) in [
            (format!("import '{bad}';"), 8),
            (format!("export * from '{bad}';"), 15),
            (format!("void import('{bad}');"), 13),
        ] {
            let mut with = files.to_vec();
            with.push(("web/main.ts", statement.as_str()));
            assert_eq!(
                problems(&with),
                [format!("web/main.ts:1:{column}: {message}")]
            );
        }
    }
}

#[test]
fn an_import_that_is_computed_is_left_alone() {
    let text = "const a = 'x';\nvoid import(`./${a}`);\nvoid import(a);\n";
    assert_eq!(problems(&[("a.ts", text)]), [""; 0]);
}

#[test]
fn a_lock_file_of_another_manifest_is_told_by_name() {
    let cases = [
        (
            LOCK.replace("\"name\":\"x\"", "\"name\":\"y\""),
            "the name is `y`, in package.json it is `x`",
        ),
        (
            LOCK.replace("{\"react\":\"19.3.1\"}", "{}"),
            "`react` of dependencies is not locked",
        ),
        (
            LOCK.replace("{\"react\":\"19.3.1\"}", "{\"react\":\"^19\"}"),
            "`react` is locked as `^19`, dependencies of package.json ask for `19.3.1`",
        ),
        (
            LOCK.replace("\"version\":\"19.3.1\"", "\"version\":\"19.3.0\""),
            "`react` is locked at 19.3.0, not at 19.3.1",
        ),
        (
            LOCK.replace(",\"integrity\":\"sha512-x\"", ""),
            "`node_modules/react` has no integrity",
        ),
        (
            LOCK.replace("\"integrity\"", "\"hasInstallScript\":true,\"integrity\""),
            "`node_modules/react` runs a script when it is installed",
        ),
        (
            LOCK.replace("node_modules/react", "node_modules/preact"),
            "`node_modules/react` is missing",
        ),
        (
            LOCK.replace("\"lockfileVersion\":3", "\"lockfileVersion\":2"),
            "lockfileVersion is 2, not 3",
        ),
    ];
    for (lock, problem) in cases {
        let mut files = project(&[]);
        files.insert(ProjectPath::parse("package-lock.json").unwrap(), lock);
        let found: Vec<_> = check(&files)
            .into_iter()
            .flat_map(|check| check.problems)
            .collect();
        assert_eq!(found, [format!("package-lock.json: {problem}")]);
    }
}

#[test]
fn what_full_verification_needs_must_be_there() {
    let mut files = project(&[]);
    let path = ProjectPath::parse("package.json").unwrap();
    let without = MANIFEST.replace("\"lint\":\"a\",", "\"lint\":\" \",");
    files.insert(path.clone(), without);
    let found: Vec<_> = check(&files)
        .into_iter()
        .flat_map(|check| check.problems)
        .collect();
    assert_eq!(found, ["package.json: the script `lint` is missing"]);
    files.remove(&path);
    let found: Vec<_> = check(&files)
        .into_iter()
        .flat_map(|check| check.problems)
        .collect();
    assert_eq!(found, ["package.json: the file is missing"; 2]);
}

#[test]
fn endless_brackets_do_not_end_the_process() {
    for opening in [
        "(",
        "[",
        "{",
        "A<",
        "new ",
        "!",
        "a=>",
        "if(1)",
        "<a>",
        "`${",
        "type A=[",
        "(a=",
        "a?(b=",
        "async (x=",
        "typeof ",
        "A<(",
        "label:",
        "- ",
        "else ",
        "x as ",
    ] {
        let text = opening.repeat(250_000 / opening.len());
        for name in ["a.tsx", "a.json", "a.yml", "a.toml"] {
            let found = problems(&[(name, &text)]);
            // To YAML most of them are one long word.
            assert!(name == "a.yml" || !found.is_empty(), "{opening} {name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_makes_it_panic(
        name in "(a|package|package-lock|tsconfig|web/b)\\.(ts|tsx|js|json|toml|yml|yaml|css|md|mts|html)",
        text in "\\PC{0,60}|[\\[\\]{}(),:;'\"`/*<>=!?&#\\-\\n a-c0-9]{0,80}|(import |export |from |'\\./x'|const a = |\\{|\\}|\\(|\\)|\n){0,20}",
    ) {
        let mut files = project(&[("web/main.ts", "import './x';\n")]);
        files.insert(ProjectPath::parse(&name).unwrap(), text);
        prop_assert_eq!(check(&files), check(&files));
    }
}
