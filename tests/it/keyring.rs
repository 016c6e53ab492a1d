//! A keychain for tests: a D-Bus of its own with a real gnome-keyring on it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::machine;

/// Whether the keyring can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Unlocked,
    Locked,
}

/// The bus and the daemon; both end with this value.
pub(crate) struct Keyring {
    bus: Child,
    daemon: Child,
    address: String,
    home: TempDir,
}

impl Keyring {
    /// Starts an unlocked keyring, unless the programs for it are not here; in CI they must be.
    pub(crate) fn start() -> Option<Self> {
        let programs = [
            "dbus-daemon",
            "dbus-send",
            "gnome-keyring-daemon",
            "secret-tool",
        ];
        let there = machine::has("keyring", &programs);
        there.then(|| Self::in_home(TempDir::new().unwrap(), State::Unlocked))
    }

    fn in_home(home: TempDir, state: State) -> Self {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let mut lines = BufReader::new(bus.stdout.take().unwrap());
        lines.read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let mut daemon = Command::new("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets"]);
        if state == State::Unlocked {
            daemon.arg("--unlock");
        }
        own(&mut daemon, home.path(), &address);
        let mut daemon = daemon
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = daemon.stdin.take().unwrap();
        if state == State::Unlocked {
            stdin.write_all(b"password of the test").unwrap();
        }
        drop(stdin);
        let keyring = Self {
            bus,
            daemon,
            address,
            home,
        };
        keyring.wait_until_it_is_there(state);
        keyring
    }

    fn wait_until_it_is_there(&self, state: State) {
        let start = Instant::now();
        loop {
            let mut ask = Command::new("dbus-send");
            ask.args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/",
            ]);
            ask.args([
                "org.freedesktop.DBus.NameHasOwner",
                "string:org.freedesktop.secrets",
            ]);
            own(&mut ask, self.home.path(), &self.address);
            let answer = ask.output().unwrap();
            let there = String::from_utf8_lossy(&answer.stdout).contains("true");
            if there && (state == State::Locked || self.store("test", "probe", "x")) {
                return;
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "no keyring came up"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Starts the same keyring again, locked.
    pub(crate) fn locked_again(mut self) -> Self {
        self.end();
        let home = std::mem::replace(&mut self.home, TempDir::new().unwrap());
        Self::in_home(home, State::Locked)
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Keeps a secret as another program would.
    pub(crate) fn store(&self, service: &str, username: &str, secret: &str) -> bool {
        let mut store = self.secret_tool("store");
        store.args(["--label=test", "service", service, "username", username]);
        let mut store = store.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = store.stdin.take().unwrap();
        stdin.write_all(secret.as_bytes()).unwrap();
        drop(stdin);
        store.wait().unwrap().success()
    }

    /// Reads a secret as another program would.
    pub(crate) fn look_up(&self, service: &str, username: &str) -> Option<String> {
        let mut lookup = self.secret_tool("lookup");
        lookup.args(["service", service, "username", username]);
        let output = lookup.stdout(Stdio::piped()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        output.status.success().then_some(text)
    }

    fn secret_tool(&self, verb: &str) -> Command {
        let mut command = Command::new("secret-tool");
        command
            .arg(verb)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        own(&mut command, self.home.path(), &self.address);
        command
    }

    fn end(&mut self) {
        for child in [&mut self.daemon, &mut self.bus] {
            child.kill().unwrap_or_default();
            drop(child.wait());
        }
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.end();
    }
}

/// Gives a program the home and the bus of the test, and nothing of the user's.
fn own(command: &mut Command, home: &Path, address: &str) {
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("DBUS_SESSION_BUS_ADDRESS", address);
}
