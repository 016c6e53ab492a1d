//! Members of an entity: an item of a list becomes a field, or a relation when it names an entity.

use super::super::choice;
use super::super::draft::{Entity, Relation, Strength};
use super::super::field;
use super::super::language::tag::{self, Tags};
use super::super::language::token::{self, Kind, Token};
use super::super::language::vocabulary::{self, Class};
use super::super::language::{english, name};
use super::super::question::Asks;
use super::{Mode, Opener, Reader};
use crate::spec::{Field, FieldType, RelationKind};

/// Members of a family, who are records of people themselves.
const KIN: [&str; 14] = [
    "father", "mother", "parent", "husband", "wife", "spouse", "partner", "child", "sibling",
    "brother", "sister", "groom", "bride", "guardian",
];

/// Entities of people whoever they are.
const ANYBODY: [&str; 6] = [
    "Person",
    "Relative",
    "FamilyMember",
    "Individual",
    "Ancestor",
    "Human",
];

/// Players by the part that they have in a game.
const RIVALS: [&str; 7] = [
    "white",
    "black",
    "winner",
    "loser",
    "opponent",
    "rival",
    "challenger",
];

/// Fields that name somebody.
const SOMEBODY: [&str; 15] = [
    "done by",
    "recipient",
    "received from",
    "borrower",
    "reported by",
    "issued to",
    "assigned to",
    "lent to",
    "given to",
    "borrowed by",
    "holder",
    "responsible",
    "responsible person",
    "approved by",
    "issued by",
];

