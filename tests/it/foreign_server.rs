//! A server of somebody else's, in a process of its own.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The server; it ends with this value.
pub(crate) struct ForeignServer {
    process: Child,
    pub(crate) port: u16,
}

impl ForeignServer {
    /// Starts a server on a free port, of which `command` gets the number.
    pub(crate) fn start(command: impl FnOnce(&str) -> Command) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut command = command(&port.to_string());
        let process = command.stdout(Stdio::null()).stderr(Stdio::null());
        let server = Self {
            process: process.spawn().unwrap(),
            port,
        };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let late = start.elapsed() > Duration::from_mins(1);
            assert!(!late, "{command:?} did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// Sends a request and returns the body of its answer.
    pub(crate) fn talk(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{answer}");
        body.to_owned()
    }
}

impl Drop for ForeignServer {
    fn drop(&mut self) {
        self.process.kill().unwrap_or_default();
        drop(self.process.wait());
    }
}
