//! Settings files: read with errors that show the place, and changed without losing a comment.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::Error;
use super::layer::{Entry, Source};
use super::table::{Project, SETTINGS, Setting, suggestion};
use super::value::Value;
use crate::excerpt::{excerpt, position};
use crate::secret::Redactor;
use crate::spec::file::RUN;

/// A settings file under reading.
struct File<'t> {
    path: &'t Path,
    text: &'t str,
    source: Source,
    entries: Vec<Entry>,
}

/// Reads the user's settings file.
pub(super) fn read_user(path: &Path, text: &str) -> Result<Vec<Entry>, Error> {
    read(path, text, Source::UserFile)
}

/// Reads what the spec file of a project says of runs.
pub(super) fn read_project(path: &Path, text: &str) -> Result<Vec<Entry>, Error> {
    read(path, text, Source::ProjectFile)
}

fn read(path: &Path, text: &str, source: Source) -> Result<Vec<Entry>, Error> {
    let mut file = File {
        path,
        text,
        source,
        entries: Vec::new(),
    };
    let table = DeTable::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        file.wrong(start, error.message())
    })?;
    if source == Source::UserFile {
        file.table("", table.get_ref())?;
    } else if let Some(run) = table.get_ref().get(RUN) {
        match run.get_ref() {
            DeValue::Table(run) => file.table("", run)?,
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {
                return Err(file.wrong(run.span().start, "`run` must be a table of settings"));
            }
        }
    }
    Ok(file.entries)
}

impl File<'_> {
    fn table(&mut self, before: &str, table: &DeTable<'_>) -> Result<(), Error> {
        for (key, value) in table {
            let name = format!("{before}{}", key.get_ref());
            if let Some(setting) = Setting::find(&name) {
                self.value(setting, name, key.span().start, value)?;
            } else if let (DeValue::Table(inner), true) = (value.get_ref(), is_table(&name)) {
                self.table(&format!("{name}."), inner)?;
            } else {
                let message = format!("there is no setting `{name}`{}", advice(&name));
                return Err(self.wrong(key.span().start, &message));
            }
        }
        Ok(())
    }

    fn value(
        &mut self,
        setting: &Setting,
        name: String,
        key: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Error> {
        if self.source == Source::ProjectFile && setting.project == Project::Never {
            let message = format!(
                "a project can't set `{name}`: it could lead your keys elsewhere; \
                 take it out, or set it yourself with `samocoder config set`"
            );
            return Err(self.wrong(key, &message));
        }
        let Some(taken) = setting.kind.take(value.get_ref()) else {
            let message = format!("`{name}` must be {}", setting.kind.expects());
            return Err(self.wrong(value.span().start, &message));
        };
        let (line, _) = position(self.text, key);
        self.entries.push(Entry {
            name,
            value: taken,
            source: self.source,
            place: format!("{}:{line}", self.path.display()),
        });
        Ok(())
    }

    /// Says what is wrong at a byte. What looks like a key is not shown.
    fn wrong(&self, at: usize, message: &str) -> Error {
        Error::File {
            path: self.path.to_owned(),
            message: Redactor::default().redact(message),
            excerpt: Redactor::default().redact(&excerpt(self.text, position(self.text, at))),
        }
    }
}

/// Returns whether settings are below a name.
fn is_table(name: &str) -> bool {
    let probe = format!("{name}.");
    let provider = name.strip_prefix("providers.").unwrap_or_default();
    let known = provider.split('.').next().unwrap_or_default();
    let known = if super::table::is_provider_name(known) {
        known
    } else {
        "NAME"
    };
    SETTINGS
        .iter()
        .any(|setting| setting.name_for(known).starts_with(&probe))
}

/// Returns what was probably meant by a name that no setting has.
fn advice(name: &str) -> String {
    if name.contains("key") && !name.ends_with("key_variable") {
        return "; keys are not kept in settings: `samocoder key set PROVIDER`".to_owned();
    }
    suggestion(name)
}

/// Returns the text of a settings file with a setting changed; everything else stays as it was.
pub fn with(path: &Path, text: &str, name: &str, value: &Value) -> Result<String, Error> {
    read_user(path, text)?;
    let mut document = document(path, text)?;
    let mut table: &mut Table = document.as_table_mut();
    let mut parts: Vec<&str> = name.split('.').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let next = table.entry(part).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        if let Some(inline) = next.as_inline_table().cloned() {
            *next = Item::Table(inline.into_table());
        }
        let Some(inner) = next.as_table_mut() else {
            return Err(Error::Unknown {
                name: name.to_owned(),
                suggestion: String::new(),
            });
        };
        table = inner;
    }
    let mut new = value.to_toml();
    if let Some(old) = table.get(last).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    match table.get_mut(last) {
        Some(item) => *item = Item::Value(new),
        None => drop(table.insert(last, Item::Value(new))),
    }
    let text = document.to_string();
    read_user(path, &text)?;
    Ok(text)
}

/// Returns the text of a settings file without a setting; nothing when it is not in there.
pub fn without(path: &Path, text: &str, name: &str) -> Result<Option<String>, Error> {
    read_user(path, text)?;
    let mut document = document(path, text)?;
    let parts: Vec<&str> = name.split('.').collect();
    let removed = remove(document.as_item_mut(), &parts);
    Ok(removed.then(|| document.to_string()))
}

