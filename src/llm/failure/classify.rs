//! From an answer that is no reply to the class of its failure.
//!
//! The shapes and words are those of `OpenRouter`, Groq, `OpenAI`, Anthropic, and of local servers
//! that speak the same protocols: an error is an object, a string, or the whole body; a code is a
//! number or a string.

use std::time::Duration;

use serde_json::Value;

use super::said::Said;
use super::{Class, Detail, Failure};
use crate::llm::wait::{self, Headers};

/// An answer with an error, as it came.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: &'a Headers,
    /// Its body.
    pub body: &'a str,
    /// The time since the Unix epoch.
    pub now: Duration,
}

/// In place of the status of an error that came without one.
const IN_BAND: u16 = 0;

/// The longest message that is kept, in characters.
const LONGEST_MESSAGE: usize = 1000;

/// Returns why an answer is no reply.
pub fn classify(answer: Answer<'_>) -> Failure {
    let body: Value = serde_json::from_str(answer.body).unwrap_or(Value::Null);
    let words = Words::new(answer, &body);
    let class = words.class();
    let detail = words.detail(class);
    Failure {
        class,
        status: Some(answer.status),
        wait: words.wait(),
        detail,
        request_id: words.request_id(),
        message: words.message,
    }
}

/// Returns why an error inside of an answer that began well ended it.
pub fn in_band(error: &Value, now: Duration) -> Failure {
    let status = error
        .get("code")
        .and_then(Value::as_u64)
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (400..600).contains(code));
    let body = serde_json::json!({ "error": error }).to_string();
    let headers = Headers::new();
    let failure = classify(Answer {
        status: status.unwrap_or(IN_BAND),
        headers: &headers,
        body: &body,
        now,
    });
    Failure { status, ..failure }
}

/// What an answer says, each thing found wherever its provider puts it.
struct Words<'a> {
    answer: Answer<'a>,
    error: &'a Value,
    body: &'a Value,
    message: String,
    /// The message and every code, in lowercase.
    all: String,
    /// The codes, in lowercase.
    codes: String,
    said: Said,
}

impl<'a> Words<'a> {
    fn new(answer: Answer<'a>, body: &'a Value) -> Self {
        let error = body.get("error").unwrap_or(body);
        let text = [error.get("message"), body.get("message"), Some(error)]
            .into_iter()
            .flatten()
            .find_map(Value::as_str);
        let message: String = text
            .unwrap_or(answer.body)
            .trim()
            .chars()
            .take(LONGEST_MESSAGE)
            .collect();
        let codes = [
            error.get("type"),
            error.get("code"),
            error.get("error_type"),
            error.pointer("/details/error_code"),
            error.pointer("/metadata/error_type"),
            error.pointer("/metadata/limit_source"),
            error.pointer("/availability/code"),
            body.get("type"),
        ];
        let codes: Vec<&str> = codes
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let codes = codes.join("\n").to_lowercase();
        let lower = message.to_lowercase();
        let said = Said::new(&lower);
        let all = format!("{lower}\n{codes}");
        Self {
            answer,
            error,
            body,
            message,
            all,
            codes,
            said,
        }
    }

    fn says(&self, words: &[&str]) -> bool {
        self.codes_say(words) || self.said.says(words)
    }

