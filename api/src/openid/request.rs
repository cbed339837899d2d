//! What the endpoints of the protocol take from a request, and how they respond.

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use identity::openid::Failure;
use oidc::incoming::Incoming;
use oidc::reply::Reply;

use crate::http::sign_in_quota;
use crate::requests::respond;

/// The parts of a request that the protocol reads.
pub struct Parts {
    content_type: Option<String>,
    authorization: Vec<String>,
    dpop: Vec<String>,
}

impl Parts {
    /// Of this request.
    pub fn of(request: &HttpRequest) -> Self {
        // Text that cannot be a header value of the protocol is treated as absent.
        let texts = |name: HeaderName| {
            let values = request.headers().get_all(name);
            values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            content_type: texts(CONTENT_TYPE).next(),
            authorization: texts(AUTHORIZATION).collect(),
            dpop: texts(HeaderName::from_static("dpop")).collect(),
        }
    }

    /// The headers `Authorization`.
    pub fn authorization(&self) -> Vec<&str> {
        self.authorization.iter().map(String::as_str).collect()
    }

    /// The request as the protocol reads it.
    pub fn incoming<'a>(
        &'a self,
        request: &'a HttpRequest,
        authorization: &'a [&'a str],
        body: &'a [u8],
    ) -> Incoming<'a> {
        Incoming {
            method: request.method().as_str(),
            query: request.query_string(),
            content_type: self.content_type.as_deref(),
            authorization,
            dpop: &self.dpop,
            body,
        }
    }
}

/// The response to a request that is stored until it is used or approved. Anyone can send such requests as a
/// public application, so they count as attempts to sign in, and are stored only within the quota.
pub async fn stored(
    request: &HttpRequest,
    is_public: bool,
    store: impl Future<Output = Result<Reply, Failure>>,
) -> HttpResponse {
    if is_public && let Err(refusal) = sign_in_quota(request) {
        return refusal.error_response();
    }
    result(store.await)
}

/// The response of the token endpoint and its relatives.
pub fn result(answered: Result<Reply, Failure>) -> HttpResponse {
    respond(answered.unwrap_or_else(|failure| {
        if let Failure::Server(error) = &failure
            && error.is_internal()
        {
            tracing::error!(%error, "a request of an application failed");
        }
        failure.reply()
    }))
}
