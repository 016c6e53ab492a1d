//! Records that somebody makes: "climbers leave ratings with a comment for a route", "listeners may
//! leave a request (name, song, message) for a show", "sellers give quotes for a lot: amount, date".

use super::super::choice;
use super::super::draft::{Outcome, Strength};
use super::super::language::english;
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{Kind, Token};
use super::super::language::vocabulary::Class;
use super::piece::{Mark, Piece};
use super::{Mode, Opener, Reader};

/// Verbs of making a record.
const MAKES: [&str; 36] = [
    "ставят",
    "ставит",
    "leave",
    "leaves",
    "write",
    "writes",
    "post",
    "posts",
    "submit",
    "submits",
    "give",
    "gives",
    "add",
    "adds",
    "send",
    "sends",
    "file",
    "files",
    "make",
    "makes",
    "place",
    "places",
    "оставляют",
    "оставляет",
    "оставить",
    "пишут",
    "пишет",
    "подают",
    "подает",
    "отправляют",
    "отправляет",
    "создают",
    "создает",
    "делают",
    "делает",
    "добавляют",
];

/// What somebody makes.
struct Made {
    /// Who does, without auxiliaries and articles.
    somebody: Vec<Token>,
    who: Phrase,
    what: Phrase,
    /// Where the words behind the verb start, and how many of them name what is made.
    start: usize,
    length: usize,
    /// What it is made for: "ставят пиву оценку".
    given: Option<usize>,
}

impl Reader<'_> {
    /// Reads what somebody makes: a record of its own.
    pub(crate) fn made(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        piece.after != Mark::Colon && self.make(piece, plain, behind)
    }

    /// Reads what somebody makes before the list of its fields.
    pub(crate) fn made_heading(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        behind: &[Piece],
        opener: Opener,
    ) -> bool {
        let made = piece.bracket().is_none() && self.make(piece, plain, behind);
        if let (true, Some(entity)) = (made, self.last) {
            self.open(Mode::Fields(entity), opener);
        }
        made
    }

    fn make(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let Some(made) = self.is_made(piece, plain) else {
            return false;
        };
        let Some(entity) = self.declare(&made.what, Strength::Mention) else {
            return false;
        };
        self.group += 1;
        let anybody = |token: &Token| tag::of(token).has(Tags::ACTOR);
        let told = made.somebody.iter().any(anybody) || made.somebody.is_empty();
        let nobody = told || self.names_itself(piece);
        let actor = match self.entity_of(&made.who.singular()) {
            None if !nobody => self.declare(&made.who, Strength::Mention),
            known => known,
        };
        let rest = plain.get(made.start..).unwrap_or_default();
        let about: Vec<Token> = rest.iter().chain(piece.rest()).cloned().collect();
        for mention in self.mentions(&about) {
            if mention.entity != entity && mention.behind_preposition {
                self.lead(entity, mention.entity, true);
            }
        }
        for tied in made.given.into_iter().chain(actor) {
            if tied != entity {
                self.lead(entity, tied, true);
            }
        }
        self.last = Some(entity);
        self.subject = Some(entity);
        if let Some(bracket) = piece.bracket() {
            self.fields_in_bracket(entity, bracket);
            self.last = Some(entity);
            self.subject = None;
        } else {
            let said = rest.get(made.length..).unwrap_or_default();
            self.members_of_made(entity, said, &made.what.words, behind);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Returns what a clause says that somebody makes.
    fn is_made(&self, piece: &Piece, plain: &[Token]) -> Option<Made> {
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        let makes = |token: &Token| MAKES.contains(&token.key.as_str());
        let verb = plain.iter().position(makes).filter(|at| *at > 0 && free)?;
        let idle = Tags::AUX.and(Tags::ARTICLE).and(Tags::EACH);
        let behind_what = self.made_behind(plain.get(..verb).unwrap_or_default());
        let somebody: Vec<Token> = plain
            .iter()
            .take(if behind_what.is_some() { 0 } else { verb })
            .filter(|token| !tag::of(token).has(idle))
            .cloned()
            .collect();
        let who = self.phrase(&somebody);
        let person = who.class() == Some(Class::Person)
            || who.plural && self.entity_of(&who.singular()).is_some();
        let acts = behind_what.is_some()
            || person && who.length == somebody.len()
            || somebody.iter().all(|token| tag::of(token).has(Tags::ACTOR));
        let behind = plain.get(verb + 1..).unwrap_or_default();
        let given = self.mentions(behind).first().copied();
        let named = |at: usize| {
            behind
                .get(at)
                .is_some_and(|next| !tag::of(next).has(Tags::PREP.and(Tags::WITH)))
        };
        let given = given.filter(|it| it.start == 0 && named(it.end));
        let given = given.filter(|_| behind.iter().any(Token::is_cyrillic));
        let skipped = given.map_or(0, |given| given.end);
        let rest = behind.get(skipped..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|token| token.is_word() && !tag::of(token).has(Tags::PREP.and(Tags::WITH)))
            .count();
        let what = self.phrase(rest.get(..length).unwrap_or_default());
        let described = |bracket| self.lists_fields(bracket);
        let listed = piece.bracket().is_some() || matches!(piece.after, Mark::Colon | Mark::Dash);
        let made = match what.class() {
            Some(Class::Event | Class::Document) => true,
            Some(Class::Thing) => listed,
            _ => false,
        };
        let record = made && what.length == length && piece.bracket().is_none_or(described);
        ((!somebody.is_empty() || behind_what.is_some()) && acts && record).then_some(Made {
            somebody,
            who,
            what,
            start: verb + 1 + skipped,
            given: behind_what.or(given.map(|given| given.entity)),
            length,
        })
    }

    /// Returns what nobody in particular makes something behind: "после показа ставят оценку".
    fn made_behind(&self, words: &[Token]) -> Option<usize> {
        let behind = words.first().is_some_and(|first| first.key == "после");
        let mention = *self.mentions(words).first()?;
        (behind && mention.end == words.len()).then_some(mention.entity)
    }

    /// Returns whether what is made says who made it, so that nobody else needs to be kept.
    fn names_itself(&self, piece: &Piece) -> bool {
        let items = piece.bracket().map(choice::items).unwrap_or_default();
        items.iter().any(|item| {
            let phrase = self.phrase(item);
            phrase.words.last().is_some_and(|word| word == "name")
        })
    }

    /// Adds what is said of a record behind its name: a range, and members behind "with".
    fn members_of_made(
        &mut self,
        entity: usize,
        said: &[Token],
        words: &[String],
        behind: &[Piece],
    ) {
        let with = said.iter().position(|token| tag::of(token).has(Tags::WITH));
        let range = said.get(..with.unwrap_or(said.len())).unwrap_or_default();
        let numbers = range.iter().filter(|token| token.kind == Kind::Number);
        if numbers.count() > 0
            && let Some(name) = words.last()
        {
            let mut tokens = vec![Token {
                kind: Kind::Word,
                key: english::singular(name),
                start: 0,
                end: 0,
            }];
            tokens.extend_from_slice(range);
            self.add_item(entity, &tokens);
        }
        let Some(with) = with else { return };
        self.open(Mode::Fields(entity), Opener::Verb);
        let listed = said.get(with + 1..).unwrap_or_default();
        let end = listed
            .iter()
            .position(|token| matches!(token.key.as_str(), "for" | "about" | "on" | "о" | "об"))
            .unwrap_or(listed.len());
        let member = listed.get(..end).unwrap_or_default();
        if !member.is_empty() {
            self.add_item(entity, member);
        }
        if behind.is_empty() || end < listed.len() {
            self.list = None;
        }
    }
}