    fn codes_say(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.codes.contains(word))
    }

    /// Returns the class; what is certain to be told by words comes before what the status tells.
    fn class(&self) -> Class {
        self.by_words().unwrap_or_else(|| self.by_status())
    }

    fn by_words(&self) -> Option<Class> {
        // A server that is out of order may say anything; one that refuses means what it says.
        let refused = matches!(self.answer.status, IN_BAND | 400..=499);
        if refused && self.is_about_a_tool_s_schema() {
            return Some(Class::Unfit);
        }
        // What is told of one request comes with codes that tell of the model, or of nothing.
        let exact: [(bool, &[&str], Class); 3] = [
            (refused, THINKS, Class::BadParameter),
            (refused, UNFIT, Class::Unfit),
            (true, TOOLS, Class::NoTools),
        ];
        let tests: [(bool, &[&str], Class); 12] = [
            (true, NO_CREDIT, Class::NoCredit),
            (true, DAILY, Class::DailyCap),
            (refused, TOO_LARGE, Class::TooLargeForTier),
            (true, CONTEXT, Class::Context),
            (true, CROWDED, Class::Crowded),
            (true, OVERLOADED, Class::Overloaded),
            (refused, KEY, Class::Auth),
            (refused, MODEL, Class::ModelGone),
            (refused, REFUSED, Class::Refused),
            (refused, OUTPUT, Class::BadOutput),
            (refused, PARAMETER, Class::BadParameter),
            (refused, SCHEMA, Class::BadSchema),
        ];
        // A code means one thing, whatever the message beside it repeats of the request.
        let found = first(&exact, |words| self.says(words))
            .or_else(|| first(&tests, |words| self.codes_say(words)))
            .or_else(|| first(&tests, |words| self.said.says(words)))?;
        let schema = found == Class::BadParameter && self.is_about_the_schema();
        Some(if schema { Class::BadSchema } else { found })
    }

    fn is_about_the_schema(&self) -> bool {
        let parameter = self.error.get("param").and_then(Value::as_str);
        parameter.is_some_and(|it| SCHEMA.iter().any(|word| it.contains(word)))
    }

    /// Returns whether a tool is described wrongly, as Anthropic says it: `tools.0.custom.input_schema`.
    fn is_about_a_tool_s_schema(&self) -> bool {
        let place = self.message.split_once(": ").map(|(place, _)| place);
        place.is_some_and(|it| it.starts_with("tools.") && it.contains(".input_schema"))
    }

    fn by_status(&self) -> Class {
        match self.answer.status {
            401 | 403 => Class::Auth,
            402 => Class::NoCredit,
            404 if self.names_a_model() => Class::ModelGone,
            // Another provider has another address; what is at this one is no question's fault.
            300..=399 | 404 | 405 => Class::WrongAddress,
            IN_BAND | 408 | 409 | 424 | 425 | 498 | 499 | 500..=599 => Class::Overloaded,
            413 => Class::Context,
            429 => Class::Rate,
            400..=499 => Class::OurBug,
            _ => Class::Unknown,
        }
    }

    /// Returns whether it is a model that is not there, and not the page.
    fn names_a_model(&self) -> bool {
        let words = ["model", "no endpoints", "not_found", "notfound"];
        !self.body.is_null() && words.iter().any(|word| self.all.contains(word))
    }

    /// Returns the headers that stand in the body.
    fn inner_headers(&self) -> Option<Headers> {
        let headers = self.error.pointer("/metadata/headers")?.as_object()?;
        let text = |(name, value): (&String, &Value)| {
            Some((name.to_lowercase(), value.as_str()?.to_owned()))
        };
        Some(headers.iter().filter_map(text).collect())
    }

    /// Returns how many requests a day has.
    fn a_day(&self) -> Option<u64> {
        let inner = self.inner_headers().unwrap_or_default();
        let mut all = [&inner, self.answer.headers].into_iter();
        all.find_map(|headers| headers.get("x-ratelimit-limit")?.parse().ok())
    }

    fn wait(&self) -> Option<Duration> {
        let Answer { headers, now, .. } = self.answer;
        let inner = || {
            let headers = self.inner_headers()?;
            wait::retry_after(&headers, now).or_else(|| wait::reset(&headers, now))
        };
        let told = || {
            let value = self.error.pointer("/availability/retry_after")?;
            wait::duration(&value.to_string())
        };
        wait::retry_after(headers, now)
            .or_else(told)
            .or_else(|| self.try_again_in())
            .or_else(inner)
            .or_else(|| wait::reset(headers, now))
    }

    /// Reads "Please try again in 5.289s."
    fn try_again_in(&self) -> Option<Duration> {
        let (_, rest) = self.message.split_once("try again in ")?;
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.')
            .unwrap_or(rest.len());
        wait::duration(rest.get(..end)?.trim_end_matches('.'))
    }

    fn detail(&self, class: Class) -> Option<Detail> {
        match class {
            Class::BadParameter if self.says(THINKS) => Some(Detail::ThinksWithTools),
            Class::BadParameter => self.parameter().map(Detail::Parameter),
            Class::TooLargeForTier => self.number_after("limit ").map(Detail::TokensAtOnce),
            Class::Context => self.context().map(Detail::Context),
            Class::DailyCap => self.a_day().map(Detail::ADay),
            Class::ModelGone => {
                let models = self.error.pointer("/availability/fallback_models")?;
                let models = models.as_array()?.iter().filter_map(Value::as_str);
                Some(Detail::Instead(models.map(str::to_owned).collect()))
            }
            Class::Auth
            | Class::NoCredit
            | Class::Rate
            | Class::Crowded
            | Class::Overloaded
            | Class::Unreachable
            | Class::Silent
            | Class::NoTools
            | Class::Unfit
            | Class::WrongAddress
            | Class::BadSchema
            | Class::Refused
            | Class::BadOutput
            | Class::StreamCut
            | Class::OurBug
            | Class::Unknown => None,
        }
    }

    /// Returns the refused parameter: named beside the message, before a colon, or in quotes.
    fn parameter(&self) -> Option<String> {
        let named = self.error.get("param").and_then(Value::as_str);
        let before = self.message.split_once(": ").map(|(name, _)| name);
        let quoted = self.message.split('\'').nth(1);
        named
            .or_else(|| before.filter(|name| is_name(name)))
            .or_else(|| quoted.filter(|name| is_name(name)))
            .map(str::to_owned)
    }

    fn context(&self) -> Option<u64> {
        self.error
            .get("n_ctx")
            .and_then(Value::as_u64)
            .or_else(|| self.number_after("maximum context length is "))
            .or_else(|| self.number_after("tokens > "))
            .or_else(|| self.number_after("context length ("))
    }

    fn number_after(&self, words: &str) -> Option<u64> {
        let (_, rest) = self.all.split_once(words)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    fn request_id(&self) -> Option<String> {
        let headers = ["x-request-id", "request-id", "x-generation-id"]
            .into_iter()
            .find_map(|name| self.answer.headers.get(name).cloned());
        headers.or_else(|| {
            let id = self.body.get("request_id")?;
            id.as_str().map(str::to_owned)
        })
    }
}

