//! Full verification of projects whose scripts do what they must not, as a user would run it.
//!
//! A thread that has given up some calls of the system stands for a machine that lacks them: what it
//! starts lacks them too.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, UdpSocket};
use std::process::Stdio;
use std::time::Duration;

use base64::Engine as _;
use samocoder::event::{Event, Reporter};
use samocoder::interrupt::Interrupt;
use samocoder::sandbox::Tier;
use samocoder::verify::{Check, STEPS, full};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use serde_json::json;
use sha2::{Digest as _, Sha512};

use super::{PATIENCE, helper, tiers};
use crate::machine;
use crate::samocoder::{Output, Samocoder};

/// What a machine lacks so that a tier is the best one.
fn lacking(tier: Option<Tier>) -> Vec<libc::c_long> {
    match tier {
        Some(Tier::Namespaces) => Vec::new(),
        Some(Tier::Landlock) => vec![libc::SYS_unshare],
        Some(Tier::Seatbelt) | None => vec![libc::SYS_unshare, libc::SYS_landlock_create_ruleset],
    }
}

/// Does something on a machine whose best tier this is.
fn on_machine<T: Send>(tier: Option<Tier>, act: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let refused: BTreeMap<_, _> = lacking(tier)
                .into_iter()
                .map(|call| (call, Vec::new()))
                .collect();
            if !refused.is_empty() {
                let filter = SeccompFilter::new(
                    refused,
                    SeccompAction::Allow,
                    SeccompAction::Errno(libc::EPERM.try_into().unwrap()),
                    std::env::consts::ARCH.try_into().unwrap(),
                );
                let program = BpfProgram::try_from(filter.unwrap()).unwrap();
                seccompiler::apply_filter(&program).unwrap();
            }
            act()
        });
        thread.join().unwrap()
    })
}

/// Returns a place with a project, all of whose scripts do nothing but those given.
fn project(scripts: &[(&str, &str)]) -> Samocoder {
    assert!(machine::has("verification", &["npm"]), "npm is needed");
    let samocoder = Samocoder::with_own_home();
    let mut all = serde_json::Map::new();
    for name in ["format:check", "lint", "typecheck", "build"] {
        all.insert(name.into(), "node -e 0".into());
    }
    all.insert("test".into(), "node test.cjs".into());
    for (name, line) in scripts {
        all.insert((*name).into(), (*line).into());
    }
    let manifest = json!({"name": "tiny", "version": "1.0.0", "scripts": all});
    let lock = json!({
        "name": "tiny", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
        "packages": {"": {"name": "tiny", "version": "1.0.0"}},
    });
    samocoder.write("app/package.json", &manifest.to_string());
    samocoder.write("app/package-lock.json", &lock.to_string());
    samocoder.write("app/test.cjs", REPORT);
    samocoder
}

/// Runs `acts` as tests and writes vitest's report: an act that is refused is a test that fails.
const REPORT: &str = r"
const fs = require('node:fs');
const report = process.argv.find((word) => word.startsWith('--outputFile.json=')).slice(18);
const acts = fs.existsSync('acts.cjs') ? require('./acts.cjs') : { nothing() {} };
(async () => {
  const results = [];
  for (const [name, act] of Object.entries(acts)) {
    const failure = await Promise.resolve().then(act).then(() => null, (error) => error.message);
    results.push({ fullName: name, status: failure ? 'failed' : 'passed', failureMessages: failure ? [failure] : [] });
  }
  const failed = results.filter((it) => it.status === 'failed').length;
  fs.writeFileSync(report, JSON.stringify({
    numTotalTests: results.length, numFailedTests: failed,
    testResults: [{ name: 'acts.cjs', status: failed ? 'failed' : 'passed', assertionResults: results }],
  }));
  process.exit(failed ? 1 : 0);
})();
";

fn verify(samocoder: &Samocoder) -> Output {
    samocoder.run(["verify", "app", "--full"])
}

