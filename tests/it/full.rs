//! The real thing: generated apps are installed, checked, built, served and driven in Chromium.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use samocoder::spec::file::{self, Syntax};
use samocoder::spec::{FeatureKind, Spec};

use crate::machine;
use crate::render::render;
use crate::samocoder::Samocoder;
use crate::spec_strategy;

const TOOLS: [&str; 4] = ["node", "npm", "chromium", "python3"];

/// The tool that sends every request that the API's description allows, and many that it doesn't.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// A generated app that serves its built pages, until it is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts the app in `directory` and waits until it is healthy.
    fn start(directory: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new("node")
            .arg("dist/api/server.js")
            .current_dir(directory)
            .env("PORT", port.to_string())
            // Only a developer can sign in to the account of the example records.
            .env("NODE_ENV", "development")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, port };
        let healthy = (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            server
                .get("/api/health")
                .is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
        });
        assert!(healthy, "the app is not healthy after 30 seconds");
        server
    }

    fn get(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }
}

impl Server {
    /// Signs up and returns the token of the session, when the app asks for one.
    fn session(&self, spec: &Spec) -> Option<String> {
        let asks = |kind| matches!(kind, FeatureKind::Auth | FeatureKind::Ownership);
        spec.features.iter().find(|feature| asks(feature.kind))?;
        let body = r#"{"name":"Contract","email":"contract@example.com","password":"a long enough password"}"#;
        let mut answer = String::new();
        for path in ["sign-up", "sign-in"] {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
            let length = body.len();
            let request = format!(
                "POST /api/auth/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            );
            stream.write_all(request.as_bytes()).unwrap();
            answer.clear();
            stream.read_to_string(&mut answer).unwrap();
        }
        let cookie = answer.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        let (_, token) = cookie
            .unwrap_or_else(|| panic!("{answer}"))
            .split_once('=')?;
        token.split(';').next().map(str::to_owned)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

pub(crate) fn spec(name: &str) -> Spec {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("tests/specs").join(name)).unwrap();
    file::parse(&text, Syntax::Toml).unwrap()
}

/// Drives the app as a person would; the script knows only the spec and the address.
fn drive(spec: &Spec, server: &Server) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    machine::packages("browser", &read("package.json"), &read("package-lock.json"));
    let directory = machine::cache("browser");
    for entry in std::fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "mjs") {
            std::fs::copy(&path, directory.join(path.file_name().unwrap())).unwrap();
        }
    }
    let file = directory.join(format!("{}.json", spec.name));
    std::fs::write(&file, file::to_json(spec)).unwrap();
    let base = format!("http://127.0.0.1:{}", server.port);
    let shots = directory.join("shots").join(&spec.name);
    let arguments = [
        "drive.mjs",
        "--spec",
        file.to_str().unwrap(),
        "--base",
        &base,
        "--shots",
        shots.to_str().unwrap(),
    ];
    machine::run(&directory, "node", &arguments);
}

/// Checks that the API answers as its own description says: no 5xx, no surprise.
fn contract(spec: &Spec, server: &Server) {
    let programs = machine::python("schemathesis", SCHEMATHESIS);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let base = format!("http://127.0.0.1:{}", server.port);
    let document = format!("{base}/api/openapi.json");
    let config = root.join("tests/contract.toml");
    let mut arguments = vec![
        "--config-file",
        config.to_str().unwrap(),
        "run",
        &document,
        "--url",
        &base,
        "--max-examples",
        "20",
        "--generation-deterministic",
        "--no-color",
    ];
    let session = server.session(spec);
    // Signing out would end the session that all other requests need.
    if session.is_some() {
        arguments.extend(["--exclude-path", "/api/auth/sign-out"]);
    }
    let session = session.unwrap_or_default();
    let program = programs.join("schemathesis");
    let directory = machine::cache("schemathesis");
    let program = program.to_str().unwrap();
    machine::run_with(&directory, program, &arguments, &[("SESSION", &session)]);
}

#[test]
fn an_app_with_everything_passes_full_verification_and_works_in_a_browser() {
    if !machine::has("full verification", &TOOLS) {
        return;
    }
    let _alone = machine::alone();
    let samocoder = Samocoder::new();
    let spec = spec("torture.toml");
    samocoder.write("spec.toml", &file::to_toml(&spec));
    let output = samocoder.run([
        "new",
        "--spec",
        "spec.toml",
        "--verify",
        "full",
        "-o",
        "app",
    ]);
    assert_eq!(output.code, 0, "{}", output.all());
    let receipt: serde_json::Value =
        serde_json::from_str(&samocoder.read("app/.samocoder/receipt.json")).unwrap();
    assert_eq!(receipt["level"], "full");
    let checks = receipt["checks"].as_array().unwrap();
    assert!(
        checks.iter().all(|check| check["outcome"] == "passed"),
        "{receipt:#}"
    );
    let server = Server::start(&samocoder.path("app"));
    let robots = server.get("/robots.txt").unwrap();
    assert!(robots.contains("text/plain"), "{robots}");
    drive(&spec, &server);
    contract(&spec, &server);
}

