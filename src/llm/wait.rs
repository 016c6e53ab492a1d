//! How long a provider asks to wait: every spelling of it in headers and bodies.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

/// The longest wait that is believed: a year.
const LONGEST: Duration = Duration::from_hours(365 * 24);

/// The headers of an answer, by their lowercase names.
pub type Headers = BTreeMap<String, String>;

/// Returns how long the headers ask to wait before the same request is sent again.
///
/// `now` is the time since the Unix epoch; some providers name a moment, not a duration.
pub fn retry_after(headers: &Headers, now: Duration) -> Option<Duration> {
    let milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"]
        .into_iter()
        .find_map(|name| number(headers.get(name)?))
        .map(|value| seconds(value / 1000.0));
    milliseconds.or_else(|| {
        let text = headers.get("retry-after")?.trim();
        number(text)
            .map(seconds)
            .or_else(|| http_date(text).map(|at| at.saturating_sub(now)))
    })
}

/// Returns how long it takes until the emptiest of the buckets that the headers tell of is full.
///
/// Only buckets with nothing left count: "reset" is when a bucket is full again, not when the next
/// request fits.
pub fn reset(headers: &Headers, now: Duration) -> Option<Duration> {
    let buckets = headers.iter().filter_map(|(name, value)| {
        let bucket = Bucket::of(name, Part::Remaining)?;
        (number(value)? <= 0.0).then_some(bucket)
    });
    buckets
        .filter_map(|bucket| {
            let name = bucket.header(Part::Reset);
            moment(headers.get(&name)?, now)
        })
        .max()
}

/// A limit that the headers of an answer tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Of what, in the provider's words: `requests`, `input-tokens`.
    pub of: String,
    /// The most that there may be.
    pub most: u64,
    /// What is left of it.
    pub left: Option<u64>,
}

/// Returns the limits that the headers tell of.
pub fn limits(headers: &Headers) -> Vec<Limit> {
    let told = headers.iter().filter_map(|(name, value)| {
        let bucket = Bucket::of(name, Part::Limit)?;
        let left = headers.get(&bucket.header(Part::Remaining));
        Some(Limit {
            of: bucket.after.trim_matches('-').to_owned(),
            most: value.trim().parse().ok()?,
            left: left.and_then(|left| left.trim().parse().ok()),
        })
    });
    told.collect()
}

/// Returns the duration that a text such as `6m0s`, `7.66s`, `120ms` or `13` stands for.
pub fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    if let Some(value) = number(text) {
        return Some(seconds(value));
    }
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .filter(|at| *at > 0)?;
        let (value, tail) = rest.split_at(digits);
        let unit = tail
            .find(|letter: char| !letter.is_ascii_alphabetic())
            .unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit);
        let factor = match unit {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        total += number(value)? * factor;
        rest = tail;
    }
    (!text.is_empty()).then(|| seconds(total))
}

/// Returns how long it is until a moment: a duration, an epoch in seconds or milliseconds, or a
/// time as RFC 3339 writes it.
pub fn moment(text: &str, now: Duration) -> Option<Duration> {
    let text = text.trim();
    match number(text) {
        Some(value) if value > 1e12 => Some(until(value / 1000.0, now)),
        Some(value) if value > 1e9 => Some(until(value, now)),
        Some(value) => Some(seconds(value)),
        None => duration(text).or_else(|| rfc3339(text).map(|at| at.saturating_sub(now))),
    }
}

/// A bucket of tokens or requests, by the words around `remaining` in its headers.
struct Bucket {
    before: &'static str,
    after: String,
}

#[derive(Clone, Copy)]
enum Part {
    Limit,
    Remaining,
    Reset,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Remaining => "remaining",
            Self::Reset => "reset",
        }
    }
}

impl Bucket {
    /// `x-ratelimit-remaining-tokens`, `x-ratelimit-remaining`, `anthropic-ratelimit-tokens-remaining`.
    fn of(name: &str, part: Part) -> Option<Self> {
        let word = part.word();
        let own = "anthropic-ratelimit-";
        if let Some(rest) = name.strip_prefix(own) {
            let what = rest.strip_suffix(word)?.to_owned();
            return Some(Self {
                before: own,
                after: what,
            });
        }
        let rest = name.strip_prefix("x-ratelimit-")?.strip_prefix(word)?;
        Some(Self {
            before: "x-ratelimit-",
            after: rest.to_owned(),
        })
    }

    fn header(&self, part: Part) -> String {
        let word = part.word();
        if self.before.starts_with('a') {
            format!("{}{}{word}", self.before, self.after)
        } else {
            format!("{}{word}{}", self.before, self.after)
        }
    }
}

/// Returns a number that is finite and not negative.
fn number(text: impl AsRef<str>) -> Option<f64> {
    let value: f64 = text.as_ref().trim().parse().ok()?;
    (value.is_finite() && value >= 0.0).then_some(value)
}

/// Returns how long it is until a moment, in seconds since the Unix epoch.
fn until(epoch: f64, now: Duration) -> Duration {
    seconds(epoch - now.as_secs_f64().min(epoch))
}

