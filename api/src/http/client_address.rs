//! The client's address. The header of a proxy is only trusted if the peer is a configured proxy.
//! Malformed parts of it are not interpreted.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName};
use actix_web::web::Data;
use ipnet::IpNet;

/// The proxies in front of the server.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    /// The networks of trusted proxies.
    pub networks: Vec<IpNet>,
    /// The header that they write. Proxies forward headers that they do not know, so any other one is
    /// under the client's control.
    pub header: ProxyHeader,
}

/// A header in which a proxy names the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// More hops than any real chain of proxies has.
const MAX_HOPS: usize = 16;

/// The client's address, or the peer's if unknown.
pub fn of(request: &HttpRequest) -> IpAddr {
    known(request).unwrap_or_else(|| peer(request))
}

/// The client's address, or `None` if a proxy on the way is not trusted or does not name the client
/// in a valid form.
pub fn known(request: &HttpRequest) -> Option<IpAddr> {
    let peer = peer(request);
    let headers = request.headers();
    let proxies = request.app_data::<Data<TrustedProxies>>();
    if let Some(proxies) = proxies.filter(|proxies| proxies.trusts(peer))
        && headers.contains_key(proxies.header.name())
    {
        return proxies.client(headers);
    }
    let came_through_another =
        headers.contains_key(FORWARDED) || headers.contains_key(X_FORWARDED_FOR);
    (!came_through_another).then_some(peer)
}

/// Whether a trusted proxy has sent the request.
pub fn is_from_proxy(request: &HttpRequest) -> bool {
    let proxies = request.app_data::<Data<TrustedProxies>>();
    proxies.is_some_and(|proxies| proxies.trusts(peer(request)))
}

fn peer(request: &HttpRequest) -> IpAddr {
    let peer = request.peer_addr();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
        peer.ip().to_canonical()
    })
}

impl TrustedProxies {
    /// Whether the peer with this address is one of them.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let mut networks = self.networks.iter();
        networks.any(|network| network.contains(&address))
    }

    /// The last hop that is not a trusted proxy. The client may have written all earlier ones itself.
    fn client(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let mut farthest = None;
        let hops = self.header.hops(headers);
        for hop in hops.into_iter().rev().take(MAX_HOPS) {
            let hop = hop?;
            farthest = Some(hop);
            if !self.trusts(hop) {
                break;
            }
        }
        farthest
    }
}

impl ProxyHeader {
    /// Its names in the configuration.
    pub const WORDS: [(&str, Self); 2] = [
        ("x-forwarded-for", Self::XForwardedFor),
        ("forwarded", Self::Forwarded),
    ];

    const fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => X_FORWARDED_FOR,
            Self::Forwarded => FORWARDED,
        }
    }

    /// All hops, the nearest last; `None` for malformed ones.
    fn hops(self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let mut hops = Vec::new();
        for value in headers.get_all(self.name()) {
            match (value.to_str(), self) {
                (Ok(text), Self::XForwardedFor) => hops.extend(x_forwarded_for(text)),
                (Ok(text), Self::Forwarded) => hops.extend(forwarded(text)),
                (Err(_), _) => hops.push(None),
            }
        }
        hops
    }
}

fn x_forwarded_for(text: &str) -> Vec<Option<IpAddr>> {
    text.split(',').map(|hop| address(hop.trim())).collect()
}

fn forwarded(text: &str) -> Vec<Option<IpAddr>> {
    let mut hops: Vec<_> = parts_from_end(text, b',').map(forwarded_for).collect();
    hops.reverse();
    hops
}

/// The client that one element of `Forwarded` names (RFC 7239, section 4).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut named = parts_from_end(element, b';').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("for")
            .then(|| value.trim())
    });
    let (Some(value), None) = (named.next(), named.next()) else {
        return None;
    };
    match value.strip_prefix('"') {
        Some(rest) => address(rest.strip_suffix('"')?),
        None => address(value),
    }
}

/// The parts of `text` between separators that are not in quotes, the last one first. Read from the
/// end, which the nearest proxy has written: the client may have left a quote open at the beginning.
fn parts_from_end(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let (mut parts, mut end, mut quoted) = (Vec::new(), text.len(), false);
    for at in (0..bytes.len()).rev() {
        if bytes[at] == b'"' && (at == 0 || bytes[at - 1] != b'\\') {
            quoted = !quoted;
        } else if bytes[at] == separator && !quoted {
            parts.push(&text[at + 1..end]);
            end = at;
        }
    }
    parts.push(&text[..end]);
    parts.into_iter()
}

