//! What an app is called: the words of its idea, or its main record.

use super::domain::Domain;
use super::draft::Draft;
use super::field::Setting;
use super::language::name;
use super::language::phrase;
use super::language::tag::{self, Tags};
use super::language::token::{self, Token};
use crate::spec::{Language, Spec};

/// What an app is called.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) name: String,
    pub(crate) title: String,
}

/// Returns what the app of a draft is called.
pub(crate) fn title(
    setting: Setting<'_>,
    draft: &Draft,
    domain: Option<&'static Domain>,
    tokens: &[Token],
) -> Heading {
    let words: Vec<&Token> = draft
        .title
        .map(|(start, end)| {
            tokens
                .iter()
                .filter(|token| token.start >= start && token.end <= end && token.is_word())
                .collect()
        })
        .unwrap_or_default();
    let words = without_pointers(&words);
    let main = draft.entities.first();
    let one = main.map_or("Item", |entity| entity.name.as_str());
    let headed = words
        .iter()
        .any(|token| tag::of(token).has(Tags::CONTAINER.and(Tags::APP)));
    let short = (1..=5).contains(&words.len())
        && !words.iter().any(|word| tag::of(word).has(Tags::PRONOUN));
    let text = short.then(|| written(setting.text, words)).flatten();
    match (setting.language, text) {
        (Language::En, Some(text)) => {
            let keys: Vec<String> = words.iter().map(|word| word.key.clone()).collect();
            let plain = !headed
                && words.len() <= 2
                && words.first().is_some_and(|word| {
                    main.is_some_and(|entity| {
                        entity.many.to_lowercase().ends_with(
                            &words
                                .last()
                                .map_or_else(|| word.key.clone(), |last| last.key.clone()),
                        )
                    })
                });
            if plain && draft.entities.len() == 1 {
                return tracker(one);
            }
            Heading {
                name: name::kebab(&keys).unwrap_or_else(|| fallback(one)),
                title: text,
            }
        }
        (Language::Ru, Some(text)) => Heading {
            name: russian_name(setting, words, one, headed),
            title: text,
        },
        (Language::En, None) => match domain {
            Some(domain) if draft.entities.len() > 1 => named(domain.title(Language::En), one),
            _ => tracker(one),
        },
        (Language::Ru, None) => Heading {
            name: fallback(one),
            title: match domain {
                Some(domain) if draft.entities.len() > 1 => domain.title(Language::Ru).to_owned(),
                _ => main.map_or_else(|| "Записи".to_owned(), |entity| entity.many.clone()),
            },
        },
    }
}

fn named(title: &str, one: &str) -> Heading {
    let words: Vec<String> = title.to_lowercase().split(' ').map(str::to_owned).collect();
    Heading {
        name: name::kebab(&words).unwrap_or_else(|| fallback(one)),
        title: title.to_owned(),
    }
}

fn tracker(one: &str) -> Heading {
    let mut words = name::split(one);
    words.push("tracker".to_owned());
    Heading {
        name: name::kebab(&words).unwrap_or_else(|| "tracker".to_owned()),
        title: name::sentence(&words.join(" ")),
    }
}

fn fallback(one: &str) -> String {
    let mut words = name::split(one);
    words.push("tracker".to_owned());
    name::kebab(&words).unwrap_or_else(|| "app".to_owned())
}

/// Returns the name of an app whose title is Russian.
fn russian_name(setting: Setting<'_>, words: &[&Token], one: &str, headed: bool) -> String {
    if headed || words.is_empty() {
        return fallback(one);
    }
    let tokens: Vec<Token> = words.iter().map(|word| (*word).clone()).collect();
    let phrase = phrase::phrase(setting.text, &tokens);
    let known = phrase.words.iter().all(|word| word.is_ascii());
    if known && phrase.length == tokens.len() {
        name::kebab(&phrase.words).unwrap_or_else(|| fallback(one))
    } else {
        fallback(one)
    }
}

fn without_pointers<'a, 't>(words: &'a [&'t Token]) -> &'a [&'t Token] {
    let idle = Tags::ARTICLE.and(Tags::OWN).and(Tags::EACH).and(Tags::MANY);
    let start = words
        .iter()
        .take_while(|token| tag::of(token).has(idle))
        .count();
    let words = words.get(start..).unwrap_or_default();
    let mut words = words;
    while let [first, rest @ ..] = words {
        if !rest.is_empty()
            && matches!(first.key.as_str(), "simple" | "basic" | "small" | "tiny" | "little" | "nice" | "new" | "good" | "great" | "personal" if rest.len() > 2 || first.key != "personal")
        {
            words = rest;
        } else {
            break;
        }
    }
    words
}

fn written(text: &str, words: &[&Token]) -> Option<String> {
    let title: Vec<&str> = words
        .iter()
        .map(|token| {
            text.get(token.start..token.end)
                .filter(|source| token::key(source) == token.key)
                .unwrap_or(&token.key)
        })
        .collect();
    let title = name::sentence(&title.join(" "));
    (!title.is_empty()).then_some(title)
}

/// Returns one sentence that says what an app is for.
pub(crate) fn description(spec: &Spec) -> String {
    let labels: Vec<String> = spec
        .entities
        .iter()
        .take(6)
        .map(|entity| lower(&entity.label_plural))
        .collect();
    let and = match spec.language {
        Language::En => " and ",
        Language::Ru => " и ",
    };
    let list = match labels.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{}{and}{last}", before.join(", ")),
        None => String::new(),
    };
    match spec.language {
        Language::En => format!("Keeps track of {list}."),
        Language::Ru => format!("Здесь ведётся учёт: {list}."),
    }
}

fn lower(label: &str) -> String {
    let shouted = label.chars().nth(1).is_some_and(char::is_uppercase);
    if shouted {
        return label.to_owned();
    }
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
