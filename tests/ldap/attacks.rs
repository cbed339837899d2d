//! Hostile and clumsy connections.

use std::time::{Duration, Instant};

use latchkey::connections::allow_more_files;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::raw::{START_TLS, WHO_AM_I, bind, connect_from, is_notice, read};
use crate::rust_client::{connect, found, trusting};
use crate::setting::{ADA, PASSWORD, Setting};

/// Connections that do nothing.
const IDLE: usize = 10_000;
/// The networks that they come from. None may have more than a quarter.
const NETWORKS: u8 = 5;
/// What each of them may cost, in KiB.
const EACH_KIB: u64 = 12;
/// Wrong passwords that arrive together: fewer than lock an account.
const GUESSES: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_idle_connections_leave_room_for_others() {
    let it = Setting::with(|installation| {
        installation.set("ldap", "max_connections", "12000");
        installation.set("server", "max_connections", "256");
    })
    .await;
    // This process has as many open.
    assert!(allow_more_files(IDLE + 500) > IDLE);
    let before = resident_kib(it.server.pid());
    let mut open = Vec::new();
    let each = IDLE / usize::from(NETWORKS);
    let ports = 30_000..30_000 + u16::try_from(each).unwrap();
    let places = (1..=NETWORKS).flat_map(|network| ports.clone().map(move |port| (network, port)));
    for place in places {
        let mut stream = connect_from(place, it.starttls_port).await.unwrap();
        stream.write_all(WHO_AM_I).await.unwrap();
        assert!(!read(&mut stream).await.is_empty());
        open.push(stream);
    }
    let more = resident_kib(it.server.pid()).saturating_sub(before);
    let each = more / u64::try_from(open.len()).unwrap();
    assert!(each <= EACH_KIB, "{each} KiB each");
    // Somebody else is served as usual.
    let since = Instant::now();
    let mut client = connect(&it, false).await;
    assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
    assert_eq!(found(&mut client, "(uid=ada)").await.0, [ADA]);
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_has_a_quarter_of_the_connections() {
    let it = Setting::with(|installation| {
        installation.set("ldap", "max_connections", "64");
    })
    .await;
    let mut open = Vec::new();
    for number in 0..20 {
        let mut stream = connect_from((1, 0), it.starttls_port).await.unwrap();
        // It may be closed already.
        let _ = stream.write_all(WHO_AM_I).await;
        assert_eq!(read(&mut stream).await.is_empty(), number >= 16, "{number}");
        open.push(stream);
    }
    let mut other = connect_from((2, 0), it.starttls_port).await.unwrap();
    other.write_all(WHO_AM_I).await.unwrap();
    assert!(!read(&mut other).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_ldap_is_refused_and_the_server_goes_on() {
    let it = Setting::new().await;
    for bytes in [
        &b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"[..],
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
        b"\x30\x84\x7f\xff\xff\xff\x02\x01\x01",
        b"\x30\x80\x02\x01\x01",
        b"\x30\x05\x02\x01\x01\x5f\x00",
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", it.starttls_port))
            .await
            .unwrap();
        stream.write_all(bytes).await.unwrap();
        assert!(is_notice(&read(&mut stream).await), "{bytes:02x?}");
        assert!(read(&mut stream).await.is_empty());
    }
    // LDAP where TLS is expected.
    let mut stream = TcpStream::connect(("127.0.0.1", it.tls_port))
        .await
        .unwrap();
    stream.write_all(WHO_AM_I).await.unwrap();
    while !read(&mut stream).await.is_empty() {}
    let mut client = connect(&it, false).await;
    assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_bytes_are_not_waited_for() {
    let it = Setting::new().await;
    let mut stream = TcpStream::connect(("127.0.0.1", it.starttls_port))
        .await
        .unwrap();
    let since = Instant::now();
    for byte in bind(ADA, PASSWORD) {
        if stream.write_all(&[byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let seconds = since.elapsed().as_secs();
    assert!((14..=25).contains(&seconds), "{seconds}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_before_the_handshake_are_thrown_away() {
    let it = Setting::new().await;
    let mut stream = TcpStream::connect(("127.0.0.1", it.starttls_port))
        .await
        .unwrap();
    let injected = [START_TLS, &bind(ADA, PASSWORD), WHO_AM_I].concat();
    stream.write_all(&injected).await.unwrap();
    assert!(!read(&mut stream).await.is_empty());
    let connector = TlsConnector::from(trusting(&it));
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = connector.connect(name, stream).await.unwrap();
    stream.write_all(WHO_AM_I).await.unwrap();
    let answer = read(&mut stream).await;
    // It is the answer to this request, and nobody is authenticated.
    assert_eq!(
        answer,
        b"\x30\x0e\x02\x01\x01\x78\x09\x0a\x01\x00\x04\x00\x04\x00\x8b\x00"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn binds_that_arrive_together_are_all_verified() {
    let it = Setting::new().await;
    let stream = TcpStream::connect(("127.0.0.1", it.tls_port))
        .await
        .unwrap();
    let connector = TlsConnector::from(trusting(&it));
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = connector.connect(name, stream).await.unwrap();
    let (right, wrong) = (bind(ADA, PASSWORD), bind(ADA, "wrong"));
    let together = [&right[..], &wrong, &right, &wrong, WHO_AM_I].concat();
    stream.write_all(&together).await.unwrap();
    let mut answers = Vec::new();
    while !answers.windows(2).any(|bytes| bytes == [0x78, 9]) {
        let more = read(&mut stream).await;
        assert!(!more.is_empty());
        answers.extend(more);
    }
    // Each has its own result, and the last one decides who it is: nobody.
    let results: Vec<_> = answers
        .windows(4)
        .filter(|bytes| bytes[0] == 0x61 && bytes[2..4] == [10, 1])
        .collect();
    assert_eq!(results.len(), 4, "{answers:02x?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_is_busy_and_no_wrong_password() {
    // A user may occupy a sixteenth of it: one place.
    let it = Setting::with(|installation| installation.set("security", "hash_queue", "16")).await;
    let mut open = Vec::new();
    for _ in 0..GUESSES {
        open.push(connect(&it, false).await);
    }
    let mut guesses = JoinSet::new();
    for (number, mut client) in open.into_iter().enumerate() {
        guesses.spawn(async move {
            let guess = format!("guess {number}");
            client.simple_bind(ADA, &guess).await.unwrap()
        });
    }
    let answers = guesses.join_all().await;
    let of = |code: u32| answers.iter().filter(|answer| answer.rc == code).count();
    assert!(of(51) > 0 && of(49) > 0, "{answers:?}");
    assert_eq!(of(51) + of(49), GUESSES, "{answers:?}");
    let mut client = connect(&it, false).await;
    assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
}

fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.unwrap().split_whitespace().nth(1);
    kib.unwrap().parse().unwrap()
}
