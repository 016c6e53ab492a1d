//! Clauses that say what something can be: "orders can be new, baking or ready", "заказ бывает
//! новым, готовым или выданным".

use super::super::choice;
use super::super::draft::Outcome;
use super::super::field;
use super::super::language::dictionary;
use super::super::language::name;
use super::super::language::pattern;
use super::super::language::russian::{self, Gender};
use super::super::language::tag::{self, Tags};
use super::super::language::token::{self, Kind, Token};
use super::super::language::vocabulary;
use super::piece::{Mark, Piece};
use super::{Mode, Reader};
use crate::spec::{EnumValue, Field, FieldType, Language, Literal};

/// A clause that says what something can be, taken apart.
struct Said {
    /// What it is about.
    subject: Vec<Token>,
    /// The words of each thing that it can be.
    items: Vec<Vec<Token>>,
    /// How many pieces it is made of.
    pieces: usize,
}

impl Reader<'_> {
    /// Reads what something can be from the first of these pieces; returns how many it took.
    pub(crate) fn states(&mut self, pieces: &[Piece]) -> Option<usize> {
        let said = said(pieces)?;
        let plain: Vec<&Token> = pieces
            .iter()
            .take(said.pieces)
            .flat_map(|piece| &piece.tokens)
            .filter(|token| token.is_word())
            .collect();
        let asked = pattern::feature(&plain).is_some_and(|asked| !asked.weak)
            || pattern::topic(&plain).is_some_and(|topic| !topic.weak);
        let names_records = said
            .items
            .iter()
            .any(|item| !self.mentions(item).is_empty());
        if asked || names_records {
            return None;
        }
        let continues = pieces.first()?.before == Mark::And;
        let (entity, named) = self.owner_of(&said.subject, continues)?;
        let done = if let [first, other] = said.items.as_slice()
            && other.iter().any(|token| tag::of(token).has(Tags::NEG))
        {
            let mut tokens = first.clone();
            tokens.extend(answers(self.setting.language, first));
            named.is_none() && self.add_item(entity, &tokens)
        } else {
            self.add_choice(entity, named, said.items)
        };
        if !done {
            return None;
        }
        self.last = Some(entity);
        self.subject = Some(entity);
        for piece in pieces.iter().take(said.pieces) {
            self.note(piece, Outcome::Built);
        }
        Some(said.pieces)
    }

    /// Returns whose choice it is, and the field when the subject names one.
    fn owner_of(&mut self, subject: &[Token], continues: bool) -> Option<(usize, Option<Field>)> {
        let listed = match self.list.map(|list| list.mode) {
            Some(Mode::Fields(entity)) => Some(entity),
            Some(Mode::Entities | Mode::Values(..)) | None => None,
        };
        if subject.is_empty() {
            let entity = self.subject.or(listed).filter(|_| continues)?;
            return Some((entity, None));
        }
        if let [only] = subject
            && tag::of(only).has(Tags::PRONOUN)
        {
            return Some((self.last?, None));
        }
        let mention = self.mentions(subject).first().copied();
        let (start, end) = mention.map_or((0, 0), |mention| (mention.start, mention.end));
        let idle = tag::POINTERS.and(Tags::PREP).and(Tags::AUX);
        let rest: Vec<Token> = subject
            .iter()
            .enumerate()
            .filter(|(at, token)| !(start..end).contains(at) && !tag::of(token).has(idle))
            .map(|(_, token)| token.clone())
            .collect();
        if rest.is_empty() {
            return mention.map(|mention| (mention.entity, None));
        }
        let phrase = self.phrase(&rest);
        let chosen = phrase.is_field()
            && phrase
                .hint()
                .is_some_and(|hint| matches!(hint.kind, FieldType::Enum | FieldType::String));
        if chosen {
            let entity = mention
                .map(|mention| mention.entity)
                .or(listed)
                .or(self.last)?;
            return Some((
                entity,
                field::item(self.setting, &rest).map(|item| item.field),
            ));
        }
        let record = mention.is_none() && phrase.class().is_some() && phrase.length == rest.len();
        let entity = record
            .then(|| self.declare(&phrase, super::Strength::Mention))
            .flatten()?;
        Some((entity, None))
    }

    /// Adds a choice, or gives a known one its values.
    fn add_choice(
        &mut self,
        entity: usize,
        named: Option<Field>,
        mut items: Vec<Vec<Token>>,
    ) -> bool {
        let named = named.or_else(|| self.named_by_last(&mut items));
        let gender = self
            .draft
            .entities
            .get(entity)
            .map_or(Gender::Masculine, |entity| russian::gender(&entity.one));
        let mut values = Vec::new();
        for item in &items {
            if let Some(value) = self.state(item, gender) {
                choice::push(&mut values, value);
            }
        }
        if values.len() < 2 {
            return false;
        }
        let kinds = items.iter().all(|item| is_noun(item));
        let field = named.unwrap_or_else(|| usual(self.setting.language, kinds));
        let first = values.first().map(|value| value.name.clone());
        let staged = matches!(field.name.as_str(), "status" | "stage" | "state");
        let index = self.draft.add_field(entity, field);
        let found = index
            .and_then(|index| self.draft.entities.get_mut(entity)?.fields.get_mut(index))
            .filter(|field| matches!(field.kind, FieldType::Enum | FieldType::String));
        let Some(field) = found else {
            return false;
        };
        field.kind = FieldType::Enum;
        field.values = values;
        field.default = first.filter(|_| staged).map(Literal::Text);
        field.required |= staged;
        true
    }

    /// Takes the name of the choice off its last value: "low, normal or high priority".
    fn named_by_last(&self, items: &mut [Vec<Token>]) -> Option<Field> {
        let last = items.last_mut().filter(|last| last.len() > 1)?;
        let noun = last.last()?.clone();
        let phrase = self.phrase(std::slice::from_ref(&noun));
        let sizes = matches!(noun.key.as_str(), "size" | "kind" | "type" | "level");
        let chosen = phrase
            .hint()
            .is_some_and(|hint| hint.kind == FieldType::Enum);
        if !(sizes || chosen && phrase.is_field()) {
            return None;
        }
        last.pop();
        field::item(self.setting, &[noun]).map(|item| item.field)
    }

    /// Returns a word as it was written, in lower case.
    fn written(&self, token: &Token) -> String {
        let source = self.setting.text.get(token.start..token.end);
        source.map_or_else(|| token.key.clone(), str::to_lowercase)
    }

    /// Returns the value that the words of an item name, in the form that fits its owner.
    fn state(&self, item: &[Token], gender: Gender) -> Option<EnumValue> {
        let oblique = |token: &Token| is_oblique(token, &self.written(token));
        if !item.iter().any(oblique) {
            return choice::value(self.setting.text, item);
        }
        let forms = |gender: Gender| {
            item.iter().map(move |token| {
                let word = self.written(token);
                if is_oblique(token, &word) {
                    russian::agree(&word, gender)
                } else {
                    word
                }
            })
        };
        let plain: Vec<Token> = item
            .iter()
            .zip(forms(Gender::Feminine))
            .map(|(token, word)| Token {
                key: token::key(&word),
                ..token.clone()
            })
            .collect();
        let label: Vec<String> = forms(gender).collect();
        let value = choice::value(self.setting.text, &plain)?;
        Some(EnumValue {
            label: name::sentence(&label.join(" ")),
            ..value
        })
    }
}

