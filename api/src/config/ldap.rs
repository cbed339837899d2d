use std::net::SocketAddr;
use std::time::Duration;

use ipnet::IpNet;
use ldap_server::{Certificate, CertificateFiles};

use super::reader::Reader;

/// `[ldap]`.
#[derive(Clone, Debug)]
pub struct LdapConfig {
    /// The listen address for connections that begin with TLS. Port 0 selects a free port.
    pub listen: Option<SocketAddr>,
    /// The listen address for connections on which the client starts TLS.
    pub starttls_listen: Option<SocketAddr>,
    /// The certificate and its key.
    pub certificate: Option<CertificateFiles>,
    /// The networks of the proxies that begin their connections with a header of the PROXY protocol.
    pub trusted_proxies: Vec<IpNet>,
    /// The maximum number of open connections. No network has more than a quarter of them.
    pub max_connections: usize,
    /// How long a client that has authenticated may be idle.
    pub idle_timeout: Duration,
    /// Whether passwords are accepted without TLS from this machine.
    pub danger_plain_passwords: bool,
}

const SECTION: &str = "ldap";

impl LdapConfig {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let idle = reader.integer(SECTION, "idle_timeout_seconds", 60..=86_400, 900);
        let most = reader.integer(SECTION, "max_connections", 64..=1_000_000, 4_096);
        let ldap = Self {
            listen: reader.parsed(SECTION, "listen"),
            starttls_listen: reader.parsed(SECTION, "starttls_listen"),
            certificate: certificate(reader),
            trusted_proxies: reader.list(SECTION, "trusted_proxies").unwrap_or_default(),
            max_connections: most as usize,
            idle_timeout: Duration::from_secs(u64::from(idle)),
            danger_plain_passwords: reader.switch(SECTION, "danger_plain_passwords"),
        };
        ldap.check(reader);
        ldap
    }

    fn check(&self, reader: &mut Reader) {
        if self.listen.is_some() && self.certificate.is_none() {
            let message = "required with ldap.listen, together with ldap.private_key_file";
            reader.problem("ldap.certificate_file", "", message);
        }
        if self.trusted_proxies.iter().any(|it| it.prefix_len() == 0) {
            let message =
                "every client could claim any address. List the addresses of your proxies only";
            reader.problem("ldap.trusted_proxies", "", message);
        }
        // Without TLS, only this machine can use it.
        let is_local = self.danger_plain_passwords
            && self.starttls_listen.is_some_and(|it| it.ip().is_loopback());
        if self.starttls_listen.is_some() && self.certificate.is_none() && !is_local {
            let message = "required with ldap.starttls_listen, because passwords are accepted only \
                           with TLS. To accept them without it from this machine, listen on \
                           127.0.0.1 and set ldap.danger_plain_passwords = true";
            reader.problem("ldap.certificate_file", "", message);
        }
    }
}

/// Reads the names of the files, and checks what they contain.
fn certificate(reader: &mut Reader) -> Option<CertificateFiles> {
    let certificate = reader.text(SECTION, "certificate_file");
    let key = reader.text(SECTION, "private_key_file");
    let ((certificate, place), (key, _)) = match (certificate, key) {
        (Some(certificate), Some(key)) => (certificate, key),
        (None, None) => return None,
        (Some((_, place)), None) => {
            let message = "required with ldap.certificate_file";
            reader.problem("ldap.private_key_file", &place, message);
            return None;
        }
        (None, Some((_, place))) => {
            let message = "required with ldap.private_key_file";
            reader.problem("ldap.certificate_file", &place, message);
            return None;
        }
    };
    let files = CertificateFiles {
        certificate: certificate.into(),
        key: key.into(),
    };
    if let Err(problem) = Certificate::load(files.clone()) {
        reader.problem("ldap.certificate_file", &place, problem);
    }
    Some(files)
}
