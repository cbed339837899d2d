//! What all sign-in steps take from the request, and how they respond.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use contract::problem::ProblemType;
use identity::actor::Client;
use identity::addresses::Portal;
use identity::sign_in::Advanced;
use rules::lifetimes::SIGN_IN_TRANSACTION;
use utoipa::openapi::RefOr;

use crate::http::authentication::client;
use crate::http::portal::portal_of;
use crate::http::session_cookie::{self, Kind};
use crate::http::versioned::text_header;
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
        let text = "The cookie of the next step, or the refresh token and the device cookie";
        let responses = &mut description.operation.responses.responses;
        if let Some(RefOr::T(success)) = responses.get_mut("200") {
            let headers = &mut success.headers;
            headers.insert("Set-Cookie".to_owned(), text_header(text));
        }
    }
}

impl SignInStep {
    /// The token that binds the sign-in to the browser.
    ///
    /// # Errors
    /// `sign-in-expired`. Handlers ask for the token after the body, so that errors in the body
    /// come first.
    pub fn token(&self) -> ApiResult<String> {
        token(&self.request, Kind::SignIn, self.portal)
    }

    /// The token that binds the passkey challenge to the browser.
    ///
    /// # Errors
    /// As [`token`](Self::token).
    pub fn passkey_token(&self) -> ApiResult<String> {
        token(&self.request, Kind::Passkey, self.portal)
    }

    /// The current step, with the sign-in's new cookie. When the sign-in is complete, the session's
    /// cookies replace the sign-in cookie.
    pub fn answer(&self, advanced: Advanced) -> HttpResponse {
        let challenge_is_over = advanced.session.is_some();
        self.respond(advanced, challenge_is_over)
    }

    /// As [`answer`](Self::answer), after a passkey: its challenge is used up.
    pub fn answer_to_passkey(&self, advanced: Advanced) -> HttpResponse {
        self.respond(advanced, true)
    }

    fn respond(&self, advanced: Advanced, challenge_is_over: bool) -> HttpResponse {
        let (request, portal) = (&self.request, self.portal);
        let mut response = HttpResponse::Ok();
        if let Some(token) = &advanced.token {
            let token = token.reveal();
            let goes_on =
                session_cookie::set(request, Kind::SignIn, portal, token, SIGN_IN_TRANSACTION);
            response.cookie(goes_on);
        }
        if let Some(session) = &advanced.session {
            for cookie in session_cookie::of_new_session(request, portal, session) {
                response.cookie(cookie);
            }
            response.cookie(session_cookie::remove(request, Kind::SignIn, portal));
        }
        if challenge_is_over {
            response.cookie(session_cookie::remove(request, Kind::Passkey, portal));
        }
        response.json(advanced.sign_in)
    }
}

/// The token that binds the sign-in, or its passkey challenge, to the browser.
pub fn token(request: &HttpRequest, kind: Kind, portal: Portal) -> ApiResult<String> {
    session_cookie::read(request, kind, portal).ok_or_else(|| {
        let detail =
            "No sign-in is in progress in this browser. Start again with the email address";
        Refusal::new(ProblemType::SignInExpired, detail)
    })
}
