//! Answers that carry a version.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

/// What can be changed by two people at once.
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

/// A JSON answer whose `ETag` is the version of what it shows.
#[derive(Debug)]
pub struct Versioned<T> {
    value: T,
    status: StatusCode,
}

impl<T> Versioned<T> {
    /// Answers 200.
    pub const fn ok(value: T) -> Self {
        Self {
            value,
            status: StatusCode::OK,
        }
    }

    /// Answers 201.
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
