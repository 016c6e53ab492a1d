//! Numbers texts, so that they differ: what they begin with is cut as far as their length asks for.

/// Where example addresses lead when there is no room for more.
const HOST: &str = "example.com";

/// Returns a text of at most that many characters that ends with the number.
pub(super) fn numbered(text: &str, joint: &str, number: usize, most: usize) -> String {
    let number = number.to_string();
    let room = most.saturating_sub(joint.len() + number.len());
    let kept: String = text.chars().take(room).collect();
    match kept.trim_end_matches([' ', '-', '.', '/']) {
        "" => number,
        stem => format!("{stem}{joint}{number}"),
    }
}

/// Returns the address of another mailbox at the same host, or at a shorter one if need be.
pub(super) fn mailbox(text: &str, number: usize, most: usize) -> Option<String> {
    let (mailbox, host) = text.split_once('@')?;
    [host, HOST].into_iter().find_map(|host| {
        let room = most.checked_sub(host.len() + 1)?;
        let mailbox = numbered(mailbox, "", number, room);
        (mailbox.len() <= room).then(|| format!("{mailbox}@{host}"))
    })
}

/// Returns the address of another page of the same site, or of a shorter one if need be.
pub(super) fn address(text: &str, number: usize, most: usize) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let (host, page) = rest.split_once('/').unwrap_or((rest, ""));
    [host, HOST].into_iter().find_map(|host| {
        let room = most.checked_sub(scheme.len() + 3 + host.len() + 1)?;
        let page = numbered(page, "-", number, room);
        (page.len() <= room).then(|| format!("{scheme}://{host}/{page}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_make_room_for_its_number() {
        assert_eq!(numbered("Window monstera", " ", 2, 40), "Window monstera 2");
        assert_eq!(numbered("Window monstera", " ", 12, 10), "Window 12");
        assert_eq!(numbered("Окно", " ", 12, 5), "Ок 12");
        assert_eq!(numbered("Fig", " ", 12, 3), "12");
    }

    #[test]
    fn an_address_keeps_its_host_as_long_as_there_is_room() {
        let mail = |most| mailbox("anna.smirnova@shop.example.com", 12, most);
        assert_eq!(mail(40).unwrap(), "anna.smirnova12@shop.example.com");
        assert_eq!(mail(20).unwrap(), "a12@shop.example.com");
        assert_eq!(mail(14).unwrap(), "12@example.com");
        assert_eq!(mail(13), None);
        let page = |most| address("https://done.example.com/emma", 2, most);
        assert_eq!(page(40).unwrap(), "https://done.example.com/emma-2");
        assert_eq!(page(26).unwrap(), "https://done.example.com/2");
        assert_eq!(page(25).unwrap(), "https://example.com/emm-2");
        assert_eq!(page(20), None);
        let site = address("https://example.com", 2, usize::MAX);
        assert_eq!(site.unwrap(), "https://example.com/2");
    }
}
