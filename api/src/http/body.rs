//! JSON request bodies.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use contract::problem::{FieldError, ProblemType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{RefOr, Required};

use super::problem::Refusal;
use super::{input_error, json as strict};
use crate::openapi::{Describe, Description};

/// The largest body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// The largest number of fields that a refusal names.
const MOST_ERRORS: usize = 20;

/// How long a body may take to arrive.
#[derive(Clone, Copy, Debug)]
pub struct BodyTimeout(pub Duration);

/// A JSON body (RFC 8259) of type `T`. Anything else is refused with a problem: another content
/// type (415), more than [`MAX_BODY`] (413), malformed, unknown or duplicate fields, nesting
/// deeper than serde_json's limit of 128, invalid UTF-8 (400, naming the fields), `null` where
/// there must be a value (422), and a body that does not arrive in time (408).
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = check_content_type(request);
        let timeout = timeout(request);
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            kind?;
            let bytes = tokio::time::timeout(timeout, bytes)
                .await
                .map_err(|_| late(timeout))?
                .map_err(|error| unreadable(&error))?;
            parse(&bytes).map(Self)
        })
    }
}

impl<T: ToSchema + Serialize + DeserializeOwned> Describe for Body<T> {
    fn describe(description: &mut Description) {
        let content = ContentBuilder::new()
            .schema(Some(description.schema::<T>()))
            .build();
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True))
            .build();
        description.operation.request_body = Some(RefOr::T(body));
        description.body::<T>();
    }
}

/// How long the body of a request may take to arrive.
pub(super) fn timeout(request: &HttpRequest) -> Duration {
    let configured = request.app_data::<Data<BodyTimeout>>();
    configured.map_or(Duration::from_secs(15), |timeout| timeout.0)
}

pub(super) fn late(timeout: Duration) -> Refusal {
    let detail = format!("The body must arrive within {} seconds", timeout.as_secs());
    Refusal::new(ProblemType::Timeout, detail)
}

pub(super) fn check_content_type(request: &HttpRequest) -> Result<(), Refusal> {
    let kind = request.mime_type().ok().flatten();
    let json = kind.is_some_and(|kind| {
        let name = kind.essence_str();
        let charset = kind.get_param("charset");
        (name == "application/json" || name == "application/merge-patch+json")
            && charset.is_none_or(|charset| charset == "utf-8")
    });
    if json {
        Ok(())
    } else {
        Err(Refusal::new(
            ProblemType::UnsupportedMediaType,
            "Send the body as application/json in UTF-8",
        ))
    }
}

pub(super) fn too_large(bytes: usize) -> Refusal {
    let detail = format!("The body must not exceed {} KiB", bytes / 1024);
    Refusal::new(ProblemType::TooLarge, detail)
}

pub(super) fn unreadable(error: &actix_web::Error) -> Refusal {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => too_large(MAX_BODY),
        _ => Refusal::malformed(
            "The body is incomplete or its encoding is invalid",
            Vec::new(),
        ),
    }
}

pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let body = strict::read(bytes)?;
    let error = match read::<T>(&body) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if error.field.is_empty() {
        return Err(strict::not_an_object());
    }
    let errors = all_errors::<T>(body, error);
    if errors
        .iter()
        .all(|error| error.code == input_error::REQUIRED)
    {
        return Err(Refusal::invalid_fields(errors));
    }
    Err(Refusal::malformed(
        input_error::names("These fields are invalid", &errors),
        errors,
    ))
}

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(body).map_err(|error| {
        input_error::describe(&error.path().to_string(), &error.inner().to_string())
    })
}

/// All invalid members of a body. Serde stops at the first one, so each that was found is taken
/// out, or supplied if it is missing, before searching for the next one.
fn all_errors<T: DeserializeOwned>(mut body: Value, first: FieldError) -> Vec<FieldError> {
    let mut errors = vec![first.clone()];
    let mut last = first;
    // A field that is taken out may then be missing.
    for _ in 0..2 * MOST_ERRORS {
        let next = if last.code == input_error::MISSING {
            supply::<T>(&mut body, &last.field)
        } else if strict::remove(&mut body, &last.field) {
            read::<T>(&body).err()
        } else {
            None
        };
        match next {
            Some(next) if errors.len() < MOST_ERRORS && !next.field.is_empty() => last = next,
            _ => break,
        }
        let follows = |known: &FieldError| is_in(&known.field, &last.field);
        if !errors.iter().any(follows) {
            errors.push(last.clone());
        }
    }
    errors
}

