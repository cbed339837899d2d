//! What all sign-in steps take from the request, and how they respond.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use contract::problem::ProblemType;
use identity::actor::Client;
use identity::addresses::Portal;
use identity::sign_in::Advanced;

use crate::http::authentication::client;
use crate::http::portal::portal_of;
use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, Refusal, SameOrigin, SignInQuota};
use crate::openapi::{Describe, Description};

/// A sign-in step, sent from a page of the portal and within the rate limit.
pub struct SignInStep {
    /// The portal that the endpoint belongs to.
    pub portal: Portal,
    /// The client that sent the request.
    pub client: Client,
    request: HttpRequest,
}

impl FromRequest for SignInStep {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let origin = SameOrigin::from_request(request, payload).into_inner();
        // Requests from other origins count toward the rate limit too.
        let quota = SignInQuota::from_request(request, payload).into_inner();
        ready(origin.and(quota).map(|_| Self {
            portal: portal_of(request),
            client: client(request),
            request: request.clone(),
        }))
    }
}

impl Describe for SignInStep {
    fn describe(description: &mut Description) {
        <(SameOrigin, SignInQuota)>::describe(description);
    }
}

impl SignInStep {
    /// The token that binds the sign-in to the browser.
    ///
    /// # Errors
    /// `sign-in-expired`. Handlers ask for the token after the body, so that errors in the body
    /// come first.
    pub fn token(&self) -> ApiResult<String> {
        token(&self.request, self.portal)
    }

    /// The current step. When the sign-in is complete, the session cookie replaces the sign-in
    /// cookie.
    pub fn answer(&self, advanced: Advanced) -> HttpResponse {
        let (request, portal) = (&self.request, self.portal);
        let mut response = HttpResponse::Ok();
        if let Some(session) = advanced.session {
            response
                .cookie(session_cookie::of_session(request, portal, &session))
                .cookie(session_cookie::remove(request, Kind::SignIn, portal));
        }
        response.json(advanced.sign_in)
    }
}

/// The token that binds the sign-in to the browser.
pub fn token(request: &HttpRequest, portal: Portal) -> ApiResult<String> {
    session_cookie::read(request, Kind::SignIn, portal).ok_or_else(|| {
        let detail =
            "No sign-in is in progress in this browser. Start again with the email address";
        Refusal::new(ProblemType::SignInExpired, detail)
    })
}
