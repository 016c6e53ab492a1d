//! Says the same in plainer words before anything is read: items that are sentences end like
//! sentences, relative clauses become sentences of their own, and turns of phrase that stand for
//! one word become that word.

use super::language::phrase::{self, Phrase};
use super::language::tag::{self, Tags};
use super::language::token::{Kind, Token};
use super::language::vocabulary::{self, Class};
use super::language::{data, english};
use super::reader::mention::is_verb_at;
use super::reader::verb::main_verb;

mod letter;
mod pair;
mod plain;
mod tail;

use pair::{pairs, sides, without_kinds};

/// Returns the tokens of an idea in plainer words.
pub(crate) fn rewrite(tokens: &[Token]) -> Vec<Token> {
    let tokens = joined_questions(sentences_of_items(letter::without_letter(turns(tokens))));
    let tokens = told_apart(tail::tails(&tokens));
    let tokens = plain::shared(plain::given(plain::kept_of_each(tokens)));
    let tokens = plain_verbs(pairs(&sides(without_kinds(tokens))));
    let mut plain = Vec::with_capacity(tokens.len());
    for sentence in tokens.split_inclusive(|token| token.kind == Kind::Stop) {
        relative(sentence, 0, &mut plain);
    }
    plain
}

/// Ends the items of a list that are sentences as sentences end.
fn sentences_of_items(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut spoke = false;
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { break };
        if token.kind == Kind::Stop {
            spoke = false;
        }
        if token.kind != Kind::Bullet {
            continue;
        }
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|token| matches!(token.kind, Kind::Bullet | Kind::Stop))
            .unwrap_or(rest.len());
        let item = rest.get(..length).unwrap_or_default();
        let speaks = is_sentence(item);
        let opens = item.last().is_some_and(|last| last.kind == Kind::Colon);
        if (speaks || spoke)
            && let Some(token) = tokens.get_mut(at)
        {
            token.kind = Kind::Stop;
        }
        spoke = (speaks || spoke) && !opens;
    }
    tokens
}

/// Returns whether an item of a list says who has or does what.
fn is_sentence(item: &[Token]) -> bool {
    let open = item.iter().position(|token| token.kind == Kind::Open);
    let plain = item.get(..open.unwrap_or(item.len())).unwrap_or_default();
    let question = plain
        .iter()
        .take(2)
        .any(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER)));
    let acts = Tags::HAVE.and(Tags::LINK).and(Tags::JOIN);
    let belongs = ["belong", "принадлеж", "относ"];
    let told = main_verb(plain).is_some_and(|verb| {
        let subject = phrase::phrase("", plain.get(..verb).unwrap_or_default());
        let object = phrase::phrase("", plain.get(verb + 1..).unwrap_or_default());
        let pointed = plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::ARTICLE.and(Tags::EACH)));
        let record = |phrase: &Phrase| (phrase.plural || pointed) && phrase.class().is_some();
        let tied = plain
            .iter()
            .skip(verb)
            .any(|token| tag::of(token).has(Tags::PREP));
        verb > 0 && record(&subject) && subject.length == verb && (record(&object) || tied)
    });
    let of_each = matches!(plain, [first, _, rest @ ..]
    if tag::of(first).has(Tags::EACH) && rest.iter().skip(1).any(|token| {
        tag::of(token).has(Tags::ONE.and(Tags::MANY).and(Tags::ARTICLE))
    }));
    let opens = item.last().is_some_and(|last| last.kind == Kind::Colon);
    of_each && !opens
        || told && item.len() > 2 && !question
        || main_verb(plain).is_some_and(|verb| {
            plain.get(verb).is_some_and(|token| {
                tag::of(token).has(acts) || belongs.iter().any(|word| token.key.starts_with(word))
            }) && verb > 0
                && item.len() > 3
                && !question
        })
}

