//! Shows a browser what became of a request.

use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse};
use identity::addresses::Portal;
use identity::requests::{self, Outcome, Pending, Waiting};
use identity::{Context, Error};
use rules::lifetimes::AUTHORIZATION_REQUEST;

use super::browser::{BrowserParts, redirect, respond};
use super::pages;
use crate::http::session_cookie::{self, Kind};
use crate::http::{Refusal, sign_in_quota};

/// The page of the User Portal that asks the person. Followed by the token.
const PORTAL_PAGE: &str = "/continue?request=";

/// Shows the browser what became of a request.
pub async fn show(
    context: &Context,
    request: &HttpRequest,
    outcome: Result<Outcome, Error>,
) -> HttpResponse {
    match outcome {
        Ok(Outcome::Page(rejected)) => pages::rejected(&rejected),
        Ok(Outcome::Reply(reply)) => respond(reply),
        Ok(Outcome::Ask(pending)) => match store(context, request, pending).await {
            Ok(waiting) => ask(request, &waiting),
            Err(refusal) => pages::refused(&refusal),
        },
        Ok(Outcome::AskAgain(waiting)) => ask(request, &waiting),
        Err(error) => pages::failed(error),
    }
}

/// Stores a request that has to wait. Anyone can send such requests, so those that are stored count as
/// attempts to sign in.
async fn store(
    context: &Context,
    request: &HttpRequest,
    pending: Pending,
) -> Result<Waiting, Refusal> {
    sign_in_quota(request)?;
    let parts = BrowserParts::of(request);
    Ok(requests::wait(context, &parts.browser(), pending).await?)
}

/// Sends the browser to the page of the portal that asks the person.
fn ask(request: &HttpRequest, waiting: &Waiting) -> HttpResponse {
    let mut response = redirect(&format!("{PORTAL_PAGE}{}", waiting.token));
    let (kind, portal) = (Kind::Authorization, Portal::User);
    let cookie: Cookie<'static> = session_cookie::set(
        request,
        kind,
        portal,
        &waiting.browser,
        AUTHORIZATION_REQUEST,
    );
    // Fails only for a cookie that is not a valid header value, which does not happen here.
    let _ = response.add_cookie(&cookie);
    response
}
