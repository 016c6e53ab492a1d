//! The words that people read while a command works, in English and Russian: the one place to add
//! a language. Help, errors and everything that scripts read stays English.

use super::usd;
use crate::event::{ChangeEvent, CheckResult, Finished, Made, ModelEvent};
use crate::spec::{Language, Requirement};
use crate::stage::Stage;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    language: Language,
}

impl Words {
    /// Returns the words of a language.
    pub(super) fn new(language: Language) -> Self {
        Self { language }
    }

    fn pick<'a>(self, english: &'a str, russian: &'a str) -> &'a str {
        match self.language {
            Language::En => english,
            Language::Ru => russian,
        }
    }

    /// Returns a number with its noun: the form for one, and in Russian those for few and many.
    fn count(self, number: usize, english: (&str, &str), russian: (&str, &str, &str)) -> String {
        let form = match (self.language, number % 10, number % 100) {
            (Language::En, ..) if number == 1 => english.0,
            (Language::En, ..) => english.1,
            (Language::Ru, 1, rest) if rest != 11 => russian.0,
            (Language::Ru, 2..=4, rest) if !(12..=14).contains(&rest) => russian.1,
            (Language::Ru, ..) => russian.2,
        };
        format!("{number} {form}")
    }

    /// Returns the headings of the summary, all of one width.
    pub(super) fn headings(self) -> [&'static str; 5] {
        match self.language {
            Language::En => ["understood", "made", "checked", "not covered", "next"],
            Language::Ru => ["понято", "сделано", "проверено", "не покрыто", "дальше"],
        }
    }

