//! How long the server waits for clients.

use std::time::Duration;

/// How long the server waits for a client.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To complete the TLS handshake, to begin with the first request, to send a message completely once it
    /// has begun, and to take each part of a response.
    pub step: Duration,
    /// To take all responses to a request. Otherwise a client could keep what they contain in the memory by taking
    /// a part now and then.
    pub response: Duration,
    /// To send the next request, before the client is authenticated.
    pub anonymous: Duration,
    /// To send the next request, after that.
    pub authenticated: Duration,
    /// For the server to find what is searched. A client may ask for less.
    pub search: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            step: Duration::from_secs(15),
            response: Duration::from_secs(300),
            anonymous: Duration::from_secs(60),
            authenticated: Duration::from_secs(900),
            search: Duration::from_secs(60),
        }
    }
}