impl Reader<'_> {
    /// Adds the field that an item of a list names, or the relation when it names an entity.
    pub(crate) fn add_item(&mut self, entity: usize, tokens: &[Token]) -> bool {
        if self.rule_of_last(entity, tokens) {
            return true;
        }
        let Some(item) = field::item(self.setting, tokens) else {
            return false;
        };
        if item.phrase.is_misread() {
            return false;
        }
        if self.plays_part(entity, tokens) {
            return true;
        }
        if tokens.len() == 1 && self.told_by_relation(entity, &item) {
            return true;
        }
        if self.add_side(entity, &item)
            || self.add_kin(entity, &item)
            || self.add_owner(entity, &item)
            || self.add_rival(entity, &item)
        {
            return true;
        }
        let known = || self.named_plainly(entity, &item, tokens);
        if let Some((target, named)) = self.target(entity, &item).or_else(known) {
            let name = named.then(|| (item.field.name.clone(), item.field.label.clone()));
            let came = item.asks == Some(Asks::Who)
                && item.phrase.words.iter().any(|word| word == "arrived");
            let attended = came || item.phrase.words.iter().any(|word| is_presence(word));
            let several = item
                .phrase
                .words
                .first()
                .is_some_and(|first| english::is_plural(first))
                && !tokens.iter().take(2).any(asks_for_one);
            let many = item.phrase.plural && item.asks.is_none()
                || attended
                || item.asks == Some(Asks::Which) && several;
            self.draft.describe(entity);
            self.draft.relate(Relation {
                from: entity,
                to: target,
                kind: if many {
                    RelationKind::ManyToMany
                } else {
                    RelationKind::ManyToOne
                },
                name: if many { None } else { name },
                required: item.field.required,
            });
            return true;
        }
        let field = self.told_apart(entity, item.field, tokens);
        let index = self.draft.add_field(entity, field);
        self.examples(entity, index, tokens);
        true
    }

    /// Names a field by its own words when another field of the entity has its name already.
    fn told_apart(&self, entity: usize, mut field: Field, tokens: &[Token]) -> Field {
        let clash = self.draft.entities.get(entity).is_some_and(|owner| {
            let same = |other: &Field| other.name == field.name && other.label != field.label;
            owner.fields.iter().any(same)
        });
        if clash {
            let words: Vec<String> = tokens
                .iter()
                .filter(|token| token.is_word())
                .map(|token| token.key.clone())
                .collect();
            field.name = name::camel(&words).unwrap_or(field.name);
            field.label = name::sentence(&words.join(" "));
        }
        field
    }

    /// Returns the entity that the words of an item name by themselves, whatever they mean as a
    /// field.
    fn named_plainly(
        &self,
        owner: usize,
        item: &field::Item,
        tokens: &[Token],
    ) -> Option<(usize, bool)> {
        let named = self.entity_of(&self.phrase(tokens).singular());
        let target = named.or_else(|| self.called(tokens))?;
        let plain = item.asks.is_none() && item.field.values.is_empty();
        (plain && target != owner).then_some((target, false))
    }

    /// Returns the entity whose Russian name begins with exactly this word: "вид" among "виды птиц".
    fn called(&self, tokens: &[Token]) -> Option<usize> {
        let [only] = tokens else { return None };
        let same = |entity: &Entity| {
            let name = token::key(&entity.one);
            let first = name.split(' ').next().unwrap_or_default();
            only.is_cyrillic() && !entity.fields.is_empty() && first == only.key
        };
        let mut found = self.draft.entities.iter().enumerate();
        let at = found.find(|(_, entity)| same(entity)).map(|(at, _)| at);
        at.filter(|_| !found.any(|(_, entity)| same(entity)))
    }

    /// Returns whether one entity leads to another under that one's own name.
    fn leads_to(&self, from: usize, to: usize) -> bool {
        self.draft
            .relations
            .iter()
            .any(|known| (known.from, known.to) == (from, to) && known.name.is_none())
    }

    /// Returns whether one entity leads to another under any name.
    fn leads_anyhow(&self, from: usize, to: usize) -> bool {
        self.draft
            .relations
            .iter()
            .any(|known| (known.from, known.to) == (from, to))
    }

    /// Returns whether the first reading found that one entity leads to another under that one's
    /// own name: then a question asks for somebody else.
    fn led_before(&self, from: usize, to: usize) -> bool {
        let name = |index: usize| {
            let entity = self.draft.entities.get(index);
            entity.map_or("", |entity| entity.name.as_str())
        };
        self.led
            .iter()
            .any(|(one, other)| (one.as_str(), other.as_str()) == (name(from), name(to)))
    }

    /// Returns whether a bare "who" or "what" asks for what a record leads to already.
    fn told_by_relation(&self, entity: usize, item: &field::Item) -> bool {
        let person = match item.asks {
            Some(Asks::Who) => true,
            Some(Asks::What) => false,
            _ => return false,
        };
        self.draft
            .entities
            .iter()
            .enumerate()
            .any(|(index, other)| {
                (other.class == Some(Class::Person)) == person && self.leads_to(entity, index)
            })
    }

    /// Relates a person to another of the family: "a person has a father and a mother".
    fn add_kin(&mut self, entity: usize, item: &field::Item) -> bool {
        let [only] = item.phrase.words.as_slice() else {
            return false;
        };
        let person = ANYBODY.iter().find_map(|name| self.draft.find(name));
        let (Some(person), true) = (person, KIN.contains(&only.as_str())) else {
            return false;
        };
        self.draft.describe(entity);
        self.draft.relate(Relation {
            from: entity,
            to: person,
            kind: RelationKind::ManyToOne,
            name: Some((item.field.name.clone(), item.field.label.clone())),
            required: false,
        });
        true
    }

    /// Relates a thing to the client who owns it: the owner of a client's dog is that client.
    fn add_owner(&mut self, entity: usize, item: &field::Item) -> bool {
        let owner = item.phrase.words.as_slice() == ["owner"] && !item.phrase.plural;
        let client = self.people().filter(|person| {
            let person = self.draft.entities.get(*person);
            person.is_some_and(|it| matches!(it.name.as_str(), "Client" | "Customer"))
        });
        let Some(client) = client.filter(|client| owner && *client != entity) else {
            return false;
        };
        if !self.leads_to(entity, client) && !self.led_before(entity, client) {
            self.lead_as(entity, client, item);
        }
        true
    }

    /// Relates a game to the one of its players who has a part of his own in it: white, the winner.
    fn add_rival(&mut self, entity: usize, item: &field::Item) -> bool {
        let [only] = item.phrase.words.as_slice() else {
            return false;
        };
        let game = self.draft.entities.get(entity).is_some_and(|owner| {
            let last = name::split(&owner.name).pop().unwrap_or_default();
            matches!(last.as_str(), "game" | "match" | "fight" | "duel" | "bout")
        });
        let player = self.people().filter(|player| *player != entity);
        let (Some(player), true) = (player, game && RIVALS.contains(&only.as_str())) else {
            return false;
        };
        self.lead_as(entity, player, item);
        true
    }

    /// Relates a record to another one under the name of an item of its list.
    fn lead_as(&mut self, entity: usize, to: usize, item: &field::Item) {
        self.draft.describe(entity);
        self.draft.relate(Relation {
            from: entity,
            to,
            kind: RelationKind::ManyToOne,
            name: Some((item.field.name.clone(), item.field.label.clone())),
            required: item.field.required,
        });
    }

    /// Relates a match to the team that plays on a side of it.
    fn add_side(&mut self, entity: usize, item: &field::Item) -> bool {
        let Some((name, to)) = self.side(entity, item) else {
            return false;
        };
        self.draft.relate(Relation {
            from: entity,
            to,
            kind: RelationKind::ManyToOne,
            name: Some((name.to_owned(), item.field.label.clone())),
            required: true,
        });
        true
    }

    /// Returns the team that a side of a match is: "hosts" and "guests".
    fn side(&self, owner: usize, item: &field::Item) -> Option<(&'static str, usize)> {
        let owner = &self.draft.entities.get(owner)?.name;
        let team = self.draft.find("Team")?;
        let name = match item.field.name.as_str() {
            "owners" | "owner" | "hosts" | "host" | "home" | "homeTeam" => "homeTeam",
            "guests" | "guest" | "visitors" | "away" | "awayTeam" => "awayTeam",
            _ => return None,
        };
        matches!(owner.as_str(), "Match" | "Game" | "Fixture").then_some((name, team))
    }

    /// Reads "unique" or "must be given" behind a field.
    fn rule_of_last(&mut self, entity: usize, tokens: &[Token]) -> bool {
        let entity = self.draft.entities.get_mut(entity);
        let last = entity.and_then(|entity| entity.fields.last_mut());
        let Some(last) = last else { return false };
        if tokens.len() > 1 && field::limit(last, tokens) {
            return true;
        }
        let Some((unique, required)) = field::flags(tokens) else {
            return false;
        };
        last.unique |= unique;
        last.required |= required;
        true
    }

    /// Opens the list of values behind "such as".
    fn examples(&mut self, entity: usize, field: Option<usize>, tokens: &[Token]) {
        let like = tokens
            .iter()
            .position(|token| tag::of(token).has(Tags::LIKE));
        let (Some(field), Some(like)) = (field, like) else {
            return;
        };
        let aside = |token: &Token| token.kind == Kind::Open;
        if like == 0 || tokens.iter().take(like).any(aside) {
            return;
        }
        let rest: Vec<Token> = tokens
            .iter()
            .skip(like + 1)
            .filter(|token| token.key != "as")
            .cloned()
            .collect();
        let values = choice::values(self.setting.text, &choice::items(&rest));
        let Some(found) = self
            .draft
            .entities
            .get_mut(entity)
            .and_then(|entity| entity.fields.get_mut(field))
        else {
            return;
        };
        if found.kind == FieldType::String && !values.is_empty() {
            found.kind = FieldType::Enum;
            found.values = values;
            self.open(Mode::Values(entity, field), Opener::Verb);
        }
    }

    /// Returns the entity that an item of a list leads to, and whether under a name of its own.
    fn target(&self, owner: usize, item: &field::Item) -> Option<(usize, bool)> {
        let chosen = item.field.kind == FieldType::Enum && !item.field.values.is_empty();
        if chosen || item.asks.is_some_and(Asks::is_plain) {
            return None;
        }
        if let Some(found) = self
            .asked(owner, item)
            .filter(|(target, _)| *target != owner)
        {
            return Some(found);
        }
        let words = item.phrase.singular();
        let exact = self.entity_of(&words);
        if let Some(target) = exact.filter(|target| *target != owner) {
            return Some((target, false));
        }
        let ending = || match words.as_slice() {
            [only] if item.field.kind == FieldType::String && item.phrase.class().is_some() => {
                self.only_ending_in(only)
            }
            _ => None,
        };
        if let Some(target) = ending().filter(|target| *target != owner) {
            return Some((target, false));
        }
        let (head, before) = words.split_last()?;
        let participle = item.phrase.words.len() > 1
            && before.len() == 1
            && item
                .phrase
                .words
                .last()
                .is_some_and(|word| tag::of_word(word).has(Tags::VERB));
        if participle {
            let subject = before.first().map(|word| vec![english::singular(word)])?;
            return self
                .entity_of(&subject)
                .filter(|target| *target != owner)
                .map(|target| (target, false));
        }
        let qualified = before.len() == 1
            && item.field.kind == FieldType::String
            && vocabulary::hint_of(&words.join(" ")).is_none();
        qualified
            .then(|| self.entity_of(std::slice::from_ref(head)))
            .flatten()
            .filter(|target| *target != owner)
            .map(|target| (target, true))
    }

    /// Returns what a question leads to, when the item is one.
    fn asked(&self, owner: usize, item: &field::Item) -> Option<(usize, bool)> {
        let words = item.phrase.words.as_slice();
        let by = matches!(
            words,
            [done, by] if english::is_participle(done) && matches!(by.as_str(), "by" | "to")
        );
        if item.asks == Some(Asks::Who) || by || SOMEBODY.contains(&words.join(" ").as_str()) {
            let asks = item.asks == Some(Asks::Who);
            let told = |target: &usize| {
                let led = self.leads_to(owner, *target) || self.led_before(owner, *target);
                !(led || asks && self.leads_anyhow(owner, *target))
            };
            return self.people().filter(told).map(|target| (target, true));
        }
        if item.asks == Some(Asks::What) {
            let target = self.unlinked(owner).or_else(|| self.only_thing(owner));
            return target.map(|target| (target, false));
        }
        if item.asks != Some(Asks::Which) {
            return None;
        }
        let entity = |word: &String| self.entity_of(&[english::singular(word)]);
        words.iter().find_map(entity).map(|target| (target, false))
    }

    /// Returns the only entity of people, when there is one.
    pub(crate) fn people(&self) -> Option<usize> {
        let mut people = self
            .draft
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.class == Some(Class::Person))
            .map(|(index, _)| index);
        let first = people.next();
        if let Some(first) = first {
            return people.next().is_none().then_some(first);
        }
        None
    }

    /// Returns the only entity that is neither of people nor something that happens.
    fn only_thing(&self, owner: usize) -> Option<usize> {
        let thing = |entity: &Entity| {
            !matches!(entity.class, Some(Class::Person | Class::Event))
                && entity.strength > Strength::Title
        };
        let entities = self.draft.entities.iter().enumerate();
        let mut things = entities.filter(|(index, entity)| *index != owner && thing(entity));
        let only = things.next().map(|(index, _)| index);
        only.filter(|_| things.next().is_none())
    }

    /// Returns the only entity without a field that nothing leads to yet.
    fn unlinked(&self, owner: usize) -> Option<usize> {
        let mut free = self
            .draft
            .entities
            .iter()
            .enumerate()
            .filter(|(index, entity)| {
                *index != owner
                    && entity.strength > Strength::Title
                    && entity.fields.is_empty()
                    && !self
                        .draft
                        .relations
                        .iter()
                        .any(|relation| relation.from == *index || relation.to == *index)
            });
        let first = free.next().map(|(index, _)| index);
        first.filter(|_| free.next().is_none())
    }
}

/// Returns whether a Russian question word asks for one thing.
fn asks_for_one(token: &Token) -> bool {
    matches!(
        token.key.as_str(),
        "какой" | "какая" | "какое" | "какую" | "какого" | "каком" | "какому"
    )
}

/// Returns whether a word says that somebody was there.
fn is_presence(word: &str) -> bool {
    matches!(
        word,
        "attended" | "attends" | "present" | "came" | "participated"
    )
}
