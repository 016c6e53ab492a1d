//! The lines of the log that tell of requests: who was asked and what came of it, never what was asked
//! or answered.

use std::time::Duration;

use serde_json::Value;
use tracing::{debug, enabled, info};

use super::call::Attempts;
use crate::llm::transport::Outcome;
use crate::secret::Redactor;

/// Tells that a request is sent.
pub(super) fn asked(attempts: &Attempts<'_>, body: &Value, stream: bool) {
    if enabled!(tracing::Level::DEBUG) {
        let (provider, model) = (&attempts.target.provider.name, &attempts.model.id);
        let bytes = body.to_string().len();
        debug!(%provider, %model, attempt = attempts.made, bytes, stream, "asking");
    }
}

/// Tells how a request ended.
pub(super) fn ended(
    attempts: &Attempts<'_>,
    outcome: &Outcome,
    time: Duration,
    redactor: &Redactor,
) {
    if !enabled!(tracing::Level::INFO) {
        return;
    }
    let (provider, model) = (&attempts.target.provider.name, &attempts.model.id);
    let (attempt, bytes, ms) = (attempts.made, outcome.bytes, time.as_millis());
    match &outcome.result {
        Ok(reply) => {
            let end = &reply.end;
            info!(%provider, %model, attempt, bytes, ms, ?end, "answered");
        }
        Err(failure) => {
            let (class, action, status) = (failure.class, failure.class.action(), failure.status);
            let wait = failure.wait.map(|wait| wait.as_millis());
            let lost = outcome.lost;
            info!(%provider, %model, attempt, status, ?class, ?action, wait, bytes, lost, ms, "failed");
            let failure = failure.clone().redacted(redactor);
            let id = failure.request_id.as_deref();
            debug!(%provider, id, "{failure}");
        }
    }
}
