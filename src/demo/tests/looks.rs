//! What the records of three specs look like, and that the data files are whole.

use std::fmt::Write as _;

use include_dir::{Dir, include_dir};

use super::super::data::{self, Pool, Role};
use super::super::{Moment, words};
use super::*;
use crate::spec::Language;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/demo");

/// Writes rows as people would in a note: one line each, `-` for nothing.
fn shown(spec: &Spec, first: usize) -> String {
    let made = rows(spec);
    let mut text = String::new();
    for name in order(spec) {
        let entity = spec.entity(name).unwrap();
        let rows = &made[name];
        writeln!(text, "# {name} × {}", rows.len()).unwrap();
        for row in rows.iter().take(first) {
            let fields = entity.fields.iter().map(|field| &field.name);
            let held = entity.relations.iter().map(|relation| &relation.name);
            let cells = fields.chain(held).filter_map(|name| row.values.get(name));
            let cells: Vec<String> = cells.map(|value| cell(value, &made)).collect();
            writeln!(text, "{}", cells.join(" | ")).unwrap();
        }
    }
    text
}

fn cell(value: &Value, made: &BTreeMap<String, Vec<Row>>) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.replace('\n', " / "),
        Value::Moment(Moment::Day(day)) => format!("{day:+}"),
        Value::Moment(moment) => format!("{moment:?}"),
        Value::Row(id) => {
            let at = |rows: &Vec<Row>| rows.iter().position(|row| &row.id == id);
            made.iter()
                .find_map(|(name, rows)| Some(format!("→{name}{}", at(rows)?)))
                .unwrap()
        }
    }
}

/// Reads a spec from a short form: `Entity/Label: field type?, …, name -> Target`.
fn spec(language: Language, name: &str, lines: &str) -> Spec {
    let entities: Vec<serde_json::Value> = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (head, members) = line.split_once(": ").unwrap();
            let (name, label) = head.split_once('/').unwrap_or((head, head));
            let members: Vec<&str> = members.split(", ").collect();
            let (relations, own): (Vec<&str>, Vec<&str>) = members
                .into_iter()
                .partition(|member| member.contains(" -> "));
            serde_json::json!({
                "name": name, "label": label, "label_plural": label,
                "fields": own.into_iter().map(field).collect::<Vec<_>>(),
                "relations": relations.into_iter().map(link).collect::<Vec<_>>(),
            })
        })
        .collect();
    let spec = serde_json::json!({
        "format": 1, "name": name, "title": name, "language": language, "entities": entities,
    });
    serde_json::from_value(spec).unwrap()
}

fn field(member: &str) -> serde_json::Value {
    let mut words = member.split(' ');
    let name = words.next().unwrap();
    let kind = words.next().unwrap_or("string");
    let (kind, values) = kind.split_once('=').unwrap_or((kind, ""));
    let values: Vec<_> = values
        .split('/')
        .filter(|value| !value.is_empty())
        .map(|value| serde_json::json!({ "name": words::slug(value, '_'), "label": value }))
        .collect();
    let optional = kind.ends_with('?');
    let kind = kind.trim_end_matches('?');
    let mut field = serde_json::json!({
        "name": name, "label": name, "type": kind, "required": !optional && kind != "image",
        "values": values,
    });
    for rule in words {
        let (rule, value) = rule.split_once('=').unwrap_or((rule, "true"));
        field[rule] = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    }
    field
}

fn link(member: &str) -> serde_json::Value {
    let (name, target) = member.split_once(" -> ").unwrap();
    let mut words = target.split(' ');
    let target = words.next().unwrap();
    let kind = words.next().unwrap_or("many_to_one");
    let own = kind == "part";
    serde_json::json!({
        "name": name, "label": name, "target": target, "required": own,
        "kind": if own { "many_to_one" } else { kind },
        "on_delete": if own { "cascade" } else { "restrict" },
    })
}

const INVOICING: &str = "
        Client: name, email email, billingAddress text?
        Invoice: number string unique, issueDate date, dueDate date, \
            status enum=draft/sent/paid/overdue, client -> Client
        LineItem: description, quantity integer, unitPrice money currency=USD, \
            total money currency=USD, invoice -> Invoice part";
