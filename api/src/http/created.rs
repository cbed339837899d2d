//! The response to a create request whose result has no version.

use actix_web::body::BoxBody;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, Responder};
use identity::Once;
use serde::Serialize;
use utoipa::openapi::RefOr;

use super::idempotency::REPLAYED;
use super::versioned::text_header;
use crate::openapi::{Describe, Description};

/// A JSON response with status 201, and the path of the new resource in `Location`. A resource with a
/// version has [`Versioned::created`](super::Versioned::created).
#[derive(Debug)]
pub struct Created<T> {
    path: String,
    content: T,
    is_replay: bool,
}

impl<T> Created<T> {
    /// What was created is at `path`.
    pub const fn at(path: String, content: T) -> Self {
        Self {
            path,
            content,
            is_replay: false,
        }
    }

    /// The same, possibly by an earlier request with the same `Idempotency-Key`.
    pub fn once(path: String, made: Once<T>) -> Self {
        Self {
            is_replay: made.is_replay,
            ..Self::at(path, made.value)
        }
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Created();
        response.insert_header((LOCATION, self.path));
        if self.is_replay {
            response.insert_header(REPLAYED);
        }
        response.json(self.content)
    }
}

impl<T> Describe for Created<T> {
    fn describe(description: &mut Description) {
        let responses = &mut description.operation.responses.responses;
        if let Some(RefOr::T(response)) = responses.get_mut("201") {
            let location = text_header("The path of the new resource");
            response.headers.insert("Location".to_owned(), location);
        }
    }
}
