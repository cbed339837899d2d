//! JSON request bodies that contain a document.

use std::future::Future;
use std::pin::Pin;

use actix_web::web::Payload;
use actix_web::{FromRequest, HttpRequest, dev};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::Body;
use super::body::{check_content_type, late, parse, timeout, too_large, unreadable};
use super::problem::Refusal;
use crate::openapi::{Describe, Description};

/// The largest body, in bytes: a document of 256 KiB, in which quotation marks and line breaks are
/// escaped.
const MAX_LARGE_BODY: usize = 512 * 1024;

/// As [`Body`], with a higher limit.
#[derive(Debug)]
pub struct LargeBody<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for LargeBody<T> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let kind = check_content_type(request);
        let timeout = timeout(request);
        let payload = Payload::from_request(request, payload);
        Box::pin(async move {
            kind?;
            let payload = payload.await.map_err(|error| unreadable(&error))?;
            let bytes = payload.to_bytes_limited(MAX_LARGE_BODY);
            let bytes = tokio::time::timeout(timeout, bytes)
                .await
                .map_err(|_| late(timeout))?
                .map_err(|_| too_large(MAX_LARGE_BODY))?
                .map_err(|error| unreadable(&error))?;
            parse(&bytes).map(Self)
        })
    }
}

impl<T: ToSchema + Serialize + DeserializeOwned> Describe for LargeBody<T> {
    fn describe(description: &mut Description) {
        Body::<T>::describe(description);
    }
}