/// An address, with or without the port and the brackets that proxies add.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let address = text.parse().ok().or_else(with_port).or_else(bare)?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn request(header: ProxyHeader, peer: &str, headers: &[(&str, &str)]) -> HttpRequest {
        let proxies = TrustedProxies {
            networks: vec!["10.0.0.0/8".parse().unwrap()],
            header,
        };
        let mut request = TestRequest::get()
            .peer_addr(format!("{peer}:1").parse().unwrap())
            .app_data(Data::new(proxies));
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        request.to_http_request()
    }

    fn seen(peer: &str, headers: &[(&str, &str)]) -> String {
        of(&request(ProxyHeader::XForwardedFor, peer, headers)).to_string()
    }

    fn in_forwarded(headers: &[(&str, &str)]) -> String {
        of(&request(ProxyHeader::Forwarded, "10.0.0.1", headers)).to_string()
    }

    #[test]
    fn headers_count_only_from_a_listed_proxy() {
        let header = [("x-forwarded-for", "192.0.2.1")];
        assert_eq!(seen("198.51.100.1", &header), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &header), "192.0.2.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        for written in ["127.0.0.1", "x", "", "10.0.0.9", "for=127.0.0.1"] {
            let one = format!("{written}, 192.0.2.1, 10.0.0.2");
            let header = [("x-forwarded-for", one.as_str())];
            assert_eq!(seen("10.0.0.1", &header), "192.0.2.1", "{written}");
            let headers = [
                ("x-forwarded-for", written),
                ("x-forwarded-for", "192.0.2.1"),
            ];
            assert_eq!(seen("10.0.0.1", &headers), "192.0.2.1", "{written}");
        }
        let long = vec!["127.0.0.1"; 100].join(",") + ", 192.0.2.1";
        assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", &long)]), "192.0.2.1");
    }

    #[test]
    fn the_header_that_the_proxy_does_not_write_does_not_count() {
        let headers = [
            ("forwarded", "for=127.0.0.1"),
            ("x-forwarded-for", "192.0.2.1"),
        ];
        assert_eq!(seen("10.0.0.1", &headers), "192.0.2.1");
        let headers = [
            ("forwarded", "for=192.0.2.1"),
            ("x-forwarded-for", "127.0.0.1"),
        ];
        assert_eq!(in_forwarded(&headers), "192.0.2.1");
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_says() {
        let header = [(
            "forwarded",
            "for=\"[2001:db8::1]:4711\";proto=https;by=203.0.113.43",
        )];
        assert_eq!(in_forwarded(&header), "2001:db8::1");
        let header = [("forwarded", "for=192.0.2.43, for=198.51.100.17")];
        assert_eq!(in_forwarded(&header), "198.51.100.17");
        for value in [
            r#"host="a,b";for=203.0.113.7"#,
            r#"host="a\",;b";For="203.0.113.7:4711""#,
            // The client has left a quote open, and the proxy has added its own element.
            r#"for="127.0.0.1, for=203.0.113.7;proto=https"#,
        ] {
            let header = [("forwarded", value)];
            assert_eq!(in_forwarded(&header), "203.0.113.7", "{value}");
        }
        let twice = [("forwarded", "for=127.0.0.1;for=203.0.113.7")];
        assert_eq!(in_forwarded(&twice), "10.0.0.1");
    }

    #[test]
    fn ports_and_brackets_are_taken_off() {
        for (written, address) in [
            ("203.0.113.7:54321", "203.0.113.7"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[::ffff:203.0.113.7]:443", "203.0.113.7"),
        ] {
            let header = [("x-forwarded-for", written)];
            assert_eq!(seen("10.0.0.1", &header), address);
        }
        for written in [
            "203.0.113.7:",
            "[203.0.113.7]x",
            "[2001:db8::1",
            "[]",
            ":80",
        ] {
            let header = [("x-forwarded-for", written)];
            assert_eq!(seen("10.0.0.1", &header), "10.0.0.1", "{written}");
        }
    }

    #[test]
    fn garbage_gives_the_peer() {
        for value in [
            "",
            "unknown",
            "192.0.2.1, x",
            "'; drop table",
            "1.2.3.4.5",
            ",",
        ] {
            let header = [("x-forwarded-for", value)];
            assert_eq!(seen("10.0.0.1", &header), "10.0.0.1", "{value}");
        }
        for value in [
            "for=unknown",
            "for=_hidden",
            "by=1.2.3.4",
            "for=;;",
            "for=\"[::1\"",
        ] {
            assert_eq!(in_forwarded(&[("forwarded", value)]), "10.0.0.1", "{value}");
        }
    }

    #[test]
    fn a_client_is_known_when_nobody_else_may_be_in_between() {
        let is_known = |peer: &str, headers: &[(&str, &str)]| {
            known(&request(ProxyHeader::XForwardedFor, peer, headers)).is_some()
        };
        assert!(is_known("10.0.0.1", &[]));
        assert!(is_known("198.51.100.1", &[]));
        assert!(is_known("10.0.0.1", &[("x-forwarded-for", "192.0.2.1")]));
        assert!(!is_known("10.0.0.1", &[("x-forwarded-for", "x")]));
        assert!(!is_known("10.0.0.1", &[("forwarded", "for=192.0.2.1")]));
        assert!(!is_known(
            "198.51.100.1",
            &[("x-forwarded-for", "192.0.2.1")]
        ));
        assert!(!is_known("198.51.100.1", &[("forwarded", "for=192.0.2.1")]));
    }
}
