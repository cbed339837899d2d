//! Host names that people enter, such as that of an application.

use std::net::Ipv4Addr;

use crate::domain;
use crate::normal::domain_to_ascii;

/// Why a text is not accepted as the host of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidHost {
    /// It has a scheme, such as `https://`.
    Scheme,
    /// It has a username or a password.
    User,
    /// It has a path, a query or a fragment.
    Path,
    /// The port is not a number, or too large.
    Port,
    /// It is not a host name.
    Name,
    /// It is the device of the person who opens it, or no single host.
    Unreachable,
}

impl InvalidHost {
    /// The error message, which says how to correct it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Scheme => {
                "Leave out https:// and enter the host name alone, such as app.example.com"
            }
            Self::User => "Leave out the username, the password and the @",
            Self::Path => "Leave out everything after the host name: no path, no ? and no #",
            Self::Port => "The port after the colon must be a number from 1 to 65535",
            Self::Name => "This is not a host name. Enter one such as app.example.com",
            Self::Unreachable => {
                "Users cannot reach this host from their devices. Enter the host name that they open, such as app.example.com"
            }
        }
    }
}

/// Parses a host name or an IPv4 address, with or without a port, and returns it as it is written in
/// an `https` address: in ASCII and lower case, without the default port. Nothing else of an address
/// is accepted, so that the result cannot change what stands before or after it.
///
/// Private networks are accepted, because it is browsers that go there.
pub fn parse(text: &str) -> Result<String, InvalidHost> {
    let text = text.trim();
    if text.contains("://") {
        return Err(InvalidHost::Scheme);
    }
    if text.contains('@') {
        return Err(InvalidHost::User);
    }
    if text.contains(['/', '\\', '?', '#']) {
        return Err(InvalidHost::Path);
    }
    if text.starts_with('[') {
        return Err(InvalidHost::Name);
    }
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(parse_port(port).ok_or(InvalidHost::Port)?)),
        None => (text, None),
    };
    let name = parse_name(name).ok_or(InvalidHost::Name)?;
    if is_unreachable(&name) {
        return Err(InvalidHost::Unreachable);
    }
    Ok(match port {
        None | Some(443) => name,
        Some(port) => format!("{name}:{port}"),
    })
}

/// Whether a name means the device itself, or no single host.
fn is_unreachable(name: &str) -> bool {
    if let Ok(address) = name.parse::<Ipv4Addr>() {
        return address.octets()[0] == 0
            || address.is_loopback()
            || address.is_link_local()
            || address.is_multicast()
            || address.is_broadcast();
    }
    name == "localhost" || name.ends_with(".localhost")
}

fn parse_name(name: &str) -> Option<String> {
    let name = domain::to_ascii(name)?;
    // Browsers read a name that ends with a number as an IPv4 address, in spellings such as `127.1`.
    let last = name.rsplit('.').next()?;
    if is_number(last) {
        return name
            .parse()
            .ok()
            .map(|address: Ipv4Addr| address.to_string());
    }
    // Also refuses an ASCII form that does not represent a name, such as `xn--a`.
    domain_to_ascii(&name).filter(|name| name.split('.').all(domain::is_label))
}

fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x").or(label.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|b| b.is_ascii_hexdigit()),
        None => label.bytes().all(|b| b.is_ascii_digit()),
    }
}

fn parse_port(port: &str) -> Option<u16> {
    let is_plain = !port.starts_with('0') && port.bytes().all(|b| b.is_ascii_digit());
    port.parse().ok().filter(|_| is_plain)
}

/// Whether a text is a label of a host name, such as `acme` in `acme.example.com`.
pub fn is_label(text: &str) -> bool {
    domain::is_label(text)
}

