//! The client's address. The header of a proxy is only trusted if the peer is a configured proxy.
//! Malformed parts of it are not interpreted.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName};
use actix_web::web::Data;
use ipnet::IpNet;
use rfc7239::{NodeIdentifier, NodeName};

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

fn x_forwarded_for(text: &str) -> impl Iterator<Item = Option<IpAddr>> {
    text.split(',').map(|hop| {
        let address: Option<IpAddr> = hop.trim().parse().ok();
        address.map(|address| address.to_canonical())
    })
}

fn forwarded(text: &str) -> impl Iterator<Item = Option<IpAddr>> {
    rfc7239::parse(text).map(|hop| match hop.ok()?.forwarded_for? {
        NodeIdentifier {
            name: NodeName::Ip(address),
            ..
        } => Some(address.to_canonical()),
        _ => None,
    })
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
