//! Which portal an endpoint belongs to.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use identity::addresses::Portal;

use crate::openapi::Describe;

/// The portal that the endpoint belongs to, for handlers that both portals have.
#[derive(Clone, Copy, Debug)]
pub struct AtPortal(pub Portal);

impl FromRequest for AtPortal {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(portal_of(request))))
    }
}

impl Describe for AtPortal {}

/// The portal that the endpoint of a request belongs to.
pub fn portal_of(request: &HttpRequest) -> Portal {
    // By the route, not by the path: `%61dmin` matches the same route.
    match request.match_pattern() {
        Some(route) if route.starts_with("/api/v1/admin/") => Portal::Admin,
        _ => Portal::User,
    }
}