fn seconds(value: f64) -> Duration {
    Duration::try_from_secs_f64(value)
        .unwrap_or(LONGEST)
        .min(LONGEST)
}

/// Returns the time since the Unix epoch of `2026-11-22T21:40:05Z`, with a fraction or an offset.
fn rfc3339(text: &str) -> Option<Duration> {
    text.parse::<jiff::Timestamp>()
        .ok()
        .and_then(|at| Duration::try_from_secs_f64(at.as_duration().as_secs_f64()).ok())
}

/// Returns the time since the Unix epoch of `Wed, 21 Oct 2026 07:28:00 GMT`.
fn http_date(text: &str) -> Option<Duration> {
    let at = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Duration::try_from_secs_f64(at.as_duration().as_secs_f64()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_mins(29_923_060);

    fn headers(pairs: &[(&str, &str)]) -> Headers {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn durations_of_every_provider_are_read() {
        for (text, milliseconds) in [
            ("1s", 1_000),
            ("6m0s", 360_000),
            ("12ms", 12),
            ("2m59.56s", 179_560),
            ("7.66s", 7_660),
            ("1h2m3s", 3_723_000),
            ("60", 60_000),
            ("0.5", 500),
            ("5m", 300_000),
        ] {
            let read = duration(text).unwrap().as_secs_f64() * 1000.0;
            assert!(
                (read - f64::from(milliseconds)).abs() < 0.01,
                "{text}: {read}"
            );
        }
        for text in [
            "",
            "soon",
            "-1s",
            "1.5.2s",
            "s",
            "1e400",
            "5 parsecs",
            "NaN",
            "inf",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
        assert_eq!(duration("1e21"), Some(LONGEST));
    }

    #[test]
    fn moments_are_told_from_durations_by_their_size() {
        let in_ten = |text: &str| moment(text, NOW);
        assert_eq!(in_ten("1795383610"), Some(Duration::from_secs(10)));
        assert_eq!(in_ten("1795383610000"), Some(Duration::from_secs(10)));
        assert_eq!(in_ten("1600000000"), Some(Duration::ZERO));
        assert_eq!(in_ten("10"), Some(Duration::from_secs(10)));
        assert_eq!(in_ten("1000"), Some(Duration::from_secs(1000)));
        assert_eq!(in_ten("2020-01-01T00:00:00Z"), Some(Duration::ZERO));
    }

    #[test]
    fn the_most_exact_header_wins() {
        let both = headers(&[("retry-after-ms", "250"), ("retry-after", "1")]);
        assert_eq!(retry_after(&both, NOW), Some(Duration::from_millis(250)));
        let date = headers(&[("retry-after", "Sun, 22 Nov 2026 21:40:10 GMT")]);
        assert_eq!(retry_after(&date, NOW), Some(Duration::from_secs(10)));
        assert_eq!(retry_after(&headers(&[("retry-after", "soon")]), NOW), None);
    }

    #[test]
    fn limits_are_told_with_what_is_left() {
        let told = |pairs: &[(&str, &str)]| {
            let limits = limits(&headers(pairs)).into_iter();
            let told = limits.map(|it| (it.of, it.most, it.left));
            told.collect::<Vec<_>>()
        };
        let groq = [
            ("x-ratelimit-limit-requests", "1000"),
            ("x-ratelimit-remaining-requests", "999"),
            ("x-ratelimit-limit-tokens", "8000"),
            ("x-ratelimit-limit-strange", "many"),
        ];
        let requests = ("requests".to_owned(), 1000, Some(999));
        assert_eq!(told(&groq), [requests, ("tokens".to_owned(), 8000, None)]);
        let anthropic = [
            ("anthropic-ratelimit-input-tokens-limit", "500000"),
            ("anthropic-ratelimit-input-tokens-remaining", "0"),
        ];
        let tokens = ("input-tokens".to_owned(), 500_000, Some(0));
        assert_eq!(told(&anthropic), [tokens]);
    }

    #[test]
    fn the_emptiest_bucket_counts() {
        let openai = headers(&[
            ("x-ratelimit-remaining-requests", "499"),
            ("x-ratelimit-reset-requests", "120ms"),
            ("x-ratelimit-remaining-tokens", "0"),
            ("x-ratelimit-reset-tokens", "6m0s"),
        ]);
        assert_eq!(reset(&openai, NOW), Some(Duration::from_mins(6)));
        let anthropic = headers(&[
            ("anthropic-ratelimit-input-tokens-remaining", "0"),
            (
                "anthropic-ratelimit-input-tokens-reset",
                "2026-11-22T21:40:18Z",
            ),
            ("anthropic-ratelimit-requests-remaining", "9"),
            ("anthropic-ratelimit-requests-reset", "2026-11-22T22:40:18Z"),
        ]);
        assert_eq!(reset(&anthropic, NOW), Some(Duration::from_secs(18)));
        let openrouter = headers(&[
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1795383605000"),
        ]);
        assert_eq!(reset(&openrouter, NOW), Some(Duration::from_secs(5)));
        let left = headers(&[("x-ratelimit-remaining", "3"), ("x-ratelimit-reset", "9")]);
        assert_eq!(reset(&left, NOW), None);
    }
}
