//! What an operator does with the server.

use std::time::Duration;

use harness::{said, until};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::raw::{WHO_AM_I, is_notice, read};
use crate::rust_client::connect;
use crate::setting::{ADA, PASSWORD, Setting, output};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_certificate_is_used_without_a_restart() {
    let it = Setting::new().await;
    assert!(it.owner.server().await.unwrap().ldap);
    let mut before = connect(&it, false).await;
    let renewed = it.authority.renew();
    until(
        Duration::from_secs(60),
        "the renewed certificate",
        async || {
            let mut client = connect(&it, false).await;
            let shown = client.get_peer_certificate().await.unwrap();
            (shown.as_ref() == Some(&renewed)).then_some(())
        },
    )
    .await;
    // Connections that were open before still work.
    assert_eq!(before.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_are_told_that_the_server_stops() {
    let it = Setting::new().await;
    let mut stream = TcpStream::connect(("127.0.0.1", it.starttls_port))
        .await
        .unwrap();
    stream.write_all(WHO_AM_I).await.unwrap();
    assert!(!read(&mut stream).await.is_empty());
    it.server.terminate().await;
    assert!(is_notice(&read(&mut stream).await));
    assert!(read(&mut stream).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_without_tls_have_to_be_allowed_by_name() {
    let it = Setting::with(|installation| {
        installation.set("ldap", "danger_plain_passwords", "true");
    })
    .await;
    let mut command = it.tool_at("ldapwhoami", &it.starttls());
    command.args(["-D", ADA, "-w", PASSWORD]);
    let who = output(command).await;
    assert_eq!(said(&who).trim(), format!("dn:{ADA}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_counted_and_names_are_not_logged() {
    let it = Setting::new().await;
    let name = "uid=secret.name,ou=people,dc=acme,dc=example";
    let wrong = it
        .run_as("ldapwhoami", (name, "secret password"), &[])
        .await;
    assert_eq!(wrong.status.code(), Some(49));
    let url = format!("{}/metrics", it.server.origin);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    let line = "latchkey_ldap_requests_total{operation=\"bind\",result=\"49\"} 1";
    assert!(text.contains(line), "{text}");
    let log = it.installation.logs();
    assert!(log.contains("answered LDAP"), "{log}");
    assert!(!log.contains("secret"), "{log}");
}
