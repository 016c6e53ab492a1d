//! What is written down equals what the code says: completions, README, changelog.
//!
//! `SAMOCODER_UPDATE=1 cargo test drift` writes the files anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use samocoder::exit::Exit;
use samocoder::settings::env::VARIABLES;
use samocoder::settings::table::SETTINGS;

use crate::samocoder::Samocoder;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file with what it should hold, or writes it when asked to.
#[track_caller]
fn current(path: &Path, expected: &str) {
    if std::env::var("SAMOCODER_UPDATE").is_ok() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, expected).unwrap();
    }
    let found = std::fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        found == expected,
        "{} is stale: SAMOCODER_UPDATE=1 cargo test drift",
        path.display()
    );
}

#[test]
fn completions_are_current() {
    let files = [
        ("bash", "samocoder.bash"),
        ("zsh", "_samocoder"),
        ("fish", "samocoder.fish"),
        ("powershell", "_samocoder.ps1"),
        ("elvish", "samocoder.elv"),
    ];
    let samocoder = Samocoder::new();
    for (shell, file) in files {
        let script = samocoder.run(["completions", shell]).success();
        current(&root("completions").join(file), &script);
    }
}

/// Returns the README with every block after a `<!-- run: ARGUMENTS -->` replaced by what that run
/// prints.
fn readme_with_real_output(readme: &str) -> String {
    let mut out = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(command) = line
            .strip_prefix("<!-- run: ")
            .and_then(|it| it.strip_suffix(" -->"))
        else {
            continue;
        };
        let samocoder = Samocoder::new();
        let arguments = shell_words(command);
        let output = samocoder.run(&arguments);
        assert_eq!(output.code, 0, "{command}: {}", output.all());
        let first = lines.next().unwrap();
        assert_eq!(first, "```console", "a console block follows {command}");
        for old in lines.by_ref() {
            if old == "```" {
                break;
            }
        }
        let body = format!("$ samocoder {command}\n{}{}", output.stderr, output.stdout);
        out.push_str(&format!(
            "```console\n{}```\n",
            body.replace("[VERSION]", env!("CARGO_PKG_VERSION"))
        ));
    }
    out
}

/// Splits a command line at spaces outside of double quotes.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn the_readme_shows_real_output() {
    let path = root("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    current(&path, &readme_with_real_output(&readme));
}

#[test]
fn the_readme_lists_every_exit_code() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    for exit in Exit::ALL {
        let line = format!("| {} | {} |", exit.code(), exit.meaning());
        assert!(readme.contains(&line), "README.md needs the line {line}");
    }
}

#[test]
fn the_readme_lists_every_setting() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    for setting in SETTINGS {
        let line = format!("| `{}` | {} |", setting.name, setting.about);
        assert!(readme.contains(&line), "README.md needs the line {line}");
    }
}

#[test]
fn the_readme_lists_every_variable() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    for (name, meaning) in VARIABLES {
        let line = format!("| `{name}` | {meaning} |");
        assert!(readme.contains(&line), "README.md needs the line {line}");
    }
}

#[test]
fn the_readme_shows_every_picture_and_no_other() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    let shown: BTreeSet<&str> = readme
        .split("](docs/screenshots/")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    let kept: Vec<_> = std::fs::read_dir(root("docs/screenshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(shown, kept.iter().map(String::as_str).collect());
}

#[test]
fn the_changelog_has_a_place_for_what_is_new() {
    let changelog = std::fs::read_to_string(root("CHANGELOG.md")).unwrap();
    assert!(changelog.contains("## [Unreleased]"));
}
