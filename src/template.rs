//! Templates: folders of files with holes, and the rendering of a project from them.
//!
//! A template is data: `template.toml` says what it is and can do, `files*.toml` list its files,
//! `files/` holds them under the paths that they have in a project, `macros/` what they share.
//! What files can refer to is in [`view`], how data becomes text in [`filter`], how lines are
//! broken in [`layout`].

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, File, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};
use rayon::prelude::*;

use crate::architecture::{Architecture, PlannedEntity, PlannedFile};
use crate::demo;
use crate::path::{self, ProjectPath};
use crate::spec::{Feature, FeatureKind, Spec};
use crate::tree::Files;

mod feature;
pub mod filter;
mod fit;
mod guide;
pub mod layout;
mod lock;
mod manifest;
mod naming;
mod ownership;
mod plan;
mod view;

pub use guide::Guide;
use manifest::{FileEntry, Manifest};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/react");

/// The files of a template by their paths in it; a text is read when it is needed.
type Sources = BTreeMap<String, &'static File<'static>>;

/// A template, ready to plan and render.
#[derive(Debug)]
pub struct Template {
    manifest: Manifest,
    sources: Sources,
}

/// Why a template can't be used. For an embedded one this is a bug of samocoder's.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such template.
    #[error("there is no template `{name}`")]
    Unknown {
        /// The name that was asked for.
        name: String,
    },
    /// A file of the template is missing.
    #[error("the template has no file `{file}`")]
    Missing {
        /// Its path inside the template.
        file: String,
    },
    /// A manifest can't be read.
    #[error("the template's `{file}` can't be read")]
    Manifest {
        /// Its path inside the template.
        file: String,
        /// What is wrong with it.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A file can't be rendered.
    #[error("the template's `{file}` can't be rendered")]
    Render {
        /// Its path inside the template.
        file: String,
        /// What is wrong with it.
        #[source]
        source: Box<minijinja::Error>,
    },
    /// A rendered file can't be laid out.
    #[error("the template's `{file}` can't be laid out")]
    Layout {
        /// Its path inside the template.
        file: String,
        /// What is wrong with it.
        #[source]
        source: layout::Error,
    },
    /// The lock file can't be pruned.
    #[error("the template's `{file}` can't be pruned")]
    Lock {
        /// Its path inside the template.
        file: String,
        /// What is wrong with it.
        #[source]
        source: Box<lock::Error>,
    },
    /// A path of the project can't be used.
    #[error("the template's path `{file}` can't be used")]
    Path {
        /// The path.
        file: String,
        /// What is wrong with it.
        #[source]
        source: path::Error,
    },
}

/// What those have to know who add to a project of `react`.
const GUIDE: &str = include_str!("../templates/react/guide.md");

impl Template {
    /// The names of the embedded templates.
    pub const EMBEDDED: [&'static str; 1] = ["react"];

    /// Loads the embedded template of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn embedded(name: &str) -> Result<Self, Error> {
        if !Self::EMBEDDED.contains(&name) {
            return Err(Error::Unknown {
                name: name.to_owned(),
            });
        }
        let mut sources = Sources::new();
        collect(&EMBEDDED, &mut sources);
        let manifest = Manifest::parse(&sources)?;
        Ok(Self { manifest, sources })
    }

    /// Returns the template's name.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// Returns the template's own version.
    pub fn version(&self) -> &str {
        &self.manifest.version
    }

    /// Returns what it makes, in one sentence.
    pub fn description(&self) -> &str {
        &self.manifest.description
    }

    /// Returns the features that it can build.
    pub fn features(&self) -> &BTreeSet<FeatureKind> {
        &self.manifest.features
    }

    /// Returns whether it can build a rule or a kind of relation, such as `unique`.
    pub fn builds_rule(&self, rule: &str) -> bool {
        self.manifest.rules.contains(rule)
    }

    /// Returns the names that its own code uses, which an entity can't have.
    fn reserved(&self, features: &[Feature]) -> BTreeSet<String> {
        let of_features = features
            .iter()
            .filter_map(|feature| self.manifest.reserved_for.get(&feature.kind))
            .flatten();
        self.manifest
            .reserved
            .iter()
            .chain(of_features)
            .cloned()
            .collect()
    }

