//! `HEAD` returns what `GET` would, without the content.

use harness::{Backend, TestServer, on_both_databases};
use reqwest::{Method, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

on_both_databases!(head_works_wherever_get_does);

async fn head_works_wherever_get_does(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let ask = async |method: Method, path: &str, token: &str| -> Response {
        let request = harness::plain_http().request(method, format!("{}{path}", server.origin));
        request.bearer_auth(token).send().await.unwrap()
    };
    for (path, token, status) in [
        ("/health/live", "", 200),
        ("/", "", 200),
        ("/api/v1/users", token.as_str(), 200),
        ("/api/v1/users", "wrong", 401),
        ("/api/v1/users/not-an-id", token.as_str(), 400),
        ("/api/v1/nothing", token.as_str(), 404),
    ] {
        let get = ask(Method::GET, path, token).await;
        let head = ask(Method::HEAD, path, token).await;
        assert_eq!(get.status(), status, "{path}");
        assert_eq!(head.status(), status, "{path}");
        for header in ["content-type", "content-length", "etag", "cache-control"] {
            assert_eq!(
                get.headers().get(header),
                head.headers().get(header),
                "{path} {header}"
            );
        }
        assert!(head.bytes().await.unwrap().is_empty(), "{path}");
    }
    let refused = ask(Method::HEAD, "/api/v1/sign-in/password", &token).await;
    assert_eq!(refused.status(), 405);
    assert_eq!(refused.headers()["allow"], "POST");
    let refused = ask(Method::PUT, "/api/v1/users", &token).await;
    assert_eq!(refused.headers()["allow"], "GET, HEAD, POST");
}

/// Otherwise the client would read the content as the response to its next request.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_sends_no_content_before_a_pipelined_response() {
    let server = TestServer::start(Backend::Sqlite).await;
    let token = server.owner().await.token().unwrap();
    let address = server.origin.strip_prefix("http://").unwrap();
    for _ in 0..20 {
        let mut connection = TcpStream::connect(address).await.unwrap();
        let both = format!(
            "HEAD /api/v1/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n\
             GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );
        connection.write_all(both.as_bytes()).await.unwrap();
        let mut said = String::new();
        connection.read_to_string(&mut said).await.unwrap();
        // The server may also close the connection.
        let Some((head, rest)) = said.split_once("\r\n\r\n") else {
            assert!(said.is_empty(), "{said}");
            continue;
        };
        assert!(head.starts_with("HTTP/1.1 200"), "{said}");
        assert!(
            rest.is_empty() || rest.starts_with("HTTP/1.1 200"),
            "{said}"
        );
    }
}
