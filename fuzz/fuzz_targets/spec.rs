//! A spec that can be read comes back as it was from TOML and from JSON; one that can't has an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samocoder::spec::Spec;
use samocoder::spec::file::{self, Syntax};

fuzz_target!(|text: &str| {
    for syntax in [Syntax::Toml, Syntax::Json] {
        match file::parse(text, syntax) {
            Ok(spec) => comes_back(&spec),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
});

fn comes_back(spec: &Spec) {
    let json = file::parse(&file::to_json(spec), Syntax::Json);
    assert_eq!(json.as_ref(), Ok(spec));
    // What is computed is left out of `samocoder.toml`.
    let mut kept = spec.clone();
    for requirement in &mut kept.requirements {
        requirement.covered = None;
        requirement.by = None;
        requirement.reason = None;
    }
    assert_eq!(file::parse(&file::to_toml(spec), Syntax::Toml), Ok(kept));
}