#[test]
fn what_a_test_must_not_do_fails_and_is_told() {
    let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
    datagrams.set_nonblocking(true).unwrap();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    for tier in tiers().iter().map(super::Sandbox::tier) {
        let samocoder = project(&[("lint", "node network.cjs")])
            .env("OPENAI_API_KEY", "sk-canary")
            .env("HTTPS_PROXY", "http://user:canary@127.0.0.1:1");
        let home = samocoder.path("home").display().to_string();
        samocoder.write("home/.npmrc", "//registry.example/:_authToken=canary\n");
        let samocoder = samocoder.env("HOME", &home);
        let acts = ACTS
            .replace("HOME", &home)
            .replace("OTHER", &std::process::id().to_string());
        samocoder.write("app/acts.cjs", &acts);
        let ports = [datagrams.local_addr(), server.local_addr()].map(|it| it.unwrap().port());
        let network = NETWORK
            .replace("PORT_U", &ports[0].to_string())
            .replace("PORT_T", &ports[1].to_string());
        samocoder.write("app/network.cjs", &network);
        let output = on_machine(Some(tier), || verify(&samocoder));
        assert_eq!(output.code, 11, "{}", output.all());
        let all = output.all();
        let told = format!("in the sandbox ({}: ", tier.name());
        assert!(output.stderr.contains(&told), "{all}");
        for refused in [
            "acts.cjs: reads the home: EACCES",
            "acts.cjs: lists the home: EACCES",
            "acts.cjs: reads the environment: no key",
            "acts.cjs: writes outside: E",
            "acts.cjs: asks daemons: connect EPERM",
            // Where processes are others' too, they can't be looked into; else there are none.
            "acts.cjs: reads of another process: E",
        ] {
            assert!(all.contains(refused), "{tier:?}: {refused}: {all}");
        }
        assert!(all.contains("perhaps by the sandbox"), "{all}");
        assert!(!all.contains("acts.cjs: serves itself"), "{all}");
        assert!(!all.contains("canary"), "{all}");
        let receipt: serde_json::Value =
            serde_json::from_str(&samocoder.read("app/.samocoder/receipt.json")).unwrap();
        assert_eq!(receipt["sandbox"], tier.name());
        // It tells what it was refused, and passes.
        assert_eq!(samocoder.read("app/refused"), "UDP EPERM\nTCP EPERM\n");
    }
    assert!(datagrams.recv(&mut [0]).is_err(), "a datagram came out");
    assert!(server.accept().is_err(), "a connection came out");
}

const ACTS: &str = r"
const fs = require('node:fs');
module.exports = {
  'reads the home': () => fs.readFileSync('HOME/.npmrc'),
  'lists the home': () => fs.readdirSync('HOME'),
  'reads the environment': () => {
    if (!JSON.stringify(process.env).includes('canary')) throw new Error('no key');
  },
  'writes outside': () => fs.writeFileSync('HOME/new', ''),
  'asks daemons': () => new Promise((done, fail) =>
    require('node:net').connect('/run/docker.sock', done).on('error', fail)),
  'reads of another process': () => fs.readFileSync('/proc/OTHER/environ'),
  'serves itself': async () => {
    const http = require('node:http');
    const server = http.createServer((_, answer) => answer.end('served'));
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const answer = await fetch(`http://127.0.0.1:${server.address().port}`);
    if (await answer.text() !== 'served') throw new Error('not served');
  },
};
";

const NETWORK: &str = r"
const fs = require('node:fs');
const told = (what) => (error) => fs.appendFileSync('refused', `${what} ${error.code}\n`);
const socket = require('node:dgram').createSocket('udp4');
socket.on('error', (error) => {
  told('UDP')(error);
  require('node:net').connect(PORT_T, '127.0.0.1').on('error', told('TCP'));
});
socket.send('x', PORT_U, '127.0.0.1');
";

/// Answers every request with a package, and says whether each showed the token.
fn registry(package: Vec<u8>) -> (u16, std::thread::JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut piece = [0; 4096];
        while !head.ends_with(b"\r\n\r\n") {
            let length = stream.read(&mut piece).unwrap();
            assert!(length > 0, "the request ends in its head");
            head.extend_from_slice(&piece[..length]);
        }
        let answer = format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            package.len()
        );
        stream.write_all(answer.as_bytes()).unwrap();
        stream.write_all(&package).unwrap();
        let head = String::from_utf8(head).unwrap().to_lowercase();
        head.contains("authorization: bearer canary")
    });
    (port, server)
}

