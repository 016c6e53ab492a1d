//! Whole ideas: tables of what comes out, and properties that hold for any text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Error, MAX_CHARACTERS, analyse, assess};
use crate::idea::Idea;
use crate::spec::check::check;
use crate::spec::{FeatureKind, FieldType, Language, Spec};

fn buildable() -> BTreeSet<FeatureKind> {
    use FeatureKind as F;
    [F::Search, F::Filter, F::Sort, F::Pagination].into()
}

fn spec(text: &str) -> Spec {
    analyse(&Idea::new(text), &buildable()).expect("an idea with words gives a spec")
}

/// Writes a spec in short: entities with fields and relations, features, what is not covered.
fn summary(text: &str) -> String {
    let spec = spec(text);
    let mut out = format!("{} | {}\n", spec.name, spec.title);
    for entity in &spec.entities {
        write!(
            out,
            "{} ({}/{}):",
            entity.name, entity.label, entity.label_plural
        )
        .unwrap();
        for field in &entity.fields {
            write!(out, " {}:{}", field.name, field.kind.name()).unwrap();
            if field.kind == FieldType::Enum {
                let values: Vec<&str> = field.values.iter().map(|v| v.name.as_str()).collect();
                write!(out, "({})", values.join("|")).unwrap();
            }
            if let Some(unit) = &field.unit {
                write!(out, "[{unit}]").unwrap();
            }
            for limit in [field.min, field.max].into_iter().flatten() {
                write!(out, "<{limit}>").unwrap();
            }
            out.push_str(if field.unique { "!" } else { "" });
        }
        for relation in &entity.relations {
            write!(out, " {}->{}", relation.name, relation.target).unwrap();
            if relation.kind == crate::spec::RelationKind::ManyToMany {
                out.push('*');
            }
        }
        out.push('\n');
    }
    for feature in &spec.features {
        writeln!(out, "+ {}", feature.kind.name()).unwrap();
    }
    for requirement in spec.uncovered() {
        writeln!(out, "- {}", requirement.text).unwrap();
    }
    out
}

#[test]
fn an_english_list_becomes_fields() {
    insta::assert_snapshot!(
        summary("Beekeeping log: hive number, inspection date, queen seen or not, honey yield in kg, temperament (calm, nervous, aggressive) and notes"),
        @r"
        beekeeping-log | Beekeeping log
        Hive (Hive/Hives): hiveNumber:string inspectionDate:date queenSeen:boolean honeyYield:decimal[kg] temperament:enum(calm|nervous|aggressive) notes:text
        "
    );
}

#[test]
fn english_sentences_become_entities_and_relations() {
    insta::assert_snapshot!(
        summary("Parking lot management app. Spots have a number, level and type (car, motorcycle, disabled). A vehicle has a unique license plate, make and owner name. A parking session links a vehicle and a spot with entry time, exit time and fee. Send drivers an SMS when the time is up."),
        @r"
        parking-lot-management-app | Parking lot management app
        Spot (Spot/Spots): number:string level:string type:enum(car|motorcycle|disabled)
        Vehicle (Vehicle/Vehicles): licensePlate:string! make:string ownerName:string
        ParkingSession (Parking session/Parking sessions): entryTime:datetime exitTime:datetime fee:money vehicle->Vehicle spot->Spot
        - Send drivers an SMS when the time is up
        "
    );
}

#[test]
fn russian_lists_become_entities_and_relations() {
    insta::assert_snapshot!(
        summary("Прокат велосипедов: велосипеды с номером, моделью, размером рамы и ценой за час; клиенты с именем, телефоном и паспортом; аренды: велосипед, клиент, начало, конец, сумма, залог возвращён. Нужен экспорт в Excel, вход не нужен."),
        @r"
        bicycle-rental | Прокат велосипедов
        Bicycle (Велосипед/Велосипеды): number:string model:string frameSize:string pricePerHour:money
        Client (Клиент/Клиенты): name:string phone:phone passport:string
        Rental (Аренда/Аренды): start:datetime end:datetime amount:money depositReturned:boolean bicycle->Bicycle client->Client
        + export_csv
        - Нужен экспорт в Excel
        "
    );
}

