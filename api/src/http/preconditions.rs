//! Preconditions (RFC 9110, section 13) of resources with a version.
//!
//! An entity tag is the version, a dot and a hash of the content, because some of the content
//! changes without a new version: `"4.9f3a6c21b0d7e854"`. `If-Match` compares the versions, so a
//! sign-in does not prevent a change. `If-None-Match` compares whole tags.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use contract::problem::ProblemType;
use identity::precondition::{Precondition, Versions};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Object, Required};

use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// The precondition of a change that must be based on a version. Without `If-Match`, the request is
/// refused with 428. `*` overwrites any version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Precondition);

impl FromRequest for IfMatch {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            read(request.headers()).and_then(|condition| match condition.is {
                Some(_) => Ok(Self(condition)),
                None => Err(Refusal::new(
                    ProblemType::VersionRequired,
                    "Send the ETag of the version you read in If-Match",
                )),
            }),
        )
    }
}

impl Describe for IfMatch {
    fn describe(description: &mut Description) {
        let description_text = "The `ETag` of the version that the change is based on; several, \
                                separated by commas; or `*` for any version";
        description.put_parameter(header(&IF_MATCH, Required::True, description_text));
        description.problems::<problems::VersionRequired>();
        description.problems::<problems::StaleVersion>();
    }
}

/// Every operation on one of these, or on something below it, evaluates the precondition that the
/// request may have.
const EVALUATED: [&str; 3] = ["/users/{id}", "/administrators/{id}", "/groups/{id}"];

/// Describes the precondition that an operation may have.
pub fn describe_optional(description: &mut Description) {
    let path = description.path.as_str();
    let is_evaluated = EVALUATED.iter().any(|resource| path.starts_with(resource));
    if is_evaluated && !description.is_read {
        let text = "Refuses the action unless this is the `ETag` of the current version";
        description.put_parameter(header(&IF_MATCH, Required::False, text));
        description.problems::<problems::StaleVersion>();
    }
}

/// Describes `If-None-Match` of an operation that reads a resource.
pub fn describe_read(description: &mut Description) {
    let text = "The `ETag` of the version that you have: if it is current, the status is 304";
    description.put_parameter(header(&IF_NONE_MATCH, Required::False, text));
}

fn header(name: &HeaderName, required: Required, text: &str) -> Parameter {
    // As RFC 9110 writes them.
    let name = if *name == IF_MATCH {
        "If-Match"
    } else {
        "If-None-Match"
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(text))
        .schema(Some(Object::with_type(Type::String)))
        .example(Some("\"3.9f3a6c21b0d7e854\"".into()))
        .build()
}

/// The precondition of a request.
///
/// # Errors
/// `malformed-request`.
pub fn read(headers: &HeaderMap) -> Result<Precondition, Refusal> {
    let versions = |tags: Tags<'_>| match tags {
        Tags::Any => Versions::Any,
        Tags::OneOf(tags) => Versions::OneOf(tags.into_iter().filter_map(version).collect()),
    };
    Ok(Precondition {
        is: tags(headers, &IF_MATCH)?.map(versions),
        is_not: tags(headers, &IF_NONE_MATCH)?.map(versions),
    })
}

/// Whether `If-None-Match` names this tag.
///
/// # Errors
/// `malformed-request`.
pub fn is_known(headers: &HeaderMap, tag: &str) -> Result<bool, Refusal> {
    Ok(match tags(headers, &IF_NONE_MATCH)? {
        None => false,
        Some(Tags::Any) => true,
        Some(Tags::OneOf(tags)) => tags
            .iter()
            .any(|known| known.trim_end_matches("-gzip") == tag),
    })
}

/// The version in a tag of ours. A proxy that compresses may have appended a suffix.
fn version(tag: &str) -> Option<u64> {
    let end = tag.find(|c: char| !c.is_ascii_digit());
    tag[..end.unwrap_or(tag.len())].parse().ok()
}

/// The tags of a header, without their quotes. Weak tags are equal to strong ones, because proxies
/// that compress weaken ours.
#[derive(Debug, PartialEq, Eq)]
enum Tags<'a> {
    Any,
    OneOf(Vec<&'a str>),
}

fn tags<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<Tags<'a>>, Refusal> {
    let mut found = None;
    for value in headers.get_all(name) {
        let list = value.to_str().ok().and_then(list);
        found = match (found, list) {
            (None, Some(tags)) => Some(tags),
            (Some(Tags::OneOf(mut tags)), Some(Tags::OneOf(more))) => {
                tags.extend(more);
                Some(Tags::OneOf(tags))
            }
            _ => {
                let detail = format!("{name} must be ETags, for example \"3\", or *");
                return Err(Refusal::malformed(detail, Vec::new()));
            }
        };
    }
    Ok(found)
}

/// `*`, or entity tags separated by commas.
fn list(text: &str) -> Option<Tags<'_>> {
    if text.trim() == "*" {
        return Some(Tags::Any);
    }
    let mut tags = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let opened = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
        let (tag, after) = opened.split_once('"')?;
        tags.push(tag);
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    (!tags.is_empty()).then_some(Tags::OneOf(tags))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn with(values: &[&str]) -> Result<Option<Versions>, ProblemType> {
        let mut request = TestRequest::default();
        for value in values {
            request = request.append_header((IF_MATCH, *value));
        }
        let request = request.to_http_request();
        let condition = read(request.headers()).map_err(|refusal| refusal.problem().kind);
        condition.map(|condition| condition.is)
    }

    #[test]
    fn reads_what_rfc_9110_allows() {
        let one_of = |versions: &[u64]| Ok(Some(Versions::OneOf(versions.to_vec())));
        assert_eq!(with(&[]), Ok(None));
        assert_eq!(with(&["*"]), Ok(Some(Versions::Any)));
        assert_eq!(with(&["\"3\""]), one_of(&[3]));
        assert_eq!(with(&["\"3.9f3a6c21b0d7e854\""]), one_of(&[3]));
        assert_eq!(with(&["W/\"3\""]), one_of(&[3]));
        assert_eq!(with(&["\"3-gzip\""]), one_of(&[3]));
        assert_eq!(with(&["\"3\", W/\"4\" ,\"x,y\""]), one_of(&[3, 4]));
        assert_eq!(with(&["\"3\"", "\"4\""]), one_of(&[3, 4]));
        assert_eq!(with(&["\"theirs\""]), one_of(&[]));
        for bad in ["3", "", "\"3", "\"3\" \"4\"", "*, \"3\"", "w/\"3\""] {
            assert_eq!(with(&[bad]), Err(ProblemType::MalformedRequest), "{bad}");
        }
        assert_eq!(with(&["*", "\"3\""]), Err(ProblemType::MalformedRequest));
    }

    #[test]
    fn a_tag_is_known_as_a_whole() {
        let known = |value: &str| {
            let request = TestRequest::default().append_header((IF_NONE_MATCH, value));
            is_known(request.to_http_request().headers(), "3.ab").ok()
        };
        for yes in [
            "\"3.ab\"",
            "W/\"3.ab\"",
            "\"3.ab-gzip\"",
            "\"2.x\", \"3.ab\"",
            "*",
        ] {
            assert_eq!(known(yes), Some(true), "{yes}");
        }
        assert_eq!(known("\"3.ac\""), Some(false));
        assert_eq!(known("\"3\""), Some(false));
    }
}
