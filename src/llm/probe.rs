//! Questions to a provider that cost nothing: whether it accepts a key, what it knows of models.

use std::time::Duration;

use serde_json::Value;

use super::dialect::Dialect;
use super::failure::classify::{self, Answer};
use super::failure::{Class, Failure};
use super::told::Told;
use super::transport::{Request, Transport};
use super::wait::{self, Headers, Limit};

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a provider says of a key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// What is left of the credit, in US dollars, where the provider tells.
    pub usd_left: Option<f64>,
    /// Whether the account has never paid, where the provider tells.
    pub is_free: Option<bool>,
    /// The limits that the answer told.
    pub limits: Vec<Limit>,
}

/// The path at which a provider tells of a key, or where it lists its models if it has none.
pub fn key_path(provider: &str, dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Anthropic => "/v1/models?limit=1",
        Dialect::OpenAi if provider == "openrouter" => "/key",
        Dialect::OpenAi => "/models",
    }
}

/// Asks whether a key is accepted. The request's body is not sent.
pub async fn account(
    transport: &Transport,
    request: &Request<'_>,
    path: &str,
) -> Result<Account, Failure> {
    let (body, headers) = look(transport, request, path).await?;
    Ok(Account {
        limits: wait::limits(&headers),
        usd_left: body
            .pointer("/data/limit_remaining")
            .and_then(Value::as_f64),
        is_free: body.pointer("/data/is_free_tier").and_then(Value::as_bool),
    })
}

/// Asks which models there are, and what is told of each. The request's body is not sent.
pub async fn models(transport: &Transport, request: &Request<'_>) -> Result<Vec<Told>, Failure> {
    let path = match request.dialect {
        Dialect::Anthropic => "/v1/models?limit=1000",
        Dialect::OpenAi => "/models",
    };
    let (body, _) = look(transport, request, path).await?;
    let unreadable = || Failure::new(Class::Overloaded, "the answer is no list of models");
    let models = body.get("data").and_then(Value::as_array);
    let models = models.ok_or_else(unreadable)?.iter();
    Ok(models.filter_map(Told::read).collect())
}

/// Gets a document.
async fn look(
    transport: &Transport,
    request: &Request<'_>,
    path: &str,
) -> Result<(Value, Headers), Failure> {
    let answer = transport.get(request, path, PATIENCE).await?;
    if answer.status != 200 {
        return Err(classify::classify(Answer {
            status: answer.status,
            headers: &answer.headers,
            body: &answer.body,
            now: answer.now,
        }));
    }
    let body: Value = serde_json::from_str(&answer.body)
        .map_err(|_| Failure::new(Class::Overloaded, "the answer is no JSON"))?;
    match body.get("error").filter(|error| !error.is_null()) {
        Some(error) => Err(classify::in_band(error, answer.now)),
        None => Ok((body, answer.headers)),
    }
}
