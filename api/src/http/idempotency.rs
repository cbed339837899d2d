//! `Idempotency-Key`: makes retries of a create safe.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, Required};

use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// The header's name.
pub const HEADER: &str = "Idempotency-Key";

/// The key, if the client sent one: 1 to 255 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = "1 to 255 visible ASCII characters. A second request with the same key \
                           within a day creates nothing. It returns what the first request \
                           created, unless that contains a secret, or 404 if it has been \
                           deleted since";
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
