//! Clauses with a verb: what a record has, what belongs to what, what must be unique.

use super::super::draft::{Outcome, Strength};
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::Class;
use super::lead::is_time;
use super::mention::{is_verb, is_verb_at, named_before, qualifies_record};
use super::piece::{Mark, Piece};
use super::relation::{belongs, belongs_at, is_passive};
use super::verb::{act, becomes, describes_member, is_house_word, main_verb, without_prepositions};
use super::{Mode, Opener, Reader};

impl Reader<'_> {
    /// Reads a piece with a verb; says no when it is none or no rule fits.
    pub(crate) fn clause(&mut self, piece: &Piece, behind: &[Piece]) -> bool {
        let plain = piece.plain().to_vec();
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        if self.told(piece, &plain, behind) {
            return true;
        }
        let Some(verb) = main_verb(&plain) else {
            return self.owned_by(piece, &plain)
                || free && (self.counted(piece, &plain, behind) || self.carried(piece, &plain));
        };
        let listed = matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        if listed && describes_member(&plain) {
            return false;
        }
        if listed && !self.opens_clause(piece, &plain, verb) {
            return false;
        }
        if free && self.holds(piece, &plain, verb, behind) {
            return true;
        }
        self.subject_of(&plain, verb, piece);
        let tags = plain.get(verb).map(tag::of).unwrap_or_default();
        if tags.has(Tags::RECORD) && self.records(piece, &plain, verb, behind) {
            return true;
        }
        self.declare_counted(&plain);
        if piece
            .bracket()
            .is_some_and(|bracket| self.lists_fields(bracket))
        {
            if self.describes_subject(piece, &plain) {
                return true;
            }
            self.declare_actors(&plain, verb);
            return false;
        }
        if self.grouped(piece, &plain, verb) {
            return true;
        }
        if tags.has(Tags::HAVE) && !becomes(&plain, verb) && self.has(piece, &plain, verb, behind) {
            return true;
        }
        let actor = self.declare_actors(&plain, verb);
        if belongs_at(&plain) {
            self.declare_object(&plain, verb);
        }
        if self.relation(&plain) {
            self.tied(piece, &plain, verb, behind);
            return true;
        }
        if actor.is_some() && verb + 1 == plain.len() {
            self.last = actor;
            self.note(piece, Outcome::Built);
            return true;
        }
        self.actor_with_list(piece, &plain, verb, behind)
    }

    /// Remembers what a clause ties and reads what it says besides.
    fn tied(&mut self, piece: &Piece, plain: &[Token], verb: usize, behind: &[Piece]) {
        self.list = None;
        self.remember_tie(plain, verb);
        self.trailing_list(piece, plain, behind);
        self.keep_subject(plain);
        self.note(piece, Outcome::Built);
    }

    /// Reads a clause that a rule of its own knows.
    fn told(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) -> bool {
        let free = !matches!(self.list.map(|list| list.mode), Some(Mode::Fields(_)));
        self.inverted(piece, plain)
            || free && self.owned(piece, plain, behind)
            || self.chosen_for_each(piece, plain)
            || self.made(piece, plain, behind)
            || self.rated(piece, plain)
            || self.marked(piece, plain)
            || self.recorded(piece, plain, behind)
            || self.together(piece, plain)
            || self.act(piece, plain, behind)
            || self.part(piece, plain)
            || self.rule(piece, plain)
            || self.linked(piece, plain)
            || self.takes_place(piece, plain)
            || free && self.repeated(piece, plain)
            || free && piece.after != Mark::Colon && self.stages(piece, plain)
    }

    /// Declares what the subject belongs to, when nothing else names it.
    fn declare_object(&mut self, plain: &[Token], verb: usize) {
        let object = plain.get(verb + 1..).unwrap_or_default();
        let Some(at) = object
            .iter()
            .position(|token| tag::of(token).has(Tags::PREP))
        else {
            return;
        };
        let rest = object.get(at + 1..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|token| {
                token.is_word() && !tag::of(token).has(Tags::PREP.and(Tags::WITH).and(Tags::AND))
            })
            .count();
        let phrase = self.phrase(rest.get(..length).unwrap_or_default());
        let subject = !self
            .mentions(plain.get(..verb).unwrap_or_default())
            .is_empty();
        if subject && phrase.class().is_some() && !is_house_word(&phrase.singular()) {
            self.declare(&phrase, Strength::Mention);
        }
    }

    /// Returns whether a piece inside of a list starts a clause of its own.
    fn opens_clause(&mut self, piece: &Piece, plain: &[Token], verb: usize) -> bool {
        let question = plain
            .iter()
            .take(2)
            .any(|token| tag::of(token).has(Tags::WH.and(Tags::WHETHER)));
        if question || verb + 1 >= plain.len() {
            return false;
        }
        let first = plain.first().map(tag::of).unwrap_or_default();
        let auxiliary = |token: &Token| tag::of(token).has(Tags::AUX);
        if plain.iter().take(verb).all(auxiliary) {
            let carried = first.has(Tags::HAVE.and(Tags::AUX)) || is_verb_at(plain, 0);
            return carried && piece.before == Mark::And && self.subject.is_some();
        }
        let subject = plain.get(..verb).unwrap_or_default();
        let named = !self.mentions(subject).is_empty();
        let pointed = first.has(Tags::ARTICLE)
            && plain
                .get(verb)
                .is_some_and(|token| tag::of(token).has(Tags::HAVE))
            && self.phrase(subject).class().is_some();
        let ties = plain
            .get(verb)
            .is_some_and(|token| tag::of(token).has(Tags::HAVE.and(Tags::LINK)) || belongs(token));
        let several = self.phrase(subject);
        let several = several.plural && several.class().is_some() && several.length == verb;
        named
            || pointed
            || ties && several
            || first.has(Tags::EACH.and(Tags::PRONOUN))
            || piece.before == Mark::Semicolon
    }

    /// Finds the subject of a clause, or keeps that of the clause before.
    pub(crate) fn subject_of(&mut self, plain: &[Token], verb: usize, piece: &Piece) {
        if verb == 0 && piece.before == Mark::And {
            let has = plain
                .first()
                .is_some_and(|first| tag::of(first).has(Tags::HAVE));
            let silent = self.silent.take().filter(|_| has && self.subject.is_none());
            if let Some(phrase) = silent {
                self.subject = self.declare(&phrase, Strength::Mention);
            }
            return;
        }
        let words = plain.get(..verb).unwrap_or_default();
        let pronoun = words
            .iter()
            .any(|token| tag::of(token).has(Tags::PRONOUN.and(Tags::DEMAND)));
        if pronoun && !words.iter().any(|token| tag::of(token).has(Tags::EACH)) {
            let back = words.len() == 1
                && words.first().is_some_and(|token| {
                    matches!(
                        token.key.as_str(),
                        "it" | "they" | "she" | "he" | "он" | "она" | "они"
                    )
                });
            self.subject = self.last.filter(|_| back);
            return;
        }
        let mentions = self.mentions(words);
        let found = mentions
            .first()
            .filter(|mention| !qualifies_record(words, mention.start))
            .map(|mention| mention.entity);
        if found.is_some() {
            self.subject = found;
            return;
        }
        let noun = words
            .iter()
            .take_while(|token| !tag::of(token).has(Tags::AUX.and(Tags::PRONOUN)))
            .count();
        let phrase = self.phrase(without_prepositions(words.get(..noun).unwrap_or_default()));
        let actor = words
            .iter()
            .all(|token| tag::of(token).has(Tags::ACTOR.and(tag::POINTERS)));
        let object = self.phrase(plain.get(verb + 1..).unwrap_or_default());
        let described = phrase.class() == Some(Class::Person) && object.is_field();
        let has = plain.get(verb).is_some_and(|token| {
            tag::of(token).has(Tags::HAVE)
                || (phrase.class().is_some() || phrase.plural)
                    && (belongs(token) || is_passive(plain))
        });
        if has && (!actor || described) && !phrase.words.is_empty() && !phrase.verb && noun > 0 {
            self.subject = self.declare(&phrase, Strength::Mention);
        } else if phrase.length == noun && phrase.class() != Some(Class::Person) {
            self.silent = phrase.class().is_some().then_some(phrase);
        }
    }

    /// Reads "for each brew I want to record the beans used, …".
    fn records(&mut self, piece: &Piece, plain: &[Token], verb: usize, behind: &[Piece]) -> bool {
        let lead = plain.get(..verb).unwrap_or_default();
        let each = lead
            .iter()
            .position(|token| tag::of(token).has(Tags::EACH))
            .filter(|at| lead.get(at + 1).is_some());
        let about = || {
            let about = matches!(
                lead.first()?.key.as_str(),
                "про" | "о" | "об" | "для" | "по" | "about" | "for" | "of" | "on"
            );
            let ours = |token: &&Token| tag::of(token).has(Tags::PRONOUN.and(Tags::DEMAND));
            let length = lead.len() - lead.iter().rev().take_while(ours).count();
            let noun = self.phrase(lead.get(1..length)?);
            let point = usize::from(lead.get(1).is_some_and(|it| tag::of(it).has(Tags::ARTICLE)));
            let whole = noun.length == length - 1 || noun.length + point == length - 1;
            (about && noun.class().is_some() && whole).then_some(0)
        };
        let Some(each) = each.or_else(about) else {
            return self.records_more(piece, plain, verb, behind);
        };
        let length = lead
            .iter()
            .skip(each + 1)
            .take_while(|token| {
                !tag::of(token).has(Tags::PRONOUN.and(Tags::DEMAND).and(Tags::AUX))
                    && !is_verb(token)
            })
            .count();
        let noun = lead.get(each + 1..each + 1 + length).unwrap_or_default();
        let phrase = self.phrase(noun);
        if is_time(&phrase) {
            return self.records_more(piece, plain, verb, behind);
        }
        let Some(entity) = self.declare(&phrase, Strength::Mention) else {
            return false;
        };
        self.group += 1;
        self.lead_to_tied(entity);
        let object = plain.get(verb + 1..).unwrap_or_default();
        let many = self.mentions(object).into_iter().find(|it| it.many);
        if let Some(many) = many.filter(|many| many.entity != entity) {
            self.lead(many.entity, entity, true);
            self.trailing_list(piece, plain, behind);
            self.note(piece, Outcome::Built);
            return true;
        }
        self.last = Some(entity);
        self.subject = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        self.rest_of(piece, plain, verb, behind);
        if let Some(kept) = self.last.filter(|kept| *kept != entity) {
            self.lead(kept, entity, true);
        }
        true
    }

    /// Reads "I'd like to store the country, year and value" behind a title.
    fn records_more(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        verb: usize,
        behind: &[Piece],
    ) -> bool {
        let object = plain.get(verb + 1..).unwrap_or_default();
        let own = object
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::OWN));
        let object = self.phrase(object);
        let after = plain.first().is_some_and(|first| {
            matches!(first.key.as_str(), "after" | "после" | "before" | "перед")
        });
        let listed = matches!(piece.after, Mark::Comma | Mark::And);
        let several = object.plural && object.class().is_some();
        let known = object.is_plain_field() || object.hint().is_some() && !several;
        let told = object.is_plain_field() && listed || known && (own || after);
        let (Some(entity), true) = (self.about.or(self.last), told) else {
            return false;
        };
        self.open(Mode::Fields(entity), Opener::Verb);
        self.rest_of(piece, plain, verb, behind);
        true
    }

    /// Reads what a record has: fields, one of another entity, or many of it.
    fn has(&mut self, piece: &Piece, plain: &[Token], verb: usize, behind: &[Piece]) -> bool {
        let object = plain.get(verb + 1..).unwrap_or_default();
        let owned = plain
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::PREP));
        let mentioned = self.mentions(object);
        let part = matches!((object, mentioned.as_slice()), ([which, _], [mention])
            if mention.start == 1 && tag::of(which).is_empty())
            && piece.after == Mark::Comma;
        let related = !(mentioned.is_empty() || part) || owned;
        let listed = object.iter().any(|token| tag::of(token).has(Tags::MANY));
        if (related || listed) && self.relation(plain) {
            self.list = None;
            self.about = self.about.or(self.subject.filter(|_| verb == 0));
            self.trailing_list(piece, plain, behind);
            self.note(piece, Outcome::Built);
            return true;
        }
        let about = self.about.filter(|_| verb == 0);
        let Some(entity) = self.subject.or(about) else {
            return false;
        };
        if object.is_empty() {
            return false;
        }
        if self.has_described(entity, piece, object, behind) {
            return true;
        }
        if piece.before != Mark::And {
            self.group += 1;
        }
        if self.first {
            self.set_title(piece);
        }
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        self.rest_of(piece, plain, verb, behind);
        true
    }

    /// Reads what stands behind the verb as the first item of the list just opened.
    pub(crate) fn rest_of(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        verb: usize,
        behind: &[Piece],
    ) {
        let (start, end) = piece.span();
        let mut rest = piece.clone();
        rest.tokens = plain.get(verb + 1..).unwrap_or_default().to_vec();
        rest.tokens
            .extend(piece.tokens.iter().skip(plain.len()).cloned());
        rest.before = Mark::Comma;
        self.item(&rest, behind);
        if let Some(note) = self.draft.notes.last_mut()
            && note.end == end
        {
            note.start = start;
        }
    }

    /// Reads the fields behind a relation: "has many items with description and price".
    pub(crate) fn trailing_list(&mut self, piece: &Piece, plain: &[Token], behind: &[Piece]) {
        let mut mentions = self.mentions(plain);
        let linking = plain.iter().any(|token| tag::of(token).has(Tags::LINK));
        let skipped = mentions
            .iter()
            .rev()
            .find(|it| !named_before(&mentions, it))
            .map_or(0, |mention| mention.end);
        let with = plain
            .iter()
            .enumerate()
            .skip(skipped)
            .find(|(_, token)| tag::of(token).has(Tags::WITH));
        if let Some((with, _)) = with {
            mentions.retain(|mention| mention.end <= with);
        }
        self.last = mentions.last().map(|mention| mention.entity).or(self.last);
        if linking {
            self.subject = mentions.first().map(|mention| mention.entity);
            self.last = self.subject.or(self.last);
            self.linking = true;
        }
        let target = if linking { self.subject } else { self.last };
        let (Some((with, _)), Some(entity)) = (with, target) else {
            return;
        };
        self.open(Mode::Fields(entity), Opener::Verb);
        let rest = Piece {
            tokens: plain.get(with + 1..).unwrap_or_default().to_vec(),
            before: Mark::Comma,
            after: piece.after,
        };
        if !rest.tokens.is_empty() {
            let notes = self.draft.notes.len();
            self.item(&rest, behind);
            self.draft.notes.truncate(notes);
        }
    }

    /// Reads the further objects of a linking verb: "links a student | and a course with a mark".
    fn linked(&mut self, piece: &Piece, plain: &[Token]) -> bool {
        let Some(subject) = self.subject.filter(|_| self.linking) else {
            return false;
        };
        let has = plain
            .first()
            .is_some_and(|first| tag::of(first).has(Tags::HAVE));
        if piece.before != Mark::And && piece.before != Mark::Comma || self.list.is_some() || has {
            return false;
        }
        let mentions = self.mentions(plain);
        let Some(mention) = mentions.first().filter(|mention| mention.entity != subject) else {
            return false;
        };
        self.lead(subject, mention.entity, true);
        self.last = Some(subject);
        let with = plain
            .iter()
            .enumerate()
            .skip(mention.end)
            .find(|(_, token)| tag::of(token).has(Tags::WITH));
        if let Some((with, _)) = with {
            self.open(Mode::Fields(subject), Opener::Verb);
            let tokens = plain.get(with + 1..).unwrap_or_default().to_vec();
            self.add_item(subject, &tokens);
        }
        self.note(piece, Outcome::Built);
        true
    }

    /// Declares people who do something to records: "customers submit tickets".
    fn declare_actors(&mut self, plain: &[Token], verb: usize) -> Option<usize> {
        let subject = plain.get(..verb).unwrap_or_default();
        let auxiliary = subject
            .iter()
            .rev()
            .take_while(|token| tag::of(token).has(Tags::AUX))
            .count();
        let subject = subject.get(..verb - auxiliary).unwrap_or_default();
        if subject
            .iter()
            .any(|token| tag::of(token).has(Tags::ACTOR.and(Tags::PRONOUN).and(Tags::DEMAND)))
        {
            return None;
        }
        let phrase = self.phrase(subject);
        let linking = plain
            .get(verb)
            .is_some_and(|token| tag::of(token).has(Tags::LINK));
        let pointed = subject
            .first()
            .is_some_and(|token| tag::of(token).has(Tags::ARTICLE.and(Tags::EACH)));
        let acts = phrase.class() == Some(Class::Person) && phrase.plural
            || linking && pointed && phrase.class().is_some()
            || linking && phrase.plural && self.mentions(plain).len() >= 2;
        (acts && !phrase.words.is_empty() && phrase.length == subject.len())
            .then(|| self.declare(&phrase, Strength::Mention))
            .flatten()
    }

    /// Reads "people can register for an event with their name": the act becomes a record.
    fn actor_with_list(
        &mut self,
        piece: &Piece,
        plain: &[Token],
        verb: usize,
        behind: &[Piece],
    ) -> bool {
        let act = plain.get(verb..).and_then(act);
        let with = plain
            .iter()
            .enumerate()
            .skip(verb)
            .find(|(_, token)| tag::of(token).has(Tags::WITH));
        let (Some(noun), Some((with, _))) = (act, with) else {
            return false;
        };
        let Some(entity) = self.declare_act(noun, plain.get(verb..with).unwrap_or_default()) else {
            return false;
        };
        self.last = Some(entity);
        self.open(Mode::Fields(entity), Opener::Verb);
        self.rest_of(piece, plain, with, behind);
        true
    }
}
