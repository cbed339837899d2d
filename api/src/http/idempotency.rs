//! `Idempotency-Key`: makes it safe to retry what must not be done twice. If a handler does not take
//! it, requests with a key are refused (`allow.rs`).

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use identity::Once;
use serde::Serialize;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, Required};

use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// The header's name.
pub const HEADER: &str = "Idempotency-Key";

/// Marks the response to a repeated request.
pub const REPLAYED: (&str, &str) = ("Idempotent-Replayed", "true");

/// The key, if the client sent one: 1 to 255 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

/// A JSON response with this status. It says whether an earlier request did it.
#[derive(Debug)]
pub struct Repeatable<T>(pub Once<T>, pub StatusCode);

impl<T: Serialize> Responder for Repeatable<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Self(once, status) = self;
        let mut response = HttpResponse::build(status);
        if once.is_replay {
            response.insert_header(REPLAYED);
        }
        response.json(once.value)
    }
}

impl<T> Describe for Repeatable<T> {}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "1 to 255 visible ASCII characters. A second request of the caller with \
                           the same key within a day does nothing. It returns the result of the first one, \
                           with the header `Idempotent-Replayed: true`; not if that contains a \
                           secret. If what was created has been deleted since, the status is 404";
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(255));
        vec![
            ParameterBuilder::new()
                .name(HEADER)
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(description))
                .schema(Some(schema))
                .build(),
        ]
    }
}

impl Describe for IdempotencyKey {
    fn describe(description: &mut Description) {
        description.parameters::<Self>();
        description.problems::<problems::IdempotencyConflict>();
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut values = request.headers().get_all(HEADER);
        let first = values.next();
        let key = match first.map(|value| value.to_str()) {
            None => Ok(Self(None)),
            Some(Ok(key))
                if (1..=255).contains(&key.len())
                    && key.bytes().all(|b| b.is_ascii_graphic())
                    && values.next().is_none() =>
            {
                Ok(Self(Some(key.to_owned())))
            }
            Some(_) => Err(Refusal::malformed(
                "Idempotency-Key must be 1 to 255 visible ASCII characters",
                Vec::new(),
            )),
        };
        ready(key)
    }
}
