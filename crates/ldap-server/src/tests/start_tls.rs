use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::DuplexStream;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::bytes::{Search, bind, start_tls, unbind, who_am_i};
use super::certificates::Files;
use super::memory::{ADA, Memory, PASSWORD};
use super::talk::{REMOTE, Talk, connect, connect_among, connect_with};
use crate::connection::End;
use crate::{Certificate, Encryption};

/// A server with a certificate, and what its clients have to trust.
fn certified() -> (Encryption, Encryption, CertificateDer<'static>) {
    let files = Files::new();
    let acceptor = Certificate::load(files.named())
        .unwrap()
        .acceptor()
        .unwrap();
    let start_tls = Encryption::StartTls(Some(acceptor.clone()));
    (Encryption::Tls(acceptor), start_tls, files.certificate())
}

async fn handshake(talk: Talk, trusted: CertificateDer<'static>) -> Talk<TlsStream<DuplexStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let (stream, served, stop) = talk.into_parts();
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let stream = connector.connect(name, stream).await.unwrap();
    Talk::new(stream, served, stop)
}

#[tokio::test]
async fn passwords_are_accepted_after_start_tls() {
    let (_, encryption, trusted) = certified();
    let mut talk = connect_with(&Memory::default(), REMOTE, encryption, 65_536);
    let (entries, _) = talk.find(&Search::entry("").bytes(1)).await;
    assert!(entries[0].contains("1.3.6.1.4.1.1466.20037"));
    assert_eq!(talk.ask(&bind(2, ADA, PASSWORD)).await.code, 13);
    let answer = talk.ask(&start_tls(3)).await;
    assert_eq!((answer.tag, answer.code), (0x78, 0));
    let mut talk = handshake(talk, trusted).await;
    assert_eq!(talk.ask(&bind(4, ADA, PASSWORD)).await.code, 0);
    assert_eq!(talk.who().await, ADA);
    // Only once, and it is no longer offered.
    assert_eq!(talk.ask(&start_tls(5)).await.code, 1);
    let (entries, _) = talk.find(&Search::entry("").bytes(6)).await;
    assert!(!entries[0].contains("1.3.6.1.4.1.1466.20037"));
    assert_eq!(talk.who().await, ADA);
}

#[tokio::test]
async fn what_was_sent_before_the_handshake_is_thrown_away() {
    let (_, encryption, trusted) = certified();
    let memory = Memory::default();
    let mut talk = connect_with(&memory, REMOTE, encryption, 65_536);
    let injected = [start_tls(1), bind(2, ADA, PASSWORD), who_am_i(3), unbind(4)];
    assert_eq!(talk.ask(&injected.concat()).await.code, 0);
    let mut talk = handshake(talk, trusted).await;
    // The next response is the one to the next request.
    assert_eq!(talk.ask(&who_am_i(5)).await.id, 5);
    assert_eq!(memory.binds.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn what_is_injected_later_breaks_the_handshake() {
    let (_, encryption, _) = certified();
    let memory = Memory::default();
    let mut talk = connect_with(&memory, REMOTE, encryption, 65_536);
    talk.ask(&start_tls(1)).await;
    talk.send(&bind(2, ADA, PASSWORD)).await;
    assert_eq!(talk.served.await.unwrap(), End::Handshake);
    assert_eq!(memory.binds.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn there_is_no_start_tls_without_a_certificate() {
    let mut talk = connect(&Memory::default(), REMOTE);
    assert_eq!(talk.ask(&start_tls(1)).await.code, 2);
    assert_eq!(talk.ask(&who_am_i(2)).await.id, 2);
}

#[tokio::test]
async fn ldaps_begins_with_the_handshake() {
    let (encryption, _, trusted) = certified();
    let talk = connect_with(&Memory::default(), REMOTE, encryption, 65_536);
    let mut talk = handshake(talk, trusted).await;
    assert_eq!(talk.ask(&bind(1, ADA, PASSWORD)).await.code, 0);
    let (encryption, _, _) = certified();
    let mut talk = connect_with(&Memory::default(), REMOTE, encryption, 65_536);
    talk.send(&bind(1, ADA, PASSWORD)).await;
    assert_eq!(talk.served.await.unwrap(), End::Handshake);
}

#[tokio::test(start_paused = true)]
async fn a_handshake_has_a_deadline() {
    for pipelined in [true, false] {
        let (ldaps, with_start_tls, _) = certified();
        let encryption = if pipelined { with_start_tls } else { ldaps };
        let mut talk = connect_with(&Memory::default(), REMOTE, encryption, 65_536);
        if pipelined {
            talk.ask(&start_tls(1)).await;
        }
        let since = Instant::now();
        // The beginning of a record.
        talk.send(&[0x16, 3, 1]).await;
        assert_eq!(talk.served.await.unwrap(), End::Slow);
        assert_eq!(since.elapsed().as_secs(), 15);
    }
}

#[tokio::test(start_paused = true)]
async fn handshakes_wait_for_their_turn_and_not_for_ever() {
    let (encryption, _, trusted) = certified();
    let handshakes = Arc::new(Semaphore::new(1));
    let connect = || {
        let how = (encryption.clone(), 65_536);
        connect_among(Arc::clone(&handshakes), &Memory::default(), REMOTE, how)
    };
    let since = Instant::now();
    let stalled = connect();
    sleep(Duration::from_secs(1)).await;
    // The next one is made when the first one has ended, before its own deadline.
    let mut next = handshake(connect(), trusted).await;
    assert_eq!(since.elapsed().as_secs(), 15);
    assert_eq!(stalled.served.await.unwrap(), End::Slow);
    assert_eq!(next.ask(&bind(1, ADA, PASSWORD)).await.code, 0);
    // Connections that have made it are in nobody's way.
    assert_eq!(handshakes.available_permits(), 1);
    let _never = Arc::clone(&handshakes).acquire_owned().await.unwrap();
    let since = Instant::now();
    assert_eq!(connect().served.await.unwrap(), End::Slow);
    assert_eq!(since.elapsed().as_secs(), 15);
}
