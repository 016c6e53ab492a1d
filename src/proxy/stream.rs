//! An answer that is passed on as it comes, and not faster than the client reads it.

use std::cell::Cell;
use std::convert::Infallible;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::unfold;
use http_body_util::{Either, StreamBody};
use hyper::Response;
use hyper::body::{Bytes, Frame};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;
use tokio::time::{Instant, timeout, timeout_at};

use super::answer::{self, Pieces};
use super::refusal::Refusal;
use super::request::Wanted;
use super::{Body, Proxy, UnderWay};
use crate::llm::chain::{Answered, Notice};
use crate::llm::prompt::Answer;
use crate::llm::reply::Piece;

/// How long the status of an answer is left open: until then a failure is told by its status.
const OPEN: Duration = Duration::from_secs(5);
/// How long a client hears nothing at most.
const QUIET: Duration = Duration::from_secs(10);

/// How much of an answer waits for a client that reads slowly, in bytes; then the provider waits.
const MOST_WAITING: usize = 256 << 10;

/// What the call says to the one who passes it on.
enum Said {
    /// Nothing is known yet.
    Nothing,
    /// Somebody is asked.
    Asked { provider: String, model: String },
    /// A piece of the answer.
    Piece(Piece),
    /// It is over.
    Over(Result<Box<Answered>, Refusal>),
}

/// Answers in pieces.
pub(super) async fn answer(proxy: Rc<Proxy>, wanted: Wanted) -> Result<Response<Body>, Refusal> {
    let with_usage = wanted.usage;
    let (say, mut hear) = unbounded_channel();
    let flow = Rc::new(Flow::default());
    let asking = call(Rc::clone(&proxy), wanted, say, Rc::clone(&flow));
    drop(spawn_local(asking));
    let mut asked = (String::new(), String::new());
    let until = Instant::now() + OPEN;
    let first = loop {
        match timeout_at(until, hear.recv()).await {
            Ok(Some(Said::Asked { provider, model })) => asked = (provider, model),
            Ok(Some(Said::Over(Err(refusal)))) => return Err(refusal),
            Ok(said) => break said,
            Err(_) => break Some(Said::Nothing),
        }
    };
    let (provider, model) = asked;
    let state = Passing {
        hear,
        flow,
        first,
        pieces: Pieces::new(
            proxy.name(),
            (proxy.clock)().wall / 1000,
            answer::model(&provider, &model),
        ),
        told: false,
        with_usage,
    };
    let pieces = unfold(Some(state), |state| async { next(state?).await }).boxed_local();
    let mut response = Response::new(Either::Right(StreamBody::new(pieces)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    proxy.limits(headers, &provider, &model);
    Ok(response)
}

/// Asks the chain, until there is an answer or nobody listens any more.
async fn call(proxy: Rc<Proxy>, wanted: Wanted, say: UnboundedSender<Said>, flow: Rc<Flow>) {
    let _under_way = UnderWay::new(&proxy);
    let start = Instant::now();
    // A document is passed on once it is known to be one.
    let live = wanted.prompt.answer == Answer::Text;
    let mut passed_on = false;
    // Whether the client was told that its answer broke off.
    let broke_off = Cell::new(false);
    // Whoever does not listen any more is noticed below.
    let tell_client = |said: Said| drop(say.send(said));
    let mut tell = |notice: &Notice| {
        proxy.metrics.borrow_mut().noticed(notice);
        match notice {
            Notice::Asked { provider, model } => tell_client(Said::Asked {
                provider: provider.clone(),
                model: model.clone(),
            }),
            Notice::Heard(piece) if live => {
                passed_on = true;
                flow.said(piece.text().len());
                tell_client(Said::Piece(piece.clone()));
            }
            Notice::Failed { provider, .. } if passed_on => {
                broke_off.set(true);
                tell_client(Said::Over(Err(Refusal::cut(provider))));
            }
            Notice::Heard(_)
            | Notice::Failed { .. }
            | Notice::Skipped { .. }
            | Notice::Waiting { .. }
            | Notice::Busy => {}
        }
    };
    let asking = proxy
        .chain
        .ask(&wanted.prompt, wanted.choice.clone(), &mut tell);
    let mut asking = pin!(asking);
    let asking = poll_fn(|context| {
        if !flow.has_room(context) {
            return Poll::Pending;
        }
        let answered = asking.as_mut().poll(context).map(Some);
        if broke_off.get() {
            return Poll::Ready(None);
        }
        answered
    });
    let answered = tokio::select! {
        answered = asking => answered,
        () = say.closed() => None,
    };
    let Some(answered) = answered else {
        return;
    };
    let over = proxy.note(start, answered);
    let late = over.as_ref().ok().filter(|_| !live);
    let late = late.map(|it| it.reply.pieces()).unwrap_or_default();
    late.into_iter().map(Said::Piece).for_each(tell_client);
    tell_client(Said::Over(over.map(Box::new)));
}

/// How much of an answer was said and not yet passed on. While that is too much the call is not
/// polled, so that nothing more is read from the provider.
#[derive(Default)]
struct Flow {
    waiting: Cell<usize>,
    /// Who waits for room.
    stopped: Cell<Option<Waker>>,
}

impl Flow {
    fn said(&self, bytes: usize) {
        self.waiting.set(self.waiting.get() + bytes);
    }

    fn passed_on(&self, bytes: usize) {
        self.waiting.set(self.waiting.get().saturating_sub(bytes));
        if let Some(stopped) = self.stopped.take() {
            stopped.wake();
        }
    }

    /// Returns whether more may be said; wakes the one who asks when that changes.
    fn has_room(&self, context: &Context<'_>) -> bool {
        let room = self.waiting.get() < MOST_WAITING;
        self.stopped.set((!room).then(|| context.waker().clone()));
        room
    }
}

/// An answer that is being passed on.
struct Passing {
    hear: UnboundedReceiver<Said>,
    flow: Rc<Flow>,
    /// What was heard before the answer began.
    first: Option<Said>,
    pieces: Pieces,
    /// Whether a piece was passed on, so that its model does not change any more.
    told: bool,
    with_usage: bool,
}

type Step = (Result<Frame<Bytes>, Infallible>, Option<Passing>);

/// Returns what comes next; nothing when all was said.
async fn next(mut passing: Passing) -> Option<Step> {
    loop {
        let said = match passing.first.take() {
            Some(said) => Ok(Some(said)),
            None => timeout(QUIET, passing.hear.recv()).await,
        };
        let (text, more) = match said {
            Err(_) | Ok(Some(Said::Nothing)) => (": keep-alive\n\n".to_owned(), true),
            Ok(None) => return None,
            Ok(Some(Said::Asked { provider, model })) => {
                if !passing.told {
                    passing.pieces.model = answer::model(&provider, &model);
                }
                continue;
            }
            Ok(Some(Said::Piece(piece))) => {
                passing.told = true;
                passing.flow.passed_on(piece.text().len());
                (passing.pieces.piece(&piece), true)
            }
            Ok(Some(Said::Over(Ok(answered)))) => {
                (passing.pieces.end(&answered, passing.with_usage), false)
            }
            Ok(Some(Said::Over(Err(refusal)))) => {
                (format!("data: {}\n\n", refusal.document()), false)
            }
        };
        let frame = Ok(Frame::data(Bytes::from(text)));
        return Some((frame, more.then_some(passing)));
    }
}