const LIBRARY: &str = "
        Loan: loanDate date, dueDate date, returned boolean, returnedAt date?, \
            book -> Book, member -> Member
        Book: title, isbn string?, yearPublished integer?, author -> Author
        Author: name, bio text?
        Member: name, email email unique, phone phone?";
const GARAGE: &str = "
        Client/Клиент: fullName, phone phone
        Car/Машина: brand, model, licensePlate string unique, year integer?, client -> Client
        WorkOrder/Заказ-наряд: receivedDate date, problemDescription text, \
            workCost money? currency=RUB, status enum=принят/готов/выдан, car -> Car part
        Thing/Штуковина: name, oddity string?";

#[expect(clippy::too_many_lines, reason = "the records themselves")]
#[test]
fn records_of_three_apps_look_real() {
    let shown = [
        shown(&spec(Language::En, "invoicing", INVOICING), 4),
        shown(&spec(Language::En, "library", LIBRARY), 4),
        shown(&spec(Language::Ru, "garage", GARAGE), 4),
    ];
    insta::assert_snapshot!(shown.join("\n"), @r"
    # Client × 8
    Lumen Lighting | lumen-lighting@example.com | 19 Orchard Rd, Burlington, VT 05401
    Oakridge Builders | oakridge-builders@example.com | 764 Pine St, Seattle, WA 98101
    Silverline Logistics | silverline-logistics@example.com | 3301 Walnut St, Boulder, CO 80301
    Greenfield Organics | greenfield-organics@example.com | 56 Church St, Charleston, SC 29401
    # Invoice × 12
    INV-1001 | -147 | -133 | draft | →Client2
    INV-1002 | -129 | -115 | sent | →Client3
    INV-1003 | -109 | -102 | paid | →Client4
    INV-1004 | -93 | -63 | overdue | →Client5
    # LineItem × 28
    Logo design | 1 | 85000 | 85000 | →Invoice0
    Website layout, per page | 6 | 18000 | 108000 | →Invoice0
    Consulting, hours | 4 | 9500 | 38000 | →Invoice0
    Business cards, set of 200 | 2 | 6400 | 12800 | →Invoice1

    # Author × 8
    Jane Austen | English novelist known for her sharp portraits of country society.
    H. G. Wells | Wrote some of the first and best-known science fiction novels.
    Henry David Thoreau | Essayist and naturalist from Concord, Massachusetts.
    Mary Shelley | Began Frankenstein at the age of eighteen.
    # Book × 12
    Pride and Prejudice | 978-0-00-100011-1 | - | →Author0
    The Time Machine | 978-0-00-100012-8 | 1895 | →Author1
    Walden | - | 1854 | →Author2
    Frankenstein | 978-0-00-100014-2 | 1818 | →Author3
    # Member × 8
    Ruth Dawson | ruth.dawson@example.com | +1 312-555-0133
    Peter Moreau | peter.moreau@example.com | +1 503-555-0120
    Priya Barrett | priya.barrett@example.com | +1 503-555-0196
    Ethan Vance | ethan.vance@example.com | +1 617-555-0136
    # Loan × 12
    -148 | -127 | false | - | →Book4 | →Member6
    -129 | -122 | true | -126 | →Book5 | →Member7
    -111 | -90 | false | - | →Book6 | →Member0
    -93 | -86 | true | -88 | →Book7 | →Member1

    # Client × 8
    Сафина Дарья Николаевна | +7 900 008-68-42
    Новиков Егор Олегович | +7 900 007-16-21
    Павлова Ксения Александровна | +7 900 002-98-24
    Михайлов Роман Игоревич | +7 900 007-48-21
    # Car × 12
    Lada | Vesta | А214ВК77 | 2020 | →Client2
    Kia | Rio | К503МО716 | 2018 | →Client3
    Hyundai | Solaris | Е871ТУ163 | - | →Client4
    Toyota | Camry | О045НР199 | 2021 | →Client5
    # WorkOrder × 25
    -148 | Скрип при торможении, износ колодок | 540000 | prinyat | →Car0
    -71 | Замена масла и фильтров | 420000 | gotov | →Car0
    -21 | Горит Check Engine, неровный холостой ход | - | vydan | →Car0
    -139 | Стук спереди на неровностях | 1150000 | vydan | →Car1
    # Thing × 12
    Штуковина «Север» | Лёгкий вариант
    Штуковина «Юг» | Оригинал
    Штуковина «Центр» | Без особенностей
    Штуковина «Восток» | -
    ");
}

#[test]
fn every_record_is_whole() {
    for language in [Language::En, Language::Ru] {
        let folder = FILES.get_dir(language.code()).unwrap();
        for file in folder.files() {
            let name = file.path().file_stem().unwrap().to_str().unwrap();
            if matches!(name, "values" | "remarks") {
                continue;
            }
            let pool: Pool = toml::from_str(file.contents_utf8().unwrap()).unwrap();
            let most = pool.rows.len();
            let group = matches!(name, "category" | "contactgroup");
            assert!(
                most >= if group { 8 } else { 12 },
                "{language:?} {name}: {most}"
            );
            assert!(
                data::kinds().all.iter().any(|kind| kind.id == name),
                "{name}"
            );
            for row in &pool.rows {
                assert_eq!(row.len(), pool.columns.len(), "{name}: {row:?}");
            }
            for (at, column) in pool.columns.iter().enumerate() {
                column_is_whole(name, column, at, &pool);
            }
        }
    }
}

/// All cells of a column are of one sort and of a sane length.
fn column_is_whole(name: &str, column: &str, at: usize, pool: &Pool) {
    let texts = pool.rows.iter().filter(|row| row[at].is_str()).count();
    assert!(
        texts == 0 || texts == pool.rows.len(),
        "{name}.{column} is mixed"
    );
    for row in &pool.rows {
        let text = row[at].as_str().unwrap_or("1");
        let most = if at == 0 { 80 } else { 400 };
        let length = text.chars().count();
        assert!((1..=most).contains(&length), "{name}.{column}: {text}");
        assert_eq!(
            text.lines()
                .map(words::clean)
                .collect::<Vec<_>>()
                .join("\n"),
            text
        );
    }
}

#[test]
fn both_languages_know_the_same() {
    let names = |code: &str| -> BTreeSet<String> {
        let files = FILES.get_dir(code).unwrap().files();
        files
            .map(|file| {
                file.path()
                    .file_name()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(names("en"), names("ru"));
    for kind in &data::kinds().all {
        let [en, ru] = [Language::En, Language::Ru].map(|language| data::pool(language, kind));
        assert_eq!(en.columns, ru.columns, "{}", kind.id);
        let made = matches!(kind.role, Role::Person | Role::Company) || kind.id == "order";
        assert!(made || !en.rows.is_empty(), "{} has no records", kind.id);
    }
    let [en, ru] = [Language::En, Language::Ru].map(data::values);
    assert!(en.pools.keys().eq(ru.pools.keys()));
    assert!(en.codes.keys().eq(ru.codes.keys()));
}

#[test]
fn names_of_fields_are_singular_and_mean_one_thing() {
    let meanings = FILES
        .get_file("meanings.toml")
        .unwrap()
        .contents_utf8()
        .unwrap();
    let meanings: BTreeMap<String, BTreeMap<String, toml::Value>> =
        toml::from_str(meanings).unwrap();
    for (section, meanings) in meanings {
        let mut seen = BTreeMap::new();
        for (meaning, value) in meanings {
            let listed = value.get("words").unwrap_or(&value).as_str().unwrap();
            for word in listed.split_whitespace() {
                assert_eq!(words::split(word).concat(), word, "[{section}] {meaning}");
                let before = seen.insert(word.to_owned(), meaning.clone());
                assert_eq!(before, None, "[{section}] {word} is also {meaning}");
            }
        }
    }
    let kinds = data::kinds();
    let lists = kinds.all.iter().flat_map(|kind| {
        [&kind.names, &kind.needs, &kind.with, &kind.marks]
            .into_iter()
            .chain(kind.columns.values())
    });
    for word in lists
        .chain(kinds.columns.values())
        .flat_map(|list| list.split_whitespace())
    {
        assert_eq!(words::split(word).concat(), word);
    }
}

#[test]
fn hostile_labels_become_plain_names() {
    let mut spec = spec(Language::En, "odd", "Zzz: name, other string?");
    for label in ["a\"b\n'c'\u{202e}", "🦀🦀", "<b>&amp;</b>", "\u{7}"] {
        label.clone_into(&mut spec.entities[0].label);
        let made = rows(&spec);
        assert_eq!(faults(&spec, &made), Vec::<String>::new(), "{label:?}");
    }
}
