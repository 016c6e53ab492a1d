//! One request over HTTP and its answer: the only place that talks to providers.
//!
//! No redirect is followed, because it could carry the key elsewhere; headers with keys are marked
//! as sensitive; every wait and every size has a bound.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that talks to providers, and compares the moments in their answers with this one"
)]

use std::cell::Cell;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt as _, TryStreamExt as _};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use sse_stream::SseStream;

use super::address;
use super::dialect::{Dialect, Reader};
use super::failure::classify::{self, Answer};
use super::failure::{Class, Failure};
use super::prompt::Bounds;
use super::reply::{Piece, Reply};
use super::wait::Headers;
use crate::secret::Secret;

/// How long parts of an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until there is a connection.
    pub connect: Duration,
    /// Until the headers of the answer are there.
    pub headers: Duration,
    /// Until its first word is there.
    pub first_word: Duration,
    /// Between two words: signs of life alone are no answer.
    pub word: Duration,
    /// Between two signs of life.
    pub silence: Duration,
}

impl Patience {
    /// While somebody else could be asked.
    pub const SHORT: Self = Self {
        connect: Duration::from_secs(10),
        headers: Duration::from_secs(30),
        first_word: Duration::from_mins(1),
        word: Duration::from_mins(5),
        silence: Duration::from_mins(1),
    };

    /// When there is nobody else: models may think for minutes.
    pub const LONG: Self = Self {
        first_word: Duration::from_mins(5),
        headers: Duration::from_mins(5),
        ..Self::SHORT
    };

    /// Returns how long headers may take: an answer that comes at once begins when it is whole.
    fn of_headers(self, stream: bool) -> Duration {
        if stream {
            self.headers
        } else {
            self.headers.max(self.first_word)
        }
    }
}

/// The largest event of a stream, in bytes.
const LARGEST_EVENT: usize = 8 << 20;
/// The largest answer, in bytes.
const LARGEST_ANSWER: usize = 64 << 20;
/// How much of a refusal is read, in bytes.
const LARGEST_REFUSAL: usize = 64 << 10;

/// A request to a provider.
#[derive(Debug)]
pub struct Request<'a> {
    /// What the provider speaks.
    pub dialect: Dialect,
    /// The address before the path of the dialect, without a slash at its end.
    pub base_url: &'a str,
    /// The version of the protocol, where it has versions.
    pub version: Option<&'a str>,
    /// The key, unless none is needed.
    pub key: Option<&'a Secret>,
    /// The body.
    pub body: &'a serde_json::Value,
    /// What the answer is kept to.
    pub bounds: Bounds<'a>,
    /// Whether the answer comes in pieces.
    pub stream: bool,
    /// How long it may take.
    pub patience: Patience,
}

/// What came back.
#[derive(Debug)]
pub struct Outcome {
    /// The reply, or why there is none.
    pub result: Result<Reply, Failure>,
    /// The headers, when there was an answer: they tell what is left of the limits.
    pub headers: Headers,
    /// How much of an answer had come before it failed, in characters.
    pub lost: usize,
    /// How many bytes of an answer had come.
    pub bytes: usize,
    /// When it ended, as the time since the Unix epoch.
    pub now: Duration,
}

/// A client for all requests of a run: it keeps connections open.
#[derive(Clone, Debug)]
pub struct Transport {
    /// For everywhere, through the proxy of the system if it has one; nothing where nobody is asked
    /// who is elsewhere.
    far: Option<reqwest::Client>,
    /// For this machine, to which no proxy leads, without encryption: it trusts nobody.
    near: reqwest::Client,
    /// For this machine with encryption; made when it is needed.
    encrypted: OnceLock<reqwest::Client>,
}

impl Transport {
    /// Returns a client, or why there can be none.
    pub fn new() -> Result<Self, reqwest::Error> {
        Self::to(["https://anywhere"])
    }

    /// Returns a client for these addresses, or why there can be none. All authorities of the system
    /// are read for it, unless every address is of this machine.
    pub fn to<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Result<Self, reqwest::Error> {
        // A second call finds it installed, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let near = addresses.into_iter().all(address::is_loopback);
        Ok(Self {
            far: (!near).then(|| builder().build()).transpose()?,
            near: builder().no_proxy().tls_certs_only([]).build()?,
            encrypted: OnceLock::new(),
        })
    }

