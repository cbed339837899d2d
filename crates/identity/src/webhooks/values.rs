//! The values that an administrator gives a webhook.

use std::net::{Ipv4Addr, Ipv6Addr};

use contract::events::EventAction;
use rules::extensible::Extensible;
use rules::webhook::LONGEST_WEBHOOK_URL;
use url::{Host, Url};

use crate::fields::{Fields, NAME};

/// Validates the name.
pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("name", text, NAME)
}

/// Validates the address. Whether its host may be reached is checked when something is sent, because
/// the addresses of a name change.
pub(super) fn url(fields: &mut Fields, text: &str) -> Option<String> {
    let text = fields.line("url", text, LONGEST_WEBHOOK_URL)?;
    match check(&text) {
        Ok(url) => Some(url.into()),
        Err(message) => {
            fields.refuse("url", "not_allowed", message);
            None
        }
    }
}

fn check(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text);
    let url = url.map_err(|_| "Enter an address such as https://hooks.example.com/latchkey")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Remove the user name and password: each request is signed");
    }
    if url.fragment().is_some() {
        return Err("Remove the part that begins with #");
    }
    let is_allowed = match url.scheme() {
        "https" => url.has_host(),
        "http" => url.host().is_some_and(|host| is_internal(&host)),
        _ => false,
    };
    if is_allowed {
        Ok(url)
    } else {
        Err("Use an address that begins with https://")
    }
}

/// Whether a host is in a network that is not public, as far as its name says so.
fn is_internal(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => !name.contains('.'),
        Host::Ipv4(ip) => is_internal_v4(*ip),
        Host::Ipv6(ip) => is_internal_v6(*ip),
    }
}

const fn is_internal_v4(ip: Ipv4Addr) -> bool {
    ip.is_loopback() || ip.is_private()
}

fn is_internal_v6(ip: Ipv6Addr) -> bool {
    let [first, ..] = ip.segments();
    ip.is_loopback() || first & 0xfe00 == 0xfc00
}

/// The event types to store instead of `before`, each once. A new webhook has none before. A type that only a newer
/// server knows can be kept, but not added.
pub(super) fn events(
    fields: &mut Fields,
    chosen: &[Extensible<EventAction>],
    before: &[Extensible<EventAction>],
) -> Vec<Extensible<EventAction>> {
    let is_unknown = |one: &&Extensible<EventAction>| one.known().is_none();
    let mut unknown = chosen.iter().filter(is_unknown);
    if unknown.any(|one| !before.contains(one)) {
        let message = "Unknown event type. /api/docs lists the event types";
        fields.refuse("events", "unknown", message);
    }
    let known = EventAction::ALL.into_iter().map(Extensible::Known);
    let unknown = before.iter().filter(is_unknown).cloned();
    let offered = known.chain(unknown);
    offered.filter(|one| chosen.contains(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encrypted_unless_it_is_internal() {
        for good in [
            "https://hooks.example.com/latchkey?tenant=7",
            "http://10.1.2.3:8080/hook",
            "http://127.0.0.1:9000/",
            "http://[::1]:9000/",
            "http://localhost:9000/",
            "http://collector/hook",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "hooks.example.com",
            "ftp://hooks.example.com/",
            "file:///etc/passwd",
            "http://hooks.example.com/",
            "http://93.184.216.34/",
            "https://ada:secret@hooks.example.com/",
            "https://hooks.example.com/#part",
            "https://",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn each_kind_is_stored_once() {
        let mut fields = Fields::default();
        let created = Extensible::Known(EventAction::UserCreated);
        let twice = [created.clone(), created.clone()];
        assert_eq!(events(&mut fields, &twice, &[]), [created]);
        assert!(events(&mut fields, &[], &[]).is_empty());
        assert!(fields.finish().is_ok());
    }

    #[test]
    fn kinds_of_a_newer_server_are_kept_but_not_added() {
        let [created, moon, mars] =
            ["user.created", "moon.landed", "mars.landed"].map(Extensible::<EventAction>::parse);
        let before = [moon.clone(), created.clone()];
        let change = |chosen: &[&Extensible<EventAction>]| {
            let chosen: Vec<_> = chosen.iter().copied().cloned().collect();
            let mut fields = Fields::default();
            let events = events(&mut fields, &chosen, &before);
            fields.finish().map(|()| events).ok()
        };
        let kept = change(&[&moon, &created, &moon]);
        assert_eq!(kept, Some(vec![created.clone(), moon.clone()]));
        assert_eq!(change(&[&moon]), Some(vec![moon.clone()]));
        assert_eq!(change(&[&created]), Some(vec![created]));
        assert_eq!(change(&[]), Some(Vec::new()));
        assert_eq!(change(&[&moon, &mars]), None);
    }
}
