//! Change sets, good and bad, with models and tools that do as they are told here.

use std::time::Duration;

use tokio::time::Instant;

use super::*;
use crate::change::{ChangeSet, ChangedFile};
use crate::event::{ChangeEvent, Desk};
use crate::llm::call::NoAnswer;
use crate::path::ProjectPath;
use crate::spec::{Requirement, Spec};
use crate::template::Template;
use crate::tree::Files;

mod prompts;
mod script;

use script::{Script, Told, Tools};

fn path(text: &str) -> ProjectPath {
    ProjectPath::parse(text).unwrap()
}

fn file(name: &str) -> ChangedFile {
    ChangedFile {
        path: path(name),
        purpose: "it".to_owned(),
        interface: "export const it: number;".to_owned(),
        uses: Vec::new(),
    }
}

/// A set that adds a file of its own, edits one that all share, and has a test.
fn set(id: &str, needs: &[&str]) -> ChangeSet {
    ChangeSet {
        requirement: id.to_owned(),
        purpose: "does it".to_owned(),
        files: vec![file(&format!("shared/{id}.ts")), file("shared/all.ts")],
        tests: vec![file(&format!("api/test/{id}.test.ts"))],
        needs: needs.iter().map(|it| (*it).to_owned()).collect(),
    }
}

fn whole(path: &str, text: &str) -> String {
    format!("<file path=\"{path}\">\n{text}\n</file>\n")
}

fn edit(path: &str, search: &str, replace: &str) -> String {
    format!(
        "<edit path=\"{path}\">\n<<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE\n</edit>\n"
    )
}

fn tests_of(id: &str) -> String {
    whole(
        &format!("api/test/{id}.test.ts"),
        &format!("export const test = '{id}';"),
    )
}

/// A set's code as a good model writes it.
fn code_of(id: &str) -> String {
    let own = whole(
        &format!("shared/{id}.ts"),
        &format!("export const it = '{id}';"),
    );
    own + &edit(
        "shared/all.ts",
        &format!("// {id}"),
        &format!("export * from './{id}';"),
    )
}

/// A real project, and one file more.
fn base() -> Files {
    let template = Template::embedded("react").unwrap();
    let spec = spec();
    let plan = template.plan(&spec).unwrap();
    let mut files = template.render(&spec, &plan, |_| true).unwrap();
    let all = "export const first = 1;\n// R1\n// R2\n// R3\n";
    files.insert(path("shared/all.ts"), all.to_owned());
    files
}

fn spec() -> Spec {
    let template = Template::embedded("react").unwrap();
    let idea = crate::idea::Idea::new("notes: title");
    let mut spec = crate::builtin::analyse(&idea, template.features()).unwrap();
    spec.requirements = ["R1", "R2", "R3"]
        .map(|id| Requirement {
            id: id.to_owned(),
            text: format!("words of {id}"),
            covered: Some(false),
            by: None,
            reason: None,
            feature: None,
        })
        .to_vec();
    spec
}

struct Ended {
    outcome: Outcome,
    told: Vec<ChangeEvent>,
    trials: Vec<String>,
    elapsed: Duration,
}

async fn turn(script: &Script, sets: &[ChangeSet], terms: Terms) -> Ended {
    let mut told = Told::default();
    let tools = Tools::default();
    let start = Instant::now();
    let desk = Desk::new(&mut told);
    let template = Template::embedded("react").unwrap();
    let guide = template.guide();
    let spec = spec();
    let both = (script, &tools);
    let outcome = ratchet(sets, &spec, base(), &guide, both, terms, &desk).await;
    Ended {
        outcome: outcome.unwrap(),
        told: told.0,
        trials: tools.trials.into_inner(),
        elapsed: start.elapsed(),
    }
}

fn terms() -> Terms {
    Terms {
        jobs: 8,
        repairs: 3,
        deadline: None,
    }
}