/// Returns the class of the first words that apply and are said.
fn first(tests: &[(bool, &[&str], Class)], says: impl Fn(&[&str]) -> bool) -> Option<Class> {
    let mut tests = tests.iter();
    let found = tests.find(|(applies, words, _)| *applies && says(words))?;
    Some(found.2)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "_.[]".contains(letter))
}

const NO_CREDIT: &[&str] = &[
    "insufficient_quota",
    "credit_balance_exhausted",
    "spend_limit",
    "usage_limit_exceeded",
    "billing_not_active",
    "billing_error",
    "insufficient_user_quota",
    "payment_required",
    "credit balance is too low",
    "insufficient credits",
    "api usage limits",
];

const DAILY: &[&str] = &[
    "free-models-per-day",
    "_daily",
    "requests per day",
    "tokens per day",
];

const TOO_LARGE: &[&str] = &["request too large"];

const CONTEXT: &[&str] = &[
    "context_length_exceeded",
    "exceed_context_size",
    "maximum context length",
    "prompt is too long",
    "model_context_window_exceeded",
    "token_limit_exceeded",
    "string_too_long",
    "exceeds the available context",
    "longer than the model's context",
];

const CROWDED: &[&str] = &["shared_capacity", "shared_pool", "capacity_exhausted"];

const OVERLOADED: &[&str] = &[
    "overloaded_error",
    "over_capacity",
    "capacity_exceeded",
    "temporarily_unavailable",
    "provider_unavailable",
    "provider_overloaded",
];

const KEY: &[&str] = &[
    "invalid_api_key",
    "authentication",
    "no auth credentials",
    "incorrect api key",
    "invalid x-api-key",
    "organization_on_hold",
];

const MODEL: &[&str] = &[
    "model_not_found",
    "not a valid model id",
    "model_deprecated",
    "model_unavailable_upstream",
    "free_variant_ended",
    "no_endpoints",
    "wrong_endpoint",
    "privacy_restricted",
    "constraint_filtered",
    "region_restricted",
    "not_found_error",
    "model_retired",
    "has been retired",
    "decommissioned",
];

/// Of `OpenRouter`, Ollama, Groq, vLLM and llama.cpp, in this order.
const TOOLS: &[&str] = &[
    "support tool use",
    "does not support tools",
    "`tool calling` is not supported",
    "tool calling is not supported",
    "does not support function calling",
    "does not support tool calling",
    "requires --enable-auto-tool-choice",
    "tools param requires",
    "function tools with reasoning_effort are not supported",
];

