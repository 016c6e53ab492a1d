//! Addresses of providers: which of them lead to this machine.

use url::{Host, Url};

/// Returns whether an address leads to this machine.
pub fn is_loopback(address: &str) -> bool {
    let url = Url::parse(address);
    match url.as_ref().ok().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Returns whether what is sent to an address is read by nobody else: it is encrypted, or does not
/// leave the machine.
pub fn is_private(address: &str) -> bool {
    address.starts_with("https://") || is_loopback(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_near() {
        for near in [
            "http://localhost:1/v1",
            "http://127.9.9.9",
            "http://[::1]:8080/v1",
        ] {
            assert!(is_loopback(near) && is_private(near), "{near}");
        }
        for far in [
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
            "x",
        ] {
            assert!(!is_loopback(far) && !is_private(far), "{far}");
        }
        assert!(is_private("https://example.com"));
    }
}
