//! Clients that send slowly, nothing, or too much, or that do not read, are disconnected, and nobody
//! else waits for them.

use std::time::Duration;

use harness::{Backend, TestDatabase, TestServer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// The time limit of a request in these tests.
const PATIENCE: Duration = Duration::from_secs(2);
/// The time after which the server must have closed the connection.
const BY_THEN: Duration = Duration::from_secs(20);

async fn server() -> TestServer {
    let database = TestDatabase::new(Backend::Sqlite).await;
    TestServer::start_on(database, |config| {
        config.server.request_timeout = PATIENCE;
        config.server.keep_alive = PATIENCE;
    })
    .await
}

async fn connect(server: &TestServer) -> TcpStream {
    let address = server.origin.strip_prefix("http://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Everything the server sends until it closes the connection.
async fn rest(mut connection: impl AsyncRead + Unpin) -> String {
    let mut said = Vec::new();
    let read = timeout(BY_THEN, connection.read_to_end(&mut said)).await;
    // A connection reset also means that the server has closed the connection.
    let _ = read.expect("the server holds on to the connection");
    String::from_utf8_lossy(&said).into_owned()
}

/// Sends a byte now and then until the server closes the connection. Returns what the server sent.
async fn drip(connection: TcpStream, bytes: &'static [u8]) -> String {
    let (from, mut to) = connection.into_split();
    let dripping = tokio::spawn(async move {
        for byte in bytes.iter().cycle() {
            if to.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let said = rest(from).await;
    dripping.abort();
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_clients_delay_nobody() {
    let server = server().await;
    let mut silent = Vec::new();
    for n in 0..300 {
        let mut connection = connect(&server).await;
        if n % 2 == 0 {
            connection.write_all(b"GET /health/li").await.unwrap();
        }
        silent.push(connection);
    }
    let url = format!("{}/health/live", server.origin);
    for _ in 0..20 {
        let answer = timeout(BY_THEN, reqwest::get(&url))
            .await
            .expect("an answer");
        assert_eq!(answer.unwrap().status(), 200);
    }
    for connection in silent {
        let said = rest(connection).await;
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 408"),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_header_is_cut_off() {
    let server = server().await;
    let mut connection = connect(&server).await;
    let line = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    connection.write_all(line).await.unwrap();
    let said = drip(connection, b"a").await;
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 408"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_body_is_cut_off() {
    let server = server().await;
    let mut connection = connect(&server).await;
    let head = "POST /api/v1/links/inspect HTTP/1.1\r\nHost: localhost\r\n\
                Content-Type: application/json\r\nContent-Length: 10000\r\n\r\n";
    connection.write_all(head.as_bytes()).await.unwrap();
    let said = drip(connection, b" ").await;
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(said.contains("urn:latchkey:problem:timeout"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_is_closed() {
    let server = server().await;
    let mut connection = connect(&server).await;
    let request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    connection.write_all(request).await.unwrap();
    let said = rest(connection).await;
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
}

/// Sends a request whose response leaves the connection open, and reads that response.
async fn after_a_response(server: &TestServer) -> TcpStream {
    let mut connection = connect(server).await;
    let request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    connection.write_all(request).await.unwrap();
    let mut said = Vec::new();
    while !said.windows(4).any(|four| four == b"\r\n\r\n") {
        assert!(connection.read_buf(&mut said).await.unwrap() > 0);
    }
    connection
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_request_is_not_waited_for_either() {
    let server = server().await;
    let mut silent = after_a_response(&server).await;
    silent.write_all(b"GET /health/li").await.unwrap();
    rest(silent).await;
    drip(after_a_response(&server).await, b"a").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_unknown_length_is_refused() {
    let server = server().await;
    let head = "POST /api/v1/links/inspect HTTP/1.1\r\nHost: localhost\r\n\
                Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{";
    let mut connection = connect(&server).await;
    connection.write_all(head.as_bytes()).await.unwrap();
    let said = rest(connection).await;
    assert!(said.starts_with("HTTP/1.1 411"), "{said}");
    assert!(
        said.contains("urn:latchkey:problem:length-required"),
        "{said}"
    );
    assert!(
        said.to_ascii_lowercase().contains("connection: close"),
        "{said}"
    );
    // It is not read byte by byte either.
    let mut connection = connect(&server).await;
    connection.write_all(head.as_bytes()).await.unwrap();
    drip(connection, b" ").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_cut_off() {
    const REQUESTS: usize = 200;
    let server = server().await;
    let url = format!("{}/api/openapi.json", server.origin);
    let document = reqwest::get(url).await.unwrap().bytes().await.unwrap();
    let mut connection = connect(&server).await;
    let request = "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let requests = request.repeat(REQUESTS);
    connection.write_all(requests.as_bytes()).await.unwrap();
    tokio::time::sleep(3 * PATIENCE).await;
    let said = rest(connection).await;
    assert!(said.len() < REQUESTS * document.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_has_a_quarter_of_the_connections() {
    let database = TestDatabase::new(Backend::Sqlite).await;
    let server = TestServer::start_on(database, |config| config.server.max_connections = 64).await;
    let address = server.running.address;
    let from = async |source: &str| {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{source}:0").parse().unwrap()).unwrap();
        socket.connect(address).await.unwrap()
    };
    let is_answered = async |connection: &mut TcpStream| {
        let request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let mut answer = [0; 12];
        connection.write_all(request).await.is_ok()
            && connection.read_exact(&mut answer).await.is_ok()
    };
    let mut flood = Vec::new();
    let mut answered = 0;
    for n in 1..=40 {
        let mut connection = from(&format!("127.0.5.{n}")).await;
        answered += u32::from(is_answered(&mut connection).await);
        flood.push(connection);
    }
    assert_eq!(answered, 16);
    assert!(is_answered(&mut from("127.0.6.1").await).await);
    drop(flood);
    let freed = harness::until(BY_THEN, "a free connection", async || {
        is_answered(&mut from("127.0.5.1").await)
            .await
            .then_some(())
    });
    freed.await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_have_a_size_limit() {
    let server = server().await;
    let long = "a".repeat(1_000_000);
    let many: String = (0..2_000).map(|n| format!("X-{n}: {n}\r\n")).collect();
    for request in [
        format!("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\n\r\n"),
        format!("GET /health/live HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ] {
        let mut connection = connect(&server).await;
        // The server may close the connection before it has received everything.
        let _ = connection.write_all(request.as_bytes()).await;
        let said = rest(connection).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    }
    let answer = reqwest::get(format!("{}/health/live", server.origin)).await;
    assert_eq!(answer.unwrap().status(), 200);
}
