//! HAProxy, which passes TLS through and says with the PROXY protocol who its clients are.

use std::process::Stdio;

use harness::{free_port, until};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::file;
use crate::proxies::{PROXY, recorded, setting};
use crate::raw::{bind, connect_from, read};
use crate::rust_client::trusting;
use crate::setting::{ADA, PASSWORD, PATIENCE, Setting};

const HAPROXY: &str = "/usr/sbin/haproxy";

/// A running HAProxy, which ends when this is dropped, and its port.
fn start(it: &Setting, header: &str) -> (Child, u16) {
    let port = free_port();
    let child = Command::new(HAPROXY)
        .args(["-db", "-f"])
        .arg(file("haproxy.cfg"))
        .env("PORT", port.to_string())
        .env("LDAPS_PORT", it.tls_port.to_string())
        .env("PROXY", format!("127.0.{PROXY}.1"))
        .env("HEADER", header)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    (child.unwrap(), port)
}

/// A connection through it, from a network of this machine. `None` if it does not listen yet.
async fn connect(it: &Setting, network: u8, port: u16) -> Option<TlsStream<TcpStream>> {
    let stream = connect_from((network, 0), port).await.ok()?;
    let connector = TlsConnector::from(trusting(it));
    let name = ServerName::try_from("localhost").unwrap();
    connector.connect(name, stream).await.ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_clients_have_their_own_addresses() {
    let it = setting().await;
    for (header, network) in [("send-proxy", 4), ("send-proxy-v2", 5)] {
        let (_haproxy, port) = start(&it, header);
        let mut stream = until(PATIENCE, "HAProxy to listen", async || {
            connect(&it, network, port).await
        })
        .await;
        // A wrong password that is repeated is not recorded again.
        let wrong = format!("wrong {network}");
        for (password, result) in [(PASSWORD, 0), (wrong.as_str(), 49)] {
            stream.write_all(&bind(ADA, password)).await.unwrap();
            let answer = read(&mut stream).await;
            // The result follows the tag of the response to a bind.
            assert_eq!(answer[5..10], [0x61, answer[6], 10, 1, result], "{header}");
        }
        recorded(&it, &format!("127.0.{network}.1")).await;
    }
}
