//! `samocoder ask`: one question through the chain. The answer goes to stdout, who gave it and what
//! it cost to stderr.

use std::io::{IsTerminal as _, stdout};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{chain, input, wait};
use crate::cli::{AskArgs, RoleName};
use crate::error::Error;
use crate::exit::Exit;
use crate::llm::catalog::Role;
use crate::llm::chain::{Answered, Notice};
use crate::llm::prompt::Prompt;
use crate::llm::reply::{End, Piece};
use crate::settings::Settings;
use crate::ui::{Ui, plain_usd, usd};

/// Asks, and prints the answer.
pub(super) fn run(args: &AskArgs, settings: &Settings, ui: &Ui) -> Result<Exit, Error> {
    if args.text == "-" && args.models.key_stdin.is_some() {
        return Err(Error::StdinTwice);
    }
    let text = match args.text.as_str() {
        "@" => String::new(),
        given => input::text(given)?,
    };
    if text.trim().is_empty() {
        return Err(Error::NoQuestion);
    }
    let prompt = Prompt::question(text, args.max_tokens);
    let chain = chain::of(&args.models, settings, ui)?;
    let role = match args.role {
        RoleName::Coding => Role::Coding,
        RoleName::General => Role::General,
    };
    let mut live = Live {
        ui,
        streams: stdout().is_terminal() && !settings.json,
        ends_with_a_line: true,
    };
    let start = Instant::now();
    let mut tell = |notice: &Notice| live.tell(notice);
    let answered = wait::until_done(chain.ask(&prompt, role, &mut tell))?;
    let streams = live.streams;
    live.end();
    ui.notices(chain.trouble().as_slice());
    let answered = answered?;
    print(&answered, start.elapsed(), streams, settings, ui)?;
    if answered.reply.end == End::Truncated {
        let most = args.max_tokens;
        ui.notices(&[format!(
            "the answer is cut off at {most} tokens; `--max-tokens` allows more"
        )]);
    }
    Ok(Exit::Done)
}

/// What is told while the answer comes.
struct Live<'u> {
    ui: &'u Ui,
    /// Whether the answer is shown as it comes.
    streams: bool,
    ends_with_a_line: bool,
}

impl Live<'_> {
    fn tell(&mut self, notice: &Notice) {
        match notice {
            Notice::Heard(Piece::Text(text)) if self.streams => {
                let text = harmless(text);
                self.ends_with_a_line = text.ends_with('\n');
                // A reader that went away is noticed in the end.
                self.ui.answer(&text).unwrap_or_default();
            }
            Notice::Failed { provider, lost, .. } if self.streams && *lost > 0 => {
                self.end();
                let told = format!("{provider} broke off; what stands above is not the answer");
                self.ui.notices(&[told]);
            }
            Notice::Waiting { provider, time } if *time >= Duration::from_secs(1) => {
                let seconds = time.as_secs_f64().ceil();
                self.ui
                    .notices(&[format!("waiting {seconds} s for {provider}")]);
            }
            Notice::Busy => {
                let told = "waiting for another samocoder, which holds the lock of `limits.jsonl`";
                self.ui.notices(&[told.to_owned()]);
            }
            Notice::Heard(_)
            | Notice::Failed { .. }
            | Notice::Waiting { .. }
            | Notice::Asked { .. }
            | Notice::Skipped { .. } => {}
        }
    }

    /// Ends the line of an answer that was shown.
    fn end(&mut self) {
        if !std::mem::replace(&mut self.ends_with_a_line, true) {
            self.ui.answer("\n").unwrap_or_default();
        }
    }
}

/// Returns a text that can't steer a terminal.
fn harmless(text: &str) -> String {
    let kept = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    text.chars().filter(kept).collect()
}

fn print(
    answered: &Answered,
    time: Duration,
    streamed: bool,
    settings: &Settings,
    ui: &Ui,
) -> Result<(), Error> {
    if settings.json {
        let document = document(answered, time);
        return ui.answer(&format!("{document:#}\n"));
    }
    let text = &answered.reply.text;
    if !streamed {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        ui.answer(&format!("{text}{end}"))?;
    }
    ui.aside(&summary(answered, time));
    Ok(())
}

/// Returns who answered, what was used, what it cost, how long it took, and who could not.
pub(super) fn summary(answered: &Answered, time: Duration) -> String {
    let mut parts = vec![answered.provider.clone(), answered.model.clone()];
    if let Some(usage) = answered.reply.usage {
        parts.push(format!("{} tokens", usage.input + usage.output));
    }
    parts.extend(answered.cost.map(usd));
    parts.push(format!("{:.1} s", time.as_secs_f64()));
    line(parts, &answered.before)
}

/// Adds who was skipped and who failed, and returns all of it in one line.
pub(super) fn line(mut parts: Vec<String>, tried: &[Notice]) -> String {
    parts.extend(tried.iter().filter_map(|notice| match notice {
        Notice::Skipped { provider, reason } => Some(format!("{provider} skipped: {reason}")),
        Notice::Failed {
            provider, failure, ..
        } => Some(format!("{provider} failed: {}", failure.class.words())),
        Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => None,
    }));
    parts.dedup();
    parts.join(" · ")
}

fn document(answered: &Answered, time: Duration) -> serde_json::Value {
    let before = answered.before.iter().filter_map(|notice| match notice {
        Notice::Skipped { provider, reason } => {
            Some(json!({ "provider": provider, "skipped": reason.to_string() }))
        }
        Notice::Failed {
            provider,
            model,
            failure,
            ..
        } => Some(json!({
            "provider": provider,
            "model": model,
            "failed": failure.class.words(),
            "status": failure.status,
            "message": failure.message,
        })),
        Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => None,
    });
    let before: Vec<_> = before.collect();
    let usage = answered.reply.usage.map(|usage| {
        json!({
            "input": usage.input,
            "cache_read": usage.cache_read,
            "cache_write": usage.cache_write,
            "output": usage.output,
            "reasoning": usage.reasoning,
        })
    });
    json!({
        "format": 1,
        "answer": answered.reply.text,
        "complete": answered.reply.end != End::Truncated,
        "provider": answered.provider,
        "model": answered.model,
        "tokens": usage,
        "usd": answered.cost.map(plain_usd),
        "seconds": time.as_secs_f64(),
        "before": before,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_can_t_steer_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\r\n\tc"), "a[2Jb\n\tc");
    }
}