    fn client(&self, address: &str) -> &reqwest::Client {
        if !address::is_loopback(address) {
            return self.far.as_ref().unwrap_or(&self.near);
        }
        if !address.starts_with("https:") {
            return &self.near;
        }
        // What made the others makes this one.
        let encrypted = || builder().no_proxy().build();
        self.encrypted
            .get_or_init(|| encrypted().unwrap_or_else(|_| self.near.clone()))
    }

    /// Sends a request and reads its answer; `hear` gets each piece as it comes.
    pub async fn send(&self, request: &Request<'_>, hear: &mut dyn FnMut(&Piece)) -> Outcome {
        let failed = |failure| Outcome {
            result: Err(failure),
            headers: Headers::new(),
            lost: 0,
            bytes: 0,
            now: now(),
        };
        let sent = self
            .client(request.base_url)
            .post(format!("{}{}", request.base_url, request.dialect.path()))
            .headers(headers(request))
            .json(request.body)
            .send();
        let limit = request.patience.of_headers(request.stream);
        let response = match tokio::time::timeout(limit, sent).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return failed(unreachable(&error)),
            Err(_) => return failed(silent(limit, "no answer began")),
        };
        let headers = plain(response.headers());
        if response.status() != reqwest::StatusCode::OK {
            return refused(response, headers, request.patience.silence).await;
        }
        let streams = headers
            .get("content-type")
            .is_some_and(|it| it.starts_with("text/event-stream"));
        let mut reader = request.dialect.reader(request.bounds);
        let bytes = Cell::new(0);
        let result = if streams {
            read(response, &mut reader, request.patience, &bytes, hear)
                .await
                .and_then(|()| reader.clone().finish())
        } else {
            whole(response, request, &bytes, hear).await
        };
        let lost = if result.is_err() { reader.length() } else { 0 };
        Outcome {
            result,
            headers,
            lost,
            bytes: bytes.get(),
            now: now(),
        }
    }
}

/// Returns what is the same for all connections.
fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(Patience::SHORT.connect)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("samocoder/", env!("CARGO_PKG_VERSION")))
}

/// An answer that was read as it came.
#[derive(Debug)]
pub struct Plain {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: Headers,
    /// Its body, up to a size.
    pub body: String,
    /// When it came, as the time since the Unix epoch.
    pub now: Duration,
}

impl Transport {
    /// Gets what is at a path, with the key of a request.
    pub async fn get(
        &self,
        request: &Request<'_>,
        path: &str,
        patience: Duration,
    ) -> Result<Plain, Failure> {
        let sent = self
            .client(request.base_url)
            .get(format!("{}{path}", request.base_url))
            .headers(headers(request))
            .send();
        let read = async {
            let response = sent.await.map_err(|error| unreachable(&error))?;
            let status = response.status().as_u16();
            let headers = plain(response.headers());
            let body = text(response, LARGEST_ANSWER).await;
            let body = body.map_err(|error| unreachable(&error))?;
            Ok(Plain {
                status,
                headers,
                body,
                now: now(),
            })
        };
        let start = tokio::time::Instant::now();
        let read = tokio::time::timeout(patience, read).await;
        let read = read.unwrap_or_else(|_| Err(silent(patience, "no answer came")));
        let status = read.as_ref().ok().map(|it| it.status);
        let ms = start.elapsed().as_millis();
        tracing::info!(path, status, ms, "looked");
        read
    }
}

