//! Pushed authorization requests (RFC 9126). The client authenticates and sends its request first;
//! the browser then brings only its name.

use std::time::Duration;

use serde_json::json;

use crate::reply::Reply;

/// What every `request_uri` of this server begins with.
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// How long a pushed request is valid.
pub const LIFETIME: Duration = Duration::from_secs(60);

/// The token in a `request_uri`. `None` if it is not one of ours.
pub fn token_of(request_uri: &str) -> Option<&str> {
    let token = request_uri.strip_prefix(PREFIX)?;
    (!token.is_empty()).then_some(token)
}

/// The response to a pushed request. The token is a secret of 256 bits, of which only the hash is
/// stored.
pub fn reply(token: &str) -> Reply {
    let document = json!({
        "request_uri": format!("{PREFIX}{token}"),
        "expires_in": LIFETIME.as_secs(),
    });
    Reply::json(201, &document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_uri_contains_its_token() {
        let reply = reply("6esc_11ACC5bwc014ltc14eY22c");
        assert_eq!(reply.status, 201);
        let document: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        let request_uri = document["request_uri"].as_str().unwrap();
        assert_eq!(token_of(request_uri), Some("6esc_11ACC5bwc014ltc14eY22c"));
        for other in ["", PREFIX, "https://evil.example/request.jwt", "URN:ietf:x"] {
            assert_eq!(token_of(other), None, "{other}");
        }
    }
}
