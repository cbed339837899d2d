//! JSON request bodies.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use contract::problem::ProblemType;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{RefOr, Required};

use super::input_error;
use super::problem::Refusal;
use crate::openapi::{Describe, Description};

/// The largest body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// How long a body may take to arrive.
#[derive(Clone, Copy, Debug)]
pub struct BodyTimeout(pub Duration);

/// A JSON body (RFC 8259) of type `T`. Anything else is refused with a problem: another content
/// type (415), more than [`MAX_BODY`] (413), malformed, unknown or duplicate fields, nesting
/// deeper than serde_json's limit of 128, invalid UTF-8 (400, naming the field), and a body that
/// does not arrive in time (408).
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = check_content_type(request);
        let timeout = request
            .app_data::<Data<BodyTimeout>>()
            .map_or(Duration::from_secs(15), |timeout| timeout.0);
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

impl<T: ToSchema> Describe for Body<T> {
    fn describe(description: &mut Description) {
        let content = ContentBuilder::new()
            .schema(Some(description.schema::<T>()))
            .build();
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True))
            .build();
        description.operation.request_body = Some(RefOr::T(body));
    }
}

fn late(timeout: Duration) -> Refusal {
    let detail = format!("The body must arrive within {} seconds", timeout.as_secs());
    Refusal::new(ProblemType::Timeout, detail)
}

fn check_content_type(request: &HttpRequest) -> Result<(), Refusal> {
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

fn unreadable(error: &actix_web::Error) -> Refusal {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => Refusal::new(
            ProblemType::TooLarge,
            format!("The body must not exceed {} KiB", MAX_BODY / 1024),
        ),
        _ => Refusal::malformed(
            "The body is incomplete or its encoding is invalid",
            Vec::new(),
        ),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    if std::str::from_utf8(bytes).is_err() {
        return Err(Refusal::malformed(
            "The body is not valid UTF-8",
            Vec::new(),
        ));
    }
    // Serde would accept an array in place of an object, by position.
    if bytes
        .trim_ascii_start()
        .first()
        .is_some_and(|first| *first != b'{')
    {
        return Err(not_an_object());
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        if inner.is_data() {
            let field = input_error::describe(&error.path().to_string(), &inner.to_string());
            if field.field.is_empty() {
                not_an_object()
            } else {
                Refusal::malformed("A field is invalid", vec![field])
            }
        } else {
            let place = format!("line {}, column {}", inner.line(), inner.column());
            Refusal::malformed(format!("The body is not valid JSON ({place})"), Vec::new())
        }
    })?;
    json.end()
        .map_err(|_| Refusal::malformed("Unexpected data after the JSON value", Vec::new()))?;
    Ok(value)
}

fn not_an_object() -> Refusal {
    Refusal::malformed("The body must be a JSON object", Vec::new())
}

#[cfg(test)]
mod tests {
    use contract::factors::FactorProof;
    use contract::organization::UpdateOrganization;
    use contract::sign_in::BeginSignIn;
    use contract::users::CreateUser;

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
        }
        let listed = br#"{"passkey":["01a21966-60ef-7571-83c3-f3640cbad3ec",{}]}"#;
        assert_eq!(fields::<FactorProof>(listed), ["passkey"]);
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
