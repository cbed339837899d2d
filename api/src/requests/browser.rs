//! The browser that brings a request, and the responses that redirect it.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::requests::Browser;
use oidc::reply::Reply;

use crate::http::authentication::client;
use crate::http::session_cookie::{self, Kind};

/// The cookies and the client of a browser.
pub struct BrowserParts {
    sso: Option<String>,
    binding: Option<String>,
    client: Client,
}

impl BrowserParts {
    /// Of this request.
    pub fn of(request: &HttpRequest) -> Self {
        Self {
            sso: session_cookie::read(request, Kind::Sso, Portal::User),
            binding: binding(request),
            client: client(request),
        }
    }

    /// As use cases take them.
    pub fn browser(&self) -> Browser<'_> {
        Browser {
            sso: self.sso.as_deref(),
            binding: self.binding.as_deref(),
            client: &self.client,
        }
    }
}

/// The token that binds requests of applications to the browser.
pub fn binding(request: &HttpRequest) -> Option<String> {
    session_cookie::read(request, Kind::Authorization, Portal::User)
}

/// The response of the protocol as one of the server.
pub fn respond(reply: Reply) -> HttpResponse {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    for header in reply.headers {
        // There may be several challenges.
        response.append_header(header);
    }
    response.body(reply.body)
}

/// Sends the browser to another address of this server.
pub fn redirect(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, address))
        .insert_header((CACHE_CONTROL, "no-store"))
        .finish()
}
