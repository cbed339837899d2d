//! Bytes, without a library in between.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::{TcpSocket, TcpStream};

/// "Who am I?", with number 1.
pub const WHO_AM_I: &[u8] = b"\x30\x1e\x02\x01\x01\x77\x19\x80\x171.3.6.1.4.1.4203.1.11.3";
/// StartTLS, with number 1.
pub const START_TLS: &[u8] = b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037";

/// A bind, with number 2. Name and password are short.
pub fn bind(name: &str, password: &str) -> Vec<u8> {
    let element = |tag: u8, content: &[u8]| {
        let length = u8::try_from(content.len()).unwrap();
        assert!(length < 0x80);
        [&[tag, length], content].concat()
    };
    let name = element(4, name.as_bytes());
    let password = element(0x80, password.as_bytes());
    let bind = element(0x60, &[&[2, 1, 3][..], &name, &password].concat());
    element(0x30, &[&[2, 1, 2][..], &bind].concat())
}

/// Connects from a network of this machine, and from a port there. With many connections, the system takes
/// long to find a free one.
pub async fn connect_from((network, from): (u8, u16), port: u16) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, network, 1));
    socket.bind(SocketAddr::new(address, from))?;
    let to = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port);
    socket.connect(to).await
}

/// Reads some bytes. None if the connection was closed.
pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Vec<u8> {
    let mut bytes = vec![0; 4_096];
    let read = tokio::time::timeout(Duration::from_secs(30), stream.read(&mut bytes)).await;
    let length = read.unwrap().unwrap_or_default();
    bytes.truncate(length);
    bytes
}

/// Whether the bytes are a Notice of Disconnection.
pub fn is_notice(bytes: &[u8]) -> bool {
    let name = b"1.3.6.1.4.1.1466.20036";
    bytes.windows(name.len()).any(|window| window == name)
}