    /// Returns what is under way during a stage.
    pub(super) fn stage(self, stage: Stage) -> &'static str {
        match (self.language, stage) {
            (Language::En, Stage::Analysis) => "analysis",
            (Language::En, Stage::Architecture) => "architecture",
            (Language::En, Stage::Code) => "code",
            (Language::En, Stage::Tests) => "tests",
            (Language::Ru, Stage::Analysis) => "анализ",
            (Language::Ru, Stage::Architecture) => "архитектура",
            (Language::Ru, Stage::Code) => "код",
            (Language::Ru, Stage::Tests) => "тесты",
        }
    }

    /// Returns how many files and tests were made.
    pub(super) fn made(self, made: &Made) -> String {
        let files = self.count(made.files, ("file", "files"), ("файл", "файла", "файлов"));
        let tests = self.pick("of them with tests", "из них с тестами");
        format!("{files}, {} {tests}", made.tests)
    }

    /// Returns what the checks saw: what passed, what failed, what was not run.
    pub(super) fn checked(self, level: &str, checks: &[CheckResult]) -> Vec<String> {
        if checks.is_empty() {
            return vec![
                self.pick("nothing: `--verify none`", "ничего: `--verify none`")
                    .to_owned(),
            ];
        }
        let parts = checks.iter().map(|check| {
            let name = check.name;
            match check.outcome {
                "failed" => format!("{name} {}", self.pick("FAILED", "НЕ ПРОШЛО")),
                "not_run" => format!("{name} {}", self.pick("not run", "не запускалось")),
                _ if check.detail.is_empty() => name.to_owned(),
                _ => format!("{name} ({})", check.detail),
            }
        });
        wrapped(&format!("{level}:"), parts)
    }

    /// Returns what was left unseen by a quick verification and how to see it.
    pub(super) fn unseen(self, target: &str) -> [String; 2] {
        let not_run = self.pick(
            "not run: install, format, lint, types, tests, build",
            "не запускались: install, format, lint, types, tests, build",
        );
        let how = self.pick("to run them:", "запустить их:");
        [
            not_run.to_owned(),
            format!("{how} samocoder verify --full {target}"),
        ]
    }

    /// Returns one line for each requirement that is not covered.
    pub(super) fn uncovered(self, requirements: &[Requirement]) -> String {
        let lines = requirements.iter().map(|requirement| {
            let text = harmless(&requirement.text);
            let quoted = match self.language {
                Language::En => format!("“{text}”"),
                Language::Ru => format!("«{text}»"),
            };
            match &requirement.reason {
                Some(reason) => format!("{quoted}: {}\n", harmless(reason)),
                None => format!("{quoted}\n"),
            }
        });
        lines.collect()
    }

    /// Returns the heading over what a plan does not cover.
    pub(super) fn not_covered(self) -> &'static str {
        self.pick("not covered:", "не покрыто:")
    }

    /// Returns that a file of the user's was kept under another name.
    pub(super) fn kept_aside(self, path: &str, kept: &str) -> String {
        match self.language {
            Language::En => format!("kept your `{path}` as `{kept}`"),
            Language::Ru => format!("ваш `{path}` сохранён как `{kept}`"),
        }
    }

    /// Returns that a project has no history, and why.
    pub(super) fn no_history(self, repository: bool, reason: &str) -> String {
        match (self.language, repository) {
            (Language::En, true) => format!("nothing is committed yet: {reason}"),
            (Language::En, false) => format!("the project has no git repository: {reason}"),
            (Language::Ru, true) => format!("коммита пока нет: {reason}"),
            (Language::Ru, false) => format!("у проекта нет репозитория git: {reason}"),
        }
    }

    /// Returns that a run goes on.
    pub(super) fn resumed(self, after: Option<&str>) -> String {
        match (self.language, after) {
            (Language::En, Some(after)) => format!("going on after {after}"),
            (Language::En, None) => "going on from the beginning".to_owned(),
            (Language::Ru, Some(after)) => format!("продолжаю после {after}"),
            (Language::Ru, None) => "продолжаю с начала".to_owned(),
        }
    }

    /// Returns that something is asked again which may have been paid for.
    pub(super) fn asked_again(self, steps: &str) -> String {
        match self.language {
            Language::En => {
                format!("asked again, and perhaps paid for twice, as no answer had come: {steps}")
            }
            Language::Ru => format!(
                "спрашиваю снова, возможно, за вторую плату, так как ответа не было: {steps}"
            ),
        }
    }

    /// Returns what models do, in lines.
    pub(super) fn model(self, event: &ModelEvent) -> Vec<String> {
        match event {
            ModelEvent::Join { providers, max_usd } => {
                let (who, cap) = (providers.join(", "), usd(*max_usd));
                vec![match self.language {
                    Language::En => {
                        format!("models: {who}; at most {cap} for this run (`--max-usd`)")
                    }
                    Language::Ru => {
                        format!("модели: {who}; не больше {cap} за запуск (`--max-usd`)")
                    }
                }]
            }
            ModelEvent::Asked { .. } => Vec::new(),
            ModelEvent::Waits { provider, time, .. } => {
                let seconds = time.as_secs_f64().ceil();
                vec![match self.language {
                    Language::En => format!("waiting {seconds} s for {provider}"),
                    Language::Ru => format!("жду {provider} {seconds} с"),
                }]
            }
            ModelEvent::Failed {
                step,
                provider,
                model,
                why,
            } => vec![format!("{step}  {provider} · {model}: {}", harmless(why))],
            ModelEvent::Answered {
                step,
                provider,
                model,
                tokens,
                usd: cost,
                elapsed,
            } => {
                let mut parts = vec![provider.clone(), model.clone()];
                parts.extend(tokens.map(|(input, output)| self.tokens(input + output)));
                parts.extend(cost.map(usd));
                parts.push(format!("{:.1} s", elapsed.as_secs_f64()));
                vec![format!("{step}  {}", parts.join(" · "))]
            }
            ModelEvent::Unanswered { tried, .. } => tried
                .iter()
                .map(|it| format!("  {}", harmless(it)))
                .collect(),
            ModelEvent::FellBack { stage, why } => {
                // The rest is for whoever mends prompts; `--json` tells it.
                let first = why.lines().next().unwrap_or_default();
                let (stage, why) = (self.stage(*stage), harmless(first));
                vec![match self.language {
                    Language::En => format!("{stage} by rules alone: {why}"),
                    Language::Ru => format!("{stage} только по правилам: {why}"),
                }]
            }
        }
    }

    /// Returns what became of change sets, in a line.
    pub(super) fn change(self, event: &ChangeEvent) -> String {
        match event {
            ChangeEvent::Planned { requirements } if requirements.is_empty() => self
                .pick(
                    "models can add nothing more",
                    "модели ничего не могут добавить",
                )
                .to_owned(),
            ChangeEvent::Planned { requirements } => {
                let words = requirements.iter().map(|(_, text)| harmless(text));
                let words = words.collect::<Vec<_>>().join("”, “");
                format!("{}: “{words}”", self.pick("models add", "модели добавляют"))
            }
            ChangeEvent::NotPlanned { why } => {
                let nothing = self.pick("models add nothing", "модели ничего не добавляют");
                format!("{nothing}: {}", harmless(why))
            }
            ChangeEvent::Red {
                requirement,
                check,
                problem,
                repair,
                repairs,
            } => {
                let is_red = self.pick("is red, repair", "не проходит, исправление");
                let of = self.pick("of", "из");
                let problem = harmless(problem);
                format!("{requirement}  {check} {is_red} {repair} {of} {repairs}: {problem}")
            }
            ChangeEvent::Accepted {
                requirement,
                text,
                files,
            } => {
                let files = self.count(*files, ("file", "files"), ("файл", "файла", "файлов"));
                let added = self.pick("added", "добавлено");
                let green = self.pick("all checks green", "все проверки пройдены");
                format!(
                    "{requirement}  {added} “{}”: {files}, {green}",
                    harmless(text)
                )
            }
            ChangeEvent::RolledBack {
                requirement,
                text,
                why,
            } => {
                let not = self.pick("not added", "не добавлено");
                let (text, why) = (harmless(text), harmless(why));
                format!("{requirement}  {not} “{text}”: {why}")
            }
        }
    }

    /// Returns a number of tokens.
    fn tokens(self, tokens: u64) -> String {
        let tokens = usize::try_from(tokens).unwrap_or(usize::MAX);
        self.count(tokens, ("token", "tokens"), ("токен", "токена", "токенов"))
    }

    /// Returns how well what runs is closed in.
    pub(super) fn sandboxed(self, tier: &str, closes: &str) -> String {
        match self.language {
            Language::En => format!("in the sandbox ({tier}: {closes})"),
            Language::Ru => format!("в песочнице ({tier}: {closes})"),
        }
    }

    /// Returns that nothing closes in what runs.
    pub(super) fn unsandboxed(self) -> &'static str {
        self.pick(
            "without a sandbox: what was generated runs with all your rights",
            "без песочницы: сгенерированный код запускается со всеми вашими правами",
        )
    }

    /// Returns the failed checks with their problems and output.
    #[expect(clippy::unused_self, reason = "tools print their own language")]
    pub(super) fn problems(self, finished: &Finished) -> String {
        let mut text = String::new();
        for check in finished
            .checks
            .iter()
            .filter(|check| check.outcome == "failed")
        {
            text.push_str(&format!("{}:\n", check.name));
            for line in check
                .problems
                .iter()
                .map(String::as_str)
                .chain(check.output.lines())
            {
                text.push_str(&format!("  {line}\n"));
            }
        }
        text
    }
}

/// Returns words of others in one line, without what could steer a terminal.
pub(super) fn harmless(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Returns parts after a start, separated by commas, on lines that fit a narrow terminal.
fn wrapped(start: &str, parts: impl Iterator<Item = String>) -> Vec<String> {
    const WIDTH: usize = 64;
    let mut lines = vec![start.to_owned()];
    let mut first = true;
    for part in parts {
        let Some(line) = lines.last_mut() else { break };
        let separator = if first { " " } else { ", " };
        first = false;
        if line.chars().count() + separator.len() + part.chars().count() <= WIDTH {
            line.push_str(separator);
            line.push_str(&part);
        } else {
            line.push(',');
            lines.push(part);
        }
    }
    lines
}
