//! An endpoint on loopback that speaks as `OpenAI` does, in front of the chain: any tool that knows
//! chat completions gains the chain, its limits and its purse, and never sees a key.
//!
//! # Design
//! One thread serves all clients: what takes long is waiting. An answer is passed on as it comes; one
//! that breaks off after a part of it went out ends with an error, because a second model's words
//! must not follow the first one's. A client that goes away ends its call, one that reads slowly
//! slows the provider down, and one that does not read at all is left. Nothing but `/health` is told
//! to somebody without the token, so that neither other users of the machine nor web pages can spend
//! money.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::stream::LocalBoxStream;
use http_body_util::{BodyExt as _, Either, Full, Limited, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::{LocalSet, spawn_local};
use tokio::time::Instant;
use tokio_io_timeout::TimeoutStream;

use crate::llm::chain::{Answered, Caps, Chain, Choice, Notice, Unanswered};
use crate::llm::ledger::Now;
use crate::secret::Secret;

mod answer;
mod guard;
mod memory;
mod metrics;
mod refusal;
mod request;
mod stream;

use memory::Memory;
use metrics::Metrics;
use refusal::Refusal;
use request::{ROLES, Wanted};

/// The largest request, in bytes.
const LARGEST: usize = 32 << 20;
/// How long a client may take to say what it wants, and to take the next piece of its answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long answers under way may take to end when the proxy does.
pub const GRACE: Duration = Duration::from_secs(10);

type Body =
    Either<Full<Bytes>, StreamBody<LocalBoxStream<'static, Result<Frame<Bytes>, Infallible>>>>;

/// What became of a question.
#[derive(Debug)]
pub struct Served {
    /// Who answered, or why nobody did.
    pub result: Result<Answered, Unanswered>,
    /// How long it took.
    pub time: Duration,
    /// Why limits are not kept as they should be, the first time that they are not.
    pub trouble: Option<String>,
}

/// The proxy.
#[derive(Debug)]
struct Proxy {
    chain: Chain,
    token: Secret,
    clock: fn() -> Now,
    changed: Changed,
    metrics: RefCell<Metrics>,
    memory: RefCell<Memory>,
    /// How many answers were begun, for their names.
    begun: Cell<u64>,
    /// Who wants to know what became of questions.
    served: UnboundedSender<Served>,
    /// Whether trouble was told.
    troubled: Cell<bool>,
}

/// Says which caps hold from now on, where that changed since it was asked last.
struct Changed(Box<dyn Fn() -> Option<Caps>>);

impl std::fmt::Debug for Changed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Changed")
    }
}

/// Serves clients that know the token until `stop`; what is under way then may end. `changed` is asked
/// before each question, and `tell` hears what became of each one.
pub async fn serve(
    listener: TcpListener,
    chain: Chain,
    token: Secret,
    clock: fn() -> Now,
    changed: impl Fn() -> Option<Caps> + 'static,
    tell: impl Fn(&Served),
    stop: impl Future<Output = ()>,
) {
    let (served, mut hear) = unbounded_channel();
    let proxy = Rc::new(Proxy {
        chain,
        token,
        clock,
        changed: Changed(Box::new(changed)),
        metrics: RefCell::default(),
        memory: RefCell::default(),
        begun: Cell::new(0),
        served,
        troubled: Cell::new(false),
    });
    let open = GracefulShutdown::new();
    let accept = async {
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        drop(spawn_local(talk(Rc::clone(&proxy), stream, open.watcher())));
                    }
                    // No file handle is left, or the client is gone already.
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                },
                () = &mut stop => break,
            }
        }
        // From now on nobody else is let in.
        drop(listener);
        tokio::time::timeout(GRACE, open.shutdown())
            .await
            .unwrap_or_default();
    };
    let listen = async {
        while let Some(served) = hear.recv().await {
            tell(&served);
        }
    };
    let both = async {
        tokio::select! {
            () = accept => {}
            () = listen => {}
        }
    };
    LocalSet::new().run_until(both).await;
    while let Ok(served) = hear.try_recv() {
        tell(&served);
    }
}

