//! HTTP clients of the tests. They trust no certificate: the servers speak plain HTTP on loopback, and reading
//! the certificates of the system for each client takes longer than many a test.

use reqwest::{Client, ClientBuilder};

/// A builder of clients.
pub fn http_builder() -> ClientBuilder {
    Client::builder().tls_certs_only([])
}

/// A client without cookies.
pub fn plain_http() -> Client {
    http_builder().build().unwrap()
}

/// A client with a new cookie jar, which looks like a browser to the server.
pub fn http() -> Client {
    http_builder()
        .cookie_store(true)
        .user_agent("Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0")
        .build()
        .unwrap()
}
