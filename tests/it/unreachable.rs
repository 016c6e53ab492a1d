//! Addresses at which there is no provider: nobody, no such name, no or no trusted encryption.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};

/// Returns an address at which nobody listens, and no server of another test ever will.
pub(crate) fn nobody() -> String {
    "http://127.0.0.1:1".to_owned()
}

/// Returns an address whose name nobody can have, which the system knows without asking around.
pub(crate) fn no_such_name() -> String {
    format!("https://{}.invalid", "a".repeat(64))
}

/// Returns what a server needs that has this certificate and its key.
pub(crate) fn tls(certificate: &[u8], key: &[u8]) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate).unwrap()],
            PrivateKeyDer::from_pem_slice(key).unwrap(),
        )
        .unwrap();
    Arc::new(config)
}

/// Returns the address of a server with a certificate that nobody vouches for.
pub(crate) fn self_signed() -> String {
    let certificate = include_bytes!("../tls/self-signed.crt");
    let key = include_bytes!("../tls/self-signed.key");
    let config = tls(certificate, key);
    at_https(move |mut stream| {
        let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        while connection.complete_io(&mut stream).is_ok() {
            assert!(connection.is_handshaking(), "somebody trusts it");
        }
    })
}

/// Returns the address of a server that hangs up before there is encryption.
pub(crate) fn hangs_up() -> String {
    at_https(drop)
}

/// Returns the address of a server that knows no encryption.
pub(crate) fn unencrypted() -> String {
    at_https(|mut stream| {
        // Whoever hung up before needs no answer.
        stream
            .write_all(b"HTTP/1.1 400 X\r\n\r\n")
            .unwrap_or_default();
    })
}

/// Returns the address of a server that does this with every connection.
fn at_https(serve: impl Fn(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            serve(stream);
        }
    });
    base
}
