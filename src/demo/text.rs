//! Texts of a record: names, addresses, codes, and what the label gives when nothing is known.

use crate::spec::{FieldType, Language};

use super::cast::Cast;
use super::data::{self, Role};
use super::moment;
use super::person::{self, Person};
use super::seed;
use super::source::{Part, Source};
use super::words;

/// Colours that are told apart and look well.
const COLORS: [&str; 12] = [
    "#2563eb", "#16a34a", "#f59e0b", "#dc2626", "#7c3aed", "#0891b2", "#db2777", "#65a30d",
    "#ea580c", "#4f46e5", "#0d9488", "#64748b",
];

/// How many people of a staff share the work.
const STAFF: usize = 5;

/// The record that texts are for.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub cast: &'a Cast<'a>,
    pub language: Language,
    pub index: usize,
    /// The number of the record in the pool.
    pub record: Option<usize>,
    /// What differs between entities.
    pub seed: u64,
    pub person: Person,
    /// What the record is called, once it is known.
    pub title: String,
    /// The day that the record begins.
    pub day: i64,
}

impl Line<'_> {
    /// Returns what a column says.
    pub(super) fn cell(&self, column: usize) -> Option<&toml::Value> {
        self.cast.pool.cell(self.record?, column)
    }

    /// Returns a draft of the text of `part`, before its rules.
    pub(super) fn draft(&self, part: &Part<'_>) -> String {
        match part.field.kind {
            FieldType::Email => self.email(part),
            FieldType::Phone => person::phone(self.language, seed::row(part.seed, self.index)),
            FieldType::Url => self.url(part),
            FieldType::Color => self.color(part),
            FieldType::String
            | FieldType::Text
            | FieldType::Integer
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Time
            | FieldType::Image
            | FieldType::Enum => self.words(part),
        }
    }

    fn words(&self, part: &Part<'_>) -> String {
        match &part.source {
            Source::Column(column) => self.cell(*column).map(shown).unwrap_or_default(),
            Source::Meaning(meaning) => self.meaning(meaning, part),
            Source::Person => self.somebody(part),
            Source::Company => self.pooled("company", part).unwrap_or_default(),
            Source::Borrowed(texts) => seed::cycle(texts, self.index + part.twin * 5)
                .cloned()
                .unwrap_or_default(),
            Source::Number => String::new(),
            Source::Title => self.made_title(),
            Source::Any if part.field.kind == FieldType::Text => {
                self.pooled("sentence", part).unwrap_or_default()
            }
            Source::Any => self.pooled("short", part).unwrap_or_default(),
        }
    }

    fn somebody(&self, part: &Part<'_>) -> String {
        let person = match part.twin {
            0 => self.person.clone(),
            twin => self.other(twin, self.index),
        };
        let formal =
            part.field.label.to_uppercase().contains("ФИО") || part.is_called("fullname fio");
        if formal { person.full() } else { person.name() }
    }

    /// Returns somebody else than the record's own person.
    fn other(&self, twin: usize, index: usize) -> Person {
        Person::new(
            self.language,
            211 + seed::below(self.seed, 97) + twin * 37 + index,
        )
    }

    fn meaning(&self, meaning: &str, part: &Part<'_>) -> String {
        match meaning {
            "person" => self.somebody(part),
            "staff" => {
                let index = seed::below(seed::row(part.seed, self.index), STAFF);
                self.other(part.twin, index).name()
            }
            "first" => self.person.first.clone(),
            "middle" => self.person.middle.clone(),
            "last" => self.person.last.clone(),
            "email" => self.email(part),
            "phone" => person::phone(self.language, seed::row(part.seed, self.index)),
            "url" => self.url(part),
            "slug" => words::slug(&self.title, '-'),
            "month" => self.month(),
            "code" => self.code(),
            "small" => (self.index * 7 % 40 + 1).to_string(),
            meaning => self
                .pooled(meaning, part)
                .or_else(|| {
                    let code = data::values(self.language).codes.get(meaning)?;
                    Some(self.expanded(code, part.seed))
                })
                .unwrap_or_default(),
        }
    }

    /// Returns a text of a list; rows take from the same place of every list.
    fn pooled(&self, pool: &str, part: &Part<'_>) -> Option<String> {
        let pools = &data::values(self.language).pools;
        let own = words::split(&self.cast.entity.name).pop();
        let own = own.and_then(|word| pools.get(&format!("{}_{pool}", synonym(&word))));
        let texts = own.or_else(|| pools.get(pool))?;
        let start = seed::below(self.seed, texts.len());
        seed::cycle(texts, start + self.index + part.twin * 5).cloned()
    }

    fn email(&self, part: &Part<'_>) -> String {
        let mailbox = match self.cast.role() {
            Role::Company => words::slug(bare(&self.title), '-'),
            Role::Person if !self.cast.pool.rows.is_empty() => words::slug(&self.title, '.'),
            Role::Person | Role::Thing | Role::Group | Role::Line if part.twin == 0 => {
                self.person.mailbox()
            }
            Role::Person | Role::Thing | Role::Group | Role::Line => {
                self.other(part.twin, self.index).mailbox()
            }
        };
        let mailbox = if mailbox.is_empty() {
            "contact"
        } else {
            &mailbox
        };
        format!("{mailbox}@example.com")
    }

    fn url(&self, part: &Part<'_>) -> String {
        let slug = match words::slug(bare(&words::cut(&self.title, 40)), '-') {
            slug if slug.is_empty() => (self.index + 1).to_string(),
            slug => slug,
        };
        let word = part.readings.first().and_then(|words| words.first());
        match word.map(String::as_str) {
            Some("website" | "site" | "homepage" | "web") => format!("https://{slug}.example.com"),
            Some("url" | "link" | "href") | None => {
                let kind = words::slug(&words::split(&self.cast.entity.name).join(" "), '-');
                format!("https://example.com/{kind}/{slug}")
            }
            Some(word) => format!("https://example.com/{}/{slug}", words::slug(word, '-')),
        }
    }

    fn color(&self, part: &Part<'_>) -> String {
        let start = seed::below(part.seed, COLORS.len());
        let color = seed::cycle(&COLORS, start + self.index).copied();
        color.unwrap_or("#2563eb").to_owned()
    }

    fn month(&self) -> String {
        let (year, month, _) = moment::calendar(self.day);
        let months = data::values(self.language).pools.get("monthname");
        let name = months.and_then(|months| months.get(usize::try_from(month - 1).ok()?));
        name.map_or_else(
            || format!("{year}-{month:02}"),
            |name| format!("{name} {year}"),
        )
    }

    /// Returns the number of a document or a thing, such as `INV-2026-014`.
    fn code(&self) -> String {
        let kind = self.cast.kind;
        if let Some(code) = kind.and_then(|kind| kind.code.get(self.language.code())) {
            return self.expanded(code, self.seed);
        }
        let letters = match self.language {
            Language::En => self.cast.entity.name.to_uppercase(),
            Language::Ru => plain(&self.cast.entity.label).to_uppercase(),
        };
        let prefix: String = letters
            .chars()
            .filter(|c| c.is_alphabetic())
            .take(3)
            .collect();
        format!("{prefix}-{:03}", self.index + 1)
    }

    fn expanded(&self, code: &str, seed: u64) -> String {
        const LATIN: [char; 12] = ['A', 'B', 'C', 'D', 'E', 'F', 'H', 'K', 'M', 'P', 'R', 'T'];
        const PLATE: [char; 12] = ['А', 'В', 'Е', 'К', 'М', 'Н', 'О', 'Р', 'С', 'Т', 'У', 'Х'];
        let code = code.replace("{n}", &format!("{:03}", self.index + 1));
        let row = seed::row(seed, self.index);
        let place = |(at, c): (usize, char)| {
            let chance = seed::row(row, at);
            match c {
                '#' => char::from_digit(u32::try_from(chance % 10).unwrap_or_default(), 10),
                '?' => seed::cycle(&LATIN, seed::below(chance, LATIN.len())).copied(),
                '%' => seed::cycle(&PLATE, seed::below(chance, PLATE.len())).copied(),
                c => Some(c),
            }
        };
        code.chars().enumerate().filter_map(place).collect()
    }

    /// Returns a name for a thing of which nothing but its label is known.
    fn made_title(&self) -> String {
        let label = plain(&self.cast.entity.label);
        let label = if label.is_empty() {
            self.cast.entity.name.clone()
        } else {
            label
        };
        let names = data::values(self.language).pools.get("epithet");
        let Some(epithet) = names.and_then(|names| seed::cycle(names, self.index)) else {
            return format!("{label} {}", self.index + 1);
        };
        match self.language {
            Language::En => format!("{epithet} {}", uncapital(&label)),
            Language::Ru => format!("{} «{epithet}»", words::capital(&label)),
        }
    }
}

