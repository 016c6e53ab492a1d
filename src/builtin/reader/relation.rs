//! Relations between the entities that a clause names, from its verb, its prepositions and its counts.

use super::super::draft::Relation;
use super::super::language::tag::{self, Tags};
use super::super::language::token::Token;
use super::super::language::vocabulary::{self, Class};
use super::super::language::{data, english, name};
use super::Reader;
use super::mention::{Mention, is_verb};
use super::together::enrols;
use super::verb::main_verb;
use crate::spec::RelationKind;

impl Reader<'_> {
    /// Relates the entities that a clause names; says whether there were two.
    pub(crate) fn relation(&mut self, plain: &[Token]) -> bool {
        let mentions = self.mentions(plain);
        let subject = self
            .subject
            .filter(|_| begins_with_verb(plain) || mentions.len() == 1);
        let carried = self.subject.is_some() && mentions.len() == 1;
        let verbs = verbs(plain, &mentions, carried);
        let counted = mentions.iter().any(|mention| mention.many);
        if verbs.is_empty() && !counted {
            return false;
        }
        let belongs = plain.iter().any(belongs);
        let mut mentions = mentions.into_iter();
        let first = match (subject, mentions.len()) {
            (Some(subject), 1..)
                if mentions
                    .as_slice()
                    .first()
                    .is_some_and(|m| m.entity != subject) =>
            {
                carried_mention(subject, plain)
            }
            _ => match mentions.next() {
                Some(first) => first,
                None => return false,
            },
        };
        let others: Vec<Mention> = mentions
            .filter(|other| other.entity != first.entity)
            .collect();
        if verbs.has(Tags::LINK) && !verbs.has(Tags::JOIN) && !others.is_empty() {
            self.link(first.entity, &others);
            return true;
        }
        let Some(second) = others.first() else {
            return false;
        };
        let brings = |token: &Token| matches!(token.key.as_str(), "bring" | "brings");
        if self.deed(&first, &others, plain) || plain.iter().any(brings) {
            return true;
        }
        self.pair(&first, second, verbs, belongs, plain);
        if belongs || is_passive(plain) {
            for other in others.iter().skip(1).filter(|other| !other.many) {
                self.lead(first.entity, other.entity, true);
            }
        } else {
            for other in others.iter().skip(1).filter(|other| other.single) {
                self.lead(first.entity, other.entity, true);
            }
        }
        true
    }

    /// Reads "бокс по договору сдаётся одному арендатору": the contract links the two.
    fn deed(&mut self, first: &Mention, others: &[Mention], plain: &[Token]) -> bool {
        let [deed, other, ..] = others else {
            return false;
        };
        let by = deed.start.checked_sub(1).and_then(|at| plain.get(at));
        let links = by.is_some_and(|by| by.key == "по") && !deed.many;
        if links {
            self.link(deed.entity, &[*first, *other]);
        }
        links
    }

    /// Returns whether several of one record take part in several of another.
    fn take_part(&self, a: &Mention, b: &Mention, verbs: Tags, plain: &[Token]) -> bool {
        let happens = self
            .draft
            .entities
            .get(a.entity)
            .is_some_and(|entity| entity.class == Some(Class::Event));
        let within = verbs.has(Tags::JOIN) && a.behind_preposition && happens;
        let anyone = self
            .draft
            .entities
            .get(a.entity)
            .is_some_and(|entity| entity.class == Some(Class::Person));
        b.plural && (within || (a.plural || anyone) && !a.behind_preposition && enrols(plain))
    }

    /// Returns whether one of a record takes part in what happens: "в полёте участвует пилот".
    fn has_part(&self, a: &Mention, b: &Mention, verbs: Tags) -> bool {
        let event = self.draft.entities.get(a.entity);
        let event = event.is_some_and(|entity| entity.class == Some(Class::Event));
        event && verbs.has(Tags::JOIN) && a.behind_preposition && !a.owner && !b.plural
    }

    /// Ties a record to all that it links.
    fn link(&mut self, from: usize, others: &[Mention]) {
        for other in others {
            if other.many {
                self.both(from, other.entity);
            } else {
                self.lead(from, other.entity, true);
            }
        }
    }

    fn pair(&mut self, a: &Mention, b: &Mention, verbs: Tags, belongs: bool, plain: &[Token]) {
        if a.many || b.many {
            self.pair_many(a, b, verbs, belongs, plain);
            return;
        }
        let class = |mention: &Mention| {
            self.draft
                .entities
                .get(mention.entity)
                .and_then(|entity| entity.class)
        };
        let passive = is_passive(plain);
        let between = plain.get(a.end..b.start).unwrap_or_default();
        let inside = |token: &Token| matches!(token.key.as_str(), "in" | "at" | "on" | "inside");
        let placed = !a.behind_preposition
            && between.iter().any(inside)
            && between
                .iter()
                .all(|token| inside(token) || tag::of(token).has(Tags::AUX.and(tag::POINTERS)));
        let shown = passive && verbs.has(Tags::JOIN) && a.plural && b.plural;
        let persons = class(a) == Some(Class::Person) && class(b) != Some(Class::Person);
        let within = b.single && b.behind_preposition && !a.behind_preposition;
        let purpose = plain.get(a.end).is_some_and(|to| to.key == "to");
        if self.has_part(a, b, verbs) || purpose && b.behind_preposition {
            self.lead(a.entity, b.entity, true);
        } else if plain.iter().any(becomes) {
            self.lead(b.entity, a.entity, false);
        } else if a.behind_preposition && !a.owner && b.single && !a.single {
            self.lead(a.entity, b.entity, true);
        } else if shown && between.iter().any(inside) || self.take_part(a, b, verbs, plain) {
            self.both(a.entity, b.entity);
        } else if belongs || within || placed || passive && !a.behind_preposition {
            self.lead(a.entity, b.entity, true);
        } else if a.owner || verbs.has(Tags::HAVE) && !a.behind_preposition {
            if b.plural && self.shared(a.entity, b.entity) {
                self.both(a.entity, b.entity);
            } else if b.plural {
                self.lead(b.entity, a.entity, true);
            } else {
                self.lead(a.entity, b.entity, false);
            }
        } else if class(b) == Some(Class::Person)
            && class(a) != Some(Class::Person)
            && !a.behind_preposition
        {
            self.lead(a.entity, b.entity, false);
        } else if a.behind_preposition || a.plural && b.plural || persons {
            self.lead(b.entity, a.entity, false);
        } else {
            self.lead(a.entity, b.entity, false);
        }
    }

    /// Relates two entities of which one is counted as many.
    fn pair_many(&mut self, a: &Mention, b: &Mention, verbs: Tags, belongs: bool, plain: &[Token]) {
        let (many, one) = if b.many { (b, a) } else { (a, b) };
        let within = b
            .start
            .checked_sub(1)
            .and_then(|_| plain.get(a.end..b.start))
            .is_some_and(|between| between.iter().any(is_within));
        let among = !a.behind_preposition && !a.many && within;
        let by_many = b.many && b.behind_preposition && (among || is_passive(plain));
        let told = self.draft.relations.iter().any(|known| {
            (known.from, known.to) == (one.entity, many.entity)
                && known.kind == RelationKind::ManyToOne
                && known.name.is_none()
        });
        let shared = told
            || verbs.has(Tags::JOIN)
            || plain.iter().any(uses)
            || self.shared(one.entity, many.entity)
            || belongs && b.many
            || by_many;
        if shared {
            self.both(one.entity, many.entity);
        } else {
            self.lead(many.entity, one.entity, true);
        }
    }

    /// Says that many of one entity lead to one of another.
    pub(crate) fn lead(&mut self, from: usize, to: usize, required: bool) {
        self.draft.relate(Relation {
            from,
            to,
            kind: RelationKind::ManyToOne,
            name: None,
            required: required && from != to,
        });
    }

    pub(crate) fn both(&mut self, from: usize, to: usize) {
        self.draft.relate(Relation {
            from,
            to,
            kind: RelationKind::ManyToMany,
            name: None,
            required: false,
        });
    }

    /// Returns whether each of two entities has many of the other, whatever the verb is.
    pub(crate) fn shared(&self, one: usize, many: usize) -> bool {
        let last_word = |index: usize| {
            let entity = self.draft.entities.get(index)?;
            name::split(&entity.name).pop()
        };
        let (Some(holder), Some(held)) = (last_word(one), last_word(many)) else {
            return false;
        };
        data::lines(data::RELATIONS).any(|line| {
            line.text
                .split_once(" many ")
                .is_some_and(|(left, right)| right == held && (left == "*" || left == holder))
        })
    }
}

