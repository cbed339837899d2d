//! Query strings.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::FieldError;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::input_error;
use super::problem::Refusal;
use crate::openapi::Describe;

/// The longest query string, in bytes.
const MAX_QUERY: usize = 8 * 1024;

/// The largest number of parameters that a refusal names.
const MOST_ERRORS: usize = 20;

/// A query string of type `T`. Unknown and duplicate parameters, wrong types and invalid UTF-8
/// are refused with `malformed-request`.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

impl<T> Describe for Query<T> {}

/// No parameters at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Reads the query string of an endpoint that has no parameters.
///
/// # Errors
/// `malformed-request` naming the parameters.
pub fn none(text: &str) -> Result<(), Refusal> {
    parse::<Nothing>(text).map(|Nothing {}| ())
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let refused = |detail: &str| Refusal::malformed(detail, Vec::new());
    if text.len() > MAX_QUERY {
        return Err(refused("The query string must not exceed 8 KiB"));
    }
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
    if decoded.is_err() {
        return Err(refused("The query string is not valid UTF-8"));
    }
    let error = match read::<T>(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    // Serde stops at the first one. All parameters are optional, so each can be read alone.
    let mut errors: Vec<FieldError> = Vec::new();
    let alone = text.split('&').filter_map(|one| read::<T>(one).err());
    for error in alone.chain([error]) {
        if errors.len() < MOST_ERRORS && errors.iter().all(|known| known.field != error.field) {
            errors.push(error);
        }
    }
    Err(Refusal::malformed(
        input_error::names("These query parameters are invalid", &errors),
        errors,
    ))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, FieldError> {
    let pairs = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        input_error::describe(&error.path().to_string(), &error.inner().to_string())
    })
}

#[cfg(test)]
mod tests {
    use contract::page::ListQuery;

    use super::*;

    #[test]
    fn parameters_are_read_and_unknown_ones_refused() {
        let query: ListQuery = parse("limit=7&search=Ada%20L&sort=-name").unwrap();
        assert_eq!(query.limit, Some(7));
        assert_eq!(query.search.as_deref(), Some("Ada L"));
        for (text, field) in [
            ("x=1", "x"),
            ("limit=300", "limit"),
            ("sort=a&sort=b", "sort"),
        ] {
            let refusal = parse::<ListQuery>(text).unwrap_err();
            assert_eq!(refusal.problem().errors[0].field, field, "{text}");
        }
        let refusal = parse::<ListQuery>("limit=500&page=2&sort=name").unwrap_err();
        let errors = &refusal.problem().errors;
        let named: Vec<_> = errors.iter().map(|error| &*error.field).collect();
        assert_eq!(named, ["limit", "page"]);
        assert_eq!(errors[0].message, "Expected a number from 1 to 100");
        assert!(parse::<ListQuery>("search=%ff").is_err());
        let refusal = none("dryRun=true").unwrap_err();
        assert_eq!(refusal.problem().errors[0].field, "dryRun");
    }
}
