//! Reduces a spec to what a template can build and says what that leaves out.

use super::Template;
use super::view::unique;
use crate::spec::{Entity, Field, Language, OnDelete, Relation, RelationKind, Requirement, Spec};

/// Returns the entities as `template` can build them, and what had to be left out.
pub(super) fn fit(spec: &Spec, template: &Template) -> (Vec<Entity>, Vec<Requirement>) {
    let mut fitter = Fitter {
        template,
        language: spec.language,
        left_out: Vec::new(),
    };
    let mut entities = turned(spec);
    for entity in &mut entities {
        fitter.entity(entity);
    }
    (entities, fitter.left_out)
}

/// Returns the entities with every one-to-many relation written as the many-to-one that it is.
fn turned(spec: &Spec) -> Vec<Entity> {
    let mut entities = spec.entities.clone();
    for entity in &spec.entities {
        let (many, kept) = entity
            .relations
            .iter()
            .cloned()
            .partition::<Vec<_>, _>(|relation| relation.kind == RelationKind::OneToMany);
        if let Some(own) = entities.iter_mut().find(|own| own.name == entity.name) {
            own.relations
                .retain(|relation| relation.kind != RelationKind::OneToMany);
            debug_assert!(kept.iter().all(|relation| own.relations.contains(relation)));
        }
        for relation in many {
            let Some(target) = entities
                .iter_mut()
                .find(|target| target.name == relation.target)
            else {
                continue;
            };
            let declared = target
                .relations
                .iter()
                .any(|back| back.target == entity.name && back.kind == RelationKind::ManyToOne);
            if !declared {
                target.relations.push(back(entity, target, &relation));
            }
        }
    }
    entities
}

/// Returns the many-to-one relation that `relation` of `owner` is when seen from its target.
fn back(owner: &Entity, target: &Entity, relation: &Relation) -> Relation {
    let mut name = owner.name.clone();
    if let Some(first) = name.get_mut(0..1) {
        first.make_ascii_lowercase();
    }
    let taken = |name: &str| {
        target.fields.iter().any(|field| field.name == name)
            || target
                .relations
                .iter()
                .any(|relation| relation.name == name)
    };
    while taken(&name) {
        name.push_str("Of");
    }
    Relation {
        id: format!("{}-back", relation.id),
        name,
        label: owner.label.clone(),
        kind: RelationKind::ManyToOne,
        target: owner.name.clone(),
        required: relation.required,
        on_delete: relation.on_delete,
    }
}

struct Fitter<'a> {
    template: &'a Template,
    language: Language,
    left_out: Vec<Requirement>,
}

impl Fitter<'_> {
    fn entity(&mut self, entity: &mut Entity) {
        let label = entity.label.clone();
        for field in &mut entity.fields {
            let text = format!("{label}: {}", field.label);
            self.field(&text, field);
        }
        self.together(entity);
        let mut relations = std::mem::take(&mut entity.relations);
        relations.retain_mut(|relation| self.relation(&label, relation));
        entity.relations = relations;
    }

    fn field(&mut self, text: &str, field: &mut Field) {
        if field.pattern.is_some() && !self.builds("pattern") {
            field.pattern = None;
            self.leave_out(text, "pattern");
        } else if field.pattern.is_some() && !unique::has_example(field) {
            field.pattern = None;
            self.leave_out_for(text, self.impossible("pattern"));
        }
        if field.unique && !self.builds("unique") {
            field.unique = false;
            self.leave_out(text, "unique");
        } else if field.unique && !unique::can_be_unique(field) {
            field.unique = false;
            self.leave_out_for(text, self.impossible("unique"));
        }
    }

    /// Fits the sets of what must be unique together.
    fn together(&mut self, entity: &mut Entity) {
        for names in std::mem::take(&mut entity.unique_together) {
            let field = |field: &&Field| names.contains(&field.name);
            let mut fields = entity.fields.iter().filter(field);
            let mut relations = entity
                .relations
                .iter()
                .filter(|it| names.contains(&it.name));
            let many = relations
                .clone()
                .any(|it| it.kind == RelationKind::ManyToMany);
            let differs = relations.next().is_some() || fields.any(unique::can_be_unique);
            if !self.builds("unique_together") {
                self.leave_out(&entity.label, "unique_together");
            } else if many || !differs {
                self.leave_out_for(&entity.label, self.impossible("unique_together"));
            } else {
                entity.unique_together.push(names);
            }
        }
    }

    /// Fits one relation; returns whether it stays.
    fn relation(&mut self, label: &str, relation: &mut Relation) -> bool {
        if relation.required && relation.on_delete == OnDelete::SetNull {
            relation.on_delete = OnDelete::Restrict;
        }
        let text = format!("{label}: {}", relation.label);
        match relation.kind {
            RelationKind::OneToOne if !self.builds("one_to_one") => {
                relation.kind = RelationKind::ManyToOne;
                self.leave_out(&text, "one_to_one");
                true
            }
            RelationKind::ManyToMany if !self.builds("many_to_many") => {
                self.leave_out(&text, "many_to_many");
                false
            }
            RelationKind::ManyToOne | RelationKind::OneToOne | RelationKind::ManyToMany => true,
            RelationKind::OneToMany => false,
        }
    }

    fn builds(&self, rule: &str) -> bool {
        self.template.builds_rule(rule)
    }

    fn leave_out(&mut self, text: &str, what: &str) {
        self.leave_out_for(text, unbuildable(self.template, self.language, what));
    }

    fn leave_out_for(&mut self, text: &str, reason: String) {
        self.left_out.push(Requirement {
            text: text.to_owned(),
            covered: Some(false),
            reason: Some(reason),
            ..Requirement::default()
        });
    }

    /// Returns the reason for a rule that hardly any value can keep.
    fn impossible(&self, rule: &str) -> String {
        match self.language {
            Language::En => format!("there are too few values that could keep `{rule}`"),
            Language::Ru => format!("слишком мало значений, при которых соблюдается `{rule}`"),
        }
    }
}

/// Returns the reason for what a template has no files for.
pub(super) fn unbuildable(template: &Template, language: Language, what: &str) -> String {
    let template = template.name();
    match language {
        Language::En => format!("the {template} template can't build `{what}` yet"),
        Language::Ru => format!("шаблон {template} пока не умеет `{what}`"),
    }
}
