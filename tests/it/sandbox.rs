//! The sandbox itself: hostile commands in every tier that the machine has.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use samocoder::sandbox::{Network, Policy, Sandbox, Tier};
use tempfile::TempDir;

use crate::machine;

mod verification;

/// How long something is waited for that comes at once where all is well.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program of samocoder, which is its own helper.
pub(crate) fn helper() -> PathBuf {
    assert_cmd::cargo::cargo_bin("samocoder")
}

/// Returns a sandbox of every tier. Landlock must work wherever tests run; where the system forbids
/// namespaces, that is what samocoder must say.
fn tiers() -> Vec<Sandbox> {
    assert!(
        machine::has("sandbox", &["node", "setsid"]),
        "Node.js is needed"
    );
    let landlock = Sandbox::of(Tier::Landlock, &helper()).unwrap();
    let found = Sandbox::find(&helper()).unwrap();
    match Sandbox::of(Tier::Namespaces, &helper()) {
        Ok(namespaces) => {
            assert_eq!(found, namespaces);
            vec![namespaces, landlock]
        }
        Err(missing) => {
            assert_eq!(found.tier(), Tier::Landlock);
            assert_eq!(found.lacks(), [missing]);
            vec![landlock]
        }
    }
}

/// A command that runs in a sandbox, with one folder to write in.
struct Inside {
    folder: TempDir,
    child: Child,
}

impl Inside {
    fn start(sandbox: &Sandbox, network: Network, command: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let policy = Policy {
            read: Vec::new(),
            write: vec![folder.path().to_owned()],
            keep: Vec::new(),
            network,
            largest_file: 1 << 20,
        };
        let command: Vec<_> = command.iter().map(|word| (*word).to_owned()).collect();
        let (mut command, order) = sandbox.wrap(&policy, &command);
        let mut child = command
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", std::env::var("PATH").unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.as_mut().unwrap().write_all(&order).unwrap();
        Self { folder, child }
    }

    /// Waits for the end and returns the code and what was printed.
    fn end(mut self) -> (i32, String) {
        let text = self.rest();
        (self.child.wait().unwrap().code().unwrap(), text)
    }

    /// Returns what is printed until nobody is left who could print: nobody else holds the stream.
    fn rest(&mut self) -> String {
        let (mut stdout, mut stderr) = (
            self.child.stdout.take().unwrap(),
            self.child.stderr.take().unwrap(),
        );
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            stdout.read_to_string(&mut text).unwrap();
            stderr.read_to_string(&mut text).unwrap();
            send.send(text).unwrap();
        });
        let text = receive.recv_timeout(PATIENCE);
        text.unwrap_or_else(|_| panic!("somebody is left"))
    }
}

fn shell(sandbox: &Sandbox, network: Network, script: &str) -> (i32, String) {
    Inside::start(sandbox, network, &["sh", "-c", script]).end()
}

fn node(sandbox: &Sandbox, network: Network, script: &str) -> (i32, String) {
    Inside::start(sandbox, network, &["node", "-e", script]).end()
}

#[test]
fn a_command_comes_back_as_it_ended() {
    for sandbox in tiers() {
        let ended = |script| shell(&sandbox, Network::None, script);
        assert_eq!(ended("echo out; echo err >&2"), (0, "out\nerr\n".into()));
        assert_eq!(ended("cat; exit 7"), (7, String::new()));
        assert_eq!(ended("kill -9 $$"), (137, String::new()));
        let (code, text) = Inside::start(&sandbox, Network::None, &["no-such-program"]).end();
        assert_eq!(code, 125);
        assert!(
            text.starts_with("samocoder's sandbox failed: the command: "),
            "{text}"
        );
    }
}