fn accepted(ended: &Ended) -> Vec<&str> {
    let accepted = ended.outcome.accepted.iter();
    accepted.map(|it| it.requirement.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_good_change_set_becomes_part_of_the_project() {
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", code_of("R1"));
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    let added = &ended.outcome.accepted[0];
    assert_eq!(
        added.code[&path("shared/R1.ts")],
        "export const it = 'R1';\n"
    );
    assert!(added.code[&path("shared/all.ts")].contains("export * from './R1';\n// R2"));
    assert_eq!(added.tests.len(), 1);
    assert_eq!(script.steps(), ["R1 tests", "R1 code 1"]);
    assert_eq!(ended.trials, ["R1 tests 0", "R1 0"]);
    // The code's author knows the tests, and the tests' author no code.
    assert!(
        script
            .prompt("R1 code 1")
            .contains("export const test = 'R1'")
    );
}

#[tokio::test(start_paused = true)]
async fn sets_are_written_together_and_tried_in_order() {
    let mut script = Script::slow(Duration::from_mins(1));
    for id in ["R1", "R2"] {
        script = script
            .says(&format!("{id} tests"), tests_of(id))
            .says(&format!("{id} code 1"), code_of(id));
    }
    let ended = turn(&script, &[set("R1", &[]), set("R2", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1", "R2"]);
    // Two calls after each other, and one more trial than the other set's.
    assert!(
        ended.elapsed < Duration::from_secs(2 * 60 + 5),
        "{:?}",
        ended.elapsed
    );
    let all = &ended.outcome.accepted[1].code[&path("shared/all.ts")];
    assert!(all.contains("'./R1'") && all.contains("'./R2'"), "{all}");
}

#[tokio::test(start_paused = true)]
async fn no_more_calls_are_under_way_than_there_are_jobs() {
    let mut script = Script::slow(Duration::from_mins(1));
    for id in ["R1", "R2"] {
        script = script
            .says(&format!("{id} tests"), tests_of(id))
            .says(&format!("{id} code 1"), code_of(id));
    }
    let one = Terms { jobs: 1, ..terms() };
    let ended = turn(&script, &[set("R1", &[]), set("R2", &[])], one).await;
    assert!(
        ended.elapsed >= Duration::from_mins(4),
        "{:?}",
        ended.elapsed
    );
}

#[tokio::test(start_paused = true)]
async fn a_set_sees_what_it_needs_and_nothing_else() {
    let mut script = Script::default();
    for id in ["R1", "R2", "R3"] {
        script = script
            .says(&format!("{id} tests"), tests_of(id))
            .says(&format!("{id} code 1"), code_of(id));
    }
    let sets = [set("R1", &[]), set("R2", &[]), set("R3", &["R1"])];
    let ended = turn(&script, &sets, terms()).await;

    assert_eq!(accepted(&ended), ["R1", "R2", "R3"]);
    let seen = script.prompt("R3 code 1");
    assert!(seen.contains("./R1") && !seen.contains("./R2"), "{seen}");
}

#[tokio::test(start_paused = true)]
async fn what_builds_on_a_set_that_is_not_there_is_not_begun() {
    let script = Script::default()
        .gives("R1 tests", Err(NoAnswer::Later))
        .says("R2 tests", tests_of("R2"));
    let ended = turn(&script, &[set("R1", &[]), set("R2", &["R1"])], terms()).await;

    assert!(accepted(&ended).is_empty());
    assert_eq!(script.steps(), ["R1 tests"]);
    assert_eq!(
        ended.outcome.unanswered.iter().collect::<Vec<_>>(),
        [&NoAnswer::Later]
    );
    assert!(ended.outcome.refused[1].1.contains("builds on R1"));
}

#[tokio::test(start_paused = true)]
async fn what_is_red_goes_back_with_its_words_and_its_lines() {
    let bad = whole(
        "shared/R1.ts",
        "export const it = 1; // RED types TS2322: no string",
    ) + &edit("shared/all.ts", "// R1", "export * from './R1';");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", bad)
        .says(
            "R1 repair 1",
            whole("shared/R1.ts", "export const it = 'R1';"),
        );
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    let asked = script.prompt("R1 repair 1");
    assert!(
        asked.contains("shared/R1.ts:1:1: TS2322: no string"),
        "{asked}"
    );
    assert!(asked.contains("1 | export const it = 1;"), "{asked}");
    let red = ended
        .told
        .iter()
        .find(|it| matches!(it, ChangeEvent::Red { .. }));
    let Some(ChangeEvent::Red {
        check,
        repair,
        repairs,
        ..
    }) = red
    else {
        panic!("{:?}", ended.told);
    };
    assert_eq!((check.as_str(), *repair, *repairs), ("types", 1, 3));
}

#[tokio::test(start_paused = true)]
async fn what_stays_red_leaves_no_trace_and_the_next_set_is_tried() {
    let bad = whole(
        "shared/R1.ts",
        "export const it = 1; // RED tests never right",
    ) + &edit("shared/all.ts", "// R1", "export * from './R1';");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", bad.clone())
        .says("R1 repair 1", bad.clone())
        .says("R1 repair 2", bad.clone())
        .says("R1 repair 3", "I can't.")
        .says("R2 tests", tests_of("R2"))
        .says("R2 code 1", code_of("R2"));
    let ended = turn(&script, &[set("R1", &[]), set("R2", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R2"]);
    let all = &ended.outcome.accepted[0].code[&path("shared/all.ts")];
    assert!(!all.contains("R1'"), "{all}");
    assert!(ended.outcome.unanswered.is_empty());
    let [(id, why)] = ended.outcome.refused.as_slice() else {
        panic!("{:?}", ended.outcome.refused);
    };
    assert_eq!(id, "R1");
    assert!(why.contains("stayed red"), "{why}");
    // The same model once more, then better ones.
    let mut beyond = script.beyond.borrow().clone();
    beyond.dedup();
    assert_eq!(
        beyond,
        ["R1 repair 2 beyond openai", "R1 repair 3 beyond openai"]
    );
}

#[tokio::test(start_paused = true)]
async fn two_sets_that_edit_the_same_lines_are_brought_together() {
    let steals = whole("shared/R2.ts", "export const it = 'R2';")
        + &edit("shared/all.ts", "// R1\n// R2", "export * from './R2';");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", code_of("R1"))
        .says("R2 tests", tests_of("R2"))
        .says("R2 code 1", steals)
        .says(
            "R2 repair 1",
            edit("shared/all.ts", "// R2", "export * from './R2';"),
        );
    let ended = turn(&script, &[set("R1", &[]), set("R2", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1", "R2"]);
    let asked = script.prompt("R2 repair 1");
    assert!(asked.contains("SEARCH is not in the file"), "{asked}");
    assert!(asked.contains("export * from './R1';"), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn tests_that_are_green_without_the_change_prove_nothing() {
    let idle = whole("api/test/R1.test.ts", "export const a = 'ALWAYS GREEN';");
    let script = Script::default()
        .says("R1 tests", idle.clone())
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", code_of("R1"))
        .says("R2 tests", idle.replace("R1", "R2"));
    let ended = turn(&script, &[set("R1", &[]), set("R2", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    assert!(
        ended.outcome.refused[0]
            .1
            .contains("its tests prove nothing")
    );
    assert!(!script.steps().contains(&"R2 code 1".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_cut_off_is_gone_on_with() {
    let begun = format!(
        "CUT {}<edit path=\"shared/all.ts\">\n<<<<<<< SEARCH\n// R",
        whole("shared/R1.ts", "export const it = 1;")
    );
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", begun)
        .says(
            "R1 code 1",
            edit("shared/all.ts", "// R1", "export * from './R1';"),
        );
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    let again = script.prompt("R1 code 1");
    assert!(again.contains("Still missing: shared/all.ts."), "{again}");
}

#[tokio::test(start_paused = true)]
async fn what_does_not_parse_is_seen_without_any_tool() {
    let bad = whole("shared/R1.ts", "export const it = ;")
        + &edit("shared/all.ts", "// R1", "export * from './R1';");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", bad)
        .says("R1 repair 1", whole("shared/R1.ts", "export const it = 1;"));
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    assert_eq!(ended.trials, ["R1 tests 0", "R1 1"]);
}

#[tokio::test(start_paused = true)]
async fn other_files_than_the_planned_ones_are_never_written() {
    let outside = code_of("R1") + &whole("../../home/.ssh/authorized_keys", "key");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", outside);
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert!(accepted(&ended).is_empty());
    let why = &ended.outcome.refused[0].1;
    assert!(why.contains("none of the files to write"), "{why}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_begun_after_the_deadline() {
    let over = Terms {
        deadline: Some(Instant::now()),
        ..terms()
    };
    let script = Script::default();
    let ended = turn(&script, &[set("R1", &[])], over).await;

    assert!(script.steps().is_empty());
    assert_eq!(
        ended.outcome.unanswered.iter().collect::<Vec<_>>(),
        [&NoAnswer::Deadline]
    );
}

#[tokio::test(start_paused = true)]
async fn tests_that_notice_nothing_are_written_again() {
    let blind = whole("api/test/R1.test.ts", "export const a = 'NOTICES NOTHING';");
    let code = whole("shared/R1.ts", "export function it() {\n  return 1;\n}")
        + &edit("shared/all.ts", "// R1", "export * from './R1';");
    let script = Script::default()
        .says("R1 tests", blind)
        .says("R1 code 1", code)
        .says("R1 repair 1", tests_of("R1"));
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    let trials = [
        "R1 tests 0",
        "R1 0",
        "R1 0 broken 0",
        "R1 1 tests",
        "R1 1",
        "R1 1 broken 0",
    ];
    assert_eq!(ended.trials, trials);
    let asked = script.prompt("R1 repair 1");
    assert!(
        asked.contains("stay green when its functions do nothing"),
        "{asked}"
    );
    let test = &ended.outcome.accepted[0].tests[&path("api/test/R1.test.ts")];
    assert!(!test.contains("NOTHING"), "{test}");
}

#[tokio::test(start_paused = true)]
async fn a_fault_of_the_tests_goes_back_to_their_author() {
    let bad = whole(
        "api/test/R1.test.ts",
        "export const a = 1; // RED lint no such thing",
    );
    let script = Script::default()
        .says("R1 tests", bad)
        .says("R1 code 1", code_of("R1"))
        .says("R1 repair 1", tests_of("R1"));
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    assert_eq!(ended.trials, ["R1 tests 0", "R1 0", "R1 1 tests", "R1 1"]);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_would_merge_is_refused_without_any_tool() {
    let evil = whole(
        "shared/R1.ts",
        "// @ts-ignore\nexport const it: any = eval('1');",
    ) + &edit("shared/all.ts", "// R1", "export * from './R1';");
    let script = Script::default()
        .says("R1 tests", tests_of("R1"))
        .says("R1 code 1", evil)
        .says("R1 repair 1", whole("shared/R1.ts", "export const it = 1;"));
    let ended = turn(&script, &[set("R1", &[])], terms()).await;

    assert_eq!(accepted(&ended), ["R1"]);
    assert_eq!(ended.trials, ["R1 tests 0", "R1 1"]);
    let asked = script.prompt("R1 repair 1");
    assert!(
        asked.contains("`eval` is refused") && asked.contains("`@ts-ignore`"),
        "{asked}"
    );
}
