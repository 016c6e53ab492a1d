//! The colour of each option of a list: by what it means where it means something, as critical is
//! red and done is green; else one after another, so that options can be told apart.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::spec::EnumValue;

/// A colour, by the name that the app's styles know it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tone {
    Gray,
    Blue,
    Green,
    Amber,
    Red,
    Violet,
    Teal,
}

/// The words of each colour that means something; `_` joins the words of one name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    gray: Vec<String>,
    blue: Vec<String>,
    green: Vec<String>,
    amber: Vec<String>,
    red: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // The tests see that it can be read.
    toml::from_str(include_str!("../../../templates/tones.toml")).unwrap_or_default()
});

/// The colours of options that mean nothing, in their order.
const CYCLE: [Tone; 6] = [
    Tone::Blue,
    Tone::Amber,
    Tone::Green,
    Tone::Violet,
    Tone::Red,
    Tone::Teal,
];

/// Returns the colour of each value.
pub(super) fn tones(values: &[EnumValue]) -> Vec<Tone> {
    let known: Vec<Option<Tone>> = values.iter().map(|value| meaning(&value.name)).collect();
    let count = known.iter().flatten().count();
    if count * 2 < values.len() || count < 2 {
        return CYCLE.into_iter().cycle().take(values.len()).collect();
    }
    let mut tones: Vec<Tone> = known
        .into_iter()
        .map(|tone| tone.unwrap_or(Tone::Violet))
        .collect();
    // What something begins as is not yet good, and after what is good it is out of the way: an order
    // is accepted, ready, then handed over.
    let good = |tones: &[Tone]| tones.contains(&Tone::Green);
    if let Some((first @ Tone::Green, rest)) = tones.split_first_mut()
        && good(rest)
    {
        *first = Tone::Gray;
    }
    if let Some((last @ Tone::Blue, rest)) = tones.split_last_mut()
        && good(rest)
    {
        *last = Tone::Gray;
    }
    tones
}

/// Returns the colour of what a name means, if it means something; the whole name counts more than
/// its words, and no word counts behind a "not".
fn meaning(name: &str) -> Option<Tone> {
    find(name).or_else(|| {
        let mut words = name.split('_');
        let denied = words.any(|word| matches!(word, "no" | "not" | "non" | "without"));
        let found = || name.split('_').rev().find_map(find);
        if denied { None } else { found() }
    })
}

fn find(word: &str) -> Option<Tone> {
    let Words {
        gray,
        blue,
        green,
        amber,
        red,
    } = &*WORDS;
    let all = [
        (red, Tone::Red),
        (amber, Tone::Amber),
        (green, Tone::Green),
        (blue, Tone::Blue),
        (gray, Tone::Gray),
    ];
    let found = all
        .iter()
        .find(|(words, _)| words.iter().any(|known| known == word));
    found.map(|(_, tone)| *tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &str) -> Vec<Tone> {
        let values: Vec<EnumValue> = names
            .split(' ')
            .map(|name| EnumValue {
                name: name.to_owned(),
                label: name.to_owned(),
            })
            .collect();
        tones(&values)
    }

    #[test]
    fn options_that_mean_something_have_its_colour() {
        use Tone::{Amber, Blue, Gray, Green, Red};
        assert_eq!(of("low medium high critical"), [Gray, Blue, Amber, Red]);
        assert_eq!(of("draft sent paid overdue"), [Gray, Blue, Green, Red]);
        let stages = of("accepted in_progress ready issued");
        assert_eq!(stages, [Gray, Blue, Green, Gray]);
        assert_eq!(of("not_started in_progress done"), [Gray, Blue, Green]);
    }

    #[test]
    fn other_options_can_be_told_apart() {
        use Tone::{Amber, Blue, Green};
        assert_eq!(of("fiction science poetry"), [Blue, Amber, Green]);
        assert_eq!(of("one not_done"), [Blue, Amber]);
    }

    #[test]
    fn no_word_has_two_colours() {
        let words = [
            &WORDS.gray,
            &WORDS.blue,
            &WORDS.green,
            &WORDS.amber,
            &WORDS.red,
        ];
        let mut all: Vec<&String> = words.into_iter().flatten().collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
