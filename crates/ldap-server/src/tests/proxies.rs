use std::net::IpAddr;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, duplex};
use tokio::time::Instant;

use super::talk::{LOCAL, REMOTE};
use crate::Client;
use crate::connection::{End, client_of};

const PATIENCE: Duration = Duration::from_secs(15);

/// A header of version 2.
fn version_2(command: u8, family: u8, rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(rest.len()).unwrap().to_be_bytes();
    let begin = [&b"\r\n\r\n\0\r\nQUIT\n"[..], &[command, family], &length].concat();
    [&begin[..], rest].concat()
}

/// Both addresses and both ports.
fn of_ipv4() -> Vec<u8> {
    vec![203, 0, 113, 7, 10, 0, 0, 1, 0x30, 0x39, 2, 0x7c]
}

fn of_ipv6() -> Vec<u8> {
    let mut addresses = [0; 36];
    addresses[..4].copy_from_slice(&[0x20, 1, 0x0d, 0xb8]);
    addresses[15] = 7;
    addresses.to_vec()
}

/// The client that a header names, and what is left after it.
async fn named(bytes: &[u8]) -> (Result<Option<String>, End>, Vec<u8>) {
    let mut left = bytes;
    let client = client_of(&mut left, PATIENCE).await;
    let client = client.map(|client| client.map(|address| address.to_string()));
    (client, left.to_vec())
}

#[tokio::test]
async fn a_proxy_says_who_its_client_is() {
    // What is added to the addresses is skipped.
    let more = [of_ipv4(), vec![4, 0, 2, 0, 0]].concat();
    for (header, client) in [
        (
            b"PROXY TCP4 203.0.113.7 10.0.0.1 12345 636\r\n".to_vec(),
            Some("203.0.113.7"),
        ),
        (
            b"PROXY TCP6 2001:db8::7 2001:db8::1 12345 636\r\n".to_vec(),
            Some("2001:db8::7"),
        ),
        (b"PROXY UNKNOWN\r\n".to_vec(), None),
        (b"PROXY UNKNOWN ::1 ::1 1 1\r\n".to_vec(), None),
        (version_2(0x21, 0x11, &of_ipv4()), Some("203.0.113.7")),
        (version_2(0x21, 0x11, &more), Some("203.0.113.7")),
        (version_2(0x21, 0x21, &of_ipv6()), Some("2001:db8::7")),
        (version_2(0x20, 0, &[]), None),
    ] {
        let sent = [&header[..], b"\x30\x05"].concat();
        let (named, left) = named(&sent).await;
        assert_eq!(named, Ok(client.map(str::to_owned)), "{header:02x?}");
        assert_eq!(left, b"\x30\x05", "{header:02x?}");
    }
}

#[tokio::test]
async fn what_is_no_header_is_refused() {
    let endless = format!("PROXY UNKNOWN {}", "x".repeat(1_000));
    for bytes in [
        &b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00"[..],
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\x00",
        b"GET / HTTP/1.1\r\n",
        b"PROXY TCP4 203.0.113.777 10.0.0.1 12345 636\r\n",
        b"PROXY TCP4 2001:db8::7 2001:db8::1 12345 636\r\n",
        b"PROXY TCP4 203.0.113.7 10.0.0.1 12345\r\n",
        b"PROXY TCP4 203.0.113.7 10.0.0.1 123456 636\r\n",
        b"PROXY TCP4  203.0.113.7 10.0.0.1 12345 636\r\n",
        b"PROXY UDP4 203.0.113.7 10.0.0.1 12345 636\r\n",
        b"PROXY\tTCP4 203.0.113.7 10.0.0.1 12345 636\r\n",
        endless.as_bytes(),
        &version_2(0x11, 0x11, &of_ipv4()),
        &version_2(0x22, 0x11, &of_ipv4()),
        &version_2(0x21, 0x41, &of_ipv4()),
        &version_2(0x21, 0x11, &of_ipv4()[..8]),
        &version_2(0x21, 0x21, &of_ipv4()),
        &version_2(0x21, 0x11, &[0; 1_025]),
    ] {
        assert_eq!(named(bytes).await.0, Err(End::Unintroduced), "{bytes:02x?}");
    }
    let whole = version_2(0x21, 0x11, &of_ipv4());
    for length in 0..whole.len() {
        assert_eq!(named(&whole[..length]).await.0, Err(End::Closed));
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_header_is_not_waited_for() {
    let (mut theirs, mut ours) = duplex(1_024);
    let since = Instant::now();
    let sending = tokio::spawn(async move {
        for byte in b"PROXY TCP4 203.0.113.7 10.0.0.1 12345 636\r\n" {
            let _ = theirs.write_all(&[*byte]).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    assert_eq!(client_of(&mut ours, PATIENCE).await, Err(End::Slow));
    assert_eq!(since.elapsed().as_secs(), 15);
    sending.abort();
}

#[test]
fn only_the_connection_itself_can_be_local() {
    let [local, remote] = [LOCAL, REMOTE].map(|text| text.parse::<IpAddr>().unwrap());
    let remote_proxy = Client::new(remote);
    let client = Client::behind_proxy(remote_proxy, local);
    assert_eq!((client.address, client.is_local()), (local, false));
    let client = Client::behind_proxy(Client::new(local), remote);
    assert_eq!((client.address, client.is_local()), (remote, true));
}