/// Leaves out the comma that Russian wants before a question that a verb depends on: "для каждой
/// встречи отмечаем, какие гости пришли".
fn joined_questions(tokens: Vec<Token>) -> Vec<Token> {
    let mut plain: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let asks = rest
            .peek()
            .is_some_and(|next| matches!(next.key.as_str(), "какие" | "каких"));
        let verb = plain.last().is_some_and(|last| {
            last.is_cyrillic()
                && ["ем", "им", "ть", "ю"]
                    .iter()
                    .any(|end| last.key.ends_with(end))
        });
        if !(token.kind == Kind::Comma && asks && verb) {
            plain.push(token);
        }
    }
    plain
}

/// Replaces turns of phrase by the words that they stand for.
fn turns(tokens: &[Token]) -> Vec<Token> {
    let mut plain: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = tokens.get(at..).unwrap_or_default();
        let found = data::turns(&token.key).find_map(|(turn, words)| {
            let mut count = 0;
            let same = turn.split(' ').all(|word| {
                count += 1;
                rest.get(count - 1).is_some_and(|token| token.key == word)
            });
            let asks = words == "хочу" && plain.last().is_some_and(|last| last.kind == Kind::Comma);
            (same && !asks).then_some((count, words))
        });
        let Some((count, words)) = found else {
            plain.push(token.clone());
            at += 1;
            continue;
        };
        let end = rest.get(count - 1).map_or(token.end, |last| last.end);
        for word in words.split(' ').filter(|word| *word != "-") {
            let counts = word.chars().all(|letter| letter.is_ascii_digit());
            plain.push(Token {
                kind: if counts { Kind::Number } else { Kind::Word },
                key: word.to_owned(),
                start: token.start,
                end,
            });
        }
        at += count;
    }
    plain
}

/// Replaces verbs that only say that a record has something: "loans record the borrower",
/// "чтобы у задачи были срок и статус".
fn plain_verbs(mut tokens: Vec<Token>) -> Vec<Token> {
    for at in 1..tokens.len() {
        let before = tokens.get(at.saturating_sub(4)..at).unwrap_or_default();
        let Some(token) = tokens.get(at) else { break };
        let owner = before
            .iter()
            .rposition(|token| token.key == "у")
            .is_some_and(|owner| before.len() - owner >= 2)
            && before
                .iter()
                .all(|token| token.kind != Kind::Comma || token.key.is_empty());
        let was = ["был", "была", "было", "были", "будет", "будут"];
        let has = owner && was.contains(&token.key.as_str());
        let keeps = [
            "record", "records", "store", "stores", "keeps", "tracks", "lists", "notes", "saves",
        ];
        let opens = at == 1
            || at
                .checked_sub(2)
                .and_then(|first| tokens.get(first))
                .is_some_and(|first| {
                    first.kind == Kind::Stop || tag::of(first).has(Tags::EACH.and(Tags::ARTICLE))
                });
        let records = opens
            && keeps.contains(&token.key.as_str())
            && before.last().is_some_and(|noun| {
                vocabulary::class_of(&english::singular(&noun.key))
                    .is_some_and(|class| class != Class::Person)
            })
            && tokens.get(at + 1).is_some_and(|next| {
                tag::of(next).has(Tags::ARTICLE.and(Tags::OWN))
                    || vocabulary::hint_of(&next.key).is_some()
            });
        let needs = ["need", "needs", "want", "нужны", "нужно", "нужен", "нужна"];
        let infinitive = tokens.get(at + 1).is_some_and(|next| next.key == "to");
        let wants =
            needs.contains(&token.key.as_str()) && !infinitive && stands_for_each(&tokens, at);
        let gets = matches!(token.key.as_str(), "gets" | "get" | "got")
            && tokens
                .get(at + 1)
                .is_some_and(|next| english::is_participle(&next.key));
        if wants && let Some(token) = tokens.get_mut(at) {
            token.key = String::from(if token.is_cyrillic() {
                "записываем"
            } else {
                "record"
            });
        }
        if gets && let Some(token) = tokens.get_mut(at) {
            token.key = String::from(if token.key == "gets" { "is" } else { "are" });
        }
        if let Some(token) = tokens.get_mut(at).filter(|_| has || records) {
            token.key = String::from(if has { "есть" } else { "has" });
        }
    }
    tokens
}

