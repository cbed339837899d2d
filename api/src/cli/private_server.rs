use url::{Host, Url};

use super::CliError;

/// Refuses the address of a server if somebody can listen between this machine and the server. `risk` is what
/// others could do then.
pub(super) fn check_private(server: &Url, risk: &str) -> Result<(), CliError> {
    if is_private(server) {
        return Ok(());
    }
    Err(CliError::Unsuitable(format!(
        "use an address that begins with https: otherwise, others could {risk}"
    )))
}

fn is_private(server: &Url) -> bool {
    let is_local = match server.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    server.scheme() == "https" || is_local
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called_without_https() {
        for (address, expected) in [
            ("https://id.example.com", true),
            ("http://localhost:8080", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("http://id.example.com", false),
            ("http://localhost.example.com", false),
            ("http://192.0.2.1", false),
            ("unix:/socket", false),
        ] {
            let server = Url::parse(address).unwrap();
            assert_eq!(is_private(&server), expected, "{address}");
        }
    }
}
