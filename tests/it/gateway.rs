//! A provider inside of a company: behind a certificate that only the company vouches for, and behind
//! a proxy that stands between the company and the world.
//!
//! `tests/tls` holds the authority and the certificate that it gave `gateway.test` and `localhost`, for
//! a hundred years; `openssl` made both.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::provider_server::{Do, ProviderServer, send, stream};
use crate::samocoder::{Output, Samocoder};
use crate::unreachable::tls;

const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/authority.crt");
const KEY: &str = "canary/0123456789+abcdefghijKLMNOPQRSTuvwxyz";

fn yes() -> Vec<Do> {
    let text =
        "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}\n\n";
    vec![stream(), send(text)]
}

/// Puts encryption before a server; returns the port.
async fn encrypted(server: &ProviderServer) -> u16 {
    let certificate = include_bytes!("../tls/gateway.crt");
    let key = include_bytes!("../tls/gateway.key");
    let acceptor = TlsAcceptor::from(tls(certificate, key));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let inner = server.base.strip_prefix("http://").unwrap().to_owned();
    tokio::spawn(async move {
        while let Ok((outer, _)) = listener.accept().await {
            let (acceptor, inner) = (acceptor.clone(), inner.clone());
            tokio::spawn(async move {
                // Whoever does not trust the certificate goes away.
                if let Ok(mut outer) = acceptor.accept(outer).await {
                    let mut inner = TcpStream::connect(inner).await.unwrap();
                    drop(copy_bidirectional(&mut outer, &mut inner).await);
                }
            });
        }
    });
    port
}

/// A proxy that leads every name to one port of this machine, and tells what it was asked for.
async fn company_proxy(port: u16) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own_port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heads = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut outer, _)) = listener.accept().await {
            let heads = Arc::clone(&heads);
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(outer.read_u8().await.unwrap());
                }
                heads.lock().unwrap().push(String::from_utf8(head).unwrap());
                let mut inner = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let open = b"HTTP/1.1 200 Connection established\r\n\r\n";
                outer.write_all(open).await.unwrap();
                drop(copy_bidirectional(&mut outer, &mut inner).await);
            });
        }
    });
    (own_port, seen)
}

fn user(base: &str) -> Samocoder {
    Samocoder::with_own_home()
        .env("SAMOCODER_CHAIN", "company")
        .env("SAMOCODER_COMPANY_BASE_URL", base)
        .env("SAMOCODER_COMPANY_GENERAL", "m")
        .env("SAMOCODER_COMPANY_PRICE_INPUT", "1")
        .env("SAMOCODER_COMPANY_PRICE_OUTPUT", "5")
        .env("SAMOCODER_COMPANY_KEY_VARIABLE", "COMPANY_API_KEY")
        .env("COMPANY_API_KEY", KEY)
        .env("SAMOCODER_KEYCHAIN", "false")
}

async fn ask(user: Samocoder) -> Output {
    let asked = tokio::task::spawn_blocking(move || user.run(["ask", "hi"]));
    asked.await.unwrap()
}

#[tokio::test]
async fn an_authority_of_the_company_s_own_is_trusted_when_it_is_named() {
    let server = ProviderServer::start(vec![yes()]).await;
    let base = format!("https://localhost:{}/v1", encrypted(&server).await);
    let stranger = ask(user(&base)).await;
    assert_eq!(stranger.code, 4, "{}", stranger.all());
    for told in ["certificate", "SSL_CERT_FILE"] {
        assert!(stranger.stderr.contains(told), "{}", stranger.all());
    }
    assert!(server.seen().is_empty());
    let known = ask(user(&base).env("SSL_CERT_FILE", AUTHORITY)).await;
    assert_eq!(known.success(), "yes\n");
    assert!(server.seen()[0].head.contains(KEY));
}

#[tokio::test]
async fn the_proxy_of_the_company_is_used_and_sees_no_key() {
    let server = ProviderServer::start(vec![yes()]).await;
    let (port, seen) = company_proxy(encrypted(&server).await).await;
    let behind = |base: &str| {
        let proxy = format!("http://somebody:password@127.0.0.1:{port}");
        user(base)
            .env("SSL_CERT_FILE", AUTHORITY)
            .env("HTTPS_PROXY", &proxy)
            .env("HTTP_PROXY", &proxy)
    };
    let far = "https://gateway.test/v1";
    assert_eq!(ask(behind(far)).await.success(), "yes\n");
    let heads = seen.lock().unwrap().clone();
    assert!(
        heads[0].starts_with("CONNECT gateway.test:443 "),
        "{heads:?}"
    );
    let heads = heads.concat().to_lowercase();
    assert!(
        heads.contains("proxy-authorization: basic c29tzwjvzhk6cgfzc3dvcmq="),
        "{heads}"
    );
    assert!(!heads.contains("canary"), "{heads}");
    assert_eq!(server.seen().len(), 1);
    // Nobody knows the name without the proxy.
    let beside = ask(behind(far).env("NO_PROXY", "gateway.test")).await;
    assert_eq!(beside.code, 4, "{}", beside.all());
    // This machine is never reached through it.
    assert_eq!(ask(behind(&server.base)).await.success(), "yes\n");
    assert_eq!(seen.lock().unwrap().len(), 1);
}
