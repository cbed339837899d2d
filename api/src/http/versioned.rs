//! Responses with a version.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{RefOr, Response};

use crate::openapi::{Describe, Description};

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

/// A JSON response whose `ETag` is the version of its content.
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

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::build(self.status)
            .insert_header((ETAG, format!("\"{}\"", self.value.version())))
            .json(self.value)
    }
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
            .description(Some("The version, for `If-Match`"))
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
    }
}
