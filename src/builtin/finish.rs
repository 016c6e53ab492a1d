//! From a draft to a spec: what nothing was said about is filled in, and everything gets its name.

use super::assemble::{NAMES, display, entities};
use super::domain::{self, Domain, Found, Model};
use super::draft::{Draft, Entity, Note, Outcome, Relation, Strength};
use super::feature;
use super::field::Setting;
use super::forget::{drop_titles, merge_longer};
use super::language::name;
use super::language::token::Token;
use super::language::vocabulary::Class;
use super::title;
use super::unique;
use super::usual::{self, labelled};
use crate::spec::{self, Field, FieldType, Language, RelationKind, Spec};

/// Makes the spec of a draft; returns the notes too, because a rule may turn out to fit nothing.
pub(crate) fn finish(
    setting: Setting<'_>,
    tokens: &[Token],
    mut draft: Draft,
) -> (Spec, Vec<Note>) {
    let found = choose_domain(tokens, &draft);
    let domain = found.map(|found| found.domain);
    if found.is_some_and(|found| found.whole) {
        let beyond =
            |note: &&mut Note| matches!(note.outcome, Outcome::Beyond(_) | Outcome::Unknown);
        let beyond = draft.notes.iter_mut().filter(beyond);
        beyond.for_each(|note| note.outcome = Outcome::Built);
    }
    merge_longer(&mut draft);
    drop_titles(&mut draft);
    if draft.entities.is_empty() {
        take_domain(setting, &mut draft, domain, tokens);
    } else {
        expand_title(setting, &mut draft, found);
    }
    for index in 0..draft.entities.len() {
        complete(setting, &mut draft, index, domain);
    }
    let heading = title::title(setting, &draft, domain, tokens);
    let mut spec = Spec {
        format: spec::FORMAT,
        name: heading.name,
        title: heading.title,
        language: setting.language,
        description: String::new(),
        entities: entities(&draft),
        features: Vec::new(),
        requirements: Vec::new(),
    };
    let fields = spec.entities.iter_mut().flat_map(|it| &mut it.fields);
    fields.for_each(agree);
    spec.description = title::description(&spec);
    feature::place(&draft, &mut spec);
    unique::settle(&mut draft, &mut spec);
    (spec, draft.notes)
}

/// Makes a field's type and its options agree, whichever rules each of them came from.
fn agree(field: &mut Field) {
    let is_choice = field.kind == FieldType::Enum;
    if is_choice && field.values.is_empty() {
        field.kind = FieldType::String;
        field.default = None;
    } else if !is_choice && field.values.len() > 1 {
        *field = Field {
            id: field.id.clone(),
            required: field.required,
            unique: field.unique,
            values: std::mem::take(&mut field.values),
            ..Field::new(&field.name, &field.label, FieldType::Enum)
        };
    } else if !is_choice {
        field.values.clear();
    }
}

/// Returns the domain that fills in what was not said.
fn choose_domain(tokens: &[Token], draft: &Draft) -> Option<Found> {
    let needed =
        draft.entities.iter().any(|entity| entity.fields.is_empty()) || draft.entities.is_empty();
    needed.then(|| domain::find(tokens)).flatten()
}

/// Gives an idea that names no record all of its domain, or one entity for anything.
fn take_domain(
    setting: Setting<'_>,
    draft: &mut Draft,
    domain: Option<&'static Domain>,
    tokens: &[Token],
) {
    if let Some(domain) = domain {
        for model in domain.entities.iter().filter(|model| !model.extra) {
            add_model(setting, draft, model);
        }
        relate_models(setting, draft, domain);
        name_item(setting, draft, tokens);
        return;
    }
    let (one, many) = match setting.language {
        Language::En => ("Item", "Items"),
        Language::Ru => ("Запись", "Записи"),
    };
    let noun = tokens.iter().find_map(|token| {
        let phrase = super::language::phrase::phrase(setting.text, std::slice::from_ref(token));
        let class = phrase.class()?;
        let usable = !matches!(class, Class::Organization | Class::Place);
        usable.then_some((
            name::pascal(&phrase.singular())?,
            phrase.one,
            phrase.many,
            class,
        ))
    });
    if noun.is_none()
        && tokens.iter().any(|token| is_business(setting, token))
        && let Some(domain) = domain::of_file("business.toml")
    {
        return take_domain(setting, draft, Some(domain), tokens);
    }
    let (name, one, many, class) = match noun {
        Some((name, one, many, class)) => (name, one, many, Some(class)),
        None => ("Item".to_owned(), one.to_owned(), many.to_owned(), None),
    };
    let fields = match class {
        Some(_) => Vec::new(),
        None => usual::fields(setting, None, true),
    };
    draft.add(Entity {
        name,
        one,
        many,
        class,
        strength: Strength::Mention,
        fields,
    });
}