/// Whether a host, as [`parse`] returns it, is a domain or one of its subdomains. The port does not
/// matter.
pub fn is_within(host: &str, domain: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    name.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_written_as_in_an_address() {
        for (typed, host) in [
            ("grafana.example.com", "grafana.example.com"),
            (" Grafana.Example.COM ", "grafana.example.com"),
            ("grafana", "grafana"),
            ("grafana.example.com:8443", "grafana.example.com:8443"),
            ("grafana.example.com:443", "grafana.example.com"),
            ("grafana.example.com:80", "grafana.example.com:80"),
            ("192.168.1.10:8006", "192.168.1.10:8006"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(host), "{typed}");
        }
    }

    #[test]
    fn nothing_but_a_host_is_accepted() {
        let long = format!("{}.example", "a.".repeat(130));
        for (typed, problem) in [
            ("", InvalidHost::Name),
            (" ", InvalidHost::Name),
            (".", InvalidHost::Name),
            ("https://a.example", InvalidHost::Scheme),
            ("https://user@a.example/path", InvalidHost::Scheme),
            ("//a.example", InvalidHost::Path),
            ("a.example/", InvalidHost::Path),
            ("a.example/path", InvalidHost::Path),
            ("a.example?q", InvalidHost::Path),
            ("a.example#f", InvalidHost::Path),
            ("a.example\\b", InvalidHost::Path),
            ("user@a.example", InvalidHost::User),
            ("user:1@a.example", InvalidHost::User),
            ("a.example:", InvalidHost::Port),
            ("a.example:0", InvalidHost::Port),
            ("a.example:080", InvalidHost::Port),
            ("a.example:65536", InvalidHost::Port),
            ("a.example:+80", InvalidHost::Port),
            ("a.example:80:80", InvalidHost::Port),
            ("a.example:80/", InvalidHost::Path),
            ("javascript:alert(1)", InvalidHost::Port),
            ("a..example", InvalidHost::Name),
            (".a.example", InvalidHost::Name),
            ("a.example.", InvalidHost::Name),
            ("-a.example", InvalidHost::Name),
            ("a b.example", InvalidHost::Name),
            ("a\n.example", InvalidHost::Name),
            ("a%2e.example", InvalidHost::Name),
            ("*.example", InvalidHost::Name),
            ("a_b.example", InvalidHost::Name),
            ("{{host}}", InvalidHost::Name),
            ("exаmple.com", InvalidHost::Name),
            ("a\u{200B}.example", InvalidHost::Name),
            ("a。example/", InvalidHost::Path),
            ("127.1", InvalidHost::Name),
            ("0x7f.0.0.1", InvalidHost::Name),
            ("0x7f000001", InvalidHost::Name),
            ("2130706433", InvalidHost::Name),
            ("1.2.3.04", InvalidHost::Name),
            ("1.2.3.256", InvalidHost::Name),
            ("a.example.0x1", InvalidHost::Name),
            ("[::1]", InvalidHost::Name),
            ("[::1]:8443", InvalidHost::Name),
            ("xn--a.example", InvalidHost::Name),
            (long.as_str(), InvalidHost::Name),
        ] {
            assert_eq!(parse(typed), Err(problem), "{typed:?}");
        }
    }

    #[test]
    fn a_host_is_one_that_users_can_reach() {
        for typed in [
            "localhost",
            "LOCALHOST:8443",
            "grafana.localhost",
            "127.0.0.1",
            "127.8.8.8:3000",
            "0.0.0.0",
            "0.1.2.3",
            "169.254.169.254",
            "224.0.0.1",
            "255.255.255.255",
        ] {
            assert_eq!(parse(typed), Err(InvalidHost::Unreachable), "{typed}");
        }
        for typed in ["10.0.0.8", "192.168.1.10", "intranet", "app.internal"] {
            assert_eq!(parse(typed).as_deref(), Ok(typed));
        }
    }

    #[test]
    fn a_subdomain_is_within_its_domain() {
        for (host, within) in [
            ("acme.slack.com", true),
            ("slack.com", true),
            ("slack.com:8443", true),
            ("evilslack.com", false),
            ("slack.com.evil.example", false),
            ("slack.co", false),
        ] {
            assert_eq!(is_within(host, "slack.com"), within, "{host}");
        }
    }

    #[test]
    fn a_label_is_one_part_of_a_host_name() {
        let longest = "a".repeat(63);
        for good in ["acme", "Acme", "a", "7", "a-1", "a--b", longest.as_str()] {
            assert!(is_label(good), "{good}");
        }
        let too_long = "a".repeat(64);
        for bad in [
            "",
            "-",
            "-a",
            "a-",
            "a.b",
            "a_b",
            "a b",
            "a/b",
            "a@b",
            "a:1",
            "bücher",
            too_long.as_str(),
        ] {
            assert!(!is_label(bad), "{bad}");
        }
    }

    #[test]
    fn a_host_name_has_at_most_253_characters() {
        for (length, fits) in [(252, true), (253, true), (254, false), (255, false)] {
            let host = format!(
                "{0}.{0}.{0}.{1}",
                "a".repeat(63),
                "b".repeat(length - 3 * 64)
            );
            assert_eq!(host.len(), length);
            assert_eq!(parse(&host).is_ok(), fits, "{length}");
        }
        // An international name counts in its ASCII form, which has fewer bytes here.
        let label = "あ".repeat(20);
        let international = [label.as_str(); 8].join(".");
        assert!(international.len() > 253);
        assert!(parse(&international).is_ok_and(|ascii| ascii.len() <= 253));
    }
}