    /// Returns what those have to know who add to its projects.
    pub fn guide(&self) -> Guide {
        Guide::parse(GUIDE)
    }

    /// Returns its files with their purposes, for `template show`.
    pub fn listing(&self) -> impl Iterator<Item = (&str, &str)> {
        self.manifest
            .files
            .iter()
            .map(|(path, entry)| (path.as_str(), entry.purpose.as_str()))
    }

    /// Plans the files of a project, in the order of their paths.
    fn files(&self, spec: &Spec, plan: &Architecture) -> Result<Vec<PlannedFile>, Error> {
        let environment = self.environment();
        let project = view::project(spec, plan, &BTreeMap::new());
        let mut planned = Vec::new();
        for (pattern, entry) in &self.manifest.files {
            let per_entity = is_per_entity(pattern);
            let count = if per_entity { plan.entities.len() } else { 1 };
            for index in 0..count {
                let context = view::context(&project, per_entity.then_some(index));
                if !applies(&environment, pattern, entry, &context)? {
                    continue;
                }
                let entity = per_entity.then(|| plan.entities.get(index)).flatten();
                planned.push(plan_file(pattern, entry, entity)?);
            }
        }
        planned.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(planned)
    }

    /// Renders the planned files that `wanted` selects, on all cores.
    ///
    /// # Errors
    /// When a file of the template is broken.
    pub fn render(
        &self,
        spec: &Spec,
        plan: &Architecture,
        wanted: impl Fn(&PlannedFile) -> bool,
    ) -> Result<Files, Error> {
        let mut environment = self.environment();
        let files: Vec<_> = plan.files.iter().filter(|file| wanted(file)).collect();
        let used: BTreeSet<&str> = files.iter().map(|file| file.source.as_str()).collect();
        let shared = self
            .sources
            .keys()
            .filter(|name| name.starts_with("macros/"));
        for name in used.into_iter().chain(shared.map(String::as_str)) {
            self.compile(&mut environment, name)?;
        }
        let project = view::project(spec, plan, &demo::rows(spec));
        let general = view::context(&project, None);
        let position: BTreeMap<&str, usize> = plan
            .entities
            .iter()
            .enumerate()
            .map(|(index, planned)| (planned.entity.name.as_str(), index))
            .collect();
        let contexts: Vec<Value> = (0..plan.entities.len())
            .map(|index| view::context(&project, Some(index)))
            .collect();
        files
            .par_iter()
            .map(|file| {
                let index = file.entity.as_deref().and_then(|name| position.get(name));
                let context = index
                    .and_then(|index| contexts.get(*index))
                    .unwrap_or(&general);
                Ok((
                    file.path.clone(),
                    self.render_file(&environment, file, context)?,
                ))
            })
            .collect()
    }

    fn render_file(
        &self,
        environment: &Environment<'_>,
        file: &PlannedFile,
        context: &Value,
    ) -> Result<String, Error> {
        let source = self.source(&file.source)?;
        if !is_live(source) {
            return Ok(source.to_owned());
        }
        let broken = |source| Error::Render {
            file: file.source.clone(),
            source: Box::new(source),
        };
        let template = environment.get_template(&file.source).map_err(broken)?;
        let text = template.render(context).map_err(broken)?;
        if file.path.as_str() == lock::LOCK {
            let manifest = environment.get_template(lock::MANIFEST_SOURCE);
            let manifest = manifest.and_then(|it| it.render(context));
            return lock::prune(&text, &manifest.map_err(broken)?).map_err(|source| Error::Lock {
                file: file.source.clone(),
                source: Box::new(source),
            });
        }
        layout::layout(&text).map_err(|source| Error::Layout {
            file: file.source.clone(),
            source,
        })
    }

    fn compile(&self, environment: &mut Environment<'_>, name: &str) -> Result<(), Error> {
        let source = self.source(name)?;
        if !is_live(source) && !name.starts_with("macros/") {
            return Ok(());
        }
        let short = name.strip_prefix("macros/").unwrap_or(name).to_owned();
        environment
            .add_template_owned(short, layout::encode(source))
            .map_err(|source| Error::Render {
                file: name.to_owned(),
                source: Box::new(source),
            })
    }

