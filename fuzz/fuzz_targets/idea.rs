//! Any text is an idea: it gives a spec that holds together, or an error; `-timeout` bounds the time.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use samocoder::builtin;
use samocoder::idea::Idea;
use samocoder::spec::{FeatureKind, check};

fuzz_target!(|text: &str| {
    let buildable: BTreeSet<FeatureKind> = FeatureKind::ALL.into();
    let analysed = builtin::analyse(&Idea::new(text), &buildable);
    if let Ok(spec) = analysed {
        let problems = check::check(&spec);
        assert!(problems.is_empty(), "{problems:?}");
        for requirement in &spec.requirements {
            assert!(text.contains(&requirement.text), "{}", requirement.text);
        }
    }
});