#[test]
fn files_are_those_of_the_project_and_the_toolchain() {
    let other = TempDir::new().unwrap();
    let secret = other.path().join("secret");
    std::fs::write(&secret, "a secret").unwrap();
    let secret = secret.display();
    for sandbox in tiers() {
        let failed = |script: &str| {
            let (code, text) = shell(&sandbox, Network::None, script);
            assert_ne!(code, 0, "{:?}: {script}: {text}", sandbox.tier());
            assert!(!text.contains("a secret"), "{text}");
        };
        failed(&format!("cat {secret}"));
        failed(&format!("echo x >> {secret}"));
        failed(&format!("truncate -s 0 {secret}"));
        failed(&format!(
            "node -e 'fs.openSync(`{secret}`, fs.constants.O_TRUNC)'"
        ));
        failed(&format!("mv own {secret}"));
        failed(&format!("ln {secret} own"));
        failed(&format!("ls {}", other.path().display()));
        failed("ls /root /home");
        failed("cat /etc/shadow");
        if sandbox.tier() == Tier::Namespaces {
            failed(&format!("chmod 600 {secret}"));
            failed(&format!("touch {secret}"));
        }
        assert_eq!(
            std::fs::read_to_string(other.path().join("secret")).unwrap(),
            "a secret"
        );
        let script = "mkdir -p a/b; echo inside > a/b/c; mv a/b/c d; chmod 600 d; cat d";
        assert_eq!(
            shell(&sandbox, Network::None, script),
            (0, "inside\n".into())
        );
    }
}

#[test]
fn other_processes_are_out_of_reach() {
    let own = std::process::id();
    for sandbox in tiers() {
        for script in [
            format!("cat /proc/{own}/environ"),
            format!("readlink /proc/{own}/cwd"),
            format!("kill -0 {own}"),
            "unshare --user true".to_owned(),
        ] {
            let (code, text) = shell(&sandbox, Network::None, &script);
            assert_ne!(code, 0, "{:?}: {script}: {text}", sandbox.tier());
        }
        // The helper holds the lifeline: whoever could end it could stay.
        let (code, text) = shell(
            &sandbox,
            Network::None,
            "kill -9 $PPID; sleep 0.1; echo here",
        );
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("here"), "{text}");
    }
}

#[test]
fn nobody_outside_hears_of_a_command() {
    let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
    datagrams.set_nonblocking(true).unwrap();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let send = format!(
        "const socket = require('dgram').createSocket('udp4');\
         socket.on('error', (e) => {{ console.log(e.code); process.exit(1); }});\
         socket.send('x', {}, '127.0.0.1', (e) => process.exit(e ? 1 : 0));",
        datagrams.local_addr().unwrap().port()
    );
    let connect = format!(
        "require('net').connect({}, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1));",
        server.local_addr().unwrap().port()
    );
    let outside = "require('net').connect(80, '192.0.2.1', () => process.exit(0))\
                   .on('error', (e) => { console.log(e.code); process.exit(1); });";
    let mut closed = 0;
    for sandbox in tiers() {
        for network in [Network::None, Network::Loopback] {
            // This tier can't tell a server of the command's own from others.
            if (sandbox.tier(), network) == (Tier::Landlock, Network::Loopback) {
                continue;
            }
            for script in [send.as_str(), connect.as_str(), outside] {
                let (code, text) = node(&sandbox, network, script);
                assert!(
                    code == 1 || script == send,
                    "{:?} {network:?} {script}: {text}",
                    sandbox.tier()
                );
            }
            closed += 1;
        }
    }
    assert!(closed > 0);
    assert!(datagrams.recv(&mut [0]).is_err(), "a datagram came out");
    assert!(server.accept().is_err(), "a connection came out");
}

#[test]
fn daemons_that_listen_at_files_are_not_asked() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("keychain");
    let server = std::os::unix::net::UnixListener::bind(&path).unwrap();
    server.set_nonblocking(true).unwrap();
    let script = format!(
        "require('net').connect('{}', () => process.exit(0))\
         .on('error', (e) => {{ console.log(e.code); process.exit(1); }});",
        path.display()
    );
    for sandbox in tiers() {
        for network in [Network::None, Network::Loopback, Network::Open] {
            let (code, text) = node(&sandbox, network, &script);
            assert_eq!(code, 1, "{:?} {network:?}: {text}", sandbox.tier());
        }
    }
    assert!(server.accept().is_err(), "it was asked");
}

