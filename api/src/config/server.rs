use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;

use super::Origin;
use super::reader::Reader;
use crate::http::client_address::{ProxyHeader, TrustedProxies};

/// `[server]`.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// The listen address. Port 0 selects a free port.
    pub listen: SocketAddr,
    /// The public address of the User Portal; by default this machine at the listen port.
    pub public_url: Option<Origin>,
    /// The public address of the Admin Portal, if it has its own host name.
    pub admin_public_url: Option<Origin>,
    /// The trusted proxies, and the header with which they name the client.
    pub proxies: TrustedProxies,
    /// Clients that may read `/metrics`.
    pub metrics_clients: Vec<IpNet>,
    /// Networks that are not public, in which applications may be told of ended sessions.
    pub logout_notice_networks: Vec<IpNet>,
    /// Networks that are not public, in which webhooks may be received.
    pub webhook_networks: Vec<IpNet>,
    /// Whether people can sign up organizations.
    pub organization_sign_up: bool,
    /// Threads that serve requests; 0 means one per core.
    pub workers: usize,
    /// The maximum number of open connections, and of parallel requests. No network has more than a
    /// quarter of them.
    pub max_connections: usize,
    /// How long a client may take to send the headers of a request, and then its body.
    pub request_timeout: Duration,
    /// How long a connection stays open while it is idle or the client does not read its response.
    pub keep_alive: Duration,
    /// How long a shutdown waits for running requests.
    pub shutdown_timeout: Duration,
    danger_demo_on_network: bool,
}

const LOCAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

impl ServerConfig {
    pub(super) fn read(reader: &mut Reader) -> Self {
        const SECTION: &str = "server";
        let seconds = |reader: &mut Reader, key, default| {
            Duration::from_secs(u64::from(reader.integer(SECTION, key, 1..=600, default)))
        };
        let server = Self {
            listen: reader.parsed(SECTION, "listen").unwrap_or(LOCAL),
            public_url: reader.parsed(SECTION, "public_url"),
            admin_public_url: reader.parsed(SECTION, "admin_public_url"),
            proxies: TrustedProxies {
                networks: reader.list(SECTION, "trusted_proxies").unwrap_or_default(),
                header: reader.one_of(SECTION, "proxy_header", &ProxyHeader::WORDS),
            },
            metrics_clients: reader
                .list(SECTION, "metrics_clients")
                .unwrap_or_else(loopback),
            logout_notice_networks: reader
                .list(SECTION, "logout_notice_networks")
                .unwrap_or_default(),
            webhook_networks: reader.list(SECTION, "webhook_networks").unwrap_or_default(),
            organization_sign_up: reader.switch(SECTION, "organization_sign_up"),
            workers: reader.integer(SECTION, "workers", 0..=512, 0) as usize,
            max_connections: reader.integer(SECTION, "max_connections", 64..=1_000_000, 4_096)
                as usize,
            request_timeout: seconds(reader, "request_timeout_seconds", 15),
            keep_alive: seconds(reader, "keep_alive_seconds", 60),
            shutdown_timeout: seconds(reader, "shutdown_timeout_seconds", 30),
            danger_demo_on_network: reader.switch(SECTION, "danger_demo_on_network"),
        };
        let plain_http = reader.switch(SECTION, "danger_plain_http");
        server.check_origins(reader, plain_http);
        server
    }

    fn check_origins(&self, reader: &mut Reader, plain_http: bool) {
        if self.public_url.is_none() && !self.listen.ip().is_loopback() {
            let message = "required if the server can be reached from other machines, because \
                           links in emails contain it";
            reader.problem("server.public_url", "", message);
        }
        if self.public_url.is_none() && self.admin_public_url.is_some() {
            let message = "required with server.admin_public_url";
            reader.problem("server.public_url", "", message);
        }
        if self.public_url.is_some() && self.public_url == self.admin_public_url {
            let message = "must differ from server.public_url. Remove it to serve the Admin Portal \
                           at /admin/ of server.public_url";
            reader.problem("server.admin_public_url", "", message);
        }
        let origins = [
            ("server.public_url", &self.public_url),
            ("server.admin_public_url", &self.admin_public_url),
        ];
        for (key, origin) in origins {
            let in_clear = origin
                .as_ref()
                .is_some_and(|origin| !origin.is_https() && !origin.is_loopback());
            if in_clear && !plain_http {
                let message = "passwords would be sent unencrypted. Use https with a TLS proxy in \
                               front of the server (or set server.danger_plain_http = true)";
                reader.problem(key, "", message);
            }
        }
    }

    /// Whether both portals are reachable from this machine only.
    pub fn is_local(&self) -> bool {
        [&self.public_url, &self.admin_public_url]
            .into_iter()
            .flatten()
            .all(Origin::is_loopback)
            && (self.public_url.is_some() || self.listen.ip().is_loopback())
    }

    pub(super) fn check_demo(&self, reader: &mut Reader, demo: bool) {
        let reachable = !self.listen.ip().is_loopback() || !self.is_local();
        if demo && reachable && !self.danger_demo_on_network {
            let message = "--demo creates accounts with well-known passwords. Listen on 127.0.0.1 \
                           (or set server.danger_demo_on_network = true)";
            reader.problem("server.listen", "", message);
        }
    }
}

fn loopback() -> Vec<IpNet> {
    vec![
        IpNet::V4(ipnet::Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8)),
        IpNet::V6(ipnet::Ipv6Net::new_assert(
            std::net::Ipv6Addr::LOCALHOST,
            128,
        )),
    ]
}