#[test]
fn the_installation_reaches_a_registry_with_the_users_token_and_runs_no_script() {
    let package = Samocoder::new();
    let manifest = json!({"name": "dep", "version": "1.0.0", "main": "main.js",
                          "scripts": {"postinstall": "node -e \"fs.writeFileSync('ran', '')\""}});
    package.write("package/package.json", &manifest.to_string());
    package.write("package/main.js", "module.exports = 'installed';");
    machine::run(&package.path("."), "tar", &["-czf", "dep.tgz", "package"]);
    let bytes = std::fs::read(package.path("dep.tgz")).unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha512::digest(&bytes));
    let integrity = format!("sha512-{hash}");
    for tier in tiers().iter().map(super::Sandbox::tier) {
        let (port, server) = registry(bytes.clone());
        let lint = "node -e \"if (require('dep') !== 'installed') process.exit(1)\"";
        let samocoder = project(&[("lint", lint)]);
        let change = |name: &str, change: &dyn Fn(&mut serde_json::Value)| {
            let mut value = serde_json::from_str(&samocoder.read(name)).unwrap();
            change(&mut value);
            samocoder.write(name, &value.to_string());
        };
        let needs = json!({"dep": "1.0.0"});
        change("app/package.json", &|it| it["dependencies"] = needs.clone());
        change("app/package-lock.json", &|it| {
            it["packages"][""]["dependencies"] = needs.clone();
            let resolved = format!("http://127.0.0.1:{port}/dep/-/dep-1.0.0.tgz");
            it["packages"]["node_modules/dep"] =
                json!({"version": "1.0.0", "resolved": resolved, "integrity": integrity});
        });
        samocoder.write(
            "home/.npmrc",
            &format!("//127.0.0.1:{port}/:_authToken=canary\n"),
        );
        // A project does not choose the way there.
        let other = "http://127.0.0.1:1/";
        samocoder.write(
            "app/.npmrc",
            &format!("registry={other}\nproxy={other}\nhttps-proxy={other}\nstrict-ssl=false\n"),
        );
        let home = samocoder.path("home").display().to_string();
        let cache = samocoder.path("cache").display().to_string();
        let address = format!("http://127.0.0.1:{port}/");
        let samocoder = samocoder
            .env("HOME", &home)
            .env("npm_config_cache", &cache)
            .env("npm_config_registry", &address);
        let output = on_machine(Some(tier), || verify(&samocoder));
        assert_eq!(output.code, 0, "{tier:?}: {}", output.all());
        assert!(server.join().unwrap(), "the token was not shown");
        assert!(!samocoder.path("app/node_modules/dep/ran").exists());
    }
}

/// Listens to nothing.
struct Deaf;

impl Reporter for Deaf {
    fn report(&mut self, _event: &Event) {}
}

#[test]
fn what_never_ends_is_ended_with_its_daemons_and_told() {
    for sandbox in tiers() {
        let samocoder = project(&[("lint", "sh forever.sh")]);
        let mark = samocoder.path("app/mark").display().to_string();
        let script = format!(
            "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done; : {mark}' &\n\
             trap '' TERM; echo >> started; while :; do sleep 1; done; : {mark}\n"
        );
        samocoder.write("app/forever.sh", &script);
        let mut steps = [STEPS[2]];
        steps[0].limit = Duration::from_secs(10);
        let app = samocoder.path("app");
        let (done, keep) = (Vec::new(), &mut |_: &Check| {});
        let (closed, interrupt) = (Some(&sandbox), Interrupt::new());
        let ended = full(&steps, &app, closed, done, &mut Deaf, keep, &interrupt);
        let checks = ended.unwrap();
        let told = "`npm run lint` took longer than 10 s";
        assert_eq!(checks[0].problems[0], told, "{checks:?}");
        assert!(app.join("started").exists(), "{checks:?}");
        assert_eq!(
            processes(&mark),
            Vec::<String>::new(),
            "{:?}",
            sandbox.tier()
        );
    }
}