/// Answers the requests of one connection.
async fn talk(proxy: Rc<Proxy>, stream: TcpStream, watcher: Watcher) {
    // Pieces of an answer are small, and each is worth a packet.
    stream.set_nodelay(true).unwrap_or_default();
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE));
    let service = service_fn(move |request| {
        let proxy = Rc::clone(&proxy);
        async move { Ok::<_, Infallible>(reply(&proxy, request).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    // A client that went away, or that does not speak HTTP, can't be told.
    drop(watcher.watch(served).await);
}

async fn reply(proxy: &Rc<Proxy>, request: Request<Incoming>) -> Response<Body> {
    let response = route(proxy, request).await;
    let response = response.unwrap_or_else(|refusal| refused(&refusal));
    let status = response.status().as_u16();
    proxy.metrics.borrow_mut().replied(status);
    response
}

async fn route(proxy: &Rc<Proxy>, request: Request<Incoming>) -> Result<Response<Body>, Refusal> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    guard::is_near(&head.headers)?;
    if path != "/health" {
        guard::knows(&head.headers, &proxy.token)?;
    }
    let method = match path.as_str() {
        "/health" | "/metrics" | "/v1/models" => Method::GET,
        "/v1/chat/completions" => Method::POST,
        _ => return Err(Refusal::nothing_here()),
    };
    if head.method != method {
        return Err(Refusal::other_method(&method));
    }
    match path.as_str() {
        "/health" => Ok(document(&json!({ "status": "ok" }))),
        "/metrics" => {
            let text = proxy.metrics.borrow().text();
            Ok(plain(StatusCode::OK, "text/plain; version=0.0.4", text))
        }
        "/v1/models" => Ok(document(&proxy.models())),
        _ => {
            let body = tokio::time::timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await;
            let body = body.map_err(|_| Refusal::slow())?;
            let body = body.map_err(|_| Refusal::too_large())?.to_bytes();
            let mut wanted = Wanted::parse(&body, |name| proxy.named(name))?;
            if let Some(caps) = (proxy.changed.0)() {
                proxy.chain.keep_to(caps);
            }
            proxy.memory.borrow().recall(&mut wanted.prompt);
            if wanted.stream {
                stream::answer(Rc::clone(proxy), wanted).await
            } else {
                whole(proxy, &wanted).await
            }
        }
    }
}

/// Answers at once.
async fn whole(proxy: &Rc<Proxy>, wanted: &Wanted) -> Result<Response<Body>, Refusal> {
    let _under_way = UnderWay::new(proxy);
    let start = Instant::now();
    let mut tell = |notice: &Notice| proxy.metrics.borrow_mut().noticed(notice);
    let answered = proxy
        .chain
        .ask(&wanted.prompt, wanted.choice.clone(), &mut tell)
        .await;
    let answered = proxy.note(start, answered)?;
    let mut response = document(&answer::whole(
        &proxy.name(),
        (proxy.clock)().wall / 1000,
        &answered,
    ));
    proxy.limits(response.headers_mut(), &answered.provider, &answered.model);
    Ok(response)
}

impl Proxy {
    /// Returns the model of that name, `PROVIDER/MODEL`, if it may be asked.
    fn named(&self, name: &str) -> Option<Choice> {
        let (provider, id) = name.split_once('/')?;
        let able = self.chain.targets().iter().filter(|it| !it.lacks_key());
        let mut own = able.filter(|it| it.provider.name == provider);
        own.any(|it| it.models.iter().any(|model| model.id == id))
            .then(|| Choice::Model {
                provider: provider.to_owned(),
                id: id.to_owned(),
            })
    }

    /// Returns the models that clients can ask for.
    fn models(&self) -> Value {
        let able = self.chain.targets().iter().filter(|it| !it.lacks_key());
        let named = able.flat_map(|it| {
            let ids = it.models.iter().map(|model| model.id.as_str());
            ids.map(|id| {
                (
                    answer::model(&it.provider.name, id),
                    it.provider.name.as_str(),
                )
            })
        });
        let roles = ROLES.map(|(name, _)| (name.to_owned(), "samocoder"));
        let mut models: Vec<Value> = Vec::new();
        for (id, owner) in roles.into_iter().chain(named) {
            let model = json!({ "id": id, "object": "model", "created": 0, "owned_by": owner });
            // A model is listed for each role that it serves.
            if !models.contains(&model) {
                models.push(model);
            }
        }
        json!({ "object": "list", "data": models })
    }

    /// Counts and tells what became of a question.
    fn note(
        &self,
        start: Instant,
        result: Result<Answered, Unanswered>,
    ) -> Result<Answered, Refusal> {
        if let Ok(answered) = &result {
            self.metrics.borrow_mut().answered(answered);
            self.memory.borrow_mut().keep(answered);
        }
        let answered = result.clone().map_err(|error| Refusal::from(&error));
        let trouble = self.chain.trouble();
        let trouble = trouble.filter(|_| !self.troubled.replace(true));
        let served = Served {
            result,
            time: start.elapsed(),
            trouble,
        };
        // It is heard for as long as there is a proxy.
        drop(self.served.send(served));
        answered
    }

    /// Returns a name for an answer.
    fn name(&self) -> String {
        self.begun.set(self.begun.get() + 1);
        format!("chatcmpl-{:x}-{}", (self.clock)().wall, self.begun.get())
    }

    /// Tells the limits of the one who answers.
    fn limits(&self, headers: &mut HeaderMap, provider: &str, model: &str) {
        let mut targets = self.chain.targets().iter();
        let Some(target) = targets.find(|it| it.provider.name == provider) else {
            return;
        };
        let Some(model) = target.models.iter().find(|it| it.id == model) else {
            return;
        };
        let limits = self.chain.limited(target).provider.limits_of(model);
        let used = self.chain.used(target, model);
        let mut set = |name: &'static str, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        let reset = format!("{:.3}s", used.minute_ends.as_secs_f64());
        if let Some(most) = limits.minute {
            let left = most.saturating_sub(used.minute);
            set("x-ratelimit-limit-requests", most.to_string());
            set("x-ratelimit-remaining-requests", left.to_string());
            set("x-ratelimit-reset-requests", reset.clone());
        }
        if let Some(most) = limits.tokens_minute {
            let left = most.saturating_sub(used.tokens_minute);
            set("x-ratelimit-limit-tokens", most.to_string());
            set("x-ratelimit-remaining-tokens", left.to_string());
            set("x-ratelimit-reset-tokens", reset);
        }
        set("x-samocoder-provider", provider.to_owned());
    }
}

/// A request that is being answered.
struct UnderWay(Rc<Proxy>);

impl UnderWay {
    fn new(proxy: &Rc<Proxy>) -> Self {
        proxy.metrics.borrow_mut().under_way += 1;
        Self(Rc::clone(proxy))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.metrics.borrow_mut().under_way -= 1;
    }
}

fn document(document: &Value) -> Response<Body> {
    plain(StatusCode::OK, "application/json", document.to_string())
}

fn refused(refusal: &Refusal) -> Response<Body> {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_GATEWAY);
    let mut response = plain(status, "application/json", refusal.document().to_string());
    refusal.tell(response.headers_mut());
    response
}

fn plain(status: StatusCode, kind: &'static str, text: String) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::from(text)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
