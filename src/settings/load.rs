//! From files, variables and flags to what holds.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use super::Error;
use super::env::Environment;
use super::file;
use super::layer::{Entry, Layers, Source};
use super::table::{SETTINGS, Setting, is_provider_name};
use super::value::{Kind, Value};
use crate::excerpt::nearest;
use crate::llm::catalog::{Catalog, Limits, Role};
use crate::llm::dialect::Dialect;

/// The name of the user's settings file.
pub const FILE: &str = "config.toml";

/// The name of the file that holds the spec of a project and its settings for runs.
const PROJECT_FILE: &str = "samocoder.toml";

/// The longest settings file that is read, in bytes: a project's may be anybody's.
const LONGEST_FILE: u64 = 4 << 20;

/// A setting that a flag sets: its name, the flag, the value.
pub type Flag = (&'static str, &'static str, Value);

/// Returns the user's settings file.
pub fn user_file(environment: &Environment) -> Result<PathBuf, Error> {
    let folder = environment.config_dir().ok_or(Error::NoHome)?;
    Ok(folder.join(FILE))
}

/// Reads a settings file; one that is not there is empty.
pub fn read(path: &Path) -> Result<String, Error> {
    let read = fs::File::open(path).and_then(|file| {
        let mut text = String::new();
        let length = file.take(LONGEST_FILE + 1).read_to_string(&mut text)?;
        if length as u64 > LONGEST_FILE {
            return Err(io::Error::other("it is longer than any settings"));
        }
        Ok(text)
    });
    match read {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Returns when the files that hold in a directory were written, and how long they are: where that is
/// the same, so is what they say.
pub fn written(environment: &Environment, directory: &Path) -> Vec<Option<(SystemTime, u64)>> {
    let files = [user_file(environment).ok(), project_file(directory)];
    let written = |path: Option<PathBuf>| {
        let metadata = fs::metadata(path?).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    files.into_iter().map(written).collect()
}

/// Returns what holds in a directory.
pub fn layers(
    environment: &Environment,
    flags: Vec<Flag>,
    directory: &Path,
) -> Result<Layers, Error> {
    let mut layers = Layers::default();
    layers.lay(defaults());
    if let Ok(path) = user_file(environment) {
        layers.lay(file::read_user(&path, &read(&path)?)?);
    }
    if let Some(path) = project_file(directory) {
        layers.lay(file::read_project(&path, &read(&path)?)?);
    }
    variables(environment, &mut layers)?;
    layers.lay(flags.into_iter().map(|(name, flag, value)| Entry {
        name: name.to_owned(),
        value,
        source: Source::Flag,
        place: flag.to_owned(),
    }));
    for entry in layers.entries() {
        let Entry {
            name, value, place, ..
        } = entry;
        if entry.source == Source::Default {
            tracing::trace!(%name, %value, %place, "setting");
        } else {
            tracing::debug!(%name, %value, %place, "setting");
        }
    }
    Ok(layers)
}

/// Checks that a spec file says of runs only what a project may say.
pub fn check_project(path: &Path, text: &str) -> Result<(), Error> {
    file::read_project(path, text).map(drop)
}

/// Returns the spec file of the project that a directory belongs to.
pub fn project_file(directory: &Path) -> Option<PathBuf> {
    let mut files = directory.ancestors().map(|it| it.join(PROJECT_FILE));
    files.find(|file| file.is_file())
}

fn defaults() -> Vec<Entry> {
    let catalog = Catalog::embedded();
    let names = |names: Vec<&str>| Value::List(names.into_iter().map(str::to_owned).collect());
    let chain = catalog.providers.iter().map(|it| it.name.as_str());
    let mut values = vec![
        ("chain".to_owned(), names(chain.collect())),
        ("free".to_owned(), Value::Flag(false)),
        ("max_usd".to_owned(), Value::Number(0.5)),
        ("max_usd_day".to_owned(), Value::Number(5.0)),
        (
            "max_wait".to_owned(),
            Value::Time(std::time::Duration::from_mins(1)),
        ),
        ("git".to_owned(), Value::Flag(true)),
        ("keychain".to_owned(), Value::Flag(true)),
        ("allow_http".to_owned(), Value::Flag(false)),
    ];
    for provider in &catalog.providers {
        let mut set = |setting: &str, value: Value| {
            values.push((format!("providers.{}.{setting}", provider.name), value));
        };
        set("base_url", Value::Text(provider.base_url.clone()));
        let dialect = match provider.dialect {
            Dialect::OpenAi => "openai",
            Dialect::Anthropic => "anthropic",
        };
        set("dialect", Value::Text(dialect.to_owned()));
        if let Some(variable) = &provider.key_variable {
            set("key_variable", Value::Text(variable.clone()));
        }
        for (setting, role) in [("coding", Role::Coding), ("general", Role::General)] {
            let models = catalog.models(&provider.name, role);
            set(setting, names(models.map(|it| it.id.as_str()).collect()));
        }
        for (setting, limit) in limits(&provider.limits) {
            if let Some(limit) = limit {
                set(setting, Value::Whole(limit));
            }
        }
    }
    let entry = |(name, value)| Entry {
        name,
        value,
        source: Source::Default,
        place: "default".to_owned(),
    };
    values.into_iter().map(entry).collect()
}

fn limits(limits: &Limits) -> [(&'static str, Option<u64>); 4] {
    [
        ("limits.minute", limits.minute.map(u64::from)),
        ("limits.hour", limits.hour.map(u64::from)),
        ("limits.day", limits.day.map(u64::from)),
        ("limits.tokens_minute", limits.tokens_minute),
    ]
}

/// Lays the variables over what is there.
fn variables(environment: &Environment, layers: &mut Layers) -> Result<(), Error> {
    let mut names: Vec<String> = SETTINGS
        .iter()
        .filter(|setting| !setting.of_provider())
        .map(|setting| setting.name.to_owned())
        .collect();
    for provider in providers(environment, layers) {
        let settings = SETTINGS.iter().filter(|setting| setting.of_provider());
        names.extend(settings.map(|setting| setting.name_for(&provider)));
    }
    let mut known = Vec::new();
    for name in names {
        let variable = Setting::variable(&name);
        if let (Some(text), Some(setting)) = (environment.text(&variable), Setting::find(&name)) {
            let value = setting.kind.parse(&text).ok_or_else(|| Error::Value {
                place: format!("`{variable}`"),
                expects: setting.kind.expects(),
            })?;
            layers.lay([Entry {
                name,
                value,
                source: Source::Environment,
                place: variable.clone(),
            }]);
        }
        known.push(variable);
    }
    for name in environment.own_names() {
        if !known.contains(&name) {
            let meant = nearest(&name, known.iter().map(String::as_str));
            layers.notice(format!("the variable `{name}` is no setting{meant}"));
        }
    }
    Ok(())
}

/// Returns the providers whose variables are read: those that are known, and those that a variable
/// puts into the chain.
fn providers(environment: &Environment, layers: &Layers) -> Vec<String> {
    let mut names: Vec<String> = layers.providers().into_iter().map(str::to_owned).collect();
    let chain = environment.text(&Setting::variable("chain"));
    if let Some(Value::List(chain)) = chain.and_then(|chain| Kind::Words.parse(&chain)) {
        names.extend(chain.into_iter().filter(|name| is_provider_name(name)));
    }
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test prepares its files")]
mod tests {
    use super::*;

    #[test]
    fn a_variable_comes_before_the_file_and_a_flag_before_both() {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().to_str().unwrap();
        fs::write(directory.path().join(FILE), "max_usd = 0.1\nfree = true\n").unwrap();
        let environment = Environment::of([
            ("SAMOCODER_CONFIG_DIR", folder),
            ("SAMOCODER_MAX_USD", "0.2"),
            ("SAMOCODER_GROQ_BASE_URL", "http://127.0.0.1:1/v1"),
        ]);
        let flags = vec![(
            "max_wait",
            "--max-wait",
            Value::Time(std::time::Duration::ZERO),
        )];
        let layers = layers(&environment, flags, directory.path()).unwrap();
        let of = |name: &str| {
            let entry = layers.get(name).unwrap();
            (entry.value.to_string(), entry.source)
        };
        assert_eq!(of("max_usd"), ("0.2".to_owned(), Source::Environment));
        assert_eq!(of("free"), ("true".to_owned(), Source::UserFile));
        assert_eq!(of("max_wait"), ("0s".to_owned(), Source::Flag));
        assert_eq!(of("max_usd_day"), ("5".to_owned(), Source::Default));
        assert_eq!(of("providers.groq.base_url").0, "http://127.0.0.1:1/v1");
        assert_eq!(layers.notices(), [] as [&str; 0]);
    }

    #[test]
    fn a_variable_that_is_mistyped_is_told() {
        let environment = Environment::of([("SAMOCODER_MAX_UDS", "1")]);
        let layers = layers(&environment, Vec::new(), Path::new("/")).unwrap();
        assert_eq!(
            layers.notices(),
            ["the variable `SAMOCODER_MAX_UDS` is no setting; did you mean `SAMOCODER_MAX_USD`?"]
        );
        let wrong = Environment::of([("SAMOCODER_MAX_USD", "much")]);
        let error = super::layers(&wrong, Vec::new(), Path::new("/")).unwrap_err();
        assert!(error.to_string().starts_with("`SAMOCODER_MAX_USD` must be"));
    }

    #[test]
    fn the_project_is_found_from_inside_of_it() {
        let directory = tempfile::tempdir().unwrap();
        let inner = directory.path().join("web/src");
        fs::create_dir_all(&inner).unwrap();
        let file = directory.path().join(PROJECT_FILE);
        fs::write(&file, "name = \"x\"\n[run]\nmax_usd = 0.1\n").unwrap();
        let environment = Environment::of([]);
        let layers = layers(&environment, Vec::new(), &inner).unwrap();
        let entry = layers.get("max_usd").unwrap();
        assert_eq!(entry.place, format!("{}:3", file.display()));
    }
}