/// Returns the words that make a question of yes or no of an item.
fn answers(language: Language, first: &[Token]) -> Vec<Token> {
    let place = first.last().map_or(0, |last| last.end);
    let words = match language {
        Language::En => ["or", "not"],
        Language::Ru => ["или", "нет"],
    };
    words
        .into_iter()
        .map(|key| Token {
            kind: Kind::Word,
            key: key.to_owned(),
            start: place,
            end: place,
        })
        .collect()
}

/// Returns the field of a choice that nothing names.
fn usual(language: Language, kinds: bool) -> Field {
    let (name, label) = match (kinds, language) {
        (true, Language::En) => ("type", "Type"),
        (true, Language::Ru) => ("type", "Тип"),
        (false, Language::En) => ("status", "Status"),
        (false, Language::Ru) => ("status", "Статус"),
    };
    Field::new(name, label, FieldType::Enum)
}

/// Returns whether a word is an adjective in an oblique case, as "бывает" wants it.
fn is_oblique(token: &Token, word: &str) -> bool {
    let endings = ["ым", "им", "ой", "ей", "ыми", "ими"];
    let nominative =
        || dictionary::noun(&[word]).is_some_and(|noun| dictionary::is_nominative(noun, word));
    token.is_cyrillic()
        && word.chars().count() > 4
        && endings.iter().any(|ending| word.ends_with(ending))
        && dictionary::value(word).is_none()
        && !nominative()
}

