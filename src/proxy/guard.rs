//! Who may talk to the proxy: programs of this machine that know its token.
//!
//! The token alone keeps others out. That the address must be one of this machine, and that pages
//! of other sites are refused even with the token, is for the day on which a token leaks: a name of
//! somebody else's that leads to loopback (DNS rebinding) makes every browser a program of this
//! machine.

use hyper::header::{AUTHORIZATION, HOST, HeaderMap, HeaderValue, ORIGIN};
use subtle::ConstantTimeEq as _;

use super::refusal::Refusal;
use crate::llm::address::is_loopback;
use crate::secret::Secret;

/// Refuses what was not meant for this machine, or comes from a page of another site.
pub(super) fn is_near(headers: &HeaderMap) -> Result<(), Refusal> {
    let near = |host: &HeaderValue| {
        let host = host.to_str();
        host.is_ok_and(|host| is_loopback(&format!("http://{host}")))
    };
    if !headers.get(HOST).is_none_or(near) {
        return Err(Refusal::other_host());
    }
    if headers.get(ORIGIN).is_some_and(is_a_page_elsewhere) {
        return Err(Refusal::other_site());
    }
    Ok(())
}

/// Returns whether a request comes from a page of another site. Editors and extensions have schemes
/// of their own; a page that hides its site says `null`.
fn is_a_page_elsewhere(origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else {
        return true;
    };
    let is_page = origin.starts_with("http://") || origin.starts_with("https://");
    origin == "null" || (is_page && !is_loopback(origin))
}

/// Refuses those who don't send the token; how long that takes does not tell how much of it was
/// right.
pub(super) fn knows(headers: &HeaderMap, token: &Secret) -> Result<(), Refusal> {
    let given = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    let given = given.and_then(|it| it.split_at_checked(b"Bearer ".len()));
    let given = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"bearer "));
    let right = given.is_some_and(|(_, given)| given.ct_eq(token.expose().as_bytes()).into());
    right.then_some(()).ok_or_else(Refusal::stranger)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        let value = HeaderValue::from_str(value).unwrap();
        [(name.parse().unwrap(), value)].into_iter().collect()
    }

    #[test]
    fn only_addresses_of_this_machine_are_served() {
        for near in ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"] {
            assert_eq!(is_near(&headers("host", near)), Ok(()), "{near}");
        }
        for far in [
            "example.com",
            "127.0.0.1.example.com:8080",
            "localhost@example.com",
            "10.0.0.1",
            "",
        ] {
            let refusal = is_near(&headers("host", far)).unwrap_err();
            assert_eq!(refusal.status(), 403, "{far}");
        }
        assert_eq!(is_near(&HeaderMap::new()), Ok(()));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        for near in ["http://localhost:3000", "vscode-file://vscode-app"] {
            assert_eq!(is_near(&headers("origin", near)), Ok(()), "{near}");
        }
        for far in [
            "https://example.com",
            "null",
            "http://localhost.example.com",
        ] {
            assert!(is_near(&headers("origin", far)).is_err(), "{far}");
        }
    }

    #[test]
    fn the_token_and_nothing_but_the_token_opens() {
        let token = Secret::key("samocoder-0123456789").unwrap();
        for right in ["Bearer samocoder-0123456789", "bearer samocoder-0123456789"] {
            assert_eq!(knows(&headers("authorization", right), &token), Ok(()));
        }
        for wrong in [
            "",
            "Bearer",
            "Bearer ",
            "samocoder-0123456789",
            "Basic samocoder-0123456789",
            "Bearer samocoder-012345678",
            "Bearer samocoder-01234567890",
            "Bearer  samocoder-0123456789",
        ] {
            let refusal = knows(&headers("authorization", wrong), &token);
            assert_eq!(refusal, Err(Refusal::stranger()), "{wrong}");
        }
    }
}
