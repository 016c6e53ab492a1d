//! What a model's spec may and may not do to what the idea says.

use serde_json::{Value, json};

use super::*;

const BOOKS: &str = "Track books: title (required, unique), pages from 1 to 2000, price up to 50, \
                     author. Send sms reminders to readers. Every loan has a book and a reader.";

fn template() -> Template {
    Template::embedded("react").unwrap()
}

fn drafted(idea: &str) -> Spec {
    builtin::analyse(&Idea::new(idea), template().features()).unwrap()
}

/// Returns what a model answers that changes a draft.
fn changed(draft: &Spec, change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::to_value(draft).unwrap();
    change(&mut value);
    value.to_string()
}

/// Reads an answer to an idea as the stage does.
fn answered(idea: &str, change: impl FnOnce(&mut Value)) -> Result<Spec, String> {
    let draft = drafted(idea);
    let idea = Idea::new(idea);
    let schema = Schema::new(schema()).unwrap();
    let answer = prompt::analysis(&idea.text, &draft, schema, &template()).answer;
    read(&changed(&draft, change), &answer, &draft)
        .and_then(|spec| usable(spec, &idea, &draft, &template()))
}

fn complaint(idea: &str, change: impl FnOnce(&mut Value)) -> String {
    answered(idea, change).unwrap_err()
}

/// Finds what bears a name in a list.
fn named<'v>(list: &'v mut Value, name: &str) -> &'v mut Value {
    let mut items = list.as_array_mut().unwrap().iter_mut();
    items.find(|it| it["name"] == name).unwrap()
}

fn field<'v>(spec: &'v mut Value, entity: &str, field: &str) -> &'v mut Value {
    named(&mut named(&mut spec["entities"], entity)["fields"], field)
}

fn drop_key(value: &mut Value, key: &str) {
    value.as_object_mut().unwrap().shift_remove(key).unwrap();
}

#[test]
fn a_draft_that_is_given_back_is_kept_as_it_was() {
    for idea in [
        BOOKS,
        "vet clinic: owners, pets, visits, sms reminders, and a chart of visits by month",
        "Нужно приложение для учёта книг: название, автор, оценка от 1 до 5; напоминания по sms",
        "I want a simple web app to track my recipes. Please make it pretty and fast.",
    ] {
        let draft = drafted(idea);
        let spec = answered(idea, |_| ()).unwrap();
        let covered = |spec: &Spec| -> Vec<Option<bool>> {
            spec.requirements.iter().map(|it| it.covered).collect()
        };
        assert_eq!(covered(&spec), covered(&draft), "{idea}");
    }
}

#[test]
fn no_telling_word_of_a_phrase_may_vanish() {
    let cut = |from: &'static str, to: &'static str| {
        move |spec: &mut Value| {
            for requirement in spec["requirements"].as_array_mut().unwrap() {
                let text = requirement["text"].as_str().unwrap().replace(from, to);
                requirement["text"] = json!(text);
            }
        }
    };
    let idea = "vet clinic: owners, pets, visits, sms reminders, and a chart of visits by month";
    let told = complaint(idea, cut("sms reminders", "reminders"));
    assert!(told.contains("its words sms"), "{told}");
    answered(idea, cut("a chart of", "chart of")).unwrap();
    let idea = "I want a simple web app to track pets with name and phone. Create birthday cards.";
    answered(idea, cut("I want a simple web app to track pets", "pets")).unwrap();
    let told = complaint(idea, cut("Create birthday cards", "birthday cards"));
    assert!(told.contains("its words create"), "{told}");
}

#[test]
fn rules_that_the_idea_states_are_missed_under_other_names_too() {
    let told = complaint(BOOKS, |spec| {
        let pages = field(spec, "Book", "pages");
        pages["name"] = json!("length");
        drop_key(pages, "max");
    });
    assert!(told.contains("`max` = 2000 of `Book.pages`"), "{told}");
    let told = complaint(BOOKS, |spec| {
        named(&mut spec["entities"], "Book")["name"] = json!("Volume");
        for entity in spec["entities"].as_array_mut().unwrap() {
            for relation in entity["relations"].as_array_mut().into_iter().flatten() {
                if relation["target"] == "Book" {
                    relation["target"] = json!("Volume");
                }
            }
        }
        drop_key(field(spec, "Volume", "price"), "max");
    });
    assert!(told.contains("`max` = 5000 of `Book.price`"), "{told}");
    let told = complaint(BOOKS, |spec| {
        drop_key(field(spec, "Book", "title"), "required");
    });
    assert!(told.contains("`required` of `Book.title`"), "{told}");
}

