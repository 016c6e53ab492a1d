//! Which files a change set may add and edit.

use crate::path::ProjectPath;

/// The folders of the project's own code.
const CODE: [&str; 3] = ["shared/", "api/src/", "web/src/"];

/// The folders of tests and of what they share.
const TESTS: [&str; 2] = ["api/test/", "web/src/test/"];

/// The folder of tables, whose changes need a migration.
const TABLES: &str = "api/src/db/";

/// Returns whether a file is a test.
pub(super) fn is_test(path: &ProjectPath) -> bool {
    let path = path.as_str();
    path.ends_with(".test.ts") || path.ends_with(".test.tsx")
}

/// Says why a file that is no test can't be part of a change set, if it can't.
pub(super) fn protected(path: &ProjectPath) -> Option<&'static str> {
    let text = path.as_str();
    let within = |folder: &&str| text.starts_with(*folder);
    let signs_in = |part: &str| part == "auth" || part.starts_with("auth.");
    if is_test(path) || TESTS.iter().any(within) {
        Some("it belongs to the tests that are there")
    } else if !CODE.iter().any(within) {
        Some("a change set has code in `shared`, `api/src` and `web/src`, and nothing else")
    } else if text.starts_with(TABLES) {
        Some("tables and their migrations stay as they are")
    } else if text.split('/').any(signs_in) {
        Some("signing in is not a change set's to change")
    } else if !matches!(path.extension(), "ts" | "tsx" | "css") {
        Some("code is TypeScript and CSS")
    } else {
        None
    }
}

/// Says why a file can't be a test of a change set, if it can't.
pub(super) fn no_test(path: &ProjectPath) -> Option<&'static str> {
    let text = path.as_str();
    let place = text.starts_with("api/test/") || text.starts_with("web/src/");
    (!place || !is_test(path)).then_some("a test is `api/test/….test.ts` or `web/src/….test.tsx`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ProjectPath {
        ProjectPath::parse(text).unwrap()
    }

    #[test]
    fn code_may_be_changed_and_what_guards_it_may_not() {
        for free in [
            "web/src/app/routes.tsx",
            "web/src/features/chart/ChartPage.css",
            "api/src/app.ts",
            "shared/report.ts",
            "web/src/features/authors/AuthorPage.tsx",
        ] {
            assert_eq!(protected(&path(free)), None, "{free}");
        }
        for guarded in [
            "package.json",
            "package-lock.json",
            "tsconfig.json",
            "vite.config.ts",
            ".oxlintrc.json",
            ".github/workflows/ci.yml",
            ".samocoder/receipt.json",
            "samocoder.toml",
            ".env",
            "api/src/db/schema/visits.ts",
            "drizzle/0001_more.sql",
            "api/src/auth/guard.ts",
            "api/src/routes/auth.ts",
            "shared/auth.ts",
            "web/src/features/auth/SignInPage.tsx",
            "api/test/helpers.ts",
            "web/src/test/app.tsx",
            "web/src/features/visits/visits.test.tsx",
            "web/src/evil.mjs",
            "web/index.html",
        ] {
            assert!(protected(&path(guarded)).is_some(), "{guarded}");
        }
    }

    #[test]
    fn tests_have_their_places() {
        assert_eq!(no_test(&path("api/test/report.test.ts")), None);
        assert_eq!(no_test(&path("web/src/features/a/a.test.tsx")), None);
        assert!(no_test(&path("api/test/report.ts")).is_some());
        assert!(no_test(&path("shared/a.test.ts")).is_some());
    }
}
