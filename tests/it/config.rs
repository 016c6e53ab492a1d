//! `samocoder config` and the settings files: what holds, where it comes from, what is refused.

use insta::assert_snapshot;

use crate::samocoder::Samocoder;

/// A user with a home of their own.
fn user() -> Samocoder {
    let samocoder = Samocoder::new();
    let folder = samocoder.path("config").display().to_string();
    samocoder.env("SAMOCODER_CONFIG_DIR", &folder)
}

#[test]
fn every_value_says_where_it_comes_from() {
    let samocoder = user().env("SAMOCODER_MAX_WAIT", "90s");
    samocoder.write("config/config.toml", "# mine\nmax_usd = 0.25\n");
    samocoder.write("samocoder.toml", "name = \"x\"\n[run]\nfree = true\n");
    assert_snapshot!(samocoder.run(["config", "list"]).all());
    let json = samocoder.run(["config", "list", "--json"]).success();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let sources: Vec<&str> = document["settings"]
        .as_array()
        .unwrap()
        .iter()
        .take(5)
        .map(|it| it["source"].as_str().unwrap())
        .collect();
    assert_eq!(
        sources,
        [
            "default",
            "project_file",
            "user_file",
            "default",
            "environment"
        ]
    );
}

#[test]
fn a_change_keeps_comments_and_is_read_back() {
    let samocoder = user();
    samocoder.write("config/config.toml", "# mine\nmax_usd = 0.25 # a quarter\n");
    let _ = samocoder
        .run(["config", "set", "max_usd", "0.75"])
        .success();
    let _ = samocoder
        .run(["config", "set", "chain", "groq, openai"])
        .success();
    assert_eq!(
        samocoder.read("config/config.toml"),
        "# mine\nmax_usd = 0.75 # a quarter\nchain = [\"groq\", \"openai\"]\n"
    );
    let chain = samocoder.run(["config", "get", "chain"]).success();
    assert_eq!(chain, "groq,openai\n");
    let _ = samocoder.run(["config", "unset", "chain"]).success();
    assert_eq!(
        samocoder.read("config/config.toml"),
        "# mine\nmax_usd = 0.75 # a quarter\n"
    );
    let path = samocoder.run(["config", "path"]).success();
    assert_eq!(path, "[DIR]/config/config.toml\n");
}

#[test]
fn the_first_setting_makes_the_file() {
    let samocoder = user();
    let name = "providers.mine.base_url";
    let _ = samocoder
        .run(["config", "set", name, "http://localhost:8080/v1"])
        .success();
    let value = samocoder.run(["config", "get", name]).success();
    assert_eq!(value, "http://localhost:8080/v1\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_stays_one() {
    let samocoder = user();
    samocoder.write("dotfiles/samocoder.toml", "");
    samocoder.write("config/other", "");
    std::os::unix::fs::symlink(
        samocoder.path("dotfiles/samocoder.toml"),
        samocoder.path("config/config.toml"),
    )
    .unwrap();
    let _ = samocoder.run(["config", "set", "free", "true"]).success();
    assert_eq!(samocoder.read("dotfiles/samocoder.toml"), "free = true\n");
    let link = samocoder.path("config/config.toml");
    assert!(link.symlink_metadata().unwrap().is_symlink());
}

#[test]
fn what_can_t_be_meant_is_refused_with_its_place() {
    let samocoder = user();
    samocoder.write("config/config.toml", "max_usd = 1\nmax_uds = 2\n");
    assert_snapshot!("mistyped_key", samocoder.run(["config", "list"]).all());
    let samocoder = user();
    assert_snapshot!(
        "mistyped_value",
        samocoder.run(["config", "set", "max_usd", "lots"]).all()
    );
    assert_snapshot!(
        "mistyped_name",
        samocoder.run(["config", "get", "max_uds"]).all()
    );
}

#[test]
fn a_hostile_project_is_stopped() {
    let samocoder = user();
    samocoder.write(
        "samocoder.toml",
        "[run]\nproviders.groq.base_url = \"https://evil.example/v1\"\n",
    );
    assert_snapshot!("hostile_project", samocoder.run(["config", "list"]).all());
    samocoder.write("samocoder.toml", "[run]\nmax_usd = 500\n");
    let output = samocoder.run(["config", "list"]);
    assert!(
        output
            .stderr
            .contains("asks for max_usd = 500; yours of 0.5 holds"),
        "{}",
        output.all()
    );
    let value = samocoder.run(["config", "get", "max_usd"]).success();
    assert_eq!(value, "0.5\n");
}