/// Of `OpenRouter`, where nobody takes all that is asked for, and of `OpenAI`, of a tool's schema.
const UNFIT: &[&str] = &[
    "no endpoints found that can handle the requested parameters",
    "no endpoints found that support the provided",
    "invalid_function_parameters",
    "invalid schema for function",
    "array schema missing items",
];

const REFUSED: &[&str] = &[
    "content_policy",
    "content_filter",
    "invalid_prompt",
    "moderation",
    "refusal",
    "request blocked",
    "input was flagged",
];

const OUTPUT: &[&str] = &[
    "json_validate_failed",
    "failed_generation",
    "tool_use_failed",
];

const PARAMETER: &[&str] = &[
    "unsupported_parameter",
    "unsupported_value",
    "extra inputs are not permitted",
    "must be verified to stream",
    "max_tokens_exceeded",
    "unknown_parameter",
    "unrecognized request argument",
];

/// Of Anthropic, where thoughts that led to a call would have to come back with its result, and of
/// `OpenAI`, whose models call functions in another dialect, or without a thought.
const THINKS: &[&str] = &[
    "or set reasoning_effort to 'none'",
    "tool_choice forces tool use",
    "must start with a thinking block",
];

const SCHEMA: &[&str] = &[
    "invalid_json_schema",
    "response_format",
    "text.format",
    "output_format",
    "output_config.format",
    "json_schema",
    "structured output",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What is documented or told of, without an answer that was kept.
    const TOLD: [(u16, &str, Class); 12] = [
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"x","details":{"error_code":"organization_on_hold"}}}"#,
            Class::Auth,
        ),
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits."}}"#,
            Class::NoCredit,
        ),
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"claude-2 has been retired"}}"#,
            Class::ModelGone,
        ),
        (
            403,
            r#"{"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported"}}"#,
            Class::Auth,
        ),
        (
            403,
            r#"{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged"}}"#,
            Class::Refused,
        ),
        (
            404,
            r#"{"error":{"message":"No endpoints found for x","code":404}}"#,
            Class::ModelGone,
        ),
        (
            404,
            r#"{"error":{"message":"model 'x' not found","type":"not_found_error"}}"#,
            Class::ModelGone,
        ),
        (
            404,
            r#"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404}"#,
            Class::ModelGone,
        ),
        (
            404,
            r#"{"error":{"message":"Invalid URL (POST /v1/v1/chat/completions)","type":"invalid_request_error"}}"#,
            Class::WrongAddress,
        ),
        (404, "404 page not found", Class::WrongAddress),
        (
            422,
            r#"{"error":{"message":"x","type":"invalid_request_error"}}"#,
            Class::OurBug,
        ),
        (
            503,
            r#"{"error":{"message":"the authentication service is down"}}"#,
            Class::Overloaded,
        ),
    ];

    #[test]
    fn what_is_only_told_of_has_its_class_too() {
        for (status, body, class) in TOLD {
            let headers = Headers::new();
            let now = Duration::ZERO;
            let failure = classify(Answer {
                status,
                headers: &headers,
                body,
                now,
            });
            assert_eq!(failure.class, class, "{body}");
        }
    }

    #[test]
    fn an_error_inside_of_an_answer_says_more_than_its_lack_of_a_status() {
        for (error, class) in [
            (
                serde_json::json!({ "type": "authentication_error", "message": "x" }),
                Class::Auth,
            ),
            (
                serde_json::json!({ "code": "content_filter", "message": "x" }),
                Class::Refused,
            ),
            (
                serde_json::json!({ "code": "502", "message": "x" }),
                Class::Overloaded,
            ),
            (serde_json::json!("stopped early"), Class::Overloaded),
            (
                serde_json::json!({ "code": 400, "message": "The input (9000 tokens) is longer than the model's context length (8192 tokens)." }),
                Class::Context,
            ),
        ] {
            let failure = in_band(&error, Duration::ZERO);
            assert_eq!(failure.class, class, "{error}");
            let context = (class == Class::Context).then_some(Detail::Context(8192));
            assert_eq!(failure.detail, context, "{error}");
        }
    }
}
