//! What stands around the noun of a heading: verbs that ask, words that only introduce it, and the
//! container that it stands in.

use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::{self, Class};
use super::super::language::{dictionary, english, token};
use super::mention::is_verb_at;

/// Returns whether a word that begins a sentence can only tell to do something: "keep plays with…".
/// Others may name a thing: "record labels", "log entries".
fn is_order(token: &Token) -> bool {
    let words = [
        "keep",
        "save",
        "manage",
        "organize",
        "organise",
        "maintain",
        "collect",
        "remember",
        "administer",
        "create",
        "edit",
        "sell",
        "lend",
        "handle",
    ];
    words.contains(&token.key.as_str())
}

/// Returns what stands behind the last verb that asks or keeps: "I want to track | my plants".
pub(crate) fn behind_verbs(tokens: &[Token]) -> &[Token] {
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at + 1 >= tokens.len() || token.kind == Kind::Open {
            break;
        }
        let tags = tag::of(token);
        let follows = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .map(tag::of)
            .is_some_and(|before| {
                before.has(
                    Tags::PRONOUN
                        .and(Tags::DEMAND)
                        .and(Tags::AUX)
                        .and(Tags::AND),
                ) || before.has(Tags::RECORD)
                    || before.has(Tags::PREP)
            });
        let points = tokens
            .get(at + 1)
            .is_some_and(|next| tag::of(next).has(tag::POINTERS.and(Tags::PRONOUN)));
        let inflected = at > 0 && token.key.ends_with('s') && !tags.has(Tags::CONTAINER);
        let keeps = tags.has(Tags::RECORD)
            && (token.is_cyrillic()
                || follows
                || inflected
                || at == 0 && (points || is_order(token)));
        let asks = tags.has(Tags::DEMAND.and(Tags::PRONOUN).and(Tags::AUX));
        let infinitive = ["ть", "ться", "ти"]
            .iter()
            .any(|ending| token.key.ends_with(ending));
        let within = infinitive
            && start > 0
            && tokens
                .get(start + 1..at)
                .is_some_and(|said| said.iter().any(|token| tag::of(token).has(Tags::PREP)));
        let noun = |back: usize| {
            let before = at.checked_sub(back).and_then(|place| tokens.get(place));
            before.is_some_and(|before| {
                english::is_plural(&before.key)
                    && vocabulary::class_of(&english::singular(&before.key)).is_some()
            })
        };
        let purpose = at > 1 && noun(2) && tokens.get(at - 1).is_some_and(|to| to.key == "to");
        let within = within || purpose || noun(1) && english::is_participle(&token.key);
        let acts = tags.has(Tags::HAVE) && !tags.has(Tags::OWN)
            || is_verb_at(tokens, at) && at > 0 && !within;
        let (keeps, asks) = (keeps && !within, asks && !purpose);
        if keeps || asks || acts {
            start = at + 1;
        }
    }
    tokens.get(start..).unwrap_or_default()
}

/// Returns what stands behind whose it is: "a school library's | board games".
pub(crate) fn behind_owner<'t>(text: &str, tokens: &'t [Token]) -> &'t [Token] {
    let owner = tokens.iter().rposition(|token| {
        let said = text.get(token.start..token.end).unwrap_or_default();
        let owns = said.ends_with("'s") || said.ends_with("’s");
        owns && !token.key.ends_with("'s") && !tag::of(token).has(Tags::PRONOUN)
    });
    let rest = owner
        .and_then(|at| tokens.get(at + 1..))
        .unwrap_or_default();
    if rest.is_empty() { tokens } else { rest }
}

/// Takes off what somebody does with a noun: "books | I read", "cars | they fit".
pub(crate) fn without_clause(tokens: &[Token]) -> &[Token] {
    let somebody = |token: &Token| {
        let known = ["i", "we", "they", "you", "he", "she"];
        known.contains(&token.key.as_str())
    };
    let at = tokens.iter().position(somebody);
    let noun = at.and_then(|at| tokens.get(..at)).unwrap_or_default();
    let kept = noun
        .last()
        .is_some_and(|last| vocabulary::class_of(&english::singular(&last.key)).is_some())
        && (noun
            .last()
            .is_some_and(|last| english::is_plural(&last.key))
            || !noun.iter().any(|token| tag::of(token).has(Tags::PREP)));
    if kept { noun } else { tokens }
}

/// Takes off that something is kept: "for every move | we need", "на каждый переезд | записываем".
pub(crate) fn without_keeping(tokens: &[Token]) -> &[Token] {
    let tags = |at: usize| tokens.get(at).map(tag::of).unwrap_or_default();
    if !(tags(0).has(Tags::PREP) && tags(1).has(Tags::EACH)) {
        return tokens;
    }
    let said = Tags::PRONOUN
        .and(Tags::DEMAND)
        .and(Tags::RECORD)
        .and(Tags::HAVE)
        .and(Tags::AUX);
    let idle = |token: &&Token| {
        let tags = tag::of(token);
        tags.has(said) && (!tags.has(Tags::CONTAINER) || token.key == "record")
    };
    let kept = tokens.len() - tokens.iter().rev().take_while(idle).count();
    tokens.get(..kept.max(3)).unwrap_or(tokens)
}

