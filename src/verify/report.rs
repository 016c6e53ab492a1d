//! The report that vitest writes about a test run, in the shape that jest gave it.
//!
//! A green exit code is not enough: a run that found no test, or skipped some, saw nothing.

use std::path::Path;

use serde::Deserialize;

use super::capture::plain;

/// The most lines that are told of a failure.
const MOST_LINES: usize = 30;

/// What a test run counted and what failed in it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Report {
    num_total_tests: usize,
    num_failed_tests: usize,
    num_pending_tests: usize,
    num_todo_tests: usize,
    test_results: Vec<File>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct File {
    name: String,
    status: String,
    message: String,
    assertion_results: Vec<Test>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Test {
    full_name: String,
    status: String,
    failure_messages: Vec<String>,
    location: Option<Location>,
}

#[derive(Debug, Deserialize)]
struct Location {
    line: u32,
    column: u32,
}

impl Report {
    /// Reads a report.
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Returns how many tests there are.
    pub(super) fn total(&self) -> usize {
        self.num_total_tests
    }

    /// Returns what keeps the run from being green, with paths as seen from `directory`.
    pub(super) fn problems(&self, directory: &Path) -> Vec<String> {
        let mut problems = Vec::new();
        for file in &self.test_results {
            let name = Path::new(&file.name);
            let path = name.strip_prefix(directory).unwrap_or(name).display();
            for test in &file.assertion_results {
                let place = test.location.as_ref().map_or_else(String::new, |place| {
                    format!(":{}:{}", place.line, place.column)
                });
                let Test { full_name, .. } = test;
                match test.status.as_str() {
                    "passed" => {}
                    "failed" => {
                        let why = first_line(test.failure_messages.first());
                        problems.push(format!("{path}{place}: {full_name}: {why}"));
                    }
                    _ => problems.push(format!("{path}{place}: {full_name}: the test is skipped")),
                }
            }
            if file.status == "failed" && file.assertion_results.is_empty() {
                let why = first_line(Some(&file.message));
                problems.push(format!("{path}: the file ran no test: {why}"));
            }
        }
        if problems.is_empty() {
            problems.extend(self.counted_problem());
        }
        problems
    }

    /// Returns the files in which every test is green.
    pub(super) fn green(&self, directory: &Path) -> Vec<String> {
        let green = self
            .test_results
            .iter()
            .filter(|file| file.status == "passed");
        green.map(|file| file.path(directory)).collect()
    }

    /// Returns what failed with all that is told of it, in the order of the files.
    pub(super) fn details(&self, directory: &Path) -> Vec<String> {
        let mut details = Vec::new();
        for file in &self.test_results {
            let path = file.path(directory);
            for test in file
                .assertion_results
                .iter()
                .filter(|it| it.status == "failed")
            {
                let told = test.failure_messages.first().map_or("", String::as_str);
                let (place, told) = placed(told, &path, directory);
                details.push(format!("{path}{place}: {}: {told}", test.full_name));
            }
            if file.status == "failed" && file.assertion_results.is_empty() {
                let (place, told) = placed(&file.message, &path, directory);
                details.push(format!("{path}{place}: {told}"));
            }
        }
        details.sort();
        details
    }

    fn counted_problem(&self) -> Option<String> {
        let skipped = self.num_pending_tests + self.num_todo_tests;
        if self.num_total_tests == 0 {
            Some("the run found no test".to_owned())
        } else if self.num_failed_tests > 0 {
            Some(format!("{} tests failed", self.num_failed_tests))
        } else if skipped > 0 {
            Some(format!("{skipped} tests were skipped"))
        } else {
            None
        }
    }
}

impl File {
    /// Returns its path as seen from a directory.
    fn path(&self, directory: &Path) -> String {
        let name = Path::new(&self.name);
        let path = name.strip_prefix(directory).unwrap_or(name);
        path.display().to_string()
    }
}

/// Cuts a message before its calls, and finds the place in a file where they began.
fn placed(message: &str, path: &str, directory: &Path) -> (String, String) {
    let message = plain(message.as_bytes());
    let is_call = |line: &&str| line.trim_start().starts_with("at ");
    let told: Vec<&str> = message.lines().take_while(|line| !is_call(line)).collect();
    let told: Vec<&str> = told.into_iter().take(MOST_LINES).collect();
    let mut calls = message.lines().filter(is_call);
    let place = calls.find_map(|call| {
        let (_, place) = call.split_once(&format!("{path}:"))?;
        let place = place.trim_end_matches(')');
        let (line, column) = place.split_once(':')?;
        let number = |text: &str| text.parse::<u32>().ok();
        Some(format!(":{}:{}", number(line)?, number(column)?))
    });
    let directory = format!("{}/", directory.display());
    let told = told.join("\n").replace(&directory, "");
    (place.unwrap_or_default(), told.trim_end().to_owned())
}

fn first_line(message: Option<&String>) -> String {
    let message = plain(message.map_or(&[], |message| message.as_bytes()));
    message.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let report = Report::parse(text).unwrap();
        report.problems(Path::new("/project"))
    }

    #[test]
    fn a_run_that_saw_nothing_is_not_green() {
        assert_eq!(problems("{}"), ["the run found no test"]);
        assert_eq!(
            problems(r#"{"numTotalTests":3,"numPendingTests":1,"numTodoTests":1}"#),
            ["2 tests were skipped"]
        );
        assert!(problems(r#"{"numTotalTests":3,"numPassedTests":3}"#).is_empty());
    }

    #[test]
    fn failures_are_told_by_file_and_name() {
        let text = r#"{"numTotalTests":2,"numFailedTests":1,"testResults":[
            {"name":"/project/api/a.test.ts","status":"failed","assertionResults":[
              {"fullName":"books adds","status":"passed","failureMessages":[]},
              {"fullName":"books lists","status":"failed","failureMessages":["\u001b[31mexpected 1\u001b[0m\n  at x"],
               "location":{"line":3,"column":5}},
              {"fullName":"books sorts","status":"skipped","failureMessages":[]}]},
            {"name":"/project/web/b.test.ts","status":"failed","message":"Cannot find './x'","assertionResults":[]}]}"#;
        assert_eq!(
            problems(text),
            [
                "api/a.test.ts:3:5: books lists: expected 1",
                "api/a.test.ts: books sorts: the test is skipped",
                "web/b.test.ts: the file ran no test: Cannot find './x'",
            ]
        );
    }
}