/// Returns the subject of the clause before as if it stood in this one.
fn carried_mention(entity: usize, plain: &[Token]) -> Mention {
    let several = |first: &Token| matches!(first.key.as_str(), "are" | "were");
    Mention {
        entity,
        start: 0,
        end: 0,
        many: false,
        plural: plain.first().is_some_and(several),
        behind_preposition: false,
        owner: false,
        single: false,
    }
}

/// Returns whether a clause says what is done with its subject: "is made by".
pub(crate) fn is_passive(plain: &[Token]) -> bool {
    let auxiliary = |token: &Token| {
        matches!(
            token.key.as_str(),
            "is" | "are" | "was" | "gets" | "get" | "be"
        )
    };
    let done = |token: &Token| {
        let strong = matches!(
            token.key.as_str(),
            "run" | "set" | "cut" | "kept" | "cast" | "held"
        );
        strong || is_verb(token) || english::is_participle(&token.key)
    };
    plain.iter().any(auxiliary) && plain.iter().any(done)
}

/// Returns whether nothing but "is" stands before the verb: the subject was named before.
fn begins_with_verb(plain: &[Token]) -> bool {
    main_verb(plain).is_some_and(|verb| {
        let before = plain.get(..verb).unwrap_or_default();
        before.iter().all(|token| tag::of(token).has(Tags::AUX))
    })
}

