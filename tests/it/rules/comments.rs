//! Whether the generated tests notice a missing rule of the comments.
//!
//! No spec can lack these rules, so that they are taken out of the generated files themselves: one
//! at a time, out of one layer.

/// A rule that is taken out of a file.
struct Mutant {
    path: &'static str,
    /// What says it.
    rule: &'static str,
    /// What the file says instead.
    without: &'static str,
    /// A part of the name of the test that notices.
    test: &'static str,
}

impl Mutant {
    const fn new(
        path: &'static str,
        rule: &'static str,
        without: &'static str,
        test: &'static str,
    ) -> Self {
        Self {
            path,
            rule,
            without,
            test,
        }
    }
}

const MIGRATION: &str = "drizzle/0000_init.sql";
const SHARED: &str = "shared/comments.ts";
const ROUTES: &str = "api/src/routes/matches.comments.ts";
const OWN_ROUTES: &str = "api/src/routes/presets.comments.ts";
const ITEM: &str = "web/src/components/comments/CommentItem.tsx";
const FORM: &str = "web/src/components/comments/CommentForm.tsx";
const EDITOR: &str = "web/src/components/comments/CommentEditor.tsx";

const TEXT: &str = r#"length("text") BETWEEN 1 AND 2000"#;
const AUTHOR: &str = r#"length("author") BETWEEN 1 AND 100"#;
const NOTED: &str = "FOREIGN KEY (`match_id`) REFERENCES `matches`(`id`) ON UPDATE no action ON DELETE cascade,\n\tFOREIGN";
const SIGNED: &str = "FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,\n\tCON";
const DATABASE: &str = "keep their rules in the database too";
const REFUSED: &str = "are refused when a rule is broken";

/// The rules of comments from people who have signed in, on records of all and on their own.
#[rustfmt::skip]
const SIGNED_IN: [Mutant; 16] = [
    Mutant::new(MIGRATION, TEXT, r#"length("text") <= 2000"#, DATABASE),
    Mutant::new(MIGRATION, TEXT, r#"length("text") >= 1"#, DATABASE),
    Mutant::new(MIGRATION, "`text` text NOT NULL", "`text` text", DATABASE),
    Mutant::new(MIGRATION, "`match_id` text NOT NULL", "`match_id` text", DATABASE),
    Mutant::new(MIGRATION, "`account_id` text NOT NULL", "`account_id` text", DATABASE),
    Mutant::new(MIGRATION, NOTED, "FOREIGN", DATABASE),
    Mutant::new(MIGRATION, SIGNED, "CON", DATABASE),
    Mutant::new(MIGRATION, "`matches`(`id`) ON UPDATE no action ON DELETE cascade", "`matches`(`id`)", "go together with their record"),
    Mutant::new(SHARED, "paragraph({ max: 2000 })", "paragraph({ max: 2000 }).default('x')", REFUSED),
    Mutant::new(SHARED, "paragraph({ max: 2000 })", "paragraph({ min: 0, max: 2000 })", REFUSED),
    Mutant::new(SHARED, "paragraph({ max: 2000 })", "paragraph({ max: 3000 })", "no change makes one longer"),
    Mutant::new(ROUTES, "if (author.id !== id) throw", "if (author.id === '') throw", "of somebody else can be read"),
    Mutant::new(OWN_ROUTES, "if (!(await repositoryOf(account).find(id))) throw", "if (!account) throw", "are out of reach for those"),
    Mutant::new(ITEM, "{isOwn && (", "{(isOwn || true) && (", "of somebody else can only be read"),
    Mutant::new(FORM, "resolver: zodResolver(commentInput),", "", "must say something"),
    Mutant::new(EDITOR, "resolver: zodResolver(commentPatch),", "", "cannot be emptied"),
];

/// The rules of comments from anybody.
#[rustfmt::skip]
const ANYBODY: [Mutant; 6] = [
    Mutant::new(MIGRATION, AUTHOR, r#"length("author") <= 100"#, DATABASE),
    Mutant::new(MIGRATION, AUTHOR, r#"length("author") >= 1"#, DATABASE),
    Mutant::new(SHARED, "line({ max: 100 }).nullable().default(null)", "line({ max: 100 }).nullable()", "need no author"),
    Mutant::new(SHARED, "line({ max: 100 })", "line({ min: 0, max: 100 })", REFUSED),
    Mutant::new(SHARED, "line({ max: 100 })", "line({ max: 300 })", REFUSED),
    Mutant::new(FORM, "resolver: zodResolver(commentInput),", "", "are not from somebody with too long a name"),
];

mod full {
    use super::{ANYBODY, Mutant, SIGNED_IN};
    use crate::full::{link, spec};
    use crate::machine;
    use crate::rules::full::{Red, vitest, write};
    use crate::rules::{Files, files};

    #[test]
    fn a_missing_rule_of_the_comments_turns_a_test_red() {
        check("torture.toml", &SIGNED_IN);
    }

    #[test]
    fn a_missing_rule_of_the_comments_of_anybody_turns_a_test_red() {
        check("reading-list.toml", &ANYBODY);
    }

    fn check(name: &str, mutants: &[Mutant]) {
        if !machine::has("missing rules", &["node", "npm"]) {
            return;
        }
        let _alone = machine::alone();
        let base = files(spec(name));
        let app = tempfile::tempdir().unwrap();
        write(app.path(), &base);
        let name = name.trim_end_matches(".toml");
        let (manifest, lock) = (&base["package.json"], &base["package-lock.json"]);
        let packages = machine::packages(name, manifest, lock);
        link(&packages, &app.path().join("node_modules"));
        for mutant in mutants {
            let whole = &base[mutant.path];
            assert!(whole.contains(mutant.rule), "{}", mutant.rule);
            let broken = whole.replace(mutant.rule, mutant.without);
            let changed = |text: String| Files::from([(mutant.path.to_owned(), text)]);
            write(app.path(), &changed(broken));
            let layer = if mutant.path.starts_with("web/") {
                ["--project=web", "src/components/comments/"]
            } else {
                ["--project=api", "comments.test"]
            };
            let red = vitest(app.path(), &layer.map(str::to_owned));
            write(app.path(), &changed(whole.clone()));
            let names: Vec<&str> = red.iter().map(|Red { name, .. }| name.as_str()).collect();
            let (rule, test) = (mutant.rule, mutant.test);
            let seen = names.iter().any(|name| name.contains(test));
            assert!(seen, "not red without “{rule}”: {test}, but {names:?}");
            let added = names.iter().find(|name| name.ends_with("can be added"));
            assert_eq!(added, None, "{rule}: nothing works any more");
        }
    }
}
