//! A client that stops in the middle of a request.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

/// Opens a connection, sends half a request, and waits until the server closes the connection.
pub async fn half_dead(origin: &str, n: usize) {
    let host = origin.trim_start_matches("http://localhost");
    let address = format!("127.0.0.1{host}").parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    // Not the address of the trusted proxy.
    let source = format!("127.0.5.{}:0", 1 + n % 250);
    socket.bind(source.parse().unwrap()).unwrap();
    let head =
        "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let unread = "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(9);
    let sent = match n % 4 {
        0 => format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"),
        1 => format!("{head}Content-Length: 100\r\n\r\n{{"),
        2 => format!("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n{head}"),
        _ => unread,
    };
    let connected = socket.connect(address).await;
    if let Ok(mut connection) = connected
        && connection.write_all(sent.as_bytes()).await.is_ok()
    {
        let is_unread = n % 4 == 3;
        let mut buffer = [0; 512];
        while !is_unread
            && connection
                .read(&mut buffer)
                .await
                .is_ok_and(|read| read > 0)
        {}
        if is_unread {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
}
