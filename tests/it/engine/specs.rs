//! What becomes of the specs that models answer with, as users see it.

use super::*;

/// Returns a spec that loses two kinds of records.
fn poorer() -> Value {
    let mut spec = draft();
    let entities = spec["entities"].as_array_mut().unwrap();
    entities.retain(|entity| entity["name"] == "Owner");
    spec
}

#[tokio::test]
async fn a_person_is_told_the_first_complaint_and_scripts_all_of_them() {
    let server = ProviderServer::start(vec![answers(&poorer())]).await;
    let (user, output) = run(User::of(&server), &["new", IDEA, "-o", "a", "--json"]).await;
    let told = events(&output);
    let why = event(&told, "fell_back")["why"].as_str().unwrap();
    let lines: Vec<&str> = why.lines().collect();
    assert!(lines.len() > 1, "{why}");
    let (_, output) = run(user, &["new", IDEA, "-o", "b"]).await;
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains(lines[0]), "{stderr}");
    assert!(!stderr.contains(lines[1]), "{stderr}");
}

#[tokio::test]
async fn another_format_or_language_is_no_reason_to_ask_again() {
    let mut spec = better();
    spec["format"] = json!(2);
    spec["name"] = json!("Vet Clinic");
    spec["language"] = json!("English");
    let server = ProviderServer::start(vec![answers(&spec)]).await;
    let (user, output) = run(User::of(&server), &["new", IDEA, "-o", "app"]).await;
    assert!(output.status.success(), "{output:?}");
    assert!(spec_of(&user, "app").contains("microchip"));
    assert_eq!(server.seen().len(), 1);
}