/// Calls the things of a domain what the idea calls them: a bike rental rents bikes out.
fn name_item(setting: Setting<'_>, draft: &mut Draft, tokens: &[Token]) {
    let Some(item) = draft.find("Item") else {
        return;
    };
    let thing = tokens.iter().find_map(|token| {
        let phrase = super::language::phrase::phrase(setting.text, std::slice::from_ref(token));
        let name = name::pascal(&phrase.singular())?;
        let free = phrase.class() == Some(Class::Thing) && draft.find(&name).is_none();
        free.then_some((name, phrase.one, phrase.many))
    });
    let Some((name, one, many)) = thing else {
        return;
    };
    for relation in draft.relations.iter_mut().filter(|it| it.to == item) {
        relation.name = None;
    }
    if let Some(entity) = draft.entities.get_mut(item) {
        (entity.name, entity.one, entity.many) = (name, one, many);
    }
}

/// Returns whether a word names a business or another house in which records are kept.
fn is_business(setting: Setting<'_>, token: &Token) -> bool {
    let phrase = super::language::phrase::phrase(setting.text, std::slice::from_ref(token));
    matches!(phrase.class(), Some(Class::Organization | Class::Place))
}

/// Gives an idea whose only record is its title the rest of the domain.
fn expand_title(setting: Setting<'_>, draft: &mut Draft, found: Option<Found>) {
    let Some(Found {
        domain,
        whole,
        full,
    }) = found
    else {
        return;
    };
    let [only] = draft.entities.as_mut_slice() else {
        return;
    };
    if !only.fields.is_empty() || only.strength > Strength::Title {
        return;
    }
    let belongs = domain.entities.iter().any(|model| {
        model.name == only.name
            || domain::model(&only.name, Some(domain), true)
                .is_some_and(|found| found.name == model.name)
    });
    let sold = only.class == Some(Class::Thing)
        && ["Product", "Order"]
            .iter()
            .all(|name| domain.entities.iter().any(|model| model.name == *name));
    if !belongs && !sold && only.class.is_some() && !whole {
        return;
    }
    if let [model] = domain.entities.as_slice()
        && !(belongs || full)
    {
        only.fields = model.fields(setting);
        return;
    }
    if domain.entities.iter().all(|model| model.name != only.name) {
        draft.entities.clear();
        draft
            .features
            .iter_mut()
            .for_each(|asked| asked.entity = None);
    }
    for model in domain.entities.iter().filter(|model| !model.extra) {
        add_model(setting, draft, model);
    }
    relate_models(setting, draft, domain);
}

fn add_model(setting: Setting<'_>, draft: &mut Draft, model: &Model) {
    let (one, many) = model.labels(setting.language);
    let index = draft.add(Entity {
        name: model.name.clone(),
        one,
        many,
        class: None,
        strength: Strength::Mention,
        fields: Vec::new(),
    });
    if let Some(entity) = draft.entities.get_mut(index)
        && entity.fields.is_empty()
    {
        entity.fields = model.fields(setting);
    }
}

fn relate_models(setting: Setting<'_>, draft: &mut Draft, domain: &'static Domain) {
    for model in &domain.entities {
        for link in model.relations(setting.language) {
            let (Some(from), Some(to)) = (draft.find(&model.name), draft.find(&link.target)) else {
                continue;
            };
            draft.relate(Relation {
                from,
                to,
                kind: if link.many {
                    RelationKind::ManyToMany
                } else {
                    RelationKind::ManyToOne
                },
                name: Some((link.name, link.label)),
                required: link.required,
            });
        }
    }
}

