//! The responses of the sign-in steps, with their cookies.

use actix_web::{HttpRequest, HttpResponse};
use contract::problem::ProblemType;
use identity::addresses::Portal;
use identity::sign_in::Advanced;

use crate::http::problem::{Answer, Refusal};
use crate::http::session_cookie::{self, Kind};

/// The token that binds the sign-in to the browser.
pub fn token(request: &HttpRequest, portal: Portal) -> Answer<String> {
    session_cookie::read(request, Kind::SignIn, portal).ok_or_else(|| {
        let detail =
            "No sign-in is in progress in this browser. Start again with the email address";
        Refusal::new(ProblemType::SignInExpired, detail)
    })
}

/// The current step. Once the sign-in is complete, the session's cookie replaces the sign-in's.
pub fn advanced(request: &HttpRequest, portal: Portal, advanced: Advanced) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(session) = advanced.session {
        response
            .cookie(session_cookie::of_session(request, portal, &session))
            .cookie(session_cookie::remove(request, Kind::SignIn, portal));
    }
    response.json(advanced.sign_in)
}
