//! Sign-outs that an application requests.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::addresses::Portal;
use identity::openid::{self, LoggedOut};
use identity::{Context, Error};
use oidc::discovery::paths;
use oidc::logout::LogoutProblem;
use oidc::parameters::{Malformed, Parameters};
use oidc::reply::Reply;

use super::form;
use super::sign_out_page::sign_out_page;
use crate::http::SameOrigin;
use crate::http::raw_body::RawBody;
use crate::http::session_cookie;
use crate::requests::{BrowserParts, pages, redirect, respond, signed_out_page};

/// Where the page that asks posts the answer.
pub const CONFIRM: &str = "/oidc/logout/confirm";

/// `GET /oidc/logout`.
pub async fn by_query(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = match Parameters::parse(request.query_string().as_bytes()) {
        Ok(parameters) => parameters,
        Err(malformed) => return refused_form(malformed),
    };
    let parts = BrowserParts::of(&request);
    let done = openid::logout(&context, &parts.browser(), &parameters).await;
    show(&request, &parameters, done)
}

/// `POST /oidc/logout`. A form on another site's page sends no cookie, so this only redirects to the same
/// request as a query.
pub async fn by_form(request: HttpRequest, RawBody(body): RawBody) -> HttpResponse {
    match form::as_query(&request, &body) {
        Ok(query) => redirect(&format!("{}?{query}", paths::LOGOUT)),
        Err(malformed) => refused_form(malformed),
    }
}

/// `POST /oidc/logout/confirm`: the person wants to sign out.
pub async fn confirm(
    _origin: SameOrigin,
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let parameters = match form::read(&request, &body) {
        Ok(parameters) => parameters,
        Err(malformed) => return refused_form(malformed),
    };
    let parts = BrowserParts::of(&request);
    let done = openid::confirm_logout(&context, &parts.browser(), &parameters).await;
    show(&request, &parameters, done)
}

fn show(
    request: &HttpRequest,
    parameters: &Parameters,
    done: Result<LoggedOut, Error>,
) -> HttpResponse {
    match done {
        Ok(LoggedOut::Refused(problem)) => refused(problem),
        Ok(LoggedOut::Ask(question)) => sign_out_page(question.application.as_deref(), parameters),
        Ok(LoggedOut::NobodyWasSignedIn(reply)) => leave(reply, None),
        Ok(LoggedOut::SignedOut { reply, application }) => {
            let mut response = leave(reply, application.as_deref());
            for gone in session_cookie::of_no_session(request, Portal::User) {
                // Fails only for a cookie that is not a valid header value, which does not happen here.
                let _ = response.add_cookie(&gone);
            }
            response
        }
        Err(error) => pages::failed(error),
    }
}

/// Back to the application, or to a page that says what the person is signed out of.
fn leave(reply: Option<Reply>, application: Option<&str>) -> HttpResponse {
    reply.map_or_else(|| signed_out_page(application, false), respond)
}

fn refused(problem: LogoutProblem) -> HttpResponse {
    pages::page("You were not signed out", &problem.to_string(), None)
}

fn refused_form(malformed: Malformed) -> HttpResponse {
    pages::page("You were not signed out", &malformed.to_string(), None)
}
