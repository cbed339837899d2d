//! Authentication: a handler that takes one of these types runs for that kind of caller only.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, USER_AGENT};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use contract::problem::ProblemType;
use identity::actor::{Client, SignedIn, SignedInAdministrator, SignedInUser};
use identity::permitted::{Permitted, Requirement};
use identity::{Context, sessions};

use super::portal::portal_of;
use super::problem::Refusal;
use super::{client_address, preconditions, request_id, session_cookie};
use crate::openapi::{Describe, Description, access};

/// The longest token or key that is accepted, in bytes.
const MAX_BEARER: usize = 4096;

/// Tells a client without credentials what to send.
pub const MISSING: &str = "Send an access token or API key in the header Authorization: Bearer …";

/// The client that sent the request, for endpoints without credentials.
#[derive(Debug)]
pub struct Caller(pub Client);

/// An unverified bearer token, for use cases that verify it themselves.
pub struct Bearer(pub String);

/// A person with a live session of the portal that the endpoint belongs to.
#[derive(Debug)]
pub struct AsSignedIn(pub SignedIn);

/// A user with a live session.
#[derive(Debug)]
pub struct AsUser(pub SignedInUser);

/// An administrator with a live session.
#[derive(Debug)]
pub struct AsAdministrator(pub SignedInAdministrator);

/// An administrator or API key that holds what `R` requires.
#[derive(Debug)]
pub struct Allowed<R>(pub Permitted<R>);

type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

impl FromRequest for Caller {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Ok(Self(client(request))))
    }
}

impl FromRequest for Bearer {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(bearer(request).map(Self))
    }
}

impl FromRequest for AsSignedIn {
    type Error = Refusal;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts = parts(request);
        let portal = portal_of(request);
        Box::pin(async move {
            let (context, bearer, client) = parts?;
            let signed_in = sessions::signed_in(&context, portal, &bearer, client).await?;
            request_id::sent_by(&signed_in.party());
            Ok(Self(signed_in))
        })
    }
}

impl FromRequest for AsUser {
    type Error = Refusal;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts = parts(request);
        Box::pin(async move {
            let (context, bearer, client) = parts?;
            let user = sessions::user(&context, &bearer, client).await?;
            request_id::sent_by(&user.party());
            Ok(Self(user))
        })
    }
}

impl FromRequest for AsAdministrator {
    type Error = Refusal;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts = parts(request);
        Box::pin(async move {
            let (context, bearer, client) = parts?;
            let administrator = sessions::administrator(&context, &bearer, client).await?;
            request_id::sent_by(&administrator.party());
            Ok(Self(administrator))
        })
    }
}

impl<R: Requirement> FromRequest for Allowed<R> {
    type Error = Refusal;
    type Future = Pending<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts = parts(request);
        Box::pin(async move {
            let (context, bearer, client) = parts?;
            let principal = sessions::admin_principal(&context, &bearer, client).await?;
            request_id::sent_by(&principal.party());
            Ok(Self(principal.permit()?))
        })
    }
}

impl Describe for Caller {}

impl Describe for Bearer {
    fn describe(description: &mut Description) {
        description.person(access::Caller::User);
    }
}

impl Describe for AsSignedIn {
    fn describe(description: &mut Description) {
        description.person(access::Caller::User);
    }
}

impl Describe for AsUser {
    fn describe(description: &mut Description) {
        description.person(access::Caller::User);
    }
}

impl Describe for AsAdministrator {
    fn describe(description: &mut Description) {
        description.person(access::Caller::Administrator);
    }
}

impl<R: Requirement> Describe for Allowed<R> {
    fn describe(description: &mut Description) {
        access::require_any_of(R::ANY_OF, description);
        if R::is_sensitive() {
            access::require_proof(description);
        }
    }
}

fn parts(request: &HttpRequest) -> Result<(Data<Context>, String, Client), Refusal> {
    let context = request
        .app_data::<Data<Context>>()
        .ok_or_else(|| Refusal::new(ProblemType::Internal, "The server is misconfigured"))?;
    let mut client = client(request);
    client.expects = preconditions::read(request.headers())?;
    Ok((context.clone(), bearer(request)?, client))
}

/// The bearer token of the request, for responses that last and check it again.
///
/// # Errors
/// `unauthenticated` if there is none.
pub fn bearer(request: &HttpRequest) -> Result<String, Refusal> {
    find_bearer(request).ok_or_else(|| Refusal::new(ProblemType::Unauthenticated, MISSING))
}

/// The bearer token of the request (RFC 6750, header only), if there is exactly one.
fn find_bearer(request: &HttpRequest) -> Option<String> {
    let mut values = request.headers().get_all(AUTHORIZATION);
    let value = values.next()?.to_str().ok()?;
    if values.next().is_some() || value.len() > MAX_BEARER {
        return None;
    }
    let (scheme, token) = value.split_once(' ')?;
    let right =
        scheme.eq_ignore_ascii_case("bearer") && token.bytes().all(|b| b.is_ascii_graphic());
    (right && !token.is_empty()).then(|| token.to_owned())
}

/// The client that sent the request, for events and sessions.
pub fn client(request: &HttpRequest) -> Client {
    let agent = request
        .headers()
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let tokens = session_cookie::device_tokens(request, portal_of(request));
    Client::new(
        client_address::of(request).to_string(),
        sessions::describe(agent),
        tokens.iter().map(String::as_str),
    )
}
