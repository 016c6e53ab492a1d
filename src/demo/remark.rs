//! Comments on demo records: short notes that fit what the records are.

use serde::Deserialize;

use crate::spec::{Entity, Language, Spec};

use super::person::Person;
use super::{Comment, Row, data, kind, seed};

/// How many comments each of the first records has.
const COUNTS: [usize; 3] = [3, 1, 2];
/// How many people write.
const PEOPLE: usize = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    topic: Vec<Topic>,
}

/// What is said of records of some kinds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    /// The kinds; of any other entity when empty.
    kinds: String,
    texts: Vec<String>,
}

/// Returns the comments on the records of an entity, the oldest first.
pub(super) fn of(spec: &Spec, entity: &Entity, rows: &[Row]) -> Vec<Comment> {
    let file: File = data::load(&format!("{}/remarks.toml", spec.language.code()));
    let kind = kind::of(spec, entity).map(|kind| kind.id.as_str());
    let speaks = |topic: &&Topic| {
        topic.kinds.is_empty() || kind.is_some_and(|kind| data::has(&topic.kinds, kind))
    };
    let Some(topic) = file.topic.iter().find(speaks) else {
        return Vec::new();
    };
    let counts = rows.iter().zip(COUNTS);
    let records = counts.flat_map(|(row, count)| std::iter::repeat_n(&row.id, count));
    records
        .zip(&topic.texts)
        .enumerate()
        .map(|(index, (row, text))| Comment {
            id: seed::uuid(&format!("comment {}", entity.name), index),
            row: row.clone(),
            author: author(spec.language, index),
            text: text.clone(),
        })
        .collect()
}

fn author(language: Language, index: usize) -> String {
    Person::new(language, index % PEOPLE).name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::spec::file::{self, Syntax};

    fn comments(language: &str, name: &str) -> Vec<Comment> {
        let text = format!(
            r#"
            format = 1
            name = "app"
            title = "App"
            language = "{language}"
            [[entities]]
            name = "{name}"
            label = "Label"
            label_plural = "Labels"
            fields = [{{ name = "name", label = "Name", type = "string", required = true }}]
            "#
        );
        let spec = file::parse(&text, Syntax::Toml).unwrap();
        let rows = demo::rows(&spec);
        of(&spec, &spec.entities[0], &rows[name])
    }

    #[test]
    fn every_topic_has_enough_to_say_of_known_kinds() {
        for language in [Language::En, Language::Ru] {
            let file: File = data::load(&format!("{}/remarks.toml", language.code()));
            let (last, others) = file.topic.split_last().unwrap();
            assert!(last.kinds.is_empty());
            assert!(others.iter().all(|topic| !topic.kinds.is_empty()));
            for topic in &file.topic {
                assert_eq!(topic.texts.len(), COUNTS.iter().sum::<usize>());
                for kind in topic.kinds.split_whitespace() {
                    let known = data::kinds().all.iter().any(|it| it.id == kind);
                    assert!(known, "no kind is called {kind}");
                }
            }
        }
    }

    #[test]
    fn comments_fit_what_they_are_about() {
        let texts = |name| comments("en", name).into_iter().map(|it| it.text).collect();
        let (tasks, books, others): (Vec<_>, Vec<_>, Vec<_>) =
            (texts("Task"), texts("Book"), texts("Zyx"));
        assert_eq!(tasks.len(), 6);
        assert_ne!(tasks, books);
        assert_ne!(books, others);
        assert_ne!(others, tasks);
    }

    #[test]
    fn several_people_comment_on_several_records() {
        let all = comments("ru", "Task");
        let mut rows: Vec<_> = all.iter().map(|it| &it.row).collect();
        let mut ids: Vec<_> = all.iter().map(|it| &it.id).collect();
        let mut authors: Vec<_> = all.iter().map(|it| &it.author).collect();
        for list in [&mut rows, &mut ids, &mut authors] {
            list.sort();
            list.dedup();
        }
        assert_eq!((rows.len(), ids.len(), authors.len()), (3, 6, 3));
    }
}
