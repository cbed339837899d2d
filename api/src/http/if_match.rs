//! `If-Match`: the version that a change is based on.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderMap, IF_MATCH};
use actix_web::{FromRequest, HttpRequest};
use contract::problem::ProblemType;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Object, Required};

use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// The version in `If-Match`: one strong entity tag from an `ETag` header. Without it the request
/// is refused with 428; `*`, weak tags and lists are refused with 400, because a change is based on
/// one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub u64);

impl FromRequest for IfMatch {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.headers()))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some(
                    "The `ETag` of the version that the change is based on",
                ))
                .schema(Some(Object::with_type(Type::String)))
                .example(Some("\"3\"".into()))
                .build(),
        ]
    }
}

impl Describe for IfMatch {
    fn describe(description: &mut Description) {
        description.parameters::<Self>();
        description.problems::<problems::StaleVersion>();
    }
}

fn read(headers: &HeaderMap) -> Result<IfMatch, Refusal> {
    let mut values = headers.get_all(IF_MATCH);
    let Some(value) = values.next() else {
        return Err(Refusal::new(
            ProblemType::VersionRequired,
            "Send the ETag of the version you read in If-Match",
        ));
    };
    let digits = value
        .to_str()
        .ok()
        .filter(|_| values.next().is_none())
        .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"'))
        .filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|text| text.parse().ok())
        .map(IfMatch)
        .ok_or_else(|| {
            let detail = "If-Match must be a single ETag, for example \"3\"";
            Refusal::malformed(detail, Vec::new())
        })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn with(values: &[&str]) -> Result<IfMatch, ProblemType> {
        let mut request = TestRequest::default();
        for value in values {
            request = request.append_header((IF_MATCH, *value));
        }
        let request = request.to_http_request();
        read(request.headers()).map_err(|refusal| refusal.problem().kind)
    }

    #[test]
    fn is_one_strong_tag_of_ours() {
        assert_eq!(with(&["\"3\""]), Ok(IfMatch(3)));
        assert_eq!(with(&[]), Err(ProblemType::VersionRequired));
        for bad in [
            "*",
            "3",
            "W/\"3\"",
            "\"3\", \"4\"",
            "\"-3\"",
            "\"+3\"",
            "\"x\"",
            "",
        ] {
            assert_eq!(with(&[bad]), Err(ProblemType::MalformedRequest), "{bad}");
        }
        assert_eq!(
            with(&["\"3\"", "\"4\""]),
            Err(ProblemType::MalformedRequest)
        );
    }
}
