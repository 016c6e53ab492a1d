//! What the proxy counts, as Prometheus reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::llm::chain::{Answered, Notice};

/// The counts since the start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// Requests of clients, by the status of their answer.
    requests: BTreeMap<u16, u64>,
    /// Answers, by provider and model.
    answers: BTreeMap<(String, String), u64>,
    /// Failures, by provider and what went wrong.
    failures: BTreeMap<(String, &'static str), u64>,
    tokens_in: u64,
    tokens_out: u64,
    usd: f64,
    waited: f64,
    /// Requests that are being answered now.
    pub(super) under_way: u64,
}

impl Metrics {
    /// Counts the answer to a request.
    pub(super) fn replied(&mut self, status: u16) {
        *self.requests.entry(status).or_default() += 1;
    }

    /// Counts what happened on the way to an answer.
    pub(super) fn noticed(&mut self, notice: &Notice) {
        match notice {
            Notice::Failed {
                provider, failure, ..
            } => {
                let key = (provider.clone(), failure.class.words());
                *self.failures.entry(key).or_default() += 1;
            }
            Notice::Waiting { time, .. } => self.waited += time.as_secs_f64(),
            Notice::Asked { .. } | Notice::Heard(_) | Notice::Skipped { .. } | Notice::Busy => {}
        }
    }

    /// Counts an answer of a provider.
    pub(super) fn answered(&mut self, answered: &Answered) {
        let key = (answered.provider.clone(), answered.model.clone());
        *self.answers.entry(key).or_default() += 1;
        let usage = answered.reply.usage.unwrap_or_default();
        self.tokens_in += usage.input;
        self.tokens_out += usage.output;
        self.usd += answered.cost.unwrap_or(0.0);
    }

    /// Returns all of it in the text format of Prometheus.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let requests = self.requests.iter();
        let requests = requests.map(|(status, count)| (format!("{{status=\"{status}\"}}"), *count));
        counters(&mut out, "requests", "Requests of clients.", requests);
        let answers = self.answers.iter().map(|((provider, model), count)| {
            let (provider, model) = (label(provider), label(model));
            (
                format!("{{provider=\"{provider}\",model=\"{model}\"}}"),
                *count,
            )
        });
        counters(&mut out, "answers", "Answers of providers.", answers);
        let failures = self.failures.iter().map(|((provider, why), count)| {
            let (provider, why) = (label(provider), label(why));
            (format!("{{provider=\"{provider}\",why=\"{why}\"}}"), *count)
        });
        counters(&mut out, "failures", "Failures of providers.", failures);
        let tokens = [("input", self.tokens_in), ("output", self.tokens_out)];
        let tokens = tokens.map(|(kind, count)| (format!("{{kind=\"{kind}\"}}"), count));
        counters(&mut out, "tokens", "Tokens of answers.", tokens);
        let all = [(String::new(), self.usd)];
        counters(&mut out, "usd", "What answers cost, in US dollars.", all);
        let all = [(String::new(), self.waited)];
        counters(&mut out, "wait_seconds", "Waiting for limits.", all);
        let now = self.under_way;
        // Writing to a string can't fail.
        writeln!(
            out,
            "# HELP samocoder_under_way Requests that are being answered.\n\
             # TYPE samocoder_under_way gauge\nsamocoder_under_way {now}"
        )
        .unwrap_or_default();
        out
    }
}

fn counters<N: std::fmt::Display>(
    out: &mut String,
    name: &str,
    help: &str,
    values: impl IntoIterator<Item = (String, N)>,
) {
    let name = format!("samocoder_{name}_total");
    out.push_str(&format!("# HELP {name} {help}\n# TYPE {name} counter\n"));
    for (labels, value) in values {
        out.push_str(&format!("{name}{labels} {value}\n"));
    }
}

/// Returns a text as the value of a label.
fn label(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n")
}
