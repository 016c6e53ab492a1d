//! Whether the generated tests notice a missing rule: every rule of the torture spec is taken out
//! of one layer at a time, and a generated test must go red for it.
//!
//! A layer without a rule is rendered from a spec without the rule; all other files, the tests
//! among them, stay as they are. Rules of different members are taken out together, so that one run
//! of the tests answers for many: each red test names the member and the rule that it is about.

use std::collections::BTreeMap;

use samocoder::spec::{Entity, FieldType, OnDelete, RelationKind, Spec};

use crate::render::render;

mod comments;

/// The files of a project by their path.
type Files = BTreeMap<String, String>;

/// Where a rule is enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Database,
    Api,
    Form,
}

impl Layer {
    /// Returns whether a file belongs to it.
    fn has(self, path: &str) -> bool {
        let shared = path.starts_with("shared/");
        match self {
            Self::Database => {
                path.starts_with("api/src/db/schema/") || path.starts_with("drizzle/")
            }
            Self::Api => shared || path.starts_with("api/src/") && !path.starts_with("api/src/db/"),
            Self::Form => shared || path.starts_with("web/src/") && path.ends_with("Form.tsx"),
        }
    }

    /// Returns the name of a test that stays green when an entity lacks a rule: its records are
    /// still accepted.
    fn stays_green(self) -> &'static str {
        match self {
            Self::Database | Self::Api => "are created, read, changed and deleted",
            Self::Form => "starts from the stored values",
        }
    }
}

/// A rule that can be taken out of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mutant {
    entity: usize,
    /// The field or the relation that it is about, or all of a set.
    members: Vec<String>,
    rule: &'static str,
}

impl Mutant {
    fn apply(&self, spec: &mut Spec) {
        let entity = &mut spec.entities[self.entity];
        if self.rule == "unique_together" {
            entity.unique_together.retain(|set| *set != self.members);
            return;
        }
        let name = &self.members[0];
        if let Some(relation) = entity.relations.iter_mut().find(|it| it.name == *name) {
            match self.rule {
                "required" => relation.required = false,
                "unique" => relation.kind = RelationKind::ManyToOne,
                "on_delete" => {
                    relation.on_delete = match relation.on_delete {
                        OnDelete::Restrict => OnDelete::Cascade,
                        OnDelete::Cascade | OnDelete::SetNull => OnDelete::Restrict,
                    }
                }
                rule => panic!("no relation has the rule {rule}"),
            }
            return;
        }
        let mut fields = entity.fields.iter_mut();
        let field = fields.find(|it| it.name == *name).unwrap();
        match self.rule {
            "required" => field.required = false,
            "unique" => field.unique = false,
            "min" => field.min = None,
            "max" => field.max = None,
            "min_length" => field.min_length = None,
            "max_length" => field.max_length = None,
            "pattern" => field.pattern = None,
            "default" => field.default = None,
            rule => panic!("no field has the rule {rule}"),
        }
    }

    /// Returns how it is called in a report.
    fn name(&self, spec: &Spec) -> String {
        let entity = &spec.entities[self.entity].name;
        format!("{entity}.{} {}", self.members.join("+"), self.rule)
    }

    /// Returns whether two may not be missing together, as each could hide the other.
    fn clashes(&self, other: &Self) -> bool {
        self.entity == other.entity && self.members == other.members
    }

    /// Returns the parts of names by which tests are known to be about it.
    fn tests(&self, spec: &Spec, layer: Layer) -> Vec<String> {
        let entity = &spec.entities[self.entity];
        let keys: Vec<String> = self.members.iter().map(|name| key(entity, name)).collect();
        let key = &keys[0];
        let name = &self.members[0];
        match (self.rule, layer) {
            ("unique" | "unique_together", _) => {
                let keys = keys.join("', '");
                vec![
                    format!("refuses a row that repeats [ '{keys}' ]"),
                    format!("are known before records with [ '{keys}' ] are added"),
                ]
            }
            ("on_delete", _) => ["protects", "is forgotten", "deletes"]
                .map(|what| format!("the relation {name} of {} {what}", plural(entity)))
                .to_vec(),
            ("default", Layer::Form) => vec![format!("starts with {key} ")],
            ("default", _) => vec![format!("get their '{key}' by default")],
            ("required", Layer::Form) => vec![format!("requires {key}")],
            (_, Layer::Form) => vec![format!("refuses {key} \"")],
            (rule, Layer::Database) => vec![format!("refuse a row: '{key}', '{rule}'")],
            (rule, Layer::Api) => vec![
                format!("refuse a request: '{key}', '{rule}'"),
                format!("refuse a request without {key}"),
                format!("the relation {name} of {} must lead", plural(entity)),
            ],
        }
    }
}

/// Returns how a member is called in the API.
fn key(entity: &Entity, name: &str) -> String {
    let relation = entity.relations.iter().find(|it| it.name == name);
    match (relation.map(|it| it.kind), name.strip_suffix('s')) {
        (Some(RelationKind::ManyToMany), Some(one)) => format!("{one}Ids"),
        (Some(_), _) => format!("{name}Id"),
        (None, _) => name.to_owned(),
    }
}

