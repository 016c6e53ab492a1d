//! Whether a spec has something to show for a phrase: the words of the phrase among those of its
//! entities, fields, values, relations and rules.

use super::telling::{has, tells, words};
use crate::spec::{Entity, Field, Number, Spec};

/// One of so many words is half of them.
const HALF: usize = 2;

/// The words of everything that a spec holds.
#[derive(Clone, Debug)]
pub struct Shown(Vec<String>);

impl Shown {
    /// Collects the words of a spec.
    pub fn of(spec: &Spec) -> Self {
        let mut texts = Vec::new();
        for entity in &spec.entities {
            let Entity {
                name,
                label,
                label_plural,
                ..
            } = entity;
            texts.extend([name, label, label_plural].map(Clone::clone));
            for field in &entity.fields {
                texts.extend(of_field(field));
            }
            for relation in &entity.relations {
                texts.extend([&relation.name, &relation.label].map(Clone::clone));
            }
        }
        Self(texts.iter().flat_map(|text| words(text)).collect())
    }

    /// Returns whether a word is shown.
    pub fn has(&self, word: &str) -> bool {
        has(&self.0, word)
    }

    /// Returns whether more than half of what a phrase tells is shown.
    pub fn has_most_of(&self, phrase: &str) -> bool {
        let telling = telling(phrase);
        self.count(&telling) * HALF > telling.len()
    }

    /// Returns whether at least half of what another spec shows of a phrase is shown.
    pub fn keeps_half_of(&self, phrase: &str, other: &Self) -> bool {
        let mut telling = telling(phrase);
        telling.retain(|word| other.has(word));
        self.count(&telling) * HALF >= telling.len()
    }

    fn count(&self, telling: &[String]) -> usize {
        telling.iter().filter(|word| self.has(word)).count()
    }
}

/// Returns the words of a phrase that tell something.
fn telling(phrase: &str) -> Vec<String> {
    let mut telling = words(phrase);
    telling.retain(|word| tells(word));
    telling
}

/// Returns what a field shows: its names, its rules and its values.
fn of_field(field: &Field) -> Vec<String> {
    let mut texts = vec![field.name.clone(), field.label.clone()];
    texts.extend(field.values.iter().map(|value| value.label.clone()));
    texts.extend(field.unit.clone());
    texts.extend(field.currency.clone());
    texts.extend(field.unique.then(|| "unique".to_owned()));
    texts.extend(field.required.then(|| "required".to_owned()));
    let limits = [field.min, field.max].into_iter().flatten();
    let lengths = [field.min_length, field.max_length].into_iter().flatten();
    let lengths = lengths.filter_map(|length| Number::new(f64::from(length)));
    texts.extend(limits.chain(lengths).map(|number| number.to_string()));
    texts
}