/// Returns the headers of a request; those with a key are marked, so that nothing prints them.
fn headers(request: &Request<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str, secret: bool| {
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(secret);
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    if let Some(key) = request.key {
        match request.dialect {
            Dialect::OpenAi => set("authorization", &format!("Bearer {}", key.expose()), true),
            Dialect::Anthropic => set("x-api-key", key.expose(), true),
        }
    }
    if let Some(version) = request.version {
        set("anthropic-version", version, false);
    }
    if request.stream {
        set("accept", "text/event-stream", false);
    }
    headers
}

async fn read(
    response: reqwest::Response,
    reader: &mut Reader<'_>,
    patience: Patience,
    total: &Cell<usize>,
    hear: &mut dyn FnMut(&Piece),
) -> Result<(), Failure> {
    let bytes = response.bytes_stream().map_err(std::io::Error::other);
    let counted = bytes.map(move |chunk| {
        let chunk = chunk?;
        total.set(total.get() + chunk.len());
        if total.get() > LARGEST_ANSWER {
            return Err(std::io::Error::other("the answer is too large"));
        }
        Ok(chunk)
    });
    let mut events = std::pin::pin!(SseStream::from_bytes_stream(counted));
    let mut last_word = tokio::time::Instant::now();
    let mut most = patience.first_word;
    loop {
        let left = most.saturating_sub(last_word.elapsed());
        let left = left.min(patience.silence);
        let event = match tokio::time::timeout(left, events.next()).await {
            Ok(Some(Ok(event))) => event,
            Ok(Some(Err(error))) => return Err(broken(&error.to_string())),
            Ok(None) => return Ok(()),
            Err(_) => return Err(silent(last_word.elapsed(), "no more came")),
        };
        let data = event.data.unwrap_or_default();
        if data.len() > LARGEST_EVENT {
            return Err(broken("one event is too large"));
        }
        let pieces = reader.event(&data, now())?;
        if !pieces.is_empty() {
            (last_word, most) = (tokio::time::Instant::now(), patience.word);
        }
        pieces.iter().for_each(&mut *hear);
        if reader.is_stopped() {
            // Nobody has to pay for what nobody wants.
            return Ok(());
        }
    }
}

async fn whole(
    response: reqwest::Response,
    request: &Request<'_>,
    total: &Cell<usize>,
    hear: &mut dyn FnMut(&Piece),
) -> Result<Reply, Failure> {
    let limit = request.patience.first_word;
    let body = match tokio::time::timeout(limit, text(response, LARGEST_ANSWER)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) => return Err(broken(&error.to_string())),
        Err(_) => return Err(silent(limit, "the answer stopped")),
    };
    total.set(body.len());
    let reply = if is_stream(&body) {
        pieces(body, request).await?
    } else {
        request.dialect.decode(&body, request.bounds, now())?
    };
    reply.pieces().iter().for_each(hear);
    Ok(reply)
}

/// Returns whether an answer came in pieces without saying so.
fn is_stream(body: &str) -> bool {
    let body = body.trim_start_matches('\u{feff}').trim_start();
    ["data:", "event:", ":"]
        .iter()
        .any(|it| body.starts_with(it))
}

/// Reads the pieces of an answer that is there.
async fn pieces(body: String, request: &Request<'_>) -> Result<Reply, Failure> {
    let whole =
        futures_util::stream::iter([Ok::<_, std::io::Error>(hyper::body::Bytes::from(body))]);
    let mut events = std::pin::pin!(SseStream::from_bytes_stream(whole));
    let mut reader = request.dialect.reader(request.bounds);
    while let Some(event) = events.next().await {
        let event = event.map_err(|error| broken(&error.to_string()))?;
        reader.event(&event.data.unwrap_or_default(), now())?;
    }
    reader.finish()
}

/// Reads why a request was refused.
async fn refused(response: reqwest::Response, headers: Headers, limit: Duration) -> Outcome {
    let status = response.status().as_u16();
    let body = beginning(response, limit).await;
    let answer = Answer {
        status,
        headers: &headers,
        body: &body,
        now: now(),
    };
    Outcome {
        result: Err(classify::classify(answer)),
        headers,
        lost: 0,
        bytes: body.len(),
        now: now(),
    }
}

async fn beginning(response: reqwest::Response, limit: Duration) -> String {
    let text = tokio::time::timeout(limit, text(response, LARGEST_REFUSAL)).await;
    text.ok().and_then(Result::ok).unwrap_or_default()
}

/// Returns the text of an answer up to a size.
async fn text(mut response: reqwest::Response, limit: usize) -> Result<String, reqwest::Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        let room = limit.saturating_sub(bytes.len());
        bytes.extend_from_slice(chunk.get(..chunk.len().min(room)).unwrap_or_default());
        if bytes.len() >= limit {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn plain(headers: &HeaderMap) -> Headers {
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect()
}

/// Says why a provider could not be reached; without the address, which may hold a secret.
fn unreachable(error: &reqwest::Error) -> Failure {
    let mut source = std::error::Error::source(error);
    let mut reason = "the connection failed".to_owned();
    while let Some(error) = source {
        reason = error.to_string();
        source = error.source();
    }
    if reason.contains("UnknownIssuer") {
        reason.push_str("; `SSL_CERT_FILE` names a file with the authorities to trust");
    }
    let class = if error.is_connect() {
        Class::Unreachable
    } else {
        Class::Overloaded
    };
    Failure::new(class, reason)
}

fn silent(limit: Duration, what: &str) -> Failure {
    let seconds = limit.as_secs();
    Failure::new(Class::Silent, format!("{what} within {seconds} s"))
}

fn broken(reason: &str) -> Failure {
    Failure::new(Class::StreamCut, reason)
}

fn now() -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap_or_default()
}
