//! Identifiers in paths.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::FieldError;
use serde::de::DeserializeOwned;

use super::preconditions;
use super::problem::Refusal;
use crate::openapi::{Describe, Description};

/// The path's parameters as `T`: an identifier, or a tuple of identifiers. Malformed ones are
/// refused with `malformed-request`.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let info = request.match_info();
        let path = actix_web::web::Path::<T>::extract(request).into_inner();
        let result = path.map(actix_web::web::Path::into_inner).map_err(|_| {
            let bad = info
                .iter()
                .find(|(_, value)| value.parse::<uuid::Uuid>().is_err())
                .map_or("id", |(name, _)| name);
            let error = FieldError::new(bad, "invalid", "Expected a UUID");
            Refusal::malformed("The path contains an invalid identifier", vec![error])
        });
        ready(result.map(Self))
    }
}

impl<T> Describe for Path<T> {
    fn describe(description: &mut Description) {
        preconditions::describe_optional(description);
    }
}
