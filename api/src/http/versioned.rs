//! Responses with a version.

use std::hash::{DefaultHasher, Hasher};

use actix_web::body::BoxBody;
use actix_web::http::header::ETAG;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use contract::problem::ProblemType;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{RefOr, Response};

use super::preconditions;
use super::problem::Refusal;
use crate::openapi::{Describe, Description, problems};

/// A resource with a version, which two people can edit at the same time.
pub trait HasVersion {
    /// The number that changes with each change.
    fn version(&self) -> u64;
}

macro_rules! has_version {
    ($($name:ty),*) => {
        $(impl HasVersion for $name {
            fn version(&self) -> u64 {
                self.version
            }
        })*
    };
}

has_version!(
    contract::users::User,
    contract::administrators::Administrator,
    contract::organization::Organization,
    contract::me::Me
);

/// A JSON response whose `ETag` begins with the version of its content. A request that only reads it
/// has its preconditions evaluated here; an act has evaluated them before.
#[derive(Debug)]
pub struct Versioned<T> {
    value: T,
    status: StatusCode,
}

impl<T> Versioned<T> {
    /// A response with status 200.
    pub const fn ok(value: T) -> Self {
        Self {
            value,
            status: StatusCode::OK,
        }
    }

    /// A response with status 201.
    pub const fn created(value: T) -> Self {
        Self {
            value,
            status: StatusCode::CREATED,
        }
    }
}

impl<T: Serialize + HasVersion> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.respond(request)
            .unwrap_or_else(|refusal| refusal.error_response())
    }
}

impl<T: Serialize + HasVersion> Versioned<T> {
    fn respond(self, request: &HttpRequest) -> Result<HttpResponse, Refusal> {
        let version = self.value.version();
        let body = serde_json::to_vec(&self.value)
            .map_err(|error| identity::Error::internal(error.to_string()))?;
        let tag = format!("{version}.{:016x}", hash(&body));
        let mut response = HttpResponse::build(self.status);
        response.insert_header((ETAG, format!("\"{tag}\"")));
        if request.method() == Method::GET {
            let headers = request.headers();
            let expected = preconditions::read(headers)?.is;
            if expected.is_some_and(|versions| !versions.include(version)) {
                let detail = "The resource has another version now";
                return Err(Refusal::new(ProblemType::StaleVersion, detail));
            }
            if preconditions::is_known(headers, &tag)? {
                return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
            }
        }
        Ok(response.content_type("application/json").body(body))
    }
}

/// A hash of a content, to tell whether it has changed.
fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    hasher.finish()
}

/// Describes the body and `ETag` of the successful response. If the handler has not described it,
/// its description is "The current state".
impl<T: ToSchema> Describe for Versioned<T> {
    fn describe(description: &mut Description) {
        let content = ContentBuilder::new()
            .schema(Some(description.schema::<T>()))
            .build();
        let version = HeaderBuilder::new()
            .schema(Some(Object::with_type(Type::String)))
            .description(Some("For `If-Match` and `If-None-Match`"))
            .build();
        let responses = &mut description.operation.responses.responses;
        if !responses.keys().any(|status| status.starts_with('2')) {
            let response = Response::new("The current state");
            responses.insert("200".to_owned(), RefOr::T(response));
        }
        let success = responses
            .iter_mut()
            .find(|(status, _)| status.starts_with('2'));
        if let Some((_, RefOr::T(response))) = success {
            response
                .content
                .insert("application/json".to_owned(), RefOr::T(content));
            response
                .headers
                .insert("ETag".to_owned(), RefOr::T(version));
        }
        if description.is_read {
            preconditions::describe_read(description);
            description.problems::<problems::StaleVersion>();
            let unchanged = Response::new("You have the current version");
            let responses = &mut description.operation.responses.responses;
            responses.insert("304".to_owned(), RefOr::T(unchanged));
        }
    }
}
