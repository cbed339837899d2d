//! Request bodies as bytes.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};

use super::body::{late, timeout, unreadable};
use super::problem::Refusal;

/// A body of any content type. One that is too large or does not arrive in time is refused.
pub struct RawBody(pub Bytes);

impl FromRequest for RawBody {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let timeout = timeout(request);
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            let bytes = tokio::time::timeout(timeout, bytes)
                .await
                .map_err(|_| late(timeout))?
                .map_err(|error| unreadable(&error))?;
            Ok(Self(bytes))
        })
    }
}
