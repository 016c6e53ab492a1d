//! Whether a generated app has what nothing in it uses: files, exports, dependencies.
//!
//! `tests/unused` has the tool that looks for it, and what starts an app. What only tests use counts
//! as used, and so do the tools that scripts call by name.

mod full {
    use std::path::Path;
    use std::process::Command;

    use proptest::strategy::{Strategy as _, ValueTree as _};
    use proptest::test_runner::TestRunner;

    use crate::full::spec;
    use crate::machine;
    use crate::render::render;
    use crate::spec_strategy;

    /// How many random specs are looked at besides those with names.
    const RANDOM_SPECS: usize = 8;

    #[test]
    fn everything_that_an_app_has_is_used() {
        if !machine::has("what is unused", &["node", "npm"]) {
            return;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unused");
        let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
        let tools = machine::packages("unused", &read("package.json"), &read("package-lock.json"));
        let program = tools.join("knip/bin/knip.js");
        let config = root.join("knip.json");
        let mut runner = TestRunner::deterministic();
        let random = (0..RANDOM_SPECS).map(|_| {
            let tree = spec_strategy::spec().new_tree(&mut runner);
            tree.unwrap().current()
        });
        let named = [
            "torture",
            "reading-list",
            "hostile",
            "auth",
            "views",
            "reserved",
            "wide",
        ];
        let named = named.map(|name| spec(&format!("{name}.toml")));
        let mut unused = Vec::new();
        for spec in named.into_iter().chain(random) {
            let name = spec.name.clone();
            let project = render(spec);
            let app = tempfile::tempdir().unwrap();
            for (path, text) in project.files() {
                let path = path.under(app.path());
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            let output = Command::new("node")
                .arg(&program)
                .arg("--config")
                .arg(&config)
                .args(["--no-progress", "--no-config-hints"])
                .current_dir(app.path())
                .output()
                .unwrap();
            if !output.status.success() {
                let text = [output.stdout, output.stderr].concat();
                unused.push(format!("{name}: {}", String::from_utf8_lossy(&text)));
            }
        }
        assert!(unused.is_empty(), "{}", unused.join("\n"));
    }
}
