//! Headings: what the records are that a title or the words before a colon speak of.

use super::super::draft::{Outcome, Strength};
use super::super::language::phrase::Phrase;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::{self, Class};
use super::super::language::{dictionary, english, name, russian};
use super::lead::{
    behind_owner, behind_verbs, english_content, is_house, is_time, russian_content, stored_goods,
    without_clause, without_keeping, without_lead, without_purpose,
};
use super::opening::First;
use super::piece::{Mark, Piece};
use super::relation::{belongs_at, is_passive};
use super::verb::main_verb;
use super::{List, Mode, Opener, Reader};
use crate::spec::{FeatureKind, FieldType};

/// What a heading speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// The noun of the records, when the heading names them.
    pub(crate) phrase: Option<Phrase>,
    /// Whether the heading is a place, a business or the app, in which records of several kinds are kept.
    pub(crate) house: bool,
    /// Whether the heading says that the records are those of an app.
    pub(crate) app: bool,
}

impl Topic {
    const APP: Self = Self {
        phrase: None,
        house: true,
        app: true,
    };
}

impl Reader<'_> {
    /// Reads a piece with a colon or a dash behind it.
    pub(crate) fn heading(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let opener = if piece.after == Mark::Dash {
            Opener::Dash
        } else {
            Opener::Colon
        };
        if self.heads_values(piece, behind, false) {
            return true;
        }
        let plain = without_keeping(piece.plain());
        if self.grants_rights(piece, plain) {
            return true;
        }
        if self.told_heading(piece, plain, behind, opener) {
            return true;
        }
        let records = self.heads_next_records(piece, behind);
        let within = self.in_fields() && !self.fresh() && !records;
        if opener == Opener::Dash && (within || Self::feature(plain).is_some()) {
            return false;
        }
        self.group += 1;
        if self.first {
            self.set_title(piece);
        }
        self.declare_counted(plain);
        let verb = main_verb(plain).filter(|_| belongs_at(plain) || is_passive(plain));
        if let Some(verb) = verb {
            self.subject_of(plain, verb, piece);
        }
        let related = self.relation(plain);
        if piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket))
        {
            self.item(piece, behind);
            self.head_behind_bracket(piece, opener);
            return true;
        }
        let described = self.described(plain, verb.is_some());
        if let Some(entity) = described.filter(|_| related) {
            self.last = Some(entity);
            self.open(Mode::Fields(entity), opener);
            self.note(piece, Outcome::Built);
            return true;
        }
        if self.relative_heading(piece, plain, opener) {
            return true;
        }
        let (plain, kept) = self.without_tail(plain);
        let topic = self.heading_topic(plain, behind);
        self.open_heading(plain, &topic, behind, opener);
        if let (Some(Mode::Fields(entity)), Some(kept)) = (self.list.map(|it| it.mode), kept) {
            self.add_item(entity, kept);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Reads "access rights: …": who may do what, and no record.
    fn grants_rights(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let rights = Self::feature(plain).is_some_and(|asked| asked.kind == FeatureKind::Roles);
        rights && self.wish(piece)
    }

    /// Returns whether a list of fields ends and the next records are headed: "rounds with a number,
    /// games - white, black, result".
    fn heads_next_records(&self, piece: &Piece, behind: &[Piece]) -> bool {
        let mut next = behind.iter().take(4);
        self.heads_records(piece)
            && piece.bracket().is_none()
            && next.any(|next| self.phrase(next.plain()).is_field())
    }

    /// Cuts a heading at its "with": "club with members" is about members, "recipes with photos" is
    /// about recipes, which have a photo then.
    fn without_tail<'t>(&self, plain: &'t [Token]) -> (&'t [Token], Option<&'t [Token]>) {
        let with = plain
            .iter()
            .position(|token| tag::of(token).has(Tags::WITH))
            .filter(|at| *at > 0);
        let (Some(with), false) = (with, plain.iter().any(|token| !token.is_word())) else {
            return (plain, None);
        };
        let (head, tail) = plain.split_at(with);
        let tail = tail.get(1..).unwrap_or_default();
        let phrase = self.phrase(tail);
        if tail.is_empty() || phrase.length != tail.len() || main_verb(plain).is_some() {
            return (plain, None);
        }
        let topic = self.topic(head);
        let record = phrase.plural && phrase.class().is_some() && !phrase.is_plain_field();
        if record && (topic.house || topic.phrase.is_none()) {
            return (tail, None);
        }
        let pictured = phrase
            .hint()
            .is_some_and(|hint| hint.kind == FieldType::Image);
        (head, pictured.then_some(tail))
    }

    /// Returns what a heading speaks of, leaving out stretches of time and whom the app is for.
    fn heading_topic(&mut self, plain: &[Token], behind: &[Piece]) -> Topic {
        let mut topic = self.topic(plain);
        if plain
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::EACH))
            && topic.phrase.as_ref().is_some_and(is_time)
        {
            topic.phrase = None;
            self.last = self.main.or(self.last);
        }
        let lasts = topic
            .phrase
            .as_ref()
            .is_some_and(|phrase| phrase.one.ends_with(" long"));
        if lasts {
            topic.phrase = None;
        }
        let audience = self.first
            && plain
                .first()
                .is_some_and(|first| first.key == "для" || first.key == "for");
        let keeper = topic.phrase.as_ref().is_some_and(|phrase| {
            self.first && !phrase.plural && phrase.class() == Some(Class::Person)
        });
        if (audience || keeper) && self.first_of_list(behind, true) == First::Entity {
            topic.house = true;
        }
        topic
    }

    /// Returns the entity that a list behind a clause describes.
    fn described(&self, plain: &[Token], of_subject: bool) -> Option<usize> {
        let mentions = self.mentions(plain);
        let asked = plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::DEMAND));
        let purpose = matches!(mentions.as_slice(), [first, .., last]
            if first.start == 0 && !first.behind_preposition && last.behind_preposition);
        let asked = asked || purpose && !plain.iter().any(Token::is_cyrillic);
        let described = if (asked || of_subject) && !mentions.iter().any(|mention| mention.many) {
            mentions.first()
        } else {
            mentions.last()
        };
        described.map(|mention| mention.entity)
    }

    fn open_heading(&mut self, plain: &[Token], topic: &Topic, behind: &[Piece], opener: Opener) {
        let happens = topic.house && self.dated_event(behind).is_some();
        let of_one = self.mixes(behind) && (topic.phrase.is_some() && !topic.house || happens);
        let first = if of_one {
            First::Field
        } else {
            self.first_of_list(behind, topic.house || topic.app)
        };
        match first {
            First::Entity => {
                if let Some(phrase) = topic.phrase.as_ref().filter(|_| !topic.house) {
                    let strength = if self.first {
                        Strength::Title
                    } else {
                        Strength::Mention
                    };
                    self.last = self.declare(phrase, strength);
                }
                self.open(Mode::Entities, opener);
                return;
            }
            First::Clause => {
                if let Some(phrase) = topic.phrase.as_ref().filter(|_| !topic.house) {
                    let strength = if self.first {
                        Strength::Title
                    } else {
                        Strength::Mention
                    };
                    self.last = self.declare(phrase, strength);
                    self.subject = self.last;
                }
                self.list = None;
                return;
            }
            First::Field => {}
        }
        let happens = topic.house.then(|| self.dated_event(behind)).flatten();
        let named = happens
            .as_ref()
            .or(topic.phrase.as_ref())
            .and_then(|phrase| self.declare(phrase, Strength::Mention));
        let entity = named.or_else(|| self.nameless(plain));
        if let Some(entity) = entity {
            self.tie_tail(entity, plain);
            self.last = Some(entity);
            self.open(Mode::Fields(entity), opener);
        }
    }

    /// Returns what happens on a date of a list: "питомец (кличка, вид), дата приёма, диагноз" are
    /// the members of an appointment.
    fn dated_event(&self, behind: &[Piece]) -> Option<Phrase> {
        let event = |piece: &Piece| {
            let [date, noun @ ..] = piece.plain() else {
                return None;
            };
            let phrase = (date.key == "дата").then(|| self.phrase(noun))?;
            (phrase.class() == Some(Class::Event)).then_some(phrase)
        };
        self.mixes(behind)
            .then(|| behind.iter().find_map(event))
            .flatten()
    }

    fn in_fields(&self) -> bool {
        matches!(
            self.list,
            Some(List {
                mode: Mode::Fields(_),
                ..
            })
        )
    }

    /// Adds an entity for a heading that names none.
    fn nameless(&mut self, plain: &[Token]) -> Option<usize> {
        let phrase = self.phrase(plain);
        let usable = phrase.class().is_some() && !phrase.words.is_empty() && !is_time(&phrase);
        if usable {
            return self.declare(&phrase, Strength::Mention);
        }
        if let Some(last) = self.last {
            return Some(last);
        }
        let (word, one, many) = if self.russian() {
            ("entry", "Запись", "Записи")
        } else {
            ("entry", "Entry", "Entries")
        };
        let phrase = Phrase {
            words: vec![word.to_owned()],
            one: one.to_owned(),
            many: many.to_owned(),
            ..Phrase::default()
        };
        self.declare(&phrase, Strength::Mention)
    }

    /// Relates an entity to those behind a preposition: "payments from tenants".
    pub(crate) fn tie_tail(&mut self, entity: usize, plain: &[Token]) {
        let mentions = self.mentions(plain);
        for mention in mentions {
            let genitive =
                mention.start > 0 && plain.get(mention.start).is_some_and(Token::is_cyrillic);
            let whose = plain.get(mention.end..).is_some_and(|rest| rest.len() == 1);
            let tied = mention.behind_preposition && !mention.owner || genitive || whose;
            if mention.entity != entity && tied {
                self.lead(entity, mention.entity, false);
            }
        }
        self.tie_words(entity, plain);
        self.tie_date(entity, plain);
    }

    /// Adds the date that an entity is for: "appointments for a date and time".
    fn tie_date(&mut self, entity: usize, plain: &[Token]) {
        let Some(at) = plain
            .iter()
            .skip(1)
            .rposition(|token| tag::of(token).has(Tags::PREP))
        else {
            return;
        };
        if self.phrase(plain).length > at {
            return;
        }
        let tail = plain.get(at + 2..).unwrap_or_default();
        let phrase = self.phrase(tail);
        let dated = phrase
            .hint()
            .is_some_and(|hint| matches!(hint.kind, FieldType::Date | FieldType::Datetime));
        if dated && phrase.is_field() {
            self.add_item(entity, tail);
        }
    }

    /// Returns what a heading speaks of.
    pub(crate) fn topic(&self, tokens: &[Token]) -> Topic {
        let relative = tokens
            .iter()
            .skip(1)
            .position(|token| token.key.starts_with("котор"));
        let tokens = relative.map_or(tokens, |at| tokens.get(..=at).unwrap_or(tokens));
        let tokens = behind_owner(self.setting.text, behind_verbs(without_clause(tokens)));
        self.noun(tokens, 0)
    }

    fn noun(&self, tokens: &[Token], depth: usize) -> Topic {
        let tokens = without_purpose(without_lead(tokens));
        if tokens.is_empty() || depth > 4 {
            return Topic::APP;
        }
        let cyrillic = tokens.iter().any(Token::is_cyrillic);
        let phrase = self.phrase(tokens);
        let singular = phrase.singular();
        let genitive = cyrillic
            && depth > 0
            && core_of(tokens, &phrase).is_some_and(|last| !russian::oblique_plural(&last.key));
        let several_places = phrase.plural
            && !genitive
            && matches!(phrase.class(), Some(Class::Organization | Class::Place));
        if let Some(kept) = self.kept_in_tail(tokens, phrase.length, depth) {
            return kept;
        }
        let happens = phrase.plural && phrase.class() == Some(Class::Event);
        let somebody = depth == 0 && phrase.class() == Some(Class::Person);
        let works = cyrillic && depth == 0 && phrase.plural && singular.as_slice() == ["work"];
        if let Some(content) = vocabulary::content(&singular.join(" "))
            && !(several_places || happens || somebody || works)
        {
            return self.content(content, !phrase.plural);
        }
        let core = tokens.get(..phrase.length).unwrap_or(tokens);
        let tail = tokens.get(phrase.length..).unwrap_or_default();
        let each = tokens
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::EACH));
        let inner = if cyrillic {
            russian_content(core)
        } else {
            english_content(core, each || depth > 0 && is_book(core))
        };
        match inner {
            Some([]) => {
                let tail = tail.get(1..).unwrap_or_default();
                self.noun(behind_verbs(tail), depth + 1)
            }
            Some(inner) => {
                let mut topic = self.noun(inner, depth + 1);
                let app = core.last().is_some_and(|last| {
                    tag::of(last).has(Tags::APP) && !tag::of(last).has(Tags::CONTAINER)
                });
                topic.app |= app && !cyrillic;
                topic
            }
            None => self.own_topic(phrase, core, depth),
        }
    }

    /// Returns what a phrase speaks of that is no container: a record, or a house and its goods.
    fn own_topic(&self, phrase: Phrase, core: &[Token], depth: usize) -> Topic {
        let vague = phrase.plural
            && depth > 0
            && core
                .last()
                .is_some_and(|last| last.is_cyrillic() && !russian::oblique_plural(&last.key))
            && matches!(phrase.class(), Some(Class::Organization | Class::Place));
        if !is_house(&phrase) && !vague {
            return Topic {
                phrase: Some(phrase),
                house: false,
                app: false,
            };
        }
        let goods = stored_goods(core)
            .and_then(|goods| self.noun(goods, depth + 1).phrase)
            .filter(|goods| {
                goods.plural && matches!(goods.class(), Some(Class::Thing | Class::Document))
            });
        Topic {
            phrase: goods,
            house: true,
            app: false,
        }
    }

    /// Returns the records behind a bare heading: "inventory | for my cameras".
    fn kept_in_tail(&self, tokens: &[Token], length: usize, depth: usize) -> Option<Topic> {
        let [.., heading] = tokens.get(..length)? else {
            return None;
        };
        let bare = length == 1 && tag::of(heading).has(Tags::CONTAINER.and(Tags::APP));
        let tail = tokens
            .get(length + 1..)
            .filter(|tail| bare && !tail.is_empty())?;
        let topic = self.noun(behind_verbs(tail), depth + 1);
        let class = topic.phrase.as_ref()?.class()?;
        let record = matches!(class, Class::Thing | Class::Event | Class::Document);
        record.then_some(topic)
    }

    /// Returns the records that a heading is known to stand for.
    fn content(&self, noun: &str, house: bool) -> Topic {
        let words: Vec<String> = noun.split(' ').map(str::to_owned).collect();
        let entry = self
            .russian()
            .then(|| dictionary::by_english(noun))
            .flatten();
        let (one, many) = if let Some(entry) = entry {
            (entry.lemma.to_owned(), entry.plural())
        } else {
            let (before, last) = noun.rsplit_once(' ').unwrap_or(("", noun));
            (
                noun.to_owned(),
                format!("{before} {}", english::plural(last)),
            )
        };
        Topic {
            phrase: Some(Phrase {
                head: words.len().saturating_sub(1),
                words,
                label: name::sentence(&many),
                one: name::sentence(&one),
                many: name::sentence(&many),
                plural: true,
                length: 1,
                verb: false,
                nominative: true,
            }),
            house,
            app: false,
        }
    }
}

/// Returns the last word of the phrase that tokens start with.
fn core_of<'t>(tokens: &'t [Token], phrase: &Phrase) -> Option<&'t Token> {
    tokens.get(..phrase.length)?.last()
}

/// Returns whether a word is left that heads lists elsewhere: the books of a "book list".
fn is_book(core: &[Token]) -> bool {
    matches!(core, [only] if only.key == "book")
}