/// Whether `field` is `object` or one of its members, so that taking out `field` made `object`
/// incomplete.
fn is_in(field: &str, object: &str) -> bool {
    let rest = field.strip_prefix(object);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Gives a missing field a value of a type that it takes. Returns the next error.
fn supply<T: DeserializeOwned>(body: &mut Value, field: &str) -> Option<FieldError> {
    let values = [json!(""), json!(0), json!(false), json!([]), json!({})];
    for value in values {
        if !strict::insert(body, field, value) {
            return None;
        }
        match read::<T>(body) {
            Err(error) if error.field == field => {}
            other => return other.err(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use contract::administrators::InviteAdministrator;
    use contract::factors::{ExtendEnrollment, FactorProof};
    use contract::organization::UpdateOrganization;
    use contract::sign_in::BeginSignIn;
    use contract::users::{CreateUser, UpdateUser};

    use super::*;

    fn fields<T: DeserializeOwned>(body: &[u8]) -> Vec<String> {
        let refusal = parse::<T>(body).err().unwrap();
        assert_eq!(refusal.problem().kind, ProblemType::MalformedRequest);
        let errors = &refusal.problem().errors;
        errors.iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn the_field_is_named() {
        assert_eq!(fields::<BeginSignIn>(b"{}"), ["email"]);
        assert_eq!(fields::<BeginSignIn>(br#"{"email":"a","x":1}"#), ["x"]);
        assert_eq!(fields::<BeginSignIn>(br#"{"email":1}"#), ["email"]);
        assert_eq!(
            fields::<BeginSignIn>(br#"{"email":"a","email":"b"}"#),
            ["email"]
        );
        let nested = br#"{"email":"a","username":"a","homeAddress":{"street":1}}"#;
        assert_eq!(fields::<CreateUser>(nested), ["homeAddress.street"]);
        let listed = br#"{"email":"a","username":"a","homeAddress":["1 High Street"]}"#;
        assert_eq!(fields::<CreateUser>(listed), ["homeAddress"]);
        for policy in [
            "passwordPolicy",
            "agingPolicy",
            "lockoutPolicy",
            "mfaPolicy",
        ] {
            let listed = format!(r#"{{"{policy}":[1,2,3]}}"#);
            assert_eq!(fields::<UpdateOrganization>(listed.as_bytes()), [policy]);
            let unknown = format!(r#"{{"{policy}":{{"x":1}}}}"#);
            let named = fields::<UpdateOrganization>(unknown.as_bytes());
            assert_eq!(named, [format!("{policy}.x")]);
        }
        let listed = br#"{"passkey":["01a21966-60ef-7571-83c3-f3640cbad3ec",{}]}"#;
        assert_eq!(fields::<FactorProof>(listed), ["passkey"]);
    }

    #[test]
    fn all_fields_are_named_at_once() {
        let body = br#"{"email":1,"username":null,"x":1,"homeAddress":{"street":1,"country":2}}"#;
        let mut named = fields::<CreateUser>(body);
        named.sort();
        let expected = [
            "email",
            "homeAddress.country",
            "homeAddress.street",
            "username",
            "x",
        ];
        assert_eq!(named, expected);
        assert_eq!(
            fields::<InviteAdministrator>(b"{}"),
            ["email", "name", "role"]
        );
        let named = fields::<InviteAdministrator>(br#"{"email":1,"x":1}"#);
        assert_eq!(named.len(), 4, "{named:?}");
        let many = (0..100).map(|n| format!("\"x{n}\":1")).collect::<Vec<_>>();
        let many = format!("{{{}}}", many.join(","));
        assert_eq!(fields::<BeginSignIn>(many.as_bytes()).len(), MOST_ERRORS);
    }

    #[test]
    fn null_is_refused_where_there_must_be_a_value() {
        for (body, field) in [
            (r#"{"username":null}"#, "username"),
            (r#"{"password":null}"#, "password"),
            (
                r#"{"password":{"neverExpires":null}}"#,
                "password.neverExpires",
            ),
        ] {
            let refusal = parse::<UpdateUser>(body.as_bytes()).err().unwrap();
            assert_eq!(refusal.problem().kind, ProblemType::InvalidFields, "{body}");
            assert_eq!(refusal.problem().errors[0].field, field);
        }
        let body = br#"{"mfaPolicy":{"users":null},"passwordPolicy":{"minLength":null}}"#;
        let refusal = parse::<UpdateOrganization>(body).err().unwrap();
        assert_eq!(refusal.problem().kind, ProblemType::InvalidFields);
        assert_eq!(refusal.problem().errors.len(), 2);
        assert!(
            parse::<UpdateUser>(br#"{"firstName":null,"homeAddress":{"street":null}}"#).is_ok()
        );
    }

    #[test]
    fn a_whole_number_may_have_a_decimal_point() {
        let days = parse::<ExtendEnrollment>(br#"{"days":30.0}"#).unwrap().days;
        assert_eq!(days, 30);
        let refusal = parse::<ExtendEnrollment>(br#"{"days":30.5}"#)
            .err()
            .unwrap();
        let message = &refusal.problem().errors[0].message;
        assert_eq!(message, "Expected a whole number, 0 or greater");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(100_000);
        let bodies: [&[u8]; 8] = [
            b"",
            b"{",
            b"\xff",
            b"[]",
            b"null",
            b"{\"email\":\"a\"} {}",
            br#"{"email":"\ud800"}"#,
            deep.as_bytes(),
        ];
        for body in bodies {
            let start = String::from_utf8_lossy(&body[..body.len().min(20)]);
            assert!(fields::<BeginSignIn>(body).is_empty(), "{start}");
        }
    }
}
