//! Clients that begin with a TLS handshake and do not complete it.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::raw::connect_from;
use crate::rust_client::{connect, trusting};
use crate::setting::{ADA, PASSWORD, Setting};

/// How many handshakes of one network the server makes at the same time: a sixteenth of its connections.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_are_in_the_way_of_their_own_network_only() {
    let it = Setting::with(|installation| {
        installation.set("ldap", "max_connections", "64");
    })
    .await;
    let mut stalled = Vec::new();
    for _ in 0..AT_ONCE {
        stalled.push(connect_from((1, 0), it.tls_port).await.unwrap());
    }
    // Until the server has accepted them.
    sleep(Duration::from_millis(500)).await;
    let stream = connect_from((1, 0), it.tls_port).await.unwrap();
    let connector = TlsConnector::from(trusting(&it));
    let name = ServerName::try_from("localhost").unwrap();
    let mut handshake = pin!(connector.connect(name, stream));
    let waited = timeout(Duration::from_secs(1), &mut handshake).await;
    assert!(waited.is_err(), "it did not wait");
    // A client in another network does not wait.
    let served = timeout(Duration::from_secs(5), async {
        let mut client = connect(&it, false).await;
        client.simple_bind(ADA, PASSWORD).await.unwrap().rc
    });
    assert_eq!(served.await.unwrap(), 0);
    drop(stalled);
    let made = timeout(Duration::from_secs(5), handshake).await;
    made.unwrap().unwrap();
}