#[test]
fn a_server_of_a_test_is_reached_by_that_test() {
    let script = "const http = require('http');\
         const server = http.createServer((_, answer) => answer.end('served'));\
         server.listen(0, '127.0.0.1', async () => {\
           const answer = await fetch(`http://127.0.0.1:${server.address().port}`);\
           console.log(await answer.text());\
           process.exit(0);\
         });";
    for sandbox in tiers() {
        let ended = node(&sandbox, Network::Loopback, script);
        assert_eq!(ended, (0, "served\n".into()), "{:?}", sandbox.tier());
    }
}

#[test]
fn what_was_open_outside_is_not_open_inside() {
    let other = TempDir::new().unwrap();
    std::fs::write(other.path().join("secret"), "a secret").unwrap();
    let secret = std::fs::File::open(other.path().join("secret")).unwrap();
    for sandbox in tiers() {
        // Unlike the files that Rust opens, a copy is handed on to whoever is started.
        let copy = rustix::io::dup(&secret).unwrap();
        let number = std::os::fd::AsRawFd::as_raw_fd(&copy);
        let (code, text) = shell(&sandbox, Network::None, &format!("cat <&{number}"));
        assert_ne!(code, 0, "{:?}: {text}", sandbox.tier());
        assert!(!text.contains("a secret"), "{text}");
    }
}

#[test]
fn what_processes_of_a_user_share_is_refused() {
    if !machine::has("sandbox", &["python3"]) {
        return;
    }
    for sandbox in tiers() {
        for script in [
            "import socket; socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
            "import os, resource; resource.prlimit(os.getppid(), resource.RLIMIT_CORE, (0, 0))",
            "import ctypes; assert ctypes.CDLL(None).shmget(0, 4096, 0o1600) != -1",
        ] {
            let python = ["python3", "-c", script];
            let (code, text) = Inside::start(&sandbox, Network::Loopback, &python).end();
            assert_eq!(code, 1, "{:?}: {script}: {text}", sandbox.tier());
            assert!(text.contains("Error"), "{script}: {text}");
        }
    }
}

#[test]
fn daemons_that_hide_behind_their_name_end_with_the_command() {
    if !machine::has("sandbox", &["python3"]) {
        return;
    }
    let script = r"
import ctypes, os, time
if os.fork() == 0:
    os.setsid()
    ctypes.CDLL(None).prctl(15, b'\xff) S 1 \xfe')
    time.sleep(300)
time.sleep(0.3)
print('started')";
    for sandbox in tiers() {
        let python = ["python3", "-c", script];
        let ended = Inside::start(&sandbox, Network::None, &python).end();
        assert_eq!(ended, (0, "started\n".into()), "{:?}", sandbox.tier());
    }
}

#[test]
fn daemons_end_with_the_command() {
    for sandbox in tiers() {
        let daemon =
            "setsid sh -c 'trap \"\" TERM HUP; setsid sleep 300; sleep 300' & echo started";
        let ended = shell(&sandbox, Network::None, daemon);
        assert_eq!(ended, (0, "started\n".into()), "{:?}", sandbox.tier());
    }
}

#[test]
fn everything_ends_with_the_lifeline() {
    for sandbox in tiers() {
        let script = "setsid sleep 300 & trap '' TERM; echo started; sleep 300";
        let mut inside = Inside::start(&sandbox, Network::None, &["sh", "-c", script]);
        let mut word = [0; 8];
        inside
            .child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut word)
            .unwrap();
        drop(inside.child.stdin.take());
        inside.rest();
        assert!(!inside.child.wait().unwrap().success());
    }
}

#[test]
fn a_file_grows_no_further_than_it_may() {
    for sandbox in tiers() {
        let script = ["sh", "-c", "head -c 5000000 /dev/zero > big"];
        let mut inside = Inside::start(&sandbox, Network::None, &script);
        inside.rest();
        assert_eq!(inside.child.wait().unwrap().code(), Some(153));
        let length = |folder: &Path| std::fs::metadata(folder.join("big")).unwrap().len();
        assert_eq!(length(inside.folder.path()), 1 << 20);
    }
}
