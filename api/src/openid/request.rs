//! What the endpoints of the protocol take from a request, and how they respond.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderName, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::openid::{Browser, Failure, Waiting};
use oidc::incoming::Incoming;
use oidc::reply::Reply;
use rules::lifetimes::AUTHORIZATION_REQUEST;

use crate::http::authentication::client;
use crate::http::session_cookie::{self, Kind};

/// Where the browser continues with a request that waited.
pub const CONTINUE: &str = "/oidc/continue";

/// The page of the User Portal that asks the person. Followed by the token.
const PORTAL_PAGE: &str = "/continue?request=";

/// The parts of a request that the protocol reads.
pub struct Parts {
    content_type: Option<String>,
    authorization: Vec<String>,
}

impl Parts {
    /// Of this request.
    pub fn of(request: &HttpRequest) -> Self {
        // Text that cannot be a header value of the protocol is as good as none.
        let texts = |name: HeaderName| {
            let values = request.headers().get_all(name);
            values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            content_type: texts(CONTENT_TYPE).next(),
            authorization: texts(AUTHORIZATION).collect(),
        }
    }

    /// The headers `Authorization`.
    pub fn authorization(&self) -> Vec<&str> {
        self.authorization.iter().map(String::as_str).collect()
    }

    /// The request as the protocol reads it.
    pub fn incoming<'a>(
        &'a self,
        request: &'a HttpRequest,
        authorization: &'a [&'a str],
        body: &'a [u8],
    ) -> Incoming<'a> {
        Incoming {
            query: request.query_string(),
            content_type: self.content_type.as_deref(),
            authorization,
            body,
        }
    }
}

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
        response.insert_header(header);
    }
    response.body(reply.body)
}

/// The response of the token endpoint and its relatives.
pub fn result(answered: Result<Reply, Failure>) -> HttpResponse {
    respond(answered.unwrap_or_else(|failure| {
        if let Failure::Server(error) = &failure
            && error.is_internal()
        {
            tracing::error!(%error, "a request of an application failed");
        }
        failure.reply()
    }))
}

/// Sends the browser to another address of this server.
pub fn redirect(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, address))
        .insert_header((CACHE_CONTROL, "no-store"))
        .finish()
}

/// Sends the browser to the page of the portal that asks the person.
pub fn ask(request: &HttpRequest, waiting: &Waiting) -> HttpResponse {
    let address = format!("{PORTAL_PAGE}{}", waiting.token);
    bound(request, waiting, redirect(&address))
}

/// The address where the browser continues with the request that has this token.
pub fn continue_address(token: &str) -> String {
    let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    format!("{CONTINUE}?request={token}")
}

fn bound(request: &HttpRequest, waiting: &Waiting, mut response: HttpResponse) -> HttpResponse {
    let (kind, portal) = (Kind::Authorization, Portal::User);
    let cookie: Cookie<'static> = session_cookie::set(
        request,
        kind,
        portal,
        &waiting.browser,
        AUTHORIZATION_REQUEST,
    );
    // Fails only for a cookie that cannot be a header, which this one can.
    let _ = response.add_cookie(&cookie);
    response
}
