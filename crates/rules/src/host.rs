//! Host names that people enter, such as that of an application.

use std::net::Ipv4Addr;

use crate::domain;
use crate::normal::domain_to_ascii;

/// The text is not a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidHost;

impl InvalidHost {
    /// The error message, which says how to correct it.
    pub const MESSAGE: &'static str =
        "Enter the host name alone, such as app.example.com, without https:// and without a path";
}

/// Parses a host name or an IPv4 address, with or without a port, and returns it as it is written in
/// an `https` address: in ASCII and lower case, without the default port. Nothing else of an address
/// is accepted, so that the result cannot change what stands before or after it.
pub fn parse(text: &str) -> Result<String, InvalidHost> {
    let text = text.trim();
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(parse_port(port).ok_or(InvalidHost)?)),
        None => (text, None),
    };
    let name = parse_name(name).ok_or(InvalidHost)?;
    Ok(match port {
        None | Some(443) => name,
        Some(port) => format!("{name}:{port}"),
    })
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
    // Also refuses an ASCII form that stands for no name, such as `xn--a`.
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
        for typed in [
            "",
            " ",
            ".",
            "https://a.example",
            "a.example/",
            "a.example/path",
            "a.example?q",
            "a.example#f",
            "a.example\\b",
            "user@a.example",
            "user:1@a.example",
            "a.example:",
            "a.example:0",
            "a.example:080",
            "a.example:65536",
            "a.example:+80",
            "a.example:80:80",
            "a.example:80/",
            "javascript:alert(1)",
            "a..example",
            ".a.example",
            "a.example.",
            "-a.example",
            "a b.example",
            "a\n.example",
            "a%2e.example",
            "*.example",
            "a_b.example",
            "{{host}}",
            "exаmple.com",
            "a\u{200B}.example",
            "a。example/",
            "127.1",
            "0x7f.0.0.1",
            "0x7f000001",
            "2130706433",
            "1.2.3.04",
            "1.2.3.256",
            "a.example.0x1",
            "[::1]",
            "xn--a.example",
            &long,
        ] {
            assert_eq!(parse(typed), Err(InvalidHost), "{typed:?}");
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
}