#[test]
fn records_that_belong_together_still_do() {
    let told = complaint(BOOKS, |spec| {
        let loan = named(&mut spec["entities"], "Loan");
        let relations = loan["relations"].as_array_mut().unwrap();
        relations.retain(|it| it["target"] != "Book");
    });
    assert!(
        told.contains("relation `Loan.book` to `Book` is gone"),
        "{told}"
    );
    let many = "Books and authors. A book has many authors and an author has many books.";
    let told = complaint(many, |spec| {
        for entity in spec["entities"].as_array_mut().unwrap() {
            for relation in entity["relations"].as_array_mut().into_iter().flatten() {
                if relation["kind"] == "many_to_many" {
                    relation["kind"] = json!("many_to_one");
                }
            }
        }
    });
    assert!(told.contains("fewer records"), "{told}");
}

#[test]
fn a_spec_that_covers_less_than_half_is_refused() {
    let told = complaint(BOOKS, |spec| {
        for requirement in spec["requirements"].as_array_mut().unwrap() {
            requirement["covered"] = json!(false);
            requirement["reason"] = json!("no");
        }
    });
    assert!(told.contains("not covered any more"), "{told}");
    for part in ["requirements", "entities"] {
        let told = complaint(BOOKS, |spec| spec[part] = json!([]));
        assert!(!told.is_empty(), "{part}");
    }
}

#[test]
fn one_word_is_not_enough_to_count_as_covered() {
    let idea = "Track pets with name and breed. Send pets a birthday card.";
    let covered = |spec: &Spec| {
        let mut asked = spec.requirements.iter();
        let asked = asked.find(|it| it.text.contains("birthday")).unwrap();
        asked.covered
    };
    let boast = |spec: &mut Value| {
        for requirement in spec["requirements"].as_array_mut().unwrap() {
            requirement["covered"] = json!(true);
        }
    };
    assert_eq!(covered(&answered(idea, boast).unwrap()), Some(false));
    // With a field for it, there is something to show.
    let with_field = |spec: &mut Value| {
        boast(spec);
        let fields = spec["entities"][0]["fields"].as_array_mut().unwrap();
        let card = json!({ "name": "birthdayCard", "label": "Birthday card", "type": "boolean" });
        fields.push(card);
    };
    assert_eq!(covered(&answered(idea, with_field).unwrap()), Some(true));
    // No feature makes up for what the rules know to need more.
    let excuse = |spec: &mut Value| {
        spec["features"] = json!([{ "kind": "dashboard" }]);
        for requirement in spec["requirements"].as_array_mut().unwrap() {
            requirement["covered"] = json!(true);
            requirement["feature"] = json!("dashboard");
        }
    };
    let spec = answered(BOOKS, excuse).unwrap();
    assert!(spec.uncovered().any(|it| it.text.contains("sms")));
}

#[test]
fn what_a_model_has_no_say_in_fails_nothing() {
    let spec = answered(BOOKS, |spec| {
        spec["format"] = json!(7);
        spec["name"] = json!("Not A Slug!");
        spec["language"] = json!("English");
        spec["title"] = json!(" ");
    })
    .unwrap();
    let draft = drafted(BOOKS);
    assert_eq!(
        (spec.format, spec.name, spec.language, spec.title),
        (draft.format, draft.name, draft.language, draft.title)
    );
    let spec = answered(BOOKS, |spec| drop_key(spec, "name")).unwrap();
    assert_eq!(spec.name, draft_name());
}

fn draft_name() -> String {
    drafted(BOOKS).name
}

#[test]
fn a_reason_is_one_short_line() {
    let spec = answered(BOOKS, |spec| {
        let requirement = &mut spec["requirements"][0];
        requirement["covered"] = json!(false);
        requirement["reason"] = json!("so it is\n".repeat(500));
    });
    let reason = spec.unwrap().requirements.swap_remove(0).reason.unwrap();
    assert!(reason.starts_with("so it is so it is"), "{reason}");
    assert!(
        reason.ends_with("is…") || reason.ends_with("so…"),
        "{reason}"
    );
    assert!(reason.chars().count() <= LONGEST, "{reason}");
}

/// The longest reason with what says that it was cut.
const LONGEST: usize = 201;

#[test]
fn nothing_is_missed_in_any_draft_that_is_given_back() {
    let english = include_str!("../../../tests/analysis/english1.jsonl");
    let mixed = include_str!("../../../tests/analysis/mixed1.jsonl");
    for line in english.lines().chain(mixed.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        let idea = Idea::new(line["text"].as_str().unwrap());
        let draft = drafted(&idea.text);
        let mut spec = draft.clone();
        let lost = kept::lost(&spec, &idea, &draft);
        assert!(lost.is_empty(), "{}: {lost:?}", idea.text);
        coverage::settle(&mut spec, &idea, &draft, template().features());
        assert_eq!(kept::does_less(&spec, &idea, &draft), None, "{}", idea.text);
        let uncovered = |spec: &Spec| spec.uncovered().count();
        assert_eq!(uncovered(&spec), uncovered(&draft), "{}", idea.text);
    }
}
