//! Why a client gets no answer: the status, and a document as clients of `OpenAI` read it.

use std::time::Duration;

use hyper::Method;
use hyper::header::{ALLOW, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::llm::chain::{Notice, Reason, Unanswered, Verdict};
use crate::llm::failure::Class;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    parameter: Option<String>,
    /// When it is worth asking again; never, where there is none.
    again: Option<Duration>,
    /// The method with which the address is asked.
    method: Option<Method>,
}

impl Refusal {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            parameter: None,
            again: None,
            method: None,
        }
    }

    /// The request can't be read, or asks for what can't be.
    pub(super) fn wrong(message: String) -> Self {
        Self::new(400, "invalid_request", message)
    }

    /// A parameter can't be had of every provider.
    pub(super) fn not_had(name: &str) -> Self {
        let message = format!("`{name}` can't be passed on to every provider of the chain");
        Self {
            parameter: Some(name.to_owned()),
            ..Self::new(400, "unsupported_parameter", message)
        }
    }

    /// There is no model of that name.
    pub(super) fn no_model(name: &str) -> Self {
        let message = format!(
            "there is no model `{name}`: ask for `general` or `coding`, and the chain chooses; \
             `/v1/models` lists those that can be asked by name"
        );
        Self::new(404, "model_not_found", message)
    }

    /// The token is missing or wrong.
    pub(super) fn stranger() -> Self {
        let message = "the token that `samocoder proxy` printed has to be sent as the API key";
        Self::new(401, "invalid_api_key", message)
    }

    /// The address that was asked is none of this machine.
    pub(super) fn other_host() -> Self {
        let message = "this is for programs of this machine: ask 127.0.0.1 or localhost";
        Self::new(403, "other_host", message)
    }

    /// A page of another site asks.
    pub(super) fn other_site() -> Self {
        let message = "pages of other sites are not answered";
        Self::new(403, "other_site", message)
    }

    /// There is nothing at this address.
    pub(super) fn nothing_here() -> Self {
        Self::new(404, "not_found", "there is nothing at this address")
    }

    /// The address is asked with another method.
    pub(super) fn other_method(method: &Method) -> Self {
        let message = format!("this address is asked with {method}");
        Self {
            method: Some(method.clone()),
            ..Self::new(405, "method_not_allowed", message)
        }
    }

    /// The client did not send all of its request in time.
    pub(super) fn slow() -> Self {
        Self::new(408, "request_timeout", "the request did not end")
    }

    /// The request is larger than anything that could be answered.
    pub(super) fn too_large() -> Self {
        Self::new(413, "request_too_large", "the request is too large")
    }

    /// The answer broke off after a part of it had been passed on.
    pub(super) fn cut(provider: &str) -> Self {
        let message = format!("the answer of {provider} broke off; ask again for a whole one");
        Self {
            again: Some(Duration::ZERO),
            ..Self::new(502, "stream_cut", message)
        }
    }

    /// Returns its status.
    pub(super) fn status(&self) -> u16 {
        self.status
    }

    /// Adds its headers: how many seconds to wait before asking again, if that is any use, and what
    /// has to be sent instead.
    pub(super) fn tell(&self, headers: &mut HeaderMap) {
        match self.again {
            Some(time) => {
                let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
                headers.insert(RETRY_AFTER, seconds.into());
            }
            None => drop(headers.insert("x-should-retry", HeaderValue::from_static("false"))),
        }
        if self.status == 401 {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        let method = self.method.as_ref().map(Method::as_str);
        if let Some(Ok(method)) = method.map(HeaderValue::from_str) {
            headers.insert(ALLOW, method);
        }
    }

    /// Returns it as clients read it.
    pub(super) fn document(&self) -> Value {
        let kind = match self.status {
            401 => "authentication_error",
            429 => "rate_limit_error",
            500.. => "server_error",
            _ => "invalid_request_error",
        };
        json!({
            "error": {
                "message": self.message,
                "type": kind,
                "param": self.parameter,
                "code": self.code,
            },
        })
    }
}

impl From<&Unanswered> for Refusal {
    /// What only the owner of the keys can mend is no fault of the client's, and is not asked again.
    fn from(unanswered: &Unanswered) -> Self {
        let (status, code) = match unanswered.verdict() {
            Verdict::Settings => (503, "no_usable_provider"),
            Verdict::TooLarge => (400, "context_length_exceeded"),
            Verdict::TooDear => (429, "insufficient_quota"),
            Verdict::Bug => (400, "invalid_request"),
            Verdict::Refused => (400, "content_policy_violation"),
            Verdict::Later => {
                let limited = unanswered.tried.iter().any(is_limit);
                let (status, code) = if limited {
                    (429, "rate_limit_exceeded")
                } else {
                    (503, "providers_unavailable")
                };
                return Self {
                    again: Some(soonest(unanswered)),
                    ..Self::new(status, code, unanswered.to_string())
                };
            }
        };
        Self::new(status, code, unanswered.to_string())
    }
}

fn is_limit(notice: &Notice) -> bool {
    match notice {
        Notice::Skipped { reason, .. } => matches!(reason, Reason::Limited(_)),
        Notice::Failed { failure, .. } => matches!(failure.class, Class::Rate | Class::DailyCap),
        Notice::Asked { .. } | Notice::Heard(_) | Notice::Waiting { .. } | Notice::Busy => false,
    }
}

/// Returns when the first provider may answer again; a moment where nobody says.
fn soonest(unanswered: &Unanswered) -> Duration {
    let waits = unanswered.tried.iter().filter_map(|notice| match notice {
        Notice::Skipped {
            reason: Reason::Limited(wait),
            ..
        } => Some(wait.time),
        Notice::Failed { failure, .. } => failure.wait,
        Notice::Skipped { .. }
        | Notice::Asked { .. }
        | Notice::Heard(_)
        | Notice::Waiting { .. }
        | Notice::Busy => None,
    });
    waits.min().unwrap_or_default().max(Duration::from_secs(1))
}