/// Returns whether a Russian preposition puts a record into several others: "товар бывает в разных
/// заказах".
fn is_within(token: &Token) -> bool {
    matches!(token.key.as_str(), "в" | "во" | "на")
}

/// Returns whether a verb says that something only serves: what one batch uses another may use too.
fn uses(token: &Token) -> bool {
    matches!(
        token.key.as_str(),
        "use" | "uses" | "need" | "needs" | "require" | "requires"
    )
}

/// Returns whether a verb says that the next record comes of the one before: "a request becomes an
/// order".
fn becomes(token: &Token) -> bool {
    matches!(
        token.key.as_str(),
        "become" | "becomes" | "turns" | "turn" | "превращается" | "превращаются" | "становится"
    )
}

pub(crate) fn belongs_at(tokens: &[Token]) -> bool {
    tokens.iter().any(belongs)
}

pub(crate) fn belongs(token: &Token) -> bool {
    let words = [
        "belong",
        "assigned",
        "come",
        "stored",
        "placed",
        "sit",
        "seated",
        "located",
        "attached",
        "related",
        "associated",
        "принадлеж",
        "относ",
        "привязан",
        "закреплен",
        "назнач",
        "находит",
        "находят",
        "хранит",
        "прикреплен",
        "written",
        "owned",
        "taught",
        "supplied",
        "produced",
        "made",
        "published",
        "refers",
        "linked",
        "connected",
        "grouped",
        "directed",
        "led",
        "tied",
        "lives",
        "works",
    ];
    words.iter().any(|word| token.key.starts_with(word))
        && !vocabulary::class_of(&token.key).is_some_and(|_| true)
}

/// Returns the parts of the verbs outside of the names of entities.
///
/// A word that stands between two of them and has no other part is a verb too, and so is the first
/// one of a clause whose subject was named before.
fn verbs(plain: &[Token], mentions: &[Mention], carried: bool) -> Tags {
    let within = |at: usize| {
        mentions
            .iter()
            .any(|mention| (mention.start..mention.end).contains(&at))
    };
    let acts = Tags::HAVE.and(Tags::LINK).and(Tags::JOIN).and(Tags::AUX);
    let found = plain
        .iter()
        .enumerate()
        .filter(|(at, token)| !within(*at) && (is_verb(token) || tag::of(token).has(acts)))
        .fold(Tags::default(), |tags, (_, token)| {
            let acts = if is_verb(token) {
                Tags::VERB
            } else {
                Tags::default()
            };
            tags.and(tag::of(token)).and(acts)
        });
    let acts = |at: usize| {
        plain.get(at).is_some_and(|token| {
            let tags = tag::of(token);
            let free = tags.is_empty() && !english::is_participle(&token.key);
            let acts = free || tags.has(Tags::RECORD) && !tags.has(Tags::CONTAINER);
            token.is_word() && !token.is_cyrillic() && acts && !token.key.ends_with("ing")
        })
    };
    let bare = |from: usize, to: usize| {
        let between = plain.get(from..to).unwrap_or_default();
        between
            .iter()
            .all(|token| tag::of(token).has(tag::POINTERS))
    };
    let unknown = match mentions {
        [first, second, ..] => {
            first.start <= 1
                && first.end < second.start
                && acts(first.end)
                && bare(first.end + 1, second.start)
        }
        [only] => carried && only.start > 0 && acts(0) && bare(1, only.start),
        [] => false,
    };
    if unknown {
        found.and(Tags::VERB)
    } else {
        found
    }
}