#[test]
fn what_fills_the_disk_is_stopped_and_told() {
    let samocoder = project(&[("lint", "sh fill.sh")]);
    let script = "for n in $(seq 1000); do fallocate -l 900M big$n || head -c 900000000 /dev/zero > big$n; done";
    samocoder.write("app/fill.sh", script);
    let output = verify(&samocoder);
    assert_eq!(output.code, 11, "{}", output.all());
    let told = "`npm run lint` was stopped: it filled the disk with ";
    assert!(output.all().contains(told), "{}", output.all());
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let samocoder = project(&[("lint", "truncate -s 2G big")]);
    let output = verify(&samocoder);
    assert_eq!(output.code, 11, "{}", output.all());
    let told = "`npm run lint` was stopped: it wrote a file of more than 1.0 GiB";
    assert!(output.all().contains(told), "{}", output.all());
}

#[test]
fn what_is_kept_about_a_project_is_not_led_elsewhere() {
    let samocoder = project(&[("lint", "sh lead.sh")]);
    let home = samocoder.path("home");
    std::fs::create_dir(&home).unwrap();
    let script = format!("rm -rf .samocoder; ln -s {} .samocoder", home.display());
    samocoder.write("app/lead.sh", &script);
    let output = verify(&samocoder);
    assert_eq!(output.code, 5, "{}", output.all());
    assert!(samocoder.path("app/.samocoder").is_symlink());
    assert_eq!(samocoder.list("home"), Vec::<String>::new());
}