/// Returns a firm's name without what sort of firm it is.
fn bare(name: &str) -> &str {
    let forms = ["ООО ", "АО ", "ИП ", "ПАО ", "ЗАО "];
    let found = forms.iter().find_map(|form| name.strip_prefix(form));
    found.unwrap_or(name)
}

/// Returns the word that lists for some kinds of people go by.
fn synonym(word: &str) -> &str {
    match word {
        "coach" | "instructor" => "trainer",
        "physician" | "specialist" => "doctor",
        "builder" | "contractor" | "craftsman" => "worker",
        "stylist" | "hairdresser" | "barber" => "master",
        "athlete" | "footballer" => "player",
        word => word,
    }
}

/// Returns a label as one line of ordinary letters, signs and spaces.
fn plain(label: &str) -> String {
    let ordinary = |c: &char| u32::from(*c) < 0x2190 || ('\u{3040}'..='\u{d7a3}').contains(c);
    let short: String = words::clean(label).chars().filter(ordinary).collect();
    words::cut(&words::clean(&short), 60)
}

/// Returns `text` with a small first letter, unless it starts with an abbreviation.
fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Returns a cell as text: the first of its alternatives.
pub(super) fn shown(cell: &toml::Value) -> String {
    match cell {
        toml::Value::String(text) => text.split('|').next().unwrap_or_default().to_owned(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_)
        | toml::Value::Table(_) => String::new(),
    }
}

/// Returns a cell with all its alternatives.
pub(super) fn all(cell: &toml::Value) -> String {
    cell.as_str().map_or_else(|| shown(cell), str::to_owned)
}
