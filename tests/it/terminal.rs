//! Questions at a real terminal, which `script` makes: what is typed is hidden, and the terminal shows
//! again what is typed afterwards, however it ends.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::samocoder::Samocoder;

const KEY: &str = "gsk_canary0123456789abcdefWXYZ";
const PASSPHRASE: &str = "four words of canary";
const CTRL_C: &str = "\u{3}";

/// A terminal on which a command runs, and after it what tells how it ended and how the terminal is.
struct Terminal {
    script: Child,
    keyboard: ChildStdin,
    screen: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    fn run(samocoder: &Samocoder, arguments: &str) -> Self {
        let binary = assert_cmd::cargo::cargo_bin("samocoder");
        let line = format!(
            "trap : INT; '{}' {arguments}; echo code $?; stty -a",
            binary.display()
        );
        let own = samocoder.command([""]);
        let variables = own
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        let mut script = Command::new("script")
            .env_clear()
            .envs(variables)
            .current_dir(samocoder.path("."))
            .args(["-qec", &line, "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let screen = Arc::new(Mutex::new(Vec::new()));
        let (mut output, shown) = (script.stdout.take().unwrap(), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut part) {
                shown.lock().unwrap().extend_from_slice(&part[..length]);
            }
        });
        let keyboard = script.stdin.take().unwrap();
        Self {
            script,
            keyboard,
            screen,
        }
    }

    fn shows(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned()
    }

    /// Waits until the screen shows a text so many times.
    #[track_caller]
    fn wait_for(&self, text: &str, times: usize) {
        let start = Instant::now();
        while self.shows().matches(text).count() < times {
            let waited = start.elapsed();
            assert!(waited < Duration::from_secs(30), "{text}: {}", self.shows());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types an answer to a question, once the terminal is ready to hide it.
    #[track_caller]
    fn answer(&mut self, question: &str, times: usize, text: &str) {
        self.wait_for(question, times);
        // The question is shown before the terminal hides what is typed.
        std::thread::sleep(Duration::from_millis(200));
        self.keyboard.write_all(text.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for the end; returns the screen.
    #[track_caller]
    fn end(mut self, code: u8) -> String {
        self.wait_for("isig", 1);
        drop(self.keyboard);
        self.script.wait().unwrap();
        let screen = String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned();
        assert!(screen.contains(&format!("code {code}")), "{screen}");
        let shows_typing = screen.split_whitespace().any(|word| word == "echo");
        assert!(shows_typing, "the terminal stays silent: {screen}");
        for secret in [KEY, PASSPHRASE] {
            assert!(!screen.contains(secret), "{screen}");
        }
        screen
    }
}

#[test]
fn a_key_and_a_new_passphrase_are_typed_in_secret() {
    let samocoder = Samocoder::with_own_home();
    let mut terminal = Terminal::run(&samocoder, "key set groq");
    terminal.answer("Key for Groq", 1, &format!("{KEY}\n"));
    terminal.answer(
        "Passphrase for the new vault",
        1,
        &format!("{PASSPHRASE}\n"),
    );
    terminal.answer("Once more", 1, "something else\n");
    terminal.answer(
        "Passphrase for the new vault",
        2,
        &format!("{PASSPHRASE}\n"),
    );
    terminal.answer("Once more", 2, &format!("{PASSPHRASE}\n"));
    let screen = terminal.end(0);
    assert!(screen.contains("two different passphrases"), "{screen}");
    assert!(
        screen.contains("groq: kept in the vault (…WXYZ)"),
        "{screen}"
    );
    let mut terminal = Terminal::run(&samocoder, "key list");
    terminal.answer("Passphrase of the vault", 1, &format!("{PASSPHRASE}\n"));
    let screen = terminal.end(0);
    assert!(screen.contains("…WXYZ"), "{screen}");
}

#[test]
fn ctrl_c_at_a_hidden_question_gives_the_terminal_back() {
    let samocoder = Samocoder::with_own_home();
    let mut terminal = Terminal::run(&samocoder, "key set groq");
    terminal.answer("Key for Groq", 1, CTRL_C);
    let screen = terminal.end(130);
    assert!(screen.contains("interrupted by Ctrl-C"), "{screen}");
    let mut terminal = Terminal::run(&samocoder, "key set groq");
    terminal.answer("Key for Groq", 1, &format!("{KEY}\n"));
    terminal.answer("Passphrase for the new vault", 1, CTRL_C);
    terminal.end(130);
    assert!(!samocoder.path("config/vault.age").exists());
}

#[test]
fn an_idea_is_asked_for_and_ctrl_c_ends_the_question() {
    let samocoder = Samocoder::with_own_home();
    let mut terminal = Terminal::run(&samocoder, "new --verify none");
    terminal.answer("What should the app keep track of?", 1, "films: title\n");
    let screen = terminal.end(0);
    assert!(screen.contains("npm install && npm run dev"), "{screen}");
    let mut terminal = Terminal::run(&samocoder, "new");
    terminal.answer("What should the app keep track of?", 1, CTRL_C);
    let screen = terminal.end(130);
    assert!(screen.contains("interrupted by Ctrl-C"), "{screen}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let samocoder = Samocoder::with_own_home();
    let output = samocoder.run_with(["key", "set", "groq"], format!("{KEY}\n"));
    assert_eq!(output.code, 2, "{}", output.all());
    assert!(
        output
            .stderr
            .contains("`samocoder key set PROVIDER --stdin < FILE`"),
        "{}",
        output.all()
    );
    assert!(!samocoder.path("config").exists());
}