/// Returns how the records of an entity are called in paths and tests.
fn plural(entity: &Entity) -> String {
    entity.label_plural.to_lowercase()
}

fn mutants(spec: &Spec, layer: Layer) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (entity, it) in spec.entities.iter().enumerate() {
        let mut add = |members: &[String], rule, there: bool| {
            if there {
                let members = members.to_vec();
                all.push(Mutant {
                    entity,
                    members,
                    rule,
                });
            }
        };
        for field in &it.fields {
            let name = std::slice::from_ref(&field.name);
            // A checkbox always says yes or no.
            let said = layer == Layer::Form && field.kind == FieldType::Boolean;
            add(name, "required", field.required && !said);
            add(name, "unique", field.unique);
            add(name, "min", field.min.is_some());
            add(name, "max", field.max.is_some());
            add(name, "min_length", field.min_length.is_some());
            add(name, "max_length", field.max_length.is_some());
            add(name, "pattern", field.pattern.is_some());
            add(name, "default", field.default.is_some());
        }
        for relation in &it.relations {
            let name = std::slice::from_ref(&relation.name);
            add(name, "required", relation.required);
            add(name, "unique", relation.kind == RelationKind::OneToOne);
            add(name, "on_delete", true);
        }
        for set in &it.unique_together {
            add(set, "unique_together", true);
        }
    }
    all
}

fn files(spec: Spec) -> Files {
    let project = render(spec);
    let texts = project.files().into_iter();
    texts
        .map(|(path, text)| (path.to_string(), text.to_owned()))
        .collect()
}

/// Returns the files of a layer that differ when the spec lacks some rules.
fn difference(layer: Layer, spec: &Spec, base: &Files, without: &[Mutant]) -> Files {
    let mut other = spec.clone();
    for mutant in without {
        mutant.apply(&mut other);
    }
    let changed = |path: &String, text: &String| layer.has(path) && base.get(path) != Some(text);
    let all = files(other).into_iter();
    all.filter(|(path, text)| changed(path, text)).collect()
}

/// Returns the mutants in groups, as few as can be, in which none hides another.
fn rounds(mutants: &[Mutant]) -> Vec<Vec<Mutant>> {
    let mut rounds: Vec<Vec<Mutant>> = Vec::new();
    for mutant in mutants {
        let free = |round: &&mut Vec<Mutant>| round.iter().all(|it| !it.clashes(mutant));
        match rounds.iter_mut().find(free) {
            Some(round) => round.push(mutant.clone()),
            None => rounds.push(vec![mutant.clone()]),
        }
    }
    rounds
}

mod full {
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::full::{link, spec};
    use crate::machine;

    #[test]
    fn a_rule_that_the_database_lacks_turns_a_test_red() {
        check(Layer::Database);
    }

    #[test]
    fn a_rule_that_the_api_lacks_turns_a_test_red() {
        check(Layer::Api);
    }

    #[test]
    fn a_rule_that_a_form_lacks_turns_a_test_red() {
        check(Layer::Form);
    }

    /// A test that has failed.
    pub(super) struct Red {
        file: String,
        pub(super) name: String,
    }

    fn check(layer: Layer) {
        if !machine::has("missing rules", &["node", "npm"]) {
            return;
        }
        let _alone = machine::alone();
        let spec = spec("torture.toml");
        let base = files(spec.clone());
        let app = tempfile::tempdir().unwrap();
        write(app.path(), &base);
        hasten(app.path());
        let packages =
            machine::packages("torture", &base["package.json"], &base["package-lock.json"]);
        link(&packages, &app.path().join("node_modules"));
        let again = |mutants: &[Mutant]| survivors(app.path(), &spec, &base, layer, mutants);
        // What is the same without it was never a rule of this layer.
        let (without, missed): (Vec<_>, Vec<_>) = again(&mutants(&spec, layer))
            .into_iter()
            .partition(|it| difference(layer, &spec, &base, std::slice::from_ref(it)).is_empty());
        // A test may have been too slow to say something.
        let survived = again(&missed);
        let names = |all: Vec<Mutant>| all.iter().map(|it| it.name(&spec)).collect::<Vec<_>>();
        assert_eq!(names(survived), [""; 0], "no test misses these: {layer:?}");
        insta::assert_debug_snapshot!(format!("rules_that_are_not_in_{layer:?}"), names(without));
    }

    /// Returns the rules that no test missed.
    fn survivors(
        app: &Path,
        spec: &Spec,
        base: &Files,
        layer: Layer,
        mutants: &[Mutant],
    ) -> Vec<Mutant> {
        let mut survivors = Vec::new();
        for round in rounds(mutants) {
            let changed = difference(layer, spec, base, &round);
            write(app, &changed);
            let red = run(app, spec, base, layer, &round);
            let old = |path: &String| Some((path.clone(), base.get(path)?.clone()));
            write(app, &changed.keys().filter_map(old).collect());
            let survived = |it: &Mutant| !is_missed(it, spec, layer, &red);
            survivors.extend(round.into_iter().filter(survived));
        }
        survivors
    }

