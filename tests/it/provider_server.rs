//! A provider on loopback that answers as a test tells it to, byte for byte and pause for pause.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does after it has read a request.
#[derive(Clone, Debug)]
pub(crate) enum Do {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Does nothing for a while.
    Pause(Duration),
    /// Never does anything again, with the connection open.
    Hang,
}

/// What a server does about a request.
type Answer = dyn Fn(&Seen) -> Vec<Do> + Send + Sync;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The first line and the headers.
    pub(crate) head: String,
    /// The body.
    pub(crate) body: String,
}

/// The server; it ends with the runtime of its test.
#[derive(Clone)]
pub(crate) struct ProviderServer {
    pub(crate) base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    sent: Arc<AtomicUsize>,
}

impl ProviderServer {
    /// Starts a server whose answers follow each other; the last one is repeated.
    pub(crate) async fn start(answers: Vec<Vec<Do>>) -> Self {
        let number = AtomicUsize::new(0);
        Self::answering(move |_| {
            let number = number.fetch_add(1, Ordering::SeqCst);
            answers[number.min(answers.len() - 1)].clone()
        })
        .await
    }

    /// Starts a server that answers to what it is asked.
    pub(crate) async fn answering(
        answer: impl Fn(&Seen) -> Vec<Do> + Send + Sync + 'static,
    ) -> Self {
        let answer: Arc<Answer> = Arc::new(answer);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let server = Self {
            base,
            seen: Arc::clone(&seen),
            sent: Arc::default(),
        };
        let sent = Arc::clone(&server.sent);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                let (seen, sent) = (Arc::clone(&seen), Arc::clone(&sent));
                tokio::spawn(answer_one(stream, answer, seen, sent));
            }
        });
        server
    }

    /// Waits until a request has come.
    pub(crate) async fn is_asked(&self) {
        for _ in 0..1000 {
            if !self.seen().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nobody asked");
    }

    /// Returns how many pieces of answers were taken from it.
    pub(crate) fn sent(&self) -> usize {
        self.sent.load(Ordering::SeqCst)
    }

    /// Returns the requests that came.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer_one(
    mut stream: TcpStream,
    answer: Arc<Answer>,
    seen: Arc<Mutex<Vec<Seen>>>,
    sent: Arc<AtomicUsize>,
) {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    let (head, length) = loop {
        let count = stream.read(&mut part).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        bytes.extend_from_slice(&part[..count]);
        let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length: usize = head
            .lines()
            .find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            })
            .unwrap_or(0);
        if bytes.len() >= end + 4 + length {
            break (head, end + 4);
        }
    };
    let body = String::from_utf8(bytes[length..].to_vec()).unwrap();
    let request = Seen { head, body };
    let steps = answer(&request);
    seen.lock().unwrap().push(request);
    for step in steps {
        match step {
            Do::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                sent.fetch_add(1, Ordering::SeqCst);
            }
            Do::Pause(time) => tokio::time::sleep(time).await,
            Do::Hang => std::future::pending().await,
        }
    }
}

/// Returns an answer with a status and a JSON body.
pub(crate) fn json(status: u16, headers: &str, body: &str) -> Vec<Do> {
    let length = body.len();
    vec![Do::Send(
        format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .into_bytes(),
    )]
}

/// Returns the start of a streamed answer.
pub(crate) fn stream() -> Do {
    Do::Send(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n".to_vec(),
    )
}

/// Returns bytes to send.
pub(crate) fn send(text: &str) -> Do {
    Do::Send(text.as_bytes().to_vec())
}