#[test]
fn russian_sentences_become_relations() {
    insta::assert_snapshot!(
        summary("Веду кружок робототехники. Дети: имя, возраст, телефон мамы. Занятия: дата, тема, кто был. Оплаты: ребёнок, сумма, месяц, оплачено. У занятия может быть несколько заданий."),
        @r"
        child-tracker | Кружок
        Child (Ребёнок/Дети): name:string age:integer motherPhone:phone
        Lesson (Занятие/Занятия): date:date topic:string children->Child*
        Payment (Оплата/Оплаты): amount:money month:date paid:boolean child->Child
        Assignment (Задание/Задания): name:string date:date notes:text lesson->Lesson
        "
    );
}

#[test]
fn a_terse_idea_takes_its_domain() {
    insta::assert_snapshot!(summary("a help desk"), @r"
        help-desk | Help desk
        Ticket (Ticket/Tickets): subject:string description:text priority:enum(low|normal|high) status:enum(open|in_progress|resolved|closed) openedOn:date customer->Customer agent->Agent
        Customer (Customer/Customers): name:string email:email phone:phone
        Agent (Agent/Agents): name:string email:email
        ");
    insta::assert_snapshot!(summary("учёт машин"), @r"
        car-tracker | Учёт машин
        Car (Машина/Машины): brand:string model:string year:integer plateNumber:string mileage:integer[км]
        ServiceRecord (Обслуживание/Обслуживание): date:date description:text mileage:integer[км] cost:money car->Car
        ");
}

#[test]
fn a_short_idea_takes_the_domain_that_knows_most_of_its_words() {
    let entities = |idea: &str| {
        let spec = spec(idea);
        assert_eq!(spec.uncovered().count(), 0, "{idea}");
        let names = spec.entities.iter().map(|it| it.name.as_str());
        names.collect::<Vec<_>>().join(" ")
    };
    for (idea, expected) in [
        ("barbershop booking", "Client Service Appointment"),
        ("restaurant reservations", "Reservation Table"),
        ("wine shop", "Product Customer Order"),
        ("print shop", "Order Client"),
        ("student grades", "Grade Student"),
        ("packing list", "Item"),
        ("магазин велосипедов", "Product Customer Order"),
        ("учёт заказов ателье", "Order Client"),
        ("аренда авто", "Rental Car Client"),
        ("дневник сна", "SleepEntry"),
    ] {
        assert_eq!(entities(idea), expected, "{idea}");
    }
}

#[test]
fn an_unknown_noun_is_an_entity_with_usual_fields() {
    insta::assert_snapshot!(summary("blorp manager"), @r"
        blorp-manager | Blorp manager
        Blorp (Blorp/Blorps): name:string category:string date:date notes:text
        ");
}

#[test]
fn what_is_not_wanted_is_not_made() {
    let spec = spec("Recipes: title, minutes, photo. No login needed, I don't need dashboards");
    assert!(spec.features.is_empty());
    assert_eq!(spec.uncovered().count(), 0);
}

#[test]
fn the_interface_language_can_be_chosen() {
    let mut idea = Idea::new("todo app");
    idea.language = Some(Language::Ru);
    let spec = analyse(&idea, &buildable()).unwrap();
    assert_eq!(spec.language, Language::Ru);
}

#[test]
fn refuses_what_is_no_idea() {
    let refuse = |text: &str| analyse(&Idea::new(text), &buildable()).unwrap_err();
    assert_eq!(refuse(" \n"), Error::Empty);
    assert_eq!(refuse("🌱🌱 !!! — 12"), Error::NoWord);
    let long = "a ".repeat(MAX_CHARACTERS / 2 + 1);
    assert_eq!(
        refuse(&long),
        Error::TooLong {
            characters: MAX_CHARACTERS + 2
        }
    );
}

#[test]
fn requirements_from_a_file_are_assessed_anew() {
    let mut spec = spec("Notes: title, text. Dark mode. Send me an SMS every day. Search by title");
    let before = spec.requirements.clone();
    for requirement in &mut spec.requirements {
        requirement.covered = None;
        requirement.by = None;
        requirement.reason = None;
        requirement.feature = None;
    }
    assess(&mut spec, &buildable());
    let covered = |spec: &[crate::spec::Requirement]| -> Vec<Option<bool>> {
        spec.iter().map(|requirement| requirement.covered).collect()
    };
    assert_eq!(covered(&spec.requirements), covered(&before));
}

/// Writes the features of an idea's spec as `kind Entity.field`.
fn features(text: &str) -> Vec<String> {
    let place = |feature: &crate::spec::Feature| {
        let mut place = feature.kind.name().to_owned();
        for (joint, name) in [(" ", &feature.entity), (".", &feature.field)] {
            if let Some(name) = name {
                place.push_str(joint);
                place.push_str(name);
            }
        }
        place
    };
    spec(text).features.iter().map(place).collect()
}

#[test]
fn features_know_their_entity_and_field() {
    assert_eq!(
        features(
            "Projects with a name. Issues with title, status (open, done) and priority; each issue belongs to a project. Kanban board grouped by priority and comments on issues"
        ),
        ["board Issue.priority", "comments Issue"]
    );
    assert_eq!(
        features(
            "Patients: name, birth date. Visits: patient, date and time, reason. Show visits on a calendar"
        ),
        ["calendar Visit.dateTime"]
    );
    assert_eq!(
        features("Notes with title and text; users see only their own notes"),
        ["ownership Note", "auth"]
    );
    assert_eq!(
        features(
            "Задачи: название, срок, статус (новая, готова). Канбан-доска по статусам. Комментарии к задачам. Показать задачи в календаре"
        ),
        [
            "board Task.status",
            "comments Task",
            "calendar Task.dueDate"
        ]
    );
}

#[test]
fn a_heading_may_add_features() {
    let boxed = spec("Recipe box with a photo gallery and login: title, photo, cooking time");
    let entities: Vec<&str> = boxed.entities.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(entities, ["Recipe"]);
    assert_eq!(
        features("Recipe box with a photo gallery and login: title, photo, cooking time"),
        ["gallery Recipe.photo", "auth"]
    );
    assert_eq!(
        features("Учёт расходов с графиками по месяцам: сумма, категория, дата"),
        ["dashboard"]
    );
}

#[test]
fn a_board_is_of_what_belongs_to_something() {
    let english = "Projects have many tickets. A ticket has a title and a status (open, done). Kanban board by status";
    assert_eq!(features(english), ["board Ticket.status"]);
    let russian = "Канбан-доска отдела. Проекты и задачи. Задача: название, статус (новая, готова)";
    assert_eq!(features(russian), ["board Task.status"]);
}

#[test]
fn a_view_gets_the_field_that_it_needs() {
    let spec = spec("Chores: name, who does it. Kanban board. Gallery view");
    let fields: Vec<&str> = spec.entities[0]
        .fields
        .iter()
        .map(|f| f.name.as_str())
        .collect();
    assert!(
        fields.contains(&"status") && fields.contains(&"photo"),
        "{fields:?}"
    );
    assert!(check(&spec).is_empty());
}

const SAMPLES: [&str; 6] = [
    "Library: books (title, ISBN, year), authors, and loans. A book can have several authors and an author writes many books. Member e-mail must be unique, rating 1-10, priority low/normal/high",
    "gym log - date, exercise, sets, reps, weight in kg (optional). no login needed; each set with a note",
    "Автосервис. Нужны клиенты (ФИО, телефон), их машины — марка, модель — и заказ-наряды: дата приёма, статус (принят, готов). У клиента может быть несколько машин",
    "посадки: что посадили, на какой грядке, когда собрали, сколько кг урожая, от 1 до 5; и сотрудники с отделом и почтой",
    "Tasks:\n- title\n- status: open, done\n- due date\n\nProjects:\n* name, such as home or work",
    "For every application: company, link to the vacancy, stage (a, b). Kanban, dark mode, comments & CSV; файлы, чат",
];

/// Checks what holds for the spec of any text.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let idea = Idea::new(text);
    let Ok(spec) = analyse(&idea, &buildable()) else {
        return Ok(());
    };
    let problems = check(&spec);
    prop_assert!(problems.is_empty(), "{problems:?}");
    for requirement in &spec.requirements {
        prop_assert!(text.contains(&requirement.text), "{}", requirement.text);
    }
    prop_assert_eq!(analyse(&idea, &buildable()), Ok(spec));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_gives_a_valid_spec_or_an_error(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_words_give_a_valid_spec(words in prop::collection::vec(
        prop::sample::select(SAMPLES.iter().flat_map(|text| text.split(' ')).collect::<Vec<_>>()), 1..40,
    )) {
        holds(&words.join(" "))?;
    }

    #[test]
    fn a_mutated_idea_gives_a_valid_spec(
        sample in prop::sample::select(SAMPLES.to_vec()),
        cut in any::<prop::sample::Index>(),
        insert in "[ ,;:()—а-яa-z0-9/]{0,6}",
    ) {
        let at = cut.index(sample.chars().count());
        let mut text: String = sample.chars().take(at).collect();
        text.push_str(&insert);
        text.extend(sample.chars().skip(at + 1));
        holds(&text)?;
    }
}

mod phrasing;
