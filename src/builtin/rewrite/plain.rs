//! Turns that need a look at their neighbours: what somebody gives to an app is what is kept of them,
//! and two words before one noun share it.

use crate::builtin::language::english;
use crate::builtin::language::phrase;
use crate::builtin::language::tag::{self, Tags};
use crate::builtin::language::token::{Kind, Token};
use crate::builtin::language::vocabulary::Class;
use crate::builtin::reader::piece::MODIFIERS;

/// Verbs of giving details.
const GIVES: [&str; 20] = [
    "give",
    "gives",
    "provide",
    "provides",
    "leave",
    "leaves",
    "enter",
    "enters",
    "state",
    "states",
    "specify",
    "specifies",
    "оставляет",
    "оставляют",
    "указывает",
    "указывают",
    "сообщает",
    "сообщают",
    "вводит",
    "вводят",
];

/// Says that somebody has the details that they give: "a customer leaves a name and a phone".
pub(super) fn given(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut at = 1;
    while at < tokens.len() {
        if let Some(who) = giver(&tokens, at) {
            let has = tokens.get_mut(at).map(|token| {
                token.key = String::from(if token.is_cyrillic() {
                    "имеет"
                } else {
                    "has"
                });
            });
            if has.is_some() {
                tokens.drain(who + 1..at);
            }
        }
        at += 1;
    }
    tokens
}

/// Says what is kept of each record where only a dash does: "для каждого ученика — имя, возраст".
pub(super) fn kept_of_each(mut tokens: Vec<Token>) -> Vec<Token> {
    let spoken: Vec<usize> = tokens
        .windows(2)
        .enumerate()
        .filter(|(_, two)| {
            matches!(two, [of, each] if of.key == "для" && tag::of(each).has(Tags::EACH))
        })
        .map(|(at, _)| at + 2)
        .collect();
    for start in spoken {
        let noun = tokens.get(start..).unwrap_or_default();
        let length = noun.iter().take_while(|token| token.is_word()).count();
        let dash = tokens
            .get_mut(start + length)
            .filter(|token| token.kind == Kind::Dash && (1..=3).contains(&length));
        if let Some(dash) = dash {
            dash.kind = Kind::Word;
            "храним".clone_into(&mut dash.key);
        }
    }
    tokens
}

/// Verbs of putting oneself down, which details follow behind "with": "runners sign up with a name".
const JOINS: [&str; 12] = [
    "sign",
    "signs",
    "up",
    "register",
    "registers",
    "apply",
    "applies",
    "join",
    "joins",
    "регистрируется",
    "регистрируются",
    "записываются",
];

/// Returns where somebody stands who gives details by the verb at a place.
fn giver(tokens: &[Token], at: usize) -> Option<usize> {
    tokens
        .get(at)
        .filter(|verb| GIVES.contains(&verb.key.as_str()) || tag::of(verb).has(Tags::WITH))?;
    let joins = |token: &Token| JOINS.contains(&token.key.as_str());
    let with = tokens
        .get(at)
        .is_some_and(|verb| tag::of(verb).has(Tags::WITH));
    let idle = |token: &Token| tag::of(token).has(Tags::AUX) || with && joins(token);
    let who = (0..at)
        .rev()
        .find(|before| tokens.get(*before).is_none_or(|token| !idle(token)))
        .filter(|who| at - who <= 2 + 2 * usize::from(with))?;
    let told = tokens.get(who + 1..at)?.iter().any(joins);
    let anybody = tokens
        .get(who)
        .is_some_and(|who| tag::of(who).has(Tags::ACTOR));
    if with && (!told || anybody) {
        return None;
    }
    let somebody = phrase::phrase("", tokens.get(who..=who)?);
    let behind: Vec<Token> = tokens
        .get(at + 1..)?
        .iter()
        .skip_while(|token| tag::of(token).has(Tags::ARTICLE.and(Tags::OWN).and(Tags::ONE)))
        .take_while(|token| token.is_word() && !tag::of(token).has(Tags::AND))
        .cloned()
        .collect();
    let last = behind.last().map(|last| last.end)?;
    let more = tokens.iter().skip(at).find(|token| token.start >= last);
    let more = more.is_some_and(|next| next.kind == Kind::Comma || tag::of(next).has(Tags::AND));
    if with && !more {
        return None;
    }
    let detail = phrase::phrase("", &behind);
    let record = matches!(detail.class(), Some(Class::Event | Class::Document));
    let kept = !behind.is_empty() && detail.length == behind.len() && detail.is_plain_field();
    let acts = matches!(somebody.class(), Some(Class::Person | Class::Organization));
    (acts && kept && !record).then_some(who)
}

/// Gives both sides of a slash the noun behind them: "from/to dates".
pub(super) fn shared(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut at = 0;
    while at + 3 < tokens.len() {
        let modifies = |token: &Token| MODIFIERS.contains(&token.key.as_str());
        let noun = match tokens.get(at..at + 4) {
            Some([one, slash, other, noun])
                if modifies(one)
                    && slash.kind == Kind::Slash
                    && modifies(other)
                    && noun.is_word() =>
            {
                Some(Token {
                    key: english::singular(&noun.key),
                    ..noun.clone()
                })
            }
            _ => None,
        };
        if let Some(noun) = noun {
            let position = noun.start;
            let comma = Token {
                kind: Kind::Comma,
                key: String::new(),
                start: position,
                end: position,
            };
            tokens.splice(at + 1..at + 2, [noun.clone(), comma]);
            if let Some(last) = tokens.get_mut(at + 4) {
                *last = noun;
            }
        }
        at += 1;
    }
    tokens
}
