//! Events for a person: progress while something takes long, then a summary of a few lines.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::style::Styles;
use super::to_stderr;
use super::words::{Words, harmless};
use crate::event::{ChangeEvent, Event, Finished, ModelEvent};
use crate::settings::Settings;
use crate::spec::Requirement;

/// The most labels that are listed of one entity.
const MAX_LABELS: usize = 8;
/// The most entities that are listed.
const MAX_ENTITIES: usize = 8;

/// The reporter for people.
#[derive(Debug)]
pub(super) struct Human {
    words: Words,
    styles: Styles,
    stdout_styles: Styles,
    terminal: bool,
    progress: Option<ProgressBar>,
}

impl Human {
    pub(super) fn new(settings: &Settings, words: Words) -> Self {
        Self {
            words,
            styles: Styles::new(settings.color.on(io::stderr().is_terminal())),
            stdout_styles: Styles::new(settings.color.on(io::stdout().is_terminal())),
            terminal: io::stderr().is_terminal() && !settings.ci,
            progress: None,
        }
    }

    /// Returns the styles of stderr.
    pub(super) fn styles(&self) -> Styles {
        self.styles
    }

    /// Writes a line to stderr.
    #[expect(
        clippy::unused_self,
        reason = "only a person is told, and this is the person"
    )]
    pub(super) fn line(&self, text: &str) {
        to_stderr(&format!("{text}\n"));
    }

    /// Tells what a plan does not cover.
    pub(super) fn not_covered(&self, requirements: &[Requirement]) {
        let mut text = format!("{}\n", self.styles.missing(self.words.not_covered()));
        for line in self.words.uncovered(requirements).lines() {
            text.push_str(&format!("  {line}\n"));
        }
        to_stderr(&text);
    }

    /// Tells one event.
    pub(super) fn report(&mut self, event: &Event) {
        match event {
            Event::StageStarted { stage } => {
                if let Some(progress) = &self.progress {
                    progress.set_message(self.words.stage(*stage));
                }
            }
            Event::StageFinished { .. } => {}
            Event::Resumed { after, again } => {
                self.line(&self.styles.dim(&self.words.resumed(*after)));
                if !again.is_empty() {
                    let steps = again.join(", ");
                    self.line(&self.styles.missing(&self.words.asked_again(&steps)));
                }
            }
            Event::Model(event) => self.model(event),
            Event::Change(event) => self.change(event),
            Event::Sandboxed { tier, closes } => match closes {
                Some(closes) => self.line(&self.styles.dim(&self.words.sandboxed(tier, closes))),
                None => self.line(&self.styles.missing(self.words.unsandboxed())),
            },
            Event::CheckStarted { check, limit } => {
                if limit.is_some() && self.terminal {
                    self.progress = Some(spinner((*check).to_owned()));
                }
            }
            Event::CheckFinished {
                check,
                passed,
                elapsed,
                detail,
            } => {
                let ran = self.progress.take();
                if let Some(progress) = &ran {
                    progress.finish_and_clear();
                }
                if *elapsed > Duration::from_millis(300) || !passed {
                    self.check(check, *passed, *elapsed, detail);
                }
            }
            Event::KeptAside { path, kept } => {
                let path = path.display().to_string();
                self.line(&self.words.kept_aside(&path, &kept.display().to_string()));
            }
            Event::NoHistory { repository, reason } => {
                let text = self.words.no_history(*repository, reason);
                self.line(&format!("{}: {text}", self.styles.dim("note")));
            }
            Event::Finished(finished) => self.summary(finished),
        }
    }

    /// Tells what models do.
    fn model(&mut self, event: &ModelEvent) {
        if let Some(progress) = self.progress.take() {
            progress.finish_and_clear();
        }
        if let ModelEvent::Asked {
            step,
            provider,
            model,
        } = event
        {
            self.progress = self
                .terminal
                .then(|| spinner(format!("{step} · {provider} · {model}")));
        }
        for line in self.words.model(event) {
            self.line(&match event {
                ModelEvent::Answered { .. } => format!("{} {line}", self.styles.good("✓")),
                ModelEvent::Failed { .. } => format!("{} {line}", self.styles.missing("!")),
                ModelEvent::FellBack { .. } => self.styles.missing(&line),
                ModelEvent::Join { .. }
                | ModelEvent::Asked { .. }
                | ModelEvent::Waits { .. }
                | ModelEvent::Unanswered { .. } => self.styles.dim(&line),
            });
        }
    }

    /// Tells what became of change sets.
    fn change(&mut self, event: &ChangeEvent) {
        if let Some(progress) = self.progress.take() {
            progress.finish_and_clear();
        }
        let line = self.words.change(event);
        self.line(&match event {
            ChangeEvent::Accepted { .. } => format!("{} {line}", self.styles.good("✓")),
            ChangeEvent::Red { .. } | ChangeEvent::RolledBack { .. } => {
                format!("{} {line}", self.styles.missing("!"))
            }
            ChangeEvent::Planned { .. } | ChangeEvent::NotPlanned { .. } => self.styles.dim(&line),
        });
    }

    fn check(&self, check: &str, passed: bool, elapsed: Duration, detail: &str) {
        let mark = if passed {
            self.styles.good("✓")
        } else {
            self.styles.error("✗")
        };
        let seconds = self.styles.dim(&format!("{:.1} s", elapsed.as_secs_f64()));
        let detail = if detail.is_empty() {
            String::new()
        } else {
            format!("  {detail}")
        };
        self.line(&format!("{mark} {check:<8} {seconds}{detail}"));
    }

    fn summary(&self, finished: &Finished) {
        let [understood, made, checked, not_covered, next] = self.words.headings();
        let target = finished.target.display().to_string();
        let mut text = self.words.problems(finished);
        if let Some(all) = &finished.made {
            text.push_str(&format!("{}\n", self.styles.strong(&harmless(&all.title))));
            let lines = all
                .entities
                .iter()
                .take(MAX_ENTITIES)
                .map(|(label, labels)| {
                    format!("{}: {}", harmless(label), listed(labels, MAX_LABELS))
                });
            let more = all.entities.len().saturating_sub(MAX_ENTITIES);
            let more = (more > 0).then(|| format!("… +{more}"));
            self.block(&mut text, understood, lines.chain(more));
            self.block(&mut text, made, std::iter::once(self.words.made(all)));
        }
        let lines = self.words.checked(finished.level, &finished.checks);
        let unseen = (finished.level == "quick").then(|| self.words.unseen(&shell_word(&target)));
        self.block(
            &mut text,
            checked,
            lines.into_iter().chain(unseen.into_iter().flatten()),
        );
        let uncovered = self.words.uncovered(&finished.uncovered);
        self.block(
            &mut text,
            &self.styles.missing(not_covered),
            uncovered.lines().map(str::to_owned),
        );
        self.block(
            &mut text,
            next,
            finished.next.iter().map(|it| self.styles.strong(it)),
        );
        to_stderr(&text);
        let out = format!("{}\n", self.stdout_styles.strong(&target));
        // A reader that went away does not make the project worse.
        io::stdout()
            .lock()
            .write_all(out.as_bytes())
            .unwrap_or_default();
    }

    /// Adds lines under a heading; nothing when there are none.
    #[expect(clippy::unused_self, reason = "the layout belongs to the reporter")]
    fn block(&self, text: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
        const WIDTH: usize = 13;
        let visible = unicode_width::UnicodeWidthStr::width(strip(heading).as_str());
        let mut start = format!("  {heading}{}", " ".repeat(WIDTH.saturating_sub(visible)));
        for line in lines {
            text.push_str(&format!("{start}{line}\n"));
            start = " ".repeat(WIDTH + 2);
        }
    }
}

/// Returns the text without the styles' escape sequences.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match (inside, c) {
            (false, '\x1b') => inside = true,
            (true, 'm') => inside = false,
            (true, _) => {}
            (false, c) => out.push(c),
        }
    }
    out
}

/// Returns labels in one line, the first ones when there are many.
fn listed(labels: &[String], most: usize) -> String {
    let shown = labels.iter().take(most).map(|label| harmless(label));
    let more = labels.len().saturating_sub(most);
    let more = (more > 0).then(|| format!("… +{more}"));
    shown.chain(more).collect::<Vec<_>>().join(", ")
}

/// Returns a path as a shell takes it.
pub(crate) fn shell_word(text: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '+' | ':' | '@');
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

fn spinner(message: String) -> ProgressBar {
    let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        progress.set_style(style);
    }
    progress.set_message(message);
    progress.enable_steady_tick(Duration::from_millis(120));
    progress
}