/// Returns whether the sentence of a place starts with "for each": what is wanted there is kept.
fn stands_for_each(tokens: &[Token], at: usize) -> bool {
    let start = tokens
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rposition(|token| token.kind == Kind::Stop)
        .map_or(0, |stop| stop + 1);
    let sentence = tokens.get(start..at).unwrap_or_default();
    let about = |first: &Token| matches!(first.key.as_str(), "о" | "об" | "про" | "about");
    matches!(sentence, [first, second, _, ..]
        if tag::of(first).has(Tags::PREP) && tag::of(second).has(Tags::EACH))
        || matches!(sentence, [first, _, ..] if about(first) && sentence.len() <= 3)
}

/// Ends the sentence before "where" when only the app is named there: "an app for our league where
/// teams have a name" says "an app for our league" and "teams have a name".
fn told_apart(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut start = 0;
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { break };
        if token.kind == Kind::Stop {
            start = at + 1;
            continue;
        }
        let before = tokens.get(start..at).unwrap_or_default();
        let which = tokens.get(at + 1).is_some_and(|next| next.key == "which");
        let length = match token.key.as_str() {
            "where" | "где" => 1,
            "in" | "on" if which => 2,
            _ => 0,
        };
        let rest = tokens.get(at + length..).unwrap_or_default();
        let end = rest.iter().position(|token| !token.is_word());
        let said = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let named = match before {
            [named @ .., comma] if comma.kind == Kind::Comma => named,
            _ => before,
        };
        let subject = main_verb(said).map(|verb| said.get(..verb).unwrap_or_default());
        let tells = subject.is_some_and(|subject| {
            let phrase = phrase::phrase("", subject);
            let plain = !subject.is_empty() && phrase.length == subject.len();
            plain && phrase.plural && phrase.class().is_some()
                || subject
                    .first()
                    .is_some_and(|first| tag::of(first).has(Tags::EACH))
        });
        if length > 0 && is_of_app(named) && tells {
            for token in tokens.iter_mut().skip(at).take(length) {
                token.kind = Kind::Stop;
            }
            start = at + length;
        }
    }
    tokens
}

/// Returns whether words name nothing but the app.
fn is_of_app(words: &[Token]) -> bool {
    let app = Tags::APP.and(Tags::CONTAINER);
    words.iter().all(Token::is_word) && words.iter().any(|token| tag::of(token).has(app))
}

/// The most relative clauses that are taken out of one sentence.
const MOST_CLAUSES: usize = 8;

/// Takes relative clauses out of a sentence: "an author, who has a name, writes books".
fn relative(sentence: &[Token], depth: usize, plain: &mut Vec<Token>) {
    let found = (1..sentence.len()).find_map(|at| Clause::at(sentence, at));
    let Some(clause) = found.filter(|_| depth < MOST_CLAUSES) else {
        plain.extend_from_slice(sentence);
        return;
    };
    let before = sentence.get(..clause.comma).unwrap_or_default();
    let noun = sentence.get(clause.noun..clause.comma).unwrap_or_default();
    let said = sentence.get(clause.says..clause.end).unwrap_or_default();
    let after = sentence.get(clause.end..).unwrap_or_default();
    let position = noun.first().map_or(0, |token| token.start);
    let word = |kind, key: &str| Token {
        kind,
        key: key.to_owned(),
        start: position,
        end: position,
    };
    let mut own: Vec<Token> = noun.to_vec();
    if clause.russian {
        own.push(word(Kind::Word, "имеет"));
    }
    own.extend_from_slice(said);
    match after {
        [comma, rest @ ..] if comma.kind == Kind::Comma => {
            plain.append(&mut own);
            plain.push(word(Kind::Stop, ""));
            let main: Vec<Token> = before.iter().chain(rest).cloned().collect();
            relative(&main, depth + 1, plain);
        }
        _ => {
            plain.extend_from_slice(before);
            plain.push(word(Kind::Stop, ""));
            own.extend_from_slice(after);
            relative(&own, depth + 1, plain);
        }
    }
}

