//! Where a request comes from. Headers that proxies write are believed only when the peer is
//! a proxy that the operator listed; whatever is garbage in them is not guessed at.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderName};
use actix_web::web::Data;
use ipnet::IpNet;
use rfc7239::{NodeIdentifier, NodeName};

/// Networks of proxies to believe.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<IpNet>);

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// More hops than any real chain of proxies has.
const MAX_HOPS: usize = 16;

/// The client's address, as far as it can be known.
pub fn of(request: &HttpRequest) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
            peer.ip().to_canonical()
        });
    let proxies = request.app_data::<Data<TrustedProxies>>();
    let Some(proxies) = proxies.filter(|proxies| proxies.trusts(peer)) else {
        return peer;
    };
    let headers = request.headers();
    let hops = if headers.contains_key(FORWARDED) {
        hops(headers.get_all(FORWARDED), forwarded)
    } else {
        hops(headers.get_all(X_FORWARDED_FOR), x_forwarded_for)
    };
    hops.and_then(|hops| proxies.client(&hops)).unwrap_or(peer)
}

/// Whether a proxy that nobody listed seems to be in between, so that the peer is not the client.
pub fn came_through_unknown_proxy(request: &HttpRequest) -> bool {
    let headers = request.headers();
    let marked = headers.contains_key(FORWARDED) || headers.contains_key(X_FORWARDED_FOR);
    let trusted = request
        .peer_addr()
        .zip(request.app_data::<Data<TrustedProxies>>())
        .is_some_and(|(peer, proxies)| proxies.trusts(peer.ip().to_canonical()));
    marked && !trusted
}

impl TrustedProxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The last hop that is not a proxy of ours: whatever stands before it, the client may have
    /// written itself.
    fn client(&self, hops: &[IpAddr]) -> Option<IpAddr> {
        hops.iter()
            .rfind(|hop| !self.trusts(**hop))
            .or(hops.first())
            .copied()
    }
}

/// All hops in order, or nothing when one cannot be read.
fn hops<'a>(
    values: impl Iterator<Item = &'a actix_web::http::header::HeaderValue>,
    read: impl Fn(&str) -> Option<Vec<IpAddr>>,
) -> Option<Vec<IpAddr>> {
    let mut all = Vec::new();
    for value in values {
        all.extend(read(value.to_str().ok()?)?);
        if all.len() > MAX_HOPS {
            return None;
        }
    }
    (!all.is_empty()).then_some(all)
}

fn x_forwarded_for(text: &str) -> Option<Vec<IpAddr>> {
    text.split(',')
        .map(|hop| hop.trim().parse().ok().map(|ip: IpAddr| ip.to_canonical()))
        .collect()
}

fn forwarded(text: &str) -> Option<Vec<IpAddr>> {
    rfc7239::parse(text)
        .map(|hop| match hop.ok()?.forwarded_for? {
            NodeIdentifier {
                name: NodeName::Ip(address),
                ..
            } => Some(address.to_canonical()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(peer: &str, headers: &[(&str, &str)]) -> String {
        let proxies = TrustedProxies(vec!["10.0.0.0/8".parse().unwrap()]);
        let mut request = TestRequest::get()
            .peer_addr(format!("{peer}:1").parse().unwrap())
            .app_data(Data::new(proxies));
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        of(&request.to_http_request()).to_string()
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
        let header = [("x-forwarded-for", "127.0.0.1, 192.0.2.1, 10.0.0.2")];
        assert_eq!(seen("10.0.0.1", &header), "192.0.2.1");
        let headers = [
            ("x-forwarded-for", "127.0.0.1"),
            ("x-forwarded-for", "192.0.2.1"),
        ];
        assert_eq!(seen("10.0.0.1", &headers), "192.0.2.1");
    }

    #[test]
    fn forwarded_is_read_as_rfc_7239_says_and_goes_first() {
        let headers = [
            (
                "forwarded",
                "for=\"[2001:db8::1]:4711\";proto=https;by=203.0.113.43",
            ),
            ("x-forwarded-for", "192.0.2.9"),
        ];
        assert_eq!(seen("10.0.0.1", &headers), "2001:db8::1");
        let header = [("forwarded", "for=192.0.2.43, for=198.51.100.17")];
        assert_eq!(seen("10.0.0.1", &header), "198.51.100.17");
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
            assert_eq!(
                seen("10.0.0.1", &[("x-forwarded-for", value)]),
                "10.0.0.1",
                "{value}"
            );
        }
        for value in [
            "for=unknown",
            "for=_hidden",
            "by=1.2.3.4",
            "for=;;",
            "for=\"[::1\"",
        ] {
            assert_eq!(
                seen("10.0.0.1", &[("forwarded", value)]),
                "10.0.0.1",
                "{value}"
            );
        }
        let long = vec!["192.0.2.1"; 100].join(",");
        assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", &long)]), "10.0.0.1");
    }
}