/// Removes what a path leads to, and tables that are empty then.
fn remove(item: &mut Item, path: &[&str]) -> bool {
    let (Some((first, rest)), Some(table)) = (path.split_first(), item.as_table_like_mut()) else {
        return false;
    };
    if rest.is_empty() {
        return table.remove(first).is_some();
    }
    let Some(inner) = table.get_mut(first) else {
        return false;
    };
    let removed = remove(inner, rest);
    if removed && inner.as_table_like().is_some_and(TableLike::is_empty) {
        table.remove(first);
    }
    removed
}

fn document(path: &Path, text: &str) -> Result<DocumentMut, Error> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let file = File {
            path,
            text,
            source: Source::UserFile,
            entries: Vec::new(),
        };
        file.wrong(error.span().map_or(0, |it| it.start), error.message())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# mine\nmax_usd = 0.25 # a quarter\n\n[providers.groq]\n# a mirror\nbase_url = \"https://example.com/v1\"\nlimits = { minute = 10 }\n";

    fn error(text: &str, project: bool) -> String {
        let path = Path::new("config.toml");
        let read = if project {
            read_project(path, text)
        } else {
            read_user(path, text)
        };
        read.unwrap_err().to_string()
    }

    #[test]
    fn every_value_knows_its_line() {
        let entries = read_user(Path::new("c"), FILE).unwrap();
        let places: Vec<_> = entries
            .iter()
            .map(|it| (it.name.as_str(), it.value.to_string(), it.place.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                ("max_usd", "0.25".to_owned(), "c:2"),
                (
                    "providers.groq.base_url",
                    "https://example.com/v1".to_owned(),
                    "c:6"
                ),
                ("providers.groq.limits.minute", "10".to_owned(), "c:7"),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_shown_where_it_is() {
        for (text, says) in [
            (
                "max_uds = 1",
                "did you mean `max_usd`?\n  |\n1 | max_uds = 1\n  | ^ line 1, column 1",
            ),
            (
                "\nmax_usd = \"much\"",
                "must be an amount of US dollars such as 0.5\n  |\n2 | max_usd = \"much\"\n  |           ^ line 2, column 11",
            ),
            ("max_usd = = 1", "line 1, column"),
            (
                "[providers.groq]\nbaseurl = \"x\"",
                "did you mean `providers.groq.base_url`?",
            ),
            (
                "[providers.groq.limits]\nminutes = 1",
                "did you mean `providers.groq.limits.minute`?",
            ),
            ("[provider.groq]\nx = 1", "there is no setting `provider`"),
            ("chain = \"groq\"", "must be a list of texts"),
        ] {
            let error = error(text, false);
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn a_key_in_the_settings_is_not_shown_and_led_home() {
        let error = error(
            "[providers.groq]\napi_key = \"gsk_0123456789abcdef\"",
            false,
        );
        assert!(error.contains("samocoder key set"), "{error}");
        assert!(!error.contains("0123456789"), "{error}");
    }

    #[test]
    fn a_project_can_t_lead_keys_elsewhere() {
        for setting in [
            "chain = [\"mine\"]",
            "allow_http = true",
            "keychain = false",
            "providers.groq.base_url = \"https://evil.example\"",
            "providers.groq.key_variable = \"AWS_SECRET_ACCESS_KEY\"",
            "providers.evil.base_url = \"https://evil.example\"",
            "providers.groq.limits.minute = 100000",
        ] {
            let error = error(&format!("name = \"x\"\n[run]\n{setting}\n"), true);
            assert!(error.contains("a project can't set"), "{error}");
            assert!(error.contains("line 3, column"), "{error}");
        }
        let fine = read_project(Path::new("p"), "[run]\nmax_usd = 0.1\nfree = true\n").unwrap();
        assert_eq!(fine.len(), 2);
        assert_eq!(read_project(Path::new("p"), "name = \"x\"").unwrap(), []);
    }

    #[test]
    fn a_change_keeps_comments_and_the_rest() {
        let path = Path::new("c");
        let changed = with(path, FILE, "max_usd", &Value::Number(1.5)).unwrap();
        assert_eq!(changed, FILE.replace("0.25", "1.5"));
        let name = "providers.groq.limits.hour";
        let changed = with(path, FILE, name, &Value::Whole(7)).unwrap();
        assert!(
            changed.contains("hour = 7") && changed.contains("# a mirror"),
            "{changed}"
        );
        let back = without(path, &changed, name).unwrap().unwrap();
        assert_eq!(
            read_user(path, &back).unwrap().len(),
            read_user(path, FILE).unwrap().len()
        );
        assert_eq!(without(path, FILE, "free").unwrap(), None);
        let name = "providers.mine.base_url";
        let value = Value::Text("http://localhost:8080/v1".to_owned());
        let new = with(path, "", name, &value).unwrap();
        assert_eq!(
            new,
            "[providers.mine]\nbase_url = \"http://localhost:8080/v1\"\n"
        );
        assert_eq!(without(path, &new, name).unwrap().unwrap(), "");
    }
}