    fn is_missed(mutant: &Mutant, spec: &Spec, layer: Layer, red: &[Red]) -> bool {
        let entity = &spec.entities[mutant.entity];
        let tests = mutant.tests(spec, layer);
        let misses = |it: &Red| tests.iter().any(|part| it.name.contains(part.as_str()));
        red.iter()
            .any(|it| is_about(&it.file, entity, layer) && misses(it))
    }

    /// Returns whether a file has the tests of an entity that are about a layer.
    fn is_about(path: &str, entity: &Entity, layer: Layer) -> bool {
        let file = path.rsplit('/').next().unwrap_or(path);
        match layer {
            Layer::Form => file == format!("{}Form.test.tsx", entity.name),
            Layer::Database | Layer::Api => {
                let kinds = ["", "links.", "relations.", "rules.", "unique."];
                let names = kinds.map(|kind| format!("{}.{kind}test.ts", plural(entity)));
                path.contains("api/test/") && names.iter().any(|name| name == file)
            }
        }
    }

    /// Runs the tests that should be red when some rules are missing, and returns those that are.
    fn run(app: &Path, spec: &Spec, base: &Files, layer: Layer, round: &[Mutant]) -> Vec<Red> {
        let entities = round.iter().map(|it| &spec.entities[it.entity]);
        let entities: Vec<&Entity> = entities.collect();
        let about = |path: &&String| entities.iter().any(|it| is_about(path, it, layer));
        let parts = round.iter().flat_map(|it| it.tests(spec, layer));
        let names: Vec<String> = parts
            .chain([layer.stays_green().to_owned()])
            .map(|part| escaped(&part))
            .collect();
        let project: &[&str] = match layer {
            Layer::Form => &["--project=web", "--maxWorkers=4"],
            Layer::Database | Layer::Api => &["--project=api", "--no-isolate"],
        };
        let files = base.keys().filter(about);
        let mut arguments: Vec<String> = project.iter().map(|it| (*it).to_owned()).collect();
        arguments.push(format!("--testNamePattern={}", names.join("|")));
        arguments.extend(files.map(|path| path.trim_start_matches("web/").to_owned()));
        let red = vitest(app, &arguments);
        let broken = red.iter().find(|it| it.name.contains(layer.stays_green()));
        assert!(broken.is_none(), "{}: {round:#?}", broken.unwrap().file);
        red
    }

    /// Runs tests and returns those that are red.
    pub(super) fn vitest(app: &Path, arguments: &[String]) -> Vec<Red> {
        let report = app.join("report.json");
        let output = Command::new("node")
            .args(["node_modules/vitest/vitest.mjs", "run", "--reporter=json"])
            .arg(format!("--outputFile={}", report.display()))
            .args(arguments)
            .current_dir(app)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = std::fs::read_to_string(&report)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        std::fs::remove_file(&report).unwrap();
        failed(&serde_json::from_str(&text).unwrap())
    }

    /// Returns a text as a regular expression for it.
    fn escaped(text: &str) -> String {
        let escape = |c: char| {
            (!c.is_alphanumeric())
                .then_some('\\')
                .into_iter()
                .chain([c])
        };
        text.chars().flat_map(escape).collect()
    }

    /// Returns the tests that a report of vitest calls failed.
    fn failed(report: &serde_json::Value) -> Vec<Red> {
        let mut red = Vec::new();
        for file in report["testResults"].as_array().unwrap() {
            let tests = file["assertionResults"].as_array().unwrap();
            assert!(!tests.is_empty(), "{}", file["message"]);
            // A page that was too slow to come says nothing about a rule.
            let slow = |test: &serde_json::Value| {
                let why = test["failureMessages"].to_string();
                why.contains("Unable to find") || why.contains("timed out")
            };
            let failed = |test: &&serde_json::Value| test["status"] == "failed" && !slow(test);
            red.extend(tests.iter().filter(failed).map(|test| Red {
                file: file["name"].as_str().unwrap().to_owned(),
                name: test["fullName"].as_str().unwrap().to_owned(),
            }));
        }
        red
    }

    /// Waits less for messages that won't come, and loads all forms before the first test needs one.
    fn hasten(app: &Path) {
        let path = app.join("web/src/test/setup.ts");
        let text = std::fs::read_to_string(&path).unwrap();
        let patient = "asyncUtilTimeout: 10_000";
        assert!(text.contains(patient), "{text}");
        let hasty = text.replace(patient, "asyncUtilTimeout: 2_500");
        let ready = "import.meta.glob('../features/*/*{Create,Edit}Page.tsx', { eager: true });";
        std::fs::write(path, format!("{hasty}\n{ready}\n")).unwrap();
    }

    pub(super) fn write(directory: &Path, files: &Files) {
        for (path, text) in files {
            let path = directory.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
}