/// Where the parts of a relative clause stand in its sentence.
struct Clause {
    /// The first word of what it is about.
    noun: usize,
    /// What ends the words before it, a comma or its own first word.
    comma: usize,
    /// The first word of what it says.
    says: usize,
    /// Where the sentence goes on.
    end: usize,
    russian: bool,
}

impl Clause {
    /// Returns the clause that is opened at a place: by a comma, or by a bare "that has".
    fn at(sentence: &[Token], at: usize) -> Option<Self> {
        let key = |at: usize| sentence.get(at).map_or("", |token| token.key.as_str());
        let comma = sentence.get(at)?.kind == Kind::Comma;
        let opener = if comma { at + 1 } else { at };
        let has = |at: usize| {
            sentence
                .get(at)
                .is_some_and(|token| tag::of(token).has(Tags::HAVE))
        };
        let (says, russian) = match key(opener) {
            "who" | "which" if has(opener + 1) => (opener + 1, false),
            "that" if !comma && has(opener + 1) => (opener + 1, false),
            "который" | "которая" | "которое" | "которые" if has(opener + 1) => {
                (opener + 2, true)
            }
            "у" if matches!(key(opener + 1), "которого" | "которой" | "которых") => {
                (opener + 2 + usize::from(key(opener + 2) == "есть"), true)
            }
            _ => return None,
        };
        let noun = at - noun_before(sentence.get(..at)?);
        let rest = sentence.get(says..)?;
        let goes_on = |offset: usize| {
            rest.get(offset)
                .is_some_and(|token| token.kind == Kind::Comma)
                && (is_verb_at(sentence, says + offset + 1)
                    || sentence
                        .get(says + offset + 1)
                        .is_some_and(|next| tag::of(next).has(VERBS)))
        };
        let length = (1..rest.len())
            .find(|offset| noun == 0 && goes_on(*offset))
            .unwrap_or(rest.len() - usize::from(rest.last()?.kind == Kind::Stop));
        (noun < at).then_some(Self {
            noun,
            comma: at,
            says,
            end: says + length,
            russian,
        })
    }
}

const VERBS: Tags = Tags::HAVE
    .and(Tags::AUX)
    .and(Tags::JOIN)
    .and(Tags::LINK)
    .and(Tags::VERB);

/// Returns how many of the last words make the noun there.
fn noun_before(tokens: &[Token]) -> usize {
    tokens
        .iter()
        .rev()
        .take_while(|token| {
            token.is_word() && !tag::of(token).has(VERBS.and(Tags::PREP).and(Tags::AND))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::language::token::tokens;
    use super::*;

    fn plain(text: &str) -> String {
        let words: Vec<String> = rewrite(&tokens(text))
            .iter()
            .map(|token| {
                if token.kind == Kind::Stop {
                    "|".to_owned()
                } else {
                    token.key.clone()
                }
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn relative_clauses_become_sentences() {
        for (text, wanted) in [
            (
                "An author, who has a name and a country, writes books",
                "an author has a name and a country | an author writes books",
            ),
            (
                "A book is kept on a shelf that has a code",
                "a book is kept on a shelf | a shelf has a code",
            ),
            (
                "Книга относится к автору, у которого есть имя и страна",
                "книга относится к автору | автору имеет имя и страна",
            ),
        ] {
            assert_eq!(plain(text), wanted);
        }
    }

    #[test]
    fn items_that_are_sentences_end_like_them() {
        assert_eq!(
            plain("Rules\n- A book has a title\n- dark mode"),
            "rules | a book has a title | dark mode"
        );
        assert!(!plain("Book:\n- title\n- year").contains('|'));
    }

    #[test]
    fn turns_of_phrase_become_words() {
        assert_eq!(
            plain("they take part in lots of events"),
            "they join many events"
        );
    }
}