#[test]
fn labels_that_look_like_code_stay_data() {
    if !machine::has("hostile labels", &TOOLS) {
        return;
    }
    let _alone = machine::alone();
    let samocoder = Samocoder::new();
    let spec = spec("hostile.toml");
    samocoder.write("spec.toml", &file::to_toml(&spec));
    samocoder
        .run(["new", "--spec", "spec.toml", "-o", "app"])
        .success();
    let app = samocoder.path("app");
    // Not those of the other tests: their lock file is another one.
    let packages = machine::packages(
        "hostile",
        &samocoder.read("app/package.json"),
        &samocoder.read("app/package-lock.json"),
    );
    link(&packages, &app.join("node_modules"));
    for script in ["format:check", "lint", "typecheck", "test", "build"] {
        machine::run(&app, "npm", &["run", script]);
    }
    let server = Server::start(&app);
    drive(&spec, &server);
    // Anybody may send any request here; the other app asks who it is.
    contract(&spec, &server);
}

/// Two descriptions that ask for the same features, so that they share one installation of packages.
const DESCRIBED: [&str; 2] = [
    "Bug tracker for our dev team: projects have many issues. An issue has a title, description, \
     severity (low, medium, high, critical), status (open, in progress, resolved, closed), assignee \
     and due date. Kanban board grouped by status, comments on issues, realtime updates so everybody \
     sees changes, login for team members.",
    "Канбан-доска для отдела маркетинга. Проекты и задачи. Задача: заголовок, описание, исполнитель, \
     срок, приоритет (низкий/средний/высокий), статус (к выполнению, в работе, на проверке, готово). \
     Задачи относятся к проекту. Тёмная тема, комментарии к задачам, вход в систему.",
];

#[test]
fn what_people_describe_works_in_a_browser() {
    if !machine::has("descriptions", &TOOLS) {
        return;
    }
    let _alone = machine::alone();
    let samocoder = Samocoder::new();
    let apps: Vec<_> = DESCRIBED
        .iter()
        .enumerate()
        .map(|(number, description)| {
            let name = format!("app-{number}");
            samocoder.run(["new", description, "-o", &name]).success();
            let text = samocoder.read(&format!("{name}/samocoder.toml"));
            (name, file::parse(&text, Syntax::Toml).unwrap())
        })
        .collect();
    // One installation serves both: but for their own names they lock the same packages.
    let lock = |(name, spec): &(String, Spec)| {
        let own = format!("\"name\": \"{}\"", spec.name);
        let lock = samocoder.read(&format!("{name}/package-lock.json"));
        lock.replace(&own, "\"name\": \"described\"")
    };
    let manifest = samocoder.read("app-0/package.json");
    let packages = machine::packages("described", &manifest, &lock(&apps[0]));
    for app in &apps {
        assert_eq!(lock(app), lock(&apps[0]));
        let directory = samocoder.path(&app.0);
        link(&packages, &directory.join("node_modules"));
        machine::run(&directory, "npm", &["run", "check"]);
        drive(&app.1, &Server::start(&directory));
    }
}

/// How many random specs are formatted for every push.
const RANDOM_SPECS: usize = 200;

#[test]
fn the_raw_output_is_what_prettier_would_print_whatever_the_spec() {
    if !machine::has("prettier", &["node", "npm"]) {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    let specs = (0..RANDOM_SPECS).map(|_| {
        spec_strategy::spec()
            .new_tree(&mut runner)
            .unwrap()
            .current()
    });
    let named = [
        spec("torture.toml"),
        spec("reading-list.toml"),
        spec("hostile.toml"),
        spec("auth.toml"),
        spec("views.toml"),
        spec("wide.toml"),
    ]
    .into_iter()
    .chain(specs);
    for (index, spec) in named.enumerate() {
        let project = render(spec);
        for (path, text) in project.files() {
            let path = path.under(&directory.path().join(format!("{index:03}")));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let read =
        |name: &str| std::fs::read_to_string(directory.path().join("000").join(name)).unwrap();
    let packages = machine::packages("torture", &read("package.json"), &read("package-lock.json"));
    // Each project's own list of what it leaves out counts, and one process reads them all.
    std::fs::write(directory.path().join("check.mjs"), CHECK).unwrap();
    let program = format!("file://{}", packages.join("prettier/index.mjs").display());
    let arguments = ["check.mjs", program.as_str()];
    machine::run(directory.path(), "node", &arguments);
}

/// Formats the files of all folders beside it and prints those that change.
const CHECK: &str = r"
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
const prettier = await import(process.argv[2]);
const wrong = [];
const walk = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? walk(path) : [path];
});
const seen = new Set();
for (const project of readdirSync('.').filter((it) => statSync(it).isDirectory())) {
  const ignorePath = join(project, '.prettierignore');
  for (const path of walk(project)) {
    const { ignored, inferredParser } = await prettier.getFileInfo(path, { ignorePath });
    if (ignored || !inferredParser) continue;
    const text = readFileSync(path, 'utf8');
    // Many files are the same in all projects.
    const key = `${path.slice(path.lastIndexOf('.'))} ${text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const config = await prettier.resolveConfig(path, { editorconfig: true });
    const right = await prettier.check(text, { ...config, filepath: path }).catch(() => false);
    if (!right) wrong.push(path);
  }
}
console.log(`${seen.size} files`, wrong);
process.exit(wrong.length > 0 ? 1 : 0);
";

#[cfg(unix)]
pub(crate) fn link(packages: &Path, place: &Path) {
    std::os::unix::fs::symlink(packages, place).unwrap();
}

#[cfg(windows)]
pub(crate) fn link(packages: &Path, place: &Path) {
    std::os::windows::fs::symlink_dir(packages, place).unwrap();
}