fn is_noun(item: &[Token]) -> bool {
    item.last()
        .is_some_and(|last| vocabulary::class_of(&last.key).is_some())
}

/// Takes a clause apart that says what something can be.
fn said(pieces: &[Piece]) -> Option<Said> {
    let first = pieces.first()?;
    let plain = first.plain();
    let (start, end, strong) = copula(plain)?;
    let opens = matches!(
        first.before,
        Mark::Edge | Mark::Semicolon | Mark::And | Mark::Bullet
    );
    if !(opens || strong && first.before == Mark::Comma) {
        return None;
    }
    let mut tokens: Vec<Token> = plain.get(end..)?.to_vec();
    let headed = tokens.is_empty() && matches!(first.after, Mark::Colon | Mark::Dash);
    if tokens.is_empty() && !headed || first.bracket().is_some() {
        return None;
    }
    let either = |piece: &Piece| {
        piece
            .tokens
            .iter()
            .any(|token| tag::of(token).has(Tags::OR))
    };
    let mut chosen = tokens.iter().any(|token| tag::of(token).has(Tags::OR));
    let mut count = 1;
    for piece in pieces.iter().skip(1) {
        let starts_with_or = piece
            .tokens
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::OR));
        let joined = matches!(piece.before, Mark::Comma | Mark::And)
            || count == 1 && headed && matches!(piece.before, Mark::Colon | Mark::Dash);
        if !joined || chosen && !starts_with_or || piece.bracket().is_some() {
            break;
        }
        tokens.push(Token {
            kind: Kind::Comma,
            key: ",".to_owned(),
            start: 0,
            end: 0,
        });
        tokens.extend(piece.tokens.iter().cloned());
        chosen |= either(piece);
        count += 1;
    }
    let items: Vec<Vec<Token>> = choice::items(&tokens).into_iter().map(bare).collect();
    let enough = items.len() >= 2 && (chosen || strong && (headed || items.len() >= 3));
    (enough && items.iter().all(|item| is_state(item))).then(|| Said {
        subject: plain.get(..start).unwrap_or_default().to_vec(),
        items,
        pieces: count,
    })
}

/// Leaves out the articles and adverbs before a value.
fn bare(item: &[Token]) -> Vec<Token> {
    let idle = |token: &&Token| {
        tag::of(token).has(Tags::ARTICLE)
            || matches!(
                token.key.as_str(),
                "either" | "only" | "also" | "either:" | "just" | "только" | "либо"
            )
    };
    item.iter().skip_while(idle).cloned().collect()
}

/// Returns where the words stand that say that something can be something, and whether they say
/// nothing else.
fn copula(plain: &[Token]) -> Option<(usize, usize, bool)> {
    const STRONG: [&str; 20] = [
        "can be one of",
        "can be either",
        "can be",
        "could be",
        "may be",
        "might be",
        "is either",
        "are either",
        "is one of",
        "are one of",
        "is always",
        "is set to",
        "goes from",
        "бывает",
        "бывают",
        "может быть",
        "могут быть",
        "может находиться",
        "могут находиться",
        "принимает значения",
    ];
    let keys: Vec<&str> = plain.iter().map(|token| token.key.as_str()).collect();
    let found = (0..keys.len()).find_map(|at| {
        STRONG.iter().find_map(|turn| {
            let words: Vec<&str> = turn.split(' ').collect();
            keys.get(at..)?
                .starts_with(&words)
                .then_some((at, at + words.len(), true))
        })
    });
    found.or_else(|| {
        let at = keys.iter().position(|key| matches!(*key, "is" | "are"))?;
        (at > 0).then_some((at, at + 1, false))
    })
}

/// Returns whether the words of an item are what something can be.
fn is_state(item: &[Token]) -> bool {
    let said = Tags::PRONOUN
        .and(Tags::HAVE)
        .and(Tags::WH)
        .and(Tags::EACH)
        .and(Tags::MANY);
    let tied = [
        "by", "with", "to", "for", "from", "than", "once", "twice", "per", "от", "для", "с", "у",
        "к",
    ];
    let words = item.iter().filter(|token| token.is_word()).count();
    (1..=4).contains(&words)
        && item.iter().enumerate().all(|(at, token)| {
            let tags = tag::of(token);
            token.is_word()
                && !tags.has(said)
                && !tied.contains(&token.key.as_str())
                && (at == 0
                    || !tags.has(Tags::PREP)
                    || matches!(token.key.as_str(), "up" | "out" | "off"))
        })
}
