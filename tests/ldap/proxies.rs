//! Clients behind a proxy, which says with the PROXY protocol who they are.

use contract::page::ListQuery;
use harness::until;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::raw::{WHO_AM_I, bind, connect_from, is_notice, read};
use crate::rust_client::{connect, trusting};
use crate::setting::{ADA, PASSWORD, PATIENCE, Setting};

/// The network of this machine in which the proxy is.
pub const PROXY: u8 = 9;

/// A server that trusts the proxy.
pub async fn setting() -> Setting {
    Setting::with(|installation| {
        installation.set("ldap", "max_connections", "64");
        let proxies = format!("['127.0.{PROXY}.1/32']");
        installation.set("ldap", "trusted_proxies", &proxies);
    })
    .await
}

/// A connection that begins with these bytes, from a network of this machine.
async fn begun(network: u8, port: u16, bytes: &[u8]) -> TcpStream {
    let mut stream = connect_from((network, 0), port).await.unwrap();
    // It may be closed already.
    let _ = stream.write_all(bytes).await;
    stream
}

/// Whether a request without a password is answered that follows these bytes.
async fn answered(network: u8, it: &Setting, header: &[u8]) -> (bool, TcpStream) {
    let bytes = [header, WHO_AM_I].concat();
    let mut stream = begun(network, it.starttls_port, &bytes).await;
    let answer = read(&mut stream).await;
    (!answer.is_empty() && !is_notice(&answer), stream)
}

/// Waits for the event of a wrong password from this address.
pub async fn recorded(it: &Setting, address: &str) {
    let failed = ListQuery {
        filter: Some("action:ldap.password_failed".to_owned()),
        ..ListQuery::default()
    };
    until(PATIENCE, "the event", async || {
        let events = it.owner.events(&failed).await.unwrap().items;
        let mut addresses = events.iter().filter_map(|event| event.address.as_deref());
        addresses.any(|one| one == address).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_network_behind_a_proxy_has_its_own_share() {
    let it = setting().await;
    let mut open = Vec::new();
    for number in 0..20 {
        let header = format!("PROXY TCP4 203.0.113.{number} 127.0.0.1 12345 389\r\n");
        let (is_served, stream) = answered(PROXY, &it, header.as_bytes()).await;
        assert_eq!(is_served, number < 16, "{number}");
        open.push(stream);
    }
    for header in [
        "PROXY TCP4 198.51.100.7 127.0.0.1 12345 389\r\n",
        "PROXY TCP6 2001:db8::7 ::1 12345 389\r\n",
        // The proxy itself.
        "PROXY UNKNOWN\r\n",
    ] {
        let (is_served, stream) = answered(PROXY, &it, header.as_bytes()).await;
        assert!(is_served, "{header}");
        open.push(stream);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_client_and_not_the_proxy_is_recorded() {
    let it = setting().await;
    let header = [
        &b"\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0c"[..],
        &[203, 0, 113, 7, 127, 0, 0, 1, 0x30, 0x39, 2, 0x7c],
    ]
    .concat();
    let stream = begun(PROXY, it.tls_port, &header).await;
    let connector = TlsConnector::from(trusting(&it));
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = connector.connect(name, stream).await.unwrap();
    stream.write_all(&bind(ADA, "wrong")).await.unwrap();
    assert!(!read(&mut stream).await.is_empty());
    recorded(&it, "203.0.113.7").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_trusted_proxy_introduces_a_client_and_it_has_to() {
    let it = setting().await;
    let header = b"PROXY TCP4 203.0.113.7 127.0.0.1 12345 389\r\n";
    assert!(answered(PROXY, &it, header).await.0);
    assert!(!answered(1, &it, header).await.0);
    assert!(answered(1, &it, b"").await.0);
    assert!(!answered(PROXY, &it, b"").await.0);
    // With TLS, what is no handshake ends the connection.
    let mut stream = begun(1, it.tls_port, header).await;
    while !read(&mut stream).await.is_empty() {}
    assert!(it.installation.logs().contains("has no PROXY header"));
    // Clients that connect directly are served as before.
    let mut client = connect(&it, false).await;
    assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
}