/// Gives an entity the fields that nothing was said about.
fn complete(
    setting: Setting<'_>,
    draft: &mut Draft,
    index: usize,
    domain: Option<&'static Domain>,
) {
    let related: Vec<String> = draft
        .relations
        .iter()
        .filter(|r| r.from == index)
        .filter_map(|r| draft.entities.get(r.to).map(|to| to.name.to_lowercase()))
        .collect();
    let alone = draft.entities.len() == 1;
    let told = draft
        .entities
        .iter()
        .any(|it| it.strength == Strength::Described);
    let Some(entity) = draft.entities.get_mut(index) else {
        return;
    };
    if entity.fields.is_empty() {
        let local = matches!(entity.class, Some(Class::Place | Class::Organization));
        let model = domain::model(&entity.name, domain, !local);
        entity.fields = match model {
            Some(model) => model.fields(setting),
            None => usual::fields(setting, entity.class, alone),
        };
        entity
            .fields
            .retain(|field| !related.contains(&field.name.to_lowercase()));
        if told && model.is_some() && entity.class != Some(Class::Person) {
            entity
                .fields
                .retain(|field| field.required || field.kind != FieldType::String);
        }
        if model.is_some() {
            link_model(setting, draft, index, domain);
        }
    } else if draft.entities.len() > 1
        && !draft
            .relations
            .iter()
            .any(|r| r.from == index || r.to == index)
    {
        link_model(setting, draft, index, domain);
    }
    let leads = draft
        .relations
        .iter()
        .any(|r| r.from == index && r.kind == RelationKind::ManyToOne);
    if let Some(entity) = draft.entities.get_mut(index) {
        add_name(setting.language, entity, leads);
        require_display(entity);
    }
}

/// Relates an entity completed from a domain to the entities that the idea names too.
fn link_model(
    setting: Setting<'_>,
    draft: &mut Draft,
    index: usize,
    domain: Option<&'static Domain>,
) {
    let Some(entity) = draft.entities.get(index) else {
        return;
    };
    let Some(model) = domain::model(&entity.name, domain, true) else {
        return;
    };
    for link in model.relations(setting.language) {
        let Some(to) = draft.find(&link.target).filter(|to| *to != index) else {
            continue;
        };
        let related = draft
            .relations
            .iter()
            .any(|r| (r.from, r.to) == (index, to) || (r.to, r.from) == (index, to));
        if !related {
            draft.relate(Relation {
                from: index,
                to,
                kind: if link.many {
                    RelationKind::ManyToMany
                } else {
                    RelationKind::ManyToOne
                },
                name: None,
                required: false,
            });
        }
    }
}

/// Adds a name to a person or a thing that has nothing to be called by.
fn add_name(language: Language, entity: &mut Entity, leads: bool) {
    let dated = entity
        .fields
        .iter()
        .any(|field| matches!(field.kind, FieldType::Date | FieldType::Datetime));
    let named = entity.fields.iter().any(|field| {
        let last = name::split(&field.name).pop().unwrap_or_default();
        NAMES.contains(&field.name.as_str())
            || matches!(
                last.as_str(),
                "name"
                    | "title"
                    | "number"
                    | "headline"
                    | "company"
                    | "organization"
                    | "organisation"
            )
    });
    let common = [
        "category",
        "type",
        "status",
        "department",
        "unit",
        "room",
        "source",
        "method",
    ];
    let plain = entity.fields.iter().any(|field| {
        matches!(field.kind, FieldType::String) && !common.contains(&field.name.as_str())
    });
    let wanted = match entity.class {
        Some(Class::Person) => !named,
        Some(Class::Thing | Class::Organization | Class::Document | Class::Place) => {
            !(named || plain || dated && leads)
        }
        Some(Class::Event) | None => entity.fields.is_empty(),
    };
    if wanted && !entity.fields.iter().any(|field| field.name == "name") {
        let russian = if entity.class == Some(Class::Person) {
            "Имя"
        } else {
            "Название"
        };
        let field = labelled(language, "name", "Name", russian, FieldType::String);
        entity.fields.insert(0, field);
    }
}

fn require_display(entity: &mut Entity) {
    if let Some(at) = display(&entity.fields)
        && let Some(field) = entity.fields.get_mut(at)
    {
        field.required = true;
    }
}
