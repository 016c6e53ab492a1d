//! Any text is an idea: it gives a spec that holds together, or an error, in bounded time.
#![no_main]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use samocoder::builtin;
use samocoder::idea::Idea;
use samocoder::spec::{FeatureKind, check};

/// Far above what the longest idea takes, even with sanitizers.
const LIMIT: Duration = Duration::from_secs(5);

fuzz_target!(|text: &str| {
    let buildable: BTreeSet<FeatureKind> = FeatureKind::ALL.into();
    let started = Instant::now();
    let analysed = builtin::analyse(&Idea::new(text), &buildable);
    assert!(started.elapsed() < LIMIT, "took {:?}", started.elapsed());
    if let Ok(spec) = analysed {
        let problems = check::check(&spec);
        assert!(problems.is_empty(), "{problems:?}");
        for requirement in &spec.requirements {
            assert!(text.contains(&requirement.text), "{}", requirement.text);
        }
    }
});
