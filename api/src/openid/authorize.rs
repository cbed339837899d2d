//! Requests of applications to sign a person in.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::openid::{self, Outcome};
use identity::{Context, Error};
use oidc::authorize::PageError;
use oidc::parameters::{Malformed, Parameters};

use super::request::{BrowserParts, ask, come_back, respond};
use super::{form, pages};
use crate::http::raw_body::RawBody;

/// `GET /oidc/authorize`.
pub async fn by_query(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = Parameters::parse(request.query_string().as_bytes());
    answer(&context, &request, parameters, false).await
}

/// `POST /oidc/authorize`.
pub async fn by_form(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let parameters = form::read(&request, &body);
    answer(&context, &request, parameters, true).await
}

async fn answer(
    context: &Context,
    request: &HttpRequest,
    parameters: Result<Parameters, Malformed>,
    is_posted: bool,
) -> HttpResponse {
    let parameters = match parameters {
        Ok(parameters) => parameters,
        Err(malformed) => return pages::refused(&PageError::Malformed(malformed)),
    };
    let parts = BrowserParts::of(request);
    let browser = parts.browser();
    let outcome = openid::authorize(context, &browser, &parameters, is_posted).await;
    show(request, outcome)
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
        Ok(Outcome::ComeBack(waiting)) => come_back(request, &waiting),
        Err(error) => pages::failed(error),
    }
}
