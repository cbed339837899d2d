//! HTTP responses as plain data.

use serde_json::Value;

use crate::error::{ErrorCode, ProtocolError};

/// A response of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The headers, with lower-case names.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Reply {
    /// A JSON document that no cache may keep.
    pub fn json(status: u16, document: &Value) -> Self {
        Self {
            status,
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("cache-control", "no-store".to_owned()),
                ("pragma", "no-cache".to_owned()),
            ],
            body: document.to_string(),
        }
    }

    /// A JSON document that is the same for everybody and that every page may read.
    pub fn public_json(document: &Value) -> Self {
        Self {
            status: 200,
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("cache-control", "public, max-age=300".to_owned()),
                ("access-control-allow-origin", "*".to_owned()),
            ],
            body: document.to_string(),
        }
    }

    /// An empty response that no cache may keep.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: vec![("cache-control", "no-store".to_owned())],
            body: String::new(),
        }
    }

    /// The error response of the token endpoint and its relatives (RFC 6749, 5.2). `invalid_client`
    /// is a 401 with a challenge, which HTTP requires of a 401.
    pub fn error(error: ProtocolError) -> Self {
        let status = match error.code {
            ErrorCode::InvalidClient => 401,
            ErrorCode::ServerError => 500,
            ErrorCode::TemporarilyUnavailable => 503,
            _ => 400,
        };
        let mut reply = Self::json(status, &Value::Object(error.members()));
        if status == 401 {
            let challenge = r#"Basic realm="token", charset="UTF-8""#;
            reply
                .headers
                .push(("www-authenticate", challenge.to_owned()));
        }
        reply
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_the_status_and_the_headers_of_the_specification() {
        let reply = Reply::error(ProtocolError::invalid_client());
        assert_eq!(reply.status, 401);
        assert!(
            reply
                .header("www-authenticate")
                .unwrap()
                .starts_with("Basic ")
        );
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        let expected =
            r#"{"error":"invalid_client","error_description":"The client did not authenticate"}"#;
        assert_eq!(
            serde_json::from_str::<Value>(&reply.body).unwrap(),
            serde_json::from_str::<Value>(expected).unwrap()
        );
        for code in ErrorCode::ALL {
            let reply = Reply::error(ProtocolError::new(code, "text"));
            let challenged = reply.header("www-authenticate").is_some();
            assert_eq!(reply.status == 401, challenged, "{}", code.as_str());
            assert!(reply.status >= 400);
        }
    }
}
