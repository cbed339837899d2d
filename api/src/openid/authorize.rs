//! Requests of applications to sign a person in.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::openid::{self, Outcome};
use identity::{Context, Error};
use oidc::authorize::PageError;
use oidc::discovery::paths;
use oidc::parameters::Parameters;

use super::request::{BrowserParts, ask, redirect, respond};
use super::{form, pages};
use crate::http::raw_body::RawBody;

/// `GET /oidc/authorize`.
pub async fn by_query(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = match Parameters::parse(request.query_string().as_bytes()) {
        Ok(parameters) => parameters,
        Err(malformed) => return pages::refused(&PageError::Malformed(malformed)),
    };
    let parts = BrowserParts::of(&request);
    let outcome = openid::authorize(&context, &parts.browser(), &parameters).await;
    show(&request, outcome)
}

/// `POST /oidc/authorize`. A page of another site sends no cookie with it, so it does nothing but lead to
/// the same request by query.
pub async fn by_form(request: HttpRequest, RawBody(body): RawBody) -> HttpResponse {
    match form::as_query(&request, &body) {
        Ok(query) => redirect(&format!("{}?{query}", paths::AUTHORIZE)),
        Err(malformed) => pages::refused(&PageError::Malformed(malformed)),
    }
}

/// `GET /oidc/continue`: goes on with a request that has waited.
pub async fn go_on(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = Parameters::parse(request.query_string().as_bytes());
    let parameters = parameters.unwrap_or_default();
    let token = parameters.get("request").ok().flatten();
    let Some(token) = token else {
        return pages::refused(&PageError::Expired);
    };
    let parts = BrowserParts::of(&request);
    let outcome = openid::continue_in_browser(&context, &parts.browser(), token).await;
    show(&request, outcome)
}

fn show(request: &HttpRequest, outcome: Result<Outcome, Error>) -> HttpResponse {
    match outcome {
        Ok(Outcome::Page(error)) => pages::refused(&error),
        Ok(Outcome::Reply(reply)) => respond(reply),
        Ok(Outcome::Ask(waiting)) => ask(request, &waiting),
        Err(error) => pages::failed(error),
    }
}