/// Takes off what stands before a noun.
pub(crate) fn without_lead(tokens: &[Token]) -> &[Token] {
    let lead = Tags::PREP
        .and(Tags::ARTICLE)
        .and(Tags::OWN)
        .and(Tags::DROP)
        .and(Tags::MANY)
        .and(Tags::FILLER)
        .and(Tags::PRONOUN);
    let idle = ["eye", "track", "tabs", "sort", "kind", "way", "place"];
    let count = tokens
        .iter()
        .enumerate()
        .take_while(|(at, token)| {
            let tags = tag::of(token);
            let keeps = tags.has(Tags::RECORD) && tags.has(Tags::CONTAINER);
            at + 1 < tokens.len()
                && (tags.has(lead) && !keeps && !tags.has(Tags::APP)
                    || idle.contains(&token.key.as_str())
                    || !token.is_word())
        })
        .count();
    tokens.get(count..).unwrap_or_default()
}

/// Takes off what is done with a noun: "games | lent to friends", "jobs | to do on boats",
/// "items | pawned".
pub(crate) fn without_purpose(tokens: &[Token]) -> &[Token] {
    let record = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            english::is_plural(&token.key)
                && vocabulary::class_of(&english::singular(&token.key)).is_some()
        })
    };
    let cut = (1..tokens.len()).find(|at| {
        let done = tokens.get(*at).is_some_and(|token| {
            english::is_participle(&token.key) || token.key == "to" && at + 2 < tokens.len()
        });
        let ends = tokens.get(*at + 1..).is_some_and(<[Token]>::is_empty);
        let regular = tokens
            .get(*at)
            .is_some_and(|token| token.key.ends_with("ed"));
        done && (!ends || regular) && record(at - 1)
    });
    tokens.get(..cut.unwrap_or(tokens.len())).unwrap_or(tokens)
}

/// Returns what an English heading contains: "gym | log", "movie | watchlist".
pub(crate) fn english_content(core: &[Token], each: bool) -> Option<&[Token]> {
    let last = core.last()?;
    let heading = tag::of(last).has(Tags::CONTAINER.and(Tags::APP)) && !each;
    let alone = core.len() == 1;
    let record = alone
        && vocabulary::class_of(&english::singular(&last.key)).is_some()
        && english::is_plural(&last.key);
    (heading && !record).then(|| core.get(..core.len() - 1).unwrap_or_default())
}

/// Returns what a Russian heading contains: "учёт | расходов", "список | учеников".
pub(crate) fn russian_content(core: &[Token]) -> Option<&[Token]> {
    let alone = match core {
        [only] => dictionary::noun(&[only.key.as_str()]).is_some_and(|entry| {
            token::key(&entry.plural()) == only.key && vocabulary::class_of(entry.english).is_some()
        }),
        _ => false,
    };
    if alone {
        return None;
    }
    let at = core
        .iter()
        .position(|token| tag::of(token).has(Tags::CONTAINER.and(Tags::APP)))?;
    if at > 1 {
        return None;
    }
    core.get(at + 1..)
}

pub(crate) fn heads_fields(tokens: &[Token]) -> bool {
    let words = [
        "fields",
        "columns",
        "attributes",
        "properties",
        "поля",
        "колонки",
        "столбцы",
        "атрибуты",
        "данные",
    ];
    tokens.len() <= 3
        && tokens
            .iter()
            .any(|token| words.contains(&token.key.as_str()))
}

/// Returns whether a noun is a place or a business rather than a record.
pub(crate) fn is_house(phrase: &Phrase) -> bool {
    !phrase.plural && matches!(phrase.class(), Some(Class::Organization | Class::Place))
}

/// Returns whether a phrase names a stretch of time rather than a record.
pub(crate) fn is_time(phrase: &Phrase) -> bool {
    let first = phrase.one.to_lowercase();
    [
        "hour",
        "minute",
        "day",
        "week",
        "month",
        "year",
        "день",
        "недел",
        "месяц",
        "год",
        "раз",
    ]
    .iter()
    .any(|unit| first.starts_with(unit) && !first.contains(' '))
        || first.starts_with("день ")
        || first.ends_with(" long")
}

/// Returns what a store of goods is named after: "склад | запчастей".
pub(crate) fn stored_goods(core: &[Token]) -> Option<&[Token]> {
    let (first, rest) = core.split_first()?;
    let stores = ["склад", "библиотек", "питомник", "хранилищ"];
    let store = stores.iter().any(|store| first.key.starts_with(store));
    (store && !rest.is_empty()).then_some(rest)
}
