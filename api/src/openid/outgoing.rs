//! Requests that the server sends to applications. An administrator of one organization registers the
//! address, so it must not give access to hosts that only the server can reach.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use identity::openid::{Notifier, Undelivered};
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use url::{Host, Url};

/// How long an application may take to accept a notice.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends notices of ended sessions, and webhooks.
pub struct HttpNotifier {
    client: Client,
    allowed: Arc<Allowed>,
}

/// Which addresses requests may be sent to: public ones, and these networks.
struct Allowed {
    networks: Vec<IpNet>,
    /// The setting that names the networks.
    setting: &'static str,
}

impl Allowed {
    fn includes(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let mut networks = self.networks.iter();
        is_public(address) || networks.any(|network| network.contains(&address))
    }

    /// Those of the addresses of a name that may be reached.
    fn reachable(&self, found: impl Iterator<Item = SocketAddr>) -> io::Result<Vec<SocketAddr>> {
        let reachable: Vec<_> = found
            .filter(|address| self.includes(address.ip()))
            .collect();
        if reachable.is_empty() {
            return Err(io::Error::other(self.refusal()));
        }
        Ok(reachable)
    }

    /// Why another address is not reached.
    fn refusal(&self) -> String {
        let setting = self.setting;
        format!("{FORBIDDEN}. Add its network to {setting} if it may be reached")
    }
}

impl HttpNotifier {
    /// Sends to public addresses and to these networks, which `setting` names.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(networks: Vec<IpNet>, setting: &'static str) -> io::Result<Self> {
        let allowed = Arc::new(Allowed { networks, setting });
        let client = Client::builder()
            .dns_resolver(Arc::new(GuardedResolver(Arc::clone(&allowed))))
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .user_agent("Latchkey")
            .build()
            .map_err(io::Error::other)?;
        Ok(Self { client, allowed })
    }

    /// Refuses a URL whose host is a forbidden IP address. Names are checked when they are resolved, and the
    /// connection goes to the resolved address.
    fn check(&self, address: &str) -> Result<Url, Undelivered> {
        let refused = |reason: &str| Undelivered::Permanent(reason.to_owned());
        let url = Url::parse(address).map_err(|_| refused("the address is malformed"))?;
        let ip: Option<IpAddr> = match url.host() {
            Some(Host::Ipv4(ip)) => Some(ip.into()),
            Some(Host::Ipv6(ip)) => Some(ip.into()),
            Some(Host::Domain(_)) => None,
            None => return Err(refused("the address has no host")),
        };
        if ip.is_some_and(|ip| !self.allowed.includes(ip)) {
            return Err(refused(&self.allowed.refusal()));
        }
        Ok(url)
    }

    /// A request to an address, unless it must not be reached.
    pub(crate) fn request(&self, address: &str) -> Result<RequestBuilder, Undelivered> {
        let url = self.check(address)?;
        Ok(self.client.post(url))
    }
}

const FORBIDDEN: &str = "the address is not public";

#[async_trait::async_trait]
impl Notifier for HttpNotifier {
    async fn post(&self, address: &str, form: String) -> Result<(), Undelivered> {
        let request = self
            .request(address)?
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let response = request.send().await;
        let status = match response {
            // The content is not read.
            Ok(response) => response.status(),
            Err(error) => {
                let error = error.without_url();
                return Err(Undelivered::Temporary(with_causes(&error)));
            }
        };
        // The specification says 200, and some applications answer with 204.
        match status {
            StatusCode::OK | StatusCode::NO_CONTENT => Ok(()),
            StatusCode::BAD_REQUEST => {
                let reason = "the application refused the notice (400)";
                Err(Undelivered::Permanent(reason.to_owned()))
            }
            other => Err(Undelivered::Temporary(format!(
                "the application answered with {}",
                other.as_u16()
            ))),
        }
    }
}

/// The error and what caused it.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Resolves names, and leaves out the addresses that may not be reached.
struct GuardedResolver(Arc<Allowed>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = Arc::clone(&self.0);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let reachable: Addrs = Box::new(allowed.reachable(found)?.into_iter());
            Ok(reachable)
        })
    }
}

/// Whether an address belongs to the public internet. An address that is not known to be public is not.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0
        || a >= 224
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        // Shared by providers and their customers.
        || a == 100 && (64..128).contains(&b)
        || a == 192 && b == 0 && c == 0
        // Benchmarks.
        || a == 198 && (b == 18 || b == 19);
    !special
}

