//! Rendering in this process: whatever the spec, the files are there, parse and resolve.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use samocoder::event::{Desk, Event, Reporter};
use samocoder::models::Models;
use samocoder::pipeline::{self, Helpers, Start};
use samocoder::spec::file::{self, Syntax};
use samocoder::spec::{Spec, check};
use samocoder::template::Template;
use samocoder::tree::Project;
use samocoder::verify;
use tokio::runtime::Builder;

use crate::spec_strategy;

struct Silent;

impl Reporter for Silent {
    fn report(&mut self, _: &Event) {}
}

/// Renders a spec.
pub(crate) fn render(spec: Spec) -> Project {
    let template = Template::embedded("react").unwrap();
    let start = Start::Spec(Box::new(spec));
    let mut keep = |_: pipeline::Artifact<'_>| Ok::<(), Box<dyn std::error::Error>>(());
    let mut silent = Silent;
    let desk = Desk::new(&mut silent);
    let nobody: Option<&Helpers<'_, Models<'_, '_>>> = None;
    let made = pipeline::Made::default();
    let stages = pipeline::run(start, made, &template, nobody, &desk, &mut keep);
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(stages).unwrap().0
}

#[test]
fn any_valid_spec_renders_a_project_that_passes_quick_verification() {
    let mut runner = TestRunner::new(Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&spec_strategy::spec(), |spec| {
            let problems = check::check(&spec);
            prop_assert!(problems.is_empty(), "{problems:?}");
            let project = render(spec.clone());
            let red: Vec<_> = verify::quick(&project.files())
                .into_iter()
                .filter(|check| !check.passed())
                .collect();
            prop_assert!(red.is_empty(), "{red:#?}");
            prop_assert!(
                render(spec).files() == project.files(),
                "a second rendering differs"
            );
            Ok(())
        })
        .unwrap();
}

/// The most lines of a generated file of code.
const MAX_LINES: usize = 250;

#[test]
fn no_file_of_code_is_too_long_to_be_read() {
    for name in [
        "auth",
        "hostile",
        "reading-list",
        "torture",
        "views",
        "wide",
    ] {
        let path = format!("{}/tests/specs/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let project = render(file::parse(&text, Syntax::Toml).unwrap());
        let code = project.files().into_iter().filter(|(path, _)| {
            let path = path.as_str();
            [".ts", ".tsx", ".css", ".mjs", ".html"]
                .iter()
                .any(|end| path.ends_with(end))
        });
        let long: Vec<_> = code
            .map(|(path, text)| (text.lines().count(), path))
            .filter(|(lines, _)| *lines > MAX_LINES)
            .collect();
        assert!(long.is_empty(), "{name}: {long:?}");
    }
}

/// Returns the names that a module imports and says nowhere else.
fn imported_for_nothing(text: &str) -> Vec<String> {
    let (mut names, mut rest) = (Vec::new(), text.to_owned());
    for part in text.split("import ").skip(1) {
        let Some((braced, _)) = part.split_once(" from '") else {
            continue;
        };
        let list = braced.trim_start_matches("type ").trim_start_matches('{');
        let list = list.trim_end_matches('}').split(',').map(str::trim);
        names.extend(list.filter(|it| !it.is_empty()).map(|name| {
            let name = name.trim_start_matches("type ");
            name.rsplit(" as ").next().unwrap().to_owned()
        }));
        rest = rest.replacen(braced, "", 1);
    }
    let words: Vec<&str> = rest.split(|it: char| !it.is_alphanumeric()).collect();
    names.retain(|name| !words.contains(&name.as_str()));
    names
}

#[test]
fn a_dashboard_of_groups_alone_imports_nothing_for_nothing() {
    let text = "format = 1\nname = \"a\"\ntitle = \"A\"\nfeatures = [{ kind = \"dashboard\" }]\n\
                [[entities]]\nname = \"Plant\"\nlabel = \"Plant\"\nlabel_plural = \"Plants\"\n\
                fields = [{ name = \"name\", label = \"Name\", type = \"string\", required = true },\n\
                { name = \"light\", label = \"Light\", type = \"enum\", values = [\
                { name = \"sun\", label = \"Sun\" }, { name = \"shade\", label = \"Shade\" }] }]\n";
    let project = render(file::parse(text, Syntax::Toml).unwrap());
    let mut seen = false;
    for (path, text) in project.files() {
        let path = path.as_str();
        if path == "api/src/lib/summary.ts" {
            seen = true;
            assert_eq!(imported_for_nothing(text), Vec::<String>::new(), "{path}");
        }
    }
    assert!(seen);
}

#[test]
fn names_that_mean_something_else_elsewhere_render() {
    for name in ["auth.toml", "hostile.toml", "reserved.toml"] {
        let path = format!("{}/tests/specs/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let spec = file::parse(&text, Syntax::Toml).unwrap();
        let project = render(spec);
        let red: Vec<_> = verify::quick(&project.files())
            .into_iter()
            .filter(|check| !check.passed())
            .collect();
        assert!(red.is_empty(), "{name}: {red:#?}");
    }
}