    fn source(&self, name: &str) -> Result<&str, Error> {
        text(&self.sources, name)
    }

    #[expect(
        clippy::unused_self,
        reason = "a template of the user's may bring its own filters"
    )]
    fn environment(&self) -> Environment<'static> {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("<%=", "%>")
            .comment_delimiters("<%#", "%>")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build();
        if let Ok(syntax) = syntax {
            environment.set_syntax(syntax);
        }
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.add_filter("js", |text: &str| filter::js(text));
        environment.add_filter("json", |text: &str| filter::json(text));
        environment.add_filter("html", |text: &str| filter::html(text));
        environment.add_filter("htmlattr", |text: &str| filter::html_attribute(text));
        environment.add_filter("fill", filter::fill);
        environment.add_filter("major", filter::major_units);
        environment.add_filter("md", |text: &str| filter::markdown(text));
        environment.add_filter("sql", |text: &str| filter::sql(text));
        environment.add_filter("jsval", |value: Value| filter::js_value(&value));
        environment.add_filter("pad", |number: usize, width: usize| {
            format!("{number:0width$}")
        });
        environment.add_function("entry", |key: &str, text: &str| filter::entry(key, text));
        environment.add_function("prop", |key: &str| filter::property(key));
        environment
    }
}

/// Returns whether a source has anything to render or to lay out.
fn is_live(source: &str) -> bool {
    source.contains("<%") || source.chars().any(layout::is_visible_mark)
}

/// Returns the text of a template's file.
fn text(sources: &Sources, name: &str) -> Result<&'static str, Error> {
    let text = sources.get(name).and_then(|file| file.contents_utf8());
    text.ok_or_else(|| Error::Missing {
        file: name.to_owned(),
    })
}

fn collect(directory: &Dir<'static>, sources: &mut Sources) {
    for file in directory.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        sources.insert(path, file);
    }
    for child in directory.dirs() {
        collect(child, sources);
    }
}

fn is_per_entity(pattern: &str) -> bool {
    ["{entity}", "{entities}", "{Entity}"]
        .iter()
        .any(|hole| pattern.contains(hole))
}

fn applies(
    environment: &Environment<'_>,
    pattern: &str,
    entry: &FileEntry,
    context: &Value,
) -> Result<bool, Error> {
    let Some(when) = &entry.when else {
        return Ok(true);
    };
    let broken = |source| Error::Render {
        file: pattern.to_owned(),
        source: Box::new(source),
    };
    let value = environment
        .compile_expression(when)
        .and_then(|it| it.eval(context));
    Ok(value.map_err(broken)?.is_true())
}

fn plan_file(
    pattern: &str,
    entry: &FileEntry,
    planned: Option<&PlannedEntity>,
) -> Result<PlannedFile, Error> {
    let mut path = pattern.to_owned();
    let mut purpose = entry.purpose.clone();
    if let Some(PlannedEntity { entity, names, .. }) = planned {
        path = path
            .replace("{entity}", &names.file)
            .replace("{entities}", &names.folder)
            .replace("{Entity}", &names.name);
        purpose = purpose.replace("{label}", &entity.label);
    }
    let path = ProjectPath::parse(&path).map_err(|source| Error::Path { file: path, source })?;
    Ok(PlannedFile {
        path,
        purpose,
        source: format!("files/{}", entry.from.as_deref().unwrap_or(pattern)),
        entity: planned.map(|planned| planned.entity.name.clone()),
        test: entry.tests,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_on_disk_is_listed_and_every_listed_file_is_there() {
        let template = Template::embedded("react").unwrap();
        let listed: BTreeSet<String> = template
            .manifest
            .files
            .iter()
            .map(|(path, entry)| format!("files/{}", entry.from.as_deref().unwrap_or(path)))
            .collect();
        let found: BTreeSet<String> = template
            .sources
            .keys()
            .filter(|name| name.starts_with("files/"))
            .cloned()
            .collect();
        assert_eq!(listed, found);
    }
}