/// The global unicast addresses, except those that embed another address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    let protocols = first == 0x2001 && second < 0x0200;
    let documentation = first == 0x2001 && second == 0x0db8 || first == 0x3fff && second < 0x1000;
    let six_to_four = first == 0x2002;
    is_global && !protocols && !documentation && !six_to_four
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTING: &str = "server.logout_notice_networks";

    fn is_allowed(networks: &[&str], address: &str) -> bool {
        let networks = networks.iter().map(|one| one.parse().unwrap()).collect();
        allowed(networks).includes(address.parse().unwrap())
    }

    fn allowed(networks: Vec<IpNet>) -> Allowed {
        Allowed {
            networks,
            setting: SETTING,
        }
    }

    #[test]
    fn only_public_addresses_are_reached() {
        for public in [
            "93.184.216.34",
            "1.1.1.1",
            "2606:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(is_allowed(&[], public), "{public}");
        }
        for other in [
            "127.0.0.1",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:169.254.169.254",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2002:a00:1::1",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_allowed(&[], other), "{other}");
        }
        assert!(is_allowed(&["10.1.0.0/16"], "10.1.2.3"));
        assert!(is_allowed(&["10.1.0.0/16"], "::ffff:10.1.2.3"));
        assert!(!is_allowed(&["10.1.0.0/16"], "10.2.0.1"));
    }

    #[test]
    fn of_a_name_only_public_addresses_are_reached() {
        let address = |text: &str| SocketAddr::new(text.parse().unwrap(), 0);
        let both = ["10.0.0.1", "93.184.216.34", "::1", "169.254.169.254"].map(address);
        let allowed = allowed(Vec::new());
        let reached = allowed.reachable(both.into_iter()).unwrap();
        assert_eq!(reached, [address("93.184.216.34")]);
        let private = both.into_iter().filter(|one| *one != reached[0]);
        assert!(allowed.reachable(private).is_err());
        assert!(allowed.reachable(std::iter::empty()).is_err());
    }

    #[tokio::test]
    async fn redirects_are_not_followed() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        use tokio::net::TcpListener;

        let moving = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        target.set_nonblocking(true).unwrap();
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        let notifier = HttpNotifier::new(networks, SETTING).unwrap();
        let address = format!("http://{}/", moving.local_addr().unwrap());
        for status in [301, 302, 303, 307, 308] {
            let to = target.local_addr().unwrap();
            let answer = format!(
                "HTTP/1.1 {status} Moved\r\nLocation: http://{to}/\r\nContent-Length: 0\r\n\
                 Connection: close\r\n\r\n"
            );
            let serve = async {
                let (mut stream, _) = moving.accept().await.unwrap();
                let mut head = [0; 4096];
                assert!(stream.read(&mut head).await.unwrap() > 0);
                stream.write_all(answer.as_bytes()).await.unwrap();
            };
            let (posted, ()) = tokio::join!(notifier.post(&address, String::new()), serve);
            let reason = format!("the application answered with {status}");
            assert!(
                matches!(&posted, Err(Undelivered::Temporary(text)) if *text == reason),
                "{posted:?}"
            );
            assert!(target.accept().is_err(), "{status} was followed");
        }
    }

    #[tokio::test]
    async fn no_name_or_spelling_leads_around_the_guard() {
        let notifier = HttpNotifier::new(Vec::new(), SETTING).unwrap();
        for address in [
            "http://127.0.0.1:1/",
            "http://2130706433:1/",
            "http://0x7f.1:1/",
            "http://[::ffff:127.0.0.1]:1/",
            "http://[::1]:1/",
            "http://0:1/",
            "http://127.1:1/",
            "http://0177.0.0.1:1/",
            "http://127.0.0.1.:1/",
            "http://%31%32%37.0.0.1:1/",
            "http://[64:ff9b::7f00:1]:1/",
            "http://public@127.0.0.1:1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/latest/meta-data/",
            "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
            "http://[fd00:ec2::254]/latest/meta-data/",
        ] {
            let refused = notifier.post(address, String::new()).await;
            assert!(
                matches!(&refused, Err(Undelivered::Permanent(reason)) if reason.contains(SETTING)),
                "{address}: {refused:?}"
            );
        }
        let named = notifier.post("http://localhost:1/", String::new()).await;
        assert!(
            matches!(&named, Err(Undelivered::Temporary(reason)) if reason.contains(SETTING)),
            "{named:?}"
        );
    }
}