#[test]
fn nobody_is_left_when_samocoder_is_killed() {
    for tier in tiers().iter().map(super::Sandbox::tier) {
        let samocoder = project(&[("lint", "sh daemon.sh")]);
        let mark = samocoder.path("app/mark").display().to_string();
        let script = format!(
            "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done; : {mark}' &\n\
             echo >> started; while :; do sleep 1; done; : {mark}\n"
        );
        samocoder.write("app/daemon.sh", &script);
        let mut verify = samocoder.command(["verify", "app", "--full"]);
        verify.stdout(Stdio::null()).stderr(Stdio::null());
        let mut verify = on_machine(Some(tier), move || verify.spawn().unwrap());
        wait_until("it started", || samocoder.path("app/started").exists());
        wait_until("the daemon runs", || !processes(&mark).is_empty());
        verify.kill().unwrap();
        verify.wait().unwrap();
        wait_until("nobody is left", || processes(&mark).is_empty());
    }
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let last = std::time::Instant::now() + PATIENCE;
    while !is_so() {
        assert!(std::time::Instant::now() < last, "in vain until {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Returns the command lines that hold a mark.
fn processes(mark: &str) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|it| std::fs::read_to_string(it.path().join("cmdline")).ok());
    lines.filter(|line| line.contains(mark)).collect()
}

#[test]
fn where_there_is_no_sandbox_nothing_runs_unless_it_is_allowed() {
    let samocoder = project(&[("lint", "node -e \"fs.writeFileSync('ran', '')\"")]);
    // A project can't allow it itself.
    samocoder.write("app/samocoder.toml", "[run]\nallow_unsandboxed = true\n");
    let refused = on_machine(None, || verify(&samocoder));
    assert_eq!(refused.code, 3, "{}", refused.all());
    for told in [
        "there is no sandbox",
        "namespaces: ",
        "landlock: ",
        "--allow-unsandboxed",
    ] {
        assert!(refused.stderr.contains(told), "{told}: {}", refused.all());
    }
    assert!(!samocoder.path("app/ran").exists());
    let arguments = ["verify", "app", "--full", "--allow-unsandboxed"];
    let allowed = on_machine(None, || samocoder.run(arguments));
    assert_eq!(allowed.code, 0, "{}", allowed.all());
    assert!(
        allowed.stderr.contains("without a sandbox"),
        "{}",
        allowed.all()
    );
    let receipt = samocoder.read("app/.samocoder/receipt.json");
    assert!(receipt.contains(r#""sandbox": "none""#), "{receipt}");
    // What is allowed where there is none changes nothing where there is one.
    let inside = samocoder.run(["verify", "app", "--full", "--allow-unsandboxed", "--json"]);
    assert_eq!(inside.code, 0, "{}", inside.all());
    let tier = tiers()[0].tier().name();
    assert!(
        inside
            .stdout
            .contains(&format!(r#""event":"sandboxed","tier":"{tier}""#)),
        "{}",
        inside.all()
    );
}

#[test]
fn a_project_is_made_where_there_is_no_sandbox_and_not_called_good() {
    let samocoder = Samocoder::with_own_home();
    let arguments = ["new", "notes: title", "-o", "app", "--verify", "full"];
    let output = on_machine(None, || samocoder.run(arguments));
    assert_eq!(output.code, 3, "{}", output.all());
    assert!(samocoder.path("app/package.json").exists());
    assert!(!samocoder.path("app/node_modules").exists());
}

#[test]
fn doctor_tells_the_tier_and_why_it_is_no_better_one() {
    assert!(helper().exists());
    let finding = |tier| {
        let samocoder = Samocoder::with_own_home();
        let output = on_machine(tier, || samocoder.run(["doctor", "--json"]));
        let document: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        let findings = document["findings"].as_array().unwrap();
        let found = findings.iter().find(|it| it["name"] == "sandbox").unwrap();
        (
            found["health"].clone(),
            found["detail"].as_str().unwrap().to_owned(),
        )
    };
    for tier in tiers().iter().map(super::Sandbox::tier) {
        let (health, detail) = finding(Some(tier));
        assert_eq!(health, "works", "{detail}");
        assert!(detail.starts_with(tier.name()), "{detail}");
        let lacks = detail.contains("; no namespaces: own namespaces: ");
        assert_eq!(lacks, tier == Tier::Landlock, "{detail}");
    }
    let (health, detail) = finding(None);
    assert_eq!(health, "missing", "{detail}");
    assert!(detail.contains("landlock: "), "{detail}");
}

#[test]
fn no_step_can_let_git_run_something_later() {
    let act = "exports.plant = () => {\n\
               const fs = require('node:fs');\n\
               fs.appendFileSync('.git/config', '[core]\\n\\tfsmonitor = /tmp/evil\\n');\n\
               };";
    for tier in [Tier::Namespaces, Tier::Landlock] {
        let samocoder = project(&[]);
        samocoder.write("app/acts.cjs", act);
        samocoder.write("app/.git/config", "[core]\n");
        samocoder.write("app/.git/hooks/pre-commit.sample", "");
        let output = on_machine(Some(tier), || verify(&samocoder));
        assert_eq!(output.code, 11, "{}", output.all());
        let config = samocoder.read("app/.git/config");
        if output.stderr.contains("(namespaces") {
            assert!(output.stderr.contains("EROFS"), "{}", output.all());
            assert_eq!(config, "[core]\n");
        } else {
            let says = "it changed `.git/config`, which git obeys";
            assert!(output.stderr.contains(says), "{}", output.all());
        }
        // Git that is only used is no reason.
        samocoder.write("app/acts.cjs", "exports.nothing = () => {};");
        assert_eq!(on_machine(Some(tier), || verify(&samocoder)).code, 0);
    }
}

#[test]
fn a_step_can_not_say_that_the_sandbox_failed() {
    for tier in [Tier::Namespaces, Tier::Landlock] {
        let script = "echo \"samocoder's sandbox failed: no 0123456789abcdef0123456789abcdef\" >&2; exit 125";
        let samocoder = project(&[("lint", script)]);
        let output = on_machine(Some(tier), || verify(&samocoder));
        assert_eq!(output.code, 11, "{}", output.all());
        let says = "`npm run lint` ended with code 125";
        assert!(output.stderr.contains(says), "{}", output.all());
    }
}
